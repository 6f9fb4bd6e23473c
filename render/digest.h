#pragma once

#include <chrono>
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
  std::string institution{};  ///< The authority's name, in Chinese.
  std::string english{};      ///< And in English.
  std::optional<Instant> next_due{};
};

/// In which order a digest tells.
enum class DigestOrder {
  urgency,  ///< What wants acting on first: deadlines, drafts, enforcement, rules, the rest.
  section,  ///< As a newsletter: regulatory, enforcement, industry; in each by date.
};

/// A digest, or a single alert: what one message says.
struct Digest {
  std::string title;  ///< The subscription's name.
  Instant now{};
  std::optional<Instant> since;  ///< Begin of the window; unset: an alert at once.
  std::optional<Instant> until;  ///< Its end, where it is not `now`.
  /// Set: what was published in that month, and what else changed in it.
  std::optional<std::chrono::year_month> month;
  DigestOrder order = DigestOrder::urgency;
  std::vector<DigestItem> items;
  std::vector<HealthEvent> health;
  std::vector<SourceLine> sources;
  /// What is told by its number alone, for one message cannot hold it: all older than the items.
  struct TooMany {
    std::size_t count = 0;
    Instant from{};  ///< The oldest of it.
  } too_many{};
};

/// Leads with what matters: drafts by deadline, soonest first; enforcement; new rules; then the
/// rest; amended, moved, withdrawn in their own section. Ends with which sources were checked and
/// which not. In the order of sections what was published before the month and only found in it
/// stands by itself, for it belongs to an earlier newsletter.
std::string digest_subject(const Digest& digest);
/// Of an alert on one notice that later ones are to answer: without the deadline, which may move.
std::string thread_subject(const Digest& alert);
std::string digest_as_text(const Digest& digest, int columns = 78);
std::string digest_as_html(const Digest& digest);
std::string digest_for_terminal(const Digest& digest, int columns, bool colour);

}  // namespace regwatch
