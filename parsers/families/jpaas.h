#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "parsers/parser.h"

namespace regwatch {

// 大汉版通 jpaas: a column is a shell whose script names a "unit"; the unit's API answers with JSON
// that holds a fragment of HTML. Used by MIIT, SAMR, MOFCOM and others.

/// A shell's requests, or the rows of a unit's answer, or rows that stand in the page itself.
Result<Listing> read_jpaas_list(const Page& page, const Source& source);

/// An article of Hanweb (families/hanweb.h), or the older `…/c<digits>/content.html`.
bool is_jpaas_article(std::string_view url);

/// The day of a deadline stored as epoch milliseconds of 24:00 in China of the last day.
std::optional<CivilDate> deadline_of_epoch(std::string_view digits);

}  // namespace regwatch
