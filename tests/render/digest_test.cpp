#include "render/digest.h"

#include <catch2/catch.hpp>

#include "base/text.h"
#include "render/json.h"
#include "tests/render/digest_sample.h"
#include "tests/render/golden.h"

namespace regwatch {
namespace {

using testing::check_golden;

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> out;
  for (const auto line : split(text, '\n')) out.emplace_back(line);
  return out;
}

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

TEST_CASE("a digest reads as its golden") {
  check_golden("full.txt", digest_as_text(sample::full_digest()));
  check_golden("full.html", digest_as_html(sample::full_digest()));
  check_golden("empty.txt", digest_as_text(sample::empty_digest()));
  check_golden("empty.html", digest_as_html(sample::empty_digest()));
  check_golden("hostile.txt", digest_as_text(sample::hostile_digest()));
  check_golden("hostile.html", digest_as_html(sample::hostile_digest()));
  check_golden("full.jsonl", digest_json_lines(sample::full_digest(), ""));
  check_golden("month.txt", digest_as_text(sample::month_digest()));
  check_golden("month.html", digest_as_html(sample::month_digest()));
}

TEST_CASE("a month's digest has its sections, each in the order of dates") {
  const std::string text = digest_as_text(sample::month_digest());
  CHECK(holds(text, "published in 2026-09"));
  CHECK(text.find("REGULATORY DEVELOPMENTS") < text.find("ENFORCEMENT DEVELOPMENTS"));
  CHECK(text.find("ENFORCEMENT DEVELOPMENTS") < text.find("INDUSTRY DEVELOPMENTS"));
  CHECK(text.find("个人信息出境认证办法") < text.find("未成年人"));
  CHECK(text.find("PUBLISHED BEFORE THIS MONTH") < text.find("网络交易平台规则监督管理办法"));
  CHECK(text.find("ALSO PUBLISHED") < text.find("公开招聘公告"));
  CHECK(digest_subject(sample::month_digest()).starts_with("regwatch 2026-09: "));
}

TEST_CASE("a subject counts what matters in the order of the digest") {
  CHECK(digest_subject(sample::full_digest()) ==
        "regwatch 2026-09-18: 1 comment period ends soon, 3 drafts (next deadline 09-24), 1 "
        "enforcement, 1 rule, 1 standard, "
        "1 other, 2 changed; 1 source blind; 1 source sees again");
  CHECK(digest_subject(sample::empty_digest()) ==
        "regwatch 2026-09-18: nothing new; 1 source blind");
}

TEST_CASE("sources that were never read are a line per institution") {
  Digest digest = sample::empty_digest();
  for (const char* name : {"规章", "通知"}) {
    SourceLine line;
    line.id = name;
    line.authority = "NDRC";
    line.name = name;
    line.verdict = "skipped";
    line.reason = "not read yet";
    digest.sources.push_back(line);
  }
  SourceLine disabled = digest.sources.back();
  disabled.verdict = "disabled";
  disabled.reason = "its site is gone";
  digest.sources.push_back(disabled);
  const std::string text = digest_as_text(digest);
  CHECK(holds(text, "  * never read: NDRC: 规章, 通知\n"));
  CHECK(holds(text, "its site is gone"));
  CHECK(holds(digest_as_html(digest), "never read: NDRC: 规章, 通知"));
}

TEST_CASE("an alert of one notice has its title for a subject") {
  Digest digest;
  digest.now = sample::at("2026-09-18T00:30:00Z");
  digest.items.push_back(
      {sample::notice("r1", Kind::rule, "CAC", "个人信息出境认证办法", "2026-09-17"),
       sample::change("r1", ChangeKind::appeared),
       {}});
  CHECK(digest_subject(digest) == "regwatch: Rule: 个人信息出境认证办法");
}

TEST_CASE("drafts come soonest first, and two changes of one notice are one item") {
  const std::string text = digest_as_text(sample::full_digest());
  CHECK(text.find("未成年人") < text.find("人工智能安全治理"));
  CHECK(text.find("人工智能安全治理") < text.find("大模型一体机"));
  CHECK(holds(text, "Comments until 2026-09-20 → 2026-09-24 · 6 days left"));
  CHECK(text.find("show d1soon0") == text.rfind("show d1soon0"));
}

TEST_CASE("no line of a text is wider than it may be, but for addresses") {
  for (const int columns : {40, 60, 78}) {
    for (const auto& line : lines_of(digest_as_text(sample::full_digest(), columns))) {
      if (holds(line, "://")) continue;
      INFO(line);
      CHECK(display_width(line) <= static_cast<std::size_t>(columns));
    }
  }
}

TEST_CASE("an empty digest says what was read and what was not") {
  const std::string text = digest_as_text(sample::empty_digest());
  CHECK(holds(text, "Nothing new from 2026-09-17 08:30 to 2026-09-18 08:30."));
  CHECK(holds(text, "4 of 5 sources were read; 1 could not be: csrc-orders."));
}

TEST_CASE("what a hostile page says is text and nothing else") {
  const std::string html = digest_as_html(sample::hostile_digest());
  CHECK_FALSE(holds(html, "<script"));
  CHECK_FALSE(holds(html, "<img"));
  CHECK_FALSE(holds(html, "javascript:"));
  CHECK_FALSE(holds(html, "data:text"));
  CHECK_FALSE(holds(html, "\"onmouseover"));
  for (const std::string& text :
       {html, digest_as_text(sample::hostile_digest()), digest_subject(sample::hostile_digest())}) {
    CHECK(is_valid_utf8(text));
    CHECK_FALSE(holds(text, "\x1b"));
    CHECK_FALSE(holds(text, "\xE2\x80\xAE"));
    CHECK_FALSE(holds(text, "\r"));
  }
}

TEST_CASE("what came and went within a window is told among the changes") {
  Digest digest;
  digest.now = sample::at("2026-09-18T00:30:00Z");
  digest.since = sample::at("2026-09-17T00:30:00Z");
  Notice gone = sample::notice("g1", Kind::draft, "CAC", "办法（征求意见稿）", "2026-09-17");
  gone.status = NoticeStatus::withdrawn;
  digest.items.push_back({gone, sample::change("g1", ChangeKind::appeared), {}});
  digest.items.push_back(
      {gone, sample::change("g1", ChangeKind::withdrawn, "2026-09-18T00:20:00Z"), {}});
  const std::string text = digest_as_text(digest);
  CHECK(holds(text, "CHANGED, MOVED, WITHDRAWN"));
  CHECK(holds(text, "[New]"));
  CHECK(holds(text, "[Withdrawn]"));
  CHECK_FALSE(holds(text, "DRAFTS OPEN"));
}

TEST_CASE("sources that went blind for one cause are told together, others by themselves") {
  Digest digest = sample::empty_digest();
  digest.health.clear();
  digest.sources.clear();
  for (const char* host : {"www.a.gov.cn", "www.b.gov.cn", "www.c.gov.cn", "www.d.gov.cn"}) {
    SourceLine line;
    line.id = std::string("column-") + host[4];
    line.url = std::string("https://") + host + "/tzgg/";
    line.verdict = "unreachable";
    line.reason = std::string(host) + ": the name does not resolve";
    HealthEvent event;
    event.source = line.id;
    event.verdict = line.verdict;
    event.reason = line.reason;
    event.at = digest.now;
    digest.sources.push_back(line);
    digest.health.push_back(event);
  }
  digest.health.back().reason = "www.d.gov.cn: HTTP status 503";
  CHECK(holds(digest_as_text(digest), "* column-c "));
  digest.health.back().reason = digest.sources.back().reason;
  const std::string text = digest_as_text(digest);
  CHECK(holds(text, "4 sources went blind at"));
  CHECK(holds(text, "www.a.gov.cn: the name does not resolve"));
  CHECK_FALSE(holds(text, "www.b.gov.cn: the name"));
  CHECK(holds(text, "column-a, column-b, column-c"));
  CHECK(holds(digest_as_html(digest), "4 sources went blind at"));
}

}  // namespace
}  // namespace regwatch
