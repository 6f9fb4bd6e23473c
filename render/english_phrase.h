#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "render/english_names.h"

namespace regwatch {

/// Puts the words into the place of a pattern; nothing to put there: the pattern without its place
/// and the preposition before it (`measures for {}` → `measures`).
std::string fill_english(std::string_view pattern, std::string_view words);

/// A document word that ends the phrase, of at most `longest` bytes, with its English.
struct DocumentWord {
  std::string_view chinese;
  std::string_view english;  ///< `measures for {}`
};
std::optional<DocumentWord> document_word_of(std::string_view key, const EnglishNames& names,
                                             std::size_t longest = 60);

/// The longest deed that begins the phrase. Points into `names`.
struct DeedWord {
  std::string_view chinese;
  const EnglishNames::Deed* english = nullptr;
};
std::optional<DeedWord> deed_at(std::string_view key, const EnglishNames& names);

/// A phrase in English as in the middle of a sentence, put together from lines of english.toml:
/// `measures for the administration of personal information protection`. Absent where a single part
/// is not covered, or the parts stand in an order that this small grammar does not know: half a
/// translation is worse than none. `key` is in the form of english_key.
std::optional<std::string> english_phrase(std::string_view key, const EnglishNames& names);

/// What stands before the first preposition: `measures` of `measures for the administration of …`.
std::string_view head_noun(std::string_view phrase);

/// `Measures for the Administration of …`: as a title is written.
std::string in_title_case(std::string_view words);

}  // namespace regwatch
