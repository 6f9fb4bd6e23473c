#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "base/url.h"

namespace regwatch {

/// The cookies that the answers to one source set (RFC 6265). Every cookie is host-only: `Domain`
/// is ignored, because without the public suffix list it would let one site set cookies for
/// another.
class CookieJar {
 public:
  /// Takes one `Set-Cookie` value of an answer from that address.
  void take(std::string_view set_cookie, const Url& from, Instant now);
  /// The `Cookie` value for a request to that address, longest path first. Empty: none.
  std::string header_for(const Url& url, Instant now) const;

 private:
  struct Cookie {
    std::string name;
    std::string value;
    std::string path;
    bool secure = false;
    Instant expires = Instant::max();
  };

  std::map<std::string, std::vector<Cookie>> by_host_;
};

}  // namespace regwatch
