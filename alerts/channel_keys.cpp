#include "alerts/channel_keys.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>

#include "base/text.h"
#include "base/url.h"

namespace regwatch {
namespace {

using Type = ChannelKey::Type;

template <class T>
std::optional<T> option(const Subscription& subscription, std::string_view key) {
  const auto found = subscription.options.find(std::string(key));
  if (found == subscription.options.end()) return std::nullopt;
  const T* value = std::get_if<T>(&found->second.value);
  return value ? std::optional<T>(*value) : std::nullopt;
}

Result<std::string> first_line_of(const std::string& file, std::string_view key) {
  std::ifstream in(file);
  std::string line;
  std::getline(in, line);
  const std::string_view value = trim(line);
  if (!in || value.empty()) {
    return Error{Fault::invalid,
                 std::string(key) + "_file: " + file + " cannot be read, or is empty"};
  }
  return std::string(value);
}

}  // namespace

std::optional<std::string> text_option(const Subscription& subscription, std::string_view key) {
  return option<std::string>(subscription, key);
}

std::vector<std::string> texts_option(const Subscription& subscription, std::string_view key) {
  return option<std::vector<std::string>>(subscription, key).value_or(std::vector<std::string>{});
}

std::optional<std::int64_t> number_option(const Subscription& subscription, std::string_view key) {
  return option<std::int64_t>(subscription, key);
}

bool flag_option(const Subscription& subscription, std::string_view key) {
  return option<bool>(subscription, key).value_or(false);
}

Result<std::string> secret_option(const Subscription& subscription, std::string_view key) {
  const std::string name(key);
  if (auto written = text_option(subscription, name)) return std::move(*written);
  if (const auto file = text_option(subscription, name + "_file")) return first_line_of(*file, key);
  const auto variable = text_option(subscription, name + "_env");
  if (!variable) return Error{Fault::invalid, name + " is missing"};
  const char* value = std::getenv(variable->c_str());
  if (value && *value) return std::string(value);
  return Error{Fault::invalid, name + "_env: the variable " + *variable + " is not set"};
}

bool has_secret(const Subscription& subscription, std::string_view key) {
  const std::string name(key);
  return subscription.options.contains(name) || subscription.options.contains(name + "_file") ||
         subscription.options.contains(name + "_env");
}

std::vector<std::string> spellings_of(const ChannelKey& key) {
  const std::string name(key.name);
  if (key.type == Type::secret) return {name + "_file", name + "_env"};
  if (key.type == Type::address) return {name, name + "_file", name + "_env"};
  return {name};
}

std::string check_keys(const Channel& channel, const Subscription& subscription) {
  for (const ChannelKey& key : channel.keys) {
    const auto spellings = spellings_of(key);
    const auto given = std::count_if(spellings.begin(), spellings.end(), [&](const auto& name) {
      return subscription.options.contains(name);
    });
    const std::string names = join(spellings, " or ");
    if (given == 0 && key.required) return std::string(channel.name) + " needs " + names;
    if (given > 1) return "only one of " + names + " is expected";
  }
  return "";
}

std::string check_address(const Subscription& subscription, std::string_view key) {
  if (!subscription.to.empty() || subscription.path)
    return subscription.channel + " takes a '" + std::string(key) + "', not 'to' or 'path'";
  const auto written = text_option(subscription, key);
  if (!written || parse_url(*written)) return "";
  return std::string(key) + ": an http or https address is expected, without a user's name";
}

}  // namespace regwatch
