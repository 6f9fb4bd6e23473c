#include "parsers/article_body.h"

#include <algorithm>
#include <unordered_map>

#include "parsers/framed_file.h"
#include "parsers/selector.h"
#include "parsers/text_of.h"

namespace regwatch {
namespace {

// Where the systems of Chinese government sites put an article's text. The innermost that still
// holds the whole is taken, so order matters only between strangers.
constexpr std::string_view known_containers =
    "#UCAP-CONTENT, .TRS_Editor, .trs_editor_view, .TRS_UEDITOR, .trs_paper_default, #zoom, #Zoom, "
    "#easysiteText, .article_con, .pages_content, #con_con, .ccontent, #BodyLabel, .detail-news, "
    ".news_end, .Custom_UnionStyle, .content-body, .article-content, .article_content, "
    ".Article_content, #ivs_content, #js_content, .art-con, .zsy_comain, .txt_txt, .xxgk_content, "
    ".view, .TRS_PreAppend, #artibody, .article-body, .detail_content, .news_content, "
    ".content_text, .con_text, #content_area, .content_area, .TRS_ARTICLE, #fontzoom, #Content, "
    "#content, .main-content, .content, article, .article, #article, .detail, .zw, .nr, .text, "
    ".con, .contentbox, .wz_content, .Section1, .wordcon, .arti_content, #vsb_content, "
    ".v_news_content, #text";

constexpr std::size_t least_text = 30;  // Code points; less is no text to speak of.

// What no page has its article in.
const std::string furniture_names =
    "header, nav, footer, aside, .footer, .header, .nav, #footer, #header, .foot, .bottom, #bottom";

// What stands around an article. Some pages have the article itself in a box of such a name.
const Selector& page_frame() {
  static const Selector& frame = known_selector(
      furniture_names +
      ", .head, #head, .sidebar, #sidebar, .hot, .hotlist, .hot-list, .rank, .ranking, "
      ".copyright, #copyright, .friendlink, .crumbs, .breadcrumb");
  return frame;
}

// What an editor's text is put into by the system that serves it, and nothing else is.
bool is_editors_box(Node node) {
  static const Selector& boxes = known_selector(
      "#UCAP-CONTENT, .TRS_Editor, .trs_editor_view, .TRS_UEDITOR, .trs_paper_default, #zoom, "
      "#Zoom, #easysiteText, #BodyLabel, #ivs_content, #js_content, #vsb_content, "
      ".v_news_content, #fontzoom, .Custom_UnionStyle");
  return node.matches(boxes);
}

// How much of a block is running text, and how much of that is links.
struct Weight {
  std::size_t text = 0;
  std::size_t link = 0;
  std::size_t own() const { return text > 2 * link ? text - link : 0; }
};

// Code points beside ASCII white space. The text of a tree is well-formed.
std::size_t count_characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte > 0x20 && (byte & 0xC0) != 0x80;
  }));
}

// Weighs every element in one walk; what is left out weighs nothing.
class Weights {
 public:
  enum class Frame { left_out, weighed };

  Weights(Node root, Frame frame) : root_(root), frame_(frame) {
    for (Node node = root; node; node = next_of(node)) {
      if (node.is_text()) {
        const std::size_t length = count_characters(node.own_text());
        open_.back().weight.text += length;
        if (links_ > 0) open_.back().weight.link += length;
      }
    }
  }

  Weight of(Node node) const {
    const auto it = weights_.find(node.identity());
    return it == weights_.end() ? Weight{} : it->second;
  }

 private:
  struct Open {
    Node node;
    Weight weight;
  };

  Node next_of(Node node) {
    if (node.is_element() && !is_skipped(node.tag()) && !is_left_out(node)) {
      open_.push_back({node, {}});
      if (node.tag() == "a") ++links_;
      if (const Node child = node.first_child()) return child;
    }
    for (; node; node = node.parent()) {
      if (!open_.empty() && open_.back().node == node) close();
      if (node == root_) return {};
      if (const Node sibling = node.next_sibling()) return sibling;
    }
    return {};
  }

  bool is_left_out(Node node) const {
    if (frame_ == Frame::weighed) return false;
    // WeChat, for one, shows its box by a script.
    return node.matches(page_frame()) || (is_hidden(node) && !is_editors_box(node));
  }

  void close() {
    const Open closed = open_.back();
    open_.pop_back();
    if (closed.node.tag() == "a") --links_;
    weights_.emplace(closed.node.identity(), closed.weight);
    if (open_.empty()) return;
    open_.back().weight.text += closed.weight.text;
    open_.back().weight.link += closed.weight.link;
  }

  Node root_;
  Frame frame_;
  std::vector<Open> open_;
  int links_ = 0;
  std::unordered_map<const void*, Weight> weights_;
};

// Of the known containers the one with most text of its own; then the innermost within it that
// holds nearly all of that.
Node known_container(const Html& html, const Weights& weights) {
  std::vector<Node> found = html.select(known_containers);
  std::erase_if(found, [&](Node node) { return is_furniture(node); });
  Node best;
  std::size_t most = 0;
  for (const Node node : found) {
    const std::size_t own = weights.of(node).own();
    if (own > most) best = node, most = own;
  }
  for (const Node node : found) {
    // Around a short notice its heading and the line with the date weigh more than that.
    const std::size_t least_share = is_editors_box(node) ? 60 : 85;
    const bool holds_text = weights.of(node).own() * 100 >= most * least_share;
    if (best && holds_text && is_ancestor(best, node)) best = node;
  }
  return most >= least_text ? best : Node();
}

bool is_plain_block(std::string_view tag) {
  return tag == "div" || tag == "td" || tag == "section" || tag == "article" || tag == "main" ||
         tag == "body" || tag == "form" || tag == "span" || tag == "table" || tag == "tbody" ||
         tag == "tr";
}

// From the body down, into the block that holds most of the text, while one does.
Node densest_block(const Html& html, const Weights& weights) {
  Node block = html.select_one("body");
  while (block) {
    Node heaviest;
    std::size_t most = 0;
    for (Node child = block.first_child(); child; child = child.next_sibling()) {
      if (!is_plain_block(child.tag()) || is_furniture(child)) continue;
      const std::size_t own = weights.of(child).own();
      if (own > most) heaviest = child, most = own;
    }
    const Weight whole = weights.of(block);
    if (!heaviest || most * 100 < (whole.text - whole.link) * 60) break;
    block = heaviest;
  }
  return block && weights.of(block).own() >= least_text ? block : Node();
}

bool holds_file(Node node) {
  constexpr std::string_view base = "http://a.invalid/";
  return !collect_attachments(node, base).empty() || !framed_files(node, base).empty();
}

// A block without text that yet holds the page's files: an order whose text is in its PDF.
Node file_container(const Html& html) {
  Node outer;
  for (const Node node : html.select(known_containers)) {
    if (is_furniture(node) || !holds_file(node)) continue;
    if (is_editors_box(node)) return node;
    if (!outer) outer = node;
  }
  return outer;
}

Node body_by_weight(const Html& html, const Weights& weights) {
  const Node known = known_container(html, weights);
  const Node densest = densest_block(html, weights);
  // A known name on a small box does not make it the article; but a short notice may weigh less
  // than the frame of its page.
  const std::size_t share = known && is_editors_box(known) ? 8 : 3;
  const bool is_small = known && weights.of(known).own() * share < weights.of(densest).own();
  if (known && !is_small) return known;
  // Where no block but the whole page holds text, that is its frame around a file.
  if (densest && densest.tag() == "body") {
    const Node files = file_container(html);
    const bool is_only_file =
        files && (is_editors_box(files) || !framed_files(files, "http://a.invalid/").empty());
    if (is_only_file) return files;
  }
  if (densest) return densest;
  return known ? known : file_container(html);
}

}  // namespace

bool is_skipped(std::string_view tag) {
  return tag == "script" || tag == "style" || tag == "template" || tag == "head" ||
         tag == "select" || tag == "noscript" || tag == "textarea";
}

bool is_ancestor(Node ancestor, Node node) {
  for (Node up = node.parent(); up; up = up.parent()) {
    if (up == ancestor) return true;
  }
  return false;
}

bool is_furniture(Node node) {
  static const Selector& furniture = known_selector(furniture_names);
  return static_cast<bool>(node.closest(furniture));
}

std::vector<Node> frame_within(Node body) {
  if (body.tag() != "body") return {};
  return body.select(page_frame());
}

Node article_body(const Html& html) {
  const Node body = body_by_weight(html, Weights(html.root(), Weights::Frame::left_out));
  if (body && body.tag() != "body") return body;
  // The text of a page may be in what is called its frame, or be shown by a script only.
  const Node of_all = body_by_weight(html, Weights(html.root(), Weights::Frame::weighed));
  return body && (!of_all || of_all.tag() == "body") ? body : of_all;
}
}  // namespace regwatch
