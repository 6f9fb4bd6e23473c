#include "render/json.h"

#include <catch2/catch.hpp>

#include "tests/render/digest_sample.h"

namespace regwatch {
namespace {

TEST_CASE("an entry's unknown values are absent") {
  Entry entry;
  entry.title = "关于\"办法\"的通知";
  entry.url = "https://www.example.gov.cn/1.htm";
  CHECK(entry_json(entry) ==
        R"({"title":"关于\"办法\"的通知","url":"https://www.example.gov.cn/1.htm"})");
  entry.published = sample::day("2026-09-18");
  entry.comment_deadline = sample::day("2026-10-18");
  entry.document_number = "1号";
  entry.publisher = "网信办";
  CHECK(entry_json(entry) ==
        R"({"title":"关于\"办法\"的通知","url":"https://www.example.gov.cn/1.htm",)"
        R"("published":"2026-09-18","comment_deadline":"2026-10-18","document_number":"1号",)"
        R"("publisher":"网信办"})");
}

TEST_CASE("a version has the keys of the manual, paragraphs parted by newlines") {
  Article article;
  article.title = "通知";
  article.url = "https://www.example.gov.cn/1.htm";
  article.paragraphs = {"甲\t乙", "丙"};
  article.attachments = {{"附件.pdf", "https://www.example.gov.cn/1.pdf"}};
  article.facts.comment_deadline = sample::day("2026-10-18");
  article.facts.evidence["comment_deadline"] = {"截止。"};
  CHECK(article_json(article) ==
        R"({"title":"通知","url":"https://www.example.gov.cn/1.htm","text":"甲\t乙\n丙",)"
        R"("attachments":[{"name":"附件.pdf","url":"https://www.example.gov.cn/1.pdf"}],)"
        R"("facts":{"comment_deadline":"2026-10-18"},)"
        R"("evidence":{"comment_deadline":["截止。"]}})");
}

TEST_CASE("a notice, a run and a class have their keys") {
  CHECK(notice_json(sample::notice("k1", Kind::rule, "CAC", "办法", "2026-09-18")) ==
        R"({"id":"k1","title":"办法","url":"https://www.example.gov.cn/2026-09/k1.htm",)"
        R"("published":"2026-09-18","authority":"CAC","sources":["example-notices"],)"
        R"("kind":"rule","topics":[],"relevant":false,"status":"listed",)"
        R"("first_seen":"2026-09-18T00:10:00Z","last_seen":"2026-09-18T00:10:00Z","facts":{}})");
  Run run;
  run.source = "cac";
  run.verdict = Verdict::unchanged;
  CHECK(run_json(run) ==
        R"({"source":"cac","verdict":"unchanged","entries":0,"appeared":0,"amended":0,)"
        R"("withdrawn":0,"unread":0,"requests":0,"bytes":0})");
  Classification classification;
  classification.kind = Kind::draft;
  classification.topics["ai"] = {"人工智能"};
  CHECK(class_json("标题", classification) ==
        R"({"title":"标题","kind":"draft","topics":["ai"],"relevant":true})");
}

TEST_CASE("ill-formed bytes do not break a line of JSON") {
  Entry entry;
  entry.title = "a\xff\nb";
  CHECK(entry_json(entry) == "{\"title\":\"a\xEF\xBF\xBD\\nb\"}");
}

TEST_CASE("a line of classify's input is a title or an object") {
  CHECK(read_title_line(" 办法 ")->title == "办法");
  const auto object = read_title_line(R"({"title":"办法","authority":"CAC","date":"2026-09-18"})");
  REQUIRE(object);
  CHECK(object->title == "办法");
  CHECK(object->authority == "CAC");
  CHECK_FALSE(read_title_line(R"({"title":)"));
  CHECK_FALSE(read_title_line(R"({"authority":"CAC"})"));
  CHECK_FALSE(read_title_line(R"({"title":5})"));
}

}  // namespace
}  // namespace regwatch
