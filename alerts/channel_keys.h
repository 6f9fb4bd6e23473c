#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "alerts/channel.h"
#include "alerts/subscription.h"

namespace regwatch {

// What a subscription says under the keys that its channel declared. The configuration has seen to
// the types; what is missing is nullopt.

std::optional<std::string> text_option(const Subscription& subscription, std::string_view key);
std::vector<std::string> texts_option(const Subscription& subscription, std::string_view key);
std::optional<std::int64_t> number_option(const Subscription& subscription, std::string_view key);
bool flag_option(const Subscription& subscription, std::string_view key);

/// A secret or an address: written there, else the first line of the file KEY_file, else the
/// variable KEY_env. Read when it is needed, never logged. Fault::invalid says what is missing.
Result<std::string> secret_option(const Subscription& subscription, std::string_view key);
/// The first line of a file that holds a secret, without a byte order mark and space around. At
/// most 4,096 bytes of it are read. Fault::invalid names the file and says what is wrong.
Result<std::string> read_secret_file(const std::string& file);
/// Whether it is given in any of the three ways, be it readable or not.
bool has_secret(const Subscription& subscription, std::string_view key);

/// Under which names a key may be written: `secret` as secret_file and secret_env.
std::vector<std::string> spellings_of(const ChannelKey& key);

/// What is wrong with the keys of a subscription: a required one is missing, or given twice. Empty
/// when nothing.
std::string check_keys(const Channel& channel, const Subscription& subscription);

/// What is wrong with a subscription that goes to the HTTP address under `key` and nowhere else, as
/// far as it is written there. Empty when nothing.
std::string check_address(const Subscription& subscription, std::string_view key);

}  // namespace regwatch
