#include "app/installation.h"

#include <cstdlib>
#include <filesystem>

#include "app/classification_file.h"
#include "app/commands.h"
#include "app/english_file.h"
#include "app/exit_status.h"
#include "app/sources_file.h"
#include "app/terminal.h"
#include "base/url.h"
#include "crawler/guard.h"
#include "crawler/http_client.h"
#include "parsers/parser.h"

namespace regwatch {
namespace embedded {
std::string_view default_classification();
std::string_view default_english();
}  // namespace embedded

namespace {

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

// What the operator wrote in the configuration may lie on a private address.
std::vector<std::string> operator_hosts_of(const std::vector<Source>& sources) {
  std::vector<std::string> hosts;
  for (const Source& source : sources) {
    if (const auto url = parse_url(source.url)) hosts.push_back(operator_host(*url));
  }
  return hosts;
}

}  // namespace

Installation::~Installation() = default;

const Config& Installation::config() {
  if (!config_) config_ = load_config(options_.config);
  return *config_;
}

const std::vector<Source>& Installation::sources() {
  if (!sources_) sources_ = load_sources({options_.sources});
  return *sources_;
}

const Classifier& Installation::classifier() {
  if (classifier_) return *classifier_;
  const auto& file = config().classification;
  auto classifier =
      file ? classifier_from(read_file(*file), *file)
           : classifier_from(embedded::default_classification(), "classification.toml (built in)");
  if (!classifier) throw ConfigError(classifier.error().message);
  return classifier_.emplace(std::move(*classifier));
}

const EnglishNames& Installation::english() {
  if (english_) return *english_;
  auto file = config().english;
  for (const char* beside : {"english.toml", REGWATCH_DATADIR "/english.toml"}) {
    if (!file && std::filesystem::exists(beside)) file = beside;
  }
  auto names = file ? read_english(read_file(*file), *file)
                    : read_english(embedded::default_english(), "english.toml (built in)");
  if (!names) throw ConfigError(names.error().message);
  add_institutions(*names, sources());
  return english_.emplace(std::move(*names));
}

std::filesystem::path Installation::state_directory() {
  if (const auto systemd = environment("STATE_DIRECTORY"); !systemd.empty()) {
    return systemd.substr(0, systemd.find(':'));
  }
  if (const auto xdg = environment("XDG_STATE_HOME"); !xdg.empty())
    return std::filesystem::path(xdg) / "regwatch";
  const auto home = environment("HOME");
  if (home.empty())
    throw CommandError(exit_cannot_write, "HOME is not set: name a database with --db");
  return std::filesystem::path(home) / ".local/state/regwatch";
}

std::filesystem::path Installation::database_path() {
  if (!options_.db.empty()) return options_.db;
  return config().storage.database.value_or(state_directory() / "regwatch.db");
}

std::filesystem::path Installation::archive_path() {
  if (!options_.archive.empty()) return options_.archive;
  return config().storage.archive.value_or(state_directory() / "archive");
}

Database& Installation::database(Database::Mode mode) {
  if (!database_) database_ = std::make_unique<Database>(database_path(), mode);
  return *database_;
}

Instant Installation::now() {
  if (!options_.now.empty()) {
    if (const auto instant = parse_instant(options_.now)) return *instant;
    throw CommandError(
        exit_usage, "--now '" + options_.now + "' is no instant; 2026-09-18T08:00:00Z is expected");
  }
  return replaying() ? replay().now() : system_now();
}

Replay& Installation::replay() {
  if (replay_) return *replay_;
  const auto at = options_.now.empty() ? std::nullopt : std::optional(now());
  auto opened = Replay::open(options_.replay, at);
  if (!opened) throw CommandError(exit_data, opened.error().message);
  replay_ = std::make_unique<Replay>(std::move(*opened));
  if (archive()) replay_->archive_to(archive());
  return *replay_;
}

Archive* Installation::archive() {
  if (!keep_captures_ || (replaying() && !archive_named())) return nullptr;
  if (!archive_) {
    auto opened = Archive::open({archive_path().string()});
    if (!opened) throw CommandError(exit_cannot_write, opened.error().message);
    archive_ = std::move(*opened);
  }
  return archive_.get();
}

Fetcher& Installation::fetcher() {
  if (replaying()) return replay();
  if (client_) return *client_;
  const auto& network = config().network;
  NetworkOptions options;
  options.user_agent = network.user_agent;
  options.proxy = network.proxy;
  options.allow = network.allow;
  options.pause = network.pause;
  options.max_concurrent = static_cast<std::size_t>(network.max_concurrent);
  options.per_host = static_cast<std::size_t>(network.per_host);
  options.robots = network.robots;
  options.operator_hosts = operator_hosts_of(sources());
  options.operator_hosts.insert(options.operator_hosts.end(), excused_hosts_.begin(),
                                excused_hosts_.end());
  options.is_blocked = [](const Response& answer) {
    return find_block(page_of(answer)).has_value();
  };
  try {
    client_ = std::make_unique<HttpClient>(std::move(options), archive());
  } catch (const std::invalid_argument& error) {
    throw ConfigError(config().file + ": [network] allow: " + error.what());
  }
  return *client_;
}

std::function<Result<Response>(const CaptureRef&)> Installation::reopener() {
  if (!archive()) return {};
  if (!archive_reader_) archive_reader_ = std::make_unique<ArchiveReader>(archive_path().string());
  return [reader = archive_reader_.get()](const CaptureRef& ref) -> Result<Response> {
    auto stored = reader->read(ref);
    if (!stored) return stored.error();
    return std::move(stored->response);
  };
}

ChannelContext Installation::channels() {
  ChannelContext context;
  try {
    context.mail = resolve_mail(config());
  } catch (const ConfigError& error) {
    // The other channels tell of it; that mail cannot be sent keeps no pass from reading.
    context.mail = config().mail->server;
    context.mail->problem = error.what();
  }
  context.colour = style_of_output().colour;
  context.post.allow = config().network.allow;
  context.post.proxy = config().network.proxy;
  return context;
}

}  // namespace regwatch
