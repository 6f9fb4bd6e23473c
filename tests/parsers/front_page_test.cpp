#include "parsers/front_page.h"

#include <catch2/catch.hpp>

#include "parsers/parser.h"

namespace regwatch {
namespace {

std::string section(const std::string& column, const std::string& month = "202604") {
  std::string html = "<div class=\"" + column + "\"><h3>" + column + "</h3><ul>";
  for (const char* day : {"17", "16"}) {
    html += "<li><a href=\"/" + column + "/" + month + "/t" + month + day +
            "_1.html\">关于加强数据安全管理的通知</a></li>";
  }
  return html + "</ul></div>";
}

Result<Listing> read(const std::string& title, const std::string& body, const std::string& path) {
  Source source;
  source.id = "x-notices";
  source.parser = "trs";
  source.url = "https://www.example.gov.cn" + path;
  const std::string html =
      "<html><head><title>" + title + "</title></head><body>" + body + "</body></html>";
  Page page;
  page.url = source.url;
  page.body = html;
  return read_list(page, source);
}

}  // namespace

TEST_CASE("a front page in place of a static list is broken, and says so") {
  const std::string body = section("yw") + section("tzgg") + section("zcwj");
  const auto listing = read("某某省数据局", body, "/zwgk/tzgg/");
  REQUIRE_FALSE(listing.ok());
  CHECK(listing.error().fault == Fault::broken);
  CHECK(listing.error().message.find("home page served") != std::string::npos);
}

TEST_CASE("several sections are a list where they are the column's own, or it has a name") {
  const std::string body = section("yw") + section("tzgg") + section("zcwj");
  CHECK(read("政策文件_某某省数据局", body, "/zwgk/").ok());
  const std::string own = section("zwgk/yw") + section("zwgk/tzgg") + section("zwgk/zcwj");
  CHECK(read("某某省数据局", own, "/zwgk/").ok());
}

TEST_CASE("rows of columns that come back are one list") {
  const std::string body =
      section("yw") + section("tzgg") + section("yw", "202603") + section("zcwj");
  CHECK(read("某某省数据局", body, "/zwgk/tzgg/").ok());
}

TEST_CASE("a front page's address is a site's root") {
  const struct {
    const char* url;
    bool is_front;
  } cases[] = {{"https://www.ndrc.gov.cn/", true},
               {"https://www.ndrc.gov.cn/index.html", true},
               {"https://www.ndrc.gov.cn/index.shtml", true},
               {"https://www.example.gov.cn/Default.aspx", true},
               {"https://www.ndrc.gov.cn/xxgk/zcfb/tz/", false},
               {"https://www.ndrc.gov.cn/xxgk/index.html", false},
               {"https://www.example.gov.cn/?id=3", false},
               {"https://www.example.gov.cn/index_1.html", false}};
  for (const auto& each : cases) {
    INFO(each.url);
    CHECK(is_front_address(each.url) == each.is_front);
  }
}

TEST_CASE("a list that is answered with the site's front page is broken, whatever its rows") {
  const std::string rows =
      "<html><head><title>某市人民政府</title></head><body><ul class=\"list\">"
      "<li><a href=\"/xw/202609/t20260918_1.html\">关于开展个人信息保护合规审计工作的通知</a>"
      "<span>2026-09-18</span></li><li><a href=\"/xw/202609/t20260917_2.html\">"
      "关于公布数据安全典型案例的公告</a><span>2026-09-17</span></li></ul></body></html>";
  Source source;
  source.id = "example-notices";
  source.parser = "trs";
  source.url = "https://www.example.gov.cn/zwgk/tzgg/";
  Page page;
  page.url = source.url;
  page.body = rows;
  CHECK(read_list(page, source).ok());

  page.url = "https://www.example.gov.cn/";
  const auto sent_away = read_list(page, source);
  REQUIRE_FALSE(sent_away.ok());
  CHECK(sent_away.error().fault == Fault::broken);
  CHECK(sent_away.error().message.find("front page") != std::string::npos);

  source.url = "https://www.example.gov.cn/index.html";
  CHECK(read_list(page, source).ok());
}

}  // namespace regwatch
