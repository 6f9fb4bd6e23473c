#include "app/list_reader.h"

#include <algorithm>
#include <set>
#include <utility>

#include "base/sha256.h"
#include "base/text.h"
#include "parsers/parser.h"

namespace regwatch {
namespace {

// A shell may name a place that names another (CSRC: page, channel list, rows); more is a loop.
constexpr int max_shells = 4;
constexpr std::chrono::days whole_depth_every{7};

std::string written(const Option& option) {
  struct Print {
    std::string operator()(const std::string& text) const { return text; }
    std::string operator()(std::int64_t number) const { return std::to_string(number); }
    std::string operator()(bool flag) const { return flag ? "true" : "false"; }
    std::string operator()(const std::vector<std::string>& list) const {
      return join(list, "\x1f");
    }
  };
  return std::visit(Print{}, option.value);
}

void append(Listing& all, Listing page) {
  for (auto& entry : page.entries) all.entries.push_back(std::move(entry));
  for (auto& doubt : page.doubts) all.doubts.push_back(std::move(doubt));
  if (page.total) all.total = page.total;
  if (page.coverage) all.coverage = page.coverage;
  all.rows_seen += page.rows_seen;
}

}  // namespace

Request first_request(const Source& source) {
  const Parser* parser = find_parser(source.parser);
  return parser && parser->first_request ? parser->first_request(source) : Request::get(source.url);
}

std::string list_fingerprint(const Source& source) {
  const Parser* parser = find_parser(source.parser);
  std::string text =
      source.url + "\n" + source.parser + "\n" + std::to_string(parser ? parser->version : 0);
  for (const auto& [key, option] : source.options) text += "\n" + key + "=" + written(option);
  return sha256_hex(text).substr(0, 16);
}

ListReader::ListReader(World& world, const Source& source, std::optional<int> baseline_days)
    : world_(world), source_(source), baseline_days_(baseline_days), depth_(source.depth) {
  Sources sources(world.database);
  reading_.source = &source;
  reading_.state = sources.state(source.id);
  reading_.fingerprint = list_fingerprint(source);
  reading_.run.source = source.id;
  reading_.run.at = world.now;
  reading_.run.replayed = world.replaying();
  reading_.was_baseline = !reading_.state.baseline_done;
  const auto& last = reading_.state.last_full_depth;
  whole_depth_ = !last || world.now - *last >= whole_depth_every;
}

void ListReader::start() {
  if (world_.fetcher.holds_nothing_of(source_) &&
      !(world_.captured && world_.captured(first_request(source_)))) {
    return finish(Verdict::skipped, "nothing of it is captured");
  }
  ask(first_request(source_));
}

Validators ListReader::validators_for(const Request& request) const {
  // A pass that must see the rows asks without conditions.
  if (reading_.state.fingerprint != reading_.fingerprint) return {};
  for (const auto& page : reading_.state.pages) {
    if (page.request_key == request.key()) return page.validators;
  }
  return {};
}

void ListReader::ask(Request request) {
  FetchJob job;
  job.request = request;
  job.source = &source_;
  if (reading_.pages_read == 0 && !whole_depth_) job.known = validators_for(request);
  ++reading_.run.requests;
  world_.fetcher.submit(std::move(job),
                        [self = shared_from_this(), request](Result<Response> answer) {
                          self->answered(request, std::move(answer));
                        });
}

void ListReader::answered(const Request& request, Result<Response> answer) {
  if (!answer) return fail(answer.error());
  reading_.run.bytes += answer->bytes_received;
  if (is_known_page(request, *answer)) {
    return finish(Verdict::unchanged, "");
  }
  if (answer->not_modified()) {
    return fail({Fault::broken, source_.id + ": 304 came to an unconditional request"});
  }
  page_read(request, *answer);
}

bool ListReader::is_known_page(const Request& request, const Response& response) const {
  if (reading_.pages_read > 0 || whole_depth_) return false;
  if (reading_.state.fingerprint != reading_.fingerprint) return false;
  for (const auto& page : reading_.state.pages) {
    if (page.request_key != request.key()) continue;
    return response.not_modified() ||
           (!response.truncated && response.body_sha256 == page.body_sha256);
  }
  return false;
}

void ListReader::page_read(const Request& request, const Response& response) {
  Page page = page_of(response);
  page.sent = request.body;
  auto listing = read_list(page, source_);
  if (!listing) return fail(listing.error());
  if (listing->is_shell()) {
    if (++shells_ > max_shells)
      return fail({Fault::broken, source_.id + ": its pages only name each other, none has rows"});
    auto& places = listing->next;
    for (std::size_t i = places.size(); i-- > 1;) {
      if (places[i].why == FollowUp::Why::older) further_.push_front(std::move(places[i]));
    }
    return ask(places.front().request);
  }
  if (listing->next.empty() && !further_.empty()) {
    listing->next.push_back(std::move(further_.front()));
    further_.pop_front();
  }
  ++reading_.pages_read;
  reading_.pages.push_back({request.key(),
                            {find_header(response.headers, "ETag").value_or(""),
                             find_header(response.headers, "Last-Modified").value_or("")},
                            response.body_sha256});
  if (reading_.pages_read == 1) reading_.memory = Sources(world_.database).memory(source_.id);
  if (repeats(*listing)) return end_here();
  if (wants_older(*listing)) {
    for (auto& next : listing->next) older_.push_back(std::move(next.request));
  } else if (!listing->next.empty()) {
    end_reached_ = false;
    const Request& next = listing->next.front().request;
    if (reading_.older.empty())
      reading_.older = next.url + (next.body.empty() ? "" : "  " + next.body);
  }
  append(reading_.rows, std::move(*listing));
  ask_older();
}

// A pager that does not know its end answers with a page that was read already.
bool ListReader::repeats(const Listing& page) const {
  if (reading_.pages_read == 1) return false;
  std::set<std::string_view> known;
  for (const Entry& entry : reading_.rows.entries) known.insert(entry.url);
  return std::all_of(page.entries.begin(), page.entries.end(),
                     [&](const Entry& entry) { return known.count(entry.url) > 0; });
}

bool ListReader::wants_older(const Listing& page) const {
  if (page.next.empty() || page.entries.empty()) return false;
  if (reading_.pages_read >= depth_) return false;
  const auto read = static_cast<int>(reading_.rows.entries.size() + page.entries.size());
  if (page.total && read >= *page.total) return false;
  if (whole_depth_ || source_.coverage == Coverage::complete) return true;
  return has_unknown(page, reading_.memory);
}

// The lists of a page take turns, so that none uses up the depth alone.
void ListReader::ask_older() {
  if (older_.empty() || reading_.pages_read >= depth_) return compare();
  Request next = std::move(older_.front());
  older_.pop_front();
  ask(std::move(next));
}

void ListReader::compare() {
  const auto& rows = reading_.rows;
  const bool all_rows = (end_reached_ && older_.empty()) ||
                        (rows.total && static_cast<int>(rows.entries.size()) >= *rows.total);
  reading_.full_depth = all_rows || reading_.pages_read >= depth_;
  reading_.run.entries = static_cast<int>(rows.entries.size());
  const CivilDate today = china_date(world_.now);
  const Judgement judgement = judge_listing(rows, reading_.memory, source_, today);
  reading_.comparison =
      compare_listing(rows, reading_.memory, source_, today, all_rows, baseline_days_);
  for (const Entry& entry : rows.entries) {
    if (entry.published && (!reading_.oldest || *entry.published < *reading_.oldest))
      reading_.oldest = entry.published;
    reading_.newest = std::max(reading_.newest, entry.published);
  }
  reading_.rows
      .entries = {};  // The comparison holds what matters; hundreds of lists wait for their pages.
  finish(judgement.verdict, judgement.reason);
}

void ListReader::end_here() {
  if (!older_.empty()) return ask_older();
  compare();
  reading_.full_depth = true;
}

void ListReader::fail(const Error& error) {
  if (reading_.pages_read == 0) return finish(verdict_of(error), error.message);
  end_reached_ = false;
  // In replay an older page that nobody captured is the end of its list. Elsewhere pagers name more
  // pages than a site keeps; a list that should be whole is not whole then, and says so below.
  const bool is_end = error.fault == Fault::gone && source_.coverage != Coverage::complete;
  if (is_end || error.fault == Fault::not_captured) return end_here();
  // The first page was read: its rows count, the gap behind them is said and read again.
  compare();
  if (reading_.run.verdict == Verdict::ok) {
    finish(Verdict::suspect, "page " + std::to_string(reading_.pages_read + 1) +
                                 " could not be read: " + error.message);
  }
  reading_.full_depth = false;
}

void ListReader::finish(Verdict verdict, std::string reason) {
  reading_.run.verdict = verdict;
  // Who reads the reason sees the source beside it.
  const std::string prefix = source_.id + ": ";
  if (reason.starts_with(prefix)) reason.erase(0, prefix.size());
  reading_.run.reason = std::move(reason);
  if (told_) std::exchange(told_, nullptr)();
}

}  // namespace regwatch
