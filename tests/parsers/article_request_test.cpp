#include <catch2/catch.hpp>

#include "parsers/parser.h"
#include "tests/parsers/golden.h"

namespace regwatch {

TEST_CASE("an article is asked for where its text is, saying where it comes from") {
  const std::string rule =
      "https://app.mps.gov.cn/gdnps/zc/searchIndex.jsp?callback=cb&goPage=1&pageSize=1&zhengce=1&"
      "ownSubjectDn=%2F1%2F2257048%2F7387898%2F8244390%2F8244395&id=10576548";
  const std::string answer =
      "https://api.cntv.cn/Article/getXinwenNextArticleInfo?serviceId=sjnews&id="
      "ARTIz8hX3Q2vT1mN5kLw7RbY220413&t=json";
  const struct {
    const char* address;
    std::string asked;
  } cases[] = {
      {"https://app.mps.gov.cn/gdnps/zc/content.jsp?id=10576548", rule},
      {"http://www.npc.gov.cn/flcaw/userIndex.html?lid=ff808181975e1d1b0197e2f1c0a31b2c",
       "http://www.npc.gov.cn/flcaw/flca/ff808181975e1d1b0197e2f1c0a31b2c/info/"},
      {"https://news.cctv.com/2022/04/13/ARTIz8hX3Q2vT1mN5kLw7RbY220413.shtml", answer},
      {"https://news.cctv.cn/2022/04/13/ARTIz8hX3Q2vT1mN5kLw7RbY220413.shtml?spm=C94212.P4",
       answer},
      {"https://photo.cctv.com/2026/09/14/PHOAk3ZyX9wV8uT7sR6qP5oN260914.shtml",
       "https://api.cntv.cn/Article/contentinfo?serviceId=sjnews&id=PHOAk3ZyX9wV8uT7sR6qP5oN260914&"
       "t=json"}};
  for (const auto& each : cases) {
    INFO(each.address);
    const Request request = article_request(each.address);
    CHECK(request.url == each.asked);
    CHECK(find_header(request.headers, "Referer").value_or("") == each.address);
  }
}

TEST_CASE("a page that is its own text is asked for as it stands") {
  for (const std::string address :
       {"https://tv.cctv.com/2022/04/14/VIDEp9oN8mL7kJ6iH5gF4eD3220414.shtml",
        "https://news.cctv.com/special/index.shtml", "https://app.mps.gov.cn/gdnps/zc/list.jsp",
        "https://www.court.gov.cn/fabu/xiangqing/512441.html"}) {
    CHECK(article_request(address).url == address);
  }
}

TEST_CASE("a page that its script has not filled says where the text is") {
  const struct {
    const char* parser;
    const char* text_at;
  } cases[] = {{"mps", "searchIndex.jsp?callback=cb&"},
               {"npc", "/flcaw/flca/ff808181975e1d1b0197e2f1c0a31b2c/info/"}};
  for (const auto& each : cases) {
    const auto article = article_of(each.parser, "page-says-where-its-text-is.html");
    REQUIRE(article.ok());
    REQUIRE(article->text_at);
    CHECK(article->text_at->url.find(each.text_at) != std::string::npos);
  }
}

TEST_CASE("shanghai: a department's list is recognised, another site's is not") {
  const Parser* parser = find_parser("shanghai");
  const Fixture list = fixture("shanghai", "department-dates-in-bare-text.html");
  Page page;
  page.url = "https://www.example.gov.cn/tzgg/index.html";
  page.body = list.bytes;
  CHECK_FALSE(parser->recognise(page));  // Two rows of that form prove nothing.
  std::string more = list.bytes;
  for (int day = 1; day <= 3; ++day) {
    more += "<li><a href=\"/tzgg/2026090" + std::to_string(day) +
            "/0a1b2c3d4e5f60718293a4b5c6d7e8f9.html\">关于数据安全的通知</a></li>";
  }
  page.body = more;
  const auto proposal = parser->recognise(page);
  REQUIRE(proposal);
  CHECK(proposal->parser == "shanghai");
  CHECK(proposal->options.empty());
}

}  // namespace regwatch
