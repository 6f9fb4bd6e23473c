#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace regwatch {

/// An element of an XML document: a handle, valid while its XmlDocument lives. A null handle
/// answers every question with nothing. Names are without their namespace's prefix, for producers
/// choose prefixes (and OOXML two sets of namespaces) as they like.
class XmlNode {
 public:
  XmlNode() = default;
  explicit operator bool() const { return node_ != nullptr; }
  bool operator==(const XmlNode&) const = default;

  std::string_view name() const;
  std::optional<std::string> attribute(std::string_view name) const;
  /// The attribute as a number; nothing where it is none.
  std::optional<int> number(std::string_view name) const;

  XmlNode parent() const;
  XmlNode first_child() const;  ///< Elements only.
  XmlNode next_sibling() const;
  XmlNode child(std::string_view name) const;
  XmlNode sibling(std::string_view name) const;  ///< The next one of that name.
  /// The next element in document order within `scope`, or null. The way to walk without recursion.
  XmlNode next_in(XmlNode scope) const;
  /// As next_in, but past this element's children.
  XmlNode next_after_subtree_in(XmlNode scope) const;
  /// The first descendant of that name.
  XmlNode find(std::string_view name) const;
  /// All text below, as written.
  std::string text() const;

 private:
  friend class XmlDocument;
  explicit XmlNode(const void* node) : node_(node) {}
  const void* node_ = nullptr;  // xmlNode
};

/// An XML document as libxml2 read it. No entity is expanded, nothing else is loaded, and a
/// document that declares a type of its own is refused, for no office format has one.
class XmlDocument {
 public:
  /// What comes before an error is kept, and `error` says what it was. Fault::broken when nothing
  /// can be read, or the document declares a type; Fault::too_large beyond 200 MB.
  static Result<XmlDocument> parse(std::string_view bytes);
  XmlDocument(XmlDocument&&) noexcept;
  XmlDocument& operator=(XmlDocument&&) noexcept;
  ~XmlDocument();

  XmlNode root() const;
  const std::string& error() const { return error_; }  ///< Empty when it is well-formed.

 private:
  struct Free {
    void operator()(void* document) const;
  };
  XmlDocument() = default;
  std::unique_ptr<void, Free> document_;
  std::string error_;
};

}  // namespace regwatch
