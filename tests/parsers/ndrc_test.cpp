#include <catch2/catch.hpp>

#include "parsers/parser.h"

namespace regwatch {

TEST_CASE("NDRC's consultation is asked for where its text is") {
  const std::string host = "https://yyglxxbsgw.ndrc.gov.cn/";
  const std::string service = host + "public/submission-service/";
  const struct {
    std::string public_address;
    std::string asked;
  } cases[] = {
      {host + "sa.html#/dwtzglbf", service + "article/access-url?shortKey=dwtzglbf"},
      {host + "htmls/article/article.html?articleId=2c97d16c-9ff00a63-01a0-230bacc4-0001",
       service + "column/getArticleDetail?articleId=2c97d16c-9ff00a63-01a0-230bacc4-0001"},
      {host + "sa.html", host + "sa.html"},
      {"https://www.ndrc.gov.cn/xxgk/zcfb/tz/202608/t20260817_1407041.html",
       "https://www.ndrc.gov.cn/xxgk/zcfb/tz/202608/t20260817_1407041.html"},
  };
  for (const auto& each : cases) {
    INFO(each.public_address);
    CHECK(article_request(each.public_address).url == each.asked);
  }
}

}  // namespace regwatch
