// The custom bots of Feishu (open.feishu.cn) and Lark (open.larksuite.com), which differ in nothing
// else ("Use custom bots in groups": at most 20 KB, 100 messages a minute, 5 a second). A `post`
// and not a card: its texts and links are elements of their own, so that nothing in a title is
// markup or calls anybody. The frozen bytes are the content; the timestamp and its signature are
// of each attempt, for they hold for an hour. Not verified live.

#include <nlohmann/json.hpp>

#include "alerts/chat_parts.h"
#include "alerts/mime.h"
#include "alerts/robot.h"
#include "base/sha256.h"
#include "base/text.h"
#include "render/json_text.h"

namespace regwatch {
namespace {

using Json = nlohmann::ordered_json;
using Meaning = RobotError::Meaning;

// Below 20 KB with the timestamp and the signature.
constexpr std::size_t most_bytes = 18'000;

constexpr std::string_view signature_advice =
    "the secret is not the robot's, or this machine's clock is an hour off";

constexpr RobotError errors[] = {
    {9499, Meaning::too_fast, "too many request"},
    {9499, Meaning::content},
    {11232, Meaning::too_fast},
    {19001, Meaning::gone, "", "the robot was removed, or the address is not whole"},
    {19021, Meaning::settings, "", signature_advice},
    {19022, Meaning::settings, "", "add this machine's address to the robot's list"},
    {19024, Meaning::settings, "", "make regwatch one of the robot's keywords"},
};

// A text element is shown as it stands, but for mentions written as `<at …>`.
Json element_of(const ChatRun& run) {
  const std::string text = replace_all(run.text, "<", "＜");
  if (run.link.empty()) return {{"tag", "text"}, {"text", text}};
  return {{"tag", "a"}, {"text", text}, {"href", run.link}};
}

Json paragraph_of(const ChatLine& line) {
  Json out = Json::array();
  for (const ChatRun& run : line) out.push_back(element_of(run));
  return out;
}

std::string post_of(const std::string& heading, std::span<const ChatBlock> blocks) {
  Json content = Json::array();
  std::string_view section;
  for (const ChatBlock& block : blocks) {
    // An empty paragraph is refused; one of a space parts the blocks.
    if (!content.empty()) content.push_back(paragraph_of({{" "}}));
    for (const ChatLine& line : with_heading(block, section).lines)
      content.push_back(paragraph_of(line));
    section = block.section;
  }
  const Json post = {{"zh_cn", {{"title", heading}, {"content", content}}}};
  const Json body = {{"msg_type", "post"}, {"content", {{"post", post}}}};
  return json_line(body);
}

std::vector<std::string> compose(const Digest& digest, const Subscription&, const Message&,
                                 const ChannelContext&) {
  return chat_parts(digest, post_of, most_bytes);
}

// The key is what the documentation calls the string to sign, and what is signed is empty.
void sign(PostRequest& request, const std::string& secret, Instant now) {
  const std::string timestamp = std::to_string(now.time_since_epoch().count());
  const std::string signature = base64(bytes_of(hmac_sha256(timestamp + "\n" + secret, "")));
  request.body = R"({"timestamp":")" + timestamp + R"(","sign":")" + signature + R"(",)" +
                 request.body.substr(1);
}

constexpr Robot robot{
    "code", "msg", errors, std::chrono::seconds{60}, 100, std::chrono::milliseconds{200}, sign};

SendOutcome send(const Message& message, std::string_view, const Subscription& subscription,
                 const ChannelContext& context) {
  return tell_robot(robot, message, subscription, context);
}

}  // namespace

const Channel& channel_feishu() {
  static const Channel channel{"feishu", robot_keys, compose, send, robot_recipients, check_robot};
  return channel;
}

}  // namespace regwatch
