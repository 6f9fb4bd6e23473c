#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "crawler/source.h"
#include "parsers/listing.h"
#include "parsers/option_check.h"

namespace regwatch {

/// What stands in a row of a list, field by field, before any of it is read.
struct RowValues {
  std::optional<std::string> title;  ///< Text without markup; on any number of lines.
  /// What a row that has no title is called until its page is read: it is given a `…`, so that
  /// whoever meets a cut title takes the page's.
  std::optional<std::string> stand_in;
  std::optional<std::string> link;      ///< Absolute or relative, or what `link_template` takes.
  std::optional<std::string> date;      ///< In any form that written_date reads, or date_format.
  std::optional<std::string> deadline;  ///< As `date`.
  std::optional<std::string> number;
  std::optional<std::string> publisher;
  std::optional<std::string> body;  ///< Markup, or text in lines: the notice itself.
  std::vector<Attachment> files;    ///< Addresses absolute or relative.
};

/// The fields that a configuration may describe: an option of each name says where it stands.
struct RowField {
  std::string_view name;
  std::optional<std::string> RowValues::*value;
};
const std::vector<RowField>& row_fields();

/// The options of every format whose rows the configuration describes: for each field its own,
/// `<field>_regex` (its first group, else the whole match), `date_format`, and `link_template`
/// (`{1}` to `{9}` are the groups of `link_regex`).
std::vector<OptionRule> row_options();
std::vector<OptionProblem> check_row_options(const Source& source);

/// Reads rows as a source's options say. The options are those that check_row_options passed.
class RowReader {
 public:
  /// Addresses resolve against `base`.
  RowReader(const Source& source, std::string base);
  ~RowReader();

  /// Adds the row, each address once, at most 5000. What cannot be read of it is a doubt; a date is
  /// missed only where the source says where it stands.
  void add(RowValues values, Listing& listing);

 private:
  struct Rules;
  std::unique_ptr<const Rules> rules_;
  std::string base_;
  std::set<std::string> seen_;
  bool is_full_ = false;
};

/// Fills the text and the files of an entry from markup, or from text in lines.
void read_body(std::string_view body, Entry& entry);

}  // namespace regwatch
