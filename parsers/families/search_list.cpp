// The "searchList" family: CSRC, its bureaus, and others of the same maker. UTF-8.
//
// Pages: column shells of about 10 KB (common_list, common_xq_list, zfxxgk_zdgk, tz); getLocalList
// (which channel id a code has); searchList (rows), which other sites call /common/search/ or
// /search/; columns with static rows and a pager
// (`createPageHTML('page_div',22,1,'common_list',…`).
//
// Quirks: `publishedTime` in epoch milliseconds is 8 hours early, `publishedTimeStr` is right;
// titles carry tags and `&nbsp;`; an absent value is the word "null"; many titles are the same
// (行政处罚决定书), told apart by document number and text; addresses are protocol-relative,
// root-relative or whole; a site may answer with 20 rows whatever is asked for.
//
// Written after sites/four-regulators.md §4 and sites/wider-publishers.md §4; that the State Post
// Bureau answers under /common/search/ five crawlers agree on; not verified live.

#include "parsers/families/search_list.h"

#include <re2/re2.h>

#include <algorithm>

#include "base/text.h"
#include "base/time.h"
#include "base/url.h"
#include "parsers/facts.h"
#include "parsers/generic_article.h"
#include "parsers/list_pager.h"
#include "parsers/list_row.h"
#include "parsers/list_rows.h"
#include "parsers/option_check.h"
#include "parsers/page_problem.h"
#include "parsers/row_reader.h"
#include "parsers/text_of.h"

namespace regwatch {
namespace {

constexpr int rows_per_page = 18;
// Under which path a site answers with rows: CSRC; the State Post Bureau and Gansu; Karamay and
// NHC.
constexpr std::string_view search_paths[] = {"/searchList/", "/common/search/", "/search/"};

bool is_search(std::string_view path) {
  return std::any_of(std::begin(search_paths), std::end(search_paths), [&](auto known) {
    return path.starts_with(known) && is_channel_id(path.substr(known.size()));
  });
}

// ---- rows in JSON

// Files lie on the site that lists them, wherever the row itself leads.
void read_files(const JsonValue& row, std::string_view site, Entry& entry) {
  for (const auto& file : row["resList"].items()) {
    const std::string path = file["filePath"].word().value_or("");
    const auto url = absolute(path.starts_with("/") ? site : entry.url, path);
    if (!url) continue;
    auto name = file["fileName"].word();
    if (!name) name = file["title"].word();
    add_attachments(entry.attachments,
                    {{name ? title_of_markup(*name) : last_segment_of(*url), *url}});
  }
}

// The value of a key in `domainMetaList[].resultList[]`: chosen by key, for their order varies.
std::optional<std::string> domain_value(const JsonValue& row, std::string_view key) {
  for (const auto& domain : row["domainMetaList"].items()) {
    for (const auto& result : domain["resultList"].items()) {
      if (result["key"].text() == std::optional<std::string>(key)) {
        if (const auto value = result["value"].word()) return value;
      }
    }
  }
  return std::nullopt;
}

void read_json_row(const JsonValue& row, const Page& page, Listing& listing) {
  ++listing.rows_seen;
  Entry entry;
  entry.title = title_of_markup(row["title"].word().value_or(""));
  const auto url = absolute(page.url, row["url"].word().value_or(""));
  if (entry.title.empty() || !url) {
    return doubt(listing, "row " + std::to_string(listing.rows_seen) + " has no " +
                              (url ? "'title'" : "'url'"));
  }
  entry.url = *url;
  entry.published = find_date(row["publishedTimeStr"].word().value_or(""));
  if (!entry.published) {
    doubt(listing, "no 'publishedTimeStr': " + ellipsize(entry.title, 40));
    entry.published = find_date(domain_value(row, "fwrq").value_or(""));
  }
  read_body(row["contentHtml"].word().value_or(""), entry);
  if (entry.paragraphs.empty()) read_body(row["content"].word().value_or(""), entry);
  read_files(row, page.url, entry);
  entry.document_number = domain_value(row, "wh");
  if (!entry.document_number) {
    if (auto printed = find_document_number(entry.paragraphs, entry.title)) {
      entry.document_number = std::move(printed->number);
    }
  }
  entry.publisher = domain_value(row, "source");
  listing.entries.push_back(std::move(entry));
}

int number_of(const Page& page, std::string_view parameter, const JsonValue& stated,
              int otherwise) {
  if (const auto text = query_parameter(page.url, parameter)) {
    if (const auto number = whole_number(*text)) return std::max(1, *number);
  }
  const auto number = stated.integer();
  return number && *number > 0 && *number < 1'000'000 ? static_cast<int>(*number) : otherwise;
}

Result<Listing> read_answer(const Json& json, const Page& page, const Source& source) {
  const JsonValue data = json["data"];
  const int at = number_of(page, "page", data["page"], 1);
  // How many rows a page has the answer knows better than the question.
  const auto stated = data["rows"].integer();
  const int size = stated && *stated > 0 && *stated <= 1000
                       ? static_cast<int>(*stated)
                       : number_of(page, "_pageSize", {}, rows_per_page);
  Listing listing;
  for (const auto& row : data["results"].items()) read_json_row(row, page, listing);
  listing.total = data["total"].count();
  if (listing.entries.empty()) {
    if (at > 1 && listing.rows_seen == 0) return listing;
    return broken_list(source, "searchList gave 0 readable rows of " +
                                   std::to_string(listing.rows_seen) + " (channel '" +
                                   data["channelName"].word().value_or("?") + "')");
  }
  const bool more = listing.total ? static_cast<long long>(at) * size < *listing.total
                                  : static_cast<int>(listing.entries.size()) >= size;
  const auto url = parse_url(page.url);
  if (!more || !url || !is_search(url->path)) return listing;
  listing.next.push_back(
      {FollowUp::Why::older,
       get_from(with_parameter(page.url, "page", std::to_string(at + 1)), source.url)});
  return listing;
}

// ---- getLocalList

std::vector<JsonValue> channels_of(const Json& json) {
  for (const std::string_view path :
       {"results.channelLevel", "data.results.channelLevel", "data.channelLevel", "channelLevel"}) {
    auto channels = json.at(path).items();
    if (!channels.empty()) return channels;
  }
  return {};
}

Result<Listing> read_channels(const Json& json, const Page& page, const Source& source) {
  const auto channels = channels_of(json);
  std::string code = query_parameter(page.url, "channelCode").value_or("");
  if (code.empty()) code = channel_code_of(source.url);
  for (const auto& channel : channels) {
    const auto id = channel["channelId"].word().value_or("");
    const bool is_it = channel["channelCode"].word() == std::optional(code) ||
                       (code.empty() && channels.size() == 1);
    if (!is_it || !is_channel_id(id)) continue;
    Listing listing;
    listing.next.push_back({FollowUp::Why::rows, search_list_request(id, source)});
    return listing;
  }
  return broken_list(source, "getLocalList names no channel id of '" + code + "' among " +
                                 std::to_string(channels.size()) + " channels");
}

// ---- pages

// `/zjhxw/202604/<32 hex>.shtml`, `/c106256/c3217074/content.shtml`.
bool is_static_article(std::string_view url) {
  static const RE2 form("/(?:\\d{6}/[0-9a-f]{32}|c\\d{5,}/content)\\.s?html?(?:[?#].*)?$");
  return RE2::PartialMatch(re2::StringPiece(url.data(), url.size()), form);
}

// Some columns are static. Sites name their lists as they like; where a page has the family's
// pager, an article's address tells its rows.
void read_static_rows(const Html& html, const Page& page, Listing& listing) {
  read_rows(html.root(), page.url, {.rows = "#list li, #codeId_list tbody > tr"}, listing);
  if (listing.entries.empty() && static_pager_in(html, page.url))
    read_rows(html.root(), page.url, {.is_article = is_static_article}, listing);
}

// The three ways to a channel's id: the address's parameter, the page's meta, getLocalList; and the
// id that the configuration keeps for the day on which none of them works.
std::string channel_id_of(const Html& html, const Page& page, const Source& source) {
  for (const std::string& id : {query_parameter(page.url, "channelid").value_or(""),
                                query_parameter(source.url, "channelid").value_or(""),
                                std::string(trim(html.meta("channelid"))),
                                text_option(source, "channel_id").value_or("")}) {
    if (is_channel_id(id)) return id;
  }
  return "";
}

Result<Listing> read_page(const Page& page, const Source& source) {
  const auto html = Html::parse(std::string(page.body));
  if (!html) return html.error();
  Listing listing;
  read_static_rows(*html, page, listing);
  const std::string id = channel_id_of(*html, page, source);
  const auto why = listing.entries.empty() ? FollowUp::Why::rows : FollowUp::Why::older;
  if (!id.empty()) {
    listing.next.push_back({why, search_list_request(id, source, page.body)});
    return listing;
  }
  if (!listing.entries.empty()) {
    add_older_static_page(*html, page, listing);
    return listing;
  }
  std::string code = channel_code_of(page.url);
  if (code.empty()) code = channel_code_of(source.url);
  // Only a shell is asked on for: a home page or an error page has no such frame.
  const bool is_shell = page.body.find("table_ajax") != page.body.npos ||
                        page.body.find("common_list") != page.body.npos ||
                        page.body.find("searchList") != page.body.npos ||
                        page.body.find("channelCode") != page.body.npos ||
                        html->select_one("#codeId_list, #list, [id*=codeId]");
  const auto address = absolute(page.url, "/getLocalList");
  if (code.empty() || !is_shell || !address)
    return no_rows(source, "meta[name=channelid], #list li", html->title());
  listing.next.push_back(
      {FollowUp::Why::rows, get_from(with_query(*address, {{"channelCode", code}}), page.url)});
  return listing;
}

std::optional<Proposal> recognise_search_list(const Page& page) {
  const auto url = parse_url(page.url);
  const bool is_answer = looks_like_json(page.body) && url && is_search(url->path);
  static const RE2 mark(
      "<meta[^>]{0,80}[\"']channelid[\"'][^>]{0,40}[\"'][0-9a-fA-F]{32}[\"']|"
      "createPageHTML\\(\\s*['\"]page_div['\"]");
  const re2::StringPiece body(page.body.data(), page.body.size());
  if (!is_answer && !RE2::PartialMatch(body, mark)) return std::nullopt;
  Source source;
  source.url = page.url;
  if (!read_search_list(page, source)) return std::nullopt;
  return Proposal{"search_list", "searchList, shells with rows in JSON", {}, {}};
}

}  // namespace

bool is_channel_id(std::string_view text) { return text.size() == 32 && is_hex(text); }

std::string channel_code_of(std::string_view url) {
  const auto parsed = parse_url(url);
  if (!parsed) return "";
  for (const auto segment : split(parsed->path, '/')) {
    if (segment.size() == 7 && segment[0] == 'c' &&
        segment.find_first_not_of("0123456789", 1) == std::string_view::npos)
      return std::string(segment);
  }
  return "";
}

std::optional<Coverage> add_older_static_page(const Html& html, const Page& page,
                                              Listing& listing) {
  const auto pager = static_pager_in(html, page.url);
  if (!pager) return std::nullopt;
  listing.total = pager->total;
  const auto name = last_segment_of(page.url);
  const bool is_sound = name == pager->file(pager->current);
  if (!is_sound) {
    doubt(listing, "the pager says page " + std::to_string(pager->current) + ", the file is " +
                       name + "; a page may have been missed");
  }
  if (!pager->is_last()) {
    if (const auto url = absolute(page.url, pager->file(pager->current + 1)))
      listing.next.push_back({FollowUp::Why::older, get_from(*url, page.url)});
  }
  return is_sound ? Coverage::complete : Coverage::latest;
}

Result<Article> read_search_list_article(const Page& page) {
  return read_generic_article(
      page, {.body = ".content-body, .detail-news, .Custom_UnionStyle",
             .title = ".content-body h3, .main .content > h2, .content > h2",
             .published = ".info, .xxgk-info, .xxgk-table, .xxgk-box, .xxgk-detail, .content-head",
             .files = ".content-head, #files, .fujian, .xxgk-down-box",
             .without = ".fg-foot, .content-head, #files, .fujian, .xxgk-down-box, h3"});
}

Request search_list_request(std::string_view channel_id, const Source& source,
                            std::string_view shell) {
  // `/search/` in a page may be that of the site's search form.
  const bool is_common = shell.find(search_paths[1]) != shell.npos;
  const std::string path =
      text_option(source, "search_path").value_or(std::string(search_paths[is_common ? 1 : 0]));
  const auto address = absolute(source.url, path + std::string(channel_id));
  const std::string url =
      with_query(address.value_or(source.url), {{"_isAgg", "true"},
                                                {"_isJson", "true"},
                                                {"_pageSize", std::to_string(rows_per_page)},
                                                {"_template", "index"},
                                                {"_rangeTimeGte", ""},
                                                {"_channelName", ""},
                                                {"page", "1"}});
  return get_from(url, source.url);
}

Result<Listing> read_search_list(const Page& page, const Source& source) {
  if (!looks_like_json(page.body)) return read_page(page, source);
  const auto json = Json::parse(page.body);
  if (!json) return broken_list(source, json.error().message);
  if (json->at("data.results").is_array()) return read_answer(*json, page, source);
  if (!channels_of(*json).empty() || page.url.find("getLocalList") != page.url.npos)
    return read_channels(*json, page, source);
  return broken_list(source, "JSON without 'data.results' (" +
                                 ellipsize((*json)["message"].word().value_or("no message"), 120) +
                                 ")");
}

std::vector<OptionProblem> check_search_list(const Source& source) {
  auto problems =
      check_options(source, {{"channel_id", OptionType::text}, {"search_path", OptionType::text}});
  const auto id = text_option(source, "channel_id");
  if (id && !trim(*id).empty() && !is_channel_id(*id)) {
    problems.push_back(
        {source.options.at("channel_id").where,
         "'channel_id': 32 hex digits are expected, found '" + ellipsize(*id, 40) + "'"});
  }
  const auto path = text_option(source, "search_path");
  if (path && (!path->starts_with("/") || !path->ends_with("/")))
    problems.push_back({source.options.at("search_path").where,
                        "'search_path': '/…/' is expected, found '" + ellipsize(*path, 40) + "'"});
  return problems;
}

Request first_search_list_request(const Source& source) {
  const auto id = text_option(source, "channel_id");
  return id ? search_list_request(*id, source) : Request::get(source.url);
}

const Parser& parser_search_list() {
  static const Parser parser{.name = "search_list",
                             .version = 2,
                             .list = read_search_list,
                             .check = check_search_list,
                             .first_request = first_search_list_request,
                             .recognise = recognise_search_list};
  return parser;
}

}  // namespace regwatch
