// 国家互联网信息办公室 (CAC), www.cac.gov.cn, wap.cac.gov.cn, search.cac.gov.cn. UTF-8.
//
// Pages: list pages `<path>/<CODE>index_1.htm` (20 rows; only page 1 exists), older rows by
// POST /cms/JsonList; phone lists `<CODE>phoneindex_1.htm`; the home page; search results; articles
// `/YYYY-MM/DD/c_<id>.htm`.
//
// Quirks: links are unquoted and protocol-relative; rows are not in date order; the page's own
// total (in `P.initMathod`) exceeds its rows; the date in an address can differ from the date
// shown; long articles are split into `_2.htm`, …; files hide behind `downloadfile.jsp`.
//
// Written after sites/four-regulators.md §1 and saved pages of 2026-09 and 2026-10; not verified
// live.

#include <algorithm>

#include "base/text.h"
#include "base/url.h"
#include "parsers/front_page.h"
#include "parsers/generic_article.h"
#include "parsers/html.h"
#include "parsers/json.h"
#include "parsers/list_row.h"
#include "parsers/list_rows.h"
#include "parsers/numbered_pages.h"
#include "parsers/option_check.h"
#include "parsers/page_problem.h"
#include "parsers/parser.h"
#include "parsers/text_of.h"

namespace regwatch {
namespace {

constexpr std::string_view json_list_path = "/cms/JsonList";
constexpr int rows_per_page = 20;
constexpr int most_rows = 1000;  // Of a page, whatever an address asks for.

// The id of `/2026-09/18/c_1791482017777471.htm`, and the part of a split article (1 for the
// first).
struct ArticleAddress {
  std::string id;
  int part = 1;
};
std::optional<ArticleAddress> article_address(std::string_view url) {
  url = url.substr(0, url.find_first_of("?#"));
  const auto slash = url.rfind("/c_");
  if (slash == url.npos) return std::nullopt;
  std::string_view name = url.substr(slash + 3);
  for (const std::string_view suffix : {".htm", ".html"}) {
    if (!name.ends_with(suffix)) continue;
    name.remove_suffix(suffix.size());
    const auto underscore = name.find('_');
    const auto id = name.substr(0, underscore);
    if (!is_digits(id)) return std::nullopt;
    if (underscore == name.npos) return ArticleAddress{std::string(id), 1};
    const auto part = whole_number(name.substr(underscore + 1));
    return part ? std::optional(ArticleAddress{std::string(id), *part}) : std::nullopt;
  }
  return std::nullopt;
}

// `A09370303` of `goToPage('A09370303',…)`, or of an address `…/A09370303index_1.htm`.
std::string code_at(std::string_view text) {
  text = text.substr(0, text.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"));
  return text.size() >= 4 && text.size() <= 20 && text[0] == 'A' ? std::string(text) : "";
}

std::string code_of_address(std::string_view url) {
  const auto name = url.substr(url.rfind('/') + 1);
  return name.find("index_") == name.npos ? "" : code_at(name);
}

std::string code_in_script(std::string_view html) {
  constexpr std::string_view call = "goToPage(";
  const auto at = html.find(call);
  if (at == html.npos) return "";
  std::string_view rest = html.substr(at + call.size(), 60);
  rest.remove_prefix(std::min(rest.find_first_not_of(" '\""), rest.size()));
  return code_at(rest);
}

// A number of `params: {elemId: '#Page',total:'38',pageSize:'20'}`.
std::optional<int> pager_number(std::string_view html, std::string_view name) {
  const auto params = html.find("elemId");
  if (params == html.npos) return std::nullopt;
  const std::string_view object =
      html.substr(params, std::min<std::size_t>(300, html.find('}', params) - params));
  const auto at = object.find(name);
  if (at == object.npos) return std::nullopt;
  std::string_view rest = object.substr(at + name.size());
  rest.remove_prefix(std::min(rest.find_first_not_of(" :'\""), rest.size()));
  return whole_number(rest.substr(0, rest.find_first_not_of("0123456789")));
}

// Where a JsonList request stands. The page's number is in no answer, so the address of a request
// carries it as a parameter beside the form's own. The first request of a source goes to the bare
// address, as the site's own script sends it: see default_number().
struct JsonPage {
  std::string code;
  PagePlace place{1, rows_per_page};
};

bool starts_with_json(const Source& source) {
  return text_option(source, "channel") || code_of_address(source.url).empty();
}

// What a bare address asked for: the first page of a source that is read from JsonList alone, the
// second of one whose first page is HTML.
int default_number(const Source& source) { return starts_with_json(source) ? 1 : 2; }

Request json_list_request(const JsonPage& page, const Source& source, const std::string& referer) {
  const std::string number = std::to_string(page.place.number);
  std::string url = "https://www.cac.gov.cn" + std::string(json_list_path);
  if (page.place.number != default_number(source)) url += "?pageno=" + number;
  Request request =
      Request::post_form(url, build_query({{"channelCode", page.code},
                                           {"perPage", std::to_string(page.place.size)},
                                           {"pageno", number},
                                           {"condition", "0"},
                                           {"fuhao", "="},
                                           {"value", ""}}));
  request.headers.emplace_back("Referer", referer);
  return request;
}

JsonPage json_page_of(const Page& page, const Source& source) {
  JsonPage out;
  out.place.number = number_in_query(page.url, "pageno", default_number(source));
  out.place.size = std::min(number_in_query(page.url, "perPage", rows_per_page), most_rows);
  out.code = code_at(query_parameter(page.url, "channelCode").value_or(""));
  if (out.code.empty())
    out.code = text_option(source, "channel").value_or(code_of_address(source.url));
  return out;
}

bool is_cac_article(std::string_view url) { return article_address(url).has_value(); }

// The day in an address can differ from the day shown, so it only stands in for it. Search results
// begin each title with an arrow.
void mend_row(Node, Entry& entry, Listing&) {
  while (entry.title.starts_with("»")) entry.title = trim(entry.title.substr(2));
  if (!entry.published) entry.published = date_of_address(entry.url);
}

// A column's own rows show their days.
void mend_column_row(Node row, Entry& entry, Listing& listing) {
  if (!entry.published) doubt(listing, "shows no date: " + ellipsize(entry.title, 40));
  mend_row(row, entry, listing);
}

void read_json_row(const JsonValue& row, const Page& page, Listing& listing) {
  Entry entry;
  entry.title = title_of_markup(row["topic"].text().value_or(""));
  entry.url = absolute(page.url, row["infourl"].word().value_or("")).value_or("");
  entry.published = find_date(row["pubtime"].word().value_or(""));
  mend_column_row({}, entry, listing);
  add_read_row(listing, std::move(entry), {.date = false});
}

Result<Listing> read_json_list(const Page& page, const Source& source) {
  const auto json = Json::parse(page.body);
  if (!json) return broken_list(source, "JsonList: " + json.error().message);
  const JsonValue rows = (*json)["list"];
  if (!rows.is_array()) return broken_list(source, "JsonList has no array 'list'");
  const JsonPage at = json_page_of(page, source);
  Listing listing;
  for (const auto& row : rows.items()) read_json_row(row, page, listing);
  listing.total = (*json)["totalRec"].count();
  if (listing.entries.empty() && (at.place.number == 1 || rows.size() > 0 || listing.total == 0)) {
    return broken_list(source, "JsonList gave 0 readable rows of channel '" + at.code +
                                   "' ('list' holds " + std::to_string(rows.size()) + ")");
  }
  if (!listing.entries.empty() && has_older_rows(listing, at.place) && !at.code.empty()) {
    listing.next.push_back(
        {FollowUp::Why::older,
         json_list_request({at.code, {at.place.number + 1, at.place.size}}, source, source.url)});
  }
  return listing;
}

constexpr RowShape column_rows{.rows = "li", .also = mend_column_row};
// Of the home page, of phone lists, of search results: their rows are of many shapes, the shape of
// the address is the same everywhere.
constexpr RowShape any_rows{.is_article = is_cac_article, .also = mend_row};

// Several sections of several columns: the frame of the home page, at any address.
bool is_home_page(const Html& html) {
  return static_cast<bool>(
      html.select_one("#shizheng, #wangxin, .gov-section, .notice .notice-list"));
}

void add_older_of_column(std::string_view body, const Page& page, const Source& source,
                         Listing& listing) {
  listing.total = pager_number(body, "total");
  std::string code = code_in_script(body);
  if (code.empty()) code = code_of_address(page.url);
  if (code.empty()) code = code_of_address(source.url);
  const int size = std::max(1, pager_number(body, "pageSize").value_or(rows_per_page));
  // The page may show fewer rows than one of JsonList has.
  const int rows = static_cast<int>(listing.entries.size());
  const bool more = listing.total ? *listing.total > rows : rows >= size;
  if (!more || code.empty()) return;
  listing.next.push_back(
      {FollowUp::Why::older, json_list_request({code, {2, size}}, source, page.url)});
}

// `当前第 1 / 3 页` of the search.
void add_older_of_search(const Html& html, const Page& page, Listing& listing) {
  const auto pages = html.select(".xpage-pagination-pager");
  std::string text;
  for (const Node node : pages) text += remove_spaces(node.text()) + " ";
  listing.total = number_behind(text, "共");
  const auto current = number_behind(text, "当前第");
  const auto last = number_behind(text, "/");
  const auto url = parse_url(page.url);
  if (!current || !last || *current >= *last || !url || !url->has_query) return;
  add_page_of_number(listing, page.url, "page", *current + 1, page.url);
}

Result<Listing> read_cac_list(const Page& page, const Source& source) {
  if (looks_like_json(page.body)) return read_json_list(page, source);
  const auto html = Html::parse(std::string(page.body));
  if (!html) return html.error();
  Listing listing;
  if (const Node box = html->select_one("#loadingInfoPage")) {
    read_rows(box, page.url, column_rows, listing);
    if (listing.entries.empty()) return no_rows(source, "#loadingInfoPage > li", html->title());
    add_older_of_column(page.body, page, source, listing);
    return listing;
  }
  const bool asked_for_home = is_front_address(source.url.empty() ? page.url : source.url);
  if (!asked_for_home && is_home_page(*html)) {
    return broken_list(source, "home page served in place of the list (page title: \"" +
                                   ellipsize(html->title(), 80) + "\")");
  }
  read_rows(html->root(), page.url, any_rows, listing);
  if (listing.entries.empty()) return no_rows(source, "#loadingInfoPage > li", html->title());
  if (html->select_one(".xpage-pagination")) add_older_of_search(*html, page, listing);
  return listing;
}

constexpr ArticleHints article_hints{
    .body = "#BodyLabel, #content, .main-content, #BodyText, .article-content",
    .title = "h1.title, .main-title h1, #title, h1",
    .published = "#pubtime, .pubtime, .info",
    .publisher = "#source",
    .without = "[id=\"网站群管理\"], .zwfenye, h1.title, #pubtime, #source, .footer, #footer"};

// `/cms/pub/interact/downloadfile.jsp?filepath=…&fText=<the file's title>` has no extension.
std::optional<Attachment> download_of(Node link, std::string_view base) {
  const auto href = link.attribute("href").value_or("");
  if (!icontains(href, "downloadfile.jsp")) return std::nullopt;
  const auto url = absolute(base, href);
  if (!url) return std::nullopt;
  std::string name(trim(query_parameter(*url, "fText").value_or("")));
  if (name.empty() || !is_valid_utf8(name)) name = link.text();
  if (name.empty()) name = last_segment_of(*url);
  return Attachment{name, *url};
}

void add_downloads(const Html& html, const Page& page, std::vector<Attachment>& attachments) {
  for (const Node link : html.select("#BodyLabel a[href], .main-content a[href]")) {
    if (auto file = download_of(link, page.url)) add_attachments(attachments, {std::move(*file)});
  }
}

// The other parts of a split article. Only the first part asks: each part shows the same pager.
std::vector<Request> next_pages_of(const Html& html, const Page& page) {
  const auto own = article_address(page.url);
  if (!own || own->part != 1) return {};
  int last = 1;
  for (const Node link : html.select(".zwfenye a[href]")) {
    const auto url = absolute(page.url, link.attribute("href").value_or(""));
    const auto address = url ? article_address(*url) : std::nullopt;
    if (address && address->id == own->id && address->part <= 100)
      last = std::max(last, address->part);
  }
  std::vector<Request> out;
  const auto dot = page.url.rfind(".htm");
  for (int part = 2; part <= last; ++part) {
    out.push_back(Request::get(page.url.substr(0, dot) + "_" + std::to_string(part) + ".htm"));
  }
  return out;
}

// The home page has a `#content` of its own, so this is asked before a body is sought.
std::optional<std::string> not_an_article(const Html& html, const Page& page) {
  if (html.select_one("#BodyLabel")) return std::nullopt;
  if (is_home_page(html) && !is_front_address(page.url))
    return "home page served in place of the article";
  if (html.root().text().find("您所找的网页不存在") != std::string::npos)
    return "the page says 您所找的网页不存在";
  return std::nullopt;
}

Result<Article> read_cac_article(const Page& page) {
  const auto html = Html::parse(std::string(page.body));
  if (!html) return html.error();
  if (const auto why = not_an_article(*html, page)) return Error{Fault::gone, *why};
  auto article = read_generic_article(*html, page, article_hints);
  if (!article) return article;
  add_downloads(*html, page, article->attachments);
  article->next_pages = next_pages_of(*html, page);
  return article;
}

bool is_cac(const Url& url) { return is_of_domain(url, "cac.gov.cn"); }

std::vector<OptionProblem> check_cac(const Source& source) {
  auto problems = check_options(source, {{"channel", OptionType::text}});
  const auto channel = text_option(source, "channel");
  if (channel && !trim(*channel).empty() && code_at(*channel) != *channel) {
    problems.push_back({source.options.at("channel").where,
                        "'channel': a channel code such as 'A093711' is expected, found '" +
                            ellipsize(*channel, 40) + "'"});
  }
  return problems;
}

// A column whose list page nobody knows is read from JsonList at once.
Request first_cac_request(const Source& source) {
  const auto channel = text_option(source, "channel");
  if (!channel) return Request::get(source.url);
  return json_list_request({*channel}, source, source.url);
}

}  // namespace

const Parser& parser_cac() {
  static const Parser parser{.name = "cac",
                             .version = 2,
                             .list = read_cac_list,
                             .article = read_cac_article,
                             .owns = is_cac,
                             .check = check_cac,
                             .first_request = first_cac_request};
  return parser;
}

}  // namespace regwatch
