#pragma once

#include <string>
#include <vector>

#include "render/english_title.h"
#include "render/outline.h"

namespace regwatch {

/// Whose a document is.
struct Makers {
  std::vector<std::string> codes;  ///< As EnglishNames::bodies gives them, each once.
  int unnamed = 0;                 ///< How many more there are that have no English name.
  bool and_others = false;         ///< There are more, nobody says how many.
};

/// Those in front of the title, and where it says that there are others, those that the text says;
/// else these; else the sites that printed it, but for portals, which print what others issue.
Makers makers_of_notice(const DigestItem& item, const EnglishTitle& title,
                        const EnglishNames& names);

/// What is known beside the title, a sentence each: deadline, force, counts, money, what became of
/// it since. What a person's summary says already (a day) is not said again.
std::vector<std::string> fact_sentences(const Told& told, const EnglishTitle& title,
                                        std::string_view summary, const EnglishNames& names);

/// `The draft was released for public comment on 3 January 2026. …`; empty where none is known.
std::string since_draft_sentence(const Told& told);

}  // namespace regwatch
