#pragma once

#include <string>
#include <string_view>

#include <kainjow/mustache.hpp>

#include "render/comparison_table.h"

namespace regwatch {

/// False where it is empty, so that a section around it is left out.
kainjow::mustache::data text_or_false(const std::string& text);

/// Fills a template of render/templates; what stands in two braces is escaped for HTML and XML.
/// `name` is for the error of a template that does not parse, which is thrown.
std::string fill_template(std::string_view name, std::string_view text,
                          const kainjow::mustache::data& values);

/// What a comparison's templates share: `title` `summary_chinese` `summary_english` `before_name`
/// `before_detail` `after_name` `after_detail` `notes[]{chinese,english,text}`.
kainjow::mustache::object headings_of(const ComparisonTable& table);

}  // namespace regwatch
