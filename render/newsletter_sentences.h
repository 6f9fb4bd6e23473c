#pragma once

#include <chrono>
#include <string>

#include "render/newsletter.h"
#include "render/outline.h"

namespace regwatch {

/// `April 2022`
std::string english_month(std::chrono::year_month month);

/// Says in English what is known of notices, one after another as they are printed: an institution
/// is named in full where it comes first and for short from then on.
class Sentences {
 public:
  /// Both outlive it.
  Sentences(const Digest& digest, const EnglishNames& names) : digest_(digest), names_(names) {}

  /// All but its number.
  NewsletterItem item_of(const Told& told);

 private:
  const Digest& digest_;
  const EnglishNames& names_;
};

}  // namespace regwatch
