#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "alerts/subscription.h"
#include "base/result.h"
#include "crawler/post.h"
#include "render/digest.h"
#include "storage/outbox.h"

namespace regwatch {

/// The mail server: `[mail]` of regwatch.toml. The password is read when needed and never logged.
struct MailServer {
  std::string url;  ///< `smtp://host:587`, `smtps://host:465`, or `file:DIRECTORY` for .eml files
  std::string username;
  std::string password;
  std::string from;  ///< `regwatch <regwatch@example.com>`
  bool require_tls = true;
  std::chrono::seconds timeout{60};
  std::optional<std::string> ca_file;  ///< PEM; unset: the system's certificates.
  /// Where a recipient unsubscribes; each copy's own address is this one with a token.
  std::optional<std::string> unsubscribe{};
  std::optional<std::string> unsubscribe_mailto{};  ///< To whom a person may write instead.
  std::string problem;  ///< Why it cannot be used: its password cannot be read.
};

/// What channels are built from.
struct ChannelContext {
  std::optional<MailServer> mail;
  bool colour = false;
  PostManners post;  ///< Of everything that goes out by HTTP.
};

/// The outcome of handing a message over for one recipient.
struct SendOutcome {
  enum class Kind {
    accepted,
    try_later,  ///< A temporary refusal or no connection; nothing was accepted.
    refused,    ///< This recipient, for good.
    unknown,    ///< The connection broke after the message was handed over: it may have been
                ///< accepted.
  };
  Kind kind = Kind::accepted;
  std::string why;
  /// With try_later: the way itself is shut (no connection, no TLS, no login), so that other
  /// recipients need not be tried now.
  bool nobody_reachable = false;
  /// With try_later: not before this much time has passed, for the other side said so.
  std::optional<std::chrono::seconds> retry_after{};
  /// With refused: the recipient does not exist, or wants nothing any more; it is paused.
  bool recipient_gone = false;
};

/// A key that the subscriptions of one channel may have besides those that all have.
struct ChannelKey {
  enum class Type {
    text,
    texts,
    flag,
    number,
    secret,   ///< Only as NAME_file or NAME_env.
    address,  ///< An address that may itself be the secret: NAME, NAME_file or NAME_env.
  };
  std::string_view name;
  Type type = Type::text;
  bool required = false;
};

/// A way of telling. One file each in channels/, named by its stem.
struct Channel {
  std::string_view name;
  std::span<const ChannelKey> keys;  ///< Stand in the subscription's `options` (channel_keys.h).
  /// The bytes of a message, frozen from here on. More than one where the channel takes no more in
  /// one piece: each is sent, and tried again, by itself, in this order.
  std::vector<std::string> (*compose)(const Digest& digest, const Subscription& subscription,
                                      const Message& envelope, const ChannelContext& context);
  SendOutcome (*send)(const Message& message, std::string_view recipient,
                      const Subscription& subscription, const ChannelContext& context);
  /// By what names the recipients are remembered and shown: stable, and never a secret.
  std::vector<std::string> (*recipients)(const Subscription& subscription);
  /// What is wrong with a subscription to this channel; empty when nothing.
  std::string (*check)(const Subscription& subscription, const ChannelContext& context);
  /// An alert at once is a message on one notice, which later ones on it answer (alerts/threads.h).
  bool threads = false;
  /// What one recipient's copy holds besides: a link by which it unsubscribes with this token. Null
  /// where all copies are the same.
  std::vector<Insertion> (*personalise)(const Message& message, std::string_view recipient,
                                        const std::string& token,
                                        const ChannelContext& context) = nullptr;
  /// False: its subscriptions are owed nothing and sent nothing, for what they want is fetched.
  bool sends = true;
  /// All its recipients are reached through one server: while that is down none is tried.
  bool one_server = false;
  /// A program reads it: nothing is left out for length, what is too much for one message goes in
  /// several.
  bool for_programs = false;
};
std::span<const Channel* const> all_channels();
const Channel* find_channel(std::string_view name);
/// Whether the subscription is owed messages at all.
bool is_sent(const Subscription& subscription);

}  // namespace regwatch
