#include "documents/xml.h"

#include <libxml/parser.h>
#include <libxml/tree.h>

#include <charconv>

#include "base/text.h"

namespace regwatch {
namespace {

constexpr std::size_t most_bytes = 200u << 20;

const xmlNode* as_node(const void* node) { return static_cast<const xmlNode*>(node); }

std::string_view view_of(const xmlChar* text) {
  return text == nullptr ? std::string_view() : reinterpret_cast<const char*>(text);
}

const xmlNode* first_element(const xmlNode* node) {
  while (node != nullptr && node->type != XML_ELEMENT_NODE) node = node->next;
  return node;
}

// The next node of any type within `scope`, past the children of `node`.
const xmlNode* after_subtree(const xmlNode* node, const xmlNode* scope) {
  while (node != nullptr && node != scope) {
    if (node->next != nullptr) return node->next;
    node = node->parent;
  }
  return nullptr;
}

const xmlNode* next_node(const xmlNode* node, const xmlNode* scope) {
  if (node->type == XML_ELEMENT_NODE && node->children != nullptr) return node->children;
  return after_subtree(node, scope);
}

const xmlNode* next_element(const xmlNode* node, const xmlNode* scope) {
  while (node != nullptr && node->type != XML_ELEMENT_NODE) node = next_node(node, scope);
  return node;
}

std::string words_of(const xmlError* error) {
  if (error == nullptr || error->message == nullptr) return "it is no well-formed XML";
  return "line " + std::to_string(error->line) + ": " +
         ellipsize(trim(to_valid_utf8(error->message)), 200);
}

}  // namespace

std::string_view XmlNode::name() const {
  return node_ == nullptr ? std::string_view() : view_of(as_node(node_)->name);
}

std::optional<std::string> XmlNode::attribute(std::string_view name) const {
  if (node_ == nullptr) return std::nullopt;
  for (const xmlAttr* each = as_node(node_)->properties; each != nullptr; each = each->next) {
    if (view_of(each->name) != name) continue;
    return each->children == nullptr ? "" : std::string(view_of(each->children->content));
  }
  return std::nullopt;
}

std::optional<int> XmlNode::number(std::string_view name) const {
  const auto text = attribute(name);
  if (!text) return std::nullopt;
  int value = 0;
  const auto [end, fault] = std::from_chars(text->data(), text->data() + text->size(), value);
  if (fault != std::errc() || end == text->data()) return std::nullopt;
  return value;
}

XmlNode XmlNode::parent() const {
  if (node_ == nullptr) return {};
  const xmlNode* parent = as_node(node_)->parent;
  return parent != nullptr && parent->type == XML_ELEMENT_NODE ? XmlNode(parent) : XmlNode();
}

XmlNode XmlNode::first_child() const {
  return node_ == nullptr ? XmlNode() : XmlNode(first_element(as_node(node_)->children));
}

XmlNode XmlNode::next_sibling() const {
  return node_ == nullptr ? XmlNode() : XmlNode(first_element(as_node(node_)->next));
}

XmlNode XmlNode::child(std::string_view name) const {
  XmlNode node = first_child();
  return !node || node.name() == name ? node : node.sibling(name);
}

XmlNode XmlNode::sibling(std::string_view name) const {
  XmlNode node = next_sibling();
  while (node && node.name() != name) node = node.next_sibling();
  return node;
}

XmlNode XmlNode::next_in(XmlNode scope) const {
  if (node_ == nullptr) return {};
  return XmlNode(
      next_element(next_node(as_node(node_), as_node(scope.node_)), as_node(scope.node_)));
}

XmlNode XmlNode::next_after_subtree_in(XmlNode scope) const {
  if (node_ == nullptr) return {};
  return XmlNode(
      next_element(after_subtree(as_node(node_), as_node(scope.node_)), as_node(scope.node_)));
}

XmlNode XmlNode::find(std::string_view name) const {
  XmlNode node = next_in(*this);
  while (node && node.name() != name) node = node.next_in(*this);
  return node;
}

std::string XmlNode::text() const {
  std::string out;
  const xmlNode* scope = as_node(node_);
  for (const xmlNode* node = scope; node != nullptr; node = next_node(node, scope)) {
    if (node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE)
      out += view_of(node->content);
    if (node == scope && node->children == nullptr) break;
  }
  return out;
}

Result<XmlDocument> XmlDocument::parse(std::string_view bytes) {
  if (bytes.size() > most_bytes) return Error{Fault::too_large, "more than 200 MB of XML"};
  constexpr int options = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
                          XML_PARSE_RECOVER | XML_PARSE_COMPACT;
  const std::unique_ptr<xmlParserCtxt, void (*)(xmlParserCtxt*)> context(xmlNewParserCtxt(),
                                                                         &xmlFreeParserCtxt);
  if (!context) throw std::bad_alloc();
  XmlDocument out;
  out.document_.reset(xmlCtxtReadMemory(context.get(), bytes.data(), static_cast<int>(bytes.size()),
                                        nullptr, nullptr, options));
  if (!context->wellFormed) out.error_ = words_of(xmlCtxtGetLastError(context.get()));
  const auto* document = static_cast<const xmlDoc*>(out.document_.get());
  if (document == nullptr) return Error{Fault::broken, out.error_};
  if (document->intSubset != nullptr)
    return Error{Fault::broken, "it declares a document type, which no office format does"};
  if (!out.root()) return Error{Fault::broken, out.error_};
  return out;
}

XmlDocument::XmlDocument(XmlDocument&&) noexcept = default;
XmlDocument& XmlDocument::operator=(XmlDocument&&) noexcept = default;
XmlDocument::~XmlDocument() = default;

void XmlDocument::Free::operator()(void* document) const {
  xmlFreeDoc(static_cast<xmlDoc*>(document));
}

XmlNode XmlDocument::root() const {
  return XmlNode(xmlDocGetRootElement(static_cast<const xmlDoc*>(document_.get())));
}

}  // namespace regwatch
