#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"

namespace regwatch {

/// The civil date in China of a date as programs write it: seconds or milliseconds since the epoch,
/// 8, 12, 14 or 17 digits, RFC 3339 with any zone, RFC 822 with a weekday in any language, right or
/// wrong, `Sep 18, 2026 9:30:00 AM`, `Fri Sep 18 09:30:00 CST 2026`, `/Date(1789693200000)/`; else
/// the first date in the text as find_date reads it. `CST` is China's time, a time without a zone
/// too.
std::optional<CivilDate> written_date(std::string_view text);

/// How a site writes dates, in the words of strptime: %Y %y %m %d %e %b %B %H %I %M %S %p %z %Z %a
/// %A %%. Months have their English names, whole or short, or Chinese ones.
class DateFormat {
 public:
  /// Fault::invalid for a conversion that is not known, or where year, month or day are missing.
  static Result<DateFormat> compile(std::string_view format);
  /// The first place in the text that the format fits; what stands around it does not count.
  std::optional<CivilDate> find(std::string_view text) const;

 private:
  struct Parts;
  bool read(std::string_view text, Parts& parts) const;
  struct Piece {
    char conversion = 0;  ///< 0: the literal; ' ': white space of any length.
    char literal = 0;
  };
  std::vector<Piece> pieces_;
};

}  // namespace regwatch
