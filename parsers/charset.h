#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace regwatch {

/// Bytes as text.
struct Decoded {
  std::string text;       ///< Well-formed UTF-8 without a byte order mark.
  std::string charset;    ///< What it was read as, upper case: `UTF-8`, `GB18030`, `UTF-16LE`.
  std::size_t lossy = 0;  ///< How many sequences could not be read and are U+FFFD now.
};

/// Reads the bytes of a page as UTF-8. Never fails. Sought in this order: byte order mark, the
/// charset of `content_type`, a declaration within the first 4096 bytes (`<meta charset>`, its
/// http-equiv form, XML), validation as UTF-8, a guess. A declaration that the bytes disprove does
/// not count. GB2312 and GBK are read as GB18030, of which they are parts.
Decoded decode_text(std::string_view bytes, std::string_view content_type = {});

/// Reads the bytes in that charset (a name that iconv knows), even where they are well-formed UTF-8
/// by chance, as few bytes may be. Nothing for a charset that is not known.
std::optional<Decoded> decode_as(std::string_view bytes, const std::string& charset);

}  // namespace regwatch
