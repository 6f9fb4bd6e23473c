#include "crawler/guard.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <catch2/catch.hpp>
#include <cstring>

namespace regwatch {
namespace {

sockaddr_storage socket_address(const std::string& ip, int port) {
  sockaddr_storage storage{};
  auto* v4 = reinterpret_cast<sockaddr_in*>(&storage);
  auto* v6 = reinterpret_cast<sockaddr_in6*>(&storage);
  if (inet_pton(AF_INET, ip.c_str(), &v4->sin_addr) == 1) {
    v4->sin_family = AF_INET;
    v4->sin_port = htons(static_cast<std::uint16_t>(port));
  } else {
    REQUIRE(inet_pton(AF_INET6, ip.c_str(), &v6->sin6_addr) == 1);
    v6->sin6_family = AF_INET6;
    v6->sin6_port = htons(static_cast<std::uint16_t>(port));
  }
  return storage;
}

Result<void> check(const Guard& guard, const std::string& ip, const std::string& host,
                   int port = 443, Guard::Use use = Guard::Use::page) {
  const sockaddr_storage storage = socket_address(ip, port);
  return guard.check_address(reinterpret_cast<const sockaddr&>(storage), host, use);
}

Guard guard_of(std::vector<std::string> hosts, std::vector<std::string> allow = {}) {
  auto guard = Guard::make(hosts, allow);
  REQUIRE(guard.ok());
  return *guard;
}

}  // namespace

TEST_CASE("the guard lets public addresses pass") {
  const Guard guard;
  for (const char* ip : {"1.1.1.1",        "124.127.0.1",     "9.255.255.255",    "11.0.0.0",
                         "172.15.255.255", "172.32.0.0",      "192.167.255.255",  "192.169.0.0",
                         "100.63.255.255", "100.128.0.0",     "169.253.1.1",      "198.17.255.255",
                         "198.20.0.0",     "223.255.255.255", "126.255.255.255",  "128.0.0.1",
                         "2408:8000::1",   "2606:4700::1111", "64:ff9b::101:101", "2002:101:101::1",
                         "::ffff:1.1.1.1", "2001:4860::8888"}) {
    CAPTURE(ip);
    CHECK(check(guard, ip, "www.example.gov.cn").ok());
  }
}

TEST_CASE("the guard refuses addresses that no public page lies on, in every form") {
  const Guard guard;
  for (const char* ip : {"127.0.0.1",
                         "127.255.255.254",
                         "10.0.0.1",
                         "10.255.255.255",
                         "172.16.0.1",
                         "172.31.255.255",
                         "192.168.0.1",
                         "169.254.1.1",
                         "169.254.169.254",
                         "100.64.0.1",
                         "100.127.255.255",
                         "100.100.100.200",
                         "198.18.0.1",
                         "198.19.255.255",
                         "0.0.0.0",
                         "0.1.2.3",
                         "224.0.0.1",
                         "239.255.255.250",
                         "240.0.0.1",
                         "255.255.255.255",
                         "192.0.2.1",
                         "192.0.0.8",
                         "198.51.100.1",
                         "203.0.113.9",
                         "::1",
                         "::",
                         "fc00::1",
                         "fd12:3456::1",
                         "fd00:ec2::254",
                         "fe80::1",
                         "febf::1",
                         "fec0::1",
                         "ff02::1",
                         "::ffff:127.0.0.1",
                         "::ffff:10.0.0.1",
                         "::ffff:169.254.169.254",
                         "::127.0.0.1",
                         "::10.1.2.3",
                         "64:ff9b::7f00:1",
                         "64:ff9b::a00:1",
                         "64:ff9b:1::1",
                         "2002:7f00:1::1",
                         "2002:c0a8:101::1",
                         "2001:0:1::1",
                         "2001:db8::1",
                         "100::1"}) {
    CAPTURE(ip);
    const auto checked = check(guard, ip, "www.example.gov.cn");
    REQUIRE_FALSE(checked.ok());
    CHECK(checked.error().fault == Fault::refused);
    CHECK(checked.error().message.find("www.example.gov.cn") != std::string::npos);
  }
}

TEST_CASE("a refused benchmarking address names DNS-faking proxies") {
  const auto checked = check(Guard(), "198.18.0.7", "www.cac.gov.cn");
  REQUIRE_FALSE(checked.ok());
  CHECK(checked.error().message.find("DNS-faking proxy") != std::string::npos);
}

TEST_CASE("a host that the operator wrote may lie on a private address, at its port only") {
  const Guard guard = guard_of({"intranet.example", "127.0.0.1:8080", "[::1]:9090"});
  CHECK(check(guard, "10.0.0.7", "intranet.example", 443).ok());
  CHECK(check(guard, "10.0.0.7", "INTRANET.example", 80).ok());
  CHECK_FALSE(check(guard, "10.0.0.7", "intranet.example", 8080).ok());
  CHECK_FALSE(check(guard, "10.0.0.7", "other.example", 443).ok());
  CHECK_FALSE(check(guard, "10.0.0.7", "evil.intranet.example", 443).ok());
  CHECK(check(guard, "127.0.0.1", "127.0.0.1", 8080).ok());
  CHECK_FALSE(check(guard, "127.0.0.1", "127.0.0.1", 22).ok());
  CHECK(check(guard, "::1", "[::1]", 9090).ok());
  CHECK_FALSE(check(guard, "127.0.0.1", "rebinding.example", 8080).ok());
}

TEST_CASE("a browser's driver is on the loopback address and nowhere else") {
  const Guard guard;
  CHECK(check(guard, "127.0.0.1", "127.0.0.1", 40123, Guard::Use::driver).ok());
  CHECK_FALSE(check(guard, "127.0.0.2", "127.0.0.1", 40123, Guard::Use::driver).ok());
  CHECK_FALSE(check(guard, "1.1.1.1", "127.0.0.1", 40123, Guard::Use::driver).ok());
  CHECK_FALSE(check(guard, "127.0.0.1", "127.0.0.1", 40123, Guard::Use::page).ok());
}

TEST_CASE("a browser is told of permitted addresses only") {
  const auto refused = Guard().permitted_addresses("localhost", 8080);
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.error().fault == Fault::refused);
  const Guard guard = guard_of({"localhost:8080", "127.0.0.1:8080"});
  REQUIRE(guard.permitted_addresses("localhost", 8080).ok());
  CHECK(guard.permitted_addresses("localhost", 8080)->front() == "127.0.0.1");
  CHECK(*guard.permitted_addresses("127.0.0.1", 8080) == std::vector<std::string>{"127.0.0.1"});
  CHECK(guard.permitted_addresses("nowhere.invalid", 80).error().fault == Fault::unreachable);
}

TEST_CASE("an operator's host name does not excuse metadata and faked addresses") {
  const Guard guard = guard_of({"www.cac.gov.cn", "169.254.169.254:80"});
  CHECK_FALSE(check(guard, "169.254.169.254", "www.cac.gov.cn").ok());
  CHECK_FALSE(check(guard, "198.18.0.1", "www.cac.gov.cn").ok());
  CHECK_FALSE(check(guard, "224.0.0.1", "www.cac.gov.cn").ok());
  CHECK(check(guard, "169.254.169.254", "169.254.169.254", 80).ok());
}

TEST_CASE("an allowed range may be reached by any host, and nothing beside it") {
  const Guard guard = guard_of({}, {"10.1.0.0/16", "198.18.0.0/15", "fd00:1::/32", "192.168.5.5"});
  CHECK(check(guard, "10.1.255.255", "a.example").ok());
  CHECK_FALSE(check(guard, "10.2.0.0", "a.example").ok());
  CHECK(check(guard, "198.19.1.1", "a.example").ok());
  CHECK(check(guard, "fd00:1::5", "a.example").ok());
  CHECK_FALSE(check(guard, "fd00:2::5", "a.example").ok());
  CHECK(check(guard, "192.168.5.5", "a.example").ok());
  CHECK_FALSE(check(guard, "192.168.5.6", "a.example").ok());
  CHECK(check(guard, "::ffff:10.1.2.3", "a.example").ok());
}

TEST_CASE("a mail server's host counts for the mail ports") {
  const Guard guard = guard_of({"mail.example"});
  CHECK(check(guard, "10.0.0.25", "mail.example", 587, Guard::Use::mail).ok());
  CHECK_FALSE(check(guard, "10.0.0.25", "mail.example", 80, Guard::Use::mail).ok());
  CHECK_FALSE(check(guard, "10.0.0.25", "mail.example", 587, Guard::Use::page).ok());
}

TEST_CASE("a malformed range is invalid and says what was expected") {
  for (const char* text : {"", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0/8", "fd00::/129", "ten/8",
                           "10.0.0.0/", "10.0.0.0/8x", "10.0.0.0/ 8"}) {
    CAPTURE(text);
    const auto range = parse_cidr(text);
    REQUIRE_FALSE(range.ok());
    CHECK(range.error().fault == Fault::invalid);
  }
  CHECK_FALSE(Guard::make({}, {"10.0.0.0/99"}).ok());
}

TEST_CASE("behind a proxy names are resolved and checked") {
  const Guard guard;
  CHECK_FALSE(guard.check_host("127.0.0.1", 80, Guard::Use::page).ok());
  CHECK_FALSE(guard.check_host("2130706433", 80, Guard::Use::page).ok());
  CHECK_FALSE(guard.check_host("0x7f.1", 80, Guard::Use::page).ok());
  CHECK_FALSE(guard.check_host("0177.0.0.1", 80, Guard::Use::page).ok());
  CHECK(guard.check_host("1.1.1.1", 80, Guard::Use::page).ok());
  CHECK(check(guard, "10.0.0.1", "proxy.example", 3128, Guard::Use::proxy).ok());
}

}  // namespace regwatch
