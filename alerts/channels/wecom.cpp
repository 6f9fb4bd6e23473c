// The group robots of WeCom ("群机器人配置说明": Markdown of at most 4,096 bytes, 20 messages a
// minute). They sign nothing: the key in the address is all. Their Markdown has no escapes, and
// `<@userid>` calls a member. Not verified live.

#include <nlohmann/json.hpp>

#include "alerts/chat_parts.h"
#include "alerts/robot.h"
#include "render/chat_markdown.h"
#include "render/json_text.h"

namespace regwatch {
namespace {

using Json = nlohmann::ordered_json;
using Meaning = RobotError::Meaning;

constexpr std::size_t most_bytes = 4'096;

constexpr RobotError errors[] = {
    {45009, Meaning::too_fast},
    {45033, Meaning::too_fast},
    {93000, Meaning::gone, "", "the robot was removed, or the address is not whole"},
    {93008, Meaning::gone, "", "the robot is not in its group any more"},
    {93004, Meaning::settings, "", "the robot is switched off in its group"},
    {60020, Meaning::settings, "", "add this machine's address to the robot's list"},
    {40008, Meaning::content},
    {40058, Meaning::content},
    {44004, Meaning::content},
};

constexpr ChatMarkdown syntax{"\n", "<font color=\"warning\">", "</font>"};

std::vector<std::string> compose(const Digest& digest, const Subscription&, const Message&,
                                 const ChannelContext&) {
  const auto lay_out = [](const std::string& heading, std::span<const ChatBlock> blocks) {
    return chat_markdown(heading, blocks, syntax);
  };
  std::vector<std::string> bodies;
  for (const std::string& content : chat_parts(digest, lay_out, most_bytes)) {
    const Json body = {{"msgtype", "markdown"}, {"markdown", {{"content", content}}}};
    bodies.push_back(json_line(body));
  }
  return bodies;
}

constexpr Robot robot{"errcode", "errmsg", errors};

SendOutcome send(const Message& message, std::string_view, const Subscription& subscription,
                 const ChannelContext& context) {
  return tell_robot(robot, message, subscription, context);
}

}  // namespace

const Channel& channel_wecom() {
  static const Channel channel{
      "wecom", std::span(robot_keys).first<2>(), compose, send, robot_recipients, check_robot};
  return channel;
}

}  // namespace regwatch
