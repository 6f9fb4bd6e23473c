#include "alerts/unsubscribe.h"

#include <catch2/catch.hpp>

#include "base/text.h"
#include "storage/recipients.h"
#include "tests/temporary_directory.h"

namespace regwatch {
namespace {

const std::string token = "0123456789abcdef0123456789abcdef01234567";
const std::string urlencoded = "application/x-www-form-urlencoded";
const Instant now = *parse_instant("2026-09-18T00:40:00Z");

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

std::string field_of(const UnsubscribeAnswer& answer, std::string_view name) {
  for (const auto& [field, value] : answer.fields) {
    if (field == name) return value;
  }
  return "";
}

TEST_CASE("to look at the page changes nothing") {
  const auto page = answer_unsubscribe({"GET", "t=" + token, "", ""});
  CHECK(page.status == 200);
  CHECK_FALSE(page.token);
  CHECK(holds(page.body, "<form method=\"post\">"));
  CHECK_FALSE(holds(page.body, token));
  CHECK(field_of(page, "Cache-Control") == "no-store");
  CHECK(field_of(page, "Referrer-Policy") == "no-referrer");
  CHECK(holds(field_of(page, "Content-Security-Policy"), "default-src 'none'"));
  const auto head = answer_unsubscribe({"HEAD", "t=" + token, "", ""});
  CHECK(head.status == 200);
  CHECK(head.body.empty());
  CHECK_FALSE(head.token);
  CHECK(head.fields == page.fields);
}

TEST_CASE("a POST unsubscribes where it says so") {
  const std::string multipart = "multipart/form-data; boundary=\"x-1\"";
  const std::string part = "--x-1\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"";
  struct Case {
    const char* what;
    std::string type;
    std::string body;
    int status = 200;
  };
  const Case cases[] = {
      {"as RFC 8058 shows it", urlencoded, "List-Unsubscribe=One-Click"},
      {"with other fields", urlencoded, "a=b&List-Unsubscribe=One-Click&c"},
      {"with a line end", urlencoded, "List-Unsubscribe=One-Click\r\n"},
      {"without a type", "", "List-Unsubscribe=One-Click"},
      {"in parts", multipart, part + "\r\n\r\nOne-Click\r\n--x-1--\r\n"},
      {"in parts, plain", "Multipart/Form-Data;charset=utf-8;boundary=x-1",
       "--x-1\r\nContent-Disposition: form-data; name=a\r\n\r\nb\r\n" + part +
           "\r\nContent-Type: text/plain\r\n\r\nOne-Click\r\n--x-1--"},
      {"nothing", urlencoded, "", 400},
      {"another value", urlencoded, "List-Unsubscribe=Two", 400},
      {"another name", urlencoded, "list=One-Click", 400},
      {"another part's name", multipart,
       "--x-1\r\nContent-Disposition: form-data; name=\"x\"\r\n\r\nOne-Click\r\n--x-1--\r\n", 400},
      {"another boundary", "multipart/form-data; boundary=y",
       part + "\r\n\r\nOne-Click\r\n--x-1--\r\n", 400},
      {"no boundary", "multipart/form-data", part + "\r\n\r\nOne-Click\r\n--x-1--\r\n", 400},
      {"a torn part", multipart, part, 400},
      {"too much", urlencoded,
       "List-Unsubscribe=One-Click&x=" + std::string(most_unsubscribe_body, 'x'), 413},
  };
  for (const auto& [what, type, body, status] : cases) {
    INFO(what);
    const auto answer = answer_unsubscribe({"POST", "a=b&t=" + token, type, body});
    CHECK(answer.status == status);
    CHECK(answer.token == (status == 200 ? std::optional(token) : std::nullopt));
  }
}

TEST_CASE("the answer says nothing of whether anybody has the token") {
  const auto known = answer_unsubscribe({"POST", "t=" + token, "", "List-Unsubscribe=One-Click"});
  for (const std::string& query : {std::string("t=00"), std::string(), std::string("t=<script>"),
                                   std::string("t=%00"), "t=" + std::string(5000, 'a')}) {
    const auto other = answer_unsubscribe({"POST", query, "", "List-Unsubscribe=One-Click"});
    CHECK(other.status == known.status);
    CHECK(other.body == known.body);
    CHECK(other.fields == known.fields);
  }
}

TEST_CASE("other methods are not allowed") {
  for (const char* method : {"PUT", "DELETE", "OPTIONS", "get", "", "POST "}) {
    const auto answer =
        answer_unsubscribe({method, "t=" + token, urlencoded, "List-Unsubscribe=One-Click"});
    CHECK(answer.status == 405);
    CHECK(field_of(answer, "Allow") == "GET, HEAD, POST");
    CHECK_FALSE(answer.token);
  }
}

TEST_CASE("who unsubscribes is paused for that subscription, once") {
  const TemporaryDirectory place;
  Database database(place.path() / "a.db");
  UnsubscribeTokens tokens(database);
  const std::string mine = tokens.token_of("daily", "a@example.com");
  tokens.token_of("daily", "b@example.com");
  unsubscribe(database, token, now);
  CHECK(PausedRecipients(database).all().empty());
  unsubscribe(database, mine, now);
  unsubscribe(database, mine, now + std::chrono::hours{1});
  const auto paused = PausedRecipients(database).all();
  REQUIRE(paused.size() == 1);
  CHECK(paused[0].recipient == "a@example.com");
  CHECK(paused[0].subscription == "daily");
  CHECK(paused[0].cause == PauseCause::unsubscribed);
  CHECK(paused[0].at == now);
}

TEST_CASE("the address to unsubscribe at is an https one that fits a header") {
  CHECK(check_unsubscribe_url("https://news.example.com/unsubscribe").empty());
  CHECK(check_unsubscribe_url("https://news.example.com:8443/cgi-bin/u?a=b").empty());
  for (const std::string& wrong :
       {std::string("http://news.example.com/u"), std::string("https://a.example.com/#x"),
        std::string("https://a.example.com/a b"), std::string("https://a.example.com/>"),
        std::string("https://a.example.com/\r\nX: y"), std::string("news"), std::string(),
        "https://a.example.com/" + std::string(600, 'a')}) {
    INFO(wrong);
    CHECK_FALSE(check_unsubscribe_url(wrong).empty());
  }
  CHECK(unsubscribe_link("https://a.example.com/u", "0f") == "https://a.example.com/u?t=0f");
  CHECK(unsubscribe_link("https://a.example.com/u?a=b", "0f") ==
        "https://a.example.com/u?a=b&t=0f");
}

}  // namespace
}  // namespace regwatch
