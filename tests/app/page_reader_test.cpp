#include "app/page_reader.h"

#include <catch2/catch.hpp>

#include <deque>

#include "base/sha256.h"
#include "tests/storage/workshop.h"

using namespace regwatch;

namespace {

/// A site in memory, that honours entity tags and remembers what it was asked.
class Site : public Fetcher {
 public:
  std::map<std::string, std::string> bodies;
  std::map<std::string, std::string> redirects;  ///< Address to final address.
  bool without_tags = false;                     ///< Sends whole what is asked for again.
  std::vector<std::string> asked;    ///< Addresses; `?` behind those asked for under conditions.
  std::vector<std::string> manners;  ///< With whose each of them was: ids of sources.

  void submit(FetchJob job, Done done) override { jobs_.push_back({std::move(job), done}); }
  void run() override {
    while (!jobs_.empty()) {
      auto [job, done] = std::move(jobs_.front());
      jobs_.pop_front();
      done(answer(job));
    }
  }
  bool holds_nothing_of(const Source&) const override { return false; }
  void sync_archive() override {}

 private:
  Response answer(const FetchJob& job) {
    const std::string& url = job.request.url;
    asked.push_back(url + (job.known.empty() ? "" : " ?"));
    manners.push_back(job.source->id);
    Response response;
    response.url = response.requested_url = url;
    response.fetched_at = at("2026-09-18T01:00:00Z");
    const auto body = bodies.find(url);
    const std::string tag =
        body == bodies.end() || without_tags ? "" : '"' + sha256_hex(body->second) + '"';
    response.status = body == bodies.end()                    ? 404
                      : !tag.empty() && job.known.etag == tag ? 304
                                                              : 200;
    response.headers = {
        {"Content-Type", url.find(".pdf") != url.npos ? "application/pdf" : "text/html"},
        {"ETag", tag}};
    if (const auto moved = redirects.find(url); moved != redirects.end())
      response.url = moved->second;
    if (response.status != 200) return response;
    response.body = body->second;
    response.body_sha256 = sha256_hex(response.body);
    return response;
  }

  std::deque<std::pair<FetchJob, Done>> jobs_;
};

const std::string cac = "https://www.cac.gov.cn/2026-09/18/c_1791482017777471";

std::string part_of(const std::string& text) {
  return "<html><head><meta charset=utf-8><title>关于某事的公告</title></head><body><div "
         "class=\"main-content\"><h1 class=\"title\">关于某事的公告</h1><div id=\"BodyLabel\"><p>" +
         text +
         "</p></div><div class=\"zwfenye\"><a href=\"c_1791482017777471_2.htm\">2</a><a "
         "href=\"c_1791482017777471_3.htm\">3</a></div></div></body></html>";
}

std::string page_with_file(const std::string& address) {
  return "<html><head><meta charset=utf-8><title>关于某事的通知全文</title></head><body><div "
         "id=\"zoom\"><p>"
         "为了规范有关活动，保护公民、法人和其他组织的合法权益，现就有关事项通知如下。"
         "</p><a href=\"" +
         address + "\">附件</a></div></body></html>";
}

/// A notice whose page is looked at over and over.
class Looks {
 public:
  Site site;

  PageReading look(const std::string& url) {
    site.asked.clear();
    std::optional<PageReading> reading;
    read_page(world_, {url, &source_, validators_, [this] { return notices_.newest_version("a"); }},
              [&](PageReading done) { reading = std::move(done); });
    site.run();
    validators_ = reading->validators;
    if (reading->outcome == PageReading::Outcome::read) {
      notices_.put(notice_named("a"));
      notices_.put_version("a", *reading->version);
    }
    return std::move(*reading);
  }

  /// Stores the newest version as if a reader of old had found nothing but words in it.
  void forget_facts() {
    Version version = *notices_.newest_version("a");
    version.reader = "generic/0";
    version.article.facts = {};
    notices_.read_anew("a", version.number, version);
  }

  /// What the reader of documents makes of each file.
  void read_files_as(const DocumentText& text) {
    world_.read_document = [this, text](DocumentJob, std::function<void(DocumentText)> done) {
      ++documents_read;
      done(text);
    };
  }
  int documents_read = 0;

  /// Another institution is watched as well.
  void watch(const std::string& id, const std::string& url) {
    sources_.emplace_back();
    sources_.back().id = id;
    sources_.back().url = url;
  }

 private:
  Workshop workshop_;
  Database database_{workshop_ / "a.db"};
  Notices notices_{database_};
  Source source_;
  std::vector<Source> sources_;
  std::vector<Subscription> subscriptions_;
  ChannelContext channels_;
  Validators validators_;
  World world_{database_, site, {}, sources_, subscriptions_, channels_, at("2026-09-18T01:00:00Z"),
               {},        {},   {}};
};

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("a page and its files are asked for under conditions") {
  const std::string url = "https://www.example.gov.cn/1.html";
  Looks looks;
  looks.site.bodies[url] = page_with_file("/f.pdf?t=1790000001");
  looks.site.bodies["https://www.example.gov.cn/f.pdf?t=1790000001"] = "%PDF-1.4";
  CHECK(looks.look(url).outcome == PageReading::Outcome::read);
  CHECK(looks.look(url).outcome == PageReading::Outcome::unchanged);
  CHECK(looks.site.asked == Texts{url + " ?", "https://www.example.gov.cn/f.pdf?t=1790000001 ?"});

  // Another moment in the file's address: the file is the same, and not sent again.
  auto& page = looks.site.bodies[url];
  page.replace(page.find("1790000001"), 10, "1790000002");
  looks.site.bodies["https://www.example.gov.cn/f.pdf?t=1790000002"] = "%PDF-1.4";
  const PageReading moved = looks.look(url);
  CHECK(looks.site.asked.back() == "https://www.example.gov.cn/f.pdf?t=1790000002 ?");
  CHECK(moved.version->files.at(0).sha256 == moved.known->files.at(0).sha256);
  CHECK(moved.version->files.at(0).attachment.url ==
        "https://www.example.gov.cn/f.pdf?t=1790000002");
}

TEST_CASE("a notice that leads to the site's front page is neither read nor gone") {
  const std::string url = "https://www.example.gov.cn/1.html";
  Looks looks;
  looks.site.bodies[url] = page_with_file("/f.pdf");
  looks.site.redirects[url] = "https://www.example.gov.cn/";
  const PageReading reading = looks.look(url);
  CHECK(reading.outcome == PageReading::Outcome::failed);
  CHECK(reading.problem.find("front page") != std::string::npos);
}

TEST_CASE("a notice that is a file is read without a page, and is gone when the file is") {
  const std::string url = "https://www.caict.ac.cn/kxyj/qwfb/bps/202602/P020260202487301304903.pdf";
  Looks looks;
  looks.site.bodies[url] = "%PDF-1.4";
  DocumentText text;
  text.outcome = DocumentText::Outcome::read;
  text.paragraphs = {"数据要素统计办法", "本办法自2026年3月1日起施行。"};
  looks.read_files_as(text);
  const PageReading first = looks.look(url);
  REQUIRE(first.outcome == PageReading::Outcome::read);
  CHECK(looks.site.asked == Texts{url});
  CHECK(first.version->article.published == make_date(2026, 2, 2));
  CHECK(first.version->article.facts.effective_date == make_date(2026, 3, 1));
  REQUIRE(first.version->files.size() == 1);
  CHECK(first.version->files[0].attachment.name == "P020260202487301304903.pdf");
  CHECK(first.version->body_sha256 == sha256_hex("%PDF-1.4"));

  CHECK(looks.look(url).outcome == PageReading::Outcome::unchanged);
  CHECK(looks.site.asked == Texts{url + " ?"});

  looks.site.bodies[url] = "%PDF-1.7";
  CHECK(looks.look(url).outcome == PageReading::Outcome::read);
  looks.site.bodies[url] = "<html><body>系统维护</body></html>";
  CHECK(looks.look(url).outcome == PageReading::Outcome::failed);
  looks.site.bodies.erase(url);
  CHECK(looks.look(url).outcome == PageReading::Outcome::gone);
}

TEST_CASE("a link and a file are asked for with the manners of their host") {
  const std::string url = "https://www.example.gov.cn/1.html";
  Looks looks;
  looks.watch("example-rules", "https://www.example.gov.cn/rules/");
  looks.watch("files-list", "https://files.example.net/");
  looks.site.bodies[url] = page_with_file("https://files.example.net/f.pdf");
  looks.site.bodies["https://files.example.net/f.pdf"] = "%PDF-1.4";
  CHECK(looks.look(url).outcome == PageReading::Outcome::read);
  CHECK(looks.site.manners == Texts{"example-rules", "files-list"});
}

TEST_CASE("a challenge in place of a file is named") {
  const std::string url = "https://www.example.gov.cn/1.html";
  Looks looks;
  looks.site.bodies[url] = page_with_file("/f.pdf");
  looks.site.bodies["https://www.example.gov.cn/f.pdf"] =
      "<html><script>$_ts=window['$_ts'];</script><body></body></html>";
  const PageReading reading = looks.look(url);
  REQUIRE(reading.version);
  CHECK(reading.version->files.at(0).problem.find("Ruishu") != std::string::npos);
  CHECK(reading.version->files.at(0).problem.find("browser-if-blocked") != std::string::npos);
}

TEST_CASE("a file whose reader died or was not there is read again, another is not") {
  const std::string url = "https://www.example.gov.cn/1.html";
  Looks looks;
  looks.site.bodies[url] = page_with_file("/f.pdf");
  looks.site.bodies["https://www.example.gov.cn/f.pdf"] = "%PDF-1.4";
  looks.site.without_tags = true;
  using enum DocumentText::Outcome;
  looks.read_files_as({failed, {}, "", "the reader of the PDF died of signal 9"});
  CHECK(looks.look(url).outcome == PageReading::Outcome::read);
  CHECK(looks.look(url).outcome == PageReading::Outcome::unchanged);
  CHECK(looks.documents_read == 2);
  looks.read_files_as(
      {failed, {}, "", "the reader of the PDF ended before its time, with status 1"});
  CHECK(looks.look(url).outcome == PageReading::Outcome::read);
  looks.read_files_as({scanned, {}, "pdf 1", "pictures of text (tesseract is not installed)"});
  CHECK(looks.look(url).outcome == PageReading::Outcome::read);
  looks.read_files_as({failed, {}, "", "the reader of the PDF was stopped after 30 s"});
  CHECK(looks.look(url).outcome == PageReading::Outcome::read);
  CHECK(looks.look(url).outcome == PageReading::Outcome::unchanged);
  CHECK(looks.documents_read == 5);
  looks.site.bodies["https://www.example.gov.cn/f.pdf"] = "%PDF-1.5";
  looks.read_files_as({read, {"第一条"}, "ocr 1", ""});
  const PageReading whole = looks.look(url);
  CHECK(whole.outcome == PageReading::Outcome::read);
  CHECK(whole.version->files.at(0).text->paragraphs == Texts{"第一条"});
  CHECK(looks.documents_read == 6);
  CHECK(looks.look(url).outcome == PageReading::Outcome::unchanged);
  CHECK(looks.documents_read == 6);
}

TEST_CASE("the same bytes are read again once there is another reader") {
  const std::string url = "https://www.example.gov.cn/1.html";
  Looks looks;
  std::string page = page_with_file("/f.pdf");
  const std::string deadline = "<p>意见反馈截止时间为2026年10月17日。</p>";
  looks.site.bodies[url] = page.insert(page.find("<a "), deadline);
  looks.site.without_tags = true;
  CHECK(looks.look(url).version->article.facts.comment_deadline);
  CHECK(looks.look(url).outcome == PageReading::Outcome::unchanged);
  looks.forget_facts();
  const PageReading anew = looks.look(url);
  CHECK(anew.outcome == PageReading::Outcome::read);
  CHECK_FALSE(anew.known->article.facts.comment_deadline);
  CHECK(anew.version->article.facts.comment_deadline == parse_date("2026-10-17"));
  CHECK(anew.version->reader != "generic/0");
  CHECK(looks.look(url).outcome == PageReading::Outcome::unchanged);
}

TEST_CASE("a split article is unchanged when all its parts are, and read whole when one is not") {
  Looks looks;
  const std::string url = cac + ".htm";
  looks.site.bodies[url] = part_of("第一部分说明了有关事项的背景和总体要求，请各单位遵照执行。");
  looks.site.bodies[cac + "_2.htm"] = part_of("第二部分规定了处5万元以上10万元以下罚款的情形。");
  looks.site.bodies[cac + "_3.htm"] = part_of("第三部分规定了施行的日期，自2026年11月1日起施行。");
  const PageReading first = looks.look(url);
  REQUIRE(first.outcome == PageReading::Outcome::read);
  CHECK(first.version->article.paragraphs.size() == 3);
  CHECK(looks.look(url).outcome == PageReading::Outcome::unchanged);
  CHECK(looks.site.asked == Texts{url, cac + "_2.htm", cac + "_3.htm"});

  looks.site.bodies[cac + "_3.htm"] = part_of("第三部分规定了施行的日期，自2026年12月1日起施行。");
  const PageReading again = looks.look(url);
  REQUIRE(again.outcome == PageReading::Outcome::read);
  REQUIRE(again.version->article.paragraphs.size() == 3);
  CHECK(again.version->article.paragraphs[0] == first.version->article.paragraphs[0]);
  CHECK(again.version->article.paragraphs[2] != first.version->article.paragraphs[2]);

  looks.site.bodies[url] = part_of("第一部分说明了有关事项的背景，请各单位遵照执行。");
  CHECK(looks.look(url).outcome == PageReading::Outcome::read);
  looks.site.bodies[cac + "_2.htm"] = "";
  const PageReading broken = looks.look(url);
  CHECK(broken.outcome == PageReading::Outcome::failed);
  CHECK(broken.problem.find("part 2") != std::string::npos);
}
