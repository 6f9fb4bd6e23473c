#include "render/markdown.h"

#include <catch2/catch.hpp>

namespace regwatch {
namespace {

struct Line {
  std::string text, written;
};

TEST_CASE("what means something in Markdown is written so that it does not") {
  const Line lines[] = {
      {"Measures for R&D, 50% of US$5 (Draft)", "Measures for R&D, 50% of US$5 (Draft)"},
      {"网络安全审查办法（2022年第8号）", "网络安全审查办法（2022年第8号）"},
      {"a*b_c`d\\e[f]", "a\\*b\\_c\\`d\\\\e\\[f\\]"},
      {"<b> & &lt; &#60;", "&lt;b&gt; & &amp;lt; &amp;#60;"},
      {"# one # two", "\\# one # two"},
      {"- one - two", "\\- one - two"},
      {"+ one", "\\+ one"},
      {"2022. a list", "2022\\. a list"},
      {"3) a list", "3\\) a list"},
      {"3 is no list.", "3 is no list."},
      {"=== under", "&#61;== under"},
      {"a | b ~~c~~", "a &#124; b &#126;&#126;c&#126;&#126;"},
      {"see http://a.example and www.b.example", "see http&#58;//a.example and www&#46;b.example"},
      {"", ""},
  };
  for (const Line& line : lines) CHECK(escape_markdown(line.text) == line.written);
}

TEST_CASE("an address does not end before it is over") {
  CHECK(markdown_address("https://a.example/x?b=1&c=(2)_*") == "https://a.example/x?b=1&c=(2)_*");
  CHECK(markdown_address("https://a.example/a b>c<d\n") == "https://a.example/a%20b%3Ec%3Cd%0A");
}

}  // namespace
}  // namespace regwatch
