#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace regwatch {

/// `regwatch <regwatch@example.com>` in its parts. The name may be empty.
struct MailAddress {
  std::string name;
  std::string address;       ///< ASCII, without brackets.
  std::string host() const;  ///< What stands behind the @.
};

/// Reads one mailbox: an address alone, or a name and an address in angle brackets. Fault::invalid
/// says what was expected; an address with spaces, control characters, angle brackets or bytes
/// beyond ASCII is none.
Result<MailAddress> parse_mail_address(std::string_view text);
/// As a header field shows it, the name quoted or encoded where it must be.
std::string format_mail_address(const MailAddress& address);

/// RFC 2047: unstructured text for a header field, in encoded-words (B, UTF-8) of at most 75
/// characters that hold whole characters, folded; plain where it is ASCII. Line breaks in it become
/// spaces. `used` is how much of the first line the field's name takes.
std::string encode_header(std::string_view text, std::size_t used);

/// `Name: value` and CRLF, folded at spaces to 76 characters where that is possible.
std::string header_line(std::string_view name, std::string_view value);

/// RFC 2045 §6.8: lines of 76 characters, each ending in CRLF.
std::string base64_lines(std::string_view bytes);
std::string base64(std::string_view bytes);

/// RFC 5322 §3.3: `Tue, 24 Nov 2026 00:30:00 +0000`.
std::string format_mail_date(Instant instant);

/// A multipart/alternative message of a text and an HTML part, header fields first.
std::string compose_alternative(const std::vector<std::pair<std::string, std::string>>& fields,
                                std::string_view boundary, std::string_view text,
                                std::string_view html);

}  // namespace regwatch
