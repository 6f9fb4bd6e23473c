#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "render/zip.h"
#include "storage/notices.h"
#include "tests/app/program.h"

using namespace regwatch;
using namespace regwatch::testing;

namespace {

const std::string draft =
    "网络数据登记管理办法\n（征求意见稿）\n第一章 总则\n"
    "第一条 为了规范网络数据登记活动，根据有关法律，制定本办法。\n"
    "第二条 登记应当公开、公平、公正。\n"
    "第三条 鼓励行业组织制定自律规范。\n"
    "第四条 登记机构应当在十日内完成审核，并公布结果。\n";
const std::string final_text =
    "网络数据登记管理办法\n第一章 总则\n"
    "第一条 为了规范网络数据登记活动，根据有关法律、行政法规，制定本办法。\n"
    "第二条 登记应当公开、公平、公正。\n"
    "第三条 登记机构应当在五日内完成审核，并公布结果。\n";

bool holds(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

std::vector<std::string> paragraphs_of(const std::string& text) {
  std::vector<std::string> out;
  for (const auto& line : lines_of(text)) out.push_back(line);
  return out;
}

AttachmentState file_named(const char* name, const std::string& text) {
  AttachmentState file;
  file.attachment = {name, std::string("https://www.example.gov.cn/") + name};
  if (text.empty()) {
    file.problem = "HTTP status 404";
    return file;
  }
  file.sha256 = std::string(name) + std::to_string(text.size());
  file.text = DocumentText{DocumentText::Outcome::read, paragraphs_of(text), "docx 1", ""};
  return file;
}

Version version_of(const char* at, std::vector<std::string> paragraphs,
                   std::vector<AttachmentState> files = {}) {
  Version version;
  version.fetched_at = *parse_instant(at);
  version.article.title = "关于公开征求意见的通知";
  version.article.paragraphs = std::move(paragraphs);
  version.files = std::move(files);
  for (const auto& file : version.files) version.article.attachments.push_back(file.attachment);
  return version;
}

// An installation that knows three notices.
class Known {
 public:
  Known() {
    Database database(scratch_ / "regwatch.db");
    Transaction transaction(database);
    Notices notices(database);
    put(notices, "k7m3q9x",
        {version_of("2026-09-01T00:30:00Z", paragraphs_of(draft)),
         version_of("2026-09-18T00:30:00Z", paragraphs_of(final_text)),
         version_of("2026-09-19T00:30:00Z",
                    paragraphs_of(final_text + "第四条 本办法自公布之日起施行。\n"))});
    put(notices, "annced0",
        {version_of("2026-09-01T00:30:00Z", {"现将《办法》公开征求意见。"},
                    {file_named("起草说明.docx", draft), file_named("办法.docx", draft),
                     file_named("回执.docx", "")}),
         version_of("2026-09-18T00:30:00Z", {"现将《办法》再次公开征求意见。"},
                    {file_named("起草说明.docx", draft), file_named("办法.docx", final_text),
                     file_named("回执.docx", "")})});
    put(notices, "snce000", {version_of("2026-09-01T00:30:00Z", paragraphs_of(draft))});
    put(notices, "never00", {});
    transaction.commit();
    scratch_.write("draft.txt", draft);
  }

  Ran run(std::vector<std::string> arguments) const {
    arguments.insert(arguments.end(), {"--db", "regwatch.db"});
    return run_program(arguments, scratch_.path());
  }

 private:
  static void put(Notices& notices, const char* id, const std::vector<Version>& versions) {
    Notice notice;
    notice.id = id;
    notice.canonical = notice.url = std::string("https://www.example.gov.cn/") + id;
    notice.title = "关于公开征求意见的通知";
    notice.authority = "EXAMPLE";
    notices.put(notice);
    for (const Version& version : versions) notices.put_version(id, version);
  }

  Scratch scratch_;
};

}  // namespace

TEST_CASE("two text files are compared article by article") {
  const Scratch scratch;
  scratch.write("draft.txt", draft);
  scratch.write("final.txt", final_text);
  const Ran ran = run_program({"compare", "draft.txt", "final.txt"}, scratch.path());
  INFO(ran.out << ran.err);
  CHECK(ran.status == 0);
  CHECK(ran.err.empty());
  CHECK(holds(ran.out, "4 articles → 3: 1 deleted, 2 changed, 1 unchanged"));
  CHECK(holds(ran.out, "第三条: deleted"));
  CHECK(holds(ran.out, "第四条 → 第三条: changed, renumbered"));
  CHECK(holds(ran.out, "第二条: unchanged"));
  CHECK(holds(ran.out, "{+五日+}"));
  CHECK_FALSE(holds(ran.out, "登记应当公开"));
  const Ran all = run_program({"compare", "draft.txt", "final.txt", "--all"}, scratch.path());
  CHECK(holds(all.out, "登记应当公开"));
}

TEST_CASE("a comparison is given in each form, to a file or to standard output") {
  const Scratch scratch;
  scratch.write("draft.txt", draft);
  scratch.write("final.txt", final_text);
  const auto compare = [&](std::vector<std::string> options) {
    options.insert(options.begin(), {"compare", "draft.txt", "final.txt"});
    return run_program(options, scratch.path());
  };
  const auto json = nlohmann::json::parse(compare({"--json"}).out);
  CHECK(json["counts"]["deleted"] == 1);
  CHECK(json["title"] == "网络数据登记管理办法");
  CHECK(json["after"]["name"] == "final.txt");
  CHECK(compare({"--format", "json"}).out == compare({"--json"}).out);
  CHECK(holds(compare({"--format", "html"}).out, "<h1>网络数据登记管理办法</h1>"));
  CHECK(compare({"--format", "docx"}).out.starts_with("PK"));
  const Ran to_file = compare({"--format", "docx", "-o", "table.docx"});
  CHECK(to_file.status == 0);
  CHECK(to_file.out.empty());
  CHECK(scratch.read("table.docx") == compare({"--format", "docx"}).out);
  CHECK(holds(compare({"--side-by-side"}).out, " │ "));
  CHECK(compare({"-o", "no/such/folder/table.txt"}).status == 73);
  CHECK(compare({"--format", "pdf"}).status == 64);
  CHECK(compare({"--format", "html", "--json"}).status == 64);
  CHECK(compare({"--unified", "--side-by-side"}).status == 64);
}

TEST_CASE("a document is read for a comparison, and one that is no document is refused") {
  const Scratch scratch;
  std::string body;
  for (const auto& line : lines_of(draft))
    body += "<w:p><w:r><w:t xml:space=\"preserve\">" + line + "</w:t></w:r></w:p>";
  const std::string xml =
      "<?xml version=\"1.0\"?><w:document "
      "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>" +
      body + "</w:body></w:document>";
  scratch.write("draft.docx",
                zip_of({{"[Content_Types].xml", "<Types/>"}, {"word/document.xml", xml}}));
  scratch.write("broken.docx", zip_of({{"word/document.xml", xml}}).substr(0, 200));
  scratch.write("final.txt", final_text);
  const Ran ran = run_program({"compare", "draft.docx", "final.txt"}, scratch.path());
  INFO(ran.out << ran.err);
  CHECK(ran.status == 0);
  CHECK(holds(ran.out, "Before: draft.docx"));
  CHECK(holds(ran.out, "4 articles → 3: 1 deleted, 2 changed, 1 unchanged"));
  const Ran broken = run_program({"compare", "broken.docx", "final.txt"}, scratch.path());
  INFO(broken.out << broken.err);
  CHECK(broken.status == 65);
  CHECK(holds(broken.err, "broken.docx: "));
  CHECK(broken.out.empty());
}

TEST_CASE("the table as a document can be read again") {
  const Scratch scratch;
  scratch.write("draft.txt", draft);
  scratch.write("final.txt", final_text);
  run_program({"compare", "draft.txt", "final.txt", "--format", "docx", "-o", "table.docx"},
              scratch.path());
  const Ran ran = run_program({"read", "table.docx", "--json"}, scratch.path());
  INFO(ran.err);
  CHECK(ran.status == 0);
  CHECK(holds(ran.out, "鼓励行业组织制定自律规范"));
  CHECK(holds(ran.out, "4条 → 3条"));
}

TEST_CASE("saved pages are read by their reader, in their own charset") {
  const Scratch scratch;
  const std::string head =
      "<!-- saved from url=(0042)https://www.example.gov.cn/2026-09/18/1.htm -->\n"
      "<html><head><title>办法_某网站</title></head><body><div class=\"nav\"><a href=\"/\">首页</a>"
      "</div><h1>网络数据登记管理办法</h1><div id=\"zoom\">";
  const auto page_of = [&](const std::string& text) {
    return head + "<p>" + replace_all(text, "\n", "</p>\n<p>") + "</p></div></body></html>";
  };
  scratch.write("draft.html", page_of(draft));
  scratch.write("final.html", page_of(final_text));
  // GB18030 of 第一条 登记。 and 第一条 备案。
  scratch.write("gbk-a.txt", "\xB5\xDA\xD2\xBB\xCC\xF5 \xB5\xC7\xBC\xC7\xA1\xA3\n");
  scratch.write("gbk-b.txt", "\xB5\xDA\xD2\xBB\xCC\xF5 \xB1\xB8\xB0\xB8\xA1\xA3\n");
  const Ran pages = run_program({"compare", "draft.html", "final.html"}, scratch.path());
  INFO(pages.out << pages.err);
  CHECK(pages.status == 0);
  CHECK(holds(pages.out, "4 articles → 3: 1 deleted, 2 changed, 1 unchanged"));
  CHECK(holds(pages.out, "After:  网络数据登记管理办法 (final.html"));
  CHECK_FALSE(holds(pages.out, "首页"));
  const Ran texts = run_program({"compare", "gbk-a.txt", "gbk-b.txt"}, scratch.path());
  INFO(texts.out << texts.err);
  CHECK(holds(texts.out, "登记"));
  CHECK(holds(texts.out, "备案"));
}

TEST_CASE("what cannot be compared has its exit status and says why") {
  const Scratch scratch;
  scratch.write("draft.txt", draft);
  scratch.write("empty.txt", "\n \n");
  scratch.write("picture.png", std::string("\x89PNG\r\n\x1a\n\0\0\0\0", 12));
  scratch.write(
      "page.mhtml",
      "From: <Saved by Blink>\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\r\n"
      "<html><body>第一条</body></html>");
  scratch.write("answer.json", "{\"data\": {\"docTitle\": \"办法\"}}");
  scratch.write("gone.html",
                "<html><head><title>404 Not Found</title></head><body>404 Not Found</body></html>");
  struct Case {
    std::vector<std::string> arguments;
    int status;
    std::string said;
  };
  const Case cases[] = {
      {{"compare", "draft.txt"}, 64, "B is required"},
      {{"compare", "draft.txt", "missing.txt"}, 65, "missing.txt"},
      {{"compare", "draft.txt", "."}, 65, "directory"},
      {{"compare", "draft.txt", "empty.txt"}, 65, "holds no text"},
      {{"compare", "picture.png", "draft.txt"}, 65, "picture.png"},
      {{"compare", "page.mhtml", "draft.txt"}, 65, "save the page as HTML"},
      {{"compare", "answer.json", "draft.txt"}, 65, "--url-a"},
      {{"compare", "gone.html", "draft.txt"}, 1, "gone.html: broken: an error page"},
      {{"compare", "draft.txt", "zzzzzzz", "--db", "none.db"}, 74, "none.db"},
      {{"diff", "k7m3q9x", "1", "2", "3"}, 64, ""},
  };
  for (const auto& [arguments, status, said] : cases) {
    const Ran ran = run_program(arguments, scratch.path());
    INFO(join(arguments, " ") << ": " << ran.out << ran.err);
    CHECK(ran.status == status);
    CHECK(holds(ran.err + ran.out, said));
  }
}

TEST_CASE("a notice's versions are compared: the newest two, or those that are named") {
  const Known known;
  const Ran newest = known.run({"diff", "k7m3q9x"});
  INFO(newest.out << newest.err);
  CHECK(newest.status == 0);
  CHECK(holds(newest.out, "3 articles → 4: 1 added, 3 unchanged"));
  CHECK(holds(newest.out, "k7m3q9x@2, read 2026-09-18 08:30 China time"));
  CHECK(holds(known.run({"diff", "k7m3q9x", "1", "2"}).out, "4 articles → 3"));
  CHECK(holds(known.run({"diff", "k7m3q9x", "2", "1"}).out, "3 articles → 4"));
  CHECK(holds(known.run({"diff", "k7m3q9x", "1"}).out, "4 articles → 4"));
}

TEST_CASE("a notice, a version of it and a file may be compared with each other") {
  const Known known;
  CHECK(holds(known.run({"compare", "draft.txt", "k7m3q9x@1"}).out, "4 articles → 4: 4 unchanged"));
  CHECK(holds(known.run({"compare", "k7m3q9x@1", "k7m3q9x"}).out, "4 articles → 4"));
  CHECK(holds(known.run({"compare", "snce000", "annced0:2"}).out, "4 articles → 3"));
}

TEST_CASE("where the page only announces a document, the file that holds it is compared") {
  const Known known;
  const Ran ran = known.run({"diff", "annced0"});
  INFO(ran.out << ran.err);
  CHECK(ran.err.empty());
  CHECK(holds(ran.out, "4 articles → 3: 1 deleted, 2 changed, 1 unchanged"));
  CHECK(holds(ran.out, "annced0@2:2"));
  CHECK(holds(ran.out, "办法.docx"));
  CHECK(holds(ran.out, "file replaced: 办法.docx"));
  CHECK(holds(known.run({"diff", "annced0:1"}).out, "4 unchanged"));
}

TEST_CASE("what a notice does not have is said") {
  const Known known;
  struct Case {
    std::vector<std::string> arguments;
    int status;
    std::string said;
  };
  const Case cases[] = {
      {{"diff", "draft.txt"}, 64, "no notice has the id 'draft.txt'"},
      {{"diff", "k7m3q9x@2"}, 64, "names one version"},
      {{"diff", "zzzzzzz"}, 64, "no notice has the id 'zzzzzzz'"},
      {{"compare", "draft.txt", "zzzzzzz"}, 64, "no notice has the id 'zzzzzzz'"},
      {{"diff", "k7m3q9x", "1", "9"}, 64, "has no version 9; it has 3"},
      {{"compare", "draft.txt", "k7m3q9x@9"}, 64, "has no version 9"},
      {{"diff", "snce000"}, 64, "has one version only"},
      {{"diff", "never00"}, 64, "was not read yet"},
      {{"compare", "draft.txt", "never00"}, 64, "was not read yet"},
      {{"compare", "draft.txt", "annced0:7"}, 64, "has 3 files; there is no file 7"},
      {{"compare", "draft.txt", "k7m3q9x:1"}, 64, "has no files"},
      {{"compare", "draft.txt", "annced0:3"}, 65, "回执.docx): HTTP status 404"},
  };
  for (const auto& [arguments, status, said] : cases) {
    const Ran ran = known.run(arguments);
    INFO(join(arguments, " ") << ": " << ran.out << ran.err);
    CHECK(ran.status == status);
    CHECK(holds(ran.err, said));
    CHECK(ran.out.empty());
  }
}

TEST_CASE("hostile files send the terminal nothing but letters") {
  const Scratch scratch;
  std::string longest = "第一条 ";
  for (int i = 0; i < 400; ++i) longest += "应当依法登记网络数据";
  scratch.write("<b>\x1b[31m.txt",
                longest + "\x1b]0;x\x07\u202E。\n第二条 <script>甲</script>\xFF\xFE\n");
  scratch.write("b.txt", longest + "；\n第二条 <img src=x onerror=alert(1)>\u2066乙\n");
  for (const char* format : {"text", "html"}) {
    const Ran ran =
        run_program({"compare", "<b>\x1b[31m.txt", "b.txt", "--format", format}, scratch.path());
    INFO(ran.err);
    CHECK(ran.status == 0);
    CHECK(is_valid_utf8(ran.out));
    for (const char* control : {"\x1b", "\x07", "\u202E", "\u2066"})
      CHECK_FALSE(holds(ran.out, control));
    if (std::string_view(format) != "html") continue;
    for (const char* tag : {"<script", "<img"}) CHECK_FALSE(holds(ran.out, tag));
  }
}
