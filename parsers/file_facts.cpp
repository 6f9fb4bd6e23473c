#include "parsers/file_facts.h"

#include "base/text.h"
#include "parsers/fact.h"
#include "parsers/facts.h"

namespace regwatch {
namespace {

// "附件：1.某某办法" and a signature are no text.
constexpr std::size_t little_text = 120;

// Files about the notice's document rather than the document: their dates and laws are others'.
bool is_beside_the_matter(std::string_view name) {
  const std::string plain = plain_form(name);
  return has_any(plain, {"编制说明", "起草说明", "修订说明", "制定说明", "情况说明",   "的说明",
                         "反馈表",   "意见表",   "反馈意见", "意见汇总", "汇总处理表", "采纳情况",
                         "回执",     "申请表",   "申报表",   "报名表",   "登记表",     "推荐表",
                         "承诺书",   "模板",     "样表",     "解读",     "答记者问",   "问答"});
}

}  // namespace

bool says_little(const std::vector<std::string>& paragraphs) {
  std::size_t count = 0;
  for (const std::string& paragraph : paragraphs) {
    count += count_code_points(remove_spaces(paragraph));
    if (count > little_text) return false;
  }
  return true;
}

Facts read_file_facts(const FileText& file, bool is_the_notice) {
  if (is_beside_the_matter(file.name)) return {};
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
