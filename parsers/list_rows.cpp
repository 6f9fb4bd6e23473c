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
};

bool is_within(Node node, const std::vector<Node>& scopes) {
  for (Node up = node; up; up = up.parent()) {
    for (const Node scope : scopes) {
      if (scope == up) return true;
    }
  }
  return false;
}

std::vector<Node> left_out_of_row(Node row, const RowShape& shape) {
  return shape.without.empty() ? std::vector<Node>{} : row.select(known_selector(shape.without));
}

std::optional<std::string> address_of(Row row, std::string_view base, const RowShape& shape) {
  const auto reference = shape.reference
                             ? shape.reference(row.node, row.link)
                             : std::optional(std::string(row.link.attribute("href").value_or("")));
  const auto url = reference ? absolute(base, *reference) : std::nullopt;
  return url && (!shape.is_article || shape.is_article(*url)) ? url : std::nullopt;
}

// A picture that leads where the title beside it leads.
bool has_words(Row row, const RowShape& shape) {
  return !shape.title.empty() || !link_title(row.link).empty();
}

// The row's first link that leads to an article; else its first link, so that it can be named.
Node link_of_row(Node row, std::string_view base, const RowShape& shape) {
  const auto left_out = left_out_of_row(row, shape);
  Node first;
  for (const Node link : row.select(known_selector(shape.link))) {
    if (is_within(link, left_out)) continue;
    if (address_of({row, link}, base, shape) && has_words({row, link}, shape)) return link;
    if (!first) first = link;
  }
  return shape.is_article ? Node() : first;
}

std::string title_of_row(Row row, const RowShape& shape) {
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

RowDates dates_within(Row row, const RowShape& shape) {
  const auto left_out = left_out_of_row(row.node, shape);
  if (shape.date.empty()) return dates_of_row(row.node, row.link, left_out);
  for (const Node node : row.node.select(known_selector(shape.date))) {
    if (is_within(node, left_out)) continue;
    if (const RowDates dates = dates_in(node.text()); dates.first || dates.second) return dates;
  }
  return {};
}

RowDates dates_of(Row row, const RowShape& shape) {
  const RowDates dates = dates_within(row, shape);
  return dates.first || dates.second ? dates : dates_behind(row.node);
}

// How many articles the blocks of a page link to.
class ArticleCounts {
 public:
  void add(Node link, const std::string& url) {
    for (Node up = link.parent(); up; up = up.parent()) {
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
  struct Count {
    int articles = 0;
    std::string last;  // A picture and a title link to the same.
  };
  std::unordered_map<const void*, Count> counts_;
};

Node row_around(Node link, const ArticleCounts& counts) {
  constexpr int most_links_of_a_row = 3;  // An article, its interpretation, its picture.
  const Node named = link.closest(known_selector("li, tr, dd, .item"));
  if (named && counts.of(named) <= most_links_of_a_row) return named;
  if (counts.of(link.parent()) > 1) return link;  // Nothing stands around it alone.
  Node row = link.parent();
  while (row.parent() && row.parent().tag() != "body" && counts.of(row.parent()) == 1)
    row = row.parent();
  return row;
}

std::vector<Row> rows_around_links(Node scope, std::string_view base, const RowShape& shape) {
  const auto left_out = left_out_of_row(scope, shape);
  std::vector<Row> rows;
  ArticleCounts counts;
  for (const Node link : scope.select(known_selector(shape.link))) {
    const Row row{link.parent(), link};
    const auto url = is_within(link, left_out) ? std::nullopt : address_of(row, base, shape);
    if (!url) continue;
    counts.add(link, *url);
    if (has_words(row, shape)) rows.push_back(row);
  }
  for (Row& row : rows) row.node = row_around(row.link, counts);
  // A further link of a row leads to what belongs to it, unless its address alone tells more.
  std::set<const void*> known;
  std::erase_if(rows, [&](const Row& row) {
    const bool is_further = !known.insert(row.node.identity()).second;
    return is_further && shape.may_be_undated &&
           (shape.main_list_only || !shape.may_be_undated(*address_of(row, base, shape)));
  });
  return rows;
}

// Whether a row that shows no date is one, by its address.
bool is_undated_row(const std::optional<std::string>& url, const RowShape& shape) {
  return url && (!shape.may_be_undated || shape.may_be_undated(*url));
}

// ---- the main list

// The rows of one list are alike in what they are and in what they stand in.
std::string look_of(Node row) {
  std::string look(row.tag());
  int steps = 0;
  for (Node up = row.parent(); up && up.tag() != "body" && steps < 4; up = up.parent(), ++steps) {
    look.append("<").append(up.tag());
    const std::string_view names = trim(up.attribute("class").value_or(""));
    if (!names.empty()) return look.append(".").append(names.substr(0, names.find(' ')));
  }
  return look;
}

// Told by names that are used for nothing else: `right` and `left` are not among them.
bool is_in_frame(Node row) {
  static const Selector& frame = known_selector(
      "header, nav, footer, aside, .header, .nav, .menu, .footer, .foot, .crumb, .crumbs, .path, "
      ".position, .location, .breadcrumb, .popbox, .sidebar, .side, .friendlink, #header, #footer, "
      "#nav");
  return static_cast<bool>(row.closest(frame));
}

std::vector<Row> main_rows(const std::vector<Row>& rows, std::string_view base,
                           const RowShape& shape) {
  std::map<std::string, int> weights;
  std::vector<std::string> looks;
  int most = 0;
  for (const Row& row : rows) {
    const RowDates dates = dates_of(row, shape);
    const bool is_dated = dates.first || dates.second;
    const auto url = address_of(row, base, shape);
    const bool counts = (is_dated || is_undated_row(url, shape)) && !is_in_frame(row.node);
    looks.push_back(counts ? look_of(row.node) : "");
    if (counts) most = std::max(most, weights[looks.back()] += is_dated ? 2 : 1);
  }
  std::vector<Row> kept;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (!looks[i].empty() && weights[looks[i]] * 2 >= most) kept.push_back(rows[i]);
  }
  return kept;
}

std::vector<Row> rows_below(Node scope, std::string_view base, const RowShape& shape) {
  std::vector<Row> rows;
  if (shape.rows.empty()) {
    rows = rows_around_links(scope, base, shape);
  } else {
    for (const Node row : scope.select(known_selector(shape.rows)))
      rows.push_back({row, link_of_row(row, base, shape)});
  }
  return shape.main_list_only ? main_rows(rows, base, shape) : rows;
}

void read_row(Row row, std::string_view base, const RowShape& shape, std::set<std::string>& seen,
              Listing& listing) {
  const auto url = row.link ? address_of(row, base, shape) : std::nullopt;
  const RowDates dates = dates_of(row, shape);
  const bool is_dated = dates.first || dates.second;
  if (!url && (shape.is_article || !row.link) && !is_dated) return;
  if (url && !is_dated && !is_undated_row(url, shape)) return;
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
  for (const Row row : rows_below(scope, base, shape)) {
    if (listing.entries.size() >= max_rows) return;
    read_row(row, base, shape, seen, listing);
  }
}

}  // namespace regwatch
