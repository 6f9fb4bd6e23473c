#pragma once

#include <chrono>
#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace regwatch {

/// One message to an address that the operator wrote: a webhook's, a chat robot's, a dead-man
/// switch's. Nothing of it is archived, cached or repeated.
struct PostRequest {
  std::string url;
  std::string method = "POST";
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  std::chrono::milliseconds timeout{20'000};  ///< Of the whole exchange.
  std::size_t max_answer = 64 * 1024;         ///< Bytes of the answer's body that are kept.
  std::optional<std::string> ca_file;         ///< PEM; unset: the system's certificates.
};

struct PostAnswer {
  int status = 0;
  std::map<std::string, std::string> headers;  ///< Names in lower case; of several the last.
  std::string body;                            ///< Its beginning, at most `max_answer` bytes.
  bool cut = false;                            ///< There was more of the body, or it broke off.
  /// `Retry-After` (RFC 9110 §10.2.3) as a wait from now; at most a day.
  std::optional<std::chrono::seconds> retry_after;
};

struct PostOutcome {
  /// As soon as the head is whole, whatever becomes of the body.
  std::optional<PostAnswer> answer;  ///< Unset: there was none, and `why` says why.
  std::string why;                   ///< Without the address's path and query: they hold secrets.
  /// Without an answer: all of the request had been handed over, so that it may have been acted on.
  bool may_have_arrived = false;
};

/// Which addresses may be posted to.
struct PostManners {
  std::vector<std::string> allow;    ///< Private ranges, as in NetworkOptions.
  std::optional<std::string> proxy;  ///< As in NetworkOptions.
  std::string user_agent = "regwatch/1.0";
};

/// Sends it, blocking, through the guard (DESIGN §7): http and https only, no redirect is followed,
/// the connected address is checked; the request's own host may lie on a private address, for the
/// operator wrote it.
PostOutcome post(const PostRequest& request, const PostManners& manners);

/// `https://hooks.example.com/…`: an address as it may be shown, for what follows the host is often
/// the secret.
std::string without_secrets(const std::string& url);

}  // namespace regwatch
