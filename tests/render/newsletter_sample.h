#pragma once

#include "render/newsletter.h"
#include "tests/render/digest_sample.h"

namespace regwatch::sample {

inline NewsletterItem item(int number, const char* id, const char* title, const char* chinese,
                           const char* url) {
  NewsletterItem out;
  out.number = number;
  out.notice_id = id;
  out.title = title;
  out.title_chinese = chinese;
  out.url = url;
  return out;
}

/// Every part that an item can have, and an item that lacks what can be lacking.
inline Newsletter full_newsletter() {
  NewsletterItem draft =
      item(1, "k7m3q9x", "Practice Guide for Cybersecurity Standards: Certification (Draft)",
           "网络安全标准实践指南——个人信息跨境处理活动认证技术规范（征求意见稿）",
           "https://www.tc260.org.cn/front/postDetail.html?id=20220429181724");
  draft.publisher = "TC260";
  draft.comment_deadline = day("2022-05-13");
  draft.by_person = true;
  draft.sentences = {"On 29 April, TC260 released a draft practice guide for comment.",
                     "Comments are due by 13 May 2022."};

  NewsletterItem rule = item(2, "b2c3d4e", "Measures for Cybersecurity Review", "网络安全审查办法",
                             "https://www.cac.gov.cn/2022-04/04/c_1642894602182845.htm");
  rule.publisher = "CAC";
  rule.machine_made = true;
  rule.sentences = {"On 4 April, the CAC and 12 others released the Measures."};
  rule.since_draft = "Since the draft of 10 July 2021, 3 articles were added and 8 changed.";
  rule.elsewhere = {{"MIIT", "https://www.miit.gov.cn/zwgk/zcwj/art/2022/art_1.html"},
                    {"", "ftp://example.gov.cn/3"}};

  NewsletterItem penalty = item(1, "e5f6g7h", "", "关于侵害用户权益行为的APP通报", "不是地址");
  penalty.sentences = {"On 20 April, MIIT published a notice."};

  Newsletter out;
  out.title = "China Data Law";
  out.month = std::chrono::year{2022} / std::chrono::April;
  out.sections = {{NewsSection::regulatory, "Regulatory Developments", {draft, rule}},
                  {NewsSection::enforcement, "Enforcement Developments", {penalty}}};
  out.left_out = 12;
  return out;
}

/// Words that would be markup, in every place that a stranger writes.
inline Newsletter hostile_newsletter() {
  const std::string attacks[] = {
      "<script>alert(1)</script>",
      "=cmd|' /C calc'!A0",
      "# heading",
      "1. list",
      "2) list",
      "- list",
      "+ list",
      "* list *emphasis* _emphasis_ **strong** __strong__",
      "> quote",
      "![image](http://evil.example/x.png)",
      "[link](http://evil.example/) [ref][1] [1]: http://evil.example/",
      "http://evil.example/ <http://evil.example/> www.evil.example",
      "`code` ```` ~~struck~~ ~~~",
      "    indented",
      "===",
      "---",
      "a | b | c",
      "&lt;b&gt; &#60;i&#62; &amp;",
      "--> <!-- ]]> <![CDATA[ </w:t></w:r>",
      "line\r\nBcc: victim@example.com\r\n\r\n# heading",
      std::string("nul\0 esc\x1b[31m bell\x07", 18),
      "\u202Edesrever \u2066isolated \uFFFE \uFFFF",
      "ill \xff\xc3( formed \xed\xa0\x80",
      "{{title}} {{{title}}} {{#items}} {{> title}}",
      "trailing backslash \\",
      "\"' onmouseover=\"alert(1)",
  };
  Newsletter out = full_newsletter();
  NewsletterSection section{NewsSection::industry, "Industry Developments", {}};
  for (const std::string& attack : attacks) {
    NewsletterItem one = item(static_cast<int>(section.items.size()) + 1, "h", "", "", "");
    one.notice_id = "h" + std::to_string(one.number);
    one.title = one.title_chinese = one.since_draft = one.publisher = one.url = attack;
    one.sentences = {attack, attack};
    one.elsewhere = {{attack, "https://www.example.gov.cn/" + attack}};
    one.comment_deadline = day("2022-05-20");
    section.items.push_back(one);
  }
  std::string longest;
  for (int i = 0; i < 4000; ++i) longest += "长";
  section.items.back().title_chinese = longest;
  out.title = "<b>*Title*</b>";
  out.sections.push_back(section);
  return out;
}

}  // namespace regwatch::sample
