#include "crawler/beside.h"

#include <sys/timerfd.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <chrono>

#include "crawler/http_client.h"
#include "crawler/replay.h"
#include "crawler/warc_record.h"
#include "tests/crawler/loopback_server.h"
#include "tests/crawler/warc_fixture.h"

namespace regwatch {

using namespace std::chrono_literals;

namespace {

// Work that ends by itself: each piece is a timer of the system.
class Timers : public Beside {
 public:
  ~Timers() override {
    for (const Timer& timer : timers_) ::close(timer.descriptor);
  }

  void start(std::chrono::milliseconds time, std::function<void()> done) {
    const int descriptor = ::timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
    itimerspec when{};
    when.it_value.tv_nsec = time.count() * 1'000'000;
    ::timerfd_settime(descriptor, 0, &when, nullptr);
    timers_.push_back({descriptor, std::move(done)});
  }

  void add_descriptors(std::vector<pollfd>& to) const override {
    for (const Timer& timer : timers_) to.push_back({timer.descriptor, POLLIN, 0});
  }
  std::optional<std::chrono::milliseconds> next_timeout() const override { return {}; }
  void step() override {
    ++steps;
    for (std::size_t i = 0; i < timers_.size(); ++i) {
      std::uint64_t count = 0;
      if (::read(timers_[i].descriptor, &count, sizeof count) < 0) continue;
      ::close(timers_[i].descriptor);
      const auto done = std::move(timers_[i].done);
      timers_.erase(timers_.begin() + static_cast<std::ptrdiff_t>(i--));
      done();
    }
  }
  bool idle() const override { return timers_.empty(); }

  int steps = 0;

 private:
  struct Timer {
    int descriptor;
    std::function<void()> done;
  };
  std::vector<Timer> timers_;
};

// A page leads to work beside, and that to another page and more work.
void run_both(Fetcher& fetcher, const Source& source, const std::string& page) {
  Timers timers;
  fetcher.work_beside(&timers);
  int pages = 0, works = 0;
  FetchJob job;
  job.request = Request::get(page);
  job.source = &source;
  const auto count_page = [&](const Result<Response>& answer) {
    CHECK(answer.ok());
    ++pages;
  };
  fetcher.submit(job, [&](const Result<Response>& answer) {
    count_page(answer);
    timers.start(30ms, [&] {
      ++works;
      fetcher.submit(job, count_page);
      timers.start(60ms, [&] { ++works; });
    });
  });
  const auto start = std::chrono::steady_clock::now();
  fetcher.run();
  const auto took = std::chrono::steady_clock::now() - start;
  CHECK(pages == 2);
  CHECK(works == 2);
  CHECK(timers.idle());
  CHECK(took >= 90ms);
  CHECK(took < 900ms);        // Nobody slept through the longest wait.
  CHECK(timers.steps < 100);  // Nobody turned in circles.
  fetcher.work_beside(nullptr);
  fetcher.run();
  CHECK(pages == 2);
}

}  // namespace

TEST_CASE("a client works on what goes on beside until both are done") {
  const testing::LoopbackServer server(
      [](const testing::SeenRequest&) { return testing::page("x"); });
  NetworkOptions options;
  options.operator_hosts = {server.host()};
  options.pause = 0ms;
  options.robots = false;
  Source source;
  source.id = "test";
  source.url = server.url("/");
  HttpClient client(options);
  run_both(client, source, server.url("/a"));
}

TEST_CASE("replay works on what goes on beside until both are done") {
  const TemporaryDirectory directory;
  const std::string url = "https://www.cac.gov.cn/a.htm";
  write_file(directory.text() + "/a.warc",
             foreign_record("response",
                            "WARC-Target-URI: " + url +
                                "\nWARC-Date: 2026-11-24T01:00:00Z\nWARC-Record-ID: <urn:a>"
                                "\nContent-Type: application/http; msgtype=response",
                            "HTTP/1.1 200 OK\r\n\r\nx"));
  auto replay = Replay::open({directory.text() + "/a.warc"});
  REQUIRE(replay.ok());
  const Source source;
  run_both(*replay, source, url);
}

}  // namespace regwatch
