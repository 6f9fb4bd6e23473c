#pragma once

#include <optional>
#include <string>

#include "app/world.h"
#include "diff/notice.h"
#include "storage/notices.h"
#include "storage/outbox.h"

namespace regwatch {

/// Whether a difference is believed, and what is told when it was taken back. A site flaps when its
/// pages say something else for a while and then the same as before (diff/flap.h). Writes belong
/// inside the caller's transaction.
class Amendments {
 public:
  explicit Amendments(World& world)
      : world_(world), notices_(world.database), outbox_(world.database) {}

  /// Whether the differing reading waits until a second fetch says the same, because the notice's
  /// site flapped of late. It is held where it does.
  bool must_wait(const Notice& notice, const Version& now);
  /// The page says what is known. What was held, if anything, was a flap, and nobody was told.
  void says_what_is_known(const std::string& notice_id);
  /// The amendment that `now` takes back, if it says what the version before `known` said.
  std::optional<Change> taken_back(const Notice& notice, const Version& known, const Version& now);
  /// The withdrawal that is taken back by a page that answers again so soon after.
  std::optional<Change> taken_back_withdrawal(const Notice& notice);
  /// What a list said of the notice of late, if it was told to nobody yet: the page that says the
  /// same makes one change with it.
  std::optional<Change> untold_of_list(const Notice& notice);
  /// `change` stands in the place of one that nobody was told of.
  void put_in_place_of(const Change& untold, long long change);
  /// One change, of the kind `flapped`, in place of that which was taken back and of its return.
  /// Told to those who were told of that one; who was only owed it hears of neither.
  void tell_flap(const Notice& notice, const Change& taken_back, std::optional<int> version_after);

 private:
  void count_flap(const Notice& notice);

  World& world_;
  Notices notices_;
  Outbox outbox_;
};

}  // namespace regwatch
