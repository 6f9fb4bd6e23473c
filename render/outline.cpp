#include "render/outline.h"

#include <algorithm>
#include <cstdio>
#include <map>
#include <tuple>

#include "render/clean.h"
#include "render/labels.h"

namespace regwatch {
namespace {

// Nothing happened to it: its deadline is at hand.
bool is_reminder(const Told& told) {
  return std::all_of(told.changes.begin(), told.changes.end(), [](const Change* change) {
    return change->kind == ChangeKind::deadline_near;
  });
}

Section::Id newsletter_section_of(const Told& told, const Digest& digest) {
  const Notice& notice = told.notice();
  if (digest.month && notice.published && *notice.published < CivilDate{*digest.month / 1})
    return Section::Id::earlier;
  if (!notice.classification.section) return Section::Id::others;
  switch (*notice.classification.section) {
    case NewsSection::regulatory:
      return Section::Id::regulatory;
    case NewsSection::enforcement:
      return Section::Id::enforcement;
    case NewsSection::industry:
      break;
  }
  return Section::Id::industry;
}

Section::Id section_of(const Told& told, const Digest& digest) {
  if (is_reminder(told)) return Section::Id::near;
  if (told.is_only_changed()) return Section::Id::changed;
  if (digest.order == DigestOrder::section) return newsletter_section_of(told, digest);
  switch (told.notice().classification.kind) {
    case Kind::draft:
      return Section::Id::drafts;
    case Kind::enforcement:
      return Section::Id::enforcement;
    case Kind::rule:
    case Kind::standard:
    case Kind::interpretation:
    case Kind::plan:
      return Section::Id::rules;
    case Kind::licensing:
    case Kind::report:
    case Kind::event:
    case Kind::other:
      break;
  }
  return Section::Id::others;
}

void add_change(Told& told, const DigestItem& item) {
  const Change& change = item.change;
  told.changes.push_back(&change);
  if (!told.item || change.at >= told.item->change.at) told.item = &item;
  if (!item.attachments.empty()) told.attachments = &item.attachments;
  told.appeared = told.appeared || change.kind == ChangeKind::appeared;
  told.found_late = told.found_late || change.found_late;
  told.suspect = told.suspect || change.suspect;
}

// The first "before" and the last "after" of the window, so that two moves read as one.
void settle_deadline(Told& told) {
  std::stable_sort(told.changes.begin(), told.changes.end(),
                   [](const Change* a, const Change* b) { return a->at < b->at; });
  told.deadline = told.notice().facts.comment_deadline;
  for (const Change* change : told.changes) {
    if (change->deadline_before == change->deadline_after) continue;
    if (!told.deadline_moved) told.deadline_before = change->deadline_before;
    told.deadline_moved = true;
    told.deadline = change->deadline_after;
  }
}

std::vector<Told> collapse(const std::vector<DigestItem>& items) {
  std::vector<Told> all;
  std::map<std::string_view, std::size_t> places;
  for (const DigestItem& item : items) {
    const auto [place, is_new] = places.try_emplace(item.notice.id, all.size());
    if (is_new) all.emplace_back();
    add_change(all[place->second], item);
  }
  for (Told& told : all) {
    settle_deadline(told);
    // What else is told of it says the deadline too.
    if (!is_reminder(told)) {
      std::erase_if(told.changes,
                    [](const Change* change) { return change->kind == ChangeKind::deadline_near; });
    }
  }
  return all;
}

// Open ones soonest first, then those without a deadline, then closed ones.
std::tuple<int, std::chrono::sys_days> draft_order(const Told& told, CivilDate today) {
  if (told.is_open(today)) return {0, std::chrono::sys_days{*told.deadline}};
  if (!told.deadline) return {1, {}};
  return {2, std::chrono::sys_days{*told.deadline}};
}

int kind_order(Kind kind) {
  switch (kind) {
    case Kind::rule:
      return 0;
    case Kind::standard:
      return 1;
    case Kind::interpretation:
      return 2;
    case Kind::plan:
      return 3;
    default:
      return 4;
  }
}

int change_order(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::deadline_moved:
      return 0;
    case ChangeKind::amended:
      return 1;
    case ChangeKind::withdrawn:
      return 2;
    case ChangeKind::delisted:
      return 3;
    default:
      return 4;
  }
}

ChangeKind leading_change(const Told& told) {
  return told.deadline_moved && !told.was_dropped() ? ChangeKind::deadline_moved
                                                    : told.changes.back()->kind;
}

bool newer(const Told& a, const Told& b) {
  const auto day = [](const Told& told) {
    return std::chrono::sys_days{told.notice().published.value_or(CivilDate{})};
  };
  return a.notice().published && (!b.notice().published || day(a) > day(b));
}

bool is_in_order_of_dates(const Section& section, DigestOrder order) {
  return order == DigestOrder::section && section.id != Section::Id::changed &&
         section.id != Section::Id::near;
}

void sort_section(Section& section, CivilDate today, DigestOrder order) {
  auto& items = section.items;
  if (is_in_order_of_dates(section, order)) {
    std::stable_sort(items.begin(), items.end(),
                     [](const Told& a, const Told& b) { return newer(b, a); });
    return;
  }
  std::stable_sort(items.begin(), items.end(), newer);
  std::stable_sort(items.begin(), items.end(), [&](const Told& a, const Told& b) {
    if (section.id == Section::Id::near || section.id == Section::Id::drafts)
      return draft_order(a, today) < draft_order(b, today);
    if (section.id == Section::Id::changed) {
      return change_order(leading_change(a)) < change_order(leading_change(b));
    }
    return kind_order(a.notice().classification.kind) < kind_order(b.notice().classification.kind);
  });
}

std::vector<Section> empty_sections(DigestOrder order) {
  const auto newsletter = [](Section::Id id, NewsSection section) {
    return Section{id, std::string(section_label(section)), {}};
  };
  if (order == DigestOrder::section)
    return {{Section::Id::near, "Comment periods that end soon", {}},
            newsletter(Section::Id::regulatory, NewsSection::regulatory),
            newsletter(Section::Id::enforcement, NewsSection::enforcement),
            newsletter(Section::Id::industry, NewsSection::industry),
            {Section::Id::earlier, "Published before this month, found in it", {}},
            {Section::Id::changed, "Changed, moved, withdrawn", {}},
            {Section::Id::others, "Also published", {}}};
  return {{Section::Id::near, "Comment periods that end soon", {}},
          {Section::Id::drafts, "Drafts open for comment", {}},
          {Section::Id::enforcement, "Enforcement", {}},
          {Section::Id::rules, "New rules, standards, interpretations, plans", {}},
          {Section::Id::others, "Also published", {}},
          {Section::Id::changed, "Changed, moved, withdrawn", {}}};
}

std::string institution_of(const Notice& notice, const Digest& digest) {
  const auto source =
      std::find_if(digest.sources.begin(), digest.sources.end(), [&](const SourceLine& line) {
        return line.authority == notice.authority && !line.english.empty();
      });
  return source == digest.sources.end() ? "" : clean_line(source->english, 100);
}

std::vector<Section> sections_of(const Digest& digest, CivilDate today) {
  std::vector<Section> sections = empty_sections(digest.order);
  for (Told& told : collapse(digest.items)) {
    told.institution = institution_of(told.notice(), digest);
    const Section::Id id = section_of(told, digest);
    const auto section = std::find_if(sections.begin(), sections.end(),
                                      [id](const Section& each) { return each.id == id; });
    section->items.push_back(std::move(told));
  }
  std::erase_if(sections, [](const Section& section) { return section.items.empty(); });
  for (Section& section : sections) sort_section(section, today, digest.order);
  return sections;
}

Standings standings_of(const Digest& digest) {
  Standings standings;
  for (const SourceLine& source : digest.sources) {
    const auto& verdict = source.verdict;
    auto& group = verdict == "ok" || verdict == "unchanged"       ? standings.read
                  : verdict == "suspect"                          ? standings.doubted
                  : verdict == "skipped" || verdict == "disabled" ? standings.left_out
                                                                  : standings.unread;
    group.push_back(&source);
  }
  return standings;
}

std::string short_date(CivilDate date, CivilDate today) {
  const std::string whole = format_date(date);
  return date.year() == today.year() ? whole.substr(5) : whole;
}

std::string draft_count(const Section& section, CivilDate today) {
  std::string out = counted(section.items.size(), "draft");
  const Told& first = section.items.front();
  if (first.is_open(today)) {
    out += section.items.size() == 1 ? " (deadline " : " (next deadline ";
    out += short_date(*first.deadline, today) + ")";
  }
  return out;
}

void count_rules(const Section& section, std::vector<std::string>& out) {
  static constexpr std::pair<Kind, const char*> nouns[] = {{Kind::rule, "rule"},
                                                           {Kind::standard, "standard"},
                                                           {Kind::interpretation, "interpretation"},
                                                           {Kind::plan, "plan"}};
  for (const auto& [kind, noun] : nouns) {
    const auto count = std::count_if(
        section.items.begin(), section.items.end(),
        [k = kind](const Told& told) { return told.notice().classification.kind == k; });
    if (count > 0) out.push_back(counted(static_cast<std::size_t>(count), noun));
  }
}

std::vector<std::string> counts_of(const Outline& outline) {
  std::vector<std::string> out;
  for (const Section& section : outline.sections) {
    const std::size_t count = section.items.size();
    switch (section.id) {
      case Section::Id::near:
        out.push_back(counted(count, "comment period ends soon", "comment periods end soon"));
        break;
      case Section::Id::drafts:
        out.push_back(draft_count(section, outline.today));
        break;
      case Section::Id::enforcement:
        out.push_back(counted(count, "enforcement", "enforcement"));
        break;
      case Section::Id::rules:
        count_rules(section, out);
        break;
      case Section::Id::regulatory:
        out.push_back(counted(count, "regulatory", "regulatory"));
        break;
      case Section::Id::industry:
        out.push_back(counted(count, "industry", "industry"));
        break;
      case Section::Id::earlier:
        out.push_back(counted(count, "earlier", "earlier"));
        break;
      case Section::Id::others:
        out.push_back(counted(count, "other", "others"));
        break;
      case Section::Id::changed:
        out.push_back(counted(count, "changed", "changed"));
        break;
    }
  }
  return out;
}

std::string ids_of(const std::vector<const SourceLine*>& sources) {
  constexpr std::size_t shown = 12;
  std::string out;
  for (std::size_t i = 0; i < sources.size() && i < shown; ++i) {
    out += (i > 0 ? ", " : "") + clean_line(sources[i]->id, 80);
  }
  return sources.size() > shown ? out + ", …" : out;
}

std::string source_count_of(const Digest& digest, const Standings& standings) {
  if (digest.sources.empty() || !digest.since) return "";
  const std::size_t seen = standings.read.size() + standings.doubted.size();
  std::string out = std::to_string(seen) + " of " + counted(digest.sources.size(), "source") +
                    (seen == 1 ? " was read" : " were read");
  if (!standings.unread.empty()) {
    out += "; " + std::to_string(standings.unread.size()) +
           " could not be: " + ids_of(standings.unread);
  }
  if (!standings.left_out.empty()) {
    out += "; " + std::to_string(standings.left_out.size()) + " not looked at";
  }
  return out + ".";
}

// `99000 older changes are not told here; "regwatch items --since 2026-10-01" lists them.`
std::string too_many_of(const Digest::TooMany& too_many) {
  return counted(too_many.count, "older change") + (too_many.count == 1 ? " is" : " are") +
         " not told here; \"regwatch items --since " + format_date(china_date(too_many.from)) +
         "\" lists " + (too_many.count == 1 ? "it." : "them.");
}

std::string statement_of(const Digest& digest, const Outline& outline) {
  if (digest.too_many.count > 0) return too_many_of(digest.too_many);
  if (!outline.sections.empty()) return "";
  // An alert of a source alone says so itself.
  if (!digest.since && !digest.health.empty()) return "";
  std::string out = "Nothing new";
  if (digest.month) {
    out += " in " + format_month(*digest.month);
  } else if (digest.since) {
    out += " from " + format_china_time(*digest.since) + " to " +
           format_china_time(digest.until.value_or(digest.now));
  }
  return out + ".";
}

}  // namespace

bool Told::is_open(CivilDate today) const { return deadline && *deadline >= today; }

bool Told::was_dropped() const {
  const ChangeKind last = changes.back()->kind;
  return last == ChangeKind::withdrawn || last == ChangeKind::delisted;
}

// What came and went within the window is no longer there to be acted on.
bool Told::is_only_changed() const { return !appeared || was_dropped(); }

std::string format_china_time(Instant instant) {
  const Instant local = instant + china_offset;
  const auto day = std::chrono::floor<std::chrono::days>(local);
  const std::chrono::hh_mm_ss time{local - day};
  char clock[32];
  std::snprintf(clock, sizeof clock, " %02d:%02d", static_cast<int>(time.hours().count()),
                static_cast<int>(time.minutes().count()));
  return format_date(CivilDate{day}) + clock;
}

std::string format_month(std::chrono::year_month month) {
  return format_date(CivilDate{month / 1}).substr(0, 7);
}

std::string window_phrase(const Digest& digest) {
  if (digest.month) return "published in " + format_month(*digest.month);
  if (!digest.since) return "";
  if (!digest.until) return "since " + format_china_time(*digest.since);
  return format_china_time(*digest.since) + " to " + format_china_time(*digest.until);
}

Outline outline_of(const Digest& digest) {
  Outline outline;
  outline.today = china_date(digest.now);
  outline.sections = sections_of(digest, outline.today);
  for (const HealthEvent& event : digest.health) outline.health.push_back(&event);
  // Blind ones first: they ask for somebody to act.
  std::stable_sort(outline.health.begin(), outline.health.end(),
                   [](const HealthEvent* a, const HealthEvent* b) { return a->blind > b->blind; });
  // An alert at once speaks of what happened, not of all that is watched.
  if (digest.since) outline.standings = standings_of(digest);
  outline.counts = counts_of(outline);
  if (digest.too_many.count > 0)
    outline.counts.push_back(std::to_string(digest.too_many.count) + " more not shown");
  outline.source_count = source_count_of(digest, outline.standings);
  outline.statement = statement_of(digest, outline);
  return outline;
}

}  // namespace regwatch
