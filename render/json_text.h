#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

namespace regwatch {

/// The same JSON with `\u` escapes for what a terminal obeys (DEL and the C1 controls), what other
/// readers take for the end of a line (U+2028, U+2029), what turns the direction, and
/// noncharacters: nothing is lost, and a line stays one line wherever it is shown. Takes the text
/// of a JSON writer: well formed, control characters below U+0020 escaped.
std::string escape_unseen(const std::string& json);

/// On one line, fit to be shown; ill-formed UTF-8 becomes U+FFFD.
std::string json_line(const nlohmann::ordered_json& json);

}  // namespace regwatch
