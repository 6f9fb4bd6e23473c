#include <catch2/catch.hpp>

#include <set>

#include "base/text.h"
#include "base/time.h"
#include "tests/app/program.h"

using namespace regwatch;
using namespace regwatch::testing;

// Weeks of captures of one site, in which only some differences are changes. Every alarm that is
// raised and none that is true, and every change of which none is raised, fails the test.

namespace {

using Texts = std::vector<std::string>;

/// One notice of the site, as it stands at the moment.
struct Page {
  std::string title;
  std::string published;
  Texts text;
  std::map<std::string, std::string> files;  ///< Name to bytes.
  std::string file_query;                    ///< Behind each file's address.
  int frame = 0;
  int visits = 100;
  Texts related;
  bool gone = false;
  bool listed = true;
};

const std::string host = "https://www.example.gov.cn";

std::string address_of(const Page& page) {
  return host + "/tzgg/" + page.published + "/" + std::to_string(page.title.size()) + ".html";
}
std::string file_address(const Page& page, const std::string& name) {
  return host + "/files/" + page.published + "-" + std::to_string(page.title.size()) + "-" +
         std::to_string(name.size()) + ".pdf" + page.file_query;
}

std::string paragraphs_of(const Page& page, const std::string& open, const std::string& close) {
  std::string html;
  for (const auto& text : page.text) {
    if (text.find('\t') == std::string::npos) {
      html += open + text + close + "\n";
      continue;
    }
    html += "<table><tr>";
    for (const auto cell : split(text, '\t')) html += "<td>" + std::string(cell) + "</td>";
    html += "</tr></table>";
  }
  for (const auto& [name, bytes] : page.files)
    html += open + "<a href=\"" + file_address(page, name) + "\">" + name + "</a>" + close;
  return html;
}

std::string related_of(const Page& page) {
  if (page.related.empty()) return "";
  std::string html = "<p>相关链接</p>";
  for (const auto& title : page.related) html += "<p><a href=\"/x.html\">" + title + "</a></p>";
  return html;
}

std::string html_of(const Page& page, const std::string& now) {
  const std::string visits = std::to_string(page.visits);
  std::string body;
  if (page.frame == 0) {
    body = "<div class=\"crumb\">当前位置：首页 &gt; 通知公告</div><h1>" + page.title +
           "</h1><p>发布时间：" + page.published + " 来源：某某局 浏览次数：" + visits +
           "</p><div class=\"TRS_Editor\">" + paragraphs_of(page, "<p>", "</p>") +
           related_of(page) + "</div><p>上一篇：没有了</p><p>页面生成时间：" + now + "</p>";
  } else {
    body =
        "<div class=\"top\"><a href=\"/\">首页</a> <a href=\"/a\">政务公开</a></div><div "
        "id=\"zoom\"><p>" +
        page.title + "</p><p>" + page.published + " 10:00　来源：某某局　阅读：<span>" + visits +
        "</span></p>" + paragraphs_of(page, "&nbsp;&nbsp;", "<br>") +
        "<p>【打印】【关闭】</p><p>责任编辑：张三</p>" + related_of(page) +
        "</div><div class=\"bottom\">主办：某某局 京ICP备05070218号</div>";
  }
  return "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>" + page.title +
         "</title></head><body>" + body + "</body></html>";
}

/// The alarms of one pass: `amended 关于甲`.
using Alarms = std::multiset<std::string>;

/// The site, and the program that watches it.
class Timeline {
 public:
  Timeline() {
    scratch_.write("sources.toml",
                   "[[source]]\nid = \"example\"\nauthority = \"EXAMPLE\"\nurl = \"" + host +
                       "/tzgg/\"\nparser = \"html_list\"\nitem = \"ul.list > li\"\n"
                       "title = \"a@title\"\nlink = \"a@href\"\ndate = \"span\"\n");
    scratch_.write("regwatch.toml",
                   "[[subscription]]\nname = \"log\"\nchannel = \"log\"\npath = "
                   "\"alerts.jsonl\"\nnotices = true\n"
                   "[[subscription]]\nname = \"morning\"\nchannel = \"log\"\npath = "
                   "\"daily.jsonl\"\nnotices = true\nwhen = \"daily 08:30 Asia/Shanghai\"\n"
                   "[[subscription]]\nname = \"word\"\nchannel = \"log\"\npath = "
                   "\"word.jsonl\"\nwords = [\"量子\"]\n");
  }

  std::map<std::string, Page> pages;

  /// Captures the whole site at that moment, and lets the program read it.
  Ran pass(const std::string& now, const std::map<std::string, std::string>& environment = {}) {
    pack(now);
    return replay(now, environment);
  }

  Ran replay(const std::string& now, const std::map<std::string, std::string>& environment = {}) {
    return run_program({"run", "--all", "--config", "regwatch.toml", "--sources", "sources.toml",
                        "--db", "regwatch.db", "--replay", "now.warc.gz", "--now", now},
                       scratch_.path(), environment);
  }

  /// What was told at once since the last call.
  Alarms alarms() { return alarms_in("alerts.jsonl", told_); }
  /// What the morning's digest told since the last call.
  Alarms digest() { return alarms_in("daily.jsonl", told_daily_); }

  /// What was told of notices that hold 量子.
  Alarms of_word() { return alarms_in("word.jsonl", told_of_word_); }

  Ran ask(std::vector<std::string> arguments) {
    arguments.insert(arguments.end(), {"--db", "regwatch.db", "--sources", "sources.toml"});
    return run_program(arguments, scratch_.path());
  }

  std::string id_of(const std::string& title) {
    for (const auto& line : lines_of(ask({"items", "--json"}).out)) {
      if (field(line, "title") == title) return field(line, "id");
    }
    return "";
  }

  int captures() const { return captures_; }

 private:
  static std::string field(const std::string& line, const std::string& name) {
    const std::string key = "\"" + name + "\":\"";
    const auto at = line.find(key);
    if (at == std::string::npos) return "";
    const auto begin = at + key.size();
    return line.substr(begin, line.find('"', begin) - begin);
  }

  Alarms alarms_in(const std::string& file, std::size_t& told) {
    Alarms out;
    const auto lines = lines_of(scratch_.read(file));
    for (std::size_t i = told; i < lines.size(); ++i) {
      const std::string& line = lines[i];
      if (line.find("\"type\":\"change\"") == std::string::npos) continue;
      out.insert(field(line, "change") + " " + field(line, "title"));
    }
    told = lines.size();
    return out;
  }

  void add(std::string& manifest, const std::string& url, const std::string& type,
           const std::string& body, const std::string& now, const std::string& status = "200") {
    const std::string file = "c" + std::to_string(++captures_);
    scratch_.write(file, body);
    manifest += file + "\t" + url + "\t" + type + "\t" + now + "\ttest\t" + status + "\n";
  }

  void pack(const std::string& now) {
    std::string manifest;
    std::string rows;
    for (const auto& [key, page] : pages) {
      const std::string url = address_of(page);
      if (page.listed)
        rows += "<li><a href=\"" + url + "\" title=\"" + page.title + "\">" + page.title +
                "</a><span>" + page.published + "</span></li>";
      add(manifest, url, "text/html; charset=utf-8",
          page.gone ? "<html><title>404 Not Found</title></html>" : html_of(page, now), now,
          page.gone ? "404" : "200");
      for (const auto& [name, bytes] : page.files)
        add(manifest, file_address(page, name), "application/pdf", bytes, now);
    }
    add(manifest, host + "/tzgg/", "text/html; charset=utf-8",
        "<!DOCTYPE html><html><head><meta "
        "charset=\"utf-8\"><title>通知公告</title></head><body><ul "
        "class=\"list\">" +
            rows + "</ul></body></html>",
        now);
    scratch_.write("manifest.tsv", manifest);
    const Ran packed =
        run_program({"archive", "pack", "manifest.tsv", "-o", "now.warc.gz"}, scratch_.path());
    REQUIRE(packed.status == 0);
  }

  Scratch scratch_;
  std::size_t told_ = 0;
  std::size_t told_daily_ = 0;
  std::size_t told_of_word_ = 0;
  int captures_ = 0;
};

Page page_named(const std::string& title, const std::string& published, const Texts& more = {}) {
  Page page;
  page.title = title;
  page.published = published;
  page.text = {
      "为了规范有关活动，保护公民、法人和其他组织的合法权益，根据有关法律法规，现就有关事项"
      "通知如下。"};
  page.text.insert(page.text.end(), more.begin(), more.end());
  page.text.insert(page.text.end(), {"特此通知。", "某某局", published});
  return page;
}

std::map<std::string, Page> six_pages() {
  std::map<std::string, Page> pages;
  pages["draft"] = page_named(
      "关于甲办法公开征求意见的通知", "2026-09-01",
      {"意见反馈截止时间为2026年10月17日。", "处理个人信息达到100万人以上的，应当申报。"});
  pages["draft"].files = {{"甲办法（征求意见稿）.pdf", "%PDF-1.4 one"}};
  pages["rule"] = page_named("关于印发乙管理规定的通知全文", "2026-09-02",
                             {"第一条 处5万元以上10万元以下罚款。",
                              "第二条 本规定自2026年11月1日"
                              "起施行。"});
  pages["apps"] = page_named("关于侵害用户权益行为的丙通报", "2026-09-03",
                             {"序号\t名称\t版本", "1\t某甲\t3.2.1", "2\t某乙\t5.0"});
  pages["plan"] = page_named("关于开展丁专项行动", "2026-09-04", {"行动自2026年10月起开展。"});
  pages["award"] =
      page_named("关于公布戊试点单位名单的公告一", "2026-09-05", {"某甲公司", "某乙公司"});
  pages["meeting"] = page_named("关于召开己会议", "2026-09-06", {"会议时间：2026年9月30日。"});
  pages["meeting"].related = {"某某局召开会议", "某某局负责人答记者问"};
  return pages;
}

void edit(Page& page, const std::string& from, const std::string& to) {
  bool found = false;
  for (auto& text : page.text) {
    const std::string edited = replace_all(text, from, to);
    found = found || edited != text;
    text = edited;
  }
  REQUIRE(found);
}

// What a site does to its pages each day without meaning anything by it.
void live_on(std::map<std::string, Page>& pages, int day) {
  for (auto& [key, page] : pages) {
    page.visits += 37 + day;
    page.file_query = day % 2 == 0 ? "" : "?t=17900000" + std::to_string(10 + day);
    if (!page.related.empty()) page.related[0] = "某某局第" + std::to_string(day) + "次会议召开";
  }
}

struct Day {
  std::string now;
  std::function<void(std::map<std::string, Page>&)> happens;
  Alarms expected;
};

}  // namespace

TEST_CASE("weeks of captures raise every true alarm and no false one") {
  const std::string draft = "关于甲办法公开征求意见的通知";
  const std::string rule = "关于印发乙管理规定的通知全文";
  const std::string apps = "关于侵害用户权益行为的丙通报";
  const std::string plan = "关于开展丁专项行动";
  const std::string award = "关于公布戊试点单位名单的公告一";
  using Pages = std::map<std::string, Page>;
  const auto nothing = [](Pages&) {};
  const std::vector<Day> days = {
      {"2026-09-10T01:00:00Z", nothing, {}},
      {"2026-09-11T01:00:00Z", nothing, {}},
      {"2026-09-12T01:00:00Z",
       [](Pages& pages) { edit(pages["draft"], "10月17日", "10月31日"); },
       {"deadline_moved " + draft}},
      {"2026-09-13T01:00:00Z",
       [](Pages& pages) {
         for (auto& [key, page] : pages) page.frame = 1;
       },
       {}},
      {"2026-09-14T01:00:00Z",
       [](Pages& pages) { edit(pages["rule"], "10万元", "100万元"); },
       {"amended " + rule}},
      {"2026-09-15T01:00:00Z",
       [](Pages& pages) { pages["draft"].files["甲办法（征求意见稿）.pdf"] = "%PDF-1.4 two"; },
       {"amended " + draft}},
      {"2026-09-16T01:00:00Z",
       [](Pages& pages) { pages["plan"].files["行动方案.pdf"] = "%PDF-1.4 plan"; },
       {"amended " + plan}},
      {"2026-09-17T01:00:00Z",
       [](Pages& pages) { edit(pages["apps"], "2\t某乙", "2\t某丁"); },
       {"amended " + apps}},
      // Gone at two looks, and there again days later.
      {"2026-09-18T01:00:00Z", [](Pages& pages) { pages["award"].gone = true; }, {}},
      {"2026-09-19T01:00:00Z", nothing, {"withdrawn " + award}},
      {"2026-09-21T01:00:00Z",
       [](Pages& pages) { pages["award"].gone = false; },
       {"restored " + award}},
      // A server that was not brought up to date answers once.
      {"2026-09-22T01:00:00Z",
       [](Pages& pages) { edit(pages["rule"], "100万元", "10万元"); },
       {"amended " + rule}},
      {"2026-09-22T07:00:00Z",
       [](Pages& pages) { edit(pages["rule"], "10万元", "100万元"); },
       {"flapped " + rule}},
      // From now on the site is believed when it says a thing twice.
      {"2026-09-23T01:00:00Z", [](Pages& pages) { edit(pages["plan"], "10月起", "11月起"); }, {}},
      {"2026-09-23T01:30:00Z", nothing, {"amended " + plan}},
      {"2026-09-24T01:00:00Z", [](Pages& pages) { edit(pages["apps"], "3.2.1", "3.2.2"); }, {}},
      {"2026-09-24T04:00:00Z", [](Pages& pages) { edit(pages["apps"], "3.2.2", "3.2.1"); }, {}},
      {"2026-09-24T08:00:00Z", nothing, {}},
      {"2026-09-25T01:00:00Z",
       [](Pages& pages) {
         for (auto& [key, page] : pages) page.frame = 0;
         edit(pages["draft"], "100万人以上", "100万人以下");
       },
       {}},
      {"2026-09-25T05:00:00Z", nothing, {"amended " + draft}},
      {"2026-10-02T01:00:00Z", nothing, {}},
      {"2026-10-09T01:00:00Z",
       [](Pages& pages) { edit(pages["rule"], "第一条 处", "第一条 并处"); },
       {}},
      {"2026-10-10T01:00:00Z", nothing, {"amended " + rule}},
      {"2026-10-16T01:00:00Z", nothing, {}},
  };

  Timeline timeline;
  timeline.pages = six_pages();
  int false_alarms = 0;
  int missed = 0;
  for (std::size_t i = 0; i < days.size(); ++i) {
    days[i].happens(timeline.pages);
    live_on(timeline.pages, static_cast<int>(i));
    const Ran ran = timeline.pass(days[i].now);
    INFO(days[i].now << "\n" << ran.err);
    CHECK(ran.status <= 1);
    const Alarms raised = timeline.alarms();
    Alarms spurious, lacking;
    std::set_difference(raised.begin(), raised.end(), days[i].expected.begin(),
                        days[i].expected.end(), std::inserter(spurious, spurious.end()));
    std::set_difference(days[i].expected.begin(), days[i].expected.end(), raised.begin(),
                        raised.end(), std::inserter(lacking, lacking.end()));
    for (const auto& alarm : spurious) WARN(days[i].now << " false: " << alarm);
    for (const auto& alarm : lacking) WARN(days[i].now << " missed: " << alarm);
    false_alarms += static_cast<int>(spurious.size());
    missed += static_cast<int>(lacking.size());
  }
  CHECK(timeline.captures() > 150);
  CHECK(false_alarms == 0);
  CHECK(missed == 0);
  // The flap is one entry, that which it took back is shown no more.
  const std::string shown = timeline.ask({"show", timeline.id_of(rule), "--json"}).out;
  CHECK(count_of(shown, "\"change\":\"flapped\"") + count_of(shown, "\"kind\":\"flapped\"") == 1);
}

TEST_CASE("who was not told of a difference hears nothing of its being taken back") {
  const std::string rule = "关于印发乙管理规定的通知全文";
  Timeline timeline;
  timeline.pages = six_pages();
  timeline.pass("2026-09-10T01:00:00Z");
  timeline.pass("2026-09-11T01:00:00Z");
  timeline.alarms();
  timeline.digest();
  edit(timeline.pages["rule"], "10万元", "100万元");
  timeline.pass("2026-09-11T04:00:00Z");
  CHECK(timeline.alarms() == Alarms{"amended " + rule});
  edit(timeline.pages["rule"], "100万元", "10万元");
  timeline.pass("2026-09-11T08:00:00Z");
  CHECK(timeline.alarms() == Alarms{"flapped " + rule});
  timeline.pass("2026-09-12T01:00:00Z");
  CHECK(timeline.alarms().empty());
  CHECK(timeline.digest().empty());
}

TEST_CASE("who looks for a word hears what becomes of a notice that holds it in a file") {
  const std::string plan = "关于开展丁专项行动";
  Timeline timeline;
  timeline.pages = six_pages();
  timeline.pages["plan"].files = {{"丁方案.txt", "第一条 量子通信应当登记。"}};
  timeline.pass("2026-09-10T01:00:00Z");
  timeline.pass("2026-09-11T01:00:00Z");
  edit(timeline.pages["plan"], "10月", "11月");
  edit(timeline.pages["rule"], "10万元", "100万元");
  timeline.pass("2026-09-12T01:00:00Z");
  CHECK(timeline.of_word() == Alarms{"amended " + plan});
  timeline.pages["plan"].gone = timeline.pages["rule"].gone = true;
  timeline.pass("2026-09-14T01:00:00Z");
  timeline.pass("2026-09-14T05:00:00Z");
  CHECK(timeline.of_word() == Alarms{"withdrawn " + plan});
}

TEST_CASE("a difference that stays longer than a day and goes is two changes") {
  const std::string rule = "关于印发乙管理规定的通知全文";
  Timeline timeline;
  timeline.pages = six_pages();
  timeline.pass("2026-09-10T01:00:00Z");
  edit(timeline.pages["rule"], "10万元", "100万元");
  timeline.pass("2026-09-11T01:00:00Z");
  edit(timeline.pages["rule"], "100万元", "10万元");
  timeline.pass("2026-09-13T01:00:00Z");
  CHECK(timeline.alarms() == Alarms{"amended " + rule, "amended " + rule});
}

TEST_CASE("a page that is gone for an hour or two was not withdrawn") {
  const std::string rule = "关于印发乙管理规定的通知全文";
  Timeline timeline;
  timeline.pages = six_pages();
  timeline.pass("2026-09-10T01:00:00Z");
  timeline.pages["rule"].gone = true;
  timeline.pass("2026-09-11T01:00:00Z");
  CHECK(timeline.alarms().empty());
  timeline.pass("2026-09-11T04:00:00Z");
  CHECK(timeline.alarms() == Alarms{"withdrawn " + rule});
  timeline.pages["rule"].gone = false;
  timeline.pass("2026-09-11T06:00:00Z");
  CHECK(timeline.alarms() == Alarms{"flapped " + rule});
}

TEST_CASE("one capture, read twice, confirms nothing, and a third text starts again") {
  const std::string rule = "关于印发乙管理规定的通知全文";
  Timeline timeline;
  timeline.pages = six_pages();
  timeline.pass("2026-09-10T01:00:00Z");
  edit(timeline.pages["plan"], "10月起", "12月起");
  timeline.pass("2026-09-11T01:00:00Z");
  edit(timeline.pages["plan"], "12月起", "10月起");
  timeline.pass("2026-09-11T02:00:00Z");
  timeline.alarms();
  edit(timeline.pages["rule"], "10万元", "20万元");
  timeline.pass("2026-09-12T01:00:00Z");
  timeline.replay("2026-09-12T02:00:00Z");
  CHECK(timeline.alarms().empty());
  edit(timeline.pages["rule"], "20万元", "30万元");
  timeline.pass("2026-09-12T03:00:00Z");
  CHECK(timeline.alarms().empty());
  timeline.pages["rule"].visits += 10;
  timeline.pass("2026-09-12T03:09:00Z");
  CHECK(timeline.alarms().empty());
  timeline.pass("2026-09-12T03:30:00Z");
  CHECK(timeline.alarms() == Alarms{"amended " + rule});
}

TEST_CASE("an older capture takes nothing back") {
  Timeline timeline;
  timeline.pages = six_pages();
  timeline.pass("2026-09-10T01:00:00Z");
  edit(timeline.pages["rule"], "10万元", "100万元");
  timeline.pass("2026-09-12T01:00:00Z");
  timeline.alarms();
  edit(timeline.pages["rule"], "100万元", "10万元");
  timeline.pass("2026-09-11T01:00:00Z");
  CHECK(timeline.alarms().empty());
}

TEST_CASE("killed while it doubts or takes back, the program tells the same") {
  const std::string rule = "关于印发乙管理规定的通知全文";
  const std::string point =
      GENERATE(as<std::string>{}, "amended:before-commit", "flap:before-commit",
               "unconfirmed:before-commit", "same-again:before-commit");
  Timeline timeline;
  timeline.pages = six_pages();
  Alarms told;
  int crashes = 0;
  const auto pass = [&](const std::string& now) {
    live_on(timeline.pages, 4);
    if (timeline.pass(now, {{"REGWATCH_CRASH_AT", point}}).status == 128 + 9) {
      ++crashes;
      timeline.replay(now);
    }
    told.merge(timeline.alarms());
  };
  pass("2026-09-10T01:00:00Z");
  edit(timeline.pages["rule"], "10万元", "100万元");
  pass("2026-09-11T01:00:00Z");
  edit(timeline.pages["rule"], "100万元", "10万元");
  pass("2026-09-11T06:00:00Z");
  edit(timeline.pages["rule"], "10万元", "50万元");
  pass("2026-09-12T01:00:00Z");
  pass("2026-09-12T02:00:00Z");
  CHECK(crashes > 0);
  CHECK(told == Alarms{"amended " + rule, "amended " + rule, "flapped " + rule});
}
