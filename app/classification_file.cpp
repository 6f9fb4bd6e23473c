#include "app/classification_file.h"

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "app/config_tree.h"
#include "parsers/option_check.h"

namespace regwatch {
namespace {

const std::vector<std::string_view> kind_names = {
    "draft",          "rule",      "plan",   "standard", "enforcement",
    "interpretation", "licensing", "report", "event",    "other"};

std::optional<Kind> kind_of(TableReader& reader, std::string_view key, const std::string& name) {
  const auto kind = kind_named(name);
  if (kind) return kind;
  std::string message = "unknown kind '" + name + "'";
  if (const auto near = nearest_of(name, kind_names)) {
    message += "; did you mean '" + *near + "'?";
  }
  reader.problem(key, message);
  return std::nullopt;
}

std::vector<std::string> texts_of(TableReader& reader, std::string_view key) {
  return reader.texts(key).value_or(std::vector<std::string>{});
}

std::vector<Kind> kinds_of(TableReader& reader) {
  std::vector<Kind> out;
  for (const auto& name : texts_of(reader, "kinds")) {
    if (const auto kind = kind_of(reader, "kinds", name)) out.push_back(*kind);
  }
  return out;
}

/// What a kind and a section have in common.
template <class Rule>
Rule read_title_rule(TableReader& reader) {
  Rule rule;
  rule.name = reader.required_text("name");
  rule.match = texts_of(reader, "match");
  rule.frame = texts_of(reader, "frame");
  rule.object = texts_of(reader, "object");
  rule.unless = texts_of(reader, "unless");
  rule.authorities = texts_of(reader, "authorities");
  return rule;
}

KindRule read_kind(const ConfigValue& table, ConfigProblems& problems) {
  TableReader reader(table, "[[kind]]", problems);
  auto rule = read_title_rule<KindRule>(reader);
  if (const auto is = reader.required_text("is"); !is.empty()) {
    rule.kind = kind_of(reader, "is", is).value_or(Kind::other);
  }
  reader.finish();
  return rule;
}

/// `none`: it stands in no section.
std::optional<NewsSection> section_named_in(TableReader& reader, const std::string& name) {
  const auto section = news_section_named(name);
  if (!section && name != "none" && !name.empty())
    reader.problem("is", "'" + name + "' is none of regulatory, enforcement, industry, none");
  return section;
}

/// What a topic and an `[[irrelevant]]` have in common.
template <class Rule>
Rule read_conditions(TableReader& reader) {
  Rule rule;
  rule.match = texts_of(reader, "match");
  rule.unless = texts_of(reader, "unless");
  rule.kinds = kinds_of(reader);
  rule.authorities = texts_of(reader, "authorities");
  return rule;
}

SectionRule read_section(const ConfigValue& table, ConfigProblems& problems) {
  TableReader reader(table, "[[section]]", problems);
  auto rule = read_title_rule<SectionRule>(reader);
  rule.section = section_named_in(reader, reader.required_text("is"));
  rule.kinds = kinds_of(reader);
  rule.because = texts_of(reader, "because");
  reader.finish();
  return rule;
}

TopicRule read_topic(const ConfigValue& table, ConfigProblems& problems) {
  TableReader reader(table, "[[topic]]", problems);
  auto rule = read_conditions<TopicRule>(reader);
  rule.topic = reader.required_text("topic");
  reader.finish();
  return rule;
}

NeverRule read_irrelevant(const ConfigValue& table, ConfigProblems& problems) {
  TableReader reader(table, "[[irrelevant]]", problems);
  auto rule = read_conditions<NeverRule>(reader);
  rule.name = reader.required_text("name");
  reader.finish();
  return rule;
}

template <class Read>
auto read_each(TableReader& root, std::string_view key, ConfigProblems& problems, Read read) {
  std::vector<decltype(read(std::declval<const ConfigValue&>(), problems))> out;
  const ConfigValue* found = root.find(key);
  if (!found) return out;
  const auto* list = std::get_if<ConfigValue::List>(&found->value);
  if (!list) {
    root.problem(key, "is written as [[" + std::string(key) + "]], once for each rule");
    return out;
  }
  for (const auto& item : *list) {
    if (std::holds_alternative<ConfigValue::Table>(item.value)) {
      out.push_back(read(item, problems));
    } else {
      problems.add(item.where, "a table is expected, not " + std::string(item.type_name()));
    }
  }
  return out;
}

/// `why` names the rule that decided, which is of use only while no two rules share a name.
void check_names(const ConfigValue& root, ConfigProblems& problems) {
  std::set<std::string> seen;
  const auto& members = std::get<ConfigValue::Table>(root.value);
  const auto kinds = members.find("kind");
  if (kinds == members.end()) return;
  const auto* list = std::get_if<ConfigValue::List>(&kinds->second.value);
  if (!list) return;
  for (const auto& item : *list) {
    const auto* table = std::get_if<ConfigValue::Table>(&item.value);
    const auto name = table ? table->find("name") : ConfigValue::Table::const_iterator{};
    const auto* text =
        table && name != table->end() ? std::get_if<std::string>(&name->second.value) : nullptr;
    if (text && !seen.insert(*text).second) {
      problems.add(name->second.where, "[[kind]] name: '" + *text + "' is already taken");
    }
  }
}

ClassificationRules read_rules(const ConfigValue& tree) {
  ConfigProblems problems;
  TableReader root(tree, "classification", problems);
  ClassificationRules rules;
  if (const auto otherwise = root.text("otherwise")) {
    rules.otherwise = kind_of(root, "otherwise", *otherwise).value_or(Kind::other);
  }
  rules.kinds = read_each(root, "kind", problems, read_kind);
  rules.sections = read_each(root, "section", problems, read_section);
  rules.topics = read_each(root, "topic", problems, read_topic);
  rules.never_relevant = read_each(root, "irrelevant", problems, read_irrelevant);
  root.finish();
  if (rules.kinds.empty()) problems.add(tree.where, "there is no [[kind]]");
  check_names(tree, problems);
  problems.raise_if_any();
  return rules;
}

}  // namespace

Result<ClassificationRules> read_classification(std::string_view toml, std::string_view file) {
  try {
    return read_rules(parse_toml(toml, std::string(file)));
  } catch (const ConfigError& error) {
    return Error{Fault::invalid, error.what()};
  }
}

Result<Classifier> classifier_from(std::string_view toml, std::string_view file) {
  const auto rules = read_classification(toml, file);
  if (!rules) return rules.error();
  auto classifier = Classifier::compile(*rules);
  if (classifier) return classifier;
  return Error{classifier.error().fault, std::string(file) + ": " + classifier.error().message};
}

}  // namespace regwatch
