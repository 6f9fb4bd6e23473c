#include "render/template.h"

#include <algorithm>
#include <stdexcept>

#include "base/text.h"

namespace regwatch {

using kainjow::mustache::data;
using kainjow::mustache::mustache;
using kainjow::mustache::object;

data text_or_false(const std::string& text) { return text.empty() ? data(false) : data(text); }

std::string fill_template(std::string_view name, std::string_view text, const data& values) {
  mustache page{std::string(text)};
  if (!page.is_valid())
    throw std::logic_error(std::string(name).append(": ").append(page.error_message()));
  return page.render(values);
}

namespace {

Error error_at(const TemplateFile& file, std::size_t place, const std::string& what) {
  const auto end =
      file.text.begin() + static_cast<std::ptrdiff_t>(std::min(place, file.text.size()));
  const auto line = 1 + std::count(file.text.begin(), end, '\n');
  return {Fault::invalid, file.name + ":" + std::to_string(line) + ": " + what};
}

// The library says `Unclosed section "items" at 123`, in bytes.
Error error_of_parser(const TemplateFile& file, const std::string& message) {
  const auto at = message.rfind(" at ");
  const std::string place = at == std::string::npos ? "" : message.substr(at + 4);
  if (!is_digits(place) || place.size() > 9) return {Fault::invalid, file.name + ": " + message};
  return error_at(file, std::stoul(place), message.substr(0, at));
}

// One tag, without its braces.
Result<void> check_tag(const TemplateFile& file, std::size_t place, std::string_view tag,
                       std::span<const std::string_view> known) {
  if (tag.starts_with('!')) return {};
  if (tag.starts_with('='))
    return error_at(file, place, "the delimiters are {{ and }}; they cannot be set");
  if (tag.starts_with('>')) return error_at(file, place, "a template has no partials");
  if (!tag.empty() && std::string_view("#^/&").find(tag.front()) != std::string_view::npos)
    tag.remove_prefix(1);
  const std::string name(trim(tag));
  if (std::find(known.begin(), known.end(), name) != known.end()) return {};
  return error_at(file, place,
                  "'" + name +
                      "' is no value of this template; the built-in one begins with a "
                      "list of them");
}

Result<void> check_tags(const TemplateFile& file, std::span<const std::string_view> known) {
  const std::string_view text = file.text;
  for (auto at = text.find("{{"); at != text.npos; at = text.find("{{", at)) {
    const bool unescaped = text.substr(at + 2).starts_with('{');
    const std::string_view close = unescaped ? "}}}" : "}}";
    const std::size_t begin = at + close.size();
    const auto end = text.find(close, begin);
    if (end == text.npos) return error_at(file, at, "Unclosed tag");
    if (auto well = check_tag(file, at, trim(text.substr(begin, end - begin)), known); !well)
      return well;
    at = end + close.size();
  }
  return {};
}

}  // namespace

Result<std::string> fill_user_template(const TemplateFile& file, const data& values,
                                       std::span<const std::string_view> known) {
  if (!is_valid_utf8(file.text)) return Error{Fault::invalid, file.name + ": is not UTF-8"};
  if (const auto well = check_tags(file, known); !well) return well.error();
  mustache page(file.text);
  if (!page.is_valid()) return error_of_parser(file, page.error_message());
  page.set_custom_escape([](const std::string& escaped) { return escaped; });
  // The line of a comment stays, and an XML declaration stands first or is none.
  std::string filled = page.render(values);
  return filled.erase(0, filled.find_first_not_of(" \t\r\n"));
}

object headings_of(const ComparisonTable& table) {
  object values;
  values["title"] = text_or_false(table.title);
  values["summary_chinese"] = table.summary.chinese;
  values["summary_english"] = table.summary.english;
  values["before_name"] = table.before.name;
  values["before_detail"] = text_or_false(table.before.detail);
  values["after_name"] = table.after.name;
  values["after_detail"] = text_or_false(table.after.detail);
  kainjow::mustache::list notes;
  for (const SheetNote& note : table.notes) {
    notes.push_back(object{
        {"chinese", note.what.chinese}, {"english", note.what.english}, {"text", note.text}});
  }
  values["notes"] = notes;
  return values;
}

}  // namespace regwatch
