#include "render/feed.h"

#include <algorithm>

#include "base/text.h"
#include "render/clean.h"
#include "render/fact_phrases.h"
#include "render/labels.h"
#include "render/outline.h"

namespace regwatch {
namespace {

constexpr std::size_t shown_files = 30;
constexpr std::size_t shown_changes = 20;
constexpr std::size_t shown_elsewhere = 20;

std::string media_type_of(std::string_view url) {
  static constexpr std::pair<std::string_view, std::string_view> types[] = {
      {".pdf", "application/pdf"},
      {".doc", "application/msword"},
      {".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"},
      {".xls", "application/vnd.ms-excel"},
      {".xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
      {".ofd", "application/ofd"},
      {".wps", "application/vnd.ms-works"},
      {".rtf", "application/rtf"},
      {".zip", "application/zip"},
      {".rar", "application/vnd.rar"},
      {".txt", "text/plain"},
      {".jpg", "image/jpeg"},
      {".png", "image/png"}};
  const std::string lower = ascii_lower(url);
  for (const auto& [ending, type] : types) {
    if (lower.ends_with(ending)) return std::string(type);
  }
  return "application/octet-stream";
}

std::vector<FeedItem::File> files_of(const std::vector<Attachment>& attachments) {
  std::vector<FeedItem::File> out;
  for (const Attachment& attachment : attachments) {
    const auto link = clean_link(attachment.url);
    if (!link || out.size() == shown_files) continue;
    const std::string name = clean_line(attachment.name, 120);
    out.push_back({*link, name.empty() ? "attachment" : name, media_type_of(*link)});
  }
  return out;
}

/// An HTML fragment, paragraph by paragraph.
class Fragment {
 public:
  void text(std::string_view words) {
    if (!words.empty()) markup(escape_markup(words));
  }
  void strong(std::string_view words) {
    if (!words.empty()) markup("<strong>" + escape_markup(words) + "</strong>");
  }
  void markup(const std::string& html) {
    if (!html.empty()) out_ += "<p>" + html + "</p>\n";
  }
  void quote(std::string_view words) {
    if (words.empty()) return;
    out_ += "<blockquote lang=\"zh-CN\">" + escape_markup(words) + "</blockquote>\n";
  }
  void link(std::string_view before, std::string_view words, const std::string& url) {
    const auto address = clean_link(url);
    const std::string escaped = escape_markup(words);
    markup(escape_markup(before) +
           (address ? "<a href=\"" + escape_markup(*address) + "\">" + escaped + "</a>" : escaped));
  }
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

// What is left of the time is for the reader to count: it changes every day, and a feed does not.
std::string deadline_words(const Told& told) {
  if (!told.deadline) return "";
  std::string out = "Comments until ";
  if (told.deadline_moved && told.deadline_before)
    out += format_date(*told.deadline_before) + " → ";
  return out + format_date(*told.deadline);
}

void settle_deadline(Told& told) {
  told.deadline = told.notice().facts.comment_deadline;
  for (const Change* change : told.changes) {
    if (change->kind != ChangeKind::deadline_moved) continue;
    told.deadline_moved = true;
    told.deadline_before = change->deadline_before;
  }
}

// As an outline has it; a feed tells all that ever happened, not what did in a window.
Told told_of(const FeedNotice& source, const DigestItem& item) {
  Told told;
  told.item = &item;
  for (const Change& change : source.changes) {
    if (is_told_in_feeds(change)) told.changes.push_back(&change);
  }
  if (told.changes.size() > shown_changes) {
    told.changes.erase(told.changes.begin(),
                       told.changes.end() - static_cast<std::ptrdiff_t>(shown_changes));
  }
  if (told.changes.empty()) told.changes.push_back(&item.change);
  for (const Change* change : told.changes) {
    told.found_late = told.found_late || change->found_late;
    told.suspect = told.suspect || change->suspect;
  }
  told.appeared = true;
  told.institution = clean_line(source.institution.english, 100);
  settle_deadline(told);
  return told;
}

void add_english(Fragment& out, const Notice& notice) {
  if (!notice.english) return;
  const auto& english = *notice.english;
  out.strong(clean_line(english.title));
  out.text(clean_line(english.summary, 2000));
  if (!english.by_person) out.text("(English by a machine, accepted by nobody yet)");
}

void add_state(Fragment& out, const Notice& notice) {
  if (notice.status == NoticeStatus::withdrawn)
    out.strong("Withdrawn 已撤下: its page is no longer there.");
  if (notice.status == NoticeStatus::delisted)
    out.strong("No longer listed 已不再列出: its page is still there.");
}

// Of the newest change that says what differs; the older ones have their lines above.
void add_difference(Fragment& out, const Told& told) {
  Told newest = told;
  const auto differs = [](const Change* change) { return !change->hunks.empty(); };
  const auto found = std::find_if(told.changes.rbegin(), told.changes.rend(), differs);
  if (found == told.changes.rend()) return;
  newest.changes = {*found};
  for (const MarkedHunk& hunk : shown_hunks(newest)) {
    out.markup(marked_html(hunk.before, Side::before));
    out.markup(marked_html(hunk.after, Side::after));
  }
}

void add_links(Fragment& out, const Told& told, const FeedItem& item) {
  const auto& elsewhere = told.item->elsewhere;
  for (std::size_t i = 0; i < elsewhere.size() && i < shown_elsewhere; ++i)
    out.link("Also: ", clean_line(elsewhere[i].authority, 40), elsewhere[i].url);
  if (elsewhere.size() > shown_elsewhere)
    out.text("and " +
             counted(elsewhere.size() - shown_elsewhere, "more address", "more addresses"));
  for (const RelatedNotice* related : related_of(told))
    out.link("", related_phrase(*related), related->url);
  for (const auto& file : item.files) out.link("File: ", file.name, file.url);
}

std::string html_of(const Told& told, const FeedItem& item) {
  const Notice& notice = told.notice();
  Fragment out;
  add_state(out, notice);
  add_english(out, notice);
  out.strong(deadline_words(told));
  for (const auto& mark : mark_phrases(told)) out.text(mark);
  out.text(origin_phrase(told));
  if (notice.document_number) out.text(clean_line(*notice.document_number, 80));
  out.text(topics_phrase(notice));
  for (const auto& phrase : fact_phrases(notice)) out.text(phrase);
  out.quote(evidence_phrase(told));
  add_difference(out, told);
  add_links(out, told, item);
  return out.take();
}

std::string author_of(const FeedNotice& told) {
  const std::string chinese = clean_line(told.institution.chinese, 100);
  const std::string english = clean_line(told.institution.english, 100);
  if (!chinese.empty() && !english.empty()) return chinese + " (" + english + ")";
  if (chinese.empty() && english.empty()) return clean_line(told.notice.authority, 40);
  return chinese + english;
}

std::vector<FeedItem::Category> categories_of(
    const Notice& notice, const std::function<std::string(std::string_view)>& tag_of) {
  const auto& classification = notice.classification;
  std::vector<FeedItem::Category> out{{std::string(name_of(classification.kind)), tag_of("kind"),
                                       std::string(kind_label(classification.kind))}};
  if (const auto section = classification.section) {
    out.push_back(
        {std::string(name_of(*section)), tag_of("section"), std::string(section_label(*section))});
  }
  for (const auto& [topic, words] : classification.topics) {
    const std::string term = clean_line(topic, 80);
    out.push_back({term, tag_of("topic"), clean_line(topic_label(topic), 80)});
  }
  return out;
}

}  // namespace

std::string feed_time(Instant instant) {
  std::string out = format_instant(instant + china_offset);
  out.pop_back();
  return out + "+08:00";
}

bool is_told_in_feeds(const Change& change) { return change.kind != ChangeKind::deadline_near; }

FeedItem feed_item_of(const FeedNotice& told,
                      const std::function<std::string(std::string_view)>& tag_of) {
  const Notice& notice = told.notice;
  FeedItem out;
  out.id = tag_of("notice/" + notice.id);
  out.url = clean_link(notice.url).value_or("");
  const std::string title = clean_line(notice.title);
  out.title = title.empty() ? notice.id : title;
  if (notice.status == NoticeStatus::withdrawn) out.title = "[withdrawn 已撤下] " + out.title;
  out.updated = notice.first_seen;
  for (const Change& change : told.changes) {
    if (is_told_in_feeds(change)) out.updated = std::max(out.updated, change.at);
  }
  // A page may bear the date of a coming day.
  const Instant day = notice.published ? start_of_day_in_china(*notice.published) : out.updated;
  out.published = std::min(day, notice.first_seen);
  out.author = author_of(told);
  out.categories = categories_of(notice, tag_of);
  out.files = files_of(told.attachments);
  Change appearance;
  appearance.at = notice.first_seen;
  const DigestItem item{notice, appearance, {}, told.elsewhere};
  out.html = html_of(told_of(told, item), out);
  return out;
}

}  // namespace regwatch
