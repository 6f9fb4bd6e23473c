#include <catch2/catch.hpp>
#include <string>

#include "parsers/parser.h"
#include "tests/parsers/formats/format_source.h"

namespace regwatch {
namespace {

Source json_source(std::map<std::string, Option> more) {
  return format_source(
      "json", "https://www.example.gov.cn/api/list?size=2",
      {{"rows", {"data.rows", {}}}, {"title", {"title", {}}}, {"link", {"url", {}}}},
      std::move(more));
}

std::string answer(const std::string& rows, const std::string& beside = "") {
  return "{\"data\":{\"rows\":" + rows + beside + "}}";
}

const std::string two_rows =
    R"([{"title":"甲","url":"/1","at":"2026-09-18"},{"title":"乙","url":"/2","at":"2026-09-17"}])";

}  // namespace

TEST_CASE("json: the next page is asked for as the source says", "[json_format]") {
  const struct {
    const char* name;
    std::map<std::string, Option> options;
    const char* url;
    const char* sent;
    const char* expected;  // Empty: none.
  } cases[] = {
      {"a parameter that the address has not yet",
       {{"page", {"p", {}}}},
       "https://www.example.gov.cn/api/list?size=2",
       "",
       "GET https://www.example.gov.cn/api/list?size=2&p=2"},
      {"a parameter that counts from 0",
       {{"page", {"p", {}}}, {"first_page", {std::int64_t{0}, {}}}},
       "https://www.example.gov.cn/api/list?p=3&size=2",
       "",
       "GET https://www.example.gov.cn/api/list?p=4&size=2"},
      {"an offset in rows",
       {{"page", {"offset", {}}},
        {"first_page", {std::int64_t{0}, {}}},
        {"page_step", {std::int64_t{2}, {}}},
        {"page_size", {std::int64_t{2}, {}}},
        {"total", {"data.total", {}}}},
       "https://www.example.gov.cn/api/list?offset=4",
       "",
       "GET https://www.example.gov.cn/api/list?offset=6"},
      {"no further than the total",
       {{"page", {"p", {}}}, {"page_size", {std::int64_t{2}, {}}}, {"total", {"data.total", {}}}},
       "https://www.example.gov.cn/api/list?p=5",
       "",
       ""},
      {"no further than the number of pages",
       {{"page", {"p", {}}}, {"pages", {"data.pages", {}}}},
       "https://www.example.gov.cn/api/list?p=4",
       "",
       ""},
      {"no further than a page that is not full",
       {{"page", {"p", {}}}, {"page_size", {std::int64_t{3}, {}}}},
       "https://www.example.gov.cn/api/list?p=2",
       "",
       ""},
      {"an address with the number in its path, met over http",
       {{"page_url", {"/data/list_{page}.json", {}}}},
       "http://www.example.gov.cn/data/list_2.json",
       "",
       "GET https://www.example.gov.cn/data/list_3.json"},
      {"a form",
       {{"method", {"POST", {}}}, {"form", {"no={page}&size=2", {}}}},
       "https://www.example.gov.cn/api/list?size=2",
       "no=2&size=2",
       "POST https://www.example.gov.cn/api/list?size=2 no=3&size=2"},
      {"a form of JSON",
       {{"method", {"POST", {}}}, {"form", {"{\"no\":{page},\"size\":2}", {}}}},
       "https://www.example.gov.cn/api/list?size=2",
       "{\"no\":1,\"size\":2}",
       "POST https://www.example.gov.cn/api/list?size=2 {\"no\":2,\"size\":2}"},
      {"no way to older rows", {}, "https://www.example.gov.cn/api/list?size=2", "", ""},
  };
  const std::string body = answer(two_rows, R"(,"total":10,"pages":"4")");
  for (const auto& each : cases) {
    INFO(each.name);
    const Source source = json_source(each.options);
    CHECK(find_parser("json")->check(source).empty());
    Page page = format_page(each.url, body);
    page.sent = each.sent;
    const auto listing = read_list(page, source);
    REQUIRE(listing.ok());
    std::string asked;
    for (const FollowUp& next : listing->next) {
      asked = next.request.method + " " + next.request.url;
      if (!next.request.body.empty()) asked += " " + next.request.body;
    }
    CHECK(asked == each.expected);
  }
}

TEST_CASE("json: what is posted is posted from the first page on", "[json_format]") {
  const Source form = json_source({{"method", {"POST", {}}}, {"form", {"no={page}", {}}}});
  const Request first = find_parser("json")->first_request(form);
  CHECK(first.method == "POST");
  CHECK(first.url == form.url);
  CHECK(first.body == "no=1");
  CHECK(find_header(first.headers, "Content-Type")->starts_with("application/x-www-form"));
  const Source object = json_source({{"method", {"POST", {}}}, {"form", {"{\"no\":{page}}", {}}}});
  CHECK(find_header(find_parser("json")->first_request(object).headers, "Content-Type")
            ->starts_with("application/json"));
  CHECK(find_parser("json")->first_request(json_source({})).method == "GET");
}

TEST_CASE("json: an empty page is an end behind the first, and a fault as the first",
          "[json_format]") {
  const Source source = json_source({{"page", {"p", {}}}});
  for (const char* rows : {"[]", "null"}) {
    INFO(rows);
    const auto first =
        read_list(format_page("https://www.example.gov.cn/api/list", answer(rows)), source);
    REQUIRE_FALSE(first.ok());
    CHECK(first.error().message.starts_with("example: 0 rows at 'data.rows'"));
    const auto later =
        read_list(format_page("https://www.example.gov.cn/api/list?p=9", answer(rows)), source);
    REQUIRE(later.ok());
    CHECK(later->entries.empty());
    CHECK(later->next.empty());
  }
  Source quiet = source;
  quiet.expect.min_rows = 0;
  CHECK(read_list(format_page("https://www.example.gov.cn/api/list", answer("[]")), quiet).ok());
}

TEST_CASE("json: rows that have neither title nor link are a fault, not an empty list",
          "[json_format]") {
  const auto listing = read_list(format_page("https://www.example.gov.cn/api/list",
                                             answer(R"([{"name":"甲"},{"name":"乙"}])")),
                                 json_source({}));
  REQUIRE_FALSE(listing.ok());
  CHECK(listing.error().message.find("a row has name") != std::string::npos);
}

TEST_CASE("json: what an expression takes from a field", "[json_format]") {
  const Source source = json_source({{"link", {"open", {}}},
                                     {"link_regex", {"show\\('(\\w+)','(\\d+)'\\)", {}}},
                                     {"link_template", {"/art/{2}/{1}.html", {}}},
                                     {"title_regex", {"^【.+?】(.+)", {}}},
                                     {"date", {"day", {}}},
                                     {"date_format", {"%d/%m/%Y", {}}}});
  CHECK(find_parser("json")->check(source).empty());
  const auto listing = read_list(
      format_page("https://www.example.gov.cn/api/list",
                  answer(R"_([{"title":"【公告】甲","open":"show('ab','7')","day":"5/9/2026"}])_")),
      source);
  REQUIRE(listing.ok());
  REQUIRE(listing->entries.size() == 1);
  CHECK(listing->entries[0].title == "甲");
  CHECK(listing->entries[0].url == "https://www.example.gov.cn/art/7/ab.html");
  CHECK(listing->entries[0].published == parse_date("2026-09-05"));
}

TEST_CASE("json: a bad option is told with its place", "[json_format]") {
  const struct {
    const char* key;
    Option option;
    const char* words;
  } cases[] = {
      {"rowz", {"data", {}}, "did you mean 'rows'?"},
      {"rows", {"data..rows", {}}, "expected a name between the dots"},
      {"rows", {"/data/~2", {}}, "behind '~'"},
      {"total", {"data[0]", {}}, "an index is a step of its own"},
      {"link", {"/view?id={docId", {}}, "position 10: expected '}'"},
      {"link", {"/view?id={}", {}}, "expected a name"},
      {"link", {"/view?id={a..b}", {}}, "between the dots"},
      {"date_format", {"%Y-%q-%d", {}}, "position 4: expected one of"},
      {"date_format", {"%m-%d", {}}, "expected a %Y"},
      {"title_regex", {"(甲", {}}, "title_regex: '(甲': missing )"},
      {"link_template", {"/art/{2}", {}}, "{2}: expected {1} to {1}"},
      {"link_template", {"/art/1", {}}, "expected a place such as {1}"},
      {"page_url", {"list.json", {}}, "expected {page}"},
      {"form", {"a={page}", {}}, "method = \"POST\" is expected with it"},
      {"method", {"POST", {}}, "a form is expected with it"},
      {"method", {"PUT", {}}, "\"GET\" or \"POST\" is expected"},
      {"page_size", {std::int64_t{0}, {}}, "1 or more is expected"},
      {"page_step", {std::int64_t{0}, {}}, "another number than 0"},
      {"first_page", {"1", {}}, "a whole number is expected"},
  };
  for (const auto& each : cases) {
    INFO(each.key);
    const auto problems = find_parser("json")->check(json_source({{each.key, each.option}}));
    REQUIRE(problems.size() == 1);
    INFO(problems[0].message);
    CHECK(problems[0].message.find(each.words) != std::string::npos);
  }
  Source without = json_source({});
  without.options.erase("title");
  REQUIRE(find_parser("json")->check(without).size() == 1);
}

}  // namespace regwatch
