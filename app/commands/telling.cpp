#include <iostream>
#include <set>

#include "alerts/telling.h"
#include "app/commands.h"
#include "app/exit_status.h"
#include "app/pass_lock.h"
#include "app/pipeline.h"
#include "render/json.h"
#include "storage/lineage.h"
#include "storage/notices.h"
#include "storage/sources.h"

namespace regwatch {

namespace {

std::string publication_id(Database& database, const std::string& notice) {
  const auto cluster = Lineages(database).cluster_of(notice);
  return cluster.empty() ? notice : cluster.front();
}

}  // namespace

Digest digest_since(Database& database, Installation& installation, Instant since) {
  Notices notices(database);
  Digest digest;
  digest.title = "everything";
  digest.now = installation.now();
  digest.since = since;
  // The window is closed at its end: what the present pass found carries its clock.
  const Instant until = installation.now() + std::chrono::seconds(1);
  std::set<std::string> told;
  for (Change& change : notices.changes_between(since, until)) {
    auto notice = notices.find(change.notice_id);
    if (!notice) continue;
    // What several institutions published is told once, with all addresses.
    const bool appeared = change.kind == ChangeKind::appeared;
    if (appeared && !told.insert(publication_id(database, notice->id)).second) continue;
    DigestItem item{std::move(*notice), std::move(change), {}};
    item.elsewhere = elsewhere_of(database, item.notice.id);
    if (const auto version = notices.newest_version(item.notice.id))
      item.attachments = version->article.attachments;
    digest.items.push_back(std::move(item));
  }
  digest.health = Sources(database).health_events_between(since, until);
  digest.sources = source_lines(database, installation.sources());
  return digest;
}

namespace {

// The digests that have a schedule, before their time: what each is owed since its last one.
int send_digests(Installation& installation) {
  const PassLock lock(installation.database_path());
  Database& database = installation.database(Database::Mode::read_write);
  const ChannelContext channels = installation.channels();
  TellingOptions options;
  options.now = installation.now();
  options.digests_now = true;
  options.sources_checked = [&](Instant) { return source_lines(database, installation.sources()); };
  const TellingReport report =
      tell(database, installation.config().subscriptions, channels, options);
  for (const auto& problem : report.problems) std::cerr << "regwatch: " << problem << '\n';
  std::cout << report.messages << " composed, " << report.sent << " sent, " << report.waiting
            << " waiting\n";
  return report.failed == 0 && report.waiting == 0 && report.problems.empty() ? exit_ok
                                                                              : exit_not_well;
}

}  // namespace

int command_digest(Installation& installation, const DigestCommand& command) {
  const Instant now = installation.now();
  const Instant since = parse_since(command.since.empty() ? "1d" : command.since, now);
  if (command.send) return send_digests(installation);
  const Digest digest =
      digest_since(installation.database(Database::Mode::read_only), installation, since);
  if (command.format == "html") {
    std::cout << digest_as_html(digest);
  } else if (command.format == "json") {
    std::cout << digest_json_lines(digest, "");
  } else {
    std::cout << digest_as_text(digest);
  }
  return exit_ok;
}

int command_alerts_test(Installation& installation) {
  const ChannelContext channels = installation.channels();
  bool well = true;
  for (const Subscription& subscription : installation.config().subscriptions) {
    for (const auto& [recipient, outcome] :
         send_sample(subscription, channels, installation.now())) {
      const bool accepted = outcome.kind == SendOutcome::Kind::accepted;
      well = well && accepted;
      std::cout << subscription.name << " (" << subscription.channel << " to " << recipient
                << "): " << (accepted ? "accepted" : outcome.why) << '\n';
    }
  }
  return well ? exit_ok : exit_not_well;
}

}  // namespace regwatch
