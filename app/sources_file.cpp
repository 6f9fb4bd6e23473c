#include "app/sources_file.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <set>

#include "base/url.h"
#include "parsers/option_check.h"
#include "parsers/parser.h"

namespace regwatch {
namespace embedded {
std::string_view default_sources();
}

namespace {

namespace fs = std::filesystem;

bool is_id(std::string_view id) {
  return !id.empty() && id.size() <= 64 && std::all_of(id.begin(), id.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  });
}

std::vector<std::string_view> parser_names() {
  std::vector<std::string_view> names;
  for (const Parser* parser : all_parsers()) names.push_back(parser->name);
  return names;
}

void read_parser(TableReader& reader, Source& source, ConfigProblems& problems) {
  const Parser* parser = find_parser(source.parser);
  if (!parser || !parser->list) {
    if (source.parser.empty()) return;  // Missing: said already.
    std::string message = "no parser is called '" + source.parser + "'";
    if (const auto near = nearest_of(source.parser, parser_names()))
      message += "; did you mean '" + *near + "'?";
    reader.problem("parser", message);
    return;
  }
  if (!parser->check) {
    for (const auto& [key, option] : source.options) {
      problems.add(option.where, "[[source]] " + source.id + ": unknown key '" + key + "'");
    }
    return;
  }
  for (const auto& problem : parser->check(source)) {
    problems.add(problem.where, "[[source]] " + source.id + ": " + problem.message);
  }
}

void read_tls(TableReader& reader, Source& source) {
  static const std::set<std::string> habits = {"legacy-renegotiation", "weak-dh", "tls-1.0",
                                               "extra-ca"};
  source.tls = reader.texts("tls").value_or(std::vector<std::string>{});
  source.extra_ca = reader.text("extra_ca");
  for (const auto& habit : source.tls) {
    if (!habits.count(habit)) {
      reader.problem("tls",
                     "'" + habit + "' is none of legacy-renegotiation, weak-dh, tls-1.0, extra-ca");
    }
  }
  const bool wants_ca = std::count(source.tls.begin(), source.tls.end(), "extra-ca") > 0;
  if (wants_ca != source.extra_ca.has_value()) {
    reader.problem("extra_ca", "'extra_ca' (a PEM file) and tls = [\"extra-ca\"] go together");
  }
}

void read_pace(TableReader& reader, Source& source) {
  using namespace std::chrono;
  if (const auto every = reader.duration("every")) source.every = duration_cast<seconds>(*every);
  if (source.every < 1min) reader.problem("every", "at least 1m is expected");
  source.pause = reader.duration("pause");
  if (const auto depth = reader.number("depth")) {
    if (*depth < 1 || *depth > 500) reader.problem("depth", "1 to 500 pages are expected");
    source.depth = static_cast<int>(std::clamp<std::int64_t>(*depth, 1, 500));
  }
  if (const auto rows = reader.number("min_rows")) {
    if (*rows < 0 || *rows > 10000) reader.problem("min_rows", "0 to 10000 rows are expected");
    source.expect.min_rows = static_cast<int>(std::clamp<std::int64_t>(*rows, 0, 10000));
  }
  if (const auto silence = reader.duration("max_silence")) {
    source.expect.max_silence = duration_cast<days>(*silence);
  }
}

void read_fetching(TableReader& reader, Source& source) {
  const std::string fetch = reader.text("fetch").value_or("plain");
  if (fetch == "browser") {
    source.fetching = Fetching::browser;
  } else if (fetch == "browser-if-blocked") {
    source.fetching = Fetching::browser_if_blocked;
  } else if (fetch != "plain") {
    reader.problem("fetch", "'plain', 'browser' or 'browser-if-blocked' is expected");
  }
}

// What `[authority.CODE]` says of all columns of an institution, by its code.
using Authorities = std::map<std::string, ConfigValue::Table>;

// The column's own keys, and behind them those that its institution gives to all its columns, and
// behind those what `[authority."*-CA"]` gives to the institution of every place: `BJ-CA`, `SH-CA`.
ConfigValue with_defaults(ConfigValue table, const Authorities& authorities) {
  auto& keys = std::get<ConfigValue::Table>(table.value);
  const auto code = keys.find("authority");
  const auto* text = code == keys.end() ? nullptr : std::get_if<std::string>(&code->second.value);
  if (!text) return table;
  std::vector<std::string> names = {*text};
  if (const auto hyphen = text->find('-'); hyphen != text->npos)
    names.push_back("*" + text->substr(hyphen));
  for (const std::string& name : names) {
    const auto known = authorities.find(name);
    if (known != authorities.end()) keys.insert(known->second.begin(), known->second.end());
  }
  return table;
}

Source read_source(const ConfigValue& table, ConfigProblems& problems) {
  Source source;
  source.where = table.where;
  const auto* id = std::get<ConfigValue::Table>(table.value).count("id")
                       ? &std::get<ConfigValue::Table>(table.value).at("id")
                       : nullptr;
  const auto* id_text = id ? std::get_if<std::string>(&id->value) : nullptr;
  TableReader reader(table, "[[source]]" + (id_text ? " " + *id_text : std::string()), problems);
  source.id = reader.required_text("id");
  if (!source.id.empty() && !is_id(source.id))
    reader.problem("id", "lower-case letters, digits, - and _ are expected");
  source.authority = reader.required_text("authority");
  source.url = reader.required_text("url");
  source.name = reader.text("name").value_or(source.id);
  source.parser = reader.required_text("parser");
  if (!source.url.empty()) {
    if (const auto url = parse_url(source.url); !url) reader.problem("url", url.error().message);
  }
  read_pace(reader, source);
  read_tls(reader, source);
  read_fetching(reader, source);
  const std::string coverage = reader.text("coverage").value_or("latest");
  if (coverage != "latest" && coverage != "complete")
    reader.problem("coverage", "'latest' or 'complete' is expected");
  source.coverage = coverage == "complete" ? Coverage::complete : Coverage::latest;
  source.confidence = reader.text("confidence").value_or("");
  if (!source.confidence.empty() && source.confidence != "A" && source.confidence != "B" &&
      source.confidence != "C")
    reader.problem("confidence", "'A', 'B' or 'C' is expected");
  source.note = reader.text("note").value_or("");
  source.disabled = reader.text("disabled");
  source.ignore_robots = reader.text("ignore_robots");
  source.user_agent = reader.text("user_agent");
  source.referer = reader.text("referer");
  source.cookie = reader.text("cookie");
  source.keep_cookies = reader.flag("keep_cookies").value_or(false);
  source.options = reader.rest();
  read_parser(reader, source, problems);
  reader.finish();
  return source;
}

// Keys that name one column and nothing else.
constexpr std::array<std::string_view, 6> keys_of_a_column = {"id",  "authority", "name",
                                                              "url", "note",      "disabled"};

void read_authorities(TableReader& reader, Authorities& authorities, ConfigProblems& problems) {
  const ConfigValue* tables = reader.find("authority");
  if (!tables) return;
  const auto* by_code = std::get_if<ConfigValue::Table>(&tables->value);
  if (!by_code) return problems.add(tables->where, "[authority.CODE] tables are expected");
  for (const auto& [code, table] : *by_code) {
    const auto* keys = std::get_if<ConfigValue::Table>(&table.value);
    if (!keys) {
      problems.add(table.where, "[authority." + code + "] is expected to be a table");
      continue;
    }
    for (const auto key : keys_of_a_column) {
      const auto misplaced = keys->find(std::string(key));
      if (misplaced != keys->end())
        problems.add(misplaced->second.where,
                     "[authority." + code + "] '" + std::string(key) + "' belongs to a [[source]]");
    }
    authorities[code] = *keys;
  }
}

struct InstitutionName {
  std::string chinese, english;
};

// What files say of institutions, by their codes; a later file's word goes before an earlier's.
struct Institutions {
  Authorities keys;                              // `[authority.CODE]`
  std::map<std::string, InstitutionName> names;  // `[institution]`
};

void read_institutions(TableReader& reader, Institutions& known, ConfigProblems& problems) {
  const ConfigValue* table = reader.find("institution");
  if (!table) return;
  const auto* codes = std::get_if<ConfigValue::Table>(&table->value);
  if (!codes) return problems.add(table->where, "an [institution] table is expected");
  TableReader names(*table, "[institution]", problems);
  for (const auto& [code, value] : *codes) {
    const auto texts = names.texts(code).value_or(std::vector<std::string>{});
    if (texts.size() == 2) {
      known.names[code] = {texts[0], texts[1]};
    } else {
      problems.add(value.where,
                   "[institution] " + code + ": its name in Chinese and in English is expected");
    }
  }
}

void name_institution(Source& source, const Institutions& known) {
  const auto name = known.names.find(source.authority);
  if (name == known.names.end()) return;
  source.institution = name->second.chinese;
  source.english = name->second.english;
}

std::vector<Source> sources_of(const ConfigValue& root, Institutions& known,
                               ConfigProblems& problems) {
  TableReader reader(root, "the file", problems);
  read_authorities(reader, known.keys, problems);
  read_institutions(reader, known, problems);
  std::vector<Source> out;
  if (const ConfigValue* list = reader.find("source")) {
    const auto* tables = std::get_if<ConfigValue::List>(&list->value);
    if (!tables) problems.add(list->where, "[[source]] with two brackets is expected");
    for (std::size_t i = 0; tables && i < tables->size(); ++i) {
      if (std::holds_alternative<ConfigValue::Table>((*tables)[i].value)) {
        out.push_back(read_source(with_defaults((*tables)[i], known.keys), problems));
        name_institution(out.back(), known);
      } else {
        problems.add((*tables)[i].where, "[[source]] tables are expected");
      }
    }
  }
  reader.finish();
  return out;
}

enum class Duplicates { are_problems, override_earlier };

void merge(std::vector<Source>& all, std::vector<Source> more, Duplicates duplicates,
           ConfigProblems& problems) {
  for (Source& source : more) {
    const auto known = std::find_if(all.begin(), all.end(),
                                    [&](const Source& other) { return other.id == source.id; });
    if (known == all.end()) {
      all.push_back(std::move(source));
    } else if (duplicates == Duplicates::override_earlier) {
      *known = std::move(source);
    } else if (!source.id.empty()) {
      problems.add(source.where,
                   "the id '" + source.id + "' was given already at " + known->where.str());
    }
  }
}

std::vector<std::string> override_files() {
  std::vector<std::string> files;
  std::error_code ignored;
  for (const auto& entry : fs::directory_iterator("/etc/regwatch/sources.d", ignored)) {
    if (entry.path().extension() == ".toml") files.push_back(entry.path().string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::vector<Source> shipped_sources(Institutions& known, ConfigProblems& problems) {
  for (const char* file : {"sources.toml", REGWATCH_DATADIR "/sources.toml"}) {
    if (fs::exists(file)) return sources_of(read_toml(file), known, problems);
  }
  const auto built_in = parse_toml(embedded::default_sources(), "sources.toml (built in)");
  return sources_of(built_in, known, problems);
}

}  // namespace

std::vector<Source> parse_sources(std::string_view text, const std::string& file,
                                  ConfigProblems& problems) {
  std::vector<Source> all;
  Institutions known;
  merge(all, sources_of(parse_toml(text, file), known, problems), Duplicates::are_problems,
        problems);
  return all;
}

std::vector<Source> load_sources(const SourcesLocation& location) {
  ConfigProblems problems;
  Institutions known;
  std::vector<Source> all;
  if (location.files.empty()) {
    merge(all, shipped_sources(known, problems), Duplicates::are_problems, problems);
    for (const auto& file : override_files()) {
      merge(all, sources_of(read_toml(file), known, problems), Duplicates::override_earlier,
            problems);
    }
  }
  for (const auto& file : location.files) {
    merge(all, sources_of(read_toml(file), known, problems), Duplicates::are_problems, problems);
  }
  problems.raise_if_any();
  return all;
}

const Source* find_source(const std::vector<Source>& sources, std::string_view id) {
  const auto found =
      std::find_if(sources.begin(), sources.end(), [&](const Source& s) { return s.id == id; });
  return found == sources.end() ? nullptr : &*found;
}

}  // namespace regwatch
