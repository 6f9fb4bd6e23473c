#pragma once

#include <string>
#include <vector>

#include "base/time.h"
#include "crawler/source.h"
#include "parsers/list_name.h"
#include "parsers/list_proposal.h"

namespace regwatch {

/// What `sources try` makes of a proposal: a source with an id that is not taken, the code of its
/// institution where another source of that host has one, and a guess of one where none has.
Source source_entry(const TriedProposal& tried, const ListName& name, const std::string& url,
                    const std::vector<Source>& known, CivilDate today);

/// The entry as it goes into sources.toml, ending in a newline.
std::string source_toml(const Source& source);

/// `ndrc-fzggwl` of https://www.ndrc.gov.cn/xxgk/zcfb/fzggwl/.
std::string id_of_address(const std::string& url);

/// The source of the same host whose address shares the longest path with this one, or null.
const Source* nearest_source(const std::vector<Source>& sources, const std::string& url);

}  // namespace regwatch
