#pragma once

#include <memory>

#include "crawler/capture_sink.h"
#include "crawler/fetcher.h"
#include "crawler/network_options.h"

namespace regwatch {

/// Fetches from the network, politely: concurrently across hosts, one request at a time and a pause
/// per host, robots.txt first, every connection past the outbound guard (DESIGN §7). Every complete
/// answer of every hop is handed to the archive, 304s apart.
///
/// An answer of any status is a Response, after retries where the status may pass (5xx, and 429
/// with a Retry-After). A host that blocks us is left alone. Errors: blocked (such a host),
/// unreachable (no answer, a tripped breaker, robots.txt that cannot be read, a Retry-After too
/// long), refused (guard, robots.txt), too_large, broken (not HTTP, a coding nobody asked for,
/// redirects without end), invalid (address, method, TLS habit), unwritable (the archive).
class HttpClient : public Fetcher {
 public:
  /// `archive` may be null, and outlives the client otherwise. Throws std::invalid_argument for a
  /// malformed range in `options.allow`.
  explicit HttpClient(NetworkOptions options, CaptureSink* archive = nullptr);
  ~HttpClient() override;
  HttpClient(const HttpClient&) = delete;
  HttpClient& operator=(const HttpClient&) = delete;

  void submit(FetchJob job, Done done) override;
  void run() override;
  bool holds_nothing_of(const Source&) const override { return false; }
  void sync_archive() override;

 private:
  class Scheduler;
  std::unique_ptr<Scheduler> scheduler_;
};

}  // namespace regwatch
