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
      {"a number is one", "应当在30日内备案", "应当在60日内备案", "应当在[30]日内备案",
       "应当在[60]日内备案"},
      {"digits in common do not split numbers", "处1000元罚款", "处10,000元罚款", "处[1000]元罚款",
       "处[10,000]元罚款"},
      {"decimals are one", "比例为3.5%", "比例为3.25%", "比例为[3.5]%", "比例为[3.25]%"},
      {"Chinese numbers are one", "自受理之日起三十日内", "自受理之日起二十日内",
       "自受理之日起[三十]日内", "自受理之日起[二十]日内"},
      {"Latin words are one", "由App Store提供", "由App Stores提供", "由App [Store]提供",
       "由App [Stores]提供"},
      {"full-width forms are no difference", "（一）App：3日；", "(一)Ａｐｐ:３日;",
       "（一）App：3日；", "(一)Ａｐｐ:３日;"},
      {"quotation marks of another kind are no difference", "称为“数据”", "称为\"数据\"",
       "称为“数据”", "称为\"数据\""},
      {"dashes are one mark, however long", "一——二", "一—二", "一——二", "一—二"},
      {"white space is no difference", "总　则 条\n件", "总则条件", "总　则 条\n件", "总则条件"},
      {"、 that became ， is a small difference", "收集、使用", "收集，使用", "收集[、]使用",
       "收集[，]使用"},
      {"one common character does not part a phrase", "数据主管部门", "数据管理部门",
       "数据[主管]部门", "数据[管理]部门"},
      {"common characters as many as differ do part it", "本机关负责人批准", "该机关负责人同意",
       "[本]机关负责人[批准]", "[该]机关负责人[同意]"},
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
