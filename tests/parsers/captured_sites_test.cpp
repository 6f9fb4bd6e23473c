#include <catch2/catch.hpp>

#include "parsers/parser.h"
#include "tests/parsers/captured.h"

namespace regwatch {
namespace {

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

TEST_CASE("captured: MPS's rules have the address that a person opens, and their numbers") {
  if (!has_captures()) return;
  const std::string url =
      "https://app.mps.gov.cn/gdnps/zc/searchIndex.jsp?callback=cb&goPage=1&pageSize=3";
  Source source = source_for("json", url);
  for (const auto& [key, value] : {std::pair("rows", "resultMap"),
                                   {"title", "title, mc"},
                                   {"link", "content.jsp?id={id}"},
                                   {"date", "publishTime, zlrq"},
                                   {"number", "wh"},
                                   {"total", "totalContentNum"},
                                   {"pages", "totalPageNum"},
                                   {"page", "goPage"}}) {
    source.options[key] = {std::string(value), {}};
  }
  const auto listing = read_list(captured("mps/search_p1.jsonp", url), source);
  std::vector<std::string> store;
  check_rows(listing, with_prefix(store, "https://app.mps.gov.cn/gdnps/zc/content.jsp?id=",
                                  {{"公安机关网络空间安全监督检查办法", "10576548", "2026-08-07"},
                                   {"关于修改《警车管理规定》的决定", "10319709", "2025-12-05"}}));
  CHECK(listing->entries[0].document_number == "公安部令第176号");
  CHECK_FALSE(listing->entries[1].document_number);
  CHECK(listing->total == 63);
  REQUIRE(listing->next.size() == 1);
  CHECK(listing->next[0].request.url.find("goPage=2") != std::string::npos);
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

}  // namespace
}  // namespace regwatch
