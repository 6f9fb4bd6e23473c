#include "app/english_file.h"

#include <algorithm>
#include <functional>
#include <string>
#include <utility>

#include "app/config_tree.h"
#include "base/text.h"

namespace regwatch {
namespace {

constexpr std::string_view place = "{}";

std::size_t places_in(std::string_view text) {
  std::size_t count = 0;
  for (auto at = text.find(place); at != text.npos; at = text.find(place, at + place.size()))
    ++count;
  return count;
}

using Visit = std::function<void(TableReader&, const std::string& key)>;

// Each line of a table of the file.
void read_table(TableReader& root, std::string_view name, ConfigProblems& problems,
                const Visit& visit) {
  const ConfigValue* found = root.find(name);
  if (!found) return;
  const auto* lines = std::get_if<ConfigValue::Table>(&found->value);
  if (!lines) return root.problem(name, "a table is expected");
  TableReader reader(*found, "[" + std::string(name) + "]", problems);
  for (const auto& [key, line] : *lines) visit(reader, key);
  reader.finish();
}

// Words and the English of each, with a place for what they are about, or without one.
EnglishNames::Words read_words(TableReader& root, std::string_view name, std::size_t places,
                               ConfigProblems& problems) {
  EnglishNames::Words out;
  read_table(root, name, problems, [&](TableReader& reader, const std::string& key) {
    const auto text = reader.text(key);
    if (!text) return;
    if (trim(*text).empty() || places_in(*text) != places)
      reader.problem(key, places == 0 ? "English words without {} are expected"
                                      : "English words with one {} are expected");
    out.emplace(english_key(key), *text);
  });
  return out;
}

std::optional<EnglishNames::Publisher> read_publisher(TableReader& reader, const std::string& key) {
  const ConfigValue* value = reader.find(key);
  if (std::holds_alternative<std::string>(value->value))
    return EnglishNames::Publisher{"", std::get<std::string>(value->value)};
  const auto names = reader.texts(key).value_or(std::vector<std::string>{});
  if (names.size() == 2) return EnglishNames::Publisher{names[0], names[1]};
  reader.problem(key, "what a sentence calls it for short, or [in full, for short] is expected");
  return std::nullopt;
}

void read_publishers(TableReader& root, EnglishNames& names, ConfigProblems& problems) {
  read_table(root, "publisher", problems, [&](TableReader& reader, const std::string& key) {
    if (auto called = read_publisher(reader, key)) names.publishers[key] = std::move(*called);
  });
}

void read_formers(TableReader& root, EnglishNames& names, ConfigProblems& problems) {
  read_table(root, "formerly", problems, [&](TableReader& reader, const std::string& key) {
    const auto words = reader.texts(key).value_or(std::vector<std::string>{});
    const auto until = words.size() == 3 ? parse_date(words[0]) : std::nullopt;
    if (!until)
      return reader.problem(key, "[last day of the name, in full, for short] is expected");
    names.formers[key] = {*until, {words[1], words[2]}};
  });
}

// A body is what a code stands for already, or one without a code: [in full, for short].
void read_bodies(TableReader& root, EnglishNames& names, ConfigProblems& problems) {
  read_table(root, "body", problems, [&](TableReader& reader, const std::string& key) {
    const std::string chinese = english_key(key);
    auto called = read_publisher(reader, key);
    if (!called) return;
    names.bodies[chinese] = called->name.empty() ? called->brief : chinese;
    if (!called->name.empty()) names.publishers[chinese] = std::move(*called);
  });
}

void read_deeds(TableReader& root, EnglishNames& names, ConfigProblems& problems) {
  read_table(root, "deed", problems, [&](TableReader& reader, const std::string& key) {
    const auto forms = reader.texts(key).value_or(std::vector<std::string>{});
    if (forms.size() != 2 || places_in(forms[0]) != 1 || places_in(forms[1]) != 1)
      return reader.problem(key, "[what was done, doing it] with one {} each is expected");
    names.deeds[english_key(key)] = {forms[0], forms[1]};
  });
}

EnglishNames read_names(const ConfigValue& tree) {
  ConfigProblems problems;
  TableReader root(tree, "english", problems);
  EnglishNames names;
  for (auto& code : root.texts("portals").value_or(std::vector<std::string>{}))
    names.portals.insert(std::move(code));
  read_publishers(root, names, problems);
  read_formers(root, names, problems);
  read_bodies(root, names, problems);
  names.documents = read_words(root, "document", 1, problems);
  names.series = read_words(root, "series", 0, problems);
  names.terms = read_words(root, "term", 0, problems);
  names.behind = read_words(root, "behind", 1, problems);
  names.before = read_words(root, "before", 1, problems);
  read_deeds(root, names, problems);
  root.finish();
  problems.raise_if_any();
  return names;
}

// `People's Bank of China, Jilin Branch` → `the Jilin Branch of the People's Bank of China`
std::string in_a_sentence(const std::string& name) {
  const auto comma = name.find(", ");
  if (comma == name.npos) return "the " + name;
  return "the " + name.substr(comma + 2) + " of the " + name.substr(0, comma);
}

}  // namespace

Result<EnglishNames> read_english(std::string_view toml, std::string_view file) {
  try {
    return read_names(parse_toml(toml, std::string(file)));
  } catch (const ConfigError& error) {
    return Error{Fault::invalid, error.what()};
  }
}

void add_institutions(EnglishNames& names, const std::vector<Source>& sources) {
  for (const Source& source : sources) {
    if (source.english.empty()) continue;
    names.bodies.emplace(english_key(source.institution), source.authority);
    auto& called = names.publishers[source.authority];
    if (called.name.empty()) called.name = in_a_sentence(source.english);
  }
}

}  // namespace regwatch
