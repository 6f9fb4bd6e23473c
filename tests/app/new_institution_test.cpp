// A made-up institution on each family and each format, added as the README tells a new user to:
// its list read to the third page, then a row that is new, told with its text and its file.

#include <re2/re2.h>

#include <algorithm>
#include <atomic>
#include <catch2/catch.hpp>

#include "base/text.h"
#include "tests/app/program.h"
#include "tests/crawler/loopback_server.h"

using namespace regwatch;
using namespace regwatch::testing;

namespace {

// How a site answers a request for rows.
struct ListReply {
  std::string target;  ///< Expression of path and query, and of what was posted behind a space.
  std::string body;    ///< With {rows}, {total}, {pages}, {page}, {page+1} and {next}.
  /// The page, counted from 0, by the number that group 1 found and how many pages there are.
  int (*page)(int number, int pages) = [](int, int) { return 0; };
  std::string next;  ///< What stands for {next} on all pages but the last.
};

struct Family {
  std::string name;
  std::string path;     ///< Of the column, for the user.
  std::string entry;    ///< What the user writes below `url`.
  std::string row;      ///< With {id}, {hex}, {title}, {date} and {month}.
  std::string article;  ///< Expression of an article's target; group 1 is its id.
  std::string text;     ///< The article, with {title}, {date} and {text}.
  std::vector<ListReply> lists;
  int rows_of_page = 4;
  int pages = 3;
  std::string between = "";   ///< Two rows.
  bool is_recognised = true;  ///< `sources try` finds an entry by itself.
};

int from_one(int number, int) { return number - 1; }
int from_zero(int number, int) { return number; }
int counting_down(int number, int pages) { return pages - number; }

const std::string metas =
    "<meta charset=utf-8><meta name=SiteName content=海州市数据局><meta name=ColumnName "
    "content=通知公告>";
const std::string head =
    "<html><head>" + metas +
    "<title>通知公告_海州市数据局</title></head><body><div class=nav><ul><li><a "
    "href=/>首页</a></li><li><a href=/zwgk/>政务公开</a></li></ul></div>";
const std::string foot = "<div class=footer>主办：海州市数据局</div></body></html>";
const std::string notice =
    "<html><head><meta charset=utf-8><meta name=ArticleTitle content='{title}'><meta name=PubDate "
    "content='{date} 09:30'><meta name=ContentSource content=海州市数据局><title>{title}</title>"
    "</head><body><h1>{title}</h1><div id=zoom>{text}</div></body></html>";
const std::string unit = "/api-gateway/jpaas-publish-server/front/page/build/unit";
const std::string plain_row =
    "<div class=item><h4><a href=/view?id={id}>{title}</a></h4><em>{date}</em></div>";
const std::string json_row = R"({"id":{id},"name":"{title}","time":"{date} 10:00:00"})";
const std::string json_rows = R"({"data":{"total":{total},"rows":[{rows}]}})";
const std::string json_keys =
    "rows = \"data.rows\"\ntitle = \"name\"\nlink = \"/view?id={id}\"\ndate = \"time\"\n"
    "total = \"data.total\"\n";

const Family families[] = {
    {.name = "trs",
     .path = "/tzgg/",
     .entry = "parser = \"trs\"",
     .row = "<li><a href=./{month}/t{day}_{id}.html title='{title}'>{title}</a><span>{date}</span>",
     .article = "/tzgg/\\d{6}/t\\d{8}_(\\d+)\\.html",
     .text = notice,
     .lists = {{"/tzgg/(?:index_(\\d+)\\.html)?",
                head +
                    "<ul>{rows}</ul><script>createPageHTML({pages}, {page}, \"index\", "
                    "\"html\");</script>" +
                    foot,
                from_zero}}},
    {.name = "hanweb",
     .path = "/col/col75/index.html",
     .entry = "parser = \"hanweb\"",
     .row = "<record><![CDATA[<li><a href=\"/art/2026/11/1/art_75_{id}.html\" title=\"{title}\">"
            "{title}</a><span>{date}</span></li>]]></record>",
     .article = "/art/2026/11/1/art_75_(\\d+)\\.html",
     .text = notice,
     .lists = {{"/col/col75/index\\.html",
                head +
                    "<div id=669><script type=\"text/xml\"><datastore><recordset>{rows}"
                    "</recordset></datastore></script></div><script>$('#669').jpage({"
                    "totalRecord:{total},perPage:2,proxyUrl:'/module/web/jpage/dataproxy.jsp',"
                    "dataParam:{col:1,webid:1,path:'/',columnid:75,unitid:'669'}});</script>" +
                    foot},
               {"/module/web/jpage/dataproxy\\.jsp\\?.*startrecord=(\\d+).*",
                "<datastore><totalrecord>{total}</totalrecord><recordset>{rows}</recordset>"
                "</datastore>",
                [](int number, int) { return number / 4; }}}},
    {.name = "jpaas",
     .path = "/zwgk/tzgg/index.html",
     .entry = "parser = \"jpaas\"",
     .row = "<ul><li><a href='/zwgk/tzgg/art/2026/art_{hex}.html'>{title}</a></li><li>{date}</li>"
            "</ul>",
     .article = "/zwgk/tzgg/art/2026/art_0+(\\d+)\\.html",
     .text = notice,
     .lists = {{"/zwgk/tzgg/index\\.html",
                head + "<script parseType=bulidstatic url=\"" + unit +
                    "\" querydata=\"{'parseType':'bulidstatic','webId':'29e9','tplSetId':'5c30',"
                    "'pageType':'column','tagId':'内容区域','editType':'null','pageId':'5a1c'}\">"
                    "</script>" +
                    foot},
               {unit + "\\?.*?(?:pageNo%22%3A(\\d+).*)?",
                R"({"code":"200","success":true,"data":{"html":"<div>{rows}</div>)"
                R"(<div class='page' count='{total}' rows='4'></div>"}})",
                [](int number, int) { return std::max(0, number - 1); }}}},
    {.name = "search_list",
     .path = "/hz/c100015/c100016/common_list.shtml",
     .entry = "parser = \"search_list\"",
     .row = R"({"title":"{title}","url":"/hz/c100015/c100016/{month}/{hex}.shtml",)"
            R"("publishedTimeStr":"{date} 10:00:00","contentHtml":null,"resList":[]})",
     .article = "/hz/c100015/c100016/\\d{6}/0+(\\d+)\\.shtml",
     .text = notice,
     .lists =
         {{"/hz/c100015/c100016/common_list\\.shtml",
           "<html><head><meta name=\"channelid\" content=\"0123456789abcdef0123456789abcdef\">" +
               metas + "</head><body><div id=list></div></body></html>"},
          {"/searchList/0123456789abcdef0123456789abcdef\\?.*&page=(\\d+)",
           R"({"data":{"total":{total},"rows":4,"results":[{rows}]}})", from_one}},
     .between = ","},
    {.name = "nfra",
     .path = "/cn/view/pages/ItemList.html?itemPId=923&itemId=951&itemUrl=ItemListRightList.html",
     .entry = "parser = \"nfra\"",
     .row = R"({"docId":{id},"docTitle":"{title}","docSubtitle":"{title}",)"
            R"("publishDate":"{date} 10:00:00","itemId":951,"generaltype":"0"})",
     .article = "/cbircweb/DocInfo/SelectByDocId\\?docId=(\\d+)",
     .text = R"({"rptCode":200,"data":{"docId":{id},"docSubtitle":"{title}","docSource":)"
             R"("海州市数据局","publishDate":"{date} 10:00:00","docClob":"{text}"}})",
     .lists = {{"/cn/view/pages/ItemList\\.html.*",
                "<html><head><title>海州市数据局</title></head><body><div ng-view></div></body>"
                "</html>"},
               {"(?:/cn/static/data|/cbircweb)/DocInfo/SelectDocByItemIdAndChild.*"
                "pageIndex=(\\d+)(?:,.*)?",
                R"({"rptCode":200,"data":{"total":{total},"rows":[{rows}]}})", from_one}},
     .rows_of_page = 18,
     .between = ","},
    {.name = "easysite",
     .path = "/hz/129320/129350/index.html",
     .entry = "parser = \"easysite\"",
     .row = "<li><a href=/hz/129320/129350/55{id}/index.html title='{title}'>{title}</a>"
            "<span class=date>{date}</span></li>",
     .article = "/hz/129320/129350/55(\\d+)/index\\.html",
     .text = notice,
     .lists = {{"/hz/129320/129350/(?:index|3b3662a6-(\\d+))\\.html",
                head +
                    "<div class=portlet><div opentype=page><ul class=txtlist>{rows}</ul><input "
                    "type=hidden name=article_paging_list_hidden moduleid=3b3662a6f0a04d2b "
                    "totalpage={pages}>总记录数:{total},{next}</div></div>" +
                    foot,
                [](int number, int) { return std::max(0, number - 1); },
                "<a tagname=\"/hz/129320/129350/3b3662a6-{page+1}.html\">下一页</a>"}}},
    {.name = "nc_content",
     .path = "/n2588035/n2588335/index.html",
     .entry = "parser = \"nc_content\"",
     .row = "<li><a href=../../n2588035/n2588335/c3300{id}/content.html title='{title}'>{title}</a>"
            "<span>[{date}]</span></li>",
     .article = "/n2588035/n2588335/c3300(\\d+)/content\\.html",
     .text = notice,
     .lists = {{"/n2588035/n2588335/index\\.html",
                head +
                    "<span id=comp_2603340>{rows}</span><script>var "
                    "purl=\"../../n2588035/n2588335/index_2603340\"; maxPageNum = {pages};"
                    "</script>" +
                    foot},
               {"/n2588035/n2588335/index_2603340_(\\d+)\\.html",
                "<!--start component 2603340-->{rows}", counting_down}}},
    {.name = "html_list by CSS and the link to the next page",
     .path = "/list/",
     .entry = "parser = \"html_list\"\nitem = \"div.item\"\ntitle = \"h4\"\nlink = \"a@href\"\n"
              "date = \"em\"\nnext = \"a.next\"",
     .row = plain_row,
     .article = "/view\\?id=(\\d+)",
     .text = notice,
     .lists = {{"/list/(?:\\?page=(\\d+))?", head + "<div>{rows}</div>{next}" + foot,
                [](int number, int) { return std::max(0, number - 1); },
                "<a class=next href=/list/?page={page+1}>下一页</a>"}}},
    {.name = "html_list by XPath, links that are calls of a script",
     .path = "/std/list?page=1",
     .entry = "parser = \"html_list\"\nitem = \"//table[@class='result']//tr[td]\"\n"
              "title = \"./td[2]/a\"\ndate = \"./td[3]\"\nlink = \"(.//a)[1]/@onclick\"\n"
              "link_regex = '''showInfo\\('(\\w+)'\\)'''\nlink_template = \"/view?id={1}\"\n"
              "page = \"page\"\npage_size = 4\ntotal = \"div.count\"",
     .row = "<tr><td>{id}</td><td><a href=# onclick=\"showInfo('{id}')\">{title}</a></td>"
            "<td>{date}</td></tr>",
     .article = "/view\\?id=(\\d+)",
     .text = notice,
     .lists = {{"/std/list\\?page=(\\d+)",
                head + "<table class=result>{rows}</table><div class=count>共{total}条</div>" +
                    foot,
                from_one}},
     .is_recognised = false},
    {.name = "json, its link a template",
     .path = "/api/docs?pageIndex=1",
     .entry = "parser = \"json\"\npage = \"pageIndex\"\n" + json_keys,
     .row = json_row,
     .article = "/view\\?id=(\\d+)",
     .text = notice,
     .lists = {{"/api/docs\\?pageIndex=(\\d+)", json_rows, from_one}},
     .between = ",",
     .is_recognised = false},
    {.name = "json in a callback",
     .path = "/api/docs?callback=cb&p=1",
     .entry = "parser = \"json\"\npage = \"p\"\nrows = \"data.rows\"\ntitle = \"name\"\n"
              "link = \"url\"\ndate = \"time\"\ntotal = \"data.total\"",
     .row = R"({"url":"/view?id={id}","name":"{title}","time":"{date}"})",
     .article = "/view\\?id=(\\d+)",
     .text = notice,
     .lists = {{"/api/docs\\?callback=cb&p=(\\d+)", "cb(" + json_rows + ");", from_one}},
     .between = ","},
    {.name = "json behind a form",
     .path = "/api/post",
     .entry = "parser = \"json\"\nmethod = \"POST\"\nform = \"column=5&page={page}&size=4\"\n" +
              json_keys,
     .row = json_row,
     .article = "/view\\?id=(\\d+)",
     .text = notice,
     .lists = {{"/api/post column=5&page=(\\d+)&size=4", json_rows, from_one}},
     .between = ",",
     .is_recognised = false},
    {.name = "feed",
     .path = "/rss.xml",
     .entry = "parser = \"feed\"",
     .row =
         "<item><title>{title}</title><link>/view?id={id}</link><pubDate>{date}</pubDate></item>",
     .article = "/view\\?id=(\\d+)",
     .text = notice,
     .lists = {{"/rss\\.xml",
                "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>通知公告"
                "</title>{rows}</channel></rss>"}},
     .pages = 1},
    {.name = "sitemap",
     .path = "/sitemap.xml",
     .entry = "parser = \"sitemap\"\nmatch = '/view'",
     .row = "<url><loc>{host}/view?id={id}</loc><lastmod>{date}</lastmod></url>",
     .article = "/view\\?id=(\\d+)",
     .text = notice,
     .lists = {{"/sitemap\\.xml", "<?xml version=\"1.0\"?><urlset>{rows}</urlset>"}},
     .pages = 1},
};

const std::string at_once = "[network]\npause = \"0ms\"\n";  // No pauses between requests.

const Family& family_named(std::string_view name) {
  return *std::find_if(std::begin(families), std::end(families),
                       [&](const Family& each) { return each.name == name; });
}

int rows_at_first(const Family& family) { return family.rows_of_page * family.pages; }

// Row 1 is the oldest; three a day, up to 20 November.
std::string date_of(int row, int last) {
  const int day = 20 - (last - row) / 3;
  return std::string("2026-11-") + (day < 10 ? "0" : "") + std::to_string(day);
}

std::string title_of(int row) {
  return "关于印发《公共数据管理办法》第" + std::to_string(row) + "号补充规定的通知";
}

std::string fill(std::string text, const std::vector<std::pair<std::string, std::string>>& values) {
  for (const auto& [name, value] : values) text = replace_all(std::move(text), name, value);
  return text;
}

class Site {
 public:
  explicit Site(const Family& family)
      : family_(family),
        rows_(rows_at_first(family)),
        server_([this](const SeenRequest& request) { return answer(request); }) {}

  std::string url(std::string_view path) const { return server_.url(path); }
  std::string host() const { return server_.host(); }
  void publish_another() { ++rows_; }

 private:
  std::string filled(const std::string& form, int row) const {
    const std::string date = date_of(row, rows_at_first(family_));
    const std::string id = std::to_string(1000 + row);
    return fill(form, {{"{id}", id},
                       {"{hex}", std::string(32 - id.size(), '0') + id},
                       {"{title}", title_of(row)},
                       {"{date}", date},
                       {"{day}", replace_all(date, "-", "")},
                       {"{month}", "202611"},
                       {"{host}", server_.url("")},
                       {"{text}",
                        "<p>为了规范公共数据管理，保护公民、法人和其他组织的合法权益，现将有关"
                        "规定印发给你们，请遵照执行。本规定自2026年12月1日起施行。</p><p>附件："
                        "<a href='/files/" +
                            id + ".txt'>补充规定.txt</a></p>"}});
  }

  std::string list(const ListReply& reply, int page) const {
    const int size = family_.rows_of_page;
    const int pages = (rows_ + size - 1) / size;
    std::string rows;
    for (int row = rows_ - page * size; row > std::max(0, rows_ - (page + 1) * size); --row)
      rows += (rows.empty() ? "" : family_.between) + filled(family_.row, row);
    return fill(reply.body, {{"{next}", page + 1 < pages ? reply.next : ""},
                             {"{page+1}", std::to_string(page + 2)},
                             {"{page}", std::to_string(page)},
                             {"{pages}", std::to_string(pages)},
                             {"{total}", std::to_string(rows_)},
                             {"{rows}", rows}});
  }

  RawReply answer(const SeenRequest& request) const {
    const std::string asked = request.target + (request.body.empty() ? "" : " " + request.body);
    if (asked.starts_with("/files/"))
      return page("补充规定的全文。", "Content-Type: text/plain\r\n");
    int number = 0;
    std::string body;
    if (RE2::FullMatch(asked, family_.article, &number)) body = filled(family_.text, number - 1000);
    for (const ListReply& reply : family_.lists) {
      std::string found;
      const bool has_number = RE2(reply.target).NumberOfCapturingGroups() > 0;
      if (!(has_number ? RE2::FullMatch(asked, reply.target, &found)
                       : RE2::FullMatch(asked, reply.target)))
        continue;
      number = found.empty() ? 0 : std::stoi(found);
      const int pages = (rows_ + family_.rows_of_page - 1) / family_.rows_of_page;
      body = list(reply, reply.page(number, pages));
      break;
    }
    if (body.empty()) return status("404 Not Found");
    const bool is_markup = body.starts_with("<");
    return page(body, is_markup ? "Content-Type: text/html; charset=utf-8\r\n"
                                : "Content-Type: application/json; charset=utf-8\r\n");
  }

  const Family& family_;
  std::atomic<int> rows_;
  LoopbackServer server_;
};

// A user with the README, a site and an entry.
class NewUser {
 public:
  explicit NewUser(const Family& family) : site_(family) {
    scratch_.write("regwatch.toml", at_once);
    scratch_.write("mine.toml",
                   "[institution]\nHZ-SJJ = [\"海州市数据局\", \"Haizhou Data Bureau\"]\n"
                   "[authority.HZ-SJJ]\nevery = \"2h\"\n[[source]]\nid = \"hz-tzgg\"\n"
                   "authority = \"HZ-SJJ\"\nname = \"通知公告\"\nurl = \"" +
                       site_.url(family.path) + "\"\n" + family.entry + "\n");
  }
  Ran run(std::vector<std::string> words, const std::string& entries = "mine.toml") {
    words.insert(words.end(), {"--sources", entries});
    return run_program(words, scratch_.path());
  }
  Ran pass(const std::string& now) { return run({"run", "--all", "--db", "try.db", "--now", now}); }
  Site& site() { return site_; }
  Scratch& scratch() { return scratch_; }

 private:
  Scratch scratch_;
  Site site_;
};

bool has(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a made-up institution on each family is read from its entry to what is told of it") {
  for (const Family& family : families) {
    INFO(family.name);
    NewUser user(family);
    const Ran checked = user.run({"sources", "check"});
    INFO(checked.out << checked.err);
    CHECK(checked.status == 0);
    CHECK(
        has(checked.out, std::to_string(family.rows_of_page) + " rows, the newest of 2026-11-20"));
    CHECK(has(checked.out, "older: http://" + user.site().host()) == (family.pages > 1));

    const Ran named = run_program({"sources", "check", "--sources", "mine.toml", "hz-tzgg"},
                                  user.scratch().path());
    CHECK(named.status == 0);

    const Ran first = user.pass("2026-11-20T08:00:00Z");
    INFO(first.out << first.err);
    CHECK(first.status == 0);
    CHECK_FALSE(has(first.out, "http://"));
    const Ran known = user.run({"items", "--json", "--db", "try.db"});
    CHECK(lines_of(known.out).size() == static_cast<std::size_t>(rows_at_first(family)));

    user.site().publish_another();
    const int row = rows_at_first(family) + 1;
    const Ran second = user.pass("2026-11-21T08:00:00Z");
    INFO(second.out << second.err);
    CHECK(second.status == 0);
    CHECK(has(second.out, "HZ-SJJ · Haizhou Data Bureau"));
    CHECK(has(second.out, "File: 补充规定.txt"));
    CHECK(has(second.out, "In force from 2026-12-01"));
    CHECK(count_of(second.out, "regwatch show ") == 1);

    const Ran items = user.run({"items", "--json", "--since", "2026-11-21", "--db", "try.db"});
    INFO(items.out);
    REQUIRE(lines_of(items.out).size() == 1);
    CHECK(has(items.out, "\"title\":\"" + title_of(row) + "\""));
    CHECK(has(items.out, "\"published\":\"2026-11-20\""));
    CHECK(has(items.out, "\"publisher\":\"海州市数据局\""));
    const Ran month = user.run({"digest", "--month", "2026-11", "--db", "try.db"});
    CHECK(has(month.out, "REGULATORY DEVELOPMENTS"));
  }
}

TEST_CASE("an entry that is proposed for a made-up institution reads as much as the user's own") {
  for (const Family& family : families) {
    if (!family.is_recognised) continue;
    INFO(family.name);
    NewUser user(family);
    user.scratch().write("empty.toml", "");
    const Ran tried = user.run({"sources", "try", user.site().url(family.path)}, "empty.toml");
    INFO(tried.out << tried.err);
    REQUIRE(tried.status == 0);
    CHECK(has(tried.out, family.entry.substr(0, 6)));
    CHECK(has(tried.out, "# [institution]"));
    user.scratch().write("mine.toml", tried.out);
    const Ran first = user.pass("2026-11-20T08:00:00Z");
    INFO(first.out << first.err);
    CHECK(first.status == 0);
    const Ran known = user.run({"items", "--json", "--db", "try.db"});
    CHECK(lines_of(known.out).size() == static_cast<std::size_t>(rows_at_first(family)));
  }
}

TEST_CASE("a saved shell whose rows cannot be fetched gives its family's entry, with a doubt") {
  const LoopbackServer server([](const SeenRequest&) { return status("404 Not Found"); });
  for (const std::string name : {"jpaas", "search_list", "nfra"}) {
    const Family& family = family_named(name);
    const Scratch scratch;
    scratch.write("empty.toml", "");
    scratch.write("regwatch.toml", at_once);
    scratch.write("saved.html", family.lists.front().body);
    const Ran tried = run_program({"sources", "try", server.url(family.path), "--file",
                                   "saved.html", "--sources", "empty.toml"},
                                  scratch.path());
    INFO(name << ": " << tried.out << tried.err);
    CHECK(tried.status == 0);
    CHECK(has(tried.out, "parser     = \"" + name + "\""));
    CHECK(has(tried.out, "# doubt: no row was seen: its rows are at " + server.url("/")));
  }
}

TEST_CASE("sources check says what a mistaken entry got, and what it could have asked for") {
  const Family& json = family_named("json, its link a template");
  struct Case {
    std::string keys, said;
    int status;
  };
  const std::string title = "title = \"name\"\n", link = "link = \"/view?id={id}\"\n";
  const Case cases[] = {{"rows = \"data.row\"\n" + title + link, "'data' has rows, total", 1},
                        {"rows = \"data.rows\"\ntitle = \"titel\"\n" + link, "(a row has id", 1},
                        {"rows = \"data.rows\"\ntotal = \"data.total\"\n" + title + link,
                         "no further page is named, but rows are missing of the 12", 0}};
  for (const auto& [keys, said, status] : cases) {
    Family mistaken = json;
    mistaken.entry = "parser = \"json\"\n" + keys;
    NewUser user(mistaken);
    const Ran checked = user.run({"sources", "check"});
    INFO(keys << checked.out << checked.err);
    CHECK(checked.status == status);
    CHECK(has(checked.out, said));
  }
}
