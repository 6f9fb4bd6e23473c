#pragma once

#include <string>
#include <vector>

#include "render/chat_digest.h"

namespace regwatch {

/// A digest as payloads of Slack's incoming webhooks, in order (docs.slack.dev, "Block Kit"). Each
/// keeps below Slack's limits: 50 blocks, 3,000 characters in a text, 150 in a header, and about
/// 13,000 in all.
std::vector<std::string> slack_messages(const ChatDigest& digest);

}  // namespace regwatch
