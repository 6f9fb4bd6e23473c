#pragma once

#include <functional>
#include <optional>
#include <string>

#include "app/world.h"
#include "diff/notice.h"

namespace regwatch {

/// A notice's page to be read.
struct PageOrder {
  std::string url;
  const Source* source = nullptr;  ///< Whose manners are used. Never null.
  Validators validators;           ///< Of the page, from the last look; empty: unconditional.
  /// The newest version, asked for when the answer is there: a queue of pages holds no texts.
  std::function<std::optional<Version>()> load_known;
};

/// What became of it.
struct PageReading {
  enum class Outcome {
    unchanged,  ///< The same bytes as the known version, files included.
    read,       ///< `version` is what the page and its files say now.
    gone,       ///< 404, 410, a soft 404: `problem` says which.
    failed,     ///< Not read, `problem` says why; to be tried again.
  };
  Outcome outcome = Outcome::failed;
  std::optional<Version> version;
  std::optional<Version> known;  ///< What load_known gave.
  Validators validators;
  std::string problem;
  int requests = 0;
  std::uint64_t bytes = 0;
};

/// Fetches and reads a page, the other parts of a split article, and its files; calls `done` once,
/// from the fetcher's run(). Files that could not be had are said in the version and do not fail
/// the page; one whose address was 404 is asked for again after three days only. A split article's
/// validators come back empty, for a 304 of its first part would say nothing of the others.
void read_page(World& world, PageOrder order, std::function<void(PageReading)> done);

}  // namespace regwatch
