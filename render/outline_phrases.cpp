// The phrases of an outline that every form of a digest shares.

#include <array>
#include <map>
#include <utility>

#include "render/clean.h"
#include "render/labels.h"
#include "render/outline.h"

namespace regwatch {
namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 5> told_of_subscriptions{{
    {"unsent", "its messages do not go out"},
    {"failed", "a message was given up"},
    {"not_composed", "its messages cannot be composed"},
    {"paused", "a recipient gets nothing more"},
    {"late", "its digest is late"},
}};

std::string_view what_befell(const HealthEvent& event) {
  for (const auto& [verdict, words] : told_of_subscriptions) {
    if (verdict == event.verdict) return words;
  }
  return "it is not told as it should be";
}

// `Subscription 'morning digest', 2026-09-18 10:31: its messages do not go out: …`
std::string subscription_phrase(const HealthEvent& event) {
  std::string out = "Subscription '" + clean_line(*event.subscription, 80) + "', " +
                    format_china_time(event.at) + ": ";
  if (!event.blind) {
    out += "its messages go out again.";
    if (event.since) out += " They had not since " + format_china_time(*event.since) + ".";
    return out;
  }
  out += what_befell(event);
  const std::string reason = clean_line(event.reason, 300);
  return out + (reason.empty() ? "." : ": " + reason + ".");
}

}  // namespace

std::string deadline_phrase(const Told& told, CivilDate today) {
  const bool is_draft = told.notice().classification.kind == Kind::draft;
  if (!told.deadline && !told.deadline_moved) return is_draft ? "No comment deadline known" : "";
  std::string out = "Comments until ";
  if (told.deadline_moved) {
    out += (told.deadline_before ? format_date(*told.deadline_before) : "no date") + " → ";
  }
  if (!told.deadline) return out + "no date";
  out += format_date(*told.deadline) + " · ";
  const int left = days_between(today, *told.deadline);
  if (left == 0) return out + "last day today";
  if (left > 0) return out + counted(static_cast<std::size_t>(left), "day") + " left";
  return out + "closed";
}

bool deadline_is_near(const Told& told, CivilDate today) {
  return told.is_open(today) && days_between(today, *told.deadline) <= 7;
}

std::vector<std::string> mark_phrases(const Told& told) {
  std::vector<std::string> out;
  if (told.found_late) out.push_back("found late");
  if (told.suspect) out.push_back("from a page that looked wrong");
  for (const Change* change : told.changes) {
    // The deadline's own line says how many days are left now.
    if (change->kind == ChangeKind::deadline_near) continue;
    if (change->kind == ChangeKind::appeared && !told.is_only_changed()) continue;
    std::string mark(change_label(change->kind));
    const std::string summary = clean_line(change->summary, 200);
    if (!summary.empty()) mark += ": " + summary;
    out.push_back(std::move(mark));
  }
  if (told.notice().status == NoticeStatus::withdrawn && !told.was_dropped() &&
      told.changes.back()->kind != ChangeKind::restored) {
    out.push_back("withdrawn since");
  }
  return out;
}

std::string origin_phrase(const Told& told) {
  const Notice& notice = told.notice();
  std::string out(kind_label(notice.classification.kind));
  if (notice.published) out += " · published " + format_date(*notice.published);
  const std::string code = clean_line(notice.authority, 40);
  if (!code.empty()) out += " · " + code;
  if (!told.institution.empty()) out += " · " + told.institution;
  return out;
}

std::string topics_phrase(const Notice& notice) {
  const std::string topics = topics_label(notice.classification);
  return topics.empty() ? "" : "Topics: " + topics;
}

std::string evidence_phrase(const Told& told) {
  const auto& evidence = told.notice().facts.evidence;
  const auto found = evidence.find("comment_deadline");
  if (!told.deadline || found == evidence.end() || found->second.empty()) return "";
  return clean_line(found->second.front(), 160);
}

std::vector<MarkedHunk> shown_hunks(const Told& told) {
  constexpr std::size_t most = 3;
  constexpr std::size_t context = 40;
  constexpr std::size_t longest = 240;
  std::vector<MarkedHunk> shown;
  for (const Change* change : told.changes) {
    for (const TextHunk& hunk : change->hunks) {
      if (shown.size() == most) return shown;
      const MarkedHunk marked = mark_hunk(hunk);
      shown.push_back(
          {abridged(marked.before, context, longest), abridged(marked.after, context, longest)});
    }
  }
  return shown;
}

std::string related_phrase(const RelatedNotice& related) {
  const std::string title = clean_line(related.title, 120);
  // A title that quotes another is its own sentence.
  const bool quotes = title.find("《") != title.npos;
  std::string out =
      std::string(relation_label(related.relation)) + " " + (quotes ? title : "《" + title + "》");
  if (related.published) out += ", " + format_date(*related.published);
  out += " [" + clean_line(related.notice_id, 40) + "]";
  if (!related.comparison.empty()) out += ": " + clean_line(related.comparison, 300);
  return out;
}

std::string certainty_phrase(const RelatedNotice& related) {
  if (related.reason.empty()) return "";
  const int percent = static_cast<int>(related.confidence * 100 + 0.5);
  return "sure to " + std::to_string(percent) + " %: " + clean_line(related.reason, 300);
}

std::vector<const RelatedNotice*> related_of(const Told& told) {
  std::vector<const RelatedNotice*> out;
  for (const Change* change : told.changes) {
    for (const RelatedNotice& related : change->related) out.push_back(&related);
  }
  return out;
}

std::string health_phrase(const HealthEvent& event, const Digest& digest) {
  if (event.subscription) return subscription_phrase(event);
  if (event.subscription) return subscription_phrase(event);
  std::string out = clean_line(event.source, 80);
  for (const SourceLine& source : digest.sources) {
    if (source.id == event.source) out += " (" + clean_line(source.name, 60) + ")";
  }
  const std::string reason = clean_line(event.reason, 300);
  const std::string verdict = clean_line(event.verdict, 40);
  if (!event.blind) {
    out += " sees again, since " + format_china_time(event.at) + ".";
    if (event.since) out += " It had last been read " + format_china_time(*event.since) + ".";
    return out;
  }
  out += " went blind at " + format_china_time(event.at) + ": " + verdict;
  if (!reason.empty()) out += ", " + reason;
  out += ".";
  if (event.since) return out + " Last read " + format_china_time(*event.since) + ".";
  return out + " Never read before.";
}

std::string standing_phrase(const SourceLine& source) {
  std::string out = clean_line(source.id, 80);
  if (!source.name.empty()) {
    out += " (" + clean_line(source.authority, 40) + " " + clean_line(source.name, 60) + ")";
  }
  out += ": " + clean_line(source.verdict, 40);
  const std::string reason = clean_line(source.reason, 300);
  if (!reason.empty()) out += ", " + reason;
  if (!out.ends_with('.')) out += ".";
  return out + (source.last_success ? " Last read " + format_china_time(*source.last_success) + "."
                                    : " Never read.");
}

std::vector<std::string> read_phrases(const std::vector<const SourceLine*>& read) {
  std::vector<std::string> order;
  std::map<std::string, std::string> names;
  for (const SourceLine* source : read) {
    const std::string authority = clean_line(source->authority, 40);
    const auto [line, is_new] = names.try_emplace(authority);
    if (is_new) order.push_back(authority);
    line->second += (line->second.empty() ? "" : ", ") +
                    clean_line(source->name.empty() ? source->id : source->name, 60);
  }
  std::vector<std::string> out;
  for (const auto& authority : order) out.push_back(authority + ": " + names[authority]);
  return out;
}

std::vector<std::string> left_out_phrases(const std::vector<const SourceLine*>& left_out) {
  std::vector<std::string> out;
  std::vector<const SourceLine*> never_read;
  for (const SourceLine* source : left_out) {
    if (source->verdict == "skipped" && !source->last_success) {
      never_read.push_back(source);
    } else {
      out.push_back(standing_phrase(*source));
    }
  }
  for (const auto& phrase : read_phrases(never_read)) out.push_back("never read: " + phrase);
  return out;
}

}  // namespace regwatch
