#include "app/pipeline.h"

#include <algorithm>
#include <deque>
#include <map>
#include <memory>
#include <set>
#include <utility>

#include "app/host_budgets.h"
#include "app/list_reader.h"
#include "app/notice_writer.h"
#include "app/page_reader.h"
#include "app/relations.h"
#include "app/reminders.h"
#include "app/sources_file.h"
#include "base/crash_point.h"
#include "base/url.h"
#include "parsers/parser.h"
#include "storage/health_events.h"
#include "storage/search.h"

namespace regwatch {
namespace {

constexpr int young_days = 30;  // Notices younger than this are read and watched in full.
constexpr std::chrono::minutes retry_failed_after{30};
constexpr int many = 1'000'000;

bool is_due(const SourceState& state, Instant now) {
  return !state.next_due || *state.next_due <= now;
}

// One pass. The functions stand in the order in which they run.
class Pass {
 public:
  Pass(World& world, const PassOptions& options)
      : world_(world),
        options_(options),
        sources_(world.database),
        notices_(world.database),
        writer_(world) {}

  PassReport run() {
    // Until the lists are finished a power cut only means that pages are read again.
    world_.database.set_durability(Database::Durability::in_order);
    read_lists();
    sort_rows();
    read_new_pages();
    look_again();
    world_.database.set_durability(Database::Durability::every_commit);
    finish_lists();
    remind(world_);
    tell();
    read_backlog();
    relate_backlog(world_.database, related_in_a_pass);
    report_.indexed = SearchIndex(world_.database).update();
    return std::move(report_);
  }

 private:
  // ── lists: fetch, parse, compare ──────────────────────────────────────────────────────────────

  bool is_named(const Source& source) const {
    return std::find(options_.only.begin(), options_.only.end(), source.id) != options_.only.end();
  }

  bool wanted(const Source& source, const SourceState& state) const {
    if (!options_.only.empty()) return true;  // Named: due or not, disabled or not.
    if (source.disabled || state.disabled) return false;
    return options_.all || is_due(state, world_.now);
  }

  void read_lists() {
    for (const Source& source : world_.sources) {
      if (!options_.only.empty() && !is_named(source)) continue;
      auto list = std::make_shared<ListReader>(world_, source, options_.baseline_days);
      if (wanted(source, list->reading().state)) lists_.push_back(std::move(list));
    }
    for (const auto& list : lists_) {
      list->when_finished([this] {
        ++lists_done_;
        show_progress(lists_done_, static_cast<int>(lists_.size()), "lists");
      });
      list->start();
    }
    fetch("lists");
  }

  // ── rows: which are new, which differ, which are missing ──────────────────────────────────────

  void sort_rows() {
    std::vector<NewRow> remembered;
    for (const auto& list : lists_) {
      ListReading& reading = list->reading();
      if (!reading.has_rows()) continue;
      for (UnknownRow& row : reading.comparison.unknown)
        sort_row(reading, std::move(row), remembered);
      for (const DifferingRow& row : reading.comparison.differing) {
        count(reading.run, writer_.list_differs(*reading.source, row, is_suspect(reading)));
        if (row.title_before || row.deadline_moved) look_now_.insert(row.notice_id);
      }
      for (const auto& id : reading.comparison.back)
        count(reading.run, writer_.back(*reading.source, id));
    }
    writer_.remember(remembered);
  }

  void sort_row(ListReading& reading, UnknownRow row, std::vector<NewRow>& remembered) {
    const std::string canonical = canonical_address(row.entry.url);
    NewRow::Listed listed{reading.source, std::move(row.entry), row.position};
    if (row.novelty == Novelty::remembered || notices_.find_canonical(canonical)) {
      remembered.push_back({canonical, {std::move(listed)}, Novelty::remembered, false});
      return;
    }
    const auto [at, is_first] = new_rows_.try_emplace(canonical);
    NewRow& known = at->second;
    if (is_first) {
      order_.push_back(canonical);
      known = {canonical, {}, row.novelty, true};
    }
    if (row.novelty == Novelty::news) known.novelty = Novelty::news;
    known.suspect = known.suspect && is_suspect(reading);
    known.listed.push_back(std::move(listed));
  }

  static bool is_suspect(const ListReading& reading) {
    return reading.run.verdict == Verdict::suspect;
  }

  // ── new pages ─────────────────────────────────────────────────────────────────────────────────

  void read_new_pages() {
    for (const auto& canonical : order_) {
      NewRow& row = new_rows_.at(canonical);
      if (!is_captured(row.entry().url)) {
        PageReading nothing;
        nothing.problem = "its page is not captured";
        wrote_new(row, nothing);
        continue;
      }
      read({row.entry().url, row.listed.front().source, {}, {}},
           [this, &row](const PageReading& page) { wrote_new(row, page); });
    }
    // Baselines remember by title; what is young is read now, so that open consultations have
    // deadlines.
    const CivilDate today = china_date(world_.now);
    const auto since =
        world_.replaying() ? std::nullopt : std::optional(add_days(today, -young_days));
    for (const PageDue& due : notices_.unread(since, world_.now, many)) {
      if (is_captured(due.url)) look(due);
    }
    fetch("new notices");
  }

  void wrote_new(NewRow& row, const PageReading& page) {
    const Written written = writer_.appeared(row, page);
    for (const auto& listed : row.listed) count(run_of(*listed.source), written);
    row.listed = {};
  }

  // ── known pages, again ────────────────────────────────────────────────────────────────────────

  // What is young or open is looked at before the pass tells; the old waits until after, so that it
  // never delays the morning. A replay looks at whatever it holds a capture of.
  void look_again() {
    const bool replaying = world_.replaying();
    const Instant due_until = replaying ? Instant::max() : world_.now;
    for (const DueLook& due : notices_.due_for_another_look(due_until, world_.now, many)) {
      if (replaying ? is_captured(due.page.url) : due.pressing) look(due.page);
    }
    for (const auto& id : look_now_) look_at_notice(id);
    for (const auto& list : lists_) look_for_missing(list->reading());
    fetch("known notices");
  }

  void look_for_missing(ListReading& reading) {
    // A list that is not believed withdraws nothing.
    if (reading.run.verdict != Verdict::ok) return;
    for (const auto& id : reading.comparison.missing) {
      if (reading.comparison.complete) {
        count(reading.run, writer_.missing_from_complete(*reading.source, id));
        continue;
      }
      const auto notice = notices_.find(id);
      if (!notice) continue;
      read(order_for(id, notice->url, *reading.source),
           [this, &reading, id](const PageReading& page) {
             count(reading.run, writer_.missing(*reading.source, id, page));
           });
    }
  }

  void look_at_notice(const std::string& id) {
    const auto notice = notices_.find(id);
    if (!notice || notice->sources.empty()) return;
    look({id, notice->url, notice->sources.front(), notice->published, 0, notice->status});
  }

  bool is_captured(const std::string& url) const {
    return !world_.captured || world_.captured(article_request(url));
  }

  // ── lists, at last: what says "this list was read" commits after every entry of it ─────────────

  void finish_lists() {
    Transaction transaction(world_.database);
    for (const auto& list : lists_) {
      ListReading& reading = list->reading();
      judge_pages(reading);
      if (reading.run.verdict != Verdict::skipped) finish_list(reading);
      report_.runs.push_back(reading.run);
    }
    crash_point("list:before-commit");
    transaction.commit();
    crash_point("list:after-commit");
  }

  void judge_pages(ListReading& reading) {
    const auto tally = pages_.find(reading.source->id);
    if (tally == pages_.end()) return;
    reading.run.unread = tally->second.failed;
    reading.run.requests += tally->second.requests;
    reading.run.bytes += tally->second.bytes;
    if (tally->second.failed >= 3 && tally->second.failed == tally->second.tried &&
        sees(reading.run.verdict)) {
      reading.run.verdict = Verdict::suspect;
      reading.run.reason = "none of its " + std::to_string(tally->second.failed) +
                           " pages could be read; the last: " + tally->second.last_problem;
    }
  }

  void finish_list(ListReading& reading) {
    ListOutcome outcome;
    outcome.run = reading.run;
    outcome.fingerprint = reading.fingerprint;
    outcome.pages = std::move(reading.pages);
    outcome.total = reading.rows.total;
    outcome.full_depth = reading.full_depth;
    outcome.baseline_done = reading.state.baseline_done || reading.run.verdict == Verdict::ok;
    outcome.baseline_oldest = reading.was_baseline ? reading.oldest : reading.state.baseline_oldest;
    const std::chrono::seconds wait =
        sees(reading.run.verdict)
            ? reading.source->every
            : std::min<std::chrono::seconds>(reading.source->every, retry_failed_after);
    // A tenth early, so that an hourly cron meets an hourly source each time.
    outcome.next_due = world_.now + wait - wait / 10;

    if (reading.has_rows()) {
      for (const SeenRow& row : reading.comparison.seen) {
        notices_.put_sighting(row.notice_id, reading.source->id, row.entry, row.position,
                              world_.now);
      }
    }
    tell_health(reading);
    sources_.finish_run(outcome);
  }

  void tell_health(const ListReading& reading) {
    const bool blind = !sees(reading.run.verdict);
    if (blind == reading.state.told_blind) return;
    HealthEvent event;
    event.source = reading.source->id;
    event.blind = blind;
    event.at = world_.now;
    event.verdict = name_of(reading.run.verdict);
    event.reason = reading.run.reason;
    event.since = reading.state.last_success;
    const long long id = HealthEvents(world_.database).put(event);
    owe_health(world_.database, world_.subscriptions, id, world_.now);
  }

  // ── telling ───────────────────────────────────────────────────────────────────────────────────

  void tell() {
    if (!options_.tell) return;
    TellingOptions telling;
    telling.now = world_.now;
    telling.only_channels = options_.only_channels;
    telling.sources_checked = [this](Instant) {
      return source_lines(world_.database, world_.sources);
    };
    report_.telling =
        regwatch::tell(world_.database, world_.subscriptions, world_.channels, telling);
  }

  // ── the backlog, under a daily budget per host; reading it is never news ──────────────────────

  void read_backlog() {
    if (world_.replaying()) return;
    using Share = HostBudgets::Share;
    HostBudgets budgets(world_.database, options_.backlog_per_host, world_.now);
    const auto look_within = [&](const PageDue& due, Share share) {
      if (!looked_at_.contains(due.notice_id) && budgets.take(due.url, share)) look(due);
    };
    // Half of what a host has left for each, so that neither starves the other; what one does not
    // need the other takes.
    const auto again = notices_.due_for_another_look(world_.now, world_.now, backlog_batch);
    for (const DueLook& due : again) look_within(due.page, Share::half);
    for (const PageDue& due : notices_.unread(std::nullopt, world_.now, backlog_batch))
      look_within(due, Share::all);
    for (const DueLook& due : again) look_within(due.page, Share::all);
    fetch("older notices");
  }
  static constexpr int related_in_a_pass = 2000;
  static constexpr int backlog_batch = 2000;

  // ── what the steps share ──────────────────────────────────────────────────────────────────────

  struct Tally {
    int tried = 0;
    int failed = 0;
    int requests = 0;
    std::uint64_t bytes = 0;
    std::string last_problem;
  };

  void look(const PageDue& due) {
    const Source* source = find_source(world_.sources, due.source);
    if (!source || !looked_at_.insert(due.notice_id).second) return;
    const bool withdrawn = due.status == NoticeStatus::withdrawn;
    read(order_for(due.notice_id, due.url, *source),
         [this, source, withdrawn, id = due.notice_id](const PageReading& page) {
           if (page.outcome == PageReading::Outcome::unchanged && !withdrawn) {
             same_again_.push_back({id, page.validators});
             return;
           }
           count(run_of(*source), writer_.looked(id, page));
         });
  }

  PageOrder order_for(const std::string& id, const std::string& url, const Source& source) {
    return {url, &source, notices_.page_validators(id),
            [this, id] { return notices_.newest_version(id); }};
  }

  // A page's text is held until its files are there. So that a long queue of one host holds few
  // texts, only so many pages of a host are under way.
  void read(PageOrder order, std::function<void(const PageReading&)> done) {
    ++pages_total_;
    const auto url = parse_url(order.url);
    const std::string host = url ? url->host : "";
    waiting_[host].pages.push_back({std::move(order), std::move(done)});
    start_waiting(host);
  }

  void start_waiting(const std::string& host) {
    HostQueue& queue = waiting_[host];
    while (queue.under_way < max_pages_under_way && !queue.pages.empty()) {
      ++queue.under_way;
      WaitingPage page = std::move(queue.pages.front());
      queue.pages.pop_front();
      const Source* source = page.order.source;
      read_page(world_, std::move(page.order),
                [this, host, source, done = std::move(page.done)](PageReading reading) {
                  tally(*source, reading);
                  read_pages_.push_back({std::move(reading), done});
                  if (read_pages_.size() >= commit_together) commit_read_pages();
                  ++pages_done_;
                  progress("pages");
                  --waiting_[host].under_way;
                  start_waiting(host);
                });
    }
  }

  // The captures are made durable once for several pages, then each notice commits by itself.
  void commit_read_pages() {
    world_.fetcher.sync_archive();
    for (auto& page : std::exchange(read_pages_, {})) page.done(page.reading);
  }

  void tally(const Source& source, const PageReading& page) {
    Tally& tally = pages_[source.id];
    ++tally.tried;
    tally.requests += page.requests;
    tally.bytes += page.bytes;
    if (page.outcome != PageReading::Outcome::failed) return;
    ++tally.failed;
    tally.last_problem = page.problem;
  }

  void fetch(const std::string& what) {
    if (pages_total_ > pages_done_) progress(what);
    world_.fetcher.run();
    commit_read_pages();
    writer_.same_again(same_again_);
    same_again_.clear();
  }

  void progress(const std::string& what) { show_progress(pages_done_, pages_total_, what); }

  void show_progress(int done, int total, const std::string& what) {
    if (world_.on_progress) world_.on_progress({done, total, what});
  }

  Run& run_of(const Source& source) {
    for (const auto& list : lists_) {
      if (list->reading().source->id == source.id) return list->reading().run;
    }
    return unlisted_run_;  // A source that is not part of this pass lends its manners only.
  }

  static void count(Run& run, Written written) {
    run.appeared += written == Written::appeared;
    run.amended += written == Written::amended;
    run.withdrawn += written == Written::withdrawn;
  }

  struct WaitingPage {
    PageOrder order;
    std::function<void(const PageReading&)> done;
  };
  struct HostQueue {
    std::deque<WaitingPage> pages;
    int under_way = 0;
  };
  static constexpr int max_pages_under_way = 64;
  struct ReadPage {
    PageReading reading;
    std::function<void(const PageReading&)> done;
  };
  static constexpr std::size_t commit_together = 16;

  World& world_;
  const PassOptions& options_;
  Sources sources_;
  Notices notices_;
  NoticeWriter writer_;
  std::vector<std::shared_ptr<ListReader>> lists_;
  std::map<std::string, NewRow> new_rows_;  // By canonical address.
  std::vector<std::string> order_;          // Of new_rows_, as the lists gave them.
  std::set<std::string> look_now_;
  std::set<std::string> looked_at_;
  std::vector<NoticeWriter::SameAgain> same_again_;
  std::map<std::string, Tally> pages_;        // By source.
  std::map<std::string, HostQueue> waiting_;  // By host.
  std::vector<ReadPage> read_pages_;          // Not committed yet.
  Run unlisted_run_;
  int lists_done_ = 0;
  int pages_done_ = 0;
  int pages_total_ = 0;
  PassReport report_;
};

}  // namespace

bool PassReport::all_well() const {
  const bool sources_well = std::all_of(runs.begin(), runs.end(), [](const Run& run) {
    return sees(run.verdict) || run.verdict == Verdict::skipped;
  });
  return sources_well && telling.failed == 0 && telling.problems.empty();
}

PassReport run_pass(World& world, const PassOptions& options) { return Pass(world, options).run(); }

std::vector<SourceLine> source_lines(Database& database, const std::vector<Source>& sources) {
  std::vector<SourceLine> lines;
  Sources memory(database);
  for (const Source& source : sources) {
    const SourceState state = memory.state(source.id);
    SourceLine line;
    line.id = source.id;
    line.authority = source.authority;
    line.institution = source.institution;
    line.english = source.english;
    line.name = source.name;
    line.url = source.url;
    line.parser = source.parser;
    line.reason = state.reason;
    line.last_success = state.last_success;
    line.next_due = state.next_due;
    if (source.disabled || state.disabled) {
      line.verdict = "disabled";
      line.reason = source.disabled ? *source.disabled : *state.disabled;
    } else if (state.verdict) {
      line.verdict = name_of(*state.verdict);
    } else {
      line.verdict = "skipped";
      line.reason = "not read yet";
    }
    lines.push_back(std::move(line));
  }
  return lines;
}

}  // namespace regwatch
