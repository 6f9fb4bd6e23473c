// html_list: any list page that CSS selectors describe, without C++ (DESIGN §5).
//
//   item = "ul.list > li"   the rows
//   title = "a@title"       within the row: a selector, and after @ an attribute instead of the
//   text link = "a@href" date = "span"           the first date in it deadline, number, publisher
//   likewise, optional next = "a.next@href"    within the page: the next page of older rows

#include <array>

#include "base/text.h"
#include "base/url.h"
#include "parsers/html.h"
#include "parsers/option_check.h"
#include "parsers/parser.h"

namespace regwatch {
namespace {

constexpr std::array<std::string_view, 8> selector_keys = {
    "item", "title", "link", "date", "next", "deadline", "number", "publisher"};

// `a@title`: a selector and an attribute. Either may be left out: `@href` is the row's own.
struct Field {
  std::string css;
  std::string attribute;
};

Field field_of(std::string_view written) {
  const auto at = written.rfind('@');
  if (at == written.npos) return {std::string(trim(written)), ""};
  return {std::string(trim(written.substr(0, at))), std::string(trim(written.substr(at + 1)))};
}

std::optional<std::string> read_field(Node scope, const Source& source, std::string_view key) {
  const auto written = text_option(source, key);
  if (!written) return std::nullopt;
  const Field field = field_of(*written);
  const Node node = field.css.empty() ? scope : scope.select_one(field.css);
  if (!node) return std::nullopt;
  std::string value;
  if (field.attribute.empty()) {
    value = node.text();
  } else if (const auto attribute = node.attribute(field.attribute)) {
    value = collapse_spaces(*attribute);
  }
  if (value.empty()) return std::nullopt;
  return value;
}

// A cut text has its whole title in the attribute, as a rule of these sites.
std::string title_in(Node row, const Source& source) {
  if (const auto title = read_field(row, source, "title")) return *title;
  const auto written = text_option(source, "title");
  const Node link = row.select_one(
      field_of(written.value_or("a")).css.empty() ? "a" : field_of(written.value_or("a")).css);
  return link.text();
}

void read_row(Node row, const Page& page, const Source& source, Listing& listing) {
  const auto link = read_field(row, source, "link");
  if (!link) return;  // A filler row, a header.
  ++listing.rows_seen;
  Entry entry;
  entry.title = title_in(row, source);
  const auto url = resolve_url(page.url, *link);
  if (!url || entry.title.empty()) {
    listing.doubts.push_back("row " + std::to_string(listing.rows_seen) + ": " +
                             (url ? "'" + *link + "' has no title" : url.error().message));
    return;
  }
  entry.url = *url;
  if (const auto date = read_field(row, source, "date")) entry.published = find_date(*date);
  if (text_option(source, "date") && !entry.published) {
    listing.doubts.push_back("row " + std::to_string(listing.rows_seen) + ": no date");
  }
  if (const auto deadline = read_field(row, source, "deadline"))
    entry.comment_deadline = find_date(*deadline);
  entry.document_number = read_field(row, source, "number");
  entry.publisher = read_field(row, source, "publisher");
  listing.entries.push_back(std::move(entry));
}

Result<Listing> list(const Page& page, const Source& source) {
  auto html = Html::parse(std::string(page.body));
  if (!html) return html.error();
  const std::string item = text_option(source, "item").value_or("");
  Listing listing;
  const auto rows = html->select(item);
  for (Node row : rows) read_row(row, page, source, listing);
  if (listing.entries.empty()) {
    return Error{Fault::broken, "'" + item + "' matched " + std::to_string(rows.size()) +
                                    " rows, none with title and link (page title: \"" +
                                    html->title() + "\")"};
  }
  if (const auto next = read_field(html->root(), source, "next")) {
    if (const auto url = resolve_url(page.url, *next); url && *url != page.url) {
      listing.next.push_back({FollowUp::Why::older, Request::get(*url)});
    }
  }
  return listing;
}

std::vector<OptionProblem> check(const Source& source) {
  std::vector<OptionRule> rules;
  for (const auto key : selector_keys) {
    rules.push_back({key, OptionType::text, key == "item" || key == "link"});
  }
  auto problems = check_options(source, rules);
  for (const auto key : selector_keys) {
    const auto written = text_option(source, key);
    if (!written) continue;
    const std::string css = field_of(*written).css;
    if (css.empty()) continue;
    if (const auto selector = Selector::compile(css); !selector) {
      problems.push_back({source.options.at(std::string(key)).where,
                          std::string(key) + ": " + selector.error().message});
    }
  }
  return problems;
}

}  // namespace

const Parser& parser_html_list() {
  static const Parser parser = [] {
    Parser made;
    made.name = "html_list";
    made.version = 1;
    made.list = list;
    made.check = check;
    return made;
  }();
  return parser;
}

}  // namespace regwatch
