#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/result.h"
#include "parsers/html.h"
#include "parsers/xpath.h"

namespace regwatch {

/// A page in which locators look. Its copy for XPath is made when the first one needs it.
class SearchedPage {
 public:
  explicit SearchedPage(const Html& html) : html_(html) {}
  Node root() const { return html_.root(); }
  const XPathPage& for_xpath();
  /// Why an XPath broke off on this page, if one did.
  std::optional<Error> problem() const;

 private:
  const Html& html_;
  std::optional<XPathPage> copy_;
};

/// Where a configuration says that something stands: `css` (its text), `css@attribute`,
/// `@attribute` (of the scope itself), or an XPath where it begins with `/` or `(`.
class Locator {
 public:
  /// Fault::invalid names the position and what was expected.
  static Result<Locator> compile(std::string_view written, XPath::Root root);

  /// The elements it names below `scope`, in document order.
  std::vector<Node> elements(SearchedPage& page, Node scope) const;
  /// What stands there first: trimmed, and nothing where that is empty.
  std::optional<std::string> value(SearchedPage& page, Node scope) const;
  /// As value, of each place; of a script its source.
  std::vector<std::string> values(SearchedPage& page, Node scope) const;

  /// Empty where it names elements, not one of their attributes.
  const std::string& attribute() const { return attribute_; }
  bool is_xpath() const { return std::holds_alternative<XPath>(where_); }

 private:
  std::string value_of(Node node) const;
  std::variant<std::monostate, Selector, XPath> where_;  ///< None: the scope itself.
  std::string attribute_;
};

}  // namespace regwatch
