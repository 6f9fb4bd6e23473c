#include "parsers/xpath.h"

#include <libxml/tree.h>
#include <libxml/xpath.h>
#include <libxml/xpathInternals.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <new>
#include <unordered_map>

#include "base/text.h"

namespace regwatch {
namespace {

constexpr std::size_t max_expression = 4000;
// What all evaluations of one page may cost, in comparisons of nodes: a few seconds at the worst.
// The library counts the nodes it walks to and bounds those; but it looks for each of them among
// all that it has found, so that walking n nodes of a page costs up to n times the smaller of n and
// the page's nodes.
constexpr double page_budget = 6e9;
constexpr unsigned long least_operations = 1000;
constexpr std::size_t max_results = 10'000;

struct Free {
  void operator()(xmlDoc* document) const { xmlFreeDoc(document); }
  void operator()(xmlXPathContext* context) const { xmlXPathFreeContext(context); }
  void operator()(xmlXPathCompExpr* expression) const { xmlXPathFreeCompExpr(expression); }
  void operator()(xmlXPathObject* object) const { xmlXPathFreeObject(object); }
};
using Document = std::unique_ptr<xmlDoc, Free>;
using Context = std::unique_ptr<xmlXPathContext, Free>;
using Object = std::unique_ptr<xmlXPathObject, Free>;

const xmlChar* xml_text(const std::string& text) {
  return reinterpret_cast<const xmlChar*>(text.c_str());
}

std::string own(const xmlChar* text) {
  return text == nullptr ? "" : reinterpret_cast<const char*>(text);
}

// The library tells its errors to this, not to standard error; they are read off the context.
void keep_quiet(void*, xmlErrorPtr) {}

Context context_of(xmlDoc* document) {
  Context context(xmlXPathNewContext(document));
  if (!context) throw std::bad_alloc();
  context->error = keep_quiet;
  context->opLimit = least_operations;
  return context;
}

std::string_view words_of(int code) {
  switch (code - XML_XPATH_EXPRESSION_OK) {
    case XPATH_UNFINISHED_LITERAL_ERROR:
    case XPATH_START_LITERAL_ERROR:
      return "a quotation mark has no partner";
    case XPATH_FORBID_VARIABLE_ERROR:
    case XPATH_VARIABLE_REF_ERROR:
    case XPATH_UNDEF_VARIABLE_ERROR:
      return "there are no variables";
    case XPATH_INVALID_PREDICATE_ERROR:
    case XPATH_UNCLOSED_ERROR:
      return "expected ']' or another predicate";
    case XPATH_INVALID_ARITY:
      return "wrong number of arguments";
    case XPATH_INVALID_TYPE:
      return "an argument of the wrong type";
    case XPATH_UNDEF_PREFIX_ERROR:
      return "there are no namespaces: a prefix is unknown";
    default:
      return "invalid expression";
  }
}

std::string words_of(const xmlXPathContext& context) {
  return "position " + std::to_string(context.lastError.int1 + 1) + ": " +
         std::string(words_of(context.lastError.code));
}

// Paths that begin with `/` begin at the node that the expression is asked of.
std::string from_scope(std::string_view expression) {
  std::string out;
  char quote = 0;
  char before = '(';
  for (const char c : expression) {
    if (quote == 0 && c == '/' && (before == '(' || before == '|' || before == ',')) out += '.';
    if (quote != 0) {
      if (c == quote) quote = 0;
    } else if (c == '"' || c == '\'') {
      quote = c;
    }
    out += c;
    if (c != ' ') before = c;
  }
  return out;
}

// What may stand before `(`: the core library (XPath 1.0 §4), the node tests, and operators.
constexpr std::array<std::string_view, 35> names_before_brackets{"last",
                                                                 "position",
                                                                 "count",
                                                                 "id",
                                                                 "local-name",
                                                                 "namespace-uri",
                                                                 "name",
                                                                 "string",
                                                                 "concat",
                                                                 "starts-with",
                                                                 "contains",
                                                                 "substring-before",
                                                                 "substring-after",
                                                                 "substring",
                                                                 "string-length",
                                                                 "normalize-space",
                                                                 "translate",
                                                                 "boolean",
                                                                 "not",
                                                                 "true",
                                                                 "false",
                                                                 "lang",
                                                                 "number",
                                                                 "sum",
                                                                 "floor",
                                                                 "ceiling",
                                                                 "round",
                                                                 "node",
                                                                 "text",
                                                                 "comment",
                                                                 "processing-instruction",
                                                                 "and",
                                                                 "or",
                                                                 "div",
                                                                 "mod"};

// The library finds out about a function that is not there when it is called, which an expression
// that matches nothing never does.
std::optional<std::string> unknown_function(std::string_view expression) {
  char quote = 0;
  std::size_t name = 0;
  for (std::size_t at = 0; at < expression.size(); ++at) {
    const char c = expression[at];
    if (quote != 0) {
      if (c == quote) quote = 0;
      name = at + 1;
      continue;
    }
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_';
    if (c == '(' && name < at) {
      const std::string_view word = expression.substr(name, at - name);
      const auto& known = names_before_brackets;
      if (std::find(known.begin(), known.end(), word) == known.end())
        return "position " + std::to_string(name + 1) + ": no function '" + std::string(word) + "'";
    }
    if (c == '"' || c == '\'') quote = c;
    if (!is_letter && !(c >= '0' && c <= '9')) name = at + 1;
  }
  return std::nullopt;
}

xmlNode* copied(xmlDoc* document, Node node) {
  if (node.is_text()) {
    const std::string text(node.own_text());
    return xmlNewDocText(document, xml_text(text));
  }
  if (!node.is_element()) return nullptr;
  const std::string name(node.tag().empty() ? "unknown" : node.tag());
  xmlNode* const element = xmlNewDocNode(document, nullptr, xml_text(name), nullptr);
  if (element == nullptr) throw std::bad_alloc();
  for (const auto& [key, value] : node.attributes())
    xmlNewProp(element, xml_text(std::string(key)), xml_text(std::string(value)));
  return element;
}

}  // namespace

struct XPath::Compiled {
  std::unique_ptr<xmlXPathCompExpr, Free> expression;
};

struct XPathPage::Copy {
  Document document;
  Context context;
  std::vector<Node> nodes;  ///< By the number that a copied node carries, less one.
  std::unordered_map<const void*, xmlNode*> copies;
  double budget = page_budget;
  std::optional<Error> problem;

  void add(Node node, xmlNode* parent) {
    xmlNode* const copy = copied(document.get(), node);
    if (copy == nullptr) return;
    nodes.push_back(node);
    copy->_private = reinterpret_cast<void*>(nodes.size());
    copies[node.identity()] = copy;
    if (parent == nullptr) {
      xmlDocSetRootElement(document.get(), copy);
    } else {
      // Not xmlAddChild, which joins neighbouring texts and frees one of them.
      copy->parent = parent;
      copy->prev = parent->last;
      (parent->last == nullptr ? parent->children : parent->last->next) = copy;
      parent->last = copy;
    }
  }

  Node original(const xmlNode* copy) const {
    const auto number = reinterpret_cast<std::size_t>(copy->_private);
    return number == 0 || number > nodes.size() ? Node() : nodes[number - 1];
  }

  Object evaluate(const xmlXPathCompExpr* expression, Node scope) {
    const auto at = copies.find(scope.identity());
    if (at == copies.end() || problem) return nullptr;
    const double size = static_cast<double>(nodes.size());
    context->node = at->second;
    context->opCount = 0;
    const double root = std::sqrt(budget);
    context->opLimit = static_cast<unsigned long>(root < size ? root : budget / size);
    xmlResetError(&context->lastError);
    Object result(xmlXPathCompiledEval(const_cast<xmlXPathCompExpr*>(expression), context.get()));
    const double walked = static_cast<double>(context->opCount);
    budget -= walked * std::min(walked, size);
    if (result && budget > 0) return result;
    const bool is_costly = budget <= 0 || context->opCount >= context->opLimit;
    problem = Error{is_costly ? Fault::too_large : Fault::invalid,
                    is_costly ? "the XPath expressions cost too much on this page"
                              : "XPath: " + words_of(*context)};
    return nullptr;
  }

  std::string value_of(xmlNode* node) const {
    if (node->type == XML_ELEMENT_NODE) return original(node).text();
    const std::unique_ptr<xmlChar, void (*)(void*)> content(xmlNodeGetContent(node), xmlFree);
    return std::string(trim(own(content.get())));
  }
};

Result<XPath> XPath::compile(std::string_view expression, Root root) {
  if (expression.size() > max_expression)
    return Error{Fault::invalid, "an XPath of more than 4000 bytes"};
  const std::string written(expression);
  if (const auto unknown = unknown_function(expression))
    return Error{Fault::invalid, "'" + written + "': " + *unknown};
  const std::string rooted = root == Root::scope ? from_scope(expression) : written;
  // A page with little on it, so that what is only found out by evaluating is found out here.
  const Document document(xmlNewDoc(nullptr));
  if (!document) throw std::bad_alloc();
  xmlNode* const html = xmlNewDocNode(document.get(), nullptr, xml_text("html"), nullptr);
  xmlDocSetRootElement(document.get(), html);
  const Context context = context_of(document.get());
  context->flags = XML_XPATH_NOVAR;
  XPath path;
  auto compiled = std::make_shared<Compiled>();
  compiled->expression.reset(xmlXPathCtxtCompile(context.get(), xml_text(rooted)));
  if (compiled->expression) {
    context->node = html;
    if (Object(xmlXPathCompiledEval(compiled->expression.get(), context.get()))) {
      path.compiled_ = std::move(compiled);
      return path;
    }
  }
  return Error{Fault::invalid, "'" + written + "': " + words_of(*context)};
}

bool XPath::is_meant_by(std::string_view selector) {
  if (selector.starts_with('/') || selector.starts_with('(') || selector.starts_with("./") ||
      selector.starts_with("../"))
    return true;
  const auto name = selector.find_first_not_of("abcdefghijklmnopqrstuvwxyz-");
  return name != selector.npos && name > 0 && selector[name] == '(';
}

XPathPage::XPathPage(const Html& html) : copy_(std::make_unique<Copy>()) {
  copy_->document.reset(xmlNewDoc(nullptr));
  if (!copy_->document) throw std::bad_alloc();
  const Node root = html.root();
  for (Node node = root; node; node = node.next_in(root)) {
    const auto parent = copy_->copies.find(node.parent().identity());
    const bool is_root = node == root;
    if (is_root || parent != copy_->copies.end())
      copy_->add(node, is_root ? nullptr : parent->second);
  }
  xmlXPathOrderDocElems(copy_->document.get());
  copy_->context = context_of(copy_->document.get());
}

XPathPage::~XPathPage() = default;

std::vector<Node> XPathPage::elements(const XPath& path, Node scope) const {
  std::vector<Node> found;
  const Object result = copy_->evaluate(path.compiled_->expression.get(), scope);
  if (!result || result->type != XPATH_NODESET || result->nodesetval == nullptr) return found;
  xmlXPathNodeSetSort(result->nodesetval);
  for (int i = 0; i < result->nodesetval->nodeNr && found.size() < max_results; ++i) {
    const xmlNode* node = result->nodesetval->nodeTab[i];
    if (node->type == XML_ELEMENT_NODE) found.push_back(copy_->original(node));
  }
  return found;
}

std::optional<std::string> XPathPage::value(const XPath& path, Node scope) const {
  const Object result = copy_->evaluate(path.compiled_->expression.get(), scope);
  if (!result || result->type == XPATH_BOOLEAN) return std::nullopt;
  if (result->type != XPATH_NODESET) {
    const std::unique_ptr<xmlChar, void (*)(void*)> text(xmlXPathCastToString(result.get()),
                                                         xmlFree);
    std::string value(trim(own(text.get())));
    return value.empty() ? std::nullopt : std::optional(std::move(value));
  }
  if (result->nodesetval == nullptr) return std::nullopt;
  xmlXPathNodeSetSort(result->nodesetval);
  for (int i = 0; i < result->nodesetval->nodeNr; ++i) {
    std::string value = copy_->value_of(result->nodesetval->nodeTab[i]);
    if (!value.empty()) return value;
  }
  return std::nullopt;
}

const std::optional<Error>& XPathPage::problem() const { return copy_->problem; }

}  // namespace regwatch
