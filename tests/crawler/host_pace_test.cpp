#include "crawler/host_pace.h"

#include <catch2/catch.hpp>

namespace regwatch {

using namespace std::chrono_literals;

TEST_CASE("a host rests for the pause after each request, moved by up to 30 percent") {
  const NetworkOptions options;
  HostPace pace(options);
  const HostPace::Time start(1000s);
  CHECK(pace.ready_at(1000ms) <= start);
  pace.ended(start, 1000ms, 0);
  CHECK(pace.ready_at(1000ms) == start + 1000ms);
  CHECK(pace.ready_at(5000ms) == start + 5000ms);
  pace.ended(start, 3000ms, 1);
  CHECK(pace.ready_at(1000ms) == start + 3900ms);
  pace.ended(start, 1000ms, -1);
  CHECK(pace.ready_at(1000ms) == start + 700ms);
}

TEST_CASE("the rest after failures doubles and a success forgets them") {
  NetworkOptions options;
  options.breaker_failures = 100;
  HostPace pace(options);
  const HostPace::Time start(1000s);
  for (const auto expected : {1s, 2s, 4s, 8s}) {
    pace.failed(start, 0, "x");
    CHECK(pace.ready_at(0ms) == start + expected);
  }
  pace.succeeded();
  pace.failed(start + 60s, 0, "x");
  CHECK(pace.ready_at(0ms) == start + 61s);
}

TEST_CASE("the breaker trips after failures in a row, names the cause, and tries again later") {
  NetworkOptions options;
  options.breaker_failures = 3;
  HostPace pace(options);
  const HostPace::Time start(1000s);
  pace.failed(start, 0, "first");
  pace.failed(start, 0, "second");
  CHECK_FALSE(pace.breaker_cause(start));
  pace.failed(start, 0, "no connection");
  REQUIRE(pace.breaker_cause(start));
  CHECK(pace.breaker_cause(start)->find("no connection") != std::string::npos);
  CHECK_FALSE(pace.breaker_cause(start + 301s));
  pace.failed(start + 301s, 0, "still none");
  CHECK(pace.breaker_cause(start + 302s));
  pace.succeeded();
  CHECK_FALSE(pace.breaker_cause(start + 302s));
}

TEST_CASE("Retry-After is read as seconds and as a date") {
  const Instant now = *parse_instant("2026-09-18T01:00:00Z");
  CHECK(parse_retry_after("120", now) == 120s);
  CHECK(parse_retry_after(" 0 ", now) == 0s);
  CHECK(parse_retry_after("Fri, 18 Sep 2026 01:05:00 GMT", now) == 300s);
  CHECK(parse_retry_after("Fri, 18 Sep 2026 00:05:00 GMT", now) == 0s);
  CHECK(parse_retry_after("99999999999999999999", now) == std::chrono::seconds::max());
  CHECK_FALSE(parse_retry_after("-1", now));
  CHECK_FALSE(parse_retry_after("soon", now));
  CHECK_FALSE(parse_retry_after("", now));
}

}  // namespace regwatch
