#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace regwatch {

class Selector;

/// A node of a parsed page: a handle, cheap to copy, valid while its Html lives. A null handle
/// answers every question with nothing, so that chains need no checks.
class Node {
 public:
  Node() = default;
  explicit operator bool() const { return node_ != nullptr; }
  bool operator==(const Node&) const = default;
  const void* identity() const { return node_; }  ///< Tells the nodes of one page apart.

  bool is_element() const;
  bool is_text() const;               ///< Text, CDATA or white space.
  std::string_view tag() const;       ///< Lower case; empty unless an element.
  std::string_view own_text() const;  ///< Of a text node.
  /// Names compare without case.
  std::optional<std::string_view> attribute(std::string_view name) const;
  /// All, in the order of the page; names in lower case.
  std::vector<std::pair<std::string_view, std::string_view>> attributes() const;
  bool has_class(std::string_view name) const;

  Node parent() const;
  Node first_child() const;
  Node next_sibling() const;
  Node previous_sibling() const;
  /// The next node in document order within `scope`, or null. The way to walk without recursion.
  Node next_in(Node scope) const;
  /// As next_in, but past this node's children.
  Node next_after_subtree_in(Node scope) const;

  /// Descendants that match, in document order.
  std::vector<Node> select(const Selector& selector) const;
  Node select_one(const Selector& selector) const;
  /// Compiles on the way; for selectors written in code, where a bad one is a bug and asserts.
  std::vector<Node> select(std::string_view css) const;
  Node select_one(std::string_view css) const;
  bool matches(const Selector& selector) const;
  /// The nearest ancestor or itself that matches.
  Node closest(const Selector& selector) const;

  /// All text below, spaces collapsed and trimmed; scripts, styles and comments left out.
  std::string text() const;
  /// Concatenated text below, as written (of a `script` its source).
  std::string raw_text() const;

 private:
  friend class Html;
  friend class Selector;
  explicit Node(const void* node) : node_(node) {}
  const void* node_ = nullptr;  // GumboNode
};

/// A CSS selector (Selectors Level 3 without namespaces and pseudo-elements): type, `*`, `#id`,
/// `.class`, attributes with all operators and quotes, the four combinators, groups, `:not()`,
/// `:first-child`, `:last-child`, `:nth-child(n)`, `:only-child`, `:empty`, and `:contains("…")`.
class Selector {
 public:
  /// Fault::invalid names the position and what was expected.
  static Result<Selector> compile(std::string_view css);
  Selector(const Selector&) = default;
  ~Selector();

 private:
  friend class Node;
  struct Compiled;
  explicit Selector(std::shared_ptr<const Compiled> compiled);
  std::shared_ptr<const Compiled> compiled_;
};

/// A page as gumbo read it, with the bytes it refers to, in one arena. Text, attributes and scripts
/// are whole, but a run of white space at an end of a text is one space or line feed; style sheets,
/// drawings (`<svg>`) and pictures written into an attribute (`data:`) are left out.
///
/// gumbo is quadratic in nesting depth and in the attributes of one tag, and aborts when memory is
/// refused; so one linear look bounds bytes, net depth and attributes first.
class Html {
 public:
  /// `utf8` is well-formed UTF-8. Fault::broken for a page past the bounds, naming which.
  static Result<Html> parse(std::string utf8);
  /// A fragment such as JSON answers carry; the same tree, with html and body around it.
  static Result<Html> parse_fragment(std::string utf8) { return parse(std::move(utf8)); }
  Html(Html&&) noexcept;
  Html& operator=(Html&&) noexcept;
  ~Html();

  Node root() const;  ///< The `html` element.
  std::string_view source() const;
  std::string title() const;  ///< Of `<title>`, collapsed.
  std::string meta(
      std::string_view name) const;  ///< `content` of the meta of that name (no case), or empty.

  std::vector<Node> select(std::string_view css) const { return root().select(css); }
  Node select_one(std::string_view css) const { return root().select_one(css); }

 private:
  struct Tree;
  explicit Html(std::unique_ptr<Tree> tree);
  std::unique_ptr<Tree> tree_;
};

}  // namespace regwatch
