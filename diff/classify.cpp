#include "diff/classify.h"

#include <re2/re2.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "base/text.h"

namespace regwatch {
namespace {

// Titles are a few hundred bytes; a longer one is an article in the wrong place, and what it is
// stands at its beginning.
constexpr std::size_t max_title_bytes = 1024;
// RE2 keeps the states it has met. Titles are short, so that a small cache serves them all, and a
// hundred expressions stay within a few megabytes.
constexpr std::int64_t max_pattern_bytes = 1 << 22;
constexpr std::size_t max_words_per_topic = 8;

bool is_quotation_mark(char32_t c) {
  return c == '"' || c == '\'' || (c >= 0x2018 && c <= 0x201F) || (c >= 0x300C && c <= 0x300F);
}

bool is_dash(char32_t c) {
  return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0x2500 || c == 0x2501;
}

/// One spelling for characters that editors use for each other.
char32_t unify(char32_t c) {
  switch (c) {
    case U'〔':
    case U'【':
    case U'﹝':
    case U'〖':
      return '[';
    case U'〕':
    case U'】':
    case U'﹞':
    case U'〗':
      return ']';
    case U'•':
    case U'・':
    case U'･':
    case U'‧':
    case U'∙':
      return U'·';
    case U'⟪':
    case U'≪':
    case U'«':
      return U'《';
    case U'⟫':
    case U'≫':
    case U'»':
      return U'》';
    default:
      return is_dash(c) ? U'-' : c;
  }
}

bool is_ascii_word(char32_t c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// The beginning of a text, whole code points.
std::string_view clipped(std::string_view text) {
  if (text.size() <= max_title_bytes) return text;
  std::size_t end = max_title_bytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return text.substr(0, end);
}

std::string normalise(std::string_view text) {
  const std::string half = to_half_width(clipped(text));
  std::string out;
  out.reserve(half.size());
  char32_t last = 0;
  bool spaced = false;
  for (std::size_t at = 0; at < half.size();) {
    const char32_t c = unify(next_code_point(half, at));
    if (is_space(c)) {
      spaced = true;
      continue;
    }
    if (is_quotation_mark(c) || (c == '-' && last == '-')) continue;
    if (spaced && is_ascii_word(last) && is_ascii_word(c)) out += ' ';
    spaced = false;
    append_utf8(out, c);
    last = c;
  }
  return out;
}

constexpr std::string_view opening = "《";
constexpr std::string_view closing = "》";

/// Empties each outermost 《…》 into `frame` and gives the content of the first. One that is never
/// closed ends with the title; a closing mark that closes nothing is dropped.
std::optional<std::string> empty_book_titles(std::string_view text, std::string& frame) {
  std::optional<std::string> first;
  std::size_t depth = 0;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (text.substr(at).starts_with(opening)) {
      at += opening.size();
      if (depth++ == 0) begin = at;
    } else if (text.substr(at).starts_with(closing)) {
      if (depth == 1) {
        if (!first) first = std::string(text.substr(begin, at - begin));
        frame.append(opening).append(closing);
      }
      depth -= depth > 0 ? 1 : 0;
      at += closing.size();
    } else {
      if (depth == 0) frame += text[at];
      ++at;
    }
  }
  if (depth > 0) {
    if (!first) first = std::string(text.substr(begin));
    frame.append(opening).append(closing);
  }
  return first;
}

std::string_view without_notes_at_end(std::string_view text) {
  while (text.size() > 2 && (text.back() == ')' || text.back() == ']')) {
    const char mark = text.back() == ')' ? '(' : '[';
    const auto begin = text.rfind(mark);
    if (begin == text.npos || begin == 0) return text;
    text = text.substr(0, begin);
  }
  return text;
}

std::string object_of(const std::string& frame, const std::optional<std::string>& quoted) {
  if (quoted) return std::string(without_notes_at_end(*quoted));
  static const RE2 published(
      "(?:印发|发布|公布|颁发|颁布|下发|下达|转发|出台|公开)(?:了|关于)?(.+?)的?(?:通知|公告|通告|"
      "决定|命令|函)$");
  const std::string_view bare = without_notes_at_end(frame);
  std::string object;
  if (RE2::PartialMatch(bare, published, &object)) {
    return std::string(without_notes_at_end(object));
  }
  return std::string(bare);
}

/// The patterns of one list as one expression, so that a title is searched once for all of them.
/// Empty when the list is.
using Patterns = std::unique_ptr<RE2>;

RE2::Options options() {
  RE2::Options out;
  out.set_case_sensitive(false);
  out.set_log_errors(false);
  out.set_max_mem(max_pattern_bytes);
  return out;
}

Error bad_pattern(const std::string& rule, const std::string& pattern, const std::string& reason) {
  return {Fault::invalid, "rule `" + rule + "`: pattern `" + pattern + "`: " + reason};
}

Result<Patterns> compile_list(const std::string& rule, const std::vector<std::string>& list) {
  if (list.empty()) return Patterns();
  std::string joined;
  for (const auto& pattern : list) {
    joined += (joined.empty() ? "(?:" : "|(?:") + pattern + ")";
    if (pattern.empty()) return bad_pattern(rule, pattern, "is empty and would match everything");
  }
  auto compiled = std::make_unique<RE2>(joined, options());
  if (compiled->ok()) return compiled;
  for (const auto& pattern : list) {
    const RE2 single(pattern, options());
    if (!single.ok()) return bad_pattern(rule, pattern, single.error());
  }
  return bad_pattern(rule, list.front() + "` and the others of its list `", compiled->error());
}

bool found(const Patterns& patterns, std::string_view text) {
  return RE2::PartialMatch(text, *patterns);
}

/// `FJ-*` against `FJ-DIIT`.
bool covers(std::string_view pattern, std::string_view authority) {
  const auto star = pattern.find('*');
  if (star == pattern.npos) return pattern == authority;
  const std::string_view head = pattern.substr(0, star);
  const std::string_view tail = pattern.substr(star + 1);
  return authority.size() >= head.size() + tail.size() && authority.starts_with(head) &&
         authority.ends_with(tail);
}

bool admits(const std::vector<std::string>& authorities, std::string_view authority) {
  bool any_wanted = false;
  bool wanted = false;
  for (const std::string_view pattern : authorities) {
    if (pattern.starts_with('!')) {
      if (covers(pattern.substr(1), authority)) return false;
      continue;
    }
    any_wanted = true;
    wanted = wanted || covers(pattern, authority);
  }
  return wanted || !any_wanted;
}

/// An empty list admits all.
template <class Value>
bool admits_value(const std::vector<Value>& list, const Value& value) {
  return list.empty() || std::find(list.begin(), list.end(), value) != list.end();
}

/// What rules of kinds and of sections ask of a title.
struct TitleCondition {
  Patterns match, frame, object, unless;
  std::vector<std::string> authorities;

  bool holds(const TitleViews& views, std::string_view authority) const {
    return (!match || found(match, views.title)) && (!frame || found(frame, views.frame)) &&
           (!object || found(object, views.object)) && admits(authorities, authority) &&
           (!unless || !found(unless, views.title));
  }
};

struct CompiledKind {
  std::string name;
  Kind kind;
  TitleCondition condition;
};

struct CompiledSection {
  std::optional<NewsSection> section;
  std::vector<Kind> kinds;
  std::vector<std::string> because;
  TitleCondition condition;

  bool holds(const Classification& found, const TitleViews& views,
             std::string_view authority) const {
    return admits_value(kinds, found.kind) && admits_value(because, found.why) &&
           condition.holds(views, authority);
  }
};

/// A TopicRule or a NeverRule.
struct CompiledTopic {
  std::string name;
  Patterns match, unless;
  std::vector<Kind> kinds;
  std::vector<std::string> authorities;

  bool holds(Kind kind, const std::string& title, std::string_view authority) const {
    return admits_value(kinds, kind) && admits(authorities, authority) && found(match, title) &&
           (!unless || !found(unless, title));
  }
};

template <class Rule>
Result<TitleCondition> compile_condition(const Rule& rule) {
  TitleCondition out{{}, {}, {}, {}, rule.authorities};
  const std::pair<Patterns*, const std::vector<std::string>*> lists[] = {
      {&out.match, &rule.match},
      {&out.frame, &rule.frame},
      {&out.object, &rule.object},
      {&out.unless, &rule.unless}};
  for (const auto& [patterns, list] : lists) {
    auto compiled = compile_list(rule.name, *list);
    if (!compiled) return compiled.error();
    *patterns = std::move(*compiled);
  }
  return out;
}

Error no_condition(const std::string& rule) {
  return {Fault::invalid, "rule `" + rule + "`: has no condition and would end the list"};
}

Result<CompiledKind> compile_kind(const KindRule& rule) {
  if (rule.match.empty() && rule.frame.empty() && rule.object.empty() && rule.authorities.empty())
    return no_condition(rule.name);
  auto condition = compile_condition(rule);
  if (!condition) return condition.error();
  return CompiledKind{rule.name, rule.kind, std::move(*condition)};
}

Result<CompiledSection> compile_section(const SectionRule& rule,
                                        const std::vector<CompiledKind>& kinds) {
  if (rule.match.empty() && rule.frame.empty() && rule.object.empty() && rule.authorities.empty() &&
      rule.kinds.empty() && rule.because.empty())
    return no_condition(rule.name);
  for (const auto& name : rule.because) {
    if (std::none_of(kinds.begin(), kinds.end(),
                     [&](const CompiledKind& kind) { return kind.name == name; }))
      return Error{Fault::invalid,
                   "rule `" + rule.name + "`: `because`: no [[kind]] is called `" + name + "`"};
  }
  auto condition = compile_condition(rule);
  if (!condition) return condition.error();
  return CompiledSection{rule.section, rule.kinds, rule.because, std::move(*condition)};
}

template <class Rule>
Result<CompiledTopic> compile_topic(const std::string& name, const Rule& rule) {
  auto match = compile_list(name, rule.match);
  if (!match) return match.error();
  if (!*match) return Error{Fault::invalid, "rule `" + name + "`: has no pattern in `match`"};
  auto unless = compile_list(name, rule.unless);
  if (!unless) return unless.error();
  return CompiledTopic{name, std::move(*match), std::move(*unless), rule.kinds, rule.authorities};
}

void add_words(const RE2& pattern, const std::string& title, std::vector<std::string>& words) {
  const re2::StringPiece text(title);
  std::size_t at = 0;
  re2::StringPiece word;
  while (words.size() < max_words_per_topic && at <= title.size() &&
         pattern.Match(text, at, title.size(), RE2::UNANCHORED, &word, 1)) {
    std::string found_word(word.data(), word.size());
    at =
        static_cast<std::size_t>(word.data() - text.data()) + std::max<std::size_t>(word.size(), 1);
    if (std::find(words.begin(), words.end(), found_word) == words.end()) {
      words.push_back(std::move(found_word));
    }
  }
}

}  // namespace

TitleViews views_of(std::string_view title) {
  TitleViews views;
  views.title = normalise(title);
  const auto quoted = empty_book_titles(views.title, views.frame);
  views.object = object_of(views.frame, quoted);
  return views;
}

struct Classifier::Compiled {
  std::vector<CompiledKind> kinds;
  Kind otherwise = Kind::other;
  std::vector<CompiledSection> sections;
  std::vector<CompiledTopic> topics;
  std::vector<CompiledTopic> never;

  void set_kind(Classification& out, const TitleViews& views, std::string_view authority) const {
    for (const auto& rule : kinds) {
      if (!rule.condition.holds(views, authority)) continue;
      out.kind = rule.kind;
      out.why = rule.name;
      return;
    }
    out.kind = otherwise;
    out.why = "otherwise";
  }

  void set_section(Classification& out, const TitleViews& views, std::string_view authority) const {
    const auto rule = std::find_if(sections.begin(), sections.end(), [&](const auto& each) {
      return each.holds(out, views, authority);
    });
    out.section = rule == sections.end() ? section_of(out.kind) : rule->section;
  }

  void set_topics(Classification& out, const TitleViews& views, std::string_view authority) const {
    for (const auto& rule : topics) {
      if (rule.holds(out.kind, views.title, authority)) {
        add_words(*rule.match, views.title, out.topics[rule.name]);
      }
    }
    if (out.topics.empty()) return;
    for (const auto& rule : never) {
      if (!rule.holds(out.kind, views.title, authority)) continue;
      out.topics.clear();
      return;
    }
  }
};

Classifier::Classifier(std::unique_ptr<Compiled> compiled) : compiled_(std::move(compiled)) {}
Classifier::Classifier(Classifier&&) noexcept = default;
Classifier& Classifier::operator=(Classifier&&) noexcept = default;
Classifier::~Classifier() = default;

Result<Classifier> Classifier::compile(const ClassificationRules& rules) {
  auto compiled = std::make_unique<Compiled>();
  compiled->otherwise = rules.otherwise;
  for (const auto& rule : rules.kinds) {
    auto one = compile_kind(rule);
    if (!one) return one.error();
    compiled->kinds.push_back(std::move(*one));
  }
  for (const auto& rule : rules.sections) {
    auto one = compile_section(rule, compiled->kinds);
    if (!one) return one.error();
    compiled->sections.push_back(std::move(*one));
  }
  for (const auto& rule : rules.topics) {
    auto one = compile_topic(rule.topic, rule);
    if (!one) return one.error();
    compiled->topics.push_back(std::move(*one));
  }
  for (const auto& rule : rules.never_relevant) {
    auto one = compile_topic(rule.name, rule);
    if (!one) return one.error();
    compiled->never.push_back(std::move(*one));
  }
  return Classifier(std::move(compiled));
}

Classification Classifier::classify(std::string_view title, std::string_view authority) const {
  const TitleViews views = views_of(title);
  Classification out;
  compiled_->set_kind(out, views, authority);
  compiled_->set_section(out, views, authority);
  compiled_->set_topics(out, views, authority);
  return out;
}

Classification Classifier::classify_as(Kind kind, std::string_view title,
                                       std::string_view authority) const {
  const TitleViews views = views_of(title);
  Classification out;
  out.kind = kind;
  out.why = "given";
  compiled_->set_section(out, views, authority);
  compiled_->set_topics(out, views, authority);
  return out;
}

}  // namespace regwatch
