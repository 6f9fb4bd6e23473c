#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"
#include "crawler/message.h"

namespace regwatch {

/// One request and its complete answer, as they went over the wire.
struct Exchange {
  Request request;  ///< Method, address and form body. `headers` are those of request_head.
  std::string request_head;   ///< Request line and header fields as sent, CRLF after each line, an
                              ///< empty line last; without Cookie and Authorization.
  std::string response_head;  ///< Status line and header fields as received, CRLF after each line,
                              ///< an empty line last; without Transfer-Encoding and Set-Cookie.
  std::string_view payload;   ///< The body as sent, still content-coded. Valid during the call.
  std::string url;            ///< The address of this hop.
  std::string remote_ip;      ///< The address that answered; of the proxy where there is one.
  /// By what a page was made that never went over the wire in these bytes (`Chromium/156.0`): there
  /// are no heads then, `payload` is of `media_type`, and `request.url` led to `url`.
  std::string made_by;
  std::string media_type;
  Instant at{};  ///< When the answer was complete, by the wall clock.
};

/// Where exchanges are kept: the WARC archive. Called from the fetching thread only.
class CaptureSink {
 public:
  virtual ~CaptureSink() = default;
  /// Appends the exchange (or a revisit of known bytes) and says where its bytes lie. Fails with
  /// Fault::unwritable, and then leaves an archive that still reads.
  virtual Result<CaptureRef> capture(const Exchange& exchange) = 0;
  /// Makes everything that was captured so far durable. Throws where that is impossible.
  virtual void sync() = 0;
};

}  // namespace regwatch
