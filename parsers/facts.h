#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "parsers/article.h"

namespace regwatch {

/// What a notice's own words say: until when and where comments go, from when it is in force, its
/// batch. A fact that the words leave in doubt is absent: a wrong deadline is worse than none.
/// `published` counts periods (30日内). It dates an entry into force 自公布之日起 too, unless the
/// day below the text, its own, lies up to two months before; one that lies further back leaves it
/// open.
Facts read_facts(const std::vector<std::string>& paragraphs, std::optional<CivilDate> published,
                 std::string_view title);

/// A 文号 and the line, or the lines joined by a space, that it was read from.
struct PrintedNumber {
  std::string number;
  std::string evidence;
};

/// The 文号 that a notice bears itself: in the first 500 characters of its text on a line of its
/// own or behind a label, else in its title. White space inside is removed (〔\n2026\n〕\n10\n号).
/// An order whose number stands below its issuers' names is called by the first of them. Of several
/// numbers that a joint document bears, the first.
std::optional<PrintedNumber> find_document_number(const std::vector<std::string>& paragraphs,
                                                  std::string_view title);

/// The first 文号 in a text, spaces removed: 国办发〔2026〕6号, 第233号令, 2026年第8号公告.
std::optional<std::string> document_number_in(std::string_view text);

}  // namespace regwatch
