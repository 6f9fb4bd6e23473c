#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace regwatch {

/// Text as search compares it: full width made half, Latin in lower case, each run of white space
/// one space, and none at all where it does not part two Latin words, for pages write 通　知 and
/// break lines within words. Line ends stay: a phrase does not go over paragraphs.
std::string search_form(std::string_view text);

/// A text in search form as the index takes it, parted by spaces: Latin words and numbers whole,
/// every other character, punctuation and line ends too, alone. A phrase of these is found exactly
/// where `holds_word` finds it.
std::string index_tokens(std::string_view form);

/// The words of a query, in search form: parted by spaces, `"quoted text"` is one.
std::vector<std::string> search_words(std::string_view query);

/// Whether a text in search form holds the word. Latin words match whole.
bool holds_word(std::string_view form, std::string_view word);

}  // namespace regwatch
