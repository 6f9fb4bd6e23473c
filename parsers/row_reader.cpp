#include "parsers/row_reader.h"

#include <map>
#include <utility>

#include "base/text.h"
#include "parsers/html.h"
#include "parsers/list_row.h"
#include "parsers/option_regex.h"
#include "parsers/text_of.h"
#include "parsers/text_template.h"
#include "parsers/written_date.h"

namespace regwatch {
namespace {

constexpr std::size_t max_rows = 5000;
std::string regex_key(std::string_view field) { return std::string(field) + "_regex"; }

// The number of a place in a link_template, or nothing.
std::optional<std::size_t> group_named(std::string_view name) {
  if (name.size() != 1 || name[0] < '1' || name[0] > '9') return std::nullopt;
  return static_cast<std::size_t>(name[0] - '0');
}

std::optional<std::string> problem_of_template(const Source& source, const std::string& written) {
  const auto address = TextTemplate::compile(written);
  if (!address) return address.error().message;
  const auto pattern = text_option(source, "link_regex");
  const int groups = pattern ? OptionRegex::groups_of(*pattern) : 0;
  const auto names = address->names();
  if (names.empty()) return "'" + written + "': expected a place such as {1}";
  for (const std::string& name : names) {
    const auto group = group_named(name);
    if (!group || static_cast<int>(*group) > std::max(groups, 1)) {
      return "{" + name + "}: expected {1} to {" + std::to_string(std::max(groups, 1)) +
             "}, the groups of link_regex";
    }
  }
  return std::nullopt;
}

std::optional<std::string> problem_of(const Source& source, const std::string& key,
                                      const std::string& written) {
  if (key == "link_template") return problem_of_template(source, written);
  if (key == "date_format") {
    const auto format = DateFormat::compile(written);
    return format ? std::nullopt : std::optional(format.error().message);
  }
  return OptionRegex::problem_of(written);
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  for (const auto line : split(text, '\n')) {
    if (auto clean = collapse_spaces(line); !clean.empty()) lines.push_back(std::move(clean));
  }
  return lines;
}

}  // namespace

const std::vector<RowField>& row_fields() {
  static const std::vector<RowField> fields{
      {"title", &RowValues::title},   {"link", &RowValues::link},
      {"date", &RowValues::date},     {"deadline", &RowValues::deadline},
      {"number", &RowValues::number}, {"publisher", &RowValues::publisher},
  };
  return fields;
}

std::vector<OptionRule> row_options() {
  static const std::vector<std::string> regexes = [] {
    std::vector<std::string> keys;
    for (const RowField& field : row_fields()) keys.push_back(regex_key(field.name));
    return keys;
  }();
  std::vector<OptionRule> rules{{"date_format"}, {"link_template"}};
  for (const RowField& field : row_fields()) rules.push_back({field.name});
  for (const std::string& key : regexes) rules.push_back({key});
  return rules;
}

std::vector<OptionProblem> check_row_options(const Source& source) {
  std::vector<std::string> keys{"link_template", "date_format"};
  for (const RowField& field : row_fields()) keys.push_back(regex_key(field.name));
  std::vector<OptionProblem> problems;
  for (const std::string& key : keys) {
    const auto written = text_option(source, key);
    const auto problem = written ? problem_of(source, key, *written) : std::nullopt;
    if (problem) problems.push_back({source.options.at(key).where, key + ": " + *problem});
  }
  return problems;
}

struct RowReader::Rules {
  explicit Rules(const Source& source) {
    for (const RowField& field : row_fields())
      regexes.emplace(field.name, OptionRegex(source, regex_key(field.name)));
    if (const auto written = text_option(source, "link_template")) {
      if (auto compiled = TextTemplate::compile(*written)) link_template = std::move(*compiled);
    }
    if (const auto written = text_option(source, "date_format")) {
      if (auto format = DateFormat::compile(*written)) date_format = std::move(*format);
    }
    needs_date = source.options.count("date") > 0;
  }

  /// The field behind its expression, trimmed; nothing where that leaves nothing.
  std::optional<std::string> read(const RowField& field, const RowValues& values) const {
    const auto& value = values.*field.value;
    const auto found = value ? regexes.at(field.name).groups(*value) : std::nullopt;
    if (!found) return std::nullopt;
    if (field.name == "link" && link_template) {
      return link_template->fill_address([&](std::string_view name) -> std::optional<std::string> {
        const auto group = group_named(name);
        if (!group || *group >= found->size()) return std::nullopt;
        return (*found)[*group];
      });
    }
    const std::string_view text = trim((*found)[1]);
    return text.empty() ? std::nullopt : std::optional(std::string(text));
  }

  std::optional<CivilDate> day(const std::optional<std::string>& text) const {
    if (!text) return std::nullopt;
    return date_format ? date_format->find(*text) : written_date(*text);
  }

  std::map<std::string_view, OptionRegex> regexes;
  std::optional<TextTemplate> link_template;
  std::optional<DateFormat> date_format;
  bool needs_date = false;
};

RowReader::RowReader(const Source& source, std::string base)
    : rules_(std::make_unique<const Rules>(source)), base_(std::move(base)) {}
RowReader::~RowReader() = default;

void RowReader::add(RowValues values, Listing& listing) {
  if (listing.entries.size() >= max_rows) {
    if (!std::exchange(is_full_, true))
      doubt(listing, "only the first " + std::to_string(max_rows) + " rows were read");
    return;
  }
  for (const RowField& field : row_fields()) values.*field.value = rules_->read(field, values);
  Entry entry;
  const bool has_title = values.title.has_value() || !values.stand_in;
  entry.title = title_line(has_title ? values.title.value_or("") : *values.stand_in + "…");
  entry.url = absolute(base_, values.link.value_or("")).value_or("");
  if (!entry.url.empty() && !seen_.insert(entry.url).second) return;
  entry.published = rules_->day(values.date);
  entry.comment_deadline = rules_->day(values.deadline);
  if (values.number) entry.document_number = collapse_spaces(*values.number);
  if (values.publisher) entry.publisher = collapse_spaces(*values.publisher);
  if (values.body) read_body(*values.body, entry);
  for (const Attachment& file : values.files) {
    if (const auto url = absolute(base_, file.url))
      add_attachments(entry.attachments,
                      {{file.name.empty() ? last_segment_of(*url) : file.name, *url}});
  }
  add_read_row(listing, std::move(entry), {rules_->needs_date, has_title});
}

void read_body(std::string_view body, Entry& entry) {
  if (body.find('<') == body.npos) {
    entry.paragraphs = lines_of(body);
  } else if (const auto html = Html::parse_fragment(std::string(body))) {
    entry.paragraphs = paragraphs_of(html->root());
    entry.attachments = collect_attachments(html->root(), entry.url);
  }
}

}  // namespace regwatch
