#include "storage/lineage.h"

#include <catch2/catch.hpp>

#include "storage/statement.h"
#include "tests/diff/made_texts.h"
#include "tests/storage/workshop.h"

namespace regwatch {
namespace {

/// A database with notices of these ids, and Lineages on it.
struct Known {
  explicit Known(const std::vector<std::string>& ids)
      : database(workshop / "a.db"), notices(database), lineages(database) {
    for (const std::string& id : ids) notices.put(notice_named(id));
  }
  Publication put(const std::string& id, std::string title, std::string_view date,
                  const std::vector<std::string>& text = {}, std::string number = "") {
    Notice notice = notice_named(id, std::move(title));
    notice.published = parse_date(date);
    if (!number.empty()) notice.document_number = number;
    notices.put(notice);
    const Publication publication = publication_of(notice, text);
    lineages.put_publication(publication, 1);
    return publication;
  }

  Workshop workshop;
  Database database;
  Notices notices;
  Lineages lineages;
};

Link link_to(std::string other, Relation relation, double confidence = 0.9) {
  return {std::move(other), relation, confidence, "the same name", false};
}

using Ids = std::vector<std::string>;

TEST_CASE("a link is seen from both of its ends") {
  Known known({"final", "draft", "reading"});
  known.lineages.replace_links("final", {link_to("draft", Relation::final_of, 0.973)});
  known.lineages.replace_links("reading", {link_to("final", Relation::interprets)});
  const auto of_final = known.lineages.links_of("final");
  REQUIRE(of_final.size() == 2);
  CHECK(of_final[0].other_id == "draft");
  CHECK(of_final[0].relation == Relation::final_of);
  CHECK(of_final[0].confidence == 0.973);
  CHECK(of_final[0].reason == "the same name");
  CHECK(of_final[1].relation == Relation::interpreted_by);
  const auto of_draft = known.lineages.links_of("draft");
  REQUIRE(of_draft.size() == 1);
  CHECK(of_draft[0].other_id == "final");
  CHECK(of_draft[0].relation == Relation::draft_of);
}

TEST_CASE("the same link found from the other side is not a second one") {
  Known known({"final", "draft"});
  known.lineages.replace_links("final", {link_to("draft", Relation::final_of)});
  known.lineages.replace_links("draft", {link_to("final", Relation::draft_of)});
  CHECK(known.lineages.links_of("final").size() == 1);
  known.lineages.replace_links("draft", {});
  CHECK(known.lineages.links_of("final").empty());
}

TEST_CASE("what a person says of two notices stays") {
  Known known({"final", "draft", "other"});
  known.lineages.link("final", "draft", Relation::final_of);
  known.lineages.unlink("final", "other");
  known.lineages.replace_links(
      "final", {link_to("draft", Relation::amends), link_to("other", Relation::final_of)});
  known.lineages.replace_links("other", {link_to("final", Relation::draft_of)});
  const auto links = known.lineages.links_of("final");
  REQUIRE(links.size() == 1);
  CHECK(links[0].by_person);
  CHECK(links[0].confidence == 1);
  CHECK(links[0].relation == Relation::final_of);
  known.lineages.link("final", "other", Relation::final_of);
  CHECK(known.lineages.links_of("final").size() == 2);
}

TEST_CASE("a notice without descent is linked by no program, from either side") {
  Known known({"final", "draft"});
  known.lineages.replace_links("final", {link_to("draft", Relation::final_of)});
  known.lineages.refuse("draft");
  CHECK(known.lineages.links_of("final").empty());
  known.lineages.replace_links("final", {link_to("draft", Relation::final_of)});
  known.lineages.replace_links("draft", {link_to("final", Relation::draft_of)});
  CHECK(known.lineages.links_of("final").empty());
  known.lineages.link("final", "draft", Relation::final_of);
  CHECK(known.lineages.links_of("final").size() == 1);
}

TEST_CASE("candidates are found by name, by likeness of name, by number and by text") {
  Known known({});
  known.put("draft", "关于《数据出境安全评估办法（征求意见稿）》公开征求意见的通知", "2021-10-29");
  known.put("renamed", "关于《规范和促进数据跨境流动规定（征求意见稿）》公开征求意见的通知",
            "2023-09-28");
  known.put("number", "关于数据工作的通知", "2022-07-01", {}, "国办发〔2022〕6号");
  known.put("text", "安全风险提示", "2022-07-02", made_text(3, 100, 1));
  known.put("other", "关于《食糖生产许可审查细则（征求意见稿）》公开征求意见的通知", "2022-07-02");

  CHECK(known.lineages.candidates(known.put("a", "数据出境安全评估办法", "2022-07-07")) ==
        Ids{"draft"});
  CHECK(known.lineages.candidates(known.put("b", "促进和规范数据跨境流动规定", "2024-03-22")) ==
        Ids{"renamed"});
  CHECK(known.lineages.candidates(known.put("c", "加强数据工作", "2022-07-07", {},
                                            "国办发〔2022〕6号")) == Ids{"number"});
  CHECK(known.lineages.candidates(
            known.put("d", "风险的提示", "2022-07-07", made_text(3, 100, 1))) == Ids{"text"});
  CHECK(known.lineages.candidates(known.put("e", "风险的提示", "2023-07-07", made_text(3, 100, 1)))
            .empty());
}

TEST_CASE("a name that thousands bear costs no more than another, and the nearest are found") {
  Known known({});
  Transaction transaction(known.database);
  for (int i = 0; i < 300; ++i) {
    known.put("n" + std::to_string(i), "关于《数据管理办法（征求意见稿）》公开征求意见的通知",
              format_date(add_days(day("2020-01-01"), i)));
  }
  transaction.commit();
  const auto candidates =
      known.lineages.candidates(known.put("final", "数据管理办法", "2020-12-01"));
  REQUIRE(candidates.size() <= 100);
  CHECK(candidates.front() == "n299");
}

TEST_CASE("a notice that is put again is found by what it says now") {
  Known known({});
  known.put("draft", "关于《数据出境安全评估办法（征求意见稿）》公开征求意见的通知", "2021-10-29");
  known.put("draft", "关于《食糖生产许可审查细则（征求意见稿）》公开征求意见的通知", "2021-10-29");
  CHECK(known.lineages.candidates(known.put("a", "数据出境安全评估办法", "2022-07-07")).empty());
  CHECK(known.lineages.candidates(known.put("b", "食糖生产许可审查细则", "2022-07-07")) ==
        Ids{"draft"});
  Statement pairs(known.database,
                  "SELECT count(*) FROM name_pair WHERE name NOT IN (SELECT number FROM "
                  "document_name)");
  REQUIRE(pairs.step());
  CHECK(pairs.integer(0) == 0);
}

TEST_CASE("what is to be compared is given oldest first, until it was, and when it changed") {
  Known known({});
  for (const auto& [id, date] : {std::pair{"new", "2024-01-01"}, std::pair{"old", "2020-01-01"}}) {
    Notice notice = notice_named(id);
    notice.published = day(date);
    known.notices.put(notice);
  }
  CHECK(known.lineages.to_compare(10) == Ids{"old", "new"});
  CHECK(known.lineages.to_compare(1) == Ids{"old"});
  known.put("old", "题", "2020-01-01");
  CHECK(known.lineages.to_compare(10) == Ids{"new"});
  known.put("new", "题", "2024-01-01");
  CHECK(known.lineages.to_compare(10).empty());

  known.notices.put_version("old", version_saying({"一"}));
  CHECK(known.lineages.to_compare(10) == Ids{"old"});
  known.put("old", "题", "2020-01-01");
  known.notices.complete_files("old", 1, {});
  CHECK(known.lineages.to_compare(10) == Ids{"old"});
  Notice retitled = *known.notices.find("new");
  retitled.title = "另一题";
  known.notices.put(retitled);
  CHECK(known.lineages.to_compare(10) == Ids{"old", "new"});
}

TEST_CASE("clusters grow together and fall apart") {
  Known known({"a", "b", "c", "d"});
  CHECK(known.lineages.cluster_of("a").empty());
  known.lineages.join_cluster("b", {"a", 0.9, "the same title"});
  known.lineages.join_cluster("d", {"c", 0.9, "the same title"});
  CHECK(known.lineages.cluster_of("b") == Ids{"a", "b"});
  known.lineages.join_cluster("d", {"a", 0.9, "the same title"});
  CHECK(known.lineages.cluster_of("c") == Ids{"a", "b", "c", "d"});
  known.lineages.join_cluster("c", {"b", 0.9, "the same title"});
  CHECK(known.lineages.cluster_of("a").size() == 4);
  known.lineages.leave_cluster("d");
  CHECK(known.lineages.cluster_of("d").empty());
  known.lineages.leave_cluster("c");
  known.lineages.leave_cluster("b");
  CHECK(known.lineages.cluster_of("a").empty());
}

TEST_CASE("whom a person parts is not joined again") {
  Known known({"a", "b"});
  known.lineages.join_cluster("b", {"a", 0.9, "the same title"});
  known.lineages.unlink("b", "a");
  CHECK(known.lineages.cluster_of("a").empty());
  known.lineages.join_cluster("a", {"b", 0.9, "the same title"});
  CHECK(known.lineages.cluster_of("b").empty());
}

}  // namespace
}  // namespace regwatch
