#include "alerts/webhook_signature.h"

#include <openssl/evp.h>

#include "alerts/mime.h"
#include "base/sha256.h"
#include "base/text.h"

namespace regwatch {
namespace {

constexpr std::size_t least_bytes = 24;
constexpr std::size_t most_bytes = 64;

// Strict but for the padding, which some programs leave out. Empty where it is no base64.
std::string bytes_of_base64(std::string text) {
  if (text.size() > 4 * most_bytes) return "";
  while (text.ends_with('=')) text.pop_back();
  const std::size_t missing = (4 - text.size() % 4) % 4;
  text.append(missing, '=');
  std::string bytes(text.size(), '\0');
  const int length = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()),
                                     reinterpret_cast<const unsigned char*>(text.data()),
                                     static_cast<int>(text.size()));
  if (length < 0 || missing > 2) return "";
  bytes.resize(static_cast<std::size_t>(length) - missing);
  return bytes;
}

}  // namespace

Result<std::string> parse_webhook_secret(std::string_view text) {
  constexpr std::string_view prefix = "whsec_";
  text = trim(text);
  if (text.starts_with(prefix)) text.remove_prefix(prefix.size());
  std::string key = bytes_of_base64(std::string(text));
  if (key.size() >= least_bytes && key.size() <= most_bytes) return key;
  return Error{Fault::invalid,
               "whsec_ and 24 to 64 bytes in base64 are expected; one is made by: echo "
               "whsec_$(openssl rand -base64 32)"};
}

std::string webhook_signature(std::string_view key, std::string_view id, Instant timestamp,
                              std::string_view body) {
  std::string signed_content(id);
  signed_content += "." + std::to_string(timestamp.time_since_epoch().count()) + ".";
  signed_content += body;
  return "v1," + base64(bytes_of(hmac_sha256(key, signed_content)));
}

std::string webhook_id(std::string_view message_id) {
  const auto end = message_id.rfind('@');
  std::string id = "msg_";
  for (const char c : message_id.substr(0, end)) {
    const bool is_plain =
        (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (c != '<') id += is_plain ? c : '_';
  }
  return id;
}

}  // namespace regwatch
