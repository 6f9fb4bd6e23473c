// The custom robots of DingTalk ("自定义机器人接入": at most 20,000 bytes and 20 messages a minute,
// and who sends more is shut out for ten). The frozen bytes are the content; the timestamp and its
// signature stand in the address of each attempt, for they hold for an hour. Not verified live.

#include <nlohmann/json.hpp>

#include "alerts/chat_parts.h"
#include "alerts/mime.h"
#include "alerts/robot.h"
#include "base/sha256.h"
#include "base/text.h"
#include "base/url.h"
#include "render/chat_markdown.h"
#include "render/json_text.h"

namespace regwatch {
namespace {

using Json = nlohmann::ordered_json;
using Meaning = RobotError::Meaning;

constexpr std::size_t most_bytes = 18'000;
constexpr std::size_t longest_preview = 100;

constexpr RobotError errors[] = {
    {130101, Meaning::too_fast},
    {410100, Meaning::too_fast},
    {660026, Meaning::too_fast},
    {300001, Meaning::gone, "", "the robot was removed, or the address is not whole"},
    {300005, Meaning::gone, "", "the robot was removed, or the address is not whole"},
    {400013, Meaning::gone, "", "the group was dissolved"},
    {400101, Meaning::gone, "", "the robot was removed, or the address is not whole"},
    {400106, Meaning::gone, "", "the robot was removed"},
    {400102, Meaning::settings, "", "the robot is switched off in its group"},
    {310000, Meaning::settings, "keywords", "make regwatch one of the robot's keywords"},
    {310000, Meaning::settings, "sign", "the secret is not the robot's"},
    {310000, Meaning::settings, "timestamp", "this machine's clock is an hour off"},
    {310000, Meaning::settings, "ip", "add this machine's address to the robot's list"},
    {310000, Meaning::settings},
    {101002, Meaning::content},
    {400105, Meaning::content},
    {430101, Meaning::content, "", "DingTalk takes a link in it for unsafe"},
    {430102, Meaning::content, "", "DingTalk takes its words for unfit"},
    {430104, Meaning::content, "", "DingTalk takes its words for unfit"},
    {460101, Meaning::content},
};

// Two spaces at its end break a line; without them the next is joined to it.
constexpr ChatMarkdown syntax{"  \n"};

// The preview in the list of chats shows the title alone.
std::string body_of(const std::string& preview, const std::string& text) {
  const Json body = {{"msgtype", "markdown"},
                     {"markdown", {{"title", preview}, {"text", text}}},
                     {"at", {{"isAtAll", false}}}};
  return json_line(body);
}

std::vector<std::string> compose(const Digest& digest, const Subscription&, const Message& envelope,
                                 const ChannelContext&) {
  const std::string preview = without_markup(ellipsize(envelope.subject, longest_preview));
  const auto lay_out = [&](const std::string& heading, std::span<const ChatBlock> blocks) {
    return body_of(preview, chat_markdown(heading, blocks, syntax));
  };
  return chat_parts(digest, lay_out, most_bytes);
}

void sign(PostRequest& request, const std::string& secret, Instant now) {
  const std::string timestamp =
      std::to_string(std::chrono::milliseconds(now.time_since_epoch()).count());
  const std::string signature = base64(bytes_of(hmac_sha256(secret, timestamp + "\n" + secret)));
  request.url += (request.url.find('?') == std::string::npos ? "?" : "&");
  request.url += "timestamp=" + timestamp + "&sign=" + percent_encode(signature);
}

constexpr Robot robot{
    "errcode", "errmsg", errors, std::chrono::minutes{10}, 20, std::chrono::milliseconds{0}, sign};

SendOutcome send(const Message& message, std::string_view, const Subscription& subscription,
                 const ChannelContext& context) {
  return tell_robot(robot, message, subscription, context);
}

}  // namespace

const Channel& channel_dingtalk() {
  static const Channel channel{"dingtalk", robot_keys,       compose,
                               send,       robot_recipients, check_robot};
  return channel;
}

}  // namespace regwatch
