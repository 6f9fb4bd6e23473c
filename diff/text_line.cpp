#include "diff/text_line.h"

#include <algorithm>
#include <unordered_map>

#include "base/text.h"

namespace regwatch {
namespace {

// A quotation of articles runs over several paragraphs; one that is never closed is a slip.
constexpr std::size_t longest_quotation = 200;
constexpr std::size_t longest_contents = 600;

TextLine read_line(std::string_view paragraph) {
  TextLine line;
  line.text = trim(paragraph);
  line.label = number_label(line.text);
  // The first cell of a table's row is often its number.
  if (line.is_row() && line.label && line.label->style != Numbering::article) line.label.reset();
  line.rest = line.label ? trim(line.text.substr(line.label->bytes)) : line.text;
  return line;
}

// “ opens what is quoted when it stands behind a colon or begins the paragraph; elsewhere a mark
// that is never closed is a slip of the pen.
bool opens_quotation(std::string_view text) {
  const auto open = text.rfind("“");
  const auto close = text.rfind("”");
  if (open == std::string_view::npos) return false;
  if (close != std::string_view::npos && close > open) return false;
  const std::string_view before = text.substr(0, open);
  return before.empty() || before.ends_with("：") || before.ends_with(":") ||
         has_any(text.substr(open), {"“第", "“（", "“(", "“一、"});
}

void mark_quotations(std::vector<TextLine>& lines) {
  std::size_t closing = 0;  // The first line at or behind the current one that closes one.
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].is_quoted || !opens_quotation(lines[i].text)) continue;
    closing = std::max(closing, i + 1);
    while (closing < lines.size() && lines[closing].text.find("”") == std::string_view::npos)
      ++closing;
    if (closing == lines.size() || closing - i > longest_quotation) continue;
    for (std::size_t j = i + 1; j <= closing; ++j) lines[j].is_quoted = true;
  }
}

bool is_heading_style(const TextLine& line) {
  return line.has(Numbering::part) || line.has(Numbering::chapter);
}

// A heading as a table of contents and the text both print it: no spaces, dots, page number. That
// of a chapter is known by its label, for the text may print its title on a line of its own.
std::string contents_key(const TextLine& line) {
  if (is_heading_style(line)) return line.label->text;
  std::string key = remove_spaces(line.text);
  const auto is_leader = [](std::string_view tail) {
    return tail.ends_with("…") || tail.ends_with("·");
  };
  while (!key.empty()) {
    if (std::string_view(".-0123456789").find(key.back()) != std::string_view::npos) {
      key.pop_back();
    } else if (is_leader(key)) {
      key.resize(key.size() - std::string_view(key.ends_with("…") ? "…" : "·").size());
    } else {
      break;
    }
  }
  return key;
}

bool is_contents_title(const TextLine& line) {
  if (line.text.size() > 30) return false;
  const std::string text = remove_spaces(line.text);
  return text == "目录" || text == "目次";
}

// — 3 —, - 3 -, 第3页, 第 3 页 共 10 页: between the lines of a text that was printed.
bool is_page_number(const TextLine& line) {
  if (!line.is_short(20)) return false;
  std::string text = remove_spaces(to_half_width(line.text));
  for (const std::string_view dash : {"—", "–", "－", "·"})
    text = replace_all(std::move(text), dash, "-");
  const bool is_named = text.starts_with("第") && text.find("页") != std::string::npos;
  const bool is_dashed = text.size() > 2 && text.starts_with("-") && text.ends_with("-");
  if (!is_named && !is_dashed) return false;
  for (const std::string_view word : {"第", "页", "共", ",", "/", "-"})
    text = replace_all(std::move(text), word, "");
  return !text.empty() && text.find_first_not_of("0123456789") == std::string::npos;
}

// The head of a page stands beside its number, and stood there or as the title before.
void mark_furniture(std::vector<TextLine>& lines) {
  std::unordered_map<std::string_view, int> seen;
  for (const TextLine& line : lines) {
    if (line.is_bare() && line.is_short(40)) ++seen[line.text];
  }
  const auto mark_head = [&](std::size_t i) {
    if (i >= lines.size() || !lines[i].is_bare()) return;
    const auto found = seen.find(lines[i].text);
    if (found != seen.end() && found->second > 1) {
      --found->second;
      lines[i].is_furniture = true;
    }
  };
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!is_page_number(lines[i])) continue;
    lines[i].is_furniture = true;
    mark_head(i + 1);
  }
}

// （2021年…审议通过，自…起施行） broken into lines.
void mark_broken_histories(std::vector<TextLine>& lines) {
  constexpr std::size_t most_lines = 5;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string_view text = lines[i].text;
    const bool opens = (text.starts_with("（") || text.starts_with("(")) &&
                       !has_any(text, {"）", ")"}) && lines[i].is_history();
    if (!opens) continue;
    std::size_t end = i + 1;
    while (end < lines.size() && end < i + most_lines && !has_any(lines[end].text, {"）", ")"}))
      ++end;
    if (end == lines.size() || end == i + most_lines) continue;
    for (std::size_t k = i + 1; k <= end; ++k) lines[k].continues_history = true;
  }
}

bool begins_article(const TextLine& line) { return line.has(Numbering::article); }

// Behind 目录, up to where its first entry is printed again; without, the first chapters up to
// where the first is printed again before any article.
void mark_contents(std::vector<TextLine>& lines) {
  const auto title = std::find_if(lines.begin(), lines.end(), is_contents_title);
  auto entry = title == lines.end() ? lines.begin() : title + 1;
  const auto is_entry = [&](const TextLine& line) {
    return title == lines.end() ? is_heading_style(line) : !line.is_blank();
  };
  entry = std::find_if(entry, lines.end(), is_entry);
  if (entry == lines.end()) return;
  const std::string key = contents_key(*entry);
  const auto reach = std::min<std::ptrdiff_t>(lines.end() - entry, longest_contents);
  for (auto line = entry + 1; line != entry + reach; ++line) {
    if (begins_article(*line)) return;
    if (line->text.size() > 200 || contents_key(*line) != key) continue;
    const auto begin = title == lines.end() ? entry : title;
    for (auto it = begin; it != line; ++it) it->is_in_contents = true;
    return;
  }
}

}  // namespace

bool TextLine::ends_sentence() const {
  std::string_view tail = text;
  for (const std::string_view mark : {"”", "\"", "）", ")", "》"}) {
    if (tail.ends_with(mark)) {
      tail.remove_suffix(mark.size());
      break;
    }
  }
  constexpr std::string_view ends[] = {"。", "；", "：", "，", "、", "！", "？",
                                       ".",  ";",  ":",  ",",  "!",  "?"};
  return std::any_of(std::begin(ends), std::end(ends),
                     [tail](std::string_view end) { return tail.ends_with(end); });
}

bool TextLine::is_short(std::size_t most_characters) const {
  return text.size() <= most_characters * 4 && count_code_points(text) <= most_characters;
}

bool TextLine::is_date() const {
  if (!is_short(24)) return false;
  constexpr std::u32string_view allowed = U"0123456789〇○零一二三四五六七八九十年月日XＸ×";
  bool has_year = false;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = to_half_width(next_code_point(text, at));
    if (is_space(c)) continue;
    if (allowed.find(c) == std::u32string_view::npos) return false;
    has_year = has_year || c == U'年';
  }
  return has_year;
}

bool TextLine::is_draft_mark() const {
  if (!is_short(30)) return false;
  const bool is_bracketed =
      (text.starts_with("（") || text.starts_with("(") || text.starts_with("〔") ||
       text.starts_with("[")) &&
      (text.ends_with("）") || text.ends_with(")") || text.ends_with("〕") || text.ends_with("]"));
  return is_bracketed && has_any(text, {"稿", "草案", "试行", "暂行", "版"});
}

bool TextLine::is_history() const {
  if (continues_history) return true;
  if (!is_short(300) || text.empty()) return false;
  const bool begins = (text[0] >= '0' && text[0] <= '9') || text.starts_with("（") ||
                      text.starts_with("(") || text.starts_with("根据");
  if (!begins || text.ends_with("。") || text.find("年") == std::string_view::npos) return false;
  return has_any(text, {"通过", "公布", "发布", "修订", "修正", "批准", "施行", "印发", "第"});
}

bool TextLine::is_bare() const {
  return !is_blank() && !label && !is_row() && !is_quoted && is_short(80) && !ends_sentence();
}

std::vector<TextLine> text_lines(std::span<const std::string> paragraphs) {
  std::vector<TextLine> out;
  out.reserve(paragraphs.size());
  for (const std::string& paragraph : paragraphs) out.push_back(read_line(paragraph));
  mark_furniture(out);
  mark_broken_histories(out);
  mark_quotations(out);
  mark_contents(out);
  return out;
}

}  // namespace regwatch
