#include "crawler/browser.h"

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <thread>

#include "crawler/archive.h"
#include "crawler/archive_reader.h"
#include "crawler/browser_process.h"
#include "crawler/http_client.h"
#include "crawler/replay.h"
#include "tests/crawler/loopback_server.h"
#include "tests/temporary_directory.h"

namespace regwatch {

using namespace std::chrono_literals;
using testing::LoopbackServer;
using testing::page;
using testing::RawReply;
using testing::SeenRequest;
using testing::status;

namespace {

const std::string html = "Content-Type: text/html; charset=utf-8\r\n";

bool contains(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }

// A client with a real browser, and a source that wants one.
// script/test installs a browser; where none can be had, its tests say so.
bool has_browser() {
  if (std::filesystem::exists(BrowserOptions().chromedriver)) return true;
  WARN("skipped: there is no " + BrowserOptions().chromedriver);
  return false;
}

struct Bench {
  explicit Bench(LoopbackServer::Handler handler) : server(std::move(handler)) {
    options.operator_hosts = {server.host()};
    options.pause = 0ms;
    options.robots = false;
    options.total_timeout = 5s;
    options.browser.settled_after = 300ms;
    options.browser.page_limit = 15s;
    options.browser.challenge_limit = 5s;
    options.is_blocked = [](const Response& answer) {
      return answer.status == 521 || contains(answer.body, "go(challenge)");
    };
    source.id = "test";
    source.url = server.url("/list");
    source.fetching = Fetching::browser;
  }

  void ask(const std::string& url, const std::string& name, Request request = {}) {
    FetchJob job;
    job.request = request.url.empty() ? Request::get(url) : std::move(request);
    job.source = &source;
    ask(std::move(job), name);
  }

  void ask(FetchJob job, const std::string& name) {
    if (!client) client = std::make_unique<HttpClient>(options, sink);
    client->submit(std::move(job), [this, name](Result<Response> answer) {
      order.push_back(name);
      answers.emplace(name, std::move(answer));
    });
  }

  const Response& good(const std::string& name) const {
    INFO(name << ": " << (answers.at(name) ? "" : answers.at(name).error().message));
    REQUIRE(answers.at(name).ok());
    return *answers.at(name);
  }

  Error bad(const std::string& name) const {
    INFO(name);
    REQUIRE_FALSE(answers.at(name).ok());
    return answers.at(name).error();
  }

  LoopbackServer server;
  NetworkOptions options;
  Source source;
  CaptureSink* sink = nullptr;
  std::unique_ptr<HttpClient> client;
  std::map<std::string, Result<Response>> answers;
  std::vector<std::string> order;
};

std::size_t browser_directories() {
  std::size_t found = 0;
  const std::string prefix = "regwatch-browser-" + std::to_string(::getpid());
  for (const auto& entry :
       std::filesystem::directory_iterator(std::filesystem::temp_directory_path()))
    found += entry.path().filename().string().starts_with(prefix);
  return found;
}

std::string rows_by_script() {
  return "<!DOCTYPE html><html><head><title>列表</title></head><body><ul id=rows></ul><script>"
         "setTimeout(() => fetch('/rows.json').then(r => r.json()).then(rows => {"
         "for (const row of rows) rows_.innerHTML += '<li><a href=\"/' + row + '.html\">' + row + "
         "'</a></li>'; }), 200); const rows_ = document.getElementById('rows');</script></body>"
         "</html>";
}

RawReply serve_site(const SeenRequest& seen) {
  if (seen.target == "/rows") return page(rows_by_script(), html);
  if (seen.target == "/rows.json") {
    auto reply = page("[\"甲\",\"乙\"]", "Content-Type: application/json\r\n");
    reply.delay = 600ms;
    return reply;
  }
  if (seen.target == "/cb")
    return page("cb({\"a\": \"中<b>\"});", "Content-Type: text/plain;charset=utf-8\r\n");
  if (seen.target == "/a.doc")
    return page(std::string("\xD0\xCF\x11\xE0\0\x01\xFF", 7),
                "Content-Type: application/msword\r\n");
  if (seen.target == "/form")
    return page(seen.method + " " + seen.body, "Content-Type: text/plain\r\n");
  if (seen.target == "/gone") return status("404 Not Found", html, "<p>没有</p>");
  if (seen.target == "/moved") return status("302 Found", "Location: /rows\r\n");
  if (seen.target == "/away")
    return status("302 Found", "Location: http://other.example.com/x\r\n");
  if (seen.target == "/metadata")
    return status("302 Found", "Location: http://169.254.169.254/latest/meta-data/\r\n");
  if (seen.target == "/disk")
    return page("<script>location = 'file:///etc/passwd'</script><p>still</p>", html);
  if (seen.target == "/large") return page("<p>" + std::string(300'000, 'x') + "</p>", html);
  return page("<p>list</p>", html);
}

}  // namespace

TEST_CASE("a browser gets pages that scripts make, and nothing else", "[browser]") {
  if (!has_browser()) return;
  Bench bench(serve_site);
  bench.options.browser.max_page_characters = 200'000;
  bench.source.user_agent = "Mozilla/5.0 Test";
  for (const char* path :
       {"/rows", "/cb", "/a.doc", "/gone", "/moved", "/away", "/metadata", "/disk", "/large"})
    bench.ask(bench.server.url(path), path);
  bench.ask("", "/form", Request::post_form(bench.server.url("/form"), "a=1&b=中"));
  bench.client->run();

  const Response& rows = bench.good("/rows");
  CHECK(rows.rendered);
  CHECK(rows.status == 200);
  CHECK(contains(rows.body, "<a href=\"/乙.html\">乙</a>"));
  CHECK(rows.headers == Headers{{"Content-Type", "text/html; charset=utf-8"}});
  CHECK(bench.server.requests().at(0).has_line("User-Agent: Mozilla/5.0 Test"));

  const Response& jsonp = bench.good("/cb");
  CHECK_FALSE(jsonp.rendered);
  CHECK(jsonp.body == "cb({\"a\": \"中<b>\"});");
  CHECK(bench.good("/a.doc").body == std::string("\xD0\xCF\x11\xE0\0\x01\xFF", 7));
  CHECK(find_header(bench.good("/a.doc").headers, "Content-Type") == "application/msword");
  CHECK(bench.good("/form").body == "POST a=1&b=中");
  CHECK(bench.good("/gone").status == 404);
  CHECK(contains(bench.good("/moved").body, "乙"));
  CHECK(bench.good("/moved").url == bench.server.url("/rows"));
  CHECK(bench.good("/moved").requested_url == bench.server.url("/moved"));
  CHECK(bench.bad("/away").fault == Fault::refused);
  CHECK(contains(bench.bad("/away").message, "other.example.com"));
  CHECK(bench.bad("/metadata").fault == Fault::refused);
  CHECK_FALSE(contains(bench.good("/disk").body, "root:"));
  CHECK(bench.bad("/large").fault == Fault::too_large);
  CHECK(browser_directories() == 0);
}

TEST_CASE("a challenge is passed by a browser where the entry allows it", "[browser]") {
  if (!has_browser()) return;
  // As 加速乐 does it: the first answer sets one cookie by script, the second another.
  Bench bench([](const SeenRequest& seen) {
    if (contains(seen.head, "clearance=2")) {
      if (seen.target == "/a.pdf") return page("%PDF-1.7 x", "Content-Type: application/pdf\r\n");
      return page("<p>正文</p>", html);
    }
    const std::string next = contains(seen.head, "clearance=1") ? "2" : "1";
    return status("521 Challenge", html + "Set-Cookie: jsluid=1\r\n",
                  "<script>setTimeout(() => { document.cookie = 'clearance=" + next +
                      "; path=/'; location.reload(); }, 50);</script>");
  });
  TemporaryDirectory directory;
  auto archive = Archive::open({directory.path().string(), "test"});
  REQUIRE(archive);
  bench.sink = archive->get();
  bench.source.fetching = Fetching::browser_if_blocked;
  for (const char* path : {"/list", "/a.html", "/a.pdf"}) bench.ask(bench.server.url(path), path);
  Source plain = bench.source;
  plain.fetching = Fetching::plain;
  FetchJob job;
  job.request = Request::get(bench.server.url("/plain"));
  job.source = &plain;
  bench.ask(std::move(job), "/plain");
  bench.client->run();

  CHECK(contains(bench.good("/list").body, "正文"));
  CHECK(contains(bench.good("/a.html").body, "正文"));
  CHECK(bench.good("/a.pdf").body == "%PDF-1.7 x");
  CHECK(bench.good("/plain").status == 521);
  // The first page alone is tried without a browser, and asked for with it three times.
  CHECK(bench.server.count("/list") >= 4);
  CHECK(bench.server.requests().at(1).target == "/list");

  // In the archive it is what it is: a document that a browser made.
  const auto ref = bench.good("/list").capture;
  REQUIRE(ref);
  archive->reset();
  const auto kept = ArchiveReader(directory.path().string()).read(*ref);
  REQUIRE(kept);
  CHECK(kept->response.rendered);
  CHECK(kept->response.body == bench.good("/list").body);
  auto replay = Replay::open({directory.path().string()}, std::nullopt);
  REQUIRE(replay);
  std::optional<Result<Response>> again;
  FetchJob asked;
  asked.request = Request::get(bench.server.url("/list"));
  asked.source = &bench.source;
  replay->submit(std::move(asked), [&](Result<Response> answer) { again = std::move(answer); });
  replay->run();
  REQUIRE(again->ok());
  CHECK((*again)->rendered);
  CHECK((*again)->status == 200);
  CHECK((*again)->body == bench.good("/list").body);
}

TEST_CASE("a challenge that a browser does not pass stays one", "[browser]") {
  if (!has_browser()) return;
  Bench bench([](const SeenRequest&) { return page("<script>'go(challenge)'</script>", html); });
  bench.options.browser.challenge_limit = 1s;
  bench.source.fetching = Fetching::browser_if_blocked;
  bench.ask(bench.server.url("/list"), "list");
  bench.client->run();
  CHECK(bench.good("list").rendered);
  CHECK(contains(bench.good("list").body, "go(challenge)"));
}

TEST_CASE("a page that hangs or eats memory costs its browser and nothing else", "[browser]") {
  if (!has_browser()) return;
  Bench bench([](const SeenRequest& seen) {
    if (seen.target == "/hang") return page("<script>while (true) {}</script>", html);
    if (seen.target == "/eat")
      return page(
          "<script>const all = []; setInterval(() => { const some = new Uint8Array(32 << "
          "20); some.fill(1); all.push(some); }, 10);</script>",
          html);
    return page("<p>well</p>", html);
  });
  bench.options.browser.page_limit = 3s;
  bench.options.browser.max_memory = 700u << 20;
  for (const char* path : {"/eat", "/hang", "/well"}) bench.ask(bench.server.url(path), path);
  bench.client->run();
  CHECK(bench.bad("/eat").fault == Fault::unreachable);
  CHECK(contains(bench.bad("/eat").message, "memory"));
  CHECK(contains(bench.bad("/hang").message, "3 s"));
  CHECK(contains(bench.good("/well").body, "well"));
  CHECK(browser_directories() == 0);
}

TEST_CASE("sources wait for one browser, and plain pages do not wait for it", "[browser]") {
  if (!has_browser()) return;
  LoopbackServer other([](const SeenRequest&) { return page("<p>other</p>", html); });
  LoopbackServer third([](const SeenRequest&) { return page("third"); });
  Bench bench([](const SeenRequest&) { return page("<p>one</p>", html); });
  bench.options.operator_hosts.push_back(other.host());
  bench.options.operator_hosts.push_back(third.host());
  bench.ask(bench.server.url("/"), "one");
  bench.ask(other.url("/"), "other");
  Source plain = bench.source;
  plain.fetching = Fetching::plain;
  FetchJob job;
  job.request = Request::get(third.url("/"));
  job.source = &plain;
  bench.ask(std::move(job), "plain");
  bench.client->run();
  CHECK(contains(bench.good("one").body, "one"));
  CHECK(contains(bench.good("other").body, "other"));
  CHECK(bench.order.front() == "plain");
}

TEST_CASE("what a browser may not do is said", "[browser]") {
  Bench bench([](const SeenRequest&) { return status("521 Challenge"); });
  bench.options.browser.chromedriver = "/nonexistent/chromedriver";
  bench.ask(bench.server.url("/list"), "always");
  bench.client->run();
  CHECK(bench.bad("always").fault == Fault::unreachable);
  CHECK(contains(bench.bad("always").message, "apt-get install chromium chromium-driver"));
  bench.source.fetching = Fetching::browser_if_blocked;
  bench.ask(bench.server.url("/list"), "if blocked");
  bench.client->run();
  CHECK(bench.bad("if blocked").fault == Fault::blocked);
  CHECK(contains(bench.bad("if blocked").message, "HTTP status 521"));
  bench.ask("http://192.168.77.1/", "private");
  bench.source.fetching = Fetching::browser;
  bench.client->run();
  CHECK(bench.bad("private").fault == Fault::refused);
  bench.client.reset();
  bench.options.proxy = "http://127.0.0.1:9";
  bench.ask(bench.server.url("/list"), "proxied");
  bench.client->run();
  CHECK(bench.bad("proxied").fault == Fault::refused);
}

// Not for itself: the next case runs it as a process of its own, to kill it.
TEST_CASE("a process with a browser that hangs", "[.hangs]") {
  const char* host = std::getenv("REGWATCH_TEST_HOST");
  REQUIRE(host != nullptr);
  Bench bench(serve_site);
  bench.options.operator_hosts.push_back(host);
  bench.ask("http://" + std::string(host) + "/hang", "hang");
  bench.client->run();
}

TEST_CASE("a browser does not outlive us", "[browser]") {
  if (!has_browser()) return;
  LoopbackServer server(
      [](const SeenRequest&) { return page("<script>while (true) {}</script>", html); });
  const std::string host = server.host();
  const pid_t child = ::fork();
  if (child == 0) {
    ::setenv("REGWATCH_TEST_HOST", host.c_str(), 1);
    ::execl("/proc/self/exe", "test_crawler", "[.hangs]", nullptr);
    ::_exit(127);
  }
  for (int i = 0; i < 500 && server.count("/hang") == 0; ++i) std::this_thread::sleep_for(20ms);
  REQUIRE(server.count("/hang") > 0);
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
  const auto browsers = [&] {
    std::size_t found = 0;
    const std::string mark = "regwatch-browser-" + std::to_string(child);
    for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
      std::ifstream in(entry.path() / "cmdline");
      std::string words;  // Of a process that may have ended meanwhile.
      std::getline(in, words, '\n');
      found += contains(words, mark);
    }
    return found;
  };
  for (int i = 0; i < 150 && browsers() > 0; ++i) std::this_thread::sleep_for(20ms);
  CHECK(browsers() == 0);
  // Its directory goes with the next start.
  auto next = BrowserProcess::start(BrowserOptions().chromedriver);
  REQUIRE(next);
  for (const auto& entry :
       std::filesystem::directory_iterator(std::filesystem::temp_directory_path()))
    CHECK_FALSE(contains(entry.path().filename().string(),
                         "regwatch-browser-" + std::to_string(child) + "-"));
}

}  // namespace regwatch
