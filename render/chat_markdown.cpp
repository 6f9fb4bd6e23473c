#include "render/chat_markdown.h"

#include "base/text.h"
#include "base/url.h"

namespace regwatch {
namespace {

// Percent-encoded, for a bracket would end the link.
std::string link_target(std::string_view link) {
  constexpr std::string_view ending = "()<>[]{}*`|\\";
  std::string out;
  for (const char c : link) {
    if (ending.find(c) == ending.npos) {
      out += c;
    } else {
      out += percent_encode(std::string_view(&c, 1));
    }
  }
  return out;
}

std::string write_run(const ChatRun& run, const ChatMarkdown& syntax) {
  const std::string text = without_markup(run.text);
  if (!run.link.empty()) return "[" + text + "](" + link_target(run.link) + ")";
  std::string out;
  if (run.urgent) return out.append(syntax.urgent_before).append(text).append(syntax.urgent_after);
  return run.strong ? "**" + text + "**" : text;
}

}  // namespace

std::string without_markup(std::string_view text) {
  constexpr std::string_view markup = "\\`*_[]<>#|~@&";
  std::string out;
  for (const char c : text) {
    if (markup.find(c) == markup.npos) {
      out += c;
    } else {
      append_utf8(out, static_cast<char32_t>(c) + 0xFEE0);
    }
  }
  return out;
}

std::string chat_markdown(std::string_view heading, std::span<const ChatBlock> blocks,
                          const ChatMarkdown& syntax) {
  std::string out = "### " + without_markup(heading);
  std::string_view section;
  for (const ChatBlock& block : blocks) {
    if (block.section != section) out += "\n\n#### " + without_markup(block.section);
    section = block.section;
    bool first = true;
    for (const ChatLine& line : block.lines) {
      out += first ? "\n\n" : syntax.line_break;
      first = false;
      for (const ChatRun& run : line) out += write_run(run, syntax);
    }
  }
  return out;
}

}  // namespace regwatch
