#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>

#include <kainjow/mustache.hpp>

#include "base/result.h"
#include "render/comparison_table.h"

namespace regwatch {

/// False where it is empty, so that a section around it is left out.
kainjow::mustache::data text_or_false(const std::string& text);

/// Fills a template of render/templates; what stands in two braces is escaped for HTML and XML.
/// `name` is for the error of a template that does not parse, which is thrown.
std::string fill_template(std::string_view name, std::string_view text,
                          const kainjow::mustache::data& values);

/// A file that an installation has in place of a built-in one.
struct TemplateFile {
  std::string name;  ///< As messages call it: its path.
  std::string text;
};
/// By the name of the built-in file.
using TemplateFiles = std::map<std::string, TemplateFile, std::less<>>;

/// Fills a template that a user may have written, with values that are escaped already. `known` are
/// the names that have a value. Fault::invalid, `file:line: what`: bad syntax, a name that nothing
/// is known of, and what these templates do not have: partials and other delimiters.
Result<std::string> fill_user_template(const TemplateFile& file,
                                       const kainjow::mustache::data& values,
                                       std::span<const std::string_view> known);

/// What a comparison's templates share: `title` `summary_chinese` `summary_english` `before_name`
/// `before_detail` `after_name` `after_detail` `notes[]{chinese,english,text}`.
kainjow::mustache::object headings_of(const ComparisonTable& table);

}  // namespace regwatch
