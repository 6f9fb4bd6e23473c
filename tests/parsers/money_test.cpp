#include "parsers/money.h"

#include <catch2/catch.hpp>

#include "parsers/fact.h"

namespace regwatch {
namespace {

std::string shown(const std::vector<PrintedMoney>& amounts) {
  std::string out;
  for (const PrintedMoney& money : amounts) {
    out += (out.empty() ? "" : " ") + std::to_string(money.cents) + money.currency +
           (money.is_exact ? "" : "?");
  }
  return out;
}

TEST_CASE("amounts are read in digits and in numerals") {
  struct Case {
    const char* printed;
    const char* expected;
  };
  const Case cases[] = {
      {"罚款20万元", "20000000CNY"},
      {"罚款 １，２３４．５６ 万元", "1234560000CNY"},
      {"没收违法所得1.621747万元", "1621747CNY"},
      {"罚款1712.4万元", "1712400000CNY"},
      {"罚款人民币贰拾万元整", "20000000CNY"},
      {"二十万元", "20000000CNY"},
      {"十五万元", "15000000CNY"},
      {"拾万元整", "10000000CNY"},
      {"一百二十三万四千五百六十七元八角九分", "123456789CNY"},
      {"壹佰贰拾叁万肆仟伍佰陆拾柒元捌角玖分", "123456789CNY"},
      {"一亿零五百万元", "10500000000CNY"},
      {"1亿2000万元", "12000000000CNY"},
      {"80.26亿元", "802600000000CNY"},
      {"3万5千元", "3500000CNY"},
      {"5千万元", "5000000000CNY"},
      {"一点五万元", "1500000CNY"},
      {"两万元", "2000000CNY"},
      {"一千零五十元", "105000CNY"},
      {"1,234,567.89元", "123456789CNY"},
      {"￥50,000.00元", "5000000CNY"},
      {"300万美元", "300000000USD"},
      {"20万港元", "20000000HKD"},
      {"港币20万元", "20000000HKD"},
      {"罚款20万元（大写：贰拾万元整）", "20000000CNY"},
      {"人民币贰拾万元整（¥200,000.00元）", "20000000CNY"},
      {"20万元、10万元和5000元", "20000000CNY 10000000CNY 500000CNY"},
      {"20余万元", "20000000CNY?"},
      {"20万余元", "20000000CNY?"},
      {"约20万元", "20000000CNY?"},
      {"一万元以上十万元以下", "1000000CNY? 10000000CNY?"},
      {"张三五万元", "5000000CNY"},
      {"元旦、多元、第三十条", ""},
      {"1,23万元", ""},
  };
  for (const Case& c : cases) {
    INFO(c.printed);
    CHECK(shown(printed_money(plain_form(c.printed))) == c.expected);
  }
}

TEST_CASE("a cell takes its unit from the header") {
  struct Case {
    const char* cell;
    const char* header;
    std::int64_t cents;  ///< 0 where nothing is read.
  };
  const Case cases[] = {
      {"20", "罚款金额（万元）", 20'000'000},
      {"1,234.5", "罚款金额（单位：元）", 123'450},
      {"20万元", "罚款金额（元）", 20'000'000},
      {"20", "罚款金额", 0},
      {"—", "罚款金额（万元）", 0},
      {"0", "罚款金额（万元）", 0},
      {"5万元、3万元", "罚款", 0},
      {"二十", "罚款（万元）", 20'000'000},
  };
  for (const Case& c : cases) {
    INFO(c.cell << " under " << c.header);
    const auto money = money_of_cell(c.cell, c.header);
    CHECK((money ? money->cents : 0) == c.cents);
  }
}

}  // namespace
}  // namespace regwatch
