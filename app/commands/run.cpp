#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <iostream>

#include <spdlog/spdlog.h>

#include "app/commands.h"
#include "app/exit_status.h"
#include "app/pass_lock.h"
#include "app/ping.h"
#include "app/pipeline.h"
#include "app/publishing.h"
#include "app/sources_file.h"
#include "app/terminal.h"
#include "documents/document_reader.h"
#include "render/json.h"
#include "render/terminal.h"
#include "storage/sources.h"

namespace regwatch {
namespace {

void check_names(Installation& installation, const std::vector<std::string>& names) {
  for (const auto& name : names) {
    if (!find_source(installation.sources(), name)) {
      throw CommandError(exit_usage, "no source is called '" + name + "'; see 'regwatch sources'");
    }
  }
}

void check_free_space(Installation& installation) {
  const auto least = installation.config().storage.min_free;
  if (!least) return;
  const auto directory = std::filesystem::absolute(installation.database_path()).parent_path();
  struct statvfs disk {};
  if (::statvfs(directory.c_str(), &disk) != 0) return;
  const auto free = static_cast<std::uint64_t>(disk.f_bavail) * disk.f_frsize;
  if (free < *least) {
    throw CommandError(exit_cannot_write, directory.string() + ": " + std::to_string(free >> 20) +
                                              " MiB are free, [storage] min_free asks for " +
                                              std::to_string(*least >> 20) +
                                              " MiB; nothing was done");
  }
}

// A replay into the installation's own database would mix made-up mornings with real ones.
void check_replay_target(Installation& installation, Database& database) {
  if (!installation.replaying() || !installation.options().db.empty()) return;
  if (Sources(database).holds_live_runs()) {
    throw CommandError(exit_usage,
                       installation.database_path().string() +
                           " holds live runs; name another database with --db for --replay");
  }
}

// A dry run works on a copy of the database that goes away with it.
class DryRunCopy {
 public:
  explicit DryRunCopy(const std::filesystem::path& database) {
    std::string name =
        (std::filesystem::temp_directory_path() / "regwatch-dry-run.XXXXXX").string();
    if (!::mkdtemp(name.data())) throw CommandError(exit_cannot_write, name + ": cannot be made");
    directory_ = name;
    if (std::filesystem::exists(database)) {
      Database(database, Database::Mode::read_only).copy_to(path());
    }
  }
  ~DryRunCopy() {
    std::error_code ignored;
    std::filesystem::remove_all(directory_, ignored);
  }
  std::filesystem::path path() const { return directory_ / "regwatch.db"; }

 private:
  std::filesystem::path directory_;
};

std::vector<std::string> channels_of(const Installation& installation, const RunCommand& command) {
  if (!installation.replaying() || command.send) return {};
  return {"terminal", "log"};
}

// `51 sources read, 1 not; 3 appeared, 1 amended, 0 withdrawn`, for a person who watched the bar.
std::string summary_of(const std::vector<Run>& runs) {
  int read = 0, not_read = 0, skipped = 0, appeared = 0, amended = 0, withdrawn = 0;
  for (const Run& run : runs) {
    skipped += run.verdict == Verdict::skipped;
    read += sees(run.verdict);
    not_read += !sees(run.verdict) && run.verdict != Verdict::skipped;
    appeared += run.appeared;
    amended += run.amended;
    withdrawn += run.withdrawn;
  }
  if (runs.empty()) return "No source is due; --all reads them all.";
  return std::to_string(read) + " sources read, " + std::to_string(not_read) + " not, " +
         std::to_string(skipped) + " skipped; " + std::to_string(appeared) + " appeared, " +
         std::to_string(amended) + " amended, " + std::to_string(withdrawn) + " withdrawn";
}

void show_runs(const Installation& installation, const RunCommand& command,
               const PassReport& report, const std::vector<Source>& sources) {
  const TerminalStyle style = style_of_output();
  const bool quiet = ::isatty(STDOUT_FILENO) != 0 && installation.options().verbosity == 0;
  for (const Run& run : report.runs) {
    if (command.json) {
      std::cout << run_json(run) << '\n';
      continue;
    }
    // On a terminal the progress bar has shown that the rest went well.
    const bool went_well = sees(run.verdict) || run.verdict == Verdict::skipped;
    if (quiet && went_well && run.appeared + run.amended + run.withdrawn == 0) continue;
    std::cout << run_summary_line(run, *find_source(sources, run.source), style);
  }
  if (quiet && !command.json) std::cout << summary_of(report.runs) << '\n';
  for (const auto& problem : report.telling.problems) std::cerr << "regwatch: " << problem << '\n';
  for (const auto& note : report.telling.notes) std::cerr << "regwatch: " << note << '\n';
}

void log_odd_manners(const std::vector<Source>& sources) {
  for (const Source& source : sources) {
    for (const auto& habit : source.tls)
      spdlog::warn("{}: uses the old TLS habit '{}'", source.id, habit);
    if (source.ignore_robots)
      spdlog::info("{}: robots.txt is overridden: {}", source.id, *source.ignore_robots);
  }
}

// The reader of files works beside the fetcher as long as this lives.
class WorkBeside {
 public:
  WorkBeside(Fetcher& fetcher, Beside& beside) : fetcher_(fetcher) {
    fetcher_.work_beside(&beside);
  }
  ~WorkBeside() { fetcher_.work_beside(nullptr); }
  WorkBeside(const WorkBeside&) = delete;
  WorkBeside& operator=(const WorkBeside&) = delete;

 private:
  Fetcher& fetcher_;
};

PassReport pass(Installation& installation, Database& database, const RunCommand& command) {
  const ChannelContext channels = installation.channels();
  ProgressBar bar;
  World world{database,
              installation.fetcher(),
              [&installation]() -> const Classifier& { return installation.classifier(); },
              installation.sources(),
              installation.config().subscriptions,
              channels,
              installation.now(),
              {},
              installation.reopener(),
              [&bar](const Progress& progress) { bar.show(progress); }};
  world.reminder_days = installation.config().reminder_days;
  DocumentReader documents;
  const WorkBeside beside(installation.fetcher(), documents);
  world.read_document = [&documents](DocumentJob job, std::function<void(DocumentText)> done) {
    documents.submit(std::move(job), std::move(done));
  };
  if (installation.replaying()) {
    world.captured = [&installation](const Request& request) {
      return installation.replay().holds(request);
    };
  }
  PassOptions options;
  options.only = command.sources;
  options.all = command.all;
  options.baseline_days = command.baseline_days;
  options.tell = !command.dry_run;
  options.only_channels = channels_of(installation, command);
  options.overdue = installation.config().alerts.overdue;
  options.send_for = installation.config().alerts.send_for;
  return run_pass(world, options);
}

int dry_run(Installation& installation, const RunCommand& command) {
  const DryRunCopy copy(installation.database_path());
  Database database(copy.path());
  installation.keep_no_captures();
  const PassReport report = pass(installation, database, command);
  show_runs(installation, command, report, installation.sources());
  if (!command.json)
    std::cout << digest_as_text(digest_between(database, installation, installation.now(),
                                               installation.now() + std::chrono::seconds(1)));
  return report.all_well() ? exit_ok : exit_not_well;
}

// Files for a web server. Where they cannot be written the pass has stored and told all the same.
bool publish_files(Installation& installation, Database& database, const RunCommand& command) {
  std::optional<PublishSettings> settings = installation.config().publish;
  if (installation.replaying() && command.publish.empty()) settings.reset();
  if (!command.publish.empty()) {
    if (!settings) settings = installation.config().publish.value_or(PublishSettings());
    settings->directory = command.publish;
  }
  if (!settings) return true;
  const auto published =
      publish({database, *settings, installation.sources(), installation.config().subscriptions,
               installation.now(), installation.config().reminder_days});
  if (!published) {
    std::cerr << "regwatch: nothing was published: " << published.error().message << '\n';
    return false;
  }
  spdlog::info("{} files published, {} removed", published->written, published->removed);
  return true;
}

// Silence is the alarm: a pass that told everybody, and read something if anything was due. One
// source that is broken is told as health, and is not meant.
bool deserves_ping(const Installation& installation, const PassReport& report) {
  const auto& runs = report.runs;
  const auto went = [](const Run& run) {
    return sees(run.verdict) || run.verdict == Verdict::skipped;
  };
  return !installation.replaying() && report.telling.all_went_out() &&
         (runs.empty() || std::any_of(runs.begin(), runs.end(), went));
}

}  // namespace

int command_run(Installation& installation, const RunCommand& command) {
  check_names(installation, command.sources);
  installation.config();
  const auto path = installation.database_path();
  std::filesystem::create_directories(std::filesystem::absolute(path).parent_path());
  if (command.dry_run) return dry_run(installation, command);
  check_free_space(installation);
  const PassLock lock(path);
  Database& database = installation.database(Database::Mode::read_write);
  check_replay_target(installation, database);
  log_odd_manners(installation.sources());
  if (installation.config().storage.keep_days) {
    spdlog::warn("[storage] keep_days is not acted on by this version: every capture is kept");
  }
  const PassReport report = pass(installation, database, command);
  show_runs(installation, command, report, installation.sources());
  if (!publish_files(installation, database, command)) return exit_cannot_write;
  if (deserves_ping(installation, report)) {
    const std::string wrong = ping(installation.config(), installation.channels().post);
    if (!wrong.empty()) std::cerr << "regwatch: " << wrong << '\n';
  }
  return report.all_well() ? exit_ok : exit_not_well;
}

}  // namespace regwatch
