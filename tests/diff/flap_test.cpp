#include "diff/flap.h"

#include <catch2/catch.hpp>

using namespace regwatch;
using namespace std::chrono_literals;

namespace {

const Instant start = parse_instant("2026-09-18T01:00:00Z").value();

Version saying(const std::string& text, std::chrono::minutes after) {
  Version version;
  version.fetched_at = start + after;
  version.article.title = "关于某事的通知";
  version.article.paragraphs = {"现将有关事项通知如下，请遵照执行。", text};
  return version;
}

}  // namespace

TEST_CASE("a text that comes back within a day takes back what stood between") {
  const Version before = saying("罚款5万元。", 0min);
  const Version newest = saying("罚款50万元。", 60min);
  CHECK(is_return(before, newest, saying("罚款5万元。", 120min)));
  CHECK(is_return(before, newest, saying("罚款 ５万元。", 120min)));
  CHECK(is_return(before, newest, saying("罚款5万元。", 60min + 24h)));
  CHECK_FALSE(is_return(before, newest, saying("罚款5万元。", 61min + 24h)));
  CHECK_FALSE(is_return(before, newest, saying("罚款6万元。", 120min)));
}

TEST_CASE("a reading is believed when another fetch says the same") {
  const Version held = saying("罚款50万元。", 0min);
  CHECK(weigh(nullptr, held) == Doubt::hold);
  CHECK(weigh(&held, saying("罚款50万元。", 0min)) == Doubt::keep);
  CHECK(weigh(&held, saying("罚款50万元。", 9min)) == Doubt::keep);
  CHECK(weigh(&held, saying("罚款50万元。", 10min)) == Doubt::confirmed);
  CHECK(weigh(&held, saying("罚款60万元。", 10min)) == Doubt::hold);
}
