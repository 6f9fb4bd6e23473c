#include "app/english_file.h"

#include <catch2/catch.hpp>

#include <chrono>
#include <filesystem>

#include "app/sources_file.h"
#include "base/text.h"
#include "render/english_phrase.h"
#include "render/english_title.h"
#include "tests/app/english_sample.h"
#include "tests/app/program.h"

using namespace regwatch;
using namespace regwatch::testing;

namespace {

const std::filesystem::path root = REGWATCH_SOURCE_DIR;

std::string said_of(const EnglishTitle& title) {
  if (title.words.empty()) return "-";
  if (!title.deed.empty()) return fill_english(title.deed, title.words);
  const bool tail = !title.tail.empty();
  return title.words + (tail ? " " + title.tail : "");
}

}  // namespace

TEST_CASE("a title is said in English where every part of it is known, and else not at all") {
  const EnglishNames names = shipped_names();
  std::size_t count = 0;
  for (const auto& line : lines_of(read_whole(root / "tests/app/english_titles.tsv"))) {
    if (line.empty() || line.front() == '#') continue;
    const auto cells = split(line, '\t');
    REQUIRE(cells.size() == 3);
    const EnglishTitle title = english_title_of(cells[0], names);
    INFO(line);
    CHECK(said_of(title) == cells[1]);
    CHECK((title.type.empty() ? "-" : title.type) == cells[2]);
    ++count;
  }
  CHECK(count > 20);
}

TEST_CASE("every institution that is watched has a name that a sentence can say") {
  const EnglishNames names = shipped_names();
  for (const Source& source : load_sources({{(root / "sources.toml").string()}})) {
    INFO(source.authority);
    const auto found = names.publishers.find(source.authority);
    REQUIRE(found != names.publishers.end());
    const auto& [name, brief] = found->second;
    CHECK((name.starts_with("the ") || name == "China Central Television"));
    CHECK(name.find("the the ") == name.npos);
    CHECK(name.find(',') == name.npos);
    CHECK(brief.size() < name.size());
  }
  CHECK(names.publishers.at("CC-PBOC").name == "the Jilin Branch of the People's Bank of China");
  for (const auto& [code, former] : names.formers) {
    INFO(code);
    CHECK(names.publishers.contains(code));
    CHECK(former.called.name.starts_with("the "));
  }
  for (const auto& [chinese, code] : names.bodies) {
    INFO(chinese << " " << code);
    CHECK(names.publishers.contains(code));
  }
}

TEST_CASE("a line of english.toml that says nothing usable is named by its number") {
  struct Wrong {
    std::string toml, problem;
  };
  const Wrong wrong[] = {
      {"[document]\n\"办法\" = \"measures\"\n",
       "e.toml:2: [document] 办法: English words with one {} "},
      {"[term]\n\"算法\" = \"algorithms {}\"\n", "e.toml:2: [term] 算法: English words without {}"},
      {"[behind]\n\"出境\" = \"{} of {}\"\n", "e.toml:2: [behind] 出境: English words with one {}"},
      {"[deed]\n\"开展\" = \"launched {}\"\n", "e.toml:2: "},
      {"[publisher]\nCAC = 7\n", "e.toml:2: "},
      {"[formerly]\nNFRA = [\"yesterday\", \"a\", \"b\"]\n",
       "e.toml:2: [formerly] NFRA: [last day"},
      {"[terms]\n", "did you mean 'term'?"},
      {"[term]\n\"算法\" = \"a\"\n\"算法\" = \"b\"\n", "e.toml:3"},
      {"term = 1\n", "e.toml:1: "},
  };
  for (const auto& [toml, problem] : wrong) {
    const auto names = read_english(toml, "e.toml");
    INFO(toml);
    REQUIRE_FALSE(names);
    INFO(names.error().message);
    CHECK(names.error().message.find(problem) != std::string::npos);
  }
}

TEST_CASE("another english.toml is taken by its name, else the one that lies beside") {
  const Scratch scratch;
  scratch.write("sources.toml", "# none\n");
  scratch.write("regwatch.toml", "[english]\nnames = \"mine.toml\"\n");
  scratch.write("english.toml", "[term]\nbroken = \"{}\"\n");
  const auto month = [&](std::vector<std::string> more) {
    more.insert(more.begin(), {"export", "newsletter", "--month", "2022-04", "--db", "a.db",
                               "--sources", "sources.toml", "--now", "2022-05-05T00:30:00Z"});
    return run_program(more, scratch.path());
  };
  run_program({"run", "--db", "a.db", "--sources", "sources.toml"}, scratch.path());
  const Ran named = month({"--config", "regwatch.toml"});
  INFO(named.err);
  CHECK(named.status == 65);
  CHECK(named.err.find("mine.toml") != std::string::npos);
  scratch.write("mine.toml", "[term]\n\"算法\" = \"algorithms\"\n");
  CHECK(month({"--config", "regwatch.toml"}).status == 0);
  scratch.write("regwatch.toml", "");
  const Ran beside = month({});
  CHECK(beside.status == 78);
  CHECK(beside.err.find("english.toml:2") != std::string::npos);
}

TEST_CASE("a title that is made to be read in very many ways takes no time") {
  const EnglishNames names = shipped_names();
  const auto repeated = [](const std::string& words, int times) {
    std::string out;
    for (int i = 0; i < times; ++i) out += words;
    return out;
  };
  const std::string hostile[] = {
      repeated("开展", 30) + repeated("通知", 30),
      repeated("第1部分:", 30) + "通知",
      repeated("的", 130),
      repeated("数据和", 40),
      repeated("北京", 60),
      repeated("管理办法", 33),
      repeated("首例", 60) + "算法",
      repeated("中共中央", 90),
      "《" + repeated("数据安全管理", 20) + "办法》",
      "关于" + std::string(300, '(') + "通知",
      std::string("\xff\xfe\0\x01", 4) + "的通知",
      "2022年2022年2022年通知",
  };
  for (const std::string& title : hostile) {
    const auto begin = std::chrono::steady_clock::now();
    const EnglishTitle said = english_title_of(title, names);
    const auto took = std::chrono::steady_clock::now() - begin;
    INFO(title << " " << said.words);
    CHECK(took < std::chrono::milliseconds(500));
    CHECK(is_valid_utf8(said.words));
    for (const char c : said.words) CHECK(static_cast<unsigned char>(c) >= ' ');
  }
}
