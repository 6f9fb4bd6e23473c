#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace regwatch {

/// Text as search compares it: full width made half, Latin in lower case, each run of white space
/// one space, and none at all where it does not part two Latin words, for pages write 通　知 and
/// break lines within words. Line ends stay: a phrase does not go over paragraphs.
std::string search_form(std::string_view text);

/// What the index holds of a text in search form, parted by spaces, each once: Latin words and
/// numbers whole; of all other writing each pair of neighbours, and the last character of each run.
std::string index_terms(std::string_view form);

/// One word of a query.
struct SearchWord {
  std::string form;    ///< In search form.
  std::string match;   ///< What FTS5 is asked; empty where the index cannot help (punctuation).
  bool exact = false;  ///< What the index answers is the answer, else it has to be checked.
};

/// The words of a query: parted by spaces, `"quoted text"` is one.
std::vector<SearchWord> search_words(std::string_view query);

/// Whether a text in search form holds the word. Latin words match whole.
bool holds_word(std::string_view form, std::string_view word);

}  // namespace regwatch
