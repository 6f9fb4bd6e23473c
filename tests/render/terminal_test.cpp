#include "render/terminal.h"

#include <catch2/catch.hpp>

#include "base/text.h"
#include "render/notice_page.h"
#include "tests/render/digest_sample.h"

namespace regwatch {
namespace {

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

TEST_CASE("a notice's line shows id, date, authority, kind, title and marks") {
  Notice notice = sample::notice("k7m3q9x", Kind::draft, "CAC", "办法（征求意见稿）", "2026-09-18");
  notice.facts.comment_deadline = sample::day("2026-10-17");
  CHECK(notice_line(notice, {100, false}) ==
        "k7m3q9x  2026-09-18 CAC    draft          办法（征求意见稿） [until 2026-10-17]\n");
}

TEST_CASE("a run's line keeps its whole reason") {
  Run run;
  run.source = "csrc-orders";
  run.verdict = Verdict::broken;
  run.reason = "'li' matched 0 rows (page title: \"系统维护\")";
  Source source;
  source.id = "csrc-orders";
  CHECK(
      run_summary_line(run, source, {}) ==
      "broken      csrc-orders                  'li' matched 0 rows (page title: \"系统维护\")\n");
  run.verdict = Verdict::ok;
  run.reason.clear();
  run.entries = 25;
  run.appeared = 2;
  CHECK(run_summary_line(run, source, {}) ==
        "ok          csrc-orders                  25 entries, 2 appeared\n");
}

TEST_CASE("no colour means no escape sequence") {
  const Digest digest = sample::full_digest();
  CHECK_FALSE(holds(digest_for_terminal(digest, 78, false), "\x1b"));
  CHECK(holds(digest_for_terminal(digest, 78, true), "\x1b"));
}

TEST_CASE("a progress bar leaves the last column free") {
  for (const int done : {0, 3, 40, 50}) {
    const auto bar =
        progress_bar(done, 40, "网信办网信办网信办网信办网信办网信办网信办", {60, false});
    CHECK(display_width(bar) < 60);
  }
  CHECK(holds(progress_bar(0, 0, "lists", {}), "0/0 lists"));
}

TEST_CASE("a notice's page marks the characters that an amendment changed") {
  Change change = sample::change("k7m3q9x", ChangeKind::amended);
  change.hunks = {{"登记机构应当在十日内完成审核。\x1b[1m", "登记机构应当在五日内完成审核。"},
                  {"", "登记证有效期三年。\u202E"}};
  const Notice notice = sample::notice("k7m3q9x", Kind::rule, "CAC", "办法", "2026-09-18");
  const std::string page = notice_page({notice, {}, {change}, {}, {}}, change.at, {80, false});
  INFO(page);
  CHECK(holds(page, "    - 登记机构应当在[-十日-]内完成审核。"));
  CHECK(holds(page, "    + 登记机构应当在{+五日+}内完成审核。\n"));
  CHECK(holds(page, "    + 登记证有效期三年。\n"));
  CHECK_FALSE(holds(page, "\x1b"));
  const std::string coloured = notice_page({notice, {}, {change}, {}, {}}, change.at, {80, true});
  CHECK(holds(coloured, "\x1b[1;4;31m十日\x1b[0m"));
}

TEST_CASE("a notice's page holds what is known and is harmless") {
  const Digest hostile = sample::hostile_digest();
  Version version;
  version.number = 1;
  version.article.paragraphs = {"第一条\t甲\x1b[2J", "第二条"};
  const std::string page = notice_page(
      {hostile.items[0].notice, {version}, {hostile.items[0].change}, {}, {}}, hostile.now, {});
  CHECK_FALSE(holds(page, "\x1b"));
  CHECK(holds(page, "第一条 | 甲"));
  CHECK(holds(page, "Changes"));
}

}  // namespace
}  // namespace regwatch
