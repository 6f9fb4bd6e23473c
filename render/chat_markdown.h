#pragma once

#include <span>
#include <string>
#include <string_view>

#include "render/chat_digest.h"

namespace regwatch {

/// The Markdown of one chat: none has all of it, and none says how a character is escaped.
struct ChatMarkdown {
  std::string_view line_break = "\n";
  std::string_view urgent_before = "**";
  std::string_view urgent_after = "**";
};

/// The message under its heading.
std::string chat_markdown(std::string_view heading, std::span<const ChatBlock> blocks,
                          const ChatMarkdown& syntax);

/// Text in which nothing is markup, a mention or an image: the characters that could be, in their
/// full-width forms, which read the same among Chinese.
std::string without_markup(std::string_view text);

}  // namespace regwatch
