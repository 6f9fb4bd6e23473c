#include <re2/re2.h>

#include <algorithm>

#include "base/text.h"
#include "parsers/bodies.h"
#include "parsers/citation.h"
#include "parsers/fact.h"
#include "parsers/table.h"

namespace regwatch {
namespace {

using Names = std::vector<std::string>;
using Lines = std::vector<std::string>;

struct Issuers {
  Names names;
  std::vector<std::string_view> printed;
};

constexpr std::size_t most_signatures = 40;  ///< Lines above a date.

void add_new(Names& names, Names more) {
  for (std::string& name : more) {
    if (std::find(names.begin(), names.end(), name) == names.end())
      names.push_back(std::move(name));
  }
}

// `中华人民共和国国家发展和改革委员会令`, `国家互联网信息办公室 公安部 令`,
// `中国人民银行令〔2026〕第4号`; the bodies may stand in lines of their own above 令.
Issuers of_order(const Lines& lines) {
  static const RE2 heading(
      "^(.*?)\\s*(?:令|公告)\\s*(?:[〔\\[（(]?(?:19|20)?\\d*[〕\\]）)年]?\\s*第?\\s*[0-"
      "9一二三四五六七八九十百]+\\s*号)?(?:\\s+(?:\\p{Han}{0,30}关于|《).*)?$");
  Issuers found;
  Names above;
  std::vector<std::string_view> printed;
  for (std::size_t i = 0; i < std::min<std::size_t>(lines.size(), 16); ++i) {
    std::string head;
    const bool is_short = lines[i].size() < 500;
    if (is_short && RE2::FullMatch(trim(lines[i]), heading, &head)) {
      Names here = trim(head).empty() ? Names{} : bodies_in_line(head);
      if (here.empty() && !trim(head).empty()) return {};
      add_new(above, std::move(here));
      printed.push_back(lines[i]);
      if (!above.empty()) return {above, printed};
      return {};
    }
    Names names = is_short ? bodies_in_line(lines[i]) : Names{};
    if (names.empty()) {
      above.clear();
      printed.clear();
      continue;
    }
    add_new(above, std::move(names));
    printed.push_back(lines[i]);
  }
  return {};
}

const RE2& date_form() {
  static const RE2 form(
      "((?:19|20)\\d\\d\\s*年\\s*\\d{1,2}\\s*月\\s*\\d{1,2}\\s*日|[二〇○Ｏ零一三四五六七八九OＯ0]{"
      "4}\\s*年\\s*[一二三四五六七八九十元]{1,3}\\s*月\\s*[一二三四五六七八九十]{1,3}\\s*日)");
  return form;
}

// `（商务部代章）`: another body's seal stands for the one that signs above.
bool is_foreign_seal(std::string_view line) {
  static const RE2 form("\\s*[（(]\\p{Han}{0,30}(?:代章|代印|盖章)[）)]\\s*");
  return line.size() < 150 && RE2::FullMatch(line, form);
}

// `国家互联网信息办公室` above `2026年9月18日`, or before it in one line.
Issuers of_signature(const Lines& lines) {
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (lines[i].size() > 600 || lines[i].find("日") == std::string::npos) continue;
    const std::string line = to_half_width(lines[i]);
    static const RE2 signed_date("^(.*?)\\s*" + date_form().pattern() +
                                 "\\s*(?:印发|发布|公布|印)?\\s*$");
    std::string before;
    std::string date;
    if (!RE2::FullMatch(trim(line), signed_date, &before, &date)) continue;
    Issuers found;
    if (!trim(before).empty()) {
      found.names = bodies_in_line(before);
      if (found.names.empty()) continue;
      found.printed.push_back(lines[i]);
    }
    std::size_t from = i;
    while (from > 0 && is_foreign_seal(lines[from - 1])) --from;
    while (from > 0 && i - from < most_signatures) {
      if (bodies_in_line(lines[from - 1]).empty()) break;
      --from;
    }
    Names above;
    for (std::size_t k = from; k < i; ++k) {
      if (is_foreign_seal(lines[k])) continue;
      add_new(above, bodies_in_line(lines[k]));
      found.printed.push_back(lines[k]);
    }
    add_new(above, std::move(found.names));
    found.names = std::move(above);
    if (!found.names.empty()) return found;
  }
  return {};
}

// `（2015年10月29日证监会令第118号公布 根据…修订）` below a rule's title.
Issuers of_history(const Lines& lines) {
  static const RE2 published(
      "^[（(](?:19|20)\\d\\d年\\d{1,2}月\\d{1,2}日([^，。；（）()0-9]{3,400}?)(?:令|公告)(?:[〔\\["
      "（(]?(?:19|20)\\d\\d[〕\\]）)年]?)?第");
  for (std::size_t i = 0; i < std::min<std::size_t>(lines.size(), 8); ++i) {
    std::string list;
    const std::string line = remove_spaces(lines[i].substr(0, 1200));
    if (!RE2::PartialMatch(line, published, &list)) continue;
    Names names = bodies_in_line(list);
    if (!names.empty()) return {std::move(names), {lines[i]}};
  }
  return {};
}

// `（2016年11月7日第十二届全国人民代表大会常务委员会第二十四次会议通过）`.
Issuers of_congress(const Lines& lines) {
  static const RE2 passed(
      "^[（(](?:19|20)\\d\\d年\\d{1,2}月\\d{1,2}日第[一二三四五六七八九十]+届(全国人民代表大会(?:"
      "常务委员会)?)第[一二三四五六七八九十]+次会议(?:修订)?通过");
  for (std::size_t i = 0; i < std::min<std::size_t>(lines.size(), 8); ++i) {
    std::string name;
    if (lines[i].find("会议") == std::string::npos) continue;
    if (RE2::PartialMatch(remove_spaces(lines[i]), passed, &name)) return {{name}, {lines[i]}};
  }
  return {};
}

// `发文机关：公安部`, in the text's own box.
Issuers of_label(const Lines& lines) {
  static const RE2 label(
      "^(?:发文机关|发布机构|发布机关|制定机关|发文单位|发布单位|制发机关|公布机关)[：:]?\\s*(.*)"
      "$");
  for (std::size_t i = 0; i < std::min<std::size_t>(lines.size(), 30); ++i) {
    const auto cells = split(lines[i], '\t');
    for (std::size_t k = 0; k < cells.size(); ++k) {
      std::string value;
      const std::string cell = replace_all(collapse_spaces(cells[k]), " ", "\t");
      if (cell.size() > 600 || !RE2::FullMatch(cell, label, &value)) continue;
      if (value.empty() && k + 1 < cells.size()) value = cells[k + 1];
      Names names = bodies_in_line(value);
      if (!names.empty()) return {std::move(names), {lines[i]}};
    }
  }
  return {};
}

// `工业和信息化部 公安部关于…的通知`, in the title or in its line of the text.
Issuers of_heading(const NoticeText& text) {
  static const RE2 heading(
      "^((?:\\p{Han}|[\\s、·,，()（）])+?)(?:关于|公告|通告|令|(?:依法)?对|通报|(?:行政)?处罚(?:"
      "决定|信息|公示)|行政监管措施)");
  const auto names_of = [&](std::string_view line) {
    std::string head;
    if (line.size() > 900 || !RE2::PartialMatch(line, heading, &head)) return Names{};
    // A company that announces is no authority.
    return head.ends_with("公司") || head.ends_with("集团") ? Names{} : bodies_in_line(head);
  };
  const std::string plain_title = text.title;
  for (std::size_t i = 0; i < std::min<std::size_t>(text.paragraphs.size(), 8); ++i) {
    const std::string plain = plain_form(text.paragraphs[i].substr(0, 600));
    if (plain.size() < 12 || plain_title.find(plain.substr(0, 30)) == std::string::npos) continue;
    Names names = names_of(trim(text.paragraphs[i]));
    if (!names.empty()) return {std::move(names), {text.paragraphs[i]}};
  }
  Names names = names_of(trim(text.printed_title));
  if (names.empty()) return {};
  return {std::move(names), {text.printed_title}};
}

// `国家互联网信息办公室、公安部联合公布《…》`.
Issuers of_words(const NoticeText& text) {
  static const RE2 joint(
      "(?:^|[，。：]|近日，?|日前，?|今日，?|日，?)([^，。：；《》]{4,400}?)(?:近日|日前)?联合(?:"
      "发布|公布|印发|出台|下发|制定了?|对外发布|发文)");
  for (std::size_t i = 0; i < std::min<std::size_t>(text.sentences.size(), 6); ++i) {
    const Sentence& sentence = text.sentences[i];
    if (sentence.plain.find("联合") == std::string::npos) continue;
    std::string list;
    const std::string words = remove_spaces(sentence.printed);
    if (!RE2::PartialMatch(words, joint, &list)) continue;
    static const RE2 and_last("(部|委|局|署|会|室|厅|行|院|办)(?:和|与|会同|及)");
    RE2::GlobalReplace(&list, and_last, "\\1、");
    Names names = bodies_in_line(list);
    if (names.size() >= 2) return {std::move(names), {sentence.printed}};
  }
  return {};
}

// `中国证监会就修订《…》公开征求意见`, `中央网信办部署开展…`, `教育部2026年工作要点`: the title
// alone tells whose news it is.
Issuers of_news(const NoticeText& text) {
  static const RE2 news(
      "^((?:\\p{Han}|[\\s、·（）()])+?)(?:近日|日前|今日)?(?:联合|公开|依法|修订|正式)?(?:印发|"
      "发布|公布|出台|"
      "部署|就[^，]{0,12}《|就[^，]{0,40}征求|就[^，]{0,40}公开|启动|组织|开展|召开|通报|约谈|制定|"
      "(?:19|20)\\d\\d年)");
  std::string head;
  if (text.printed_title.size() > 900 ||
      !RE2::PartialMatch(trim(text.printed_title), news, &head)) {
    return {};
  }
  static const RE2 company("(?:公司|集团|[^民]银行)$");
  if (RE2::PartialMatch(head, company)) return {};
  Names names = bodies_in_line(head);
  if (names.empty()) return {};
  return {std::move(names), {text.printed_title}};
}

// A table of penalties names who imposed them.
Issuers of_tables(const NoticeText& text) {
  Issuers found;
  const bool may_name =
      std::any_of(text.paragraphs.begin(), text.paragraphs.end(), [](const std::string& line) {
        return line.find('\t') != line.npos && has_any(line, {"机关", "机构", "部门", "单位"});
      });
  if (!may_name) return {};
  for (const Table& table : tables_of(text.paragraphs)) {
    if (!table.has(Column::authority)) continue;
    for (const TableRow& row : table.rows) {
      const std::string name = remove_spaces(table.cell(row, Column::authority));
      if (name.empty()) continue;
      if (!is_body(name)) return {};
      if (found.names.empty()) {
        found.names.push_back(name);
        found.printed.push_back(row.printed);
      } else if (found.names.front() != name) {
        return {};
      }
    }
  }
  return found;
}

void read(const NoticeText& text, Facts& facts) {
  const bool is_about_another = explains_another(text.title);
  Issuers found = of_order(text.paragraphs);
  if (found.names.empty()) found = of_label(text.paragraphs);
  // A joint announcement bears the number of one and is signed by all.
  Issuers signed_by = of_signature(text.paragraphs);
  if (signed_by.names.size() > found.names.size()) found = std::move(signed_by);
  if (found.names.empty() && !is_about_another) found = of_heading(text);
  if (found.names.empty()) found = of_history(text.paragraphs);
  if (found.names.empty()) found = of_congress(text.paragraphs);
  if (found.names.empty() && !is_about_another) found = of_words(text);
  if (found.names.empty() && !is_about_another) found = of_news(text);
  if (found.names.empty()) found = of_tables(text);
  facts.issuers = std::move(found.names);
  for (const std::string_view printed : found.printed) add_evidence(facts, "issuers", printed);
}

}  // namespace

const Fact& fact_issuers() {
  static const Fact fact{"issuers", read};
  return fact;
}

}  // namespace regwatch
