// A list that comes as JSON (RFC 8259) or JSONP, described by `sources.toml` alone: `rows` says
// where the array of rows stands, and within a row each field has its path. A field may be a
// template of paths (`/view?id={docId}`), and paths parted by commas are tried in their order.
//
// Quirks that are read without being told: a callback of any name around the answer, titles with
// `<em>` and entities, an absent value that is the word "null", dates as epoch, as 14 digits or
// with a zone, several arrays of rows (`searchVO.catMap.*.listVO`), null in place of an empty
// array.

#include "parsers/json.h"

#include <map>

#include "base/text.h"
#include "parsers/html_rows.h"
#include "parsers/json_path.h"
#include "parsers/list_row.h"
#include "parsers/page_problem.h"
#include "parsers/paging.h"
#include "parsers/row_reader.h"
#include "parsers/text_template.h"

namespace regwatch {
namespace {

// A value within a row: the first of several paths that says something, or a template of paths.
class JsonField {
 public:
  static Result<JsonField> compile(std::string_view key, std::string_view written) {
    JsonField field;
    field.is_date_ = key == "date" || key == "deadline";
    if (written.find('{') == written.npos) {
      auto paths = compile_json_paths(written);
      if (!paths) return paths.error();
      field.paths_ = std::move(*paths);
      return field;
    }
    auto filled = TextTemplate::compile(written);
    if (!filled) return filled.error();
    for (const std::string& name : filled->names()) {
      if (const auto path = JsonPath::compile(name); !path) return path.error();
    }
    field.template_ = std::move(*filled);
    return field;
  }

  std::optional<std::string> text(JsonValue row) const {
    return template_ ? template_->fill_text(lookup_in(row)) : first(row);
  }
  std::optional<std::string> address(JsonValue row) const {
    return template_ ? template_->fill_address(lookup_in(row)) : first(row);
  }

 private:
  std::optional<std::string> first(JsonValue row) const {
    for (const JsonPath& path : paths_) {
      auto word = path.first(row).word();
      // Programs write 0 for a day that they do not know.
      if (word && !(is_date_ && *word == "0")) return word;
    }
    return std::nullopt;
  }
  static TextTemplate::Lookup lookup_in(JsonValue row) {
    return [row](std::string_view name) -> std::optional<std::string> {
      const auto path = JsonPath::compile(name);
      return path ? path->first(row).word() : std::nullopt;
    };
  }

  bool is_date_ = false;
  std::vector<JsonPath> paths_;
  std::optional<TextTemplate> template_;
};

std::vector<std::string_view> field_keys() {
  std::vector<std::string_view> keys{"text"};
  for (const RowField& field : row_fields()) keys.push_back(field.name);
  return keys;
}

const std::vector<OptionRule>& rules() {
  static const std::vector<OptionRule> all = [] {
    std::vector<OptionRule> known = row_options();
    for (const OptionRule& rule : paging_options()) known.push_back(rule);
    for (const std::string_view key : {"rows", "rows_html", "item", "text", "total", "pages"})
      known.push_back({key});
    return known;
  }();
  return all;
}

bool has_html_rows(const Source& source) { return source.options.count("rows_html") > 0; }

// The keys that go with rows of JSON, or with rows of HTML, and not with the others.
std::vector<OptionProblem> check_kind_of_rows(const Source& source) {
  std::vector<OptionProblem> problems;
  const bool html = has_html_rows(source);
  const std::string with = html ? "with rows_html" : "without rows_html";
  for (const std::string key : {"rows", "text", "item"}) {
    const bool is_of_html = key == "item";
    if (is_of_html != html && source.options.count(key))
      problems.push_back({source.options.at(key).where, "'" + key + "' says nothing " + with});
  }
  const std::vector<std::string> needed =
      html ? std::vector<std::string>{"item"} : std::vector<std::string>{"title", "link"};
  for (const std::string& key : needed) {
    if (source.options.count(key)) continue;
    problems.push_back({source.where, "parser 'json' needs the option '" + key + "' " + with});
  }
  return problems;
}

std::vector<OptionProblem> check_paths(const Source& source) {
  std::vector<OptionProblem> problems;
  const auto report = [&](std::string_view key, const Error& error) {
    const auto& option = source.options.at(std::string(key));
    problems.push_back({option.where, std::string(key) + ": " + error.message});
  };
  for (const std::string_view key : {"rows", "rows_html", "total", "pages"}) {
    const auto written = text_option(source, key);
    if (!written) continue;
    if (const auto paths = compile_json_paths(*written); !paths) report(key, paths.error());
  }
  if (has_html_rows(source)) return problems;
  for (const std::string_view key : field_keys()) {
    const auto written = text_option(source, key);
    if (!written) continue;
    if (const auto field = JsonField::compile(key, *written); !field) report(key, field.error());
  }
  return problems;
}

std::vector<OptionProblem> check(const Source& source) {
  std::vector<OptionProblem> problems = check_options(source, rules());
  std::vector<std::vector<OptionProblem>> more{check_kind_of_rows(source), check_paths(source),
                                               check_row_options(source), check_paging(source)};
  if (has_html_rows(source)) more.push_back(check_html_rows(source));
  for (auto& each : more) problems.insert(problems.end(), each.begin(), each.end());
  return problems;
}

std::vector<JsonPath> paths_of(const Source& source, std::string_view key) {
  auto paths = compile_json_paths(text_option(source, key).value_or(""));
  return paths ? std::move(*paths) : std::vector<JsonPath>{};
}

std::optional<int> number_at(const Json& json, const Source& source, std::string_view key) {
  if (!text_option(source, key)) return std::nullopt;
  for (const JsonPath& path : paths_of(source, key)) {
    if (const auto number = path.first(json.root()).count()) return number;
  }
  return std::nullopt;
}

// What an answer that has no rows says for itself.
std::string said_by(const Json& json) {
  for (const std::string_view key : {"message", "msg", "errmsg", "errorMsg", "error"}) {
    if (const auto words = json[key].word()) return " (it says \"" + ellipsize(*words, 80) + "\")";
  }
  std::string names;
  for (const auto& [name, value] : json.root().members()) {
    if (names.size() < 120) names += (names.empty() ? "" : ", ") + name;
  }
  return names.empty() ? "" : " (it has " + names + ")";
}

struct FoundRows {
  std::vector<JsonValue> rows;
  bool has_place = false;  ///< There is an array, or null in its place.
};

FoundRows rows_in(const Json& json, const Source& source) {
  FoundRows found;
  for (const JsonPath& path : paths_of(source, "rows")) {
    for (const JsonValue place : path.all(json.root())) {
      found.has_place = found.has_place || place.is_array() || place.is_null();
      for (const JsonValue row : place.items()) found.rows.push_back(row);
    }
  }
  return found;
}

void read_rows(const std::vector<JsonValue>& rows, const Page& page, const Source& source,
               Listing& listing) {
  std::map<std::string_view, JsonField> fields;
  for (const std::string_view key : field_keys()) {
    auto field = JsonField::compile(key, text_option(source, key).value_or(""));
    if (field && text_option(source, key)) fields.emplace(key, std::move(*field));
  }
  RowReader reader(source, page.url);
  for (const JsonValue row : rows) {
    RowValues values;
    for (const RowField& field : row_fields()) {
      const auto known = fields.find(field.name);
      if (known == fields.end()) continue;
      values.*field.value =
          field.name == "link" ? known->second.address(row) : known->second.text(row);
    }
    if (values.title) values.title = title_of_markup(*values.title);
    if (const auto body = fields.find("text"); body != fields.end())
      values.body = body->second.text(row);
    reader.add(std::move(values), listing);
  }
}

// Where an answer has no rows: its place, and what the answer says for itself.
Error no_rows_at(const Json& json, const Source& source, std::string_view what,
                 std::string_view key) {
  const std::string place = text_option(source, key).value_or("/");
  return broken_list(source, std::string(what) + " at '" + place + "'" + said_by(json));
}

// The number of rows on the page, read or not.
Result<int> read_json_rows(const Json& json, const Page& page, const Source& source,
                           Listing& listing) {
  const FoundRows found = rows_in(json, source);
  if (!found.has_place) return no_rows_at(json, source, "no array of rows", "rows");
  read_rows(found.rows, page, source, listing);
  return static_cast<int>(found.rows.size());
}

Result<int> read_rows_in_html(const Json& json, const Page& page, const Source& source,
                              Listing& listing) {
  int rows = 0;
  bool has_place = false;
  RowReader reader(source, page.url);
  for (const JsonPath& path : paths_of(source, "rows_html")) {
    for (const JsonValue place : path.all(json.root())) {
      has_place = has_place || place.is_string() || place.is_null();
      const auto html = Html::parse_fragment(place.text().value_or(""));
      if (!html) return html.error();
      SearchedPage searched(*html);
      rows += read_html_rows(searched, source, reader, listing);
      if (const auto problem = searched.problem()) return *problem;
    }
  }
  if (!has_place) return no_rows_at(json, source, "no HTML of rows", "rows_html");
  return rows;
}

Result<Listing> list(const Page& page, const Source& source) {
  if (trim(page.body).starts_with('<')) {
    return broken_list(source, "expected JSON, found a page (title: \"" +
                                   ellipsize(title_in_bytes(page.body), 80) + "\")");
  }
  const auto json = Json::parse(page.body);
  if (!json) return broken_list(source, json.error().message);
  Listing listing;
  const bool html = has_html_rows(source);
  const auto rows = html ? read_rows_in_html(*json, page, source, listing)
                         : read_json_rows(*json, page, source, listing);
  if (!rows) return rows.error();
  const bool may_be_empty = source.expect.min_rows == 0 || pages_before(page, source) > 0;
  if (*rows == 0 && !may_be_empty)
    return no_rows_at(*json, source, "0 rows", html ? "rows_html" : "rows");
  listing.total = number_at(*json, source, "total");
  const PageExtent extent{*rows, listing.total, number_at(*json, source, "pages")};
  if (auto older = older_page(page, source, extent))
    listing.next.push_back({FollowUp::Why::older, std::move(*older)});
  return listing;
}

}  // namespace

const Parser& parser_json() {
  static const Parser parser{.name = "json",
                             .version = 1,
                             .list = list,
                             .check = check,
                             .first_request = first_page_request};
  return parser;
}

}  // namespace regwatch
