// 国务院 (SC), www.gov.cn and its search, sousuo.www.gov.cn. UTF-8.
//
// Pages: feeds of a column's rows (`/zhengce/zuixin/ZUIXINZHENGCE.json`: one array of
// {TITLE, URL, DOCRELPUBTIME}); answers of the search (`/search-gov/data?t=zhengcelibrary_gw&…`);
// HTML lists; columns without rows that load their feed by a script; articles `…/content_<id>.htm`.
//
// Quirks: in the search `<em>` marks hits within titles, `pubtime` is 0 where there is no
// `pubtimeStr`, and a search of several libraries has its rows in `catMap` only; articles have meta
// tags of their own (`firstpublishedtime` with a hyphen before the hour), a table with 发文字号 and
// 标题 that is repeated for phones, and a second `</html>` before the text; a `<title>` ends in the
// library's name (`_国务院文件_中国政府网`).
//
// Written after sites/wider-publishers.md §8 and saved pages of 2026-10; not verified live.

#include <re2/re2.h>

#include <algorithm>
#include <array>

#include "base/text.h"
#include "base/time.h"
#include "parsers/generic_article.h"
#include "parsers/html.h"
#include "parsers/json.h"
#include "parsers/list_row.h"
#include "parsers/list_rows.h"
#include "parsers/option_check.h"
#include "parsers/page_problem.h"
#include "parsers/parser.h"

namespace regwatch {
namespace {

constexpr std::string_view search_page = "https://sousuo.www.gov.cn/zcwjk/policyDocumentLibrary";

// ---- rows in JSON

// The first of these members that is a word.
std::optional<std::string> first_word(const JsonValue& row,
                                      std::initializer_list<std::string_view> keys) {
  for (const std::string_view key : keys) {
    if (auto word = row[key].word()) return word;
  }
  return std::nullopt;
}

std::optional<CivilDate> published(const JsonValue& row) {
  if (const auto day = first_word(row, {"DOCRELPUBTIME", "pubtimeStr"})) return find_date(*day);
  const long long time = row["pubtime"].integer().value_or(0);
  if (time <= 0) return std::nullopt;
  return china_date(from_epoch_ms(time));
}

void read_row(const JsonValue& row, const Page& page, Listing& listing) {
  ++listing.rows_seen;
  Entry entry;
  entry.title = title_of_markup(first_word(row, {"TITLE", "title"}).value_or(""));
  const auto url = absolute(page.url, first_word(row, {"URL", "url"}).value_or(""));
  if (entry.title.empty() || !url) {
    return doubt(listing, "row " + std::to_string(listing.rows_seen) + " has no title or address");
  }
  entry.url = *url;
  entry.published = published(row);
  if (!entry.published) doubt(listing, "no date: " + ellipsize(entry.title, 40));
  entry.document_number = row["pcode"].word();
  entry.publisher = row["puborg"].word();
  listing.entries.push_back(std::move(entry));
}

// A single library's rows stand in `listVO`; those of several only in the libraries of `catMap`.
std::vector<JsonValue> rows_of_search(const JsonValue& found) {
  auto rows = found["listVO"].items();
  if (!rows.empty()) return rows;
  for (const auto& [name, library] : found["catMap"].members()) {
    const auto more = library["listVO"].items();
    rows.insert(rows.end(), more.begin(), more.end());
  }
  return rows;
}

int count_in(const JsonValue& found, std::string_view key) {
  return static_cast<int>(std::clamp<long long>(found[key].integer().value_or(0), 0, 10'000'000));
}

// How many rows there are in all, and asks for the next page while a library has more.
void add_count_and_next(const JsonValue& found, const Page& page, Listing& listing) {
  const auto number = whole_number(query_parameter(page.url, "p").value_or("1"));
  const auto size = whole_number(query_parameter(page.url, "n").value_or("20"));
  int total = count_in(found, "totalCount");
  int longest = total;
  for (const auto& [name, library] : found["catMap"].members()) {
    if (count_in(found, "totalCount") == 0) total += count_in(library, "totalCount");
    longest = std::max(longest, count_in(library, "totalCount"));
  }
  if (total > 0) listing.total = total;
  if (!number || !size || listing.entries.empty() ||
      static_cast<long long>(*number) * *size >= longest)
    return;
  const std::string older = with_parameter(page.url, "p", std::to_string(*number + 1));
  listing.next.push_back({FollowUp::Why::older, get_from(older, std::string(search_page))});
}

Result<Listing> read_json(const Page& page, const Source& source) {
  const auto json = Json::parse(page.body);
  if (!json) return broken_list(source, json.error().message);
  const JsonValue found = (*json)["searchVO"];
  const bool is_feed = json->root().is_array();
  if (!is_feed && !found.is_object())
    return broken_list(source, "neither an array of rows nor 'searchVO' (msg: '" +
                                   (*json)["msg"].word().value_or("") + "')");
  Listing listing;
  for (const JsonValue& row : is_feed ? json->root().items() : rows_of_search(found))
    read_row(row, page, listing);
  if (!is_feed) add_count_and_next(found, page, listing);
  if (listing.rows_seen == 0 && query_parameter(page.url, "p").value_or("1") == "1")
    return broken_list(source, "the answer holds 0 rows");
  return listing;
}

// ---- rows in HTML

bool is_article(std::string_view url) { return url.find("/content_") != url.npos; }

constexpr std::array<RowShape, 3> shapes{{
    {.rows = ".news_box .list li:not(.line), .infolist li, .list01 li, .zl_list li"},
    {.rows = ".listTxt li, .list li", .is_article = is_article},
    {.is_article = is_article},
}};

// What a column without rows loads: its own feed goes before another's.
std::optional<std::string> feed_of(const Page& page) {
  re2::StringPiece rest(page.body.data(), page.body.size());
  static const RE2 file("['\"]([^'\"\\s<>]{1,200}\\.json)(?:\\?[^'\"]*)?['\"]");
  std::string name;
  std::optional<std::string> first;
  const auto folder = absolute(page.url, ".");
  while (RE2::FindAndConsume(&rest, file, &name)) {
    const auto url = absolute(page.url, name);
    if (!url) continue;
    if (folder && url->starts_with(*folder)) return url;
    if (!first) first = url;
  }
  return first;
}

Result<Listing> read_html(const Page& page, const Source& source) {
  const auto html = Html::parse(std::string(page.body));
  if (!html) return html.error();
  Listing listing;
  for (const RowShape& shape : shapes) {
    if (listing.entries.empty()) read_rows(html->root(), page.url, shape, listing);
  }
  // A column that only its script fills shows teasers of other columns at most, without dates.
  const bool has_rows = std::any_of(listing.entries.begin(), listing.entries.end(),
                                    [](const Entry& entry) { return entry.published.has_value(); });
  const auto feed = has_rows ? std::nullopt : feed_of(page);
  if (feed) {
    Listing shell;
    shell.next.push_back({FollowUp::Why::rows, get_from(*feed, page.url)});
    return shell;
  }
  if (listing.entries.empty()) return no_rows(source, "a[href*=content_]", html->title());
  add_next_page(html->select_one("#newspage_next a[href], a.next[href], .newspage-container "
                                 "a:contains(\"下一页\"), a[href]:contains(\"下一页\")"),
                page, listing);
  return listing;
}

Result<Listing> read_govcn_list(const Page& page, const Source& source) {
  return looks_like_json(page.body) ? read_json(page, source) : read_html(page, source);
}

// ---- articles

constexpr ArticleHints hints{
    .body = "#UCAP-CONTENT, td.b12c, .pages_content",
    .title =
        ".bd1 td:contains(\"题：\") + td, #ti, .article h1, .share-title, "
        ".wrap td:contains(\"题：\") + td",
    .publisher =
        "span.font-zyygwj, .pages-date span.font, .pages-date .font, .pages-date, "
        ".bd1 td:contains(\"发文机关：\") + td",
    .without = ".pages-date, .related, .xgzc, .mhide.share, .editor"};

Result<Article> read_govcn_article(const Page& page) { return read_generic_article(page, hints); }

bool is_govcn(const Url& url) {
  return url.host == "gov.cn" || url.host == "www.gov.cn" || url.host == "sousuo.www.gov.cn" ||
         url.host == "big5.www.gov.cn";
}

}  // namespace

const Parser& parser_govcn() {
  static const Parser parser{.name = "govcn",
                             .list = read_govcn_list,
                             .article = read_govcn_article,
                             .owns = is_govcn,
                             .check = check_no_options};
  return parser;
}

}  // namespace regwatch
