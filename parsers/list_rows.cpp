#include "parsers/list_rows.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "base/text.h"
#include "parsers/generic_article.h"
#include "parsers/list_row.h"
#include "parsers/selector.h"

namespace regwatch {
namespace {

constexpr std::size_t max_rows = 1000;

struct Row {
  Node node;
  Node link;
  std::optional<std::string> url;  ///< Of the article; nothing where the link leads to none.
};

bool is_left_out(Node node, const RowShape& shape) {
  return !shape.without.empty() && node.closest(known_selector(shape.without));
}

std::vector<Node> left_out_of_row(Node row, const RowShape& shape) {
  return shape.without.empty() ? std::vector<Node>{} : row.select(known_selector(shape.without));
}

std::optional<std::string> address_of(Node row, Node link, std::string_view base,
                                      const RowShape& shape) {
  const auto reference = shape.reference
                             ? shape.reference(row, link)
                             : std::optional(std::string(link.attribute("href").value_or("")));
  auto url = reference ? absolute(base, *reference) : std::nullopt;
  return url && (!shape.is_article || shape.is_article(*url)) ? url : std::nullopt;
}

// A picture that leads where the title beside it leads has no words, nor has a pager.
bool has_words(Node link, const RowShape& shape) {
  if (!shape.title.empty()) return true;
  const std::string title = link_title(link);
  return !title.empty() && !turns_page(title);
}

// With the row's first link that leads to an article; else with its first link, so that it can be
// named.
Row row_of_block(Node block, std::string_view base, const RowShape& shape) {
  Node first;
  for (const Node link : block.select(known_selector(shape.link))) {
    if (is_left_out(link, shape)) continue;
    auto url = address_of(block, link, base, shape);
    if (url && has_words(link, shape)) return {block, link, std::move(url)};
    if (!first && !turns_page(link_title(link))) first = link;
  }
  return {block, shape.is_article ? Node() : first, std::nullopt};
}

std::string title_of_row(const Row& row, const RowShape& shape) {
  if (!shape.title.empty()) {
    const Node node = row.node.select_one(known_selector(shape.title));
    if (auto title = title_line(node.text()); !title.empty()) return title;
  }
  return link_title(row.link);
}

// Of the element behind a row, where that is a date's own.
RowDates dates_behind(Node row) {
  Node next = row.next_sibling();
  while (next && !next.is_element()) next = next.next_sibling();
  if (!next || next.select_one(known_selector("a[href]"))) return {};
  const std::string text = next.text();
  return is_date_text(text) ? dates_in(text) : RowDates{};
}

RowDates dates_within(const Row& row, const RowShape& shape) {
  const auto left_out = left_out_of_row(row.node, shape);
  if (shape.date.empty()) return dates_of_row(row.node, row.link, left_out);
  for (const Node node : row.node.select(known_selector(shape.date))) {
    if (is_left_out(node, shape)) continue;
    if (const RowDates dates = dates_in(node.text()); dates.any()) return dates;
  }
  return {};
}

RowDates dates_of(const Row& row, const RowShape& shape) {
  const RowDates headed = shape.date.empty() ? dates_under_heading(row.node) : RowDates{};
  if (headed.first) return headed;
  const RowDates dates = dates_within(row, shape);
  return dates.any() ? dates : dates_behind(row.node);
}

// Whether a row that shows no date is one, by its address.
bool is_undated_row(const Row& row, const RowShape& shape) {
  return row.url && (!shape.may_be_undated || shape.may_be_undated(*row.url));
}

// ---- what stands around a link

// How many articles the blocks of a page link to.
class ArticleCounts {
 public:
  void add(Node link, const std::string& url) {
    int steps = 0;
    for (Node up = link.parent(); up && steps < deepest_row; up = up.parent(), ++steps) {
      Count& count = counts_[up.identity()];
      if (count.last != url) ++count.articles;
      count.last = url;
    }
  }
  int of(Node block) const {
    const auto it = counts_.find(block.identity());
    return it == counts_.end() ? 0 : it->second.articles;
  }

 private:
  static constexpr int deepest_row = 12;  // Levels between a link and what is its row.
  struct Count {
    int articles = 0;
    std::string last;  // A picture and a title link to the same.
  };
  std::unordered_map<const void*, Count> counts_;
};

Node named_block(Node link) { return link.closest(known_selector("li, tr, dd, .item")); }

Node block_around(Node link, const ArticleCounts& counts) {
  // Of a table that holds a whole page a row is none. More than an article, its interpretation and
  // its picture stand in such.
  constexpr int most_links_of_a_row = 3;
  const Node named = named_block(link);
  if (named.tag() == "li") return named;
  if (const int links = counts.of(named); links > 0 && links <= most_links_of_a_row) return named;
  if (counts.of(link.parent()) > 1) return link;  // Nothing stands around it alone.
  Node block = link.parent();
  while (block.parent() && block.parent().tag() != "body" && counts.of(block.parent()) == 1)
    block = block.parent();
  return block;
}

// A further link of a row leads to what belongs to it, unless its address alone tells more.
std::vector<Row> without_further(std::vector<Row> rows, const RowShape& shape) {
  std::set<const void*> known;
  std::erase_if(rows, [&](const Row& row) {
    const bool is_further = !known.insert(row.node.identity()).second;
    return is_further && !is_undated_row(row, shape);
  });
  return rows;
}

// Of each row the link whose address tells most; of several the one with most words, for others
// say whose it is, or lead to what belongs to it.
std::vector<Row> best_links(std::vector<Row> rows, const RowShape& shape) {
  const auto worth = [&](const Row& row) { return is_undated_row(row, shape); };
  const auto is_better = [&](const Row& row, const Row& than) {
    if (worth(row) != worth(than)) return worth(row);
    return is_better_title(link_title(row.link), link_title(than.link));
  };
  std::vector<Row> best;
  std::unordered_map<const void*, std::size_t> known;
  for (Row& row : rows) {
    const auto [it, is_new] = known.emplace(row.node.identity(), best.size());
    if (is_new) {
      best.push_back(std::move(row));
    } else if (is_better(row, best[it->second])) {
      best[it->second] = std::move(row);
    }
  }
  return best;
}

std::vector<Row> rows_around_links(Node scope, std::string_view base, const RowShape& shape) {
  std::vector<Row> rows;
  ArticleCounts counts;
  for (const Node link : scope.select(known_selector(shape.link))) {
    if (is_left_out(link, shape)) continue;
    const Node named = named_block(link);
    auto url = address_of(named ? named : link.parent(), link, base, shape);
    if (!url) continue;
    counts.add(link, *url);
    if (has_words(link, shape)) rows.push_back({Node(), link, std::move(url)});
  }
  for (Row& row : rows) row.node = block_around(row.link, counts);
  return shape.main_list_only ? best_links(std::move(rows), shape)
                              : without_further(std::move(rows), shape);
}

// ---- the main list

// The rows of one list stand in one block, or in blocks of one name: what leads up to the nearest
// name. What a row is itself does not tell: first and last, odd and even ones have names of their
// own.
std::string look_of(Node row) {
  static const Selector& parts_of_list = known_selector("li, tr, dl, dt, dd, tbody");
  std::string look;
  for (Node up = row.parent(); up && up.tag() != "body"; up = up.parent()) {
    if (up.matches(parts_of_list)) continue;
    const std::string_view names = trim(up.attribute("class").value_or(""));
    look.append(up.tag()).append(" ");
    if (!names.empty()) return look.append(names.substr(0, names.find(' ')));
  }
  return look.append("body");
}

// Told by names that are used for nothing else: `right` and `left` are not among them.
bool is_in_frame(Node row) {
  static const Selector& frame = known_selector(
      "header, nav, footer, aside, .header, .nav, .menu, .footer, .foot, .crumb, .crumbs, .path, "
      ".position, .location, .breadcrumb, .popbox, .sidebar, .side, .friendlink, #header, #footer, "
      "#nav");
  return static_cast<bool>(row.closest(frame));
}

// Nothing but a frame is a page whose header was never closed.
enum class Frame { left_out, taken_in };

std::vector<Row> main_rows(std::vector<Row> rows, const RowShape& shape,
                           Frame frame = Frame::left_out) {
  std::map<std::string, int> weights;
  std::vector<std::string> looks;
  int most = 0;
  for (const Row& row : rows) {
    const bool is_dated = row.url && dates_of(row, shape).any();
    const bool is_taken =
        (frame == Frame::taken_in || !is_in_frame(row.node)) && !is_below_side_heading(row.node);
    const bool counts = (is_dated || is_undated_row(row, shape)) && is_taken;
    looks.push_back(counts ? look_of(row.node) : "");
    if (counts) most = std::max(most, weights[looks.back()] += is_dated ? 2 : 1);
  }
  if (most == 0 && frame == Frame::left_out)
    return main_rows(std::move(rows), shape, Frame::taken_in);
  std::vector<Row> kept;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!looks[i].empty() && weights[looks[i]] * 2 >= most) kept.push_back(std::move(rows[i]));
  }
  return kept;
}

std::vector<Row> rows_below(Node scope, std::string_view base, const RowShape& shape) {
  std::vector<Row> rows;
  if (shape.rows.empty()) {
    rows = rows_around_links(scope, base, shape);
  } else {
    for (const Node block : scope.select(known_selector(shape.rows)))
      rows.push_back(row_of_block(block, base, shape));
  }
  return shape.main_list_only ? main_rows(std::move(rows), shape) : rows;
}

void read_row(const Row& row, const RowShape& shape, std::set<std::string>& seen,
              Listing& listing) {
  const auto& url = row.url;
  const RowDates dates = dates_of(row, shape);
  if (!url && (shape.is_article || !row.link) && !dates.any()) return;
  if (url && !dates.any() && !is_undated_row(row, shape)) return;
  if (url && !seen.insert(*url).second) return;
  Entry entry;
  entry.url = url.value_or("");
  entry.title = row.link ? title_of_row(row, shape) : "";
  entry.published = dates.first;
  entry.comment_deadline = dates.second;
  if (shape.also && url && !entry.title.empty()) shape.also(row.node, entry, listing);
  add_read_row(listing, std::move(entry));
}

}  // namespace

void date_by_address(Node /*row*/, Entry& entry, Listing& /*listing*/) {
  if (!entry.published) entry.published = date_of_address(entry.url);
}

void read_rows(Node scope, std::string_view base, const RowShape& shape, Listing& listing) {
  std::set<std::string> seen;
  for (const Entry& entry : listing.entries) seen.insert(entry.url);
  for (const Row& row : rows_below(scope, base_of(scope, base), shape)) {
    if (listing.entries.size() >= max_rows)
      return doubt(listing, "only the first " + std::to_string(max_rows) + " rows were read");
    read_row(row, shape, seen, listing);
  }
}

}  // namespace regwatch
