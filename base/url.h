#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace regwatch {

/// An absolute http or https address in its parts. Host is lower case; path begins with `/` and is
/// percent-encoded; an unset port is 0.
struct Url {
  std::string scheme;
  std::string host;
  int port = 0;
  std::string path;
  std::string query;     ///< Without `?`; see has_query for an empty one.
  std::string fragment;  ///< Without `#`.
  bool has_query = false;

  /// The address as a string. White space, quotes and bytes beyond ASCII are percent-encoded; what
  /// was already encoded stays as it was.
  std::string str() const;
  std::string origin() const;  ///< scheme://host[:port], the default port left out.
  int effective_port() const;
};

/// Whether its host is that domain or one below it: `wap.cac.gov.cn` is of `cac.gov.cn`.
bool is_of_domain(const Url& url, std::string_view domain);
/// Whether two hosts belong to one site: equal but for what stands before the name that is
/// registered (`www.mps.gov.cn`, `app.mps.gov.cn`). Never true for addresses written as numbers.
bool is_same_site(std::string_view host, std::string_view other);

/// Parses an absolute http(s) address. User information is refused (Fault::invalid).
Result<Url> parse_url(std::string_view text);

/// Resolves a reference as browsers do (RFC 3986 §5.2 after trimming; tabs and newlines inside are
/// dropped; protocol-relative and backslashes are understood). `javascript:`, `mailto:` and the
/// like are Fault::invalid. The result's fragment is kept.
Result<Url> resolve_url(const Url& base, std::string_view reference);
/// The same on strings; the result is `Url::str()`.
Result<std::string> resolve_url(std::string_view base, std::string_view reference);

std::string percent_encode(std::string_view text);  ///< All but RFC 3986 unreserved.
std::string percent_decode(std::string_view text);

/// `a=1&b=2` to decoded pairs, in order; `+` means a space.
std::vector<std::pair<std::string, std::string>> parse_query(std::string_view query);
std::string build_query(const std::vector<std::pair<std::string, std::string>>& parameters);

}  // namespace regwatch
