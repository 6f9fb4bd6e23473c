#include <catch2/catch.hpp>
#include <filesystem>

#include "parsers/parser.h"
#include "tests/parsers/golden.h"

namespace regwatch {
namespace {

// Pages as others saved them lie beside the project, where they are.
const std::string captures = std::string(REGWATCH_SOURCE_DIR) + "/../shared/captures/";

bool has_captures() {
  if (std::filesystem::exists(captures)) return true;
  WARN("skipped: ../shared/captures is not there");
  return false;
}

std::string bytes;  // Keeps what a Page views.

Page captured(const std::string& file, const std::string& url) {
  bytes = read_file(captures + file);
  Page page;
  page.url = url;
  page.body = bytes;
  const bool is_json = file.ends_with(".json") || file.ends_with(".jsonp");
  page.headers = {
      {"Content-Type", is_json ? "application/json;charset=UTF-8" : "text/html; charset=UTF-8"}};
  return page;
}

Source source_for(const std::string& parser, const std::string& url) {
  Source source;
  source.id = "captured";
  source.parser = parser;
  source.url = url;
  return source;
}

struct Row {
  const char* title;
  const char* url;
  const char* published;
  const char* deadline = "";
};

void check_rows(const Result<Listing>& listing, const std::vector<Row>& rows) {
  REQUIRE(listing.ok());
  REQUIRE(listing->entries.size() == rows.size());
  CHECK(listing->doubts.empty());
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const Entry& entry = listing->entries[i];
    CHECK(entry.title == rows[i].title);
    CHECK(entry.url == rows[i].url);
    CHECK((entry.published ? format_date(*entry.published) : "") == rows[i].published);
    CHECK((entry.comment_deadline ? format_date(*entry.comment_deadline) : "") == rows[i].deadline);
  }
}

// The rows of saved pages, read by eye. Addresses that share their beginning are given by their
// end.
std::vector<Row> with_prefix(std::vector<std::string>& store, const std::string& prefix,
                             std::vector<Row> rows) {
  store.reserve(rows.size());
  for (auto& row : rows) row.url = store.emplace_back(prefix + row.url).c_str();
  return rows;
}

}  // namespace

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

TEST_CASE("captured: NDRC's orders are rows, what interprets them is not") {
  if (!has_captures()) return;
  const std::string url = "https://www.ndrc.gov.cn/xxgk/zcfb/fzggwl/index.html";
  const auto listing = read_list(captured("ndrc/list.html", url), source_for("trs", url));
  std::vector<std::string> store;
  check_rows(
      listing,
      with_prefix(
          store, "https://www.ndrc.gov.cn/xxgk/zcfb/fzggwl/",
          {{"《电力重大事故隐患判定标准及治理监督管理规定》 2026年第41号令",
            "202604/t20260409_1404577.html", "2026-04-09"},
           {"《粮食流通行政执法办法》 2026年第40号令", "202602/t20260211_1403694.html",
            "2026-02-11"},
           {"《国家发展改革委企业技术中心认定管理办法》 2025年第39号令",
            "202601/t20260123_1403413.html", "2026-01-23"},
           {"《中央预算内投资补助和贴息项目管理办法》 2025年第38号令",
            "202601/t20260109_1403140.html", "2026-01-09"},
           {"《鼓励外商投资产业目录(2025年版)》 2025年第37号令", "202512/t20251224_1402564.html",
            "2025-12-24"},
           {"《信用修复管理办法》 2025年第36号令", "202511/t20251126_1401911.html", "2025-11-26"},
           {"《石油天然气基础设施规划建设与运营管理办法》 2025年第35号令",
            "202511/t20251113_1401596.html", "2025-11-13"},
           {"《工程建设项目招标代理机构管理暂行办法》 2025年第34号令",
            "202510/t20251030_1401277.html", "2025-10-30"},
           {"《油气管网设施公平开放监管办法》 2025年第33号令", "202510/t20251015_1400985.html",
            "2025-10-16"},
           {"《政府粮食储备安全风险事项报告管理办法（试行）》 2025年第32号令",
            "202509/t20250930_1400839.html", "2025-10-09"},
           {"《固定资产投资项目节能审查和碳排放评价办法》 2025年第31号令",
            "202507/t20250725_1399391.html", "2025-07-25"},
           {"《承装（修、试）电力设施许可证管理办法》 2025年第30号令",
            "202505/t20250509_1397646.html", "2025-05-09"},
           {"《煤炭矿区总体规划管理规定》 2024年第29号令", "202412/t20241223_1395117.html",
            "2024-12-23"},
           {"《电力监控系统安全防护规定》 2024年第27号令", "202412/t20241211_1394960.html",
            "2024-12-11"},
           {"《西部地区鼓励类产业目录(2025年本)》 2024年第28号令", "202411/t20241129_1394744.html",
            "2024-11-29"},
           {"《人民防空防护设备管理办法》 2024年第24号令", "202410/t20241021_1393729.html",
            "2024-10-21"},
           {"《评标专家和评标专家库管理办法》 2024年第26号令", "202410/t20241017_1393665.html",
            "2024-10-17"},
           {"《国家化肥商业储备管理办法》 2024年第25号令", "202409/t20240929_1393421.html",
            "2024-09-29"},
           {"《外商投资准入特别管理措施(负面清单)(2024年版)》 2024年第23号令",
            "202409/t20240907_1392875.html", "2024-09-08"},
           {"《重要商品和服务价格指数行为管理办法》 2024年第22号令",
            "202407/t20240711_1391605.html", "2024-07-11"},
           {"《天然气利用管理办法》 2024年第21号令", "202406/t20240619_1387036.html", "2024-06-19"},
           {"《电力市场运行基本规则》 2024年第20号令", "202405/t20240510_1377245.html",
            "2024-05-14"},
           {"《电力市场监管办法》 2024年第18号令", "202405/t20240506_1366319.html", "2024-05-08"},
           {"《供电营业区划分及管理办法》 2024年第19号令", "202404/t20240430_1366293.html",
            "2024-04-30"},
           {"《基础设施和公用事业特许经营管理办法》 2024年第17号令",
            "202404/t20240409_1365563.html", "2024-04-09"}}));
  REQUIRE(listing->next.size() == 1);
  CHECK(listing->next[0].request.url == "https://www.ndrc.gov.cn/xxgk/zcfb/fzggwl/index_1.html");
}

TEST_CASE("captured: NDRC's order has its number and the files that hold its text") {
  if (!has_captures()) return;
  const auto article = read_article(
      captured("ndrc/article_order41.html",
               "https://www.ndrc.gov.cn/xxgk/zcfb/fzggwl/202604/t20260409_1404577.html"));
  REQUIRE(article.ok());
  CHECK(article->title == "《电力重大事故隐患判定标准及治理监督管理规定》 2026年第41号令");
  CHECK(article->published == make_date(2026, 4, 9));
  CHECK(article->publisher == "国家能源局");
  CHECK(article->document_number == "中华人民共和国国家发展和改革委员会令第41号");
  CHECK(article->facts.effective_date == make_date(2026, 7, 1));
  REQUIRE(article->attachments.size() == 2);
  CHECK(article->attachments[0].url ==
        "https://www.ndrc.gov.cn/xxgk/zcfb/fzggwl/202604/P020260409348498606128.pdf");
  CHECK(article->attachments[1].name == "《电力重大事故隐患判定标准及治理监督管理规定》.ofd");
  CHECK(article->next_pages.empty());
}

TEST_CASE("captured: MOST's four lists of one page are read, each row once") {
  if (!has_captures()) return;
  const std::string url = "https://www.most.gov.cn/xxgk/xinxifenlei/fdzdgknr/fgzc/";
  const auto listing = read_list(captured("most/list.html", url), source_for("trs", url));
  REQUIRE(listing.ok());
  REQUIRE(listing->entries.size() == 17);
  CHECK(listing->doubts.empty());
  CHECK(listing->next.empty());
  CHECK(listing->entries[0].title == "中华人民共和国科学技术普及法（2024年修订）");
  CHECK(listing->entries[0].url == url + "flfg/202412/t20241226_192778.html");
  CHECK(listing->entries[0].published == make_date(2024, 12, 25));
  CHECK(listing->entries[16].title == "我国支持科技创新主要税费优惠政策指引");
  CHECK(listing->entries[16].published == make_date(2024, 3, 13));
}

TEST_CASE("captured: MOST's articles are dated by their pages") {
  if (!has_captures()) return;
  const std::string folder = "https://www.most.gov.cn/xxgk/xinxifenlei/fdzdgknr/fgzc/";
  const struct {
    const char* file;
    const char* url;
    const char* title;
    CivilDate published;
    const char* number;
    const char* last;
  } cases[] = {{"most/article_flfg.html", "flfg/202405/t20240520_191008.html",
                "国家科学技术奖励条例（国务院令第782号第四次修订）", *make_date(2024, 5, 30),
                "国务院令第782号", "（来源：中国政府网）"},
               {"most/article_bmgz.html", "bmgz/202508/t20250801_194336.html",
                "科学技术部令第23号 科技部关于废止部分规章的决定", *make_date(2025, 8, 5),
                "科学技术部令第23号", "本决定自公布之日起施行。"}};
  for (const auto& each : cases) {
    INFO(each.file);
    const auto article = read_article(captured(each.file, folder + each.url));
    REQUIRE(article.ok());
    CHECK(article->title == each.title);
    CHECK(article->published == each.published);
    CHECK(article->publisher == "科学技术部");
    CHECK(article->document_number == each.number);
    CHECK(article->paragraphs.back() == each.last);
  }
}

TEST_CASE("captured: TC260's first generation shows deadlines") {
  if (!has_captures()) return;
  const std::string url =
      "https://www.tc260.org.cn/front/bzzqyjList.html?postType=&start=0&length=10";
  const auto listing =
      read_list(captured("tc260/gen1_list.SYNTHETIC.html", url), source_for("tc260", url));
  std::vector<std::string> store;
  check_rows(
      listing,
      with_prefix(
          store, "https://www.tc260.org.cn/front/bzzqyjDetail.html?id=",
          {{"关于《网络安全技术 AAA 标准》征求意见稿征求意见的通知",
            "20250827154251&norm_id=20250708125141&recode_id=59758", "2025-08-27", "2025-10-26"},
           {"关于《信息安全技术 BBB 标准》征求意见稿征求意见的通知",
            "20250827154317&norm_id=20250730104829&recode_id=59760", "2025-08-27", "2025-10-20"}}));
  const auto article =
      read_article(captured("tc260/gen1_detail.SYNTHETIC.html",
                            "https://www.tc260.org.cn/front/bzzqyjDetail.html?id=20250827154251"));
  REQUIRE(article.ok());
  CHECK(article->title == "关于国家标准《网络安全技术 AAA 标准》征求意见稿征求意见的通知");
  CHECK(article->published == make_date(2025, 9, 15));
  CHECK(article->facts.comment_deadline == make_date(2025, 10, 30));
}

TEST_CASE("captured: PBOC's rules stand in a table each, page 2 is named by the pager") {
  if (!has_captures()) return;
  const std::string url = "https://www.pbc.gov.cn/tiaofasi/144941/144957/index.html";
  const auto listing = read_list(captured("pbc/rules_list.html", url), source_for("easysite", url));
  std::vector<std::string> store;
  check_rows(listing,
             with_prefix(store, "https://www.pbc.gov.cn/tiaofasi/144941/144957/",
                         {{"中国人民银行令〔2026〕第4号（中国人民银行关于修改部分规章的决定)",
                           "2026052217462526593/index.html", "2026-05-22"},
                          {"中国人民银行令〔2024〕第4号（非银行支付机构监督管理条例实施细则）",
                           "5414094/index.html", "2024-07-26"}}));
  CHECK(listing->total == 113);
  REQUIRE(listing->next.size() == 1);
  CHECK(listing->next[0].request.url ==
        "https://www.pbc.gov.cn/tiaofasi/144941/144957/21892-2.html");
}

TEST_CASE("captured: PBOC's penalties are a list beside a menu, and one table of parties") {
  if (!has_captures()) return;
  const std::string column =
      "https://www.pbc.gov.cn/zhengwugongkai/4081330/4081344/4081407/4081705/";
  const auto listing = read_list(captured("pbc/penalty_list.html", column + "index.html"),
                                 source_for("easysite", column + "index.html"));
  std::vector<std::string> store;
  check_rows(
      listing,
      with_prefix(store, column,
                  {{"银罚决字〔2026〕104-116号", "2026092418294123383/index.html", "2026-09-24"},
                   {"银罚决字〔2026〕72号", "2026091117035068258/index.html", "2026-09-11"},
                   {"银罚决字〔2025〕84-95号", "5916760/index.html", "2025-11-28"},
                   {"银罚决字【2025】10-25号", "5798574/index.html", "2025-08-01"}}));
  CHECK(listing->total == 60);
  REQUIRE(listing->next.size() == 1);
  CHECK(listing->next[0].request.url == column + "d80f41dc-2.html");
  const auto article =
      read_article(captured("pbc/penalty_article.html", column + "2026092418294123383/index.html"));
  REQUIRE(article.ok());
  CHECK(article->title == "银罚决字〔2026〕104-116号");
  CHECK(article->published == make_date(2026, 9, 24));
  CHECK(article->facts.parties ==
        std::vector<std::string>{"广发银行股份有限公司", "蒋某（广发银行股份有限公司资产托管部）"});
  REQUIRE(article->facts.fines.size() == 2);
  CHECK(article->facts.fines[0].cents == 1'712'400'000);
  CHECK(article->facts.fines[1].party == "蒋某（广发银行股份有限公司资产托管部）");
}

TEST_CASE("captured: NFRA's documents are read out of Word's pages in JSON") {
  if (!has_captures()) return;
  const struct {
    const char* file;
    const char* asked_for;
    const char* url;
    const char* title;
    const char* number;
    const char* addressee;
  } cases[] = {{"nfra/detail_001.json", "1255815", "docId=1255850&itemId=876&generaltype=1",
                "国家金融监督管理总局关于平安理财有限责任公司修改公司章程的批复", "金复[2026]220号",
                "平安理财有限责任公司："},
               {"nfra/detail_002.json", "1255816", "docId=1255852&itemId=876&generaltype=1",
                "国家金融监督管理总局关于中国中信金融控股有限公司修改公司章程的批复",
                "金复[2026]219号", "中国中信金融控股有限公司："}};
  for (const auto& each : cases) {
    INFO(each.file);
    const auto article = read_article(
        captured(each.file, std::string("https://www.nfra.gov.cn/cbircweb/DocInfo/SelectByDocId?"
                                        "docId=") +
                                each.asked_for));
    REQUIRE(article.ok());
    CHECK(article->url ==
          std::string("https://www.nfra.gov.cn/cn/view/pages/ItemDetail.html?") + each.url);
    CHECK(article->title == each.title);
    CHECK(article->published == make_date(2026, 4, 24));
    CHECK(article->publisher == "金融机构准入司");
    CHECK(article->document_number == each.number);
    REQUIRE(article->paragraphs.size() == 6);
    CHECK(article->paragraphs.front() == each.addressee);
    CHECK(article->paragraphs.back() == "2026年4月20日");
  }
}

TEST_CASE("captured: NFRA's directory leads to the pages that a person opens") {
  if (!has_captures()) return;
  const std::string url =
      "https://www.nfra.gov.cn/cbircweb/solr/openGovSerch?pageNo=2&pageSize=10&searchType=1";
  const auto listing = read_list(captured("nfra/list_001.json", url), source_for("nfra", url));
  REQUIRE(listing.ok());
  CHECK(listing->doubts.empty());
  REQUIRE(listing->entries.size() == 5);
  CHECK(listing->entries[0].title ==
        "国家金融监督管理总局关于黄海建信理财有限责任公司董事任职资格的批复");
  CHECK(listing->entries[0].url ==
        "https://www.nfra.gov.cn/cn/view/pages/ItemDetail.html?docId=1255777&itemId=876&"
        "generaltype=1");
  CHECK(listing->entries[4].published == make_date(2026, 4, 24));
  CHECK(listing->total == 16255);
  CHECK(article_request(listing->entries[0].url).url ==
        "https://www.nfra.gov.cn/cbircweb/DocInfo/SelectByDocId?docId=1255777");
}

TEST_CASE("captured: SASAC's fragments hold rows alone and count down") {
  if (!has_captures()) return;
  const std::string column = "http://www.sasac.gov.cn/n2588035/n2588320/n2588335/";
  const Source source = source_for("nc_content", column + "index.html");
  const struct {
    const char* file;
    const char* name;
    std::size_t rows;
    const char* first;
    const char* last_day;
    const char* next;
  } cases[] = {{"sasac/list_1.html", "index.html", 30, "中央企业违规经营投资责任追究实施办法",
                "2022-01-28", "index_2603340_15.html"},
               {"sasac/list_2.html", "index_2603340_15.html", 30,
                "关于印发国资委监管企业工资分配管理工作交接有关问题纪要的通知", "2001-01-01",
                "index_2603340_14.html"}};
  for (const auto& each : cases) {
    INFO(each.file);
    const auto listing = read_list(captured(each.file, column + each.name), source);
    REQUIRE(listing.ok());
    CHECK(listing->doubts.empty());
    CHECK(listing->entries.size() == each.rows);
    CHECK(listing->entries.front().title == each.first);
    CHECK(format_date(*listing->entries.back().published) == each.last_day);
    REQUIRE(listing->next.size() == 1);
    CHECK(listing->next[0].request.url == column + each.next);
  }
}

TEST_CASE("captured: SASAC's articles have their source out of the heading") {
  if (!has_captures()) return;
  const std::string column = "http://www.sasac.gov.cn/n2588035/n2588320/n2588335/";
  const auto plan =
      read_article(captured("sasac/article_1.html", column + "c33689673/content.html"));
  REQUIRE(plan.ok());
  CHECK(plan->title == "中央企业发展规划管理办法");
  CHECK(plan->published == make_date(2025, 6, 6));
  CHECK(plan->publisher == "规划局");
  const auto rules =
      read_article(captured("sasac/article_2.html", column + "c34873055/content.html"));
  REQUIRE(rules.ok());
  CHECK(rules->title == "关于印发《企业国有资产交易操作规则》的通知");
  CHECK(rules->publisher == "产权局");
  CHECK(rules->document_number == "国资发产权规〔2025〕17号");
}

TEST_CASE("captured: the Supreme Court's titles are whole, its pager and its count are read") {
  if (!has_captures()) return;
  const std::string url = "https://www.court.gov.cn/fabu/gengduo/16.html";
  const auto listing = read_list(captured("court/list_16.html", url), source_for("court", url));
  std::vector<std::string> store;
  check_rows(
      listing,
      with_prefix(
          store, "https://www.court.gov.cn/fabu/xiangqing/",
          {{"最高人民法院发布《关于审理涉及刑事犯罪的民事纠纷案件若干问题的规定》", "512441.html",
            "2026-09-21"},
           {"最高人民法院关于修改《最高人民法院关于审理船舶油污损害赔偿纠纷案件若干问题的规定》等九"
            "件司法解释的决定",
            "508041.html", "2026-08-06"},
           {"最高人民法院发布互联网法院案件管辖规定", "478291.html", "2025-10-11"}}));
  CHECK(listing->total == 401);
  REQUIRE(listing->next.size() == 1);
  CHECK(listing->next[0].request.url == "https://www.court.gov.cn/fabu/gengduo/16_2.html");
}

TEST_CASE("captured: the Supreme Court's article has its title, though its page is the channel's") {
  if (!has_captures()) return;
  const auto article = read_article(
      captured("court/article_436481.html", "https://www.court.gov.cn/fabu/xiangqing/436481.html"));
  REQUIRE(article.ok());
  CHECK(article->title == "最高人民法院出台适用公司法时间效力司法解释");
  CHECK(article->published == make_date(2024, 6, 30));
  CHECK(article->publisher == "最高人民法院新闻局");
  CHECK(article->document_number == "法释〔2024〕7号");
  CHECK(article->paragraphs.size() == 3);
  CHECK(article->paragraphs.back() ==
        "第一条 公司法施行后的法律事实引起的民事纠纷案件，适用公司法的规定。");
}

TEST_CASE("captured: gov.cn's order is read behind the second end of its page") {
  if (!has_captures()) return;
  const auto article =
      read_article(captured("govcn/article_order790.html",
                            "https://www.gov.cn/zhengce/content/202409/content_6977766.htm"));
  REQUIRE(article.ok());
  CHECK(article->title == "网络数据安全管理条例");
  CHECK(article->published == make_date(2024, 9, 30));
  CHECK(article->publisher == "国务院");
  CHECK(article->document_number == "国令第790号");
  CHECK(article->facts.index_number == "000014349/2024-00078");
  CHECK(article->facts.effective_date == make_date(2025, 1, 1));
  CHECK(article->paragraphs.front() == "中华人民共和国国务院令");
  CHECK(article->paragraphs.back().ends_with("等法律，制定本条例。"));
}

TEST_CASE("captured: gov.cn's search marks hits, and leaves a day out") {
  if (!has_captures()) return;
  const std::string url =
      "https://sousuo.www.gov.cn/search-gov/data?t=zhengcelibrary_gw&sort=pubtime&p=1&n=10";
  const auto listing = read_list(captured("govcn/search_gw.json", url), source_for("govcn", url));
  REQUIRE(listing.ok());
  REQUIRE(listing->entries.size() == 2);
  const Entry& first = listing->entries[0];
  CHECK(first.title == "国务院办公厅关于促进即时配送行业高质量发展的指导意见");
  CHECK_FALSE(first.published);
  const Entry& second = listing->entries[1];
  CHECK(second.title == "国务院办公厅关于进一步加强烟花爆竹全链条安全监管的意见");
  CHECK(second.published == make_date(2026, 9, 17));
  CHECK(second.document_number == "国办发〔2026〕26号");
  CHECK(second.url == "https://www.gov.cn/zhengce/zhengceku/202609/content_7081357.htm");
  CHECK(listing->total == 2152);
  REQUIRE(listing->next.size() == 1);
  CHECK(listing->next[0].request.url.find("p=2") != std::string::npos);
}

TEST_CASE("captured: articles of sites that nobody wrote a reader for are read whole") {
  if (!has_captures()) return;
  const struct {
    const char* file;
    const char* title;
    std::optional<CivilDate> published;
    std::size_t paragraphs;
    const char* last;
  } cases[] = {
      {"other/GeneralNewsExtractor__tests_gzggw_1.html", "1-10月德清县固定资产投资结构趋稳趋优",
       make_date(2016, 11, 22), 1, "（德清县发改局）"},
      {"other/bigcpp110__test.html", "中华人民共和国反不正当竞争法", make_date(2018, 3, 14), 77,
       "第三十二条 本法自2018年1月1日起施行。"},
      {"other/magictomagic__lishui_detail.html",
       "丽水市人民政府关于下达2023年市区符合政府安排工作条件退役士兵和退出消防员安置任务的通知",
       make_date(2023, 10, 23), 41, "安置任务的通知 (1).pdf"}};
  for (const auto& each : cases) {
    INFO(each.file);
    const auto article = read_article(captured(each.file, "http://www.example.gov.cn/1.html"));
    REQUIRE(article.ok());
    CHECK(article->title == each.title);
    CHECK(article->published == each.published);
    CHECK(article->paragraphs.size() == each.paragraphs);
    CHECK(article->paragraphs.back().ends_with(each.last));
  }
}

TEST_CASE("captured: SAMR's drafts have a period, its files stand behind the text") {
  if (!has_captures()) return;
  const std::string url =
      "https://www.samr.gov.cn/api-gateway/jpaas-publish-server/front/page/build/"
      "unit?pageId=b00644872e354a96b66e3cd954e9996f";
  const auto listing = read_list(captured("samr/unit_zjdc.json", url),
                                 source_for("jpaas", "https://www.samr.gov.cn/hd/zjdc/index.html"));
  check_rows(
      listing,
      {{"市场监管总局关于公开征求《关于出口转内销产品强制性产品认证便利化试点的通知（征求意见稿）》"
        "意见的通知",
        "https://www.samr.gov.cn/hd/zjdc/art/2026/art_7690dba6fb90477cae8299c67f7966d9.html",
        "2026-09-17", "2026-10-17"},
       {"市场监管总局关于公开征求《网络交易小程序平台合规指引（征求意见稿）》意见的公告",
        "https://www.samr.gov.cn/hd/zjdc/art/2026/art_68686f054fe043b6b62c21f50e230b79.html",
        "2026-09-01", "2026-09-08"}});
  const auto article = read_article(captured("samr/article_consultation.html",
                                             "https://www.samr.gov.cn/hd/zjdc/art/2026/"
                                             "art_645badc2faaa4f7fa52f9ba11ba7a0bd.html"));
  REQUIRE(article.ok());
  CHECK(article->title ==
        "市场监管总局关于公开征求《食糖生产许可审查细则（征求意见稿）》意见的通知");
  CHECK(article->published == make_date(2026, 9, 16));
  CHECK(article->publisher == "食品生产经营司");
  REQUIRE_FALSE(article->paragraphs.empty());
  CHECK(article->paragraphs[0].starts_with("为进一步规范食糖生产许可审查工作"));
  REQUIRE(article->attachments.size() == 2);
  CHECK(article->attachments[1].name == "附件3：公开征求意见反馈表.wps");
}

TEST_CASE("captured: MOFCOM's page of policies is read without its menus") {
  if (!has_captures()) return;
  const std::string url = "https://www.mofcom.gov.cn/";
  auto listing = read_list(captured("mofcom/index.html", url), source_for("jpaas", url));
  REQUIRE(listing.ok());
  for (const Entry& entry : listing->entries) {
    INFO(entry.url);
    CHECK(entry.url.find("/art/2") != std::string::npos);
  }
  REQUIRE(listing->entries.size() > 8);
  listing->entries.resize(8);  // What follows are interpretations, which show no date.
  listing->doubts.clear();
  std::vector<std::string> store;
  check_rows(
      listing,
      with_prefix(
          store, "https://www.mofcom.gov.cn/zcfb/",
          {{"商务部公告2025年第53号 公布对墨西哥相关涉华限制措施进行贸易投资壁垒调查",
            "zc/art/2025/art_36f85c3deac44d2a82cd351d7e849950.html", "2025-09-25"},
           {"商务部公告2025年第52号 公布对原产于墨西哥和美国的进口碧根果发起反倾销立案调查的公告",
            "zc/art/2025/art_59a4cfccc52143d0af8b163be6d10802.html", "2025-09-25"},
           {"商务部公告2025年第51号 公布将3家美国实体列入出口管制管控名单决定",
            "zc/art/2025/art_a1d87a74d7c44f52a7dbce77454bcc6d.html", "2025-09-25"},
           {"不可靠实体清单工作机制关于将萨罗尼克科技公司等3家美国企业列入不可靠实体清单的公告",
            "zc/art/2025/art_8fe53b11c1de4e78a3d8666e8da56471.html", "2025-09-25"},
           {"中华人民共和国商务部公告（2025年第49号）",
            "gnmygl/art/2025/art_06cdc5cb2d574cb8bd13f3c46ea9d032.html", "2025-09-17"},
           {"商务部公告2025年第50号 公布就美国对华集成电路领域相关措施发起反歧视立案调查",
            "zc/art/2025/art_4a36201827414408a616a866f7d44573.html", "2025-09-13"},
           {"商务部公告2025年第27号 公布对原产于美国的进口相关模拟芯片发起反倾销立案调查",
            "zc/art/2025/art_8718077a48c54b5bb1bcc228cc001caf.html", "2025-09-13"},
           {"中国企业境外可持续基础设施项目实施指引",
            "zc/art/2025/art_2a3c61a4a39447129c975d1f66ec03ed.html", "2025-09-08"}}));
}

}  // namespace regwatch
