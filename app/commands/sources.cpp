#include <iostream>

#include "app/commands.h"
#include "app/exit_status.h"
#include "app/list_reader.h"
#include "app/pipeline.h"
#include "app/sources_file.h"
#include "app/terminal.h"
#include "render/json.h"
#include "storage/sources.h"

namespace regwatch {
namespace {

const Source& source_or_usage(Installation& installation, const std::string& id) {
  if (const Source* source = find_source(installation.sources(), id)) return *source;
  throw CommandError(exit_usage, "no source is called '" + id + "'; see 'regwatch sources'");
}

bool wanted(const std::vector<std::string>& ids, const std::string& id) {
  return ids.empty() || std::find(ids.begin(), ids.end(), id) != ids.end();
}

// Reads each list without memory: what comes now, whatever was known.
std::vector<Run> read_each(Installation& installation, const std::vector<std::string>& ids) {
  Database nothing_known(":memory:");
  const ChannelContext channels;
  const std::vector<Subscription> nobody;
  World world{nothing_known,
              installation.fetcher(),
              [&installation]() -> const Classifier& { return installation.classifier(); },
              installation.sources(),
              nobody,
              channels,
              installation.now(),
              {},
              {},
              {}};
  if (installation.replaying()) {
    world.captured = [&installation](const Request& request) {
      return installation.replay().holds(request);
    };
  }
  std::vector<std::shared_ptr<ListReader>> lists;
  for (const Source& source : installation.sources()) {
    if (!wanted(ids, source.id) || (ids.empty() && source.disabled)) continue;
    lists.push_back(std::make_shared<ListReader>(world, source, std::nullopt));
    lists.back()->only_first_page();
    lists.back()->start();
  }
  world.fetcher.run();
  std::vector<Run> runs;
  for (const auto& list : lists) runs.push_back(list->reading().run);
  return runs;
}

}  // namespace

int command_sources(Installation& installation, const SourcesCommand& command) {
  const Instant now = installation.now();
  // Before the first run there is no database, and every source is simply not read yet.
  const bool known = std::filesystem::exists(installation.database_path());
  Database nothing_known(":memory:");
  Database& database = known ? installation.database(Database::Mode::read_only) : nothing_known;
  for (const SourceLine& line : source_lines(database, installation.sources())) {
    std::cout << (command.json ? source_json(line) + "\n"
                               : source_line(line, now, style_of_output()));
  }
  return exit_ok;
}

int command_sources_check(Installation& installation, const SourcesCheckCommand& command) {
  for (const auto& id : command.sources) source_or_usage(installation, id);
  installation.config();
  installation.classifier();
  const auto& sources = installation.sources();
  if (command.offline) {
    if (!command.json) std::cout << sources.size() << " sources and the configuration are valid\n";
    for (const Source& source : sources) {
      if (!command.json && wanted(command.sources, source.id) && !source.note.empty()) {
        std::cout << source.id << ": " << source.note << '\n';
      }
    }
    return exit_ok;
  }
  installation.keep_no_captures();
  bool well = true;
  for (const Run& run : read_each(installation, command.sources)) {
    well = well && (sees(run.verdict) || run.verdict == Verdict::skipped);
    const Source& source = *find_source(sources, run.source);
    std::cout << (command.json ? run_json(run) + "\n"
                               : run_summary_line(run, source, style_of_output()));
    if (!command.json && !source.note.empty()) std::cout << "    " << source.note << '\n';
  }
  return well ? exit_ok : exit_not_well;
}

int command_sources_disable(Installation& installation, const std::string& id,
                            const std::string& why) {
  const Source& source = source_or_usage(installation, id);
  Database& database = installation.database(Database::Mode::read_write);
  Transaction transaction(database);
  Sources(database).disable(source.id, why, installation.now());
  transaction.commit();
  std::cout << source.id << " is not watched any more: " << why << '\n';
  return exit_ok;
}

int command_sources_enable(Installation& installation, const std::string& id) {
  const Source& source = source_or_usage(installation, id);
  Database& database = installation.database(Database::Mode::read_write);
  Transaction transaction(database);
  Sources(database).enable(source.id);
  transaction.commit();
  std::cout << source.id << " is watched again";
  if (source.disabled)
    std::cout << ", but " << source.where.str() << " disables it: " << *source.disabled;
  std::cout << '\n';
  return exit_ok;
}

}  // namespace regwatch
