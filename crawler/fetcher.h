#pragma once

#include <cstddef>
#include <functional>
#include <string>

#include "base/result.h"
#include "crawler/beside.h"
#include "crawler/message.h"
#include "crawler/source.h"

namespace regwatch {

/// What an earlier response said of itself, for a conditional request (RFC 9110 §13).
struct Validators {
  std::string etag;           ///< As sent, quotes and `W/` included. Empty: unknown.
  std::string last_modified;  ///< As sent. Empty: unknown.
  bool empty() const { return etag.empty() && last_modified.empty(); }
};

/// A request with the manners that its source asks for.
struct FetchJob {
  Request request;
  const Source* source = nullptr;          ///< Not owned; outlives the fetch. Never null.
  Validators known;                        ///< When not empty the request is conditional.
  std::size_t max_body_bytes = 32u << 20;  ///< After inflation.
};

/// Gets bytes: from the network (`HttpClient`) or from captures (`Replay`).
///
/// An HTTP answer of any status is a Response; only what gave no usable answer is an Error
/// (unreachable, refused, blocked by a tripped breaker as unreachable, too_large, not_captured).
/// One thread: `submit` and `run` are called from the same one, and `Done` runs there too.
class Fetcher {
 public:
  using Done = std::function<void(Result<Response>)>;

  virtual ~Fetcher() = default;
  /// Queues a job. May be called from a Done.
  virtual void submit(FetchJob job, Done done) = 0;
  /// Works until nothing is queued or under way, here and beside. Each Done is called exactly once.
  virtual void run() = 0;
  /// From now on run() works on that too. Not owned, and outlives the fetcher or is taken back by
  /// null.
  void work_beside(Beside* beside) { beside_ = beside; }
  /// True when nothing of that source can be answered, ever (replay without its capture).
  virtual bool holds_nothing_of(const Source& source) const = 0;
  /// Makes what has been captured so far durable (fsync). Called before a reference is committed.
  virtual void sync_archive() = 0;

 protected:
  Beside* beside_ = nullptr;
};

}  // namespace regwatch
