#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/config.h"
#include "base/time.h"
#include "base/url.h"
#include "crawler/archive.h"
#include "crawler/archive_reader.h"
#include "crawler/fetcher.h"
#include "crawler/guard.h"
#include "crawler/replay.h"
#include "diff/classify.h"
#include "render/english_names.h"
#include "storage/database.h"

namespace regwatch {

/// Options that every command takes (DESIGN §4).
struct GlobalOptions {
  std::string config;
  std::vector<std::string> sources;
  std::string db;
  std::string archive;
  std::string now;
  std::vector<std::string> replay;
  int verbosity = 0;
  std::string log_format = "text";
};

/// What a command works on, opened when first asked for. Throws ConfigError, StorageError,
/// CommandError.
class Installation {
 public:
  explicit Installation(GlobalOptions options) : options_(std::move(options)) {}
  ~Installation();

  const GlobalOptions& options() const { return options_; }
  const Config& config();
  const std::vector<Source>& sources();
  const Classifier& classifier();
  /// What `[english] names`, else ./english.toml, else the program says, with the institutions of
  /// the sources.
  const EnglishNames& english();
  std::filesystem::path database_path();
  std::filesystem::path archive_path();
  /// Whether the archive's place was named on the command line.
  bool archive_named() const { return !options_.archive.empty(); }

  Database& database(Database::Mode mode);
  /// The clock of decisions: `--now`; in replay the newest capture; else the machine's.
  Instant now();

  bool replaying() const { return !options_.replay.empty(); }
  Replay& replay();
  /// The archive for writing. Null where nothing is archived (replay without `--archive`).
  Archive* archive();
  /// Commands that only look archive nothing. Before fetcher() is asked for.
  void keep_no_captures() { keep_captures_ = false; }
  /// The operator wrote this address on the command line: its host counts as a source's does.
  /// Before fetcher() is asked for.
  void excuse(const Url& url) { excused_hosts_.push_back(operator_host(url)); }
  /// The network, or the captures.
  Fetcher& fetcher();
  /// Reads a capture of the archive back; unset where there is no archive.
  std::function<Result<Response>(const CaptureRef&)> reopener();
  ChannelContext channels();

 private:
  std::filesystem::path state_directory();

  GlobalOptions options_;
  std::optional<Config> config_;
  std::optional<std::vector<Source>> sources_;
  std::optional<Classifier> classifier_;
  std::optional<EnglishNames> english_;
  std::unique_ptr<Database> database_;
  std::unique_ptr<Replay> replay_;
  std::unique_ptr<Archive> archive_;
  std::unique_ptr<ArchiveReader> archive_reader_;
  bool keep_captures_ = true;
  std::vector<std::string> excused_hosts_;
  std::unique_ptr<Fetcher> client_;
};

}  // namespace regwatch
