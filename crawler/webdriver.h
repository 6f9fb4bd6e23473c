#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "crawler/message.h"
#include "crawler/transfer.h"

namespace regwatch {

/// How a browser is started.
struct BrowserSetup {
  std::string program;     ///< Chromium's path.
  std::string directory;   ///< Where its profile goes.
  std::string user_agent;  ///< As the source or the installation has it.
  std::string host_rules;  ///< Where each name lies that may be reached; no other name resolves.
  bool sandbox = true;     ///< Root has none.
};

/// What a browser's page is like at one moment.
struct BrowserLook {
  std::string address;                  ///< That the browser went to, redirects followed.
  std::string media_type;               ///< Of the document that is shown: `text/html`.
  bool is_shown = false;                ///< Of the web: neither blank nor the browser's own.
  bool complete = false;                ///< Loaded, by document.readyState.
  std::size_t size = 0;                 ///< Of the document, in characters.
  std::size_t requests = 0;             ///< Sent so far.
  std::size_t in_flight = 0;            ///< Requests without an answer yet.
  std::vector<std::string> unresolved;  ///< Addresses that it wanted and that no rule names.
  std::string failure;  ///< `net::ERR_…`, where no document came. Empty: one did, or none yet.
  bool is_download = false;  ///< The address is a file, which the browser does not show.
  int status = 0;            ///< Of the document's answer; 0: not known.
  Headers headers;
  std::string remote_ip;
};

/// A request that the page itself sends, with the browser's cookies.
struct PageFetch {
  std::string method;
  std::string url;
  Headers headers;
  std::string body;
  std::size_t max_bytes = 0;
};

/// A client of W3C WebDriver (https://www.w3.org/TR/webdriver2/) for one session with chromedriver,
/// over our own HTTP client. Commands answer through the TransferLoop; one at a time is given.
/// Faults: unreachable for a driver, a browser or a page that does not answer or crashed,
/// too_large.
class WebDriver {
 public:
  template <class T>
  using Done = std::function<void(Result<T>)>;

  /// `patience`: for one command. The loop must outlive it; after its end nothing answers.
  WebDriver(TransferLoop& loop, int port, std::chrono::milliseconds patience);
  ~WebDriver();

  /// Starts the browser and gives its version.
  void open(const BrowserSetup& setup, Done<std::string> done);
  /// Sets out for an address, and does not wait for the page.
  void go(const std::string& url, Done<void> done);
  void look(Done<BrowserLook> done);
  /// The document as HTML, or the text of one that is plain text or JSON.
  void take(std::size_t max_characters, Done<std::string> done);
  void fetch(const PageFetch& request, Done<Response> done);

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace regwatch
