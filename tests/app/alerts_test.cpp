#include <catch2/catch.hpp>

#include "tests/app/program.h"
#include "tests/crawler/loopback_server.h"

using namespace regwatch::testing;

namespace {

const char* const list =
    "<html><body><ul class=\"list\">"
    "<li><a href=\"/a/1.html\">关于发布《数据办法》的公告</a><span>2026-09-17</span></li>"
    "<li><a href=\"/a/2.html\">关于发布《网络办法》的公告</a><span>2026-09-16</span></li>"
    "<li><a href=\"/a/3.html\">关于发布《算法办法》的公告</a><span>2026-09-15</span></li>"
    "</ul></body></html>";

/// One source and one switch on the same server; a log, a mailbox that nobody serves.
class Site {
 public:
  Site()
      : server_([](const SeenRequest& request) {
          if (request.target == "/ping/secret") return page("OK");
          return request.target == "/list/" ? page(list, "Content-Type: text/html\r\n")
                                            : status("404 Not Found");
        }) {
    scratch_.write("sources.toml",
                   "[[source]]\nid = \"one\"\nauthority = \"CAC\"\nname = \"one\"\nurl = \"" +
                       server_.url("/list/") +
                       "\"\nparser = \"html_list\"\nitem = \"ul.list > li\"\ntitle = \"a\"\n"
                       "link = \"a@href\"\ndate = \"span\"\n");
  }

  void configure(const std::string& alerts, const std::string& more = "") {
    scratch_.write("regwatch.toml",
                   "[alerts]\n" + alerts +
                       "\n[network]\nrobots = false\npause = \"1ms\"\n"
                       "[[subscription]]\nname = \"log\"\nchannel = \"log\"\n"
                       "path = \"log.jsonl\"\nhealth = true\nwhen = \"daily 08:30\"\n" +
                       more);
  }
  Ran run(std::vector<std::string> arguments) {
    for (const char* word : {"--db", "regwatch.db", "--sources", "sources.toml", "--archive", "w"})
      arguments.emplace_back(word);
    return run_program(arguments, scratch_.path());
  }
  std::size_t pings() const { return server_.count("/ping/secret"); }
  std::string ping() const { return server_.url("/ping/secret"); }
  const Scratch& scratch() const { return scratch_; }

 private:
  LoopbackServer server_;
  Scratch scratch_;
};

}  // namespace

TEST_CASE("a pass that told everybody pings, and no other does") {
  Site site;
  site.configure("ping = \"" + site.ping() + "\"");
  const Ran well = site.run({"run", "--all"});
  INFO(well.out << well.err);
  CHECK(well.status == 0);
  CHECK(site.pings() == 1);
  CHECK(site.run({"run", "--all", "--dry-run"}).status == 0);
  CHECK(site.pings() == 1);
  site.configure("ping = \"" + site.ping() + "\"",
                 "[mail]\nserver = \"smtp://127.0.0.1:1\"\nfrom = \"r@example.com\"\n"
                 "tls = \"off\"\n[[subscription]]\nname = \"mail\"\nchannel = \"mail\"\n"
                 "to = [\"a@example.com\"]\nwhen = \"daily 08:30\"\n");
  const Ran unsent = site.run({"run", "--all"});
  CHECK(unsent.status == 1);
  CHECK(site.pings() == 1);
}

TEST_CASE("a ping that fails is said, without its path, and fails no pass") {
  Site site;
  const std::string closed = closed_port_url() + "/secret";
  site.configure("ping_file = \"ping\"");
  site.scratch().write("ping", closed + "\n");
  const Ran ran = site.run({"run", "--all"});
  CHECK(ran.status == 0);
  CHECK(ran.err.find("[alerts] ping") != std::string::npos);
  CHECK(ran.err.find("secret") == std::string::npos);
}

TEST_CASE("recipients are listed, paused, resumed and tried again") {
  Site site;
  site.configure("overdue = \"2h\"",
                 "[mail]\nserver = \"smtp://127.0.0.1:1\"\nfrom = \"r@example.com\"\n"
                 "tls = \"off\"\n[[subscription]]\nname = \"mail\"\nchannel = \"mail\"\n"
                 "to = [\"a@example.com\", \"B@example.com\"]\nwhen = \"workdays 08:30\"\n"
                 "quiet = \"22:00-07:30\"\nquiet_days = [\"saturday\", \"sunday\"]\n");
  const std::string noon = "2026-09-18T04:00:00Z";
  CHECK(site.run({"run", "--all", "--now", noon}).status == 1);
  const Ran list = site.run({"alerts", "list", "--now", noon});
  INFO(list.out << list.err);
  CHECK(list.status == 0);
  CHECK(list.out.find("mail: mail, workdays 08:30 Asia/Shanghai\n"
                      "  next digest 2026-09-21 08:30\n"
                      "  waiting  a@example.com: 1 since 2026-09-18 12:00") != std::string::npos);
  for (const auto& line : lines_of(list.out)) CHECK(line.size() <= 80);
  CHECK(site.run({"alerts", "pause", "mail", "b@example.com", "--why", "on leave"}).status == 0);
  CHECK(site.run({"alerts", "pause", "mail", "c@example.com", "--why", "x"}).status == 64);
  CHECK(site.run({"alerts", "pause", "male", "a@example.com", "--why", "x"}).status == 64);
  const Ran json = site.run({"alerts", "list", "mail", "--json", "--now", noon});
  CHECK(count_of(json.out, "\n") == 1);
  CHECK(json.out.find("\"recipient\":\"B@example.com\",\"state\":\"paused\"") != std::string::npos);
  CHECK(json.out.find("\"cause\":\"operator\",\"why\":\"on leave\"") != std::string::npos);
  CHECK(site.run({"alerts", "resume", "mail"}).status == 0);
  CHECK(site.run({"alerts", "resume", "mail"}).status == 64);
  CHECK(site.run({"alerts", "retry", "mail", "--now", noon}).out.starts_with("1 given up"));
  CHECK(site.run({"alerts", "list", "--now", noon}).out.find("paused") == std::string::npos);
}

TEST_CASE("times that would never be told are refused with their line") {
  Site site;
  struct Case {
    const char* keys;
    const char* said;
  };
  const Case cases[] = {
      {"quiet = \"22:00\"\n", "quiet"},
      {"when = \"daily 23:00\"\nquiet = \"22:00-07:30\"\n", "never be told"},
      {"when = \"weekly sunday 09:00\"\nquiet_days = [\"sunday\"]\n", "never be told"},
      {"quiet_days = [\"someday\"]\n", "quiet_days"},
      {"urgent = true\n", "urgent"},
      {"[alerts]\nping = \"x\"\n", "ping"},
      {"[alerts]\nping_env = \"X\"\nping_file = \"y\"\n", "only one of"},
      {"[alerts]\noverdue = \"5s\"\n", "overdue"},
  };
  for (const auto& [keys, said] : cases) {
    INFO(keys);
    site.scratch().write(
        "regwatch.toml",
        "[[subscription]]\nname = \"log\"\nchannel = \"log\"\npath = \"x\"\n" + std::string(keys));
    const Ran ran = site.run({"alerts", "list"});
    CHECK(ran.status == 78);
    CHECK(ran.err.find(said) != std::string::npos);
    CHECK(ran.err.find("regwatch.toml:") != std::string::npos);
  }
}
