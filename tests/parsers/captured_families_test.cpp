#include <catch2/catch.hpp>

#include "parsers/parser.h"
#include "tests/parsers/captured.h"

namespace regwatch {
namespace {

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

}  // namespace
}  // namespace regwatch
