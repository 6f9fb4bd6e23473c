#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crawler/warc_tools.h"
#include "diff/change.h"
#include "diff/kind.h"
#include "diff/notice.h"
#include "diff/run.h"
#include "parsers/article.h"
#include "parsers/listing.h"
#include "parsers/parser.h"
#include "render/digest.h"
#include "render/notice_page.h"
#include "render/source_tables.h"

namespace regwatch {

/// Each function gives one JSON object on one line, without a newline, with the keys of DESIGN §4
/// in their order there. Dates are `YYYY-MM-DD`, instants RFC 3339 UTC; what is unknown is absent.
/// Ill-formed UTF-8 becomes U+FFFD; what cannot be seen is escaped (json_text.h).

std::string entry_json(const Entry& entry);
/// `sources try`: the entry with its options, the family, the rows that it gives, the doubts.
std::string proposal_json(const Source& entry, const Proposal& proposal, const Listing& listing);
std::string article_json(const Article& article);  ///< `read`: the object "version".
std::string notice_json(const Notice& notice);
/// `show`: the notice with its versions, changes, attachments (of the newest version), lineage and
/// cluster.
std::string notice_page_json(const NoticePage& page);
std::string source_json(const SourceLine& source);
std::string run_json(const Run& run);
/// `sources check`: the run, with what the entry says of itself and what was found. Where nothing
/// was read (`--offline`) the entry alone.
std::string source_check_json(const Source& source, const SourceCheck* check);
std::string class_json(std::string_view title, const Classification& classification);
/// `archive list`.
std::string record_json(const RecordLine& record);
/// `propose`: the id, with what a machine said in English and the numbers in it that the notice
/// does not have.
std::string proposal_line_json(const std::string& notice_id, const English& english,
                               const std::vector<std::string>& doubtful_numbers);
/// What `classify` takes on standard input: a title, or a JSON object `{title, authority, date}`.
struct TitleLine {
  std::string title;
  std::string authority;  ///< Empty where the line names none.
};
Result<TitleLine> read_title_line(std::string_view line);

/// `export changes`: a change with its notice as it is now. `cursor` stands for all up to it.
struct ChangeLine {
  Change change;
  Notice notice;
  std::optional<long long> taken_back_by;  ///< Id of the change that took it back.
  std::vector<long long> takes_back;       ///< Ids of the changes that it took back.
};
std::string change_line_json(const ChangeLine& line, std::string_view cursor);
std::string health_line_json(const HealthEvent& event, std::string_view cursor);
/// The last line: where to go on, and whether there is more already.
std::string end_line_json(std::string_view cursor, bool more);

/// A digest as JSON Lines, each ending in a newline: `{"type": "digest", …}` first where it covers
/// a window, then one object per change (`"type": "change"`) and health event (`"type": "health"`).
/// Every line carries the message id where it is not empty.
std::string digest_json_lines(const Digest& digest, std::string_view message_id);

}  // namespace regwatch
