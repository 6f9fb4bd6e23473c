#include <re2/re2.h>

#include <algorithm>
#include <iterator>

#include "base/text.h"
#include "parsers/fact.h"

namespace regwatch {
namespace {

constexpr std::size_t longest_address = 120;  // Code points.

// A place in a town: 北京市西城区车公庄大街11号…
bool looks_postal(std::string_view text) {
  const bool place = has_any(text, {"省", "市", "区", "县", "州", "盟", "旗", "北京", "上海"});
  static const RE2 number(
      "[0-9０-９一二三四五六七八九十甲乙丙丁]{1,5}\\s*(?:号|弄|幢|楼|层|室|座|栋)");
  const bool spot =
      has_any(text, {"路", "街", "大厦", "胡同", "道", "巷", "村", "广场", "大楼", "里"}) ||
      RE2::PartialMatch(text, number);
  const std::size_t length = count_code_points(text);
  return place && spot && length >= 8 && length <= longest_address;
}

// Each cell's spaces of one kind, cells still parted by tab.
std::string evenly_spaced(std::string_view printed) {
  std::vector<std::string> cells;
  for (const std::string_view cell : split(printed, '\t')) cells.push_back(collapse_spaces(cell));
  return join(cells, "\t");
}

// What a letter is sent to, behind the words that say so: 寄至, 通讯地址：. Up to the next stop.
std::optional<std::string> address_in(std::string_view sentence) {
  const std::string printed = evenly_spaced(sentence);
  static const RE2 posted(
      "(?:邮寄|寄送|寄往|寄至|寄到|寄给|寄|函寄|递送|送达|邮递|信函|书面意见|纸质|来函|来信)[^"
      "。；\\t]{0,40}?"
      "(?:寄至|寄到|寄往|寄送至|寄送到|寄给|寄送|送至|送到|递至|地址|至|到|往|给|寄|[寄送][：:])"
      "\\s*[：:"
      "为是]?\\s*"
      "[“\"]?((?:\\p{Han}{2,}|[0-9A-Za-z])[^；;。\\t|｜“”]*)");
  static const RE2 sent("(?:寄送|寄交|函送)(?:给)?(\\p{Han}{4,}[^；;。\\t|｜“”]*)");
  static const RE2 labelled(
      "(?:^|[^\\p{Han}]|通讯|通信|联系|邮寄|收件|收信|办公|来信|寄送|邮政|单位|信函)地\\s*址"
      "(?:[（(][^）)]{0,12}[）)])?\\s*[：:\\t为]\\s*([^；;。|｜\\t“”]+)");
  // `信件：北京市…`: the way itself is the label.
  static const RE2 by_way(
      "(?:信\\s*件|信\\s*函|来信|来函|函件|邮\\s*寄|寄信|请寄|纸质材料|书面材料|书面意见)(?:方式)?"
      "\\s*["
      "：:\\t]\\s*"
      "([^；;。|｜\\t“”]+)");
  static const RE2 of_something_else(
      "(?:会议|听证会|注册|企业|公司|项目|建设|网站|生产|经营|邮箱|邮件|电子|主办单位|承办单位)"
      "\\s*地\\s*址");
  static const RE2 cut(
      "^(.*?)\\s*(?:[，,、]?\\s*(?:并?在?请?(?:在)?信封|并请|并注明|请注明|请在|请于|信封|信函|"
      "来信|收件人|"
      "联系人|联系方式|联系电话|电\\s*话|传\\s*真|电子邮[箱件]|邮\\s*箱|E-?mail|收信人|或者|或通过|"
      "并将|"
      "邮件|注明|以邮戳|提出|进行反馈|反馈意见))");
  for (const RE2* form : {&posted, &sent, &labelled, &by_way}) {
    std::string found;
    if (!RE2::PartialMatch(printed, *form, &found)) continue;
    if (form == &labelled && RE2::PartialMatch(printed, of_something_else)) continue;
    std::string head;
    if (RE2::PartialMatch(found, cut, &head)) found = head;
    static const RE2 label("^地\\s*址\\s*[：:]\\s*");
    RE2::Replace(&found, label, "");
    found = std::string(trim(found));
    if (looks_postal(found)) return found;
  }
  return std::nullopt;
}

// `，邮编：100044`, `（100800）`, `（邮政编码：100804）` and what stands before it.
std::optional<std::string> with_postcode(const std::string& address) {
  static const RE2 form(
      "^(.*?(?:邮\\s*编|邮政编码|邮码|[（(，,、\\s])\\s*[：:为是]?\\s*[0-9０-９]{6}[）)]?)(?:$|[^0-"
      "9０-９号])");
  std::string found;
  if (!RE2::PartialMatch(address, form, &found)) return std::nullopt;
  return found;
}

// Without a bracket that only began, or a stop at its end.
std::string tidy(std::string address) {
  constexpr std::string_view loose[] = {"，", ",", "、", "（", "(", "：", ":", " "};
  const auto end = [&] {
    return std::find_if(std::begin(loose), std::end(loose),
                        [&](std::string_view mark) { return address.ends_with(mark); });
  };
  for (auto mark = end(); mark != std::end(loose); mark = end()) {
    address.resize(address.size() - mark->size());
  }
  return address;
}

// A sentence's end may fall within the bracket.
std::string closed(std::string address) {
  const std::size_t open = address.rfind("（");
  if (open != std::string::npos && address.find_first_of(")", open) == std::string::npos &&
      address.find("）", open) == std::string::npos) {
    address += "）";
  }
  return address;
}

// The postcode where it has a line, a sentence or a cell of its own: `邮编：100044`.
struct Postcode {
  std::string code;
  std::string_view evidence;
};
std::optional<Postcode> postcode_near(std::span<const Sentence> own, std::size_t at) {
  constexpr std::size_t lines_on = 4;
  static const RE2 beside("(?:邮编|邮政编码|邮码):?([0-9]{6})");
  static const RE2 alone("^(?:邮编|邮政编码|邮码):?([0-9]{6})(?:$|[^0-9])");
  std::string code;
  if (RE2::PartialMatch(own[at].plain, beside, &code)) return Postcode{code, own[at].printed};
  for (std::size_t i = at > 0 ? at - 1 : 0; i < std::min(own.size(), at + lines_on); ++i) {
    if (RE2::PartialMatch(own[i].plain, alone, &code)) return Postcode{code, own[i].printed};
  }
  return std::nullopt;
}

// Whose site it is, at the foot of a page that carries it within its text.
bool is_imprint(std::string_view plain) {
  return has_any(
      plain, {"主办单位", "承办单位", "版权所有", "网站标识码", "ICP备", "公网安备", "技术支持:"});
}

bool may_tell(std::string_view plain) {
  return has_any(plain, {"地址", "寄", "信函", "信件", "函件", "来函", "来信", "递", "送达", "纸质",
                         "书面意见", "书面材料"}) &&
         !has_any(plain, {"举报", "投诉"}) && !is_imprint(plain);
}

void read(const NoticeText& text, Facts& facts) {
  if (!text.is_consultation) return;
  const auto own = text.own();
  for (std::size_t i = 0; i < own.size(); ++i) {
    if (!may_tell(own[i].plain)) continue;
    auto found = address_in(own[i].printed);
    // The label may have a line of its own: 通讯地址：
    static const RE2 label("\\p{Han}{0,4}地址:");
    const bool is_below = !found && i + 1 < own.size() && RE2::FullMatch(own[i].plain, label);
    if (is_below) found = address_in(own[i].printed + own[i + 1].printed);
    if (!found) continue;
    add_evidence(facts, "comment_address", own[i].printed);
    if (is_below) add_evidence(facts, "comment_address", own[++i].printed);
    if (const auto whole = with_postcode(*found)) {
      facts.comment_address = closed(*whole);
      return;
    }
    facts.comment_address = tidy(*found);
    if (const auto postcode = postcode_near(own, i)) {
      *facts.comment_address += "，邮编：" + postcode->code;
      add_evidence(facts, "comment_address", postcode->evidence);
    }
    return;
  }
}

}  // namespace

const Fact& fact_comment_address() {
  static const Fact fact{"comment_address", read};
  return fact;
}

}  // namespace regwatch
