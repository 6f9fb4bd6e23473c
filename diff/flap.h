#pragma once

#include <chrono>

#include "base/time.h"
#include "diff/notice.h"

namespace regwatch {

/// A site flaps when a page says something else for a while and then the same as before: servers
/// behind one name that do not agree, a draft put up by mistake. Within this time A→B→A is one
/// event.
inline constexpr std::chrono::hours flap_window{24};
/// A site that flapped is believed again after this long.
inline constexpr std::chrono::days flap_memory{90};
/// Two fetches agree only when they lie this far apart.
inline constexpr std::chrono::minutes confirmation_apart{10};

/// Whether `now` takes `newest` back: it says what `before` said, within the
/// window.
bool is_return(const Version& before, const Version& newest, const Version& now);

/// What a reading that differs from the newest version means on a site that flaps.
enum class Doubt {
  hold,       ///< Seen for the first time, or other than the one held: it is held.
  keep,       ///< The one held, fetched at the same moment: still held.
  confirmed,  ///< The one held, seen again: it is believed.
};
/// `held` is null where nothing is held.
Doubt weigh(const Version* held, const Version& now);

}  // namespace regwatch
