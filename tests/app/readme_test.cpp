// What the README and the manual tell a new user to write is accepted as it stands.

#include <sys/wait.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <fstream>
#include <set>
#include <sstream>

#include "alerts/channel.h"
#include "app/config.h"
#include "app/exit_status.h"
#include "app/sources_file.h"
#include "base/text.h"
#include "parsers/parser.h"
#include "tests/app/program.h"

namespace regwatch {
namespace {

std::string text_of_file(const std::string& name) {
  std::ifstream file(std::string(REGWATCH_SOURCE_DIR) + "/" + name, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

constexpr const char* all_pages[] = {"README.md", "README.zh-CN.md", "docs/telling.md",
                                     "docs/telling.zh-CN.md"};
constexpr const char* manuals[] = {"docs/telling.md", "docs/telling.zh-CN.md"};

// Its blocks in this language.
std::vector<std::string> blocks_of(const std::string& page, const std::string& language) {
  const std::string fence = "\n```" + language + "\n";
  std::vector<std::string> blocks;
  for (auto at = page.find(fence); at != page.npos; at = page.find(fence, at + 1)) {
    const auto begin = at + fence.size();
    blocks.push_back(page.substr(begin, page.find("\n```", begin) + 1 - begin));
  }
  return blocks;
}

// The entries of its TOML blocks, each for itself.
std::vector<std::string> entries_of(const std::string& readme) {
  const std::string head = "[[source]]";
  std::vector<std::string> entries;
  for (const std::string& block : blocks_of(readme, "toml")) {
    for (auto begin = block.find(head); begin != block.npos;) {
      const auto next = block.find(head, begin + 1);
      entries.push_back(block.substr(begin, next - begin));
      begin = next;
    }
  }
  return entries;
}

// Blocks of regwatch.toml, and not of a file of sources.
std::vector<std::string> configurations_of(const std::string& page) {
  std::vector<std::string> found;
  for (std::string& block : blocks_of(page, "toml")) {
    if (block.find("[[source]]") == block.npos && block.find("[institution]") == block.npos)
      found.push_back(std::move(block));
  }
  return found;
}

// The lines that a user types and that run the program, its output thrown away elsewhere or not.
std::vector<std::string> commands_of(const std::string& page) {
  std::vector<std::string> commands;
  for (const std::string& block : blocks_of(page, "sh")) {
    for (const std::string& line : testing::lines_of(block)) {
      if (line.starts_with("regwatch ") || line.find("| regwatch ") != line.npos)
        commands.push_back(line);
    }
  }
  return commands;
}

// As a shell reads it, in an empty directory and without a network.
int status_of_command(const std::string& line, const std::filesystem::path& directory) {
  const std::string script = "cd '" + directory.string() +
                             "' || exit 99; exec </dev/null >/dev/null 2>said\n"
                             "export XDG_STATE_HOME=\"$PWD\" XDG_CONFIG_HOME=\"$PWD\"\n"
                             "regwatch() { '" REGWATCH_PROGRAM
                             "' \"$@\" --replay nothing.warc.gz; }\n" +
                             line + "\n";
  const int status = std::system(script.c_str());
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128;
}

}  // namespace

TEST_CASE("every [[source]] of the README is accepted as it stands") {
  for (const std::string readme : {"README.md", "README.zh-CN.md"}) {
    std::set<std::string> parsers;
    for (const std::string& entry : entries_of(text_of_file(readme))) {
      INFO(readme << ": " << entry);
      ConfigProblems problems;
      const auto sources = parse_sources(entry, readme, problems);
      REQUIRE(sources.size() == 1);
      parsers.insert(sources[0].parser);
      // A family that this program was built without.
      if (!find_parser(sources[0].parser)) continue;
      CHECK_NOTHROW(problems.raise_if_any());
    }
    INFO(readme);
    CHECK(parsers == std::set<std::string>{"easysite", "feed", "hanweb", "html_list", "jpaas",
                                           "json", "nc_content", "nfra", "search_list", "sitemap",
                                           "trs"});
  }
}

TEST_CASE("every configuration of the README and the manual is accepted as it stands") {
  for (const std::string page : all_pages) {
    const auto configurations = configurations_of(text_of_file(page));
    CHECK(configurations.size() >= 2);
    for (const std::string& configuration : configurations) {
      INFO(page << ": " << configuration);
      // What is read when the file is read has to exist.
      const std::string here =
          replace_all(configuration, "/etc/regwatch/templates", REGWATCH_SOURCE_DIR);
      CHECK_NOTHROW(parse_config(here, page));
    }
  }
}

TEST_CASE("every command of the README and the manual is understood") {
  const testing::Scratch directory;
  for (const std::string page : all_pages) {
    const auto commands = commands_of(text_of_file(page));
    CHECK(commands.size() >= 3);
    for (const std::string& command : commands) {
      const int status = status_of_command(command, directory.path());
      const std::string said = directory.read("said");
      INFO(page << ": " << command << '\n' << said);
      // What it names is made up; everything else about it is not.
      const bool is_unknown = said.find("no notice has the id") != said.npos ||
                              said.find("no subscription is called") != said.npos;
      CHECK((status != exit_usage || is_unknown));
      CHECK(status < 99);  // 127: there is no such program; above: it was killed.
    }
  }
}

TEST_CASE("every channel has its line in the manual, which names all its keys") {
  for (const std::string manual : manuals) {
    const auto lines = testing::lines_of(text_of_file(manual));
    for (const Channel* channel : all_channels()) {
      const std::string head = "| `" + std::string(channel->name) + "` |";
      std::vector<std::string> own;
      for (const std::string& line : lines) {
        if (line.starts_with(head)) own.push_back(line);
      }
      INFO(manual << ": " << head);
      REQUIRE(own.size() == 1);
      for (const ChannelKey& key : channel->keys) {
        INFO(key.name);
        CHECK(own[0].find("`" + std::string(key.name) + "`") != std::string::npos);
      }
    }
  }
}

TEST_CASE("every page of the manual that is linked to exists") {
  for (const std::string page : all_pages) {
    const std::string text = text_of_file(page);
    const auto directory = std::filesystem::path(page).parent_path();
    int links = 0;
    for (auto at = text.find("]("); at != text.npos; at = text.find("](", at + 2)) {
      const std::string target = text.substr(at + 2, text.find_first_of("#)", at + 2) - at - 2);
      if (target.empty() || target.find("://") != target.npos) continue;
      INFO(page << ": " << target);
      CHECK(std::filesystem::exists(REGWATCH_SOURCE_DIR / directory / target));
      ++links;
    }
    CHECK(links >= 2);
  }
}

}  // namespace regwatch
