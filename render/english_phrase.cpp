#include "render/english_phrase.h"

#include <algorithm>
#include <array>
#include <limits>
#include <span>
#include <vector>

#include "base/text.h"
#include "parsers/chinese_dates.h"
#include "render/english_words.h"

// Chinese puts what a thing is about before the thing, English behind it: 个人信息 | 出境 |
// 安全评估 reads security assessment of the cross-border transfer of personal information. That one
// turn, the verbs that stand in front as in English, and years are all the grammar there is.

namespace regwatch {
namespace {

constexpr std::string_view place = "{}";
constexpr std::size_t longest_phrase = 420;  // Bytes: no title of a document is longer.
constexpr int most_nested = 5;               // A notice on a campaign on a plan for …
constexpr std::string_view of = "的";

struct Token {
  enum class Type { term, behind, before, year, conjunction, of };
  Type type = Type::term;
  std::string_view chinese;
  std::string english;
};
using Tokens = std::span<const Token>;

bool is_preposition(std::string_view word) {
  constexpr std::array<std::string_view, 14> all = {"of",   "on", "for",     "in",  "to",
                                                    "with", "by", "against", "the", "concerning",
                                                    "a",    "an", "about",   "from"};
  return std::find(all.begin(), all.end(), word) != all.end();
}

std::size_t length_of_year(std::string_view text) {
  constexpr std::string_view year = "年";
  const bool is = text.size() >= 4 + year.size() && is_digits(text.substr(0, 4)) &&
                  (text.starts_with("20") || text.starts_with("19")) &&
                  text.substr(4).starts_with(year);
  if (!is) return 0;
  const bool of_the_year = text.substr(4 + year.size()).starts_with("度");
  return 4 + year.size() + (of_the_year ? std::string_view("度").size() : 0);
}

// 17款, 九起: how many, and the measure word.
std::optional<Token> count_at(std::string_view text) {
  static constexpr std::array<std::string_view, 9> measures = {"款", "家", "起", "项", "个",
                                                               "件", "批", "例", "部"};
  for (const auto measure : measures) {
    const auto end = text.find(measure);
    if (end == text.npos || end == 0 || end > 12) continue;
    const auto count = chinese_number(text.substr(0, end));
    if (!count) continue;
    return Token{Token::Type::before, text.substr(0, end + measure.size()),
                 std::to_string(*count) + " {}"};
  }
  return std::nullopt;
}

// All that may stand at the beginning of the text.
std::vector<Token> tokens_at(std::string_view text, const EnglishNames& names) {
  std::vector<Token> out;
  const auto add = [&](const EnglishNames::Words& words, Token::Type type) {
    // Keys that begin the text lie before it in the order of the map.
    for (std::size_t length = 1; length <= std::min<std::size_t>(text.size(), 120); ++length) {
      const auto found = words.find(text.substr(0, length));
      if (found != words.end()) out.push_back({type, text.substr(0, length), found->second});
    }
  };
  add(names.terms, Token::Type::term);
  add(names.behind, Token::Type::behind);
  add(names.before, Token::Type::before);
  if (const auto length = length_of_year(text))
    out.push_back({Token::Type::year, text.substr(0, length), std::string(text.substr(0, 4))});
  if (auto count = count_at(text)) out.push_back(std::move(*count));
  for (const std::string_view word : {"和", "与", "及", "以及", "、"}) {
    if (text.starts_with(word))
      out.push_back(
          {Token::Type::conjunction, text.substr(0, word.size()), word == "、" ? ", " : " and "});
  }
  if (text.starts_with(of)) out.push_back({Token::Type::of, text.substr(0, of.size()), ""});
  return out;
}

// The whole text in the fewest parts; empty where a part is not known.
std::vector<Token> cut(std::string_view text, const EnglishNames& names) {
  constexpr std::size_t none = std::numeric_limits<std::size_t>::max();
  std::vector<std::size_t> parts(text.size() + 1, none);
  std::vector<Token> first(text.size());
  parts[text.size()] = 0;
  for (std::size_t at = text.size(); at-- > 0;) {
    if ((static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) continue;
    for (Token& token : tokens_at(text.substr(at), names)) {
      const std::size_t behind = parts[at + token.chinese.size()];
      if (behind == none || behind + 1 >= parts[at]) continue;
      parts[at] = behind + 1;
      first[at] = std::move(token);
    }
  }
  std::vector<Token> out;
  if (parts[0] == none) return out;
  for (std::size_t at = 0; at < text.size(); at += out.back().chinese.size())
    out.push_back(first[at]);
  return out;
}

std::optional<std::string> phrase_of(Tokens tokens);

// B of A, or where A is what a verb does: B doing A.
std::optional<std::string> attributed(Tokens attribute, Tokens head) {
  const auto first = phrase_of(attribute);
  const auto second = phrase_of(head);
  if (!first || !second) return std::nullopt;
  const bool is_verb = attribute.front().type == Token::Type::before;
  return *second + (is_verb ? " " : " of ") + *first;
}

std::optional<std::string> joined(std::string before, const Token& conjunction, Tokens rest) {
  // What governs both would be taken for what governs the second alone.
  if (rest.empty() || rest.front().type == Token::Type::behind) return std::nullopt;
  const auto second = phrase_of(rest);
  if (!second) return std::nullopt;
  return before + conjunction.english + *second;
}

// Another noun is to follow: A and …
bool is_open(std::string_view words) { return words.ends_with(", ") || words.ends_with(" and "); }

// personal information + processor; not apps + data, the internet + security
bool is_attributive(std::string_view words) {
  return !words.starts_with("the ") && !words.ends_with("s");
}

std::string with_term(std::string words, const std::string& term) {
  if (words.empty() || is_open(words)) return words + term;
  if (is_attributive(words) && !term.starts_with("the ")) return words + " " + term;
  return term + " of " + words;
}

std::optional<std::string> folded(Tokens tokens) {
  std::string words;
  std::string when;
  bool turned = false;    // The last part governs what stands before it.
  bool attached = false;  // The last two parts read B of A.
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    const Token& token = tokens[i];
    const Tokens rest = tokens.subspan(i + 1);
    switch (token.type) {
      case Token::Type::term:
        if (attached || (turned && !is_open(words))) return std::nullopt;
        attached = !words.empty() && !is_open(words) && !is_attributive(words);
        words = with_term(std::move(words), token.english);
        turned = false;
        break;
      case Token::Type::behind:
        words = fill_english(token.english, words);
        turned = true;
        attached = false;
        break;
      case Token::Type::year:
        when = " in " + token.english;
        break;
      case Token::Type::before: {
        const auto governed = phrase_of(rest);
        if (!governed || !words.empty()) return std::nullopt;
        return fill_english(token.english, *governed) + when;
      }
      case Token::Type::conjunction:
        // Whether A is of both would be guessed.
        if (words.empty() || rest.empty() || attached) return std::nullopt;
        if (turned || rest.front().type == Token::Type::before) {
          auto both = joined(words, token, rest);
          return both ? std::optional(*both + when) : std::nullopt;
        }
        words += token.english;
        break;
      case Token::Type::of:
        return std::nullopt;
    }
  }
  if (words.empty()) return std::nullopt;
  return words + when;
}

// the first {}, 17 {}: of the whole that follows, in place of its article.
bool determines(std::string_view pattern) {
  return pattern.starts_with("the first ") || is_digits(pattern.substr(0, pattern.find(' ')));
}

std::optional<std::string> phrase_of(Tokens tokens) {
  if (tokens.empty()) return std::nullopt;
  const Token& first = tokens.front();
  if (first.type == Token::Type::before && determines(first.english)) {
    const auto rest = phrase_of(tokens.subspan(1));
    if (!rest) return std::nullopt;
    return fill_english(first.english, rest->starts_with("the ") ? rest->substr(4) : *rest);
  }
  for (std::size_t i = tokens.size(); i-- > 0;) {
    if (tokens[i].type == Token::Type::of)
      return attributed(tokens.subspan(0, i), tokens.subspan(i + 1));
  }
  return folded(tokens);
}

// 第4部分：基金公司逻辑模型
struct Part {
  std::string_view before, number, behind;
};
std::optional<Part> part_of(std::string_view key) {
  constexpr std::string_view ordinal = "第", part = "部分:";
  const auto at = key.find(ordinal);
  const auto end = key.find(part);
  if (at == key.npos || end == key.npos || end < at + ordinal.size()) return std::nullopt;
  const auto number = key.substr(at + ordinal.size(), end - at - ordinal.size());
  if (!is_digits(number) || number.size() > 3) return std::nullopt;
  return Part{key.substr(0, at), number, key.substr(end + part.size())};
}

std::string_view without_of(std::string_view about) {
  if (about.ends_with(of)) about.remove_suffix(of.size());
  return about;
}

// the 2022 special campaign, not 2022 the special campaign
std::string with_year(std::string_view year, std::string_view pattern) {
  if (year.empty()) return std::string(pattern);
  constexpr std::string_view article = "the ";
  const bool has_article = pattern.starts_with(article);
  if (has_article) pattern.remove_prefix(article.size());
  return std::string(has_article ? article : "") + std::string(year) + " " + std::string(pattern);
}

// 2022年 at the end of what a document is about.
std::string_view take_year(std::string_view& about) {
  constexpr std::size_t size = std::string_view("2022年").size();
  if (about.size() < size) return "";
  const std::string_view end = about.substr(about.size() - size);
  if (length_of_year(end) != size) return "";
  about.remove_suffix(size);
  return end.substr(0, 4);
}

/// Reads a phrase from the outside in: a notice on a campaign on … . A foreign title may be made to
/// be read in very many ways; only so many are tried.
class Reading {
 public:
  explicit Reading(const EnglishNames& names) : names_(names) {}

  std::optional<std::string> phrase(std::string_view key) {
    constexpr int most_tries = 40;
    if (key.empty() || key.size() > longest_phrase || ++tries_ > most_tries) return std::nullopt;
    if (const auto part = part_of(key)) return with_part(*part);
    const auto deed = deed_at(key, names_);
    for (auto word = document_word_of(key, names_); word;
         word = document_word_of(key, names_, word->chinese.size() - 1)) {
      const std::string_view about = key.substr(0, key.size() - word->chinese.size());
      // 开展…专项行动 is the doing of it, …的通知 a notice.
      if (deed && !about.ends_with(of)) continue;
      if (auto out = document(*word, about)) return out;
    }
    if (deed) {
      const auto object = phrase(key.substr(deed->chinese.size()));
      if (object) return fill_english(deed->english->gerund, *object);
    }
    return phrase_of(cut(key, names_));
  }

 private:
  std::optional<std::string> document(const DocumentWord& word, std::string_view about) {
    about = without_of(about);
    const std::string pattern = with_year(take_year(about), word.english);
    if (about.empty()) return fill_english(pattern, "");
    const auto subject = phrase(about);
    if (!subject) return std::nullopt;
    return fill_english(pattern, is_one_document(about, *subject) ? "the " + *subject : *subject);
  }

  // measures for the administration of the development plan for …
  bool is_one_document(std::string_view about, std::string_view subject) const {
    const auto word = document_word_of(about, names_);
    if (!word) return false;
    const std::string_view noun = head_noun(word->english);
    return subject.starts_with(noun) && with_article(noun) != noun;
  }

  std::optional<std::string> with_part(const Part& part) {
    const auto whole = phrase(part.before);
    const auto own = phrase(part.behind);
    if (!whole || !own) return std::nullopt;
    return *whole + " — part " + std::string(part.number) + ": " + *own;
  }

  const EnglishNames& names_;
  int tries_ = 0;
};

bool is_small(std::string_view word) {
  return is_preposition(word) || word == "and" || word == "or" || word == "upon" ||
         word == "since" || word == "at" || word == "as" || word == "through" || word == "that" ||
         word == "between";
}

}  // namespace

std::string fill_english(std::string_view pattern, std::string_view words) {
  const auto at = pattern.find(place);
  if (at == pattern.npos) return std::string(pattern);
  std::string front(pattern.substr(0, at));
  const std::string_view behind = pattern.substr(at + place.size());
  if (!words.empty()) return front + std::string(words) + std::string(behind);
  while (true) {
    front = std::string(trim(front));
    const auto word = front.rfind(' ') == front.npos ? 0 : front.rfind(' ') + 1;
    if (word == 0 || !is_preposition(std::string_view(front).substr(word))) break;
    front.resize(word);
  }
  return std::string(trim(front + std::string(behind)));
}

std::optional<DocumentWord> document_word_of(std::string_view key, const EnglishNames& names,
                                             std::size_t longest) {
  for (std::size_t length = std::min(key.size(), longest); length > 0; --length) {
    const auto found = names.documents.find(key.substr(key.size() - length));
    if (found != names.documents.end())
      return DocumentWord{key.substr(key.size() - length), found->second};
  }
  return std::nullopt;
}

std::optional<DeedWord> deed_at(std::string_view key, const EnglishNames& names) {
  for (std::size_t length = std::min<std::size_t>(key.size(), 30); length > 0; --length) {
    const auto found = names.deeds.find(key.substr(0, length));
    if (found != names.deeds.end()) return DeedWord{key.substr(0, length), &found->second};
  }
  return std::nullopt;
}

std::optional<std::string> english_phrase(std::string_view key, const EnglishNames& names) {
  return Reading(names).phrase(key);
}

std::string_view head_noun(std::string_view phrase) {
  for (const std::string_view preposition :
       {" for ", " on ", " of ", " in ", " to ", " against ", " concerning "})
    phrase = phrase.substr(0, phrase.find(preposition));
  return phrase;
}

std::string in_title_case(std::string_view words) {
  std::string out;
  bool first = true;
  for (const std::string_view word : split(words, ' ')) {
    if (!out.empty()) out += ' ';
    out += word;
    const std::size_t at = out.size() - word.size();
    char* letter = word.empty() ? nullptr : &out[at + (word.front() == '(' ? 1 : 0)];
    if (letter && *letter >= 'a' && *letter <= 'z' && (first || !is_small(word)))
      *letter = static_cast<char>(*letter - 32);
    first = word.ends_with(":") || word == "—";
  }
  return out;
}

}  // namespace regwatch
