#include "diff/lineage.h"

#include <catch2/catch.hpp>
#include <fstream>

#include "base/text.h"
#include "tests/diff/made_texts.h"

using namespace regwatch;

namespace {

Publication publication(std::string_view id, std::string_view date, std::string_view authority,
                        std::string_view title, const std::vector<std::string>& text = {}) {
  Notice notice;
  notice.id = id;
  notice.published = parse_date(date);
  notice.authority = authority;
  notice.title = title;
  return publication_of(notice, text);
}

struct Pair {
  std::string expected;
  Publication earlier;
  Publication later;
};

/// Columns: relation of the later to the earlier, or `none`; date, authority and title of the
/// earlier; the same of the later; percent of the text that both share, or `-` where neither was
/// read.
std::vector<Pair> pairs() {
  std::ifstream file(REGWATCH_SOURCE_DIR "/tests/diff/lineage_pairs.tsv");
  std::vector<Pair> pairs;
  for (std::string line; std::getline(file, line);) {
    const auto c = split(line, '\t');
    REQUIRE(c.size() == 8);
    std::vector<std::string> before;
    std::vector<std::string> after;
    if (c[7] != "-") {
      const int percent = std::stoi(std::string(c[7]));
      before = made_text(1, percent, 1);
      after = made_text(1, percent, 2);
    }
    pairs.push_back({std::string(c[0]), publication("earlier", c[1], c[2], c[3], before),
                     publication("later", c[4], c[5], c[6], after)});
  }
  return pairs;
}

std::string found_relation(const Pair& pair) {
  const auto links = find_lineage(pair.later, std::vector{pair.earlier});
  return links.empty() ? "none" : std::string(name_of(links.front().relation));
}

}  // namespace

TEST_CASE("descent is found where it is and not where it is not") {
  int said = 0, right = 0, positives = 0, negatives = 0;
  std::string wrong;
  for (const Pair& pair : pairs()) {
    const std::string found = found_relation(pair);
    (pair.expected == "none" ? negatives : positives) += 1;
    if (found != "none") ++said;
    if (found != "none" && found == pair.expected) ++right;
    if (found != pair.expected) {
      wrong += pair.expected + " was found as " + found + ": " + pair.earlier.title.whole + " / " +
               pair.later.title.whole + "\n";
    }
  }
  const double precision = static_cast<double>(right) / said;
  const double recall = static_cast<double>(right) / positives;
  INFO("precision " << precision << ", recall " << recall << " of " << positives << " pairs and "
                    << negatives << " hard negatives\n"
                    << wrong);
  CHECK(positives >= 80);
  CHECK(negatives >= 120);
  CHECK(precision >= 0.98);
  CHECK(recall >= 0.9);
}

TEST_CASE("the earlier of two learns the same as the later, from the other side") {
  for (const Pair& pair : pairs()) {
    const auto forward = find_lineage(pair.later, std::vector{pair.earlier});
    const auto backward = find_lineage(pair.earlier, std::vector{pair.later});
    INFO(pair.earlier.title.whole << " / " << pair.later.title.whole);
    REQUIRE(forward.size() == backward.size());
    for (std::size_t i = 0; i < forward.size(); ++i) {
      CHECK(inverse(forward[i].relation) == backward[i].relation);
      CHECK(forward[i].reason == backward[i].reason);
    }
  }
}

TEST_CASE("a final takes the nearest draft") {
  const auto first = publication("first", "2021-11-14", "CAC", "数据管理条例（征求意见稿）");
  const auto second = publication("second", "2023-05-14", "CAC", "数据管理条例（二次征求意见稿）");
  const auto final_text = publication("final", "2024-09-30", "STATE-COUNCIL", "数据管理条例");
  const auto links = find_lineage(final_text, std::vector{first, second});
  REQUIRE(links.size() == 1);
  CHECK(links[0].other_id == "second");
  CHECK(links[0].relation == Relation::final_of);
  CHECK(links[0].reason == "the same name, 505 days after the draft");

  // A second draft that is found late stands between the two.
  const auto late = find_lineage(second, std::vector{first, final_text});
  REQUIRE(late.size() == 2);
  CHECK(late[0].relation == Relation::next_draft_of);
  CHECK(late[1].relation == Relation::draft_of);
  // And the first one, found last, is no longer the final's.
  const auto last = find_lineage(first, std::vector{second, final_text});
  REQUIRE(last.size() == 1);
  CHECK(last[0].relation == Relation::previous_draft_of);
}

TEST_CASE("a draft that became a final is not the draft of a later revision") {
  const auto draft = publication("draft", "2018-11-14", "CAC", "数据管理条例（征求意见稿）");
  const auto adopted = publication("adopted", "2019-09-30", "CAC", "数据管理条例");
  const auto revised = publication("revised", "2023-09-30", "CAC", "数据管理条例（2023年修订）");
  CHECK(find_lineage(revised, std::vector{draft, adopted}).empty());

  const auto revision =
      publication("revision", "2022-11-14", "CAC", "数据管理条例（修订草案征求意见稿）");
  const auto links = find_lineage(revised, std::vector{draft, adopted, revision});
  REQUIRE(links.size() == 1);
  CHECK(links[0].other_id == "revision");
  // A site that takes the final over does not take the draft away.
  const auto copy = publication("copy", "2019-10-08", "MIIT", "数据管理条例");
  const auto of_copy = find_lineage(copy, std::vector{draft, adopted});
  REQUIRE(of_copy.size() == 1);
  CHECK(of_copy[0].other_id == "draft");
}

TEST_CASE("of a draft and its reprints a final takes the one on its own site, else the original") {
  const std::string title =
      "国家互联网信息办公室关于《数据管理条例（征求意见稿）》公开征求意见的通知";
  const std::vector<Publication> drafts = {publication("reprint", "2021-12-08", "FJ-DIIT", title),
                                           publication("original", "2021-11-14", "CAC", title),
                                           publication("ministry", "2021-11-20", "MIIT", title)};
  const auto taken_by = [&](std::string_view authority) {
    const auto links =
        find_lineage(publication("final", "2022-09-30", authority, "数据管理条例"), drafts);
    return links.empty() ? "" : links[0].other_id;
  };
  CHECK(taken_by("CAC") == "original");
  CHECK(taken_by("MIIT") == "ministry");
  CHECK(taken_by("STATE-COUNCIL") == "original");
}

TEST_CASE("news of a publication that carries its text is the document") {
  const auto draft = publication("draft", "2023-08-08", "CAC", "《数据管理办法（征求意见稿）》");
  const std::string title = "国家互联网信息办公室公布《数据管理办法》";
  const auto news =
      publication("news", "2024-08-08", "CAC", title, {"近日，《数据管理办法》公布。"});
  const auto text =
      publication("text", "2024-08-08", "CAC", title, {"近日公布。", "第一条 为了规范管理。"});
  CHECK(find_lineage(news, std::vector{draft}).empty());
  CHECK(find_lineage(text, std::vector{draft}).size() == 1);
}

TEST_CASE("a commentary without a name in its title is of what it introduces first") {
  const auto rule = publication("rule", "2024-09-30", "CAC", "网络数据安全管理条例");
  const auto reading = publication(
      "reading", "2024-10-08", "CAC", "专家解读｜筑牢数字经济安全基石",
      {"近日，国务院公布《网络数据安全管理条例》（以下简称《条例》）。", "《数据安全法》规定…"});
  const auto links = find_lineage(reading, std::vector{rule});
  REQUIRE(links.size() == 1);
  CHECK(links[0].relation == Relation::interprets);
  CHECK(links[0].confidence < 0.9);
}

TEST_CASE("without dates nothing is said") {
  const auto draft = publication("draft", "", "CAC", "数据管理条例（征求意见稿）");
  const auto adopted = publication("adopted", "2019-09-30", "CAC", "数据管理条例");
  CHECK(find_lineage(adopted, std::vector{draft}).empty());
  CHECK(find_lineage(draft, std::vector{adopted}).empty());
}

TEST_CASE("relations have names and inverses") {
  for (const char* name : {"final_of", "draft_of", "next_draft_of", "previous_draft_of",
                           "interprets", "amended_by", "corrects", "extended_by"}) {
    const auto relation = relation_named(name);
    REQUIRE(relation);
    CHECK(name_of(*relation) == name);
    CHECK(inverse(inverse(*relation)) == *relation);
    CHECK(is_forward(*relation) != is_forward(inverse(*relation)));
  }
  CHECK_FALSE(relation_named("parent_of"));
}
