#pragma once

#include <chrono>
#include <deque>
#include <map>
#include <string>

namespace regwatch {

/// How many messages each address was sent in the last minute, by this process. Of one thread.
class RobotPace {
 public:
  using Clock = std::chrono::steady_clock;

  /// How long to wait before the next message to this address; it counts as sent when that is 0.
  std::chrono::milliseconds ask(const std::string& address, int per_minute,
                                std::chrono::milliseconds apart, Clock::time_point now);

 private:
  std::map<std::string, std::deque<Clock::time_point>> sent_;
};

}  // namespace regwatch
