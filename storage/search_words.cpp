#include "storage/search_words.h"

#include <cstdint>

#include "base/text.h"

namespace regwatch {
namespace {

bool is_latin(char32_t c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

/// Punctuation and symbols part runs. What is not known to be one is taken for writing: an emoji or
/// a rare script can be searched for like a Chinese character.
bool parts_runs(char32_t c) {
  return (c < 0x80 && !is_latin(c)) || (c >= 0x80 && c < 0xC0) || c == 0xD7 || c == 0xF7 ||
         (c >= 0x2000 && c <= 0x2BFF && !(c >= 0x2150 && c <= 0x218F) &&
          !(c >= 0x2460 && c <= 0x24FF)) ||
         (c >= 0x3000 && c <= 0x3020 && c != 0x3005 && c != 0x3006 && c != 0x3007) ||
         (c >= 0xFE10 && c <= 0xFE6F) || (c >= 0xFF5F && c <= 0xFF65) || c == 0xFFFD || c == 0x30FB;
}

char32_t folded(char32_t c) {
  if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;
  return c >= 'A' && c <= 'Z' ? c + 32 : c;
}

bool ends_in_latin(std::string_view text) {
  return !text.empty() && is_latin(static_cast<unsigned char>(text.back()));
}
bool begins_with_latin(std::string_view text) {
  return !text.empty() && is_latin(static_cast<unsigned char>(text.front()));
}

/// A set of terms already written, by a number that is each term's own. Open addressing: most terms
/// of a long text come many times, and this is the hot loop of indexing.
class Seen {
 public:
  explicit Seen(std::size_t most) {
    std::size_t size = 64;
    while (size < most * 2 && size < (1u << 22)) size *= 2;
    slots_.resize(size);
  }
  /// True the first time. A table that is nearly full answers true: a term written twice is slower,
  /// not wrong.
  bool add(std::uint64_t key) {
    std::size_t at = (key * 0x9E3779B97F4A7C15u >> 32) & (slots_.size() - 1);
    for (int tries = 0; tries < 64; ++tries) {
      if (slots_[at] == key) return false;
      if (slots_[at] == 0) {
        slots_[at] = key;
        return true;
      }
      at = (at + 1) & (slots_.size() - 1);
    }
    return true;
  }

 private:
  std::vector<std::uint64_t> slots_;
};

std::uint64_t hash_of(std::string_view word) {
  std::uint64_t hash = 0xCBF29CE484222325u;
  for (const char c : word) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3u;
  return hash | (std::uint64_t{1} << 63);  // Apart from pairs, which need 42 bits.
}

/// Calls `latin(word)`, `pair(first, second, bytes)` and `last(character, bytes)` for the terms of
/// a text, in order.
template <class Latin, class Pair, class Last>
void each_term(std::string_view form, Latin latin, Pair pair, Last last) {
  char32_t previous = 0;  // Of the run that is open.
  std::size_t previous_at = 0;
  std::size_t at = 0;
  const auto close = [&](std::size_t end) {
    if (previous != 0) last(previous, form.substr(previous_at, end - previous_at));
    previous = 0;
  };
  while (at < form.size()) {
    const std::size_t begin = at;
    if (is_latin(static_cast<unsigned char>(form[at]))) {
      close(begin);
      while (at < form.size() && is_latin(static_cast<unsigned char>(form[at]))) ++at;
      latin(form.substr(begin, at - begin));
      continue;
    }
    const char32_t c = next_code_point(form, at);
    if (parts_runs(c)) {
      close(begin);
      continue;
    }
    if (previous != 0) pair(previous, c, form.substr(previous_at, at - previous_at));
    previous = c;
    previous_at = begin;
  }
  close(form.size());
}

std::string quoted(std::string_view term) { return '"' + std::string(term) + '"'; }

SearchWord word_of(std::string_view text) {
  SearchWord word;
  word.form = search_form(text);
  std::vector<std::string> terms;
  std::size_t bytes = 0;
  bool runs_on = false;  // The last character of the last run is within a pair already.
  each_term(
      word.form,
      [&](std::string_view latin) {
        terms.push_back(quoted(latin));
        bytes = latin.size();
        runs_on = false;
      },
      [&](char32_t, char32_t, std::string_view pair) {
        terms.push_back(quoted(pair));
        bytes = pair.size();
        runs_on = true;
      },
      [&](char32_t, std::string_view one) {
        if (!runs_on) {
          terms.push_back(quoted(one) + "*");
          bytes = one.size();
        }
        runs_on = false;
      });
  word.match = join(terms, " AND ");
  word.exact = terms.size() == 1 && bytes == word.form.size();
  return word;
}

}  // namespace

std::string search_form(std::string_view text) {
  std::string form;
  form.reserve(text.size());
  bool space = false;
  std::size_t at = 0;
  while (at < text.size()) {
    const auto byte = static_cast<unsigned char>(text[at]);
    const std::size_t begin = at;
    char32_t c = byte;
    if (byte < 0x80) {
      ++at;
    } else {
      c = next_code_point(text, at);
    }
    if (c == '\n') {
      form += '\n';
      space = false;
      continue;
    }
    if (is_space(c)) {
      space = true;
      continue;
    }
    const char32_t wide = folded(c);
    if (space && is_latin(wide) && ends_in_latin(form)) form += ' ';
    space = false;
    if (wide < 0x80) {
      form += static_cast<char>(wide);
    } else if (c == 0xFFFD) {
      append_utf8(form, c);
    } else {
      form.append(text, begin, at - begin);
    }
  }
  return form;
}

std::string index_terms(std::string_view form) {
  std::string terms;
  terms.reserve(form.size() * 2);
  Seen seen(form.size() / 3 + 16);
  const auto write = [&](std::uint64_t key, std::string_view term) {
    if (!seen.add(key)) return;
    terms += term;
    terms += ' ';
  };
  each_term(
      form, [&](std::string_view latin) { write(hash_of(latin), latin); },
      [&](char32_t a, char32_t b, std::string_view pair) {
        write((std::uint64_t{a} << 21) | b, pair);
      },
      [&](char32_t c, std::string_view one) { write(c, one); });
  return terms;
}

std::vector<SearchWord> search_words(std::string_view query) {
  std::vector<SearchWord> words;
  std::string current;
  bool in_quotes = false;
  const auto end_word = [&] {
    SearchWord word = word_of(current);
    if (!word.form.empty()) words.push_back(std::move(word));
    current.clear();
  };
  std::size_t at = 0;
  while (at < query.size()) {
    const char32_t c = next_code_point(query, at);
    const bool quote = c == '"' || c == 0x201C || c == 0x201D || c == 0xFF02;
    if (quote || (is_space(c) && !in_quotes)) {
      end_word();
      if (quote) in_quotes = c == 0x201C || (c != 0x201D && !in_quotes);
    } else {
      append_utf8(current, c == '\n' ? U' ' : c);
    }
  }
  end_word();
  return words;
}

bool holds_word(std::string_view form, std::string_view word) {
  for (std::size_t at = form.find(word); at != std::string_view::npos;
       at = form.find(word, at + 1)) {
    const bool runs_in = begins_with_latin(word) && ends_in_latin(form.substr(0, at));
    const bool runs_out = ends_in_latin(word) && begins_with_latin(form.substr(at + word.size()));
    if (!runs_in && !runs_out) return true;
  }
  return false;
}

}  // namespace regwatch
