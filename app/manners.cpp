#include "app/manners.h"

#include "base/url.h"

namespace regwatch {
namespace {

std::string host_of(const std::string& url) {
  const auto parsed = parse_url(url);
  return parsed ? parsed->host : "";
}

// One that is watched goes before one that is not; both know how the host wants to be asked.
const Source* source_of_host(const std::string& host, const std::vector<Source>& sources) {
  const Source* found = nullptr;
  for (const Source& source : sources) {
    if (host_of(source.url) != host) continue;
    if (!source.disabled) return &source;
    if (found == nullptr) found = &source;
  }
  return found;
}

Source as_guest(const Source& lister) {
  Source guest;
  guest.id = lister.id;
  guest.url = lister.url;
  guest.user_agent = lister.user_agent;
  guest.pause = lister.pause;
  return guest;
}

}  // namespace

Source manners_for(const std::string& url, const Source& lister,
                   const std::vector<Source>& sources) {
  const std::string host = host_of(url);
  const std::string home = host_of(lister.url);
  if (host == home) return lister;
  if (const Source* known = source_of_host(host, sources)) return *known;
  return is_same_site(host, home) ? lister : as_guest(lister);
}

}  // namespace regwatch
