#include <catch2/catch.hpp>
#include <set>

#include "storage/change_feed.h"
#include "storage/date_history.h"
#include "storage/feeds.h"
#include "storage/health_events.h"
#include "storage/lineage.h"
#include "storage/outbox.h"
#include "storage/recipients.h"
#include "storage/reminders.h"
#include "storage/search.h"
#include "storage/sources.h"
#include "storage/statement.h"
#include "tests/storage/workshop.h"

namespace regwatch {
namespace {

const Instant now = at("2026-09-18T01:00:00Z");

/// Every query of the program, once.
void exercise(Database& database) {
  Notices notices(database);
  Sources sources(database);
  Outbox outbox(database);
  SearchIndex index(database);
  notices.put(notice_named("a", "数据"));
  notices.find("a");
  notices.find_canonical("x");
  notices.free_id("x");
  notices.mark_topics("a", {"ai"});
  notices.put_sighting("a", "one", {}, 0, now);
  notices.set_sighting_listed("a", "one", true);
  notices.put_version("a", version_saying({"一"}));
  notices.complete_files("a", 1, {});
  notices.newest_version("a");
  notices.version("a", 1);
  notices.versions("a");
  notices.changes_of("a");
  notices.changes_between(now, now);
  notices.unread({}, now, 5);
  notices.unread(day("2026-01-01"), now, 5);
  notices.due_for_another_look(now, now, 5);
  notices.hold("a", version_saying({"二"}));
  notices.held("a");
  notices.is_held("a");
  notices.let_go("a");
  notices.count_flap("www.example.gov.cn", now, "a");
  notices.flapped_since("www.example.gov.cn", now);
  notices.looked_at("a", now, {}, "x");
  notices.count_gone("a", now);
  notices.reset_gone("a");
  notices.backlog_used("a", day("2026-01-01"));
  ListOutcome outcome;
  outcome.run.source = "one";
  outcome.run.verdict = Verdict::ok;
  sources.finish_run(outcome);
  sources.state("one");
  sources.memory("one");
  sources.runs("one", 3);
  sources.holds_live_runs();
  HealthEvents events(database);
  events.between(now, now);
  events.standing_of("s");
  Change change;
  change.notice_id = "a";
  const long long id = notices.put_change(change);
  outbox.owe_change("s", id, now);
  outbox.told(id);
  outbox.withdraw(id);
  notices.supersede(id, id);
  outbox.owed("s", 5, OwedOrder::newest_first);
  outbox.owed("s", 5, OwedOrder::oldest_first);
  outbox.owed_ids("s");
  outbox.waiting();
  outbox.newest_message("s");
  outbox.drop_paused();
  outbox.retry("s", now);
  outbox.last_digest("s");
  outbox.recover();
  outbox.due(now);
  outbox.recipients(now);
  Message message;
  message.subscription = "s";
  outbox.freeze(message, {"a@x"}, {});
  outbox.personalise(1, "a@x", {{0, "x"}});
  outbox.due(now);
  outbox.thread_of(message, "a", {});
  PausedRecipients paused(database);
  paused.pause({"s", "a@x", PauseCause::refused, now, ""});
  paused.find("s", "a@x");
  paused.resume("s", "a@x");
  UnsubscribeTokens(database).find(UnsubscribeTokens(database).token_of("s", "a@x"));
  notices.put(notice_named("b", "数据"));
  Lineages lineages(database);
  Publication draft = publication_of(*notices.find("a"), {});
  draft.published = day("2026-01-01");
  draft.document_number = "国办发〔2026〕6号";
  draft.title = read_title("关于《数据出境安全评估办法（征求意见稿）》公开征求意见的通知");
  draft.paragraphs = {std::string(3000, 'x')};
  lineages.put_publication(draft, 1);
  lineages.put_publication(draft, 1);
  lineages.candidates(draft);
  lineages.to_compare(3);
  Link link;
  link.other_id = "a";
  lineages.replace_links("a", {link});
  lineages.link("a", "a", Relation::final_of);
  lineages.unlink("a", "a");
  lineages.refuse("a");
  lineages.links_of("a");
  lineages.join_cluster("a", {"a", 1, ""});
  lineages.join_cluster("a", {"b", 1, ""});
  lineages.cluster_of("a");
  lineages.leave_cluster("a");
  Reminders reminders(database);
  reminders.due(day("2026-01-01"), {7, 3, 1});
  reminders.put({"a", day("2026-01-02"), 3});
  Feeds feeds(database);
  feeds.begin("feeds/a", "", now);
  feeds.put_newest("feeds/a", "a", {1, now});
  feeds.archive("feeds/a", 1, 0);
  feeds.touched_after(1);
  feeds.feeds_touched_after(1);
  feeds.standing_change("feeds/a", "a");
  feeds.archives("feeds/a");
  feeds.places("feeds/a", 1, 2);
  feeds.news_of("a");
  feeds.notices_of_source("one");
  feeds.sighted("one", "a");
  feeds.attachments_of("a");
  date_history(database, "a");
  ChangeFeed feed(database);
  feed.changes_after(0, 3);
  feed.health_events_after(0, 3);
  CHECK(feed.position(feed.cursor({id, 0})).ok());
  index.update();
  index.find("数据", 3);
  index.find("数据安全", 3);
}

// How many values it takes: `?1` may stand several times, each bare `?` is one more.
int places_in(const std::string& sql) {
  int bare = 0, numbered = 0;
  for (std::size_t at = sql.find('?'); at != sql.npos; at = sql.find('?', at + 1)) {
    const char next = at + 1 < sql.size() ? sql[at + 1] : ' ';
    if (next >= '1' && next <= '9') {
      numbered = std::max(numbered, next - '0');
    } else {
      ++bare;
    }
  }
  return numbered + bare;
}

TEST_CASE("no query of a pass reads a whole table") {
  const Workshop workshop;
  Database database(workshop / "a.db");
  exercise(database);
  // The indexes of unread pages and of what is to be compared are walked in their own order, up to
  // the limit.
  const std::set<std::string> allowed{"SCAN source_state",
                                      "SCAN text_index_state",
                                      "SCAN identity",
                                      "SCAN sqlite_schema",
                                      "SCAN n USING INDEX notice_unread",
                                      "SCAN notice USING INDEX notice_unrelated"};
  int looked_at = 0;
  for (const std::string& sql : prepared_sql(database)) {
    const bool plain =
        sql.find("SELECT") != std::string::npos || sql.find("UPDATE") != std::string::npos;
    if (!plain || sql.find("notice WHERE indexed_as IS NOT NULL") != std::string::npos) continue;
    Statement plan(database, "EXPLAIN QUERY PLAN " + sql.substr(sql.find_first_not_of('\n')));
    for (int i = 0; i < places_in(sql); ++i) plan.bind(std::nullopt);
    while (plan.step()) {
      const std::string step = plan.text(3);
      if (step.rfind("SCAN", 0) != 0 || step.find("VIRTUAL TABLE") != std::string::npos ||
          step == "SCAN CONSTANT ROW" || allowed.contains(step)) {
        continue;
      }
      FAIL_CHECK(sql << "\n" << step);
    }
    ++looked_at;
  }
  CHECK(looked_at > 30);
}

}  // namespace
}  // namespace regwatch
