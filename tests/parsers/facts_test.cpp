#include "parsers/facts.h"

#include <catch2/catch.hpp>
#include <optional>
#include <string>
#include <vector>

namespace regwatch {
namespace {

constexpr const char* none = "";

std::string shown(std::optional<CivilDate> date) { return date ? format_date(*date) : none; }

struct DateCase {
  const char* title;
  std::vector<std::string> paragraphs;
  const char* published;
  const char* expected;
};

constexpr const char* asking = "关于公开征求《某某管理办法（征求意见稿）》意见的通知";

TEST_CASE("the end of a consultation is read from its own words", "[facts]") {
  const DateCase cases[] = {
      {asking, {"意见反馈截止日期为2026年10月17日。"}, "2026-09-18", "2026-10-17"},
      {asking, {"意见反馈截止时间为2026年5月3日。"}, "2026-04-03", "2026-05-03"},
      {asking, {"请于2026年8月25日前将意见反馈给我局。"}, "2026-07-25", "2026-08-25"},
      {asking,
       {"有关单位和个人可于2026年8月25日之前，通过以下方式提出意见："},
       "2026-07-25",
       "2026-08-25"},
      {asking, {"请在2026年8月25日（含）以前以书面形式反馈。"}, "2026-07-25", "2026-08-25"},
      {asking, {"请于8月25日17:00前将意见发送至邮箱。"}, "2026-07-25", "2026-08-25"},
      {asking, {"请于1月5日前反馈意见。"}, "2026-12-20", "2027-01-05"},
      {"关于某某计划的公示", {"公示时间：2026年9月4日—2026年9月11日"}, "2026-09-04", "2026-09-11"},
      {"关于某某计划的公示", {"公示时间为2026年9月4日至9月11日。"}, "2026-09-04", "2026-09-11"},
      {"关于某某计划的公示", {"公示期：2026年12月28日-1月4日"}, "2026-12-28", "2027-01-04"},
      {asking, {"征求意见时间为2026-09-04至2026-10-04。"}, "2026-09-04", "2026-10-04"},
      {asking, {"征求意见时间自2026年9月4日起至2026年10月4日止。"}, "2026-09-04", "2026-10-04"},
      {asking, {"[截至日期:2025-10-26]"}, "2025-09-26", "2025-10-26"},
      {asking, {"请 于 ２０２６ 年 ８ 月 ２５ 日 前 反馈意见。"}, "2026-07-25", "2026-08-25"},
      {asking, {"请自本公告发布之日起30日内提出意见。"}, "2026-09-01", "2026-10-01"},
      {"关于某某的公示", {"公示期为7天，如有异议请反映。"}, "2026-09-01", "2026-09-08"},
      {asking, {"请自公布之日起三十日内反馈意见。"}, "2026-09-01", "2026-10-01"},
      {"国家标准《数据安全技术 要求》征求意见稿",
       {"请于2026年10月2日前将意见反馈至秘书处。"},
       "2026-09-18",
       "2026-10-02"},
  };
  for (const DateCase& c : cases) {
    INFO(c.paragraphs.front());
    const Facts facts = read_facts(c.paragraphs, parse_date(c.published), c.title);
    CHECK(shown(facts.comment_deadline) == c.expected);
    REQUIRE(facts.evidence.contains("comment_deadline"));
    CHECK(c.paragraphs.front().find(facts.evidence.at("comment_deadline").front()) !=
          std::string::npos);
  }
}

TEST_CASE("other days are not taken for the end of a consultation", "[facts]") {
  const DateCase cases[] = {
      {"关于开展试点申报的通知", {"请于2026年8月25日前将申报材料报送我局。"}, "2026-07-25", none},
      {"行政处罚决定书", {"应当于2026年8月25日前完成整改，并反馈整改情况。"}, "2026-07-25", none},
      {asking, {"报名截止日期为2026年10月17日。"}, "2026-09-18", none},
      {asking, {"许可证有效期至2027年10月17日。"}, "2026-09-18", none},
      {asking, {"截至2026年6月30日，我国网民达11亿，意见较多。"}, "2026-07-18", none},
      {asking, {"意见反馈截止日期为2025年10月17日。"}, "2026-09-18", none},
      {asking, {"请有关企业于2026年8月25日前完成整改。"}, "2026-07-25", none},
      {asking,
       {"现公开征求意见。", "第一条 为了规范活动，制定本办法。",
        "第九条 用户应当于2026年12月1日前将意见反馈平台。"},
       "2026-07-25",
       none},
      {asking, {"请自公告发布之日起30个工作日内反馈意见。"}, "2026-09-01", none},
      {"《某某管理办法》答记者问",
       {"2026年9月4日至2026年10月4日公开征求意见。"},
       "2026-09-04",
       none},
      {"某某管理办法", {"公民应当自公布之日起30日内提出意见。"}, none, none},
  };
  for (const DateCase& c : cases) {
    INFO(c.paragraphs.back());
    const Facts facts = read_facts(c.paragraphs, parse_date(c.published), c.title);
    CHECK(shown(facts.comment_deadline) == none);
  }
}

TEST_CASE("the day of entry into force is this document's own", "[facts]") {
  const DateCase cases[] = {
      {"某某管理办法", {"第九条 本办法自2025年3月1日起施行。"}, "2025-01-01", "2025-03-01"},
      {"网络数据安全管理条例",
       {"《网络数据安全管理条例》已经国务院常务会议通过，现予公布，自2025年1月1日起施行。"},
       "2024-09-30",
       "2025-01-01"},
      {"关于某某的公告", {"本公告自发布之日起施行。"}, "2026-09-01", "2026-09-01"},
      {"关于某某的公告", {"本公告自公布之日起30日后施行。"}, "2026-09-01", "2026-10-01"},
      {"某某规定",
       {"本规定自2025年3月1日起实施，有效期至2030年2月28日。"},
       "2025-01-01",
       "2025-03-01"},
      {"某某规定", {"本规定自2025年3月1日起执行。"}, "2025-01-01", "2025-03-01"},
      {asking, {"第九条 本办法自2027年1月1日起施行。"}, "2026-09-01", "2027-01-01"},
      {asking, {"第九条 本办法自  年  月  日起施行。"}, "2026-09-01", none},
      {asking, {"第九条 本办法自公布之日起施行。"}, "2026-09-01", none},
      {"某某通知", {"《网络安全法》自2017年6月1日起施行，各单位应当遵守。"}, "2026-09-01", none},
      {"某某通知", {"根据2026年1月1日起施行的《网络安全法》，现通知如下。"}, "2026-09-01", none},
      {"某某通知", {"依据《某某法》（自2026年1月1日起施行）的要求。"}, "2026-09-01", none},
      {"某某通知", {"自2026年1月1日起施行以来，成效明显。"}, "2026-09-01", none},
      {"某某办法", {"其中，本办法第三条自2027年1月1日起施行。"}, "2026-09-01", none},
      {"《某某办法》答记者问",
       {"《某某办法》将于2026年10月1日起施行。"},
       "2026-09-01",
       "2026-10-01"},
  };
  for (const DateCase& c : cases) {
    INFO(c.paragraphs.front());
    const Facts facts = read_facts(c.paragraphs, parse_date(c.published), c.title);
    CHECK(shown(facts.effective_date) == c.expected);
    CHECK(facts.evidence.contains("effective_date") == facts.effective_date.has_value());
  }
}

TEST_CASE("addresses for comments are read, those for reports are not", "[facts]") {
  const Facts facts = read_facts({"1.通过电子邮件将意见发送至：law@cac.gov.cn、b.c@miit.gov.cn。",
                                  "举报邮箱：jubao@12377.cn。", "邮箱：x(at)tc260.org.cn"},
                                 parse_date("2026-09-01"), asking);
  CHECK(facts.comment_to ==
        std::vector<std::string>{"law@cac.gov.cn", "b.c@miit.gov.cn", "x@tc260.org.cn"});
  const Facts other = read_facts({"联系邮箱：a@b.gov.cn"}, std::nullopt, "某某办法");
  CHECK(other.comment_to.empty());
}

TEST_CASE("batches are read from titles and headings", "[facts]") {
  const Facts facts =
      read_facts({}, std::nullopt, "关于侵害用户权益行为的APP通报（2022年第3批，总第23批）");
  CHECK(facts.batch == 3);
  CHECK(facts.total_batch == 23);
  const Facts spelt = read_facts({"（第十二批，总第四十五批）"}, std::nullopt, "通报");
  CHECK(spelt.batch == 12);
  CHECK(spelt.total_batch == 45);
  CHECK_FALSE(read_facts({"已公布第3批名单。"}, std::nullopt, "通报").batch);
}

TEST_CASE("a document number is the document's own", "[facts]") {
  struct Case {
    const char* title;
    std::vector<std::string> paragraphs;
    const char* expected;
  };
  const Case cases[] = {
      {"通知", {"国办发〔2026〕6号", "各省："}, "国办发〔2026〕6号"},
      {"通知", {"工信部网安〔2022〕166号"}, "工信部网安〔2022〕166号"},
      {"通知", {"〔 2026 〕 10 号"}, "〔2026〕10号"},
      {"通知", {"网安秘字〔2026〕119号 各有关单位："}, "网安秘字〔2026〕119号"},
      {"【第233号令】《私募投资基金信息披露监督管理办法》", {"第一条 略"}, "第233号令"},
      {"令", {"中华人民共和国国务院令", "第790号"}, "中华人民共和国国务院令第790号"},
      {"公告", {"公告2026年第8号"}, "公告2026年第8号"},
      {"表", {"发文字号：\t国令第790号\t发布日期："}, "国令第790号"},
      {"通知", {"根据《国务院办公厅通知》（国办发〔2024〕1号）要求，现通知如下。"}, none},
      {"通知", {"依照国办发〔2024〕1号文件。"}, none},
      {"银罚决字〔2026〕104-116号", {"序号\t名称"}, "银罚决字〔2026〕104-116号"},
  };
  for (const Case& c : cases) {
    INFO(c.paragraphs.front());
    CHECK(find_document_number(c.paragraphs, c.title).value_or(none) == c.expected);
  }
}

}  // namespace
}  // namespace regwatch
