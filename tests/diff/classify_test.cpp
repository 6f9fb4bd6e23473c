#include "diff/classify.h"

#include <catch2/catch.hpp>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "app/classification_file.h"

using namespace regwatch;

namespace {

std::string file_text(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream content;
  content << in.rdbuf();
  return content.str();
}

const Classifier& shipped() {
  static const Classifier classifier = [] {
    const std::string file = REGWATCH_SOURCE_DIR "/classification.toml";
    auto read = classifier_from(file_text(file), file);
    if (!read) throw std::runtime_error(read.error().message);
    return std::move(*read);
  }();
  return classifier;
}

Classifier compiled(const ClassificationRules& rules) {
  auto out = Classifier::compile(rules);
  if (!out) throw std::runtime_error(out.error().message);
  return std::move(*out);
}

KindRule kind_rule(std::string name, Kind kind, std::vector<std::string> match) {
  KindRule rule;
  rule.name = std::move(name);
  rule.kind = kind;
  rule.match = std::move(match);
  return rule;
}

TopicRule topic_rule(std::string topic, std::vector<std::string> match) {
  TopicRule rule;
  rule.topic = std::move(topic);
  rule.match = std::move(match);
  return rule;
}

struct Accuracy {
  int titles = 0;
  int kinds = 0;
  int relevance = 0;
};

Accuracy accuracy_over(const std::string& file) {
  Accuracy out;
  std::istringstream lines(file_text(file));
  for (std::string line; std::getline(lines, line);) {
    const auto label = nlohmann::json::parse(line);
    const std::string title = label.at("title");
    const auto found = shipped().classify(title, label.at("authority").get<std::string>());
    ++out.titles;
    out.kinds += label.at("kind") == std::string(name_of(found.kind));
    out.relevance += label.at("relevant").get<bool>() == found.relevant();
  }
  return out;
}

}  // namespace

TEST_CASE("a title is made plain before a pattern sees it") {
  struct Case {
    std::string title, plain;
  };
  const std::vector<Case> cases = {
      {"关于Keep等129款 App 的通报（2026年第2批）", "关于Keep等129款App的通报(2026年第2批)"},
      {"中央网信办部署“清朗·整治AI技术滥用”专项行动", "中央网信办部署清朗·整治AI技术滥用专项行动"},
      {"国令〔2024〕第 5 号——公布", "国令[2024]第5号-公布"},
      {"ＡＰＰ　ＳＤＫ", "APP SDK"},
      {"数据\u200b安全\u00a0法", "数据安全法"},
      {"专家解读｜网络•安全", "专家解读|网络·安全"},
      {"", ""},
  };
  for (const auto& [title, plain] : cases) CHECK(views_of(title).title == plain);
}

TEST_CASE("the frame says what is announced, the object which document it is about") {
  struct Case {
    std::string title, frame, object;
  };
  const std::vector<Case> cases = {
      {"关于印发《数据安全管理办法（试行）》的通知", "关于印发《》的通知", "数据安全管理办法"},
      {"财政部关于印发内部控制规范的通知", "财政部关于印发内部控制规范的通知", "内部控制规范"},
      {"《关于修改〈电信条例〉的决定》解读", "《》解读", "关于修改〈电信条例〉的决定"},
      {"《关于修改《电信条例》的决定》解读", "《》解读", "关于修改《电信条例》的决定"},
      {"《甲办法》《乙办法》公开征求意见", "《》《》公开征求意见", "甲办法"},
      {"征信业管理条例(国务院令 第631号)", "征信业管理条例(国务院令第631号)", "征信业管理条例"},
      {"关于暂行办法》 2026年第44号令", "关于暂行办法2026年第44号令", "关于暂行办法2026年第44号令"},
      {"印发《没有写完的办法", "印发《》", "没有写完的办法"},
      {"（草案）", "(草案)", "(草案)"},
  };
  for (const auto& [title, frame, object] : cases) {
    CAPTURE(title);
    const auto views = views_of(title);
    CHECK(views.frame == frame);
    CHECK(views.object == object);
  }
}

TEST_CASE("the first rule that matches decides, and why names it") {
  ClassificationRules rules;
  rules.kinds = {kind_rule("reading", Kind::interpretation, {"解读"}),
                 kind_rule("draft", Kind::draft, {"征求意见"})};
  rules.otherwise = Kind::event;
  const auto classifier = compiled(rules);
  CHECK(classifier.classify("解读《办法（征求意见稿）》", "").why == "reading");
  CHECK(classifier.classify("办法（征求意见稿）", "").kind == Kind::draft);
  CHECK(classifier.classify("全省会议", "").kind == Kind::event);
  CHECK(classifier.classify("全省会议", "").why == "otherwise");
}

TEST_CASE("each list that a rule has must match, and unless takes it back") {
  KindRule rule = kind_rule("publication", Kind::standard, {});
  rule.frame = {"印发", "发布"};
  rule.object = {"标准$"};
  rule.unless = {"收费标准"};
  ClassificationRules rules;
  rules.kinds = {rule};
  const auto classifier = compiled(rules);
  CHECK(classifier.classify("关于发布《混凝土标准（试行）》的通知", "").kind == Kind::standard);
  CHECK(classifier.classify("关于学习《混凝土标准》的通知", "").kind == Kind::other);
  CHECK(classifier.classify("关于发布《混凝土标准管理办法》的通知", "").kind == Kind::other);
  CHECK(classifier.classify("关于发布《考试收费标准》的通知", "").kind == Kind::other);
}

TEST_CASE("a rule may speak of some sites only") {
  struct Case {
    std::vector<std::string> authorities;
    std::string authority;
    bool holds;
  };
  const std::vector<Case> cases = {
      {{"CAC"}, "CAC", true},
      {{"CAC"}, "GD-CAC", false},
      {{"*-CAC"}, "GD-CAC", true},
      {{"FJ-*"}, "FJ-DIIT", true},
      {{"FJ-*"}, "XM-DRC", false},
      {{"!FJ-*"}, "FJ-DIIT", false},
      {{"!FJ-*"}, "CAC", true},
      {{"!FJ-*", "!XM-*"}, "", true},
      {{"CAC", "MIIT"}, "MIIT", true},
      {{"*-CA", "!GD-CA"}, "GD-CA", false},
      {{}, "", true},
  };
  for (const auto& [authorities, authority, holds] : cases) {
    CAPTURE(authorities, authority);
    KindRule rule = kind_rule("any", Kind::standard, {"."});
    rule.authorities = authorities;
    ClassificationRules rules;
    rules.kinds = {rule};
    CHECK((compiled(rules).classify("标准", authority).kind == Kind::standard) == holds);
  }
}

TEST_CASE("a notice stands in its kind's section unless a rule knows better") {
  ClassificationRules rules;
  rules.kinds = {kind_rule("draft", Kind::draft, {"征求意见"}),
                 kind_rule("visit", Kind::event, {"调研"}),
                 kind_rule("hall", Kind::event, {"论坛"})};
  SectionRule plan;
  plan.name = "plan";
  plan.section = NewsSection::industry;
  plan.kinds = {Kind::draft};
  plan.object = {"方案$"};
  SectionRule visit;
  visit.name = "visit";
  visit.because = {"visit"};
  SectionRule institute;
  institute.name = "institute";
  institute.section = NewsSection::industry;
  institute.authorities = {"CAICT"};
  rules.sections = {plan, visit, institute};
  const auto classifier = compiled(rules);
  const auto section = [&](const char* title, const char* authority = "") {
    return classifier.classify(title, authority).section;
  };
  CHECK(section("关于对《行动方案（征求意见稿）》公开征求意见的公告") == NewsSection::industry);
  CHECK(section("关于对《管理办法（征求意见稿）》公开征求意见的公告") == NewsSection::regulatory);
  CHECK(section("管理办法（征求意见稿）", "CAICT") == NewsSection::industry);
  CHECK(section("赴企业调研") == std::nullopt);
  CHECK(section("论坛") == NewsSection::industry);
  CHECK(classifier.classify_as(Kind::draft, "行动方案", "").section == NewsSection::industry);
  CHECK(classifier.classify_as(Kind::other, "行动方案", "").section == std::nullopt);
}

TEST_CASE("a section's rule asks for something, and names rules that there are") {
  ClassificationRules rules;
  rules.sections = {SectionRule{}};
  rules.sections[0].name = "empty";
  CHECK_FALSE(Classifier::compile(rules));
  rules.sections[0].because = {"nobody"};
  const auto failed = Classifier::compile(rules);
  REQUIRE_FALSE(failed);
  CHECK(failed.error().message.find("no [[kind]] is called `nobody`") != std::string::npos);
}

TEST_CASE("topics keep the words that matched, once each, in the letters of the title") {
  ClassificationRules rules;
  rules.topics = {topic_rule("app-compliance", {"app", "sdk"}), topic_rule("ai", {"人工智能"}),
                  topic_rule("app-compliance", {"个人信息"})};
  const auto found = compiled(rules).classify("APP、SDK与App违规收集个人信息", "CAC");
  CHECK(found.topic_names() == std::vector<std::string>{"app-compliance"});
  CHECK(found.topics.at("app-compliance") ==
        std::vector<std::string>{"APP", "SDK", "App", "个人信息"});
}

TEST_CASE(
    "a topic may hold for some kinds only, and a title may be irrelevant whatever its words") {
  ClassificationRules rules;
  rules.kinds = {kind_rule("contest", Kind::event, {"大赛"}),
                 kind_rule("list", Kind::rule, {"办法"})};
  TopicRule topic = topic_rule("data-protection", {"数据安全"});
  topic.kinds = {Kind::rule};
  rules.topics = {topic};
  NeverRule never;
  never.name = "promotion";
  never.match = {"补贴"};
  rules.never_relevant = {never};
  const auto classifier = compiled(rules);
  CHECK(classifier.classify("数据安全管理办法", "").relevant());
  CHECK_FALSE(classifier.classify("数据安全大赛", "").relevant());
  CHECK_FALSE(classifier.classify("数据安全补贴办法", "").relevant());
  CHECK(classifier.classify_as(Kind::rule, "数据安全大赛", "").relevant());
}

TEST_CASE("a pattern that is none names its rule and itself") {
  ClassificationRules rules;
  rules.kinds = {kind_rule("broken", Kind::rule, {"办法", "(规定"})};
  auto failed = Classifier::compile(rules);
  REQUIRE_FALSE(failed);
  CHECK(failed.error().fault == Fault::invalid);
  CHECK(failed.error().message.find("`broken`") != std::string::npos);
  CHECK(failed.error().message.find("`(规定`") != std::string::npos);

  rules.kinds = {kind_rule("hollow", Kind::rule, {""})};
  CHECK_FALSE(Classifier::compile(rules));
  rules.kinds = {kind_rule("nothing asked", Kind::rule, {})};
  CHECK_FALSE(Classifier::compile(rules));
  rules.kinds.clear();
  rules.topics = {topic_rule("wordless", {})};
  CHECK_FALSE(Classifier::compile(rules));
}

TEST_CASE("hostile titles are read in bounded work") {
  std::string nested;
  for (int i = 0; i < 100'000; ++i) nested += "《";
  const std::vector<std::string> titles = {std::string(5'000'000, '('),
                                           std::string("\xff\xfe\xc3", 3),
                                           std::string(3, '\0'),
                                           nested,
                                           "》》》",
                                           std::string(2000, ' '),
                                           "《》",
                                           "《",
                                           "()"};
  for (const auto& title : titles) {
    const auto found = shipped().classify(title, "CAC");
    CHECK_FALSE(found.why.empty());
  }
  CHECK(views_of(nested).title.size() <= 1024);
}

// Titles where one word leads astray; each family of the codebook's tie-breaks has a row.
TEST_CASE("the shipped rules keep the codebook's order of ties") {
  struct Case {
    std::string title, authority;
    Kind kind;
  };
  const std::vector<Case> cases = {
      {"某局数据安全服务项目招标结果的公示", "XM-BIIT", Kind::other},
      {"解读《数据接口监测方法》（征求意见稿）", "TC260", Kind::interpretation},
      {"关于《规划（征求意见稿）》公开征求意见的通知", "NDRC", Kind::draft},
      {"市工信局召开安全隐患大整治工作推进会", "XM-BIIT", Kind::event},
      {"国家网信办依法约谈某平台负责人", "CAC", Kind::enforcement},
      {"国家网信办印发《网信部门行政处罚裁量权基准适用规定》", "CAC", Kind::rule},
      {"最高检发布个人信息保护典型案例", "SPP", Kind::enforcement},
      {"关于公布数据要素优秀案例名单的通知", "NDA", Kind::licensing},
      {"关于开展服务质量提升专项行动的通知", "MOT", Kind::plan},
      {"关于开展“清朗·规范语言文字”专项行动的通知", "CAC", Kind::enforcement},
      {"国务院关于《体育强国建设规划》的批复", "STATE-COUNCIL", Kind::plan},
      {"关于同意某市列为历史文化名城的批复", "STATE-COUNCIL", Kind::licensing},
      {"证券市场禁入规定（2021年修订）", "CSRC", Kind::rule},
      {"2026年上半年软件业运行情况", "MIIT", Kind::report},
  };
  for (const auto& [title, authority, kind] : cases) {
    const auto found = shipped().classify(title, authority);
    CAPTURE(title, found.why, name_of(found.kind));
    CHECK(found.kind == kind);
  }
}

TEST_CASE("the shipped rules stay accurate on the project's own titles") {
  const auto accuracy = accuracy_over(REGWATCH_SOURCE_DIR "/tests/diff/titles.jsonl");
  REQUIRE(accuracy.titles > 250);
  CHECK(accuracy.kinds >= accuracy.titles * 0.97);
  CHECK(accuracy.relevance >= accuracy.titles * 0.97);
}

TEST_CASE("the shipped rules stay accurate on the labelled titles beside the project") {
  const std::string file = REGWATCH_SOURCE_DIR "/../shared/labels/dev.jsonl";
  if (!std::ifstream(file)) {
    WARN("skipped: ../shared/labels/dev.jsonl is not here");
    return;
  }
  const auto accuracy = accuracy_over(file);
  CHECK(accuracy.kinds >= accuracy.titles * 0.95);
  CHECK(accuracy.relevance >= accuracy.titles * 0.95);
}
