#include "parsers/json_path.h"

#include "base/text.h"

namespace regwatch {
namespace {

constexpr std::size_t max_values = 10'000;

Error bad_path(std::string_view written, std::string_view expected) {
  return {Fault::invalid, "'" + std::string(written) + "': " + std::string(expected)};
}

// RFC 6901 §4: `~1` is a slash, `~0` a tilde.
std::optional<std::string> unescaped(std::string_view step) {
  std::string out;
  for (std::size_t at = 0; at < step.size(); ++at) {
    if (step[at] != '~') {
      out += step[at];
      continue;
    }
    const char next = ++at < step.size() ? step[at] : '\0';
    if (next != '0' && next != '1') return std::nullopt;
    out += next == '0' ? '~' : '/';
  }
  return out;
}

Result<std::vector<std::string>> pointer_steps(std::string_view written) {
  std::vector<std::string> steps;
  for (const auto step : split(written.substr(1), '/')) {
    const auto plain = unescaped(step);
    if (!plain) return bad_path(written, "expected '0' or '1' behind '~'");
    steps.push_back(*plain);
  }
  return steps;
}

Result<std::vector<std::string>> dotted_steps(std::string_view written) {
  std::string_view path = written;
  if (path == "$") return std::vector<std::string>{};
  if (path.starts_with("$.")) path.remove_prefix(2);
  std::vector<std::string> steps;
  for (const auto step : split(path, '.')) {
    if (step.empty()) return bad_path(written, "expected a name between the dots");
    if (step.find_first_of("[]") != step.npos)
      return bad_path(written, "an index is a step of its own: expected 'rows.0', or 'rows.*'");
    steps.emplace_back(step);
  }
  return steps;
}

void append_children(JsonValue value, std::vector<JsonValue>& to) {
  for (const JsonValue item : value.items()) to.push_back(item);
  for (const auto& [name, member] : value.members()) to.push_back(member);
}

std::size_t index_of(std::string_view step) {
  std::size_t index = 0;
  if (step.empty() || step.size() > 6) return max_values;
  for (const char c : step) {
    if (c < '0' || c > '9') return max_values;
    index = index * 10 + static_cast<std::size_t>(c - '0');
  }
  return index;
}

JsonValue child(JsonValue value, const std::string& step) {
  if (!value.is_array()) return value[step];
  const auto items = value.items();
  const std::size_t index = index_of(step);
  return index < items.size() ? items[index] : JsonValue();
}

}  // namespace

Result<JsonPath> JsonPath::compile(std::string_view written) {
  written = trim(written);
  JsonPath path;
  if (written.empty() || written == "/") return path;
  auto steps = written.starts_with('/') ? pointer_steps(written) : dotted_steps(written);
  if (!steps) return steps.error();
  path.steps_ = std::move(*steps);
  return path;
}

std::vector<JsonValue> JsonPath::all(JsonValue from) const {
  std::vector<JsonValue> values{from};
  for (const std::string& step : steps_) {
    std::vector<JsonValue> below;
    for (const JsonValue value : values) {
      if (below.size() > max_values) break;
      if (step == "*") {
        append_children(value, below);
      } else if (const JsonValue found = child(value, step)) {
        below.push_back(found);
      }
    }
    if (below.size() > max_values) below.resize(max_values);
    values = std::move(below);
  }
  return values;
}

JsonValue JsonPath::first(JsonValue from) const {
  for (const JsonValue value : all(from)) {
    if (value.word()) return value;
  }
  return {};
}

Result<std::vector<JsonPath>> compile_json_paths(std::string_view written) {
  std::vector<JsonPath> paths;
  for (const auto each : split(written, ',')) {
    auto path = JsonPath::compile(each);
    if (!path) return path.error();
    paths.push_back(std::move(*path));
  }
  return paths;
}

}  // namespace regwatch
