#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "render/digest.h"

namespace regwatch {

/// A digest as events for another system, one JSON object each, in the order of
/// digest_json_lines(): `{"type": …, "timestamp": …, "data": {…}}` (Standard Webhooks 1.0.0,
/// "Payload structure"), where `data` has the keys of the line. Types: `digest` first where it
/// covers a window, `notice.appeared` and so on by the change, `source.went_blind`,
/// `source.sees_again`, `subscription.` and the verdict.
///
/// What would be above `most_bytes` loses keys, the longest kinds first, until it fits;
/// `data.incomplete` names them.
std::vector<std::string> digest_events(const Digest& digest, std::size_t most_bytes);

}  // namespace regwatch
