#include "app/host_budgets.h"

#include <catch2/catch.hpp>

#include "tests/storage/workshop.h"

using namespace regwatch;
using Share = HostBudgets::Share;

TEST_CASE("a host's budget is halved for who asks first, and holds over passes for a day") {
  const Workshop workshop;
  Database database(workshop / "a.db");
  const std::string page = "https://www.example.gov.cn/1.html";
  const auto taken = [&](HostBudgets& budgets, Share share) {
    int count = 0;
    while (budgets.take(page, share)) ++count;
    return count;
  };
  HostBudgets morning(database, 5, at("2026-09-18T01:00:00Z"));
  CHECK(taken(morning, Share::half) == 3);
  CHECK(taken(morning, Share::all) == 2);
  CHECK(morning.take("https://other.example.gov.cn/1.html", Share::all));
  CHECK_FALSE(morning.take("no address", Share::all));
  HostBudgets noon(database, 7, at("2026-09-18T05:00:00Z"));
  CHECK(taken(noon, Share::all) == 2);
  HostBudgets tomorrow(database, 5, at("2026-09-19T01:00:00Z"));
  CHECK(taken(tomorrow, Share::all) == 5);
}
