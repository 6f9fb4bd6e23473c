// The house stands as it was drawn: every #include of every source is read.

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <regex>

namespace fs = std::filesystem;

namespace {

const fs::path root = REGWATCH_SOURCE_DIR;

// In the order in which data flows, which is the order of dependency.
const std::vector<std::string> folders = {"base",   "crawler", "parsers", "documents", "diff",
                                          "render", "storage", "alerts",  "desk",      "app"};

struct Include {
  std::string file;  // Relative to the root.
  int line = 0;
  std::string target;
  bool quoted = false;
  std::string where() const { return file + ":" + std::to_string(line); }
};

std::vector<Include> includes_of(const fs::path& path) {
  static const std::regex pattern(R"re(^\s*#\s*include\s*([<"])([^>"]+)[>"].*)re");
  std::vector<Include> out;
  std::ifstream in(path);
  std::string text;
  for (int line = 1; std::getline(in, text); ++line) {
    std::smatch match;
    if (!std::regex_match(text, match, pattern)) continue;
    out.push_back({fs::relative(path, root).generic_string(), line, match[2], match[1] == "\""});
  }
  return out;
}

std::vector<Include> all_includes() {
  std::vector<Include> out;
  for (const auto& folder : folders) {
    if (!fs::exists(root / folder)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
      const auto extension = entry.path().extension();
      if (extension != ".h" && extension != ".cpp") continue;
      const auto of_file = includes_of(entry.path());
      out.insert(out.end(), of_file.begin(), of_file.end());
    }
  }
  return out;
}

std::size_t rank_of(const std::string& folder) {
  return static_cast<std::size_t>(std::find(folders.begin(), folders.end(), folder) -
                                  folders.begin());
}

std::string first_part(const std::string& path) { return path.substr(0, path.find('/')); }

bool begins_with(const std::string& text, const std::string& beginning) {
  return text.compare(0, beginning.size(), beginning) == 0;
}

// What is above in the order and still not to be known (DESIGN section 1, "may never know").
const std::vector<std::pair<std::string, std::vector<std::string>>> strangers = {
    {"alerts", {"parsers/parser.h", "parsers/html.h"}},
    {"storage", {"crawler/http_client.h", "parsers/parser.h", "parsers/html.h"}},
    {"documents",
     {"crawler/http_client.h", "crawler/fetcher.h", "crawler/transfer.h", "crawler/guard.h",
      "crawler/archive.h", "parsers/parser.h"}},
    {"diff", {"crawler/http_client.h", "crawler/archive.h"}},
    {"render", {"crawler/http_client.h", "crawler/archive.h"}},
};

struct Place {
  std::string header;                // Beginning of what stands between < and >.
  std::vector<std::string> allowed;  // Folders (with /) or files without their extension.
  int most_files = 100;
};

const std::vector<Place> places = {
    {"curl/", {"crawler/", "alerts/smtp"}},
    {"gumbo.h", {"parsers/"}, 2},
    {"libxml/", {"parsers/", "documents/xml"}, 2},
    {"seccomp.h", {"documents/confine"}},
    {"spawn.h", {"documents/child_process"}},
    // A program of the operator's is told by its exit status, and heard while it runs.
    {"sys/wait.h", {"crawler/browser_process", "documents/", "alerts/program"}},
    {"sys/prctl.h", {"crawler/browser_process", "documents/"}},
    {"sys/resource.h", {"documents/"}},
    {"sys/mman.h", {"documents/child"}},
    {"poll.h", {"crawler/beside", "documents/tool", "alerts/program"}},
    {"sys/socket.h", {"crawler/"}},
    {"netdb.h", {"crawler/"}},
    {"arpa/", {"crawler/"}},
    {"netinet/", {"crawler/"}},
    {"iconv.h", {"parsers/charset"}},
    {"nlohmann/",
     {"crawler/webdriver", "parsers/json", "render/", "storage/serialise", "alerts/channels/"}},
    {"kainjow/", {"render/template"}},
    {"archive.h", {"documents/archive_members", "render/zip"}},
    {"archive_entry.h", {"documents/archive_members", "render/zip"}},
    {"sqlite3.h", {"storage/"}},
    {"toml++/", {"app/"}},
    {"toml.hpp", {"app/"}},
    {"zlib.h", {"crawler/"}},
    {"libdeflate.h", {"crawler/"}},
    {"uchardet", {"parsers/"}, 2},
    {"openssl/", {"base/", "alerts/", "crawler/"}},
    {"date/", {"base/", "alerts/", "app/"}},
};

}  // namespace

TEST_CASE("a folder includes only itself and the folders above it") {
  const auto includes = all_includes();
  REQUIRE(includes.size() > 100);
  for (const Include& include : includes) {
    if (!include.quoted) continue;
    const std::string to = first_part(include.target);
    INFO(include.where() << " includes \"" << include.target << "\"");
    // Headers are named by their path in the house, so that the order can be read off them.
    const bool is_ours = rank_of(to) < folders.size();
    CHECK(is_ours);
    if (is_ours) CHECK(rank_of(to) <= rank_of(first_part(include.file)));
  }
}

TEST_CASE("a folder does not reach for what it may never know") {
  for (const Include& include : all_includes()) {
    for (const auto& [folder, unknown] : strangers) {
      if (first_part(include.file) != folder) continue;
      INFO(include.where() << " includes \"" << include.target << "\"");
      CHECK(std::find(unknown.begin(), unknown.end(), include.target) == unknown.end());
    }
  }
}

TEST_CASE("foreign headers stay in their places") {
  const auto includes = all_includes();
  for (const Place& place : places) {
    std::vector<std::string> files;
    for (const Include& include : includes) {
      if (!begins_with(include.target, place.header)) continue;
      const bool allowed =
          std::any_of(place.allowed.begin(), place.allowed.end(),
                      [&](const std::string& where) { return begins_with(include.file, where); });
      INFO(include.where() << " includes <" << include.target << ">");
      CHECK(allowed);
      if (std::find(files.begin(), files.end(), include.file) == files.end())
        files.push_back(include.file);
    }
    INFO("<" << place.header << "> is included by " << files.size() << " files");
    CHECK(static_cast<int>(files.size()) <= place.most_files);
  }
}

TEST_CASE("what only reads does not touch disk, network or clock") {
  for (const Include& include : all_includes()) {
    const std::string folder = first_part(include.file);
    if (folder != "parsers" && folder != "diff" && folder != "render") continue;
    for (const std::string header :
         {"fstream", "filesystem", "sys/socket.h", "netdb.h", "unistd.h", "fcntl.h", "spdlog/"}) {
      INFO(include.where() << " includes <" << include.target << ">");
      CHECK_FALSE(begins_with(include.target, header));
    }
  }
}

TEST_CASE("a header is included once and says so") {
  for (const auto& folder : folders) {
    if (!fs::exists(root / folder)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
      if (entry.path().extension() != ".h") continue;
      std::ifstream in(entry.path());
      std::string line;
      std::getline(in, line);
      INFO(entry.path());
      CHECK(line == "#pragma once");
    }
  }
}

// One flat namespace: two types of one name in different headers are undefined behaviour that no
// compiler and no linker tells of.
TEST_CASE("every type that a header defines has a name of its own") {
  static const std::regex definition(
      R"re(^(?:struct|class|enum class) (\w+)(?: : [^;{]*)? \{.*)re");
  std::map<std::string, std::string> places_of_types;
  for (const auto& folder : folders) {
    if (!fs::exists(root / folder)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(root / folder)) {
      if (entry.path().extension() != ".h") continue;
      std::ifstream in(entry.path());
      const std::string file = fs::relative(entry.path(), root).generic_string();
      for (std::string line; std::getline(in, line);) {
        std::smatch match;
        if (!std::regex_match(line, match, definition)) continue;
        const auto [known, is_new] = places_of_types.try_emplace(match[1], file);
        INFO(match[1] << " is defined in " << known->second << " and in " << file);
        CHECK(is_new);
      }
    }
  }
  CHECK(places_of_types.size() > 100);
}
