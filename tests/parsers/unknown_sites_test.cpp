// Articles of sites that nobody wrote a reader for, in the shapes that the systems of government
// sites give them.

#include <catch2/catch.hpp>

#include "parsers/parser.h"

namespace regwatch {
namespace {

const std::string first_words =
    "为规范政务数据共享工作，根据有关法律法规，结合本市实际，现将有关事项通知如下：";
const std::string last_words = "本通知自2026年10月1日起施行，有效期五年，请认真贯彻执行。";
const std::string paragraphs =
    "<p>" + first_words +
    "</p><p>一、各部门应当编制政务数据目录，明确共享的范围、方式和时限，并及时更新。</p>"
    "<p>二、数据使用部门应当按照约定的用途使用数据，不得擅自向第三方提供。</p><p>" +
    last_words + "</p>";

struct Case {
  std::string name;
  std::string url;
  std::string html;
  std::string title;
  std::string published;
  std::string publisher;  ///< Empty: none.
  std::vector<std::string> files;
};

const Case cases[] = {
    {"Visual SiteBuilder: files behind the text, with counters",
     "https://sjj.example.gov.cn/info/1012/3521.htm",
     R"(<html><head><title>关于规范政务数据共享的通知-某某市数据局</title></head><body><div class="head"><a href="/">首页</a></div>
<form name="_newscontent_fromname"><div class="article"><h2 class="titlestyle">关于规范政务数据共享的通知</h2>
<div class="info"><span>发布时间：2026-09-18 10:22</span><span>来源：市数据局</span><span>浏览次数：<script>f()</script></span></div>
<div id="vsb_content"><div class="v_news_content">)" +
         paragraphs + R"(</div></div>
<ul style="list-style-type:none;"><li>附件【<a href="/system/_content/download.jsp?urltype=news.DownloadAttachUrl&owner=1&wbfileid=AB12">政务数据目录.xlsx</a>】已下载<span id="n">12</span>次</li></ul>
<div class="sxt"><p>上一篇：<a href="3520.htm">关于举办培训的通知</a></p><p>下一篇：<a href="3522.htm">关于检查的公告</a></p></div></div></form></body></html>)",
     "关于规范政务数据共享的通知",
     "2026-09-18",
     "市数据局",
     {"政务数据目录.xlsx"}},
    {"a box of 信息公开 above the text, title of the site in <title>",
     "https://www.example.gov.cn/gkmlpt/content/3/4012/post_4012345.html",
     R"(<html><head><title>某某市人民政府门户网站</title></head><body><div class="content"><div class="classify"><table>
<tr><td>索引号：</td><td>11440000MB2D0000X/2026-00012</td><td>分类：</td><td>通知</td></tr>
<tr><td>发布机构：</td><td>某某市政务服务和数据管理局</td><td>成文日期：</td><td>2026-09-10</td></tr>
<tr><td>名称：</td><td colspan="3">关于规范政务数据共享的通知</td></tr>
<tr><td>文号：</td><td>某政数〔2026〕12号</td><td>发布日期：</td><td>2026-09-18</td></tr></table></div>
<h1 class="title">关于规范政务数据共享的通知</h1><div class="date">发布日期：2026-09-18  浏览次数：-</div>
<div class="article-content">)" +
         paragraphs +
         R"(<p><a class="nfw-cms-attachment" href="https://www.example.gov.cn/attachment/0/54/1.docx" alt="附件1.docx">附件1：政务数据共享清单.docx</a></p></div></div>
<div class="footer"><p>主办：某某市人民政府办公室</p></div></body></html>)",
     "关于规范政务数据共享的通知",
     "2026-09-18",
     "某某市政务服务和数据管理局",
     {"附件1：政务数据共享清单.docx"}},
    {"tables as layout, nothing named, the date in a line of labels",
     "http://www.example.gov.cn/news/show.asp?id=1234",
     R"(<html><head><title>某某市通信管理局</title></head><body><table width="1000"><tr><td><a href="/">首页</a> | <a href="/t">通知公告</a></td></tr></table>
<table width="1000"><tr><td width="220"><a href="1">机构职能</a><br><a href="2">政策法规</a><br><a href="3">通知公告</a></td><td><table width="100%">
<tr><td align="center"><b><font size="4">关于规范政务数据共享的通知</font></b></td></tr>
<tr><td align="center">时间：2026-09-18　　来源：办公室　　点击：221次　　【字体：大 中 小】</td></tr>
<tr><td style="line-height:200%">)" +
         paragraphs +
         R"(</td></tr><tr><td align="right">【打印】【关闭】</td></tr></table></td></tr></table>
<table><tr><td align="center">版权所有：某某市通信管理局　备案号：12345</td></tr></table></body></html>)",
     "关于规范政务数据共享的通知",
     "2026-09-18",
     "办公室",
     {}},
    {"attachments in a list behind the text, the first such list empty",
     "https://www.example.gov.cn/hd/art/2026/art_645badc2faaa4f7fa52f9ba11ba7a0bd.html",
     R"(<html><head><title>关于规范政务数据共享的通知</title><meta name="ArticleTitle" content="关于规范政务数据共享的通知">
<meta name="PubDate" content="2026-09-18 10:09"><meta name="ContentSource" content="数据资源司"></head><body>
<div class="Three_xilan_01"><div class="Three_xilan_02">关于规范政务数据共享的通知</div><ul class="contentLeft0102box"></ul>
<div class="Three_xilan_07">)" +
         paragraphs + R"(</div>
<ul class="contentLeft0102box"><li><a href="/cms_files/filemanager/1/attach/20269/aa11.docx?fileName=清单.docx">政务数据共享清单</a></li></ul></div></body></html>)",
     "关于规范政务数据共享的通知",
     "2026-09-18",
     "数据资源司",
     {"政务数据共享清单"}},
    {"a heading that is no heading element, the date written in Chinese",
     "https://fgw.example.gov.cn/zwgk/tz/4711.html",
     R"(<html><head><title>某某省发展和改革委员会 通知公告 关于规范政务数据共享的通知</title></head><body><div class="top_nav"><a href="/">首页</a><a href="/x">政务公开</a></div>
<div class="weizhi">您现在的位置：<a href="/">首页</a>&gt;<a href="/zwgk/tz/">通知公告</a></div>
<div class="xl_main"><div class="xl_tit">关于规范政务数据共享的通知</div><div class="xl_info">发布时间：2026年09月18日　信息来源：省数据局　字号：[大] [中] [小]</div>
<div class="xl_con">)" +
         paragraphs +
         R"(</div><div class="xl_fj">附件：<a href="./P020260918.pdf">1.政务数据共享清单.pdf</a></div></div>
<div class="tuijian"><h3>相关推荐</h3><ul><li><a href="4710.html">关于举办培训的通知</a> 2026-09-01</li><li><a href="4709.html">关于检查的公告</a> 2026-08-01</li></ul></div></body></html>)",
     "关于规范政务数据共享的通知",
     "2026-09-18",
     "省数据局",
     {"1.政务数据共享清单.pdf"}},
    {"labels and values in elements of their own, a share bar within the text",
     "https://www.example-court.gov.cn/article/detail/2026/09/id/8123456.shtml",
     R"(<html><head><title>关于规范政务数据共享的通知 - 某某市中级人民法院</title></head><body><div class="detail_mian"><div class="detail_bigtitle">关于规范政务数据共享的通知</div>
<div class="detail_thr"><div class="detail_mes"><span>来源：</span><span>某某市中级人民法院</span> <span>发布时间：</span><span>2026-09-18 16:02:17</span></div></div>
<div class="detail_txt detail_general">)" +
         paragraphs +
         R"(</div><div class="bdsharebuttonbox">分享到：<a href="#">微博</a><a href="#">微信</a></div>
<div class="detail_nav">责任编辑：张三</div></div></body></html>)",
     "关于规范政务数据共享的通知",
     "2026-09-18",
     "某某市中级人民法院",
     {}},
    {"crumbs and the lines of a box within the block that holds the text",
     "https://jxw.example.gov.cn/art/2026/9/18/art_1691_12455.html",
     R"(<html><head><title>关于规范政务数据共享的通知</title></head><body><div class="article">
<div>当前位置：首页 &gt; 政务公开 &gt; 通知公告</div><h3>关于规范政务数据共享的通知</h3>
<div>索 引 号：000014349/2026-00166</div><div>发文机关：某某省经济和信息化厅</div><div>成文日期：2026-09-10</div>
<div>发布日期：2026-09-18</div>)" +
         paragraphs + R"(</div></body></html>)",
     "关于规范政务数据共享的通知",
     "2026-09-18",
     "",
     {}},
    {"the text in blocks without paragraphs, the day in brackets below the title",
     "https://www.example-bank.com.cn/info/20260918/8812.html",
     R"(<html><head><title>关于规范政务数据共享的通知</title></head><body><header><nav><a href="/">首页</a></nav></header><main>
<h1>关于规范政务数据共享的通知</h1><div class="sub">(2026-09-18)</div><div class="txt">
<div>)" + first_words +
         R"(</div><div>一、各部门应当编制政务数据目录，明确共享的范围、方式和时限，并及时更新。</div>
<div>二、数据使用部门应当按照约定的用途使用数据，不得擅自向第三方提供。</div><div>)" +
         last_words + R"(</div></div></main><footer>版权所有</footer></body></html>)",
     "关于规范政务数据共享的通知",
     "2026-09-18",
     "",
     {}},
};

}  // namespace

TEST_CASE("articles of unknown sites are read as a person reads them") {
  for (const Case& c : cases) {
    INFO(c.name);
    Page page;
    page.url = c.url;
    page.body = c.html;
    const auto article = read_article(page);
    REQUIRE(article.ok());
    CHECK(article->title == c.title);
    CHECK((article->published ? format_date(*article->published) : "") == c.published);
    CHECK(article->publisher.value_or("") == c.publisher);
    REQUIRE_FALSE(article->paragraphs.empty());
    CHECK(article->paragraphs.front() == first_words);
    std::string text;
    for (const auto& paragraph : article->paragraphs) text += paragraph + "\n";
    CHECK(text.find(last_words) != std::string::npos);
    INFO(text);
    CHECK(article->paragraphs.size() <= 5);
    std::vector<std::string> files;
    for (const auto& file : article->attachments) files.push_back(file.name);
    CHECK(files == c.files);
  }
}

}  // namespace regwatch
