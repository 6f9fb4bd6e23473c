// 全国网络安全标准化技术委员会 (TC260), www.tc260.org.cn. UTF-8.
//
// Pages, by generation: 1 "front" (to autumn 2025): bzzqyjList.html, bzzqyjDetail.html,
// postDetail.html; 2 "portal" (to August 2026): suggestion, suggestion-detail, article, cms; 3
// "tc260" (since then):
// `<column>/list.shtml`, `<column>/<yyyymm>/<32 hex>.shtml`; the consultation API
// projectOpinion/list.
//
// Quirks: a dead or moved path answers 200 with the home page; a row of generation 1 shows its
// deadline, not its day; rows of generation 2 have no href; the date of generation 3 stands within
// the link; titles of the API hold line breaks; files end in `.pdf.pdf` or have no extension.
//
// Written after sites/four-regulators.md §3; selectors of articles of generation 3 are unknown, the
// generic reader reads them. Not verified live.

#include <algorithm>
#include <set>
#include <utility>

#include "base/text.h"
#include "base/time.h"
#include "base/url.h"
#include "parsers/generic_article.h"
#include "parsers/html.h"
#include "parsers/json.h"
#include "parsers/list_pager.h"
#include "parsers/list_row.h"
#include "parsers/list_rows.h"
#include "parsers/option_check.h"
#include "parsers/page_problem.h"
#include "parsers/parser.h"
#include "parsers/selector.h"
#include "parsers/text_of.h"

namespace regwatch {
namespace {

constexpr std::string_view site = "https://www.tc260.org.cn/";

std::string path_of(std::string_view url) {
  const auto parsed = parse_url(url);
  return parsed ? parsed->path : "/";
}

bool is_home_path(std::string_view path) {
  return path == "/" || path == "/index.html" || path == "/index.htm" || path == "/index.shtml" ||
         path == "/tc260/index.shtml" || path == "/portal" || path == "/portal/";
}

bool is_old_path(std::string_view path) {
  return path.starts_with("/front/") || path.starts_with("/portal/");
}

// `tzgg` of `/tc260/tzgg/202609/….shtml`.
std::string column_of(std::string_view path) {
  const auto segments = split(path, '/');
  return segments.size() >= 4 && segments[1] == "tc260" ? std::string(segments[2]) : "";
}

// `/tc260/tzgg/202609/<32 hex>.shtml`: an article of generation 3.
bool is_third_article(std::string_view path) {
  const auto segments = split(path, '/');
  return segments.size() >= 5 && segments[1] == "tc260" && is_digits(segments[3]) &&
         segments[3].size() == 6 && path.ends_with(".shtml");
}

bool is_third_address(std::string_view url) { return is_third_article(path_of(url)); }

// The day in an id that is the stamp of its posting (20250827154251), if it is one.
std::optional<CivilDate> day_of_stamp(std::string_view id) {
  if (id.size() != 14 || !is_digits(id)) return std::nullopt;
  return find_date(id.substr(0, 8));
}

void add_next(Listing& listing, std::string_view url, std::string_view name, int value) {
  listing.next.push_back(
      {FollowUp::Why::older,
       get_from(with_parameter(url, name, std::to_string(value)), std::string(url))});
}

int number_parameter(std::string_view url, std::string_view name, int otherwise) {
  return whole_number(query_parameter(url, name).value_or("")).value_or(otherwise);
}

// ---- the consultation API

void read_opinion(const JsonValue& row, Listing& listing) {
  ++listing.rows_seen;
  Entry entry;
  entry.title =
      title_of_markup(row["title"].word().value_or(row["recordTitle"].word().value_or("")));
  const auto id = row["projectId"].word();
  if (entry.title.empty() || !id) {
    return doubt(listing, "row " + std::to_string(listing.rows_seen) + " has no " +
                              (id ? "'title'" : "'projectId'"));
  }
  entry.url =
      std::string(site) + "tc260/bzzqyj/bzkdetail.shtml?id=" + percent_encode(*id) + "&type=gjbzjh";
  entry.published = find_date(row["stime"].word().value_or("").substr(0, 10));
  entry.comment_deadline = find_date(row["etime"].word().value_or("").substr(0, 10));
  if (!entry.published) doubt(listing, "no 'stime': " + ellipsize(entry.title, 40));
  listing.entries.push_back(std::move(entry));
}

Result<Listing> read_opinions(const Page& page, const Source& source) {
  const auto json = Json::parse(page.body);
  if (!json) return broken_list(source, "projectOpinion: " + json.error().message);
  JsonValue rows = json->at("data.rows");
  if (!rows) rows = (*json)["rows"];
  if (!rows.is_array()) return broken_list(source, "projectOpinion has no array 'data.rows'");
  Listing listing;
  for (const auto& row : rows.items()) read_opinion(row, listing);
  listing.total = json->at("data.total").count();
  if (!listing.total) listing.total = (*json)["total"].count();
  const int at = std::max(1, number_parameter(page.url, "pageNum", 1));
  const int size = std::max(1, number_parameter(page.url, "pageSize", 50));
  if (listing.entries.empty()) {
    if (at > 1 && listing.rows_seen == 0) return listing;
    return broken_list(
        source, "projectOpinion gave 0 readable rows of " + std::to_string(listing.rows_seen));
  }
  const bool more = listing.total ? static_cast<long long>(at) * size < *listing.total
                                  : static_cast<int>(listing.entries.size()) >= size;
  if (more) add_next(listing, page.url, "pageNum", at + 1);
  return listing;
}

// ---- generation 1

// A row shows its deadline (截止) or its day; the day may be the stamp in its address.
void mend_first_row(Node, Entry& entry, Listing&) {
  if (!entry.published)
    entry.published = day_of_stamp(query_parameter(entry.url, "id").value_or(""));
}

constexpr RowShape first_rows{.rows = "li.list_title_news, ul.list-group > li.list-group-item",
                              .also = mend_first_row};

void read_first_generation(const Html& html, const Page& page, Listing& listing) {
  read_rows(html.root(), page.url, first_rows, listing);
  if (listing.entries.empty()) return;
  const int size = number_parameter(page.url, "length", 0);
  const int start = number_parameter(page.url, "start", 0);
  if (size > 0 && listing.rows_seen >= size) add_next(listing, page.url, "start", start + size);
}

// ---- generation 2

// The arguments of `jumpDetail('<32 hex>','2026-04-12')`.
std::vector<std::string> quoted_arguments(std::string_view call) {
  std::vector<std::string> out;
  for (std::size_t at = 0; at < call.size() && out.size() < 8;) {
    const auto open = call.find_first_of("'\"", at);
    if (open == call.npos) break;
    const auto close = call.find(call[open], open + 1);
    if (close == call.npos) break;
    out.emplace_back(trim(call.substr(open + 1, close - open - 1)));
    at = close + 1;
  }
  return out;
}

bool is_identifier(std::string_view text) {
  return !text.empty() && text.size() <= 64 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  });
}

// `jumpDetail('<32 hex>','2026-04-12')`: what the row's link would lead to, and its deadline.
std::optional<std::string> reference_of_jump(Node, Node link) {
  const auto arguments = quoted_arguments(link.attribute("onclick").value_or(""));
  if (arguments.empty() || !is_identifier(arguments[0])) return std::nullopt;
  return "/portal/suggestion-detail/" + arguments[0];
}

void mend_jump_row(Node row, Entry& entry, Listing&) {
  const Node link = row.select_one(known_selector("[onclick*=jumpDetail]"));
  const auto arguments = quoted_arguments(link.attribute("onclick").value_or(""));
  if (arguments.size() > 1) entry.comment_deadline = find_date(arguments[1]);
  entry.published = std::nullopt;
  const auto spans = row.select(known_selector("span"));
  for (auto span = spans.rbegin(); span != spans.rend() && !entry.published; ++span) {
    if (is_date_text(span->text())) entry.published = find_date(span->text());
  }
}

// Notices of the portal: `/portal/article/<kind>/<id>`; the id is a stamp where it was migrated.
bool is_portal_article(std::string_view url) { return url.find("/portal/article/") != url.npos; }

void mend_portal_row(Node, Entry& entry, Listing&) {
  if (!entry.published) entry.published = day_of_stamp(last_segment_of(entry.url));
}

constexpr RowShape jump_rows{
    .link = "[onclick*=jumpDetail]", .reference = reference_of_jump, .also = mend_jump_row};
constexpr RowShape portal_rows{.is_article = is_portal_article, .also = mend_portal_row};

void add_next_of_portal(const Html& html, const Page& page, Listing& listing) {
  const int at = std::max(1, number_parameter(page.url, "page", 1));
  const std::string next = "page=" + std::to_string(at + 1);
  bool linked = false;
  for (const Node link : html.select("a[href*=\"page=\"]")) {
    const auto url = absolute(page.url, link.attribute("href").value_or(""));
    linked = linked || (url && number_parameter(*url, "page", 0) == at + 1);
  }
  constexpr int full_page = 10;
  if (linked || listing.rows_seen >= full_page) add_next(listing, page.url, "page", at + 1);
}

void read_second_generation(const Html& html, const Page& page, Listing& listing) {
  read_rows(html.root(), page.url, jump_rows, listing);
  read_rows(html.root(), page.url, portal_rows, listing);
  if (!listing.entries.empty()) add_next_of_portal(html, page, listing);
}

// ---- generation 3

constexpr RowShape third_list_rows{.rows = "ul.inList > li, .info-item"};
constexpr RowShape third_rows{.is_article = is_third_address};

void read_third_generation(const Html& html, const Page& page, Listing& listing) {
  read_rows(html.root(), page.url, third_list_rows, listing);
  read_rows(html.root(), page.url, third_rows, listing);
}

// Pages are `list.shtml`, `list_2.shtml`, …. One is asked for only where the page names it, for a
// path that is not there answers with the home page.
void add_next_of_third(const Html& html, const Page& page, Listing& listing) {
  const NumberedFile name = numbered_file(page.url);
  if (name.suffix != "shtml") return;
  const std::string next =
      name.prefix + "_" + std::to_string(name.number.value_or(1) + 1) + "." + name.suffix;
  bool named = page.body.find(next) != page.body.npos;
  if (const auto pager = static_pager_in(html, page.url)) {
    named = named || !pager->is_last();
    listing.total = pager->total;
  }
  const auto url = absolute(page.url, next);
  if (named && url) listing.next.push_back({FollowUp::Why::older, get_from(*url, page.url)});
}

// ---- the home page in place of what was asked for

struct HomeSigns {
  std::size_t lists = 0;
  std::set<std::string> columns;  // Which its rows belong to.
  bool bare_title = false;        // The site's name and nothing else.
};

HomeSigns home_signs(const Html& html, const Page& page) {
  HomeSigns signs;
  signs.lists = html.select("ul.inList").size();
  for (const Node link : html.select("ul.inList a[href], .info-item a[href]")) {
    const auto url = absolute(page.url, link.attribute("href").value_or(""));
    const auto column = url ? column_of(path_of(*url)) : "";
    if (!column.empty() && signs.columns.size() < 50) signs.columns.insert(column);
  }
  const std::string title = html.title();
  for (const std::string_view name :
       {"全国网络安全标准化技术委员会", "全国信息安全标准化技术委员会", "首页"}) {
    signs.bare_title = signs.bare_title || title == name;
  }
  signs.bare_title = signs.bare_title || title.starts_with("首页");
  return signs;
}

bool has_old_rows(const Html& html) {
  return static_cast<bool>(html.select_one(
      "li.list_title_news, ul.list-group > li.list-group-item, [onclick*=jumpDetail], "
      "a[href*=\"/portal/article/\"]"));
}

bool is_home_in_place_of(const Html& html, const Page& page, std::string_view asked) {
  if (is_home_path(asked)) return false;
  if (is_home_path(path_of(page.url))) return true;
  const HomeSigns signs = home_signs(html, page);
  if (is_old_path(asked)) return !has_old_rows(html) && (signs.lists > 0 || signs.bare_title);
  if (signs.lists == 0 && signs.columns.empty()) return false;
  const bool has_asked = signs.columns.count(column_of(asked)) > 0;
  if (has_asked) return signs.lists >= 2 && signs.columns.size() >= 2;
  return signs.bare_title || signs.lists >= 2 || signs.columns.size() >= 2;
}

Result<Listing> read_tc260_list(const Page& page, const Source& source) {
  if (looks_like_json(page.body)) return read_opinions(page, source);
  const auto html = Html::parse(std::string(page.body));
  if (!html) return html.error();
  const std::string title = html->title();
  // Later pages are told by their own address, the first by what the source asked for.
  const std::string own = path_of(page.url);
  const std::string asked = is_home_path(own) && !source.url.empty() ? path_of(source.url) : own;
  if (is_home_in_place_of(*html, page, asked)) {
    return broken_list(source, "home page served in place of the list (page title: \"" +
                                   ellipsize(title, 80) + "\")");
  }
  Listing listing;
  read_first_generation(*html, page, listing);
  if (listing.entries.empty()) read_second_generation(*html, page, listing);
  if (listing.entries.empty()) {
    read_third_generation(*html, page, listing);
    if (!listing.entries.empty()) add_next_of_third(*html, page, listing);
  }
  if (listing.entries.empty())
    return no_rows(source, "li.list_title_news, [onclick*=jumpDetail], ul.inList > li", title);
  return listing;
}

// ---- articles

Node first_of(const Html& html, std::initializer_list<std::string_view> selectors) {
  for (const auto css : selectors) {
    if (const Node node = html.select_one(css); !node.text().empty()) return node;
  }
  return {};
}

// Generation 1: `div.news_end`, its first line the title, then the day.
Article first_article(Node body, const Page& page) {
  Article article;
  auto lines = paragraphs_of(body);
  if (!lines.empty()) {
    article.title = lines.front();
    lines.erase(lines.begin());
  }
  if (!lines.empty() && is_date_text(lines.front())) {
    article.published = find_date(lines.front());
    lines.erase(lines.begin());
  }
  if (!article.published)
    article.published = day_of_stamp(query_parameter(page.url, "id").value_or(""));
  article.paragraphs = std::move(lines);
  article.attachments = collect_attachments(body, page.url);
  return article;
}

// Generation 2: each file has a label (征求意见稿：) and its name.
Article second_article(const Html& html, Node body, const Page& page) {
  Article article;
  article.title =
      first_of(html, {".advice .title h1", ".advice.title h1", ".title h1", "h1"}).text();
  article.published = find_date(
      first_of(html, {".advice .title .time", ".advice.title .time", ".title .time", ".time"})
          .text());
  article.paragraphs = paragraphs_of(body, body.select(known_selector(".list")));
  for (const Node row : html.select(".advice-c .list li, .advice-c.list li")) {
    const Node link = row.select_one(known_selector("a[href]"));
    const auto url = absolute(page.url, link.attribute("href").value_or(""));
    const std::string name = row.select_one(known_selector("label")).text() + link.text();
    if (url)
      add_attachments(article.attachments, {{name.empty() ? last_segment_of(*url) : name, *url}});
  }
  add_attachments(article.attachments, collect_attachments(body, page.url));
  return article;
}

// Files of generation 3 stand beneath the article's folder, or in a store of their own.
void add_third_files(const Html& html, const Page& page, Article& article) {
  for (const Node link : html.select("a[href*=\"/files/\"], a[href^=\"files/\"], "
                                     "a[href*=zgwabwtzggfile], a[href*=downloadFile]")) {
    const auto url = absolute(page.url, link.attribute("href").value_or(""));
    const std::string name = link.text();
    if (url)
      add_attachments(article.attachments, {{name.empty() ? last_segment_of(*url) : name, *url}});
  }
}

bool is_home_for_article(const Html& html, const Page& page) {
  if (is_home_path(path_of(page.url)) || !html.meta("ArticleTitle").empty()) return false;
  const HomeSigns signs = home_signs(html, page);
  return signs.lists >= 2 || signs.columns.size() >= 2 || (signs.lists > 0 && signs.bare_title);
}

Result<Article> finish(Article article, const Page& page, const Html& html) {
  article.url = page.url;
  if (article.title.empty()) article.title = title_of(html);
  if (!article.publisher) {
    if (auto source = collapse_spaces(html.meta("ContentSource")); !source.empty())
      article.publisher = source;
  }
  if (article.title.empty() || (article.paragraphs.empty() && article.attachments.empty())) {
    return Error{Fault::broken,
                 "the article holds no text (page title: \"" + ellipsize(html.title(), 80) + "\")"};
  }
  complete_article(article);
  return article;
}

Result<Article> read_tc260_article(const Page& page) {
  const auto html = Html::parse(std::string(page.body));
  if (!html) return html.error();
  if (const Node body = first_of(*html, {".news_end"}))
    return finish(first_article(body, page), page, *html);
  if (const Node body = first_of(*html, {".advice-c .info", ".advice-c.info", ".advice-c"}))
    return finish(second_article(*html, body, page), page, *html);
  if (is_home_for_article(*html, page))
    return Error{Fault::gone, "home page served in place of the article (page title: \"" +
                                  ellipsize(html->title(), 80) + "\")"};
  auto article = read_generic_article(page);
  if (!article) return article.error();
  add_third_files(*html, page, *article);
  if (!article->published) article->published = day_of_stamp(last_segment_of(path_of(page.url)));
  if (!article->published)
    article->published = day_of_stamp(query_parameter(page.url, "id").value_or(""));
  return article;
}

bool is_tc260(const Url& url) {
  return url.host == "tc260.org.cn" || url.host.ends_with(".tc260.org.cn");
}

}  // namespace

const Parser& parser_tc260() {
  static const Parser parser{
      "tc260", 1, read_tc260_list, read_tc260_article, is_tc260, check_no_options, nullptr};
  return parser;
}

}  // namespace regwatch
