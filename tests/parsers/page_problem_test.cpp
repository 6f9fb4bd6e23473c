#include "parsers/page_problem.h"

#include <catch2/catch.hpp>
#include <optional>
#include <string>

namespace regwatch {
namespace {

std::optional<Error> problem_of(int status, const std::string& body, Headers headers = {},
                                bool truncated = false) {
  Page page;
  page.url = "https://www.example.gov.cn/a.html";
  page.status = status;
  page.headers = std::move(headers);
  page.body = body;
  page.truncated = truncated;
  return page_problem(page);
}

std::string titled(const std::string& title, const std::string& body) {
  return "<html><head><title>" + title + "</title></head><body>" + body + "</body></html>";
}

struct Case {
  const char* what;
  int status;
  std::string body;
  Fault fault;
  const char* says;
};

TEST_CASE("answers that are no page of ours are recognised and named", "[page_problem]") {
  const Case cases[] = {
      {"Ruishu", 412, "<html><script>$_ts=window['$_ts'];if(!$_ts)$_ts={};</script></html>",
       Fault::blocked, "Ruishu"},
      {"Ruishu with 202", 202, "<html><script>$_ts=window['$_ts'];</script></html>", Fault::blocked,
       "Ruishu"},
      {"加速乐", 521, "<script>document.cookie='__jsl_clearance_s=1'</script>", Fault::blocked,
       "加速乐"},
      {"wzws", 200,
       "<html><noscript><h1><strong>请开启JavaScript并刷新该页.</strong></h1></noscript>"
       "<script>var wzwschallenge='x';</script></html>",
       Fault::blocked, "wzws"},
      {"yunsuo", 200, "<script>var u='security_verify_data';'yunsuo_session_verify'</script>",
       Fault::blocked, "云锁"},
      {"asks for JavaScript", 200, titled("请稍候", "<p>请开启JavaScript并刷新该页</p>"),
       Fault::blocked, "请开启JavaScript"},
      {"verification", 200, titled("访问验证", "<p>请拖动滑块完成验证</p>"), Fault::blocked,
       "访问验证"},
      {"refused by a firewall", 200, titled("访问被拦截！", "<p>您的请求存在异常</p>"),
       Fault::blocked, "访问被拦截"},
      {"Access Denied", 200, titled("Access Denied", "<h1>Access Denied</h1>"), Fault::blocked,
       "Access Denied"},
      {"soft 404", 200, titled("国家某某局", "<div>首页</div><p>您所找的网页不存在</p>"),
       Fault::gone, "您所找的网页不存在"},
      {"404 title", 200, titled("404 Not Found", "<center>nginx</center>"), Fault::gone, "404"},
      {"page missing", 200, titled("页面不存在", "抱歉"), Fault::gone, "页面不存在"},
      {"maintenance", 200, titled("系统维护", "<p>系统正在维护，请稍后访问。</p>"), Fault::broken,
       "系统维护"},
      {"not found", 404, titled("Not Found", "x"), Fault::gone, "404"},
      {"gone", 410, "", Fault::gone, "410"},
      {"forbidden", 403, "", Fault::blocked, "403"},
      {"too many", 429, "", Fault::blocked, "429"},
      {"server error", 502, titled("Bad Gateway", ""), Fault::unreachable, "502"},
      {"odd status", 304, "", Fault::broken, "304"},
      {"empty", 200, " \r\n ", Fault::broken, "empty"},
      {"a PDF", 200, "%PDF-1.7 ...", Fault::broken, "no text"},
      {"NUL bytes", 200, std::string(200, '\0'), Fault::broken, "no text"},
  };
  for (const Case& c : cases) {
    INFO(c.what);
    const auto problem = problem_of(c.status, c.body);
    REQUIRE(problem);
    CHECK(problem->fault == c.fault);
    INFO(problem->message);
    CHECK(problem->message.find(c.says) != std::string::npos);
  }
  const auto maintenance = problem_of(200, titled("系统维护", "正在维护"));
  REQUIRE(maintenance);
  CHECK(maintenance->message.find("page title: \"系统维护\"") != std::string::npos);
  CHECK(problem_of(200, titled("通知", "<p>正文"), {}, true));
  CHECK(problem_of(200, "{\"data\":{\"rows\":[", {}, true));
  CHECK(problem_of(200, "<html><body></body></html>", {{"WZWS-RAY", "1"}}));
}

TEST_CASE("pages that merely talk of such things are pages", "[page_problem]") {
  std::string text;
  for (int i = 0; i < 30; ++i)
    text += "<p>为了加强网络安全管理，规范数据处理活动，现将有关事项通知如下。</p>";
  const std::string pages[] = {
      titled("关于系统维护的公告_某某局",
             "<h1>关于系统维护的公告</h1><p>因系统维护，本网站将于2026年9月18日停止"
             "服务。特此公告，敬请谅解。</p><p>某某局办公室</p>" +
                 text),
      titled("关于系统升级的通知", "<p>各单位：因系统升级，暂停服务。</p>"),
      titled("网络安全通报（第404号）", "<p>页面不存在时应当提示404 Not Found。</p>" + text),
      titled("关于规范人机验证的意见",
             "<p>访问验证、滑动验证应当便利老年人。拒绝访问的应当说明理由。</p>" + text),
      titled("意见征集",
             "<div id=nav>首页 政务公开 互动交流</div><noscript>请开启JavaScript</noscript>"
             "<script querydata=\"{'pageId':'1'}\"></script>"),
      titled("通知", text + "<script>/* __jsl_clearance acw_sc__v2 */</script>"),
      "<li><a href='/a.html' title='标题'>标题</a><span>[2026-09-18]</span></li>",
      "{\"message\":\"系统维护\",\"rows\":[]}",
      "cb({\"rows\":[]});",
  };
  for (const std::string& page : pages) {
    INFO(page.substr(0, 160));
    const auto problem = problem_of(200, page);
    INFO((problem ? problem->message : std::string()));
    CHECK_FALSE(problem);
  }
}

TEST_CASE("a title is found without a tree", "[page_problem]") {
  CHECK(title_in_bytes("<html><TITLE >\n 甲 &amp; 乙 </TITLE>") == "甲 & 乙");
  CHECK(title_in_bytes("<p>none</p>").empty());
  CHECK(title_in_bytes("<title").empty());
}

}  // namespace
}  // namespace regwatch
