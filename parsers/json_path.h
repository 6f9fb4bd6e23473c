#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "parsers/json.h"

namespace regwatch {

/// Where values stand in a JSON document: steps parted by dots (`data.rows`, with `$.` before it or
/// not), or a pointer of RFC 6901 (`/data/rows`). A number indexes an array; `*` is every element
/// of an array and every member of an object. `/` alone is the document itself.
class JsonPath {
 public:
  /// Fault::invalid says where and what was expected.
  static Result<JsonPath> compile(std::string_view written);

  /// What stands there, in the order of the document; members of an object by their names. At most
  /// 10,000.
  std::vector<JsonValue> all(JsonValue from) const;
  /// The first value there that says something: not absent, null, empty or the word "null".
  JsonValue first(JsonValue from) const;

 private:
  std::vector<std::string> steps_;
};

/// Paths parted by commas: `docSubtitle, docTitle`.
Result<std::vector<JsonPath>> compile_json_paths(std::string_view written);

}  // namespace regwatch
