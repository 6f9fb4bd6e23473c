#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "parsers/html.h"

namespace regwatch {

/// A compiled expression of XPath 1.0, without variables and namespaces.
class XPath {
 public:
  /// Where `/` at the beginning of a path leads: to the page's root, or to the node it is asked of,
  /// so that `//a` in a row is a link of that row.
  enum class Root { page, scope };
  /// Fault::invalid names the position and what is wrong.
  static Result<XPath> compile(std::string_view expression, Root root);
  /// Whether a selector is meant as an XPath: it begins with `/`, `(`, `./`, `../` or a function.
  static bool is_meant_by(std::string_view selector);

 private:
  friend class XPathPage;
  struct Compiled;
  std::shared_ptr<const Compiled> compiled_;
};

/// A page as XPath sees it: a copy of its tree in libxml2's form, made once. The Html outlives it.
/// What all evaluations of one page may cost together is bounded; nothing else is loaded.
class XPathPage {
 public:
  explicit XPathPage(const Html& html);
  ~XPathPage();

  /// The elements that the expression gives, in document order; none where it gives no elements.
  std::vector<Node> elements(const XPath& path, Node scope) const;
  /// The first value that is not blank: of an element its text, of an attribute or a text its own,
  /// else the string or number that the expression gives.
  std::optional<std::string> value(const XPath& path, Node scope) const;
  /// Why an evaluation broke off, if one did (Fault::too_large: it cost too much).
  const std::optional<Error>& problem() const;

 private:
  struct Copy;
  std::unique_ptr<Copy> copy_;
};

}  // namespace regwatch
