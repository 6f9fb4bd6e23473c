#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "diff/document_name.h"
#include "diff/likeness.h"
#include "diff/notice.h"

namespace regwatch {

/// A notice as lineage and clusters look at it.
struct Publication {
  std::string id;
  std::string authority;  ///< Code of the site that published it.
  std::optional<CivilDate> published;
  std::optional<std::string> document_number;
  TitleReading title;
  std::vector<DocumentName> text_amends;   ///< What its text, not its title, says that it amends.
  std::vector<DocumentName> text_subject;  ///< Of a commentary: what its first words are about.
  std::vector<std::string> paragraphs;     ///< Of the page, then of its files. Empty: not read.
  bool holds_articles = false;  ///< The text has a 第一条: it is more than words about one.

  /// What the paragraphs are made of; found out when first asked for, for most are never compared.
  const Shingles& text() const;
  /// The same, fit for `containment`.
  const Shingles& sorted_text() const;
  /// An announcement that the text of the document follows is the document.
  Stage stage() const;

 private:
  mutable std::optional<Shingles> text_;
};

/// `paragraphs`: of the page, then of its files; empty where nothing was read yet.
Publication publication_of(const Notice& notice, std::vector<std::string> paragraphs);

/// Whose rule a publication is: two with different ones are two documents, whatever their names.
enum class SameReach { yes, no, unknown };
SameReach same_reach(const Publication& a, const Publication& b);

/// How much of the shorter text is in the longer; unknown where one is shorter than that.
std::optional<double> text_likeness(const Publication& a, const Publication& b,
                                    std::size_t at_least_characters);

/// `77 % of the text is the same`
std::string percent_of_text(double likeness);

}  // namespace regwatch
