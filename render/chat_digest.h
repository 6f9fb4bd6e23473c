#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "render/digest.h"

namespace regwatch {

/// A piece of a line in a chat. The text is clean and without any markup.
struct ChatRun {
  std::string text;
  std::string link{};  ///< An address as clean_link() gives it; empty: none.
  bool strong = false;
  bool urgent = false;  ///< A deadline at hand, a source gone blind, a doubt.
};
using ChatLine = std::vector<ChatRun>;

/// What a chat shows of one notice: lines that stay in one message, the most telling first.
struct ChatBlock {
  std::string section;  ///< The heading above it and its neighbours; empty: none.
  std::vector<ChatLine> lines;
};

/// How much a chat is told of each notice.
enum class ChatDetail {
  full,
  concise,  ///< Without topics, passages and files.
  brief,    ///< One line; the state of the sources stands before, as the end may be cut.
};

/// In which words: headings and deadlines may be in Chinese as well, for groups that read it.
enum class ChatWords { english, bilingual };

/// A digest as chats tell it, whatever their markup: shorter than a mail, and in blocks, so that it
/// can be split where a message may not be longer.
struct ChatDigest {
  std::string title;  ///< The subject.
  ChatBlock head;     ///< Window, counts; without a digest's window empty.
  std::vector<ChatBlock> blocks;
};
ChatDigest chat_digest_of(const Digest& digest, ChatDetail detail = ChatDetail::full,
                          ChatWords words = ChatWords::english);

/// The block under its heading, unless the one before it stands there already.
ChatBlock with_heading(ChatBlock block, std::string_view section_before);

/// The block with at most so many characters in its lines, cut with …; what follows is left out.
ChatBlock shorten_block(const ChatBlock& block, std::size_t limit);

/// A block in the markup of a chat, by what writes one line. Lines that would take it above `most`
/// code points are left out, and `…` says so.
std::string write_block(const ChatBlock& block, std::string (*write_line)(const ChatLine& line),
                        std::size_t most);

}  // namespace regwatch
