#include <catch2/catch.hpp>

#include <chrono>
#include <regex>

#include "base/text.h"
#include "parsers/html.h"
#include "render/newsletter_layout.h"
#include "render/newsletter_values.h"
#include "tests/render/golden.h"
#include "tests/render/newsletter_sample.h"

namespace regwatch {
namespace {

using sample::full_newsletter;
using sample::hostile_newsletter;
using testing::check_golden;

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

std::string written(NewsletterFormat format, const Newsletter& newsletter,
                    const TemplateFiles& replaced = {}) {
  auto bytes = newsletter_in(format, newsletter, replaced);
  if (!bytes) FAIL(bytes.error().message);
  return *std::move(bytes);
}

std::string error_of(NewsletterFormat format, const std::string& text) {
  const TemplateFiles replaced{{std::string(template_of(format)), {"my/own.mustache", text}}};
  const auto bytes = newsletter_in(format, full_newsletter(), replaced);
  return bytes ? "" : bytes.error().message;
}

TEST_CASE("a newsletter reads as its goldens") {
  check_golden("newsletter.md", written(NewsletterFormat::markdown, full_newsletter()));
  check_golden("newsletter.html", written(NewsletterFormat::html, full_newsletter()));
}

TEST_CASE("a month without an item says so") {
  Newsletter nothing = full_newsletter();
  nothing.sections.clear();
  nothing.left_out = 0;
  for (const auto format : {NewsletterFormat::markdown, NewsletterFormat::html}) {
    const std::string page = written(format, nothing);
    CHECK(holds(page, "No item of April 2022 stands in a section of this newsletter."));
    CHECK_FALSE(holds(page, "Open for comment"));
    CHECK_FALSE(holds(page, "<!-- "));
  }
}

TEST_CASE("only drafts that are open after the month stand among the deadlines, soonest first") {
  Newsletter newsletter = full_newsletter();
  newsletter.sections[0].items[0].comment_deadline = sample::day("2022-06-06");
  newsletter.sections[0].items[1].comment_deadline = sample::day("2022-05-01");
  newsletter.sections[1].items[0].comment_deadline = sample::day("2022-04-30");
  const std::string page = written(NewsletterFormat::markdown, newsletter);
  CHECK(holds(page, "- **1 May 2022** [CAC: Measures"));
  CHECK(page.find("**1 May 2022**") < page.find("**6 June 2022**"));
  CHECK_FALSE(holds(page, "30 April 2022"));
}

TEST_CASE("no stranger's word is markup in HTML") {
  const std::string page = written(NewsletterFormat::html, hostile_newsletter());
  CHECK(is_valid_utf8(page));
  for (const char* control : {"\x1b", "\x07", "\u202E", "\u2066", "\r", "\uFFFE"})
    CHECK_FALSE(holds(page, control));
  const auto parsed = Html::parse(page);
  REQUIRE(parsed.ok());
  const Html& html = *parsed;
  CHECK(html.select("script, img, b, em, w\\:r").empty());
  CHECK(html.select("main > section").size() == 4);
  CHECK(html.select("li > h3").size() == 3 + 26);
  CHECK(html.select("[onmouseover]").empty());
  CHECK(holds(html.select_one("#notice_h1 h3").text(), "<script>alert(1)</script>"));
  CHECK(holds(html.select_one("h1").text(), "<b>*Title*</b>"));
  for (const auto& link : html.select("a"))
    CHECK(starts_with_any(link.attribute("href").value_or(""), {"http://", "https://", "#"}));
}

TEST_CASE("a page loads nothing and runs nothing") {
  const std::string page = written(NewsletterFormat::html, hostile_newsletter());
  for (const char* part : {"<script", "<img", "<link", " src=\"", "url(", "@import", "<style>@"}) {
    INFO(part);
    CHECK_FALSE(holds(page, part));
  }
  CHECK(holds(page, "default-src 'none'"));
}

TEST_CASE("a long title is not cut in any format") {
  const Newsletter newsletter = hostile_newsletter();
  const std::string title = newsletter.sections[2].items.back().title_chinese;
  REQUIRE(count_code_points(title) == 4000);
  CHECK(holds(written(NewsletterFormat::markdown, newsletter), title));
  CHECK(holds(written(NewsletterFormat::html, newsletter), title));
}

TEST_CASE("every value that a template may name has a value, and no other has one") {
  for (const std::string_view name : newsletter_value_names()) {
    INFO(name);
    CHECK(error_of(NewsletterFormat::html, "{{" + std::string(name) + "}}").empty());
    CHECK(holds(testing::read_whole(REGWATCH_SOURCE_DIR "/render/templates/newsletter.md.mustache"),
                std::string(name)));
  }
}

TEST_CASE("a user's template takes the place of the built-in one") {
  const TemplateFiles replaced{
      {"newsletter.md.mustache",
       {"own",
        "{{! ours }}\n{{title}}|{{#sections}}{{name}}{{#items}} {{number}}/{{id}}{{/items}};"
        "{{/sections}}{{{title}}}{{&month}}\n"}}};
  CHECK(written(NewsletterFormat::markdown, full_newsletter(), replaced) ==
        "China Data Law|Regulatory Developments 1/k7m3q9x 2/b2c3d4e;Enforcement Developments "
        "1/e5f6g7h;China Data LawApril 2022\n");
  // What is not escaped by braces is escaped all the same.
  const TemplateFiles raw{{"newsletter.html.mustache", {"own", "{{{title}}}{{&title}}"}}};
  CHECK(written(NewsletterFormat::html, hostile_newsletter(), raw) ==
        "&lt;b&gt;*Title*&lt;/b&gt;&lt;b&gt;*Title*&lt;/b&gt;");
}

TEST_CASE("a broken template says where and why") {
  struct Broken {
    std::string text, line, why;
  };
  const Broken templates[] = {
      {"a\nb {{titel}}", ":2: ", "'titel' is no value of this template"},
      {"{{#items}}\n{{numbr}}{{/items}}", ":2: ", "'numbr'"},
      {"a\n\n{{title", ":3: ", "Unclosed tag"},
      {"a\n{{#items}}\n", ":2: ", "Unclosed section \"items\""},
      {"{{#sections}}{{#items}}\n{{/sections}}{{/items}}", ":1: ", "Unclosed section"},
      {"a\n{{/items}}", ":2: ", "Unopened section \"items\""},
      {"a\n{{=<% %>=}}", ":2: ", "delimiters"},
      {"a\n{{> title}}", ":2: ", "partials"},
      {"{{}}", ":1: ", "''"},
      {"\xff", ": ", "UTF-8"},
  };
  for (const Broken& broken : templates) {
    for (const auto format :
         {NewsletterFormat::markdown, NewsletterFormat::html, NewsletterFormat::docx}) {
      const std::string message = error_of(format, broken.text);
      INFO(broken.text << " → " << message);
      CHECK(message.starts_with("my/own.mustache" + broken.line));
      CHECK(holds(message, broken.why));
    }
  }
}

TEST_CASE("a month of 10,000 items is written at once") {
  Newsletter newsletter = full_newsletter();
  auto& items = newsletter.sections[0].items;
  while (items.size() < 10'000) {
    items.push_back(items[1]);
    items.back().number = static_cast<int>(items.size());
  }
  for (const auto format :
       {NewsletterFormat::markdown, NewsletterFormat::html, NewsletterFormat::docx}) {
    const auto begin = std::chrono::steady_clock::now();
    CHECK(written(format, newsletter).size() > 100'000);
    CHECK(std::chrono::steady_clock::now() - begin < std::chrono::seconds(20));
  }
}

}  // namespace
}  // namespace regwatch
