#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "parsers/datastore.h"
#include "parsers/parser.h"

namespace regwatch {

/// Where the rows behind those of a store are, and how many there are in all.
struct DatastoreNext {
  std::optional<std::string> url;
  std::optional<int> total;
};

/// Whether an address is that of dataproxy.jsp, whose answer is a store.
bool is_datastore_answer(std::string_view url);

/// By the link of `<nextgroup>`; else, in a column's page, by the parameters that its script hands
/// to `jpage({…})` for the unit of that column; else, in an answer, by the next window of records
/// or page of its own address. No address where the rows are all there.
DatastoreNext behind_datastore(const Datastore& store, const Page& page, std::string_view column);

}  // namespace regwatch
