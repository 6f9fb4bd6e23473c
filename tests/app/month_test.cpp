#include <catch2/catch.hpp>

#include "storage/lineage.h"
#include "tests/app/program.h"
#include "tests/storage/workshop.h"

using namespace regwatch;
using namespace regwatch::testing;

namespace {

struct Known {
  std::string id, published, seen;
  ChangeKind change = ChangeKind::appeared;
  std::string changed;  // Empty: it was there before anybody looked.
};

// What a month's digest has to tell apart.
const Known notices_known[] = {
    {"inside", "2022-04-08", "2022-04-08T00:30:00Z", ChangeKind::appeared, "2022-04-08T00:30:00Z"},
    {"baseline", "2022-04-10", "2022-04-20T00:30:00Z", ChangeKind::appeared, ""},
    {"foundlate", "2022-04-29", "2022-05-03T00:30:00Z", ChangeKind::appeared,
     "2022-05-03T00:30:00Z"},
    {"undated", "", "2022-04-12T00:30:00Z", ChangeKind::appeared, "2022-04-12T00:30:00Z"},
    {"earlier", "2022-03-30", "2022-04-02T00:30:00Z", ChangeKind::appeared, "2022-04-02T00:30:00Z"},
    {"later", "2022-05-01", "2022-04-30T15:00:00Z", ChangeKind::appeared, "2022-04-30T15:00:00Z"},
    {"amended", "2022-02-01", "2022-02-01T00:30:00Z", ChangeKind::amended, "2022-04-15T00:30:00Z"},
    {"near", "2022-03-20", "2022-03-20T00:30:00Z", ChangeKind::deadline_near,
     "2022-04-17T00:30:00Z"},
    {"march", "2022-03-31", "2022-03-31T00:30:00Z", ChangeKind::appeared, "2022-03-31T00:30:00Z"},
    {"again", "2022-04-02", "2022-04-02T00:30:00Z", ChangeKind::appeared, "2022-04-02T00:30:00Z"},
};

void fill(const std::filesystem::path& file) {
  Database database(file);
  Notices notices(database);
  for (const Known& known : notices_known) {
    Notice notice = notice_named(known.id, "关于" + known.id + "的通知", known.seen);
    if (!known.published.empty()) notice.published = day(known.published);
    notice.classification.kind = Kind::rule;
    notice.classification.section = NewsSection::regulatory;
    notices.put(notice);
    if (known.changed.empty()) continue;
    Change change;
    change.kind = known.change;
    change.notice_id = known.id;
    change.source = "example-notices";
    change.at = at(known.changed);
    notices.put_change(change);
  }
  Lineages(database).join_cluster("again", {"march", 0.9, "the same document"});
}

bool is_below(const std::string& text, const std::string& heading, const std::string& id) {
  const auto place = text.find("\n" + heading + "\n");
  const auto item = text.find("regwatch show " + id + "\n");
  if (place == std::string::npos || item == std::string::npos || item < place) return false;
  // No other heading stands between: a heading is underlined over the whole width.
  const std::string rule(78, '-');
  return text.find("\n" + rule, text.find(rule, place) + rule.size()) == std::string::npos ||
         text.find("\n" + rule, text.find(rule, place) + rule.size()) > item;
}

}  // namespace

TEST_CASE("a month is by date of publication, and loses neither what changed nor what came late") {
  const Scratch scratch;
  const auto file = scratch.path() / "a.db";
  fill(file);
  scratch.write("sources.toml", "# none\n");
  const auto digest = [&](std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "digest");
    for (const std::string word :
         {"--db", file.c_str(), "--sources", "sources.toml", "--now", "2022-05-05T00:30:00Z"})
      arguments.push_back(word);
    return run_program(arguments, scratch.path());
  };
  const Ran april = digest({"--month", "2022-04"});
  INFO(april.out << april.err);
  CHECK(april.status == 0);
  for (const char* id : {"inside", "baseline", "foundlate", "undated"})
    CHECK(is_below(april.out, "REGULATORY DEVELOPMENTS", id));
  CHECK(is_below(april.out, "PUBLISHED BEFORE THIS MONTH, FOUND IN IT", "earlier"));
  CHECK(is_below(april.out, "CHANGED, MOVED, WITHDRAWN", "amended"));
  // Told in March already, by another institution; not published yet; a reminder that is over.
  for (const std::string id : {"again", "march", "later", "near"}) {
    INFO(id);
    CHECK(count_of(april.out, "regwatch show " + id + "\n") == 0);
  }
  const Ran march = digest({"--month", "2022-03"});
  CHECK(is_below(march.out, "REGULATORY DEVELOPMENTS", "march"));
  CHECK(is_below(march.out, "REGULATORY DEVELOPMENTS", "earlier"));
  CHECK(is_below(digest({"--month", "2022-05"}).out, "REGULATORY DEVELOPMENTS", "later"));

  const Ran window = digest({"--since", "2022-04-12", "--until", "2022-04-13", "--by", "section"});
  CHECK(count_of(window.out, "regwatch show ") == 1);
  CHECK(is_below(window.out, "REGULATORY DEVELOPMENTS", "undated"));
  CHECK(count_of(digest({"--month", "2022-04", "--relevant"}).out, "regwatch show ") == 0);

  CHECK(digest({"--month", "2022-13"}).status == 64);
  CHECK(digest({"--month", "april"}).status == 64);
  CHECK(digest({"--month", "2022-04", "--since", "7d"}).status == 64);
  CHECK(digest({"--by", "date"}).status == 64);
}
