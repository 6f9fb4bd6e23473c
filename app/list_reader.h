#pragma once

#include <deque>
#include <memory>
#include <string>

#include "app/world.h"
#include "diff/compare_listing.h"
#include "parsers/listing.h"
#include "storage/sources.h"

namespace regwatch {

/// What one source's list said in this pass, compared with memory.
struct ListReading {
  const Source* source = nullptr;
  SourceState state;
  ListMemory memory;
  Run run;       ///< With the list's verdict.
  Listing rows;  ///< All pages read; its entries are gone once they are compared.
  std::optional<CivilDate> oldest, newest;  ///< Of the rows' published dates.
  ListComparison comparison;
  std::vector<RememberedPage> pages;  ///< The requests that carried rows.
  std::string fingerprint;
  std::string older;  ///< Where older rows are, of the first page that named it and was the last.
  int pages_read = 0;
  bool full_depth = false;  ///< Read down to the source's depth or the list's end.
  bool was_baseline = false;

  bool has_rows() const { return run.verdict == Verdict::ok || run.verdict == Verdict::suspect; }
};

/// Reads one source's list: the first page, the endpoint it names, older pages until what is known.
/// The whole state machine runs in the fetcher's callbacks; `reading()` is complete when the
/// fetcher's run() has returned.
class ListReader : public std::enable_shared_from_this<ListReader> {
 public:
  ListReader(World& world, const Source& source, std::optional<int> baseline_days);
  void start();
  /// Reads no older pages: for looking whether the source can be read at all.
  void only_first_page() { depth_ = 1; }
  /// Called once, when its verdict is known.
  void when_finished(std::function<void()> told) { told_ = std::move(told); }
  ListReading& reading() { return reading_; }

 private:
  void ask(Request request);
  void answered(const Request& request, Result<Response> answer);
  void page_read(const Request& request, const Response& response);
  bool is_known_page(const Request& request, const Response& response) const;
  bool repeats(const Listing& page) const;
  bool wants_older(const Listing& page) const;
  void ask_older();
  void finish(Verdict verdict, std::string reason);
  void fail(const Error& error);
  void end_here();
  void compare();
  Validators validators_for(const Request& request) const;

  World& world_;
  const Source& source_;
  std::optional<int> baseline_days_;
  ListReading reading_;
  bool whole_depth_;         // Once a week the whole depth is read.
  bool end_reached_ = true;  ///< Of every list: no page named an older one that was not asked for.
  std::deque<Request> older_;  ///< Pages that were named and are still to be asked for.
  int shells_ = 0;
  std::deque<FollowUp> further_;  ///< More places of rows that a shell named.
  int depth_;
  std::function<void()> told_;
};

/// Parser version and the source's entry: remembered pages count only while it stays the same.
std::string list_fingerprint(const Source& source);
/// The request that begins a source's list.
Request first_request(const Source& source);

}  // namespace regwatch
