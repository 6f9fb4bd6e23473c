#include "parsers/selector.h"

#include <cassert>
#include <mutex>
#include <unordered_map>

#include "base/text.h"
#include "parsers/selector_compiled.h"

namespace regwatch {
namespace {

using Combinator = Compound::Combinator;
using Kind = Condition::Kind;

Node parent_element(Node node) { return node.parent(); }

Node previous_element(Node node) {
  do {
    node = node.previous_sibling();
  } while (node && !node.is_element());
  return node;
}

Node next_element(Node node) {
  do {
    node = node.next_sibling();
  } while (node && !node.is_element());
  return node;
}

bool has_word(std::string_view list, std::string_view word) {
  if (word.empty()) return false;
  constexpr std::string_view spaces = " \t\n\r\f";
  for (std::size_t at = 0; (at = list.find(word, at)) != list.npos; ++at) {
    const std::size_t end = at + word.size();
    const bool begins = at == 0 || spaces.find(list[at - 1]) != spaces.npos;
    const bool ends = end == list.size() || spaces.find(list[end]) != spaces.npos;
    if (begins && ends) return true;
  }
  return false;
}

bool attribute_matches(const Condition& condition, std::string_view value) {
  const std::string_view wanted = condition.value;
  switch (condition.kind) {
    case Kind::has_attribute:
      return true;
    case Kind::equals:
      return value == wanted;
    case Kind::includes:
      return has_word(value, wanted);
    case Kind::dash:
      return value.starts_with(wanted) &&
             (value.size() == wanted.size() || value[wanted.size()] == '-');
    case Kind::prefix:
      return !wanted.empty() && value.starts_with(wanted);
    case Kind::suffix:
      return !wanted.empty() && value.ends_with(wanted);
    default:
      return !wanted.empty() && value.find(wanted) != std::string_view::npos;
  }
}

// Tries one selector on many elements. Matching goes from right to left; how a step failed says how
// far back it is worth trying again, so that no chain of ancestors is walked more than once per
// combinator. A page made to be slow runs out of steps.
class Matcher {
 public:
  explicit Matcher(const std::vector<std::vector<Compound>>& alternatives)
      : alternatives_(alternatives) {}

  bool matches(Node node) {
    // Most elements fail every alternative at its last tag, id or class: those are read once.
    look_at(node);
    const Rightmost rightmost{node.tag(), id_.value_or(""), class_.value_or("")};
    for (const auto& compounds : alternatives_) {
      if (compounds.empty() || !may_hold(compounds.back(), rightmost) ||
          !holds(compounds.back(), node)) {
        continue;
      }
      if (left_of(compounds, compounds.size() - 1, node) == Outcome::matched) return true;
    }
    return false;
  }

 private:
  enum class Outcome { matched, try_other_sibling, try_other_ancestor, failed };
  static constexpr long long max_steps = 30'000'000;

  Outcome left_of(const std::vector<Compound>& compounds, std::size_t i, Node node) {
    if (i == 0) return Outcome::matched;
    const Compound& left = compounds[i - 1];
    switch (compounds[i].before) {
      case Combinator::child: {
        const Node parent = parent_element(node);
        if (!parent || !holds(left, parent)) return Outcome::try_other_ancestor;
        return left_of(compounds, i - 1, parent);
      }
      case Combinator::next_sibling: {
        const Node previous = previous_element(node);
        if (!previous || !holds(left, previous)) return Outcome::try_other_sibling;
        return left_of(compounds, i - 1, previous);
      }
      case Combinator::later_sibling:
        for (Node other = previous_element(node); other; other = previous_element(other)) {
          if (!holds(left, other)) continue;
          const Outcome outcome = left_of(compounds, i - 1, other);
          if (outcome != Outcome::try_other_sibling) return outcome;
        }
        return Outcome::try_other_ancestor;
      default:
        for (Node other = parent_element(node); other; other = parent_element(other)) {
          if (!holds(left, other)) continue;
          const Outcome outcome = left_of(compounds, i - 1, other);
          if (outcome == Outcome::matched || outcome == Outcome::failed) return outcome;
        }
        return Outcome::failed;
    }
  }

  struct Rightmost {
    std::string_view tag;
    std::string_view id;
    std::string_view classes;
  };

  static bool may_hold(const Compound& compound, const Rightmost& element) {
    if (compound.conditions.empty()) return true;
    const Condition& first = compound.conditions.front();
    if (first.kind == Kind::tag) return element.tag == first.name;
    if (first.kind == Kind::id) return element.id == first.value;
    if (first.kind != Kind::class_name) return true;
    return element.classes.find(first.value) != element.classes.npos;
  }

  bool holds(const Compound& compound, Node node) {
    if (++steps_ > max_steps) return false;
    for (const Condition& condition : compound.conditions) {
      if (!holds(condition, node)) return false;
    }
    return true;
  }

  bool holds(const Condition& condition, Node node) {
    switch (condition.kind) {
      case Kind::tag:
        return node.tag() == condition.name;
      case Kind::id:
        look_at(node);
        return id_ && *id_ == condition.value;
      case Kind::class_name:
        look_at(node);
        return class_ && has_word(*class_, condition.value);
      case Kind::first_child:
        return !previous_element(node);
      case Kind::last_child:
        return !next_element(node);
      case Kind::only_child:
        return !previous_element(node) && !next_element(node);
      case Kind::nth_child:
        return is_nth(condition, index_among_siblings(node));
      case Kind::empty:
        return is_empty(node);
      case Kind::contains: {
        const std::string text = node.text();
        steps_ += static_cast<long long>(text.size() / 16);
        return text.find(condition.value) != std::string::npos;
      }
      case Kind::negated:
        for (const Condition& inner : condition.inner) {
          if (!holds(inner, node)) return true;
        }
        return false;
      default: {
        const auto value = node.attribute(condition.name);
        return value && attribute_matches(condition, *value);
      }
    }
  }

  // A group of many alternatives asks one element for its id and class again and again.
  void look_at(Node node) {
    if (node == looked_at_) return;
    looked_at_ = node;
    id_ = node.attribute("id");
    class_ = node.attribute("class");
  }

  static bool is_empty(Node node) {
    for (Node child = node.first_child(); child; child = child.next_sibling()) {
      if (child.is_element() || !child.own_text().empty()) return false;
    }
    return true;
  }

  static bool is_nth(const Condition& condition, int index) {
    const int distance = index - condition.offset;
    if (condition.step == 0) return distance == 0;
    return distance % condition.step == 0 && distance / condition.step >= 0;
  }

  // Counting from the element asked about last keeps a long list linear.
  int index_among_siblings(Node node) {
    int index = 1;
    for (Node other = previous_element(node); other; other = previous_element(other)) {
      ++steps_;
      if (other == counted_) {
        index += counted_index_;
        break;
      }
      ++index;
    }
    counted_ = node;
    counted_index_ = index;
    return index;
  }

  const std::vector<std::vector<Compound>>& alternatives_;
  long long steps_ = 0;
  Node looked_at_;
  std::optional<std::string_view> id_;
  std::optional<std::string_view> class_;
  Node counted_;
  int counted_index_ = 0;
};

}  // namespace

Selector::Selector(std::shared_ptr<const Compiled> compiled) : compiled_(std::move(compiled)) {}
Selector::~Selector() = default;

std::vector<Node> Node::select(const Selector& selector) const {
  std::vector<Node> found;
  Matcher matcher(selector.compiled_->alternatives);
  for (Node node = next_in(*this); node; node = node.next_in(*this)) {
    if (node.is_element() && matcher.matches(node)) found.push_back(node);
  }
  return found;
}

Node Node::select_one(const Selector& selector) const {
  Matcher matcher(selector.compiled_->alternatives);
  for (Node node = next_in(*this); node; node = node.next_in(*this)) {
    if (node.is_element() && matcher.matches(node)) return node;
  }
  return {};
}

bool Node::matches(const Selector& selector) const {
  return is_element() && Matcher(selector.compiled_->alternatives).matches(*this);
}

Node Node::closest(const Selector& selector) const {
  Matcher matcher(selector.compiled_->alternatives);
  for (Node node = *this; node; node = node.parent()) {
    if (node.is_element() && matcher.matches(node)) return node;
  }
  return {};
}

const Selector& known_selector(std::string_view css) {
  static std::mutex mutex;
  static std::unordered_map<std::string, Selector> known;
  const std::lock_guard lock(mutex);
  std::string key(css);
  const auto it = known.find(key);
  if (it != known.end()) return it->second;
  auto compiled = Selector::compile(css);
  assert(compiled.ok());
  return known.emplace(std::move(key), *compiled).first->second;
}

std::vector<Node> Node::select(std::string_view css) const { return select(known_selector(css)); }
Node Node::select_one(std::string_view css) const { return select_one(known_selector(css)); }

}  // namespace regwatch
