#include "app/source_entry.h"

#include <algorithm>
#include <array>

#include "app/sources_file.h"
#include "base/text.h"
#include "base/url.h"

namespace regwatch {
namespace {

// `www.ndrc.gov.cn` → `ndrc`, `jxj.beijing.gov.cn` → `jxj-beijing`.
std::string host_word(const std::string& host) {
  constexpr std::array<std::string_view, 14> common{
      "www", "gov", "com", "cn", "org", "net", "edu", "ac", "wap", "m", "hk", "mo", "tw", "info"};
  std::vector<std::string> words;
  for (const auto word : split(host, '.')) {
    if (std::find(common.begin(), common.end(), word) == common.end()) words.emplace_back(word);
  }
  return words.empty() ? replace_all(host, ".", "-") : join(words, "-");
}

bool names_nothing(std::string_view segment) {
  constexpr std::array<std::string_view, 7> plain{"index", "list", "default", "node",
                                                  "col",   "site", "pc"};
  return segment.empty() || std::find(plain.begin(), plain.end(), segment) != plain.end();
}

// The last segment of the path that names a column: not `index.html`.
std::string column_word(const std::string& path) {
  std::string word;
  for (const auto part : split(path, '/')) {
    const std::string segment = ascii_lower(part.substr(0, part.find('.')));
    const bool is_index = segment.starts_with("index") && part.find('.') != part.npos;
    if (!names_nothing(segment) && !is_index) word = segment;
  }
  return word;
}

std::string as_id(std::string_view text) {
  std::string id;
  for (const char c : ascii_lower(text)) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (plain) {
      id += c;
    } else if (!id.empty() && id.back() != '-') {
      id += '-';
    }
  }
  id.resize(std::min<std::size_t>(id.size(), 56));
  while (id.ends_with('-')) id.pop_back();
  return id;
}

std::string free_id(const std::string& id, const std::vector<Source>& known) {
  std::string free = id;
  for (int i = 2; find_source(known, free); ++i) free = id + "-" + std::to_string(i);
  return free;
}

std::size_t shared_length(std::string_view a, std::string_view b) {
  return static_cast<std::size_t>(std::mismatch(a.begin(), a.end(), b.begin(), b.end()).first -
                                  a.begin());
}

std::string authority_of(const std::string& url, const std::vector<Source>& known) {
  if (const Source* near = nearest_source(known, url)) return near->authority;
  const auto parsed = parse_url(url);
  std::string code = parsed ? host_word(parsed->host) : "";
  std::transform(code.begin(), code.end(), code.begin(), [](char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
  });
  return code.empty() ? "UNKNOWN" : code;
}

std::string control_escape(char c) {
  char escaped[8];
  std::snprintf(escaped, sizeof escaped, "\\u%04X", static_cast<unsigned>(c));
  return escaped;
}

// A TOML string; a literal one where a basic one would need escapes that nobody can read.
std::string quoted(std::string_view text) {
  const bool is_plain =
      std::all_of(text.begin(), text.end(), [](unsigned char c) { return c >= 0x20 && c != 0x7F; });
  if (is_plain && text.find('\'') == text.npos && text.find_first_of("\\\"") != text.npos)
    return "'" + std::string(text) + "'";
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      (out += '\\') += c;
    } else if (byte < 0x20 || byte == 0x7F) {
      out += control_escape(c);
    } else {
      out += c;
    }
  }
  return out + '"';
}

std::string written(const Option& option) {
  struct Print {
    std::string operator()(const std::string& text) const { return quoted(text); }
    std::string operator()(std::int64_t number) const { return std::to_string(number); }
    std::string operator()(bool flag) const { return flag ? "true" : "false"; }
    std::string operator()(const std::vector<std::string>& texts) const {
      std::vector<std::string> out;
      for (const auto& text : texts) out.push_back(quoted(text));
      return "[" + join(out, ", ") + "]";
    }
  };
  return std::visit(Print{}, option.value);
}

std::string line(std::string_view key, const std::string& value) {
  constexpr std::size_t width = 11;
  std::string padded(key);
  padded.resize(std::max(width, padded.size()), ' ');
  return padded + "= " + value + "\n";
}

// Options in the order in which a person describes a row; others follow by name.
std::vector<std::string> keys_of(const Options& options) {
  constexpr std::array<std::string_view, 9> first{"item",        "title", "link",
                                                  "link_regex",  "date",  "date_regex",
                                                  "date_format", "next",  "page_url"};
  std::vector<std::string> keys;
  for (const auto key : first) {
    if (options.count(std::string(key))) keys.emplace_back(key);
  }
  for (const auto& [key, option] : options) {
    if (std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(key);
  }
  return keys;
}

}  // namespace

std::string id_of_address(const std::string& url) {
  const auto parsed = parse_url(url);
  if (!parsed) return "proposed";
  const std::string column = column_word(percent_decode(parsed->path));
  const std::string id = as_id(host_word(parsed->host) + (column.empty() ? "" : "-" + column));
  return id.empty() ? "proposed" : id;
}

const Source* nearest_source(const std::vector<Source>& sources, const std::string& url) {
  const auto parsed = parse_url(url);
  const Source* nearest = nullptr;
  std::size_t longest = 0;
  for (const Source& source : sources) {
    const auto other = parse_url(source.url);
    if (!parsed || !other || other->host != parsed->host || other->port != parsed->port) continue;
    const std::size_t shared = shared_length(other->path, parsed->path);
    if (nearest && shared <= longest) continue;
    nearest = &source;
    longest = shared;
  }
  return nearest;
}

Source source_entry(const TriedProposal& tried, const ListName& name, const std::string& url,
                    const std::vector<Source>& known, CivilDate today) {
  const std::string& address = tried.url.empty() ? url : tried.url;
  Source source = source_of_proposal(tried.proposal, address);
  source.id = free_id(id_of_address(url), known);
  source.authority = authority_of(url, known);
  source.name = name.column.empty() ? source.id : name.column;
  source.every = std::chrono::hours{2};
  source.confidence = "C";
  source.note = "proposed by sources try on " + format_date(today);
  return source;
}

std::string source_toml(const Source& source) {
  const auto hours = std::chrono::duration_cast<std::chrono::hours>(source.every).count();
  std::string toml = "[[source]]\n";
  toml += line("id", quoted(source.id)) + line("authority", quoted(source.authority)) +
          line("name", quoted(source.name)) + line("url", quoted(source.url)) +
          line("parser", quoted(source.parser));
  for (const auto& key : keys_of(source.options))
    toml += line(key, written(source.options.at(key)));
  if (source.fetching == Fetching::browser) toml += line("fetch", quoted("browser"));
  toml += line("every", quoted(std::to_string(hours) + "h"));
  if (!source.confidence.empty()) toml += line("confidence", quoted(source.confidence));
  if (!source.note.empty()) toml += line("note", quoted(source.note));
  return toml;
}

}  // namespace regwatch
