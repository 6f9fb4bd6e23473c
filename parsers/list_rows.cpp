#include "parsers/list_rows.h"

#include <set>

#include "base/text.h"
#include "parsers/list_row.h"
#include "parsers/selector.h"

namespace regwatch {
namespace {

constexpr std::size_t max_rows = 1000;

struct Row {
  Node node;
  Node link;
};

Node row_around(Node link) {
  const Node row = link.closest(known_selector("li, tr, dd, .item"));
  return row ? row : link.parent();
}

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

std::vector<Row> rows_below(Node scope, std::string_view base, const RowShape& shape) {
  std::vector<Row> rows;
  if (!shape.rows.empty()) {
    for (const Node row : scope.select(known_selector(shape.rows)))
      rows.push_back({row, link_of_row(row, base, shape)});
    return rows;
  }
  const auto left_out = left_out_of_row(scope, shape);
  for (const Node link : scope.select(known_selector(shape.link))) {
    const Row row{row_around(link), link};
    if (!is_within(link, left_out) && address_of(row, base, shape) && has_words(row, shape))
      rows.push_back(row);
  }
  return rows;
}

std::string title_of_row(Row row, const RowShape& shape) {
  if (!shape.title.empty()) {
    const Node node = row.node.select_one(known_selector(shape.title));
    if (auto title = title_line(node.text()); !title.empty()) return title;
  }
  return link_title(row.link);
}

RowDates dates_of(Row row, const RowShape& shape) {
  const auto left_out = left_out_of_row(row.node, shape);
  if (shape.date.empty()) return dates_of_row(row.node, row.link, left_out);
  for (const Node node : row.node.select(known_selector(shape.date))) {
    if (is_within(node, left_out)) continue;
    if (const RowDates dates = dates_in(node.text()); dates.first) return dates;
  }
  return {};
}

void read_row(Row row, std::string_view base, const RowShape& shape, std::set<std::string>& seen,
              Listing& listing) {
  const auto url = row.link ? address_of(row, base, shape) : std::nullopt;
  const RowDates dates = dates_of(row, shape);
  if (!url && (shape.is_article || !row.link) && !dates.first) return;
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

void read_rows(Node scope, std::string_view base, const RowShape& shape, Listing& listing) {
  std::set<std::string> seen;
  for (const Entry& entry : listing.entries) seen.insert(entry.url);
  for (const Row row : rows_below(scope, base, shape)) {
    if (listing.entries.size() >= max_rows) return;
    read_row(row, base, shape, seen, listing);
  }
}

}  // namespace regwatch
