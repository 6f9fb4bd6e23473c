#include "diff/compare_listing.h"

#include <catch2/catch.hpp>

#include <random>

#include "diff/notice.h"

using namespace regwatch;
using namespace std::chrono;

namespace {

const CivilDate today = 2026y / September / 30;
const Instant yesterday = sys_days{2026y / September / 29};
const Instant last_week = sys_days{2026y / September / 23};

std::string address(const std::string& name) { return "https://www.example.gov.cn/art/" + name; }

Entry row(const std::string& name, std::optional<CivilDate> published = std::nullopt) {
  Entry entry;
  entry.title = "关于" + name + "的通知";
  entry.url = address(name);
  entry.published = published;
  return entry;
}

KnownRow known(const std::string& name, int position,
               std::optional<CivilDate> published = std::nullopt, Instant seen = yesterday) {
  KnownRow out;
  out.notice_id = name;
  out.canonical = canonical_address(address(name));
  out.title = "关于" + name + "的通知";
  out.published = published;
  out.position = position;
  out.first_seen = last_week;
  out.last_seen = seen;
  return out;
}

CivilDate september(unsigned day) { return 2026y / September / std::chrono::day{day}; }

// Rows a, b, … of 20 September and the days before, as the list showed them yesterday.
ListMemory memory_of(int count, bool dated = true) {
  ListMemory memory;
  memory.baseline_done = true;
  if (dated) memory.baseline_oldest = september(static_cast<unsigned>(21 - count));
  for (int i = 0; i < count; ++i) {
    memory.rows.push_back(
        known(std::string(1, static_cast<char>('a' + i)), i,
              dated ? std::optional(september(static_cast<unsigned>(20 - i))) : std::nullopt));
  }
  return memory;
}

Listing listing_of(const std::string& names, bool dated = true) {
  Listing listing;
  for (const char name : names) {
    const auto date =
        dated ? std::optional(september(static_cast<unsigned>(20 - (name - 'a')))) : std::nullopt;
    listing.entries.push_back(row(std::string(1, name), date));
  }
  listing.rows_seen = static_cast<int>(names.size());
  return listing;
}

ListComparison compare(const Listing& listing, const ListMemory& memory,
                       Coverage coverage = Coverage::latest, bool fully_read = false,
                       std::optional<int> baseline_days = std::nullopt) {
  Source source;
  source.id = "example";
  source.coverage = coverage;
  return compare_listing(listing, memory, source, today, fully_read, baseline_days);
}

using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("the same list again is seen, and nothing else") {
  const auto out = compare(listing_of("abcde"), memory_of(5));
  CHECK(out.seen.size() == 5);
  CHECK(out.unknown.empty());
  CHECK(out.differing.empty());
  CHECK(out.missing.empty());
  CHECK(out.back.empty());
  CHECK_FALSE(has_unknown(listing_of("abcde"), memory_of(5)));
}

TEST_CASE("a baseline remembers, and tells only what is young enough when asked to") {
  Listing listing;
  listing.entries = {row("new", september(29)), row("edge", september(23)),
                     row("old", september(22)), row("undated")};
  const auto silent = compare(listing, {});
  for (const auto& unknown : silent.unknown) CHECK(unknown.novelty == Novelty::remembered);
  const auto told = compare(listing, {}, Coverage::latest, false, 7);
  REQUIRE(told.unknown.size() == 4);
  CHECK(told.unknown[0].novelty == Novelty::news);
  CHECK(told.unknown[1].novelty == Novelty::news);
  CHECK(told.unknown[2].novelty == Novelty::remembered);
  CHECK(told.unknown[3].novelty == Novelty::remembered);
}

TEST_CASE("an unknown row is news, found late, or older than the baseline, by its date") {
  struct Case {
    CivilDate published;
    Novelty expected;
  };
  // The memory reaches from 11 to 20 September.
  for (const auto& [published, expected] :
       {Case{september(30), Novelty::news}, Case{september(20), Novelty::news},
        Case{september(17), Novelty::news}, Case{september(16), Novelty::found_late},
        Case{september(12), Novelty::found_late}, Case{september(10), Novelty::remembered},
        Case{CivilDate{2019y / May / 1}, Novelty::remembered}}) {
    Listing listing = listing_of("abcdefghij");
    listing.entries.insert(listing.entries.begin() + 3, row("x", published));
    const auto out = compare(listing, memory_of(10));
    REQUIRE(out.unknown.size() == 1);
    CHECK(out.unknown[0].novelty == expected);
    CHECK(out.unknown[0].position == 3);
    CHECK(has_unknown(listing, memory_of(10)));
  }
}

TEST_CASE("an unknown row without a date is judged by its place") {
  const ListMemory memory = memory_of(4, false);
  const auto novelty_at = [&memory](std::ptrdiff_t place) {
    Listing listing = listing_of("abcd", false);
    listing.entries.insert(listing.entries.begin() + place, row("x"));
    return compare(listing, memory).unknown.at(0).novelty;
  };
  CHECK(novelty_at(0) == Novelty::news);
  CHECK(novelty_at(2) == Novelty::found_late);
  CHECK(novelty_at(4) == Novelty::remembered);
}

TEST_CASE("a row that comes up from below the baseline is no news though its day was covered") {
  Listing listing = listing_of("abcde");
  listing.entries.push_back(row("x", september(16)));
  CHECK(compare(listing, memory_of(5)).unknown.at(0).novelty == Novelty::remembered);
}

TEST_CASE("a date that has not come yet does not make all news late") {
  ListMemory memory = memory_of(5);
  memory.rows[0].published = 2062y / September / 20;
  Listing listing = listing_of("abcde");
  listing.entries.insert(listing.entries.begin(), row("x", september(30)));
  CHECK(compare(listing, memory).unknown.at(0).novelty == Novelty::news);
}

TEST_CASE("one address twice in a listing is one row that knows what both know") {
  Listing listing;
  listing.entries = {row("a"), row("a", september(3))};
  listing.entries[1].url = "http://wap.example.gov.cn/art/a#top";
  listing.entries[1].comment_deadline = september(28);
  const auto out = compare(listing, {});
  REQUIRE(out.unknown.size() == 1);
  CHECK(out.unknown[0].entry.url == address("a"));
  CHECK(out.unknown[0].entry.published == september(3));
  CHECK(out.unknown[0].entry.comment_deadline == september(28));
}

TEST_CASE("two addresses with one title are two notices") {
  Listing listing;
  for (const std::string name : {"1", "2", "3"}) {
    listing.entries.push_back(row(name, september(3)));
    listing.entries.back().title = "中国证券监督管理委员会行政处罚决定书";
  }
  CHECK(compare(listing, {}).unknown.size() == 3);
}

TEST_CASE("a title differs by its words, not by its width, its spaces or where it was cut") {
  struct Case {
    std::string before;
    std::string after;
    bool differs;
  };
  const std::vector<Case> cases = {
      {"关于A的通知（2026）", "关于 Ａ 的通知(2026)", false},
      {"“清朗”专项行动", "\"清朗\"专项行动", false},
      {"关于〔2026〕5号", "关于[2026]5号", false},
      {"关于印发某某办法的通知", "关于印发某某…", false},
      {"关于印发某某办法的通...", "关于印发某某办法的通知", false},
      {"关于印发某某办法的通知", "", false},
      {"某某办法（征求意见稿）", "某某办法", true},
      {"2026年第8号", "2026年第9号", true},
  };
  for (const auto& [before, after, differs] : cases) {
    INFO(before << " → " << after);
    ListMemory memory = memory_of(1);
    memory.rows[0].title = before;
    Listing listing = listing_of("a");
    listing.entries[0].title = after;
    const auto out = compare(listing, memory);
    CHECK(out.differing.size() == (differs ? 1 : 0));
    if (differs) CHECK(out.differing.at(0).title_before == before);
  }
}

TEST_CASE("a deadline moves from one known day to another; coming or going it does not move") {
  using Day = std::optional<CivilDate>;
  struct Case {
    Day before;
    Day after;
    bool moved;
  };
  for (const auto& [before, after, moved] :
       {Case{september(28), september(29), true}, Case{september(28), september(28), false},
        Case{{}, september(28), false}, Case{september(28), {}, false}}) {
    ListMemory memory = memory_of(1);
    memory.rows[0].comment_deadline = before;
    Listing listing = listing_of("a");
    listing.entries[0].comment_deadline = after;
    const auto out = compare(listing, memory);
    REQUIRE(out.differing.size() == (moved ? 1 : 0));
    CHECK(out.seen.at(0).entry.comment_deadline == after);
    if (!moved) continue;
    CHECK(out.differing[0].deadline_moved);
    CHECK(out.differing[0].deadline_before == before);
    CHECK(out.differing[0].deadline_after == after);
    CHECK_FALSE(out.differing[0].title_before);
  }
}

TEST_CASE("a published date that moved on the list is seen, not told") {
  Listing listing = listing_of("abc");
  listing.entries[1].published = september(25);
  const auto out = compare(listing, memory_of(3));
  CHECK(out.differing.empty());
  CHECK(out.seen.at(1).entry.published == september(25));
}

TEST_CASE("a row gone from among rows that remain is missing") {
  struct Case {
    std::string now;
    Names missing;
  };
  for (const bool dated : {true, false}) {
    for (const auto& [now, missing] :
         {Case{"abdefghij", {"c"}}, Case{"bcdefghij", {"a"}}, Case{"abefghij", {"c", "d"}},
          Case{"abcdefghi", {}}, Case{"abcdefgh", {}}, Case{"abc", {}}}) {
      INFO(now);
      CHECK(compare(listing_of(now, dated), memory_of(10, dated)).missing == missing);
    }
  }
}

TEST_CASE("rows that new ones pushed off the end are not missing") {
  for (const bool dated : {true, false}) {
    Listing listing = listing_of("abcde", dated);
    for (const std::string name : {"n1", "n2", "n3", "n4", "n5"}) {
      listing.entries.insert(listing.entries.begin(),
                             row(name, dated ? std::optional(september(28)) : std::nullopt));
    }
    const auto out = compare(listing, memory_of(10, dated));
    CHECK(out.missing.empty());
    CHECK(out.unknown.size() == 5);
  }
}

TEST_CASE("an old row that was pinned proves nothing of what scrolled away") {
  for (const bool dated : {true, false}) {
    // j stands on top now; g, h and i scrolled off.
    Listing listing = listing_of("jabcdef", dated);
    CHECK(compare(listing, memory_of(10, dated)).missing.empty());
  }
}

TEST_CASE("a pinned row that is pinned no more has scrolled away") {
  ListMemory memory = memory_of(10);
  memory.rows.insert(memory.rows.begin(), known("pinned", 0, CivilDate{2021y / March / 1}));
  for (std::size_t i = 1; i < memory.rows.size(); ++i)
    memory.rows[i].position = static_cast<int>(i);
  CHECK(compare(listing_of("abcdefghij"), memory).missing.empty());
}

TEST_CASE("rows of the last day shown may change places with what scrolled away") {
  ListMemory memory = memory_of(5);
  for (auto& row : memory.rows) row.published = september(20);
  Listing listing = listing_of("abce");
  for (auto& entry : listing.entries) entry.published = september(20);
  CHECK(compare(listing, memory).missing.empty());
}

TEST_CASE("a list out of order of date loses a row by its place alone") {
  const std::vector<unsigned> days = {3, 19, 7, 28, 1, 14, 22, 5};
  ListMemory memory = memory_of(8);
  Listing listing = listing_of("abcdefgh");
  for (std::size_t i = 0; i < days.size(); ++i) {
    memory.rows[i].published = september(days[i]);
    listing.entries[i].published = september(days[i]);
  }
  listing.entries.erase(listing.entries.begin() + 4);
  CHECK(compare(listing, memory).missing == Names{"e"});
}

TEST_CASE("a place of another day's reading proves nothing, a date does") {
  // m was read last week, deep down; since then only the top was read.
  ListMemory memory = memory_of(6);
  memory.rows.push_back(known("m", 2, september(1), last_week));
  CHECK(compare(listing_of("abcdef"), memory).missing.empty());
  // It was missing yesterday already, when its page could not be looked at.
  memory.rows.back().published = september(18);
  CHECK(compare(listing_of("abcdef"), memory).missing == Names{"m"});
}

TEST_CASE("what is known to be missing is not missing again, and may come back") {
  ListMemory memory = memory_of(6);
  memory.rows[2].listed = false;
  CHECK(compare(listing_of("abdef"), memory).missing.empty());
  const auto out = compare(listing_of("abcdef"), memory);
  CHECK(out.back == Names{"c"});
  CHECK(out.seen.size() == 6);
}

TEST_CASE("of a complete list every absent row is missing while the rest is there") {
  const auto out = compare(listing_of("abcd"), memory_of(5), Coverage::complete, true);
  CHECK(out.complete);
  CHECK(out.missing == Names{"e"});
  CHECK(compare(listing_of("ab"), memory_of(5), Coverage::complete, true).missing.empty());
  const auto partly = compare(listing_of("abcd"), memory_of(5), Coverage::complete, false);
  CHECK_FALSE(partly.complete);
  CHECK(partly.missing.empty());
  Listing says_so = listing_of("abcd");
  says_so.coverage = Coverage::complete;
  CHECK(compare(says_so, memory_of(5), Coverage::latest, true).complete);
}

TEST_CASE("many rows gone at once are a broken page, not withdrawals") {
  CHECK(compare(listing_of("afghij"), memory_of(10)).missing.empty());
  CHECK(compare(listing_of("j"), memory_of(3)).missing.empty());
  CHECK(compare(Listing{}, memory_of(5), Coverage::complete, true).missing.empty());
}

TEST_CASE("most titles changed at once are read from a wrong place") {
  Listing listing = listing_of("abcde");
  for (auto& entry : listing.entries) entry.title = "查看详情";
  CHECK(compare(listing, memory_of(5)).differing.empty());
}

TEST_CASE("rows without an address are left alone") {
  Listing listing = listing_of("ab");
  listing.entries.push_back({});
  listing.entries.push_back({});
  CHECK(compare(listing, memory_of(2)).unknown.empty());
  CHECK_FALSE(has_unknown(listing, memory_of(2)));
}

TEST_CASE("whatever is listed, each row is unknown or seen, and none is both seen and missing") {
  std::mt19937 random(3);
  for (int round = 0; round < 1000; ++round) {
    std::string names = "abcdefghijkl";
    std::shuffle(names.begin(), names.end(), random);
    names.resize(random() % names.size());
    const ListMemory memory = memory_of(static_cast<int>(random() % 12));
    const auto out = compare(listing_of(names), memory,
                             random() % 2 ? Coverage::complete : Coverage::latest, random() % 2);
    REQUIRE(out.unknown.size() + out.seen.size() == names.size());
    for (const auto& id : out.missing) REQUIRE(names.find(id) == std::string::npos);
  }
}
