#include "parsers/json_proposal.h"

#include <re2/re2.h>

#include <algorithm>
#include <map>

#include "base/text.h"
#include "base/time.h"
#include "parsers/json.h"
#include "parsers/list_row.h"
#include "parsers/page_problem.h"

namespace regwatch {
namespace {

constexpr std::size_t most_values = 20'000;  // Looked at in one answer.
constexpr std::size_t most_rows = 30;        // Looked at in one array.
constexpr std::size_t most_lists = 6;
constexpr std::size_t least_html = 120;  // Bytes; less holds no list.

struct Placed {
  JsonValue value;
  std::string path;
};

std::string step(const std::string& path, const std::string& name) {
  return path.empty() ? name : path + "." + name;
}

// All values with their paths, those of arrays' elements aside: they are rows.
std::vector<Placed> values_of(const Json& json) {
  std::vector<Placed> all{{json.root(), ""}};
  for (std::size_t i = 0; i < all.size() && all.size() < most_values; ++i) {
    const Placed at = all[i];
    for (const auto& [name, value] : at.value.members()) {
      if (name.find_first_of("./,{} ") == name.npos) all.push_back({value, step(at.path, name)});
    }
  }
  return all;
}

// ---- which member of a row is what

double share_of(const std::vector<std::string>& values, bool (*fits)(const std::string&)) {
  const auto count = std::count_if(values.begin(), values.end(), fits);
  return static_cast<double>(count) / static_cast<double>(values.size());
}

bool is_address(const std::string& value) {
  static const RE2 address(
      "(?:https?://|//|/|\\./|\\.\\./)\\S+|\\S+\\.(?:s?html?|jspx?|aspx?|php)(?:\\?\\S*)?");
  return RE2::FullMatch(value, address);
}

bool is_day(const std::string& value) {
  static const RE2 epoch("1[0-9]{9}(?:[0-9]{3})?");
  return value.size() < 40 && (find_date(value) || RE2::FullMatch(value, epoch));
}

bool is_title(const std::string& value) {
  return count_code_points(value) >= 4 && !is_address(value) && !is_day(value) &&
         std::any_of(value.begin(), value.end(), [](unsigned char c) { return c >= 0x80; });
}

double named(const std::string& name, const char* words) {
  return RE2::PartialMatch(ascii_lower(name), RE2(words)) ? 3.0 : 1.0;
}

double title_score(const std::string& name, const std::vector<std::string>& values) {
  double length = 0;
  for (const auto& value : values) {
    length += static_cast<double>(std::min<std::size_t>(count_code_points(value), 40));
  }
  // A body is longer than any title.
  const auto longest =
      std::max_element(values.begin(), values.end(),
                       [](const auto& a, const auto& b) { return a.size() < b.size(); });
  if (longest->size() > 900 || share_of(values, is_title) < 0.7) return 0;
  return named(name, "title|subject|^bt$|biaoti|name$") * length /
         static_cast<double>(values.size());
}

// A path of numbers is an address only where its member is called one: trees have such, too.
double link_score(const std::string& name, const std::vector<std::string>& values) {
  const double share = share_of(values, is_address);
  const double called = named(name, "url|link|href");
  static const RE2 picture("(?i)\\.(?:png|jpe?g|gif|svg|ico)$");
  if (share < 0.7 || RE2::PartialMatch(values.front(), picture)) return 0;
  const bool is_page = values.front().find('.') != std::string::npos;
  return is_page || called > 1 ? share * called : 0;
}

double date_score(const std::string& name, const std::vector<std::string>& values) {
  const double share = share_of(values, is_day);
  const bool is_printed =
      find_date(values.front()) && values.front().find_first_of("-/.年") != values.front().npos;
  return share < 0.6
             ? 0
             : (is_printed ? 2.0 : 1.0) * share * named(name, "date|time|pub|riqi|shijian") *
                   named(name, "pub|release|issue|fbsj|fbrq");
}

using Values = std::map<std::string, std::vector<std::string>>;

struct Members {
  std::string title, link, date;
};

template <class Score>
std::string best_member(const Values& members, Score score) {
  std::string best;
  double most = 0;
  for (const auto& [name, values] : members) {
    const double here = score(name, values);
    if (here > most) best = name, most = here;
  }
  return best;
}

// Those of an object that a row holds (`{"data": {"title": …}}`) are the row's as well.
void add_members(const JsonValue& row, const std::string& path, Values& members) {
  for (const auto& [name, value] : row.members()) {
    if (name.find_first_of("./,{} ") != name.npos) continue;
    if (path.empty() && value.is_object()) add_members(value, name, members);
    if (const auto word = value.word()) members[step(path, name)].push_back(*word);
  }
}

Values members_of(const std::vector<JsonValue>& rows) {
  Values members;
  for (std::size_t i = 0; i < std::min(rows.size(), most_rows); ++i)
    add_members(rows[i], "", members);
  return members;
}

// The best date, and behind it the best of those that more rows have: `pubtimeStr, pubtime`.
std::string date_members(const Values& members) {
  const std::string best = best_member(members, date_score);
  if (best.empty()) return best;
  const std::size_t has = members.at(best).size();
  const std::string other =
      best_member(members, [&](const std::string& name, const std::vector<std::string>& values) {
        return values.size() > has ? date_score(name, values) : 0.0;
      });
  return other.empty() ? best : best + ", " + other;
}

Members best_members(const std::vector<JsonValue>& rows) {
  const Values members = members_of(rows);
  return {best_member(members, title_score), best_member(members, link_score),
          date_members(members)};
}

// ---- proposals

using ProposedOptions = std::vector<std::pair<std::string, std::string>>;

// The parameter of the address that turns the page: `pageNo=1`, `p=0`.
ProposedOptions pager_of_address(std::string_view url) {
  for (const std::string_view name :
       {"pageNo", "pageIndex", "pageNum", "pageNumber", "page_no", "pageno", "currentPage",
        "curPage", "current", "goPage", "page", "p"}) {
    const std::string first = query_parameter(url, name).value_or("");
    if (first == "1") return {{"page", std::string(name)}};
    if (first == "0") return {{"page", std::string(name)}, {"first_page", first}};
  }
  return {};
}

// How the rest is reached of which the answer states the total, or that nothing tells it.
void add_pager(const Page& page, const std::string& total, std::size_t rows, Proposal& proposal) {
  if (total.empty()) return;
  proposal.options.push_back({"total", total});
  const auto json = Json::parse(page.body);
  const auto stated = json ? json->at(total).integer() : std::nullopt;
  if (!stated || *stated <= static_cast<long long>(rows)) return;
  const ProposedOptions pager = pager_of_address(page.url);
  proposal.options.insert(proposal.options.end(), pager.begin(), pager.end());
  if (pager.empty())
    proposal.doubts.push_back(
        "the address has no number of a page: older rows need page =, page_url = or form =");
}

std::optional<TriedProposal> tried(const Page& page, Proposal proposal) {
  auto listing = try_proposal(page, proposal);
  if (!listing || listing->entries.empty()) return std::nullopt;
  const auto undated = std::count_if(listing->entries.begin(), listing->entries.end(),
                                     [](const Entry& entry) { return !entry.published; });
  if (undated > 0) {
    proposal.doubts.push_back(std::to_string(undated) + " of " +
                              std::to_string(listing->entries.size()) + " rows have no date");
  }
  return TriedProposal{std::move(proposal), std::move(*listing), {}};
}

std::optional<TriedProposal> array_of_rows(const Page& page, const Placed& place,
                                           const std::string& total) {
  const std::vector<JsonValue> rows = place.value.items();
  if (rows.empty() || !rows.front().is_object()) return std::nullopt;
  const Members members = best_members(rows);
  if (members.title.empty() || members.link.empty()) return std::nullopt;
  Proposal proposal{"json", "JSON", {}, {}};
  if (!place.path.empty()) proposal.options.push_back({"rows", place.path});
  proposal.options.push_back({"title", members.title});
  proposal.options.push_back({"link", members.link});
  if (!members.date.empty()) proposal.options.push_back({"date", members.date});
  add_pager(page, total, rows.size(), proposal);
  return tried(page, std::move(proposal));
}

std::optional<TriedProposal> rows_of_html(const Page& page, const Placed& place,
                                          const std::string& total) {
  const std::string html = place.value.is_string() ? place.value.text().value_or("") : "";
  if (html.size() < least_html || html.find("<a") == html.npos) return std::nullopt;
  Page within = page;
  within.body = html;
  for (TriedProposal& found : propose_lists(within)) {
    Proposal proposal{"json", "HTML within JSON", {{"rows_html", place.path}}, {}};
    for (const auto& option : found.proposal.options) {
      if (option.first != "next" && option.first != "page_url") proposal.options.push_back(option);
    }
    proposal.doubts = std::move(found.proposal.doubts);
    add_pager(page, total, found.listing.entries.size(), proposal);
    return tried(page, std::move(proposal));
  }
  return std::nullopt;
}

std::string path_of_total(const std::vector<Placed>& values) {
  static const RE2 name(
      "(?i)(?:^|\\.)(?:total|totalnum|totalcount|totalrows?|totalelements|count|"
      "totalcontentnum|recordcount|totalhits)$");
  for (const Placed& place : values) {
    if (place.value.integer() && RE2::PartialMatch(place.path, name)) return place.path;
  }
  return "";
}

}  // namespace

std::vector<TriedProposal> propose_json(const Page& page) {
  std::vector<TriedProposal> found;
  if (!looks_like_json(page.body)) return found;
  const auto json = Json::parse(page.body);
  if (!json) return found;
  const std::vector<Placed> values = values_of(*json);
  const std::string total = path_of_total(values);
  for (const Placed& place : values) {
    if (found.size() >= most_lists) break;
    if (auto rows = array_of_rows(page, place, total)) found.push_back(std::move(*rows));
    if (auto rows = rows_of_html(page, place, total)) found.push_back(std::move(*rows));
  }
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
    return a.listing.entries.size() > b.listing.entries.size();
  });
  return found;
}

std::string explain_json(const Page& page) {
  if (!looks_like_json(page.body)) return "";
  const auto json = Json::parse(page.body);
  if (!json) return "JSON that breaks off: " + json.error().message;
  for (const Placed& place : values_of(*json)) {
    const auto rows = place.value.items();
    if (rows.empty() || !rows.front().is_object()) continue;
    const Members members = best_members(rows);
    if (members.title.empty()) continue;
    return "JSON with " + std::to_string(rows.size()) + " rows at '" + place.path +
           "', titles in '" + members.title + "', but no member is an address (a row has " +
           names_of_members(rows.front()) + "): write parser = \"json\" with a link = template " +
           "of the members, such as /detail.html?id={id}";
  }
  return "JSON without an array of rows that have titles";
}

}  // namespace regwatch
