#include <algorithm>
#include <filesystem>
#include <iostream>
#include <iterator>

#include "app/commands.h"
#include "app/exit_status.h"
#include "app/list_reader.h"
#include "app/pipeline.h"
#include "app/sources_file.h"
#include "app/terminal.h"
#include "base/text.h"
#include "render/json.h"
#include "render/source_tables.h"
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

SourceCheck check_of(const ListReading& reading) {
  SourceCheck check{reading.source, reading.run,   "",
                    reading.newest, reading.older, reading.rows.total};
  // A request's key is its method and its address; what it sends is on lines of their own.
  if (!reading.pages.empty()) {
    const auto words = split(split(reading.pages.front().request_key, '\n').front(), ' ');
    check.rows_from = std::string(words.back());
  }
  return check;
}

// Reads each list without memory: what comes now, whatever was known.
std::vector<SourceCheck> read_each(Installation& installation,
                                   const std::vector<std::string>& ids) {
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
  std::vector<SourceCheck> checks;
  for (const auto& list : lists) checks.push_back(check_of(list->reading()));
  return checks;
}

void say_doubts(const std::vector<Source>& all, const SourcesCheckCommand& command) {
  std::vector<Source> asked_for;
  std::copy_if(all.begin(), all.end(), std::back_inserter(asked_for),
               [&](const Source& source) { return wanted(command.sources, source.id); });
  if (!command.json) {
    std::cout << doubts_table(asked_for, style_of_output());
    return;
  }
  for (const Source& source : asked_for) std::cout << source_check_json(source, nullptr) << '\n';
}

}  // namespace

int command_sources(Installation& installation, const SourcesCommand& command) {
  const Instant now = installation.now();
  // Before the first run there is no database, and every source is simply not read yet.
  const bool known = std::filesystem::exists(installation.database_path());
  Database nothing_known(":memory:");
  Database& database = known ? installation.database(Database::Mode::read_only) : nothing_known;
  const auto lines = source_lines(database, installation.sources());
  if (!command.json) {
    std::cout << sources_table(lines, now, style_of_output());
    return exit_ok;
  }
  for (const SourceLine& line : lines) std::cout << source_json(line) << '\n';
  return exit_ok;
}

int command_sources_check(Installation& installation, const SourcesCheckCommand& command) {
  for (const auto& id : command.sources) source_or_usage(installation, id);
  installation.config();
  installation.classifier();
  if (command.offline) {
    say_doubts(installation.sources(), command);
    return exit_ok;
  }
  installation.keep_no_captures();
  bool well = true;
  for (const SourceCheck& check : read_each(installation, command.sources)) {
    well = well && (sees(check.run.verdict) || check.run.verdict == Verdict::skipped);
    std::cout << (command.json ? source_check_json(*check.source, &check) + "\n"
                               : check_lines(check, style_of_output()));
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
