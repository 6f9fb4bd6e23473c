// A list page that `sources.toml` alone describes: `item` names the rows, and within a row each
// field has its place: `css` (the text), `css@attribute`, `@attribute` of the row itself, or an
// XPath where it begins with `/` or `(`. Within a row an XPath begins at the row.
//
// Quirks that are read without being told: `title=` left empty on some rows, cut titles, rows that
// are spacers, dates in brackets and of any form, the same address twice.

#include "parsers/html.h"
#include "parsers/html_rows.h"
#include "parsers/list_row.h"
#include "parsers/option_regex.h"
#include "parsers/paging.h"

namespace regwatch {
namespace {

const std::vector<OptionRule>& rules() {
  static const std::vector<OptionRule> all = [] {
    std::vector<OptionRule> known = row_options();
    for (const OptionRule& rule : paging_options()) known.push_back(rule);
    for (const std::string_view key : {"next", "pages", "pages_regex", "total", "total_regex"})
      known.push_back({key});
    known.push_back({"item", OptionType::text, true});
    return known;
  }();
  return all;
}

std::vector<OptionProblem> check(const Source& source) {
  std::vector<OptionProblem> problems = check_options(source, rules());
  for (auto& each : check_html_rows(source)) problems.push_back(std::move(each));
  for (auto& each : check_row_options(source)) problems.push_back(std::move(each));
  for (auto& each : check_paging(source)) problems.push_back(std::move(each));
  for (const std::string_view key : {"next", "pages", "total"}) {
    const auto written = text_option(source, key);
    if (!written) continue;
    if (const auto locator = Locator::compile(*written, XPath::Root::page); !locator) {
      problems.push_back({source.options.at(std::string(key)).where,
                          std::string(key) + ": " + locator.error().message});
    }
  }
  for (const char* key : {"pages_regex", "total_regex"}) {
    const auto written = text_option(source, key);
    const auto problem = written ? OptionRegex::problem_of(*written) : std::nullopt;
    if (problem)
      problems.push_back({source.options.at(key).where, std::string(key) + ": " + *problem});
  }
  return problems;
}

// A number that the page states: what the expression finds in the first place that has one. Without
// a place it is sought in the page's source.
std::optional<int> stated_number(SearchedPage& page, std::string_view source_text,
                                 const Source& source, const std::string& key) {
  const auto written = text_option(source, key);
  const OptionRegex regex(source, key + "_regex", "(\\d+)");
  if (!written && !text_option(source, key + "_regex")) return std::nullopt;
  if (!written) return whole_number(regex.first(source_text).value_or(""));
  const auto locator = Locator::compile(*written, XPath::Root::page);
  if (!locator) return std::nullopt;
  for (const std::string& text : locator->values(page, page.root())) {
    if (const auto number = whole_number(regex.first(text).value_or(""))) return number;
  }
  return std::nullopt;
}

std::optional<Request> next_link(SearchedPage& searched, const Page& page, const Source& source) {
  auto written = text_option(source, "next");
  if (!written) return std::nullopt;
  auto locator = Locator::compile(*written, XPath::Root::page);
  if (locator && !locator->is_xpath() && locator->attribute().empty())
    locator = Locator::compile(*written + "@href", XPath::Root::page);
  if (!locator) return std::nullopt;
  std::optional<std::string> reference = locator->value(searched, searched.root());
  if (locator->is_xpath()) {
    const auto elements = locator->elements(searched, searched.root());
    if (!elements.empty()) reference = std::string(elements[0].attribute("href").value_or(""));
  }
  const auto url = absolute(base_of(searched.root(), page.url), reference.value_or(""));
  if (!url || *url == page.url) return std::nullopt;
  return get_from(*url, page.url);
}

std::optional<Request> older_rows(SearchedPage& searched, const Page& page, const Source& source,
                                  int rows, std::optional<int> total) {
  if (text_option(source, "next")) return next_link(searched, page, source);
  const auto pages = stated_number(searched, page.body, source, "pages");
  return older_page(page, source, {rows, total, pages});
}

Result<Listing> list(const Page& page, const Source& source) {
  const auto html = Html::parse(std::string(page.body));
  if (!html) return html.error();
  SearchedPage searched(*html);
  RowReader reader(source, base_of(html->root(), page.url));
  Listing listing;
  const std::string item = text_option(source, "item").value_or("");
  const int rows = read_html_rows(searched, source, reader, listing);
  listing.total = stated_number(searched, page.body, source, "total");
  auto older = older_rows(searched, page, source, rows, listing.total);
  if (const auto problem = searched.problem())
    return Error{problem->fault, source.id + ": " + problem->message};
  if (rows == 0 && pages_before(page, source) > 0) return listing;
  if (rows == 0) return no_rows(source, item, html->title());
  if (listing.entries.empty()) {
    return broken_list(source, "'" + item + "' matched " + std::to_string(rows) +
                                   " rows, none of which has a title and a link (page title: \"" +
                                   html->title() + "\")");
  }
  if (older) listing.next.push_back({FollowUp::Why::older, std::move(*older)});
  return listing;
}

}  // namespace

const Parser& parser_html_list() {
  static const Parser parser{.name = "html_list",
                             .version = 3,
                             .list = list,
                             .check = check,
                             .first_request = first_page_request};
  return parser;
}

}  // namespace regwatch
