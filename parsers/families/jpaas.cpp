// 大汉版通 jpaas (MIIT, SAMR, MOFCOM). UTF-8.
//
// Pages: column shells of about 5 KB without rows; the unit API (GET only) with an HTML fragment in
// JSON; articles `/art/YYYY/art_<32 hex>.html`.
//
// Quirks: the script's `querydata` is JSON in single quotes, its name in any case; Chinese in
// parameters must be UTF-8; `parseType` is misspelt `bulidstatic` on some sites; older pages by
// `paramJson={"pageNo":N,"pageSize":"24"}`; filler rows; hrefs may be http:// and absolute; titles
// are cut in the text and whole in `title=`, which may hold line breaks; `endtime` is 24:00 in
// China.
//
// Written after sites/four-regulators.md §2 and saved pages of 2026-09; not verified live.

#include "parsers/families/jpaas.h"

#include <algorithm>
#include <map>

#include "base/text.h"
#include "base/time.h"
#include "base/url.h"
#include "parsers/json.h"
#include "parsers/list_row.h"
#include "parsers/option_check.h"
#include "parsers/page_problem.h"
#include "parsers/selector.h"

namespace regwatch {
namespace {

constexpr int rows_per_page = 24;

using Parameters = std::vector<std::pair<std::string, std::string>>;

// `{'parseType':'buildstatic',…}` as parameters in the order of their names.
Parameters query_data(std::string_view attribute) {
  auto json = Json::parse(attribute);
  if (!json) json = Json::parse(replace_all(std::string(attribute), "'", "\""));
  Parameters out;
  if (!json) return out;
  for (const auto& [name, value] : json->root().members()) {
    if (const auto text = value.text()) out.emplace_back(name, *text);
  }
  return out;
}

std::optional<std::string> parameter(const Parameters& parameters, std::string_view name) {
  for (const auto& [key, value] : parameters) {
    if (key == name) return value;
  }
  return std::nullopt;
}

// The column's own list goes before what else a shell may build.
bool is_main_unit(Node script, const Parameters& parameters) {
  if (script.closest(known_selector(".clist_con, .lmy_main_rb"))) return true;
  const auto tag = parameter(parameters, "tagId").value_or("");
  return tag == "右侧内容" || tag == "当前栏目_list" || tag == "内容区域";
}

std::vector<FollowUp> unit_requests(const Html& html, const Page& page) {
  std::vector<FollowUp> main_units;
  std::vector<FollowUp> others;
  for (const Node script : html.select("script[querydata]")) {
    const auto parameters = query_data(script.attribute("querydata").value_or(""));
    if (!parameter(parameters, "pageId") && !parameter(parameters, "tagId")) continue;
    const auto address =
        absolute(page.url, script.attribute("url").value_or(
                               "/api-gateway/jpaas-publish-server/front/page/build/unit"));
    if (!address) continue;
    FollowUp next{FollowUp::Why::rows, get_from(with_query(*address, parameters), page.url)};
    auto& units = is_main_unit(script, parameters) ? main_units : others;
    if (units.size() < 20) units.push_back(std::move(next));
  }
  main_units.insert(main_units.end(), others.begin(), others.end());
  return main_units;
}

// ---- rows

Node row_of(Node link) {
  const Node row = link.closest(known_selector("li, tr, dd, .item"));
  return row ? row : link.parent();
}

bool is_filler(Node row) { return row.has_class("empty") || row.has_class("border-line"); }

void read_row(Node link, std::string url, Listing& listing) {
  const Node row = row_of(link);
  const Node end_time = row.select_one(known_selector(".endtime"));
  Entry entry;
  entry.url = std::move(url);
  entry.title = link_title(link);
  const RowDates dates = dates_of_row(row, link, {end_time});
  entry.published = dates.first;
  entry.comment_deadline = dates.second;
  if (end_time) {
    const std::string text = end_time.text();
    entry.comment_deadline = deadline_of_epoch(text);
    if (!entry.comment_deadline) entry.comment_deadline = find_date(text);
    if (!entry.comment_deadline && !text.empty()) {
      doubt(listing,
            "endtime '" + ellipsize(text, 30) + "' is no instant: " + ellipsize(entry.title, 40));
    }
  }
  if (entry.title.empty()) return doubt(listing, "no title: " + entry.url);
  if (!entry.published) doubt(listing, "no date: " + ellipsize(entry.title, 40));
  if (is_cut(entry.title)) doubt(listing, "cut title: " + ellipsize(entry.title, 40));
  listing.entries.push_back(std::move(entry));
}

void read_rows(const Html& html, const Page& page, Listing& listing) {
  std::vector<std::string> seen;
  for (const Node link : html.select("a[href]")) {
    const auto url = absolute(page.url, link.attribute("href").value_or(""));
    if (!url || !is_jpaas_article(*url) || is_filler(row_of(link))) continue;
    if (std::find(seen.begin(), seen.end(), *url) != seen.end()) continue;
    if (seen.size() >= 1000) break;
    seen.push_back(*url);
    ++listing.rows_seen;
    read_row(link, *url, listing);
  }
}

// ---- paging

struct Place {
  int number = 1;
  int size = rows_per_page;
};

Place place_of(const Parameters& parameters) {
  Place place;
  const auto json = Json::parse(parameter(parameters, "paramJson").value_or("{}"));
  if (!json) return place;
  if (const auto number = (*json)["pageNo"].integer())
    place.number = std::clamp<long long>(*number, 1, 100000);
  if (const auto size = (*json)["pageSize"].integer())
    place.size = std::clamp<long long>(*size, 1, 1000);
  return place;
}

// The parameters of the answer's own address; else those that the pagination block repeats.
Parameters unit_parameters(const Page& page, Node block) {
  const auto url = parse_url(page.url);
  Parameters parameters = url ? parse_query(url->query) : Parameters{};
  if (!parameter(parameters, "pageId"))
    parameters = query_data(block.attribute("querydata").value_or(""));
  return parameters;
}

void add_older(const Html& html, const Page& page, const Source& source, Listing& listing) {
  const Node block = html.select_one(".pagination[querydata], [querydata][count]");
  Parameters parameters = unit_parameters(page, block);
  const Place at = place_of(parameters);
  const int size = whole_number(block.attribute("rows").value_or("")).value_or(at.size);
  listing.total = whole_number(block.attribute("count").value_or(""));
  if (!listing.total) {
    listing.total = number_behind(html.select_one(".pagination, .page, .pages").text(), "共");
  }
  if (!parameter(parameters, "pageId") || size < 1) return;
  // Where no total is stated, a full page may have another behind it.
  const bool more = listing.total ? static_cast<long long>(at.number) * size < *listing.total
                                  : static_cast<int>(listing.entries.size()) >= size;
  if (!more) return;
  std::erase_if(parameters, [](const auto& pair) { return pair.first == "paramJson"; });
  parameters.emplace_back("paramJson", "{\"pageNo\":" + std::to_string(at.number + 1) +
                                           ",\"pageSize\":\"" + std::to_string(size) + "\"}");
  const auto address = absolute(page.url, block.attribute("uniturl").value_or(page.url));
  const std::string url = with_query(address.value_or(page.url), parameters);
  listing.next.push_back({FollowUp::Why::older, get_from(url, source.url)});
}

// ---- answers

Result<Listing> read_unit(const Page& page, const Source& source) {
  const auto json = Json::parse(page.body);
  if (!json) return broken_list(source, "unit API: " + json.error().message);
  const auto said = (*json)["message"].word().value_or("no message");
  if (!(*json)["success"].boolean().value_or(true)) {
    return broken_list(source, "unit API says success:false (" + ellipsize(said, 120) + ")");
  }
  auto fragment = json->at("data.html").text();
  if (!fragment) fragment = (*json)["data"].text();
  if (!fragment || trim(*fragment).empty()) {
    return broken_list(source, "unit API has no 'data.html' (" + ellipsize(said, 120) + ")");
  }
  const auto html = Html::parse_fragment(*fragment);
  if (!html) return html.error();
  Listing listing;
  read_rows(*html, page, listing);
  if (listing.entries.empty()) {
    const Place at = place_of(unit_parameters(page, {}));
    // Behind the last page comes a page without rows, which is its honest end.
    if (at.number > 1 && html->select("a[href]").empty()) return listing;
    return no_rows(source, "a[href*=\"/art/\"]", "fragment: " + html->root().text());
  }
  add_older(*html, page, source, listing);
  return listing;
}

Result<Listing> read_shell(const Page& page, const Source& source) {
  const auto html = Html::parse(std::string(page.body));
  if (!html) return html.error();
  Listing listing;
  listing.next = unit_requests(*html, page);
  if (!listing.next.empty()) return listing;
  // Columns of before 2020 stand in the page itself.
  read_rows(*html, page, listing);
  if (listing.entries.empty())
    return no_rows(source, "script[parseType][queryData]", html->title());
  return listing;
}

std::vector<OptionProblem> check_jpaas(const Source& source) { return check_options(source, {}); }

}  // namespace

bool is_jpaas_article(std::string_view url) {
  url = url.substr(0, url.find_first_of("?#"));
  const auto slash = url.rfind('/');
  if (slash == url.npos) return false;
  const std::string_view name = url.substr(slash + 1);
  std::string_view folder = url.substr(0, slash);
  folder = folder.substr(folder.rfind('/') + 1);
  if (name == "content.html" || name == "content.htm") {
    return folder.size() > 1 && folder[0] == 'c' && is_digits(folder.substr(1));
  }
  return name.starts_with("art_") && name.ends_with(".html") && folder.size() == 4 &&
         is_digits(folder) && url.find("/art/") != url.npos && name.size() == 32 + 9 &&
         is_hex(name.substr(4, 32));
}

std::optional<CivilDate> deadline_of_epoch(std::string_view digits) {
  digits = trim(digits);
  if (!is_digits(digits) || digits.size() < 10 || digits.size() > 13) return std::nullopt;
  long long milliseconds = 0;
  for (const char c : digits) milliseconds = milliseconds * 10 + (c - '0');
  if (digits.size() == 10) milliseconds *= 1000;
  const CivilDate date = china_date(from_epoch_ms(milliseconds) - std::chrono::seconds{1});
  return make_date(static_cast<int>(date.year()),
                   static_cast<int>(static_cast<unsigned>(date.month())),
                   static_cast<int>(static_cast<unsigned>(date.day())));
}

Result<Listing> read_jpaas_list(const Page& page, const Source& source) {
  return looks_like_json(page.body) ? read_unit(page, source) : read_shell(page, source);
}

const Parser& parser_jpaas() {
  static const Parser parser{"jpaas", 1, read_jpaas_list, nullptr, nullptr, check_jpaas, nullptr};
  return parser;
}

}  // namespace regwatch
