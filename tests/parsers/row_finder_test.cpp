#include <catch2/catch.hpp>

#include "parsers/html.h"
#include "parsers/list_name.h"
#include "parsers/list_proposal.h"
#include "parsers/title_links.h"

namespace regwatch {
namespace {

constexpr const char* address = "https://www.example.gov.cn/xxgk/tzgg/index.html";

// A list as it stands in a page: between navigation, a sidebar of what is read most, and a footer
// with the names of other offices.
std::string framed(const std::string& list) {
  return R"(<!DOCTYPE html><html><head><meta charset="utf-8"><title>通知公告_某某市数据局</title></head>
<body><div class="header"><ul class="nav"><li><a href="/">网站首页</a></li>
<li><a href="/zwgk/">政务公开</a></li><li><a href="/zwfw/">政务服务</a></li>
<li><a href="/hdjl/">互动交流</a></li><li><a href="/sjkf/">数据开放</a></li></ul></div>
<div class="main"><div class="left"><a href="/xxgk/tzgg/">通知公告</a><a href="/xxgk/zcwj/">政策文件</a>
<a href="/xxgk/zcjd/">政策解读</a><a href="/xxgk/cwgk/">财务公开</a></div><div class="content">)" +
         list + R"(</div><div class="hot"><h3>热点排行</h3><ol>
<li><a href="/xw/1.html">我市召开数据工作会议</a></li><li><a href="/xw/2.html">我市数据产业发展迅速</a></li>
<li><a href="/xw/3.html">公共数据授权运营试点启动</a></li></ol></div></div>
<div class="footer"><a href="http://www.gov.cn/">中国政府网</a><a href="http://www.nda.gov.cn/">国家数据局网站</a>
<a href="http://www.cac.gov.cn/">国家互联网信息办公室</a><a href="http://www.miit.gov.cn/">工业和信息化部</a></div>
</body></html>)";
}

std::vector<TriedProposal> proposed(const std::string& html) {
  Page page;
  page.url = address;
  page.body = html;
  return propose_lists(page);
}

std::string option(const TriedProposal& tried, const std::string& key) {
  for (const auto& [name, value] : tried.proposal.options) {
    if (name == key) return value;
  }
  return "";
}

std::string day(const Entry& entry) {
  return entry.published ? format_date(*entry.published) : "none";
}

struct Case {
  std::string name;
  std::string list;
  std::size_t rows;
  std::string item;        ///< The selector that is proposed.
  std::string first_date;  ///< `none` where rows have no date.
  std::string last_title;
};

const Case cases[] = {
    {"a table that heads the day a document is dated and the day it was published",
     R"(<table class="wj"><thead><tr><th>标题</th><th>成文日期</th><th>发布日期</th></tr></thead><tbody>
<tr><td><a href="/art_1.html">关于印发建设工程管理办法的通知</a></td><td>2026-01-05</td><td>2026-04-17</td></tr>
<tr><td><a href="/art_2.html">关于开展建筑市场检查工作的通知</a></td><td>2026-01-04</td><td>2026-04-16</td></tr>
<tr><td><a href="/art_3.html">关于公布资质核查结果的公告</a></td><td>2026-01-03</td><td>2026-04-15</td></tr></tbody></table>)",
     3, "table.wj tr", "2026-04-17", "关于公布资质核查结果的公告"},
    {"a box for the day, and a date in each summary",
     R"(<div class="news"><div class="item"><div class="time"><b>17</b><p>2026-04</p></div><div class="txt"><h3><a href="/c/1.html">关于加强数据安全管理的通知</a></h3><p>依据自2021年9月1日起施行的法律……<a href="/c/1.html">[详细]</a></p></div></div>
<div class="item"><div class="time"><b>16</b><p>2026-04</p></div><div class="txt"><h3><a href="/c/2.html">关于开展风险评估工作的通知</a></h3><p>依据自2021年9月1日起施行的法律……<a href="/c/2.html">[详细]</a></p></div></div>
<div class="item"><div class="time"><b>15</b><p>2026-04</p></div><div class="txt"><h3><a href="/c/3.html">关于修改部分规范性文件的决定</a></h3><p>依据自2021年9月1日起施行的法律……<a href="/c/3.html">[详细]</a></p></div></div></div>)",
     3, "div.news > div", "2026-04-17", "关于修改部分规范性文件的决定"},
    {"links and dates between line breaks, in no elements",
     R"(<div class="gg">· <a href="1.htm">关于加强数据安全管理的通知</a> (2026-04-17)<br>
· <a href="2.htm">关于开展风险评估工作的通知</a> (2026-04-16)<br>· <a href="3.htm">关于修改部分规范性文件的决定</a> (2026-04-15)<br></div>)",
     3, "div.gg > a", "2026-04-17", "关于修改部分规范性文件的决定"},
    {"dates in the text before their links",
     R"(<div class="gg">2026-04-17 <a href="1.htm">关于加强数据安全管理的通知</a><br>
2026-04-16 <a href="2.htm">关于开展风险评估工作的通知</a><br>2026-04-15 <a href="3.htm">关于修改部分规范性文件的决定</a><br></div>)",
     3, "div.gg > a", "2026-04-17", "关于修改部分规范性文件的决定"},
    {"one column's link before every title",
     R"(<ul class="zj"><li><a class="lm" href="/gg/">【通知公告】</a><a class="bt" href="/gg/1.html">关于加强数据安全管理的通知</a><span>2026-04-17</span></li>
<li><a class="lm" href="/gg/">【通知公告】</a><a class="bt" href="/gg/2.html">关于开展风险评估工作的通知</a><span>2026-04-16</span></li>
<li><a class="lm" href="/gg/">【通知公告】</a><a class="bt" href="/gg/3.html">关于修改部分规范性文件的决定</a><span>2026-04-15</span></li></ul>)",
     3, "ul.zj > li", "2026-04-17", "关于修改部分规范性文件的决定"},
    {"addresses in data-href",
     R"(<ul class="tz"><li><a href="javascript:;" data-href="/gg/1.html">关于加强数据安全管理的通知</a><em>2026-04-17</em></li>
<li><a href="javascript:;" data-href="/gg/2.html">关于开展风险评估工作的通知</a><em>2026-04-16</em></li>
<li><a href="javascript:;" data-href="/gg/3.html">关于修改部分规范性文件的决定</a><em>2026-04-15</em></li></ul>)",
     3, "ul.tz > li", "2026-04-17", "关于修改部分规范性文件的决定"},
    {"rows without a link that a script opens",
     R"(<ul class="tz"><li onclick='window.open("/gg/1.html")'><p class="bt">关于加强数据安全管理的通知</p><em>2026-04-17</em></li>
<li onclick='window.open("/gg/2.html")'><p class="bt">关于开展风险评估工作的通知</p><em>2026-04-16</em></li>
<li onclick='window.open("/gg/3.html")'><p class="bt">关于修改部分规范性文件的决定</p><em>2026-04-15</em></li></ul>)",
     3, "ul.tz > li", "2026-04-17", "关于修改部分规范性文件的决定"},
    {"a day, a month and a year, each in its element",
     R"(<ul class="xw"><li><div class="date"><b>17</b><span>4月</span><span>2026</span></div><a href="./1.html">关于加强数据安全管理的通知</a></li>
<li><div class="date"><b>16</b><span>4月</span><span>2026</span></div><a href="./2.html">关于开展风险评估工作的通知</a></li>
<li><div class="date"><b>15</b><span>4月</span><span>2026</span></div><a href="./3.html">关于修改部分规范性文件的决定</a></li></ul>)",
     3, "ul.xw > li", "2026-04-17", "关于修改部分规范性文件的决定"},
    {"years of two digits",
     R"(<ul class="xw"><li><a href="./1.html">关于加强数据安全管理的通知</a><span>26-04-17</span></li>
<li><a href="./2.html">关于开展风险评估工作的通知</a><span>26-04-16</span></li>
<li><a href="./3.html">关于修改部分规范性文件的决定</a><span>26-04-15</span></li></ul>)",
     3, "ul.xw > li", "2026-04-17", "关于修改部分规范性文件的决定"},
    {"articles with headers, their days in datetime",
     R"(<div class="posts"><article><header><h2><a href="/zc/1/">关于加强数据安全管理的通知</a></h2><time datetime="2026-04-17T08:00:00+08:00">3天前</time></header></article>
<article><header><h2><a href="/zc/2/">关于开展风险评估工作的通知</a></h2><time datetime="2026-04-16T08:00:00+08:00">4天前</time></header></article>
<article><header><h2><a href="/zc/3/">关于修改部分规范性文件的决定</a></h2><time datetime="2026-04-15T08:00:00+08:00">5天前</time></header></article></div>)",
     3, "div.posts header", "2026-04-17", "关于修改部分规范性文件的决定"},
    {"months with English names",
     R"(<ul class="xw"><li><a href="./1.html">关于加强数据安全管理的通知</a><span>Apr 17, 2026</span></li>
<li><a href="./2.html">关于开展风险评估工作的通知</a><span>Apr 16, 2026</span></li>
<li><a href="./3.html">关于修改部分规范性文件的决定</a><span>Mar 31, 2026</span></li></ul>)",
     3, "ul.xw > li", "2026-04-17", "关于修改部分规范性文件的决定"},
    {"a dated ranking beside it that is longer",
     R"(<div class="lb"><ul><li><a href="/gg/1.html">关于加强数据安全管理的通知</a><span>2026-04-17</span></li>
<li><a href="/gg/2.html">关于开展风险评估工作的通知</a><span>2026-04-16</span></li></ul></div>
<div class="ph"><h3>点击排行</h3><ul><li><a href="/ph/1.html">关于调整部分商品关税税率的公告</a><span>2026-04-03</span></li>
<li><a href="/ph/2.html">关于举办全省业务培训班的通知</a><span>2026-04-02</span></li>
<li><a href="/ph/3.html">关于做好安全生产工作的紧急通知</a><span>2026-04-01</span></li></ul></div>)",
     2, "div.lb li", "2026-04-17", "关于开展风险评估工作的通知"},
    {"rows of a list with their dates behind",
     R"(<ul class="list"><li><a href="./202609/t20260918_1.html">关于公开征求数据管理办法意见的通知</a><span>2026-09-18</span></li>
<li><a href="./202609/t20260911_2.html">关于印发数据分类分级指南的通知</a><span>2026-09-11</span></li>
<li><a href="./202608/t20260801_3.html">关于开展数据安全检查的公告</a><span>2026-08-01</span></li></ul>)",
     3, "ul.list > li", "2026-09-18", "关于开展数据安全检查的公告"},
    {"dates before the links, and titles that are cut with the whole in title=",
     R"(<ul class="gl_list"><li><span>2026.08.04</span><a href="./202608/t20260804_1.htm" title="关于国有土地使用权招拍挂出让成交结果的公示">关于国有土地使用权招拍挂...</a></li>
<li><span>2026.08.03</span><a href="./202608/t20260803_2.htm" title="关于国有土地使用权协议出让结果的公示">关于国有土地使用权协议...</a></li>
<li><span>2026.07.30</span><a href="./202607/t20260730_3.htm" title="关于不动产登记机构变更的公告">关于不动产登记机构...</a></li></ul>)",
     3, "ul.gl_list > li", "2026-08-04", "关于不动产登记机构变更的公告"},
    {"a table with a heading row and three columns",
     R"(<table class="tb"><tr><td>发文单位</td><td>标题</td><td>日期</td></tr>
<tr><td class="e1">省司法厅</td><td class="e2"><a href="/art/2.htm">关于印发法律服务失信名单管理办法的通知</a></td><td class="e3">2026-12-27</td></tr>
<tr><td class="e1">省药监局</td><td class="e2"><a href="/art/3.htm">关于印发食品药品失信名单管理办法的通知</a></td><td class="e3">2026-12-19</td></tr>
<tr class="e-last"><td class="e1">省环保厅</td><td class="e2"><a href="/art/4.htm">关于印发环境违法名单管理办法的通知</a></td><td class="e3">2026-07-22</td></tr></table>)",
     3, "table.tb tr", "2026-12-27", "关于印发环境违法名单管理办法的通知"},
    {"a table for each row",
     R"(<div id="r_con"><table><tbody><tr><td width="15"></td><td><font class="newslist_style"><a href="/a/144/2026052217/index.html" title="人民银行令第4号（关于修改部分规章的决定）">人民银行令第4号（关于修改...</a></font><span class="hui12">2026-05-22</span></td></tr></tbody></table>
<table><tbody><tr><td width="15"></td><td><font class="newslist_style"><a href="/a/144/2026042118/index.html" title="人民银行令第3号（支付机构监督管理条例实施细则）">人民银行令第3号（支付...</a></font><span class="hui12">2026-04-21</span></td></tr></tbody></table>
<table><tbody><tr><td width="15"></td><td><font class="newslist_style"><a href="/a/144/2026010112/index.html" title="人民银行令第1号（征信机构管理办法）">人民银行令第1号（征信...</a></font><span class="hui12">2026-01-01</span></td></tr></tbody></table></div>)",
     3, "#r_con tr", "2026-05-22", "人民银行令第1号（征信机构管理办法）"},
    {"links of related pages nested in the rows",
     R"(<ul class="u-list"><li><a href="./202604/t20260409_1.html">电力重大事故隐患判定标准 第41号令</a><span>2026/04/09</span>
<div class="popbox"><ul><li><a href="../../jd/t20260409_7.html">专家解读之一：电力安全新规</a></li><li><a href="../../jd/t20260410_8.html">专家解读之二：隐患判定新规</a></li></ul></div></li>
<li class="empty"></li>
<li><a href="./202602/t20260211_2.html">粮食流通行政执法办法 第40号令</a><span>2026/02/11</span>
<div class="popbox"><ul><li><a href="../../jd/t20260211_9.html">一图读懂粮食流通行政执法</a></li></ul></div></li>
<li><a href="./202601/t20260123_3.html">企业技术中心认定管理办法 第39号令</a><span>2026/01/23</span></li></ul>)",
     3, "ul.u-list > li", "2026-04-09", "企业技术中心认定管理办法 第39号令"},
    {"a summary that mentions a day before the row's own",
     R"(<div class="newslist"><div class="item"><h4><a href="/c/101.shtml">数据要素综合改革实施方案发布</a></h4><p>2025年3月1日，全市大会召开，提出要求</p><em>2026-03-05</em></div>
<div class="item"><h4><a href="/c/102.shtml">公共数据资源登记工作正式启动</a></h4><p>按照2024年10月9日的意见，现启动登记</p><em>2026-03-01</em></div>
<div class="item"><h4><a href="/c/103.shtml">可信数据空间试点名单对外公布</a></h4><p>经评审，名单如下</p><em>2026-02-11</em></div></div>)",
     3, "div.newslist > div", "2026-03-05", "可信数据空间试点名单对外公布"},
    {"a list cut into blocks of a few rows",
     R"(<div class="list_box"><ul><li><a href="/a/6.html">关于第六批名单的公告内容</a><span>[2026-06-30]</span></li><li><a href="/a/5.html">关于第五批名单的公告内容</a><span>[2026-06-29]</span></li></ul>
<hr><ul><li><a href="/a/4.html">关于第四批名单的公告内容</a><span>[2026-06-20]</span></li><li><a href="/a/3.html">关于第三批名单的公告内容</a><span>[2026-06-11]</span></li></ul>
<hr><ul><li><a href="/a/2.html">关于第二批名单的公告内容</a><span>[2026-06-02]</span></li></ul></div>)",
     5, "div.list_box li", "2026-06-30", "关于第二批名单的公告内容"},
    {"days that only the addresses tell, the rows print month and day",
     R"(<ul class="newsList"><li><a href="/art/2026/9/18/art_75_1.html">关于商标代理监管的通知全文</a><span>09-18</span></li>
<li><a href="/art/2026/9/2/art_75_2.html">关于专利申请指引的公告全文</a><span>09-02</span></li>
<li><a href="/art/2025/12/30/art_75_3.html">关于收费标准调整的公告全文</a><span>12-30</span></li></ul>)",
     3, "ul.newsList > li", "2026-09-18", "关于收费标准调整的公告全文"},
    {"rows without any date",
     R"(<ul class="zclist"><li><a href="/zc/1.html">某某市公共数据资源授权运营实施细则</a></li>
<li><a href="/zc/2.html">某某市数据交易场所管理暂行办法</a></li><li><a href="/zc/3.html">某某市政务数据共享条例</a></li>
<li><a href="/zc/4.html">某某市数字经济促进条例（修订）</a></li></ul>)",
     4, "ul.zclist > li", "none", "某某市数字经济促进条例（修订）"},
    {"a category's link before the title's",
     R"(<ul class="lb"><li><a class="lm" href="/lm/1/">[政策解读]</a><a class="bt" href="/n/1.html">一图读懂数据产权登记办法</a><i>2026-05-05</i></li>
<li><a class="lm" href="/lm/2/">[部门文件]</a><a class="bt" href="/n/2.html">关于印发数据产权登记办法的通知</a><i>2026-05-01</i></li>
<li><a class="lm" href="/lm/1/">[政策解读]</a><a class="bt" href="/n/3.html">数据产权登记办法答记者问</a><i>2026-04-30</i></li></ul>)",
     3, "ul.lb > li", "2026-05-05", "数据产权登记办法答记者问"},
    {"blocks of links with nothing around them",
     R"(<div class="yw"><a href="/x/31.html"><strong>关于网络数据安全风险评估的公告</strong><time>2026-09-18</time></a>
<a href="/x/30.html"><strong>关于个人信息保护认证的公告</strong><time>2026-09-10</time></a>
<a href="/x/29.html"><strong>关于数据出境安全评估的公告</strong><time>2026-09-01</time></a></div>)",
     3, "div.yw > a", "2026-09-18", "关于数据出境安全评估的公告"},
    {"the parts of a row in list items of its own list",
     R"(<div class="page-content"><ul><li class="t"><a href="/hd/art_1.html">网络交易平台合规指引（征求意见稿）</a></li><li class="d">2026-09-17</li></ul>
<ul><li class="t"><a href="/hd/art_2.html">食糖生产许可审查细则（征求意见稿）</a></li><li class="d">2026-09-16</li></ul>
<ul><li class="t"><a href="/hd/art_3.html">化妆品标识监督管理办法（征求意见稿）</a></li><li class="d">2026-09-01</li></ul></div>)",
     3, "div.page-content > ul", "2026-09-17", "化妆品标识监督管理办法（征求意见稿）"},
    {"a link as a whole block, its day apart from its month",
     R"(<ul class="text-list2"><li><a href="info/1012/3521.htm"><div class="date2"><p>02</p><span>2026-06</span></div>
<div class="text-list-info"><h3>关于公开选拔负责人的通知</h3><p>各单位：为顺利完成换届工作，现将有关事项通知如下</p></div></a></li>
<li><a href="info/1012/3515.htm"><div class="date2"><p>28</p><span>2026-05</span></div>
<div class="text-list-info"><h3>关于2026年优才计划的通知</h3><p>根据2026年优才计划支持标准，现开展申报</p></div></a></li>
<li><a href="info/1012/3501.htm"><div class="date2"><p>11</p><span>2026-05</span></div>
<div class="text-list-info"><h3>关于放假安排的通知</h3><p>现将放假安排通知如下</p></div></a></li></ul>)",
     3, "ul.text-list2 > li", "2026-06-02", "关于放假安排的通知"},
    {"a date loose in the row's text",
     R"(<ul class="ls"><li>· <a href="/z/11.htm">关于开展行业自律检查的通知</a> (2026-02-03)</li>
<li>· <a href="/z/10.htm">关于举办数据安全培训的通知</a> (2026-02-01)</li>
<li>· <a href="/z/9.htm">关于发布团体标准的公告</a> (2026-01-15)</li></ul>)",
     3, "ul.ls > li", "2026-02-03", "关于发布团体标准的公告"},
    {"links that a script opens",
     R"html(<ul class="notice"><li><a href="#" onclick="window.open('/oa/view.jsp?id=31')">关于调整申报时间的通知</a><span>2026-09-22</span></li>
<li><a href="#" onclick="window.open('/oa/view.jsp?id=30')">关于系统升级维护的公告</a><span>2026-09-20</span></li>
<li><a href="#" onclick="window.open('/oa/view.jsp?id=27')">关于开展业务培训的通知</a><span>2026-08-02</span></li></ul>)html",
     3, "ul.notice > li", "2026-09-22", "关于开展业务培训的通知"},
    {"a list of terms, each date in the term's description",
     R"(<dl class="flfg"><dt><a href="/f/3.html">某某市数据条例实施办法</a></dt><dd>2026-07-01</dd>
<dt><a href="/f/2.html">某某市公共数据管理规定</a></dt><dd>2026-06-01</dd>
<dt><a href="/f/1.html">某某市网络安全管理办法</a></dt><dd>2026-05-04</dd></dl>)",
     3, "dl.flfg > dt", "2026-07-01", "某某市网络安全管理办法"},
    {"tabs, of which one is shown: all are read, for they differ in nothing",
     R"(<div class="tabs"><ul class="sx-list list1"><li><img src="d.jpg"><a href="/g/202006/t20200629_38.html"><p>关于推进超低能耗建筑发展的实施意见</p></a><span>2020-06-26</span></li>
<li><img src="d.jpg"><a href="/g/202006/t20200617_46.html"><p>关于印发优秀运动员奖励办法的通知</p></a><span>2020-06-12</span></li></ul>
<ul class="sx-list list1" style="display: none;"><li><img src="d.jpg"><a href="/g/202007/t20200729_28.html"><p>关于促进建筑业健康发展的实施意见</p></a><span>2020-07-27</span></li>
<li><img src="d.jpg"><a href="/g/202007/t20200728_65.html"><p>关于健全完善促进就业机制的实施意见</p></a><span>2020-07-21</span></li></ul></div>)",
     4, "ul.sx-list > li", "2020-06-26", "关于健全完善促进就业机制的实施意见"},
    {"two columns of a table, a row in each cell",
     R"(<table class="two"><tr><td><a href="/p/9.html">关于第九批备案信息的公告</a> 2026-09-09</td><td><a href="/p/8.html">关于第八批备案信息的公告</a> 2026-08-08</td></tr>
<tr><td><a href="/p/7.html">关于第七批备案信息的公告</a> 2026-07-07</td><td><a href="/p/6.html">关于第六批备案信息的公告</a> 2026-06-06</td></tr></table>)",
     4, "table.two td", "2026-09-09", "关于第六批备案信息的公告"},
};

}  // namespace

TEST_CASE("a list is found between the links of its page, and html_list gives it again") {
  for (const Case& c : cases) {
    INFO(c.name);
    const auto lists = proposed(framed(c.list));
    REQUIRE_FALSE(lists.empty());
    const TriedProposal& best = lists.front();
    std::string doubts;
    for (const auto& doubt : best.proposal.doubts) doubts += doubt + "\n";
    INFO(doubts);
    CHECK(option(best, "item") == c.item);
    REQUIRE(best.listing.entries.size() == c.rows);
    CHECK(day(best.listing.entries.front()) == c.first_date);
    CHECK(best.listing.entries.back().title == c.last_title);
    const std::string html = framed(c.list);
    Page page;
    page.url = address;
    page.body = html;
    const auto again = read_list(page, source_of_proposal(best.proposal, address));
    REQUIRE(again.ok());
    CHECK(again->entries.size() == c.rows);
  }
}

TEST_CASE("static pages are asked for by the number that their pager states") {
  const std::string list =
      R"(<ul class="gl"><li><a href="./t20260918_1.html">关于公开征求意见的通知</a><span>2026-09-18</span></li>
<li><a href="./t20260917_2.html">关于印发分类指南的通知</a><span>2026-09-17</span></li>
<li><a href="./t20260916_3.html">关于开展安全检查的公告</a><span>2026-09-16</span></li></ul>
<script>createPageHTML(9, 0, "index", "html");</script>)";
  const auto lists = proposed(framed(list));
  REQUIRE_FALSE(lists.empty());
  CHECK(option(lists.front(), "page_url") == "index_{page}.html");
  CHECK(option(lists.front(), "first_page") == "0");
  REQUIRE(lists.front().listing.next.size() == 1);
  CHECK(lists.front().listing.next.front().request.url ==
        "https://www.example.gov.cn/xxgk/tzgg/index_1.html");
}

TEST_CASE("a page of navigation alone has no list of announcements with dates") {
  for (const TriedProposal& found : proposed(framed(""))) {
    for (const Entry& entry : found.listing.entries) CHECK_FALSE(entry.published);
  }
}

TEST_CASE("the day in a page's head and what is recommended beside it are no list") {
  for (const TriedProposal& found : proposed(framed(
           R"(<div class="top"><a href="/">某某市数据局</a><span>2026年4月20日 星期一</span></div>
<div class="rbox"><h3>热点推荐</h3><ul><li><a href="/xw/t20260418_1.html">局长主持召开第一季度工作推进会</a></li>
<li><a href="/xw/t20260417_2.html">全国数据安全工作会议召开</a></li>
<li><a href="/xw/t20260416_3.html">我局召开理论学习中心组学习会</a></li></ul></div>)"))) {
    for (const Entry& entry : found.listing.entries) {
      INFO(entry.title);
      CHECK_FALSE(entry.published);
    }
  }
}

TEST_CASE("links lead where the page's base says") {
  const auto lists = proposed(
      R"(<html><head><base href="http://www.example.gov.cn/site/"></head><body><ul class="tz">
<li><a href="c/1.html">关于加强数据安全管理的通知</a><em>2026-04-17</em></li>
<li><a href="c/2.html">关于开展风险评估工作的通知</a><em>2026-04-16</em></li>
<li><a href="c/3.html">关于修改部分规范性文件的决定</a><em>2026-04-15</em></li></ul><a href="list_2.html">下一页</a></body></html>)");
  REQUIRE_FALSE(lists.empty());
  const Listing& listing = lists.front().listing;
  CHECK(listing.entries.front().url == "http://www.example.gov.cn/site/c/1.html");
  REQUIRE(listing.next.size() == 1);
  CHECK(listing.next.front().request.url == "http://www.example.gov.cn/site/list_2.html");
}

TEST_CASE("rows of a table are found in an answer without the table") {
  const auto lists = proposed(
      R"(<tr><td>1</td><td><a href="/a/1.html">关于加强数据安全管理的通知</a></td><td>2026-04-17</td></tr>
<tr><td>2</td><td><a href="/a/2.html">关于开展风险评估工作的通知</a></td><td>2026-04-16</td></tr>
<tr><td>3</td><td><a href="/a/3.html">关于修改部分规范性文件的决定</a></td><td>2026-04-15</td></tr>)");
  REQUIRE_FALSE(lists.empty());
  REQUIRE(lists.front().listing.entries.size() == 3);
  CHECK(day(lists.front().listing.entries.front()) == "2026-04-17");
}

TEST_CASE("a page's column and its site are told apart") {
  struct Title {
    std::string head;
    std::string column;
    std::string site;
  };
  const Title titles[] = {
      {"<title>通知公告_国家数据局</title>", "通知公告", "国家数据局"},
      {"<title>国家数据局-通知公告</title>", "通知公告", "国家数据局"},
      {"<title>某某省通信管理局 通知公告</title>", "通知公告", "某某省通信管理局"},
      {"<title>首页</title><meta name=\"ColumnName\" content=\"政策发布\">"
       "<meta name=\"SiteName\" content=\"某某部\">",
       "政策发布", "某某部"},
      {"", "", ""},
  };
  for (const auto& [head, column, site] : titles) {
    INFO(head);
    const auto html = Html::parse("<html><head>" + head + "</head><body></body></html>");
    REQUIRE(html.ok());
    CHECK(name_of_list(*html).column == column);
    CHECK(name_of_list(*html).site == site);
  }
}

TEST_CASE("the address that a script opens is read from it") {
  CHECK(reference_in_script("window.open('/oa/view.jsp?id=31')") == "/oa/view.jsp?id=31");
  CHECK(reference_in_script("javascript:location.href=\"../a/1.html\";") == "../a/1.html");
  CHECK(reference_in_script("show('12')").empty());
}

}  // namespace regwatch
