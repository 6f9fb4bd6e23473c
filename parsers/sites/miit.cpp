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

#include <algorithm>

#include "base/text.h"
#include "base/url.h"
#include "parsers/families/jpaas.h"
#include "parsers/generic_article.h"
#include "parsers/json.h"
#include "parsers/list_row.h"
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
  ++listing.rows_seen;
  JsonValue hit = item["data"];
  if (!hit) hit = item.at("groupData.0.data");
  Entry entry;
  entry.title =
      title_of_markup(hit["title"].word().value_or(hit["title_text"].word().value_or("")));
  const auto url = absolute(site, hit["url"].word().value_or(""));
  if (entry.title.empty() || !url) {
    return doubt(listing, "result " + std::to_string(listing.rows_seen) + " has no " +
                              (url ? "title" : "url"));
  }
  entry.url = *url;
  entry.published = date_of_hit(hit);
  if (!entry.published) doubt(listing, "no date: " + ellipsize(entry.title, 40));
  if (const auto number = hit["filenumbername"].word())
    entry.document_number = title_of_markup(*number);
  if (const auto publisher = hit["publishgroupname"].word())
    entry.publisher = title_of_markup(*publisher);
  listing.entries.push_back(std::move(entry));
}

int search_number(const Page& page, std::string_view name, int otherwise) {
  const auto text = query_parameter(page.url, name).value_or("");
  return std::max(1, whole_number(text).value_or(otherwise));
}

void add_older_hits(const Page& page, const Source& source, Listing& listing) {
  const int at = search_number(page, "p", 1);
  const int size = search_number(page, "pg", hits_per_page);
  const bool more = listing.total ? static_cast<long long>(at) * size < *listing.total
                                  : static_cast<int>(listing.entries.size()) >= size;
  const auto url = parse_url(page.url);
  if (!more || !url || url->path != search_path) return;
  listing.next.push_back(
      {FollowUp::Why::older,
       get_from(with_parameter(page.url, "p", std::to_string(at + 1)), source.url)});
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
  if (listing.entries.empty()) {
    // Zero hits within a window of dates, or behind the last page, are an honest answer.
    const bool windowed = query_parameter(page.url, "begin").value_or("") != "";
    const bool later = search_number(page, "p", 1) > 1;
    if (listing.rows_seen == 0 && (windowed || later)) {
      if (!listing.total) listing.total = 0;
      return listing;
    }
    return broken_list(source,
                       "search API: 'data.searchResult.dataResults' gave 0 readable rows of " +
                           std::to_string(listing.rows_seen));
  }
  add_older_hits(page, source, listing);
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

bool is_miit(const Url& url) {
  return url.host == "miit.gov.cn" || url.host.ends_with(".miit.gov.cn");
}

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
