#include "parsers/locator.h"

#include <algorithm>

#include "base/text.h"

namespace regwatch {
namespace {

bool is_attribute_name(std::string_view name) {
  return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == ':';
  });
}

}  // namespace

const XPathPage& SearchedPage::for_xpath() {
  if (!copy_) copy_.emplace(html_);
  return *copy_;
}

std::optional<Error> SearchedPage::problem() const {
  return copy_ ? copy_->problem() : std::nullopt;
}

Result<Locator> Locator::compile(std::string_view written, XPath::Root root) {
  Locator locator;
  std::string_view css = trim(written);
  if (XPath::is_meant_by(css)) {
    auto path = XPath::compile(css, root);
    if (!path) return path.error();
    locator.where_ = std::move(*path);
    return locator;
  }
  // An '@' within brackets or quotes is a selector's: a[href*="@"].
  const std::size_t at = css.rfind('@');
  if (at != css.npos && css.find_first_of("]\"'", at) == css.npos) {
    locator.attribute_ = std::string(trim(css.substr(at + 1)));
    css = trim(css.substr(0, at));
    if (!is_attribute_name(locator.attribute_)) {
      return Error{Fault::invalid,
                   "'" + std::string(written) + "': expected an attribute's name behind '@'"};
    }
  }
  if (css.empty()) return locator;
  auto selector = Selector::compile(css);
  if (!selector) return selector.error();
  locator.where_ = std::move(*selector);
  return locator;
}

std::vector<Node> Locator::elements(SearchedPage& page, Node scope) const {
  if (const auto* css = std::get_if<Selector>(&where_)) return scope.select(*css);
  if (const auto* path = std::get_if<XPath>(&where_))
    return page.for_xpath().elements(*path, scope);
  return {scope};
}

std::string Locator::value_of(Node node) const {
  if (!attribute_.empty()) return std::string(trim(node.attribute(attribute_).value_or("")));
  return node.tag() == "script" ? node.raw_text() : node.text();
}

std::optional<std::string> Locator::value(SearchedPage& page, Node scope) const {
  if (const auto* path = std::get_if<XPath>(&where_)) return page.for_xpath().value(*path, scope);
  const auto* css = std::get_if<Selector>(&where_);
  const Node node = css ? scope.select_one(*css) : scope;
  std::string value = node ? value_of(node) : "";
  return value.empty() ? std::nullopt : std::optional(std::move(value));
}

std::vector<std::string> Locator::values(SearchedPage& page, Node scope) const {
  std::vector<std::string> values;
  for (const Node node : elements(page, scope)) {
    if (auto value = value_of(node); !value.empty()) values.push_back(std::move(value));
  }
  if (values.empty()) {
    if (auto one = value(page, scope)) values.push_back(std::move(*one));
  }
  return values;
}

}  // namespace regwatch
