#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/result.h"
#include "base/url.h"
#include "crawler/browser_options.h"
#include "crawler/guard.h"
#include "crawler/message.h"
#include "crawler/transfer.h"

namespace regwatch {

/// A page that only a browser can get.
struct BrowserJob {
  Url url;
  std::string method = "GET";
  std::string body;
  Headers headers;         ///< Of a request that is no visit to a page: POST.
  Url home;                ///< A page from which such a request may be sent: of the same origin.
  std::string user_agent;  ///< Empty: the browser's own.
  std::size_t max_body_bytes = 0;
};

/// Gets pages by a headless Chromium: one browser per process, one page at a time, started when
/// first needed and killed with all that it started when a page hangs it or eats memory.
///
/// The outbound guard stands: a host is resolved and checked here, and the browser is told where it
/// lies; other names, and addresses written as numbers, resolve nowhere. Hosts of the same site
/// that a page turns out to need (`static.example.gov.cn`) are checked and added, and the page is
/// loaded once more. No proxy, no extensions, no downloads, no other scheme than http and https.
/// Each start has an empty profile. Names are resolved on a thread of their own.
///
/// An answer is the document as scripts made it, when it has settled (`rendered`, UTF-8), the text
/// of one that is JSON or plain text, or, for files and POST, the bytes as the page itself fetched
/// them. One thread; works in step() and in the answers of the TransferLoop.
///
/// Faults: missing (not installed), unreachable (no page, crashed, hung, too much memory), refused
/// (the guard; a page that leads to another site), too_large.
class Browser {
 public:
  using Done = std::function<void(Result<Response>)>;
  /// Whether an answer is a challenge that may pass by itself: then it is waited for longer.
  using IsChallenge = std::function<bool(const Response&)>;

  /// Loop and guard must outlive it.
  Browser(BrowserOptions options, TransferLoop& loop, const Guard& guard, IsChallenge is_challenge);
  ~Browser();  ///< Ends the browser; what was asked for is not answered any more.
  Browser(const Browser&) = delete;
  Browser& operator=(const Browser&) = delete;

  bool idle() const;
  /// Precondition: idle(). `done` is called from step() or an answer of the loop.
  void load(BrowserJob job, Done done);
  /// Does what is due; to be called when next_timeout() has passed.
  void step();
  std::optional<std::chrono::milliseconds> next_timeout() const;
  /// Ends the browser; the next load() starts another. Precondition: idle().
  void close();

  /// `Chromium/156.0.8078.108` of the browser that runs or ran last.
  const std::string& version() const;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace regwatch
