#include "render/slack_message.h"

#include <nlohmann/json.hpp>
#include <span>

#include "base/text.h"
#include "render/json_text.h"
#include "render/split.h"

namespace regwatch {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t most_in_text = 2'900;
constexpr std::size_t most_in_message = 10'000;
constexpr std::size_t most_blocks = 45;
constexpr std::size_t most_in_header = 140;

// The three characters that Slack's mrkdwn gives a meaning of its own (`<!channel>`, `<@U…>`,
// `<address|text>`). Asterisks and the like can make a title bold, and nothing else.
std::string escape(std::string text) {
  text = replace_all(std::move(text), "&", "&amp;");
  text = replace_all(std::move(text), "<", "&lt;");
  return replace_all(std::move(text), ">", "&gt;");
}

std::string link_to(std::string address, const std::string& text) {
  // What would end the address within the brackets.
  address = replace_all(std::move(address), "|", "%7C");
  return "<" + escape(std::move(address)) + "|" + text + ">";
}

std::string write_line(const ChatLine& line) {
  std::string out;
  for (const ChatRun& run : line) {
    std::string text = escape(run.text);
    if (!run.link.empty()) text = link_to(run.link, text);
    out += run.strong ? "*" + text + "*" : text;
  }
  return out;
}

// `verbatim`: names and addresses within foreign text are not made links.
Json section_of(const std::string& text) {
  return {{"type", "section"}, {"text", {{"type", "mrkdwn"}, {"text", text}, {"verbatim", true}}}};
}

Json header_of(const std::string& title) {
  return {{"type", "header"},
          {"text",
           {{"type", "plain_text"}, {"text", ellipsize(title, most_in_header)}, {"emoji", false}}}};
}

std::string payload_of(const std::string& title, std::span<const std::string> texts) {
  Json json = Json::object();
  // What notifications show, and programs that know no blocks.
  json["text"] = escape(title);
  json["unfurl_links"] = false;
  json["unfurl_media"] = false;
  json["blocks"] = Json::array({header_of(title)});
  for (const std::string& text : texts) json["blocks"].push_back(section_of(text));
  return json_line(json);
}

bool fit_together(std::span<const std::string> texts) {
  std::size_t size = 0;
  for (const std::string& text : texts) size += count_code_points(text);
  return size <= most_in_message && texts.size() <= most_blocks;
}

}  // namespace

std::vector<std::string> slack_messages(const ChatDigest& digest) {
  std::vector<std::string> texts;
  std::string_view section;
  const auto add = [&](const ChatBlock& block) {
    texts.push_back(write_block(with_heading(block, section), write_line, most_in_text));
    section = block.section;
  };
  if (!digest.head.lines.empty()) add(digest.head);
  for (const ChatBlock& block : digest.blocks) add(block);
  if (texts.empty()) return {payload_of(digest.title, {})};
  const auto parts = split_by_block(std::move(texts), fit_together, ellipsize);
  std::vector<std::string> messages;
  for (const auto& part : parts) {
    std::string title = ellipsize(digest.title, most_in_header - 20);
    if (parts.size() > 1)
      title +=
          " (" + std::to_string(messages.size() + 1) + "/" + std::to_string(parts.size()) + ")";
    messages.push_back(payload_of(title, part));
  }
  return messages;
}

}  // namespace regwatch
