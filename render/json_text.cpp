#include "render/json_text.h"

#include <cstdio>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "render/clean.h"

namespace regwatch {
namespace {

std::string escape_of(char32_t c) {
  char out[16];
  if (c < 0x10000) {
    std::snprintf(out, sizeof out, "\\u%04x", static_cast<unsigned>(c));
  } else {  // RFC 8259 §7: a surrogate pair.
    const auto rest = static_cast<unsigned>(c) - 0x10000;
    std::snprintf(out, sizeof out, "\\u%04x\\u%04x", 0xD800 + (rest >> 10),
                  0xDC00 + (rest & 0x3FF));
  }
  return out;
}

}  // namespace

std::string escape_unseen(const std::string& json) {
  std::string out;
  out.reserve(json.size());
  for (std::size_t at = 0; at < json.size();) {
    const std::size_t begin = at;
    const char32_t c = next_code_point(json, at);
    // Outside of strings JSON has none of these; line feeds may part what is laid out.
    if (c >= 0x7F && !is_showable(c)) {
      out += escape_of(c);
    } else {
      out.append(json, begin, at - begin);
    }
  }
  return out;
}

std::string json_line(const nlohmann::ordered_json& json) {
  return escape_unseen(json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace));
}

}  // namespace regwatch
