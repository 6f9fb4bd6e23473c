// 国务院 (STATE-COUNCIL), www.gov.cn and its search, sousuo.www.gov.cn. UTF-8.
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
#include "parsers/generic_article.h"
#include "parsers/html.h"
#include "parsers/list_pager.h"
#include "parsers/list_row.h"
#include "parsers/list_rows.h"
#include "parsers/option_check.h"
#include "parsers/page_problem.h"
#include "parsers/parser.h"

namespace regwatch {
namespace {

// ---- rows in JSON, as `parser = "json"` would be told of them

using Told = std::vector<std::pair<std::string_view, std::string_view>>;

const Told feed{{"title", "TITLE"}, {"link", "URL"}, {"date", "DOCRELPUBTIME"}};

// A single library's rows stand in `listVO`; those of several only in the libraries of `catMap`,
// and nothing says how many there are in all.
const Told search{{"rows", "searchVO.listVO, searchVO.catMap.*.listVO"},
                  {"title", "title"},
                  {"link", "url"},
                  {"date", "pubtimeStr, pubtime"},
                  {"number", "pcode"},
                  {"publisher", "puborg"},
                  {"page", "p"}};
const Told count_of_one_library{{"total", "searchVO.totalCount"}, {"pages", "searchVO.totalpage"}};

void tell(Source& source, const Told& told) {
  for (const auto& [key, value] : told)
    source.options[std::string(key)] = {std::string(value), source.where};
}

Result<Listing> read_json(const Page& page, const Source& source) {
  Source told = source;
  if (trim(page.body).starts_with('[')) {
    tell(told, feed);
  } else {
    tell(told, search);
    const auto library = query_parameter(page.url, "t").value_or("");
    if (library.find('_') != library.npos) tell(told, count_of_one_library);
    if (const auto size = whole_number(query_parameter(page.url, "n").value_or("")))
      told.options["page_size"] = {std::int64_t{*size}, source.where};
  }
  return find_parser("json")->list(page, told);
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
  re2::StringPiece rest = page.body;
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
  add_older_page(*html, page.url, listing);
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
