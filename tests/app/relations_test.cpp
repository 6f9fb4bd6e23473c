#include "app/relations.h"

#include <catch2/catch.hpp>

#include "storage/lineage.h"
#include "tests/diff/made_texts.h"
#include "tests/storage/workshop.h"

namespace regwatch {
namespace {

struct World {
  World() : database(workshop / "a.db"), notices(database) {}

  Notice put(const std::string& id, const std::string& authority, const std::string& date,
             const std::string& title, const std::vector<std::string>& text = {}) {
    Notice notice = notice_named(id, title);
    notice.authority = authority;
    notice.published = parse_date(date);
    notices.put(notice);
    if (!text.empty()) notices.put_version(id, version_saying(text));
    return notice;
  }
  Relations relate_one(const Notice& notice) {
    const auto version = notices.newest_version(notice.id);
    return relate(database, notice, version ? &*version : nullptr);
  }

  Workshop workshop;
  Database database;
  Notices notices;
};

std::string shown(const std::vector<Link>& links) {
  std::string out;
  for (const Link& link : links)
    out += std::string(name_of(link.relation)) + " " + link.other_id + ";";
  return out;
}

const std::string consultation =
    "关于《规范和促进数据跨境流动规定（征求意见稿）》公开征求意见的通知";
const std::string adopted = "促进和规范数据跨境流动规定";

TEST_CASE("a final finds its draft under another name, its copy and its reading") {
  World world;
  world.relate_one(world.put("draft", "CAC", "2023-09-28", consultation, made_text(1, 60, 1)));
  const Notice rule = world.put("final", "CAC", "2024-03-22", adopted, made_text(1, 60, 2));
  const auto first = world.relate_one(rule);
  CHECK(shown(first.lineage) == "final_of draft;");
  CHECK(first.cluster.empty());

  const auto copy =
      world.relate_one(world.put("copy", "MIIT", "2024-03-25", adopted, made_text(1, 60, 2)));
  REQUIRE(copy.cluster.size() == 1);
  CHECK(copy.cluster[0].other_id == "final");
  CHECK(Lineages(world.database).cluster_of("copy") == std::vector<std::string>{"final", "copy"});

  const auto reading = world.relate_one(
      world.put("reading", "CAC", "2024-03-22", "《促进和规范数据跨境流动规定》答记者问"));
  CHECK(shown(reading.lineage) == "interprets final;");
  CHECK(shown(Lineages(world.database).links_of("draft")) == "draft_of copy;draft_of final;");
}

TEST_CASE("relating again says and leaves the same") {
  World world;
  world.relate_one(world.put("draft", "CAC", "2023-09-28", consultation, made_text(1, 60, 1)));
  const Notice rule = world.put("final", "CAC", "2024-03-22", adopted, made_text(1, 60, 2));
  const auto once = world.relate_one(rule);
  const auto again = world.relate_one(rule);
  CHECK(shown(once.lineage) == shown(again.lineage));
  CHECK(shown(Lineages(world.database).links_of("draft")) == "draft_of final;");
}

TEST_CASE("the text of a file counts like the page's") {
  World world;
  world.put("draft", "CAC", "2023-09-28", consultation);
  Version letter = version_saying({"现向社会公开征求意见。"});
  AttachmentState file;
  file.attachment.name = "附件.docx";
  file.attachment.url = "https://www.example.gov.cn/a.docx";
  file.sha256 = std::string(64, 'b');
  file.text = DocumentText{};
  file.text->outcome = DocumentText::Outcome::read;
  file.text->reader = "docx 1";
  file.text->paragraphs = made_text(1, 60, 1);
  letter.article.attachments = {file.attachment};
  letter.files = {file};
  world.notices.put_version("draft", letter);
  const Notice rule = world.put("final", "CAC", "2024-03-22", adopted, made_text(1, 60, 2));
  CHECK(relate_backlog(world.database, 10) == 2);
  CHECK(shown(Lineages(world.database).links_of(rule.id)) == "final_of draft;");
}

TEST_CASE("a backlog is worked off in parts, whatever the order in which notices came") {
  World world;
  world.put("reading", "CAC", "2022-07-07", "《数据出境安全评估办法》答记者问");
  world.put("rule", "CAC", "2022-07-08", "数据出境安全评估办法");
  world.put("draft", "CAC", "2021-10-29", "数据出境安全评估办法（征求意见稿）");
  CHECK(relate_backlog(world.database, 2) == 2);
  CHECK(relate_backlog(world.database, 2) == 1);
  CHECK(relate_backlog(world.database, 2) == 0);
  CHECK(shown(Lineages(world.database).links_of("rule")) ==
        "final_of draft;interpreted_by reading;");
}

}  // namespace
}  // namespace regwatch
