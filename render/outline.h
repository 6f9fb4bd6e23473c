#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "render/digest.h"
#include "render/marked_text.h"

namespace regwatch {

/// One notice with all that happened to it in a digest's window. Points into the digest.
struct Told {
  const DigestItem* item = nullptr;                      ///< Of the newest change.
  std::vector<const Change*> changes;                    ///< Oldest first; never empty.
  const std::vector<Attachment>* attachments = nullptr;  ///< Null where there are none.
  bool appeared = false;
  bool found_late = false;
  bool suspect = false;
  std::string institution;                   ///< In English, clean; empty where no source names it.
  std::optional<CivilDate> deadline;         ///< For comments, as known now.
  std::optional<CivilDate> deadline_before;  ///< Where it moved in the window.
  bool deadline_moved = false;

  const Notice& notice() const { return item->notice; }
  bool is_open(CivilDate today) const;  ///< Comments may still be sent.
  bool was_dropped() const;             ///< Withdrawn or delisted in the end.
  bool is_only_changed() const;         ///< Known before, or gone again.
};

struct Section {
  enum class Id {
    near,
    drafts,
    enforcement,
    rules,
    regulatory,
    industry,
    others,
    earlier,
    changed,
  };
  Id id = Id::others;
  std::string title;
  std::vector<Told> items;
};

/// Sources by what they say of themselves. Points into the digest.
struct Standings {
  std::vector<const SourceLine*> read;      ///< ok, unchanged.
  std::vector<const SourceLine*> doubted;   ///< suspect.
  std::vector<const SourceLine*> unread;    ///< broken, unreachable, blocked.
  std::vector<const SourceLine*> left_out;  ///< skipped, disabled.
};

/// What a digest says and in which order, whatever it is written as. Points into the digest.
struct Outline {
  CivilDate today{};              ///< In China.
  std::vector<Section> sections;  ///< Only those that have items.
  std::vector<const HealthEvent*> health;
  Standings standings;
  std::vector<std::string> counts;  ///< `3 drafts (next deadline 10-17)`, `1 enforcement`, …
  std::string
      statement;  ///< The sentence that stands first where nothing is new, or not all is told.
  std::string source_count;  ///< `38 of 40 sources were read; 2 could not be.`
};
Outline outline_of(const Digest& digest);

/// The phrases that every form of a digest shares; foreign text in them is clean.

/// `Comments until 2026-10-17 → 2026-10-31 · 12 days left`; empty where there is none to speak of.
std::string deadline_phrase(const Told& told, CivilDate today);
/// Whether the deadline is at hand (a week or less) and not past.
bool deadline_is_near(const Told& told, CivilDate today);
/// `found late`, `from a page that looked wrong`, `amended since: 2 paragraphs changed`, …
std::vector<std::string> mark_phrases(const Told& told);
/// `Rule · published 2026-09-18 · CAC · Cyberspace Administration of China`
std::string origin_phrase(const Told& told);
/// `Topics: data protection, AI`; empty where there are none.
std::string topics_phrase(const Notice& notice);
/// The sentence a deadline was read from; empty where it is not known.
std::string evidence_phrase(const Told& told);
/// The first paragraphs that its changes differ in, at most three: what differs is marked, and of
/// the rest a little is left.
std::vector<MarkedHunk> shown_hunks(const Told& told);
/// `Final of 《…（征求意见稿）》, 2024-10-15 [k7m3q9x]: 27 articles → 24: 3 deleted, …`
std::string related_phrase(const RelatedNotice& related);
/// `sure to 95 %: the same name, 99 days after the draft`
std::string certainty_phrase(const RelatedNotice& related);
/// What a new notice descends from, as it was told.
std::vector<const RelatedNotice*> related_of(const Told& told);

/// `csrc-orders went blind: broken, … Last read 2026-09-17 09:00.`
std::string health_phrase(const HealthEvent& event, const Digest& digest);
/// `csrc-orders 证监会令: broken since …: reason`
std::string standing_phrase(const SourceLine& source);
/// What was not looked at, with the reasons; what was never read is one line per authority.
std::vector<std::string> left_out_phrases(const std::vector<const SourceLine*>& left_out);
/// `CAC: 网信@你, 政策法规`, a line per authority.
std::vector<std::string> read_phrases(const std::vector<const SourceLine*>& read);

/// `since 2026-11-24 08:30`, `2022-04-01 00:00 to …`, `published in 2022-04`; empty for an alert.
std::string window_phrase(const Digest& digest);
/// `2022-04`
std::string format_month(std::chrono::year_month month);
/// `2026-11-24 08:30`, in China.
std::string format_china_time(Instant instant);

}  // namespace regwatch
