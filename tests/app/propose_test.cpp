// The machine's help against a real server on loopback.

#include <catch2/catch.hpp>

#include "render/clean.h"
#include "storage/notices.h"
#include "storage/proposals.h"
#include "tests/app/program.h"
#include "tests/crawler/loopback_server.h"
#include "tests/storage/workshop.h"

using namespace regwatch;
using namespace regwatch::testing;

namespace {

constexpr std::string_view good_answer =
    R"({"choices":[{"message":{"content":"```json\n{\"title\":\"Measures on <b>Data</b>\",)"
    R"(\"summary\":\"Comments are due by 28 May 2022. It fines 999 firms.\"}\n```"}}],)"
    R"("usage":{"total_tokens":120}})";

/// An installation with one notice of May 2022 and a chat endpoint that answers as it is told.
class Desk {
 public:
  explicit Desk(LoopbackServer::Handler handler, const std::string& more = "")
      : server_(std::move(handler)) {
    scratch_.write("key", "sk-secret\n");
    scratch_.write("regwatch.toml", "[assistant]\nendpoint = \"" + server_.url("/v1/chat") +
                                        "\"\nmodel = \"m1\"\nkey_file = \"key\"\n" + more);
    put("one", "数据管理办法（征求意见稿）");
  }

  void put(const std::string& id, const std::string& title) const {
    Database database(file());
    Notice notice = notice_named(id);
    notice.title = title;
    notice.published = make_date(2022, 5, 3);
    notice.classification.section = NewsSection::regulatory;
    notice.facts.comment_deadline = make_date(2022, 5, 28);
    Notices(database).put(notice);
  }

  Ran propose(std::vector<std::string> arguments = {"--month", "2022-05"}) const {
    arguments.insert(arguments.begin(), "propose");
    arguments.insert(arguments.end(), {"--db", file().string(), "--now", "2022-05-20T00:00:00Z"});
    return run_program(arguments, scratch_.path());
  }
  std::optional<English> english(const std::string& id = "one") const {
    Database database(file(), Database::Mode::read_only);
    return Notices(database).find(id)->english;
  }
  std::filesystem::path file() const { return scratch_.path() / "a.db"; }
  const LoopbackServer& server() const { return server_; }

 private:
  Scratch scratch_;
  LoopbackServer server_;
};

}  // namespace

TEST_CASE("a proposal is kept as a machine's, and the same question is asked once") {
  const Desk desk([](const SeenRequest&) { return page(good_answer); });
  const Ran first = desk.propose();
  INFO(first.err);
  CHECK(first.status == 0);
  CHECK(first.out.find("Measures on <b>Data</b>") != std::string::npos);
  CHECK(first.out.find("not in the notice: 999\n") != std::string::npos);
  REQUIRE(desk.english());
  CHECK_FALSE(desk.english()->by_person);
  CHECK(desk.english()->model == "m1");
  CHECK(desk.propose().out == "0 proposed, 1 known before, 0 failed\n");
  REQUIRE(desk.server().requests().size() == 1);
  const SeenRequest asked = desk.server().requests().front();
  CHECK(asked.has_line("Authorization: Bearer sk-secret"));
  CHECK(asked.body.find("数据管理办法（征求意见稿）") != std::string::npos);
  Database database(desk.file(), Database::Mode::read_only);
  CHECK(Proposals(database).used(*make_date(2022, 5, 20)).tokens == 120);
}

TEST_CASE("a person's words are never asked for again") {
  const Desk desk([](const SeenRequest&) { return page(good_answer); });
  {
    Database database(desk.file());
    Notices(database).put_english("one", {"By hand", "", true, ""}, Instant{});
  }
  CHECK(desk.propose({"one"}).out == "0 proposed, 1 known before, 0 failed\n");
  CHECK(desk.server().requests().empty());
  CHECK(desk.english()->title == "By hand");
}

TEST_CASE("the day's budget is kept, whatever the answers are") {
  const Desk desk([](const SeenRequest&) { return page(good_answer); }, "requests_per_day = 2\n");
  for (const char* id : {"two", "three", "four"}) desk.put(id, std::string("办法") + id);
  const Ran ran = desk.propose();
  CHECK(ran.err.find("budget") != std::string::npos);
  CHECK(desk.server().requests().size() == 2);
}

TEST_CASE("an endpoint that fails leaves nothing behind and is not asked on and on") {
  struct Case {
    std::string what;
    RawReply reply;
    std::size_t requests;  // Of four notices.
  };
  const std::vector<Case> cases = {
      {"a refused key", status("401 Unauthorized", {}, "{\"error\":\"bad key\"}"), 1},
      {"no such path", status("404 Not Found"), 1},
      {"a redirect", status("302 Found", "Location: /elsewhere\r\n"), 1},
      {"too many questions", status("429 Too Many Requests"), 1},
      {"a failing server", status("500 Internal Server Error"), 3},
      {"no JSON", page("<html>"), 3},
      {"JSON of another shape", page("[1,2]"), 3},
      {"no choices", page(R"({"choices":[]})"), 3},
      {"words instead of an object", page(R"({"choices":[{"message":{"content":"I cannot"}}]})"),
       3},
      {"a title that is no text", page(R"({"choices":[{"message":{"content":"{\"title\":7}"}}]})"),
       3},
      {"nothing at all", {""}, 1},
  };
  for (const Case& each : cases) {
    INFO(each.what);
    const Desk desk([&](const SeenRequest&) { return each.reply; });
    for (const char* id : {"two", "three", "four"}) desk.put(id, std::string("办法") + id);
    const Ran ran = desk.propose();
    INFO(ran.err);
    CHECK(ran.status == 1);
    CHECK(ran.err.find("sk-secret") == std::string::npos);
    CHECK(desk.server().requests().size() == each.requests);
    CHECK_FALSE(desk.english());
  }
}

TEST_CASE("without an [assistant] the command says what is missing") {
  const Scratch scratch;
  const Ran ran = run_program({"propose", "--db", "a.db"}, scratch.path());
  CHECK(ran.status == 78);
  CHECK(ran.err.find("[assistant]") != std::string::npos);
}

TEST_CASE("a hostile endpoint gets no word of its own on the terminal, and no key out of us") {
  const auto many = [](std::string_view part, int times) {
    std::string out;
    for (int i = 0; i < times; ++i) out += part;
    return out;
  };
  const std::string deep = many("[", 100'000) + many("]", 100'000);
  const std::string deep_objects = many(R"({"choices":)", 80'000) + "0" + many("}", 80'000);
  const std::string deep_content =
      R"({"choices":[{"message":{"content":"{\"title\":)" + deep + R"(}"}}]})";
  const RawReply replies[] = {
      status("302 Found", "Location: file:///etc/passwd\r\n"),
      status("302 Found", "Location: http://169.254.169.254/latest/\r\n"),
      status("401 Unauthorized", "",
             "Incorrect API key: sk-secret \x1B]0;x\x07\xC2\x9B"
             "2J"),
      page("sk-secret is your key \x1B[2J \u202E"),
      page(R"({"choices":[{"message":{"content":"sk-secret"}}]})"),
      page(deep),
      page(deep_objects),
      page(deep_content),
      page(many("x", 3 << 20)),
      page(R"({"choices":{"0":1},"choices":[],"usage":{"total_tokens":1e999}})"),
      page(R"({"choices":[[[]]],"usage":{"total_tokens":99999999999999999999}})"),
      {"SSH-2.0-OpenSSH\r\n"},
  };
  for (const RawReply& reply : replies) {
    INFO(reply.bytes.substr(0, 200));
    const Desk desk([&](const SeenRequest&) { return reply; });
    const Ran ran = desk.propose();
    INFO(ran.out << ran.err);
    CHECK(ran.status < 128);
    CHECK(count_of(ran.out, "0 proposed") == 1);
    CHECK_FALSE(desk.english());
    for (const std::string& said : {ran.out, ran.err}) {
      CHECK(clean_text(said) == said);
      CHECK(said.size() < 1000);
      CHECK(count_of(said, "sk-secret") == 0);
    }
    CHECK(desk.server().requests().size() == 1);
  }
}
