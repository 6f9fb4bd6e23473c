#include "parsers/page_box.h"

#include <re2/re2.h>

#include <algorithm>

#include "base/text.h"
#include "parsers/article_body.h"
#include "parsers/fact.h"
#include "parsers/facts.h"
#include "parsers/generic_article.h"

namespace regwatch {
namespace {

// Without what stands behind it.
std::optional<std::string> index_number_in(Node box) {
  const auto value =
      labelled_value(box, {"索引号", "信息索引号", "政府信息索引号", "公开信息索引号", "索引编号"});
  if (!value) return std::nullopt;
  static const RE2 form("^\\s*([0-9A-Za-z][0-9A-Za-z/_.-]{4,60})");
  std::string number;
  if (!RE2::PartialMatch(*value, form, &number)) return std::nullopt;
  return number;
}

// `索引号：` and its value, in a box of neither table nor list. Where there are several, they are
// other documents'.
std::optional<std::string> index_number_around(std::string_view around) {
  static const RE2 form(
      "(?:^|\\n)\\s*(?:信息)?索\\s*引\\s*号\\s*[:：]\\s*([0-9A-Za-z][0-9A-Za-z/_.-]{4,60})");
  re2::StringPiece rest = around;
  std::string number;
  if (!RE2::FindAndConsume(&rest, form, &number)) return std::nullopt;
  std::string other;
  return RE2::PartialMatch(rest, form, &other) ? std::nullopt : std::optional(number);
}

std::optional<std::string> document_number_of(Node box) {
  const auto value =
      labelled_value(box, {"发文字号", "文号", "文件编号", "发布文号", "公文字号", "文件字号"});
  return value ? document_number_in(*value) : std::nullopt;
}

// Lines that tell a period, each with what follows a label that stands alone.
struct PeriodLines {
  std::vector<std::string> lines;
  int labels = 0;
};

PeriodLines period_lines(std::string_view around) {
  static const RE2 label(
      "^(?:(?:公开)?(?:征集|征求|公示|反馈|截止|截至|开始|结束|起止)\\p{Han}{0,6}"
      "(?:时间|日期|期限?|日)|时间)(?::|为|$)");
  constexpr std::size_t longest = 300;  // Bytes.
  constexpr int lines_of_value = 3;
  PeriodLines found;
  int wanted = 0;
  for (const std::string_view printed : split(around, '\n')) {
    std::string line = collapse_spaces(printed.substr(0, longest + 1));
    if (line.empty()) continue;
    const std::string plain = line.size() <= longest ? plain_form(line) : std::string();
    if (RE2::PartialMatch(plain, label)) {
      ++found.labels;
      wanted = plain.find_first_of("0123456789") == plain.npos ? lines_of_value : 0;
      found.lines.push_back(std::move(line));
    } else if (wanted > 0 && plain.find_first_of("0123456789") != plain.npos) {
      --wanted;
      found.lines.back() += line;
    } else {
      wanted = 0;
    }
  }
  return found;
}

}  // namespace

void read_boxes(const Html& html, std::string_view around, Article& article) {
  Node last;
  for (const Node box :
       html.select("table, dl, .xxgk, .xxgk-box, .abstract, .xxgk-down-box, .content-head")) {
    if (last && is_ancestor(last, box)) continue;
    last = box;
    if (!article.document_number) article.document_number = document_number_of(box);
    if (!article.facts.index_number) article.facts.index_number = index_number_in(box);
  }
  if (!article.facts.index_number) article.facts.index_number = index_number_around(around);
}

void read_box_deadline(std::string_view around, Article& article) {
  if (article.facts.comment_deadline) return;
  constexpr int most_labels = 2;  // 开始时间 and 结束时间.
  const PeriodLines found = period_lines(around);
  if (found.labels == 0 || found.labels > most_labels) return;
  Facts told = read_facts(found.lines, article.published, article.title);
  if (!told.comment_deadline) return;
  Facts deadline;
  deadline.comment_deadline = told.comment_deadline;
  deadline.evidence["comment_deadline"] = std::move(told.evidence["comment_deadline"]);
  complete_facts(article.facts, std::move(deadline));
}

}  // namespace regwatch
