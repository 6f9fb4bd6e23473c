#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "base/time.h"

namespace regwatch {

/// Reads a signing secret as Standard Webhooks 1.0.0 ("Signature scheme") writes it: `whsec_`,
/// which may be left out, and 24 to 64 bytes in base64. Gives the bytes. Fault::invalid says what
/// was expected, without the secret.
Result<std::string> parse_webhook_secret(std::string_view text);

/// `v1,` and the HMAC-SHA256 in base64 of `id.timestamp.body`.
std::string webhook_signature(std::string_view key, std::string_view id, Instant timestamp,
                              std::string_view body);

/// A Message-ID as an identifier without full stops, as the specification wants it:
/// `<1f….2.regwatch@host>` becomes `msg_1f…_2_regwatch`. Two of one installation differ as their
/// Message-IDs do.
std::string webhook_id(std::string_view message_id);

}  // namespace regwatch
