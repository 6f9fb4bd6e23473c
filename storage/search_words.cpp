#include "storage/search_words.h"

#include "base/text.h"

namespace regwatch {
namespace {

bool is_latin(char32_t c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }

char32_t folded(char32_t c) {
  c = to_half_width(c);
  return c >= 'A' && c <= 'Z' ? c + 32 : c;
}

/// U+5000 to U+9FFF: what most of a text is, told without decoding it.
bool is_common_han(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
  if (byte(0) < 0xE5 || byte(0) > 0xE9 || text.size() - at < 3) return false;
  return (byte(1) & 0xC0) == 0x80 && (byte(2) & 0xC0) == 0x80;
}

bool ends_in_latin(std::string_view text) {
  return !text.empty() && is_latin(static_cast<unsigned char>(text.back()));
}
bool begins_with_latin(std::string_view text) {
  return !text.empty() && is_latin(static_cast<unsigned char>(text.front()));
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
    if (is_common_han(text, at)) {
      form.append(text, at, 3);
      at += 3;
      space = false;
      continue;
    }
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

std::string index_tokens(std::string_view form) {
  std::string tokens;
  tokens.reserve(form.size() * 3 / 2);
  std::size_t at = 0;
  while (at < form.size()) {
    const std::size_t begin = at;
    const auto byte = static_cast<unsigned char>(form[at]);
    if (byte == ' ') {
      ++at;
      continue;
    }
    if (is_latin(byte)) {
      while (at < form.size() && is_latin(static_cast<unsigned char>(form[at]))) ++at;
      tokens.append(form, begin, at - begin);
    } else if (byte >= 0x80) {
      // A search form is well-formed UTF-8, so the lead byte tells the length.
      at += byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
      tokens.append(form, begin, at - begin);
    } else {
      ++at;
      // The tokenizer takes ASCII punctuation for a gap, so it goes by its full-width twin.
      if (byte > ' ') append_utf8(tokens, 0xFEE0 + char32_t{byte});
      if (byte == '\n') append_utf8(tokens, 0x2029);
    }
    tokens += ' ';
  }
  return tokens;
}

std::vector<std::string> search_words(std::string_view query) {
  std::vector<std::string> words;
  std::string current;
  bool in_quotes = false;
  const auto end_word = [&] {
    if (std::string form = search_form(current); !form.empty()) words.push_back(std::move(form));
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
