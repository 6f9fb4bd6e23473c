#include "app/config.h"

#include <algorithm>
#include <cstdlib>
#include <set>

#include "alerts/channel_keys.h"
#include "alerts/mime.h"
#include "alerts/unsubscribe.h"
#include "base/text.h"
#include "base/url.h"
#include "parsers/option_check.h"
#include "render/clean.h"

namespace regwatch {
namespace {

namespace fs = std::filesystem;

std::string home_config() {
  if (const char* xdg = std::getenv("XDG_CONFIG_HOME"); xdg && *xdg) {
    return std::string(xdg) + "/regwatch/regwatch.toml";
  }
  const char* home = std::getenv("HOME");
  return std::string(home ? home : "") + "/.config/regwatch/regwatch.toml";
}

const ConfigValue* table_of(TableReader& root, std::string_view key) {
  const ConfigValue* found = root.find(key);
  if (found && !std::holds_alternative<ConfigValue::Table>(found->value)) {
    root.problem(key, "a table is expected");
    return nullptr;
  }
  return found;
}

void read_storage(const ConfigValue& table, Config& config, ConfigProblems& problems) {
  TableReader reader(table, "[storage]", problems);
  if (const auto path = reader.text("database")) config.storage.database = *path;
  if (const auto path = reader.text("archive")) config.storage.archive = *path;
  if (const auto keep = reader.number("keep_days"))
    config.storage.keep_days = static_cast<int>(*keep);
  config.storage.min_free = reader.bytes("min_free");
  reader.finish();
}

void read_network(const ConfigValue& table, Config& config, ConfigProblems& problems) {
  TableReader reader(table, "[network]", problems);
  auto& network = config.network;
  network.user_agent = reader.text("user_agent").value_or(network.user_agent);
  network.pause = reader.duration("pause").value_or(network.pause);
  network.allow = reader.texts("allow").value_or(network.allow);
  network.proxy = reader.text("proxy");
  const auto bounded = [&](std::string_view key, int fallback, int most) {
    const auto number = reader.number(key);
    if (!number) return fallback;
    if (*number < 1 || *number > most)
      reader.problem(key, "1 to " + std::to_string(most) + " is expected");
    return static_cast<int>(std::clamp<std::int64_t>(*number, 1, most));
  };
  network.max_concurrent = bounded("max_concurrent", network.max_concurrent, 256);
  network.per_host = bounded("per_host", network.per_host, 64);
  network.robots = reader.flag("robots").value_or(true);
  reader.finish();
}

void read_unsubscribing(TableReader& reader, MailServer& server) {
  server.unsubscribe = reader.text("unsubscribe");
  if (server.unsubscribe) {
    const std::string wrong = check_unsubscribe_url(*server.unsubscribe);
    if (!wrong.empty()) reader.problem("unsubscribe", wrong);
  }
  server.unsubscribe_mailto = reader.text("unsubscribe_mailto");
  if (!server.unsubscribe_mailto) return;
  const auto address = parse_mail_address(*server.unsubscribe_mailto);
  if (!address) return reader.problem("unsubscribe_mailto", address.error().message);
  server.unsubscribe_mailto = address->address;
}

void read_mail(const ConfigValue& table, Config& config, ConfigProblems& problems) {
  TableReader reader(table, "[mail]", problems);
  Config::Mail mail;
  mail.server.url = reader.required_text("server");
  const auto& url = mail.server.url;
  const bool known_scheme =
      url.starts_with("smtp://") || url.starts_with("smtps://") || url.starts_with("file:");
  if (!mail.server.url.empty() && !known_scheme)
    reader.problem("server", "smtp://host:port, smtps://host:port or file:directory is expected");
  mail.server.username = reader.text("username").value_or("");
  mail.server.from = reader.required_text("from");
  if (!mail.server.from.empty() && !parse_mail_address(mail.server.from))
    reader.problem("from", "an address such as 'regwatch <regwatch@example.com>' is expected");
  mail.server.ca_file = reader.text("ca_file");
  mail.password_file = reader.text("password_file");
  mail.password_env = reader.text("password_env");
  if (reader.find("password")) {
    reader.problem("password", "secrets are not written here: use password_file or password_env");
  }
  const std::string tls = reader.text("tls").value_or("required");
  if (tls != "required" && tls != "off") reader.problem("tls", "'required' or 'off' is expected");
  mail.server.require_tls = tls != "off";
  if (const auto timeout = reader.duration("timeout")) {
    mail.server.timeout = std::chrono::ceil<std::chrono::seconds>(*timeout);
  }
  read_unsubscribing(reader, mail.server);
  config.mail = std::move(mail);
  reader.finish();
}

void read_assistant(const ConfigValue& table, Config& config, ConfigProblems& problems) {
  TableReader reader(table, "[assistant]", problems);
  Config::Assistant out;
  out.endpoint = reader.required_text("endpoint");
  if (!out.endpoint.empty() && !parse_url(out.endpoint)) {
    reader.problem("endpoint",
                   "the whole address of a chat endpoint is expected, such as "
                   "'https://llm.example.com/v1/chat/completions', without a user's name");
  }
  out.model = reader.required_text("model");
  out.key_file = reader.text("key_file");
  out.key_env = reader.text("key_env");
  if (reader.find("key"))
    reader.problem("key", "secrets are not written here: use key_file or key_env");
  out.ca_file = reader.text("ca_file");
  out.timeout = reader.duration("timeout").value_or(out.timeout);
  const auto at_least_one = [&](std::string_view key) {
    auto number = reader.number(key);
    if (number && *number < 1) reader.problem(key, "at least 1 is expected");
    return number;
  };
  out.requests_per_day = at_least_one("requests_per_day").value_or(out.requests_per_day);
  out.tokens_per_day = at_least_one("tokens_per_day");
  config.assistant = std::move(out);
  reader.finish();
}

void read_reminders(const ConfigValue& table, Config& config, ConfigProblems& problems) {
  TableReader reader(table, "[reminders]", problems);
  if (const ConfigValue* days = reader.find("days")) {
    config.reminder_days.clear();
    const auto* list = std::get_if<ConfigValue::List>(&days->value);
    const auto wrong = [&] {
      reader.problem("days", "a list of 0 to 365 days is expected, such as [7, 3, 1]");
    };
    if (!list) return wrong();
    for (const ConfigValue& item : *list) {
      const auto* number = std::get_if<std::int64_t>(&item.value);
      if (!number || *number < 0 || *number > 365) return wrong();
      config.reminder_days.push_back(static_cast<int>(*number));
    }
  }
  reader.finish();
}

void read_english_table(const ConfigValue& table, Config& config, ConfigProblems& problems) {
  TableReader reader(table, "[english]", problems);
  config.english = reader.text("names");
  reader.finish();
}

void read_newsletter(const ConfigValue& table, Config& config, ConfigProblems& problems) {
  TableReader reader(table, "[newsletter]", problems);
  config.newsletter.title = reader.text("title");
  if (const auto directory = reader.text("templates")) {
    config.newsletter.templates = *directory;
    if (!fs::is_directory(*directory))
      reader.problem("templates", "'" + *directory + "' is no directory");
  }
  reader.finish();
}

std::vector<Kind> read_kinds(TableReader& reader) {
  std::vector<Kind> kinds;
  for (const auto& name : reader.texts("kinds").value_or(std::vector<std::string>{})) {
    if (const auto kind = kind_named(name)) {
      kinds.push_back(*kind);
    } else {
      reader.problem("kinds",
                     "'" + name +
                         "' is no kind (draft, rule, plan, standard, enforcement, interpretation, "
                         "licensing, report, event, other)");
    }
  }
  return kinds;
}

std::optional<std::variant<std::string, std::int64_t, bool, std::vector<std::string>>> read_option(
    TableReader& reader, const std::string& name, ChannelKey::Type type) {
  switch (type) {
    case ChannelKey::Type::texts:
      return reader.texts(name);
    case ChannelKey::Type::flag:
      return reader.flag(name);
    case ChannelKey::Type::number:
      return reader.number(name);
    case ChannelKey::Type::text:
    case ChannelKey::Type::secret:
    case ChannelKey::Type::address:
      break;
  }
  return reader.text(name);
}

void read_channel_keys(TableReader& reader, const Channel& channel, Subscription& out) {
  for (const ChannelKey& key : channel.keys) {
    if (key.type == ChannelKey::Type::secret && reader.find(key.name)) {
      const std::string name(key.name);
      reader.problem(key.name,
                     "secrets are not written here: use " + name + "_file or " + name + "_env");
    }
    for (const std::string& name : spellings_of(key)) {
      if (auto value = read_option(reader, name, key.type))
        out.options[name] = {std::move(*value), reader.where(name)};
    }
  }
}

// It stands in mails, in feeds, in the environment of programs and on terminals.
void check_name(TableReader& reader, const std::string& name) {
  constexpr std::size_t longest = 200;
  const bool is_line = name.find('\n') == name.npos && clean_text(name) == name;
  if (!is_line || count_code_points(name) > longest)
    reader.problem("name",
                   "one line of at most 200 characters is expected, without control "
                   "characters and such as turn the direction");
}

// A file's name as it stands, on every system; and what the feed is known by for good.
std::optional<std::string> read_feed(TableReader& reader) {
  auto feed = reader.text("feed");
  if (feed && !is_feed_name(*feed))
    reader.problem("feed", "at most 60 lower-case letters, digits and - are expected");
  return feed;
}

Subscription read_subscription(const ConfigValue& table, const Config& config,
                               ConfigProblems& problems) {
  TableReader reader(table, "[[subscription]]", problems);
  Subscription out;
  out.name = reader.required_text("name");
  check_name(reader, out.name);
  out.channel = reader.required_text("channel");
  out.to = reader.texts("to").value_or(std::vector<std::string>{});
  out.path = reader.text("path");
  out.feed = read_feed(reader);
  out.kinds = read_kinds(reader);
  out.topics = reader.texts("topics").value_or(std::vector<std::string>{});
  out.authorities = reader.texts("authorities").value_or(std::vector<std::string>{});
  out.words = reader.texts("words").value_or(std::vector<std::string>{});
  out.not_words = reader.texts("not_words").value_or(std::vector<std::string>{});
  out.health = reader.flag("health").value_or(false);
  out.reminders = reader.flag("reminders").value_or(true);
  const std::string by = reader.text("by").value_or("urgency");
  if (by != "urgency" && by != "section")
    reader.problem("by", "'urgency' or 'section' is expected");
  out.order = by == "section" ? DigestOrder::section : DigestOrder::urgency;
  // `health = true` with no filter at all is the operators' subscription of the manual: health
  // alone.
  const bool filters =
      !out.kinds.empty() || !out.topics.empty() || !out.authorities.empty() || !out.words.empty();
  out.notices = reader.flag("notices").value_or(!out.health || filters);
  read_times(reader, out);
  const Channel* channel = find_channel(out.channel);
  if (!channel && !out.channel.empty()) {
    std::vector<std::string> names;
    for (const Channel* known : all_channels()) names.emplace_back(known->name);
    const auto near = nearest_of(out.channel, {names.begin(), names.end()});
    reader.problem("channel", "'" + out.channel + "' is none of " + join(names, ", ") +
                                  (near ? "; did you mean '" + *near + "'?" : ""));
  }
  ChannelContext context;
  if (config.mail) context.mail = config.mail->server;
  if (channel) {
    read_channel_keys(reader, *channel, out);
    std::string wrong = check_keys(*channel, out);
    if (wrong.empty()) wrong = channel->check(out, context);
    if (!wrong.empty()) problems.add(table.where, "[[subscription]] " + out.name + ": " + wrong);
  }
  reader.finish();
  return out;
}

void read_subscriptions(TableReader& root, Config& config, ConfigProblems& problems) {
  const ConfigValue* list = root.find("subscription");
  if (!list) return;
  const auto* tables = std::get_if<ConfigValue::List>(&list->value);
  if (!tables)
    return root.problem("subscription", "[[subscription]] with two brackets is expected");
  std::set<std::string> names, feeds;
  for (const auto& table : *tables) {
    if (!std::holds_alternative<ConfigValue::Table>(table.value)) {
      problems.add(table.where, "[[subscription]] tables are expected");
      continue;
    }
    Subscription subscription = read_subscription(table, config, problems);
    if (!names.insert(subscription.name).second) {
      problems.add(table.where, "the subscription '" + subscription.name + "' was given already");
    }
    if (subscription.feed && !config.publish) {
      problems.add(table.where, "[[subscription]] " + subscription.name +
                                    ": feed: there is no [publish] to say where feeds go");
    }
    if (subscription.feed && !feeds.insert(*subscription.feed).second) {
      problems.add(table.where, "the feed '" + *subscription.feed + "' was given already");
    }
    config.subscriptions.push_back(std::move(subscription));
  }
}

// Without a configuration the terminal tells everything.
Subscription terminal_subscription() {
  Subscription out;
  out.name = "terminal";
  out.channel = "terminal";
  out.health = true;
  return out;
}

Config read_config(const ConfigValue& root_value, const std::string& file) {
  ConfigProblems problems;
  Config config;
  config.file = file;
  TableReader root(root_value, "the file", problems);
  if (const auto* table = table_of(root, "storage")) read_storage(*table, config, problems);
  if (const auto* table = table_of(root, "network")) read_network(*table, config, problems);
  if (const auto* table = table_of(root, "mail")) read_mail(*table, config, problems);
  if (const auto* table = table_of(root, "reminders")) read_reminders(*table, config, problems);
  if (const auto* table = table_of(root, "alerts"))
    config.alerts = read_alert_settings(*table, problems);
  if (const auto* table = table_of(root, "publish"))
    config.publish = read_publish(*table, problems);
  if (const auto* table = table_of(root, "classification")) {
    TableReader reader(*table, "[classification]", problems);
    config.classification = reader.required_text("rules");
    reader.finish();
  }
  if (const auto* table = table_of(root, "newsletter")) read_newsletter(*table, config, problems);
  if (const auto* table = table_of(root, "english")) read_english_table(*table, config, problems);
  if (const auto* table = table_of(root, "assistant")) read_assistant(*table, config, problems);
  read_subscriptions(root, config, problems);
  root.finish();
  problems.raise_if_any();
  if (config.subscriptions.empty()) config.subscriptions.push_back(terminal_subscription());
  return config;
}

}  // namespace

Config parse_config(std::string_view text, const std::string& file) {
  return read_config(parse_toml(text, file), file);
}

Config load_config(const std::string& file) {
  if (!file.empty()) return read_config(read_toml(file), file);
  for (const std::string& candidate :
       {std::string("regwatch.toml"), home_config(), std::string("/etc/regwatch/regwatch.toml")}) {
    if (fs::exists(candidate)) return read_config(read_toml(candidate), candidate);
  }
  return parse_config("", "");
}

std::string read_secret(const Config& config, const std::string& what,
                        const std::optional<std::string>& file,
                        const std::optional<std::string>& variable) {
  if (variable) {
    if (const char* value = std::getenv(variable->c_str())) return value;
    throw ConfigError(config.file + ": " + what + "_env: the variable " + *variable +
                      " is not set");
  }
  if (!file) return "";
  auto secret = read_secret_file(*file);
  if (!secret) throw ConfigError(config.file + ": " + what + "_file: " + secret.error().message);
  return std::move(*secret);
}

std::optional<MailServer> resolve_mail(const Config& config) {
  if (!config.mail) return std::nullopt;
  MailServer server = config.mail->server;
  server.password =
      read_secret(config, "[mail] password", config.mail->password_file, config.mail->password_env);
  return server;
}

}  // namespace regwatch
