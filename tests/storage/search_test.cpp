#include "storage/search.h"

#include <catch2/catch.hpp>

#include "storage/search_words.h"
#include "storage/statement.h"
#include "tests/storage/workshop.h"

namespace regwatch {
namespace {

using Ids = std::vector<std::string>;

void put(Notices& notices, const std::string& id, const std::string& title,
         const std::vector<std::string>& paragraphs, const char* published) {
  Notice notice = notice_named(id, title);
  notice.published = day(published);
  if (id == "a") notice.document_number = "国信办〔2026〕123号";
  notices.put(notice);
  if (!paragraphs.empty()) notices.put_version(id, version_saying(paragraphs));
}

void fill(Database& database) {
  Notices notices(database);
  put(notices, "a", "网络安全法修正案", {"为了保障数据安全，促进ＡＩ发展。", "第二段"},
      "2026-09-01");
  put(notices, "b", "关于侵害用户权益行为的App（SDK）通报", {"TC260 发布 GB/T 22239-2019。"},
      "2026-09-02");
  put(notices, "c", "通　知", {"个人信息 保护办法", "数", "据"}, "2026-09-03");
  put(notices, "d", "no text at all", {}, "2026-09-04");
  put(notices, "e", "数𠮷据", {"Apps and appliances\nC++ 100%"}, "2026-09-05");
}

struct Case {
  const char* query;
  Ids ids;
};

const std::vector<Case> cases{
    {"数", {"e", "c", "a"}},
    {"据", {"e", "c", "a"}},
    {"案", {"a"}},
    {"法", {"c", "a"}},
    {"数据", {"a"}},
    {"安全", {"a"}},
    {"网络安全法修正案", {"a"}},
    {"网络安全办法", {}},
    {"为了保障数据安全，促进AI发展。", {"a"}},
    {"安全促进", {}},
    {"发展第二", {}},
    {"安全 发展", {"a"}},
    {"安全　发展", {"a"}},
    {"安全 侵害", {}},
    {"app", {"b"}},
    {"App", {"b"}},
    {"ＡＰＰ", {"b"}},
    {"SDK", {"b"}},
    {"sd", {}},
    {"ai", {"a"}},
    {"ＡＩ发展", {"a"}},
    {"I发展", {}},
    {"行为的app", {"b"}},
    {"tc260", {"b"}},
    {"22239", {"b"}},
    {"2223", {}},
    {"GB/T 22239", {"b"}},
    {"\"gb/t 22239-2019\"", {"b"}},
    {"“no text”", {"d"}},
    {"\"text no\"", {}},
    {"text no", {"d"}},
    {"notext", {}},
    {"通知", {"c"}},
    {"个人信息保护", {"c"}},
    {"123号", {"a"}},
    {"23号", {}},
    {"〔2026〕123", {"a"}},
    {"[2026]", {}},
    {"𠮷", {"e"}},
    {"数𠮷据", {"e"}},
    {"c++", {"e"}},
    {"100%", {"e"}},
    {"％", {"e"}},
    {"，", {"a"}},
    {"", {}},
    {"  　", {}},
    {"\"", {}},
    {"\"数据", {"a"}},
    {"数据*", {}},
    {"数据 OR 侵害", {}},
    {"NOT 数据", {}},
    {"words:数据", {}},
    {"NEAR(数据 安全)", {}},
    {"^数据", {}},
    {"') OR 1=1 --", {}},
    {"(", {}},
    {"（", {}},
    {"数据\xFF", {}},
};

void check_all(Database& database) {
  SearchIndex index(database);
  for (const Case& each : cases) {
    INFO(each.query);
    // A round bracket that stands in a title is found in either width.
    if (std::string_view(each.query) == "(" || std::string_view(each.query) == "（") {
      CHECK(index.find(each.query, 100) == Ids{"b"});
    } else {
      CHECK(index.find(each.query, 100) == each.ids);
    }
  }
}

TEST_CASE("words are found before they are indexed as well as after") {
  const Workshop workshop;
  Database database(workshop / "a.db");
  fill(database);
  check_all(database);
  CHECK(SearchIndex(database).update() == 5);
  CHECK(SearchIndex(database).update() == 0);
  check_all(database);
}

TEST_CASE("a new version takes the place of the old one in the index") {
  const Workshop workshop;
  Database database(workshop / "a.db");
  fill(database);
  SearchIndex index(database);
  index.update();
  Notices notices(database);
  notices.put_version("a", version_saying({"全新的内容"}));
  CHECK(index.find("促进", 10).empty());
  CHECK(index.find("全新", 10) == Ids{"a"});
  CHECK(index.update() == 1);
  CHECK(index.find("促进", 10).empty());
  CHECK(index.find("全新", 10) == Ids{"a"});

  Notice renamed = notices.find("a").value();
  notices.put(renamed);
  CHECK(index.update() == 0);
  renamed.title = "另一个题目";
  notices.put(renamed);
  CHECK(index.find("修正案", 10).empty());
  CHECK(index.find("另一个", 10) == Ids{"a"});
}

TEST_CASE("an index of mostly dead entries is begun anew") {
  const Workshop workshop;
  Database database(workshop / "a.db");
  fill(database);
  SearchIndex index(database);
  index.update();
  execute(database, "UPDATE text_index_state SET next_entry = 5000");
  CHECK(index.update() == 5);
  CHECK(index.find("数据", 10) == Ids{"a"});
  Statement entries(database, "SELECT next_entry FROM text_index_state");
  REQUIRE(entries.step());
  CHECK(entries.integer(0) == 6);
}

TEST_CASE("results are the newest, indexed or not, up to the limit") {
  const Workshop workshop;
  Database database(workshop / "a.db");
  Notices notices(database);
  for (int i = 0; i < 300; ++i) {
    put(notices, "n" + std::to_string(i), "同样的题目长一些", {},
        format_date(add_days(day("2025-01-01"), i)).c_str());
  }
  SearchIndex index(database);
  CHECK(index.update() == 300);
  put(notices, "newest", "同样的题目长一些", {}, "2026-09-01");
  put(notices, "oldest", "同样的题目长一些", {}, "2020-09-01");
  for (const char* query : {"同", "同样", "同样的题目"}) {
    CHECK(index.find(query, 3) == Ids{"newest", "n299", "n298"});
    CHECK(index.find(query, 1000).size() == 302);
    CHECK(index.find(query, 1000).back() == "oldest");
  }
  CHECK(index.find("同", 0).empty());
}

TEST_CASE("a reader searches while nothing may be written") {
  const Workshop workshop;
  Database database(workshop / "a.db");
  fill(database);
  SearchIndex(database).update();
  Database reader(workshop / "a.db", Database::Mode::read_only);
  CHECK(SearchIndex(reader).find("数据", 10) == Ids{"a"});
}

TEST_CASE("search form folds width, case and the spaces that pages put into words") {
  const std::vector<std::pair<const char*, const char*>> table{
      {"ＡＢＣ　１２", "abc 12"}, {"通　知", "通知"}, {"a  b", "a b"},
      {"数据 API", "数据api"},    {" x ", "x"},       {"一\n二", "一\n二"},
      {"（Ａ）", "(a)"},          {"", ""},           {"\xFF", "\uFFFD"},
  };
  for (const auto& [text, form] : table) CHECK(search_form(text) == form);
}

TEST_CASE("tokens are Latin words whole and all else one by one, punctuation at full width") {
  CHECK(index_tokens("数据, app 2026\n\"") == "数 据 ， app 2026   ＂ ");
}

}  // namespace
}  // namespace regwatch
