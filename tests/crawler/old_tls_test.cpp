// Servers with old TLS habits, real ones: what each wants, and that nothing else lets us in.

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <fstream>
#include <iterator>
#include <thread>

#include "crawler/http_client.h"
#include "tests/temporary_directory.h"

namespace regwatch {

using namespace std::chrono_literals;

namespace {

// 1,024 bits, as servers of 2010 have it (openssl dhparam 1024).
constexpr const char* small_dh =
    "-----BEGIN DH PARAMETERS-----\n"
    "MIGHAoGBAIQgFzceQNxuMd/ZCGeC9Mi/jmMxjxR2pxkjVVEauyI9sTemE3zKKXI7\n"
    "UTcyEiAEV5n8KCVBk87DPT5TA86F9ChZKpBJMtuRUSdkNg1jVCljAB4SAIsiUACF\n"
    "zJumYIYtxIt91SNx0PJU0HbLEFuD5OeVEsMdAGwjok+thP3HKdQHAgEC\n"
    "-----END DH PARAMETERS-----\n";

// An authority of nobody's, and a certificate of localhost by it.
struct Certificates {
  Certificates() {
    std::ofstream(directory / "dh.pem") << small_dh;
    const std::string commands =
        "cd " + directory.text() +
        " && openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -subj /CN=ca"
        " && openssl req -newkey rsa:2048 -nodes -keyout key.pem -out csr.pem -subj /CN=localhost"
        " -addext subjectAltName=DNS:localhost"
        " && openssl x509 -req -in csr.pem -CA ca.pem -CAkey ca.key -CAcreateserial -out cert.pem"
        " -copy_extensions copy";
    REQUIRE(std::system(("(" + commands + ") >/dev/null 2>&1").c_str()) == 0);
  }
  std::string file(const std::string& name) const { return (directory / name).string(); }
  TemporaryDirectory directory;
};

// A server that a shell command starts; what it prints ends with its port.
class ShellServer {
 public:
  ShellServer(const Certificates& with, const std::string& command, int port)
      : port_(port), said_(with.file("said-" + std::to_string(++number_))) {
    const std::string line =
        "cd " + with.directory.text() + "; exec " + command + " >" + said_ + " 2>&1 </dev/null";
    process_ = ::fork();
    if (process_ == 0) {
      ::execl("/bin/sh", "sh", "-c", line.c_str(), nullptr);
      ::_exit(127);
    }
    for (int i = 0; i < 250 && !is_ready(); ++i) std::this_thread::sleep_for(20ms);
  }
  ~ShellServer() {
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
  }
  ShellServer(const ShellServer&) = delete;
  ShellServer& operator=(const ShellServer&) = delete;

  std::string host() const { return "localhost:" + std::to_string(port_); }

 private:
  bool is_ready() {
    std::ifstream in(said_);
    const std::string said{std::istreambuf_iterator<char>(in), {}};
    const auto accept = said.find("ACCEPT 127.0.0.1:");
    if (accept != said.npos && said.find('\n', accept) != said.npos)
      port_ = std::stoi(said.substr(accept + 17));
    return port_ != 0 && (accept != said.npos || said.find("done") != said.npos);
  }

  static inline int number_ = 0;
  int port_;
  std::string said_;
  pid_t process_ = 0;
};

Result<Response> get(const ShellServer& server, const Certificates& with,
                     const std::vector<std::string>& habits) {
  NetworkOptions options;
  options.operator_hosts = {server.host()};
  options.robots = false;
  options.pause = 0ms;
  options.total_timeout = 5s;
  options.retries = 0;
  Source source;
  source.id = "old";
  source.url = "https://" + server.host() + "/";
  source.tls = habits;
  if (std::find(habits.begin(), habits.end(), "extra-ca") != habits.end())
    source.extra_ca = with.file("ca.pem");
  HttpClient client(options);
  std::optional<Result<Response>> answer;
  FetchJob job;
  job.request = Request::get(source.url);
  job.source = &source;
  client.submit(std::move(job), [&](Result<Response> given) { answer = std::move(given); });
  client.run();
  REQUIRE(answer);
  return *answer;
}

int free_port() { return 20000 + static_cast<int>(::getpid() % 20000); }

}  // namespace

TEST_CASE("a server with an old TLS habit is reached with that habit only") {
  const Certificates certificates;
  const std::string openssl =
      "openssl s_server -accept 127.0.0.1:0 -cert cert.pem -key key.pem -www ";
  struct Case {
    const char* habit;
    std::string command;
    int port = 0;
  };
  const Case cases[] = {
      {"weak-dh", openssl + "-tls1_2 -cipher DHE-RSA-AES128-SHA:@SECLEVEL=0 -dhparam dh.pem"},
      {"tls-1.0", openssl + "-tls1 -cipher ALL:@SECLEVEL=0"},
      {"legacy-renegotiation",
       "gnutls-serv --http -p " + std::to_string(free_port()) +
           " --x509certfile cert.pem --x509keyfile key.pem --priority "
           "NORMAL:-VERS-TLS1.3:%DISABLE_SAFE_RENEGOTIATION",
       free_port()},
  };
  for (const Case& c : cases) {
    CAPTURE(c.habit);
    const ShellServer server(certificates, c.command, c.port);
    const auto refused = get(server, certificates, {"extra-ca"});
    REQUIRE_FALSE(refused.ok());
    INFO(refused.error().message);
    CHECK(refused.error().fault == Fault::unreachable);
    CHECK(refused.error().message.find("tls = [\"" + std::string(c.habit) + "\"]") !=
          std::string::npos);
    const auto reached = get(server, certificates, {"extra-ca", c.habit});
    INFO((reached ? "" : reached.error().message));
    CHECK((reached.ok() && reached->status == 200));
  }
}

TEST_CASE("a certificate by an authority of nobody's wants that authority") {
  const Certificates certificates;
  const ShellServer server(
      certificates, "openssl s_server -accept 127.0.0.1:0 -cert cert.pem -key key.pem -www", 0);
  const auto refused = get(server, certificates, {});
  REQUIRE_FALSE(refused.ok());
  INFO(refused.error().message);
  CHECK(refused.error().message.find("tls = [\"extra-ca\"]") != std::string::npos);
  CHECK(get(server, certificates, {"extra-ca"}).ok());
}

}  // namespace regwatch
