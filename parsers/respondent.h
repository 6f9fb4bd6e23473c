#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "parsers/fact.h"
#include "parsers/table.h"

namespace regwatch {

/// Whoever a notice punishes or complains of.
struct Respondent {
  std::string name;        ///< As printed, without spaces between Chinese characters.
  std::string short_name;  ///< `某某股份` where it is 以下简称 so; empty otherwise.
  std::string_view printed;
};

/// The respondents that the words name: `当事人：某公司，住所…` and the persons below it, the
/// addressee in the title of a letter (`关于对某公司采取出具警示函措施的决定`), whom headings of
/// cases are about.
std::vector<Respondent> respondents_in_words(const NoticeText& text);

/// Those that tables name, whose columns are 当事人, 被处罚单位; 企业名称 only in a table or a
/// notice of complaints.
std::vector<Respondent> respondents_in_tables(const NoticeText& text,
                                              const std::vector<Table>& tables);

/// The cell that names who a row of the table is about, trimmed; empty where it names nobody.
std::string respondent_of_row(const NoticeText& text, const Table& table, const TableRow& row);

/// Those that lines of a list name (`1.某公司（Some, Inc.）`), in a notice of complaints.
std::vector<Respondent> respondents_in_items(const NoticeText& text);

/// Whether the title announces reports on cases (典型案例, 5起案件).
bool reports_cases(const NoticeText& text);

/// Whether the notice punishes, warns or complains of somebody, by its title.
bool is_complaint(const NoticeText& text);

/// `张 三` → `张三`; a foreign name keeps its spaces.
std::string printed_name(std::string_view printed);

/// The whole name of `name`, which may be a short one, or itself.
std::string full_name(std::string_view name, const std::vector<Respondent>& respondents);

/// Parts `某公司、张三及李四`; what only says `相关责任人员` is left out.
std::vector<std::string> names_in_list(std::string_view list);

}  // namespace regwatch
