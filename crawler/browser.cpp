// Chromium behind chromedriver, as a state machine on the fetching loop. What was measured on
// Debian 12 (Chromium 156) and decides the design:
//  - `--host-resolver-rules` holds for names, for literal addresses, and for what a page loads, so
//    that it is the outbound guard; the browser is started anew when other hosts are to be reached.
//  - An address space limit (RLIMIT_AS) keeps Chromium from starting, and a cgroup wants systemd or
//    root: the memory of its process group is looked at twice a second instead.
//  - With `--remote-debugging-pipe` the browser ends when chromedriver does, and opens no port.
#include "crawler/browser.h"

#include <unistd.h>

#include <algorithm>
#include <cassert>
#include <future>
#include <set>
#include <utility>
#include <vector>

#include "base/sha256.h"
#include "base/text.h"
#include "base/time.h"
#include "crawler/browser_process.h"
#include "crawler/webdriver.h"

namespace regwatch {
namespace {

using Clock = std::chrono::steady_clock;
using Millis = std::chrono::milliseconds;

constexpr Millis look_every{150};
constexpr Millis wait_every{20};  // For the driver's port and for names.
constexpr Millis memory_every{500};
constexpr std::size_t max_hosts = 12;

std::string place_of(const Url& url) {
  return url.host + ":" + std::to_string(url.effective_port());
}

std::string in_brackets(const std::string& address) {
  return address.find(':') == std::string::npos ? address : "[" + address + "]";
}

// A host and where it lies.
struct Pin {
  std::string host;
  int port = 0;
  std::string address;
  std::string rule() const {
    const std::string at = ":" + std::to_string(port);
    return "MAP " + host + at + " " + in_brackets(address) + at;
  }
};

using Places = std::set<std::string>;  // `host:port`

// Places that a browser may reach, and the user agent that it gives itself.
struct Needs {
  Places places;
  std::string user_agent;
  bool operator==(const Needs&) const = default;
  bool covers(const Needs& other) const {
    return user_agent == other.user_agent &&
           std::includes(places.begin(), places.end(), other.places.begin(), other.places.end());
  }
};

using Pins = std::vector<Pin>;

// A site that answers by http often leads to https, and the other way.
void add_place(Places& places, const Url& url) {
  places.insert(place_of(url));
  if (url.port != 0) return;
  places.insert(url.host + ":80");
  places.insert(url.host + ":443");
}

// What is not required and may not be reached, or is not there, is left out.
Result<Pins> pin_all(const Guard& guard, const Places& places, const Places& required) {
  Pins pins;
  for (const std::string& place : places) {
    const auto colon = place.rfind(':');
    Pin pin{place.substr(0, colon), std::stoi(place.substr(colon + 1)), ""};
    auto addresses = guard.permitted_addresses(pin.host, pin.port);
    if (!addresses && required.contains(place)) return addresses.error();
    if (!addresses || addresses->empty()) continue;
    pin.address = addresses->front();
    pins.push_back(std::move(pin));
  }
  return pins;
}

bool is_html(std::string_view media_type) { return icontains(media_type, "html"); }

bool is_text(std::string_view media_type) {
  return media_type == "text/plain" || icontains(media_type, "json") ||
         icontains(media_type, "javascript");
}

std::string megabytes(std::uint64_t bytes) { return std::to_string(bytes >> 20) + " MB"; }

std::string seconds(Millis span) { return std::to_string((span.count() + 999) / 1000) + " s"; }

}  // namespace

struct Browser::State {
  enum class Stage {
    idle,
    resolving,  ///< Where its hosts lie is asked.
    starting,   ///< chromedriver has not said its port.
    commanded,  ///< A command is under way.
    watching,   ///< The page is looked at again when it is time.
  };

  State(BrowserOptions with, TransferLoop& on, const Guard& by, IsChallenge tells)
      : options(std::move(with)), loop(on), guard(by), is_challenge(std::move(tells)) {}

  // ── one page ────────────────────────────────────────────────────────────────────────────────

  void load(BrowserJob asked, Done then) {
    job = std::move(asked);
    done = std::move(then);
    deadline = Clock::now() + options.page_limit;
    fetches = job.method != "GET";
    required = {place_of(job.url), place_of(job.home)};
    needs = {{}, job.user_agent};
    add_place(needs.places, job.url);
    // What was needed before on this site will be again.
    for (const auto& place : learnt)
      if (is_same_site(place.substr(0, place.rfind(':')), job.url.host)) needs.places.insert(place);
    begin();
  }

  void begin() {
    if (driver && has.covers(needs) && process->is_running()) return visit();
    end_browser();
    stage = Stage::resolving;
    pins = std::async(std::launch::async, [this, places = needs.places, required_ones = required] {
      return pin_all(guard, places, required_ones);
    });
  }

  void start_process() {
    const auto pinned = pins.get();
    if (!pinned) return fail(pinned.error());
    rules.clear();
    for (const Pin& pin : *pinned) rules += pin.rule() + ",";
    rules += "MAP * ~NOTFOUND";
    if (::access(options.chromium.c_str(), X_OK) != 0) return fail_missing(options.chromium);
    auto started = BrowserProcess::start(options.chromedriver);
    if (!started && started.error().fault == Fault::missing)
      return fail_missing(options.chromedriver);
    if (!started) return fail(started.error());
    process = std::make_unique<BrowserProcess>(std::move(*started));
    has = needs;
    stage = Stage::starting;
  }

  void fail_missing(const std::string& program) {
    fail({Fault::missing, "the page wants a browser, and " + program +
                              " is not installed: apt-get install chromium chromium-driver"});
  }

  void open_session() {
    const auto port = process->port();
    if (!port) {
      if (!process->is_running())
        fail({Fault::unreachable, options.chromedriver + " ended before it listened"});
      return;
    }
    driver = std::make_unique<WebDriver>(loop, *port, options.page_limit);
    BrowserSetup setup;
    setup.program = options.chromium;
    setup.directory = process->directory();
    setup.user_agent = job.user_agent;
    setup.host_rules = rules;
    setup.sandbox = ::geteuid() != 0;
    stage = Stage::commanded;
    driver->open(setup, [this](Result<std::string> opened) {
      if (!opened) return crash(opened.error());
      version = std::move(*opened);
      visit();
    });
  }

  void visit() {
    stage = Stage::commanded;
    stable_since = began = Clock::now();
    seen = {};
    const Url& target = fetches ? job.home : job.url;
    driver->go(target.str(), [this](const Result<void>& gone) {
      if (!gone) return crash(gone.error());
      watch();
    });
  }

  void watch() {
    stage = Stage::watching;
    next_look = Clock::now() + look_every;
  }

  void look() {
    stage = Stage::commanded;
    driver->look([this](Result<BrowserLook> looked) {
      if (!looked) return crash(looked.error());
      judge(std::move(*looked));
    });
  }

  void judge(BrowserLook look) {
    if (look.requests == 0) return watch();  // It has not set out yet.
    if (!look.failure.empty()) return judge_failure(look);
    if (look.is_download) return judge_download();
    const auto now = Clock::now();
    const bool stirs = !look.complete || look.in_flight > 0 || look.size != seen.size ||
                       look.requests != seen.requests || look.address != seen.address;
    if (stirs) stable_since = now;
    seen = std::move(look);
    const bool long_enough = seen.is_shown && now - began >= options.settle_limit;
    if (now - stable_since < options.settled_after && !long_enough) return watch();
    if (wants_more_hosts()) return begin();
    if (!is_html(seen.media_type) && (fetches || !is_text(seen.media_type))) return fetch_in_page();
    stage = Stage::commanded;
    driver->take(options.max_page_characters, [this](Result<std::string> text) {
      if (text) return take(std::move(*text));
      if (text.error().fault == Fault::too_large) return fail(text.error());
      crash(text.error());
    });
  }

  // What the browser would save is fetched from a page of its origin.
  void judge_download() {
    if (fetches) return fail({Fault::broken, "the browser found a file in place of a page"});
    fetches = true;
    visit();
  }

  // A name without a rule: of the same site it gets one, else the page leads where it may not.
  void judge_failure(const BrowserLook& look) {
    if (look.failure != "net::ERR_NAME_NOT_RESOLVED")
      return fail({Fault::unreachable, "the browser: " + look.failure});
    seen = look;
    if (wants_more_hosts()) return begin();
    fail({Fault::refused, "it leads to " + ellipsize(look.address, 200) +
                              ", where the browser may not go: another site, or an address that "
                              "the outbound guard refuses"});
  }

  bool wants_more_hosts() {
    bool more = false;
    for (const std::string& address : seen.unresolved) {
      const auto url = parse_url(address);
      if (!url || !is_same_site(url->host, job.url.host) || needs.places.size() >= max_hosts)
        continue;
      const bool is_new = !needs.places.contains(place_of(*url));
      add_place(needs.places, *url);
      learnt.insert(place_of(*url));
      more = more || is_new;
    }
    return more;
  }

  Response response_with(std::string body) const {
    Response response;
    response.status = seen.status == 0 ? 200 : seen.status;
    response.url = seen.address;
    response.rendered = is_html(seen.media_type);
    // The bytes of a document are ours, whatever those were that it was made from.
    response.headers = {{"Content-Type", seen.media_type + "; charset=utf-8"}};
    response.body = std::move(body);
    return response;
  }

  void take(std::string text) {
    Response response = response_with(std::move(text));
    const bool blocked = is_challenge && is_challenge(response);
    if (blocked && Clock::now() - began < options.challenge_limit) {
      stable_since = Clock::now();
      return watch();
    }
    if (fetches && !blocked) return fetch_in_page();
    succeed(std::move(response));
  }

  void fetch_in_page() {
    stage = Stage::commanded;
    PageFetch request{job.method, job.url.str(), {}, job.body, job.max_body_bytes};
    for (const auto& field : job.headers)
      if (iequals(field.first, "Content-Type")) request.headers.push_back(field);
    driver->fetch(request, [this](Result<Response> fetched) {
      if (!fetched) return fail(fetched.error());
      succeed(std::move(*fetched));
    });
  }

  // ── how it ends ─────────────────────────────────────────────────────────────────────────────

  void succeed(Response response) {
    response.requested_url = job.url.str();
    response.body_sha256 = sha256_hex(response.body);
    response.fetched_at = system_now();
    response.bytes_received = response.body.size();
    stage = Stage::idle;
    std::exchange(done, nullptr)(std::move(response));
  }

  void fail(Error error) {
    error.message = job.url.str() + ": " + error.message;
    stage = Stage::idle;
    std::exchange(done, nullptr)(std::move(error));
  }

  // Nobody knows what state it is in: the next page gets another.
  void crash(Error error) {
    end_browser();
    fail(std::move(error));
  }

  void end_browser() {
    driver.reset();
    process.reset();
    has = {};
  }

  // ── time ────────────────────────────────────────────────────────────────────────────────────

  void step() {
    if (stage == Stage::idle) return;
    const auto now = Clock::now();
    if (now >= deadline)
      return crash({Fault::unreachable, "the page kept the browser for more than " +
                                            seconds(options.page_limit) + ", so it was killed"});
    if (process && now >= next_memory) {
      next_memory = now + memory_every;
      const auto used = process->memory_bytes();
      if (used > options.max_memory)
        return crash({Fault::unreachable, "the page made the browser use " + megabytes(used) +
                                              " of memory, so it was killed (limit " +
                                              megabytes(options.max_memory) + ")"});
    }
    if (stage == Stage::resolving && pins.wait_for(Millis(0)) == std::future_status::ready)
      return start_process();
    if (stage == Stage::starting) return open_session();
    if (stage == Stage::watching && now >= next_look) return look();
  }

  std::optional<Millis> next_timeout() const {
    if (stage == Stage::idle) return std::nullopt;
    const auto now = Clock::now();
    auto next = std::min(deadline, process ? next_memory : deadline);
    if (stage == Stage::watching) next = std::min(next, next_look);
    if (stage == Stage::resolving || stage == Stage::starting)
      next = std::min(next, now + wait_every);
    return std::max(Millis(0), std::chrono::ceil<Millis>(next - now));
  }

  const BrowserOptions options;
  TransferLoop& loop;
  const Guard& guard;
  const IsChallenge is_challenge;

  Stage stage = Stage::idle;
  BrowserJob job;
  Done done;
  bool fetches = false;  // The page is not visited: a page of its origin fetches it.
  Needs needs;           // Of the job.
  Places required;       // Of them: without these there is no page.
  Needs has;             // Of the browser that runs.
  Places learnt;         // Places that pages of their site needed.
  std::future<Result<Pins>> pins;
  std::string rules;
  std::unique_ptr<BrowserProcess> process;
  std::unique_ptr<WebDriver> driver;
  std::string version = "Chromium";
  BrowserLook seen;
  Clock::time_point began;  // Of this visit.
  Clock::time_point stable_since;
  Clock::time_point next_look;
  Clock::time_point next_memory;
  Clock::time_point deadline;
};

Browser::Browser(BrowserOptions options, TransferLoop& loop, const Guard& guard,
                 IsChallenge is_challenge)
    : state_(std::make_unique<State>(std::move(options), loop, guard, std::move(is_challenge))) {}

Browser::~Browser() = default;

bool Browser::idle() const { return state_->stage == State::Stage::idle; }

void Browser::load(BrowserJob job, Done done) {
  assert(idle());
  state_->load(std::move(job), std::move(done));
}

void Browser::step() { state_->step(); }

std::optional<Millis> Browser::next_timeout() const { return state_->next_timeout(); }

void Browser::close() {
  assert(idle());
  state_->end_browser();
}

const std::string& Browser::version() const { return state_->version; }

}  // namespace regwatch
