#pragma once

#include <chrono>
#include <set>
#include <string>
#include <vector>

#include "render/english_title.h"
#include "render/newsletter.h"
#include "render/outline.h"

namespace regwatch {

/// Says in English what is known of notices, one after another as they are printed: an institution
/// is named in full where it comes first and for short from then on.
class Sentences {
 public:
  /// Both outlive it.
  Sentences(const Digest& digest, const EnglishNames& names) : digest_(digest), names_(names) {}

  /// All but its number.
  NewsletterItem item_of(const Told& told);

 private:
  /// By whom, in a sentence: `the CAC, jointly with the MIIT and the NDRC,`.
  std::string makers_of(const Told& told, const EnglishTitle& title);
  /// Of the first of them, as a table calls it: for short, without the article.
  std::string short_name(const Told& told, const EnglishTitle& title, CivilDate when) const;
  std::string called(const std::string& code, CivilDate when);
  std::string in_full(const std::string& code, CivilDate when) const;
  EnglishNames::Publisher publisher_of(const std::string& code, CivilDate when) const;
  std::string day_phrase(const Notice& notice) const;

  const Digest& digest_;
  const EnglishNames& names_;
  std::set<std::string> named_;  ///< In full, already.
};

}  // namespace regwatch
