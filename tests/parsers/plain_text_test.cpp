#include "parsers/plain_text.h"

#include <catch2/catch.hpp>

namespace regwatch {
namespace {

using Paragraphs = std::vector<std::string>;

TEST_CASE("a line is a paragraph where lines were not broken at a width") {
  CHECK(paragraphs_of_plain_text("\n第一条  为了规范登记，制定本办法。\r\n\r\n  第二条 甲\f乙\n") ==
        Paragraphs{"第一条 为了规范登记，制定本办法。", "第二条 甲", "乙"});
  CHECK(paragraphs_of_plain_text("关于公开征求意见的通知\n现公开征求意见，请于三十日内反馈。\n"
                                 "某某办公室\n2026年9月18日") ==
        Paragraphs{"关于公开征求意见的通知", "现公开征求意见，请于三十日内反馈。", "某某办公室",
                   "2026年9月18日"});
}

TEST_CASE("lines broken at a width are joined, and numbered ones begin a paragraph") {
  const char* text =
      "网络数据登记管理办法\n"
      "第一条 为了规范网络数据登记活动，\n"
      "促进网络数据依法合理有效利用，根据\n"
      "有关法律、行政法规，制定本办法。违\n"
      "反第九条规定的，依照本办法第二十\n"
      "二条规定处罚。\n"
      "第二条 登记主体应当提交下列材料：\n"
      "（一）申请表；\n"
      "（二）目录。";
  CHECK(paragraphs_of_plain_text(text) ==
        Paragraphs{"网络数据登记管理办法",
                   "第一条 为了规范网络数据登记活动，促进网络数据依法合理有效利用，根据有关法律、行"
                   "政法规，制定本办法。违反第九条规定的，依照本办法第二十二条规定处罚。",
                   "第二条 登记主体应当提交下列材料：", "（一）申请表；", "（二）目录。"});
}

TEST_CASE("a broken line that begins with an article's number goes on with the sentence") {
  const char* text =
      "网络数据处理者违反本办法第二十条、\n"
      "第二十一条规定的，由有关主管部门责\n"
      "令改正，给予警告，可以并处十万元以\n"
      "下罚款。";
  CHECK(paragraphs_of_plain_text(text).size() == 1);
}

TEST_CASE("where paragraphs are indented, the indentation decides") {
  const char* text =
      "　　登记机构应当自收到申请之日起\n"
      "五个工作日内完成审核。审核通过的，\n"
      "发给登记证。\n"
      "　　登记证有效期为三年。期满之前，\n"
      "登记主体可以申请续期，登记机构应当\n"
      "在期满前作出决定。";
  const auto read = paragraphs_of_plain_text(text);
  REQUIRE(read.size() == 2);
  CHECK(read[1].starts_with("登记证有效期"));
}

TEST_CASE("a list of names of one length is not one paragraph") {
  CHECK(paragraphs_of_plain_text("北京甲公司\n上海乙公司\n广州丙公司\n深圳丁公司\n天津戊公司")
            .size() == 5);
}

TEST_CASE("words that a line's end parted keep their space") {
  const char* text =
      "The operator of a critical\n"
      "infrastructure shall report\n"
      "the incident within one day\n"
      "to the competent authority.\n";
  CHECK(paragraphs_of_plain_text(text) ==
        Paragraphs{"The operator of a critical infrastructure shall report the incident within one "
                   "day to the competent authority."});
}

TEST_CASE("what Markdown adds is no text") {
  const char* text =
      "# 网络数据登记管理办法\n---\n## 第一章 总则\n**第一条** 为了规范登记。\n- （一）申请表\n"
      "> 引文\n\n| 名称 | 数量 |\n|---|:---:|\n| 甲 | 3 |\n- 12 -\n";
  CHECK(paragraphs_of_plain_text(text) == Paragraphs{"网络数据登记管理办法", "第一章 总则",
                                                     "第一条 为了规范登记。", "（一）申请表",
                                                     "引文", "名称\t数量", "甲\t3"});
}

TEST_CASE("a text of nothing has no paragraph") {
  for (const char* text : {"", "\n\n", " \t　\r\n", "---"}) {
    CHECK(paragraphs_of_plain_text(text).empty());
  }
}

TEST_CASE("a hostile text costs time in proportion to its length") {
  std::string text;
  for (int i = 0; i < 200'000; ++i) text += "第\n|\n**\n";
  CHECK(paragraphs_of_plain_text(text).size() > 1);
}

}  // namespace
}  // namespace regwatch
