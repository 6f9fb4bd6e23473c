#pragma once

#include <functional>
#include <string>
#include <vector>

#include "alerts/channel.h"
#include "alerts/subscription.h"
#include "base/time.h"
#include "crawler/fetcher.h"
#include "diff/classify.h"
#include "documents/document.h"
#include "storage/database.h"

namespace regwatch {

/// How far a pass has come, for whoever watches.
struct Progress {
  int done = 0;
  int total = 0;
  std::string doing;
};

/// All that a pass touches: memory, the outside, the rules, the clock of decisions. Nothing is
/// owned.
struct World {
  Database& database;
  Fetcher& fetcher;
  /// The rules, compiled when first asked for: a pass that finds nothing new does without.
  std::function<const Classifier&()> classifier;
  const std::vector<Source>& sources;
  const std::vector<Subscription>& subscriptions;
  const ChannelContext& channels;
  Instant now{};
  /// Set in replay: whether the captures hold an answer to this request.
  std::function<bool(const Request&)> captured;
  /// The page behind a capture, for reading it again with today's parser. Unset where nothing is
  /// archived.
  std::function<Result<Response>(const CaptureRef&)> reopen;
  std::function<void(const Progress&)> on_progress;
  /// Reads a file's text beside the fetching; the answer comes from the fetcher's run(). Unset
  /// where files are not read.
  std::function<void(DocumentJob, std::function<void(DocumentText)>)> read_document{};
  std::vector<int> reminder_days{};  ///< Before a comment deadline.

  bool replaying() const { return static_cast<bool>(captured); }
};

}  // namespace regwatch
