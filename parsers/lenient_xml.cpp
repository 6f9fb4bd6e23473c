#include "parsers/lenient_xml.h"

#include <algorithm>

#include "base/text.h"
#include "parsers/html_references.h"

namespace regwatch {
namespace {

constexpr std::size_t max_bytes = 52'428'800;  // What a sitemap may have (sitemaps.org).
constexpr std::size_t max_nodes = 1'000'000;
constexpr std::size_t max_depth = 100;
constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

bool is_name_start(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         static_cast<unsigned char>(c) >= 0x80;
}

bool is_name_char(char c) {
  return is_name_start(c) || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == ':';
}

bool is_white(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

std::string_view name_at(std::string_view text) {
  std::size_t length = 0;
  while (length < text.size() && is_name_char(text[length])) ++length;
  return text.substr(0, length);
}

std::string decoded(std::string_view written) {
  std::string out(written.size(), '\0');
  out.resize(decode_references(written, out.data()));
  return out;
}

}  // namespace

struct XmlElement::Tree {
  struct Piece {
    std::string_view name;  ///< Of an element; empty of text.
    std::string_view text;  ///< Of a text as written; of an element what is within its start tag.
    std::size_t parent = nowhere;
    std::size_t first_child = nowhere;
    std::size_t last_child = nowhere;
    std::size_t next = nowhere;
    std::size_t inner_begin = 0;
    std::size_t inner_end = 0;
    bool is_cdata = false;
    bool is_closed = false;
  };
  std::string source;
  std::vector<Piece> pieces;
  std::vector<std::string> problems;

  std::size_t after_subtree(std::size_t at, std::size_t scope) const {
    for (; at != scope; at = pieces[at].parent) {
      if (pieces[at].next != nowhere) return pieces[at].next;
    }
    return nowhere;
  }
  std::size_t next_in(std::size_t at, std::size_t scope) const {
    return pieces[at].first_child != nowhere ? pieces[at].first_child : after_subtree(at, scope);
  }
};

namespace {

/// Builds the tree in one pass over the source.
template <class Tree>
class XmlScanner {
 public:
  explicit XmlScanner(Tree& tree) : tree_(tree), text_(tree.source) {}

  std::optional<Error> scan() {
    while (at_ < text_.size()) {
      const std::size_t begin = at_;
      take_text(std::min(text_.find('<', at_), text_.size()));
      if (at_ < text_.size()) take_markup();
      if (at_ == begin) ++at_;
      if (tree_.pieces.size() > max_nodes)
        return Error{Fault::too_large, "XML of more than 1,000,000 elements and texts"};
      if (open_.size() > max_depth)
        return Error{Fault::too_large, "XML nested deeper than 100 elements"};
    }
    for (const std::size_t open : open_) tree_.pieces[open].inner_end = text_.size();
    if (!open_.empty())
      problem("it breaks off within <" + std::string(tree_.pieces[open_.back()].name) + ">");
    return std::nullopt;
  }

 private:
  std::string_view rest() const { return text_.substr(at_); }

  void problem(std::string words) {
    auto& all = tree_.problems;
    if (all.size() < 10 && std::find(all.begin(), all.end(), words) == all.end())
      all.push_back(std::move(words));
  }

  std::size_t add(std::string_view name, std::string_view text) {
    const std::size_t number = tree_.pieces.size();
    const std::size_t parent = open_.empty() ? nowhere : open_.back();
    tree_.pieces.push_back({name, text, parent});
    if (parent == nowhere) return number;
    auto& above = tree_.pieces[parent];
    if (above.first_child == nowhere) {
      above.first_child = number;
    } else {
      tree_.pieces[above.last_child].next = number;
    }
    above.last_child = number;
    return number;
  }

  void take_text(std::size_t end) {
    const std::string_view text = text_.substr(at_, end - at_);
    at_ = end;
    if (open_.empty() || text.empty()) return;
    add({}, text);
    note_references(text);
  }

  // A bare '&' and the entities of HTML are read as they are meant; others stay as they stand.
  void note_references(std::string_view text) {
    for (std::size_t at = text.find('&'); at != text.npos; at = text.find('&', at + 1)) {
      const std::string_view name = name_at(text.substr(at + 1));
      if (name.empty() || name.size() > 40 || text.substr(at + 1 + name.size(), 1) != ";") continue;
      if (!knows_all_references(text.substr(at, name.size() + 2)))
        problem("the entity '" + ellipsize(name, 20) + "' is not known");
    }
  }

  // Moves behind `end`, or to the end of the source.
  std::string_view take_until(std::string_view end, std::size_t skip, std::string_view what) {
    const std::size_t begin = at_ + skip;
    const std::size_t found = text_.find(end, begin);
    if (found == text_.npos) problem(std::string(what) + " is not closed");
    const std::size_t stop = std::min(found, text_.size());
    at_ = std::min(stop + end.size(), text_.size());
    return text_.substr(std::min(begin, stop), stop - std::min(begin, stop));
  }

  void take_markup() {
    const std::string_view markup = rest();
    if (markup.starts_with("<!--")) {
      take_until("-->", 4, "a comment");
    } else if (markup.starts_with("<![CDATA[")) {
      const std::string_view text = take_until("]]>", 9, "a CDATA section");
      if (!open_.empty()) tree_.pieces[add({}, text)].is_cdata = true;
    } else if (markup.starts_with("<?")) {
      take_until("?>", 2, "a processing instruction");
    } else if (markup.starts_with("<!")) {
      take_document_type();
    } else if (markup.starts_with("</")) {
      take_end_tag();
    } else if (markup.size() > 1 && is_name_start(markup[1])) {
      take_start_tag();
    } else {
      problem("a '<' is not escaped");
      if (!open_.empty()) add({}, text_.substr(at_, 1));
      ++at_;
    }
  }

  // Declarations in it are not read: what they declare stays as it is written.
  void take_document_type() {
    const std::size_t bracket = text_.find_first_of("[>", at_);
    if (bracket == text_.npos || text_[bracket] == '>') {
      at_ = bracket == text_.npos ? text_.size() : bracket + 1;
      return;
    }
    at_ = bracket;
    const std::string_view subset = take_until("]", 1, "a document type");
    if (subset.find("<!ENTITY") != subset.npos)
      problem("it declares entities, which are not expanded");
    take_until(">", 0, "a document type");
  }

  void take_end_tag() {
    const std::size_t begin = at_;
    const std::string_view name = name_at(text_.substr(begin + 2));
    take_until(">", 2, "an end tag");
    const auto open = std::find_if(open_.rbegin(), open_.rend(), [&](std::size_t each) {
      return tree_.pieces[each].name == name;
    });
    if (open == open_.rend()) return problem("</" + ellipsize(name, 30) + "> closes nothing");
    while (true) {
      auto& piece = tree_.pieces[open_.back()];
      piece.inner_end = begin;
      open_.pop_back();
      if (piece.name == name) {
        piece.is_closed = true;
        return;
      }
      problem("<" + ellipsize(piece.name, 30) + "> is not closed");
    }
  }

  // The '>' of a start tag, which may stand in a quoted value too.
  std::size_t end_of_tag(std::size_t from) const {
    char quote = 0;
    for (std::size_t at = from; at < text_.size(); ++at) {
      const char c = text_[at];
      if (quote != 0) {
        if (c == quote) quote = 0;
        if (c == '<') return nowhere;
      } else if (c == '>') {
        return at;
      } else if ((c == '"' || c == '\'') && at > from) {
        quote = c;
      } else if (c == '<') {
        return nowhere;
      }
    }
    return nowhere;
  }

  void take_start_tag() {
    const std::string_view name = name_at(text_.substr(at_ + 1));
    const std::size_t begin = at_ + 1 + name.size();
    std::size_t end = end_of_tag(begin);
    if (end == nowhere) {  // A quotation mark without its partner.
      problem("the tag <" + ellipsize(name, 30) + "> is ill-formed");
      end = std::min(text_.find_first_of("<>", begin), text_.size());
    }
    const bool is_cut = end >= text_.size() || text_[end] == '<';
    std::string_view attributes = text_.substr(begin, end - begin);
    const bool is_empty = attributes.ends_with('/');
    if (is_empty) attributes.remove_suffix(1);
    at_ = is_cut ? end : end + 1;
    if (open_.empty() && !tree_.pieces.empty()) return problem("there is more behind its end");
    const std::size_t number = add(name, attributes);
    auto& piece = tree_.pieces[number];
    piece.inner_begin = piece.inner_end = at_;
    piece.is_closed = is_empty;
    if (!is_empty) open_.push_back(number);
  }

  Tree& tree_;
  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<std::size_t> open_;
};

// The value of the attribute of that name in what stands within a start tag.
std::optional<std::string_view> value_in(std::string_view tag, std::string_view wanted) {
  for (std::size_t at = 0; at < tag.size();) {
    while (at < tag.size() && !is_name_start(tag[at])) ++at;
    const std::string_view name = name_at(tag.substr(at));
    at += std::max<std::size_t>(name.size(), 1);
    while (at < tag.size() && is_white(tag[at])) ++at;
    if (at >= tag.size() || tag[at] != '=') {
      if (name == wanted && !name.empty()) return std::string_view();
      continue;
    }
    ++at;
    while (at < tag.size() && is_white(tag[at])) ++at;
    const char quote = at < tag.size() ? tag[at] : '\0';
    const bool is_quoted = quote == '"' || quote == '\'';
    const std::size_t begin = at + (is_quoted ? 1 : 0);
    const std::size_t end = std::min(
        is_quoted ? tag.find(quote, begin) : tag.find_first_of(" \t\r\n", begin), tag.size());
    if (name == wanted) return tag.substr(begin, end - begin);
    at = end + (is_quoted ? 1 : 0);
  }
  return std::nullopt;
}

}  // namespace

std::string_view XmlElement::name() const {
  return tree_ ? tree_->pieces[at_].name : std::string_view();
}

std::string_view XmlElement::local() const {
  const auto colon = name().rfind(':');
  return colon == std::string_view::npos ? name() : name().substr(colon + 1);
}

std::string_view XmlElement::prefix() const {
  const auto colon = name().rfind(':');
  return colon == std::string_view::npos ? std::string_view() : name().substr(0, colon);
}

std::optional<std::string> XmlElement::attribute(std::string_view name) const {
  if (!tree_) return std::nullopt;
  const auto value = value_in(tree_->pieces[at_].text, name);
  return value ? std::optional(std::string(trim(decoded(*value)))) : std::nullopt;
}

bool XmlElement::is_closed() const { return tree_ && tree_->pieces[at_].is_closed; }

XmlElement XmlElement::parent() const {
  if (!tree_ || tree_->pieces[at_].parent == nowhere) return {};
  return {tree_, tree_->pieces[at_].parent};
}

std::vector<XmlElement> XmlElement::children() const {
  std::vector<XmlElement> out;
  if (!tree_) return out;
  for (std::size_t at = tree_->pieces[at_].first_child; at != nowhere;
       at = tree_->pieces[at].next) {
    if (!tree_->pieces[at].name.empty()) out.push_back({tree_, at});
  }
  return out;
}

XmlElement XmlElement::child(std::string_view name) const {
  for (const XmlElement each : children()) {
    if (each.name() == name) return each;
  }
  return {};
}

std::string XmlElement::text() const {
  std::string out;
  if (!tree_) return out;
  for (std::size_t at = at_; at != nowhere; at = tree_->next_in(at, at_)) {
    const auto& piece = tree_->pieces[at];
    if (!piece.name.empty()) continue;
    if (piece.is_cdata) {
      out += piece.text;
    } else {
      out += decoded(piece.text);
    }
  }
  return std::string(trim(out));
}

std::string_view XmlElement::inner() const {
  if (!tree_) return {};
  const auto& piece = tree_->pieces[at_];
  return std::string_view(tree_->source)
      .substr(piece.inner_begin, piece.inner_end - piece.inner_begin);
}

Result<LenientXml> LenientXml::parse(std::string utf8) {
  if (utf8.size() > max_bytes) return Error{Fault::too_large, "more than 50 MB of XML"};
  auto tree = std::make_unique<XmlElement::Tree>();
  tree->source = std::move(utf8);
  XmlScanner scanner(*tree);
  if (auto error = scanner.scan()) return *error;
  if (tree->pieces.empty()) return Error{Fault::broken, "no XML: it has no element"};
  return LenientXml(std::move(tree));
}

LenientXml::LenientXml(std::unique_ptr<XmlElement::Tree> tree) : tree_(std::move(tree)) {}
LenientXml::LenientXml(LenientXml&&) noexcept = default;
LenientXml& LenientXml::operator=(LenientXml&&) noexcept = default;
LenientXml::~LenientXml() = default;

XmlElement LenientXml::root() const { return {tree_.get(), 0}; }
const std::vector<std::string>& LenientXml::problems() const { return tree_->problems; }

}  // namespace regwatch
