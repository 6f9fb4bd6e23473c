#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/time.h"
#include "diff/notice.h"
#include "storage/database.h"

namespace regwatch {

/// English that a machine proposed: what it was asked, and what was spent on it. Writes belong
/// inside the caller's Transaction.
class Proposals {
 public:
  explicit Proposals(Database& database) : db_(database) {}

  /// The SHA-256 of the question that the machine's words on this notice answer.
  std::optional<std::string> asked(std::string_view notice_id);
  /// In place of what the machine said before. A person's words stay beside it.
  void put(std::string_view notice_id, const English& english, std::string_view asked, Instant at);

  struct Use {
    long long requests = 0;
    long long tokens = 0;
  };
  Use used(CivilDate day);  ///< In China time.
  void use(CivilDate day, const Use& more);

 private:
  Database& db_;
};

}  // namespace regwatch
