#include "render/template.h"

#include <stdexcept>

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
