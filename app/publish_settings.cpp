#include "app/publish_settings.h"

#include <algorithm>

#include "base/text.h"
#include "base/time.h"
#include "base/url.h"

namespace regwatch {
namespace {

bool is_name(std::string_view text) {
  return !text.empty() && text.size() <= 253 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.';
  });
}

// RFC 4151 §2.1: `YYYY`, `YYYY-MM` or `YYYY-MM-DD`.
bool is_tag_date(std::string_view text) {
  static constexpr std::string_view rest = "-01-01";
  if (text.size() != 4 && text.size() != 7 && text.size() != 10) return false;
  return parse_date(std::string(text) + std::string(rest.substr(text.size() - 4))).has_value();
}

// RFC 4151 §2.1; the host of an e-mail address is a name as well, and what stands before it too.
bool is_tagging_entity(std::string_view text) {
  const auto comma = text.find(',');
  if (comma == text.npos || !is_tag_date(text.substr(comma + 1))) return false;
  for (const auto part : split(text.substr(0, comma), '@')) {
    if (!is_name(part)) return false;
  }
  return true;
}

}  // namespace

std::string PublishSettings::host() const {
  const std::string entity = tag.substr(0, tag.find(','));
  return entity.substr(entity.rfind('@') + 1);
}

PublishSettings read_publish(const ConfigValue& table, ConfigProblems& problems) {
  TableReader reader(table, "[publish]", problems);
  PublishSettings out;
  out.directory = reader.required_text("directory");
  out.address = reader.required_text("address");
  if (!out.address.empty() && !parse_url(out.address))
    reader.problem("address", "an address such as https://regwatch.example.com/ is expected");
  if (!out.address.ends_with('/')) out.address += '/';
  out.title = reader.text("title").value_or(out.title);
  out.tag = reader.required_text("tag");
  if (!out.tag.empty() && !is_tagging_entity(out.tag)) {
    reader.problem("tag",
                   "a name that is yours and the year from which on it is, such as "
                   "regwatch.example.com,2026, is expected (RFC 4151)");
  }
  out.sources = reader.flag("sources").value_or(true);
  reader.finish();
  return out;
}

}  // namespace regwatch
