#include "diff/clause_beginnings.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <set>

#include "base/text.h"

namespace regwatch {
namespace {

using Level = Clause::Level;

constexpr std::size_t longest_heading = 60;  // Characters; longer ones are sentences.
constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

// 第二款, 第一项, 第四条: a place in a law, named by the characters behind its number; 第三方 is
// none.
bool begins_with_place(std::string_view text, std::initializer_list<std::string_view> names) {
  constexpr std::string_view numerals[] = {"一", "二", "三", "四", "五", "六",
                                           "七", "八", "九", "十", "百", "〇"};
  if (!text.starts_with("第")) return false;
  text.remove_prefix(std::string_view("第").size());
  for (bool more = true; more;) {
    more = false;
    for (const std::string_view numeral : numerals) {
      if (!text.starts_with(numeral)) continue;
      text.remove_prefix(numeral.size());
      more = true;
    }
  }
  return starts_with_any(text, names);
}

}  // namespace

bool is_reference(std::string_view rest, bool parted) {
  if (begins_with_place(rest, {"款", "项", "目", "（"})) return true;
  if (starts_with_any(rest, {"、第", "和第", "及第", "至第", "或第", "或者第", "与第", "以及第",
                             "—第", "-第", "修改为", "改为", "删除", "删去"}))
    return true;
  if (parted) return false;
  return begins_with_place(rest, {"条"}) ||
         starts_with_any(rest, {"规定", "所称", "所列", "所述", "所指",   "中的", "中“",
                                "的",   "修改", "增加", "作为", "之规定", "之后", "后增",
                                "后一", "前增", "要求", "明确", "提出",   "指出", "“"});
}

namespace {

/// Each step marks what it is sure of; the next looks at what is left free. Articles come first,
/// for what is numbered inside of them is theirs.
class Cutter {
 public:
  explicit Cutter(std::span<const TextLine> lines)
      : lines_(lines), begins_(lines.size()), continues_(lines.size(), false) {}

  std::vector<std::optional<Level>> cut() {
    find_articles();
    find_headings();
    find_ends_of_articles();
    find_titles();
    find_points();
    name_the_rest();
    return std::move(begins_);
  }

 private:
  bool is_free(std::size_t i) const {
    return !lines_[i].is_blank() && !begins_[i] && !continues_[i];
  }

  bool could_be_article(std::size_t i) const {
    const TextLine& line = lines_[i];
    return line.has(Numbering::article) && !line.is_quoted && !line.is_in_contents &&
           !is_reference(line.rest, line.label->parted);
  }

  // Numbers that follow each other may lack the space behind the label; those that do not are
  // believed only with it, and none is where the same number has it elsewhere.
  void find_articles() {
    std::set<std::pair<int, int>> parted;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      const auto& label = lines_[i].label;
      if (could_be_article(i) && label->parted) parted.emplace(*label->number, label->inserted);
    }
    int last = 0;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (!could_be_article(i)) continue;
      const NumberLabel& label = *lines_[i].label;
      const int number = *label.number;
      const bool follows = number == 1 || (number == last && label.inserted > 0) ||
                           (number > last && number <= last + (last > 0 ? 3 : 1));
      const bool is_known = parted.contains({number, label.inserted});
      if (!label.parted && (!follows || is_known)) continue;
      begins_[i] = Level::article;
      articles_.push_back(i);
      last = number;
    }
  }

  static std::optional<Level> heading_level(const TextLine& line) {
    if (!line.label || line.is_quoted || line.is_in_contents) return std::nullopt;
    // A line of a sentence that is broken into lines may begin so, too.
    const bool is_sentence =
        line.ends_sentence() || has_any(line.rest, {"，", "。", "；", "规定的"});
    if (!line.is_short(longest_heading) || is_sentence) return std::nullopt;
    switch (line.label->style) {
      case Numbering::part:
        return Level::part;
      case Numbering::chapter:
        return Level::chapter;
      case Numbering::section:
        return Level::section;
      default:
        return std::nullopt;
    }
  }

  // 一、总则 above 第一条, in rules that number their chapters so.
  bool is_point_above_article(std::size_t i) const {
    const TextLine& line = lines_[i];
    if (!line.has(Numbering::point) || line.is_quoted || line.is_in_contents) return false;
    const std::size_t next = next_line(i);
    return line.is_short(30) && !line.ends_sentence() && next != nowhere &&
           begins_[next] == Level::article;
  }

  void find_headings() {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      const TextLine& line = lines_[i];
      if (const auto level = heading_level(line)) {
        begins_[i] = level;
        join_words_below(i);
      } else if (is_point_above_article(i)) {
        begins_[i] = Level::section;
      } else if (is_annex_heading(i)) {
        begins_[i] = Level::annex;
      }
    }
  }

  // 第一章 alone on its line, and 总则 on the next.
  void join_words_below(std::size_t i) {
    if (!lines_[i].rest.empty()) return;
    const std::size_t next = next_line(i);
    if (next != nowhere && lines_[next].is_bare() && lines_[next].is_short(30))
      continues_[next] = true;
  }

  std::size_t next_line(std::size_t i) const {
    for (++i; i < lines_.size(); ++i) {
      if (!lines_[i].is_blank()) return i;
    }
    return nowhere;
  }

  std::size_t previous_line(std::size_t i) const {
    while (i-- > 0) {
      if (!lines_[i].is_blank()) return i;
    }
    return nowhere;
  }

  // 附件1 above what is annexed, not `附件：1.…` in the list that ends a notice.
  bool is_annex_heading(std::size_t i) const {
    const TextLine& line = lines_[i];
    if (line.is_quoted || line.is_in_contents || line.is_row()) return false;
    if (!line.has(Numbering::annex))
      return line.text.size() < 20 && remove_spaces(line.text) == "附则";
    std::string_view words = line.rest;
    for (const std::string_view mark : {"：", ":", "．", "."}) {
      if (words.starts_with(mark)) words = trim(words.substr(mark.size()));
    }
    if (words.empty()) return next_line(i) != nowhere;
    if (!line.is_short(longest_heading) || line.ends_sentence() || number_label(words))
      return false;
    return !begins_list_of_annexes(i);
  }

  bool begins_list_of_annexes(std::size_t i) const {
    std::size_t next = next_line(i);
    if (next == nowhere) return true;
    for (int looked = 0; next != nowhere && looked < 4; ++looked, next = next_line(next)) {
      const TextLine& line = lines_[next];
      if (line.is_date()) return true;
      if (looked == 0 && (line.has(Numbering::annex) || line.has(Numbering::arabic))) return true;
      if (!line.is_bare()) return false;
    }
    return false;
  }

  // An article goes on to the next one; the last of a text ends before words that are no part of
  // it: a signature, a date, a table, the title of what is printed below it.
  void find_ends_of_articles() {
    for (std::size_t k = 0; k < articles_.size(); ++k) {
      const std::size_t begin = articles_[k];
      const std::size_t next = k + 1 < articles_.size() ? articles_[k + 1] : lines_.size();
      const bool is_last =
          k + 1 == articles_.size() || *lines_[next].label->number <= *lines_[begin].label->number;
      continue_from(begin, next, is_last);
    }
  }

  // Lines behind `begin` are its own, up to `end` or the next beginning.
  void continue_from(std::size_t begin, std::size_t end, bool is_last) {
    const bool is_article = begins_[begin] == Level::article;
    std::size_t previous = begin;
    for (std::size_t i = begin + 1; i < end && !begins_[i]; ++i) {
      if (lines_[i].is_in_contents) return;
      if (lines_[i].is_blank()) continue;
      if (!is_article && ends_point_before(i)) return;
      if (is_last && ends_before(previous, i)) return;
      continues_[i] = true;
      previous = i;
    }
  }

  // Words that close a notice or a decision, and the list of what is annexed.
  bool ends_point_before(std::size_t i) const {
    const TextLine& line = lines_[i];
    if (line.is_quoted) return false;
    return line.has(Numbering::annex) ||
           starts_with_any(line.text, {"特此", "本决定自", "本通知自", "本公告自", "本意见自"});
  }

  bool ends_before(std::size_t previous, std::size_t i) const {
    const TextLine& line = lines_[i];
    if (line.is_date()) return true;
    if (line.is_quoted || !lines_[previous].ends_sentence() ||
        lines_[previous].text.ends_with("："))
      return false;
    return line.is_bare() || line.is_row() || line.is_history() || line.has(Numbering::annex);
  }

  bool could_be_title(std::size_t i) const {
    const TextLine& line = lines_[i];
    return is_free(i) && line.is_bare() && !line.is_date() && !line.is_draft_mark() &&
           !line.is_history() && !line.text.ends_with("号") && !line.is_in_contents;
  }

  // The first line of the text, the line above the first article or chapter of what it prints or
  // above 征求意见稿, and the name of what the first line announces.
  void find_titles() {
    std::size_t first = lines_.empty() || !lines_[0].is_blank() ? 0 : next_line(0);
    if (first >= lines_.size()) return;
    // The number of a document often stands above its title.
    if (lines_[first].text.ends_with("号") && next_line(first) != nowhere) first = next_line(first);
    if (could_be_title(first)) begin_title(first);
    for (const std::size_t article : articles_) {
      if (*lines_[article].label->number == 1) find_title_above(article);
    }
    const std::string announced = name_announced(lines_[first].text);
    for (std::size_t i = first + 1; i < lines_.size(); ++i) {
      if (!could_be_title(i)) continue;
      const std::size_t next = next_line(i);
      const bool is_marked = next != nowhere && lines_[next].is_draft_mark() && is_free(next);
      if (is_marked || (!announced.empty() && remove_spaces(lines_[i].text) == announced))
        begin_title(i);
    }
  }

  // The X办法 of 关于《X办法（征求意见稿）》公开征求意见的通知.
  static std::string name_announced(std::string_view title) {
    constexpr std::string_view open = "《", close = "》";
    const auto begin = title.find(open);
    const auto end = title.find(close, begin == std::string_view::npos ? 0 : begin);
    if (begin == std::string_view::npos || end == std::string_view::npos) return {};
    std::string name = remove_spaces(title.substr(begin + open.size(), end - begin - open.size()));
    if (name.ends_with("）")) name.resize(std::min(name.size(), name.rfind("（")));
    return name;
  }

  void begin_title(std::size_t i) {
    begins_[i] = Level::title;
    for (std::size_t next = next_line(i); next != nowhere && lines_[next].is_draft_mark();
         next = next_line(next))
      continues_[next] = true;
  }

  void find_title_above(std::size_t article) {
    std::size_t i = previous_line(article);
    while (i != nowhere && is_above_body(i)) i = previous_line(i);
    if (i != nowhere && could_be_title(i)) begin_title(i);
  }

  bool is_above_body(std::size_t i) const {
    const bool is_heading =
        begins_[i] && *begins_[i] >= Level::part && *begins_[i] <= Level::section;
    return is_heading || continues_[i] || lines_[i].is_in_contents || lines_[i].is_history() ||
           lines_[i].is_draft_mark();
  }

  // What lies outside of articles may be numbered in its own way: by 一、, or as a standard, or by
  // （一）, or by 1. Each stretch between articles and annexes has one.
  void find_points() {
    std::size_t begin = 0;
    for (std::size_t i = 0; i <= lines_.size(); ++i) {
      const bool parts =
          i == lines_.size() ||
          (begins_[i] && (*begins_[i] == Level::article || *begins_[i] == Level::annex));
      if (!parts) continue;
      find_points_between(begin, i);
      begin = i + 1;
    }
  }

  std::optional<Numbering> style_between(std::size_t begin, std::size_t end) const {
    std::array<int, 9> counts{};
    int dotted = 0;
    for (std::size_t i = begin; i < end; ++i) {
      if (!could_be_point(i)) continue;
      ++counts[static_cast<std::size_t>(lines_[i].label->style)];
      dotted += lines_[i].has(Numbering::decimals) &&
                lines_[i].label->text.find('.') != std::string::npos;
    }
    const auto count = [&counts](Numbering style) {
      return counts[static_cast<std::size_t>(style)];
    };
    if (count(Numbering::point) >= 2) return Numbering::point;
    if (dotted >= 2) return Numbering::decimals;
    for (const Numbering style : {Numbering::bracket, Numbering::arabic}) {
      if (count(style) >= 2) return style;
    }
    return std::nullopt;
  }

  bool could_be_point(std::size_t i) const {
    return is_free(i) && lines_[i].label && !lines_[i].is_quoted && !lines_[i].is_in_contents;
  }

  void find_points_between(std::size_t begin, std::size_t end) {
    const auto style = style_between(begin, end);
    if (!style) return;
    std::vector<std::size_t> points;
    for (std::size_t i = begin; i < end; ++i) {
      if (could_be_point(i) && lines_[i].label->style == *style) points.push_back(i);
    }
    for (const std::size_t i : points) {
      const bool is_below =
          *style == Numbering::decimals && lines_[i].label->text.find('.') != std::string::npos;
      begins_[i] = is_below ? Level::subpoint : Level::point;
    }
    if (*style == Numbering::point) find_subpoints(begin, end);
    close_points(begin, end);
    find_titles_of_points(begin, end);
  }

  // 一、总体要求 above （一）, 4 技术要求 above 4.1: nothing is said under the number itself.
  void find_titles_of_points(std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end; ++i) {
      if (begins_[i] != Level::point && begins_[i] != Level::subpoint) continue;
      if (lines_[i].ends_sentence() || !lines_[i].is_short(longest_heading)) continue;
      const std::size_t next = next_line(i);
      if (next < end && begins_[next] == Level::subpoint && is_below(next, i))
        begins_[i] = Level::section;
    }
  }

  bool is_below(std::size_t lower, std::size_t upper) const {
    return begins_[upper] == Level::point ||
           lines_[lower].label->text.starts_with(lines_[upper].label->text + ".");
  }

  // （一） below 一、 is a clause of its own unless it is an item of a sentence that ends in a
  // colon.
  void find_subpoints(std::size_t begin, std::size_t end) {
    bool is_list = false;
    std::size_t previous = nowhere;
    bool below_point = false;
    for (std::size_t i = begin; i < end; ++i) {
      if (lines_[i].is_blank()) continue;
      below_point = below_point || begins_[i] == Level::point;
      if (below_point && could_be_point(i) && lines_[i].has(Numbering::bracket)) {
        if (lines_[i].label->number == 1)
          is_list = previous != nowhere && lines_[previous].text.ends_with("：");
        if (!is_list) begins_[i] = Level::subpoint;
      }
      previous = i;
    }
  }

  void close_points(std::size_t begin, std::size_t end) {
    for (std::size_t i = begin; i < end;) {
      std::size_t next = i + 1;
      if (begins_[i] != Level::point && begins_[i] != Level::subpoint) {
        i = next;
        continue;
      }
      while (next < end && !begins_[next]) ++next;
      continue_from(i, next, is_last_point(next, end));
      i = next;
    }
  }

  bool is_last_point(std::size_t next, std::size_t end) const {
    for (; next < end; ++next) {
      if (begins_[next] == Level::subpoint) return false;
      if (begins_[next] == Level::point) return lines_[next].label->number == 1;
    }
    return true;
  }

  // What is free is a paragraph, or the preamble where something numbered follows.
  void name_the_rest() {
    const auto is_body = [](const std::optional<Level>& level) {
      return level == Level::article || level == Level::point || level == Level::subpoint;
    };
    const auto first = static_cast<std::size_t>(
        std::find_if(begins_.begin(), begins_.end(), is_body) - begins_.begin());
    const bool numbers = first < lines_.size();
    std::size_t previous = nowhere;
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      if (lines_[i].is_blank()) continue;
      if (is_free(i) && !continues_block(previous, i)) {
        const bool is_above = (numbers && i < first) || is_history_of_title(previous, i);
        begins_[i] = is_above ? Level::preamble : Level::paragraph;
      }
      previous = i;
    }
  }

  bool is_history_of_title(std::size_t previous, std::size_t i) const {
    return previous != nowhere && lines_[i].is_history() &&
           (begins_[previous] == Level::title || lines_[previous].is_draft_mark());
  }

  // The table of contents is one clause, the lines of its history another; an annex takes its
  // title.
  bool continues_block(std::size_t previous, std::size_t i) const {
    if (previous == nowhere) return false;
    const TextLine& line = lines_[i];
    if (line.is_in_contents) return lines_[previous].is_in_contents;
    if (lines_[previous].is_in_contents) return false;
    if (begins_[previous] == Level::annex)
      return line.is_bare() && lines_[previous].label && lines_[previous].is_short(10);
    return line.is_history() && lines_[previous].is_history() && !lines_[previous].label;
  }

  std::span<const TextLine> lines_;
  std::vector<std::optional<Level>> begins_;
  std::vector<bool> continues_;
  std::vector<std::size_t> articles_;
};

}  // namespace

std::vector<std::optional<Clause::Level>> clause_beginnings(std::span<const TextLine> lines) {
  return Cutter(lines).cut();
}

}  // namespace regwatch
