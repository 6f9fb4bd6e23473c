#include <catch2/catch.hpp>
#include <set>

#include "tests/app/program.h"

using namespace regwatch::testing;

// Sources that nobody wrote code for, from their list to the notices that are remembered.

namespace {

const std::string host = "https://www.example.gov.cn";

class SavedSite {
 public:
  void add(const std::string& path, const std::string& type, const std::string& body) {
    const std::string file = "c" + std::to_string(++captures_);
    scratch_.write(file, body);
    manifest_ += file + "\t" + host + path + "\t" + type + "\t2026-09-19T00:00:00Z\ttest\t200\n";
  }

  void add_article(const std::string& path, const std::string& title) {
    add(path, "text/html; charset=utf-8",
        "<html><head><meta charset=utf-8><meta name=ArticleTitle content='" + title + "'><title>" +
            title + "</title></head><body><div class=TRS_Editor><p>" +
            "为了规范有关活动，保护公民、法人和其他组织的合法权益，根据有关法律法规，现就有关事项通"
            "知如下。"
            "</p><p>" +
            title + "的正文，自2026年10月1日起施行。</p></div></body></html>");
  }

  /// Runs over what was added, and gives the titles that are known then.
  std::set<std::string> titles(const std::string& sources) {
    scratch_.write("sources.toml", sources);
    scratch_.write("manifest.tsv", manifest_);
    REQUIRE(run({"archive", "pack", "manifest.tsv", "-o", "now.warc.gz"}).status == 0);
    const Ran pass = run({"run", "--all", "--sources", "sources.toml", "--db", "regwatch.db",
                          "--replay", "now.warc.gz", "--now", "2026-09-19T01:00:00Z"});
    INFO(pass.out << pass.err);
    CHECK(pass.status == 0);
    std::set<std::string> titles;
    const std::string key = "\"title\":\"";
    for (const auto& line : lines_of(
             run({"items", "--json", "--db", "regwatch.db", "--sources", "sources.toml"}).out)) {
      const auto begin = line.find(key);
      if (begin == line.npos) continue;
      titles.insert(
          line.substr(begin + key.size(), line.find('"', begin + key.size()) - begin - key.size()));
    }
    return titles;
  }

 private:
  Ran run(const std::vector<std::string>& arguments) {
    return run_program(arguments, scratch_.path());
  }
  Scratch scratch_;
  std::string manifest_;
  int captures_ = 0;
};

std::string sitemap_of(const std::vector<std::string>& paths, const std::string& day) {
  std::string xml = "<?xml version=\"1.0\"?><urlset>";
  for (const auto& path : paths)
    xml += "<url><loc>" + host + path + "</loc><lastmod>" + day + "</lastmod></url>";
  return xml + "</urlset>";
}

}  // namespace

TEST_CASE("an index of sitemaps is read child by child, and titles come from the pages") {
  SavedSite site;
  site.add("/sitemap.xml", "application/xml",
           "<sitemapindex><sitemap><loc>" + host +
               "/old.xml</loc><lastmod>2026-08-31</lastmod></sitemap><sitemap><loc>" + host +
               "/new.xml</loc><lastmod>2026-09-18</lastmod></sitemap></sitemapindex>");
  site.add("/new.xml", "application/xml",
           sitemap_of({"/tzgg/2.html", "/about.html"}, "2026-09-18"));
  site.add("/old.xml", "application/xml", sitemap_of({"/tzgg/1.html"}, "2026-08-31"));
  site.add_article("/tzgg/1.html", "关于甲办法的通知");
  site.add_article("/tzgg/2.html", "关于乙办法的通知");
  CHECK(site.titles("[[source]]\nid = \"a\"\nauthority = \"EXAMPLE\"\nurl = \"" + host +
                    "/sitemap.xml\"\nparser = \"sitemap\"\nmatch = \"/tzgg/\"\n") ==
        std::set<std::string>{"关于甲办法的通知", "关于乙办法的通知"});
}

TEST_CASE("JSON in pages and a feed are read from list to notice") {
  SavedSite site;
  for (const std::string number : {"1", "2"}) {
    site.add("/api/list?p=" + number, "application/json",
             "{\"data\":{\"total\":2,\"rows\":[{\"id\":" + number + ",\"name\":\"关于第" + number +
                 "号办法的通知\",\"time\":\"2026091" + number + "080000\"}]}}");
    site.add_article("/view?id=" + number, "关于第" + number + "号办法的通知");
  }
  site.add("/rss.xml", "text/xml",
           "<?xml version=\"1.0\" encoding=\"utf-8\"?><rss version=\"2.0\"><channel><item><title>"
           "关于丙办法的公告</title><link>/tzgg/3.html</link><pubDate>Fri, 18 Sep 2026 01:00:00 GMT"
           "</pubDate></item></channel></rss>");
  site.add_article("/tzgg/3.html", "关于丙办法的公告");
  CHECK(site.titles("[[source]]\nid = \"a\"\nauthority = \"EXAMPLE\"\nurl = \"" + host +
                    "/api/list?p=1\"\nparser = \"json\"\nrows = \"data.rows\"\ntitle = \"name\"\n"
                    "link = \"/view?id={id}\"\ndate = \"time\"\ntotal = \"data.total\"\n"
                    "page = \"p\"\n"
                    "[[source]]\nid = \"b\"\nauthority = \"EXAMPLE\"\nurl = \"" +
                    host + "/rss.xml\"\nparser = \"feed\"\n") ==
        std::set<std::string>{"关于第1号办法的通知", "关于第2号办法的通知", "关于丙办法的公告"});
}
