// A list page that `sources.toml` alone describes: one selector for the rows, and within a row one
// for each field. `css@attribute` reads an attribute, `@attribute` the row's own, `css` the text.

#include <algorithm>

#include "base/text.h"
#include "parsers/html.h"
#include "parsers/list_row.h"
#include "parsers/option_check.h"
#include "parsers/parser.h"
#include "parsers/selector.h"
#include "parsers/text_of.h"

namespace regwatch {
namespace {

const std::vector<OptionRule>& rules() {
  static const std::vector<OptionRule> rules{
      {"item", OptionType::text, true},       {"title", OptionType::text, false},
      {"link", OptionType::text, false},      {"date", OptionType::text, false},
      {"deadline", OptionType::text, false},  {"number", OptionType::text, false},
      {"publisher", OptionType::text, false}, {"next", OptionType::text, false},
  };
  return rules;
}

// Where in a row a field stands.
struct Field {
  std::optional<Selector> selector;  ///< None: the row itself.
  std::string attribute;             ///< Empty: the text.

  std::optional<std::string> read(Node row) const {
    const Node node = selector ? row.select_one(*selector) : row;
    if (!node) return std::nullopt;
    std::string value =
        attribute.empty() ? node.text() : std::string(node.attribute(attribute).value_or(""));
    value = std::string(trim(value));
    if (value.empty()) return std::nullopt;
    return value;
  }
};

bool is_attribute_name(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == ':';
  });
}

Result<Field> read_field(std::string_view written) {
  Field field;
  const std::size_t at = written.rfind('@');
  std::string_view css = trim(written);
  if (at != written.npos) {
    field.attribute = std::string(trim(written.substr(at + 1)));
    css = trim(written.substr(0, at));
    if (!is_attribute_name(field.attribute)) {
      return Error{Fault::invalid,
                   "'" + std::string(written) + "': expected an attribute's name behind '@'"};
    }
  }
  if (css.empty()) return field;
  if (css.starts_with('/') || css.starts_with('(')) {
    return Error{Fault::invalid,
                 "'" + std::string(css) + "': expected a CSS selector, found an XPath"};
  }
  auto selector = Selector::compile(css);
  if (!selector) return selector.error();
  field.selector = std::move(*selector);
  return field;
}

Field field_of(const Source& source, std::string_view key, std::string_view otherwise) {
  auto field = read_field(text_option(source, key).value_or(std::string(otherwise)));
  return field ? std::move(*field) : Field{};
}

std::vector<OptionProblem> check(const Source& source) {
  std::vector<OptionProblem> problems = check_options(source, rules());
  for (const OptionRule& rule : rules()) {
    const auto written = text_option(source, rule.key);
    if (!written) continue;
    const Location& where = source.options.at(std::string(rule.key)).where;
    const auto field = read_field(*written);
    if (!field) {
      problems.push_back({where, std::string(rule.key) + ": " + field.error().message});
    } else if (rule.key == "item" && (!field->selector || !field->attribute.empty())) {
      problems.push_back({where, "item: expected a selector of rows, without '@'"});
    }
  }
  return problems;
}

struct Fields {
  explicit Fields(const Source& source)
      : title(field_of(source, "title", "")),
        link(field_of(source, "link", "a@href")),
        date(field_of(source, "date", "")),
        deadline(field_of(source, "deadline", "")),
        number(field_of(source, "number", "")),
        publisher(field_of(source, "publisher", "")),
        has_link(text_option(source, "link").has_value()),
        has_title(text_option(source, "title").has_value()),
        has_date(text_option(source, "date").has_value()),
        has_deadline(text_option(source, "deadline").has_value()),
        has_number(text_option(source, "number").has_value()),
        has_publisher(text_option(source, "publisher").has_value()) {}

  Field title, link, date, deadline, number, publisher;
  bool has_link, has_title, has_date, has_deadline, has_number, has_publisher;
};

std::string title_of_row(Node row, const Fields& fields) {
  static const Selector& links = known_selector("a[href]");
  if (!fields.has_title) {
    const Node link = row.tag() == "a" ? row : row.select_one(links);
    return link ? link_title(link) : "";
  }
  std::string title = title_line(fields.title.read(row).value_or(""));
  // Pages leave `title=` empty on some rows; the link's text is then all there is.
  if (title.empty() && !fields.title.attribute.empty()) {
    const Node node = fields.title.selector ? row.select_one(*fields.title.selector) : row;
    if (node) title = title_line(node.text());
  }
  return title;
}

void read_row(Node row, const Fields& fields, const Page& page, Listing& listing) {
  Entry entry;
  entry.title = title_of_row(row, fields);
  auto reference = fields.link.read(row);
  if (!reference && row.tag() == "a" && !fields.has_link) {
    reference = std::string(row.attribute("href").value_or(""));
  }
  const auto url = reference ? absolute(page.url, *reference) : std::nullopt;
  // Separators and headings are rows by their selector only.
  if (entry.title.empty() && !reference) return;
  ++listing.rows_seen;
  const std::string number = std::to_string(listing.rows_seen);
  if (entry.title.empty()) return doubt(listing, "row " + number + ": no title");
  if (!url) return doubt(listing, "row " + number + ": no link: " + ellipsize(entry.title, 40));
  entry.url = *url;
  if (fields.has_date) {
    entry.published = find_date(fields.date.read(row).value_or(""));
    if (!entry.published) doubt(listing, "row " + number + ": no date");
  }
  if (fields.has_deadline) {
    entry.comment_deadline = find_date(fields.deadline.read(row).value_or(""));
  }
  if (fields.has_number) entry.document_number = fields.number.read(row);
  if (fields.has_publisher) entry.publisher = fields.publisher.read(row);
  listing.entries.push_back(std::move(entry));
}

void add_next_page(const Html& html, const Page& page, const Source& source, Listing& listing) {
  const auto written = text_option(source, "next");
  const auto field = written ? read_field(*written) : Result<Field>(Field{});
  if (!written || !field) return;
  Field link = *field;
  if (link.attribute.empty()) link.attribute = "href";
  const auto reference = link.read(html.root());
  const auto url = reference ? absolute(page.url, *reference) : std::nullopt;
  if (!url || *url == page.url) return;
  listing.next.push_back({FollowUp::Why::older, get_from(*url, page.url)});
}

Result<Listing> list(const Page& page, const Source& source) {
  const auto item = text_option(source, "item");
  const auto selector = Selector::compile(item.value_or(""));
  if (!selector) return Error{Fault::invalid, source.id + ": item: " + selector.error().message};
  auto html = Html::parse(std::string(page.body));
  if (!html) return html.error();
  const std::vector<Node> rows = html->root().select(*selector);
  if (rows.empty()) return no_rows(source, *item, html->title());
  const Fields fields(source);
  Listing listing;
  for (const Node row : rows) read_row(row, fields, page, listing);
  if (listing.entries.empty()) {
    return broken_list(source, "'" + *item + "' matched " + std::to_string(rows.size()) +
                                   " rows, none of which has a title and a link (page title: \"" +
                                   html->title() + "\")");
  }
  add_next_page(*html, page, source, listing);
  return listing;
}

}  // namespace

const Parser& parser_html_list() {
  static const Parser parser{.name = "html_list", .version = 1, .list = list, .check = check};
  return parser;
}

}  // namespace regwatch
