#include "storage/database.h"

#include <sys/stat.h>
#include <sys/wait.h>

#include <catch2/catch.hpp>
#include <fstream>

#include "storage/schema/migrations.h"
#include "storage/statement.h"
#include "tests/storage/workshop.h"

namespace regwatch {
namespace {

using Catch::Matchers::Contains;

std::string text_of(Database& database, std::string_view query) {
  Statement statement(database, query);
  return statement.step() ? statement.text(0) : "";
}

TEST_CASE(
    "an empty place becomes a database of the newest schema, and opening again changes nothing") {
  const Workshop workshop;
  const auto path = workshop / "state/regwatch/regwatch.db";
  {
    Database database(path);
    CHECK(database.schema_version() == static_cast<int>(migrations().size()));
    CHECK(database.check().empty());
    Notices(database).put(notice_named("k7m3q9x"));
  }
  Database again(path);
  CHECK(again.schema_version() == static_cast<int>(migrations().size()));
  CHECK(Notices(again).find("k7m3q9x"));
  struct stat about {};
  REQUIRE(::stat(path.parent_path().c_str(), &about) == 0);
  CHECK((about.st_mode & 0777) == 0700);
}

TEST_CASE("a connection is set for durability") {
  const Workshop workshop;
  Database database(workshop / "a.db");
  CHECK(text_of(database, "PRAGMA journal_mode") == "wal");
  CHECK(text_of(database, "PRAGMA synchronous") == "2");
  CHECK(text_of(database, "PRAGMA foreign_keys") == "1");
  CHECK(text_of(database, "PRAGMA busy_timeout") == "5000");
  CHECK(text_of(database,
                "SELECT count(*) FROM pragma_table_list WHERE type = 'table' AND "
                "schema = 'main' AND strict = 0 AND name NOT LIKE 'sqlite_%'") == "0");
}

TEST_CASE("a database newer than the program is refused in words") {
  const Workshop workshop;
  const auto path = workshop / "a.db";
  { execute(*std::make_unique<Database>(path), "PRAGMA user_version = 999"); }
  for (const auto mode : {Database::Mode::read_write, Database::Mode::read_only}) {
    CHECK_THROWS_WITH(Database(path, mode), Contains("version 999") && Contains("newer than this"));
  }
}

TEST_CASE("a file that is no database is named with what SQLite says") {
  const Workshop workshop;
  const auto path = workshop / "notes.txt";
  std::ofstream(path) << std::string(5000, 'x');
  CHECK_THROWS_WITH(Database(path), Contains(path.string()) && Contains("not a database"));
  CHECK_THROWS_AS(Database(path, Database::Mode::read_only), StorageError);
}

TEST_CASE("another program's database is left alone") {
  const Workshop workshop;
  const auto path = workshop / "other.db";
  {
    Database database(path);
    execute(database, "PRAGMA application_id = 7");
  }
  CHECK_THROWS_WITH(Database(path), Contains("not one of regwatch"));
}

TEST_CASE("a damaged database fails its check or its reading, never silently") {
  const Workshop workshop;
  const auto path = workshop / "a.db";
  {
    Database database(path);
    Notices notices(database);
    for (int i = 0; i < 200; ++i) notices.put(notice_named("n" + std::to_string(i)));
  }
  {
    std::fstream file(path, std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(4096 * 2);
    file << std::string(4096 * 6, '\xA5');
  }
  try {
    Database database(path);
    CHECK_FALSE(database.check().empty());
  } catch (const StorageError& error) {
    CHECK_THAT(error.what(), Contains(path.string()) && Contains("malformed"));
  }
}

TEST_CASE("reading commands make nothing and migrate nothing") {
  const Workshop workshop;
  CHECK_THROWS_WITH(Database(workshop / "none/a.db", Database::Mode::read_only),
                    Contains("there is no database yet"));
  CHECK_FALSE(std::filesystem::exists(workshop / "none"));

  std::ofstream(workshop / "empty.db").flush();
  CHECK_THROWS_WITH(Database(workshop / "empty.db", Database::Mode::read_only),
                    Contains("nothing in it"));
  { execute(*std::make_unique<Database>(workshop / "old.db"), "PRAGMA user_version = 0"); }
  CHECK_THROWS_WITH(Database(workshop / "old.db", Database::Mode::read_only),
                    Contains("version 0") && Contains("brings it up to date"));
}

TEST_CASE("a reader sees what was committed while a writer is at work, and cannot write") {
  const Workshop workshop;
  const auto path = workshop / "a.db";
  Database writer(path);
  Notices(writer).put(notice_named("before"));
  Transaction open(writer);
  Notices(writer).put(notice_named("within"));

  const auto began = std::chrono::steady_clock::now();
  Database reader(path, Database::Mode::read_only);
  CHECK(Notices(reader).find("before"));
  CHECK_FALSE(Notices(reader).find("within"));
  CHECK(std::chrono::steady_clock::now() - began < std::chrono::seconds(1));
  CHECK_THROWS_WITH(Notices(reader).put(notice_named("mine")), Contains("readonly"));
  open.commit();
  CHECK(Notices(reader).find("within"));
}

TEST_CASE("a transaction that is not committed leaves nothing") {
  const Workshop workshop;
  Database database(workshop / "a.db");
  {
    Transaction transaction(database);
    Notices(database).put(notice_named("lost"));
    CHECK_THROWS_AS(Transaction(database), StorageError);
  }
  CHECK_FALSE(Notices(database).find("lost"));
}

TEST_CASE("a failure names the statement and what SQLite said") {
  const Workshop workshop;
  Database database(workshop / "a.db");
  Notices notices(database);
  notices.put(notice_named("first"));
  Notice twin = notice_named("second");
  twin.canonical = "//example.gov.cn/first";
  CHECK_THROWS_WITH(notices.put(twin),
                    Contains("UNIQUE") && Contains("INSERT INTO notice") && Contains("a.db"));
  CHECK_THROWS_WITH(execute(database, "SELECT nonsense FROM nowhere"), Contains("nowhere"));
}

TEST_CASE("a full disk is called one") {
  const Workshop workshop;
  Database database(workshop / "a.db");
  execute(database, "PRAGMA max_page_count = 80");
  Notices notices(database);
  const auto fill = [&] {
    Transaction transaction(database);
    for (int i = 0; i < 2000; ++i) notices.put(notice_named("n" + std::to_string(i)));
    transaction.commit();
  };
  CHECK_THROWS_WITH(fill(), Contains("disk full"));
  CHECK(notices.list({}).empty());
}

TEST_CASE("processes that open a new database at once all succeed") {
  const Workshop workshop;
  const auto path = workshop / "a.db";
  std::vector<pid_t> children;
  for (int i = 0; i < 6; ++i) {
    const pid_t child = ::fork();
    if (child == 0) {
      try {
        Database database(path);
        Transaction transaction(database);
        Notices(database).put(notice_named("p" + std::to_string(i)));
        transaction.commit();
        ::_exit(0);
      } catch (const std::exception& error) {
        std::fprintf(stderr, "%s\n", error.what());
        ::_exit(1);
      }
    }
    children.push_back(child);
  }
  for (const pid_t child : children) {
    int status = 0;
    REQUIRE(::waitpid(child, &status, 0) == child);
    CHECK(status == 0);
  }
  Database database(path);
  CHECK(Notices(database).list({}).size() == 6);
}

}  // namespace
}  // namespace regwatch
