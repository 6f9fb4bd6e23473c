#include "parsers/datastore_pager.h"

#include <re2/re2.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "parsers/html.h"
#include "parsers/list_row.h"

namespace regwatch {
namespace {

constexpr std::string_view proxy_path = "/module/web/jpage/dataproxy.jsp";

using Parameters = std::vector<std::pair<std::string, std::string>>;

std::optional<int> number_parameter(std::string_view url, std::string_view name) {
  return whole_number(query_parameter(url, name).value_or(""));
}

// The link of `<nextgroup>`. One that leads back to where the page is, is none.
std::optional<std::string> next_group(const Datastore& store, const Page& page) {
  const auto html = Html::parse_fragment(store.next_group);
  if (!html) return std::nullopt;
  const auto href = html->select_one("a[href]").attribute("href").value_or("");
  const auto proxy = absolute(page.url, proxy_path);
  const auto url =
      absolute(is_datastore_answer(page.url) ? page.url : proxy.value_or(page.url), href);
  if (!url || *url == page.url || !is_datastore_answer(*url)) return std::nullopt;
  const auto number = number_parameter(*url, "page");
  const auto current = number_parameter(page.url, "page");
  if (is_datastore_answer(page.url) && number && current && *number <= *current)
    return std::nullopt;
  return url;
}

// What `jpage({…})` is given: the names and plain values of an object in a script.
Parameters members_of(std::string_view object) {
  static const RE2 member("(\\w+)[\"']?\\s*:\\s*(?:'([^']*)'|\"([^\"]*)\"|(\\d+))");
  re2::StringPiece rest = object;
  std::string name, single, quoted, number;
  Parameters out;
  while (RE2::FindAndConsume(&rest, member, &name, &single, &quoted, &number))
    out.emplace_back(name, single + quoted + number);
  return out;
}

std::string value_in(const Parameters& parameters, std::string_view name) {
  const auto found = std::find_if(parameters.begin(), parameters.end(),
                                  [name](const auto& pair) { return pair.first == name; });
  return found == parameters.end() ? "" : found->second;
}

struct Call {
  Parameters parameters;
  std::string proxy{proxy_path};
  std::optional<int> rows_of_page;
  std::optional<int> total;
};

// The call of the column's own unit, else the only one.
std::optional<Call> jpage_call(std::string_view body, std::string_view column) {
  static const RE2 object("(\\{[^{}]*\\bunitid\\b[^{}]*\\})");
  re2::StringPiece rest = body;
  std::string text;
  std::optional<Call> call;
  int others = 0;
  while (RE2::FindAndConsume(&rest, object, &text)) {
    Parameters members = members_of(text);
    const bool is_own = value_in(members, "columnid") == column;
    if (value_in(members, "unitid").empty()) continue;
    if (!is_own) ++others;
    call = Call{.parameters = std::move(members)};
    if (is_own) break;
  }
  if (!call || (others > 1 && value_in(call->parameters, "columnid") != column))
    return std::nullopt;
  auto at = body.find("#" + value_in(call->parameters, "unitid"));
  at = body.find(".jpage(", at == body.npos ? 0 : at);
  if (at == body.npos) return call;
  const auto settings = members_of(body.substr(at, 4000).substr(0, body.substr(at).find("});")));
  call->rows_of_page = whole_number(value_in(settings, "perPage"));
  call->total = whole_number(value_in(settings, "totalRecord"));
  if (const auto proxy = value_in(settings, "proxyUrl"); !proxy.empty()) call->proxy = proxy;
  return call;
}

std::string window(std::string_view url, long long first, long long size) {
  return with_parameter(with_parameter(url, "startrecord", std::to_string(first)), "endrecord",
                        std::to_string(first + size - 1));
}

// Behind the rows that stand in the page: as many again.
std::optional<std::string> behind_page(const Page& page, const Call& call, std::size_t rows) {
  const auto proxy = absolute(page.url, call.proxy);
  if (!proxy || rows == 0) return std::nullopt;
  const int shown = static_cast<int>(rows);
  const int rows_of_page = std::max(1, call.rows_of_page.value_or(shown));
  const std::string url = with_query(*proxy, call.parameters);
  return with_parameter(window(url, shown + 1, std::max(shown, rows_of_page)), "perpage",
                        std::to_string(rows_of_page));
}

// Behind an answer that names no next group: the next window, or the next page.
std::optional<std::string> behind_answer(const Page& page, const Datastore& store) {
  const auto first = number_parameter(page.url, "startrecord");
  const auto last = number_parameter(page.url, "endrecord");
  if (first && last && *first <= *last) {
    const int size = *last - *first + 1;
    const bool is_last = static_cast<int>(store.records.size()) < size;
    if (is_last || (store.total && *store.total <= *last)) return std::nullopt;
    return window(page.url, *last + 1LL, size);
  }
  const auto number = number_parameter(page.url, "page");
  if (!number || (store.pages && *store.pages <= *number)) return std::nullopt;
  return with_parameter(page.url, "page", std::to_string(*number + 1LL));
}

}  // namespace

bool is_datastore_answer(std::string_view url) { return url.find("dataproxy.jsp") != url.npos; }

DatastoreNext behind_datastore(const Datastore& store, const Page& page, std::string_view column) {
  const bool is_answer = is_datastore_answer(page.url);
  const auto call = is_answer ? std::nullopt : jpage_call(page.body, column);
  DatastoreNext next{std::nullopt, store.total};
  if (!next.total && call) next.total = call->total;
  if (next.total && *next.total <= static_cast<int>(store.records.size())) return next;
  next.url = next_group(store, page);
  if (!next.url && is_answer) next.url = behind_answer(page, store);
  if (!next.url && call) next.url = behind_page(page, *call, store.records.size());
  return next;
}

}  // namespace regwatch
