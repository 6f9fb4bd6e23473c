#include <re2/re2.h>

#include <algorithm>

#include "base/text.h"
#include "parsers/fact.h"

namespace regwatch {
namespace {

struct Mailbox {
  std::string address;
  std::string_view evidence;
  bool is_for_questions = false;  ///< 咨询邮箱, 技术支持: not where comments go.
};

// The words between the address before it, or the last stop, and this one.
bool is_for_reports(std::string_view label) {
  return has_any(label, {"举报", "投诉", "监督邮箱", "纪检", "廉政", "信访"});
}

// `law@cac.gov.cn`, `x(at)tc260.org.cn`; `a#b.cn` where the sentence says what # stands for. Spaces
// stand around the sign at most: without them, two addresses would be one.
void add_mailboxes(const Sentence& sentence, std::vector<Mailbox>& found) {
  static const RE2 form(
      "((?s).*?)([A-Za-z0-9][A-Za-z0-9._%+-]{0,63})\\s{0,3}(?:@|[\\[({<]\\s?(?i:at)\\s?[\\])}>])"
      "\\s{0,3}"
      "([A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)*\\.[A-Za-z]{2,12})");
  std::string half_width = to_half_width(sentence.printed);
  // 请将#替换为@.
  static const RE2 stand_in("#(?:替换|换|改|更换|改写)[为成]?@");
  if (RE2::PartialMatch(sentence.plain, stand_in)) half_width = replace_all(half_width, "#", "@");
  re2::StringPiece rest(half_width);
  std::string before;
  std::string name;
  std::string domain;
  while (RE2::Consume(&rest, form, &before, &name, &domain)) {
    const std::size_t stop = before.find_last_of(",;\t");
    const std::string label = remove_spaces(before.substr(stop == before.npos ? 0 : stop + 1));
    if (is_for_reports(label)) continue;
    found.push_back(
        {name + "@" + domain, sentence.printed, has_any(label, {"技术支持", "咨询", "技术服务"})});
  }
}

void read(const NoticeText& text, Facts& facts) {
  if (!text.is_consultation) return;
  std::vector<Mailbox> found;
  for (const Sentence& sentence : text.own()) {
    if (sentence.plain.find('@') == std::string::npos && !icontains(sentence.plain, "at)") &&
        !icontains(sentence.plain, "at]") && !icontains(sentence.plain, "at}")) {
      continue;
    }
    add_mailboxes(sentence, found);
  }
  const bool all_for_questions = std::all_of(
      found.begin(), found.end(), [](const Mailbox& box) { return box.is_for_questions; });
  constexpr std::size_t most = 10;
  for (const Mailbox& box : found) {
    auto& known = facts.comment_to;
    if (box.is_for_questions && !all_for_questions) continue;
    if (known.size() >= most) break;
    if (std::find(known.begin(), known.end(), box.address) != known.end()) continue;
    known.push_back(box.address);
    add_evidence(facts, "comment_to", box.evidence);
  }
}

}  // namespace

const Fact& fact_comment_to() {
  static const Fact fact{"comment_to", read};
  return fact;
}

}  // namespace regwatch
