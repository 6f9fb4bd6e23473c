#include "render/calendar.h"

#include <algorithm>
#include <tuple>

#include "base/text.h"
#include "diff/document_name.h"
#include "render/clean.h"
#include "render/ics_lines.h"
#include "render/labels.h"

namespace regwatch {
namespace {

using Day = CalendarEvent::Day;
using Off = CalendarEvent::Off;

// RFC 5545 §3.3.4, §3.3.5.
std::string ics_date(CivilDate date) { return replace_all(format_date(date), "-", ""); }
std::string ics_instant(Instant instant) {
  return replace_all(replace_all(format_instant(instant), "-", ""), ":", "");
}

std::string uid_of(const CalendarEvent& event, const std::string& owner) {
  const bool deadline = event.day == Day::comment_deadline;
  return event.notice.id + (deadline ? "-comment-deadline@" : "-effective-date@") + owner;
}

// What a telephone shows of a title: the name of the document, where it is of one.
std::string short_title(const Notice& notice) {
  constexpr std::size_t longest = 80;
  const std::string title = clean_line(notice.title);
  const TitleReading read = read_title(title);
  const bool one = read.documents.size() == 1 && !read.documents[0].name.empty();
  return ellipsize(one ? read.documents[0].name : title, longest);
}

std::string english_title(const Notice& notice) {
  constexpr std::size_t longest = 120;
  if (notice.english && !notice.english->title.empty())
    return clean_line(notice.english->title, longest);
  return clean_line(notice.authority, longest);
}

struct Words {
  std::string_view chinese, english;
};
Words words_of(Day day) {
  if (day == Day::comment_deadline) return {"意见截止", "Comments close"};
  return {"施行", "In force"};
}
Words words_of(Off off) {
  if (off == Off::withdrawn) return {"〔已撤回〕", "[Withdrawn] "};
  return {"〔日期已取消〕", "[Date dropped] "};
}

// A client that shows what is off must not show it as if it stood.
std::string summary_of(const CalendarEvent& event) {
  const Words day = words_of(event.day);
  const Words off = event.off ? words_of(*event.off) : Words{};
  std::string summary(off.chinese);
  summary.append(day.chinese).append("：").append(short_title(event.notice));
  summary.append(" / ").append(off.english).append(day.english);
  const std::string english = english_title(event.notice);
  return english.empty() ? summary : summary + ": " + english;
}

std::string day_line(const CalendarEvent& event) {
  const std::string date = format_date(event.date);
  const std::string before =
      event.moved_from ? " (" + format_date(*event.moved_from) + " before)" : "";
  if (event.day == Day::effective_date)
    return "自 " + date + " 起施行 / In force from " + date + before;
  // 24:00 in China is 16:00 UTC the year round.
  return "意见截止：北京时间 " + date +
         " 24:00 / Comments close at 24:00 Beijing time (16:00 UTC) on " + date + before;
}

void add_evidence(std::vector<std::string>& lines, const CalendarEvent& event) {
  const auto& evidence = event.notice.facts.evidence;
  const auto found =
      evidence.find(event.day == Day::comment_deadline ? "comment_deadline" : "effective_date");
  if (event.off || found == evidence.end()) return;
  constexpr std::size_t most = 3;
  for (std::size_t i = 0; i < std::min(most, found->second.size()); ++i)
    lines.push_back("“" + clean_line(found->second[i]) + "”");
}

void add_comment_places(std::vector<std::string>& lines, const Facts& facts) {
  std::vector<std::string> places = facts.comment_to;
  for (const auto& place : {facts.comment_page, facts.comment_address}) {
    if (place) places.push_back(*place);
  }
  if (places.empty()) return;
  lines.push_back("意见发送至 / Comments to: " + clean_line(join(places, " ; ")));
}

std::string description_of(const CalendarEvent& event) {
  const Notice& notice = event.notice;
  std::vector<std::string> lines;
  if (event.off == Off::withdrawn) lines.emplace_back("文件已撤回 / The notice was withdrawn.");
  if (event.off == Off::no_longer_stated)
    lines.emplace_back("原定日期已不再载明 / The notice no longer states this day.");
  lines.push_back(day_line(event));
  lines.push_back(clean_line(notice.title));
  if (notice.english) lines.push_back(clean_line(notice.english->title));
  lines.push_back(clean_line(notice.publisher.value_or(notice.authority)));
  if (event.day == Day::comment_deadline && !event.off) add_comment_places(lines, notice.facts);
  add_evidence(lines, event);
  lines.push_back(clean_link(notice.url).value_or(clean_line(notice.url)));
  for (const auto& other : event.elsewhere)
    lines.push_back("另见 / Also: " + clean_line(other.authority + " " + other.url));
  std::erase(lines, "");
  return join(lines, "\n");
}

// The trigger of a relative alarm counts from the beginning of the day where the reader is (RFC
// 5545 §3.8.6.3).
void add_alarm(IcsLines& lines, const CalendarEvent& event, int days, const std::string& summary) {
  constexpr std::chrono::hours nine{9};
  lines.add("BEGIN", "VALARM");
  lines.add("ACTION", "DISPLAY");
  lines.add_text("DESCRIPTION", summary);
  if (days > 0) {
    // Nine hours into a day that begins so many days before: the last of them loses nine hours.
    const std::string whole = days > 1 ? std::to_string(days - 1) + "D" : "";
    lines.add("TRIGGER", "-P" + whole + "T15H");
  } else {
    lines.add("TRIGGER;VALUE=DATE-TIME", ics_instant(start_of_day_in_china(event.date) + nine));
  }
  lines.add("END", "VALARM");
}

void add_event(IcsLines& lines, const CalendarEvent& event, const CalendarHead& head) {
  const Notice& notice = event.notice;
  const std::string summary = summary_of(event);
  lines.add("BEGIN", "VEVENT");
  lines.add_text("UID", uid_of(event, head.owner));
  lines.add("DTSTAMP", ics_instant(event.changed));
  lines.add("CREATED", ics_instant(notice.first_seen));
  lines.add("LAST-MODIFIED", ics_instant(event.changed));
  lines.add("SEQUENCE", std::to_string(event.sequence));
  lines.add("STATUS", event.off ? "CANCELLED" : "CONFIRMED");
  lines.add("DTSTART;VALUE=DATE", ics_date(event.date));
  lines.add("DTEND;VALUE=DATE", ics_date(add_days(event.date, 1)));
  lines.add_text("SUMMARY", summary);
  lines.add_text("DESCRIPTION", description_of(event));
  if (const auto link = clean_link(notice.url)) lines.add("URL", *link);
  std::vector<std::string> categories{std::string(kind_label(notice.classification.kind)),
                                      clean_line(notice.authority)};
  for (const auto& topic : notice.classification.topic_names())
    categories.push_back(clean_line(topic_label(topic)));
  lines.add_texts("CATEGORIES", categories);
  lines.add("TRANSP", "TRANSPARENT");
  const bool alarms = event.day == Day::comment_deadline && !event.off;
  for (const int days : alarms ? head.alarm_days : std::vector<int>{})
    add_alarm(lines, event, days, summary);
  lines.add("END", "VEVENT");
}

auto order_of(const CalendarEvent& event) {
  return std::tie(event.date, event.day, event.notice.id);
}

}  // namespace

std::string calendar_ics(const CalendarHead& head, const std::vector<CalendarEvent>& events) {
  std::vector<const CalendarEvent*> sorted;
  for (const CalendarEvent& event : events) sorted.push_back(&event);
  std::sort(sorted.begin(), sorted.end(),
            [](const auto* a, const auto* b) { return order_of(*a) < order_of(*b); });
  IcsLines lines;
  lines.add("BEGIN", "VCALENDAR");
  lines.add("VERSION", "2.0");
  lines.add("PRODID", "-//regwatch//regwatch//EN");
  lines.add("CALSCALE", "GREGORIAN");
  // Without an organizer, which RFC 5546 §3.2.1 asks for: nobody here answers for an event, and
  // with one calendars take a public feed for invitations.
  lines.add("METHOD", "PUBLISH");
  const std::string name = clean_line(head.name);
  lines.add_text("NAME", name);
  lines.add_text("X-WR-CALNAME", name);
  lines.add("COLOR", "firebrick");
  lines.add("REFRESH-INTERVAL;VALUE=DURATION", "PT1H");
  lines.add("X-PUBLISHED-TTL", "PT1H");
  for (const CalendarEvent* event : sorted) add_event(lines, *event, head);
  lines.add("END", "VCALENDAR");
  return lines.take();
}

}  // namespace regwatch
