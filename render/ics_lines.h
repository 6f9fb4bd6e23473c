#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace regwatch {

/// Content lines of iCalendar (RFC 5545 §3.1), which end in CRLF and are folded at 75 octets, never
/// within a character.
class IcsLines {
 public:
  /// `value` is what stands behind the colon: nothing foreign but what `ics_text` gave.
  void add(std::string_view property, std::string_view value);
  void add_text(std::string_view property, std::string_view foreign);
  /// TEXT values parted by commas; none where all are empty.
  void add_texts(std::string_view property, const std::vector<std::string>& foreign);
  std::string take() { return std::move(out_); }

 private:
  std::string out_;
};

/// RFC 5545 §3.3.11: clean, with line feeds, commas, semicolons and backslashes escaped.
std::string ics_text(std::string_view foreign);

}  // namespace regwatch
