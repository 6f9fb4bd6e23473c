// A month as a newsletter, from the database to what readers that are not ours make of it.

#include <catch2/catch.hpp>

#include <sys/wait.h>

#include <cstdlib>

#include "base/text.h"
#include "tests/app/program.h"
#include "tests/storage/workshop.h"

using namespace regwatch;
using namespace regwatch::testing;

namespace {

const std::string hostile_titles[] = {
    "<script>alert(1)</script>",
    "=cmd|' /C calc'!A0",
    "\u202Edesrever 关于",
    "关于\r\nBcc: victim@example.com\r\n\r\n# heading",
    "1. [link](http://evil.example/) ![image](http://evil.example/x.png)",
    "]]></w:t></w:r><w:p/> --> & &lt; \"'",
    std::string("nul\0 ill \xff\xc3( formed", 20),
};

Notice regulatory(const std::string& id, const std::string& title) {
  Notice notice = notice_named(id, title, "2022-04-08T00:30:00Z");
  notice.published = day("2022-04-08");
  notice.authority = "CAC";
  notice.classification.kind = Kind::rule;
  notice.classification.section = NewsSection::regulatory;
  return notice;
}

class Office {
 public:
  Office() {
    scratch.write("sources.toml", "# none\n");
    Database database(scratch.path() / "a.db");
    Notices notices(database);
    for (const std::string& title : hostile_titles)
      notices.put(regulatory("hostile" + std::to_string(++count), title));
    std::string longest;
    while (longest.size() < 3 * 380) longest += "长";
    Notice draft = regulatory("draft", longest);
    draft.classification.kind = Kind::draft;
    draft.classification.topics = {{"data_protection", {"数据"}}};
    draft.facts.comment_deadline = day("2022-05-08");
    notices.put(draft);
    notices.put_english("draft", {"Measures *for* <Data>", "", true, ""},
                        at("2022-04-08T01:00:00Z"));
    Notice tender = regulatory("tender", "关于采购办公桌的公告");
    tender.classification.section.reset();
    tender.classification.kind = Kind::other;
    notices.put(tender);
  }

  Ran ask(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), {"export", "newsletter"});
    for (const char* word :
         {"--db", "a.db", "--sources", "sources.toml", "--now", "2022-05-05T00:30:00Z"})
      arguments.push_back(word);
    return run_program(arguments, scratch.path());
  }

  Ran april(std::vector<std::string> arguments = {}) const {
    arguments.insert(arguments.begin(), {"--month", "2022-04"});
    return ask(std::move(arguments));
  }

  /// What another program says of a file here. Its status must be 0.
  std::string said_by(const std::string& program, const std::string& file) const {
    const std::string command =
        "cd " + scratch.text() + " && " + program + " " + file + " >said 2>complaint";
    const int status = std::system(command.c_str());
    INFO(scratch.read("complaint"));
    CHECK(WEXITSTATUS(status) == 0);
    return scratch.read("said");
  }

  Scratch scratch;
  int count = 0;
};

const std::string reader = "/usr/bin/python3 " REGWATCH_SOURCE_DIR "/tests/app/read_newsletter.py";

}  // namespace

TEST_CASE("no title of a stranger is markup to a reader of Markdown") {
  const Office office;
  const Ran ran = office.april({"-o", "april.md"});
  INFO(ran.err);
  REQUIRE(ran.status == 0);
  CHECK(ran.out.empty());
  const std::string page = office.said_by("cmark --unsafe", "april.md");
  INFO(page);
  CHECK(count_of(page, "<h1>") == 1);
  CHECK(count_of(page, "<h2>") == 2);
  CHECK(count_of(page, "<ol>") == 1);
  CHECK(count_of(page, "<ul>") == 2);
  CHECK(count_of(page, "<li>") == 2 + 1 + 8);
  CHECK(count_of(page, "<strong>Measures *for* &lt;Data&gt;</strong>") == 1);
  for (const char* none : {"<script", "<img", "evil.example/\"", "<em>", "<h3", "<code", "\u202E"})
    CHECK(count_of(page, none) == 0);
  CHECK(count_of(page, "&lt;script&gt;alert(1)&lt;/script&gt;") > 0);
}

TEST_CASE("a strict reader finds no error in the HTML, and nothing that loads or runs") {
  const Office office;
  REQUIRE(office.april({"--format", "html", "-o", "april.html"}).status == 0);
  const std::string said = office.said_by(reader, "april.html");
  INFO(said);
  CHECK(count_of(said, "ACTIVE") == 0);
  CHECK(count_of(said, "h1 China cybersecurity and data law\n") == 1);
  CHECK(count_of(said, "h2 Open for comment\n") == 1);
  CHECK(count_of(said, "\nh3 ") == 8);
  CHECK(count_of(said, "link http") == 8);
  CHECK(count_of(said, "link https://www.example.gov.cn/") == 8);
}

TEST_CASE("Word's readers find headings that number themselves, and links") {
  const Office office;
  REQUIRE(office.april({"--format", "docx", "-o", "april.docx"}).status == 0);
  const std::string said = office.said_by(reader, "april.docx");
  INFO(said);
  CHECK(count_of(said, "property China cybersecurity and data law\n") == 1);
  CHECK(count_of(said, "Title China cybersecurity and data law\n") == 1);
  CHECK(count_of(said, "Heading 1 Regulatory Developments\nlevel 0 of list 1\n") == 1);
  CHECK(count_of(said, "Heading 2 ") == 8);
  CHECK(count_of(said, "level 1 of list 1\n") == 8);
  CHECK(count_of(said, "Heading 2 Measures *for* <Data>\n") == 1);
  CHECK(count_of(said, "(<script>alert(1)</script>)") == 1);
  CHECK(count_of(said, "link https://www.example.gov.cn/") == 8);

  const Ran again = office.april({"--format", "docx"});
  CHECK(again.out == office.scratch.read("april.docx"));
}

TEST_CASE("a document whose styles were changed gives its look, and one without them is refused") {
  const Office office;
  REQUIRE(office.april({"--format", "docx", "-o", "templates/newsletter.docx"}).status == 73);
  office.scratch.write("templates/x", "");
  office.scratch.write("regwatch.toml", "[newsletter]\ntemplates = \"templates\"\n");
  REQUIRE(office.april({"--format", "docx", "-o", "templates/newsletter.docx"}).status == 0);
  const std::string plain = office.scratch.read("templates/newsletter.docx");
  CHECK(office.april({"--format", "docx"}).out == plain);

  // As Word in Chinese saves it: the same names, other ids.
  const std::string renamed =
      "/usr/bin/python3 -c \"import docx; d = docx.Document('templates/newsletter.docx'); "
      "d.styles['Heading 2'].element.styleId = 'a7'; d.save('theirs.docx')\"";
  office.said_by(renamed, "");
  REQUIRE(office.april({"--format", "docx", "--template", "theirs.docx", "-o", "o.docx"}).status ==
          0);
  CHECK(count_of(office.said_by(reader, "o.docx"), "Heading 2 ") == 8);

  const std::string stripped =
      "/usr/bin/python3 -c \"import docx; d = docx.Document(); d.save('theirs.docx')\"";
  office.said_by(stripped, "");
  const Ran refused = office.april({"--format", "docx", "--template", "theirs.docx"});
  CHECK(refused.status == 65);
  CHECK(count_of(refused.err, "theirs.docx: has no style 'Newsletter") == 1);
  office.scratch.write("theirs.docx", "no document");
  CHECK(office.april({"--format", "docx", "--template", "theirs.docx"}).status == 65);
  CHECK(office.april({"--format", "html", "--template", "theirs.docx"}).status == 64);
}

TEST_CASE("templates of a directory and of the command line take the place of the built-in ones") {
  const Office office;
  office.scratch.write("regwatch.toml",
                       "[newsletter]\ntitle = \"Our Letter\"\ntemplates = \"templates\"\n");
  office.scratch.write("templates/newsletter.md.mustache", "{{title}}, {{month}}\n");
  CHECK(office.april().out == "Our Letter, April 2022\n");
  CHECK(office.april({"--title", "Another"}).out == "Another, April 2022\n");
  office.scratch.write("own", "{{count}}\n");
  CHECK(office.april({"--template", "own"}).out == "8 items\n");

  office.scratch.write("own", "\n\n{{cuont}}\n");
  const Ran broken = office.april({"--template", "own", "-o", "kept"});
  CHECK(broken.status == 65);
  CHECK(count_of(broken.err, "own:3: 'cuont' is no value of this template") == 1);
  CHECK_FALSE(std::filesystem::exists(office.scratch.path() / "kept"));
  CHECK(office.april({"--template", "nowhere"}).status == 65);
  office.scratch.write("own", "<a>{{title}}");
  const Ran no_xml = office.april({"--format", "docx", "--template", "own"});
  CHECK(no_xml.status == 65);
  CHECK(count_of(no_xml.err, "own: what it makes is no XML") == 1);

  office.scratch.write("regwatch.toml", "[newsletter]\ntemplates = \"nowhere\"\n");
  CHECK(office.april().status == 78);
  office.scratch.write("regwatch.toml", "[newsletter]\ntitel = \"x\"\n");
  CHECK(office.april().status == 78);
}

TEST_CASE("the editor is told what a reader need not know") {
  const Office office;
  const Ran all = office.april();
  CHECK(count_of(all.err, "2022-04: 8 items, 7 in English that nobody wrote") == 1);
  CHECK(count_of(all.err, "left out, for no newsletter prints them: 1 notice\n") == 1);
  CHECK(count_of(all.out, "<!-- 1 notice of the month") == 1);

  CHECK(count_of(office.april({"--relevant"}).err, "2022-04: 1 item") == 1);
  const Ran none = office.april({"--section", "enforcement,industry"});
  CHECK(none.status == 0);
  CHECK(count_of(none.out, "No item of April 2022 stands in a section of this newsletter.") == 1);

  const Ran before = office.ask({"--month", "2021-03"});
  CHECK(before.status == 0);
  CHECK(count_of(before.err, "2021-03: no items") == 1);
  CHECK(count_of(office.ask({"--month", "2022-05"}).err, "2022-05: no items so far") == 1);
}

TEST_CASE("a month that is none, is to come, or is not named is an error of usage") {
  const Office office;
  for (const char* month : {"2022-13", "2022-4", "april", "2022-06", "2022-04-01", ""}) {
    INFO(month);
    CHECK(office.ask({"--month", month}).status == 64);
  }
  CHECK(office.ask({}).status == 64);
  CHECK(office.april({"--format", "pdf"}).status == 64);
  CHECK(office.april({"--section", "sports"}).status == 64);
  CHECK(office.april({"-o", "no/such/directory/x"}).status == 73);
}
