#include <catch2/catch.hpp>
#include <chrono>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "base/text.h"
#include "parsers/charset.h"
#include "parsers/generic_article.h"
#include "parsers/html.h"
#include "parsers/json.h"
#include "parsers/parser.h"
#include "parsers/text_of.h"

namespace regwatch {
namespace {

std::string repeated(std::string_view piece, int times) {
  std::string out;
  out.reserve(piece.size() * static_cast<std::size_t>(times));
  for (int i = 0; i < times; ++i) out.append(piece);
  return out;
}

std::string numbered(std::string_view before, std::string_view after, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) out.append(before).append(std::to_string(i)).append(after);
  return out;
}

Page page_of_body(const std::string& body) {
  Page page;
  page.url = "https://www.example.gov.cn/a.html";
  page.body = body;
  return page;
}

// A sanitizer's build is several times slower.
constexpr std::chrono::milliseconds limit {
#if defined(__SANITIZE_ADDRESS__)
  8000
#else
  1000
#endif
};

// Of this process alone, so that a busy machine fails no test.
std::chrono::milliseconds processor_time() {
  return std::chrono::milliseconds(static_cast<long long>(std::clock()) * 1000 / CLOCKS_PER_SEC);
}

struct Case {
  const char* what;
  std::string body;
  bool is_refused = true;
};

std::vector<Case> hostile_pages() {
  return {
      {"100,000 nested tags", repeated("<div>", 100'000)},
      {"100,000 nested unknown tags", repeated("<x-y>", 100'000)},
      {"100,000 unknown tags that say they close themselves", repeated("<x-y/>", 100'000)},
      {"100,000 nested spans in spans", repeated("<span a=1>", 100'000)},
      {"100,000 nested lists", repeated("<ul><li>", 100'000)},
      {"100,000 nested tables", repeated("<table><tr><td>", 100'000)},
      {"50,000 attributes in one tag", "<p " + numbered("a", "=1 ", 50'000) + ">x"},
      {"a 20 MB attribute", "<p title=\"" + std::string(20u << 20, 'x') + "\">x</p>"},
      {"a 40 MB page", std::string(40u << 20, 'x')},
      {"200,000 unclosed <b>", repeated("<b>", 200'000)},
      {"200,000 different unclosed <font>", numbered("<font size=", ">x", 200'000)},
      {"different unclosed <font> in paragraphs", numbered("<p><font color=", ">x", 100'000)},
      {"misnested formatting", repeated("<b><i><u><p></b></i></u>x", 60'000)},
      {"200,000 unclosed <a>", repeated("<a href=x>y", 200'000)},
      {"unclosed <a> in blocks", repeated("<a href=x><div>y", 100'000)},
      {"300,000 <table>", repeated("<table>", 300'000)},
      {"text in tables", repeated("<table>x", 100'000), false},
      {"900,000 tags", repeated("<br>", 900'000)},
      {"many <svg> that never end", repeated("<svg>", 200'000), false},
      {"svg around nested tags", "<svg><desc>" + repeated("<g/><foo/><div>", 100'000)},
      {"nested tags behind a foreign style", "<svg><style>" + repeated("<div>", 100'000), false},
      {"a script that hides tags",
       "<script><!--<script></script><textarea>--></script>" + repeated("<div>", 100'000)},
      {"many comments that never end", repeated("<!--", 200'000), false},
      {"many <title> that never end", repeated("<title>", 200'000), false},
      {"many quotes that never end", repeated("<a href=\"", 200'000)},
      {"many end tags", repeated("</p></div></b>", 100'000)},
      {"200,000 options", repeated("<select><option>", 200'000)},
      {"nested buttons and forms", repeated("<button><form>", 100'000)},
      {"many attributes in many tags", repeated("<p " + numbered("a", "=1 ", 250) + ">", 4'000)},
      {"a page of ampersands", repeated("&", 2'000'000), false},
      {"a page of references", repeated("&bogus;&amp;", 200'000), false},
  };
}

TEST_CASE("a page made to hang the reader is told in less than a second", "[hostile]") {
  for (const Case& c : hostile_pages()) {
    INFO(c.what);
    const auto start = processor_time();
    auto html = Html::parse(c.body);
    if (html) {
      const auto text = html->root().text();
      paragraphs_of(html->select_one("body"));
      html->select("div p a, li:nth-child(2), ul > li ~ li");
    }
    const auto took = processor_time() - start;
    CHECK(took < limit);
    if (took >= limit) {
      WARN(c.what << ": " << std::chrono::duration_cast<std::chrono::milliseconds>(took).count()
                  << " ms");
    }
    CHECK(html.ok() != c.is_refused);
    if (!html) {
      CHECK(html.error().fault == Fault::broken);
      CHECK(html.error().message.find("more than") != std::string::npos);
    }
  }
}

TEST_CASE("the front door tells a hostile article from a page", "[hostile]") {
  for (const Case& c : hostile_pages()) {
    INFO(c.what);
    const auto start = processor_time();
    const auto article = read_article(page_of_body(c.body));
    const auto took = processor_time() - start;
    CHECK(took < 2 * limit);
    if (took >= 2 * limit) {
      WARN(c.what << ": " << std::chrono::duration_cast<std::chrono::milliseconds>(took).count()
                  << " ms");
    }
    if (c.is_refused) CHECK_FALSE(article.ok());
  }
}

TEST_CASE("sloppy pages of real editors are read", "[hostile]") {
  const std::string prose = "为了加强管理，规范活动，现将有关事项通知如下，请遵照执行。";
  const std::string pages[] = {
      repeated("<font color=red size=3>" + prose, 900),
      numbered("<p><font size=", " face=宋体>" + prose, 700),
      repeated("<div><span>" + prose, 300),
      repeated("<tr><td><font>" + prose + "<td><b>", 500),
      "<table>" + repeated("<tr><td><font class=x><a href=y>" + prose + "<td>", 900),
      "<p><img src=\"data:image/png;base64," + std::string(600'000, 'A') + "\">" + prose,
      repeated("<p class=MsoNormal style=\"mso-font-kerning:0pt\"><span lang=EN-US>" + prose, 900),
  };
  for (const std::string& page : pages) {
    INFO(page.substr(0, 60));
    auto html = Html::parse(page);
    REQUIRE(html.ok());
    CHECK(html->root().text().find(prose) != std::string::npos);
  }
}

std::vector<std::string> seeds() {
  std::vector<std::string> found;
  for (const char* folder : {"/tests/parsers/fixtures", "/../shared/captures"}) {
    const std::filesystem::path path = std::string(REGWATCH_SOURCE_DIR) + folder;
    if (!std::filesystem::exists(path)) continue;
    for (const auto& file : std::filesystem::recursive_directory_iterator(path)) {
      if (!file.is_regular_file() || file.file_size() > 80'000) continue;
      std::ifstream stream(file.path(), std::ios::binary);
      std::stringstream bytes;
      bytes << stream.rdbuf();
      found.push_back(bytes.str());
    }
  }
  return found;
}

std::string mutated(std::string text, std::mt19937& random) {
  static const char* const pieces[] = {"<",  "</", "<table>", "<!--", "-->",  "\"",   "'",
                                       ">",  "{",  "[",       "&#",   "\xFF", "\xE4", "<script>",
                                       "<p", "年", "第一条",  "《",   "＠",   "\\u"};
  const auto below = [&](std::size_t n) { return n == 0 ? 0 : random() % n; };
  for (int i = 0; i < 6 && !text.empty(); ++i) {
    const std::size_t at = below(text.size());
    switch (random() % 4) {
      case 0:
        text.erase(at, below(200));
        break;
      case 1:
        text.insert(at, pieces[random() % std::size(pieces)]);
        break;
      case 2:
        text[at] = static_cast<char>(random());
        break;
      default:
        text.insert(at, text.substr(below(text.size()), below(300)));
    }
  }
  return text;
}

TEST_CASE("pages that were bent at random are read or refused, and nothing else", "[hostile]") {
  const auto pages = seeds();
  if (pages.empty()) {
    WARN("skipped: no pages to bend");
    return;
  }
  std::mt19937 random(20260918);
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(4);
  int read = 0;
  for (int i = 0; i < 2000 && std::chrono::steady_clock::now() < end; ++i) {
    const std::string body = mutated(pages[random() % pages.size()], random);
    const auto article = read_article(page_of_body(body));
    if (article) {
      ++read;
      CHECK(is_valid_utf8(article->title));
      CHECK(is_valid_utf8(join(article->paragraphs, "\n")));
    }
    const auto json = Json::parse(body);
    if (json) CHECK(json->root().size() < body.size() + 1);
  }
  CHECK(read > 0);
}

}  // namespace
}  // namespace regwatch
