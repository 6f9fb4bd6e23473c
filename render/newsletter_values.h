#pragma once

#include <span>
#include <string>
#include <string_view>

#include "render/newsletter.h"
#include "render/template.h"

namespace regwatch {

/// How a format writes foreign text and addresses.
struct Escapes {
  std::string (*text)(std::string_view line);
  std::string (*address)(std::string_view url);
};

/// What the templates of a newsletter are filled with: all of it is clean and escaped already, so
/// that no template can let a title out. What is unknown is false. Nothing is cut.
kainjow::mustache::object newsletter_values(const Newsletter& newsletter, const Escapes& escapes);

/// The names of these values; render/templates/newsletter.md.mustache says what they are.
std::span<const std::string_view> newsletter_value_names();

}  // namespace regwatch
