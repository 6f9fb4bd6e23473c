#pragma once

#include <chrono>
#include <span>
#include <string>
#include <string_view>

#include "alerts/channel.h"
#include "crawler/post.h"

namespace regwatch {

/// What an error code of a chat robot means for the message.
struct RobotError {
  enum class Meaning {
    too_fast,  ///< Tried later, not before `Robot::slow_down`.
    busy,      ///< Tried later.
    settings,  ///< Tried later: the operator mends it, and nothing is lost.
    content,   ///< This message is never taken.
    gone,      ///< There is no such robot, or no such group, any more.
  };
  long long code = 0;
  Meaning meaning = Meaning::busy;
  std::string_view words = "";   ///< Only where the answer's words hold this; empty: always.
  std::string_view advice = "";  ///< What the operator can do.
};

/// A robot in a group's chat, told by one POST of JSON to an address that is its secret. All answer
/// HTTP 200 whatever happened; a code in the answer says what did.
struct Robot {
  std::string_view code_key;
  std::string_view words_key;
  std::span<const RobotError> errors;  ///< The first that applies counts; of others none is lost.
  std::chrono::seconds slow_down{60};
  int per_minute = 20;                 ///< Messages that it takes.
  std::chrono::milliseconds apart{0};  ///< The least time between two of them.
  /// Adds the signature of an attempt at this moment, where the subscription has a secret; null:
  /// it signs nothing.
  void (*sign)(PostRequest& request, const std::string& secret, Instant now) = nullptr;
};

/// The keys of a robot that signs; the last is the secret, which others leave out.
inline constexpr ChannelKey robot_keys[] = {{"url", ChannelKey::Type::address, true},
                                            {"ca_file", ChannelKey::Type::text},
                                            {"secret", ChannelKey::Type::secret}};

/// By what the group is remembered, for its address is a secret.
std::vector<std::string> robot_recipients(const Subscription& subscription);
std::string check_robot(const Subscription& subscription, const ChannelContext& context);

/// Posts the message to the subscription's address, unless the robot has been sent as much as it
/// takes in a minute: then the rest is tried later, so that no pass waits for it.
SendOutcome tell_robot(const Robot& robot, const Message& message, const Subscription& subscription,
                       const ChannelContext& context);

}  // namespace regwatch
