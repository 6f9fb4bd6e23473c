#include "diff/numbering.h"

#include <catch2/catch.hpp>

using namespace regwatch;

TEST_CASE("labels are read with their number") {
  struct Label {
    const char* paragraph;
    const char* text;
    int number;
    int inserted = 0;
  };
  for (const Label& expected : std::vector<Label>{{"第十二条之一 甲", "第十二条之一", 12, 1},
                                                  {"第１２条　甲", "第１２条", 12},
                                                  {"第 十 条 甲", "第十条", 10},
                                                  {"第一百零五条 甲", "第一百零五条", 105},
                                                  {"第二〇条 甲", "第二〇条", 20},
                                                  {"第三条之规定", "第三条", 3},
                                                  {"第一部分 甲", "第一部分", 1},
                                                  {"(十一)甲", "(十一)", 11},
                                                  {"二十一、甲", "二十一、", 21},
                                                  {"4.1.2 甲", "4.1.2", 2},
                                                  {"3、甲", "3、", 3},
                                                  {"附件 3：甲", "附件3", 3}}) {
    const auto label = number_label(expected.paragraph);
    INFO(expected.paragraph);
    REQUIRE(label);
    CHECK(label->text == expected.text);
    CHECK(label->number == expected.number);
    CHECK(label->inserted == expected.inserted);
  }
}

TEST_CASE("words, years and amounts are no labels") {
  for (const char* paragraph :
       {"第三方机构应当独立。", "第一，加强领导。", "一是加强领导。", "一些企业", "2024年以来",
        "3.5%以下", "10个工作日", "100万元以上", "附加条件", "（略）", "(2024年)", "A股上市公司",
        "APP运营者", "", "　", "第", "（", "9999999999999999999条", "第9999999999999999999条"}) {
    INFO(paragraph);
    CHECK_FALSE(number_label(paragraph));
  }
}
