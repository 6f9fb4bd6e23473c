#include "crawler/replay.h"

#include <catch2/catch.hpp>
#include <filesystem>
#include <memory>
#include <optional>

#include "base/sha256.h"
#include "crawler/archive.h"
#include "crawler/warc_record.h"
#include "tests/crawler/warc_fixture.h"

using namespace regwatch;

namespace {

std::string fields_of(const std::string& url, const std::string& date, const std::string& id,
                      const std::string& more = "") {
  return "WARC-Target-URI: " + url + "\nWARC-Date: " + date + "\nWARC-Record-ID: <urn:" + id +
         ">\nContent-Type: application/http; msgtype=response" + (more.empty() ? "" : "\n") + more;
}

std::string page(const std::string& body, const std::string& fields = "",
                 const std::string& status = "200 OK") {
  return "HTTP/1.1 " + status + "\r\n" + fields + "\r\n" + body;
}

std::string response(const std::string& url, const std::string& block,
                     const std::string& date = "2026-11-24T01:00:00Z",
                     const std::string& id = "none", const std::string& more = "") {
  return foreign_record("response", fields_of(url, date, id, more), block);
}

struct Warc {
  TemporaryDirectory directory;
  std::string path = directory.text() + "/pages.warc";
  explicit Warc(const std::string& bytes) { write_file(path, bytes); }
  Replay open(const std::string& now = "") const {
    auto replay = Replay::open({path}, parse_instant(now));
    REQUIRE(replay.ok());
    return std::move(*replay);
  }
};

const Source any_source;

Result<Response> fetch(Replay& replay, const Request& request, const Validators& known = {}) {
  std::optional<Result<Response>> result;
  FetchJob job;
  job.request = request;
  job.source = &any_source;
  job.known = known;
  replay.submit(job, [&result](Result<Response> response) { result = std::move(response); });
  replay.run();
  REQUIRE(result);
  return std::move(*result);
}

Result<Response> fetch(Replay& replay, const std::string& url, const Validators& known = {}) {
  return fetch(replay, Request::get(url), known);
}

std::string body_of(Replay& replay, const std::string& url) {
  const auto response = fetch(replay, url);
  return response ? response->body : "error: " + response.error().message;
}

}  // namespace

TEST_CASE("addresses are the same whatever the scheme, the order and the coding of parameters") {
  const Warc warc(response("http://a.gov.cn/list?b=2&a=%E9%80%9A&c=x+y", page("found")));
  Replay replay = warc.open();
  for (const std::string url :
       {"http://a.gov.cn/list?b=2&a=%E9%80%9A&c=x+y", "https://A.gov.cn/list?a=通&b=2&c=x%20y",
        "http://a.gov.cn:80/list?c=x+y&b=2&a=%e9%80%9a&a=%e9%80%9a#top",
        "https://a.gov.cn/%6Cist?c=x+y&b=2&a=通"}) {
    CAPTURE(url);
    CHECK(body_of(replay, url) == "found");
    CHECK(replay.holds(Request::get(url)));
  }
  for (const std::string url :
       {"http://a.gov.cn/list?b=2&a=%E9%80%9A", "http://a.gov.cn/list", "http://b.gov.cn/list",
        "http://a.gov.cn:8080/list?b=2&a=%E9%80%9A&c=x+y",
        "http://a.gov.cn/list?b=2&a=%E9%80%9A&c=x+y&d=1"}) {
    CAPTURE(url);
    const auto answer = fetch(replay, url);
    REQUIRE_FALSE(answer.ok());
    CHECK(answer.error().fault == Fault::not_captured);
    CHECK(answer.error().message.find("a.gov.cn") + answer.error().message.find("b.gov.cn") > 0);
    CHECK_FALSE(replay.holds(Request::get(url)));
  }
}

TEST_CASE("of several captures the newest not later than now answers") {
  const Warc warc(response("http://a.gov.cn/", page("new"), "2026-11-24T01:00:00Z") +
                  response("http://a.gov.cn/", page("old"), "2026-11-22T01:00:00Z") +
                  response("http://a.gov.cn/", page("mid"), "2026-11-23T01:00:00Z"));
  Replay newest = warc.open();
  CHECK(newest.now() == *parse_instant("2026-11-24T01:00:00Z"));
  CHECK(newest.newest_date() == parse_instant("2026-11-24T01:00:00Z"));
  CHECK(body_of(newest, "http://a.gov.cn/") == "new");
  Replay middle = warc.open("2026-11-23T01:00:00Z");
  const auto answer = fetch(middle, "http://a.gov.cn/");
  REQUIRE(answer.ok());
  CHECK(answer->body == "mid");
  CHECK(answer->fetched_at == *parse_instant("2026-11-23T01:00:00Z"));
  CHECK(answer->body_sha256 == sha256_hex("mid"));
  CHECK_FALSE(answer->capture);
  Replay early = warc.open("2026-11-01");
  const auto none = fetch(early, "http://a.gov.cn/");
  REQUIRE_FALSE(none.ok());
  CHECK(none.error().message.find("first at 2026-11-22T01:00:00Z") != std::string::npos);
  Source source;
  source.url = "https://a.gov.cn/";
  CHECK(early.holds_nothing_of(source));
  CHECK_FALSE(middle.holds_nothing_of(source));
  source.url = "https://a.gov.cn/?page=2";
  CHECK_FALSE(middle.holds_nothing_of(source));
  source.url = "https://a.gov.cn/elsewhere";
  CHECK(middle.holds_nothing_of(source));
}

TEST_CASE("a POST is answered by the body that was sent, or by its address alone") {
  const auto asked = [](const std::string& id, const std::string& answer_id,
                        const std::string& body) {
    return foreign_record("request",
                          fields_of("http://a.gov.cn/api", "2026-11-24T01:00:00Z", id,
                                    "WARC-Concurrent-To: <urn:" + answer_id + ">"),
                          "POST /api HTTP/1.1\r\nHost: a.gov.cn\r\n\r\n" + body);
  };
  const std::string at = "2026-11-24T01:00:00Z";
  const Warc warc(
      asked("q1", "r1", "page=1&size=10") +
      response("http://a.gov.cn/api", page("first"), at, "r1") +
      response("http://a.gov.cn/api", page("second"), at, "r2", "WARC-Concurrent-To: <urn:q2>") +
      asked("q2", "elsewhere", "page=2&size=10") + asked("q3", "r3", "{\"page\": 3}") +
      response("http://a.gov.cn/api", page("third"), at, "r3") +
      response("http://b.gov.cn/api", page("any"), at, "r4"));
  Replay replay = warc.open();
  struct Case {
    std::string url, form, body;
  };
  for (const auto& c : std::vector<Case>{{"https://a.gov.cn/api", "size=10&page=1", "first"},
                                         {"http://a.gov.cn/api", "page=2&size=10", "second"},
                                         {"http://a.gov.cn/api", "{\"page\": 3}", "third"},
                                         {"http://b.gov.cn/api", "page=7", "any"}}) {
    CAPTURE(c.form);
    const auto answer = fetch(replay, Request::post_form(c.url, c.form));
    REQUIRE(answer.ok());
    CHECK(answer->body == c.body);
  }
  CHECK_FALSE(fetch(replay, Request::post_form("http://a.gov.cn/api", "page=4&size=10")).ok());
  CHECK_FALSE(fetch(replay, "http://a.gov.cn/api").ok());
  CHECK(body_of(replay, "http://b.gov.cn/api") == "any");
}

TEST_CASE("redirects are followed within the captures") {
  const auto moved = [](const std::string& from, const std::string& to, const std::string& status) {
    return response(from, page("", "Location: " + to + "\r\n", status));
  };
  const Warc warc(moved("http://a.gov.cn/1", "/2", "301 Moved") +
                  moved("http://a.gov.cn/2", "http://b.gov.cn/3", "308 Moved") +
                  response("http://b.gov.cn/3", page("end")) +
                  moved("http://a.gov.cn/t", "/2", "302 Found") +
                  moved("http://a.gov.cn/x", "/y", "301 Moved") +
                  moved("http://a.gov.cn/y", "/x", "301 Moved") +
                  moved("http://a.gov.cn/lost", "/nowhere", "301 Moved") +
                  response("https://a.gov.cn/s", page("secure"), "2026-11-23T01:00:00Z") +
                  moved("http://a.gov.cn/s", "https://a.gov.cn/s", "301 Moved"));
  Replay replay = warc.open();
  const auto permanent = fetch(replay, "http://a.gov.cn/1");
  REQUIRE(permanent.ok());
  CHECK(permanent->body == "end");
  CHECK(permanent->url == "http://b.gov.cn/3");
  CHECK(permanent->requested_url == "http://a.gov.cn/1");
  CHECK(permanent->permanent_redirect);
  const auto temporary = fetch(replay, "http://a.gov.cn/t");
  REQUIRE(temporary.ok());
  CHECK_FALSE(temporary->permanent_redirect);
  CHECK(fetch(replay, "http://a.gov.cn/x").error().fault == Fault::broken);
  const auto lost = fetch(replay, "http://a.gov.cn/lost");
  CHECK(lost.error().fault == Fault::not_captured);
  CHECK(lost.error().message.find("nowhere") != std::string::npos);
  CHECK(body_of(replay, "http://a.gov.cn/s") == "secure");
}

TEST_CASE("conditional requests are honoured against what was captured") {
  const Warc warc(
      response("http://a.gov.cn/", page("body",
                                        "ETag: W/\"v1\"\r\nLast-Modified: Tue, 24 Nov 2026 "
                                        "00:00:00 GMT\r\n")) +
      response("http://a.gov.cn/bare", page("body")));
  Replay replay = warc.open();
  struct Case {
    std::string url;
    Validators known;
    int status;
  };
  for (const auto& c : std::vector<Case>{
           {"http://a.gov.cn/", {"\"v1\"", ""}, 304},
           {"http://a.gov.cn/", {"W/\"v1\"", "Mon, 01 Jan 2001 00:00:00 GMT"}, 304},
           {"http://a.gov.cn/", {"\"v2\"", "Tue, 24 Nov 2026 00:00:00 GMT"}, 200},
           {"http://a.gov.cn/", {"", "Tue, 24 Nov 2026 00:00:00 GMT"}, 304},
           {"http://a.gov.cn/", {"", "Tue, 24 Nov 2026 00:00:01 GMT"}, 304},
           {"http://a.gov.cn/", {"", "Mon, 23 Nov 2026 00:00:00 GMT"}, 200},
           {"http://a.gov.cn/bare", {"\"v1\"", "Tue, 24 Nov 2026 00:00:00 GMT"}, 200}}) {
    CAPTURE(c.url, c.known.etag, c.known.last_modified);
    const auto answer = fetch(replay, c.url, c.known);
    REQUIRE(answer.ok());
    CHECK(answer->status == c.status);
    CHECK(answer->body == (c.status == 304 ? "" : "body"));
    CHECK(answer->body_sha256.empty() == (c.status == 304));
  }
}

TEST_CASE("revisits give their original's bytes under their own head and date") {
  const std::string at = "2026-11-24T0";
  const auto revisit = [&](const std::string& url, const std::string& date, const std::string& more,
                           const std::string& block) {
    return foreign_record("revisit", fields_of(url, date, "v", more), block);
  };
  const std::string head = page("", "X-Which: revisit\r\n");
  const Warc warc(
      revisit("http://a.gov.cn/early", at + "3:00:00Z", "WARC-Refers-To: <urn:r1>", head) +
      response("http://a.gov.cn/", page("body", "X-Which: original\r\n"), at + "1:00:00Z", "r1",
               "WARC-Payload-Digest: sha1:ABC") +
      revisit("http://a.gov.cn/", at + "4:00:00Z", "WARC-Refers-To: <urn:r1>", head) +
      revisit(
          "http://a.gov.cn/moment", at + "4:00:00Z",
          "WARC-Refers-To-Target-URI: http://a.gov.cn/\nWARC-Refers-To-Date: " + at + "1:00:00Z",
          head) +
      revisit("http://a.gov.cn/digest", at + "4:00:00Z", "WARC-Payload-Digest: sha1:ABC", head) +
      revisit("http://a.gov.cn/headless", at + "4:00:00Z", "WARC-Refers-To: <urn:r1>", "") +
      revisit("http://a.gov.cn/lost", at + "4:00:00Z", "WARC-Refers-To: <urn:gone>", head));
  Replay replay = warc.open();
  for (const std::string path : {"early", "", "moment", "digest"}) {
    CAPTURE(path);
    const auto answer = fetch(replay, "http://a.gov.cn/" + path);
    REQUIRE(answer.ok());
    CHECK(answer->body == "body");
    CHECK(find_header(answer->headers, "X-Which") == "revisit");
  }
  CHECK(fetch(replay, "http://a.gov.cn/")->fetched_at == *parse_instant(at + "4:00:00Z"));
  CHECK(body_of(replay, "http://a.gov.cn/headless") == "body");
  CHECK(fetch(replay, "http://a.gov.cn/lost").error().fault == Fault::not_captured);
  CHECK(replay.warnings().size() == 1);
}

TEST_CASE("a captured 304 answers with the page that still held") {
  const std::string not_modified = page("", "", "304 Not Modified");
  const Warc warc(
      response("http://a.gov.cn/", page("body", "ETag: \"1\"\r\n"), "2026-11-22T01:00:00Z", "r1") +
      response("http://a.gov.cn/", not_modified, "2026-11-23T01:00:00Z", "r2") +
      foreign_record("revisit",
                     fields_of("http://a.gov.cn/", "2026-11-24T01:00:00Z", "r3",
                               "WARC-Profile: http://netpreserve.org/warc/1.0/revisit/"
                               "server-not-modified"),
                     not_modified) +
      response("http://a.gov.cn/alone", not_modified));
  Replay replay = warc.open();
  const auto answer = fetch(replay, "http://a.gov.cn/");
  REQUIRE(answer.ok());
  CHECK(answer->status == 200);
  CHECK(answer->body == "body");
  CHECK(answer->fetched_at == *parse_instant("2026-11-24T01:00:00Z"));
  CHECK(fetch(replay, "http://a.gov.cn/", {"\"1\"", ""})->status == 304);
  CHECK(fetch(replay, "http://a.gov.cn/alone").error().fault == Fault::not_captured);
}

TEST_CASE("bodies lose chunking and content coding, and say when they are cut") {
  const std::string body = "<p>通知</p>";
  const std::string coded = gzip(body);
  const std::string chunked = "4\r\n" + body.substr(0, 4) + "\r\n" + "7\r\n" + body.substr(4, 7) +
                              "\r\n" + std::to_string(body.size() - 11) + "\r\n" + body.substr(11) +
                              "\r\n0\r\n\r\n";
  REQUIRE(body.size() - 11 < 10);
  const std::string gz = "Content-Encoding: gzip\r\n";
  const Warc warc(
      response("http://a.gov.cn/gzip", page(coded, gz)) +
      response("http://a.gov.cn/chunked", page(chunked, "Transfer-Encoding: chunked\r\n")) +
      response("http://a.gov.cn/plain-said-gzip", page(body, gz)) +
      response("http://a.gov.cn/plain-said-br", page(body, "Content-Encoding: br\r\n")) +
      response("http://a.gov.cn/plain-said-chunked", page(body, "Transfer-Encoding: chunked\r\n")) +
      response("http://a.gov.cn/cut", page(body, "Content-Length: 100\r\n")) +
      response("http://a.gov.cn/brotli", page("\x0b\xff\xfe", "Content-Encoding: br\r\n")) +
      response("http://a.gov.cn/marked", page(body), "2026-11-24T01:00:00Z", "r",
               "WARC-Truncated: length") +
      response("http://a.gov.cn/lines", "HTTP/1.1 200 OK\nContent-Type: text/html\n\n" + body));
  Replay replay = warc.open();
  for (const std::string name : {"gzip", "chunked", "plain-said-gzip", "plain-said-br",
                                 "plain-said-chunked", "cut", "marked", "lines"}) {
    CAPTURE(name);
    const auto answer = fetch(replay, "http://a.gov.cn/" + name);
    REQUIRE(answer.ok());
    CHECK(answer->body == body);
    CHECK(answer->truncated == (name == "cut" || name == "marked"));
  }
  CHECK(fetch(replay, "http://a.gov.cn/brotli").error().fault == Fault::broken);
}

TEST_CASE("a body above the job's limit is too large, coded or not") {
  const std::string body(100000, 'x');
  const Warc warc(response("http://a.gov.cn/1", page(body)) +
                  response("http://a.gov.cn/2", page(gzip(body), "Content-Encoding: gzip\r\n")));
  Replay replay = warc.open();
  for (const std::string url : {"http://a.gov.cn/1", "http://a.gov.cn/2"}) {
    FetchJob job;
    job.request = Request::get(url);
    job.source = &any_source;
    job.max_body_bytes = 1000;
    const auto answer = replay.answer(job);
    REQUIRE_FALSE(answer.ok());
    CHECK(answer.error().fault == Fault::too_large);
  }
}

TEST_CASE("what is not of the web is passed over") {
  const Warc warc(
      foreign_record("warcinfo", "WARC-Date: 2026-11-24T09:00:00Z", "software: x") +
      foreign_record("resource", fields_of("http://a.gov.cn/r", "2026-11-24T09:00:00Z", "1"), "r") +
      foreign_record("metadata", fields_of("http://a.gov.cn/m", "2026-11-24T09:00:00Z", "2"), "m") +
      foreign_record("response",
                     "WARC-Target-URI: dns:a.gov.cn\nWARC-Date: 2026-11-24T09:00:00Z\n"
                     "Content-Type: text/dns",
                     "a.gov.cn. A 192.0.2.1") +
      response("http://a.gov.cn/", "no http at all") + response("http://a.gov.cn/", page("page")));
  Replay replay = warc.open();
  CHECK(replay.addresses() == std::vector<std::string>{"http://a.gov.cn/"});
  CHECK(body_of(replay, "http://a.gov.cn/") == "page");
  CHECK(replay.newest_date() == parse_instant("2026-11-24T01:00:00Z"));
}

TEST_CASE("files that are missing or no WARC are refused") {
  TemporaryDirectory directory;
  CHECK(Replay::open({directory.text() + "/none.warc"}).error().fault == Fault::missing);
  write_file(directory.text() + "/page.html", "<html></html>");
  CHECK(Replay::open({directory.text() + "/page.html"}).error().fault == Fault::invalid);
}

TEST_CASE("a Done may submit more") {
  const Warc warc(response("http://a.gov.cn/1", page("1")) +
                  response("http://a.gov.cn/2", page("2")));
  Replay replay = warc.open();
  std::string bodies;
  FetchJob job;
  job.source = &any_source;
  job.request = Request::get("http://a.gov.cn/1");
  replay.submit(job, [&](Result<Response> first) {
    bodies += first->body;
    job.request = Request::get("http://a.gov.cn/2");
    replay.submit(job, [&](Result<Response> second) { bodies += second->body; });
  });
  replay.run();
  CHECK(bodies == "12");
}

TEST_CASE("our own archive replays, and a replay can be archived") {
  TemporaryDirectory first, second;
  const std::string coded = gzip("page");
  {
    auto archive = Archive::open({.directory = first.text()});
    REQUIRE(archive.ok());
    PlainExchange get("http://a.gov.cn/", coded, "Content-Encoding: gzip\r\n");
    PlainExchange post("http://a.gov.cn/api", coded, "Content-Encoding: gzip\r\n");
    post.exchange.request = Request::post_form("http://a.gov.cn/api", "page=2");
    post.exchange.request_head = "POST /api HTTP/1.1\r\nHost: a.gov.cn\r\n\r\n";
    REQUIRE((*archive)->capture(get.exchange).ok());
    REQUIRE((*archive)->capture(post.exchange).ok());
  }
  for (const std::string& directory : {first.text(), second.text()}) {
    auto replay = Replay::open({directory});
    REQUIRE(replay.ok());
    std::unique_ptr<Archive> copy;
    if (directory == first.text()) copy = std::move(*Archive::open({.directory = second.text()}));
    replay->archive_to(copy.get());
    CHECK(body_of(*replay, "http://a.gov.cn/") == "page");
    const auto answer = fetch(*replay, Request::post_form("http://a.gov.cn/api", "page=2"));
    REQUIRE(answer.ok());
    CHECK(answer->body == "page");
    CHECK(answer->capture.has_value() == (copy != nullptr));
    CHECK_FALSE(replay->holds(Request::get("http://a.gov.cn/api")));
    replay->sync_archive();
  }
}
