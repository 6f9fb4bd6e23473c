#include "parsers/file_facts.h"

#include <re2/re2.h>

#include "base/text.h"
#include "parsers/fact.h"
#include "parsers/facts.h"

namespace regwatch {
namespace {

// "附件：1.某某办法" and a signature are no text.
constexpr std::size_t little_text = 120;

}  // namespace

// Files about the notice's document rather than the document: their dates and laws are others'.
bool accompanies_document(std::string_view name) {
  static const RE2 words(
      "说明$|说明[.(（]|(编制|起草|修订|制定|情况|修改)的?说明|反馈表|意见.{0,4}表|反馈意见|"
      "意见汇总|"
      "采纳情况|回执|(申请|申报|报名|登记|推荐)[表书]|承诺书|通知单|模板|样表|解读|答记者问|问答|"
      "对照表|评估报告");
  const std::string plain = plain_form(name);
  return RE2::PartialMatch(plain, words);
}

bool says_little(const std::vector<std::string>& paragraphs) {
  std::size_t count = 0;
  for (const std::string& paragraph : paragraphs) {
    count += count_code_points(remove_spaces(paragraph));
    if (count > little_text) return false;
  }
  return true;
}

Facts read_file_facts(const FileText& file, bool is_the_notice) {
  if (accompanies_document(file.name)) return {};
  Facts facts = read_facts(file.paragraphs, file.published, file.notice_title);
  if (is_the_notice) return facts;
  // Whom to write to, until when, and who speaks is the notice's own to say.
  const Facts nothing;
  const auto forget = [&](const char* name, auto member) {
    facts.*member = nothing.*member;
    facts.evidence.erase(name);
  };
  forget("comment_deadline", &Facts::comment_deadline);
  forget("comment_to", &Facts::comment_to);
  forget("comment_address", &Facts::comment_address);
  forget("comment_page", &Facts::comment_page);
  forget("index_number", &Facts::index_number);
  forget("issuers", &Facts::issuers);
  return facts;
}

}  // namespace regwatch
