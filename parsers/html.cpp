#include "parsers/html.h"

#include <gumbo.h>

#include <cassert>
#include <cstring>

#include "base/text.h"
#include "parsers/html_references.h"
#include "parsers/html_skeleton.h"

namespace regwatch {
namespace {

// Memory that is given back all at once. gumbo allocates many thousand small pieces per page and
// aborts when it gets none.
class Arena {
 public:
  Arena() = default;
  ~Arena() {
    // The next page wants the same memory: giving it to the system and back costs more than parsing
    // a tenth of a page does.
    for (Chunk& chunk : chunks_) {
      if (chunk.bytes == chunk_bytes && spare().size() < max_spare) {
        spare().push_back(std::move(chunk));
      }
    }
  }
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  void* allocate(std::size_t size) {
    size = (size + 15) & ~std::size_t{15};
    if (size > left_) grow(size);
    void* piece = next_;
    next_ += size;
    left_ -= size;
    return piece;
  }

  static void* allocate_for_gumbo(void* arena, std::size_t size) {
    return static_cast<Arena*>(arena)->allocate(size);
  }
  static void deallocate_for_gumbo(void*, void*) {}

 private:
  struct Chunk {
    std::unique_ptr<char[]> memory;
    std::size_t bytes = 0;
  };
  static constexpr std::size_t chunk_bytes = 96 * 1024;  // Below malloc's threshold for mmap.
  static constexpr std::size_t max_spare = 24;

  static std::vector<Chunk>& spare() {
    static thread_local std::vector<Chunk> chunks;
    return chunks;
  }

  void grow(std::size_t size) {
    if (size <= chunk_bytes && !spare().empty()) {
      chunks_.push_back(std::move(spare().back()));
      spare().pop_back();
    } else {
      const std::size_t bytes = std::max(size, chunk_bytes);
      chunks_.push_back({std::make_unique_for_overwrite<char[]>(bytes), bytes});
    }
    next_ = chunks_.back().memory.get();
    left_ = chunks_.back().bytes;
  }

  std::vector<Chunk> chunks_;
  char* next_ = nullptr;
  std::size_t left_ = 0;
};

const GumboNode* gumbo(const void* node) { return static_cast<const GumboNode*>(node); }

bool has_children(const GumboNode* node) {
  return node->type == GUMBO_NODE_ELEMENT || node->type == GUMBO_NODE_TEMPLATE;
}

const GumboVector* children_of(const GumboNode* node) {
  if (node->type == GUMBO_NODE_DOCUMENT) return &node->v.document.children;
  return has_children(node) ? &node->v.element.children : nullptr;
}

bool holds_text(const GumboNode* node) {
  return node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE ||
         node->type == GUMBO_NODE_CDATA;
}

const GumboNode* sibling_of(const GumboNode* node, std::ptrdiff_t step) {
  const GumboVector* siblings = node->parent ? children_of(node->parent) : nullptr;
  if (!siblings) return nullptr;
  const std::size_t index = node->index_within_parent + static_cast<std::size_t>(step);
  return index < siblings->length ? static_cast<const GumboNode*>(siblings->data[index]) : nullptr;
}

const GumboNode* after_subtree(const GumboNode* node, const GumboNode* scope) {
  for (; node && node != scope; node = node->parent) {
    if (const GumboNode* next = sibling_of(node, 1)) return next;
  }
  return nullptr;
}

const GumboNode* next_node(const GumboNode* node, const GumboNode* scope) {
  const GumboVector* children = children_of(node);
  if (children && children->length > 0) return static_cast<const GumboNode*>(children->data[0]);
  return after_subtree(node, scope);
}

const char* attribute_of(const GumboNode* node, const char* name) {
  const GumboAttribute* found = gumbo_get_attribute(&node->v.element.attributes, name);
  return found ? found->value : nullptr;
}

// Puts the text back into a tree that was built of a skeleton.
class TextFiller {
 public:
  TextFiller(const HtmlSkeleton& skeleton, Arena& arena) : runs_(skeleton.runs), arena_(arena) {}

  void fill_text(GumboNode* node) { fill(node->v.text.text); }

  void fill_attributes(GumboNode* node) {
    const GumboVector& attributes = node->v.element.attributes;
    for (unsigned i = 0; i < attributes.length; ++i) {
      fill(static_cast<GumboAttribute*>(attributes.data[i])->value);
    }
  }

 private:
  void fill(const char*& text) {
    const std::string_view written = text;
    if (written.find('\xF3') == std::string_view::npos &&
        written.find('\xF4') == std::string_view::npos) {
      return;
    }
    char* const filled = static_cast<char*>(arena_.allocate(room_for(written) + 1));
    std::size_t size = 0;
    for (std::size_t at = 0; at < written.size();) {
      const std::size_t begin = at;
      const std::size_t run = run_of(next_code_point(written, at));
      if (run < runs_.size()) {
        size += write_run(run, filled + size);
      } else {
        std::memcpy(filled + size, written.data() + begin, at - begin);
        size += at - begin;
      }
    }
    filled[size] = '\0';
    text = filled;
  }

  std::size_t room_for(std::string_view written) const {
    std::size_t room = written.size();
    for (std::size_t at = 0; at < written.size();) {
      const std::size_t run = run_of(next_code_point(written, at));
      if (run < runs_.size()) room += runs_[run].text.size();
    }
    return room;
  }

  // A run is used once, so that a page which writes our characters itself gains nothing by it.
  std::size_t write_run(std::size_t run, char* out) {
    const auto [text, is_raw] = std::exchange(runs_[run], {});
    const bool is_plain = text.find('\0') == std::string_view::npos;
    if (is_plain && !is_raw) return decode_references(text, out);
    std::size_t size = 0;
    for (const char c : text) {
      if (c != '\0') out[size++] = c;
    }
    return size;
  }

  std::vector<HtmlSkeleton::Run> runs_;
  Arena& arena_;
};

}  // namespace

struct Html::Tree {
  std::string source;
  HtmlSkeleton skeleton;
  Arena arena;
  const GumboNode* root = nullptr;
  const GumboNode* title = nullptr;
  std::vector<const GumboNode*> metas;

  void build() {
    GumboOptions options = kGumboDefaultOptions;
    options.allocator = &Arena::allocate_for_gumbo;
    options.deallocator = &Arena::deallocate_for_gumbo;
    options.userdata = &arena;
    options.max_errors = 0;
    GumboOutput* output =
        gumbo_parse_with_options(&options, skeleton.html.data(), skeleton.html.size());
    root = output->root;
    look_through();
  }

  void look_through() {
    TextFiller filler(skeleton, arena);
    for (const GumboNode* node = root; node; node = next_node(node, root)) {
      auto* const writable = const_cast<GumboNode*>(node);
      if (holds_text(node)) {
        filler.fill_text(writable);
      } else if (has_children(node)) {
        filler.fill_attributes(writable);
        if (node->v.element.tag == GUMBO_TAG_META) metas.push_back(node);
        if (node->v.element.tag == GUMBO_TAG_TITLE && !title) title = node;
      }
    }
    skeleton.runs = {};
  }
};

bool Node::is_element() const { return node_ && has_children(gumbo(node_)); }
bool Node::is_text() const { return node_ && holds_text(gumbo(node_)); }

std::string_view Node::tag() const {
  if (!is_element()) return {};
  const GumboElement& element = gumbo(node_)->v.element;
  if (element.tag != GUMBO_TAG_UNKNOWN) return gumbo_normalized_tagname(element.tag);
  GumboStringPiece name = element.original_tag;
  if (!name.data) return {};
  gumbo_tag_from_original_text(&name);
  return {name.data, name.length};  // The skeleton holds names in lower case.
}

std::string_view Node::own_text() const {
  return is_text() ? std::string_view(gumbo(node_)->v.text.text) : std::string_view();
}

std::optional<std::string_view> Node::attribute(std::string_view name) const {
  if (!is_element()) return std::nullopt;
  const GumboVector& attributes = gumbo(node_)->v.element.attributes;
  for (unsigned i = 0; i < attributes.length; ++i) {
    const auto* attribute = static_cast<const GumboAttribute*>(attributes.data[i]);
    const char* own = attribute->name;
    if (std::strlen(own) == name.size() && iequals({own, name.size()}, name)) {
      return std::string_view(attribute->value);
    }
  }
  return std::nullopt;
}

std::vector<std::pair<std::string_view, std::string_view>> Node::attributes() const {
  std::vector<std::pair<std::string_view, std::string_view>> all;
  if (!is_element()) return all;
  const GumboVector& attributes = gumbo(node_)->v.element.attributes;
  for (unsigned i = 0; i < attributes.length; ++i) {
    const auto* attribute = static_cast<const GumboAttribute*>(attributes.data[i]);
    all.emplace_back(attribute->name, attribute->value);
  }
  return all;
}

bool Node::has_class(std::string_view name) const {
  const char* value = is_element() ? attribute_of(gumbo(node_), "class") : nullptr;
  if (!value || name.empty()) return false;
  const std::string_view classes = value;
  constexpr std::string_view spaces = " \t\n\r\f";
  for (std::size_t at = 0; (at = classes.find(name, at)) != std::string_view::npos; ++at) {
    const std::size_t end = at + name.size();
    const bool begins = at == 0 || spaces.find(classes[at - 1]) != std::string_view::npos;
    const bool ends = end == classes.size() || spaces.find(classes[end]) != std::string_view::npos;
    if (begins && ends) return true;
  }
  return false;
}

Node Node::parent() const {
  const GumboNode* parent = node_ ? gumbo(node_)->parent : nullptr;
  return Node(parent && has_children(parent) ? parent : nullptr);
}

Node Node::first_child() const {
  const GumboVector* children = node_ ? children_of(gumbo(node_)) : nullptr;
  return Node(children && children->length > 0 ? children->data[0] : nullptr);
}

Node Node::next_sibling() const { return Node(node_ ? sibling_of(gumbo(node_), 1) : nullptr); }
Node Node::previous_sibling() const { return Node(node_ ? sibling_of(gumbo(node_), -1) : nullptr); }

Node Node::next_in(Node scope) const {
  return Node(node_ ? next_node(gumbo(node_), gumbo(scope.node_)) : nullptr);
}

Node Node::next_after_subtree_in(Node scope) const {
  return Node(node_ ? after_subtree(gumbo(node_), gumbo(scope.node_)) : nullptr);
}

std::string Node::text() const {
  std::string text;
  for (Node node = *this; node;) {
    const std::string_view tag = node.tag();
    if (node != *this && (tag == "script" || tag == "style" || tag == "template")) {
      node = node.next_after_subtree_in(*this);
      continue;
    }
    if (node.is_text()) text.append(node.own_text());
    node = node.next_in(*this);
  }
  return collapse_spaces(text);
}

std::string Node::raw_text() const {
  std::string text;
  for (Node node = *this; node; node = node.next_in(*this)) text.append(node.own_text());
  return text;
}

namespace {

// Rows without their table, as an answer that fills a table is, would lose their elements.
std::string of_whole_table(std::string utf8) {
  const std::string_view start = trim(utf8);
  for (const std::string_view tag : {"<tr>", "<tr ", "<tbody>", "<tbody "}) {
    if (iequals(start.substr(0, tag.size()), tag)) return "<table>" + std::move(utf8);
  }
  return utf8;
}

}  // namespace

Html::Html(std::unique_ptr<Tree> tree) : tree_(std::move(tree)) {}
Html::Html(Html&&) noexcept = default;
Html& Html::operator=(Html&&) noexcept = default;
Html::~Html() = default;

Result<Html> Html::parse(std::string utf8) {
  auto tree = std::make_unique<Tree>();
  tree->source = of_whole_table(std::move(utf8));
  auto skeleton = skeleton_of(tree->source);
  if (!skeleton) return skeleton.error();
  tree->skeleton = std::move(*skeleton);
  tree->build();
  return Html(std::move(tree));
}

Node Html::root() const { return Node(tree_->root); }
std::string_view Html::source() const { return tree_->source; }

std::string Html::title() const { return tree_->title ? Node(tree_->title).text() : ""; }

std::string Html::meta(std::string_view name) const {
  for (const GumboNode* meta : tree_->metas) {
    const Node node(meta);
    const auto own = node.attribute("name");
    if (!own || !iequals(trim(*own), name)) continue;
    const auto content = node.attribute("content");
    if (content && !trim(*content).empty()) return collapse_spaces(*content);
  }
  return "";
}

}  // namespace regwatch
