#include "parsers/penalty_words.h"

#include <re2/re2.h>

#include <algorithm>

#include "base/text.h"
#include "parsers/money.h"
#include "parsers/party_name.h"

namespace regwatch {
namespace {

bool matches(std::string_view text, const RE2& form) { return RE2::PartialMatch(text, form); }

std::string_view behind_last(std::string_view text, std::string_view mark) {
  const std::size_t at = text.rfind(mark);
  return at == text.npos ? text : text.substr(at + mark.size());
}

std::string_view clause_before(std::string_view before) {
  return behind_last(behind_last(before, ","), ":");
}

bool is_quoted(std::string_view before) {
  for (const auto& [open, close] :
       {std::pair<std::string_view, std::string_view>{"“", "”"}, {"「", "」"}, {"『", "』"}}) {
    const std::size_t opened = before.rfind(open);
    const std::size_t closed = before.rfind(close);
    if (opened != before.npos && (closed == before.npos || closed < opened)) return true;
  }
  return false;
}

// What a rule threatens with, what is asked, proposed or was paid, what another case brought, and
// what is paid by the piece or the day.
bool is_not_imposed(std::string_view before) {
  static const RE2 threat(
      "(?:的|情形之一),(?:可以?|应当?|将|由[^,]{0,24}|依法|并)*(?:并?处|罚款)|可以?(?:并)?处|最高(?"
      ":可|罚)|"
      "可(?:能)?(?:被)?(?:并)?(?:处|罚)");
  static const RE2 proposed(
      "拟(?:对|处|作出|决定|给予|罚|没收|予以|将|以|依法|并处)|建议|申请|请求|恳请|要求[^,]{0,8}(?:"
      "减|免)");
  static const RE2 other_case(
      "曾(?:经)?(?:因|被|于|受|多次|先后)|此前|以往|历史上|前次|上次|前期|先前|年度?内|累计|全年|"
      "上半年|下半年|"
      "(?:公司|人|行|其|单位|企业|店|所|平台|集团)(?:于|在)?(?:19|20)\\d\\d年(?:度)?,?(?:因[^,]{0,"
      "40})?被|"
      "季度|总额|近年来|同期|以来|系统[^,]{0,8}(?:共|累计|总计|依法)|罚款[0-9]+(?:家|件|起|人|次)|"
      "原(?:行政)?处罚|原决定");
  static const RE2 paid(
      "不予|免予|免于|免除|撤销|退还|返还|(?:已|未|尚|欠|应|须|限期|将上述|将)[^,对]{0,12}缴|拒不|"
      "加处|"
      "将(?:上述)?罚|罚款收据|保证金|变更为");
  static const RE2 rate("每[^,]{1,12}(?:处|罚|按)?$|每(?:逾期)?(?:一)?[日天次件个辆台吨]");
  const std::string_view decided = behind_last(behind_last(before, "决定"), "如下");
  const std::string_view clause = clause_before(before);
  return matches(decided, threat) || matches(decided, proposed) || matches(before, proposed) ||
         matches(decided, other_case) || matches(clause, paid) || matches(clause, rate) ||
         is_quoted(before);
}

enum class Sum { none, fine, confiscation };

// The words between the amount before and this one, and between this one and the next.
struct Around {
  std::string_view before;
  std::string_view after;
};

bool is_fine_before(std::string_view before) {
  static const RE2 fined(
      "罚款(?:人民币|金额|数额|的金额|[(]人民币|[(])?(?:为|是|计|即|:|各|均为|分别为|共计|合计|"
      "总计)*(?:人民币)?[(]?$|"
      "罚款,(?:共计|合计|即|计|金额为|罚款金额为|数额为|罚款数额为)(?:人民币)?$");
  return matches(before, fined);
}

bool is_fine_after(std::string_view after) {
  static const RE2 fine("^(?:[(][^()]{0,30}[)])?(?:人民币)?(?:的)?(?:行政)?(?:处罚)?罚款");
  return matches(after, fine);
}

bool is_confiscation(const Around& around) {
  static const RE2 gains_before(
      "没收[^;。]{0,60}?(?:违法所得|非法所得|业务收入|违法收入|非法收入|违法经营所得|非法财物所得|"
      "获利)"
      "(?:[(][^()]*[)])?[^,;。0-9罚处]{0,14},?(?:共计|合计|计)?(?:人民币)?$");
  static const RE2 taken("没收[^,;。罚]{0,40}$");
  static const RE2 gains_after("^(?:的)?(?:违法所得|非法所得|业务收入|违法收入|非法收入)");
  static const RE2 gains("(?:违法所得|非法所得|业务收入|违法收入)[^,;。罚]{0,10}$");
  static const RE2 taken_after("^,?(?:依法)?(?:全部)?(?:予以|全部)?(?:全部)?没收");
  return matches(around.before, gains_before) ||
         (matches(around.before, taken) && matches(around.after, gains_after)) ||
         (matches(around.before, gains) && matches(around.after, taken_after));
}

bool is_mixed_total(std::string_view before) {
  static const RE2 both(
      "罚没[^,;。没收罚]{0,12}$|没收违法所得(?:并处|和|及|、)罚款[^,;。]{0,12}$|罚款(?:和|及|、)"
      "没收[^,;"
      "。]{0,20}$");
  return matches(before, both);
}

bool is_total(std::string_view before) {
  static const RE2 sum("(?:合计|共计|总计|合并|共)[^,;。]{0,14}$|综合上述|综上");
  return matches(clause_before(before), sum);
}

const RE2& addressed() {
  // `未来科技` is a name; `未按规定` ends one.
  static const RE2 form(
      "(?:^|[,;:。、.)会局行部院署关办]|决定|并|拟|依法|分别)(?:对|给予|责令)"
      "(?:其?直接负责的主管人员(?:和其他直接责任人员)?)?([^,;:。]{2,120}?)"
      "(?:处|给予|予以|责令|没收|警告|通报|作出|采取|实施|罚款|合计|共计|各|均|分别|违反|违法|未按|"
      "未经|未依|未对|"
      "上述|涉嫌|作为|的|,|:|改正|停止|立即|限期)");
  return form;
}

const RE2& passive() {
  static const RE2 form(
      "(?:^|[,;:。])([^,;:。]{2,60}?(?:公司|银行|分行|支行|中心|事务所|企业|集团))(?:因[^;。]{0,80}"
      ")?"
      "被[^,;:。]{0,24}?(?:处|罚|没收|给予|警告)");
  return form;
}

// `没收张某违法所得`.
const RE2& deprived() {
  static const RE2 form("没收([^,;:。]{2,40}?)(?:的)?(?:全部)?(?:违法所得|非法所得|业务收入)");
  return form;
}

// `给予警告`, `责令改正`, `对上述行为`: a deed, and nobody's name.
bool is_measure(std::string_view words) {
  static const RE2 measure(
      "^(?:以下|如下|行政|警告|通报|罚款|公开|没收|改正|限期|停止|暂停|关闭|撤|吊销|禁|立即|其改|"
      "本案|此|上述|该行为|"
      "非法|全部|涉案|保荐业务|保荐收入|业务|销售|退还|退赔|退回|返还|清退|补缴|缴纳|拆除|恢复|"
      "召回|"
      "赔偿|整改|纠正|消除|采取|完善|加强|报送|提交|作出|给予|予以|处以)|行为|情形|事项|问题");
  return matches(words, measure);
}

std::string last_match(std::string_view text, const RE2& form) {
  // Groups are dear; most sentences have no such form.
  if (!matches(text, form)) return "";
  re2::StringPiece part[2];
  std::string found;
  std::size_t from = 0;
  while (from < text.size() && form.Match(text, from, text.size(), RE2::UNANCHORED, part, 2)) {
    const std::string_view words(part[1].data(), part[1].size());
    if (!is_measure(words)) found = words;
    // The words that end one name may begin the next.
    from = static_cast<std::size_t>(part[1].data() - text.data()) + part[1].size();
  }
  return found;
}

std::string without_role(std::string name) {
  static const RE2 office(
      "^(?:当事人|负有责任的|其|直接负责的主管人员|其他直接责任人员|直接责任人员|主要责任人员|"
      "实际控制人|相关责任人员?|责任人员?|法定代表人|保荐代表人|项目负责人|主要负责人|负责人|"
      "签字注册会计师"
      "|公司|时任|以及|及|和)+");
  std::string bare = name;
  RE2::Replace(&bare, office, "");
  return count_code_points(bare) >= 2 ? bare : name;
}

// `,时任合规总监刘某被罚款3.5万元`: the person, who is known by the office.
std::string officer_fined(std::string_view before) {
  static const RE2 form(
      "(?:^|[,;。])([^,;:。]{2,40}?)被[^,;:。]{0,20}(?:罚款|处罚|处以?|没收)[^,;:。]{0,8}$");
  std::string name;
  if (!RE2::PartialMatch(before, form, &name)) return "";
  std::string person = without_office(name);
  return person == name ? "" : person;
}

std::vector<std::string> parties_in(std::string_view before,
                                    const std::vector<Respondent>& respondents) {
  // Each form wants its own word; most sentences have none of them.
  const bool is_passive = before.find("被") != before.npos;
  std::string list;
  if (is_passive) list = officer_fined(before);
  if (list.empty() && has_any(before, {"对", "给予", "责令"}))
    list = last_match(before, addressed());
  if (list.empty() && is_passive) list = last_match(before, passive());
  if (list.empty() && has_any(before, {"没收"})) list = last_match(before, deprived());
  list = replace_all(replace_all(std::move(list), "(", "（"), ")", "）");
  std::vector<std::string> parties;
  for (std::string& name : names_in_list(list)) {
    name = full_name(without_role(std::move(name)), respondents);
    // A duty or a matter, no name.
    if (!has_any(name, {"行为", "情形", "规定", "问题", "人员"}))
      parties.push_back(std::move(name));
  }
  return parties;
}

// `对该医院处罚款5万元,对直接责任人罚款1万元`: the second pays, whoever that is.
bool is_about_nameless(std::string_view before) {
  static const RE2 person(
      "(?:对|给予|^|[,;])(?:其|该公司|该单位|上述|相关|有关|直接|主要|其他|负责的|主管|责任|法定|"
      "从业|"
      "工作|"
      "管理|[0-9一二三四五六七八九十两]+名|的|和|及)*(?:人员?|负责人|代表人|员工|高管)[^,;。]{0,12}"
      "$");
  return matches(before, person);
}

// `罚款12万`, `罚款金额(万元)3.5`: what is printed in a unit that stands elsewhere or is left out.
std::string with_units(std::string_view plain) {
  std::string text(plain);
  static const RE2 no_unit(
      "((?:罚款|没收违法所得|没收非法所得)(?:人民币)?[0-9][0-9.,]*[百千]?[万亿])([,;。、)]|并|$)");
  if (matches(text, no_unit)) RE2::GlobalReplace(&text, no_unit, "\\1元\\2");
  static const RE2 unit_before("[(](?:单位:)?((?:百|千)?万?元)[)]:?([0-9][0-9.,]*)$");
  if (matches(text, unit_before)) RE2::Replace(&text, unit_before, "\\2\\1");
  return text;
}

class SentenceReader {
 public:
  SentenceReader(std::string_view plain, const std::vector<Respondent>& respondents,
                 const std::string& party)
      : plain_(plain), respondents_(respondents), party_(party), amounts_(printed_money(plain)) {}

  std::vector<Penalty> read() {
    for (std::size_t i = 0; i < amounts_.size(); ++i) {
      const Sum sum = kind_of(i);
      if (sum == Sum::none) continue;
      std::size_t last = i;
      while (last + 1 < amounts_.size() && is_listed_with_next(last)) ++last;
      add(i, last, sum == Sum::fine ? Penalty::Kind::fine : Penalty::Kind::confiscation);
      i = last;
    }
    return std::move(found_);
  }

 private:
  Around around(std::size_t i) const {
    const std::size_t begin = i == 0 ? 0 : amounts_[i - 1].end;
    const std::size_t end = i + 1 < amounts_.size() ? amounts_[i + 1].begin : plain_.size();
    return {plain_.substr(begin, amounts_[i].begin - begin),
            plain_.substr(amounts_[i].end, end - amounts_[i].end)};
  }

  bool is_listed_with_next(std::size_t i) const {
    static const RE2 between("^(?:、|和|及|以及|与)$");
    return RE2::FullMatch(around(i).after, between);
  }

  Sum kind_of(std::size_t i) const {
    const PrintedMoney& amount = amounts_[i];
    const Around words = around(i);
    static const RE2 range("^(?:至|到|-|—|~)");
    static const RE2 elsewhere("^(?:的?罚款)?[(](?:详?见|参见|另案|已另)");
    if (!amount.is_exact || amount.cents <= 0 || matches(words.after, range) ||
        matches(words.after, elsewhere)) {
      return Sum::none;
    }
    const std::string_view before = plain_.substr(0, amount.begin);
    Sum sum = Sum::none;
    std::size_t last = i;
    while (last + 1 < amounts_.size() && is_listed_with_next(last)) ++last;
    if (is_confiscation(words)) {
      sum = Sum::confiscation;
    } else if (is_fine_before(words.before) || is_fine_after(around(last).after)) {
      sum = Sum::fine;
    }
    if (sum == Sum::none || is_mixed_total(words.before) || is_not_imposed(before))
      return Sum::none;
    return is_part(before) ? Sum::none : sum;
  }

  // `罚款100万元,其中作为主管人员罚款60万元`; not `罚没100万元,其中没收40万元,罚款60万元`.
  bool is_part(std::string_view before) const {
    const std::size_t part = before.rfind("其中");
    // `罚没款合计3亿元。其中,对甲公司罚款1亿元`: each of them pays.
    const bool opens_list =
        part == 0 && has_any(before.substr(0, 24), {"其中,对", "其中对", "其中:对"});
    return part != before.npos && !opens_list && (part == 0 || part > first_end_);
  }

  void add(std::size_t first, std::size_t last, Penalty::Kind kind) {
    const std::string_view before = plain_.substr(0, amounts_[first].begin);
    const auto parties = parties_in(before, respondents_);
    const std::string_view since = parties.empty() ? around(first).before : before;
    const bool each = has_any(behind_last(since, ";"), {"各", "分别", "均"});
    const std::size_t count = last - first + 1;
    Penalty penalty{kind, {}, is_total(around(first).before), {}};
    if (!penalty.is_total) first_end_ = std::min(first_end_, amounts_[first].end);
    for (std::size_t i = first; i <= last; ++i) {
      penalty.money = {amounts_[i].cents, amounts_[i].currency, std::nullopt};
      if (count == 1 && each && parties.size() > 1) {
        for (const std::string& party : parties) push(penalty, party);
      } else if (count == parties.size()) {
        push(penalty, parties[i - first]);
      } else {
        const bool is_unknown = parties.empty() && is_about_nameless(around(first).before);
        push(penalty, is_unknown ? "" : parties.empty() ? party_ : join(parties, "、"));
      }
    }
  }

  void push(Penalty penalty, const std::string& party) {
    if (!party.empty()) penalty.money.party = party;
    found_.push_back(std::move(penalty));
  }

  std::string_view plain_;
  const std::vector<Respondent>& respondents_;
  const std::string& party_;
  std::vector<PrintedMoney> amounts_;
  std::vector<Penalty> found_;
  /// Where the first sum that is no total ends.
  std::size_t first_end_ = std::string_view::npos;
};

}  // namespace

std::vector<Penalty> penalties_in_words(std::string_view plain,
                                        const std::vector<Respondent>& respondents,
                                        const std::string& party) {
  if (!has_any(plain, {"罚款", "没收"})) return {};
  const std::string text = with_units(plain);
  return SentenceReader(text, respondents, party).read();
}

std::string party_in_words(std::string_view plain, const std::vector<Respondent>& respondents) {
  return join(parties_in(plain, respondents), "、");
}

}  // namespace regwatch
