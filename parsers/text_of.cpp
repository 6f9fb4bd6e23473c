#include "parsers/text_of.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <unordered_map>

#include "base/text.h"
#include "base/url.h"

namespace regwatch {
namespace {

template <std::size_t N>
bool is_one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_block(std::string_view tag) {
  static constexpr std::array<std::string_view, 42> tags{
      "address",    "article", "aside",  "blockquote", "body",  "caption", "center",
      "dd",         "details", "dir",    "div",        "dl",    "dt",      "fieldset",
      "figcaption", "figure",  "footer", "form",       "h1",    "h2",      "h3",
      "h4",         "h5",      "h6",     "header",     "hr",    "html",    "li",
      "main",       "nav",     "ol",     "p",          "pre",   "section", "summary",
      "table",      "tbody",   "td",     "tfoot",      "thead", "tr",      "ul"};
  return is_one_of(tag, tags) || tag == "th";
}

bool is_unread(std::string_view tag) {
  static constexpr std::array<std::string_view, 14> tags{
      "script", "style",  "template", "noscript", "select", "option", "textarea",
      "input",  "button", "head",     "title",    "iframe", "object", "video"};
  return is_one_of(tag, tags);
}

constexpr std::size_t prose_code_points = 60;

// A list's own date behind or before a link.
bool is_list_date(std::string_view text) {
  const std::string plain = remove_spaces(text);
  return plain.size() <= 16 && plain.find_first_not_of("0123456789-/.[]()年月日") == plain.npos;
}

// An item that is one link to another page, with its date at most.
bool is_link_item(Node item) {
  std::size_t of_links = 0;
  std::string beside;
  for (Node node = item; node;) {
    if (node.tag() != "a") {
      if (node.is_text()) beside += node.own_text();
      node = node.next_in(item);
      continue;
    }
    const auto href = node.attribute("href");
    const std::string text = node.text();
    const bool of_the_text =
        text.starts_with("附") || (!text.empty() && text[0] >= '0' && text[0] <= '9');
    if (!href || is_file_address(*href) || of_the_text || ++of_links > 1) return false;
    node = node.next_after_subtree_in(item);
  }
  return of_links == 1 && (trim(beside).empty() || is_list_date(beside));
}

// A list of nothing but links to other pages: what is read beside the text, not in it.
bool is_link_list(Node list) {
  constexpr int least_items = 3;
  int items = 0;
  for (Node item = list.first_child(); item; item = item.next_sibling()) {
    if (!item.is_element()) continue;
    if (item.tag() != "li" || !is_link_item(item)) return false;
    ++items;
  }
  return items >= least_items;
}

// Which cells of a table's rows stand for those below them too (rowspan).
class SpanGrid {
 public:
  // How many cells of rows above stand before each cell of `row`, and behind the last. Nothing when
  // they lie in one place: readers of tables find one gap themselves, by what the cells hold. Nor
  // in the second line of a split header, which names the parts of a cell of the first.
  std::vector<std::size_t> gaps_of(Node row) {
    const Node table = table_of(row);
    const bool is_first = table != table_;
    if (is_first) rows_left_.clear();
    table_ = table;
    const bool is_header = !is_first && header_rows_ > 0;
    if (is_header) --header_rows_;
    std::vector<std::size_t> gaps;
    std::size_t column = 0;
    std::size_t widest = 1;
    std::size_t tallest = 1;
    for (Node cell = row.first_child(); cell; cell = cell.next_sibling()) {
      if (cell.tag() != "td" && cell.tag() != "th") continue;
      gaps.push_back(pass_covered(column));
      const std::size_t width = span_of(cell, "colspan");
      const std::size_t height = span_of(cell, "rowspan");
      if (column + width > most_columns) return {};
      widest = std::max(widest, width);
      tallest = std::max(tallest, height);
      if (rows_left_.size() < column + width) rows_left_.resize(column + width);
      std::fill_n(rows_left_.begin() + static_cast<std::ptrdiff_t>(column), width, height - 1);
      column += width;
    }
    gaps.push_back(pass_covered(column));
    if (is_first) header_rows_ = widest > 1 ? tallest - 1 : 0;
    const auto places = std::count_if(gaps.begin(), gaps.end(), [](auto gap) { return gap > 0; });
    return places >= 2 && !is_header ? gaps : std::vector<std::size_t>();
  }

 private:
  static constexpr std::size_t most_columns = 60;
  static constexpr std::size_t tallest_cell = 10'000;

  static Node table_of(Node row) {
    const Node parent = row.parent();
    return parent && parent.tag() != "table" ? parent.parent() : parent;
  }

  static std::size_t span_of(Node cell, const char* name) {
    const std::string_view value = cell.attribute(name).value_or("1");
    std::size_t span = 1;
    std::from_chars(value.data(), value.data() + value.size(), span);
    return std::clamp<std::size_t>(span, 1, tallest_cell);
  }

  // Moves on to the first column that no row above fills.
  std::size_t pass_covered(std::size_t& column) {
    std::size_t covered = 0;
    for (; column < rows_left_.size() && rows_left_[column] > 0; ++column, ++covered) {
      --rows_left_[column];
    }
    return covered;
  }

  Node table_;
  std::vector<std::size_t> rows_left_;  // By column.
  std::size_t header_rows_ = 0;         // Still to come below the first.
};

// Walks a block once, ending a paragraph wherever a reader sees one end. In a row that is read as
// one line the cells are parted by tabs, and blocks within a cell by spaces.
class ParagraphReader {
 public:
  ParagraphReader(Node block, const std::vector<Node>& without)
      : block_(block), without_(without) {}

  std::vector<std::string> read() {
    for (Node node = block_; node; node = next_of(node)) {
      if (!node.is_text()) continue;
      const bool is_preformatted = node.parent() && node.parent().tag() == "pre";
      if (is_preformatted) {
        add_lines(node.own_text());
      } else {
        add_text(node.own_text());
      }
    }
    end_paragraph();
    return std::move(paragraphs_);
  }

 private:
  Node next_of(Node node) {
    const bool goes_in = node.is_element() && enter(node);
    if (const Node child = goes_in ? node.first_child() : Node()) return child;
    for (; node; node = node.parent()) {
      leave(node);
      if (node == block_) return {};
      if (const Node sibling = node.next_sibling()) return sibling;
    }
    return {};
  }

  // Whether the walk goes into it.
  bool enter(Node node) {
    const std::string_view tag = node.tag();
    if (tag == "br") return line_end(), true;
    const bool is_unwanted = std::find(without_.begin(), without_.end(), node) != without_.end();
    if (node != block_ && (is_unread(tag) || is_hidden(node) || is_unwanted)) return false;
    if (!is_block(tag)) return true;
    if ((tag == "ul" || tag == "ol") && node != block_ && is_link_list(node)) return false;
    if (row_) {
      if (tag == "td" || tag == "th") {
        if (node.parent() == row_) start_cell();
      } else {
        line_end();
      }
    } else {
      end_paragraph();
      if (tag == "tr") start_row(node);
    }
    return true;
  }

  void leave(Node node) {
    if (node == row_) {
      if (cells_ < gaps_.size()) leave_out(gaps_[cells_]);
      row_ = Node();
      end_paragraph();
    } else if (is_block(node.tag())) {
      line_end();
    }
  }

  void start_row(Node row) {
    gaps_ = spans_.gaps_of(row);
    if (!is_line(row)) return;
    row_ = row;
    cells_ = 0;
  }

  // A row of several cells, none of which holds a layout.
  bool is_line(Node row) {
    int cells = 0;
    for (Node cell = row.first_child(); cell; cell = cell.next_sibling()) {
      if (cell.tag() != "td" && cell.tag() != "th") continue;
      ++cells;
      if (is_layout(cell)) return false;
    }
    return cells >= 2;
  }

  static bool is_layout(Node cell) {
    int prose = 0;
    std::size_t run = 0;
    for (Node node = cell.next_in(cell); node; node = node.next_in(cell)) {
      if (node.tag() == "table") return true;
      if (is_block(node.tag())) run = 0;
      const std::size_t before = run;
      if (node.is_text()) run += count_code_points(trim(node.own_text()));
      if (before < prose_code_points && run >= prose_code_points && ++prose >= 3) return true;
    }
    return false;
  }

  void add_text(std::string_view text) {
    if (line_ends_ && !trim(text).empty()) {
      if (!trim(line_).empty()) line_ += ' ';
      line_ends_ = false;
    }
    line_.append(text);
  }

  // Of preformatted text: its line breaks are the page's.
  void add_lines(std::string_view text) {
    for (std::size_t end = text.find('\n'); end != text.npos; end = text.find('\n')) {
      add_text(text.substr(0, end));
      line_end();
      text.remove_prefix(end + 1);
    }
    add_text(text);
  }

  void line_end() {
    if (row_) {
      line_ends_ = true;
    } else {
      end_paragraph();
    }
  }

  void start_cell() {
    if (cells_ > 0) finish_cell();
    if (cells_ < gaps_.size()) finished_.append(gaps_[cells_], '\t');
    ++cells_;
    line_ends_ = false;
  }

  // Behind the last cell.
  void leave_out(std::size_t cells) {
    if (cells == 0) return;
    finish_cell();
    finished_.append(cells - 1, '\t');
  }

  void finish_cell() {
    finished_ += collapse_spaces(line_);
    finished_ += '\t';
    line_.clear();
  }

  void end_paragraph() {
    std::string paragraph = finished_ + collapse_spaces(line_);
    finished_.clear();
    line_.clear();
    line_ends_ = false;
    if (paragraph.find_first_not_of('\t') == std::string::npos) return;
    paragraphs_.push_back(std::move(paragraph));
  }

  Node block_;
  const std::vector<Node>& without_;
  std::vector<std::string> paragraphs_;
  Node row_;  // The row that is read as one line, if any.
  std::size_t cells_ = 0;
  SpanGrid spans_;
  std::vector<std::size_t> gaps_;  // Cells left out in the row, before each that is there.
  std::string finished_;
  std::string line_;
  bool line_ends_ = false;
};

std::string_view path_of(std::string_view url) { return url.substr(0, url.find_first_of("?#")); }

std::string_view extension_of(std::string_view path) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  const std::size_t dot = name.rfind('.');
  return dot == name.npos ? std::string_view() : name.substr(dot + 1);
}

bool is_file_extension(std::string_view extension) {
  static constexpr std::array<std::string_view, 26> known{
      "pdf", "doc",  "docx", "xls", "xlsx", "wps",  "et",  "ofd", "ceb",
      "zip", "rar",  "7z",   "txt", "ppt",  "pptx", "rtf", "csv", "xml",
      "dps", "docm", "xlsm", "gd",  "tar",  "gz",   "tif", "epub"};
  return is_one_of(trim(ascii_lower(extension)), known);
}

bool has_words(std::string_view name) {
  const std::string_view word = trim(name);
  static constexpr std::array<std::string_view, 9> empty_words{"下载",     "点击下载", "附件下载",
                                                               "文件下载", "查看",     "点击查看",
                                                               "download", "【下载】", "[下载]"};
  return !word.empty() && !is_one_of(word, empty_words);
}

bool is_page_extension(std::string_view extension) {
  static constexpr std::array<std::string_view, 4> known{"html", "htm", "shtml", "xhtml"};
  return is_one_of(ascii_lower(extension), known);
}

// `附件1：某办法.docx` at an address that names no file: a program hands it out.
bool is_named_as_file(std::string_view text, std::string_view url, std::string_view page) {
  static constexpr std::array<std::string_view, 3> pictures{"jpg", "jpeg", "png"};
  const std::string_view extension = extension_of(trim(text));
  if (!is_file_extension(extension) && !is_one_of(ascii_lower(extension), pictures)) return false;
  const bool is_own_page = url.substr(0, url.find('#')) == page.substr(0, page.find('#'));
  return url.starts_with("http") && !is_own_page && !is_page_extension(extension_of(path_of(url)));
}

std::string name_of(Node link, std::string_view url) {
  std::string text = link.text();
  if (has_words(text)) return text;
  std::string title = collapse_spaces(link.attribute("title").value_or(""));
  if (has_words(title)) return title;
  std::string file = last_segment_of(url);
  if (!file.empty()) return file;
  return text.empty() ? title : text;
}

}  // namespace

std::vector<std::string> paragraphs_of(Node block, const std::vector<Node>& without) {
  if (!block) return {};
  return ParagraphReader(block, without).read();
}

std::string last_segment_of(std::string_view url) {
  const std::size_t query = url.find('?');
  if (query != url.npos) {
    for (const auto& [key, value] : parse_query(url.substr(query + 1, url.find('#') - query - 1))) {
      const bool names = iequals(key, "fText") || iequals(key, "fileName") || iequals(key, "name");
      if (names && !trim(value).empty()) return collapse_spaces(to_valid_utf8(value));
    }
  }
  const std::string_view path = path_of(url);
  return collapse_spaces(to_valid_utf8(percent_decode(path.substr(path.rfind('/') + 1))));
}

bool is_file_address(std::string_view url) {
  const std::string_view path = trim(path_of(trim(url)));
  if (is_file_extension(extension_of(path))) return true;
  for (const std::string_view part :
       {"downloadfile.jsp", "sysFile/downloadFile", "/attach/", "/attachDir/", "downloadFile?",
        "/file/download", "/attachment/download", "download.jsp?"}) {
    if (icontains(url, part)) return true;
  }
  const std::size_t query = url.find('?');
  if (query == url.npos) return false;
  for (const auto& [key, value] : parse_query(url.substr(query + 1))) {
    const bool names = icontains(key, "file") || iequals(key, "fText");
    if (names && is_file_extension(extension_of(value))) return true;
    for (const std::string_view id :
         {"fileId", "file_id", "fileUuid", "attachId", "attach_id", "attachmentId"}) {
      if (iequals(key, id) && !trim(value).empty()) return true;
    }
  }
  return false;
}

void add_attachments(std::vector<Attachment>& to, const std::vector<Attachment>& more) {
  for (const Attachment& attachment : more) {
    const auto same = [&](const Attachment& known) { return known.url == attachment.url; };
    if (std::none_of(to.begin(), to.end(), same)) to.push_back(attachment);
  }
}

bool is_hidden(Node node) {
  const auto style = node.attribute("style");
  if (!style || !(icontains(*style, "display") || icontains(*style, "visibility"))) return false;
  const std::string plain = ascii_lower(remove_spaces(*style));
  return plain.find("display:none") != std::string::npos ||
         plain.find("visibility:hidden") != std::string::npos;
}

std::vector<Attachment> collect_attachments(Node block, std::string_view base_url,
                                            const std::vector<Node>& without) {
  std::vector<Attachment> found;
  std::unordered_map<std::string, std::size_t> index_of;
  Node next;
  for (Node node = block; node; node = next) {
    const bool is_left_out = std::find(without.begin(), without.end(), node) != without.end();
    next = is_left_out ? node.next_after_subtree_in(block) : node.next_in(block);
    if (is_left_out) continue;
    const auto href = node.tag() == "a" ? node.attribute("href") : std::nullopt;
    if (!href) continue;
    const auto url = resolve_url(base_url, trim(*href));
    if (!url) continue;
    if (!is_file_address(*href) && !is_named_as_file(node.text(), *url, base_url)) continue;
    const std::string address = url->substr(0, url->find('#'));
    const auto [at, is_new] = index_of.emplace(address, found.size());
    if (is_new) {
      found.push_back({name_of(node, address), address});
    } else if (Attachment& known = found[at->second];
               known.name == last_segment_of(address) && has_words(node.text())) {
      known.name = node.text();  // An icon's link came first.
    }
  }
  return found;
}

}  // namespace regwatch
