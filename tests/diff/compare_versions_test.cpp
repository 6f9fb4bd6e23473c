#include "diff/compare_versions.h"

#include <catch2/catch.hpp>

#include <algorithm>
#include <chrono>
#include <random>

using namespace regwatch;
using namespace std::chrono_literals;

namespace {

using Texts = std::vector<std::string>;

Version version_of(Texts paragraphs) {
  Version version;
  version.article.title = "关于公开征求意见的通知";
  version.article.paragraphs = std::move(paragraphs);
  return version;
}

void attach(Version& version, const std::string& name, const std::string& url,
            std::optional<std::string> sha256 = std::nullopt) {
  version.article.attachments.push_back({name, url});
  AttachmentState file;
  file.attachment = version.article.attachments.back();
  file.sha256 = std::move(sha256);
  version.files.push_back(file);
}

VersionDifference compare(const Texts& before, const Texts& after) {
  return compare_versions(version_of(before), version_of(after));
}

const Texts notice = {
    "为了规范数据出境活动，我办起草了《某某办法（征求意见稿）》，现向社会公开征求意见。",
    "公众可通过以下途径提出反馈意见：",
    "1.电子邮件：yijian@example.gov.cn",
    "意见反馈截止日期为2026年10月17日。",
    "附件：某某办法（征求意见稿）",
    "二〇二六年九月十八日"};

Texts with(std::size_t at, const std::string& text) {
  Texts out = notice;
  out[at] = text;
  return out;
}

std::string random_text(std::mt19937& random, std::size_t longest) {
  static const Texts alphabet = {"关", "于", "数", "据", "的", "，", "。", " ",  "1",
                                 "2",  "a",  "Ｂ", "《", "》", "-",  "—",  "\t", "　"};
  std::string out;
  for (std::size_t i = random() % (longest + 1); i > 0; --i)
    out += alphabet[random() % alphabet.size()];
  return out;
}

}  // namespace

TEST_CASE("a version does not differ from itself") {
  const auto out = compare(notice, notice);
  CHECK_FALSE(out.differs);
  CHECK(out.summary.empty());
  CHECK(out.hunks.empty());
  CHECK_FALSE(compare({}, {}).differs);
}

TEST_CASE("what a reader does not see is no difference") {
  const std::vector<std::pair<std::string, Texts>> cases = {
      {"space", with(3, " 意见反馈截止日期为 2026 年 10 月 17 日 。")},
      {"full-width digits", with(3, "意见反馈截止日期为２０２６年１０月１７日。")},
      {"half-width punctuation", with(1, "公众可通过以下途径提出反馈意见:")},
      {"brackets", with(4, "附件:某某办法(征求意见稿)")},
      {"zero width", with(3, "意见反馈\u200b截止日期为2026\ufeff年10月17日。")},
      {"no-break space", with(2, "1.\u00a0电子邮件：yijian@example.gov.cn")},
      {"circle for zero", with(5, "二○二六年九月十八日")},
      {"one paragraph made two",
       {notice[0], notice[1], notice[2], "意见反馈截止日期", "为2026年10月17日。", notice[4],
        notice[5]}},
      {"two paragraphs made one",
       {notice[0] + notice[1], notice[2], notice[3], notice[4], notice[5]}},
      {"an empty paragraph",
       {notice[0], "", notice[1], "　", notice[2], notice[3], notice[4], notice[5]}},
      {"a counter",
       {"浏览次数：1,024次", notice[0], notice[1], notice[2], notice[3], notice[4], notice[5]}},
      {"widgets",
       {notice[0], notice[1], notice[2], notice[3], notice[4], notice[5], "【打印】【关闭】",
        "分享到：", "字号：[大 中 小]", "上一篇：关于别的事的通知", "下一篇 没有了",
        "责任编辑：张三", "扫一扫在手机打开当前页", "页面生成时间：2026-09-30 11:44:06"}},
  };
  for (const auto& [name, after] : cases) {
    INFO(name);
    CHECK_FALSE(compare(notice, after).differs);
    CHECK_FALSE(compare(after, notice).differs);
  }
}

TEST_CASE("words, numbers and dates are differences") {
  const std::vector<Texts> cases = {with(3, "意见反馈截止日期为2026年10月18日。"),
                                    with(0, notice[0] + "特此通知。"),
                                    with(2, "1.电子邮件：yijian2@example.gov.cn"),
                                    with(2, "1.电子邮件：YIJIAN@example.gov.cn"),
                                    {notice[0], notice[1], notice[2], notice[3], notice[4]}};
  for (const auto& after : cases) CHECK(compare(notice, after).differs);
  CHECK(compare({"罚款1.5万元"}, {"罚款15万元"}).differs);
  CHECK(compare({"10 20"}, {"1020"}).differs);
  CHECK(compare({"表\t10\t20"}, {"表\t10\t30"}).differs);
}

TEST_CASE("a hunk shows the paragraph before and after, others stay out") {
  const std::string moved = "意见反馈截止日期为2026年10月31日。";
  const auto out = compare(notice, with(3, moved));
  REQUIRE(out.hunks.size() == 1);
  CHECK(out.hunks[0].before == notice[3]);
  CHECK(out.hunks[0].after == moved);
  CHECK(out.hunks_total == 1);
  CHECK(out.summary == "1 paragraph changed");
}

TEST_CASE("paragraphs that are alike are paired, the others were added or removed") {
  const Texts before = {"第一条 为了保护个人信息权益，制定本办法。",
                        "第二条 本办法自公布之日起施行。"};
  const Texts after = {"第一条 为了保护个人信息权益，规范处理活动，制定本办法。",
                       "第二条 处理者应当每年开展合规审计并报告。",
                       "第三条 本办法自公布之日起施行。"};
  const auto out = compare(before, after);
  REQUIRE(out.hunks.size() == 3);
  CHECK(out.hunks[0].before == before[0]);
  CHECK(out.hunks[0].after == after[0]);
  CHECK(out.hunks[1].before.empty());
  CHECK(out.hunks[1].after == after[1]);
  CHECK(out.hunks[2].before == before[1]);
  CHECK(out.hunks[2].after == after[2]);
  CHECK(out.summary == "2 paragraphs changed, 1 paragraph added");
}

TEST_CASE("a title differs by its words") {
  Version before = version_of(notice);
  Version after = before;
  after.article.title = "关于公开征求 意见的通知";
  CHECK_FALSE(compare_versions(before, after).differs);
  after.article.title = "";
  CHECK_FALSE(compare_versions(before, after).differs);
  after.article.title = "关于公开征求意见的补充通知";
  const auto out = compare_versions(before, after);
  CHECK(out.title_differs);
  CHECK(out.summary == "title changed");
}

TEST_CASE("a deadline that moved, came or vanished is told") {
  using Day = std::optional<CivilDate>;
  struct Case {
    Day before;
    Day after;
    std::string summary;
  };
  const Day first = CivilDate{2026y / 10 / 17};
  const Day second = CivilDate{2026y / 10 / 31};
  for (const auto& [old_day, new_day, summary] :
       {Case{first, second, "comment deadline moved from 2026-10-17 to 2026-10-31"},
        Case{{}, second, "comment deadline 2026-10-31 given"},
        Case{first, {}, "comment deadline 2026-10-17 taken away"}, Case{first, first, ""}}) {
    Version before = version_of(notice);
    Version after = before;
    before.article.facts.comment_deadline = old_day;
    after.article.facts.comment_deadline = new_day;
    const auto out = compare_versions(before, after);
    CHECK(out.summary == summary);
    CHECK(out.deadline_moved == !summary.empty());
    CHECK(out.differs == !summary.empty());
    if (!out.deadline_moved) continue;
    CHECK(out.deadline_before == old_day);
    CHECK(out.deadline_after == new_day);
  }
}

TEST_CASE("attachments come, go and are replaced") {
  Version before = version_of(notice);
  attach(before, "附件1.pdf", "https://example.gov.cn/1.pdf", "aa");
  attach(before, "附件2.pdf", "https://example.gov.cn/2.pdf", "bb");
  Version after = version_of(notice);
  attach(after, "附件2.pdf", "http://www.example.gov.cn/2.pdf", "cc");
  attach(after, "附件3.pdf", "https://example.gov.cn/3.pdf", "dd");
  const auto out = compare_versions(before, after);
  CHECK(out.attachments_added == Texts{"附件3.pdf"});
  CHECK(out.attachments_removed == Texts{"附件1.pdf"});
  CHECK(out.attachments_replaced == Texts{"附件2.pdf"});
  CHECK(out.summary == "1 attachment added, 1 attachment removed, 1 attachment replaced");
}

TEST_CASE("a file that was not known before is completed, and one that moved is the same") {
  using Sha = std::optional<std::string>;
  struct Case {
    std::string url;
    std::string name;
    Sha before;
    Sha after;
    bool differs;
  };
  const std::string here = "https://example.gov.cn/1.pdf";
  const std::string there = "https://example.gov.cn/new/1.pdf";
  for (const auto& [url, name, sha_before, sha_after, differs] :
       {Case{here, "附件1.pdf", {}, "aa", false}, Case{here, "附件1.pdf", "aa", {}, false},
        Case{here, "附件 1.pdf", "aa", "aa", false}, Case{here, "附件1.pdf", "aa", "bb", true},
        Case{there, "附件1.pdf", "aa", "aa", false}, Case{there, "办法.pdf", "aa", "aa", false},
        Case{there, "附件1.pdf", "aa", "bb", true}, Case{there, "附件1.pdf", {}, "bb", false},
        Case{there, "办法.pdf", "aa", "bb", true}}) {
    Version before = version_of(notice);
    attach(before, "附件1.pdf", here, sha_before);
    Version after = version_of(notice);
    attach(after, name, url, sha_after);
    INFO(url << " " << name << " " << sha_before.value_or("-") << sha_after.value_or("-"));
    CHECK(compare_versions(before, after).differs == differs);
  }
}

TEST_CASE("files of one name change places without being replaced") {
  Version before = version_of(notice);
  attach(before, "附件", "https://example.gov.cn/1.pdf", "aa");
  attach(before, "附件", "https://example.gov.cn/2.pdf", "bb");
  Version after = version_of(notice);
  attach(after, "附件", "https://example.gov.cn/new/2.pdf", "bb");
  attach(after, "附件", "https://example.gov.cn/new/1.pdf", "aa");
  CHECK_FALSE(compare_versions(before, after).differs);
}

TEST_CASE("a link printed twice is one attachment") {
  Version before = version_of(notice);
  attach(before, "附件", "https://example.gov.cn/1.pdf", "aa");
  Version after = before;
  attach(after, "下载", "https://example.gov.cn/1.pdf", "aa");
  CHECK_FALSE(compare_versions(before, after).differs);
}

TEST_CASE("the first text that could be read completes, it amends nothing") {
  Version before = version_of({});
  Version after = version_of(notice);
  attach(after, "附件1.pdf", "https://example.gov.cn/1.pdf", "aa");
  after.article.facts.comment_deadline = CivilDate{2026y / 10 / 17};
  CHECK_FALSE(compare_versions(before, after).differs);
  CHECK(compare_versions(after, before).differs);
}

TEST_CASE("a document number is compared without its spaces") {
  Version before = version_of(notice);
  Version after = before;
  before.article.document_number = "工信部通〔2026〕6号";
  after.article.document_number = "工信部通[2026] 6号";
  CHECK_FALSE(compare_versions(before, after).differs);
  after.article.document_number = "工信部通〔2026〕7号";
  CHECK(compare_versions(before, after).differs);
  after.article.document_number.reset();
  CHECK_FALSE(compare_versions(before, after).differs);
}

TEST_CASE("hunks are at most forty, and the words say how many there are") {
  Texts before, after;
  for (int i = 0; i < 100; ++i) {
    before.push_back("第" + std::to_string(i) + "条 旧的规定写在这里，共有若干文字");
    after.push_back("第" + std::to_string(i) + "条 新的规定写在这里，共有若干文字");
  }
  const auto out = compare(before, after);
  CHECK(out.hunks.size() == 40);
  CHECK(out.hunks_total == 100);
  CHECK(out.summary == "100 paragraphs changed");
}

TEST_CASE("of random texts every hunk's sides are paragraphs of theirs") {
  std::mt19937 random(11);
  for (int round = 0; round < 1500; ++round) {
    Texts before(random() % 12), after;
    for (auto& text : before) text = random_text(random, 12);
    for (const auto& text : before) {
      if (random() % 4 != 0) after.push_back(random() % 4 == 0 ? random_text(random, 12) : text);
      if (random() % 6 == 0) after.push_back(random_text(random, 12));
    }
    const auto out = compare(before, after);
    REQUIRE_FALSE(compare(after, after).differs);
    REQUIRE(out.hunks_total >= static_cast<int>(out.hunks.size()));
    REQUIRE(out.differs == !out.summary.empty());
    for (const auto& hunk : out.hunks) {
      REQUIRE(hunk.before != hunk.after);
      REQUIRE((hunk.before.empty() ||
               std::find(before.begin(), before.end(), hunk.before) != before.end()));
      REQUIRE(
          (hunk.after.empty() || std::find(after.begin(), after.end(), hunk.after) != after.end()));
    }
  }
}

TEST_CASE("two texts of 100 KB take milliseconds whatever they are") {
  std::mt19937 random(5);
  const auto text_of = [&random](std::size_t paragraphs, std::size_t characters) {
    Texts out(paragraphs);
    for (auto& text : out) {
      for (std::size_t i = 0; i < characters; ++i) {
        const auto c = 0x4E00 + random() % 3000;
        text += static_cast<char>(0xE0 | (c >> 12));
        text += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
        text += static_cast<char>(0x80 | (c & 0x3F));
      }
    }
    return out;
  };
  const Texts base = text_of(330, 100);
  Texts edited = base;
  for (std::size_t i = 0; i < edited.size(); i += 10) edited[i] += "修改";
  const std::vector<std::tuple<std::string, Texts, Texts>> cases = {
      {"edited", base, edited},
      {"unrelated", base, text_of(330, 100)},
      {"one paragraph", text_of(1, 33'000), text_of(1, 33'000)},
      {"one character each", text_of(33'000, 1), text_of(33'000, 1)},
      {"fifty long ones", text_of(50, 660), text_of(50, 660)},
      {"one line repeated", Texts(3000, "同一行文字同一行文字"),
       Texts(2000, "同一行文字同一行文字")},
  };
  for (const auto& [name, before, after] : cases) {
    const auto start = std::chrono::steady_clock::now();
    const auto out = compare(before, after);
    const std::chrono::duration<double, std::milli> spent =
        std::chrono::steady_clock::now() - start;
    INFO(name << ": " << spent.count() << " ms");
    CHECK(out.differs);
    CHECK(spent.count() < 500);  // With sanitizers, on a busy machine.
    if (std::getenv("REGWATCH_PRINT_TIMES")) WARN(name << ": " << spent.count() << " ms");
  }
}
