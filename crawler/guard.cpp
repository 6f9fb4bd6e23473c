#include "crawler/guard.h"

#include <arpa/inet.h>
#include <curl/curl.h>
#include <netdb.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <memory>
#include <optional>

#include "base/text.h"

namespace regwatch {
namespace {

using Address = std::array<std::uint8_t, 16>;

constexpr Address mapped_prefix = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF, 0, 0, 0, 0};

bool starts_with(const Address& address, const Address& prefix, int bits) {
  const auto whole = static_cast<std::size_t>(bits / 8);
  if (std::memcmp(address.data(), prefix.data(), whole) != 0) return false;
  if (bits % 8 == 0) return true;
  const int shift = 8 - bits % 8;
  return address[whole] >> shift == prefix[whole] >> shift;
}

Address from_v4(const void* bytes) {
  Address address = mapped_prefix;
  std::memcpy(address.data() + 12, bytes, 4);
  return address;
}

std::optional<Address> parse_address(const std::string& text) {
  Address address{};
  if (inet_pton(AF_INET6, text.c_str(), address.data()) == 1) return address;
  std::array<std::uint8_t, 4> v4{};
  if (inet_pton(AF_INET, text.c_str(), v4.data()) == 1) return from_v4(v4.data());
  return std::nullopt;
}

std::string format_address(const Address& address) {
  std::array<char, INET6_ADDRSTRLEN> text{};
  if (starts_with(address, mapped_prefix, 96)) {
    inet_ntop(AF_INET, address.data() + 12, text.data(), text.size());
  } else {
    inet_ntop(AF_INET6, address.data(), text.data(), text.size());
  }
  return text.data();
}

enum class Excuse {
  operator_host,  ///< An operator may run a server there.
  literal,        ///< Nobody serves pages there under a name.
};

struct ForbiddenRange {
  const char* cidr;
  const char* name;
  Excuse excuse;
};

constexpr const char* fake_dns =
    "a benchmarking address; a DNS-faking proxy on this machine or network answers with such "
    "addresses, so exempt regwatch from it or name the proxy as [network] proxy";

// IANA's special-purpose registries, as far as no public page can lie there. The first match
// speaks.
constexpr ForbiddenRange forbidden[] = {
    {"127.0.0.0/8", "a loopback address", Excuse::operator_host},
    {"10.0.0.0/8", "a private address", Excuse::operator_host},
    {"172.16.0.0/12", "a private address", Excuse::operator_host},
    {"192.168.0.0/16", "a private address", Excuse::operator_host},
    {"169.254.169.254", "a cloud's metadata address", Excuse::literal},
    {"169.254.0.0/16", "a link-local address", Excuse::operator_host},
    {"100.100.100.200", "a cloud's metadata address", Excuse::literal},
    {"100.64.0.0/10", "a shared (carrier NAT) address", Excuse::operator_host},
    {"198.18.0.0/15", fake_dns, Excuse::literal},
    {"0.0.0.0/8", "an unspecified address", Excuse::literal},
    {"192.0.0.0/24", "a protocol assignment", Excuse::literal},
    {"192.0.2.0/24", "a documentation address", Excuse::literal},
    {"198.51.100.0/24", "a documentation address", Excuse::literal},
    {"203.0.113.0/24", "a documentation address", Excuse::literal},
    {"224.0.0.0/4", "a multicast address", Excuse::literal},
    {"255.255.255.255", "the broadcast address", Excuse::literal},
    {"240.0.0.0/4", "a reserved address", Excuse::literal},
    {"::1", "a loopback address", Excuse::operator_host},
    {"::", "an unspecified address", Excuse::literal},
    {"fd00:ec2::254", "a cloud's metadata address", Excuse::literal},
    {"fc00::/7", "a private address", Excuse::operator_host},
    {"fe80::/10", "a link-local address", Excuse::operator_host},
    {"fec0::/10", "a site-local address", Excuse::operator_host},
    {"64:ff9b:1::/48", "a private translation address", Excuse::literal},
    {"2001::/32", "a Teredo address", Excuse::literal},
    {"2001:db8::/32", "a documentation address", Excuse::literal},
    {"100::/64", "a discard address", Excuse::literal},
    {"ff00::/8", "a multicast address", Excuse::literal},
};

struct Forbidden {
  AddressRange range;
  const ForbiddenRange* entry;
};

const std::vector<Forbidden>& forbidden_table() {
  static const std::vector<Forbidden> table = [] {
    std::vector<Forbidden> ranges;
    for (const auto& entry : forbidden) ranges.push_back({parse_cidr(entry.cidr).value(), &entry});
    return ranges;
  }();
  return table;
}

const ForbiddenRange* find_forbidden(const Address& address) {
  for (const auto& [range, entry] : forbidden_table()) {
    if (starts_with(address, range.prefix, range.bits)) return entry;
  }
  return nullptr;
}

// The IPv4 address that an IPv6 one is only another form of: IPv4-compatible (RFC 4291 §2.5.5.1),
// NAT64 (RFC 6052 §2.1), 6to4 (RFC 3056 §2). The mapped form is how IPv4 is kept here anyway.
std::optional<Address> embedded_v4(const Address& address) {
  static const Address nat64 = {0x00, 0x64, 0xFF, 0x9B};
  static const Address six_to_four = {0x20, 0x02};
  const bool compatible = starts_with(address, Address{}, 96);
  if (compatible || starts_with(address, nat64, 96)) return from_v4(address.data() + 12);
  if (starts_with(address, six_to_four, 16)) return from_v4(address.data() + 2);
  return std::nullopt;
}

struct Endpoint {
  Address address{};
  int port = 0;
};

std::optional<Endpoint> read_sockaddr(const sockaddr& from) {
  if (from.sa_family == AF_INET) {
    sockaddr_in v4;
    std::memcpy(&v4, &from, sizeof v4);
    return Endpoint{from_v4(&v4.sin_addr), ntohs(v4.sin_port)};
  }
  if (from.sa_family == AF_INET6) {
    sockaddr_in6 v6;
    std::memcpy(&v6, &from, sizeof v6);
    Endpoint endpoint{{}, ntohs(v6.sin6_port)};
    std::memcpy(endpoint.address.data(), &v6.sin6_addr, 16);
    return endpoint;
  }
  return std::nullopt;
}

std::string without_brackets(std::string_view host) {
  if (host.size() > 2 && host.front() == '[' && host.back() == ']')
    host = host.substr(1, host.size() - 2);
  return std::string(host);
}

struct Resolved {
  int failed = 0;  ///< As getaddrinfo() gives it; 0: it did not.
  std::unique_ptr<addrinfo, void (*)(addrinfo*)> list{nullptr, freeaddrinfo};
};

Resolved resolve(const std::string& host, int port) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  const std::string name = without_brackets(host);
  Resolved resolved;
  resolved.failed = getaddrinfo(name.c_str(), std::to_string(port).c_str(), &hints, &found);
  if (resolved.failed == 0) resolved.list.reset(found);
  return resolved;
}

curl_socket_t open_checked(void* guarded, curlsocktype purpose, curl_sockaddr* address) {
  if (purpose != CURLSOCKTYPE_IPCXN) return CURL_SOCKET_BAD;
  if (!static_cast<GuardedHandle*>(guarded)->permits(address->addr)) return CURL_SOCKET_BAD;
  return ::socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

}  // namespace

Result<AddressRange> parse_cidr(std::string_view text) {
  const Error invalid{Fault::invalid, "'" + std::string(ellipsize(text, 60)) +
                                          "': a range such as 10.0.0.0/8 or fd00::/8 is expected"};
  const auto slash = text.find('/');
  const auto address = parse_address(std::string(text.substr(0, slash)));
  if (!address) return invalid;
  const bool v4 = text.substr(0, slash).find(':') == text.npos;
  int bits = v4 ? 32 : 128;
  if (slash != text.npos) {
    const auto digits = text.substr(slash + 1);
    int given = -1;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), given);
    const bool whole = read.ec == std::errc{} && read.ptr == digits.data() + digits.size();
    if (!whole || given < 0 || given > bits) return invalid;
    bits = given;
  }
  return AddressRange{*address, v4 ? bits + 96 : bits};
}

std::string operator_host(const Url& url) {
  return url.host + ":" + std::to_string(url.effective_port());
}

Result<Guard> Guard::make(const std::vector<std::string>& operator_hosts,
                          const std::vector<std::string>& allow) {
  Guard guard;
  for (const auto& host : operator_hosts) guard.operator_hosts_.push_back(ascii_lower(host));
  for (const auto& text : allow) {
    const auto range = parse_cidr(text);
    if (!range) return range.error();
    guard.allow_.push_back(*range);
  }
  return guard;
}

bool Guard::is_operator_host(std::string_view host, int port, Use use) const {
  const bool default_port =
      use == Use::mail ? port == 25 || port == 465 || port == 587 : port == 80 || port == 443;
  const std::string name = ascii_lower(host);
  const std::string full = name + ":" + std::to_string(port);
  return std::any_of(operator_hosts_.begin(), operator_hosts_.end(), [&](const std::string& known) {
    return known == full || (default_port && known == name);
  });
}

bool Guard::is_allowed(const Address& address) const {
  return std::any_of(allow_.begin(), allow_.end(), [&](const AddressRange& range) {
    return starts_with(address, range.prefix, range.bits);
  });
}

Result<void> Guard::check_address(const sockaddr& address, std::string_view host, Use use) const {
  if (use == Use::proxy) return {};
  const auto endpoint = read_sockaddr(address);
  if (use == Use::driver) {
    if (endpoint && format_address(endpoint->address) == "127.0.0.1") return {};
    return Error{Fault::refused, std::string(host) + ": a browser's driver is on 127.0.0.1 only"};
  }
  if (!endpoint) return Error{Fault::refused, std::string(host) + ": neither IPv4 nor IPv6"};
  const ForbiddenRange* range = find_forbidden(endpoint->address);
  std::string shown = format_address(endpoint->address);
  if (const auto inner = embedded_v4(endpoint->address); inner && !range) {
    range = find_forbidden(*inner);
    shown += " (" + format_address(*inner) + ")";
  }
  if (!range || is_allowed(endpoint->address)) return {};
  const bool excused = range->excuse == Excuse::operator_host ||
                       parse_address(without_brackets(host)) == endpoint->address;
  if (excused && is_operator_host(host, endpoint->port, use)) return {};
  return Error{Fault::refused, std::string(host) + ": the outbound guard refuses to connect to " +
                                   shown + ", " + range->name};
}

Result<void> Guard::check_host(const std::string& host, int port, Use use) const {
  const Resolved found = resolve(host, port);
  if (found.failed != 0) {
    return Error{Fault::refused, host + ": does not resolve here (" + gai_strerror(found.failed) +
                                     "), so where the proxy would connect cannot be checked"};
  }
  for (const addrinfo* each = found.list.get(); each != nullptr; each = each->ai_next) {
    if (auto checked = check_address(*each->ai_addr, host, use); !checked) return checked;
  }
  return {};
}

Result<std::vector<std::string>> Guard::permitted_addresses(const std::string& host,
                                                            int port) const {
  const Resolved found = resolve(host, port);
  if (found.failed != 0) return Error{Fault::unreachable, host + ": the name does not resolve"};
  std::vector<std::string> v4, v6;
  for (const addrinfo* each = found.list.get(); each != nullptr; each = each->ai_next) {
    if (auto checked = check_address(*each->ai_addr, host, Use::page); !checked)
      return checked.error();
    if (const auto endpoint = read_sockaddr(*each->ai_addr))
      (each->ai_family == AF_INET ? v4 : v6).push_back(format_address(endpoint->address));
  }
  v4.insert(v4.end(), v6.begin(), v6.end());
  return v4;
}

void GuardedHandle::install(void* easy) {
  curl_easy_setopt(static_cast<CURL*>(easy), CURLOPT_OPENSOCKETFUNCTION, open_checked);
  curl_easy_setopt(static_cast<CURL*>(easy), CURLOPT_OPENSOCKETDATA, this);
}

void GuardedHandle::expect(std::string host, Guard::Use use) {
  host_ = std::move(host);
  use_ = use;
  refusal_.clear();
}

bool GuardedHandle::permits(const sockaddr& address) {
  const auto checked = guard_->check_address(address, host_, use_);
  if (!checked) refusal_ = checked.error().message;
  return checked.ok();
}

}  // namespace regwatch
