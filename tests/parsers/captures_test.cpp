#include <catch2/catch.hpp>

#include "parsers/parser.h"
#include "tests/parsers/captured.h"

namespace regwatch {
namespace {

TEST_CASE("captured: CAC's rules are 20 of 38, read as a person reads them") {
  if (!has_captures()) return;
  const std::string url = "https://www.cac.gov.cn/wxzw/zcfg/bmgz/A09370303index_1.htm";
  const auto listing = read_list(captured("cac/list_bmgz.html", url), source_for("cac", url));
  std::vector<std::string> store;
  check_rows(
      listing,
      with_prefix(
          store, "https://www.cac.gov.cn/",
          {{"小型个人信息处理者个人信息保护简化措施规定", "2026-07/24/c_1786638889704872.htm",
            "2026-07-24"},
           {"网络数据安全风险评估办法", "2026-06/18/c_1783525609815499.htm", "2026-06-18"},
           {"互联网信息内容多渠道分发服务管理规定", "2026-05/29/c_1781795864412597.htm",
            "2026-05-29"},
           {"民政部 工业和信息化部 广电总局 国家新闻出版署 "
            "国家网信办关于印发《公开募捐平台服务管理办法》的通知",
            "2026-04/30/c_1779276538655621.htm", "2026-04-30"},
           {"民政部 工业和信息化部 国家网信办关于印发《互联网公开募捐服务平台管理办法》的通知",
            "2026-04/30/c_1779276538353684.htm", "2026-04-30"},
           {"人工智能拟人化互动服务管理暂行办法", "2026-04/10/c_1777558395078289.htm",
            "2026-04-10"},
           {"直播电商监督管理办法", "2026-01/07/c_1769516655383334.htm", "2026-01-07"},
           {"网络交易平台规则监督管理办法", "2026-01/07/c_1769515215345420.htm", "2026-01-07"},
           {"个人信息出境认证办法", "2025-10/17/c_1762449728720008.htm", "2025-10-17"},
           {"关键信息基础设施商用密码使用管理规定", "2025-07/01/c_1753083518894995.htm",
            "2025-07-01"},
           {"国家网络身份认证公共服务管理办法", "2025-05/23/c_1749711107835487.htm", "2025-05-23"},
           {"人工智能气象应用服务办法", "2025-04/30/c_1747718893685033.htm", "2025-04-30"},
           {"人脸识别技术应用安全管理办法", "2025-03/21/c_1744174262156096.htm", "2025-03-21"},
           {"个人信息保护合规审计管理办法", "2025-02/14/c_1741233507681519.htm", "2025-02-14"},
           {"网络暴力信息治理规定", "2024-06/14/c_1720043894161555.htm", "2024-06-14"},
           {"促进和规范数据跨境流动规定", "2024-03/22/c_1712776611775634.htm", "2024-03-22"},
           {"生成式人工智能服务管理暂行办法", "2023-07/13/c_1690898327029107.htm", "2023-07-13"},
           {"网信部门行政执法程序规定", "2023-03/23/c_1681211418907384.htm", "2023-03-23"},
           {"个人信息出境标准合同办法", "2023-02/24/c_1678884830036813.htm", "2023-02-24"},
           {"互联网信息服务深度合成管理规定", "2022-12/11/c_1672221949354811.htm", "2022-12-11"}}));
  CHECK(listing->total == 38);
  REQUIRE(listing->next.size() == 1);
  CHECK(listing->next[0].request.body.find("channelCode=A09370303") != std::string::npos);
}

TEST_CASE("captured: CAC's consultations keep the page's order") {
  if (!has_captures()) return;
  const std::string url = "https://www.cac.gov.cn/hdfw/wxan/A093802index_1.htm";
  const auto listing = read_list(captured("cac/list_wxan.html", url), source_for("cac", url));
  std::vector<std::string> store;
  check_rows(
      listing,
      with_prefix(
          store, "https://www.cac.gov.cn/",
          {{"国家互联网信息办公室关于《国务院关于保障未成年人健康安全使用网络的规定（征求意见稿）》"
            "公开征求意见的通知",
            "2026-09/18/c_1791482017777471.htm", "2026-09-18"},
           {"关于征求《政务移动互联网应用程序管理要求》强制性国家标准（征求意见稿）意见的通知",
            "2026-06/26/c_1784217637474922.htm", "2026-06-26"},
           {"国家互联网信息办公室关于《中华人民共和国反网络暴力法（征求意见稿）》公开征求意见的通"
            "知",
            "2026-07/29/c_1787072711938509.htm", "2026-07-29"},
           {"关于全国网络安全标准化技术委员会换届及征集委员的通知",
            "2026-09/03/c_1790185079976128.htm", "2026-09-03"}}));
  CHECK(listing->next.empty());
}

TEST_CASE("captured: CAC's home page is read in every section, dated by its addresses") {
  if (!has_captures()) return;
  const std::string url = "https://www.cac.gov.cn/";
  const auto listing = read_list(captured("cac/home_sections.html", url), source_for("cac", url));
  REQUIRE(listing.ok());
  REQUIRE(listing->entries.size() == 18);
  CHECK(listing->entries[0].title ==
        "专家解读｜坚持智能化、绿色化、融合化方向 纵深推进数字化绿色化协同转型发展");
  CHECK(
      listing->entries[17].title ==
      "国家互联网信息办公室关于《互联网信息服务管理办法（修订草案征求意见稿）》再次公开征求意见的通"
      "知");
  CHECK(listing->entries[17].url == "https://www.cac.gov.cn/2026-07/03/c_1784822399677167.htm");
  CHECK(listing->entries[17].published == make_date(2026, 7, 3));
}

TEST_CASE("captured: CAC's search results are dated by what they show") {
  if (!has_captures()) return;
  const std::string url = "https://search.cac.gov.cn/cms/cmsadmin/infopub/gjjs.jsp";
  const auto listing = read_list(captured("cac/search_results.html", url), source_for("cac", url));
  REQUIRE(listing.ok());
  REQUIRE(listing->entries.size() == 20);
  CHECK(listing->total == 20);
  CHECK(listing->next.empty());
  CHECK(listing->entries[0].title ==
        "聚焦法治护航数字经济高质量发展 2021年世界互联网大会乌镇峰会网络法治分论坛举行");
  CHECK(listing->entries[1].url == "https://www.cac.gov.cn/2021-09/24/c_1634076636607904.htm");
  CHECK(listing->entries[1].published == make_date(2021, 9, 25));
  CHECK(listing->entries[4].title == "江苏南通启动个人信息保护专项整治行动");
  CHECK(listing->entries[19].title == "中华人民共和国主席令（第九十一号）");
}

TEST_CASE("captured: CAC's consultation has its deadline and where comments go") {
  if (!has_captures()) return;
  const auto article = read_article(captured(
      "cac/article_consultation.html", "https://www.cac.gov.cn/2026-09/18/c_1791482017777471.htm"));
  REQUIRE(article.ok());
  CHECK(article->title ==
        "国家互联网信息办公室关于《国务院关于保障未成年人健康安全使用网络的规定（征求意见稿）》公开"
        "征求"
        "意见的通知");
  CHECK(article->published == make_date(2026, 9, 18));
  CHECK(article->facts.comment_deadline == make_date(2026, 10, 17));
  CHECK(article->facts.comment_to == std::vector<std::string>{"weibao@cac.gov.cn"});
  CHECK(article->paragraphs.back() == "第一条 ……");
  CHECK(article->next_pages.empty());
}

TEST_CASE("captured: MIIT's shell leads to the unit whose answer was saved") {
  if (!has_captures()) return;
  const std::string url = "https://www.miit.gov.cn/gzcy/yjzj/index.html";
  const auto shell =
      read_list(captured("miit/shell_yjzj.SYNTHETIC.html", url), source_for("miit", url));
  REQUIRE(shell.ok());
  REQUIRE(shell->is_shell());
  const auto listing = read_list(captured("miit/unit_yjzj.json", shell->next[0].request.url),
                                 source_for("miit", url));
  std::vector<std::string> store;
  check_rows(
      listing,
      with_prefix(
          store, "https://www.miit.gov.cn/gzcy/yjzj/art/2026/art_",
          {{"公开征求《氢能装备（碱性水电解制氢装备）制造行业规范条件（2026年本）（征求意见稿）》的"
            "意见",
            "03d6631242cd45c5bef6e8d62571beff.html", "2026-09-20", "2026-10-18"},
           {"公开征求对《中华人民共和国无线电频率划分规定（征求意见稿）》的意见",
            "ebc8c235df1b4582bcbdb5b54a1d0125.html", "2026-09-14", "2026-10-15"},
           {"关于公开征求《面向车联网应用的算力网络安全指南》等89项通信行业标准报批意见的公示",
            "8f612a418b71457e9cc49b424cc01937.html", "2026-09-11", "2026-10-12"},
           {"关于公开征求《饲料加工机械卫生规范》等14项强制性国家标准制修订计划项目意见的公示",
            "3c2e4c31f3174237ba8575b3d8a8745d.html", "2026-09-04", "2026-09-11"}}));
  CHECK(listing->next.empty());
}

TEST_CASE("captured: MIIT's article has its files and its source") {
  if (!has_captures()) return;
  const auto article = read_article(captured(
      "miit/article_consultation.html",
      "https://www.miit.gov.cn/gzcy/yjzj/art/2026/art_3c2e4c31f3174237ba8575b3d8a8745d.html"));
  REQUIRE(article.ok());
  CHECK(article->title ==
        "关于公开征求《饲料加工机械卫生规范》等14项强制性国家标准制修订计划项目意见的公示");
  CHECK(article->published == make_date(2026, 9, 4));
  CHECK(article->publisher == "科技司");
  CHECK(article->facts.comment_deadline == make_date(2026, 9, 11));
  REQUIRE(article->attachments.size() == 2);
  CHECK(article->attachments[0].name == "强制性国家标准制修订计划（征求意见稿）");
  CHECK(article->attachments[1].url ==
        "https://www.miit.gov.cn/cms_files/filemanager/1226211233/attach/20268/"
        "c54e3c50fa1241b6bb7f66c2c3071e51.doc");
}

TEST_CASE("captured: CSRC's rules are 20 of 89, dated by their first publication") {
  if (!has_captures()) return;
  const std::string url = "http://www.csrc.gov.cn/csrc/c106256/fg.shtml";
  const auto listing = read_list(captured("csrc/rules_list_1.html", url), source_for("csrc", url));
  std::vector<std::string> store;
  check_rows(
      listing,
      with_prefix(
          store, "http://www.csrc.gov.cn/csrc/c106256/",
          {{"中国证监会派出机构监管职责规定", "c3217074/content.shtml", "2015-10-29"},
           {"证券基金经营机构董事、监事、高级管理人员及从业人员监督管理办法",
            "c1942800/content.shtml", "2022-02-18"},
           {"北京证券交易所上市公司持续监管办法（试行）", "c1653980/content.shtml", "2021-10-30"},
           {"北京证券交易所向不特定合格投资者公开发行股票注册管理办法（试行）",
            "c1653977/content.shtml", "2021-10-30"},
           {"北京证券交易所上市公司证券发行注册管理办法（试行）", "c1653979/content.shtml",
            "2021-10-30"},
           {"证券交易所管理办法", "c1653990/content.shtml", "1997-12-10"},
           {"非上市公众公司信息披露管理办法", "c1653987/content.shtml", "2019-12-20"},
           {"非上市公众公司监督管理办法", "c1653982/content.shtml", "2012-09-28"},
           {"证券期货违法行为行政处罚办法", "c1653976/content.shtml", "2021-07-14"},
           {"证券市场禁入规定", "c1653965/content.shtml", "2006-06-07"},
           {"优先股试点管理办法", "c1653961/content.shtml", "2014-03-21"},
           {"客户交易结算资金管理办法", "c1653953/content.shtml", "2001-05-16"},
           {"上市公司信息披露管理办法", "c1653948/content.shtml", "2007-01-30"},
           {"证券公司股权管理规定", "c1653943/content.shtml", "2019-07-05"},
           {"证券市场资信评级业务管理办法", "c1653925/content.shtml", "2021-02-26"},
           {"公司债券发行与交易管理办法", "c1653917/content.shtml", "2015-01-15"},
           {"可转换公司债券管理办法", "c1653887/content.shtml", "2020-12-31"},
           {"证券基金经营机构信息技术管理办法", "c1653896/content.shtml", "2018-12-19"},
           {"证券公司和证券投资基金管理公司境外设立、收购、参股经营机构管理办法",
            "c1653890/content.shtml", "2018-09-25"},
           {"期货交易所管理办法", "c1653889/content.shtml", "2002-05-17"}}));
  CHECK(listing->total == 89);
  for (const auto& entry : listing->entries) CHECK(entry.attachments.size() == 2);
  REQUIRE(listing->next.size() == 1);
  CHECK(listing->next[0].request.url == "http://www.csrc.gov.cn/csrc/c106256/fg_2.shtml");
}

TEST_CASE("captured: CSRC's rules are not dated by their re-publication") {
  if (!has_captures()) return;
  const struct {
    const char* file;
    const char* url;
    const char* title;
    std::optional<CivilDate> published;
    const char* last;
  } cases[] = {
      {"csrc/rules_detail_1.html", "http://www.csrc.gov.cn/csrc/c106256/c3217074/content.shtml",
       "中国证监会派出机构监管职责规定", make_date(2015, 10, 29), "本规定自2015年12月1日起施行"},
      {"csrc/rules_detail_2.html", "http://www.csrc.gov.cn/csrc/c106256/c1942800/content.shtml",
       "证券基金经营机构董事、监事、高级管理人员及从业人员监督管理办法", make_date(2022, 2, 18),
       "2022年4月1日起施行"}};
  for (const auto& each : cases) {
    INFO(each.file);
    const auto article = read_article(captured(each.file, each.url));
    REQUIRE(article.ok());
    CHECK(article->title == each.title);
    CHECK(article->published == each.published);
    CHECK(article->publisher == "中国证监会");
    REQUIRE(article->attachments.size() == 2);
    CHECK(article->attachments[0].name == "下载图片版");
    std::string whole;
    for (const auto& line : article->paragraphs) whole += line;
    CHECK(whole.find(each.last) != std::string::npos);
    CHECK(whole.find("中国证券监督管理委员会发布") == std::string::npos);
  }
}

}  // namespace
}  // namespace regwatch
