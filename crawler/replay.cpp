#include "crawler/replay.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "base/url.h"
#include "crawler/replay_index.h"
#include "crawler/warc_http.h"
#include "crawler/warc_tools.h"

namespace regwatch {
namespace {

constexpr int max_redirects = 10;
constexpr std::chrono::milliseconds longest_wait{1000};
// Room for head and content coding beside the body.
constexpr std::uint64_t head_room = 1u << 20;

bool is_redirect(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

std::string_view opaque_tag(std::string_view etag) {
  return etag.substr(0, 2) == "W/" ? etag.substr(2) : etag;
}

// RFC 9110 §13.2.2: If-None-Match, compared weakly, goes before If-Modified-Since.
bool is_unmodified(const Headers& captured, const Validators& known) {
  if (!known.etag.empty()) {
    const auto etag = find_header(captured, "ETag");
    return etag && opaque_tag(trim(*etag)) == opaque_tag(trim(known.etag));
  }
  if (known.last_modified.empty()) return false;
  const auto modified = find_header(captured, "Last-Modified");
  if (!modified) return false;
  if (*modified == known.last_modified) return true;
  const auto at = parse_http_date(*modified);
  const auto since = parse_http_date(known.last_modified);
  return at && since && *at <= *since;
}

}  // namespace

struct Replay::State {
  ReplayIndex index;
  Instant now{};
  CaptureSink* sink = nullptr;
  std::deque<std::pair<FetchJob, Done>> queue;
  // The file that was read last; the next capture is often behind the one before.
  std::optional<WarcReader> reader;
  std::size_t reader_file = 0;

  Result<WarcReader*> reader_of(std::size_t file) {
    if (!reader || reader_file != file) {
      auto opened = WarcReader::open(index.files()[file]);
      if (!opened) return opened.error();
      reader.emplace(std::move(*opened));
      reader_file = file;
    }
    return &*reader;
  }

  Error not_captured(const Request& request, const std::string& how = "") const {
    std::string message = request.url + ": no capture answers this " + request.method + how;
    const auto url = parse_url(request.url);
    const auto first = url ? index.first_capture(*url) : std::nullopt;
    if (first && *first > now) {
      message += "; it was captured later only, first at " + format_instant(*first);
    }
    return {Fault::not_captured, message};
  }

  struct Read {
    WarcRecord record;
    StoredMessage message;
  };
  Result<Read> read_record(const Capture& capture, std::uint64_t max_bytes) {
    const auto source = reader_of(capture.file);
    if (!source) return source.error();
    auto record = (*source)->at(capture.position);
    if (!record) return record.error();
    // Some tools write a revisit without any head; then that of its original stands for it.
    if (capture.revisit && record->content_length == 0) return Read{std::move(*record), {}};
    auto message = read_message(**source, *record, max_bytes);
    if (!message) return message.error();
    return Read{std::move(*record), std::move(*message)};
  }

  // Head and payload of a capture; a revisit's payload is that of its original.
  Result<Read> read_whole(const Capture& capture, std::uint64_t max_bytes) {
    auto read = read_record(capture, max_bytes);
    if (!read || !capture.revisit) return read;
    if (!capture.original) {
      return Error{Fault::not_captured, capture.url + ": the capture of " +
                                            format_instant(capture.date) +
                                            " refers to bytes that are not in these files"};
    }
    auto original = read_record(index.captures()[*capture.original], max_bytes);
    if (!original) return original;
    if (read->message.head.status == 0) {
      read->message = std::move(original->message);
    } else {
      read->message.payload = std::move(original->message.payload);
      read->message.truncated = original->message.truncated;
    }
    return read;
  }

  Result<StoredCapture> stored(const Capture& capture, const Request& request,
                               std::uint64_t max_bytes) {
    const Capture& held =
        capture.unchanged_since ? index.captures()[*capture.unchanged_since] : capture;
    auto read = read_whole(held, 2 * max_bytes + head_room);
    if (!read) return read.error();
    auto decoded = decode_payload(read->message.head.headers, read->message.payload, max_bytes);
    if (!decoded) {
      return Error{decoded.error().fault, request.url + ": " + decoded.error().message};
    }
    StoredCapture stored;
    stored.head = std::move(read->message.head_text);
    stored.record_id = read->record.id();
    stored.remote_ip = read->record.field("WARC-IP-Address");
    Response& response = stored.response;
    response.status = read->message.head.status;
    response.url = response.requested_url = request.url;
    if (capture.is_resource) response.url = capture.url;
    response.rendered = !read->record.field(made_by_field).empty();
    stored.made_by = read->record.field(made_by_field);
    response.headers = std::move(read->message.head.headers);
    response.body = std::move(decoded->bytes);
    response.body_sha256 = sha256_hex(response.body);
    response.fetched_at = capture.date;
    response.truncated = read->message.truncated || !decoded->complete;
    response.bytes_received = read->message.payload.size();
    stored.payload = std::move(read->message.payload);
    return stored;
  }

  // The request as its record has it; none is made up where there is no record.
  std::string request_head_of(const Capture& capture) {
    if (!capture.request) return "";
    const auto source = reader_of(capture.request->first);
    if (!source) return "";
    const auto record = (*source)->at(capture.request->second);
    if (!record) return "";
    auto message = read_message(**source, *record, head_room);
    return message ? std::move(message->head_text) : "";
  }

  Result<void> archive(const Capture& capture, const Request& request, StoredCapture& stored) {
    Exchange exchange;
    exchange.request = request;
    exchange.request_head = request_head_of(capture);
    exchange.response_head = stored.head;
    exchange.payload = stored.payload;
    exchange.url = request.url;
    exchange.remote_ip = stored.remote_ip;
    if (capture.is_resource) {
      exchange.url = capture.url;
      exchange.made_by = stored.made_by;
      exchange.media_type = find_header(stored.response.headers, "Content-Type").value_or("");
    }
    exchange.at = capture.date;
    auto ref = sink->capture(exchange);
    if (!ref) return ref.error();
    stored.response.capture = std::move(*ref);
    return {};
  }
};

Replay::Replay(std::unique_ptr<State> state) : state_(std::move(state)) {}
Replay::~Replay() = default;
Replay::Replay(Replay&&) noexcept = default;
Replay& Replay::operator=(Replay&&) noexcept = default;

Result<Replay> Replay::open(const std::vector<std::string>& paths, std::optional<Instant> now) {
  std::vector<std::string> files;
  for (const auto& path : paths) {
    const auto found = warc_files(path);
    if (!found) return found.error();
    files.insert(files.end(), found->begin(), found->end());
  }
  auto index = ReplayIndex::read(std::move(files));
  if (!index) return index.error();
  auto state = std::make_unique<State>();
  state->now = now.value_or(index->newest_date().value_or(system_now()));
  state->index = std::move(*index);
  return Replay(std::move(state));
}

void Replay::archive_to(CaptureSink* sink) { state_->sink = sink; }

void Replay::submit(FetchJob job, Done done) {
  state_->queue.emplace_back(std::move(job), std::move(done));
}

void Replay::run() {
  while (true) {
    if (beside_ != nullptr) beside_->step();
    if (!state_->queue.empty()) {
      auto [job, done] = std::move(state_->queue.front());
      state_->queue.pop_front();
      done(answer(job));
    } else if (beside_ == nullptr || beside_->idle()) {
      return;
    } else {
      wait_for(*beside_, longest_wait);
    }
  }
}

void Replay::sync_archive() {
  if (state_->sink != nullptr) state_->sink->sync();
}

bool Replay::holds(const Request& request) const {
  return state_->index.find(request, state_->now) != nullptr;
}

bool Replay::holds_nothing_of(const Source& source) const {
  const auto url = parse_url(source.url);
  return !url || !state_->index.has_place(*url, state_->now);
}

Result<StoredCapture> Replay::stored(const Request& request, std::uint64_t max_bytes) {
  const Capture* capture = state_->index.find(request, state_->now);
  if (capture == nullptr) return state_->not_captured(request);
  return state_->stored(*capture, request, max_bytes);
}

Result<Response> Replay::answer(const FetchJob& job) {
  Request request = job.request;
  bool permanent = true;
  for (int hop = 0; hop <= max_redirects; ++hop) {
    const Capture* capture = state_->index.find(request, state_->now);
    if (capture == nullptr) {
      const bool led = hop > 0;
      return state_->not_captured(request, led ? ", to which " + job.request.url + " leads" : "");
    }
    auto stored = state_->stored(*capture, request, job.max_body_bytes);
    if (!stored) return stored.error();
    if (state_->sink != nullptr) {
      const auto archived = state_->archive(*capture, request, *stored);
      if (!archived) return archived.error();
    }
    Response& response = stored->response;
    const auto location = find_header(response.headers, "Location");
    if (!is_redirect(response.status) || !location) {
      response.requested_url = job.request.url;
      response.permanent_redirect = hop > 0 && permanent;
      if (response.status == 200 && is_unmodified(response.headers, job.known)) {
        response.status = 304;
        response.body.clear();
        response.body_sha256.clear();
        response.bytes_received = 0;
      }
      return std::move(response);
    }
    permanent = permanent && (response.status == 301 || response.status == 308);
    auto target = resolve_url(request.url, *location);
    if (!target)
      return Error{Fault::broken, request.url + ": redirects to " + target.error().message};
    const bool keeps_method = response.status == 307 || response.status == 308;
    if (!keeps_method) request = Request::get("");
    request.url = std::move(*target);
  }
  return Error{Fault::broken, job.request.url + ": more than 10 redirects in the captures"};
}

Instant Replay::now() const { return state_->now; }
std::optional<Instant> Replay::newest_date() const { return state_->index.newest_date(); }

std::vector<std::string> Replay::addresses() const {
  std::set<std::string_view> seen;
  std::vector<std::string> out;
  for (const auto& capture : state_->index.captures()) {
    if (seen.insert(capture.url).second) out.push_back(capture.url);
  }
  return out;
}

const std::vector<std::string>& Replay::warnings() const { return state_->index.warnings(); }

}  // namespace regwatch
