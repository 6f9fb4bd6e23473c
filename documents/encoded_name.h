#pragma once

#include <string>
#include <string_view>

namespace regwatch {

/// The octets of a name as UTF-8: as they are where they are well-formed, else from GB18030.
std::string decoded_octets(std::string_view octets);

/// Decodes the encoded words (RFC 2047) in a header's value: `=?UTF-8?B?…?=`. What is none stays.
std::string decode_encoded_words(std::string_view text);

}  // namespace regwatch
