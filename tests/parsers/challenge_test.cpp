#include "parsers/challenge.h"

#include <catch2/catch.hpp>
#include <optional>
#include <string>

#include "parsers/page_problem.h"

namespace regwatch {
namespace {

Page page_with(int status, std::string_view body, Headers headers = {}) {
  Page page;
  page.url = "https://www.example.gov.cn/tzgg/";
  page.status = status;
  page.headers = std::move(headers);
  page.body = body;
  return page;
}

struct Case {
  const char* what;
  int status;
  Headers headers;
  const char* body;
  const char* says;    ///< The kind.
  const char* advice;  ///< What a user can do.
};

constexpr const char* by_browser = "fetch = \"browser-if-blocked\"";
constexpr const char* by_person = "only a person passes";
constexpr const char* by_time = "ask less often";

TEST_CASE("a challenge is named by its kind, with what a user can do", "[challenge]") {
  const Case cases[] = {
      {"Ruishu 412",
       412,
       {},
       "<!DOCTYPE html><html><head><meta id=\"9DhefwqGPrzGxEp9hPaoag\" content=\"abc\" "
       "r=\"m\"><script "
       "r='m'>$_ts=window['$_ts'];if(!$_ts)$_ts={};$_ts.nsd=1;</script></head><body></body></html>",
       "Ruishu",
       by_browser},
      {"Ruishu 412 without marks", 412, {}, "", "Ruishu", by_browser},
      {"Ruishu 202",
       202,
       {{"Set-Cookie", "NfBCSins2OywS=60a"}},
       "<html><script>$_ts=window['$_ts'];</script><body></body></html>",
       "Ruishu",
       by_browser},
      {"Ruishu 200",
       200,
       {},
       "<html><head><script>$_ts=window['$_ts'];if(!$_ts)$_ts={};$_ts.cd=\"q\";</script></"
       "head><body></body></html>",
       "Ruishu",
       by_browser},
      {"jsl, first answer",
       521,
       {{"Set-Cookie", "__jsluid_s=59576d8a; max-age=31536000; path=/"}},
       "<script>document.cookie=('_')+('_')+('j')+('s')+('l');location.href=location.pathname</"
       "script>",
       "加速乐",
       by_browser},
      {"jsl, second answer",
       521,
       {},
       "<script>go({\"bts\":[\"1\",\"2\"],\"ha\":\"sha256\",\"tn\":\"__jsl_clearance_s\",\"vt\":"
       "\"3600\"})</script>",
       "加速乐",
       by_browser},
      {"jsl without a body", 521, {}, "", "加速乐", by_browser},
      {"wzws",
       200,
       {{"WZWS-RAY", "1-2"}},
       "<html><head><noscript><h1>请开启JavaScript并刷新该页.</h1></noscript><script "
       "src=\"/wzwschallenge.js\"></script><script>var wzwsquestion='a';</script></head></html>",
       "wzws",
       by_browser},
      {"yunsuo",
       200,
       {},
       "<html><body "
       "onload=\"YunSuoAutoJump()\"><script>self.location='/?security_verify_data=31'</script></"
       "body></html>",
       "云锁",
       by_browser},
      {"acw",
       200,
       {},
       "<html><script>var arg1='3D';setCookie('acw_sc__v2',x)</script></html>",
       "acw_sc",
       by_browser},
      {"Cloudflare",
       403,
       {{"cf-mitigated", "challenge"}},
       "<html><head><title>Just a "
       "moment...</title></head><body><script>window._cf_chl_opt={}</script></body></html>",
       "Cloudflare",
       by_browser},
      {"SafeLine",
       468,
       {},
       "<html><script src='/.safeline/static/x.js'></script><body>安全检测能力由 雷池 WAF "
       "驱动</body></html>",
       "SafeLine",
       by_browser},
      {"plain",
       200,
       {},
       "<html><body><noscript>请开启JavaScript并刷新该页</noscript><script>x()</script></body></"
       "html>",
       "请开启JavaScript",
       by_browser},
      {"CWAP slider",
       200,
       {{"Server", "CWAP-waf"}},
       "<html><head><title>安全验证</title><script "
       "src=\"/waf_slider_captcha\"></script></head><body>请完成安全验证</body></html>",
       "CWAP",
       by_person},
      {"slider of wzws",
       200,
       {},
       "<html><script src=\"/wzws-waf-cgi/jquery.js\"></script><div "
       "class=\"slidercaptcha\"></div></html>",
       "slider",
       by_person},
      {"Aliyun slider",
       405,
       {},
       "<html><head><meta name=\"aliyun_waf_aa\" "
       "content=\"1\"><title></title></head><body>访问验证 请按住滑块，拖动到最右边</body></html>",
       "阿里云",
       by_person},
      {"Geetest",
       200,
       {},
       "<html><body><script "
       "src=\"https://static.geetest.com/gt.js\"></script><p>点击按钮进行验证</p></body></html>",
       "极验",
       by_person},
      {"a slider of nobody's",
       200,
       {},
       "<html><title>验证</title><body><p>请拖动滑块完成拼图</p></body></html>",
       "拖动滑块",
       by_person},
      {"创宇盾 in references",
       200,
       {},
       "<html><body><h1>405</"
       "h1><p>&#24403;&#21069;&#35775;&#38382;&#30097;&#20284;&#40657;&#23458;&#25915;&#20987;&#"
       "65292;已被网站管理员设置为拦截</p></body></html>",
       "创宇盾",
       by_time},
      {"创宇盾 403",
       403,
       {},
       "<html><a href=\"https://help.365cyd.com/cyd-error-help.html?code=403\">帮助</a></html>",
       "创宇盾",
       by_time},
      {"安全狗",
       200,
       {},
       "<html><head><title>网站防火墙</title></head><body><img "
       "src='http://404.safedog.cn/images/safedogsite/"
       "broswer_logo.jpg'><p>您的请求带有不合法的参数，已被网站管理员设置拦截！</"
       "p><p>可能原因：您提交的内容包含危险的攻击请求</p></body></html>",
       "安全狗",
       by_time},
      {"360",
       200,
       {},
       "<html><body><a "
       "href='http://wangzhan.360.cn'>?</a>当前访问可能对网站安全造成威胁，已被网站卫士拦截</"
       "body></html>",
       "360网站卫士",
       by_time},
      {"奇安信",
       493,
       {},
       "<html><body>抱歉！您的访问可能对网站造成威胁，已被云防护拦截！ eventID: 1</body></html>",
       "奇安信",
       by_time},
      {"百度云加速",
       403,
       {{"Server", "yunjiasu-nginx"}},
       "<html><title>Attention</title></html>",
       "百度云加速",
       by_time},
      {"阿里云 block",
       405,
       {},
       "<html><title>405</"
       "title><body>很抱歉，由于您访问的URL有可能对网站造成安全威胁，您的访问被阻断。<img "
       "src='//errors.aliyun.com/images/x.png'></body></html>",
       "阿里云",
       by_time},
      {"JSON of a gateway",
       200,
       {},
       "{\"ret\":[\"FAIL_SYS_USER_VALIDATE\"],\"data\":{\"url\":\"https://x/punish?x5secdata=1\"}}",
       "阿里云",
       by_person},
      {"JSONP answered by a firewall",
       200,
       {},
       "<html><body>当前访问疑似黑客攻击，创宇盾提示您：已被拦截</body></html>",
       "创宇盾",
       by_time},
  };
  for (const Case& c : cases) {
    INFO(c.what);
    const auto problem = page_problem(page_with(c.status, c.body, c.headers));
    REQUIRE(problem);
    INFO(problem->message);
    CHECK(problem->fault == Fault::blocked);
    CHECK(problem->message.find(c.says) != std::string::npos);
    CHECK(problem->message.find(c.advice) != std::string::npos);
    CHECK(problem->message.find(". ") == std::string::npos);  // One sentence.
  }
}

TEST_CASE("a challenge that a browser met is not sent to a browser again", "[challenge]") {
  Page page = page_with(200, "<html><script>$_ts=window['$_ts'];</script></html>");
  page.rendered = true;
  const auto problem = page_problem(page);
  REQUIRE(problem);
  CHECK(problem->message.find("the browser did not pass it either") != std::string::npos);
  CHECK(problem->message.find("browser-if-blocked") == std::string::npos);
}

TEST_CASE("a status that refuses says what may help", "[challenge]") {
  const auto said = [](int status) {
    return page_problem(page_with(status, "<p>no</p>"))->message;
  };
  CHECK(said(429).find("fewer requests") != std::string::npos);
  CHECK(said(403).find("user_agent") != std::string::npos);
  CHECK(said(401).find("login") != std::string::npos);
  const auto outage =
      page_problem(page_with(502, "<title>502</title>百度云加速",
                             {{"Set-Cookie", "__jsluid_s=1"}, {"Server", "yunjiasu-nginx"}}));
  REQUIRE(outage);
  CHECK(outage->fault == Fault::unreachable);
  const auto down = page_problem(page_with(521, "<p>down</p>", {{"Server", "cloudflare"}}));
  REQUIRE(down);
  CHECK(down->fault == Fault::unreachable);
}

TEST_CASE("good pages behind such products are pages", "[challenge]") {
  std::string text;
  for (int i = 0; i < 30; ++i)
    text += "<p>为了加强网络安全管理，规范数据处理活动，现将有关事项通知如下。</p>";
  const std::string rows =
      "<ul><li><a href='/a.html'>甲</a>[2026-09-18]</li><li><a "
      "href='/b.html'>乙</a>[2026-09-17]</li>"
      "<li><a href='/c.html'>丙</a>[2026-09-16]</li></ul>";
  struct Good {
    const char* what;
    Headers headers;
    std::string body;
  };
  const Good pages[] = {
      {"an article behind Ruishu",
       {},
       "<script r='m'>$_ts=window['$_ts'];$_ts.cd=\"q\"</script>" + text},
      {"few rows behind Ruishu", {}, "<script r='m'>$_ts=window['$_ts'];</script>" + rows},
      {"few rows behind wzws", {{"WZWS-RAY", "1"}, {"Set-Cookie", "wzws_cid=1"}}, rows},
      {"a short article behind Ruishu",
       {},
       "<html><head><meta name=\"ArticleTitle\" "
       "content=\"公告\"><title>公告</title><script>$_ts=window['$_ts'];</script></"
       "head><body><p>见附件。</p></body></html>"},
      {"rows behind CWAP", {{"Server", "CWAP-waf"}}, rows},
      {"a shell behind Aliyun",
       {{"Set-Cookie", "acw_tc=1"}},
       "<html><body><div id=app></div><script src=app.js></script></body></html>"},
      {"a list with a login slider",
       {},
       rows + "<script src='https://static.geetest.com/gt.js'></script>" + text},
      {"a notice about sliders",
       {},
       "<title>关于优化登录方式的通知</title><p>自即日起登录改为滑动验证。</p>"},
      {"an interpretation of firewalls",
       {},
       "<title>解读</title><p>安全狗、创宇盾等产品可以拦截攻击。</p>" + text},
      {"a short bulletin on a firewall",
       {},
       "<title>关于安全狗存在漏洞的通报</title><p>攻击者可绕过安全狗的拦截，请及时升级。</p>"},
      {"a place called AnYuan",
       {},
       "<title>安远县</title><a href=/AnYuan/>要求</a><p>禁止拒绝</p>"},
      {"JSON behind wzws", {{"WZWS-RAY", "1"}}, "{\"rows\":[]}"},
      {"JSONP behind jsl",
       {{"Set-Cookie", "__jsluid_s=1"}},
       "/**/ typeof cb === 'function' && cb({\"rows\":[]});"},
      {"JSONP with a date order mark", {}, "\xEF\xBB\xBFjQuery17_1({\"rows\":[]})"},
  };
  for (const Good& good : pages) {
    INFO(good.what);
    const auto problem = page_problem(page_with(200, good.body, good.headers));
    INFO((problem ? problem->message : std::string()));
    CHECK_FALSE(problem);
  }
}

TEST_CASE("a redirect to a slider is told by its address", "[challenge]") {
  Page page = page_with(200, "<html><body><div id=app></div></body></html>");
  page.url = "https://www.example.gov.cn/waf_slider_verify.html?next=/tzgg/";
  const auto problem = page_problem(page);
  REQUIRE(problem);
  CHECK(problem->message.find("CWAP") != std::string::npos);
}

TEST_CASE("a missing page behind a product is missing", "[challenge]") {
  const auto problem = page_problem(
      page_with(404, "<title>404</title><a href=/>首页</a><a href=/b>b</a><a href=/c>c</a>",
                {{"WZWS-RAY", "1"}, {"Set-Cookie", "__jsluid_s=1"}}));
  REQUIRE(problem);
  CHECK(problem->fault == Fault::gone);
}

}  // namespace
}  // namespace regwatch
