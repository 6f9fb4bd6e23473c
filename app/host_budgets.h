#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/time.h"
#include "storage/notices.h"

namespace regwatch {

/// How many older pages may still be read of each host today (DESIGN §9), over all passes.
class HostBudgets {
 public:
  /// `per_host` pages a day (UTC).
  HostBudgets(Database& database, int per_host, Instant now);

  /// Of what was left when this was made: `half` leaves the other half alone.
  enum class Share { half, all };
  /// Takes one page of the address's host, in a transaction of its own. False: none is left.
  bool take(std::string_view address, Share share);

 private:
  struct Budget {
    int given = 0;
    int left = 0;
  };

  Database& database_;
  Notices notices_;
  int per_host_;
  CivilDate day_;
  std::map<std::string, Budget> budgets_;
};

}  // namespace regwatch
