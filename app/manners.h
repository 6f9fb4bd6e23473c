#pragma once

#include <string>
#include <vector>

#include "crawler/source.h"

namespace regwatch {

/// The manners with which an address is to be asked that was found on a page of `lister`: the
/// lister's own on its site; those of a source of that host where a source has it; else the
/// lister's user agent and pause alone, for its cookies, old TLS habits and browser are meant for
/// its own site.
Source manners_for(const std::string& url, const Source& lister,
                   const std::vector<Source>& sources);

}  // namespace regwatch
