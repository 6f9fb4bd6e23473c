#include "base/sha256.h"

#include <catch2/catch.hpp>

using namespace regwatch;

TEST_CASE("SHA-256 gives the digests of FIPS 180-4") {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
      {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
      {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
       "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
      {std::string(1'000'000, 'a'),
       "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"},
  };
  for (const auto& [text, digest] : cases) CHECK(sha256_hex(text) == digest);
}

TEST_CASE("bytes that come in pieces give the digest of the whole") {
  Sha256 hash;
  for (const char c : std::string("abc")) hash.update(std::string_view(&c, 1));
  hash.update("");
  CHECK(to_hex(hash.finish()) == sha256_hex("abc"));
}

TEST_CASE("base 32 is that of RFC 4648 without padding") {
  CHECK(to_base32(sha256("")) == "4OYMIQUY7QOBJGX36TEJS35ZEQT24QPEMSNZGTFESWMRW6CSXBKQ");
  CHECK(to_base32(Sha256Digest{}) == std::string(52, 'A'));
}
