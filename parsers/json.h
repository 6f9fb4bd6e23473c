#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace regwatch {

/// A value within a Json: a handle, cheap to copy, valid while its Json lives. A null handle
/// answers every question with nothing, so that chains need no checks.
class JsonValue {
 public:
  JsonValue() = default;
  explicit operator bool() const { return value_ != nullptr; }  ///< There is such a value.

  bool is_object() const;
  bool is_array() const;
  bool is_string() const;
  bool is_null() const;  ///< A JSON `null`.

  /// The member of that name, or a null handle.
  JsonValue operator[](std::string_view key) const;
  /// The member at a dotted path: `data.rows`. A step that is a number indexes an array.
  JsonValue at(std::string_view path) const;
  /// The elements of an array, or none.
  std::vector<JsonValue> items() const;
  /// The members of an object in the order of their names, or none.
  std::vector<std::pair<std::string, JsonValue>> members() const;
  std::size_t size() const;

  /// A string as it stands; a number or a boolean as JSON writes it. Nothing for the rest.
  std::optional<std::string> text() const;
  /// As text(), trimmed; nothing where that is empty or the word `null`, which some sites write.
  std::optional<std::string> word() const;
  /// A whole number, also when written as a string.
  std::optional<long long> integer() const;
  /// A whole number of rows or pages, 0 to 10 million: what some sites write in place of one they
  /// do not know (-1, 2^31-1) is none.
  std::optional<int> count() const;
  std::optional<bool> boolean() const;

 private:
  friend class Json;
  explicit JsonValue(const void* value) : value_(value) {}
  const void* value_ = nullptr;
};

/// A JSON document (RFC 8259).
class Json {
 public:
  /// Fault::broken says where and what was expected. Nesting deeper than 64 is broken too. A byte
  /// order mark and a JSONP wrapper (`callback({…});`) are taken off. Ill-formed UTF-8 is replaced.
  static Result<Json> parse(std::string_view text);
  Json(Json&&) noexcept;
  Json& operator=(Json&&) noexcept;
  ~Json();

  JsonValue root() const;
  JsonValue operator[](std::string_view key) const { return root()[key]; }
  JsonValue at(std::string_view path) const { return root().at(path); }

 private:
  struct Document;
  explicit Json(std::unique_ptr<Document> document);
  std::unique_ptr<Document> document_;
};

/// The text without a JSONP wrapper, a byte order mark and white space around.
std::string_view strip_jsonp(std::string_view text);

}  // namespace regwatch
