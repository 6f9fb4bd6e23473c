#include <catch2/catch.hpp>

#include "tests/app/program.h"

using namespace regwatch::testing;

namespace {

const std::string demo = REGWATCH_SOURCE_DIR "/demo";

struct Morning {
  std::string name;
  std::string now;
};
const Morning mornings[] = {{"morning-1", "2026-09-16T00:45:00Z"},
                            {"morning-2", "2026-09-19T00:45:00Z"},
                            {"morning-3", "2026-09-21T00:45:00Z"}};

// The demo's mornings for the log channel, which shows every delivery as a line.
class Demo {
 public:
  Demo() {
    scratch_.write("regwatch.toml",
                   "[[subscription]]\nname = \"log\"\nchannel = \"log\"\npath = "
                   "\"alerts.jsonl\"\nhealth = true\n"
                   "notices = true\n");
    for (const auto& morning : mornings) {
      const auto packed = run_program({"archive", "pack", demo + "/" + morning.name + ".tsv", "-o",
                                       (scratch_ / (morning.name + ".warc.gz")).string()},
                                      scratch_.path());
      REQUIRE(packed.status == 0);
    }
  }

  Ran run(const Morning& morning, const std::map<std::string, std::string>& environment = {}) {
    return run_program(
        {"run", "--all", "--json", "--config", "regwatch.toml", "--sources", demo + "/sources.toml",
         "--db", "regwatch.db", "--replay", morning.name + ".warc.gz", "--now", morning.now},
        scratch_.path(), environment);
  }
  Ran ask(std::vector<std::string> arguments) {
    for (const char* word : {"--db", "regwatch.db", "--sources"}) arguments.emplace_back(word);
    arguments.push_back(demo + "/sources.toml");
    return run_program(arguments, scratch_.path());
  }
  std::string alerts() const { return scratch_.read("alerts.jsonl"); }

 private:
  Scratch scratch_;
};

}  // namespace

TEST_CASE("three mornings: a baseline, then exactly what each brought") {
  Demo demo_run;
  const Ran first = demo_run.run(mornings[0]);
  INFO(first.err);
  CHECK(first.status == 0);
  CHECK(demo_run.alerts().empty());
  CHECK(lines_of(demo_run.ask({"items", "--json"}).out).size() == 13);

  const Ran second = demo_run.run(mornings[1]);
  INFO(second.err);
  CHECK(second.status == 1);  // csrc-orders broke.
  const std::string after_second = demo_run.alerts();
  INFO(after_second);
  CHECK(count_of(after_second, "\"change\":\"appeared\"") == 4);
  CHECK(count_of(after_second, "保障未成年人健康安全使用网络的规定") >= 1);
  CHECK(count_of(after_second, "2026-10-17") >= 1);
  CHECK(count_of(after_second, "\"change\":\"amended\"") == 1);
  CHECK(count_of(after_second, "系统维护") >= 1);
  CHECK(count_of(after_second, "\"change\":\"withdrawn\"") == 0);

  const Ran third = demo_run.run(mornings[2]);
  INFO(third.err);
  CHECK(third.status == 0);
  const std::string fresh = demo_run.alerts().substr(after_second.size());
  INFO(fresh);
  CHECK(count_of(fresh, "\"change\":\"appeared\"") == 2);
  CHECK(count_of(fresh, "\"change\":\"deadline_moved\"") == 1);
  CHECK(count_of(fresh, "2026-10-31") >= 1);
  CHECK(count_of(fresh, "\"change\":\"withdrawn\"") == 1);
  CHECK(count_of(fresh, "csrc-orders") >= 1);
}

TEST_CASE("a morning replayed twice brings nothing new") {
  Demo demo_run;
  demo_run.run(mornings[0]);
  demo_run.run(mornings[1]);
  const std::string before = demo_run.alerts();
  demo_run.run(mornings[1]);
  CHECK(demo_run.alerts() == before);
}

TEST_CASE("a pass that is killed anywhere loses nothing and tells nothing twice") {
  Demo whole;
  whole.run(mornings[0]);
  whole.run(mornings[1]);
  const auto expected = lines_of(whole.alerts()).size();
  const std::string expected_items = whole.ask({"items", "--json"}).out;
  REQUIRE(expected >= 6);

  const std::string point =
      GENERATE(as<std::string>{}, "notice:before-transaction", "notice:between-version-and-change",
               "notice:between-change-and-deliveries", "notice:before-commit",
               "notice:after-commit", "notice:after-commit:2", "notice:after-commit:4",
               "amended:before-commit", "list:before-commit", "list:after-commit",
               "telling:before-freeze", "telling:after-freeze", "telling:before-sending-mark",
               "telling:before-send", "telling:after-send", "telling:after-sent-mark");
  Demo crashed;
  crashed.run(mornings[0]);
  const Ran killed = crashed.run(mornings[1], {{"REGWATCH_CRASH_AT", point}});
  INFO(point);
  CHECK(killed.status == 128 + 9);
  crashed.run(mornings[1]);
  CHECK(lines_of(crashed.alerts()).size() == expected);
  CHECK(crashed.ask({"items", "--json"}).out == expected_items);
}

TEST_CASE("a baseline's first crash is a baseline still") {
  Demo demo_run;
  CHECK(demo_run.run(mornings[0], {{"REGWATCH_CRASH_AT", "baseline:before-commit"}}).status ==
        128 + 9);
  CHECK(
      demo_run.run(mornings[0], {{"REGWATCH_CRASH_AT", "first-reading:before-commit:3"}}).status ==
      128 + 9);
  CHECK(demo_run.run(mornings[0]).status == 0);
  CHECK(demo_run.alerts().empty());
  CHECK(lines_of(demo_run.ask({"items", "--json"}).out).size() == 13);
}

TEST_CASE("a comment deadline at hand is told of once at each step") {
  Demo demo_run;
  demo_run.run(mornings[0]);
  demo_run.run(mornings[1]);
  std::size_t told = demo_run.alerts().size();
  const auto reminders_on = [&](const char* date) {
    const Ran ran = demo_run.run({mornings[1].name, std::string(date) + "T00:45:00Z"});
    INFO(ran.err);
    const std::string fresh = demo_run.alerts().substr(told);
    told += fresh.size();
    INFO(fresh);
    CHECK(count_of(fresh, "\"change\":\"appeared\"") == 0);
    return count_of(fresh, "\"change\":\"deadline_near\"");
  };
  // Four drafts end on 10-02, 10-11, 10-14 and 10-17.
  CHECK(reminders_on("2026-09-24") == 0);
  CHECK(reminders_on("2026-09-25") == 1);
  CHECK(reminders_on("2026-09-26") == 0);
  CHECK(reminders_on("2026-10-01") == 1);
  CHECK(reminders_on("2026-10-12") == 2);
  CHECK(reminders_on("2026-10-18") == 0);
}
