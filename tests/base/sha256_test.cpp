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

TEST_CASE("HMAC-SHA256 gives the codes of RFC 4231") {
  struct Case {
    std::string key, text, code;
  };
  const Case cases[] = {
      {std::string(20, '\x0b'), "Hi There",
       "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"},
      {"Jefe", "what do ya want for nothing?",
       "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"},
      {std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First",
       "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"},
      {"", "", "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad"},
  };
  for (const auto& [key, text, code] : cases) CHECK(to_hex(hmac_sha256(key, text)) == code);
}
