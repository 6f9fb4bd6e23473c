#include "render/source_tables.h"

#include <algorithm>
#include <map>

#include "base/text.h"
#include "render/clean.h"
#include "render/labels.h"
#include "render/paint.h"
#include "render/wrap.h"

namespace regwatch {
namespace {

constexpr std::size_t verdict_width = 12;
constexpr std::size_t id_width = 31;
constexpr std::size_t when_width = 12;

bool wants_attention(const SourceLine& source) {
  const Ink ink = ink_of_verdict(source.verdict);
  return ink == Ink::bad || ink == Ink::warning;
}

std::string age_of(const std::optional<Instant>& last, Instant now) {
  if (!last) return "never";
  const auto hours = std::chrono::duration_cast<std::chrono::hours>(now - *last).count();
  if (hours < 48) return std::to_string(std::max<long long>(hours, 0)) + " h ago";
  return std::to_string(hours / 24) + " days ago";
}

// A verdict, an id too long for its column pushing the rest on, when it was read last, its name.
std::string source_row(const SourceLine& source, Instant now, const TerminalStyle& style) {
  const Paint paint(style.colour);
  const std::string id = clean_line(source.id, 60) + " ";
  const std::string head = pad_to_width(id, std::max(id_width, display_width(id))) +
                           pad_to_width(age_of(source.last_success, now), when_width);
  const std::size_t taken = 2 + verdict_width + display_width(head);
  const std::size_t columns = columns_of(style);
  const std::size_t room = columns > taken + 8 ? columns - taken : 0;
  return "  " + paint(ink_of_verdict(source.verdict), pad_to_width(source.verdict, verdict_width)) +
         head + cut_to_width(clean_line(source.name, 60), room) + "\n";
}

std::string reason_lines(std::string_view reason, const TerminalStyle& style) {
  const std::string margin(2 + verdict_width, ' ');
  const std::string text = clean_line(reason, 600);
  return text.empty() ? "" : wrap_indented(text, columns_of(style), margin, margin);
}

std::string counts_line(const std::vector<SourceLine>& sources) {
  std::map<std::string, std::size_t> counts;
  for (const SourceLine& source : sources) ++counts[source.verdict];
  std::string out = counted(sources.size(), "source") + ":";
  static constexpr std::string_view order[] = {"broken", "blocked",   "unreachable", "suspect",
                                               "ok",     "unchanged", "skipped",     "disabled"};
  std::string words;
  for (const auto verdict : order) {
    const auto found = counts.find(std::string(verdict));
    if (found == counts.end()) continue;
    words += words.empty() ? " " : ", ";
    words += std::to_string(found->second) + " " + std::string(verdict);
  }
  return out + words + "\n";
}

// `CAC · 国家互联网信息办公室`
template <class Line>
std::string institution_heading(const Line& line, const TerminalStyle& style) {
  std::string text = clean_line(line.authority, 40);
  if (!line.institution.empty()) text += " · " + clean_line(line.institution, 80);
  return Paint(style.colour)(Ink::heading, cut_to_width(text, columns_of(style))) + "\n";
}

// The lines of each institution together, in the order in which its first one comes.
template <class Line>
std::vector<std::vector<const Line*>> by_institution(const std::vector<const Line*>& lines) {
  std::vector<std::vector<const Line*>> groups;
  std::map<std::string, std::size_t> places;
  for (const Line* line : lines) {
    const auto [place, is_new] = places.try_emplace(line->authority, groups.size());
    if (is_new) groups.emplace_back();
    groups[place->second].push_back(line);
  }
  return groups;
}

template <class Line, class Wanted>
std::vector<const Line*> those(const std::vector<Line>& lines, Wanted wanted) {
  std::vector<const Line*> out;
  for (const Line& line : lines) {
    if (wanted(line)) out.push_back(&line);
  }
  return out;
}

std::string confidence_of(const Source& source) {
  return source.confidence.empty() ? "-" : source.confidence;
}

// What the entry does not say, but an editor has to know.
std::string doubts_of(const Source& source) {
  std::vector<std::string> doubts;
  if (!source.note.empty()) doubts.push_back(source.note);
  if (source.disabled) doubts.push_back("disabled: " + *source.disabled);
  if (source.fetching == Fetching::browser) doubts.push_back("needs a browser");
  if (source.fetching == Fetching::browser_if_blocked) doubts.push_back("may need a browser");
  if (!source.tls.empty()) doubts.push_back("old TLS: " + join(source.tls, ", "));
  if (!doubts.empty()) return join(doubts, "; ");
  if (source.confidence.empty()) return "the entry has no confidence =";
  return source.confidence == "C" ? "inferred, or one weak record" : "one record";
}

std::string doubt_rows(const Source& source, const TerminalStyle& style) {
  const std::string id = clean_line(source.id, 60) + " ";
  const std::string head = "  " + pad_to_width(confidence_of(source), 3) +
                           pad_to_width(id, std::max(id_width, display_width(id)));
  return wrap_indented(clean_line(doubts_of(source), 600), columns_of(style), head,
                       std::string(2 + 3 + id_width, ' '));
}

std::string doubts_of_all(const std::vector<const Source*>& sources, const TerminalStyle& style) {
  std::string out;
  for (auto& group : by_institution(sources)) {
    out += "\n" + institution_heading(*group.front(), style);
    for (const Source* source : group) out += doubt_rows(*source, style);
  }
  return out;
}

std::size_t count_of(const std::vector<Source>& sources, std::string_view confidence) {
  return static_cast<std::size_t>(
      std::count_if(sources.begin(), sources.end(),
                    [&](const Source& source) { return source.confidence == confidence; }));
}

}  // namespace

std::string sources_table(const std::vector<SourceLine>& sources, Instant now,
                          const TerminalStyle& style) {
  std::string out = counts_line(sources);
  const auto unwell = those(sources, wants_attention);
  if (!unwell.empty()) {
    out += "\n" + Paint(style.colour)(Ink::heading, "Wants attention") + "\n";
    for (const SourceLine* source : unwell)
      out += source_row(*source, now, style) + reason_lines(source->reason, style);
  }
  for (const auto& group : by_institution(
           those(sources, [](const SourceLine& line) { return !wants_attention(line); }))) {
    out += "\n" + institution_heading(*group.front(), style);
    for (const SourceLine* source : group) {
      out += source_row(*source, now, style);
      if (source->verdict == "disabled") out += reason_lines(source->reason, style);
    }
  }
  return out;
}

std::string doubts_table(const std::vector<Source>& sources, const TerminalStyle& style) {
  const Paint paint(style.colour);
  const std::size_t columns = columns_of(style);
  const auto unsure = those(sources, [](const Source& each) { return each.confidence != "A"; });
  const auto remarked = those(
      sources, [](const Source& each) { return each.confidence == "A" && !each.note.empty(); });
  std::string out = wrap_indented(
      counted(sources.size(), "source") +
          " and the configuration are valid: " + std::to_string(count_of(sources, "A")) +
          " A (two independent records or a saved page), " +
          std::to_string(count_of(sources, "B")) + " B (one good record), " +
          std::to_string(count_of(sources, "C")) + " C (one weak record or an inference), " +
          std::to_string(count_of(sources, "")) +
          " unrated. None was verified against the live site; without --offline each is read.",
      columns, "", "");
  if (!unsure.empty()) {
    out += "\n" + paint(Ink::strong, "NOT VERIFIED: LESS SURE THAN A") + "\n";
    out += doubts_of_all(unsure, style);
  }
  if (!remarked.empty()) {
    out += "\n" + paint(Ink::strong, "A, WITH A REMARK") + "\n";
    out += doubts_of_all(remarked, style);
  }
  return out;
}

namespace {

// A pager that was not found looks like a list of one page, unless the site states the total.
std::string no_older_rows(const SourceCheck& check) {
  if (!check.total) return "no further page is named";
  const std::string of = " of the " + std::to_string(*check.total) + " that the site states";
  return *check.total > check.run.entries ? "no further page is named, but rows are missing" + of
                                          : "none" + of;
}

}  // namespace

std::string check_lines(const SourceCheck& check, const TerminalStyle& style) {
  const Source& source = *check.source;
  const std::size_t columns = columns_of(style);
  const std::string margin(verdict_width, ' ');
  const auto line = [&](std::string_view label, const std::string& text) {
    return wrap_indented(clean_line(text, 600), columns, margin + std::string(label),
                         margin + std::string(label.size(), ' '));
  };
  std::string out = Paint(style.colour)(ink_of_verdict(name_of(check.run.verdict)),
                                        pad_to_width(name_of(check.run.verdict), verdict_width)) +
                    clean_line(source.id, 60) + "\n";
  if (!check.run.reason.empty()) out += line("", check.run.reason);
  const bool is_unsure = source.confidence != "A" || !source.note.empty();
  if (is_unsure) out += line("said:  ", confidence_of(source) + ", " + doubts_of(source));
  if (check.run.entries == 0) return out;
  std::string found = counted(static_cast<std::size_t>(check.run.entries), "row");
  if (check.newest) found += ", the newest of " + format_date(*check.newest);
  const bool elsewhere = check.rows_from != source.url && !check.rows_from.empty();
  out += line("found: ", elsewhere ? found + ", at" : found);
  if (elsewhere) out += line("       ", check.rows_from);
  return out + line("older: ", check.older.empty() ? no_older_rows(check) : check.older);
}

}  // namespace regwatch
