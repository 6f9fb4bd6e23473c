#include <catch2/catch.hpp>

#include "diff/compare_listing.h"
#include "diff/notice.h"

using namespace regwatch;
using namespace std::chrono;

namespace {

const CivilDate today = 2026y / September / 30;

std::string address(int i) { return "https://www.example.gov.cn/art/" + std::to_string(i); }

// `count` rows, one a week, the newest of the day before; numbered from `first`.
Listing listing_of(int count, int first = 0) {
  Listing listing;
  for (int i = first; i < first + count; ++i) {
    Entry entry;
    entry.title = "关于第" + std::to_string(i) + "号文件的通知";
    entry.url = address(i);
    entry.published = add_days(today, -1 - 7 * i);
    listing.entries.push_back(entry);
  }
  listing.rows_seen = count;
  return listing;
}

ListMemory memory_of(int count) {
  ListMemory memory;
  memory.baseline_done = true;
  int position = 0;
  for (const Entry& entry : listing_of(count).entries) {
    KnownRow row;
    row.notice_id = std::to_string(position);
    row.canonical = canonical_address(entry.url);
    row.title = entry.title;
    row.published = entry.published;
    row.position = position++;
    row.first_seen = sys_days{*entry.published} + hours{9};
    row.last_seen = sys_days{add_days(today, -1)} + hours{9};
    memory.rows.push_back(row);
    memory.appeared_dates.push_back(*entry.published);
  }
  return memory;
}

Judgement judge(const Listing& listing, const ListMemory& memory, const Source& source = {},
                CivilDate now = today) {
  return judge_listing(listing, memory, source, now);
}

void check_suspect(const Judgement& judgement, const std::string& part) {
  INFO(judgement.reason);
  CHECK(judgement.verdict == Verdict::suspect);
  CHECK(judgement.reason.find(part) != std::string::npos);
}

}  // namespace

TEST_CASE("a list like the last one is ok, and so is a first one") {
  CHECK(judge(listing_of(10), memory_of(10)).verdict == Verdict::ok);
  CHECK(judge(listing_of(10), memory_of(10)).reason.empty());
  CHECK(judge(listing_of(10), {}).verdict == Verdict::ok);
  CHECK(judge(listing_of(1), {}).verdict == Verdict::ok);
}

TEST_CASE("no row at all is broken, but a shell has none to show") {
  CHECK(judge({}, memory_of(10)).verdict == Verdict::broken);
  Listing unread;
  unread.rows_seen = 7;
  CHECK(judge(unread, {}).verdict == Verdict::broken);
  CHECK(judge(unread, {}).reason == "none of 7 rows could be read");
  Listing shell;
  shell.next.push_back({FollowUp::Why::rows, {}});
  CHECK(judge(shell, memory_of(10)).verdict == Verdict::ok);
}

TEST_CASE("a column that may be empty is ok until rows vanish from it") {
  Source source;
  source.expect.min_rows = 0;
  CHECK(judge({}, {}, source).verdict == Verdict::ok);
  check_suspect(judge({}, memory_of(3), source), "no rows; 3 rows known");
}

TEST_CASE("fewer rows than expected are suspect") {
  Source source;
  source.expect.min_rows = 12;
  check_suspect(judge(listing_of(10), {}, source), "10 rows, at least 12 expected");
}

TEST_CASE("a list with no overlap with the last one is suspect") {
  check_suspect(judge(listing_of(10, 100), memory_of(10)),
                "none of its 10 rows is among the 10 known ones");
  CHECK(judge(listing_of(10, 2), memory_of(4)).verdict == Verdict::ok);
  ListMemory no_baseline = memory_of(10);
  no_baseline.baseline_done = false;
  CHECK(judge(listing_of(10, 30), no_baseline).reason.find("none of its") == std::string::npos);
}

TEST_CASE("a total that disagrees is suspect, one larger than the rows read is not") {
  Listing listing = listing_of(20);
  listing.total = 38;
  CHECK(judge(listing, {}).verdict == Verdict::ok);
  listing.total = 19;
  CHECK(judge(listing, {}).verdict == Verdict::ok);
  listing.total = 0;
  check_suspect(judge(listing, {}), "total of 0, its list has 20 rows");
  ListMemory memory = memory_of(20);
  memory.total = 2000;
  listing.total = 1990;
  CHECK(judge(listing, memory).verdict == Verdict::ok);
  listing.total = 40;
  check_suspect(judge(listing, memory), "fell from 2000 to 40");
}

TEST_CASE("rows half read are suspect from one in ten on") {
  Listing listing = listing_of(20);
  listing.doubts = {"row 3 has no date"};
  CHECK(judge(listing, {}).verdict == Verdict::ok);
  listing.doubts.push_back("row 4 has no date");
  check_suspect(judge(listing, {}), "2 of 20 rows only half read: row 3 has no date");
  Listing unread = listing_of(20);
  unread.rows_seen = 24;
  check_suspect(judge(unread, {}), "4 of 24 rows could not be read");
  Listing nameless = listing_of(5);
  nameless.entries[2].title = " ";
  check_suspect(judge(nameless, {}), "1 of 5 rows have no title");
}

TEST_CASE("fields that stopped being filled are suspect") {
  Listing undated = listing_of(10);
  for (std::size_t i = 0; i < 4; ++i) undated.entries[i].published.reset();
  check_suspect(judge(undated, memory_of(10)), "4 of 10 rows have no date");
  ListMemory never_dated = memory_of(10);
  for (auto& row : never_dated.rows) row.published.reset();
  CHECK(judge(undated, never_dated).verdict == Verdict::ok);

  ListMemory with_deadlines = memory_of(10);
  with_deadlines.rows[0].comment_deadline = today;
  CHECK(judge(listing_of(10), with_deadlines).verdict == Verdict::ok);
  with_deadlines.rows[4].comment_deadline = today;
  check_suspect(judge(listing_of(10), with_deadlines), "deadlines stopped being filled");
  Listing one_left = listing_of(10);
  one_left.entries[4].comment_deadline = today;
  CHECK(judge(one_left, with_deadlines).verdict == Verdict::ok);
}

TEST_CASE("titles read from a wrong place are suspect") {
  Listing listing = listing_of(10);
  for (auto& entry : listing.entries) entry.title = "更多";
  check_suspect(judge(listing, memory_of(10)), "10 of 10 known rows have another title");
}

TEST_CASE("many known rows missing at once are suspect") {
  Listing listing = listing_of(20);
  listing.entries.erase(listing.entries.begin() + 3, listing.entries.begin() + 12);
  listing.rows_seen = 11;
  check_suspect(judge(listing, memory_of(20)), "9 of 20 known rows are missing at once");
  Source complete;
  complete.coverage = Coverage::complete;
  check_suspect(judge(listing_of(8), memory_of(20), complete), "12 of 20 known rows");
}

TEST_CASE("a list that went back in time is suspect") {
  check_suspect(judge(listing_of(20, 4), memory_of(20)), "its newest row is of 2026-09-01");
  CHECK(judge(listing_of(20, 1), memory_of(20)).verdict == Verdict::ok);
}

TEST_CASE("dates of the future are doubted when they are many") {
  Listing listing = listing_of(20);
  listing.entries[0].published = 2062y / September / 30;
  CHECK(judge(listing, {}).verdict == Verdict::ok);
  listing.entries[1].published = 2062y / September / 30;
  check_suspect(judge(listing, {}), "2 of 20 rows have a date that is yet to come");
  Listing tomorrow = listing_of(1);
  tomorrow.entries[0].published = add_days(today, 1);
  CHECK(judge(tomorrow, {}).verdict == Verdict::ok);
}

TEST_CASE("silence longer than it ever was is suspect") {
  const Listing listing = listing_of(20);
  const ListMemory memory = memory_of(20);
  CHECK(judge(listing, memory, {}, add_days(today, 44)).verdict == Verdict::ok);
  check_suspect(judge(listing, memory, {}, add_days(today, 45)),
                "nothing since 2026-09-29: 46 days of silence, the longest before was 7");
}

TEST_CASE("a source that was silent for long before may be so again") {
  ListMemory memory = memory_of(20);
  memory.appeared_dates.resize(8);
  memory.appeared_dates[4] = add_days(today, -200);
  memory.appeared_dates[5] = memory.appeared_dates[6] = memory.appeared_dates[7] =
      add_days(today, -210);
  CHECK(judge(listing_of(20), memory, {}, add_days(today, 200)).verdict == Verdict::ok);
  CHECK(judge(listing_of(20), memory, {}, add_days(today, 300)).verdict == Verdict::suspect);
}

TEST_CASE("one old row that is kept pinned is no rhythm") {
  ListMemory memory = memory_of(20);
  memory.appeared_dates.push_back(2019y / May / 1);
  CHECK(judge(listing_of(20), memory, {}, add_days(today, 60)).verdict == Verdict::suspect);
}

TEST_CASE("a column that was quiet when it was first read stays ok") {
  ListMemory memory = memory_of(20);
  for (auto& row : memory.rows) row.first_seen = sys_days{add_days(today, 900)};
  CHECK(judge(listing_of(20), memory, {}, add_days(today, 901)).verdict == Verdict::ok);
}

TEST_CASE("an expected rhythm is the operator's word") {
  Source source;
  source.expect.max_silence = days{10};
  CHECK(judge(listing_of(20), {}, source, add_days(today, 9)).verdict == Verdict::ok);
  check_suspect(judge(listing_of(20), {}, source, add_days(today, 10)), "at most 10 expected");
  source.expect.max_silence = days{400};
  CHECK(judge(listing_of(20), memory_of(20), source, add_days(today, 100)).verdict == Verdict::ok);
}

TEST_CASE("all reasons are given") {
  Source source;
  source.expect.min_rows = 50;
  Listing listing = listing_of(10);
  listing.total = 2;
  const auto judgement = judge(listing, {}, source);
  check_suspect(judgement, "at least 50 expected; the site states a total of 2");
}
