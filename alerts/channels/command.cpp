// A program of the operator's: the message as JSON Lines on its standard input, its exit status the
// answer. This is how anything is reached for which there is no channel.

#include "alerts/channel.h"
#include "alerts/channel_keys.h"
#include "alerts/program.h"
#include "base/text.h"
#include "render/json.h"

namespace regwatch {
namespace {

using Kind = SendOutcome::Kind;
using Type = ChannelKey::Type;
using How = ProgramEnd::How;

// EX_DATAERR of <sysexits.h>: this very message will never be taken. Any other status may be the
// program's fault (1, 2, 126, 127 are what shells and interpreters end with) and is tried again.
constexpr int refused_for_good = 65;
constexpr std::int64_t default_seconds = 60;
constexpr std::int64_t most_seconds = 3600;

constexpr ChannelKey keys[] = {
    {"command", Type::texts, true}, {"timeout", Type::number},  // Seconds.
};

std::vector<std::string> compose(const Digest& digest, const Subscription&, const Message& envelope,
                                 const ChannelContext&) {
  return {digest_json_lines(digest, envelope.message_id)};
}

SendOutcome outcome_of(const std::string& program, const ProgramEnd& end) {
  const std::string words = end.last_words.empty() ? "" : ": " + end.last_words;
  switch (end.how) {
    case How::not_started:
      return {Kind::try_later, end.last_words};
    case How::out_of_time:
      return {Kind::unknown, program + " took too long and was killed" + words};
    case How::died:
      return {Kind::unknown, program + " died of signal " + std::to_string(end.number) + words};
    case How::exited:
      break;
  }
  if (end.number == 0) return {};
  const Kind kind = end.number == refused_for_good ? Kind::refused : Kind::try_later;
  return {kind, program + " ended with status " + std::to_string(end.number) + words};
}

SendOutcome send(const Message& message, std::string_view, const Subscription& subscription,
                 const ChannelContext&) {
  ProgramCall call;
  call.command = texts_option(subscription, "command");
  call.input = message.bytes;
  call.variables = {"REGWATCH_MESSAGE_ID=" + message.message_id,
                    "REGWATCH_SUBSCRIPTION=" + message.subscription,
                    "REGWATCH_SUBJECT=" + message.subject};
  call.timeout =
      std::chrono::seconds(number_option(subscription, "timeout").value_or(default_seconds));
  return outcome_of(call.command.front(), run_program(call));
}

std::vector<std::string> recipients(const Subscription&) { return {"command"}; }

std::string check(const Subscription& subscription, const ChannelContext&) {
  if (!subscription.to.empty() || subscription.path) return "it takes a 'command'";
  const auto command = texts_option(subscription, "command");
  if (command.empty() || command.front().empty())
    return "command: the program and its arguments are expected";
  // Where a relative path leads depends on who starts us, cron or a person.
  const std::string& program = command.front();
  if (program.find('/') != std::string::npos && !program.starts_with('/'))
    return "command: '" + ellipsize(program, 80) + "' must be an absolute path or a name in PATH";
  const auto timeout = number_option(subscription, "timeout");
  if (timeout && (*timeout < 1 || *timeout > most_seconds))
    return "timeout: 1 to 3600 seconds are expected";
  return "";
}

}  // namespace

const Channel& channel_command() {
  static const Channel channel{.name = "command",
                               .keys = keys,
                               .compose = compose,
                               .send = send,
                               .recipients = recipients,
                               .check = check,
                               .for_programs = true};
  return channel;
}

}  // namespace regwatch
