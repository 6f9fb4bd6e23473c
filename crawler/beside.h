#pragma once

#include <poll.h>

#include <chrono>
#include <optional>
#include <vector>

namespace regwatch {

/// Work that goes on while pages are fetched, on the same thread: what reads documents in child
/// processes waits for them together with the sockets. See Fetcher::work_beside().
class Beside {
 public:
  virtual ~Beside() = default;
  /// Adds what it waits for. Called before every wait.
  virtual void add_descriptors(std::vector<pollfd>& to) const = 0;
  /// How long a wait may be at most; zero: there is something to do now. Nothing: as long as none
  /// of the descriptors stirs.
  virtual std::optional<std::chrono::milliseconds> next_timeout() const = 0;
  /// Does what can be done without waiting. Calls the Done of what ended, which may submit more,
  /// here and to the fetcher.
  virtual void step() = 0;
  /// Nothing is queued or under way.
  virtual bool idle() const = 0;
};

/// `wait`, or less where `beside` (may be null) has something to do earlier.
std::chrono::milliseconds wait_beside(const Beside* beside, std::chrono::milliseconds wait);

/// Sleeps until one of its descriptors stirs, its timeout or `longest` has passed.
void wait_for(const Beside& beside, std::chrono::milliseconds longest);

}  // namespace regwatch
