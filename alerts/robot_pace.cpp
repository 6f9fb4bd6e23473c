#include "alerts/robot_pace.h"

#include <algorithm>

namespace regwatch {

std::chrono::milliseconds RobotPace::ask(const std::string& address, int per_minute,
                                         std::chrono::milliseconds apart, Clock::time_point now) {
  constexpr std::chrono::minutes window{1};
  std::deque<Clock::time_point>& sent = sent_[address];
  while (!sent.empty() && now - sent.front() >= window) sent.pop_front();
  Clock::time_point free = sent.empty() ? now : sent.back() + apart;
  if (sent.size() >= static_cast<std::size_t>(per_minute)) {
    free = std::max(free, sent.front() + window);
  }
  if (free > now) return std::chrono::ceil<std::chrono::milliseconds>(free - now);
  sent.push_back(now);
  return {};
}

}  // namespace regwatch
