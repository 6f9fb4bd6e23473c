#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "alerts/quiet_hours.h"
#include "alerts/schedule.h"
#include "crawler/source.h"
#include "diff/change.h"
#include "diff/notice.h"
#include "render/digest.h"

namespace regwatch {

/// Who is told what, where and when: an entry of `regwatch.toml`.
struct Subscription {
  std::string name;
  std::string channel;              ///< `terminal`, `log`, `mail`: the stem of a file in channels/.
  std::vector<std::string> to;      ///< mail: addresses.
  std::optional<std::string> path;  ///< log: the file; maildir: the directory.
  std::optional<std::string> feed;  ///< Published as a feed too: its file's name and its identity.
  Options options;                  ///< The channel's own keys, as the configuration wrote them.
  std::vector<Kind> kinds;          ///< Empty: all.
  std::vector<std::string> topics;  ///< `*`: any topic; empty: all notices, relevant or not.
  std::vector<std::string> authorities;
  std::vector<std::string> words;      ///< Any of them in title or text; empty: no condition.
  std::vector<std::string> not_words;  ///< None of them in the title.
  bool health = false;                 ///< Told of sources that went blind or see again.
  bool reminders = true;  ///< Told again of its notices when their comment deadlines are at hand.
  /// A subscription that only asks for health hears of no notices.
  bool notices = true;
  Schedule when;
  QuietHours quiet;     ///< Nothing is composed or sent in them, retries included.
  bool urgent = false;  ///< What would be over when they end is told in them all the same.
  DigestOrder order = DigestOrder::urgency;
};

/// Lower-case letters, digits and -, at most 60: what a feed's file may be called.
bool is_feed_name(std::string_view name);

/// Whether this change of this notice is owed to the subscription. `text` is the notice's text.
bool matches(const Subscription& subscription, const Notice& notice, std::string_view text);

}  // namespace regwatch
