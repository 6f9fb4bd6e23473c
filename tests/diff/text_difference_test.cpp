#include "diff/text_difference.h"

#include <catch2/catch.hpp>

#include <random>

#include "base/text.h"

using namespace regwatch;

namespace {

std::string marked(const std::vector<TextSpan>& spans) {
  std::string out;
  for (const TextSpan& span : spans) out += span.differs ? "[" + span.text + "]" : span.text;
  return out;
}

std::string whole(const std::vector<TextSpan>& spans) {
  std::string out;
  for (const TextSpan& span : spans) out += span.text;
  return out;
}

struct Case {
  const char* sentence;
  const char* before;
  const char* after;
  const char* marked_before;
  const char* marked_after;
};

const std::vector<Case>& cases() {
  static const std::vector<Case> table{
      {"a number is one with its unit", "应当在30日内备案", "应当在60日内备案",
       "应当在[30日]内备案", "应当在[60日]内备案"},
      {"digits in common do not split numbers", "处1000元罚款", "处10,000元罚款", "处[1000元]罚款",
       "处[10,000元]罚款"},
      {"amounts are replaced whole", "处10万元以上50万元以下罚款", "处100万元以上50万元以下罚款",
       "处[10万元]以上50万元以下罚款", "处[100万元]以上50万元以下罚款"},
      {"decimals are one", "比例为3.5%", "比例为3.25%", "比例为[3.5%]", "比例为[3.25%]"},
      {"shares in words are one", "三分之二以上成员", "四分之三以上成员", "[三分之二]以上成员",
       "[四分之三]以上成员"},
      {"Chinese numbers are one", "自受理之日起三十日内", "自受理之日起二十个工作日内",
       "自受理之日起[三十日]内", "自受理之日起[二十个工作日]内"},
      {"统一 counts nothing", "统一件数", "统一年度", "统一[件数]", "统一[年度]"},
      {"a date is replaced whole", "本办法自2026年10月1日起施行", "本办法自2027年1月1日起施行",
       "本办法自[2026年10月1日]起施行", "本办法自[2027年1月1日]起施行"},
      {"a date left blank is one", "自2026年 月  日起施行", "自2027年1月1日起施行",
       "自[2026年 月  日]起施行", "自[2027年1月1日]起施行"},
      {"spaces and lines in a date are no difference", "自2026年10\n月1日起",
       "自2026 年 10 月 1 日起", "自2026年10\n月1日起", "自2026 年 10 月 1 日起"},
      {"a place in a law is one", "违反本办法第十二条第二款规定", "违反本办法第十三条第一款规定",
       "违反本办法[第十二条第二款]规定", "违反本办法[第十三条第一款]规定"},
      {"a document's number is one", "（国办发〔2024〕12号）", "（国办发〔2025〕2号）",
       "（国办发[〔2024〕12号]）", "（国办发[〔2025〕2号]）"},
      {"a standard's number is not cut", "符合GB/T 22239-2019要求", "符合GB/T 22239-2025要求",
       "符合GB/T [22239-2019]要求", "符合GB/T [22239-2025]要求"},
      {"an address is one", "发送至wajscy@cac.gov.cn。", "发送至shujuju@cac.gov.cn。",
       "发送至[wajscy@cac.gov.cn]。", "发送至[shujuju@cac.gov.cn]。"},
      {"a date without numbers is one", "自 年 月 日起施行", "自2022年9月1日起施行",
       "自 [年 月 日]起施行", "自[2022年9月1日]起施行"},
      {"the number of an item is one mark", "（五）其他情形。", "（七）其他情形。",
       "[（五）]其他情形。", "[（七）]其他情形。"},
      {"a name that became another is replaced whole", "根据《网络安全法》，制定",
       "根据《数据安全法》，制定", "根据[《网络安全法》]，制定", "根据[《数据安全法》]，制定"},
      {"a name that grew is marked where it grew", "依照《电信管理办法（征求意见稿）》执行",
       "依照《电信管理办法》执行", "依照《电信管理办法[（征求意见稿）]》执行",
       "依照《电信管理办法》执行"},
      {"names are inserted with both their marks", "根据《网络安全法》，制定",
       "根据《网络安全法》、《数据安全法》，制定", "根据《网络安全法》，制定",
       "根据《网络安全法》[、《数据安全法》]，制定"},
      {"a bracket is inserted with its end", "（一）甲；（二）乙。",
       "（一）甲；（二）丙；（三）乙。", "（一）甲；（二）乙。",
       "（一）甲；（二）[丙；（三）]乙。"},
      {"an insertion cuts no word", "处3万元以下罚款", "处3万元以上10万元以下罚款",
       "处3万元以下罚款", "处3万元[以上10万元]以下罚款"},
      {"an inserted 不 is one character", "经营者可以拒绝提供服务的", "经营者不可以拒绝提供服务的",
       "经营者可以拒绝提供服务的", "经营者[不]可以拒绝提供服务的"},
      {"Latin words are one", "由App Store提供", "由App Stores提供", "由App [Store]提供",
       "由App [Stores]提供"},
      {"a small insertion takes no word beside it along", "干扰或破坏，以及数据泄露的风险",
       "干扰或者破坏的风险", "干扰或破坏[，以及数据泄露]的风险", "干扰或[者]破坏的风险"},
      {"full-width forms are no difference", "（一）App：3日；", "(一)Ａｐｐ:３日;",
       "（一）App：3日；", "(一)Ａｐｐ:３日;"},
      {"quotation marks of another kind are no difference", "称为“数据”", "称为\"数据\"",
       "称为“数据”", "称为\"数据\""},
      {"零 and 〇 are one", "二零二四年一百零五条，二○二五年", "二〇二四年一百〇五条，二零二五年",
       "二零二四年一百零五条，二○二五年", "二〇二四年一百〇五条，二零二五年"},
      {"dashes are one mark, however long", "一——二", "一—二", "一——二", "一—二"},
      {"white space is no difference", "总　则 条\n件", "总则条件", "总　则 条\n件", "总则条件"},
      {"、 that became ， is a small difference", "收集、使用", "收集，使用", "收集[、]使用",
       "收集[，]使用"},
      {"one common character does not part a phrase", "数据主管部门", "数据管理部门",
       "数据[主管]部门", "数据[管理]部门"},
      {"common characters as many as differ do part it", "本机关负责人批准", "该机关负责人同意",
       "[本]机关负责人[批准]", "[该]机关负责人[同意]"},
      {"a phrase is replaced with whole words", "在审查未通过时，对异议进行调查审核，异议成立的",
       "在审核未完成时，对异议进行复核，异议成立的",
       "在[审查未通过]时，对异议进行[调查审核]，异议成立的",
       "在[审核未完成]时，对异议进行[复核]，异议成立的"},
      {"one character that was replaced stays alone", "对工作中获悉的信息保密",
       "对工作中知悉的信息保密", "对工作中[获]悉的信息保密", "对工作中[知]悉的信息保密"},
      {"an insertion begins behind punctuation", "由发展改革部门、数据部门负责",
       "由发展改革部门、商务部门、数据部门负责", "由发展改革部门、数据部门负责",
       "由发展改革部门、[商务部门、]数据部门负责"},
      {"a deletion ends with punctuation", "由国家发展改革委、国家数据局负责", "由国家数据局负责",
       "由[国家发展改革委、]国家数据局负责", "由国家数据局负责"},
      {"differences do not run over paragraphs", "甲乙丙\n丁", "甲乙午\n未", "甲乙[丙]\n[丁]",
       "甲乙[午]\n[未]"},
      {"nothing in common", "甲乙", "丙丁", "[甲乙]", "[丙丁]"},
      {"nothing on one side", "", "甲。", "", "[甲。]"},
  };
  return table;
}

}  // namespace

TEST_CASE("differences are shown as a reader would mark them") {
  for (const Case& c : cases()) {
    INFO(c.sentence);
    const auto spans = differing_spans({c.before, {}}, {c.after, {}}, 500);
    CHECK(marked(spans.before) == c.marked_before);
    CHECK(marked(spans.after) == c.marked_after);
  }
}

TEST_CASE("what is left out never differs and parts no words") {
  const auto spans = differing_spans({"第一条　甲乙\n第二条　丙", {{0, 12}, {19, 31}}},
                                     {"第九条　甲乙丙", {{0, 12}}}, 500);
  CHECK(marked(spans.before) == "第一条　甲乙\n第二条　丙");
  CHECK(marked(spans.after) == "第九条　甲乙丙");
}

TEST_CASE("spans are the texts, whole, whatever their bytes and however few edits are allowed") {
  std::mt19937 random(4);
  const std::vector<std::string> pieces{"甲", "乙", "丙",   "12", "a", "，",
                                        "\n", " ",  "\xFF", "—",  "“"};
  for (int round = 0; round < 2000; ++round) {
    std::string before, after;
    for (auto* text : {&before, &after}) {
      for (std::size_t i = random() % 30; i > 0; --i) *text += pieces[random() % pieces.size()];
    }
    const auto spans = differing_spans({before, {}}, {after, {}}, round % 5);
    REQUIRE(whole(spans.before) == before);
    REQUIRE(whole(spans.after) == after);
    REQUIRE(marked(differing_spans({before, {}}, {before, {}}, 10).before) == before);
  }
}
