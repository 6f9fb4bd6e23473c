#include "crawler/http_client.h"

#include <algorithm>
#include <cassert>
#include <deque>
#include <map>
#include <random>
#include <stdexcept>
#include <utility>

#include "base/text.h"
#include "crawler/browser.h"
#include "crawler/cookies.h"
#include "crawler/guard.h"
#include "crawler/host_pace.h"
#include "crawler/inflate.h"
#include "crawler/robots.h"
#include "crawler/transfer.h"
#include "crawler/visit.h"

namespace regwatch {
namespace {

using Clock = std::chrono::steady_clock;
using Millis = std::chrono::milliseconds;
using VisitPtr = std::unique_ptr<Visit>;

constexpr std::string_view product_token = "regwatch";
constexpr std::chrono::hours robots_lifetime{24};  // RFC 9309 §2.4.
constexpr int max_robots_redirects = 5;            // RFC 9309 §2.3.1.2.
constexpr std::chrono::minutes resolved_lifetime{1};
constexpr Millis longest_wait{1000};
constexpr std::chrono::hours challenged_lifetime{6};

struct Host {
  explicit Host(const NetworkOptions& options) : pace(options), browsing(options) {}
  HostPace pace;
  HostPace browsing;  ///< Whether it blocks a browser as well. Its pauses are those of `pace`.
  std::deque<VisitPtr> queue;
  std::size_t active = 0;
  Clock::time_point challenging_until{};  ///< A plain fetch would meet a challenge again.
};

/// What is known of one origin's robots.txt.
struct Robots {
  enum class State { unknown, asked, rules, unreachable };
  State state = State::unknown;
  RobotsRules rules;
  std::string cause;  ///< Why it is unreachable.
  Clock::time_point until{};
  std::vector<VisitPtr> waiting;
};

// http and https of one name are one server to be polite to.
std::string host_key(const Url& url) {
  return url.port == 0 ? url.host : url.host + ":" + std::to_string(url.port);
}

Guard make_guard(const NetworkOptions& options) {
  auto guard = Guard::make(options.operator_hosts, options.allow);
  if (!guard) throw std::invalid_argument("[network] allow: " + guard.error().message);
  return std::move(*guard);
}

HostPace::Time later_by(std::chrono::seconds span) { return Clock::now() + span; }

}  // namespace

/// Queues per host, and what becomes of each answer.
class HttpClient::Scheduler {
 public:
  Scheduler(NetworkOptions with, CaptureSink* archive)
      : options_(std::move(with)),
        archive_(archive),
        guard_(make_guard(options_)),
        loop_(options_, guard_) {}

  void submit(FetchJob job, Done done) {
    Done kept = done;
    auto visit = make_visit(std::move(job), std::move(done));
    if (!visit) {
      failed_.emplace_back(std::move(kept), visit.error());
    } else {
      enter(std::make_unique<Visit>(std::move(*visit)), Place::back);
    }
  }

  void run(Beside* beside) {
    while (true) {
      if (beside != nullptr) beside->step();
      if (browser_) browser_->step();
      deliver_failed();
      Millis wait = start_ready();
      if (!failed_.empty()) continue;
      const bool fetching = loop_.active() > 0 || queued_ > 0 || is_browsing();
      if (!fetching && (beside == nullptr || beside->idle())) break;
      if (browser_) wait = std::min(wait, browser_->next_timeout().value_or(wait));
      loop_.step(wait, beside);
    }
    if (browser_) browser_->close();
  }

  void sync_archive() {
    if (archive_ != nullptr) archive_->sync();
  }

 private:
  enum class Place { front, back };

  Host& host_of(const Visit& visit) {
    return hosts_.try_emplace(host_key(visit.url), options_).first->second;
  }

  Millis pause_of(const Visit& visit) const {
    return visit.job.source->pause.value_or(options_.pause);
  }

  double chance() { return std::uniform_real_distribution<double>(-1, 1)(random_); }

  void fail(Visit& visit, Error error) {
    failed_.emplace_back(std::move(visit.done), std::move(error));
  }

  void deliver_failed() {
    while (!failed_.empty()) {
      auto [done, error] = std::move(failed_.front());
      failed_.pop_front();
      done(std::move(error));
    }
  }

  bool is_browsing() const { return browser_ && !browser_->idle(); }

  // Past robots.txt into the queue of its host.
  void enter(VisitPtr visit, Place place) {
    const bool asks =
        options_.robots && !visit->for_robots && !visit->job.source->ignore_robots.has_value();
    if (!asks) return enqueue(std::move(visit), place);
    Robots& robots = robots_[visit->url.origin()];
    const bool known =
        robots.state == Robots::State::rules || robots.state == Robots::State::unreachable;
    if (!known || Clock::now() >= robots.until) {
      robots.waiting.push_back(std::move(visit));
      if (robots.state != Robots::State::asked) ask_robots(*robots.waiting.back(), robots);
    } else {
      judge(std::move(visit), robots, place);
    }
  }

  void judge(VisitPtr visit, const Robots& robots, Place place) {
    if (robots.state == Robots::State::unreachable) {
      return fail(*visit,
                  {Fault::unreachable, visit->url.origin() +
                                           "/robots.txt gives no answer, so nothing there may "
                                           "be fetched (RFC 9309 §2.3.1.4): " +
                                           robots.cause});
    }
    if (const auto rule = robots.rules.find_refusal(request_target(visit->url))) {
      return fail(*visit,
                  {Fault::refused, visit->url.str() + ": robots.txt forbids it by '" +
                                       ellipsize(*rule, 200) +
                                       "'; ignore_robots in the source's entry overrides it"});
    }
    enqueue(std::move(visit), place);
  }

  void ask_robots(const Visit& asker, Robots& robots) {
    robots.state = Robots::State::asked;
    FetchJob job;
    job.request = Request::get(asker.url.origin() + "/robots.txt");
    job.source = asker.job.source;
    job.max_body_bytes = max_robots_bytes;
    auto visit = make_visit(std::move(job), [this, &robots](Result<Response> answer) {
      take_robots(robots, std::move(answer));
    });
    if (!visit) return take_robots(robots, visit.error());
    visit->for_robots = true;
    enqueue(std::make_unique<Visit>(std::move(*visit)), Place::front);
  }

  // RFC 9309 §2.3.1: 4xx allows everything, no answer and 5xx nothing. What is broken or refused by
  // the guard says nothing; the page itself will then say why.
  void take_robots(Robots& robots, Result<Response> answer) {
    // A challenge in its place (521) is no word about robots either.
    const bool silent = answer ? answer->status >= 500 && !is_status_of_a_block(answer->status)
                               : answer.error().fault == Fault::unreachable;
    robots.rules = {};
    if (silent) {
      robots.state = Robots::State::unreachable;
      robots.cause = answer ? "status " + std::to_string(answer->status) : answer.error().message;
      robots.until = later_by(options_.breaker_pause);
    } else {
      if (answer && answer->status / 100 == 2)
        robots.rules = RobotsRules::parse(answer->body, product_token);
      robots.state = Robots::State::rules;
      robots.until = later_by(robots_lifetime);
    }
    for (auto& visit : std::exchange(robots.waiting, {}))
      judge(std::move(visit), robots, Place::back);
  }

  void enqueue(VisitPtr visit, Place place) {
    auto& queue = host_of(*visit).queue;
    ++queued_;
    if (place == Place::front) {
      queue.push_front(std::move(visit));
    } else {
      queue.push_back(std::move(visit));
    }
  }

  VisitPtr take_front(Host& host) {
    VisitPtr visit = std::move(host.queue.front());
    host.queue.pop_front();
    --queued_;
    return visit;
  }

  // Starts what may start, and says how long nothing else may.
  Millis start_ready() {
    if (queued_ == 0 || loop_.active() >= options_.max_concurrent) return longest_wait;
    const auto now = Clock::now();
    auto next = now + longest_wait;
    for (auto& [name, host] : hosts_) {
      if (host.queue.empty()) continue;
      if (const auto cause = host.pace.breaker_cause(now)) {
        fail_all(name, host, *cause);
      }
      while (!host.queue.empty() && host.active < options_.per_host &&
             loop_.active() < options_.max_concurrent) {
        const auto ready = host.pace.ready_at(pause_of(*host.queue.front()));
        if (ready > now) {
          next = std::min(next, ready);
          break;
        }
        if (wants_browser(host, *host.queue.front()) && is_browsing()) break;
        launch(host, take_front(host));
      }
    }
    return std::max(Millis(0), std::chrono::ceil<Millis>(next - now));
  }

  void fail_all(const std::string& name, Host& host, const std::string& cause) {
    const Fault fault = host.pace.is_blocked() ? Fault::blocked : Fault::unreachable;
    std::deque<VisitPtr> for_browser;
    while (!host.queue.empty()) {
      VisitPtr visit = take_front(host);
      if (host.pace.is_blocked() && wants_browser(host, *visit)) {
        for_browser.push_back(std::move(visit));
      } else {
        fail(*visit, {fault, name + ": " + cause});
      }
    }
    queued_ += for_browser.size();
    host.queue = std::move(for_browser);
  }

  // Once a host has challenged us, its sources that allow a browser go straight to it.
  static bool wants_browser(const Host& host, const Visit& visit) {
    if (visit.for_robots) return false;
    const Fetching fetching = visit.job.source->fetching;
    return visit.by_browser || fetching == Fetching::browser ||
           (fetching == Fetching::browser_if_blocked &&
            (Clock::now() < host.challenging_until || host.pace.is_blocked()));
  }

  void launch_browser(Host& host, VisitPtr visit) {
    if (options_.proxy) {
      return fail(*visit, {Fault::refused, visit->url.str() +
                                               ": a browser cannot be held to the outbound guard "
                                               "behind [network] proxy, so none is used"});
    }
    if (const auto cause = host.browsing.breaker_cause(Clock::now()))
      return fail(*visit,
                  {Fault::blocked, visit->url.str() + ": " + *cause + ", by a browser too"});
    if (!browser_)
      browser_ = std::make_unique<Browser>(options_.browser, loop_, guard_, options_.is_blocked);
    visit->by_browser = true;
    ++host.active;
    BrowserJob job = make_browser_job(*visit, options_);
    auto shared = std::make_shared<VisitPtr>(std::move(visit));
    browser_->load(std::move(job), [this, &host, shared](Result<Response> answer) {
      settle_rendered(host, std::move(*shared), std::move(answer));
    });
  }

  void settle_rendered(Host& host, VisitPtr visit, Result<Response> answer) {
    --host.active;
    host.pace.ended(Clock::now(), pause_of(*visit), chance());
    answer = judge_rendered(*visit, std::move(answer));
    if (answer) {
      // A page that was refused is evidence of nothing else.
      const auto kept = answer->status == 200
                            ? keep(make_exchange(*answer, browser_->version()), answer->capture)
                            : Result<void>();
      if (!kept) return fail(*visit, kept.error());
      judge_block(host.browsing, *visit, *answer);
    }
    const Done done = std::move(visit->done);
    visit.reset();
    done(std::move(answer));
  }

  void launch(Host& host, VisitPtr visit) {
    if (wants_browser(host, *visit)) return launch_browser(host, std::move(visit));
    if (auto checked = check_behind_proxy(visit->url); !checked)
      return fail(*visit, checked.error());
    const auto now = system_now();
    HopRequest hop = make_hop(*visit, options_, &jar_of(*visit), now);
    if (archive_ != nullptr) record_sent(*visit, hop);
    ++visit->attempts;
    ++host.active;
    // std::function wants to copy what it holds, and a visit has one owner.
    auto shared = std::make_shared<VisitPtr>(std::move(visit));
    loop_.start(std::move(hop), [this, &host, shared](HopAnswer answer) {
      settle(host, std::move(*shared), std::move(answer));
    });
  }

  // The proxy connects for us, so its target is looked up and checked here, blocking, once a
  // minute.
  Result<void> check_behind_proxy(const Url& url) {
    if (!options_.proxy) return {};
    const auto now = Clock::now();
    auto& known = resolved_[operator_host(url)];
    if (known.first > now) return known.second;
    known = {now + resolved_lifetime,
             guard_.check_host(url.host, url.effective_port(), Guard::Use::page)};
    return known.second;
  }

  CookieJar& jar_of(Visit& visit) {
    const Source& source = *visit.job.source;
    return source.keep_cookies ? jars_[source.id] : visit.cookies;
  }

  // Without keep_cookies only those of a redirect, which a browser would send to its target.
  void take_cookies(Visit& visit, const HopAnswer& answer) {
    if (!visit.job.source->keep_cookies && !is_redirect(answer.status)) return;
    for (const auto& [name, value] : answer.headers) {
      if (iequals(name, "Set-Cookie")) jar_of(visit).take(value, visit.url, system_now());
    }
  }

  void settle(Host& host, VisitPtr visit, HopAnswer answer) {
    --host.active;
    const auto now = Clock::now();
    host.pace.ended(now, pause_of(*visit), chance());
    if (answer.failure) return settle_failure(host, std::move(visit), std::move(*answer.failure));
    take_cookies(*visit, answer);
    if (auto captured = capture(*visit, answer); !captured) return fail(*visit, captured.error());
    if (shows_unwell_host(answer.status)) {
      host.pace.failed(now, chance(), "status " + std::to_string(answer.status));
    } else {
      host.pace.succeeded();
    }
    bool may_come_back = may_pass(answer.status);
    if (answer.status == 429 || answer.status == 503) {
      const auto waits = obey_retry_after(host, *visit, answer);
      if (!waits) return fail(*visit, waits.error());
      may_come_back = may_come_back || *waits;
    }
    if (may_come_back && may_retry(host, *visit)) {
      if (!shows_unwell_host(answer.status)) host.pace.rest_until(now + backoff_of(*visit));
      return enqueue(std::move(visit), Place::front);
    }
    proceed(std::move(visit), std::move(answer));
  }

  void settle_failure(Host& host, VisitPtr visit, HopFailure failure) {
    if (failure.error.fault == Fault::unreachable)
      host.pace.failed(Clock::now(), chance(), failure.error.message);
    if (failure.may_pass && may_retry(host, *visit)) return enqueue(std::move(visit), Place::front);
    if (visit->attempts > 1)
      failure.error.message += " (tried " + std::to_string(visit->attempts) + " times)";
    fail(*visit, std::move(failure.error));
  }

  bool may_retry(const Host& host, const Visit& visit) const {
    return visit.attempts <= options_.retries && !host.pace.breaker_cause(Clock::now());
  }

  Millis backoff_of(const Visit& visit) const {
    return options_.backoff * (1 << std::clamp(visit.attempts - 1, 0, 6));
  }

  // Whether the host said when to come back, and it will be waited for.
  Result<bool> obey_retry_after(Host& host, const Visit& visit, const HopAnswer& answer) {
    const auto value = find_header(answer.headers, "Retry-After");
    const auto wait = value ? parse_retry_after(*value, system_now()) : std::nullopt;
    if (!wait) return false;
    if (*wait <= options_.max_retry_after) {
      host.pace.rest_until(later_by(*wait));
      return true;
    }
    const std::string cause = "status " + std::to_string(answer.status) +
                              " asks to come back later (Retry-After: " + ellipsize(*value, 60) +
                              ")";
    host.pace.trip(later_by(std::min<std::chrono::seconds>(*wait, robots_lifetime)), cause);
    return Error{Fault::unreachable, visit.url.str() + ": " + cause};
  }

  // Only what is whole is evidence.
  Result<void> capture(Visit& visit, const HopAnswer& answer) {
    visit.capture.reset();
    const bool whole = !answer.truncated && !answer.over_limit && answer.status != 304;
    return whole ? keep(make_exchange(visit, answer, system_now()), visit.capture) : Result<void>();
  }

  Result<void> keep(const Exchange& exchange, std::optional<CaptureRef>& reference) {
    if (archive_ == nullptr) return {};
    auto kept = archive_->capture(exchange);
    if (!kept) return kept.error();
    reference = std::move(*kept);
    return {};
  }

  void proceed(VisitPtr visit, HopAnswer answer) {
    const int limit = visit->for_robots ? max_robots_redirects : options_.max_redirects;
    const auto followed = follow_redirect(*visit, answer, limit);
    if (!followed) return fail(*visit, followed.error());
    if (*followed) return enter(std::move(visit), Place::front);
    auto response = make_response(*visit, std::move(answer), inflater_, system_now());
    if (response && !visit->for_robots) {
      if (may_ask_browser(*visit, *response)) return ask_browser(std::move(visit), *response);
      judge_block(host_of(*visit).pace, *visit, *response);
    }
    const Done done = std::move(visit->done);
    visit.reset();
    done(std::move(response));
  }

  // Challenges are small; nearly all pages are spared the look. Where a browser may be asked it is
  // worth a second one.
  bool is_block(const Visit& visit, const Response& response) const {
    const bool plain = visit.job.source->fetching == Fetching::plain;
    const std::size_t largest_challenge = plain ? 16u << 10 : 256u << 10;
    const bool looks_like_page = response.status == 200 && response.body.size() > largest_challenge;
    if (response.not_modified() || looks_like_page) return false;
    if (!options_.is_blocked) return is_status_of_a_block(response.status);
    return options_.is_blocked(response);
  }

  bool may_ask_browser(const Visit& visit, const Response& response) const {
    return visit.job.source->fetching == Fetching::browser_if_blocked && !options_.proxy &&
           is_block(visit, response);
  }

  void ask_browser(VisitPtr visit, const Response& response) {
    const auto asked = parse_url(visit->job.request.url);
    visit->met = words_for_block(response);
    visit->by_browser = true;
    visit->url = *asked;  // It was read when the visit was made.
    visit->url.fragment.clear();
    visit->method = visit->job.request.method;
    visit->body = visit->job.request.body;
    host_of(*visit).challenging_until = Clock::now() + challenged_lifetime;
    enqueue(std::move(visit), Place::front);
  }

  void judge_block(HostPace& pace, const Visit& visit, const Response& response) const {
    const bool about_page = response.status == 401 || response.status == 403;
    if (!is_block(visit, response)) {
      pace.served();
    } else if (!about_page) {
      pace.blocked(Clock::now(), words_for_block(response));
    }
  }

  NetworkOptions options_;
  CaptureSink* archive_;
  Guard guard_;
  std::map<std::string, Host> hosts_;  ///< References to its values stay valid.
  std::map<std::string, Robots> robots_;
  std::map<std::string, CookieJar> jars_;
  std::map<std::string, std::pair<Clock::time_point, Result<void>>> resolved_;
  std::deque<std::pair<Done, Error>> failed_;  ///< To be delivered in run().
  std::size_t queued_ = 0;
  Inflater inflater_;
  std::minstd_rand random_{std::random_device{}()};
  TransferLoop loop_;                 ///< Behind what its requests refer to.
  std::unique_ptr<Browser> browser_;  ///< Made when a page first wants one.
};

HttpClient::HttpClient(NetworkOptions options, CaptureSink* archive)
    : scheduler_(std::make_unique<Scheduler>(std::move(options), archive)) {}

HttpClient::~HttpClient() = default;

void HttpClient::submit(FetchJob job, Done done) {
  assert(job.source != nullptr);
  scheduler_->submit(std::move(job), std::move(done));
}

void HttpClient::run() { scheduler_->run(beside_); }

void HttpClient::sync_archive() { scheduler_->sync_archive(); }

}  // namespace regwatch
