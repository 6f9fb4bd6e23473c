#include "app/host_budgets.h"

#include "base/url.h"

namespace regwatch {

HostBudgets::HostBudgets(Database& database, int per_host, Instant now)
    : database_(database),
      notices_(database),
      per_host_(per_host),
      day_(std::chrono::floor<std::chrono::days>(now)) {}

bool HostBudgets::take(std::string_view address, Share share) {
  const auto url = parse_url(address);
  if (!url) return false;
  const auto [host, is_first] = budgets_.try_emplace(url->host);
  Budget& budget = host->second;
  if (is_first) budget.given = budget.left = per_host_ - notices_.backlog_used(url->host, day_);
  const int kept = share == Share::half ? budget.given / 2 : 0;
  if (budget.left <= kept) return false;
  --budget.left;
  Transaction transaction(database_);
  notices_.use_backlog(url->host, day_);
  transaction.commit();
  return true;
}

}  // namespace regwatch
