#include <algorithm>
#include <chrono>
#include <iostream>
#include <set>
#include <tuple>
#include <utility>
#include <vector>

#include "alerts/telling.h"
#include "app/commands.h"
#include "app/exit_status.h"
#include "app/pass_lock.h"
#include "app/pipeline.h"
#include "render/json.h"
#include "storage/health_events.h"
#include "storage/lineage.h"
#include "storage/notices.h"

namespace regwatch {

namespace {

using std::chrono::seconds;

// Gathers what a digest of everything tells. What several institutions published is told once,
// with all addresses.
class Gathering {
 public:
  Gathering(Database& database, Installation& installation, Instant since, Instant until)
      : database_(database), notices_(database), since_(since), until_(until) {
    digest_.title = "everything";
    digest_.now = installation.now();
    digest_.since = since;
    if (until < digest_.now) digest_.until = until;
    digest_.health = HealthEvents(database).between(since, until);
    digest_.sources = source_lines(database, installation.sources());
  }

  void add_changes() {
    for (Change& change : notices_.changes_between(since_, until_)) {
      if (auto notice = notices_.find(change.notice_id)) add(std::move(*notice), std::move(change));
    }
  }

  void add_month(std::chrono::year_month month) {
    digest_.month = month;
    digest_.order = DigestOrder::section;
    first_ = CivilDate{month / 1};
    last_ = CivilDate{month / std::chrono::last};
    NoticeFilter published;
    published.published = {first_, last_};
    std::vector<std::pair<Notice, Change>> found;
    for (Notice& notice : notices_.list(published)) {
      Change change = appearance_of(notice);
      if (!is_of_an_earlier_month(notice.id))
        found.emplace_back(std::move(notice), std::move(change));
    }
    // Of one publication the notice that was told first is told.
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) {
      return std::tie(a.second.at, a.second.id) < std::tie(b.second.at, b.second.id);
    });
    for (auto& [notice, change] : found) add(std::move(notice), std::move(change));
    for (Change& change : notices_.changes_between(since_, until_)) {
      auto notice = notices_.find(change.notice_id);
      // A month that is over needs no reminders, and what was published later is told later.
      if (!notice || change.kind == ChangeKind::deadline_near || is_after(*notice)) continue;
      if (change.kind != ChangeKind::appeared || is_before(*notice))
        add(std::move(*notice), std::move(change));
    }
  }

  Digest take() { return std::move(digest_); }

 private:
  bool is_before(const Notice& notice) const {
    return notice.published && *notice.published < first_;
  }
  bool is_after(const Notice& notice) const {
    return notice.published && *notice.published > last_;
  }

  // When it was first told, or where it never was, for it was there before we looked: first seen.
  Change appearance_of(const Notice& notice) {
    for (Change& change : notices_.changes_of(notice.id)) {
      if (change.kind == ChangeKind::appeared) return std::move(change);
    }
    Change change;
    change.kind = ChangeKind::appeared;
    change.notice_id = notice.id;
    change.source = notice.sources.empty() ? "" : notice.sources.front();
    change.at = notice.first_seen;
    return change;
  }

  bool is_of_an_earlier_month(const std::string& id) {
    for (const auto& other : Lineages(database_).others_of_cluster(id)) {
      const auto notice = notices_.find(other);
      if (notice && is_before(*notice)) return true;
    }
    return false;
  }

  std::string publication_id(const std::string& notice) {
    const auto cluster = Lineages(database_).cluster_of(notice);
    return cluster.empty() ? notice : cluster.front();
  }

  void add(Notice notice, Change change) {
    const bool appeared = change.kind == ChangeKind::appeared;
    if (appeared && !told_.insert(publication_id(notice.id)).second) return;
    DigestItem item{std::move(notice), std::move(change), {}};
    item.elsewhere = elsewhere_of(database_, item.notice.id);
    if (const auto version = notices_.newest_version(item.notice.id))
      item.attachments = version->article.attachments;
    digest_.items.push_back(std::move(item));
  }

  Database& database_;
  Notices notices_;
  Instant since_, until_;
  CivilDate first_{}, last_{};
  Digest digest_;
  std::set<std::string> told_;
};

}  // namespace

Digest digest_between(Database& database, Installation& installation, Instant since,
                      Instant until) {
  Gathering gathering(database, installation, since, until);
  gathering.add_changes();
  return gathering.take();
}

Digest digest_of_month(Database& database, Installation& installation,
                       std::chrono::year_month month) {
  const CivilDate after{(month + std::chrono::months{1}) / 1};
  Gathering gathering(database, installation, start_of_day_in_china(CivilDate{month / 1}),
                      start_of_day_in_china(after) - seconds{1});
  gathering.add_month(month);
  return gathering.take();
}

namespace {

// The digests that have a schedule, before their time: what each is owed since its last one.
int send_digests(Installation& installation) {
  const PassLock lock(installation.database_path());
  Database& database = installation.database(Database::Mode::existing);
  const ChannelContext channels = installation.channels();
  TellingOptions options;
  options.now = installation.now();
  options.digests_now = true;
  options.replaying = installation.replaying();
  options.overdue = installation.config().alerts.overdue;
  options.send_for = installation.config().alerts.send_for;
  options.sources_checked = [&](Instant) { return source_lines(database, installation.sources()); };
  const TellingReport report =
      tell(database, installation.config().subscriptions, channels, options);
  for (const auto& problem : report.problems) std::cerr << "regwatch: " << problem << '\n';
  std::cout << report.messages << " composed, " << report.sent << " sent, " << report.waiting
            << " waiting\n";
  return report.failed == 0 && report.waiting == 0 && report.problems.empty() ? exit_ok
                                                                              : exit_not_well;
}

Digest digest_asked_for(Installation& installation, const DigestCommand& command) {
  Database& database = installation.database(Database::Mode::read_only);
  if (!command.month.empty()) {
    if (!command.since.empty() || !command.until.empty())
      throw CommandError(exit_usage, "--month is a window by itself, without --since and --until");
    return digest_of_month(database, installation, month_or_usage(command.month));
  }
  const Instant now = installation.now();
  const Instant since = parse_since(command.since.empty() ? "1d" : command.since, now);
  // The window is closed at its end: what the present pass found carries its clock.
  const Instant until = command.until.empty() ? now + std::chrono::seconds(1)
                                              : parse_since(command.until, now) - seconds{1};
  return digest_between(database, installation, since, until);
}

}  // namespace

std::chrono::year_month month_or_usage(const std::string& text) {
  if (const auto first = parse_date(text + "-01")) return first->year() / first->month();
  throw CommandError(exit_usage, "'" + text + "' is no month: 2022-04 is expected");
}

void keep_relevant(Digest& digest) {
  std::erase_if(digest.items,
                [](const DigestItem& item) { return !item.notice.classification.relevant(); });
}

int command_digest(Installation& installation, const DigestCommand& command) {
  if (command.send) return send_digests(installation);
  Digest digest = digest_asked_for(installation, command);
  if (!command.by.empty())
    digest.order = command.by == "section" ? DigestOrder::section : DigestOrder::urgency;
  if (command.relevant) keep_relevant(digest);
  if (command.format == "html") {
    std::cout << digest_as_html(digest);
  } else if (command.format == "json") {
    std::cout << digest_json_lines(digest, "");
  } else {
    std::cout << digest_as_text(digest);
  }
  return exit_ok;
}

}  // namespace regwatch
