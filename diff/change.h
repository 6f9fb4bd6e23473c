#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "diff/lineage.h"

namespace regwatch {

enum class ChangeKind {
  appeared,
  amended,
  deadline_moved,
  withdrawn,
  delisted,
  restored,
  deadline_near,  ///< Nothing happened to it: its comment deadline is at hand.
  flapped,        ///< Said something else for a while, and says the same as before again.
};
std::string_view name_of(ChangeKind kind);
std::optional<ChangeKind> change_named(std::string_view name);

/// One paragraph that differs. `before` empty: added; `after` empty: removed.
struct TextHunk {
  std::string before;
  std::string after;
};

/// Another notice that one stands to, as it is told: a final's draft, a rule that is interpreted.
struct RelatedNotice {
  std::string notice_id;
  Relation relation = Relation::final_of;  ///< What the notice that is told is to this one.
  std::string title;
  std::string url;
  std::optional<CivilDate> published;
  double confidence = 0;
  std::string reason;      ///< Why they are taken to belong together.
  std::string comparison;  ///< Of their texts, in a line: `27 articles → 24: …`; empty: none.
};

/// A thing that happened to a notice, and is told.
struct Change {
  long long id = 0;  ///< In the database; 0 before.
  ChangeKind kind = ChangeKind::appeared;
  std::string notice_id;
  std::string source;  ///< The source whose list or whose notice's page showed it.
  Instant at{};
  bool found_late = false;  ///< It was published before the newest known, and we missed it.
  bool suspect = false;     ///< Seen on a list whose verdict is `suspect`.
  std::string summary;      ///< One line in words: what differs.
  std::optional<CivilDate> deadline_before;
  std::optional<CivilDate> deadline_after;
  std::optional<int> version_before;
  std::optional<int> version_after;
  std::vector<TextHunk> hunks;  ///< Paragraphs, at most 40; summary says how many in all.
  std::vector<std::string> attachments_added;
  std::vector<std::string> attachments_removed;
  std::vector<std::string> attachments_replaced;
  std::vector<RelatedNotice> related;  ///< What it descends from, as known when it happened.
};

/// A source went blind, or sees again; or a subscription's messages do not go out, or do again.
struct HealthEvent {
  long long id = 0;
  std::string source;  ///< Empty where it is about a subscription.
  bool blind = true;   ///< false: sees again.
  Instant at{};
  /// `broken`; of a subscription `unsent`, `failed`, `not_composed`, `paused` (one recipient),
  /// `late` (a digest), and `sent` where its messages go out again.
  std::string verdict;
  std::string reason;
  std::optional<Instant> since;               ///< Last success before it went blind; of a
                                              ///< subscription, since when it has not been well.
  std::optional<std::string> subscription{};  ///< Whose messages do not go out.
};

}  // namespace regwatch
