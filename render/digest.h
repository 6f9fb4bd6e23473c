#pragma once

#include <optional>
#include <string>
#include <vector>

#include "diff/change.h"
#include "diff/notice.h"

namespace regwatch {

/// One change with its notice, as a digest tells it.
struct DigestItem {
  Notice notice;
  Change change;
  std::vector<Attachment> attachments;
  /// The same publication by other institutions.
  struct Elsewhere {
    std::string authority;
    std::string url;
  };
  std::vector<Elsewhere> elsewhere{};
};

/// What became of one source in the window: a line of the digest's end.
struct SourceLine {
  std::string id;
  std::string authority;
  std::string name;
  std::string url;
  std::string verdict;
  std::string reason;
  std::optional<Instant> last_success;
  std::string parser{};
  std::optional<Instant> next_due{};
};

/// A digest, or a single alert: what one message says.
struct Digest {
  std::string title;  ///< The subscription's name.
  Instant now{};
  std::optional<Instant> since;  ///< Begin of the window; unset: an alert at once.
  std::vector<DigestItem> items;
  std::vector<HealthEvent> health;
  std::vector<SourceLine> sources;
};

/// Leads with what matters: drafts by deadline, soonest first; enforcement; new rules; then the
/// rest; amended, moved, withdrawn in their own section. Ends with which sources were checked and
/// which not.
std::string digest_subject(const Digest& digest);
std::string digest_as_text(const Digest& digest, int columns = 78);
std::string digest_as_html(const Digest& digest);
std::string digest_for_terminal(const Digest& digest, int columns, bool colour);

}  // namespace regwatch
