#include "render/ics_lines.h"

#include "base/text.h"
#include "render/clean.h"

namespace regwatch {

void IcsLines::add(std::string_view property, std::string_view value) {
  constexpr std::size_t longest = 75;  // Octets, without the line break.
  const std::string line = std::string(property) + ":" + std::string(value);
  std::size_t length = 0;
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t begin = at;
    next_code_point(line, at);
    if (length + (at - begin) > longest) {
      out_ += "\r\n ";
      length = 1;
    }
    out_.append(line, begin, at - begin);
    length += at - begin;
  }
  out_ += "\r\n";
}

void IcsLines::add_text(std::string_view property, std::string_view foreign) {
  if (!foreign.empty()) add(property, ics_text(foreign));
}

void IcsLines::add_texts(std::string_view property, const std::vector<std::string>& foreign) {
  std::vector<std::string> texts;
  for (const std::string& text : foreign) {
    if (!text.empty()) texts.push_back(ics_text(text));
  }
  if (!texts.empty()) add(property, join(texts, ","));
}

std::string ics_text(std::string_view foreign) {
  std::string out;
  for (const char c : clean_text(foreign)) {
    if (c == '\n') {
      out += "\\n";
      continue;
    }
    if (c == '\\' || c == ';' || c == ',') out += '\\';
    out += c;
  }
  return out;
}

}  // namespace regwatch
