#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace regwatch {

/// An element of a LenientXml: a handle, cheap to copy, valid while that lives. A null handle
/// answers every question with nothing.
class XmlElement {
 public:
  XmlElement() = default;
  explicit operator bool() const { return tree_ != nullptr; }

  std::string_view name() const;    ///< As written, with its prefix: `content:encoded`.
  std::string_view local() const;   ///< Without it.
  std::string_view prefix() const;  ///< Empty where there is none.
  /// Its value, references decoded, trimmed; by the name as written.
  std::optional<std::string> attribute(std::string_view name) const;
  bool is_closed() const;  ///< Whether its end tag came.

  XmlElement parent() const;
  std::vector<XmlElement> children() const;
  /// The first child of that name as written.
  XmlElement child(std::string_view name) const;
  /// All text below, references decoded, trimmed.
  std::string text() const;
  /// What stands between its tags, as written.
  std::string_view inner() const;

 private:
  friend class LenientXml;
  struct Tree;
  XmlElement(const Tree* tree, std::size_t at) : tree_(tree), at_(at) {}
  const Tree* tree_ = nullptr;
  std::size_t at_ = 0;
};

/// XML as the web has it: it is read to its end, whatever is wrong with it, in one linear pass.
/// Undeclared prefixes, undeclared entities, bare `&` and `<`, control characters, tags that nobody
/// closed, text before the declaration are read as they are meant.
///
/// No document type is read: no entity is expanded but the predefined ones and those of HTML, and
/// nothing is loaded. Bytes, elements and depth are bounded.
class LenientXml {
 public:
  /// `utf8` is well-formed UTF-8. Fault::broken where there is no element at all; Fault::too_large
  /// past the bounds, naming which.
  static Result<LenientXml> parse(std::string utf8);
  LenientXml(LenientXml&&) noexcept;
  LenientXml& operator=(LenientXml&&) noexcept;
  ~LenientXml();

  XmlElement root() const;
  /// What may have been read otherwise than it was meant, in words, each once.
  const std::vector<std::string>& problems() const;

 private:
  explicit LenientXml(std::unique_ptr<XmlElement::Tree> tree);
  std::unique_ptr<XmlElement::Tree> tree_;
};

}  // namespace regwatch
