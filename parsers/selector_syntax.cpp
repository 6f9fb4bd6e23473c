#include <charconv>

#include "base/text.h"
#include "parsers/selector_compiled.h"

namespace regwatch {
namespace {

using Combinator = Compound::Combinator;
using Kind = Condition::Kind;

bool is_css_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

bool is_name_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_' || static_cast<unsigned char>(c) >= 0x80 || c == '\\';
}

// Recursive descent over Selectors Level 3 §10; the first thing that is amiss is kept in
// `problem_`.
class SelectorReader {
 public:
  explicit SelectorReader(std::string_view css) : css_(css) {}

  Result<std::vector<std::vector<Compound>>> read() {
    std::vector<std::vector<Compound>> alternatives;
    do {
      skip_spaces();
      alternatives.push_back(read_alternative());
      skip_spaces();
    } while (problem_.empty() && take(','));
    if (problem_.empty() && at_ < css_.size()) fail("a combinator or ','");
    if (!problem_.empty()) return Error{Fault::invalid, problem_};
    return alternatives;
  }

 private:
  char peek() const { return at_ < css_.size() ? css_[at_] : '\0'; }

  bool take(char c) {
    if (peek() != c || at_ >= css_.size()) return false;
    ++at_;
    return true;
  }

  void skip_spaces() {
    while (at_ < css_.size() && is_css_space(css_[at_])) ++at_;
  }

  void fail(std::string_view expected) {
    if (!problem_.empty()) return;
    const std::string found =
        at_ < css_.size() ? "'" + std::string(css_.substr(at_, 12)) + "'" : "the end";
    problem_ = "selector '" + std::string(css_) + "': expected " + std::string(expected) +
               " at position " + std::to_string(at_ + 1) + ", found " + found;
  }

  std::vector<Compound> read_alternative() {
    std::vector<Compound> compounds;
    Combinator before = Combinator::none;
    while (problem_.empty()) {
      Compound compound = read_compound();
      compound.before = before;
      compounds.push_back(std::move(compound));
      const std::size_t mark = at_;
      skip_spaces();
      if (at_ >= css_.size() || peek() == ',') break;
      before = read_combinator(at_ > mark);
      skip_spaces();
    }
    return compounds;
  }

  Combinator read_combinator(bool had_space) {
    if (take('>')) return Combinator::child;
    if (take('+')) return Combinator::next_sibling;
    if (take('~')) return Combinator::later_sibling;
    if (!had_space) fail("a combinator or ','");
    return Combinator::descendant;
  }

  Compound read_compound() {
    Compound compound;
    bool any = take('*');
    if (!any && is_name_char(peek())) {
      compound.conditions.push_back(
          {Kind::tag, ascii_lower(read_name("a tag name")), "", 0, 0, {}});
      any = true;
    }
    while (problem_.empty() && (peek() == '#' || peek() == '.' || peek() == '[' || peek() == ':')) {
      compound.conditions.push_back(read_condition());
      any = true;
    }
    if (!any) fail("a tag, '#id', '.class', '[attribute]' or ':pseudo-class'");
    return compound;
  }

  Condition read_condition() {
    Condition condition;
    if (take('#')) {
      condition.kind = Kind::id;
      condition.value = read_name("an id");
    } else if (take('.')) {
      condition.kind = Kind::class_name;
      condition.value = read_name("a class");
    } else if (take('[')) {
      read_attribute(condition);
    } else {
      ++at_;
      read_pseudo_class(condition);
    }
    return condition;
  }

  std::string read_name(std::string_view what) {
    std::string name;
    while (at_ < css_.size() && is_name_char(css_[at_])) {
      if (css_[at_] == '\\' && at_ + 1 < css_.size()) ++at_;
      name += css_[at_++];
    }
    if (name.empty()) fail(what);
    return name;
  }

  std::string read_string() {
    const char quote = css_[at_++];
    std::string text;
    while (at_ < css_.size() && css_[at_] != quote) {
      if (css_[at_] == '\\' && at_ + 1 < css_.size()) ++at_;
      text += css_[at_++];
    }
    if (!take(quote)) fail("a closing quote");
    return text;
  }

  std::string read_value() {
    skip_spaces();
    if (peek() == '"' || peek() == '\'') return read_string();
    return read_name("a value");
  }

  void read_attribute(Condition& condition) {
    skip_spaces();
    condition.name = ascii_lower(read_name("an attribute name"));
    skip_spaces();
    condition.kind = Kind::has_attribute;
    if (take(']')) return;
    condition.kind = read_operator();
    condition.value = read_value();
    skip_spaces();
    if (!take(']')) fail("']'");
  }

  Kind read_operator() {
    if (take('=')) return Kind::equals;
    constexpr std::pair<char, Kind> operators[] = {{'~', Kind::includes},
                                                   {'|', Kind::dash},
                                                   {'^', Kind::prefix},
                                                   {'$', Kind::suffix},
                                                   {'*', Kind::substring}};
    for (const auto& [sign, kind] : operators) {
      if (css_.substr(at_).starts_with(std::string{sign, '='})) {
        at_ += 2;
        return kind;
      }
    }
    fail("']', '=', '~=', '|=', '^=', '$=' or '*='");
    return Kind::equals;
  }

  void read_pseudo_class(Condition& condition) {
    const std::size_t begin = at_;
    const std::string name = ascii_lower(read_name("a pseudo-class"));
    if (name == "first-child") {
      condition.kind = Kind::first_child;
    } else if (name == "last-child") {
      condition.kind = Kind::last_child;
    } else if (name == "only-child") {
      condition.kind = Kind::only_child;
    } else if (name == "empty") {
      condition.kind = Kind::empty;
    } else if (name == "nth-child" || name == "not" || name == "contains") {
      read_function(name, condition);
    } else {
      at_ = begin;
      fail(
          "one of :first-child, :last-child, :only-child, :nth-child(), :empty, :not(), "
          ":contains()");
    }
  }

  void read_function(std::string_view name, Condition& condition) {
    if (!take('(')) return fail("'('");
    skip_spaces();
    if (name == "nth-child") {
      condition.kind = Kind::nth_child;
      read_nth(condition);
    } else if (name == "contains") {
      condition.kind = Kind::contains;
      condition.value = read_value();
    } else {
      condition.kind = Kind::negated;
      condition.inner = read_compound().conditions;
      for (const Condition& inner : condition.inner) {
        if (inner.kind == Kind::negated) fail("no :not() within :not()");
      }
    }
    skip_spaces();
    if (!take(')')) fail("')'");
  }

  // `odd`, `even`, `3`, `2n+1`, `-n+3`.
  void read_nth(Condition& condition) {
    const std::size_t end = css_.find(')', at_);
    const std::string text = remove_spaces(ascii_lower(css_.substr(at_, end - at_)));
    const auto number = [](std::string_view digits, int& out) {
      if (digits.starts_with('+')) digits.remove_prefix(1);
      const auto [last, error] = std::from_chars(digits.data(), digits.data() + digits.size(), out);
      return error == std::errc() && last == digits.data() + digits.size();
    };
    bool good = true;
    if (text == "odd" || text == "even") {
      condition.step = 2;
      condition.offset = text == "odd" ? 1 : 0;
    } else if (const std::size_t n = text.find('n'); n != std::string::npos) {
      const std::string step = text.substr(0, n);
      if (step.empty() || step == "+" || step == "-") {
        condition.step = step == "-" ? -1 : 1;
      } else {
        good = number(step, condition.step);
      }
      if (n + 1 < text.size()) good = good && number(text.substr(n + 1), condition.offset);
    } else {
      good = number(text, condition.offset);
    }
    if (!good || end == std::string_view::npos) return fail("a number, 'odd', 'even' or 'an+b'");
    at_ = end;
  }

  std::string_view css_;
  std::size_t at_ = 0;
  std::string problem_;
};

}  // namespace

Result<Selector> Selector::compile(std::string_view css) {
  auto alternatives = SelectorReader(css).read();
  if (!alternatives) return alternatives.error();
  return Selector(std::make_shared<Compiled>(Compiled{std::move(*alternatives)}));
}

}  // namespace regwatch
