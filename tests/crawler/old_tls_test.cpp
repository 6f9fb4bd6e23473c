// Servers with old TLS habits, real ones: what each wants, and that nothing else lets us in.

#include <catch2/catch.hpp>
#include <chrono>

#include "crawler/http_client.h"
#include "tests/crawler/tls_server.h"

namespace regwatch {

using namespace std::chrono_literals;
using testing::Certificates;
using testing::ShellServer;

namespace {

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
