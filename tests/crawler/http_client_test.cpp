#include "crawler/http_client.h"

#include <catch2/catch.hpp>
#include <set>

#include "base/sha256.h"
#include "base/text.h"
#include "tests/crawler/loopback_server.h"

namespace regwatch {

using namespace std::chrono_literals;
using testing::gzip_of;
using testing::LoopbackServer;
using testing::page;
using testing::RawReply;
using testing::SeenRequest;
using testing::status;

namespace {

struct Captured {
  std::string url;
  std::string request_head;
  std::string response_head;
  std::string payload;
  std::string remote_ip;
};

class MemorySink : public CaptureSink {
 public:
  Result<CaptureRef> capture(const Exchange& exchange) override {
    if (full) return Error{Fault::unwritable, "no space left"};
    kept.push_back({exchange.url, exchange.request_head, exchange.response_head,
                    std::string(exchange.payload), exchange.remote_ip});
    return CaptureRef{"memory", kept.size(), sha256_hex(exchange.payload)};
  }
  void sync() override { ++syncs; }

  bool full = false;
  int syncs = 0;
  std::vector<Captured> kept;
};

NetworkOptions quick(const LoopbackServer& server) {
  NetworkOptions options;
  options.operator_hosts = {server.host()};
  options.pause = 0ms;
  options.backoff = 5ms;
  options.robots = false;
  options.connect_timeout = 500ms;
  options.total_timeout = 800ms;
  return options;
}

Source source_at(const std::string& url) {
  Source source;
  source.id = "test";
  source.url = url;
  return source;
}

// One client with a source whose pages all lie on one server.
struct Bench {
  explicit Bench(LoopbackServer::Handler handler)
      : server(std::move(handler)), options(quick(server)), source(source_at(server.url("/"))) {}

  Result<Response> fetch(FetchJob job) {
    if (!client) client = std::make_unique<HttpClient>(options, sink);
    if (job.source == nullptr) job.source = &source;
    std::optional<Result<Response>> answer;
    client->submit(std::move(job), [&](Result<Response> result) {
      REQUIRE_FALSE(answer);
      answer = std::move(result);
    });
    client->run();
    REQUIRE(answer);
    return *answer;
  }

  Result<Response> get(const std::string& path) {
    FetchJob job;
    job.request = Request::get(server.url(path));
    return fetch(std::move(job));
  }

  Error get_error(const std::string& path) {
    const auto answer = get(path);
    REQUIRE_FALSE(answer.ok());
    return answer.error();
  }

  LoopbackServer server;
  NetworkOptions options;
  Source source;
  MemorySink* sink = nullptr;
  std::unique_ptr<HttpClient> client;
};

bool contains(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }

}  // namespace

TEST_CASE("a page is fetched with the headers that a source and the client set") {
  Bench bench([](const SeenRequest&) { return page("<p>好</p>", "ETag: \"a\"\r\n"); });
  bench.source.user_agent = "Mozilla/5.0 Test";
  bench.source.referer = "https://www.miit.gov.cn/";
  const auto answer = bench.get("/a?b=1#part");
  REQUIRE(answer.ok());
  CHECK(answer->status == 200);
  CHECK(answer->body == "<p>好</p>");
  CHECK(answer->body_sha256 == sha256_hex("<p>好</p>"));
  CHECK(answer->url == bench.server.url("/a?b=1"));
  CHECK(answer->requested_url == bench.server.url("/a?b=1#part"));
  CHECK(find_header(answer->headers, "etag") == std::optional<std::string>("\"a\""));
  CHECK_FALSE(answer->truncated);
  CHECK(answer->bytes_received == 10);
  const auto seen = bench.server.requests().at(0);
  CHECK(seen.target == "/a?b=1");
  for (const std::string line :
       {"User-Agent: Mozilla/5.0 Test", "Referer: https://www.miit.gov.cn/",
        "Accept-Encoding: gzip, deflate", "Accept-Language: zh-CN,zh;q=0.9,en;q=0.5"}) {
    CAPTURE(line);
    CHECK(seen.has_line(line));
  }
  CHECK(seen.has_line("Host: " + bench.server.host()));
  CHECK_FALSE(seen.has_field("If-None-Match"));
}

TEST_CASE("a form is posted") {
  Bench bench([](const SeenRequest& seen) { return page(seen.method + ":" + seen.body); });
  FetchJob job;
  job.request = Request::post_form(bench.server.url("/q"), "page=1&name=%E5%85%AC");
  job.known.etag = "\"never-on-a-post\"";
  const auto answer = bench.fetch(std::move(job));
  REQUIRE(answer.ok());
  CHECK(answer->body == "POST:page=1&name=%E5%85%AC");
  const auto seen = bench.server.requests().at(0);
  CHECK(seen.has_line("Content-Type: application/x-www-form-urlencoded; charset=UTF-8"));
  CHECK_FALSE(seen.has_field("If-None-Match"));
}

TEST_CASE("known validators make the request conditional and a 304 passes through") {
  Bench bench([](const SeenRequest&) { return status("304 Not Modified", "ETag: \"b\"\r\n"); });
  FetchJob job;
  job.request = Request::get(bench.server.url("/"));
  job.known = {"W/\"a\"", "Fri, 18 Sep 2026 01:00:00 GMT"};
  const auto answer = bench.fetch(job);
  REQUIRE(answer.ok());
  CHECK(answer->not_modified());
  CHECK(answer->body_sha256.empty());
  CHECK(bench.server.requests().at(0).has_line("If-None-Match: W/\"a\""));
  CHECK(bench.server.requests().at(0).has_line("If-Modified-Since: Fri, 18 Sep 2026 01:00:00 GMT"));
  CHECK(bench.get_error("/").fault == Fault::broken);  // Nothing was known, so 304 says nothing.
}

TEST_CASE("a line end in a validator or header smuggles no further field") {
  Bench bench([](const SeenRequest&) { return page("x"); });
  FetchJob job;
  job.request = Request::get(bench.server.url("/"));
  job.request.headers = {{"X-Test", "a\r\nX-Evil: 1"}};
  job.known.etag = "\"a\"\r\nX-Evil: 1";
  REQUIRE(bench.fetch(job).ok());
  CHECK_FALSE(bench.server.requests().at(0).has_field("X-Evil"));
}

TEST_CASE("gzip and deflate are inflated and their damage shows") {
  std::string text;
  for (int i = 0; i < 2000; ++i) text += "第" + std::to_string(i) + "条 ";
  const std::string coded = gzip_of(text);
  std::map<std::string, RawReply> replies = {
      {"/gzip", page(coded, "Content-Encoding: gzip\r\n")},
      {"/x-gzip", page(coded, "content-encoding: X-GZIP\r\n")},
      {"/zlib", page(testing::zlib_of(text), "Content-Encoding: deflate\r\n")},
      {"/raw", page(testing::deflate_of(text), "Content-Encoding: deflate\r\n")},
      {"/twice", page(gzip_of(coded), "Content-Encoding: gzip, gzip\r\n")},
      {"/identity", page(text, "Content-Encoding: identity\r\n")},
      {"/half", page(coded.substr(0, coded.size() / 2), "Content-Encoding: gzip\r\n")},
      {"/unsaid", page(coded, "Content-Type: text/html\r\n")},
      {"/unasked", page(coded, "Content-Type: application/json\r\n")},
      {"/archive", page(coded, "Content-Type: application/octet-stream\r\n")},
      {"/boasting", RawReply{"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: " +
                             std::to_string(text.size()) + "\r\n\r\n" + coded}},
      {"/br", page("xyz", "Content-Encoding: br\r\n")},
      {"/lie", page("<html>plain</html>", "Content-Encoding: gzip\r\n")},
      {"/empty", page("", "Content-Encoding: gzip\r\n")},
  };
  Bench bench([&](const SeenRequest& seen) { return replies.at(seen.target); });
  for (const char* path : {"/gzip", "/x-gzip", "/zlib", "/raw", "/twice", "/identity", "/unsaid",
                           "/unasked", "/boasting"}) {
    CAPTURE(path);
    const auto answer = bench.get(path);
    REQUIRE(answer.ok());
    CHECK(answer->body == text);
    CHECK_FALSE(answer->truncated);
  }
  CHECK(bench.get("/archive")->body == coded);
  const auto half = bench.get("/half");
  REQUIRE(half.ok());
  CHECK(half->truncated);
  CHECK(half->body.size() > text.size() / 4);
  CHECK(text.substr(0, half->body.size()) == half->body);
  CHECK(bench.get_error("/br").fault == Fault::broken);
  CHECK(bench.get_error("/lie").fault == Fault::broken);
  CHECK(bench.get("/empty")->body.empty());
}

TEST_CASE("limits on size hold before and after inflation") {
  const std::string bomb = gzip_of(std::string(8u << 20, ' '));
  Bench bench([&](const SeenRequest& seen) {
    if (seen.target == "/bomb") return page(bomb, "Content-Encoding: gzip\r\n");
    if (seen.target == "/endless")
      return RawReply{"HTTP/1.1 200 OK\r\n\r\n" + std::string(300000, 'x')};
    return page(std::string(200000, 'x'));
  });
  for (const char* path : {"/bomb", "/endless", "/large"}) {
    CAPTURE(path);
    FetchJob job;
    job.request = Request::get(bench.server.url(path));
    job.max_body_bytes = 100000;
    const auto answer = bench.fetch(std::move(job));
    REQUIRE_FALSE(answer.ok());
    CHECK(answer.error().fault == Fault::too_large);
    CHECK(contains(answer.error().message, path));
  }
  CHECK(bench.server.requests().size() == 3);
}

TEST_CASE("a body shorter than announced is truncated") {
  Bench bench([](const SeenRequest& seen) {
    if (seen.target == "/chunked")
      return RawReply{
          "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n9\r\nwor"};
    if (seen.target == "/longer")
      return RawReply{"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello world"};
    return RawReply{"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nhello"};
  });
  const auto length = bench.get("/length");
  REQUIRE(length.ok());
  CHECK(length->truncated);
  CHECK(length->body == "hello");
  const auto chunked = bench.get("/chunked");
  REQUIRE(chunked.ok());
  CHECK(chunked->truncated);
  CHECK(contains(chunked->body, "hello"));
  const auto longer = bench.get("/longer");
  REQUIRE(longer.ok());
  CHECK(longer->body == "hello");
}

TEST_CASE("what is not HTTP is broken, and silence is unreachable") {
  Bench bench([](const SeenRequest& seen) {
    if (seen.target == "/garbage") return RawReply{"\x16\x03\x01 what is this\r\n\r\n"};
    if (seen.target == "/fields") {
      std::string fields = "HTTP/1.1 200 OK\r\n";
      while (fields.size() < 600000) fields += "X-Field: " + std::string(1000, 'x') + "\r\n";
      return RawReply{fields};
    }
    if (seen.target == "/interim") {
      std::string heads;
      for (int i = 0; i < 20000; ++i) heads += "HTTP/1.1 100 Continue\r\n\r\n";
      return RawReply{heads};
    }
    if (seen.target == "/slow") return RawReply{"", 2s};
    return RawReply{};
  });
  bench.options.retries = 0;
  bench.options.total_timeout = 150ms;
  bench.options.breaker_failures = 100;
  CHECK(bench.get_error("/garbage").fault == Fault::broken);
  CHECK(bench.get_error("/fields").fault == Fault::broken);
  CHECK(bench.get_error("/interim").fault == Fault::broken);
  CHECK(bench.get_error("/nothing").fault == Fault::unreachable);
  const auto begin = std::chrono::steady_clock::now();
  CHECK(bench.get_error("/slow").fault == Fault::unreachable);
  CHECK(std::chrono::steady_clock::now() - begin < 700ms);
}

TEST_CASE("redirects are followed hop by hop") {
  Bench bench([](const SeenRequest& seen) {
    if (seen.target == "/a") return status("301 Moved", "Location: /b#x\r\n");
    if (seen.target == "/b") return status("308 Moved", "Location: c\r\n");
    if (seen.target == "/temporary") return status("302 Found", "Location: ../a\r\n");
    if (seen.target == "/post") return status("302 Found", "Location: /echo\r\n");
    if (seen.target == "/keep") return status("307 Temporary", "Location: /echo\r\n");
    if (seen.target == "/echo") return page(seen.method + seen.body);
    if (seen.target == "/loop") return status("302 Found", "Location: /loop\r\n");
    if (seen.target == "/script") return status("302 Found", "Location: javascript:void(0)\r\n");
    if (seen.target == "/file") return status("302 Found", "Location: file:///etc/passwd\r\n");
    if (seen.target == "/bare") return status("302 Found", "", "nowhere");
    return page("end");
  });
  const auto moved = bench.get("/a");
  REQUIRE(moved.ok());
  CHECK(moved->body == "end");
  CHECK(moved->url == bench.server.url("/c"));
  CHECK(moved->permanent_redirect);
  const auto temporary = bench.get("/temporary");
  REQUIRE(temporary.ok());
  CHECK(temporary->url == bench.server.url("/c"));
  CHECK_FALSE(temporary->permanent_redirect);
  CHECK_FALSE(bench.get("/end")->permanent_redirect);
  FetchJob job;
  job.request = Request::post_form(bench.server.url("/post"), "a=1");
  CHECK(bench.fetch(job)->body == "GET");
  job.request.url = bench.server.url("/keep");
  CHECK(bench.fetch(job)->body == "POSTa=1");
  CHECK(bench.get_error("/loop").fault == Fault::broken);
  CHECK(bench.server.count("/loop") == 4);
  CHECK(bench.get_error("/script").fault == Fault::broken);
  CHECK(bench.get_error("/file").fault == Fault::broken);
  CHECK(bench.get("/bare")->status == 302);
}

TEST_CASE("a redirect to itself with a cookie is passed, and the cookie kept where it is wanted") {
  Bench bench([](const SeenRequest& seen) {
    const bool first = contains(seen.head, "CT6T=1");
    if (seen.target == "/never") return status("302 Found", "Location: /never\r\n");
    if (first && contains(seen.head, "CT6TS=1")) return page("welcome");
    return status("302 Found", "Location: " + seen.target + "\r\nSet-Cookie: " +
                                   (first ? "CT6TS" : "CT6T") + "=1; Path=/; HttpOnly\r\n");
  });
  for (const bool kept : {false, true}) {
    CAPTURE(kept);
    bench.source.keep_cookies = kept;
    const std::size_t before = bench.server.count("/x");
    CHECK(bench.get("/x")->body == "welcome");
    CHECK(bench.get("/x")->body == "welcome");
    CHECK(bench.server.count("/x") - before == (kept ? 4 : 6));
  }
  const Error endless = bench.get_error("/never");
  CHECK(endless.fault == Fault::broken);
  CHECK(contains(endless.message, "redirects to itself"));
  CHECK(bench.server.count("/never") == 4);
}

TEST_CASE("a list's address is told to its own origin only") {
  LoopbackServer other([](const SeenRequest&) { return page("other"); });
  Bench bench([](const SeenRequest&) { return page("x"); });
  bench.options.operator_hosts.push_back(other.host());
  bench.source.url = bench.server.url("/tzgg/?page=1#top");
  bench.source.keep_cookies = true;
  REQUIRE(bench.get("/a.html").ok());
  FetchJob away;
  away.request = Request::get(other.url("/b.html"));
  REQUIRE(bench.fetch(away).ok());
  CHECK(bench.server.requests().at(0).has_line("Referer: " + bench.server.url("/tzgg/?page=1")));
  CHECK(other.requests().at(0).has_line("Referer: " + bench.server.url("/")));
  bench.source.referer = "https://www.example.gov.cn/list";
  REQUIRE(bench.fetch(away).ok());
  CHECK(other.requests().at(1).has_line("Referer: https://www.example.gov.cn/list"));
}

TEST_CASE("a host that blocks is not asked again and again") {
  const std::string challenge = "<script>$_ts=1</script>";
  Bench bench([&](const SeenRequest& seen) {
    if (seen.target == "/429") return status("429 Too Many");
    if (seen.target.starts_with("/403")) return status("403 Forbidden");
    if (seen.target.starts_with("/412")) return status("412 Precondition Failed");
    if (seen.target.starts_with("/200")) return page(challenge);
    return page("<p>well</p>");
  });
  bench.options.is_blocked = [&](const Response& answer) {
    return answer.status != 200 || answer.body == challenge;
  };
  // A good page between two blocks, and pages that are merely forbidden.
  for (const char* path : {"/429", "/well", "/412", "/well", "/403a", "/403b", "/403c", "/200a"})
    CHECK(bench.get(path).ok());
  CHECK(bench.server.count("/429") == 1);
  CHECK(bench.get("/412")->status == 412);
  const Error left_alone = bench.get_error("/well");
  CHECK(left_alone.fault == Fault::blocked);
  CHECK(contains(left_alone.message, "2 times in a row"));
  CHECK(bench.server.count("/well") == 2);
}

TEST_CASE("cookies and authorisation stay with their host") {
  LoopbackServer other([](const SeenRequest&) { return page("other"); });
  Bench bench([&](const SeenRequest& seen) {
    if (seen.target == "/away")
      return status("302 Found", "Location: " + other.url("/") + "\r\nSet-Cookie: kept=1\r\n");
    return page("x");
  });
  bench.options.operator_hosts.push_back(other.host());
  bench.source.keep_cookies = true;
  bench.source.cookie = "secret=1";
  FetchJob job;
  job.request = Request::get(bench.server.url("/away"));
  job.request.headers = {{"Authorization", "Bearer t"}, {"X-Requested-With", "XMLHttpRequest"}};
  REQUIRE(bench.fetch(job).ok());
  const auto leaked = other.requests().at(0);
  CHECK_FALSE(contains(leaked.head, "secret=1"));
  CHECK_FALSE(leaked.has_field("Authorization"));
  CHECK(leaked.has_line("X-Requested-With: XMLHttpRequest"));
  CHECK(bench.server.requests().at(0).has_line("Cookie: secret=1"));
  REQUIRE(bench.get("/again").ok());
  CHECK(bench.server.requests().at(1).has_line("Cookie: kept=1; secret=1"));
  Source stranger = source_at(bench.server.url("/"));
  stranger.id = "stranger";
  stranger.keep_cookies = true;
  job.source = &stranger;
  job.request = Request::get(bench.server.url("/stranger"));
  REQUIRE(bench.fetch(job).ok());
  CHECK_FALSE(bench.server.requests().at(2).has_field("Cookie"));
}

TEST_CASE("the guard refuses a private address that nobody permitted, and nothing is sent") {
  Bench bench([](const SeenRequest&) { return page("secret"); });
  bench.options.operator_hosts.clear();
  const std::string port = std::to_string(bench.server.port());
  for (const std::string host : {"127.0.0.1", "localhost", "2130706433", "0x7f000001",
                                 "017700000001", "127.1", "[::ffff:127.0.0.1]", "0.0.0.0"}) {
    CAPTURE(host);
    FetchJob job;
    job.request = Request::get("http://" + host + ":" + port + "/");
    const auto answer = bench.fetch(std::move(job));
    REQUIRE_FALSE(answer.ok());
    CHECK(answer.error().fault == Fault::refused);
  }
  CHECK(bench.server.requests().empty());
}

TEST_CASE("a permitted page cannot redirect to a private address") {
  LoopbackServer inner([](const SeenRequest&) { return page("metadata"); });
  Bench bench([&](const SeenRequest&) {
    return status("302 Found", "Location: " + inner.url("/latest/meta-data") + "\r\n");
  });
  CHECK(bench.get_error("/").fault == Fault::refused);
  CHECK(inner.requests().empty());
}

TEST_CASE("an allowed range lets any host of it be reached") {
  Bench bench([](const SeenRequest&) { return page("x"); });
  bench.options.operator_hosts.clear();
  bench.options.allow = {"127.0.0.0/8"};
  CHECK(bench.get("/").ok());
  NetworkOptions malformed;
  malformed.allow = {"10.0.0.0/99"};
  CHECK_THROWS_AS(HttpClient(malformed), std::invalid_argument);
}

TEST_CASE("behind a proxy the target is still checked and the proxy may be private") {
  LoopbackServer proxy([](const SeenRequest& seen) { return page("via " + seen.target); });
  Bench bench([](const SeenRequest&) { return page("direct"); });
  bench.options.proxy = "http://" + proxy.host();
  const auto permitted = bench.get("/p");
  REQUIRE(permitted.ok());
  CHECK(permitted->body == "via " + bench.server.url("/p"));
  FetchJob job;
  job.request = Request::get("http://127.0.0.1:9/");
  CHECK(bench.fetch(job).error().fault == Fault::refused);
  job.request = Request::get("http://no-such-name.invalid/");
  CHECK(bench.fetch(job).error().fault == Fault::refused);
  CHECK(proxy.requests().size() == 1);
}

TEST_CASE("the environment's proxy is not obeyed") {
  Bench bench([](const SeenRequest&) { return page("direct"); });
  ::setenv("http_proxy", testing::closed_port_url().c_str(), 1);
  const auto answer = bench.get("/");
  ::unsetenv("http_proxy");
  REQUIRE(answer.ok());
  CHECK(answer->body == "direct");
}

TEST_CASE("failures that may pass are tried again") {
  std::map<std::string, int> asked;
  Bench bench([&](const SeenRequest& seen) {
    const int times = ++asked[seen.target];
    if (seen.target == "/500" && times < 3) return status("500 Internal Server Error");
    if (seen.target == "/503" && times < 2) return status("503 Unavailable", "Retry-After: 0\r\n");
    if (seen.target == "/closed" && times < 2) return RawReply{};
    if (seen.target == "/404") return status("404 Not Found", "", "gone");
    if (seen.target == "/403") return status("403 Forbidden");
    if (seen.target == "/521") return status("521 Challenge", "", "js");
    if (seen.target == "/always") return status("500 Internal Server Error", "", "sorry");
    return page("at last");
  });
  for (const char* path : {"/500", "/503", "/closed"}) {
    CAPTURE(path);
    const auto answer = bench.get(path);
    REQUIRE(answer.ok());
    CHECK(answer->body == "at last");
  }
  CHECK(bench.get("/404")->status == 404);
  CHECK(bench.get("/403")->status == 403);
  CHECK(bench.get("/521")->status == 521);
  CHECK(asked["/404"] + asked["/403"] + asked["/521"] == 3);
  const auto always = bench.get("/always");
  REQUIRE(always.ok());
  CHECK(always->status == 500);
  CHECK(always->body == "sorry");
  CHECK(asked["/always"] == 3);
}

TEST_CASE("Retry-After is waited for and a long one is given up") {
  int asked = 0;
  Bench bench([&](const SeenRequest& seen) {
    if (seen.target == "/long") return status("429 Too Many", "Retry-After: 3600\r\n");
    return ++asked == 1 ? status("503 Unavailable", "Retry-After: 1\r\n") : page("x");
  });
  const auto begin = std::chrono::steady_clock::now();
  REQUIRE(bench.get("/short").ok());
  CHECK(std::chrono::steady_clock::now() - begin >= 1s);
  const Error given_up = bench.get_error("/long");
  CHECK(given_up.fault == Fault::unreachable);
  CHECK(contains(given_up.message, "3600"));
  CHECK(contains(bench.get_error("/other").message, "3600"));
  CHECK(bench.server.count("/long") == 1);
  CHECK(bench.server.count("/other") == 0);
}

TEST_CASE("a dead host trips the breaker and stalls neither its own jobs nor those of others") {
  Bench bench([](const SeenRequest&) { return page("alive"); });
  const std::string dead = testing::closed_port_url();
  bench.options.operator_hosts.push_back(dead.substr(7, dead.size() - 8));
  HttpClient client(bench.options);
  int alive = 0;
  std::vector<std::string> errors;
  for (int i = 0; i < 50; ++i) {
    FetchJob job;
    job.source = &bench.source;
    job.request = Request::get(dead + std::to_string(i));
    client.submit(job, [&](Result<Response> answer) {
      REQUIRE_FALSE(answer.ok());
      CHECK(answer.error().fault == Fault::unreachable);
      errors.push_back(answer.error().message);
    });
    job.request = Request::get(bench.server.url("/" + std::to_string(i)));
    client.submit(job, [&](Result<Response> answer) { alive += answer.ok(); });
  }
  client.run();
  CHECK(alive == 50);
  REQUIRE(errors.size() == 50);
  CHECK(contains(errors.back(), "left alone after 4 failures in a row"));
  CHECK(contains(errors.back(), "no connection"));
}

TEST_CASE("one host gets one request at a time with a pause, several hosts get theirs at once") {
  LoopbackServer other([](const SeenRequest&) { return RawReply{page("b").bytes, 100ms}; });
  Bench bench([](const SeenRequest&) { return RawReply{page("a").bytes, 100ms}; });
  bench.options.operator_hosts.push_back(other.host());
  bench.options.pause = 50ms;
  const std::vector<const LoopbackServer*> servers = {&bench.server, &other};
  HttpClient client(bench.options);
  int done = 0;
  for (int i = 0; i < 3; ++i) {
    for (const LoopbackServer* server : servers) {
      FetchJob job;
      job.source = &bench.source;
      job.request = Request::get(server->url("/" + std::to_string(i)));
      client.submit(job, [&](Result<Response> answer) { done += answer.ok(); });
    }
  }
  const auto begin = std::chrono::steady_clock::now();
  client.run();
  CHECK(std::chrono::steady_clock::now() - begin < 700ms);
  CHECK(done == 6);
  const auto seen = bench.server.requests();
  REQUIRE(seen.size() == 3);
  for (std::size_t i = 0; i < 3; ++i) CHECK(seen[i].target == "/" + std::to_string(i));
  for (std::size_t i = 1; i < 3; ++i) CHECK(seen[i].at - seen[i - 1].at >= 130ms);
}

TEST_CASE("a source's own pause counts") {
  Bench bench([](const SeenRequest&) { return page("x"); });
  bench.source.pause = 120ms;
  REQUIRE(bench.get("/1").ok());
  REQUIRE(bench.get("/2").ok());
  const auto seen = bench.server.requests();
  CHECK(seen[1].at - seen[0].at >= 80ms);
}

TEST_CASE("robots.txt is asked for once and obeyed at every hop") {
  Bench bench([](const SeenRequest& seen) {
    if (seen.target == "/robots.txt")
      return page("User-agent: *\nDisallow: /\n\nUser-agent: regwatch\nDisallow: /private\n");
    if (seen.target == "/hop") return status("302 Found", "Location: /private/x\r\n");
    return page("x");
  });
  bench.options.robots = true;
  CHECK(bench.get("/open").ok());
  const Error refused = bench.get_error("/private/page?x=1");
  CHECK(refused.fault == Fault::refused);
  CHECK(contains(refused.message, "Disallow: /private"));
  CHECK(bench.get_error("/hop").fault == Fault::refused);
  CHECK(bench.server.count("/robots.txt") == 1);
  bench.source.ignore_robots = "the operator has the authority's leave";
  CHECK(bench.get("/private/page").ok());
}

TEST_CASE("the answer to robots.txt decides as RFC 9309 says") {
  struct Case {
    RawReply reply;
    std::optional<Fault> fault;
  };
  const std::string long_file = "User-agent: *\nDisallow: /page\n" + std::string(600u << 10, '#');
  const std::vector<Case> cases = {
      {status("404 Not Found"), std::nullopt},
      {status("403 Forbidden"), std::nullopt},
      {status("521 Challenge", "Set-Cookie: __jsluid_s=1\r\n", "<script></script>"), std::nullopt},
      {status("500 Internal Server Error"), Fault::unreachable},
      {status("503 Unavailable"), Fault::unreachable},
      {RawReply{}, Fault::unreachable},
      {status("301 Moved", "Location: /robots.txt\r\n"), std::nullopt},
      {page(long_file), Fault::refused},
      {page(gzip_of(long_file), "Content-Encoding: gzip\r\n"), Fault::refused},
      {page("<html>Disallow: /</html>"), std::nullopt},
      {page(""), std::nullopt},
  };
  for (std::size_t i = 0; i < cases.size(); ++i) {
    CAPTURE(i);
    Bench bench([&](const SeenRequest& seen) {
      return seen.target == "/robots.txt" ? cases[i].reply : page("x");
    });
    bench.options.robots = true;
    const auto answer = bench.get("/page");
    CHECK(answer.ok() == !cases[i].fault);
    if (!answer.ok() && cases[i].fault) CHECK(answer.error().fault == *cases[i].fault);
    if (cases[i].fault) CHECK(bench.server.count("/page") == 0);
  }
}

TEST_CASE("every complete answer of every hop goes to the archive without secrets") {
  MemorySink sink;
  const std::string coded = gzip_of("archived");
  Bench bench([&](const SeenRequest& seen) {
    if (seen.target == "/a") return status("302 Found", "Location: /b\r\n", "moved");
    if (seen.target == "/short") return RawReply{"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nx"};
    if (seen.target == "/known") return status("304 Not Modified");
    return page(coded, "Content-Encoding: gzip\r\nSet-Cookie: s=1\r\n");
  });
  bench.sink = &sink;
  bench.source.cookie = "secret=1";
  const auto answer = bench.get("/a");
  REQUIRE(answer.ok());
  REQUIRE(sink.kept.size() == 2);
  REQUIRE(answer->capture);
  CHECK(answer->capture->offset == 2);
  CHECK(sink.kept[0].payload == "moved");
  CHECK(sink.kept[0].url == bench.server.url("/a"));
  CHECK(sink.kept[1].payload == coded);
  CHECK(sink.kept[1].remote_ip == "127.0.0.1");
  CHECK(sink.kept[1].response_head.substr(0, 17) == "HTTP/1.1 200 OK\r\n");
  CHECK(sink.kept[1].response_head.ends_with("\r\n\r\n"));
  CHECK_FALSE(contains(sink.kept[1].response_head, "Set-Cookie"));
  CHECK_FALSE(contains(sink.kept[1].request_head, "secret"));
  const auto seen = bench.server.requests().at(1);
  CHECK(contains(seen.head, "secret=1"));
  for (const auto line : split(sink.kept[1].request_head, '\n')) {
    const std::string whole(trim(line));
    CAPTURE(whole);
    if (!whole.empty()) CHECK(seen.has_line(whole));
  }
  CHECK_FALSE(bench.get("/short")->capture);
  FetchJob job;
  job.request = Request::get(bench.server.url("/known"));
  job.known.etag = "\"a\"";
  CHECK_FALSE(bench.fetch(job)->capture);
  CHECK(sink.kept.size() == 2);
  bench.client->sync_archive();
  CHECK(sink.syncs == 1);
}

TEST_CASE("a full disk fails the job that could not be archived") {
  MemorySink sink;
  sink.full = true;
  Bench bench([](const SeenRequest&) { return page("x"); });
  bench.sink = &sink;
  CHECK(bench.get_error("/").fault == Fault::unwritable);
}

TEST_CASE("addresses, methods and TLS habits that cannot be served are invalid") {
  Bench bench([](const SeenRequest&) { return page("x"); });
  FetchJob job;
  for (const char* url : {"", "ftp://x/", "javascript:1", "http://user:p@x/", "/relative"}) {
    CAPTURE(url);
    job.request = Request::get(url);
    CHECK(bench.fetch(job).error().fault == Fault::invalid);
  }
  job.request = Request::get(bench.server.url("/"));
  job.request.method = "GET /x HTTP/1.1\r\nX: ";
  CHECK(bench.fetch(job).error().fault == Fault::invalid);
  bench.source.tls = {"sslv3"};
  const Error unknown = bench.get_error("/");
  CHECK(unknown.fault == Fault::invalid);
  CHECK(contains(unknown.message, "sslv3"));
  bench.source.tls = {"extra-ca"};
  CHECK(bench.get_error("/").fault == Fault::invalid);
  bench.source.extra_ca = "/nowhere/ca.pem";
  CHECK(bench.get_error("/").fault == Fault::missing);
  bench.source.tls = {"legacy-renegotiation", "weak-dh"};
  CHECK(bench.get("/").ok());
}

TEST_CASE("a Done may submit more and each job is answered exactly once") {
  Bench bench([](const SeenRequest& seen) { return page(seen.target); });
  bench.options.per_host = 4;
  HttpClient client(bench.options);
  std::multiset<std::string> bodies;
  std::function<void(int)> submit = [&](int depth) {
    FetchJob job;
    job.source = &bench.source;
    job.request = Request::get(bench.server.url("/" + std::to_string(depth)));
    client.submit(job, [&, depth](Result<Response> answer) {
      bodies.insert(answer.ok() ? answer->body : answer.error().message);
      if (depth < 3) {
        submit(depth + 1);
        submit(depth + 1);
      }
    });
  };
  submit(0);
  client.run();
  CHECK(bodies.size() == 15);
  CHECK(bodies.count("/3") == 8);
}

TEST_CASE("an exception out of a Done leaves the client usable") {
  Bench bench([](const SeenRequest&) { return page("x"); });
  HttpClient client(bench.options);
  int answered = 0;
  FetchJob job;
  job.source = &bench.source;
  job.request = Request::get(bench.server.url("/"));
  client.submit(job, [](Result<Response>) { throw std::runtime_error("parser"); });
  client.submit(job, [&](Result<Response>) { ++answered; });
  CHECK_THROWS_AS(client.run(), std::runtime_error);
  client.run();
  CHECK(answered == 1);
}

}  // namespace regwatch
