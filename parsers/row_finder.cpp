// A list is what repeats. Links of one shape (the same tags around them) are looked at together;
// the element some steps around each is taken for its row, at every step in turn; rows of one
// container make a list, and so do those of several containers that go on where the one before
// ended. Of all that, the list is best that has dates, long titles, addresses of one form, rows in
// the order of their dates, and many of them.

#include "parsers/row_finder.h"

#include <re2/re2.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <unordered_map>
#include <unordered_set>

#include "base/text.h"
#include "base/url.h"
#include "parsers/generic_article.h"
#include "parsers/list_row.h"
#include "parsers/title_links.h"

namespace regwatch {
namespace {

constexpr std::size_t most_steps = 8;  // From a link to its row.
constexpr std::size_t most_links = 3;  // Of one shape in one row.
constexpr std::size_t most_lists = 8;
constexpr std::size_t least_rows = 3;  // Fewer repeat nothing, unless they have dates.
constexpr int most_nodes = 300;        // Of one row; more is a section of the page.

// A row as it stands in the page, with the link that gives its title.
struct Placed {
  Node node;
  const TitleLink* link = nullptr;
  std::size_t links = 1;
};

// Rows from `begin` to `end` that belong together.
struct Part {
  std::size_t begin = 0;
  std::size_t end = 0;
  bool closed = false;  ///< It does not go on in its neighbours.
  std::size_t size() const { return end - begin; }
};

// ---- dates

struct Dated {
  std::optional<CivilDate> row, beside, before, address;
  bool mentioned = false;  ///< The row's date stands among other words.
};

std::optional<CivilDate> date_of_text(std::string_view text) {
  return is_date_text(text) ? dates_in(text).first : std::nullopt;
}

// In the text right before a link that is a row.
std::optional<CivilDate> date_before(Node row) {
  const Node before = row.previous_sibling();
  return before.is_text() ? date_of_text(before.own_text()) : std::nullopt;
}

std::optional<CivilDate> date_beside(Node row, const std::unordered_set<const void*>& rows) {
  for (Node next = row.next_sibling(); next; next = next.next_sibling()) {
    if (rows.count(next.identity())) return std::nullopt;
    if (row.tag() == "a" && next.tag() == "br") return std::nullopt;  // The next row's begins.
    const std::string text = next.is_text() ? std::string(next.own_text()) : text_outside(next, {});
    if (const auto date = date_of_text(text)) return date;
    if (next.is_element() && !text.empty()) return std::nullopt;
  }
  return std::nullopt;
}

bool is_row_sized(Node node) {
  int nodes = 0;
  for (Node below = node.first_child(); below; below = below.next_in(node)) {
    if (++nodes > most_nodes) return false;
  }
  return true;
}

// An element that is a date counts before a date that a summary mentions.
void read_date_within(const Placed& row, Dated& dated) {
  dated.row = dates_under_heading(row.node).first;
  if (dated.row) return;
  for (Node node = row.node.first_child(); node; node = node.next_in(row.node)) {
    if (!node.is_element() || node == row.link->titled) continue;
    dated.row = date_of_text(text_outside(node, {}));
    if (dated.row) return;
  }
  dated.row = dates_of_row(row.node, row.link->node).first;
  dated.mentioned = dated.row && !is_date_text(text_outside(row.node, {row.link->node}));
}

std::optional<CivilDate> date_at(DatePlace place, const Dated& dated) {
  switch (place) {
    case DatePlace::row:
      return dated.row;
    case DatePlace::beside:
      return dated.beside;
    case DatePlace::before:
      return dated.before;
    case DatePlace::address:
      return dated.address;
    case DatePlace::none:
      break;
  }
  return std::nullopt;
}

DatePlace place_of_most(const std::vector<Dated>& dated) {
  std::size_t row = 0, beside = 0, before = 0, address = 0;
  for (const Dated& dates : dated) {
    row += dates.row.has_value();
    beside += dates.beside.has_value();
    before += dates.before.has_value();
    address += dates.address.has_value();
  }
  if (row > 0 && row * 2 >= std::max({beside, before, address})) return DatePlace::row;
  if (before > beside && before * 2 >= address) return DatePlace::before;
  if (beside > 0 && beside * 2 >= address) return DatePlace::beside;
  return address > 0 ? DatePlace::address : DatePlace::none;
}

// ---- rows and lists of links of one shape

std::vector<Placed> rows_at(const std::vector<const TitleLink*>& links, std::size_t step) {
  std::vector<Placed> rows;
  for (const TitleLink* link : links) {
    const Node node = link->around[step];
    if (rows.empty() || !(rows.back().node == node)) {
      rows.push_back({node, link, 1});
      continue;
    }
    ++rows.back().links;
    if (is_better_title(link->title, rows.back().link->title)) rows.back().link = link;
  }
  return rows;
}

class ListsOfShape {
 public:
  ListsOfShape(std::vector<const TitleLink*> links, std::vector<FoundList>& found)
      : links_(std::move(links)), found_(found) {}

  void find() {
    const std::size_t around = links_.front()->around.size();
    for (std::size_t step = 0; step <= most_steps && step + 1 < around; ++step) {
      rows_ = rows_at(links_, step);
      const bool are_rows = std::all_of(rows_.begin(), rows_.end(),
                                        [](const Placed& row) { return is_row_sized(row.node); });
      if (!are_rows || links_.size() > rows_.size() * most_links) break;
      read_dates();
      for (const Part& part : parts_above(step)) add(part);
    }
  }

 private:
  void read_dates() {
    std::unordered_set<const void*> nodes;
    for (const Placed& row : rows_) nodes.insert(row.node.identity());
    dated_.clear();
    for (const Placed& row : rows_) {
      Dated dated;
      read_date_within(row, dated);
      dated.beside = date_beside(row.node, nodes);
      if (row.node == row.link->node) dated.before = date_before(row.node);
      dated.address = date_of_address(row.link->url);
      dated_.push_back(dated);
    }
  }

  // Rows by container; then containers that go on in each other, step by step outward.
  std::vector<Part> parts_above(std::size_t step) const {
    std::vector<Part> parts;
    for (std::size_t i = 0; i < rows_.size(); ++i)
      parts.push_back({i, i + 1, is_below_side_heading(rows_[i].node)});
    const std::size_t top = links_.front()->around.size();
    for (std::size_t outer = step + 1; outer < top; ++outer) {
      std::vector<Part> merged;
      for (std::size_t i = 0; i < parts.size();) {
        std::size_t end = i + 1;
        while (end < parts.size() && container(parts[end], outer) == container(parts[i], outer))
          ++end;
        join(parts, i, end, outer == step + 1, merged);
        i = end;
      }
      parts = std::move(merged);
    }
    return parts;
  }

  Node container(const Part& part, std::size_t step) const {
    return rows_[part.begin].link->around[step];
  }

  void join(const std::vector<Part>& parts, std::size_t begin, std::size_t end, bool is_first,
            std::vector<Part>& out) const {
    const std::size_t count = end - begin;
    const bool joins = count > 1 && (is_first || go_on(parts, begin, end));
    if (count == 1 || joins)
      return out.push_back({parts[begin].begin, parts[end - 1].end, parts[begin].closed});
    for (std::size_t i = begin; i < end; ++i) out.push_back({parts[i].begin, parts[i].end, true});
  }

  // Whether the parts of one container are one list that was cut, and not several.
  bool go_on(const std::vector<Part>& parts, std::size_t begin, std::size_t end) const {
    std::size_t rows = 0, goes_down = 0, compared = 0;
    bool even = true;
    for (std::size_t i = begin; i < end; ++i) {
      if (parts[i].closed) return false;
      rows += parts[i].size();
      if (i + 1 == end) break;
      even = even && parts[i].size() == parts[begin].size();
      const auto last = any_date(parts[i].end - 1), first = any_date(parts[i + 1].begin);
      if (!last || !first) continue;
      ++compared;
      goes_down += *first <= *last;
    }
    if (rows < 2 * (end - begin)) return true;  // Each row in a container of its own.
    if (compared == 0) return even && parts[end - 1].size() <= parts[begin].size();
    return goes_down * 10 >= compared * 7;
  }

  std::optional<CivilDate> any_date(std::size_t row) const {
    return dated_[row].row ? dated_[row].row : dated_[row].address;
  }

  void add(const Part& part) {
    FoundList list;
    list.shape = links_.front()->shape;
    const std::vector<Dated> dated(dated_.begin() + static_cast<std::ptrdiff_t>(part.begin),
                                   dated_.begin() + static_cast<std::ptrdiff_t>(part.end));
    list.dates = place_of_most(dated);
    if (part.size() < least_rows && list.dates == DatePlace::none) return;
    std::set<std::string> seen;
    bool in_frame = false;
    for (std::size_t i = part.begin; i < part.end; ++i) {
      const Placed& row = rows_[i];
      if (!seen.insert(row.link->url).second) continue;
      list.rows.push_back({row.node, row.link->node, row.link->titled, row.link->title,
                           row.link->url, date_at(list.dates, dated_[i])});
      in_frame = in_frame || is_in_frame(*row.link);
    }
    const bool is_short = list.rows.size() < least_rows;
    const auto days = std::count_if(list.rows.begin(), list.rows.end(),
                                    [](const FoundRow& row) { return row.published.has_value(); });
    const bool is_undated = static_cast<std::size_t>(days) * 2 < list.rows.size();
    if ((is_short || is_undated) && (in_frame || is_menu(list))) return;
    if (list.dates == DatePlace::address && part.closed &&
        is_below_side_heading(list.rows.front().node))
      return;
    // Rows that lead to one address are none, and a date among words is likely a summary's.
    const double own = static_cast<double>(list.rows.size()) / static_cast<double>(part.size());
    const auto mentions = std::count_if(dated.begin(), dated.end(),
                                        [](const Dated& dates) { return dates.mentioned; });
    const bool in_words =
        list.dates == DatePlace::row && static_cast<std::size_t>(mentions) * 2 > part.size();
    list.score = score_of(list) * own * (in_frame ? 0.3 : 1.0) * (in_words ? 0.8 : 1.0) *
                 (links_per_row(part) > 1.5 ? 0.7 : 1.0);
    found_.push_back(std::move(list));
  }

  double links_per_row(const Part& part) const {
    std::size_t links = 0;
    for (std::size_t i = part.begin; i < part.end; ++i) links += rows_[i].links;
    return static_cast<double>(links) / static_cast<double>(part.size());
  }

  // Names of columns, which are short and have no dates.
  static bool is_menu(const FoundList& list) {
    constexpr std::size_t least_title = 8;  // Code points, on average.
    std::size_t length = 0;
    for (const FoundRow& row : list.rows) length += count_code_points(row.title);
    return length < list.rows.size() * least_title;
  }

  static double score_of(const FoundList& list);

  std::vector<const TitleLink*> links_;
  std::vector<FoundList>& found_;
  std::vector<Placed> rows_;
  std::vector<Dated> dated_;
};

// ---- how much a list looks like one of announcements

// `/xxgk/202604/t20260409_1404577.html` → `tN_N.html`; a page that tells its articles apart by the
// query keeps that.
std::string form_of_address(const std::string& url) {
  std::string form = url.substr(0, url.find('#'));
  const std::size_t path = form.substr(0, form.find('?')).rfind('/');
  form.erase(0, path == std::string::npos ? 0 : path);
  static const RE2 hex("[0-9a-fA-F]{16,}"), digits("\\d+");
  RE2::GlobalReplace(&form, hex, "H");
  RE2::GlobalReplace(&form, digits, "N");
  return form;
}

double share_of_one_form(const FoundList& list) {
  std::map<std::string, std::size_t> forms;
  std::size_t most = 0;
  for (const FoundRow& row : list.rows) most = std::max(most, ++forms[form_of_address(row.url)]);
  return static_cast<double>(most) / static_cast<double>(list.rows.size());
}

std::size_t distinct_hosts(const FoundList& list) {
  std::set<std::string> hosts;
  for (const FoundRow& row : list.rows) {
    if (const auto url = parse_url(row.url)) hosts.insert(url->host);
  }
  return hosts.size();
}

double share_in_order(const FoundList& list) {
  std::size_t pairs = 0, ordered = 0;
  for (std::size_t i = 1; i < list.rows.size(); ++i) {
    const auto &before = list.rows[i - 1].published, &here = list.rows[i].published;
    if (!before || !here) continue;
    ++pairs;
    ordered += *here <= *before;
  }
  return pairs == 0 ? 0.5 : static_cast<double>(ordered) / static_cast<double>(pairs);
}

double ListsOfShape::score_of(const FoundList& list) {
  const double rows = static_cast<double>(list.rows.size());
  double dated = 0, length = 0;
  for (const FoundRow& row : list.rows) {
    dated += row.published.has_value();
    length += static_cast<double>(std::min<std::size_t>(count_code_points(row.title), 60));
  }
  // A date that only the address tells is weaker: links of a frame have it too.
  const double weight = list.dates == DatePlace::address ? 0.6 : 1.0;
  const double titles = std::clamp((length / rows - 4) / 12, 0.05, 1.0);
  // What holds its date is a better row than what has it beside, and a row of a list or a table is
  // better than the block in it.
  const std::string_view tag = list.rows.front().node.tag();
  const bool is_outside = list.dates == DatePlace::beside || list.dates == DatePlace::before;
  const double frame =
      (is_outside ? 0.8 : 1.0) * (tag == "li" || tag == "tr" || tag == "dl" ? 1.05 : 1.0);
  const bool elsewhere = list.rows.size() > 3 && distinct_hosts(list) * 2 > list.rows.size();
  return frame * std::pow(std::min(rows, 40.0), 0.7) * (0.2 + weight * dated / rows) * titles *
         (0.5 + 0.5 * share_of_one_form(list)) * (0.7 + 0.3 * share_in_order(list)) *
         (elsewhere ? 0.3 : 1.0);
}

// Of lists that share rows the best stays.
std::vector<FoundList> without_repeats(std::vector<FoundList> found) {
  std::stable_sort(found.begin(), found.end(),
                   [](const FoundList& a, const FoundList& b) { return a.score > b.score; });
  std::vector<FoundList> kept;
  std::unordered_set<const void*> taken;
  for (FoundList& list : found) {
    if (kept.size() >= most_lists) break;
    const bool repeats = std::any_of(list.rows.begin(), list.rows.end(), [&](const FoundRow& row) {
      return taken.count(row.link.identity()) > 0;
    });
    if (repeats) continue;
    for (const FoundRow& row : list.rows) taken.insert(row.link.identity());
    kept.push_back(std::move(list));
  }
  return kept;
}

}  // namespace

std::vector<FoundList> find_lists(const Html& html, std::string_view url) {
  const std::vector<TitleLink> links = title_links(html, url);
  std::map<std::string, std::vector<const TitleLink*>> shapes;
  for (const TitleLink& link : links) shapes[link.shape].push_back(&link);
  std::vector<FoundList> found;
  for (auto& [shape, of_shape] : shapes) ListsOfShape(std::move(of_shape), found).find();
  return without_repeats(std::move(found));
}

}  // namespace regwatch
