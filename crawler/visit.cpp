#include "crawler/visit.h"

#include <algorithm>

#include "base/sha256.h"
#include "base/text.h"

namespace regwatch {
namespace {

// No server applies more than two.
constexpr std::size_t max_codings = 3;
// Some sites set one cookie with each redirect to themselves (CT6T, then CT6TS).
constexpr int max_returns = 3;

bool is_secret(std::string_view name) {
  return iequals(name, "Cookie") || iequals(name, "Authorization");
}

// Fields in sending order; a name that was set is not set again.
class FieldList {
 public:
  void add(std::string_view name, std::string_view value) {
    if (!value.empty() && !find_header(fields_, name)) fields_.emplace_back(name, value);
  }
  Headers take() && { return std::move(fields_); }

 private:
  Headers fields_;
};

// What was given for one address may go to its host and port, and to https where it was given for
// http, never the other way.
bool may_know_secrets_of(const Url& owner, const Url& url) {
  if (owner.host != url.host) return false;
  if (owner.scheme == url.scheme) return owner.port == url.port;
  return owner.scheme == "http" && owner.port == 0 && url.port == 0;
}

std::string cookies_for(const Visit& visit, const CookieJar* jar, Instant now) {
  std::string cookies = jar ? jar->header_for(visit.url, now) : "";
  const Source& source = *visit.job.source;
  if (!source.cookie || visit.for_robots) return cookies;
  const auto home = parse_url(source.url);
  if (!home || !may_know_secrets_of(*home, visit.url)) return cookies;
  return cookies.empty() ? *source.cookie : cookies + "; " + *source.cookie;
}

// As browsers do it (Referrer Policy, strict-origin-when-cross-origin): the list's whole address to
// its own origin, the origin alone elsewhere, and nothing from https to http.
std::string referer_for(const Source& source, const Url& url) {
  if (source.referer) return *source.referer;
  auto from = parse_url(source.url);
  if (!from || (from->scheme == "https" && url.scheme == "http")) return "";
  from->fragment.clear();
  return from->origin() == url.origin() ? from->str() : from->origin() + "/";
}

void add_validators(FieldList& fields, const Visit& visit) {
  if (visit.method != "GET")
    return;  // On a POST they would mean something else (RFC 9110 §13.1.2).
  fields.add("If-None-Match", visit.job.known.etag);
  fields.add("If-Modified-Since", visit.job.known.last_modified);
}

// Takes one coding off `bytes`. Robots.txt is read as far as its limit goes, other pages fail.
Result<Inflated> take_off(const Visit& visit, std::string_view name, const std::string& bytes,
                          bool cut, Inflater& inflater) {
  const bool gzip = name == "gzip" || name == "x-gzip";
  if (!gzip && name != "deflate") {
    return Error{Fault::broken, visit.url.str() + ": the answer is coded as '" +
                                    ellipsize(name, 40) + "', which was not asked for"};
  }
  const Coding coding = gzip ? Coding::gzip : Coding::deflate;
  const std::size_t limit = visit.job.max_body_bytes;
  auto inflated = inflater.inflate(bytes, coding, limit);
  // Fewer bytes than announced: the coding's own end says whether it was the announcement that
  // lied.
  if (cut && (!inflated || !inflated->complete || !gzip))
    return Inflated{inflate_beginning(bytes, coding, limit), false};
  if (inflated) return inflated;
  if (visit.for_robots) return Inflated{inflate_beginning(bytes, coding, limit), false};
  return Error{inflated.error().fault, visit.url.str() + ": " + inflated.error().message};
}

// The body without its content codings, the outermost first.
Result<Inflated> decode(const Visit& visit, HopAnswer& answer, Inflater& inflater) {
  const bool cut = answer.truncated || answer.over_limit;
  Inflated decoded{std::move(answer.payload), !cut};
  const auto named = is_gzipped_unsaid(answer.headers, decoded.bytes)
                         ? std::optional<std::string>("gzip")
                         : find_header(answer.headers, "Content-Encoding");
  if (!named || decoded.bytes.empty()) return decoded;
  const auto codings = split(*named, ',');
  if (codings.size() > max_codings)
    return Error{Fault::broken, visit.url.str() + ": coded more often than any server does"};
  for (auto coding = codings.rbegin(); coding != codings.rend(); ++coding) {
    const std::string name = ascii_lower(trim(*coding));
    if (name.empty() || name == "identity") continue;
    auto inner = take_off(visit, name, decoded.bytes, !decoded.complete, inflater);
    if (!inner) return inner;
    decoded = std::move(*inner);
  }
  return decoded;
}

}  // namespace

Result<Visit> make_visit(FetchJob job, Fetcher::Done done) {
  const Source& source = *job.source;
  auto url = parse_url(job.request.url);
  if (!url) return url.error();
  const std::string& method = job.request.method;
  const bool known_method =
      !method.empty() &&
      std::all_of(method.begin(), method.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
  if (!known_method || method == "HEAD" || method == "CONNECT")
    return Error{Fault::invalid, job.request.url + ": method GET or POST expected, found '" +
                                     ellipsize(method, 20) + "'"};
  if (auto habits = check_tls_habits(source.tls, source.extra_ca); !habits) {
    const std::string where = source.id.empty() ? "" : source.id + ": ";
    return Error{habits.error().fault, where + habits.error().message};
  }
  Visit visit;
  visit.url = std::move(*url);
  visit.url.fragment.clear();
  visit.method = method;
  visit.body = job.request.body;
  visit.job = std::move(job);
  visit.done = std::move(done);
  return visit;
}

HopRequest make_hop(const Visit& visit, const NetworkOptions& options, const CookieJar* jar,
                    Instant now) {
  const Source& source = *visit.job.source;
  const auto asked = parse_url(visit.job.request.url);
  const bool home = asked && may_know_secrets_of(*asked, visit.url);
  FieldList fields;
  for (const auto& [name, value] : visit.job.request.headers) {
    const bool about_body = iequals(name, "Content-Type") && visit.method == "GET";
    if (iequals(name, "Host") || iequals(name, "Content-Length") || about_body) continue;
    if (home || !is_secret(name)) fields.add(name, value);
  }
  fields.add("User-Agent", source.user_agent.value_or(options.user_agent));
  fields.add("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8");
  fields.add("Accept-Language", "zh-CN,zh;q=0.9,en;q=0.5");
  fields.add("Accept-Encoding", "gzip, deflate");
  fields.add("Referer", referer_for(source, visit.url));
  fields.add("Cookie", cookies_for(visit, jar, now));
  add_validators(fields, visit);
  HopRequest hop;
  hop.method = visit.method;
  hop.url = visit.url;
  hop.headers = std::move(fields).take();
  hop.body = visit.body;
  hop.max_body_bytes = visit.job.max_body_bytes;
  hop.tls_habits = source.tls;
  hop.extra_ca = source.extra_ca.value_or("");
  return hop;
}

void record_sent(Visit& visit, const HopRequest& hop) {
  visit.sent_head = request_head(hop);
  visit.sent.method = hop.method;
  visit.sent.url = hop.url.str();
  visit.sent.body = hop.body;
  visit.sent.headers.clear();
  for (const auto& field : hop.headers) {
    if (!is_secret(field.first)) visit.sent.headers.push_back(field);
  }
}

Exchange make_exchange(Visit& visit, const HopAnswer& answer, Instant now) {
  Exchange exchange;
  exchange.request = std::move(visit.sent);
  exchange.request_head = std::move(visit.sent_head);
  exchange.response_head = answer.head;
  exchange.payload = answer.payload;
  exchange.url = exchange.request.url;
  exchange.remote_ip = answer.remote_ip;
  exchange.at = now;
  return exchange;
}

Exchange make_exchange(const Response& page, const std::string& browser) {
  Exchange exchange;
  exchange.request = Request::get(page.requested_url);
  exchange.payload = page.body;
  exchange.url = page.url;
  exchange.made_by = browser;
  exchange.media_type = find_header(page.headers, "Content-Type").value_or("");
  exchange.at = page.fetched_at;
  return exchange;
}

BrowserJob make_browser_job(const Visit& visit, const NetworkOptions& options) {
  const Source& source = *visit.job.source;
  BrowserJob job;
  job.url = visit.url;
  job.method = visit.method;
  job.body = visit.body;
  job.headers = visit.job.request.headers;
  const auto list = parse_url(source.url);
  const bool same_origin = list && list->origin() == visit.url.origin();
  job.home = same_origin ? *list : visit.url;
  if (!same_origin) {
    job.home.path = "/";
    job.home.query.clear();
    job.home.has_query = false;
  }
  job.user_agent = source.user_agent.value_or(options.user_agent);
  job.max_body_bytes = visit.job.max_body_bytes;
  return job;
}

std::string words_for_block(const Response& response) {
  return response.status == 200 ? "a challenge page"
                                : "HTTP status " + std::to_string(response.status);
}

Result<Response> judge_rendered(const Visit& visit, Result<Response> answer) {
  if (answer && answer->body.size() > visit.job.max_body_bytes) {
    return Error{Fault::too_large, visit.url.str() + ": more than the limit of " +
                                       std::to_string(visit.job.max_body_bytes) + " bytes"};
  }
  if (answer) return answer;
  Error error = answer.error();
  if (error.fault == Fault::missing) error.fault = Fault::unreachable;
  if (visit.met.empty()) return error;
  return Error{Fault::blocked,
               visit.met + " was met, and a browser got no further: " + error.message};
}

bool is_redirect(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

Result<bool> follow_redirect(Visit& visit, const HopAnswer& answer, int max_redirects) {
  if (!is_redirect(answer.status)) return false;
  const auto location = find_header(answer.headers, "Location");
  if (!location || trim(*location).empty()) return false;
  const std::string from = visit.url.str();
  auto target = resolve_url(visit.url, *location);
  if (!target) return Error{Fault::broken, from + " redirects to " + target.error().message};
  if (visit.redirects >= max_redirects) {
    return Error{Fault::broken, visit.job.request.url + ": more than " +
                                    std::to_string(max_redirects) + " redirects, the last from " +
                                    from + " to " + target->str()};
  }
  target->fragment.clear();
  if (target->str() == from && ++visit.returns > max_returns) {
    return Error{Fault::broken, from + " redirects to itself, also with the cookies that it set"};
  }
  ++visit.redirects;
  visit.attempts = 0;
  visit.url = std::move(*target);
  visit.all_permanent = visit.all_permanent && (answer.status == 301 || answer.status == 308);
  if (answer.status < 307) {  // RFC 9110 §15.4: as browsers do, also for 301 and 302.
    visit.method = "GET";
    visit.body.clear();
  }
  return true;
}

Result<Response> make_response(const Visit& visit, HopAnswer answer, Inflater& inflater,
                               Instant now) {
  const bool conditional = visit.method == "GET" && !visit.job.known.empty();
  if (answer.status == 304 && !conditional)
    return Error{Fault::broken, visit.url.str() + ": answers 304 to an unconditional request"};
  if (answer.over_limit && !visit.for_robots) {
    return Error{Fault::too_large, visit.url.str() + ": more than the limit of " +
                                       std::to_string(visit.job.max_body_bytes) + " bytes"};
  }
  Response response;
  response.status = answer.status;
  response.url = visit.url.str();
  response.requested_url = visit.job.request.url;
  response.fetched_at = now;
  response.bytes_received = answer.payload.size();
  response.permanent_redirect = visit.redirects > 0 && visit.all_permanent;
  response.capture = visit.capture;
  if (answer.status != 304) {
    auto decoded = decode(visit, answer, inflater);
    if (!decoded) return decoded.error();
    response.truncated = !decoded->complete;
    response.body = std::move(decoded->bytes);
    response.body_sha256 = sha256_hex(response.body);
  }
  response.headers = std::move(answer.headers);
  return response;
}

}  // namespace regwatch
