#include "parsers/json.h"

#include <charconv>

#include <nlohmann/json.hpp>

#include "base/text.h"

namespace regwatch {
namespace {

using nlohmann::json;

constexpr int max_nesting = 64;

const json* as_json(const void* value) { return static_cast<const json*>(value); }

// How deep the brackets go, strings apart. The library's parser and destructor are not recursive,
// but who walks the tree might be; and no site nests this deep.
bool nests_too_deeply(std::string_view text) {
  int depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      if (++depth > max_nesting) return true;
    } else if (c == '}' || c == ']') {
      --depth;
    }
  }
  return false;
}

bool is_name_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '$' || c == '.';
}

}  // namespace

struct Json::Document {
  json value;
};

Json::Json(std::unique_ptr<Document> document) : document_(std::move(document)) {}
Json::Json(Json&&) noexcept = default;
Json& Json::operator=(Json&&) noexcept = default;
Json::~Json() = default;

JsonValue Json::root() const { return JsonValue(&document_->value); }

std::string_view strip_jsonp(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  text = trim(text);
  std::size_t at = 0;
  while (at < text.size() && is_name_character(text[at])) ++at;
  if (at == 0 || at >= text.size() || text[at] != '(') return text;
  std::string_view inner = trim(text.substr(at + 1));
  if (inner.ends_with(';')) inner = trim(inner.substr(0, inner.size() - 1));
  if (!inner.ends_with(')')) return text;
  return trim(inner.substr(0, inner.size() - 1));
}

Result<Json> Json::parse(std::string_view text) {
  const std::string_view inner = strip_jsonp(text);
  if (inner.empty()) return Error{Fault::broken, "JSON is expected, nothing came"};
  if (nests_too_deeply(inner)) {
    return Error{Fault::broken,
                 "JSON is nested deeper than " + std::to_string(max_nesting) + " levels"};
  }
  auto document = std::make_unique<Document>();
  try {
    document->value = json::parse(is_valid_utf8(inner) ? std::string(inner) : to_valid_utf8(inner));
  } catch (const json::exception& error) {
    return Error{Fault::broken,
                 "JSON is expected: " + std::string(error.what()) + " (it begins: '" +
                     ellipsize(collapse_spaces(to_valid_utf8(inner.substr(0, 200))), 60) + "')"};
  }
  return Json(std::move(document));
}

bool JsonValue::is_object() const { return value_ && as_json(value_)->is_object(); }
bool JsonValue::is_array() const { return value_ && as_json(value_)->is_array(); }
bool JsonValue::is_string() const { return value_ && as_json(value_)->is_string(); }
bool JsonValue::is_null() const { return value_ && as_json(value_)->is_null(); }

JsonValue JsonValue::operator[](std::string_view key) const {
  if (!is_object()) return {};
  const auto found = as_json(value_)->find(std::string(key));
  return found == as_json(value_)->end() ? JsonValue() : JsonValue(&*found);
}

JsonValue JsonValue::at(std::string_view path) const {
  JsonValue value = *this;
  for (const auto step : split(path, '.')) {
    if (!value.is_array()) {
      value = value[step];
      continue;
    }
    std::size_t index = 0;
    const auto read = std::from_chars(step.data(), step.data() + step.size(), index);
    const bool valid = read.ec == std::errc() && read.ptr == step.data() + step.size();
    const auto& array = *as_json(value.value_);
    value = valid && index < array.size() ? JsonValue(&array[index]) : JsonValue();
  }
  return value;
}

std::vector<JsonValue> JsonValue::items() const {
  std::vector<JsonValue> out;
  if (!is_array()) return out;
  for (const auto& item : *as_json(value_)) out.push_back(JsonValue(&item));
  return out;
}

std::vector<std::pair<std::string, JsonValue>> JsonValue::members() const {
  std::vector<std::pair<std::string, JsonValue>> out;
  if (!is_object()) return out;
  for (const auto& [key, member] : as_json(value_)->items())
    out.emplace_back(key, JsonValue(&member));
  return out;
}

std::size_t JsonValue::size() const {
  return is_array() || is_object() ? as_json(value_)->size() : 0;
}

std::optional<std::string> JsonValue::text() const {
  if (!value_) return std::nullopt;
  const json& value = *as_json(value_);
  if (value.is_string()) return value.get<std::string>();
  if (value.is_number() || value.is_boolean()) return value.dump();
  return std::nullopt;
}

std::optional<std::string> JsonValue::word() const {
  const auto written = text();
  if (!written) return std::nullopt;
  const auto trimmed = trim(*written);
  if (trimmed.empty() || trimmed == "null") return std::nullopt;
  return std::string(trimmed);
}

std::optional<long long> JsonValue::integer() const {
  if (value_ && as_json(value_)->is_number_integer()) return as_json(value_)->get<long long>();
  const auto written = word();
  if (!written) return std::nullopt;
  long long number = 0;
  const auto read = std::from_chars(written->data(), written->data() + written->size(), number);
  if (read.ec != std::errc() || read.ptr != written->data() + written->size()) return std::nullopt;
  return number;
}

std::optional<bool> JsonValue::boolean() const {
  if (value_ && as_json(value_)->is_boolean()) return as_json(value_)->get<bool>();
  const auto written = word();
  if (written == "true") return true;
  if (written == "false") return false;
  return std::nullopt;
}

}  // namespace regwatch
