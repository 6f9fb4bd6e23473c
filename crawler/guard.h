#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/url.h"

struct sockaddr;

namespace regwatch {

/// A range of addresses. IPv4 is kept in its mapped form, ::ffff:0:0/96.
struct AddressRange {
  std::array<std::uint8_t, 16> prefix{};
  int bits = 128;  ///< Of the prefix that count.
};

/// Reads `10.1.0.0/16`, `fd00::/8` or a single address. Fault::invalid says what was expected.
Result<AddressRange> parse_cidr(std::string_view text);

/// `host:port` of an address that the operator wrote, as `NetworkOptions::operator_hosts` takes it.
std::string operator_host(const Url& url);

/// Decides which addresses our bytes may go to (DESIGN §7). It looks at the socket address that is
/// about to be connected, so that neither notation nor a name that changes its answer gets past it.
/// Immutable after construction; any thread.
class Guard {
 public:
  enum class Use {
    page,    ///< What the crawler fetches, and webhooks.
    mail,    ///< A mail server.
    proxy,   ///< The proxy that the operator wrote: on any address.
    driver,  ///< The program that drives our browser: on the loopback address and nowhere else.
  };

  Guard() = default;
  /// `operator_hosts` and `allow` as in NetworkOptions. Fault::invalid for a malformed range.
  static Result<Guard> make(const std::vector<std::string>& operator_hosts,
                            const std::vector<std::string>& allow);

  /// Whether a connection to that address on behalf of `host` may be made. Fault::refused names the
  /// address and its range. A host that the operator wrote excuses loopback, private, shared and
  /// link-local addresses; the other ranges only where it was written as that very address.
  Result<void> check_address(const sockaddr& address, std::string_view host, Use use) const;

  /// Resolves the name (blocking) and checks every address of it: for connections that a proxy
  /// makes on our behalf. A name that does not resolve here cannot be checked and is
  /// Fault::refused.
  Result<void> check_host(const std::string& host, int port, Use use) const;

  /// Resolves the name (blocking) and gives its addresses, IPv4 first, where all of them may be
  /// connected: for a browser, which is told where a name lies. Fault::refused, or
  /// Fault::unreachable where the name does not resolve.
  Result<std::vector<std::string>> permitted_addresses(const std::string& host, int port) const;

 private:
  bool is_operator_host(std::string_view host, int port, Use use) const;
  bool is_allowed(const std::array<std::uint8_t, 16>& address) const;

  std::vector<std::string> operator_hosts_;
  std::vector<AddressRange> allow_;
};

/// Puts the guard between one libcurl easy handle and the network. Must outlive the handle's
/// transfers and stay where it is.
class GuardedHandle {
 public:
  explicit GuardedHandle(const Guard& guard) : guard_(&guard) {}
  GuardedHandle(const GuardedHandle&) = delete;
  GuardedHandle& operator=(const GuardedHandle&) = delete;

  /// `easy` is a `CURL*`. Sets CURLOPT_OPENSOCKETFUNCTION and its data.
  void install(void* easy);
  /// Before each transfer: on whose behalf connections will be made.
  void expect(std::string host, Guard::Use use);
  /// Why the last connection was refused; empty when none was. libcurl itself only says that it
  /// could not connect.
  const std::string& refusal() const { return refusal_; }
  /// For the callback.
  bool permits(const sockaddr& address);

 private:
  const Guard* guard_;
  std::string host_;
  Guard::Use use_ = Guard::Use::page;
  std::string refusal_;
};

}  // namespace regwatch
