#include "parsers/generic_article.h"

#include <catch2/catch.hpp>
#include <string>

namespace regwatch {
namespace {

Result<Article> read(const std::string& body,
                     const std::string& url = "https://www.example.gov.cn/a.html") {
  Page page;
  page.url = url;
  page.body = body;
  return read_generic_article(page);
}

std::string shown(std::optional<CivilDate> date) { return date ? format_date(*date) : ""; }

const std::string text =
    "<p>为了加强某某管理，规范某某活动，现将有关事项通知如下，请认真贯彻执行。</p>"
    "<p>一、提高认识，切实把思想和行动统一到部署上来。</p><p>二、加强领导。</p>";
const std::string navigation =
    "<div class=nav><ul><li><a href=/>首页</a><li><a href=/b>政务公开</a><li><a "
    "href=/c>互动交流</a></ul></div>";

TEST_CASE("the State Council's metas come before all else", "[generic]") {
  const auto article = read(
      "<html><head><title>别的_某某网</title><meta name=ArticleTitle "
      "content='关于做好某某工作的通知'>"
      "<meta name=PubDate content='2026-09-18 10:00'><meta name=ContentSource content='某某司'>"
      "</head><body>" +
      navigation + "<h1>关于做好</h1><div id=zoom>" + text +
      "<p><a href='./P020260918.pdf'>附件：表</a></p></div><div "
      "class=footer>主办单位</div></body></html>");
  REQUIRE(article.ok());
  CHECK(article->title == "关于做好某某工作的通知");
  CHECK(shown(article->published) == "2026-09-18");
  CHECK(article->publisher == "某某司");
  CHECK(article->paragraphs.size() == 4);
  CHECK(article->paragraphs.front().starts_with("为了加强"));
  REQUIRE(article->attachments.size() == 1);
  CHECK(article->attachments[0].url == "https://www.example.gov.cn/P020260918.pdf");
}

TEST_CASE("without metas the page is read as a reader does", "[generic]") {
  const auto article =
      read("<html><head><title>关于做好某某工作的通知_通知公告_某某局</title></head><body>" +
           navigation +
           "<div class=wrap><div class=tit>关于做好某某工作的通知</div>"
           "<div class=line>发布时间：2026年9月18日 来源：某某局办公室 字号：大 中</div>"
           "<div class=xyz><p>某发〔2026〕3号</p>" +
           text + "</div></div></body></html>");
  REQUIRE(article.ok());
  CHECK(article->title == "关于做好某某工作的通知");
  CHECK(shown(article->published) == "2026-09-18");
  CHECK(article->publisher == "某某局办公室");
  CHECK(article->document_number == "某发〔2026〕3号");
  CHECK(article->paragraphs.front() == "某发〔2026〕3号");
  CHECK(article->paragraphs.back() == "二、加强领导。");
}

TEST_CASE("the innermost container that holds the whole is taken", "[generic]") {
  const auto article = read(
      "<title>关于某某的公告公告</title><div class=content><a href=/x>首页</a> 当前位置"
      "<div class=TRS_Editor>" +
      text + text + "</div><div>分享到：微信 微博</div></div>");
  REQUIRE(article.ok());
  CHECK(article->paragraphs.size() == 6);
}

TEST_CASE("a page's day comes from labels and addresses, never from its prose", "[generic]") {
  const std::string page = "<title>关于某某的公告公告</title><div id=zoom>" + text +
                           "<p>本公告依据2019年5月1日的会议。</p></div>";
  CHECK(shown(read(page)->published).empty());
  CHECK(shown(read(page, "https://www.example.gov.cn/x/t20260409_1404577.html")->published) ==
        "2026-04-09");
  CHECK(shown(read("<p>截止日期：2027-01-01</p><p>日期：2026-04-09</p>" + page)->published) ==
        "2026-04-09");
}

TEST_CASE("a day without a label is taken beside the source, not the visit's", "[generic]") {
  const std::string end = "<div id=zoom>" + text + "</div>";
  const std::string title = "<title>关于某某的公告公告</title>";
  for (const std::string line :
       {"<p>2022-04-12 来源：某某厅</p>", "<p>[ 2022-04-12 ] 来源：某某厅</p>",
        "<p>来源：某某厅 2022-04-12</p>", "<p>2022年4月12日 【来源：某某厅】</p>",
        "<p>2026-11-25 10:20 星期三</p><p>2022-04-12 【来源：某某厅】</p>"}) {
    CAPTURE(line);
    const auto article = read(title + line + end);
    CHECK(shown(article->published) == "2022-04-12");
    CHECK(article->publisher == "某某厅");
  }
  CHECK(shown(read(title + "<p>2026-11-25 10:20:01 星期三</p><p>2022-04-12 09:00</p>" + end)
                  ->published) == "2022-04-12");
}

TEST_CASE("an order whose page holds but a file has neither frame words nor the footer's files",
          "[generic]") {
  const auto article = read(
      "<title>关于某某的公告公告_某某部</title><ul><li>政务公开</ul><table><tr><td "
      "class=content><div class=TRS_Editor>"
      "<a href='./P1.pdf'>关于某某的公告公告</a></div></table><div class=side>热点排行</div><div "
      "class=bottom>主办单位：某某部办公厅　承办单位：某某中心　某ICP备00000000号"
      "<a href='/help.doc'>使用帮助</a></div>");
  REQUIRE(article.ok());
  REQUIRE(article->attachments.size() == 1);
  CHECK(article->attachments[0].url == "https://www.example.gov.cn/P1.pdf");
  for (const std::string& paragraph : article->paragraphs)
    CHECK(paragraph.find("ICP") == paragraph.npos);
}

TEST_CASE("addresses tell a day only where they hold one", "[generic]") {
  struct Case {
    const char* url;
    const char* day;
  };
  const Case cases[] = {
      {"https://www.cac.gov.cn/2026-09/18/c_1791482017777471.htm", "2026-09-18"},
      {"https://x.gov.cn/202604/t20260409_1404577.html", "2026-04-09"},
      {"https://x.gov.cn/2026/9/8/a.html", "2026-09-08"},
      {"https://x.gov.cn/nw1/20260918/0123456789abcdef.html", "2026-09-18"},
      {"https://x.gov.cn/head/news20220905-NPU.htm", "2022-09-05"},
      {"https://x.gov.cn/144957/2026052217462526593/index.html", "2026-05-22"},
      {"https://x.gov.cn/art/2026/art_0123.html", ""},
      {"https://x.gov.cn/3591404/index.html", ""},
      {"https://x.gov.cn/202609/content_6977766.htm", ""},
      {"https://x.gov.cn/t20261399_1.html", ""},
  };
  for (const Case& c : cases) {
    INFO(c.url);
    CHECK(shown(date_of_address(c.url)) == c.day);
  }
}

TEST_CASE("a site's name is taken off a title, a title's own words are not", "[generic]") {
  CHECK(without_site_name("网络数据安全管理条例_国务院文件_中国政府网") == "网络数据安全管理条例");
  CHECK(without_site_name("关于某某的通知-某某市人民政府") == "关于某某的通知");
  CHECK(without_site_name("权威发布 - 中华人民共和国最高人民法院") == "权威发布");
  CHECK(without_site_name("关于A-B类产品的通知") == "关于A-B类产品的通知");
  CHECK(without_site_name("通知公告 某某局", "某某局") == "通知公告 某某局");
}

TEST_CASE("values are found behind and beside their labels", "[generic]") {
  auto html = Html::parse(
      "<table><tr><td><b>索 引 号：</b></td><td>0001/2024</td><td>文号</td><td></td></tr>"
      "<tr><td>发文字号</td><td>某发〔2026〕3号</td></tr></table><ul><li>来源：某某局</li>"
      "<li><span>发布机构：</span><span>某某司</span></li></ul>");
  REQUIRE(html.ok());
  const Node root = html->root();
  CHECK(labelled_value(root, {"索引号"}) == "0001/2024");
  CHECK(labelled_value(root, {"文号", "发文字号"}) == "某发〔2026〕3号");
  CHECK(labelled_value(root, {"来源"}) == "某某局");
  CHECK(labelled_value(root, {"发布机构"}) == "某某司");
  CHECK_FALSE(labelled_value(root, {"没有"}));
}

TEST_CASE("a page without an article is an error that gives its title", "[generic]") {
  const auto nothing = read("<title>首页</title>" + navigation);
  REQUIRE_FALSE(nothing.ok());
  CHECK(nothing.error().message.find("首页") != std::string::npos);
}

TEST_CASE("a page without text says where it is, by script or refresh", "[generic]") {
  const std::string url = "https://www.mofcom.gov.cn/article/b/c/202012/20201203024350.shtml";
  const std::string target =
      "https://www.mofcom.gov.cn/zcfb/art/2020/art_06cdc5cb2d574cb8bd13f3c46ea9d032.html";
  const struct {
    std::string page;
    bool leads_on;
  } cases[] = {
      {"<script>window.location.href='" + target + "';</script>", true},
      {"<body>正在跳转，请稍候……<script>location.replace(\"" + target + "\")</script>", true},
      {"<script>if (top != self) {} window.location = \"" + target + "\"\n</script>", true},
      {"<meta http-equiv='Refresh' content='0; URL=" + target + "'>", true},
      // An address that a script puts together, the front page, and the page itself.
      {"<script>window.location.href='" + target + "' + '?from=' + document.referrer;</script>",
       false},
      {"<script>window.location.href='/index.html';</script>", false},
      {"<script>window.location.href='" + url + "';</script>", false},
      {"<!--[if lte IE 8]><script>location.href='" + target + "'</script><![endif]-->", false},
      {"<script>window.location.href='" + target + "';</script><h1>关于做好某某工作的通知</h1>" +
           text,
       false}};
  for (const auto& each : cases) {
    INFO(each.page);
    const auto article = read("<html>" + each.page + "</html>", url);
    const bool leads_on = article.ok() && article->text_at;
    CHECK(leads_on == each.leads_on);
    if (leads_on) CHECK(article->text_at->url == target);
  }
}

TEST_CASE("a file in a frame is an attachment, a frame with a page is none", "[generic]") {
  const auto article =
      read("<title>关于侵害用户权益行为的APP通报</title><div id=zoom>" + text +
           "<iframe src='/pdfjs/web/viewer.html?file=%2Fattach%2F1.pdf' title='名单'></iframe>"
           "<iframe src='/share.html?file=/login'></iframe><embed src='/attach/2.pdf'></div>");
  REQUIRE(article.ok());
  REQUIRE(article->attachments.size() == 2);
  CHECK(article->attachments[0].name == "名单");
  CHECK(article->attachments[0].url == "https://www.example.gov.cn/attach/1.pdf");
  CHECK(article->attachments[1].name == "2.pdf");
}

TEST_CASE("an empty span between label and value is passed, the next label is no value") {
  auto html = Html::parse(
      "<p><span>发文字号：</span><span></span><span>某发〔2026〕3号</span></p>"
      "<p><span>索引号：</span><span></span><span>发布日期：</span><span>2026-09-01</span></p>");
  REQUIRE(html.ok());
  CHECK(labelled_value(html->root(), {"发文字号"}) == "某发〔2026〕3号");
  CHECK_FALSE(labelled_value(html->root(), {"索引号"}));
}

TEST_CASE("the page's frame weighs nothing and lends the article neither text nor file") {
  const std::string frame =
      "<div class=head><p>某某部欢迎您，请使用浏览器的收藏功能</p></div>"
      "<div class=sidebar><h3>热点排行</h3><p>2023-01-01 2023-02-01 2023-03-01</p>"
      "<a href='/f/guide.pdf'>办事指南.pdf</a></div>"
      "<div class=bottom><p>主办单位：某某部办公厅　承办单位：某某中心　京ICP备05004093号　"
      "京公网安备11040102700068号</p><a href='/app.doc'>使用帮助.doc</a></div>";
  const std::string words =
      "<p>为贯彻落实党中央、国务院决策部署，进一步规范个人信息收集使用行为，现将有关事项通知如下。"
      "</p><p>各地区各有关部门要高度重视，加强组织领导，明确责任分工，确保各项任务落到实处。</p>";
  const std::string heading = "<h1>关于规范个人信息收集使用行为的通知</h1>";
  const struct {
    std::string page;
    std::size_t files;
    std::size_t paragraphs;
  } cases[] = {
      // A table that no known container is in; a copy for telephones; a lone PDF in a viewer.
      {"<table><tr><td><table><tr><td>" + words + "</td></tr></table></td></tr></table>", 0, 2},
      {"<div class=pc>" + heading + "<div class=content>" + words +
           "</div></div><div class=mobile style='display:none'>" + words + "</div>",
       0, 2},
      {heading + words, 0, 2},
      {heading + "<div class=content><iframe src='/web/viewer.html?file=/u/1.pdf'></iframe></div>",
       1, 0}};
  for (const auto& each : cases) {
    INFO(each.page);
    const auto article =
        read("<title>关于规范个人信息收集使用行为的通知</title><body>" + each.page + frame);
    REQUIRE(article.ok());
    CHECK(article->attachments.size() == each.files);
    CHECK(article->paragraphs.size() == each.paragraphs);
  }
}

TEST_CASE("an editor's box that a script is to show is read") {
  const auto article = read(
      "<title>关于某某工作的通知</title><div id=js_content style='visibility: hidden'>" + text +
      "</div><div class=about><p>本公众号由某某部新闻办公室主办，欢迎各界读者来信来电，联系我们。"
      "</p></div>");
  REQUIRE(article.ok());
  REQUIRE_FALSE(article->paragraphs.empty());
  CHECK(article->paragraphs.back().find("本公众号") == std::string::npos);
}

TEST_CASE("an article that stands in what is called the page's sidebar is read") {
  const auto article =
      read("<title>关于某某工作的通知</title><div class=sidebar>" + text + "</div>");
  REQUIRE(article.ok());
  CHECK_FALSE(article->paragraphs.empty());
}

TEST_CASE("a label behind an empty source is no publisher") {
  CHECK_FALSE(publisher_in("日期：2023-04-12 来源：\n主办单位：某某办公厅"));
  CHECK(publisher_in("来源：办公厅作者：张三") == "办公厅");
  CHECK(publisher_in("来源：办公厅\n主办单位：某某中心") == "办公厅");
}

TEST_CASE("a day in a box of its own within the heading is the page's, not the title's") {
  const auto article = read(
      "<title>关于规范某某工作的通知</title><h2>关于规范某某工作的通知<small class=PBtime>"
      "(2023年04月12日)</small></h2><div id=ivs_content>" +
      text + "</div>");
  REQUIRE(article.ok());
  CHECK(article->title == "关于规范某某工作的通知");
  CHECK(article->published == make_date(2023, 4, 12));
}

}  // namespace
}  // namespace regwatch
