// The program behind a real web server, asked by a real client.

#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <csignal>
#include <cstdio>
#include <thread>

#include "storage/recipients.h"
#include "tests/app/program.h"
#include "tests/free_port.h"

namespace regwatch {
namespace {

namespace fs = std::filesystem;

std::string output_of(const std::string& command) {
  std::FILE* pipe = ::popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string out;
  char buffer[4096];
  for (std::size_t got; (got = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;)
    out.append(buffer, got);
  ::pclose(pipe);
  return out;
}

/// lighttpd on loopback, set up as the README says.
class WebServer {
 public:
  explicit WebServer(const testing::Scratch& scratch) : port_(free_port()) {
    const std::string directory = scratch.path().string();
    scratch.write("unsubscribe.cgi",
                  "#!/bin/sh\nexec " REGWATCH_PROGRAM " alerts unsubscribe-cgi --config " +
                      directory + "/regwatch.toml --db " + directory + "/regwatch.db\n");
    fs::permissions(scratch / "unsubscribe.cgi", fs::perms::owner_all);
    scratch.write("regwatch.toml", "");
    scratch.write("lighttpd.conf",
                  "server.document-root = \"" + directory + "/www\"\n" +
                      "server.bind = \"127.0.0.1\"\nserver.port = " + std::to_string(port_) +
                      "\nserver.modules = (\"mod_alias\", \"mod_cgi\")\n" + "server.errorlog = \"" +
                      directory + "/lighttpd.log\"\n" +
                      "alias.url = (\"/regwatch/unsubscribe\" => \"" + directory +
                      "/unsubscribe.cgi\")\ncgi.assign = (\"/unsubscribe.cgi\" => \"\")\n");
    scratch.write("www/index.html", "");
    const std::string configuration = (scratch / "lighttpd.conf").string();
    process_ = ::fork();
    REQUIRE(process_ >= 0);
    if (process_ == 0) {
      ::execl("/usr/sbin/lighttpd", "lighttpd", "-D", "-f", configuration.c_str(), nullptr);
      ::_exit(127);
    }
    for (int i = 0; i < 200 && ask("", "/").empty(); ++i)
      std::this_thread::sleep_for(std::chrono::milliseconds{25});
  }
  ~WebServer() {
    ::kill(process_, SIGTERM);
    ::waitpid(process_, nullptr, 0);
  }
  WebServer(const WebServer&) = delete;
  WebServer& operator=(const WebServer&) = delete;

  /// Head and body of the answer.
  std::string ask(const std::string& options, const std::string& path) const {
    return output_of("curl --silent --noproxy '*' --max-time 20 --include " + options +
                     " 'http://127.0.0.1:" + std::to_string(port_) + path + "'");
  }
  std::string unsubscribe(const std::string& options, const std::string& token) const {
    return ask(options, "/regwatch/unsubscribe?t=" + token);
  }

 private:
  int port_;
  pid_t process_ = -1;
};

bool is_status(const std::string& answer, int status) {
  return answer.starts_with("HTTP/1.1 " + std::to_string(status) + " ");
}

std::string body_of(const std::string& answer) { return answer.substr(answer.find("\r\n\r\n")); }

TEST_CASE("a web server lets recipients unsubscribe, by POST alone") {
  const testing::Scratch scratch;
  std::string mine, other;
  {
    Database database(scratch / "regwatch.db");
    mine = UnsubscribeTokens(database).token_of("daily", "a@example.com");
    other = UnsubscribeTokens(database).token_of("daily", "b@example.com");
  }
  const auto paused = [&] {
    Database database(scratch / "regwatch.db", Database::Mode::read_only);
    std::vector<std::string> names;
    for (const auto& each : PausedRecipients(database).all()) names.push_back(each.recipient);
    return names;
  };
  using Names = std::vector<std::string>;
  const WebServer server(scratch);

  const auto page = server.unsubscribe("", mine);
  CHECK(is_status(page, 200));
  CHECK(page.find("Cache-Control: no-store") != page.npos);
  CHECK(page.find("<form method=\"post\">") != page.npos);
  CHECK(is_status(server.unsubscribe("--head", mine), 200));
  CHECK(is_status(server.unsubscribe("--request PUT --data x", mine), 405));
  CHECK(is_status(server.unsubscribe("--data x=y", mine), 400));
  scratch.write("long", std::string(100'000, 'x'));
  CHECK(is_status(server.unsubscribe("--data @" + (scratch / "long").string(), mine), 413));
  const auto unknown =
      server.unsubscribe("--data List-Unsubscribe=One-Click", std::string(40, '0'));
  CHECK(is_status(unknown, 200));
  CHECK(paused().empty());

  const auto left = server.unsubscribe("--data List-Unsubscribe=One-Click", mine);
  CHECK(is_status(left, 200));
  CHECK(body_of(left) == body_of(unknown));
  CHECK(paused() == Names{"a@example.com"});
  CHECK(is_status(server.unsubscribe("--data List-Unsubscribe=One-Click", mine), 200));
  CHECK(is_status(server.unsubscribe("--form List-Unsubscribe=One-Click", other), 200));
  CHECK(paused() == Names{"a@example.com", "b@example.com"});
}

TEST_CASE("where there is no database, nothing is made and the answer says so") {
  const testing::Scratch scratch;
  const WebServer server(scratch);
  const std::string post = "--data List-Unsubscribe=One-Click";
  const auto answer = server.unsubscribe(post, std::string(40, '0'));
  CHECK(is_status(answer, 503));
  CHECK(answer.find("Retry-After: ") != answer.npos);
  CHECK_FALSE(fs::exists(scratch / "regwatch.db"));
  CHECK(is_status(server.unsubscribe("", std::string(40, '0')), 200));
}

TEST_CASE("the CGI program on a command line says what it is for") {
  const testing::Scratch scratch;
  const auto ran = testing::run_program({"alerts", "unsubscribe-cgi"}, scratch.path());
  CHECK(ran.status == 64);
  CHECK(ran.err.find("web server") != ran.err.npos);
}

}  // namespace
}  // namespace regwatch
