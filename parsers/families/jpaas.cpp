// 大汉版通 jpaas: MIIT and the provincial communications administrations, SAMR, MOFCOM, MOHURD, the
// governments of Zhejiang and Shandong. UTF-8.
//
// Pages: column shells of about 5 KB without rows, `…/index.html` or `/col/colN/index.html`; the
// unit API (GET only) with an HTML fragment in JSON; columns of before 2020 with their rows in the
// page; articles `/art/YYYY/art_<32 hex>.html`.
//
// Quirks: a shell builds menus and a breadcrumb by the same script as its list; the script's
// `querydata` is JSON in single quotes, its name in any case; Chinese in parameters must be UTF-8;
// `parseType` is misspelt `bulidstatic` on some sites; older pages by
// `paramJson={"pageNo":N,"pageSize":"24"}`; filler rows; a row's date may stand in the item behind
// it; hrefs may be http:// and absolute, or another institution's; titles are cut in the text and
// whole in `title=`, which may hold line breaks; `endtime` is 24:00 in China.
//
// Written after sites/four-regulators.md §2, sites/wider-publishers.md §3 and saved pages of
// 2026-09; not verified live.

#include "parsers/families/jpaas.h"

#include <re2/re2.h>

#include <algorithm>

#include "base/text.h"
#include "base/time.h"
#include "base/url.h"
#include "parsers/families/hanweb.h"
#include "parsers/json.h"
#include "parsers/list_pager.h"
#include "parsers/list_row.h"
#include "parsers/list_rows.h"
#include "parsers/numbered_pages.h"
#include "parsers/option_check.h"
#include "parsers/page_problem.h"
#include "parsers/selector.h"

namespace regwatch {
namespace {

constexpr int rows_per_page = 24;
constexpr std::size_t max_units = 20;
constexpr std::string_view unit_path = "/api-gateway/jpaas-publish-server/front/page/build/unit";

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

// How much a unit looks like the column's own list, by the name that its editors gave it and by
// where it stands: 右侧内容, 当前栏目_list, 内容区域, ajax分页, 分页列表, and not 左侧导航,
// 当前位置.
int likeness_to_list(Node script, const Parameters& parameters) {
  const auto tag = ascii_lower(parameter(parameters, "tagId").value_or(""));
  int likeness = 0;
  if (has_any(tag, {"列表", "list", "分页", "ajax", "内容", "当前", "信息", "information", "zw"}))
    likeness += 2;
  if (has_any(tag, {"导航", "菜单", "左侧", "位置", "面包屑", "头部", "底部", "页头",   "页脚",
                    "轮播", "图片", "标题", "名称", "搜索",   "检索", "链接", "二维码", "推荐",
                    "热点", "专题", "nav",  "menu", "banner", "head", "foot", "logo"}))
    likeness -= 4;
  if (tag.find("移动") != tag.npos) --likeness;  // The same for telephones.
  if (script.closest(known_selector(".clist_con, .lmy_main_rb, .page-content"))) likeness += 2;
  if (script.closest(known_selector("header, nav, footer, .header, .nav, .footer, .menu, .left")))
    likeness -= 2;
  return likeness;
}

struct Unit {
  int likeness = 0;
  Request request;
};

// The column's own list goes before what else a shell builds.
std::vector<Unit> units_of(const Html& html, const Page& page) {
  std::vector<Unit> units;
  for (const Node script : html.select("script[querydata]")) {
    const auto parameters = query_data(script.attribute("querydata").value_or(""));
    if (!parameter(parameters, "pageId") && !parameter(parameters, "tagId")) continue;
    const auto address = absolute(page.url, script.attribute("url").value_or(unit_path));
    if (!address) continue;
    units.push_back({likeness_to_list(script, parameters),
                     get_from(with_query(*address, parameters), page.url)});
  }
  std::stable_sort(units.begin(), units.end(),
                   [](const Unit& a, const Unit& b) { return a.likeness > b.likeness; });
  if (units.size() > max_units) units.resize(max_units);
  return units;
}

// ---- rows

// The day that `endtime` states goes before a period's last.
void read_end_time(Node row, Entry& entry, Listing& listing) {
  const Node end_time = row.select_one(known_selector(".endtime"));
  const std::string text = end_time.text();
  if (text.empty()) return;
  entry.comment_deadline = deadline_of_epoch(text);
  if (!entry.comment_deadline) entry.comment_deadline = find_date(text);
  if (!entry.comment_deadline) {
    doubt(listing,
          "endtime '" + ellipsize(text, 30) + "' is no instant: " + ellipsize(entry.title, 40));
  }
}

// Rows lead to articles of this family, and with a date to those of others: gov.cn, WeChat.
// Lists of related interpretations hang in some of them.
const RowShape unit_shape{.without =
                              ".endtime, .empty, .border-line, .tslb-list, .popbox, li > a ~ dl, "
                              "header, nav, footer",
                          .is_article = [](std::string_view url) { return !is_index_address(url); },
                          .may_be_undated = is_jpaas_article,
                          .also = read_end_time};

// ---- paging

struct Place {
  int number = 1;
  std::optional<int> size;  // Rows of a page, where the request said it.
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

// The same, one page on. What else a request asked for (`search`) is asked for again.
std::string next_place(const Parameters& parameters, const Place& at, int size) {
  static const RE2 number("\"pageNo\"\\s*:\\s*\"?\\d+\"?");
  const std::string next = "\"pageNo\":" + std::to_string(at.number + 1);
  std::string json = parameter(parameters, "paramJson").value_or("");
  if (at.size && RE2::Replace(&json, number, next)) return json;
  return "{" + next + ",\"pageSize\":\"" + std::to_string(size) + "\"}";
}

// The parameters of the answer's own address; else those that the pagination block repeats.
Parameters unit_parameters(const Page& page, Node block) {
  const auto url = parse_url(page.url);
  Parameters parameters = url ? parse_query(url->query) : Parameters{};
  if (!parameter(parameters, "pageId"))
    parameters = query_data(block.attribute("querydata").value_or(""));
  return parameters;
}

// A number that the pager states as an attribute, or hands to a script: `{rows:"20",count:"585"}`.
std::optional<int> pager_number(const Html& html, std::string_view name) {
  for (const Node node : html.select("[" + std::string(name) + "]")) {
    if (const auto number = whole_number(node.attribute(name).value_or(""))) return number;
  }
  const RE2 form("\\b" + std::string(name) + "[\"']?\\s*:\\s*[\"']?(\\d{1,9})\\b");
  for (const Node script : html.select("script")) {
    int number = 0;
    if (RE2::PartialMatch(script.raw_text(), form, &number)) return number;
  }
  return std::nullopt;
}

// The site's own number of rows of a page; else what a first page of several shows.
int rows_of_page(const Html& html, const Place& at, const Listing& listing) {
  if (const auto rows = pager_number(html, "rows"); rows && *rows > 0) return *rows;
  if (at.size) return *at.size;
  const bool is_shown = listing.total && at.number == 1;
  return is_shown ? std::max<int>(1, static_cast<int>(listing.entries.size())) : rows_per_page;
}

void add_older(const Html& html, const Page& page, const Source& source, Listing& listing) {
  const Node block = html.select_one(".pagination[querydata], [querydata][count]");
  Parameters parameters = unit_parameters(page, block);
  const Place at = place_of(parameters);
  listing.total = pager_number(html, "count");
  if (!listing.total)
    listing.total = number_behind(html.select_one(".pagination, .page, .pages").text(), "共");
  const int size = rows_of_page(html, at, listing);
  if (!parameter(parameters, "pageId")) return;
  if (!has_older_rows(listing, {at.number, size})) return;
  const std::string place = next_place(parameters, at, size);
  std::erase_if(parameters, [](const auto& pair) { return pair.first == "paramJson"; });
  parameters.emplace_back("paramJson", place);
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
  // The site puts an answer's rows into the column's page, where their links are meant.
  read_rows(html->root(), source.url.empty() ? page.url : source.url, unit_shape, listing);
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
  auto units = units_of(*html, page);
  Listing listing;
  // Columns of before 2020 stand in the page itself, beside units that build its frame at most.
  RowShape page_shape = unit_shape;
  page_shape.main_list_only = true;
  if (units.empty() || units.front().likeness < 0)
    read_rows(html->root(), page.url, page_shape, listing);
  if (!listing.entries.empty()) {
    add_older_page(*html, page.url, listing);
    return listing;
  }
  for (auto& unit : units) listing.next.push_back({FollowUp::Why::rows, std::move(unit.request)});
  if (listing.next.empty()) return no_rows(source, "script[parseType][queryData]", html->title());
  return listing;
}

// A shell, or a unit's answer.
std::optional<Proposal> recognise_jpaas(const Page& page) {
  Proposal proposal{"jpaas", "Hanweb jpaas, rows built by a unit", {}, {}};
  if (looks_like_json(page.body)) {
    const auto json = Json::parse(page.body);
    if (!json || page.url.find(unit_path) == page.url.npos) return std::nullopt;
    proposal.doubts.push_back("this is a unit's answer; the column's page is the better address");
    return proposal;
  }
  const auto html = Html::parse(std::string(page.body));
  const auto units = html ? units_of(*html, page) : std::vector<Unit>{};
  if (units.empty()) return std::nullopt;
  if (units.size() > 1 && units[0].likeness == units[1].likeness)
    proposal.doubts.push_back("several units of the page may be its list; the first is taken");
  return proposal;
}

}  // namespace

bool is_jpaas_article(std::string_view url) {
  if (is_hanweb_article(url)) return true;
  static const RE2 old_form("/c\\d+/content\\.html?(?:[?#]|$)");
  return RE2::PartialMatch(url, old_form);
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
  static const Parser parser{.name = "jpaas",
                             .version = 2,
                             .list = read_jpaas_list,
                             .check = check_no_options,
                             .recognise = recognise_jpaas};
  return parser;
}

}  // namespace regwatch
