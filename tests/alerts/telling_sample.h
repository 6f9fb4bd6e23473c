#pragma once

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "alerts/telling.h"
#include "storage/notices.h"
#include "tests/render/digest_sample.h"

namespace regwatch::sample {

// Stores a notice that appeared, with what is owed for it, as the pipeline does: one transaction.
inline void appear(Database& database, const std::vector<Subscription>& subscriptions,
                   const char* id, const char* title, Instant at) {
  Notice notice = sample::notice(id, Kind::rule, "CAC", title, "2026-09-17");
  notice.first_seen = notice.last_seen = at;
  Transaction transaction(database);
  Notices notices(database);
  notices.put(notice);
  Change change = sample::change(id, ChangeKind::appeared);
  change.at = at;
  const long long change_id = notices.put_change(change);
  owe_change(database, subscriptions, {notice, "", change_id, at});
  transaction.commit();
}

// Whether the process that runs this test case was killed at that point. A new process, for the
// point is read once in each.
inline bool killed_at(const std::string& point, const char* test_case,
                      const std::filesystem::path& directory, int port) {
  const pid_t child = ::fork();
  if (child == 0) {
    ::setenv("REGWATCH_CRASH_AT", point.c_str(), 1);
    ::setenv("REGWATCH_TEST_DIRECTORY", directory.c_str(), 1);
    ::setenv("REGWATCH_TEST_PORT", std::to_string(port).c_str(), 1);
    ::execl("/proc/self/exe", "test_alerts", test_case, nullptr);
    ::_exit(127);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL;
}

}  // namespace regwatch::sample
