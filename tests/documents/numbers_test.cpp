// Numbers as word processors and spreadsheets show them.

#include <catch2/catch.hpp>

#include "documents/sheet_format.h"
#include "documents/word_numbers.h"

namespace regwatch {

TEST_CASE("a list number is written in its format") {
  const struct {
    int number;
    const char* format;
    const char* text;
  } cases[] = {
      {1, "chineseCountingThousand", "一"},
      {10, "chineseCountingThousand", "十"},
      {12, "chineseCountingThousand", "十二"},
      {20, "chineseCountingThousand", "二十"},
      {21, "chineseCountingThousand", "二十一"},
      {100, "chineseCountingThousand", "一百"},
      {105, "chineseCountingThousand", "一百零五"},
      {110, "chineseCountingThousand", "一百一十"},
      {1001, "chineseCountingThousand", "一千零一"},
      {11, "chineseCounting", "十一"},
      {30, "chineseCounting", "三十"},
      {101, "chineseCounting", "一〇一"},
      {10, "ideographDigital", "一〇"},
      {3, "ideographTraditional", "丙"},
      {2, "ideographZodiac", "丑"},
      {12, "chineseLegalSimplified", "壹拾贰"},
      {3, "decimal", "3"},
      {3, "decimalZero", "03"},
      {12, "decimalFullWidth", "１２"},
      {3, "decimalEnclosedCircle", "③"},
      {2, "decimalEnclosedParen", "⑵"},
      {28, "lowerLetter", "bb"},
      {4, "upperRoman", "IV"},
      {5, "bullet", ""},
      {7, "someFutureFormat", "7"},
      {-1, "chineseCountingThousand", "零"},
      {2000000000, "lowerLetter", "2000000000"},
  };
  for (const auto& each : cases) {
    INFO(each.number << " as " << each.format);
    CHECK(format_list_number(each.number, each.format) == each.text);
  }
}

TEST_CASE("a cell's number shows what a person sees") {
  const struct {
    double number;
    const char* format;
    const char* text;
  } cases[] = {
      {46283, "yyyy-mm-dd", "2026-09-18"},
      {46283, "yyyy\"年\"m\"月\"d\"日\";@", "2026-09-18"},
      {46283, "[$-804]yyyy\"年\"m\"月\"", "2026-09"},
      {46283.3541666667, "yyyy/m/d h:mm", "2026-09-18 08:30"},
      {0.3541666667, "h:mm", "08:30"},
      {1234567.5, "#,##0.00", "1234567.50"},
      {1234567.5, "General", "1234567.5"},
      {0.1 + 0.2, "General", "0.3"},
      {123456789012345, "General", "123456789012345"},
      {0.125, "0.0%", "12.5%"},
      {3, "0", "3"},
      {2, "\"第\"0\"批\"", "2"},
      {1.5, "General\"元\"", "1.5"},
      {60, "yyyy-mm-dd", "1900-02-28"},
      {1, "yyyy-mm-dd", "1900-01-01"},
      {-5, "yyyy-mm-dd", "-5"},
      {1e300, "yyyy-mm-dd", "1e+300"},
  };
  for (const auto& each : cases) {
    INFO(each.number << " as " << each.format);
    CHECK(format_sheet_number(each.number, each.format) == each.text);
  }
  CHECK(format_sheet_number(0, "yyyy-mm-dd", true) == "1904-01-01");
}

}  // namespace regwatch
