// Every message that goes out by HTTP: against servers that answer, that do not, and that mean
// harm.

#include "crawler/post.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <functional>
#include <thread>

#include "base/text.h"
#include "tests/crawler/loopback_server.h"
#include "tests/crawler/tls_server.h"

namespace regwatch {

using namespace std::chrono_literals;
using testing::Certificates;
using testing::LoopbackServer;
using testing::RawReply;
using testing::SeenRequest;
using testing::ShellServer;

namespace {

PostRequest to(const std::string& url) {
  PostRequest request;
  request.url = url;
  request.headers = {{"Content-Type", "application/json"}};
  request.body = R"({"type":"notice.appeared"})";
  request.timeout = 3s;
  return request;
}

PostOutcome answered_with(RawReply reply) {
  const LoopbackServer server([&](const SeenRequest&) { return reply; });
  PostRequest request = to(server.url("/hook"));
  request.timeout = 600ms;
  return post(request, {});
}

// Takes one connection, does with it what it is told, and closes it.
class OneConnection {
 public:
  explicit OneConnection(std::function<void(int)> with) {
    listener_ = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    socklen_t size = sizeof address;
    auto* generic = reinterpret_cast<sockaddr*>(&address);
    REQUIRE(::bind(listener_, generic, size) == 0);
    REQUIRE(::listen(listener_, 1) == 0);
    REQUIRE(::getsockname(listener_, generic, &size) == 0);
    port_ = ntohs(address.sin_port);
    thread_ = std::thread([this, with = std::move(with)] {
      const int connection = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
      with(connection);
      ::close(connection);
    });
  }
  ~OneConnection() {
    thread_.join();
    ::close(listener_);
  }
  OneConnection(const OneConnection&) = delete;
  OneConnection& operator=(const OneConnection&) = delete;
  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_) + "/hook?key=k"; }

 private:
  int listener_ = -1;
  int port_ = 0;
  std::thread thread_;
};

// One byte after the other, for as long as somebody listens.
void drip(int connection, std::string_view beginning, std::string_view forever, bool slowly) {
  (void)::send(connection, beginning.data(), beginning.size(), MSG_NOSIGNAL);
  while (::send(connection, forever.data(), forever.size(), MSG_NOSIGNAL) > 0) {
    if (slowly) std::this_thread::sleep_for(20ms);
  }
}

}  // namespace

TEST_CASE("a message is posted as it stands, by a client that says what it is") {
  const LoopbackServer server([](const SeenRequest&) { return testing::page("ok"); });
  const auto outcome = post(to(server.url("/hook?key=k")), {});
  REQUIRE(outcome.answer);
  CHECK(outcome.answer->status == 200);
  CHECK(outcome.answer->body == "ok");
  CHECK_FALSE(outcome.answer->cut);
  const auto seen = server.requests();
  REQUIRE(seen.size() == 1);
  CHECK(seen[0].method == "POST");
  CHECK(seen[0].target == "/hook?key=k");
  CHECK(seen[0].body == R"({"type":"notice.appeared"})");
  CHECK(seen[0].has_line("User-Agent: regwatch/1.0"));
  CHECK(seen[0].has_line("Content-Type: application/json"));
  CHECK_FALSE(seen[0].has_field("Expect"));
  CHECK_FALSE(seen[0].has_field("Accept-Encoding"));
}

TEST_CASE("a large body is sent without asking first whether it is welcome") {
  const LoopbackServer server([](const SeenRequest&) { return testing::page("ok"); });
  PostRequest request = to(server.url("/hook"));
  request.body = std::string(3'000'000, 'x');
  REQUIRE(post(request, {}).answer);
  CHECK(server.requests()[0].body.size() == 3'000'000);
  CHECK_FALSE(server.requests()[0].has_field("Expect"));
}

TEST_CASE("a GET has no body") {
  const LoopbackServer server([](const SeenRequest&) { return testing::page("ok"); });
  PostRequest request = to(server.url("/ping"));
  request.method = "GET";
  request.body.clear();
  REQUIRE(post(request, {}).answer);
  CHECK(server.requests()[0].method == "GET");
  CHECK_FALSE(server.requests()[0].has_field("Content-Length"));
}

TEST_CASE("no value of a header field begins another") {
  const LoopbackServer server([](const SeenRequest&) { return testing::page("ok"); });
  PostRequest request = to(server.url("/hook"));
  request.headers.push_back(
      {"X-Subscription", std::string("a\r\nX-Evil: 1\nX-Worse: 2\0\x7f", 27)});
  PostManners manners;
  manners.user_agent = "regwatch\r\nX-Agent: 1";
  REQUIRE(post(request, manners).answer);
  const auto seen = server.requests().at(0);
  CHECK(seen.has_line("X-Subscription: aX-Evil: 1X-Worse: 2"));
  CHECK_FALSE(seen.has_field("X-Evil"));
  CHECK_FALSE(seen.has_field("X-Worse"));
  CHECK_FALSE(seen.has_field("X-Agent"));
}

TEST_CASE("what is no answer of its own, and what is one") {
  struct Case {
    const char* sentence;
    std::string bytes;
    int status;  // 0: no answer.
    const char* body;
  };
  const Case cases[] = {
      {"no content", "HTTP/1.1 204 No Content\r\n\r\n", 204, ""},
      {"an interim answer before the final one",
       "HTTP/1.1 100 Continue\r\nX-Interim: 1\r\n\r\nHTTP/1.1 202 Accepted\r\nContent-Length: "
       "1\r\n\r\nk",
       202, "k"},
      {"an interim answer alone", "HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n", 0, ""},
      {"a body that breaks off", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf", 200, "half"},
      {"a head that breaks off", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n", 0, ""},
      {"no HTTP", "220 mail.example.com ESMTP\r\n", 0, ""},
      {"a chunk that is none", "HTTP/1.1 500 No\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", 500,
       ""},
      {"a trailer that poses as a head",
       "HTTP/1.1 404 No\r\nTransfer-Encoding: chunked\r\n\r\n0\r\nHTTP/1.1 200 OK: 1\r\n\r\n", 404,
       ""},
  };
  for (const auto& [sentence, bytes, status, body] : cases) {
    INFO(sentence);
    RawReply reply;
    reply.bytes = bytes;
    const auto outcome = answered_with(reply);
    CHECK(outcome.answer.has_value() == (status != 0));
    if (outcome.answer) {
      CHECK(outcome.answer->status == status);
      CHECK(outcome.answer->body == body);
      CHECK_FALSE(outcome.answer->headers.contains("x-interim"));
    } else {
      CHECK(outcome.may_have_arrived);
      CHECK_FALSE(outcome.why.empty());
    }
  }
}

TEST_CASE("a redirect is an answer and is not followed") {
  const LoopbackServer server([](const SeenRequest& seen) {
    return seen.target == "/hook"
               ? testing::status("307 Temporary Redirect", "Location: /other\r\n")
               : testing::page("ok");
  });
  const auto outcome = post(to(server.url("/hook")), {});
  REQUIRE(outcome.answer);
  CHECK(outcome.answer->status == 307);
  CHECK(server.count("/other") == 0);
}

TEST_CASE("a compressed body that nobody asked for is left as it came") {
  const std::string packed = testing::gzip_of(std::string(2'000'000, 'a'));
  const auto outcome = answered_with(testing::page(packed, "Content-Encoding: gzip\r\n"));
  REQUIRE(outcome.answer);
  CHECK(outcome.answer->body == packed);
}

TEST_CASE("how long to wait is read as seconds and as a date") {
  struct Case {
    const char* value;
    std::optional<std::chrono::seconds> wait;
  };
  const Case cases[] = {
      {"120", 120s},
      {"0", 0s},
      {"-5", 0s},
      {"99999999", 24h},
      {"soon", {}},
      {"1e3", {}},
      {"", {}},
      {"Sun, 06 Nov 1994 08:49:37 GMT", 0s},
      {"999999999999999999999999", {}},
      {"Fri, 31 Dec 2136 23:59:59 GMT", 24h},
  };
  for (const auto& [value, wait] : cases) {
    INFO(value);
    const auto outcome =
        answered_with(testing::status("503 Busy", "Retry-After: " + std::string(value) + "\r\n"));
    REQUIRE(outcome.answer);
    CHECK(outcome.answer->retry_after == wait);
  }
  char date[64];
  const std::time_t later = std::time(nullptr) + 300;
  std::strftime(date, sizeof date, "%a, %d %b %Y %H:%M:%S GMT", std::gmtime(&later));
  const auto outcome =
      answered_with(testing::status("429 Slow down", "Retry-After: " + std::string(date) + "\r\n"));
  REQUIRE(outcome.answer);
  REQUIRE(outcome.answer->retry_after);
  CHECK(*outcome.answer->retry_after > 290s);
  CHECK(*outcome.answer->retry_after <= 300s);
}

TEST_CASE("nobody there: nothing can have arrived") {
  const auto outcome = post(to(testing::closed_port_url() + "hook?key=secret"), {});
  CHECK_FALSE(outcome.answer);
  CHECK_FALSE(outcome.may_have_arrived);
  CHECK(icontains(outcome.why, "127.0.0.1"));
  CHECK_FALSE(icontains(outcome.why, "secret"));
}

TEST_CASE("a connection that breaks before the whole request was taken: nothing can have arrived") {
  const OneConnection server([](int connection) {
    // A small window and a reset: the rest has nowhere to go.
    char some[1000];
    (void)::recv(connection, some, sizeof some, 0);
    const linger reset{1, 0};
    ::setsockopt(connection, SOL_SOCKET, SO_LINGER, &reset, sizeof reset);
  });
  PostRequest request = to(server.url());
  request.body = std::string(32'000'000, 'x');
  const auto outcome = post(request, {});
  CHECK_FALSE(outcome.answer);
  CHECK_FALSE(outcome.may_have_arrived);
  CHECK_FALSE(icontains(outcome.why, "key=k"));
}

TEST_CASE("a connection that closes without a word after the request leaves it unknown") {
  const OneConnection server([](int connection) {
    char some[4096];
    (void)::recv(connection, some, sizeof some, 0);
  });
  const auto outcome = post(to(server.url()), {});
  CHECK_FALSE(outcome.answer);
  CHECK(outcome.may_have_arrived);
}

TEST_CASE("a server without end is left in time, and what it had answered counts") {
  struct Case {
    const char* sentence;
    std::string beginning, forever;
    bool slowly;
    int status;  // 0: no answer.
  };
  const Case cases[] = {
      {"header fields without end", "HTTP/1.1 200 OK\r\n", "X-A: " + std::string(500, 'a') + "\r\n",
       false, 0},
      {"one field without end", "HTTP/1.1 200 OK\r\nX-A: ", std::string(5000, 'a'), false, 0},
      {"interim answers without end", "", "HTTP/1.1 100 Continue\r\n\r\n", false, 0},
      {"header fields that drip", "HTTP/1.1 200 OK\r\n", "X: 1\r\n", true, 0},
      {"a body without end", "HTTP/1.1 200 OK\r\n\r\n", std::string(5000, 'b'), false, 200},
      {"a body that drips", "HTTP/1.1 500 No\r\n\r\n", "b", true, 500},
  };
  for (const auto& [sentence, beginning, forever, slowly, status] : cases) {
    INFO(sentence);
    const auto start = std::chrono::steady_clock::now();
    const OneConnection server([&, start_with = beginning, go_on = forever, slow = slowly](int to) {
      char some[4096];
      (void)::recv(to, some, sizeof some, 0);
      drip(to, start_with, go_on, slow);
    });
    PostRequest request = to(server.url());
    request.timeout = 700ms;
    const auto outcome = post(request, {});
    CHECK(std::chrono::steady_clock::now() - start < 3s);
    CHECK(outcome.answer.has_value() == (status != 0));
    CHECK(outcome.may_have_arrived == (status == 0));
    if (!outcome.answer) continue;
    CHECK(outcome.answer->status == status);
    CHECK(outcome.answer->cut);
    CHECK(outcome.answer->body.size() <= request.max_answer);
  }
}

TEST_CASE("what is no address that may be posted to is refused unsent") {
  for (const char* url : {"ftp://example.com/", "file:///etc/passwd", "", "hooks.example.com/x",
                          "https://user:secret@hooks.example.com/"}) {
    INFO(url);
    const auto outcome = post(to(url), {});
    CHECK_FALSE(outcome.answer);
    CHECK_FALSE(outcome.may_have_arrived);
    CHECK_FALSE(icontains(outcome.why, "secret"));
  }
}

// 2852039166 is 169.254.169.254, and 0 is 0.0.0.0: names that resolve to such an address, as one
// that changes its answer would.
TEST_CASE("a name that leads to an address where nobody serves hooks is refused") {
  for (const char* host : {"2852039166", "0", "0xA9FEA9FE"}) {
    INFO(host);
    const auto outcome = post(to("http://" + std::string(host) + "/latest/meta-data"), {});
    CHECK_FALSE(outcome.answer);
    CHECK_FALSE(outcome.may_have_arrived);
    CHECK(icontains(outcome.why, "the outbound guard refuses"));
  }
}

TEST_CASE("the operator's own host may be on a private address, by its name too") {
  const LoopbackServer server([](const SeenRequest&) { return testing::page("ok"); });
  CHECK(post(to("http://localhost:" + std::to_string(server.port()) + "/hook"), {}).answer);
}

TEST_CASE("a certificate by an authority of nobody's is refused, and nothing is handed over") {
  const Certificates certificates;
  const ShellServer server(
      certificates, "openssl s_server -accept 127.0.0.1:0 -cert cert.pem -key key.pem -www", 0);
  PostRequest request = to("https://" + server.host() + "/hook");
  const auto refused = post(request, {});
  CHECK_FALSE(refused.answer);
  CHECK_FALSE(refused.may_have_arrived);
  CHECK(icontains(refused.why, "certificate"));
  request.ca_file = certificates.file("ca.pem");
  // This server answers nothing but a GET.
  request.method = "GET";
  request.body.clear();
  const auto accepted = post(request, {});
  REQUIRE(accepted.answer);
  CHECK(accepted.answer->status == 200);
}

TEST_CASE("through a proxy the answer is the server's, and a proxy's refusal is none") {
  const LoopbackServer proxy([](const SeenRequest& seen) {
    return seen.method == "CONNECT" ? testing::status("200 but no tunnel")
                                    : testing::status("201 Created");
  });
  const LoopbackServer shut([](const SeenRequest&) { return testing::status("403 Forbidden"); });
  PostManners manners;
  manners.proxy = "http://" + proxy.host();
  const auto plain = post(to("http://127.0.0.1:81/hook"), manners);
  REQUIRE(plain.answer);
  CHECK(plain.answer->status == 201);
  const auto no_tls = post(to("https://127.0.0.1:81/hook"), manners);
  CHECK_FALSE(no_tls.answer);
  CHECK_FALSE(no_tls.may_have_arrived);
  manners.proxy = "http://" + shut.host();
  const auto refused = post(to("https://127.0.0.1:81/hook"), manners);
  CHECK_FALSE(refused.answer);
  CHECK_FALSE(refused.may_have_arrived);
  CHECK(icontains(refused.why, "403"));
}

TEST_CASE("an address is shown without what may be its secret") {
  CHECK(without_secrets("https://hooks.example.com:8443/services/T0/B0/x?k=1") ==
        "https://hooks.example.com:8443/…");
  CHECK(without_secrets("not one") == "(no address)");
}

}  // namespace regwatch
