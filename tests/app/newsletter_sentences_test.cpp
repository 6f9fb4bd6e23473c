// What a newsletter's paragraphs say, kind by kind and fact by fact, in the words of the
// english.toml that ships: a golden that a person read.

#include <catch2/catch.hpp>

#include <functional>

#include "render/newsletter.h"
#include "tests/app/english_sample.h"
#include "tests/render/digest_sample.h"

using namespace regwatch;
using namespace regwatch::testing;
using sample::day;

namespace {

struct Case {
  std::string about;
  Kind kind;
  std::string authority;
  std::string title;
  std::function<void(DigestItem&)> more = [](DigestItem&) {};
};

const std::vector<Case> cases = {
    {"a draft of known words", Kind::draft, "CAC",
     "关于《个人信息出境认证办法（征求意见稿）》公开征求意见的通知",
     [](DigestItem& i) { i.notice.facts.comment_deadline = day("2026-10-17"); }},
    {"a draft of which the type alone is known", Kind::draft, "CSRC",
     "关于就《某某监督管理条例（公开征求意见稿）》公开征求意见的通知"},
    {"a draft of which nothing is known", Kind::draft, "HZ-SJJ", "某事公开征求意见"},
    {"a draft that would be in force", Kind::draft, "CAC", "数据安全管理规定（征求意见稿）",
     [](DigestItem& i) { i.notice.facts.effective_date = day("2027-01-01"); }},
    {"a draft of a law in force", Kind::draft, "NPC", "网络安全法（修正草案）征求意见"},
    {"a draft of a law of which nothing more is known", Kind::draft, "NPC",
     "关于《中华人民共和国某某法（草案）》公开征求意见的通知"},
    {"an amendment of which the type alone is known", Kind::rule, "MPS",
     "关于修改《警车管理规定》的决定"},
    {"an amendment of some rules", Kind::rule, "PBOC",
     "中国人民银行令〔2026〕第4号（中国人民银行关于修改部分规章的决定）"},
    {"a rule that a court says it released", Kind::rule, "SPC", "最高人民法院发布某某案件管辖规定"},
    {"a rule of bodies whose names are all known", Kind::rule, "CAC",
     "民政部 工业和信息化部 国家网信办关于印发《互联网公开募捐服务平台管理办法》的通知"},
    {"more time for comments", Kind::draft, "CAC",
     "关于延长《个人信息出境认证办法（征求意见稿）》征求意见期限的公告",
     [](DigestItem& i) { i.notice.facts.comment_deadline = day("2026-11-17"); }},
    {"a rule with term, of several", Kind::rule, "NDRC", "公共数据资源登记管理暂行办法",
     [](DigestItem& i) {
       i.notice.facts.issuers = {"国家发展和改革委员会", "国家数据局", "某某委员会"};
       i.notice.facts.effective_date = day("2026-10-01");
       i.notice.facts.valid_months = 60;
       i.notice.document_number = "发改数据规〔2026〕26号";
       i.notice.facts.repeals = {"公共数据管理暂行办法", "某某规定"};
       i.change.related = {{"d0draft", Relation::final_of, "…（征求意见稿）", "", day("2026-01-03"),
                            0.97, "", "27 articles → 24: 3 deleted, 21 changed"}};
     }},
    {"a notice in force at once", Kind::rule, "MIIT",
     "工业和信息化部关于加强车联网网络安全和数据安全工作的通知",
     [](DigestItem& i) { i.notice.facts.effective_date = i.notice.published; }},
    {"a rule in force before it was printed", Kind::rule, "MIIT", "关于某事的意见",
     [](DigestItem& i) { i.notice.facts.effective_date = day("2026-08-01"); }},
    {"a rule of sixteen", Kind::rule, "MIIT",
     "工业和信息化部等十六部门关于促进数据安全产业发展的指导意见"},
    {"a rule of others unnamed", Kind::rule, "NDA",
     "国家数据局等部门关于促进企业数据资源开发利用的意见"},
    {"a portal that prints what another issued", Kind::rule, "STATE-COUNCIL",
     "网络数据安全管理条例",
     [](DigestItem& i) { i.notice.facts.issuers = {"国家互联网信息办公室"}; }},
    {"an amendment", Kind::rule, "MIIT", "关于修改《网络数据安全管理规定》的决定"},
    {"an interpretation", Kind::interpretation, "CAC", "《促进和规范数据跨境流动规定》答记者问"},
    {"an interpretation of unknown words", Kind::interpretation, "CAC", "专家解读|某某新篇"},
    {"a plan", Kind::plan, "NDA", "国家数据局印发《可信数据空间发展行动计划（2024—2028年）》"},
    {"a plan of unknown words", Kind::plan, "NDA", "某事三年规划"},
    {"several standards", Kind::standard, "SAC",
     "关于批准发布《乘用车外部凸出物》等25项国家标准的公告"},
    {"many standards before approval, of which the first is known", Kind::draft, "MIIT",
     "关于公开征求《面向车联网应用的算力网络安全指南》等89项通信行业标准报批意见的公示"},
    {"many standards before approval, of which none is known", Kind::draft, "MIIT",
     "关于公开征求《某某指南》等89项通信行业标准报批意见的公示"},
    {"projects of standards", Kind::draft, "MIIT",
     "关于公开征求《饲料加工机械卫生规范》等14项强制性国家标准制修订计划项目意见的公示"},
    {"many interpretations amended", Kind::rule, "SPC",
     "最高人民法院关于修改《最高人民法院关于审理船舶油污损害赔偿纠纷案件若干问题的规定》"
     "等九件司法解释的决定"},
    {"a decision of which the number is the title", Kind::enforcement, "PBOC",
     "银罚决字〔2026〕72号"},
    {"decisions of which the numbers are the title", Kind::enforcement, "PBOC",
     "银罚决字〔2026〕104-116号",
     [](DigestItem& i) {
       i.notice.document_number = "银罚决字〔2026〕104-116号";
       i.notice.facts.party_count = 2;
     }},
    {"apps", Kind::enforcement, "MIIT",
     "工业和信息化部关于侵害用户权益行为的APP通报（2026年第3批，总第56批）",
     [](DigestItem& i) {
       i.notice.facts.batch = 3;
       i.notice.facts.total_batch = 56;
       i.notice.facts.app_count = 1;
       i.notice.facts.rectify_by = day("2026-09-25");
     }},
    {"apps counted in the title", Kind::enforcement, "MIIT", "工信部组织下架90款侵害用户权益APP",
     [](DigestItem& i) { i.notice.facts.app_count = 90; }},
    {"one fine and what was gained", Kind::enforcement, "CSRC",
     "中国证券监督管理委员会行政处罚决定书",
     [](DigestItem& i) {
       i.notice.facts.fines = {{60'000'050, "CNY", "某公司"}};
       i.notice.facts.confiscations = {{1'000'000, "CNY", "某公司"}};
       i.notice.facts.parties = {"某公司"};
     }},
    {"fines in two currencies", Kind::enforcement, "CD-PBOC", "行政处罚信息公示表",
     [](DigestItem& i) {
       i.notice.facts.fines = {{20'000'000, "CNY", {}}, {5'000'00, "USD", {}}};
       i.notice.facts.party_count = 12;
     }},
    {"a case of unknown words", Kind::enforcement, "SAMR",
     "市场监管总局依法对携程集团有限公司涉嫌垄断行为立案调查",
     [](DigestItem& i) {
       i.notice.classification.topics = {{"data_protection", {}}, {"ai", {}}};
     }},
    {"a licence", Kind::licensing, "CAC", "某备案信息的公告"},
    {"a report", Kind::report, "CAICT", "人工智能白皮书（2026年）"},
    {"news of unknown words", Kind::event, "CAC", "某部长对做好工作提出要求"},
    {"news of known words", Kind::event, "BJ-COURT",
     "北京首例个人信息保护刑事附带民事公益诉讼案宣判"},
    {"a person's title and summary", Kind::rule, "CAC", "个人信息出境认证办法",
     [](DigestItem& i) {
       i.notice.facts.effective_date = day("2027-01-01");
       i.notice.facts.comment_deadline = day("2026-10-17");
       i.notice.english = {"The Measures for Certification of Outbound Data",
                           "They take effect on 1 January 2027 and have 20 articles.", true, ""};
     }},
    {"a person's title of a draft", Kind::draft, "CAC", "某办法（征求意见稿）",
     [](DigestItem& i) {
       i.notice.english = {"Draft Measures for Something", "", true, ""};
     }},
    {"a machine's title of a case", Kind::enforcement, "CAC", "某事",
     [](DigestItem& i) {
       i.notice.english = {"CAC Fines a Company", "It did wrong!", false, "m"};
     }},
    {"withdrawn since", Kind::rule, "CAC", "数据安全管理规定",
     [](DigestItem& i) { i.notice.status = NoticeStatus::withdrawn; }},
    {"a year that is not the newsletter's, with files", Kind::rule, "CAC", "数据安全管理规定",
     [](DigestItem& i) {
       i.notice.published = day("2027-01-02");
       i.attachments = {{"a.pdf", "https://www.example.gov.cn/a.pdf"}};
     }},
    {"no date at all", Kind::rule, "CAC", "数据安全管理规定",
     [](DigestItem& i) { i.notice.published.reset(); }},
    {"a stranger's title", Kind::rule, "CAC",
     "<script>alert(1)</script>\r\nBcc: a@example.com\u202E 关于{}的{{title}}通知"},
};

Newsletter newsletter_of_case(const Case& each, const EnglishNames& names) {
  Digest digest;
  digest.now = sample::at("2026-10-01T00:30:00Z");
  digest.month = std::chrono::year{2026} / std::chrono::September;
  digest.order = DigestOrder::section;
  DigestItem item{sample::notice("k7m3q9x", each.kind, each.authority.c_str(), each.title.c_str(),
                                 "2026-09-18"),
                  sample::change("k7m3q9x", ChangeKind::appeared),
                  {}};
  item.notice.classification.section = section_of(each.kind);
  item.notice.classification.topics = {{"cybersecurity", {"网络安全"}}};
  each.more(item);
  digest.items.push_back(std::move(item));
  return newsletter_of(digest, names);
}

}  // namespace

TEST_CASE("a paragraph reads as English, whatever is known of the notice") {
  const EnglishNames names = shipped_names();
  std::string all;
  for (const Case& each : cases) {
    const Newsletter newsletter = newsletter_of_case(each, names);
    INFO(each.about);
    REQUIRE(newsletter.sections.size() == 1);
    const NewsletterItem& item = newsletter.sections[0].items.at(0);
    const std::string paragraph = item.paragraph();
    for (const char* wrong :
         {"..", "  ", " ,", ",,", " .", "{}", " a a ", " the the ", " the a ", "\n"}) {
      INFO(paragraph);
      CHECK(paragraph.find(wrong) == std::string::npos);
    }
    CHECK(std::string_view(".!").find(paragraph.back()) != std::string_view::npos);
    CHECK(item.name_chinese.empty() == (item.composed || item.by_person || item.machine_made));
    const std::string name = item.name_chinese.empty() ? "" : " " + item.name_chinese;
    all += "# " + each.about + "\n" + item.title + name + "\n" + paragraph + "\n";
    if (!item.since_draft.empty()) all += item.since_draft + "\n";
    all += "\n";
  }
  check_golden("../../app/newsletter_paragraphs.txt", all);
}

TEST_CASE("an institution is named in full where it comes first, and as it was called then") {
  const EnglishNames names = shipped_names();
  Digest digest;
  digest.now = sample::at("2023-06-01T00:30:00Z");
  digest.month = std::chrono::year{2023} / std::chrono::May;
  digest.order = DigestOrder::section;
  for (const char* date : {"2023-05-17", "2023-05-18", "2023-05-19"}) {
    const std::string id = "id" + std::string(date).substr(8);
    DigestItem item{sample::notice(id.c_str(), Kind::rule, "NFRA", "关于某事的通知", date),
                    sample::change(id.c_str(), ChangeKind::appeared),
                    {}};
    item.notice.classification.section = NewsSection::regulatory;
    digest.items.push_back(std::move(item));
  }
  const Newsletter newsletter = newsletter_of(digest, names);
  REQUIRE(newsletter.sections.size() == 1);
  const auto& items = newsletter.sections[0].items;
  CHECK(items[0].paragraph() ==
        "On 17 May, the China Banking and Insurance Regulatory Commission ('CBIRC') issued a "
        "notice.");
  CHECK(items[1].paragraph() ==
        "On 18 May, the National Financial Regulatory Administration ('NFRA') issued a notice.");
  CHECK(items[2].paragraph() == "On 19 May, the NFRA issued a notice.");
}
