#pragma once

#include <array>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace regwatch {

using Sha256Digest = std::array<unsigned char, 32>;

/// SHA-256 (FIPS 180-4) of bytes that come in pieces.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;
  void update(std::string_view bytes);
  Sha256Digest finish();  ///< Once only.

 private:
  struct State;
  std::unique_ptr<State> state_;
};

Sha256Digest sha256(std::string_view bytes);
std::string to_hex(std::span<const unsigned char> bytes);  ///< Lower case, two characters a byte.
std::string to_base32(
    const Sha256Digest& digest);  ///< RFC 4648 §6 without padding, as WARC writes it.
std::string sha256_hex(std::string_view bytes);

/// HMAC-SHA256 (RFC 2104). The key is bytes, of any length.
Sha256Digest hmac_sha256(std::string_view key, std::string_view bytes);
/// The bytes of a digest, for what encodes or joins them.
std::string_view bytes_of(const Sha256Digest& digest);

}  // namespace regwatch
