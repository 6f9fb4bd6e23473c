#include "parsers/json.h"

#include <charconv>
#include <nlohmann/json.hpp>

#include "base/text.h"

namespace regwatch {
namespace {

using nlohmann::json;

constexpr int max_depth = 64;

const json& of(const void* value) { return *static_cast<const json*>(value); }

bool is_name_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '$' || c == '.';
}

// The library's parser keeps its own stack, but its values are torn down by recursion: depth is
// bounded before it sees the text.
bool is_too_deep(std::string_view text) {
  int depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '[' || c == '{') {
      if (++depth > max_depth) return true;
    } else if (c == ']' || c == '}') {
      --depth;
    }
  }
  return false;
}

std::optional<long long> whole_number_in(std::string_view text) {
  text = trim(text);
  long long value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || text.empty() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

struct Json::Document {
  json root;
};

bool JsonValue::is_object() const { return value_ && of(value_).is_object(); }
bool JsonValue::is_array() const { return value_ && of(value_).is_array(); }
bool JsonValue::is_string() const { return value_ && of(value_).is_string(); }
bool JsonValue::is_null() const { return value_ && of(value_).is_null(); }

JsonValue JsonValue::operator[](std::string_view key) const {
  if (!is_object()) return {};
  const auto it = of(value_).find(std::string(key));
  return it == of(value_).end() ? JsonValue() : JsonValue(&*it);
}

JsonValue JsonValue::at(std::string_view path) const {
  JsonValue value = *this;
  for (const std::string_view step : split(path, '.')) {
    if (value.is_array()) {
      const auto index = whole_number_in(step);
      const bool inside = index && *index >= 0 && static_cast<std::size_t>(*index) < value.size();
      value = inside ? JsonValue(&of(value.value_)[static_cast<std::size_t>(*index)]) : JsonValue();
    } else {
      value = value[step];
    }
  }
  return value;
}

std::vector<JsonValue> JsonValue::items() const {
  std::vector<JsonValue> items;
  if (!is_array()) return items;
  for (const json& item : of(value_)) items.push_back(JsonValue(&item));
  return items;
}

std::vector<std::pair<std::string, JsonValue>> JsonValue::members() const {
  std::vector<std::pair<std::string, JsonValue>> members;
  if (!is_object()) return members;
  for (const auto& [key, value] : of(value_).items()) members.emplace_back(key, JsonValue(&value));
  return members;
}

std::size_t JsonValue::size() const { return is_array() || is_object() ? of(value_).size() : 0; }

std::optional<std::string> JsonValue::text() const {
  if (!value_) return std::nullopt;
  const json& value = of(value_);
  if (value.is_string()) return value.get_ref<const std::string&>();
  if (value.is_number() || value.is_boolean()) return value.dump();
  return std::nullopt;
}

std::optional<std::string> JsonValue::word() const {
  const auto whole = text();
  if (!whole) return std::nullopt;
  const std::string_view trimmed = trim(*whole);
  if (trimmed.empty() || trimmed == "null") return std::nullopt;
  return std::string(trimmed);
}

std::optional<long long> JsonValue::integer() const {
  if (!value_) return std::nullopt;
  const json& value = of(value_);
  if (value.is_number_unsigned() && value.get<std::uint64_t>() > INT64_MAX) return std::nullopt;
  if (value.is_number_integer()) return value.get<long long>();
  if (value.is_number_float()) {
    const double number = value.get<double>();
    if (number > -9e15 && number < 9e15) return static_cast<long long>(number);
    return std::nullopt;
  }
  return value.is_string() ? whole_number_in(value.get_ref<const std::string&>()) : std::nullopt;
}

std::optional<int> JsonValue::count() const {
  constexpr long long most = 10'000'000;
  const auto number = integer();
  if (!number || *number < 0 || *number > most) return std::nullopt;
  return static_cast<int>(*number);
}

std::optional<bool> JsonValue::boolean() const {
  if (!value_) return std::nullopt;
  const json& value = of(value_);
  if (value.is_boolean()) return value.get<bool>();
  const auto written = word();
  if (!written) return std::nullopt;
  if (iequals(*written, "true") || *written == "1") return true;
  if (iequals(*written, "false") || *written == "0") return false;
  return std::nullopt;
}

Json::Json(std::unique_ptr<Document> document) : document_(std::move(document)) {}
Json::Json(Json&&) noexcept = default;
Json& Json::operator=(Json&&) noexcept = default;
Json::~Json() = default;

JsonValue Json::root() const { return JsonValue(&document_->root); }

std::string_view strip_jsonp(std::string_view text) {
  text = trim(text);
  if (text.starts_with('{') || text.starts_with('[') || text.starts_with('"')) return text;
  if (text.starts_with("/**/")) text = trim(text.substr(4));
  // Some servers guard it: `typeof cb === 'function' && cb({…});`
  if (text.starts_with("typeof ") && text.substr(0, 300).find("&&") != text.npos)
    text = trim(text.substr(text.find("&&") + 2));
  std::size_t name = 0;
  while (name < text.size() && name < 128 && is_name_char(text[name])) ++name;
  std::string_view rest = trim(text.substr(name));
  if (!rest.starts_with('(')) return text;
  rest.remove_prefix(1);
  if (rest.ends_with(';')) rest = trim(rest.substr(0, rest.size() - 1));
  if (rest.ends_with(')')) rest.remove_suffix(1);
  return trim(rest);
}

Result<Json> Json::parse(std::string_view text) {
  std::string valid;
  if (!is_valid_utf8(text)) text = valid = to_valid_utf8(text);
  text = strip_jsonp(text);
  if (is_too_deep(text)) {
    return Error{Fault::broken, "JSON nested deeper than " + std::to_string(max_depth)};
  }
  try {
    auto document = std::make_unique<Document>();
    document->root = json::parse(text.begin(), text.end());
    return Json(std::move(document));
  } catch (const json::exception& error) {
    std::string what = error.what();
    const std::size_t begin = what.find("] ");
    if (begin != std::string::npos) what.erase(0, begin + 2);
    return Error{Fault::broken, "no JSON: " + ellipsize(to_valid_utf8(what), 160)};
  }
}

}  // namespace regwatch
