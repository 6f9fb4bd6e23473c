#include "alerts/chat_parts.h"

#include "render/split.h"
#include "render/clean.h"
#include "render/outline.h"

namespace regwatch {
namespace {

constexpr std::size_t most_parts_wanted = 4;
constexpr std::size_t most_parts = 15;

using Parts = std::vector<std::vector<ChatBlock>>;
using FitsChat = std::function<bool(std::span<const ChatBlock>)>;

std::string numbered(const std::string& heading, std::size_t number, std::size_t count) {
  if (count == 1) return heading;
  return heading + " (" + std::to_string(number) + "/" + std::to_string(count) + ")";
}

/// The first parts of a digest, and how many blocks they do not hold.
struct FirstParts {
  Parts parts;
  std::size_t left_out = 0;
};

FirstParts split_chat(const Digest& digest, ChatDetail detail, std::size_t most,
                      const FitsChat& fits) {
  ChatDigest chat = chat_digest_of(digest, detail, ChatWords::bilingual);
  if (!chat.head.lines.empty()) chat.blocks.insert(chat.blocks.begin(), std::move(chat.head));
  FirstParts out{{}, chat.blocks.size()};
  out.parts = split_by_block(std::move(chat.blocks), fits, shorten_block, most);
  for (const auto& part : out.parts) out.left_out -= part.size();
  return out;
}

ChatBlock count_of_rest(std::size_t count, const Digest& digest) {
  std::string words = "另有 " + std::to_string(count) + " 条未列出 · " + std::to_string(count) +
                      " more are not listed here: regwatch items";
  if (digest.since) words += " --since " + format_china_time(*digest.since).substr(0, 10);
  return {"…", {{{words, "", false, true}}}};
}

void count_rest(FirstParts& first, const Digest& digest, const FitsChat& fits) {
  std::vector<ChatBlock>& last = first.parts.back();
  last.push_back(count_of_rest(first.left_out, digest));
  while (!fits(last) && last.size() > 1) {
    last.pop_back();
    last.back() = count_of_rest(++first.left_out, digest);
  }
}

}  // namespace

std::vector<std::string> chat_parts(const Digest& digest, const LayOutChat& lay_out,
                                    std::size_t most_bytes) {
  const std::string heading = "regwatch · " + clean_line(digest.title, 80);
  const std::string widest = numbered(heading, most_parts, most_parts);
  const FitsChat fits = [&](std::span<const ChatBlock> blocks) {
    return lay_out(widest, blocks).size() <= most_bytes;
  };
  FirstParts first;
  for (const auto detail : {ChatDetail::full, ChatDetail::concise, ChatDetail::brief}) {
    const bool is_last = detail == ChatDetail::brief;
    first = split_chat(digest, detail, is_last ? most_parts : most_parts_wanted, fits);
    if (first.left_out == 0) break;
  }
  if (first.left_out > 0) count_rest(first, digest, fits);
  const Parts& parts = first.parts;
  std::vector<std::string> out;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    out.push_back(lay_out(numbered(heading, i + 1, parts.size()), parts[i]));
  }
  return out;
}

}  // namespace regwatch
