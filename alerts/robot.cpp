#include "alerts/robot.h"

#include <thread>

#include "alerts/channel_keys.h"
#include "alerts/http_answer.h"
#include "alerts/robot_pace.h"
#include "base/text.h"
#include "base/url.h"
#include "parsers/json.h"
#include "render/clean.h"

namespace regwatch {
namespace {

using Kind = SendOutcome::Kind;
using Meaning = RobotError::Meaning;

// A pass may wait this long for a robot that wants its messages apart.
constexpr std::chrono::milliseconds short_wait{1000};

const RobotError* find_error(const Robot& robot, long long code, std::string_view words) {
  for (const RobotError& error : robot.errors) {
    if (error.code == code && icontains(words, error.words)) return &error;
  }
  return nullptr;
}

SendOutcome outcome_of_error(const Robot& robot, const RobotError& error, std::string why) {
  if (!error.advice.empty()) why.append("; ").append(error.advice);
  SendOutcome outcome{Kind::try_later, std::move(why)};
  switch (error.meaning) {
    case Meaning::too_fast:
      outcome.retry_after = robot.slow_down;
      break;
    case Meaning::gone:
      outcome.recipient_gone = true;
      [[fallthrough]];
    case Meaning::content:
      outcome.kind = Kind::refused;
      break;
    case Meaning::busy:
    case Meaning::settings:
      break;
  }
  return outcome;
}

// What a server says that is no robot, or is none at the moment: by its status alone.
SendOutcome outcome_without_code(const PostRequest& request, const PostAnswer& answer) {
  SendOutcome failure = outcome_of_failure(request, answer);
  if (answer.status < 200 || answer.status >= 300) return failure;
  failure.why += "; a robot answers in JSON with a code, so that this is another address";
  // An answer that broke off may have been that of a robot that took the message.
  if (answer.cut && answer.body.size() < request.max_answer) failure.kind = Kind::unknown;
  return failure;
}

SendOutcome outcome_of_answer(const Robot& robot, const PostRequest& request, const Url& url,
                              const PostAnswer& answer) {
  const auto json = Json::parse(answer.body);
  const auto code = json ? (*json)[robot.code_key].integer() : std::nullopt;
  if (!code) return outcome_without_code(request, answer);
  const bool is_success = answer.status >= 200 && answer.status < 300;
  if (*code == 0 && is_success) return {};
  if (*code == 0) return outcome_of_failure(request, answer);
  const std::string words =
      server_words((*json)[robot.words_key].text().value_or(""), request, 160);
  const std::string why = url.host + ": " + std::string(robot.code_key) + " " +
                          std::to_string(*code) + (words.empty() ? "" : ", " + words);
  const RobotError* error = find_error(robot, *code, words);
  SendOutcome outcome =
      error ? outcome_of_error(robot, *error, why) : SendOutcome{Kind::try_later, why};
  if (outcome.kind == Kind::try_later && answer.retry_after) {
    outcome.retry_after =
        std::max(*answer.retry_after, outcome.retry_after.value_or(std::chrono::seconds{0}));
  }
  return outcome;
}

// Whether it may be sent now; else why not, and not before when.
std::optional<SendOutcome> hold_back(const Robot& robot, const std::string& address) {
  static RobotPace pace;
  const auto ask = [&] {
    return pace.ask(address, robot.per_minute, robot.apart, RobotPace::Clock::now());
  };
  auto wait = ask();
  if (wait > wait.zero() && wait <= short_wait) {
    std::this_thread::sleep_for(wait);
    wait = ask();
  }
  if (wait <= wait.zero()) return std::nullopt;
  SendOutcome held{Kind::try_later, "it takes " + std::to_string(robot.per_minute) +
                                        " messages in a minute; the rest goes with later passes"};
  held.retry_after = std::chrono::ceil<std::chrono::seconds>(wait);
  return held;
}

}  // namespace

std::vector<std::string> robot_recipients(const Subscription&) { return {"robot"}; }

std::string check_robot(const Subscription& subscription, const ChannelContext&) {
  return check_address(subscription, "url");
}

SendOutcome tell_robot(const Robot& robot, const Message& message, const Subscription& subscription,
                       const ChannelContext& context) {
  const auto later = [](std::string why) {
    return SendOutcome{SendOutcome::Kind::try_later, std::move(why)};
  };
  const auto url = secret_option(subscription, "url");
  if (!url) return later(url.error().message);
  const auto address = parse_url(*url);
  if (!address) return later("url: an http or https address is expected");
  PostRequest request;
  request.url = *url;
  request.headers = {{"Content-Type", "application/json; charset=utf-8"}};
  request.body = message.bytes;
  request.ca_file = text_option(subscription, "ca_file");
  if (robot.sign && has_secret(subscription, "secret")) {
    const auto secret = secret_option(subscription, "secret");
    if (!secret) return later(secret.error().message);
    robot.sign(request, *secret, system_now());
  }
  if (auto held = hold_back(robot, *url)) return *held;
  const PostOutcome posted = post(request, context.post);
  if (!posted.answer) return outcome_without_answer(posted);
  return outcome_of_answer(robot, request, *address, *posted.answer);
}

}  // namespace regwatch
