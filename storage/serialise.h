#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "diff/change.h"
#include "diff/notice.h"

namespace regwatch {

/// The columns that hold JSON. Reading what is no such JSON throws StorageError: this program wrote
/// it, so the database is damaged.

std::string to_json(const std::vector<std::string>& texts);
std::vector<std::string> texts_from_json(std::string_view json);

/// Names as DESIGN §4 has them, the evidence with them.
std::string facts_to_json(const Facts& facts);
Facts facts_from_json(std::string_view json);

/// The attachments of an article with what is known of each file. Where there are fewer files than
/// attachments, the rest is not fetched yet.
std::string files_to_json(const std::vector<Attachment>& attachments,
                          const std::vector<AttachmentState>& files);
std::vector<AttachmentState> files_from_json(std::string_view json);

/// What differs: hunks and names of attachments.
std::string details_to_json(const Change& change);
void details_from_json(std::string_view json, Change& change);

}  // namespace regwatch
