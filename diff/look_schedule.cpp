#include "diff/look_schedule.h"

#include <algorithm>
#include <array>

#include "base/sha256.h"

namespace regwatch {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr days young{30};
// Two fetches that are to agree lie this far apart at least; a pass comes every half hour.
constexpr minutes confirm_after{15};
constexpr minutes first_retry{30};
constexpr int most_retries = 5;  // Then it is looked at as if nothing were wrong with it.
// Twice gone is withdrawn: an hour's trouble with a server is to be over by then.
constexpr hours gone_again_after{3};

struct Step {
  seconds until;  // Age below which the pace holds.
  seconds every;
};

constexpr std::array<Step, 5> by_age = {{{days{1}, hours{2}},
                                         {days{3}, hours{6}},
                                         {young, days{1}},
                                         {days{183}, days{7}},
                                         {days{730}, days{30}}}};

// A day beyond each end of a comment period: it is often given longer once it is over.
constexpr std::array<Step, 3> by_days_left = {
    {{days{1}, hours{3}}, {days{3}, hours{6}}, {days{3650}, hours{12}}}};
constexpr days watched_after_deadline{3};

template <std::size_t N>
std::optional<seconds> pace(const std::array<Step, N>& steps, seconds age) {
  for (const Step& step : steps) {
    if (age < step.until) return step.every;
  }
  return std::nullopt;
}

// Where only the day is known it counts from that day's end, or from when we saw it.
Instant born(const LookHistory& history) {
  if (!history.published) return history.first_seen;
  return std::min(history.first_seen, end_of_day_in_china(*history.published));
}

// A change makes it as young as it was, for the pace.
Instant youngest(const LookHistory& history) {
  return std::max(born(history), history.last_change.value_or(Instant::min()));
}

std::optional<seconds> pace_by_deadline(const LookHistory& history) {
  if (!history.deadline) return std::nullopt;
  const seconds left = end_of_day_in_china(*history.deadline) - history.last_look;
  if (left < -watched_after_deadline) return std::nullopt;
  return left < seconds{0} ? days{1} : pace(by_days_left, left);
}

std::optional<seconds> pause_after(const LookHistory& history) {
  if (history.failures == 0 || history.failures > most_retries) return std::nullopt;
  return history.is_gone ? gone_again_after : first_retry * (1 << (history.failures - 1));
}

// 0 to 255, the same for the same id.
int spread_of(std::string_view id) { return sha256(id)[0]; }

// A daily look falls 20 to 23½ hours after the last, so that a pass at the same minute each day
// meets it each day.
seconds spread(seconds every, std::string_view id) {
  return every * 5 / 6 + every * 7 / 48 * spread_of(id) / 256;
}

std::optional<seconds> shorter(std::optional<seconds> a, std::optional<seconds> b) {
  if (!a || !b) return a ? a : b;
  return std::min(*a, *b);
}

}  // namespace

std::optional<Instant> next_look(const LookHistory& history) {
  if (history.unconfirmed) return history.last_look + confirm_after;
  const seconds age = history.last_look - youngest(history);
  auto every = shorter(pace(by_age, age), pace_by_deadline(history));
  if (every) every = spread(*every, history.id);
  if (!every) return std::nullopt;
  if (history.status == NoticeStatus::withdrawn) {
    every = std::max<seconds>(*every, spread(days{1}, history.id));
  } else {
    every = shorter(every, pause_after(history));
  }
  return history.last_look + *every;
}

bool is_pressing(const LookHistory& history, Instant now) {
  const bool open =
      history.deadline && now <= end_of_day_in_china(*history.deadline) + watched_after_deadline;
  return history.unconfirmed || open || now - youngest(history) < young;
}

}  // namespace regwatch
