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

constexpr std::size_t longest_secret = 4096;

}  // namespace

Result<std::string> read_secret_file(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  // A byte more than is taken says that there is more: another file, or a device without end.
  std::string bytes(longest_secret + 1, '\0');
  in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(in.gcount()));
  const std::string_view line = std::string_view(bytes).substr(0, bytes.find_first_of("\r\n"));
  if (line.size() > longest_secret)
    return Error{Fault::invalid, file + " holds no secret: its first line is too long"};
  const std::string_view secret = trim(line);  // A byte order mark goes too.
  if (secret.empty()) return Error{Fault::invalid, file + " cannot be read, or is empty"};
  if (secret.find('\0') != secret.npos)
    return Error{Fault::invalid, file + " holds no secret: it is no text"};
  return std::string(secret);
}

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
  if (const auto file = text_option(subscription, name + "_file")) {
    auto secret = read_secret_file(*file);
    if (secret) return secret;
    return Error{Fault::invalid, name + "_file: " + secret.error().message};
  }
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
