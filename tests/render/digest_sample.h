#pragma once

#include "render/digest.h"

namespace regwatch::sample {

inline Instant at(const char* text) { return *parse_instant(text); }
inline CivilDate day(const char* text) { return *parse_date(text); }

inline Notice notice(const char* id, Kind kind, const char* authority, const char* title,
                     const char* published) {
  Notice out;
  out.id = id;
  out.url = std::string("https://www.example.gov.cn/2026-09/") + id + ".htm";
  out.canonical = out.url;
  out.title = title;
  out.published = day(published);
  out.authority = authority;
  out.sources = {"example-notices"};
  out.classification.kind = kind;
  out.first_seen = at("2026-09-18T00:10:00Z");
  out.last_seen = out.first_seen;
  return out;
}

inline Change change(const char* id, ChangeKind kind, const char* when = "2026-09-18T00:10:00Z") {
  Change out;
  out.kind = kind;
  out.notice_id = id;
  out.source = "example-notices";
  out.at = at(when);
  return out;
}

inline std::string english_name(std::string_view authority) {
  if (authority == "CAC") return "Cyberspace Administration of China";
  if (authority == "CSRC") return "China Securities Regulatory Commission";
  if (authority == "MIIT") return "Ministry of Industry and Information Technology";
  return authority == "TC260" ? "National Technical Committee 260 on Cybersecurity" : "";
}

/// A morning with something of everything.
inline Digest full_digest() {
  Digest digest;
  digest.title = "morning digest 早报";
  digest.now = at("2026-09-18T00:30:00Z");
  digest.since = at("2026-09-17T00:30:00Z");

  Notice late = notice("d2later", Kind::draft, "MIIT",
                       "公开征求对《工业和信息化领域人工智能安全治理标准体系建设指南（2026版）》（"
                       "征求意见稿）的意见",
                       "2026-09-17");
  late.facts.comment_deadline = day("2026-10-17");
  late.classification.topics = {{"ai", {"人工智能"}}, {"standards", {"标准体系"}}};
  digest.items.push_back({late, change("d2later", ChangeKind::appeared), {}});

  Notice soon = notice("d1soon0", Kind::draft, "CAC",
                       "国家互联网信息办公室关于《可能影响未成年人身心健康的网络信息分类办法（征求"
                       "意见稿）》公开征求意见的通知",
                       "2026-09-18");
  soon.facts.comment_deadline = day("2026-09-24");
  soon.facts.evidence["comment_deadline"] = {"意见反馈截止时间为2026年9月24日。"};
  soon.classification.topics = {{"minors", {"未成年人"}}, {"data_protection", {"个人信息"}}};
  soon.document_number = "国信办函〔2026〕18号";
  digest.items.push_back({soon,
                          change("d1soon0", ChangeKind::appeared),
                          {{"附件1：可能影响未成年人身心健康的网络信息分类办法（征求意见稿）.docx",
                            "https://www.example.gov.cn/files/1.docx"},
                           {"附件2：起草说明.pdf", "https://www.example.gov.cn/files/2.pdf"}}});
  Change moved = change("d1soon0", ChangeKind::deadline_moved, "2026-09-18T00:20:00Z");
  moved.deadline_before = day("2026-09-20");
  moved.deadline_after = day("2026-09-24");
  moved.summary = "the list gives another deadline";
  digest.items.push_back({soon, moved, {}});

  Notice open =
      notice("d3nodat", Kind::draft, "TC260",
             "关于对《网络安全标准实践指南——大模型一体机安全要求（征求意见稿）》公开征求意见的通知",
             "2026-09-16");
  Change late_found = change("d3nodat", ChangeKind::appeared);
  late_found.found_late = true;
  digest.items.push_back({open, late_found, {}});

  Notice fine = notice("e1fined", Kind::enforcement, "CSRC",
                       "中国证券监督管理委员会行政处罚决定书（〔2026〕77号）", "2026-09-17");
  fine.document_number = "〔2026〕77号";
  fine.facts.fines = {{60'000'000, "CNY", "某某证券公司"}, {20'000'000, "CNY", "张某"}};
  fine.facts.parties = {"某某证券公司", "张某"};
  Change doubted = change("e1fined", ChangeKind::appeared);
  doubted.suspect = true;
  digest.items.push_back({fine, doubted, {}});

  Notice rule = notice("r1rules", Kind::rule, "CAC", "个人信息出境认证办法", "2026-09-17");
  rule.facts.effective_date = day("2027-01-01");
  rule.facts.issuers = {"国家互联网信息办公室", "国家市场监督管理总局"};
  Change adopted = change("r1rules", ChangeKind::appeared);
  adopted.related = {{"d0draft", Relation::final_of, "个人信息出境认证办法（征求意见稿）",
                      "https://www.example.gov.cn/2026-01/d0draft.htm", day("2026-01-03"), 0.97,
                      "the same name, 257 days after the draft",
                      "20 articles → 20: 6 changed, 14 unchanged"}};
  digest.items.push_back({rule, adopted, {}, {{"SAMR", "https://www.example.gov.cn/samr.htm"}}});

  Notice ending = notice("n1near0", Kind::draft, "MIIT",
                         "公开征求对《无线电频率划分规定（征求意见稿）》的意见", "2026-08-20");
  ending.facts.comment_deadline = day("2026-09-20");
  Change near = change("n1near0", ChangeKind::deadline_near);
  near.deadline_before = near.deadline_after = ending.facts.comment_deadline;
  digest.items.push_back({ending, near, {}});
  digest.items.push_back({notice("s1stand", Kind::standard, "TC260",
                                 "关于发布《网络安全标准实践指南》的通知", "2026-09-15"),
                          change("s1stand", ChangeKind::appeared),
                          {}});
  digest.items.push_back(
      {notice("o1event", Kind::event, "CAC", "2026年国家网络安全宣传周开幕", "2026-09-14"),
       change("o1event", ChangeKind::appeared),
       {}});

  Notice amended =
      notice("a1amend", Kind::rule, "MIIT", "关于电信业务经营许可有关事项的通告", "2026-08-30");
  Change edit = change("a1amend", ChangeKind::amended);
  edit.summary = "1 paragraph changed, 1 attachment added";
  edit.hunks = {{"自2026年10月1日起施行。", "自2027年1月1日起施行。"}};
  digest.items.push_back({amended, edit, {}});

  Notice gone = notice("w1gone0", Kind::plan, "TC260", "关于开展标准试点工作的通知", "2026-07-01");
  gone.status = NoticeStatus::withdrawn;
  Change drop = change("w1gone0", ChangeKind::withdrawn);
  drop.summary = "its page is gone (HTTP 404)";
  digest.items.push_back({gone, drop, {}});

  HealthEvent blind;
  blind.source = "csrc-orders";
  blind.at = at("2026-09-18T00:05:00Z");
  blind.verdict = "broken";
  blind.reason = "'searchList' gave 0 rows (page title: \"系统维护\")";
  blind.since = at("2026-09-17T00:05:00Z");
  digest.health.push_back(blind);
  HealthEvent back;
  back.source = "miit-apps";
  back.blind = false;
  back.at = at("2026-09-18T00:06:00Z");
  digest.health.push_back(back);

  const auto source = [&](const char* id, const char* authority, const char* name,
                          const char* verdict) {
    digest.sources.push_back({id,
                              authority,
                              name,
                              "https://www.example.gov.cn/",
                              verdict,
                              "",
                              at("2026-09-18T00:05:00Z"),
                              "",
                              "",
                              english_name(authority),
                              {}});
  };
  source("cac-consultations", "CAC", "网信@你", "ok");
  source("cac-rules", "CAC", "政策法规", "unchanged");
  source("miit-apps", "MIIT", "APP侵害用户权益通报", "ok");
  source("csrc-orders", "CSRC", "证监会令", "broken");
  digest.sources.back().reason = "'searchList' gave 0 rows (page title: \"系统维护\")";
  digest.sources.back().last_success = at("2026-09-17T00:05:00Z");
  source("tc260-guides", "TC260", "标准实践指南", "suspect");
  digest.sources.back().reason = "12 rows, 20 expected";
  return digest;
}

/// The same as a newsletter of its month, one notice of it from the month before.
inline Digest month_digest() {
  Digest digest = full_digest();
  digest.order = DigestOrder::section;
  digest.month = std::chrono::year{2026} / std::chrono::September;
  for (DigestItem& item : digest.items)
    item.notice.classification.section = section_of(item.notice.classification.kind);
  Notice late = notice("l1late0", Kind::rule, "SAMR", "网络交易平台规则监督管理办法", "2026-08-31");
  digest.items.push_back({late, change("l1late0", ChangeKind::appeared), {}});
  Notice hiring = notice("h1hire0", Kind::other, "CAC", "2026年度公开招聘公告", "2026-09-10");
  digest.items.push_back({hiring, change("h1hire0", ChangeKind::appeared), {}});
  return digest;
}

/// A morning that brought nothing.
inline Digest empty_digest() {
  Digest digest = full_digest();
  digest.items.clear();
  digest.health.clear();
  return digest;
}

/// What a hostile page would like to put into our mail.
inline Digest hostile_digest() {
  Digest digest;
  digest.title = "at once";
  digest.now = at("2026-09-18T00:30:00Z");
  Notice evil = notice("x1evil0", Kind::rule, "CAC",
                       "<script>alert(1)</script>\r\nBcc: victim@example.com\x1b[31m\xff"
                       "\xE2\x80\xAE"
                       "txt.exe {{#items}}&amp;\"'",
                       "2026-09-18");
  evil.url = "javascript:alert(1)";
  digest.sources.push_back(
      {"cac-rules", "CAC", "", "", "ok", "", std::nullopt, "", "", english_name("CAC"), {}});
  evil.document_number = "\"><img src=x onerror=alert(1)>";
  digest.items.push_back({evil,
                          change("x1evil0", ChangeKind::appeared),
                          {{"<b>.pdf", "data:text/html,x"},
                           {"ok.pdf", "https://www.example.gov.cn/\"onmouseover=\"x"}}});
  return digest;
}

}  // namespace regwatch::sample
