#pragma once

#include <string>
#include <vector>

#include "parsers/parser.h"

namespace regwatch {

// Pages as others saved them, in ../shared/captures. A test of one says that it was skipped where
// they are not there.

bool has_captures();
/// That file as the page of that address. Its bytes live until the next call.
Page captured(const std::string& file, const std::string& url);
Source source_for(const std::string& parser, const std::string& url);

/// A row as it was read by eye; an absent day is "".
struct Row {
  const char* title;
  const char* url;
  const char* published;
  const char* deadline = "";
};
/// That a list has these rows, in this order, and no doubts.
void check_rows(const Result<Listing>& listing, const std::vector<Row>& rows);
/// Rows whose addresses share their beginning and are given by their end; `store` keeps the whole.
std::vector<Row> with_prefix(std::vector<std::string>& store, const std::string& prefix,
                             std::vector<Row> rows);

}  // namespace regwatch
