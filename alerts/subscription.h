#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "crawler/source.h"
#include "diff/change.h"
#include "diff/notice.h"
#include "render/digest.h"

namespace regwatch {

/// When a subscription is told: at once, daily at a time, weekly on a day at a time.
struct Schedule {
  enum class Rhythm { at_once, daily, weekly };
  Rhythm rhythm = Rhythm::at_once;
  std::chrono::minutes time_of_day{0};
  std::chrono::weekday day{1};
  std::string zone = "Asia/Shanghai";
  /// `at once`, `daily 08:30 Asia/Shanghai`, `weekly monday 08:30 Asia/Shanghai`. The zone may be
  /// left out.
  static Result<Schedule> parse(std::string_view text);
  /// The newest moment of this rhythm that is not after `now`. Not for at_once.
  Instant last_occurrence(Instant now) const;
};

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
  DigestOrder order = DigestOrder::urgency;
};

/// Lower-case letters, digits and -, at most 60: what a feed's file may be called.
bool is_feed_name(std::string_view name);

/// Whether this change of this notice is owed to the subscription. `text` is the notice's text.
bool matches(const Subscription& subscription, const Notice& notice, std::string_view text);

}  // namespace regwatch
