#include "app/amendments.h"

#include "base/url.h"
#include "diff/flap.h"
#include "render/outline.h"

namespace regwatch {
namespace {

// Two runs that found a page gone lie three hours apart; with this it was gone for less than a day.
constexpr std::chrono::hours withdrawal_window{12};

std::string host_of(const Notice& notice) {
  const auto url = parse_url(notice.url);
  return url ? url->host : notice.authority;
}

bool is_amendment(const Change& change) {
  return change.kind == ChangeKind::amended || change.kind == ChangeKind::deadline_moved;
}

// What happened to it last; that its deadline is near is nothing that happened.
std::optional<Change> last_of(std::vector<Change> changes) {
  std::erase_if(changes,
                [](const Change& change) { return change.kind == ChangeKind::deadline_near; });
  if (changes.empty()) return std::nullopt;
  return std::move(changes.back());
}

std::string summary_of(const Change& taken_back, Instant now) {
  const std::string window =
      " from " + format_china_time(taken_back.at) + " to " + format_china_time(now);
  if (taken_back.kind == ChangeKind::withdrawn) return "was gone" + window + ", and is there again";
  std::string out = "said something else" + window + ", and says the same as before again";
  if (taken_back.deadline_before != taken_back.deadline_after && taken_back.deadline_before)
    out += "; the comment deadline is " + format_date(*taken_back.deadline_before) + " again";
  return out;
}

}  // namespace

bool Amendments::must_wait(const Notice& notice, const Version& now) {
  if (!notices_.flapped_since(host_of(notice), world_.now - flap_memory)) return false;
  const auto held = notices_.held(notice.id);
  switch (weigh(held ? &*held : nullptr, now)) {
    case Doubt::hold:
      notices_.hold(notice.id, now);
      return true;
    case Doubt::keep:
      return true;
    case Doubt::confirmed:
      break;
  }
  return false;
}

void Amendments::says_what_is_known(const std::string& notice_id) {
  if (!notices_.is_held(notice_id)) return;
  if (const auto notice = notices_.find(notice_id)) count_flap(*notice);
  notices_.let_go(notice_id);
}

std::optional<Change> Amendments::taken_back(const Notice& notice, const Version& known,
                                             const Version& now) {
  auto last = last_of(notices_.changes_of(notice.id));
  if (!last || !is_amendment(*last) || !last->version_before) return std::nullopt;
  if (last->version_after != known.number) return std::nullopt;
  const auto before = notices_.version(notice.id, *last->version_before);
  if (!before || !is_return(*before, known, now)) return std::nullopt;
  return last;
}

std::optional<Change> Amendments::taken_back_withdrawal(const Notice& notice) {
  auto last = last_of(notices_.changes_of(notice.id));
  if (!last || last->kind != ChangeKind::withdrawn) return std::nullopt;
  if (world_.now - last->at > withdrawal_window) return std::nullopt;
  return last;
}

std::optional<Change> Amendments::untold_of_list(const Notice& notice) {
  auto last = last_of(notices_.changes_of(notice.id));
  const bool of_list = last && is_amendment(*last) && !last->version_after;
  if (!of_list || world_.now - last->at > flap_window) return std::nullopt;
  return outbox_.told(last->id).empty() ? last : std::nullopt;
}

void Amendments::put_in_place_of(const Change& untold, long long change) {
  notices_.supersede(untold.id, change);
  outbox_.withdraw(untold.id);
}

void Amendments::tell_flap(const Notice& notice, const Change& taken_back,
                           std::optional<int> version_after) {
  Change flap;
  flap.kind = ChangeKind::flapped;
  flap.notice_id = notice.id;
  flap.source = taken_back.source;
  flap.at = world_.now;
  flap.summary = summary_of(taken_back, world_.now);
  flap.hunks = taken_back.hunks;
  flap.attachments_added = taken_back.attachments_added;
  flap.attachments_removed = taken_back.attachments_removed;
  flap.attachments_replaced = taken_back.attachments_replaced;
  flap.version_before = taken_back.version_before;
  flap.version_after = version_after;
  const long long id = notices_.put_change(flap);
  notices_.supersede(taken_back.id, id);
  outbox_.withdraw(taken_back.id);
  for (const std::string& subscription : outbox_.told(taken_back.id))
    outbox_.owe_change(subscription, id, world_.now);
  count_flap(notice);
}

void Amendments::count_flap(const Notice& notice) {
  notices_.count_flap(host_of(notice), world_.now, notice.id);
}

}  // namespace regwatch
