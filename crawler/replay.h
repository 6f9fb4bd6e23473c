#pragma once

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "crawler/archive_reader.h"
#include "crawler/capture_sink.h"
#include "crawler/fetcher.h"

namespace regwatch {

/// Answers requests from WARC files, ours or other tools' (DESIGN §9, "What does replay answer?").
///
/// Found by method, host, path and the set of decoded parameters, http equal to https; a POST by
/// the body of its request record, or by its address alone where there is none. Of several captures
/// the newest not later than `now`. Redirects are followed within the captures; conditional
/// requests are honoured against the captured ETag and Last-Modified. The index holds places, not
/// bodies.
class Replay : public Fetcher {
 public:
  /// Reads the files through (a directory stands for its WARC files). `now` unset: the newest
  /// WARC-Date. Fault::missing or invalid.
  static Result<Replay> open(const std::vector<std::string>& paths,
                             std::optional<Instant> now = std::nullopt);
  ~Replay() override;
  Replay(Replay&&) noexcept;
  Replay& operator=(Replay&&) noexcept;

  /// Captures that answer are archived there from now on, with their dates. Not owned.
  void archive_to(CaptureSink* sink);

  void submit(FetchJob job, Done done) override;
  void run() override;
  bool holds_nothing_of(const Source& source) const override;
  void sync_archive() override;

  /// Whether a capture not later than `now` answers.
  bool holds(const Request& request) const;
  /// The answer, redirects followed. Fault::not_captured, broken, too_large, invalid.
  Result<Response> answer(const FetchJob& job);
  /// The capture itself, whatever its status. Response::url is the address asked for.
  Result<StoredCapture> stored(const Request& request, std::uint64_t max_bytes);

  Instant now() const;
  /// The newest WARC-Date of a response; unset where there is none.
  std::optional<Instant> newest_date() const;
  /// What was captured, each address once, in the order of the files.
  std::vector<std::string> addresses() const;
  /// Torn tails, records that are no HTTP, revisits of bytes that are not in these files.
  const std::vector<std::string>& warnings() const;

 private:
  struct State;
  explicit Replay(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace regwatch
