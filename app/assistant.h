#pragma once

#include <string>
#include <vector>

#include "app/config.h"
#include "crawler/post.h"
#include "diff/notice.h"
#include "render/chat_request.h"
#include "storage/database.h"
#include "storage/proposals.h"

namespace regwatch {

/// What became of asking for the English of one notice.
struct Asked {
  enum class Outcome {
    proposed,
    known,      ///< A person wrote it, or the same question was answered before.
    no_budget,  ///< Today's is used up.
    failed,     ///< `why` says why; nothing was kept.
  };
  Outcome outcome = Outcome::proposed;
  English english;
  /// Numbers in the proposal that the notice does not have, for whoever looks it over.
  std::vector<std::string> doubtful_numbers;
  std::string why;
  bool hopeless = false;  ///< With failed: the others would fare no better.
};

/// Throws ConfigError where there is no [assistant].
const Config::Assistant& assistant_settings(const Config& config);

/// Asks one configured chat endpoint for titles and summaries in English. What it answers is kept
/// as a machine's until a person accepts it. Nothing of a pass waits for it.
class Assistant {
 public:
  /// Throws ConfigError where there is no [assistant], or its key cannot be read.
  Assistant(const Config& config, PostManners manners, Database& database);

  /// Blocks for the answer; no transaction is open meanwhile. `publisher` in English.
  Asked ask(const Notice& notice, std::string_view publisher, Instant now);

 private:
  bool has_budget(Instant now);
  void spend(const Proposals::Use& more, Instant now);
  Asked keep(const Notice& notice, const ChatQuestion& question, const PostRequest& request,
             const PostOutcome& outcome, Instant now);

  Config::Assistant settings_;
  std::string key_;
  PostManners manners_;
  Database& database_;
};

}  // namespace regwatch
