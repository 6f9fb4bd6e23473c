#pragma once

#include <map>
#include <string>
#include <vector>

#include "tests/app/program.h"

namespace regwatch::testing {

/// A row of tests/app/april/month.tsv: what one column of one site listed from a day on.
struct MonthRow {
  std::string date;    ///< `2022-04-20`; before April: it was there when watching began.
  std::string source;  ///< As sources.toml calls it.
  std::string url;     ///< As a reader opens it.
  std::string page;  ///< `ADDRESS=TEMPLATE` of its text, or a template at `url`, or `-`: not saved.
  std::string kind;  ///< Expected; `-`: noise.
  std::string
      section;  ///< Expected; `=`: the publication of the row above, by another institution.
  std::string title;
  std::string text;  ///< Paragraphs parted by bars.
  bool is_noise() const { return kind == "-"; }
  bool is_joint() const { return section == "="; }
};

/// The fixtures of the month: templates of lists and of articles in the markup of their sites, and
/// the rows that fill them.
///
/// In a template `{{title}}` stands for the row's title; likewise url, path (without the host),
/// stem (of its last segment), date, year, month, day, dotted (2022.04.20), text (as paragraphs of
/// HTML) and `?name`, a parameter of its query; `json:` in front escapes for a JSON string. In a
/// list `{{total}}` is the number of its rows, and the lines from `@row` to `@end` are repeated for
/// each row, parted by what stands behind `@row`.
class April {
 public:
  April();
  const std::vector<MonthRow>& rows() const { return rows_; }
  /// Writes every page that the sites showed in the month, and the manifest that packs them.
  void write_captures(const Scratch& scratch) const;

 private:
  struct List {
    std::string source, file, url, type;
  };

  std::vector<MonthRow> rows_;
  std::vector<List> lists_;
};

}  // namespace regwatch::testing
