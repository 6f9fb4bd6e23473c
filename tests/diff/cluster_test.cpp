#include "diff/cluster.h"

#include <catch2/catch.hpp>

#include "tests/diff/made_texts.h"

using namespace regwatch;

namespace {

struct Site {
  std::string authority, date, title;
  std::string number = "";
};

Publication publication(std::string_view id, const Site& site,
                        const std::vector<std::string>& text) {
  Notice notice;
  notice.id = id;
  notice.authority = site.authority;
  notice.published = parse_date(site.date);
  notice.title = site.title;
  if (!site.number.empty()) notice.document_number = site.number;
  return publication_of(notice, text);
}

struct Case {
  bool same;
  Site one, other;
  int percent;  ///< Of the text that both share; -1: neither was read.
};

bool are_same(const Case& one) {
  std::vector<std::string> a;
  std::vector<std::string> b;
  if (one.percent >= 0) {
    a = made_text(1, one.percent, 1);
    b = made_text(1, one.percent, 2);
  }
  const auto other = publication("b", one.other, b);
  return !same_publications(publication("a", one.one, a), std::vector{other}).empty();
}

const std::string consultation =
    "国家互联网信息办公室关于《数据出境安全评估办法（征求意见稿）》公开征求意见的通知";
const std::string order =
    "国家市场监督管理总局 国家互联网信息办公室令 第117号 "
    "网络交易平台规则监督管理办法";

const std::vector<Case> cases = {
    {true,
     {"SAMR", "2026-01-07", order},
     {"CAC", "2026-01-09", "网络交易平台规则监督管理办法"},
     97},
    {true,
     {"SAMR", "2026-01-07", "网络交易平台规则监督管理办法"},
     {"CAC", "2026-01-07", "网络交易平台规则监督管理办法"},
     -1},
    {true,
     {"CAC", "2021-10-29", consultation},
     {"FJ-DIIT", "2021-11-02", "转载：" + consultation},
     96},
    {true, {"CAC", "2021-10-29", consultation}, {"FJ-DIIT", "2021-11-02", consultation}, -1},
    {true,
     {"MIIT", "2022-12-13",
      "工业和信息化部关于印发《工业和信息化领域数据安全管理办法（试行）》的通知",
      "工信部网安〔2022〕166号"},
     {"FJ-DIIT", "2022-12-20", "工业和信息化领域数据安全管理办法（试行）",
      "工信部网安〔2022〕166号"},
     -1},
    {true,
     {"STATE-COUNCIL", "2026-09-22", "三部门关于印发《轻工纺织产业发展“十五五”规划》的通知"},
     {"MIIT", "2026-09-22", "工业和信息化部等三部门关于印发《轻工纺织产业发展“十五五”规划》的通知"},
     92},
    {true,
     {"CAC", "2021-06-11", "关于Keep等129款App违法违规收集使用个人信息情况的通报"},
     {"MIIT", "2021-06-12", "关于Keep等129款App违法违规收集使用个人信息情况的通报"},
     95},
    {true,
     {"MIIT", "2022-07-07", "《数据出境安全评估办法》答记者问"},
     {"CAC", "2022-07-07", "国家网信办负责人就《数据出境安全评估办法》答记者问"},
     95},
    {true,
     {"MOST", "2026-01-21", "科技部关于开展科技保险试点的通知"},
     {"FJ-DST", "2026-01-25", "科技部关于开展科技保险试点的通知"},
     98},
    // A document and words about it.
    {false,
     {"CAC", "2022-07-07", "数据出境安全评估办法"},
     {"MIIT", "2022-07-07", "国家网信办公布《数据出境安全评估办法》"},
     -1},
    {false,
     {"CAC", "2022-07-07", "数据出境安全评估办法"},
     {"MIIT", "2022-07-07", "《数据出境安全评估办法》答记者问"},
     95},
    {false,
     {"CAC", "2022-07-07", "数据出境安全评估办法"},
     {"MIIT", "2022-07-07", "一图读懂《数据出境安全评估办法》"},
     -1},
    {false,
     {"CAC", "2022-07-07", consultation},
     {"MIIT", "2022-07-08", "数据出境安全评估办法"},
     95},
    // Two commentaries on one document.
    {false,
     {"MIIT", "2022-07-07", "专家解读|《数据出境安全评估办法》的意义"},
     {"CAC", "2022-07-07", "专家解读|《数据出境安全评估办法》的意义"},
     20},
    // A local body passes a notice on, or makes its own.
    {false,
     {"MIIT", "2022-12-13", "工业和信息化部关于印发《工业和信息化领域数据安全管理办法》的通知"},
     {"FJ-DIIT", "2022-12-20",
      "福建省工业和信息化厅转发工业和信息化部关于印发《工业和信息化领域数据安全管理办法》的通知"},
     95},
    {false,
     {"ZJ-CA", "2022-12-13", "浙江省通信管理局关于印发《电信行业行政处罚裁量基准》的通知"},
     {"AH-CA", "2022-12-13", "安徽省通信管理局关于印发《电信行业行政处罚裁量基准》的通知"},
     95},
    {false,
     {"MIIT", "2022-12-13", "工业和信息化部关于印发《电信行业行政处罚裁量基准》的通知"},
     {"AH-CA", "2022-12-13", "安徽省通信管理局关于印发《电信行业行政处罚裁量基准》的通知"},
     95},
    // Too far apart, of another year or batch, of one institution.
    {false, {"CAC", "2021-10-29", consultation}, {"MIIT", "2021-12-02", consultation}, 99},
    {false, {"CAC", "2021-10-29", consultation}, {"CAC", "2021-10-29", consultation}, 99},
    {false,
     {"MIIT", "2025-12-09", "关于侵害用户权益行为的APP通报（2025年第8批，总第53批）"},
     {"CAC", "2025-12-15", "关于侵害用户权益行为的APP通报（2025年第9批，总第54批）"},
     95},
    {false,
     {"NDRC", "2025-04-24", "关于印发《市场准入负面清单(2025年版)》的通知"},
     {"MOFCOM", "2025-04-26", "关于印发《市场准入负面清单(2026年版)》的通知"},
     95},
    // Titles that many share.
    {false, {"CSRC", "2026-03-17", "行政处罚决定书"}, {"NFRA", "2026-03-17", "行政处罚决定书"}, -1},
    {false, {"CSRC", "2026-03-17", "行政处罚决定书"}, {"NFRA", "2026-03-17", "行政处罚决定书"}, 92},
    {false,
     {"MIIT", "2026-03-17", "2026年第8号公告"},
     {"SAMR", "2026-03-18", "2026年第8号公告"},
     10},
    {false,
     {"MIIT", "2026-03-17", "关于发布《A类产品目录》的公告", "2026年第8号公告"},
     {"SAMR", "2026-03-18", "关于发布《B类产品目录》的公告", "2026年第8号公告"},
     -1},
    // The same name, other texts, or other numbers of their own.
    {false,
     {"MOF", "2026-03-17", "专项资金管理办法实施规程"},
     {"MOST", "2026-03-18", "专项资金管理办法实施规程"},
     20},
    {false,
     {"MOF", "2026-03-17", "关于做好年报工作的通知", "财会〔2026〕3号"},
     {"MOST", "2026-03-18", "关于做好年报工作的通知", "国科发〔2026〕8号"},
     95},
    {false,
     {"FJ-DST", "2026-03-17", "省科技厅与浦发银行福州分行签署战略合作协议"},
     {"FJ-DRC", "2026-03-17", "省政府与中国铁建签署战略合作框架协议"},
     50},
};

}  // namespace

TEST_CASE("one publication on several sites is told from others that look like it") {
  for (const Case& one : cases) {
    INFO(one.one.authority << ": " << one.one.title << "\n"
                           << one.other.authority << ": " << one.other.title);
    CHECK(are_same(one) == one.same);
    CHECK(are_same({one.same, one.other, one.one, one.percent}) == one.same);
  }
}

TEST_CASE("a text within another site's frame is the same, a sentence in an article is not") {
  const auto text = made_text(1, 100, 1);
  auto framed = text;
  framed.insert(framed.begin(), "发布时间：2026-01-07 来源：市场监管总局");
  framed.push_back("扫一扫在手机打开当前页");
  framed.push_back("各有关单位请认真学习。");
  auto article = made_text(2, 100, 1);
  for (unsigned i = 3; i < 6; ++i) {
    for (const auto& more : made_text(i, 100, 1)) article.push_back(more);
  }
  article.insert(article.end(), text.begin(), text.end());
  const auto a = publication("a", {"CAC", "2026-01-07", "加强数据安全工作提示"}, text);
  const auto b = publication("b", {"MIIT", "2026-01-07", "关于加强数据安全工作的提示"}, framed);
  const auto c = publication("c", {"MIIT", "2026-01-07", "关于加强数据安全工作的提示"}, article);
  const auto found = same_publications(a, std::vector{b, c});
  REQUIRE(found.size() == 1);
  CHECK(found[0].other_id == "b");
  CHECK(found[0].confidence >= 0.9);
}

TEST_CASE("marks of texts that are nearly the same meet, those of others do not") {
  const auto meet = [](int percent) {
    const auto a = marks_of(shingles_of(made_text(7, percent, 1)));
    const auto b = marks_of(shingles_of(made_text(7, percent, 2)));
    REQUIRE(a.size() == 4);
    int equal = 0;
    for (std::size_t i = 0; i < a.size(); ++i) equal += a[i] == b[i];
    return equal;
  };
  CHECK(meet(100) == 4);
  CHECK(meet(95) > 0);
  CHECK(meet(0) == 0);
  CHECK(marks_of(shingles_of(std::vector<std::string>{"详见附件。"})).empty());
}
