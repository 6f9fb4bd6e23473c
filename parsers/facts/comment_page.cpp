#include <re2/re2.h>

#include "base/text.h"
#include "parsers/fact.h"

namespace regwatch {
namespace {

// Comments are entered there. 网址 alone may lead to the draft's text.
bool takes_comments(std::string_view plain) {
  const bool entered =
      has_any(plain, {"提出意见", "反馈",     "提交",     "填写",         "填报",     "发表",
                      "留言",     "栏目",     "专栏",     "征求意见系统", "意见征集", "征集系统",
                      "征集调查", "提出建议", "提意见",   "意见建议",     "在线",     "网上",
                      "提出异议", "公众参与", "互动交流", "政民互动"});
  const bool is_read_there =
      has_any(plain, {"查阅", "查看", "下载", "查询", "浏览", "获取", "见附件", "发布在", "发布于",
                      "刊登", "公布于", "公布在"}) &&
      !has_any(plain, {"提出", "反馈意见", "意见反馈", "提交", "填写", "填报", "发表", "进行反馈"});
  return entered && !is_read_there && !has_any(plain, {"举报", "投诉"});
}

bool leads_to_page(std::string_view plain) {
  return has_any(plain, {"登录", "登陆", "访问", "进入", "网址", "网站", "网页", "平台", "系统",
                         "链接", "在线", "网上", "点击", "通过"});
}

std::optional<std::string> address_in(const std::string& printed) {
  static const RE2 form(
      "(https?://[A-Za-z0-9.-]+(?::\\d{2,5})?(?:[/?][A-Za-z0-9./?=&%#_~:;+!-]*)?|"
      "\\bwww\\.[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)+(?:/[A-Za-z0-9./?=&%#_~:;+!-]*)?)");
  // A host without www, where the words say that it is one and no mailbox.
  static const RE2 bare(
      "(?:网址|网站|平台|系统|登录|登陆|访问|链接|网)[：:]?\\s*[（(“\"]?\\s*(?:网址|域名)?\\s*[：:"
      "为]?\\s*"
      "([A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)*\\.(?:gov|org|com|net|edu)\\.cn(?:/[A-Za-z0-9./"
      "?=&%#_~-]*)?)");
  std::string found;
  if (!RE2::PartialMatch(printed, form, &found) && !RE2::PartialMatch(printed, bare, &found)) {
    return std::nullopt;
  }
  while (!found.empty() && std::string_view(".,;:!?-").find(found.back()) != std::string::npos) {
    found.pop_back();
  }
  return found;
}

void read(const NoticeText& text, Facts& facts) {
  if (!text.is_consultation) return;
  for (const Sentence& sentence : text.own()) {
    if (sentence.plain.find('.') == std::string::npos || !leads_to_page(sentence.plain) ||
        !takes_comments(sentence.plain)) {
      continue;
    }
    const auto found = address_in(to_half_width(sentence.printed));
    if (!found) continue;
    facts.comment_page = found;
    return add_evidence(facts, "comment_page", sentence.printed);
  }
}

}  // namespace

const Fact& fact_comment_page() {
  static const Fact fact{"comment_page", read};
  return fact;
}

}  // namespace regwatch
