#pragma once

#include <chrono>
#include <optional>
#include <string_view>

#include "base/time.h"
#include "diff/notice.h"

namespace regwatch {

/// What the time of a notice's next look depends on.
struct LookHistory {
  std::string_view id;  ///< Spreads notices that were read together.
  Instant first_seen{};
  std::optional<CivilDate> published;
  std::optional<CivilDate> deadline;  ///< For comments.
  Instant last_look{};                ///< Of any outcome.
  std::optional<Instant> last_change;
  NoticeStatus status = NoticeStatus::listed;
  int failures = 0;          ///< Looks in a row that failed.
  bool is_gone = false;      ///< The last one found no page any more.
  bool unconfirmed = false;  ///< It said something else once, and that is to be seen again.
};

/// When a notice's page and files are looked at again: every two hours on its first day, at least
/// daily while it is younger than thirty days or its comment period runs (DESIGN §9), every few
/// hours in that period's last days; then weekly for half a year, monthly until it is two years
/// old, and no more. After a change as after its publication; after a failure within the hour, then
/// ever later, a few times; gone, after three hours; withdrawn, daily at most; an unconfirmed
/// difference with the next pass. Up to a seventh sooner, by the id.
std::optional<Instant> next_look(const LookHistory& history);

/// Whether it is looked at before a pass tells, whatever its host's budget: young, open for
/// comments, or unconfirmed. What is older waits until after.
bool is_pressing(const LookHistory& history, Instant now);

}  // namespace regwatch
