#include "parsers/html_skeleton.h"

#include <cstring>

#include "base/text.h"
#include "parsers/html_references.h"

namespace regwatch {
namespace {

constexpr char32_t first_placeholder = 0xF0000;
constexpr std::size_t runs_per_plane = 0xFFFE;  // The last two of a plane are noncharacters.
constexpr std::size_t longest_data_uri_kept = 1024;
constexpr std::size_t shortest_value_taken_out = 8;

bool is_html_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

enum class Content { markup, script, text, dropped };

// What the tokenizer reads behind a start tag as something else than markup.
Content content_of(std::string_view name) {
  if (name == "script") return Content::script;
  if (name == "title" || name == "textarea") return Content::text;
  if (name == "style" || name == "xmp" || name == "iframe" || name == "noembed" ||
      name == "noframes") {
    return Content::dropped;
  }
  return Content::markup;
}

// The tree's builder compares the values of equal formatting tags, and of `type` it asks for
// `hidden`.
bool needs_values(std::string_view name) {
  return name == "font" || name == "b" || name == "strong" || name == "em" || name == "i" ||
         name == "u" || name == "s" || name == "small" || name == "big" || name == "tt" ||
         name == "code" || name == "nobr" || name == "strike";
}

class SkeletonMaker {
 public:
  SkeletonMaker(std::string_view source, const HtmlBounds& bounds)
      : source_(source), bounds_(bounds), watch_(bounds) {
    skeleton_.html.reserve(source.size() / 3 + 64);
  }

  Result<HtmlSkeleton> make() {
    if (source_.size() > bounds_.bytes) fail("bytes", bounds_.bytes);
    while (at_ < source_.size() && !broken_) step();
    if (broken_) return Error{Fault::broken, "the page has " + *broken_};
    return std::move(skeleton_);
  }

 private:
  void fail(std::string_view what, std::size_t limit) {
    if (!broken_) broken_ = "more than " + std::to_string(limit) + " " + std::string(what);
  }

  bool begins_markup(std::size_t at) const {
    if (at + 1 >= source_.size()) return false;
    const char c = source_[at + 1];
    return is_letter(c) || c == '/' || c == '!' || c == '?';
  }

  void step() {
    std::size_t end = at_;
    while (true) {
      end = source_.find('<', end);
      if (end == std::string_view::npos) end = source_.size();
      if (end == source_.size() || begins_markup(end)) break;
      ++end;
    }
    if (end > at_) add_text(source_.substr(at_, end - at_), false);
    at_ = end;
    if (at_ >= source_.size()) return;
    const char c = source_[at_ + 1];
    if (c == '!') {
      skip_declaration();
    } else if (c == '?') {
      skip_to('>');
    } else if (c == '/') {
      read_end_tag();
    } else {
      read_start_tag();
    }
    if (skeleton_.html.size() > bounds_.skeleton_bytes) {
      fail("bytes of tags", bounds_.skeleton_bytes);
    }
    if (watch_.broken() && !broken_) broken_ = watch_.broken();
  }

  void skip_to(char c) {
    const std::size_t end = source_.find(c, at_);
    at_ = end == std::string_view::npos ? source_.size() : end + 1;
  }

  void skip_declaration() {
    if (source_.substr(at_).starts_with("<!--")) return skip_comment();
    const std::size_t begin = at_;
    skip_to('>');
    // The doctype decides on quirks: whether a table ends a paragraph.
    if (iequals(source_.substr(begin, 9), "<!doctype")) {
      skeleton_.html.append(source_.substr(begin, std::min<std::size_t>(at_ - begin, 512)));
    }
  }

  void skip_comment() {
    const std::string_view rest = source_.substr(at_ + 4);
    if (rest.starts_with(">") || rest.starts_with("->")) return skip_to('>');
    const std::size_t plain = rest.find("-->");
    // `--!>` ends a comment too, and a page may hold many `--` and no `--!>`.
    const std::size_t odd = rest.substr(0, plain).find("--!>");
    if (odd != std::string_view::npos) {
      at_ += 4 + odd + 4;
    } else {
      at_ = plain == std::string_view::npos ? source_.size() : at_ + 4 + plain + 3;
    }
  }

  void add_space(std::string_view space) {
    if (space.empty()) return;
    skeleton_.html += space.find_first_of("\n\r") != std::string_view::npos ? '\n' : ' ';
  }

  void add_text(std::string_view text, bool is_raw) {
    std::size_t begin = 0;
    while (begin < text.size() && is_html_space(text[begin])) ++begin;
    std::size_t end = text.size();
    while (end > begin && is_html_space(text[end - 1])) --end;
    add_space(text.substr(0, begin));
    if (begin < end) add_run(text.substr(begin, end - begin), is_raw);
    if (begin < end) add_space(text.substr(end));
  }

  void add_run(std::string_view text, bool is_raw) {
    const bool ours = is_raw || knows_all_references(text);
    if (skeleton_.runs.size() >= max_runs || !ours) {
      if (!is_raw) skeleton_.html.append(text);
      return;
    }
    append_utf8(skeleton_.html, placeholder_of(skeleton_.runs.size()));
    skeleton_.runs.push_back({text, is_raw});
  }

  // Moves past `name` and its attributes to behind `>`. Appends them to the skeleton if wanted.
  // Says whether the tag was whole.
  bool read_attributes(bool wanted, std::size_t& count) {
    const std::size_t size = source_.size();
    while (at_ < size) {
      while (at_ < size && (is_html_space(source_[at_]) || source_[at_] == '/')) ++at_;
      if (at_ >= size) return false;
      if (source_[at_] == '>') {
        ++at_;
        return true;
      }
      read_attribute(wanted);
      if (++count > bounds_.attributes_of_tag)
        fail("attributes in one tag", bounds_.attributes_of_tag);
      if (broken_) return false;
    }
    return false;
  }

  void read_attribute(bool wanted) {
    const std::size_t size = source_.size();
    const std::size_t begin = at_++;
    while (at_ < size && !is_html_space(source_[at_]) && source_[at_] != '/' &&
           source_[at_] != '>' && source_[at_] != '=') {
      ++at_;
    }
    const std::string_view name = source_.substr(begin, at_ - begin);
    std::size_t after = at_;
    while (after < size && is_html_space(source_[after])) ++after;
    std::string_view value;
    if (after < size && source_[after] == '=') {
      ++after;
      while (after < size && is_html_space(source_[after])) ++after;
      at_ = after;
      value = read_value();
    }
    if (name.size() + value.size() > bounds_.attribute_bytes) {
      fail("bytes in one attribute", bounds_.attribute_bytes);
    } else if (wanted) {
      add_attribute(name, value);
    }
  }

  // With its quotes.
  std::string_view read_value() {
    const std::size_t begin = at_;
    if (at_ >= source_.size()) return {};
    const char quote = source_[at_];
    if (quote == '"' || quote == '\'') {
      const std::size_t end = source_.find(quote, at_ + 1);
      at_ = end == std::string_view::npos ? source_.size() : end + 1;
    } else {
      while (at_ < source_.size() && !is_html_space(source_[at_]) && source_[at_] != '>') ++at_;
    }
    return source_.substr(begin, at_ - begin);
  }

  void add_attribute(std::string_view name, std::string_view value) {
    skeleton_.html += ' ';
    skeleton_.html.append(name);
    if (value.empty()) return;
    skeleton_.html += '=';
    const bool is_quoted = value[0] == '"' || value[0] == '\'';
    const std::string_view inner = is_quoted ? value.substr(1) : value;
    // Pictures written into the page are most of its bytes, and nobody reads them.
    if (value.size() > longest_data_uri_kept && inner.starts_with("data:")) {
      skeleton_.html.append("\"data:\"");
    } else if (is_quoted && may_take_values_ && value.size() >= shortest_value_taken_out &&
               value.back() == value[0] && !iequals(name, "type")) {
      skeleton_.html += value[0];
      add_run(value.substr(1, value.size() - 2), false);
      skeleton_.html += value[0];
    } else {
      skeleton_.html.append(value);
    }
  }

  std::string read_name() {
    const std::size_t begin = at_;
    while (at_ < source_.size() && !is_html_space(source_[at_]) && source_[at_] != '/' &&
           source_[at_] != '>') {
      ++at_;
    }
    return ascii_lower(source_.substr(begin, std::min<std::size_t>(at_ - begin, 256)));
  }

  void read_end_tag() {
    if (at_ + 2 >= source_.size() || !is_letter(source_[at_ + 2])) return skip_to('>');
    at_ += 2;
    const std::string name = read_name();
    std::size_t count = 0;
    if (!read_attributes(false, count)) return;
    if (name == "svg" || name == "math") return;
    if (watch_.end_tag(name) == TagFate::leave_out) return;
    skeleton_.html.append("</").append(name) += '>';
  }

  void read_start_tag() {
    const std::size_t mark = skeleton_.html.size();
    ++at_;
    const std::string name = read_name();
    skeleton_.html += '<';
    skeleton_.html.append(name);
    std::size_t count = 0;
    may_take_values_ = !needs_values(name);
    const bool is_whole = read_attributes(true, count);
    // Foreign content has rules of its own for nesting; none of it is text of a notice.
    const bool unwanted = name == "svg" || name == "math" || name == "plaintext";
    if (!is_whole || unwanted) {
      skeleton_.html.resize(mark);
      if (name == "svg") skip_drawing();
      return;
    }
    skeleton_.html += '>';
    const std::string_view tag = std::string_view(skeleton_.html).substr(mark);
    if (watch_.start_tag(name, tag, count) == TagFate::leave_out) {
      skeleton_.html.resize(mark);
    }
    const Content content = content_of(name);
    if (content != Content::markup) take_content(name, content);
  }

  void skip_drawing() {
    if (no_drawing_ends_) return;
    const std::size_t end = find_tag_end("svg");
    if (end == source_.size()) {
      no_drawing_ends_ = true;  // Sought once: many that never end would be quadratic.
      return;
    }
    at_ = end;
    skip_to('>');
  }

  void take_content(std::string_view name, Content content) {
    const std::size_t end = content == Content::script ? find_script_end() : find_tag_end(name);
    const std::string_view body = source_.substr(at_, end - at_);
    if (content != Content::dropped && !body.empty()) add_text(body, content == Content::script);
    at_ = end;
    skip_to('>');
    watch_.end_tag(name);
    skeleton_.html.append("</").append(name) += '>';
  }

  bool is_tag_at(std::size_t at, std::string_view name) const {
    if (!iequals(source_.substr(at, name.size()), name)) return false;
    const std::size_t after = at + name.size();
    return after < source_.size() &&
           (is_html_space(source_[after]) || source_[after] == '/' || source_[after] == '>');
  }

  // Where `</name` begins, or the end.
  std::size_t find_tag_end(std::string_view name) const {
    for (std::size_t at = at_; (at = source_.find("</", at)) != std::string_view::npos; at += 2) {
      if (is_tag_at(at + 2, name)) return at;
    }
    return source_.size();
  }

  // HTML standard §13.2.5.15 ff.: within `<!--` a nested script hides an end tag.
  std::size_t find_script_end() const {
    bool escaped = false;
    bool nested = false;
    for (std::size_t at = source_.find_first_of("<-", at_); at != std::string_view::npos;
         at = source_.find_first_of("<-", at + 1)) {
      const std::string_view rest = source_.substr(at, 4);
      if (rest == "<!--") {
        escaped = true;
      } else if (rest.starts_with("-->")) {
        escaped = nested = false;
      } else if (escaped && rest[0] == '<' && is_tag_at(at + 1, "script")) {
        nested = true;
      } else if (rest.starts_with("</") && is_tag_at(at + 2, "script")) {
        if (!nested) return at;
        nested = false;
      }
    }
    return source_.size();
  }

  std::string_view source_;
  const HtmlBounds& bounds_;
  DepthWatch watch_;
  HtmlSkeleton skeleton_;
  std::size_t at_ = 0;
  bool no_drawing_ends_ = false;
  bool may_take_values_ = true;
  std::optional<std::string> broken_;
};

}  // namespace

char32_t placeholder_of(std::size_t run) {
  const std::size_t plane = run / runs_per_plane;
  return first_placeholder + static_cast<char32_t>(plane * 0x10000 + run % runs_per_plane);
}

std::size_t run_of(char32_t c) {
  if (c < first_placeholder || c > 0x10FFFF) return max_runs;
  const std::size_t offset = c - first_placeholder;
  if (offset % 0x10000 >= runs_per_plane) return max_runs;
  return offset / 0x10000 * runs_per_plane + offset % 0x10000;
}

Result<HtmlSkeleton> skeleton_of(std::string_view html, const HtmlBounds& bounds) {
  return SkeletonMaker(html, bounds).make();
}

}  // namespace regwatch
