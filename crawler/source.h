#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace regwatch {

/// Where a value was written, for messages.
struct Location {
  std::string file;
  int line = 0;
  std::string str() const { return file + ":" + std::to_string(line); }
};

/// One parser option of a source, as the configuration wrote it. The crawler carries it unread; the
/// parser that owns it validates it.
struct Option {
  std::variant<std::string, std::int64_t, bool, std::vector<std::string>> value;
  Location where;
};
using Options = std::map<std::string, Option>;

/// What the list of a source promises.
enum class Coverage {
  latest,    ///< The newest rows; leaving the list means nothing.
  complete,  ///< Everything there is; what is missing while the rest is there was withdrawn.
};

/// What a source is expected to look like, so that its silence can be told from a broken page.
struct Expectations {
  int min_rows = 1;                              ///< Fewer rows on the first page are `suspect`.
  std::optional<std::chrono::days> max_silence;  ///< No newer notice for longer is `suspect`.
};

/// How the pages of a source are fetched.
enum class Fetching {
  plain,               ///< By the HTTP client.
  browser,             ///< By a browser: pages that only a script makes.
  browser_if_blocked,  ///< By the HTTP client; by a browser where that met a challenge.
};

/// One column of one institution's site: an entry of `sources.toml`.
struct Source {
  std::string id;         ///< `cac-consultations`
  std::string authority;  ///< `CAC`
  std::string name;       ///< `网信@你`, as the site calls the column.
  std::string url;
  std::string parser;
  std::chrono::seconds every{std::chrono::hours{1}};
  int depth = 3;  ///< Pages at most, in one pass, when paging back.
  Coverage coverage = Coverage::latest;
  Expectations expect;
  std::string confidence;  ///< `A`, `B`, `C` (sources.toml says what they mean), or empty.
  std::string note;        ///< Provenance, for a reader.
  std::optional<std::string> disabled;  ///< Why it is not watched.
  Fetching fetching = Fetching::plain;
  std::optional<std::string> ignore_robots;  ///< Why robots.txt is overridden.
  std::optional<std::string> user_agent;
  std::optional<std::string> referer;  ///< Absent: its own address.
  std::optional<std::string> cookie;   ///< A `Cookie` header value.
  bool keep_cookies = false;           ///< Cookies of earlier responses of this source go along.
  std::optional<std::chrono::milliseconds> pause;  ///< Between two requests to its host.
  /// Old TLS habits: `legacy-renegotiation`, `weak-dh`, `tls-1.0`, `extra-ca`.
  std::vector<std::string> tls;
  std::optional<std::string> extra_ca;  ///< PEM file, with `extra-ca`.
  Options options;                      ///< All other keys: the parser's.
  Location where;
};

}  // namespace regwatch
