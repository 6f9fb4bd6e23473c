#include "storage/notices.h"

#include <catch2/catch.hpp>

#include "storage/statement.h"
#include "tests/storage/workshop.h"

namespace regwatch {
namespace {

Notice full_notice() {
  Notice notice = notice_named("k7m3q9x", "关于发布《办法》的公告");
  notice.published = day("2026-09-17");
  notice.classification.kind = Kind::draft;
  notice.classification.why = "draft.title";
  notice.classification.topics = {{"ai", {"人工智能", "\"模型\""}}, {"data protection", {}}};
  notice.status = NoticeStatus::delisted;
  notice.publisher = "网信办";
  notice.document_number = "国信办〔2026〕3号";
  notice.facts.comment_deadline = day("2026-10-17");
  notice.facts.comment_to = {"yj@example.gov.cn"};
  notice.facts.effective_date = day("2027-01-01");
  notice.facts.batch = 3;
  notice.facts.total_batch = 23;
  notice.facts.index_number = "000014349/2026-00001";
  notice.facts.evidence = {{"comment_deadline", {"意见反馈截止时间为2026年10月17日。"}}};
  return notice;
}

TEST_CASE("a notice comes back as it was put") {
  const Workshop workshop;
  Database database(workshop / "a.db");
  Notices notices(database);
  const Notice notice = full_notice();
  notices.put(notice);
  const auto found = notices.find_canonical(notice.canonical);
  REQUIRE(found);
  CHECK(found->id == notice.id);
  CHECK(found->url == notice.url);
  CHECK(found->title == notice.title);
  CHECK(found->published == notice.published);
  CHECK(found->classification.kind == Kind::draft);
  CHECK(found->classification.why == "draft.title");
  CHECK(found->classification.topics == notice.classification.topics);
  CHECK(found->status == NoticeStatus::delisted);
  CHECK(found->publisher == notice.publisher);
  CHECK(found->document_number == notice.document_number);
  CHECK(found->facts.comment_deadline == notice.facts.comment_deadline);
  CHECK(found->facts.comment_to == notice.facts.comment_to);
  CHECK(found->facts.effective_date == notice.facts.effective_date);
  CHECK(found->facts.batch == 3);
  CHECK(found->facts.total_batch == 23);
  CHECK(found->facts.index_number == notice.facts.index_number);
  CHECK(found->facts.evidence == notice.facts.evidence);
  CHECK_FALSE(notices.find("nothere"));
}

TEST_CASE("what a person said of kind and topics stays when a machine says otherwise") {
  const Workshop workshop;
  Database database(workshop / "a.db");
  Notices notices(database);
  Notice notice = full_notice();
  notices.put(notice);
  notices.mark_kind(notice.id, Kind::rule, NewsSection::regulatory);
  notices.mark_topics(notice.id, {"finance"});

  notice.classification.kind = Kind::event;
  notice.title = "更正后的题目";
  notices.put(notice);
  const Notice found = notices.find(notice.id).value();
  CHECK(found.classification.kind == Kind::rule);
  CHECK(found.kind_by_person);
  CHECK(found.classification.topic_names() == std::vector<std::string>{"finance"});
  CHECK(found.title == "更正后的题目");
  CHECK_THROWS_AS(notices.mark_kind("nothere", Kind::rule, std::nullopt), StorageError);
}

TEST_CASE("a section follows the kind until a person sets it") {
  const Workshop workshop;
  Database database(workshop / "a.db");
  Notices notices(database);
  Notice notice = full_notice();
  notice.classification.section = NewsSection::regulatory;
  notices.put(notice);
  const auto section = [&] { return notices.find(notice.id)->classification.section; };
  CHECK(section() == NewsSection::regulatory);
  notices.mark_kind(notice.id, Kind::enforcement, NewsSection::enforcement);
  CHECK(section() == NewsSection::enforcement);
  notices.mark_section(notice.id, NewsSection::industry);
  notices.mark_kind(notice.id, Kind::rule, NewsSection::regulatory);
  notices.put(notice);
  CHECK(section() == NewsSection::industry);
  CHECK(notices.find(notice.id)->section_by_person);
  notices.mark_section(notice.id, std::nullopt);
  CHECK_FALSE(section());
  CHECK_THROWS_AS(notices.mark_section("nothere", std::nullopt), StorageError);
}

TEST_CASE("an id is taken by one identity only, and grows where it is taken") {
  const Workshop workshop;
  Database database(workshop / "a.db");
  Notices notices(database);
  const std::string mine = "//example.gov.cn/mine";
  const std::string id = notices.free_id(mine);
  CHECK(id.size() == 7);
  Notice other = notice_named("other");
  other.id = id;
  notices.put(other);
  CHECK(notices.free_id(mine).size() == 8);
  CHECK(notices.free_id(other.canonical) == notice_id(other.canonical));
}

TEST_CASE("sightings make a notice's sources and its last_seen; first_seen stays") {
  const Workshop workshop;
  Database database(workshop / "a.db");
  Notices notices(database);
  notices.put(notice_named("a"));
  Entry entry;
  entry.title = "一";
  entry.url = "https://www.example.gov.cn/a";
  notices.put_sighting("a", "two", entry, 3, at("2026-09-18T02:00:00Z"));
  notices.put_sighting("a", "one", entry, 0, at("2026-09-19T02:00:00Z"));
  notices.set_sighting_listed("a", "two", false);
  entry.title = "二";
  notices.put_sighting("a", "one", entry, 5, at("2026-09-20T02:00:00Z"));

  const Notice found = notices.find("a").value();
  CHECK(found.sources == std::vector<std::string>{"two", "one"});
  CHECK(found.last_seen == at("2026-09-20T02:00:00Z"));
  CHECK(found.first_seen == at("2026-09-18T01:00:00Z"));
  Statement query(database,
                  "SELECT title, position, first_seen FROM sighting WHERE source = 'one'");
  REQUIRE(query.step());
  CHECK(query.text(0) == "二");
  CHECK(query.number(1) == 5);
  CHECK(query.instant(2) == at("2026-09-19T02:00:00Z"));
  CHECK_THROWS_AS(notices.put_sighting("nothere", "one", entry, 0, at("2026-09-20T02:00:00Z")),
                  StorageError);
}

TEST_CASE("versions are numbered in order and come back whole") {
  const Workshop workshop;
  Database database(workshop / "a.db");
  Notices notices(database);
  notices.put(notice_named("a"));
  Version version = version_saying({"第一条　为了", "表\t格", "", "末"});
  version.capture = CaptureRef{"2026-09-18.warc.gz", 1234, std::string(64, 'b')};
  version.article.attachments = {{"附件1.pdf", "https://x/1.pdf"},
                                 {"附件2.doc", "https://x/2.doc"}};
  version.article.facts.batch = 7;
  CHECK(notices.put_version("a", version) == 1);
  CHECK(notices.put_version("a", version_saying({})) == 2);

  const Version first = notices.version("a", 1).value();
  CHECK(first.article.paragraphs == version.article.paragraphs);
  CHECK(first.article.attachments == version.article.attachments);
  CHECK(first.article.facts.batch == 7);
  CHECK(first.files.size() == 2);
  CHECK_FALSE(first.files[0].sha256);
  REQUIRE(first.capture);
  CHECK(first.capture->offset == 1234);
  CHECK(notices.newest_version("a")->number == 2);
  CHECK(notices.newest_version("a")->article.paragraphs.empty());
  CHECK(notices.versions("a").size() == 2);
  CHECK_FALSE(notices.version("a", 3));
}

TEST_CASE("a file's first successful reading completes its version") {
  const Workshop workshop;
  Database database(workshop / "a.db");
  Notices notices(database);
  notices.put(notice_named("a"));
  Version version = version_saying({"一"});
  version.article.attachments = {{"附件.pdf", "https://x/1.pdf"}};
  notices.put_version("a", version);

  AttachmentState file;
  file.attachment = version.article.attachments[0];
  file.sha256 = std::string(64, 'c');
  file.bytes = 5'000'000'000;
  file.capture = CaptureRef{"w.warc.gz", 9, "d"};
  file.validators = {"W/\"1\"", "Fri, 18 Sep 2026 01:00:00 GMT"};
  notices.complete_files("a", 1, {file});
  const AttachmentState stored = notices.newest_version("a")->files.at(0);
  CHECK(stored.sha256 == file.sha256);
  CHECK(stored.bytes == 5'000'000'000);
  CHECK(stored.capture->file == "w.warc.gz");
  CHECK(stored.validators.etag == "W/\"1\"");
  CHECK_THROWS_AS(notices.complete_files("a", 2, {file}), StorageError);
}

TEST_CASE("changes come back whole, by notice and by time with both ends") {
  const Workshop workshop;
  Database database(workshop / "a.db");
  Notices notices(database);
  notices.put(notice_named("a"));
  Change change;
  change.kind = ChangeKind::amended;
  change.notice_id = "a";
  change.source = "one";
  change.at = at("2026-09-18T01:00:00Z");
  change.suspect = true;
  change.summary = "1 paragraph changed";
  change.deadline_after = day("2026-10-01");
  change.version_before = 1;
  change.version_after = 2;
  change.hunks = {{"旧", "新"}, {"", "加"}};
  change.attachments_replaced = {"附件.pdf"};
  const long long id = notices.put_change(change);

  const Change found = notices.changes_of("a").at(0);
  CHECK(found.id == id);
  CHECK(found.kind == ChangeKind::amended);
  CHECK(found.suspect);
  CHECK_FALSE(found.found_late);
  CHECK_FALSE(found.deadline_before);
  CHECK(found.deadline_after == day("2026-10-01"));
  CHECK(found.version_after == 2);
  REQUIRE(found.hunks.size() == 2);
  CHECK(found.hunks[0].before == "旧");
  CHECK(found.hunks[1].after == "加");
  CHECK(found.attachments_replaced == change.attachments_replaced);
  CHECK(notices.changes_between(change.at, change.at).size() == 1);
  CHECK(notices.changes_between(change.at + std::chrono::seconds(1), Instant::max()).empty());
  change.notice_id = "nothere";
  CHECK_THROWS_AS(notices.put_change(change), StorageError);
}

TEST_CASE("words that would be SQL are words") {
  const Workshop workshop;
  Database database(workshop / "a.db");
  Notices notices(database);
  const std::string evil = "'; DROP TABLE notice; --\" \\ %_ ?1 $x";
  Notice notice = notice_named("a", evil);
  notice.classification.topics = {{evil, {evil}}};
  notices.put(notice);
  CHECK(notices.find("a")->title == evil);
  CHECK_FALSE(notices.find(evil));
  for (const auto& list : {std::vector<std::string>{evil}, std::vector<std::string>{"x", evil}}) {
    NoticeFilter filter;
    filter.topics = list;
    CHECK(notices.list(filter).size() == 1);
    filter.authorities = list;
    CHECK(notices.list(filter).empty());
    filter = {};
    filter.sources = list;
    CHECK(notices.list(filter).empty());
  }
  CHECK(database.check().empty());
}

TEST_CASE("bytes that are no UTF-8 do not break storing") {
  const Workshop workshop;
  Database database(workshop / "a.db");
  Notices notices(database);
  Notice notice = notice_named("a", "坏\xFF\x80");
  notice.facts.comment_to = {"\xC3\x28"};
  notice.title.push_back('\0');
  notices.put(notice);
  CHECK(notices.find("a")->title == notice.title);
  CHECK(notices.find("a")->facts.comment_to.size() == 1);
}

}  // namespace
}  // namespace regwatch
