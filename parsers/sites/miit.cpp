// 工业和信息化部 (MIIT), www.miit.gov.cn, wap.miit.gov.cn, provincial subdomains. UTF-8.
//
// Pages: columns of the jpaas family (families/jpaas.cpp); the search API for 文件发布; articles
// `/art/YYYY/art_<32 hex>.html`.
//
// Quirks: the site refuses a client without a browser's user agent and a Referer (sources.toml sets
// them); titles of search results carry highlight tags, their addresses may lead off the site; zero
// hits leave `searchResult` out; the PDF of an APP notice hides in an iframe; the meta ArticleTitle
// may hold line breaks.
//
// Written after sites/four-regulators.md §2 and saved pages of 2026-09; not verified live.

#include "base/text.h"
#include "base/url.h"
#include "parsers/families/jpaas.h"
#include "parsers/generic_article.h"
#include "parsers/json.h"
#include "parsers/list_row.h"
#include "parsers/numbered_pages.h"
#include "parsers/option_check.h"
#include "parsers/page_problem.h"
#include "parsers/parser.h"
#include "parsers/written_date.h"

namespace regwatch {
namespace {

constexpr std::string_view search_path = "/search-front-server/api/search/info";
constexpr std::string_view site = "https://www.miit.gov.cn/";
constexpr int hits_per_page = 20;

// ---- search API

std::optional<CivilDate> date_of_hit(const JsonValue& hit) {
  if (const auto date = find_date(hit["jsearch_date"].word().value_or(""))) return date;
  for (const std::string_view key : {"deploytime", "publishtime", "cdate"}) {
    if (const auto date = written_date(hit[key].word().value_or(""))) return date;
  }
  return std::nullopt;
}

void read_hit(const JsonValue& item, Listing& listing) {
  JsonValue hit = item["data"];
  if (!hit) hit = item.at("groupData.0.data");
  Entry entry;
  entry.title = title_of_markup(hit.word_of({"title", "title_text"}).value_or(""));
  entry.url = absolute(site, hit["url"].word().value_or("")).value_or("");
  entry.published = date_of_hit(hit);
  if (const auto number = hit["filenumbername"].word())
    entry.document_number = title_of_markup(*number);
  if (const auto publisher = hit["publishgroupname"].word())
    entry.publisher = title_of_markup(*publisher);
  add_read_row(listing, std::move(entry));
}

void add_older_hits(const Page& page, const PagePlace& place, const Source& source,
                    Listing& listing) {
  const auto url = parse_url(page.url);
  if (!has_older_rows(listing, place) || !url || url->path != search_path) return;
  add_page_of_number(listing, page.url, "p", place.number + 1, source.url);
}

Result<Listing> read_search(const Json& json, const Page& page, const Source& source) {
  const auto code = json["code"].text().value_or("200");
  if (code != "200" || !json["success"].boolean().value_or(true)) {
    return broken_list(source, "search API says code " + code + " (" +
                                   ellipsize(json["message"].word().value_or("no message"), 120) +
                                   ")");
  }
  Listing listing;
  const JsonValue result = json.at("data.searchResult");
  for (const auto& item : result["dataResults"].items()) read_hit(item, listing);
  listing.total = result["total"].count();
  if (!listing.total) listing.total = result["totalCount"].count();
  const PagePlace place{number_in_query(page.url, "p", 1),
                        number_in_query(page.url, "pg", hits_per_page)};
  if (listing.entries.empty()) {
    // Zero hits within a window of dates, or behind the last page, are an honest answer.
    const bool windowed = query_parameter(page.url, "begin").value_or("") != "";
    if (listing.rows_seen == 0 && (windowed || place.number > 1)) {
      if (!listing.total) listing.total = 0;
      return listing;
    }
    return broken_list(source,
                       "search API: 'data.searchResult.dataResults' gave 0 readable rows of " +
                           std::to_string(listing.rows_seen));
  }
  add_older_hits(page, place, source, listing);
  return listing;
}

Result<Listing> read_miit_list(const Page& page, const Source& source) {
  if (looks_like_json(page.body)) {
    const auto json = Json::parse(page.body);
    if (!json) return broken_list(source, json.error().message);
    const bool is_search =
        page.url.find(search_path) != page.url.npos || json->at("data.searchResult");
    if (is_search) return read_search(*json, page, source);
  }
  return read_jpaas_list(page, source);
}

// ---- articles

// 政府信息公开's box holds the labels; its file list, the viewer of an APP notice.
constexpr ArticleHints hints{.body = "#con_con, .ccontent, #zoom, .xxgk-content",
                             .title = "#con_title",
                             .published = "#con_time",
                             .publisher = ".cinfo",
                             .files = ".fileArry, .xxgk-box, .attachment",
                             .without = ".xxgk-box, #con_title, .cinfo"};

Result<Article> read_miit_article(const Page& page) { return read_generic_article(page, hints); }

// ---- the parser

bool is_miit(const Url& url) { return is_of_domain(url, "miit.gov.cn"); }

std::vector<OptionProblem> check_miit(const Source& source) {
  auto problems = check_options(source, {{"search_category", OptionType::number},
                                         {"search_begin", OptionType::text},
                                         {"search_end", OptionType::text}});
  for (const std::string_view key : {"search_begin", "search_end"}) {
    const auto text = text_option(source, key);
    if (!text || parse_date(*text)) continue;
    problems.push_back({source.options.at(std::string(key)).where,
                        "'" + std::string(key) + "': a date as 2024-01-01 is expected"});
  }
  return problems;
}

// Without a window of dates the search also finds standing pages of contacts.
Request first_miit_request(const Source& source) {
  const auto category = number_option(source, "search_category");
  if (!category) return Request::get(source.url);
  std::vector<std::pair<std::string, std::string>> parameters = {
      {"websiteid", "110000000000000"},
      {"scope", "basic"},
      {"q", ""},
      {"pg", std::to_string(hits_per_page)},
      {"cateid", std::to_string(*category)},
      {"level", "6"},
      {"begin", text_option(source, "search_begin").value_or("")},
      {"end", text_option(source, "search_end").value_or("")},
      {"dateField", "deploytime"},
      {"sortFields", "[{\"name\":\"deploytime\",\"type\":\"desc\"}]"},
      {"p", "1"}};
  const auto address = absolute(site, search_path);
  return get_from(with_query(address.value_or(source.url), parameters), source.url);
}

}  // namespace

const Parser& parser_miit() {
  static const Parser parser{.name = "miit",
                             .version = 2,
                             .list = read_miit_list,
                             .article = read_miit_article,
                             .owns = is_miit,
                             .check = check_miit,
                             .first_request = first_miit_request};
  return parser;
}

}  // namespace regwatch
