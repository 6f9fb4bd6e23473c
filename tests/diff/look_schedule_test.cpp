#include "diff/look_schedule.h"

#include <catch2/catch.hpp>

#include <set>

using namespace regwatch;
using namespace std::chrono_literals;

namespace {

const Instant now = parse_instant("2026-09-18T01:00:00Z").value();

LookHistory history(int published_days_ago, std::optional<int> deadline_in = std::nullopt) {
  LookHistory out;
  out.id = "k7m3q9x";
  out.first_seen = now - std::chrono::days(published_days_ago);
  out.published = china_date(out.first_seen);
  out.last_look = now;
  if (deadline_in) out.deadline = add_days(china_date(now), *deadline_in);
  return out;
}

// Hours until the next look; 0: none.
double hours_until(const LookHistory& history) {
  const auto next = next_look(history);
  return next ? std::chrono::duration<double, std::ratio<3600>>(*next - history.last_look).count()
              : 0;
}

}  // namespace

TEST_CASE("looks thin out with age, are frequent while comments run, and after a change") {
  const std::optional<int> none;
  struct Case {
    std::string name;
    LookHistory history;
    double least;  // Hours, both included.
    double most;
  };
  const auto with = [](LookHistory base, auto set) {
    set(base);
    return base;
  };
  const std::vector<Case> cases = {
      {"today's", history(0), 1.6, 2},
      {"two days old", history(2), 5, 6},
      {"a week old", history(7), 20, 23.5},
      {"29 days old", history(29), 20, 23.5},
      {"31 days old", history(31), 140, 7 * 24},
      {"half a year old", history(190), 600, 30 * 24},
      {"two years old", history(731), 0, 0},
      {"old, open for comments", history(40, 20), 10, 12},
      {"three years old, open for comments", history(1100, 20), 10, 12},
      {"young, open for comments", history(10, 20), 10, 12},
      {"in its last days", history(28, 2), 5, 6},
      {"on its last day", history(28, 0), 2.5, 3},
      {"closed yesterday, old", history(40, -1), 20, 23.5},
      {"closed a week ago, old", history(40, -7), 140, 7 * 24},
      {"changed just now, old", with(history(400), [](auto& h) { h.last_change = now - 1h; }), 1.6,
       2},
      {"changed last week, old", with(history(400), [](auto& h) { h.last_change = now - 168h; }),
       20, 23.5},
      {"failed once", with(history(100), [](auto& h) { h.failures = 1; }), 0.5, 0.5},
      {"failed thrice", with(history(100), [](auto& h) { h.failures = 3; }), 2, 2},
      {"failed for long", with(history(100), [](auto& h) { h.failures = 9; }), 140, 7 * 24},
      {"failed once, today's", with(history(0), [](auto& h) { h.failures = 1; }), 0.5, 0.5},
      {"gone",
       with(history(10),
            [](auto& h) {
              h.failures = 1;
              h.is_gone = true;
            }),
       3, 3},
      {"withdrawn just now",
       with(history(10),
            [](auto& h) {
              h.status = NoticeStatus::withdrawn;
              h.failures = 2;
              h.is_gone = true;
              h.last_change = now;
            }),
       20, 23.5},
      {"unconfirmed", with(history(400), [](auto& h) { h.unconfirmed = true; }), 0.25, 0.25},
  };
  for (const auto& [name, history, least, most] : cases) {
    const double hours = hours_until(history);
    INFO(name << ": " << hours);
    CHECK(hours >= least);
    CHECK(hours <= most);
  }
}

TEST_CASE("young notices and open ones are looked at daily whatever minute the pass starts at") {
  for (int id = 0; id < 300; ++id) {
    const std::string name = std::to_string(id);
    for (auto base : {history(5), history(29), history(400, 3), history(40, 60)}) {
      base.id = name;
      CHECK(hours_until(base) < 24);
    }
  }
}

TEST_CASE("a thousand notices read together do not fall due together") {
  std::map<std::int64_t, int> passes;  // Half hours from now.
  for (int id = 0; id < 1000; ++id) {
    const std::string name = std::to_string(id);
    auto base = history(10);
    base.id = name;
    ++passes[(*next_look(base) - now) / 30min];
  }
  CHECK(passes.size() >= 7);
  for (const auto& [pass, count] : passes) CHECK(count < 250);
}

TEST_CASE("a date that lies ahead, or none, makes no notice older than we know it") {
  auto ahead = history(0);
  ahead.published = add_days(china_date(now), 400);
  CHECK(hours_until(ahead) <= 2);
  auto undated = history(40);
  undated.published.reset();
  undated.first_seen = now - 48h;
  CHECK(hours_until(undated) <= 6);
}

TEST_CASE("the young, the open and the doubtful come before telling, the old after") {
  CHECK(is_pressing(history(5), now));
  CHECK(is_pressing(history(400, 3), now));
  CHECK_FALSE(is_pressing(history(31), now));
  CHECK_FALSE(is_pressing(history(400, -10), now));
  auto doubtful = history(400);
  doubtful.unconfirmed = true;
  CHECK(is_pressing(doubtful, now));
  auto failed = history(400);
  failed.failures = 1;
  CHECK_FALSE(is_pressing(failed, now));
}
