#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "alerts/channel.h"
#include "alerts/subscription.h"
#include "app/alert_settings.h"
#include "app/config_tree.h"
#include "app/publish_settings.h"

namespace regwatch {

/// `regwatch.toml`: who is told, and how this installation behaves. Without the file: the defaults.
struct Config {
  std::string file;  ///< Empty where there is none.
  struct {
    std::optional<std::filesystem::path> database;
    std::optional<std::filesystem::path> archive;
    std::optional<int> keep_days;
    std::optional<std::uint64_t> min_free;  ///< Bytes.
  } storage;
  struct {
    std::string user_agent =
        "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko; compatible; "
        "regwatch/1.0)";
    std::chrono::milliseconds pause{1000};
    std::vector<std::string> allow;
    std::optional<std::string> proxy;
    int max_concurrent = 64;
    int per_host = 1;
    bool robots = true;
  } network;
  std::optional<std::string> classification;  ///< Another classification.toml.
  std::optional<std::string> english;         ///< Another english.toml.
  struct {
    std::optional<std::string> title;
    std::optional<std::filesystem::path> templates;  ///< A directory of files for built-in ones.
  } newsletter;
  struct Mail {
    MailServer server;  ///< Its password stays empty until resolve_password().
    std::optional<std::string> password_file;
    std::optional<std::string> password_env;
  };
  std::optional<Mail> mail;
  /// Machine help with English, where it is asked for (`regwatch propose`).
  struct Assistant {
    std::string endpoint;  ///< `https://…/v1/chat/completions`
    std::string model;
    std::optional<std::string> key_file;
    std::optional<std::string> key_env;
    std::optional<std::string> ca_file;  ///< PEM; unset: the system's certificates.
    std::chrono::milliseconds timeout{60'000};
    long long requests_per_day = 100;
    std::optional<long long> tokens_per_day;
  };
  std::optional<Assistant> assistant;
  AlertSettings alerts;
  std::vector<Subscription> subscriptions;
  std::optional<PublishSettings> publish;
  std::vector<int> reminder_days{7, 3, 1};  ///< Before a comment deadline; empty: none.
};

/// Reads `file`, or where it is empty the first of ./regwatch.toml,
/// $XDG_CONFIG_HOME/regwatch/regwatch.toml and /etc/regwatch/regwatch.toml that exists. Throws
/// ConfigError with every problem.
Config load_config(const std::string& file);
Config parse_config(std::string_view text, const std::string& file);

/// A secret from its file or the environment; empty where neither is named. `what` is how messages
/// call it: `[mail] password`. Throws ConfigError.
std::string read_secret(const Config& config, const std::string& what,
                        const std::optional<std::string>& file,
                        const std::optional<std::string>& variable);

/// The mail server with its password read from its file or the environment. Throws ConfigError.
std::optional<MailServer> resolve_mail(const Config& config);

}  // namespace regwatch
