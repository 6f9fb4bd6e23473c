#pragma once

#include <memory>
#include <string>
#include <vector>

#include "parsers/html.h"

namespace regwatch {

/// One condition on an element.
struct Condition {
  enum class Kind {
    tag,
    id,
    class_name,
    has_attribute,
    equals,
    includes,   // ~=
    dash,       // |=
    prefix,     // ^=
    suffix,     // $=
    substring,  // *=
    first_child,
    last_child,
    only_child,
    nth_child,
    empty,
    contains,
    negated,
  };
  Kind kind = Kind::tag;
  std::string name;   ///< Of a tag or an attribute, lower case.
  std::string value;  ///< An id, a class, an attribute's value, a text.
  int step = 0;       ///< nth-child: step * n + offset.
  int offset = 0;
  std::vector<Condition> inner;  ///< :not()
};

/// A run of conditions on one element, and how it stands to the one to its left.
struct Compound {
  enum class Combinator { none, descendant, child, next_sibling, later_sibling };
  Combinator before = Combinator::none;
  std::vector<Condition> conditions;
};

/// A group: compounds from left to right, per alternative.
struct Selector::Compiled {
  std::vector<std::vector<Compound>> alternatives;
};

}  // namespace regwatch
