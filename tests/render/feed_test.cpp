#include <catch2/catch.hpp>

#include "render/atom.h"
#include "render/feed.h"
#include "render/json_feed.h"
#include "render/opml.h"
#include "tests/render/digest_sample.h"

using namespace regwatch;

namespace {

FeedItem item_of(const Notice& notice, const std::vector<Change>& changes = {}) {
  return feed_item_of(
      {notice,
       changes,
       {{"附件.docx", "https://www.example.gov.cn/a.docx"}, {"x", "javascript:alert(1)"}},
       {},
       {"国家互联网信息办公室", "Cyberspace Administration of China"}},
      [](std::string_view what) { return "tag:example.com,2026:" + std::string(what); });
}

Notice draft() {
  Notice out = sample::notice("d1soon0", Kind::draft, "CAC", "办法（征求意见稿）", "2026-09-18");
  out.facts.comment_deadline = sample::day("2026-10-31");
  out.classification.topics = {{"data_protection", {"个人信息"}}};
  return out;
}

}  // namespace

TEST_CASE("an item says when it was published and when something was told of it") {
  const Notice notice = draft();
  const Change appeared = sample::change("d1soon0", ChangeKind::appeared);
  const Change moved =
      sample::change("d1soon0", ChangeKind::deadline_moved, "2026-09-20T01:00:00Z");
  const Change reminded =
      sample::change("d1soon0", ChangeKind::deadline_near, "2026-10-24T01:00:00Z");
  const FeedItem item = item_of(notice, {appeared, moved, reminded});
  CHECK(item.id == "tag:example.com,2026:notice/d1soon0");
  CHECK(feed_time(item.published) == "2026-09-18T00:00:00+08:00");
  CHECK(feed_time(item.updated) == "2026-09-20T09:00:00+08:00");
  CHECK(item.author == "国家互联网信息办公室 (Cyberspace Administration of China)");
  REQUIRE(item.files.size() == 1);  // What is no link is none.
  CHECK(item.files[0].media_type ==
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document");
}

TEST_CASE("a day that has not come yet does not stand after updated") {
  Notice notice = draft();
  notice.published = sample::day("2026-12-01");
  CHECK(item_of(notice).published == notice.first_seen);
  notice.published.reset();
  CHECK(item_of(notice).published == notice.first_seen);
}

TEST_CASE("an item's text does not depend on the day it is written") {
  Change moved = sample::change("d1soon0", ChangeKind::deadline_moved, "2026-09-20T01:00:00Z");
  moved.deadline_before = sample::day("2026-10-17");
  moved.deadline_after = sample::day("2026-10-31");
  moved.hunks = {{"自2026年10月1日起施行。", "自2027年1月1日起施行。"}};
  const std::string html = item_of(draft(), {moved}).html;
  CHECK(html.find("Comments until 2026-10-17 → 2026-10-31</strong>") != html.npos);
  CHECK(html.find("left") == html.npos);
  CHECK(html.find("<del>") != html.npos);
  CHECK(html.find("<ins>") != html.npos);
}

TEST_CASE("what was withdrawn says so in its title and in its text") {
  Notice notice = draft();
  notice.status = NoticeStatus::withdrawn;
  const FeedItem item = item_of(notice);
  CHECK(item.title == "[withdrawn 已撤下] 办法（征求意见稿）");
  CHECK(item.html.find("Withdrawn 已撤下") != std::string::npos);
}

TEST_CASE("an archive document gets one link when a newer one has come, and only once") {
  FeedPage page;
  page.id = "tag:example.com,2026:feeds/a";
  page.title = "a";
  page.address = "https://example.com/feeds/a/archive-1";
  page.archive = true;
  page.items.push_back(item_of(draft()));
  const std::string before = feed_as_atom(page);
  page.newer = "https://example.com/feeds/a/archive-2";
  CHECK(atom_with_newer(before, page.newer) == feed_as_atom(page));
  CHECK(atom_with_newer(feed_as_atom(page), page.newer) == feed_as_atom(page));
  page.archive = false;
  CHECK_FALSE(atom_with_newer(feed_as_atom(page), page.newer));
}

TEST_CASE("OPML lists the feeds and nothing else, and is absent where there are none") {
  const PublishedListing feed{
      "Group & co", "A \"feed\"", {{"feeds/a.atom", "application/atom+xml", "Atom"}}};
  const PublishedListing calendar{
      "Calendars", "Deadlines", {{"deadlines.ics", "text/calendar", "iCalendar"}}};
  CHECK(feeds_as_opml("t", "https://example.com/", {calendar}).empty());
  const std::string opml = feeds_as_opml("t", "https://example.com/", {feed, calendar});
  CHECK(opml.find("text=\"A &quot;feed&quot;\"") != opml.npos);
  CHECK(opml.find("xmlUrl=\"https://example.com/feeds/a.atom\"") != opml.npos);
  CHECK(opml.find("Calendars") == opml.npos);
}
