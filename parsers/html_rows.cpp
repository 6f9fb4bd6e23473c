#include "parsers/html_rows.h"

#include <map>

#include "parsers/list_row.h"
#include "parsers/selector.h"

namespace regwatch {
namespace {

using Locators = std::map<std::string_view, Locator>;

Locators locators_of(const Source& source) {
  Locators locators;
  for (const RowField& field : row_fields()) {
    const auto written = text_option(source, field.name);
    auto locator = Locator::compile(written.value_or(""), XPath::Root::scope);
    if (written && locator) locators.emplace(field.name, std::move(*locator));
  }
  return locators;
}

Node link_of(Node row) {
  if (row.tag() == "a") return row;
  return row.select_one(known_selector("a[href]"));
}

void complete_from_link(Node row, const Locators& locators, RowValues& values) {
  const Node link = link_of(row);
  if (!values.link && !locators.count("link") && link)
    values.link = std::string(link.attribute("href").value_or(""));
  if (!values.title && !locators.count("title") && link) values.title = link_title(link);
  if (!values.date && !locators.count("date")) {
    if (const auto day = dates_of_row(row, link).first) values.date = format_date(*day);
  }
}

// Pages leave `title=` empty on some rows; the element's text is then all there is.
void complete_title(SearchedPage& page, Node row, const Locators& locators, RowValues& values) {
  const auto title = locators.find("title");
  if (values.title || title == locators.end() || title->second.attribute().empty()) return;
  for (const Node node : title->second.elements(page, row)) {
    if (auto text = node.text(); !text.empty()) {
      values.title = std::move(text);
      return;
    }
  }
}

RowValues values_of(SearchedPage& page, Node row, const Locators& locators) {
  RowValues values;
  for (const RowField& field : row_fields()) {
    const auto locator = locators.find(field.name);
    if (locator != locators.end()) values.*field.value = locator->second.value(page, row);
  }
  complete_title(page, row, locators, values);
  complete_from_link(row, locators, values);
  return values;
}

}  // namespace

std::vector<OptionProblem> check_html_rows(const Source& source) {
  std::vector<OptionProblem> problems;
  const auto check = [&](std::string_view key, XPath::Root root) {
    const auto written = text_option(source, key);
    if (!written) return;
    const Location& where = source.options.at(std::string(key)).where;
    const auto locator = Locator::compile(*written, root);
    if (!locator) {
      problems.push_back({where, std::string(key) + ": " + locator.error().message});
    } else if (key == "item" && !locator->attribute().empty()) {
      problems.push_back({where, "item: expected a selector of rows, without '@'"});
    }
  };
  check("item", XPath::Root::page);
  for (const RowField& field : row_fields()) check(field.name, XPath::Root::scope);
  return problems;
}

int read_html_rows(SearchedPage& page, const Source& source, RowReader& reader, Listing& listing) {
  const auto item = Locator::compile(text_option(source, "item").value_or(""), XPath::Root::page);
  if (!item) return 0;
  const std::vector<Node> rows = item->elements(page, page.root());
  const Locators locators = locators_of(source);
  for (const Node row : rows) {
    RowValues values = values_of(page, row, locators);
    if (values.title || values.link) reader.add(std::move(values), listing);
  }
  return static_cast<int>(rows.size());
}

}  // namespace regwatch
