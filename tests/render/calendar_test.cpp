#include "render/calendar.h"

#include <catch2/catch.hpp>

#include "base/text.h"
#include "render/ics_lines.h"
#include "tests/render/digest_sample.h"

namespace regwatch {
namespace {

CalendarEvent deadline_event(const std::string& title = "关于公开征求意见的通知") {
  CalendarEvent event;
  event.notice.id = "k7m3q9x";
  event.notice.title = title;
  event.notice.url = "https://www.example.gov.cn/1.htm";
  event.notice.authority = "EXAMPLE";
  event.notice.facts.comment_to = {"a@example.gov.cn"};
  event.notice.facts.evidence["comment_deadline"] = {"意见反馈截止日期为2026年10月17日。"};
  event.date = sample::day("2026-10-17");
  event.changed = sample::at("2026-09-18T01:00:00Z");
  return event;
}

CalendarHead head_with(std::vector<int> alarm_days = {}) {
  return {"订阅; a,b", "regwatch.example.com", std::move(alarm_days)};
}

// The content lines, unfolded (RFC 5545 §3.1).
std::vector<std::string> lines_of(const std::string& ics) {
  const std::string unfolded = replace_all(ics, "\r\n ", "");
  const std::string whole = replace_all(unfolded, "\r\n", "\n");
  std::vector<std::string> lines;
  for (const auto line : split(whole, '\n')) lines.emplace_back(line);
  return lines;
}

bool has_line(const std::string& ics, const std::string& line) {
  const auto lines = lines_of(ics);
  return std::find(lines.begin(), lines.end(), line) != lines.end();
}

std::string event_lines(const CalendarEvent& event, const CalendarHead& head = head_with()) {
  return calendar_ics(head, {event});
}

}  // namespace

TEST_CASE("a content line is folded at 75 octets and never within a character") {
  for (std::size_t ascii = 0; ascii < 6; ++ascii) {
    const std::string text = std::string(ascii, 'x') +
                             replace_all(std::string(100, '*'), "*", "策") + "😀" +
                             std::string(200, 'y');
    IcsLines lines;
    lines.add_text("SUMMARY", text);
    const std::string folded = lines.take();
    CHECK(folded.ends_with("\r\n"));
    for (const auto line : split(folded, '\n')) {
      if (line.empty()) continue;
      CHECK(line.size() <= 76);  // With its CR.
      CHECK(is_valid_utf8(line));
    }
    CHECK(replace_all(folded, "\r\n ", "") == "SUMMARY:" + text + "\r\n");
  }
}

TEST_CASE("a text is escaped, and cannot begin a line of its own") {
  struct Case {
    std::string text, written;
  };
  const Case cases[] = {
      {"a;b,c\\d", "a\\;b\\,c\\\\d"},
      {"a\nb", "a\\nb"},
      {"a\r\nATTENDEE:x", "a\\nATTENDEE:x"},
      {"a\rb", "ab"},
      {std::string("a\0b", 3), "ab"},
      {"a\xE2\x80\xAE"
       "b",
       "ab"},
      {"a\xFFz", "a\xEF\xBF\xBDz"},
      {"<script>:\"", "<script>:\""},
  };
  for (const Case& each : cases) {
    INFO(each.text);
    CHECK(ics_text(each.text) == each.written);
  }
}

TEST_CASE("a deadline is a whole day with its words, its address and its sentence") {
  const std::string ics = event_lines(deadline_event());
  CHECK(has_line(ics, "UID:k7m3q9x-comment-deadline@regwatch.example.com"));
  CHECK(has_line(ics, "DTSTART;VALUE=DATE:20261017"));
  CHECK(has_line(ics, "DTEND;VALUE=DATE:20261018"));
  CHECK(has_line(ics, "DTSTAMP:20260918T010000Z"));
  CHECK(has_line(ics, "STATUS:CONFIRMED"));
  CHECK(has_line(ics, "NAME:订阅\\; a\\,b"));
  CHECK(ics.find("24:00 Beijing time") != ics.npos);
  const std::string whole = join(lines_of(ics), "\n");
  CHECK(whole.find("a@example.gov.cn") != whole.npos);
  CHECK(whole.find("“意见反馈截止日期为2026年10月17日。”") != whole.npos);
}

TEST_CASE("an event keeps its name whatever becomes of its day") {
  CalendarEvent event = deadline_event();
  const std::string uid = "UID:k7m3q9x-comment-deadline@regwatch.example.com";
  event.date = sample::day("2026-12-31");
  event.moved_from = sample::day("2026-10-17");
  event.sequence = 1;
  const std::string moved = event_lines(event);
  CHECK(has_line(moved, uid));
  CHECK(has_line(moved, "SEQUENCE:1"));
  CHECK(has_line(moved, "DTEND;VALUE=DATE:20270101"));
  event.off = CalendarEvent::Off::withdrawn;
  const std::string off = event_lines(event, head_with({7}));
  CHECK(has_line(off, uid));
  CHECK(has_line(off, "STATUS:CANCELLED"));
  CHECK(off.find("SUMMARY:〔已撤回〕") != off.npos);
  CHECK(off.find("VALARM") == off.npos);
  event.day = CalendarEvent::Day::effective_date;
  CHECK(has_line(event_lines(event), "UID:k7m3q9x-effective-date@regwatch.example.com"));
}

TEST_CASE("alarms ring at nine, days before, that of the last day at nine in China") {
  const std::string ics = event_lines(deadline_event(), head_with({7, 3, 1, 0}));
  CHECK(has_line(ics, "TRIGGER:-P6DT15H"));
  CHECK(has_line(ics, "TRIGGER:-P2DT15H"));
  CHECK(has_line(ics, "TRIGGER:-PT15H"));
  CHECK(has_line(ics, "TRIGGER;VALUE=DATE-TIME:20261017T010000Z"));
  CalendarEvent effective = deadline_event();
  effective.day = CalendarEvent::Day::effective_date;
  CHECK(event_lines(effective, head_with({7})).find("VALARM") == std::string::npos);
}

TEST_CASE("the same events in any order give the same bytes") {
  CalendarEvent first = deadline_event(), second = deadline_event();
  second.notice.id = "a";
  CHECK(calendar_ics(head_with(), {first, second}) == calendar_ics(head_with(), {second, first}));
}

TEST_CASE("only an address of the web becomes the event's URL") {
  CalendarEvent event = deadline_event();
  CHECK(has_line(event_lines(event), "URL:https://www.example.gov.cn/1.htm"));
  for (const std::string url : {"javascript:alert(1)", "file:///etc/passwd", "x\r\nATTACH:y", ""}) {
    event.notice.url = url;
    const std::string ics = event_lines(event);
    INFO(ics);
    CHECK(ics.find("\r\nURL:") == ics.npos);
    CHECK(ics.find("\r\nATTACH") == ics.npos);
  }
}

}  // namespace regwatch
