#include "parsers/citation.h"

#include <re2/re2.h>

#include "base/text.h"
#include "parsers/bodies.h"
#include "parsers/fact.h"

namespace regwatch {
namespace {

constexpr std::size_t longest_title = 600;  // Bytes.
constexpr std::string_view opening = "《";
constexpr std::string_view closing = "》";

// Where the 》 of the 《 at `begin` ends; 0 where there is none near.
std::size_t end_of_title(std::string_view text, std::size_t begin) {
  int depth = 0;
  for (std::size_t at = begin; at < text.size() && at < begin + longest_title; ++at) {
    if (text[at] != '\xE3') continue;
    if (text.substr(at).starts_with(opening)) ++depth;
    if (text.substr(at).starts_with(closing) && --depth == 0) return at + closing.size();
  }
  return 0;
}

std::size_t behind_brackets(std::string_view text, std::size_t at) {
  static const RE2 brackets(
      "^(?:（[^（）]{1,200}(?:（[^（）]{0,40}）[^（）]{0,80})?）|\\([^()]{1,200}\\))");
  re2::StringPiece found;
  const std::string_view rest = text.substr(at);
  if (!brackets.Match(rest, 0, rest.size(), RE2::ANCHOR_START, &found, 1)) return at;
  return at + found.size();
}

std::string_view articles_at(std::string_view text) {
  static const RE2 form(
      "^(?:的)?((?:第[（(]?[零〇○一二三四五六七八九十百千0-9.]+[）)]?[条款项目](?:之["
      "一二三四五六七八九十])?)+"
      "(?:(?:、|和|及|以及|至)(?:第[（(]?[零〇○一二三四五六七八九十百千0-9.]+[）)]?[条款项目](?:之["
      "一二三四五六七八九十])?)+)*)");
  re2::StringPiece part[2];
  if (!form.Match(text, 0, text.size(), RE2::ANCHOR_START, part, 2)) return {};
  return {part[1].data(), part[1].size()};
}

bool ends_like_standard(std::string_view title) {
  static const RE2 end(
      "(?:规范|要求|指南|准则|方法|规程|导则|分类|框架|模型|术语|指标|通则|格式|接口|编码|体系|"
      "代码|"
      "评价|管理|分级|规则|细则|架构|协议|部分)(?:[（(][^（）()]*[）)])?》?$");
  return RE2::PartialMatch(title, end);
}

// A title in its marks, as it was meant: see words_with_titles.
std::string mended_title(std::string_view printed) {
  const std::string title = collapse_spaces(printed);
  if (title.find(' ') == std::string::npos) return title;
  const bool is_standard = ends_like_standard(title);
  constexpr std::size_t shortest_part = 4;  // Code points; parted letters make shorter ones.
  std::string mended;
  std::string_view last;
  for (const std::string_view part : split(title, ' ')) {
    const std::string_view before = last.starts_with(opening) ? last.substr(opening.size()) : last;
    const bool parts_standard = is_standard && count_code_points(before) >= shortest_part &&
                                count_code_points(part) >= shortest_part;
    if (!mended.empty() && (parts_standard || is_body(before))) mended += ' ';
    mended += part;
    last = part;
  }
  return mended;
}

}  // namespace

std::string words_with_titles(std::string_view printed) {
  constexpr std::size_t longest = 8000;  // Beyond that are tables and noise.
  if (printed.size() > longest) return remove_spaces(printed);
  std::string words;
  while (!printed.empty()) {
    const std::size_t begin = printed.find(opening);
    words += remove_spaces(printed.substr(0, begin));
    if (begin == printed.npos) break;
    const std::size_t end = end_of_title(printed, begin);
    const std::size_t length = end == 0 ? opening.size() : end - begin;
    words += mended_title(printed.substr(begin, length));
    printed.remove_prefix(begin + length);
  }
  return words;
}

std::vector<Citation> citations_in(std::string_view text) {
  std::vector<Citation> found;
  std::size_t at = text.find(opening);
  while (at != text.npos) {
    const std::size_t end = end_of_title(text, at);
    if (end == 0) {
      at = text.find(opening, at + opening.size());
      continue;
    }
    Citation citation;
    citation.begin = at;
    citation.end = end;
    citation.title = text.substr(at + opening.size(), end - at - opening.size() - closing.size());
    citation.tail = behind_brackets(text, end);
    const std::string_view articles = articles_at(text.substr(citation.tail));
    if (!articles.empty()) {
      citation.articles = articles;
      citation.tail = static_cast<std::size_t>(articles.data() - text.data()) + articles.size();
    }
    if (!citation.title.empty()) found.push_back(std::move(citation));
    at = text.find(opening, end);
  }
  return found;
}

bool is_legal_title(std::string_view title) {
  static const RE2 end(
      "(?:法|条例|办法|规定|规则|细则|决定|决议|意见|通知|方案|纲要|规划|准则|指引|标准|公告|解释|"
      "制度|规范|指南|要点"
      "|计划|令|目录|批复|通告|条约|公约|协定|章程|规程|要求|安排|措施|名录|清单|通则|总则|典|"
      "修正案|宪法|基准|暂行规定"
      "|范围|若干问题|纪要|部署|大纲|行动|导则|补充规定|办法》)(?:（[^（）]{1,30}）|\\([^()]{1,30}"
      "\\))*$");
  return RE2::PartialMatch(title, end) &&
         !has_any(title, {"决定书", "告知书", "请示", "征求意见表", "说明"});
}

bool explains_another(std::string_view title) {
  return has_any(title, {"答记者问", "解读", "问答", "一图读懂", "新闻发布会"});
}

bool is_plan(std::string_view title) {
  static const RE2 plan(
      "(?:工作|立法|制定|制修订|起草|立项|修订)(?:工作)?(?:计划|规划)|工作要点|工作总结");
  return RE2::PartialMatch(title, plan);
}

std::vector<std::string> names_in_marks(std::string_view list) {
  static const RE2 name("[〈《]([^〈〉《》]+)[〉》]");
  std::vector<std::string> names;
  re2::StringPiece rest = list;
  std::string found;
  while (RE2::FindAndConsume(&rest, name, &found)) names.push_back(found);
  return names;
}

std::string with_wide_brackets(std::string_view title) {
  return replace_all(replace_all(std::string(title), "(", "（"), ")", "）");
}

}  // namespace regwatch
