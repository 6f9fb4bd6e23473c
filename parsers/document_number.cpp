#include <re2/re2.h>

#include <algorithm>

#include "base/text.h"
#include "parsers/facts.h"
#include "parsers/table.h"

namespace regwatch {
namespace {

constexpr std::size_t looked_at = 500;  // Code points: what stands further down is quoted.

// Whose number it is, the year's brackets as various as they are, and numbers in Chinese numerals
// (中华人民共和国主席令第五十三号).
const std::string bodies = "(?:\\p{Han}|[A-Za-z、])*";
const std::string year = "[〔\\[（(【［﹝{](?:19|20)\\d\\d年?[〕\\])）】］﹞}]";
const std::string count = "(?:\\d{1,6}(?:[-—－～至]\\d{1,6})?|[〇○零一二三四五六七八九十百]{1,9})";
const std::string kind = "(?:令|公告|通告)";

// Of so many characters.
std::string who(int least, int most) {
  return "(?:\\p{Han}|[A-Za-z、]){" + std::to_string(least) + "," + std::to_string(most) + "}";
}

std::string bracketed_by(const std::string& body) {
  return body + year + "(?:\\p{Han}{0,6}字)?第?" + count + "号";
}

// 国办发〔2026〕6号, 网安秘字〔2026〕119号, 中国人民银行令〔2026〕第4号.
const RE2& bracketed() {
  static const RE2 form("(" + bracketed_by(bodies) + ")");
  return form;
}

// 第233号令, 国令第790号, 公告2026年第8号, 2026年第8号公告.
const RE2& counted() {
  static const RE2 form("((?:" + bodies + kind + ")?(?:(?:19|20)\\d\\d年|二[〇○零]..年)?第" +
                        count + "号" + kind + "?)");
  return form;
}

bool says_what_it_is(std::string_view number) {
  return number.find("令") != number.npos || number.find("公告") != number.npos ||
         number.find("通告") != number.npos;
}

bool ends_with_kind(std::string_view text) {
  return text.ends_with("令") || text.ends_with("公告") || text.ends_with("通告");
}

bool quotes(std::string_view number) {
  for (const std::string_view lead : {"根据", "依据", "按照", "依照", "按", "关于", "对", "经",
                                      "原", "贯彻", "落实", "见", "附件"}) {
    if (number.starts_with(lead)) return true;
  }
  return false;
}

// Without spaces, its digits half-width; brackets stay as they are printed.
std::string number_form(std::string_view text) {
  std::string plain = remove_spaces(text);
  if (plain.find("\xEF\xBC") == std::string::npos) return plain;
  constexpr std::string_view digits[] = {"０", "１", "２", "３", "４",
                                         "５", "６", "７", "８", "９"};
  for (std::size_t i = 0; i < 10; ++i) {
    plain = replace_all(std::move(plain), digits[i], std::string(1, static_cast<char>('0' + i)));
  }
  return plain;
}

// Brackets around the whole line.
std::string_view bare(std::string_view line) {
  for (const auto& [open, close] :
       {std::pair<std::string_view, std::string_view>{"（", "）"}, {"(", ")"}, {"【", "】"}}) {
    if (line.starts_with(open) && line.ends_with(close)) {
      line.remove_prefix(open.size());
      line.remove_suffix(close.size());
    }
  }
  return line;
}

// The number that a line consists of; of several (a joint document bears one from each body) the
// first.
std::optional<std::string> whole_line(std::string_view line) {
  std::string number;
  static const RE2 by_year("(" + who(2, 40) + "(?:19|20)\\d\\d年第" + count + "号" + kind + ")");
  if (RE2::FullMatch(line, counted(), &number)) return number;
  if (RE2::FullMatch(line, by_year, &number)) return number;
  static const RE2 next("[、,，;；/]?(" + bracketed_by(bodies) + ")");
  re2::StringPiece rest = line;
  std::optional<std::string> first;
  while (RE2::Consume(&rest, next, &number)) {
    if (!first) first = number;
  }
  return rest.empty() ? first : std::nullopt;
}

std::optional<std::string> first_capture(std::string_view text,
                                         std::initializer_list<const RE2*> forms) {
  std::string number;
  for (const RE2* form : forms) {
    if (RE2::PartialMatch(text, *form, &number) && !quotes(number)) return number;
  }
  return std::nullopt;
}

// A title speaks of other documents' numbers too (关于修改国务院令第123号的决定): its own stands at
// its beginning, at its end, or is all of it.
std::optional<std::string> number_in_title(std::string_view title) {
  const std::string plain = number_form(title);
  if (const auto whole = whole_line(plain); whole && !quotes(*whole)) {
    const bool by_year = whole->find("年") != std::string::npos;
    if (says_what_it_is(*whole) || (!by_year && !whole->starts_with("第"))) return whole;
  }
  std::string issuer;
  std::string number;
  static const RE2 split_by_brackets("^(" + bodies + kind + ")[（(]((?:(?:19|20)\\d\\d年)?第" +
                                     count + "号)[）)]$");
  if (RE2::FullMatch(plain, split_by_brackets, &issuer, &number) && !quotes(issuer) &&
      issuer.find("关于") == std::string::npos) {
    return issuer + number;
  }
  static const RE2 leading("^[【\\[（(]((?:" + who(0, 24) + ")?(?:(?:19|20)\\d\\d年)?第" + count +
                           "号" + kind + ")[】\\]）)]");
  static const RE2 trailing("[（(]([^（）()《》]{0,24}" + year + "第?" + count + "号)[）)]$");
  static const RE2 trailing_counted("[（(](" + bodies + kind + "(?:(?:19|20)\\d\\d年)?第" + count +
                                    "号|(?:(?:19|20)\\d\\d年)?第" + count + "号" + kind +
                                    "|(?:19|20)\\d\\d年第" + count + "号)[）)]$");
  static const RE2 heading("^(" + bodies + kind + "(?:(?:19|20)\\d\\d年)?第?" + count + "号|" +
                           bodies + "(?:19|20)\\d\\d年第" + count + "号" + kind + "|" +
                           bracketed_by(who(2, 40)) + ")(?:[（(《:：—]|关于|公布)");
  static const RE2 decision("(?:[）)]|决定|决定书|批复|意见书|告知书)(" + year + "第?" + count +
                            "号)$");
  if (auto found =
          first_capture(plain, {&leading, &trailing, &trailing_counted, &heading, &decision})) {
    return found;
  }
  // `关于…的公告2026年第8号`.
  static const RE2 decree("的(公告(?:19|20)\\d\\d年第" + count + "号)$");
  if (RE2::PartialMatch(plain, decree, &number)) return number;
  // `… 国办发〔2026〕6号`: a space parts the two.
  static const RE2 behind_space("\\s((?:" + bracketed_by(who(2, 24)) + "))$");
  static const RE2 before_space("^((?:" + bracketed_by(who(2, 24)) + "|" + who(2, 40) + kind +
                                "(?:(?:19|20)\\d\\d年)?第" + count + "号))\\s");
  return first_capture(collapse_spaces(title), {&behind_space, &before_space});
}

std::optional<std::string> number_of_label(std::string_view cell, std::string_view next_cell) {
  static const RE2 label(
      "(?:^|[^\\p{Han}])(?:发文字号|文号|发文文号|文件编号|公文文号|文件号|文件字号|公文字号|"
      "发文号|(?:\\p{Han}{0,6}(?:决定|告知|通知|意见|认定))?(?:书|文书|公文|文件)(?:文号|编号|字号|"
      "文书号)|"
      "处罚文号|批准文号|公告号|公告编号|令号)"
      "[】\\]]?[:：]?((?s).*)$");
  // The boundary before the label is read with its spaces, the label without.
  const std::string spaced = number_form(replace_all(collapse_spaces(cell), " ", "|"));
  const std::string plain = number_form(cell);
  std::string value;
  static const RE2 spread("(?:^|\\|)文\\|*号[:：]?\\|*((?s).*)$");
  if (!RE2::PartialMatch(spaced, label, &value) && !RE2::PartialMatch(spaced, spread, &value) &&
      !RE2::PartialMatch(plain, label, &value)) {
    return std::nullopt;
  }
  value = replace_all(std::move(value), "|", "");
  if (value.empty()) value = number_form(next_cell);
  if (auto number = document_number_in(value)) return number;
  std::string number;
  static const RE2 alone("^((?:(?:19|20)\\d\\d年)?第" + count + "号)");
  if (RE2::PartialMatch(value, alone, &number)) return number;
  return std::nullopt;
}

// A line of the head of a text, or several that a page made of one number: 国办发 / 〔2026〕 / 6号.
struct Line {
  std::string plain;
  std::string printed;
};

// Whether a number begins here that the next lines may end.
bool is_fragment(std::string_view plain) {
  static const RE2 form("(?:" + who(0, 12) +
                        "[〔\\[（(【［﹝]?(?:\\d{0,4}[〕\\])）】］﹞]?第?\\d{0,6})|第\\d{0,6}|(?:"
                        "19|20)\\d\\d年?第?\\d{0,6})");
  return count_code_points(plain) <= 20 && RE2::FullMatch(plain, form);
}

std::optional<Line> joined_line(const std::vector<std::string>& paragraphs, std::size_t first,
                                std::size_t& end) {
  constexpr std::size_t most_lines = 7;
  Line line{number_form(paragraphs[first]), paragraphs[first]};
  if (!is_fragment(line.plain)) return std::nullopt;
  static const RE2 ends("^(?:[〔\\[（(【［﹝〕\\])）】］﹞0-9第号]|" + kind + ")+$");
  static const RE2 begins(who(0, 9) +
                          "(?:[发函规字办装]|[〔\\[（(【［﹝].*)|第.*|(?:19|20)\\d\\d.*");
  // 国资发规划 / 〔2026〕31号: the department's own sign follows.
  static const RE2 with_department(who(1, 8) + "[发函规字办厅]\\p{Han}{1,3}");
  static const RE2 body("(?:书|件|局|会|部|室|院|署|令|告|位|司|处)$");
  static const RE2 year_next("^[〔\\[（(【［﹝]");
  const bool goes_on = first + 1 < paragraphs.size() &&
                       RE2::FullMatch(line.plain, with_department) &&
                       !RE2::PartialMatch(line.plain, body) &&
                       RE2::PartialMatch(number_form(paragraphs[first + 1]), year_next);
  if (!goes_on && !RE2::FullMatch(line.plain, begins)) return std::nullopt;
  const std::size_t limit = std::min(paragraphs.size(), first + most_lines);
  for (std::size_t i = first + 1; i < limit; ++i) {
    const std::string more = number_form(paragraphs[i]);
    if (!RE2::FullMatch(more, ends)) return std::nullopt;
    line.plain += more;
    line.printed += " " + paragraphs[i];
    if (!whole_line(line.plain)) continue;
    end = i + 1;
    return line;
  }
  return std::nullopt;
}

// The lines above a number that say whose it is: 国家互联网信息办公室 / 工业和信息化部 / 令.
class Heading {
 public:
  explicit Heading(std::string_view title) {
    const std::string plain = number_form(title);
    title_has_kind_ = ends_with_kind(plain);
    const bool names_bodies_alone = title_has_kind_ && plain.find("关于") == std::string::npos &&
                                    plain.find("《") == std::string::npos;
    if (names_bodies_alone && count_code_points(plain) <= longest) {
      title_ = Line{plain, std::string(title)};
    }
  }

  void add(Line line) {
    static const RE2 body(
        "(?:\\p{Han}|[、（）()])+(?:部|委员会|办公室|总局|局|署|院|银行|政府|会|厅|中心|委|办|" +
        kind + ")");
    const bool is_part =
        RE2::FullMatch(line.plain, body) || line.plain == "令" || line.plain == "公告";
    if (!is_part || count_code_points(line.plain) > 80) return lines_.clear();
    lines_.push_back(std::move(line));
  }

  // What stands before a number without a word for its kind. A joint order bears its number under
  // several names; it is cited by the first.
  std::optional<Line> above() const {
    if (lines_.empty()) return title_;
    if (!ends_with_kind(lines_.back().plain)) return std::nullopt;
    const Line& last = lines_.back();
    const std::string kind =
        last.plain.ends_with("令") ? "令" : last.plain.substr(last.plain.size() - 6);
    const std::string first = number_form(std::string(first_word(lines_.front().printed)));
    if (lines_.size() == 1 && count_code_points(last.plain) <= longest) return last;
    const std::string who =
        first.ends_with(kind) ? first.substr(0, first.size() - kind.size()) : first;
    std::string printed;
    for (const Line& line : lines_) printed += (printed.empty() ? "" : " ") + line.printed;
    return Line{who + kind, printed};
  }

  bool title_has_kind() const { return title_has_kind_; }

 private:
  static constexpr std::size_t longest = 30;

  // Up to the space or the sign that parts it from the next body.
  static std::string first_word(const std::string& printed) {
    const std::string spaced = collapse_spaces(printed);
    std::string word = spaced.substr(0, spaced.find(' '));
    // Spaced letters (公　告) are one word.
    if (count_code_points(word) < 3) word = remove_spaces(spaced);
    return word.substr(0, word.find("、"));
  }

  std::optional<Line> title_;
  std::vector<Line> lines_;
  bool title_has_kind_ = false;
};

// （2024年9月24日中华人民共和国国务院令第790号公布　自2025年1月1日起施行）; of one that was amended
// since, the numbers are several and its own is in doubt.
std::optional<std::string> number_in_history(std::string_view plain, std::string_view next) {
  static const RE2 begins("^[（(]?(?:19|20)\\d\\d年");
  static const RE2 amended("修正|修订");
  if (!RE2::PartialMatch(plain, begins) || RE2::PartialMatch(plain, amended) ||
      RE2::PartialMatch(next, amended)) {
    return std::nullopt;
  }
  static const RE2 form("[日年月（(](" + who(0, 60) + "令第" + count + "号|" +
                        bracketed_by(who(2, 24)) + ")(?:公布|发布|印发)");
  std::string number;
  if (!RE2::PartialMatch(plain, form, &number)) return std::nullopt;
  return number;
}

std::optional<std::string> number_of_line(const Line& line, const Heading& heading,
                                          std::string_view next, std::string& evidence) {
  evidence = line.printed;
  const std::string plain = line.plain;
  static const RE2 dated(
      "^(?:(?:19|20)\\d\\d年\\d{1,2}月\\d{1,2}日)?(.*?)(?:(?:19|20)\\d\\d年\\d{1,2}月"
      "\\d{1,2}日(?:印发)?)?$");
  std::string core;
  if (!RE2::FullMatch(bare(plain), dated, &core) || core.empty()) core = bare(plain);
  if (auto number = whole_line(core); number && !quotes(*number)) {
    const bool is_bare = number->starts_with("第") || number->starts_with("19") ||
                         number->starts_with("20") ||
                         !RE2::PartialMatch(*number, "^[\\p{Han}A-Za-z]");
    if (says_what_it_is(*number)) return number;
    if (const auto above = is_bare ? heading.above() : std::nullopt) {
      evidence = above->printed + " " + line.printed;
      return above->plain + *number;
    }
    const bool by_year = number->starts_with("第") || number->find("年第") != std::string::npos;
    if (!by_year || heading.title_has_kind()) return number;
  }
  // The number and the addressees may share a line: 网安秘字〔2026〕119号 各有关单位：
  static const RE2 leading("^(" + who(2, 16) + year + "第?" + count +
                           "号)(?:各|关于|签发人|\\p{Han}{2,20}[:：]$)");
  std::string number;
  if (RE2::PartialMatch(plain, leading, &number) && !quotes(number)) return number;
  // 行政处罚决定书（京网罚字〔2026〕5号）
  static const RE2 behind_name("^[^（）()《》，。：]{2,40}(?:书|表|警示函)[（(](" +
                               bracketed_by(who(1, 24)) + ")[）)]$");
  if (!quotes(plain) && RE2::FullMatch(plain, behind_name, &number) && !quotes(number)) {
    return number;
  }
  // The title may follow it on the same line: 商务部公告2026年第1号 关于…的公告
  static const RE2 with_title("^(" + who(2, 40) + kind + "(?:(?:19|20)\\d\\d年)?第" + count +
                              "号)(?:关于.*|《.*》?)(?:公告|通告|通知|决定|办法|规定|》|[)）])$");
  if (RE2::FullMatch(plain, with_title, &number) && !quotes(number)) return number;
  return number_in_history(plain, next);
}

// A table that publishes one decision bears its number in its only row.
std::optional<PrintedNumber> number_of_only_row(const std::vector<std::string>& paragraphs) {
  const auto names_decisions = [](const std::string& line) {
    return line.find('\t') != std::string::npos && line.find("决定书") != std::string::npos;
  };
  if (std::none_of(paragraphs.begin(), paragraphs.end(), names_decisions)) return std::nullopt;
  const std::vector<Table> tables = tables_of(paragraphs);
  if (tables.size() != 1 || tables.front().rows.size() != 1) return std::nullopt;
  const Table& table = tables.front();
  if (!has_any(table.header(Column::document_number), {"决定书", "处罚"})) return std::nullopt;
  const TableRow& row = table.rows.front();
  const auto number = whole_line(number_form(table.cell(row, Column::document_number)));
  if (!number) return std::nullopt;
  return PrintedNumber{*number, std::string(row.printed)};
}

}  // namespace

std::optional<std::string> document_number_in(std::string_view text) {
  const std::string plain = number_form(text);
  std::string number;
  if (RE2::PartialMatch(plain, bracketed(), &number)) return number;
  re2::StringPiece rest(plain);
  while (RE2::FindAndConsume(&rest, counted(), &number)) {
    if (says_what_it_is(number)) return number;
  }
  return std::nullopt;
}

std::optional<PrintedNumber> find_document_number(const std::vector<std::string>& paragraphs,
                                                  std::string_view title) {
  std::size_t seen = 0;
  Heading heading(title);
  for (std::size_t i = 0; i < paragraphs.size() && seen <= looked_at;) {
    const std::string& paragraph = paragraphs[i];
    const auto cells = split(paragraph, '\t');
    for (std::size_t k = 0; k < cells.size() && k < 12; ++k) {
      const auto next = k + 1 < cells.size() ? cells[k + 1] : std::string_view();
      if (auto number = number_of_label(cells[k], next)) return PrintedNumber{*number, paragraph};
    }
    // What stands in a table's row beside other things is theirs.
    const auto filled = std::count_if(cells.begin(), cells.end(),
                                      [](std::string_view cell) { return !trim(cell).empty(); });
    if (filled >= 2 && cells.back().find("签发") == std::string_view::npos) {
      seen += count_code_points(paragraph);
      heading.add(Line{});
      ++i;
      continue;
    }
    std::size_t end = i + 1;
    auto line = joined_line(paragraphs, i, end);
    if (!line) line = Line{number_form(paragraph), paragraph};
    seen += count_code_points(line->plain);
    i = end;
    constexpr std::size_t longest_line = 600;  // Bytes; longer ones are prose.
    if (line->plain.size() > longest_line) {
      heading.add(Line{});
      continue;
    }
    std::string evidence;
    const std::string next = i < paragraphs.size() && paragraphs[i].size() < 600
                                 ? number_form(paragraphs[i])
                                 : std::string();
    if (auto number = number_of_line(*line, heading, next, evidence))
      return PrintedNumber{*number, evidence};
    heading.add(std::move(*line));
  }
  if (auto number = number_in_title(title)) {
    return PrintedNumber{*number, collapse_spaces(title)};
  }
  return number_of_only_row(paragraphs);
}

}  // namespace regwatch
