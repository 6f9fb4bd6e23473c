#include <algorithm>
#include <catch2/catch.hpp>
#include <chrono>
#include <ctime>
#include <functional>
#include <string>
#include <vector>

#include "base/text.h"
#include "base/url.h"
#include "parsers/json_proposal.h"
#include "parsers/list_proposal.h"
#include "parsers/parser.h"
#include "tests/parsers/golden.h"

namespace regwatch {
namespace {

// A sanitizer's build is several times slower, and so is one that was not optimised.
constexpr std::chrono::milliseconds limit {
#if defined(__SANITIZE_ADDRESS__)
  20000
#else
  4000
#endif
};

// Of this process alone, so that a busy machine fails no test.
std::chrono::milliseconds processor_time() {
  return std::chrono::milliseconds(static_cast<long long>(std::clock()) * 1000 / CLOCKS_PER_SEC);
}

// ---- what is done to a page

constexpr std::size_t grown = 200'000;

std::string repeated_to(std::string_view text, std::size_t size) {
  std::string out;
  while (!text.empty() && out.size() < size) out += text;
  return out;
}

// The middle of a page, where its rows are, many times.
std::string with_many_rows(const std::string& page) {
  const std::size_t third = page.size() / 3;
  const std::string_view rows = std::string_view(page).substr(third, third);
  return page.substr(0, 2 * third) + repeated_to(rows, grown) + page.substr(2 * third);
}

std::string with_numbers(const std::string& page, std::string_view number) {
  std::string out;
  for (std::size_t at = 0; at < page.size();) {
    const auto digits = page.find_first_of("0123456789", at);
    out.append(page, at, digits - at);
    if (digits == page.npos) break;
    out += number;
    at = std::min(page.find_first_not_of("0123456789", digits), page.size());
  }
  return out;
}

// So that dates keep their shape.
std::string with_digits(std::string page, char digit) {
  for (char& c : page) {
    if (c >= '0' && c <= '9') c = digit;
  }
  return page;
}

// Puts `what` behind every end of a tag and every quote, where values begin.
std::string with_inserted(const std::string& page, std::string_view what) {
  std::string out;
  for (const char c : page) {
    out += c;
    if (c == '>' || c == '"') out += what;
  }
  return out;
}

std::string with_long_values(const std::string& page, std::string_view unit) {
  const auto middle = page.find_first_of(">\"", page.size() / 2);
  if (middle == page.npos) return page;
  return page.substr(0, middle + 1) + repeated_to(unit, 100'000) + page.substr(middle + 1);
}

std::string with_host(const std::string& page, const std::string& address) {
  return replace_all(replace_all(replace_all(page, "https://", address), "http://", address),
                     "href=\"/", "href=\"" + address);
}

struct Bend {
  const char* what;
  std::function<std::string(const std::string&)> apply;
};

const std::vector<Bend>& bends() {
  static const std::vector<Bend> all{
      {"cut in its middle", [](const std::string& p) { return p.substr(0, p.size() / 2); }},
      {"from its middle on", [](const std::string& p) { return p.substr(p.size() / 2); }},
      {"whole, many times", [](const std::string& p) { return repeated_to(p, grown); }},
      {"with 200 KB of rows", with_many_rows},
      {"with numbers of 2^31", [](const std::string& p) { return with_numbers(p, "2147483648"); }},
      {"with negative numbers", [](const std::string& p) { return with_numbers(p, "-1"); }},
      {"with numbers of 25 digits",
       [](const std::string& p) { return with_numbers(p, "9999999999999999999999999"); }},
      {"with days of the year 9999", [](const std::string& p) { return with_digits(p, '9'); }},
      {"with days of the year 0", [](const std::string& p) { return with_digits(p, '0'); }},
      {"with NULs",
       [](const std::string& p) {
         return with_inserted(p, {"\0", 1});
       }},
      {"with bytes that are no UTF-8",
       [](const std::string& p) { return with_inserted(p, "\xFF\xE5\x81"); }},
      {"with marks of direction", [](const std::string& p) { return with_inserted(p, "\u202E"); }},
      {"with ends of CDATA", [](const std::string& p) { return with_inserted(p, "]]>"); }},
      {"with CDATA in CDATA", [](const std::string& p) { return with_inserted(p, "<![CDATA["); }},
      {"with a value of 100 KB", [](const std::string& p) { return with_long_values(p, "年"); }},
      {"with 100 KB of brackets",
       [](const std::string& p) { return with_long_values(p, "[{\"a\":"); }},
      {"with 100 KB of tags",
       [](const std::string& p) { return with_long_values(p, "<a href=x>第"); }},
      {"with 100 KB of records",
       [](const std::string& p) { return with_long_values(p, "<record><![CDATA[<li>"); }},
      {"with links to scripts", [](const std::string& p) { return with_host(p, "javascript:"); }},
      {"with links to files", [](const std::string& p) { return with_host(p, "file:///"); }},
      {"with links to a machine of ours",
       [](const std::string& p) { return with_host(p, "http://169.254.169.254/"); }},
  };
  return all;
}

// ---- what must hold of anything that was read

bool is_web_address(const std::string& url) {
  return is_valid_utf8(url) && parse_url(url) && starts_with_any(url, {"http://", "https://"});
}

bool is_sound(const Request& request) {
  return is_web_address(request.url) && request.body.size() < 100'000 &&
         request.url.size() < 100'000;
}

bool is_sound(const Listing& listing) {
  if (listing.next.size() > 100 || listing.total.value_or(0) < 0) return false;
  for (const Entry& entry : listing.entries) {
    if (!is_valid_utf8(entry.title) || !is_web_address(entry.url)) return false;
    if (!is_valid_utf8(join(entry.paragraphs, "\n"))) return false;
  }
  for (const auto& follow_up : listing.next) {
    if (!is_sound(follow_up.request)) return false;
  }
  return is_valid_utf8(join(listing.doubts, "\n"));
}

bool is_sound(const Article& article) {
  if (article.text_at && !is_sound(*article.text_at)) return false;
  for (const Request& part : article.next_pages) {
    if (!is_sound(part)) return false;
  }
  for (const Attachment& file : article.attachments) {
    if (!is_web_address(file.url) || !is_valid_utf8(file.name)) return false;
  }
  return is_valid_utf8(article.title) && is_valid_utf8(join(article.paragraphs, "\n"));
}

template <class T>
bool is_sound(const Result<T>& read) {
  return read ? is_sound(*read) : is_valid_utf8(read.error().message);
}

Page bent_page(const Fixture& fixture, const std::string& body) {
  Page page;
  page.url = fixture.url;
  page.body = body;
  return page;
}

void check_reading(const Fixture& fixture, const std::string& body) {
  const Page page = bent_page(fixture, body);
  const auto start = processor_time();
  if (fixture.is_article) {
    CHECK(is_sound(read_article(page)));
  } else {
    CHECK(is_sound(read_list(page, source_of(fixture))));
  }
  const auto took = processor_time() - start;
  INFO(took.count() << " ms");
  CHECK(took < limit);
}

// As `sources try` looks at it.
void check_looking(const Fixture& fixture, const std::string& body) {
  Page page = bent_page(fixture, body);
  const auto start = processor_time();
  const std::string decoded = utf8_body(page);
  page.body = decoded;
  readers_of_page(page);
  for (const auto& found : propose_lists(page)) CHECK(is_sound(found.listing));
  for (const auto& found : propose_json(page)) CHECK(is_sound(found.listing));
  const auto took = processor_time() - start;
  INFO(took.count() << " ms");
  CHECK(took < 2 * limit);
}

// The first list and the first article of a folder: each parser meets each bend.
std::vector<Fixture> one_of_each(const std::string& folder) {
  std::vector<Fixture> chosen;
  for (Fixture& fixture : fixtures_of(folder)) {
    const auto is_alike = [&](const Fixture& known) {
      return known.is_article == fixture.is_article;
    };
    if (std::none_of(chosen.begin(), chosen.end(), is_alike)) chosen.push_back(std::move(fixture));
  }
  return chosen;
}

TEST_CASE("what each parser reads of a page that was bent is sound, and in bounds", "[hostile]") {
  for (const auto& folder : folders_of_fixtures()) {
    for (const Fixture& fixture : one_of_each(folder)) {
      for (const Bend& bend : bends()) {
        INFO(folder << "/" << fixture.name << " " << bend.what);
        check_reading(fixture, bend.apply(fixture.bytes));
      }
    }
  }
}

TEST_CASE("an article of pictures alone that has no title is refused", "[hostile]") {
  Page page;
  page.url = "https://mp.weixin.qq.com/s/AbCdEfGhIjKlMnOpQrStUv";
  page.body =
      "<html><body><div class=\"swiper_item\" data-src=\"https://mmbiz.qpic.cn/a/640\"></div>"
      "</body></html>";
  const auto article = read_article(page);
  REQUIRE_FALSE(article.ok());
  CHECK(article.error().message.find("no title was found") != std::string::npos);
}

TEST_CASE("an answer in JSON where a page was to be is called that, with its words", "[hostile]") {
  Page page;
  page.url = "https://www.example.gov.cn/a/1.html";
  page.body = R"({"code":500,"msg":"系统异常","data":null})";
  const auto article = read_article(page);
  REQUIRE_FALSE(article.ok());
  CHECK(article.error().message.find("JSON (code, data, msg): \"系统异常\"") != std::string::npos);
}

TEST_CASE("a page that was bent is looked at by every family, and in bounds", "[hostile]") {
  for (const std::string folder : {"hanweb", "feed", "json"}) {
    for (const Fixture& fixture : one_of_each(folder)) {
      for (const Bend& bend : bends()) {
        INFO(folder << "/" << fixture.name << " " << bend.what);
        check_looking(fixture, bend.apply(fixture.bytes));
      }
    }
  }
}

}  // namespace
}  // namespace regwatch
