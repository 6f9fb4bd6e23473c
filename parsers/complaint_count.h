#pragma once

#include <optional>
#include <string_view>

#include "parsers/fact.h"

namespace re2 {
class RE2;
}

namespace regwatch {

/// How many of a thing a notice complains of, and where it says so.
struct ComplaintCount {
  int count = 0;
  std::string_view printed;
};

/// `counted` matches a number, as the one group of it that takes part, with its noun
/// (`(\d+)款APP`). The number in the title counts first, then the one of those that are named here
/// (`现予以通报`, `仍有17款`), then what an earlier notice left over, then one that is found to
/// break rules, last the one that a single sentence says are concerned (涉及). Sums over time
/// (累计), earlier batches and those that were merely looked at are none. Absent where two numbers
/// stand alike.
std::optional<ComplaintCount> complaint_count(const NoticeText& text, const re2::RE2& counted);

}  // namespace regwatch
