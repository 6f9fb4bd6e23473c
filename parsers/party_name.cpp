#include "parsers/party_name.h"

#include <re2/re2.h>

#include <algorithm>
#include <initializer_list>
#include <span>

#include "base/text.h"

namespace regwatch {
namespace {

constexpr std::size_t longest_name = 240;  // Bytes.

bool matches(std::string_view text, const RE2& form) { return RE2::PartialMatch(text, form); }

bool ends_with_any(std::string_view text, std::initializer_list<std::string_view> ends) {
  for (const std::string_view end : ends) {
    if (text.ends_with(end)) return true;
  }
  return false;
}

// Words that end a name, whatever follows.
bool ends_organisation(std::string_view name) {
  return ends_with_any(name, {"公司", "事务所", "分行", "支行", "营业部", "合作社", "信用社",
                              "合伙）", "合伙)", "商行", "经营部"});
}

// Words that end a name only where what was done follows: `某银行卡中心有限公司`, `某酒店管理公司`.
bool may_end_organisation(std::string_view name) {
  return ends_with_any(
      name, {"银行",   "集团", "中心",   "医院", "学校",   "大学",   "学院", "企业",   "协会",
             "研究院", "平台", "研究所", "酒店", "门诊部", "诊所",   "药房", "药店",   "商店",
             "超市",   "店",   "厂",     "站",   "学会",   "幼儿园", "门店", "工作室", "出版社"});
}

// `某集团（北京）有限公司`: the bracket stands within the name.
bool goes_on_behind_bracket(std::string_view rest) {
  static const RE2 within(
      "^[（(][^（）()]{1,20}[）)]\\p{Han}{0,14}?(?:公司|事务所|中心|合伙|银行|企业|集团)|"
      "^[（(][^（）()]{0,8}合伙[）)]");
  static const RE2 aside("^[（(](?:以下|下称|简称|原|曾用)");
  return matches(rest, within) && !matches(rest, aside);
}

bool tells_what_was_done(std::string_view rest) {
  static const RE2 deed(
      "^(?:$|[，,。；;：:、（(]|等|及|和|违|未|涉|虚|非法|擅自|私自|不|超|利用|通过|销售|生产|经营|"
      "发布|侵|因|在|"
      "的|存在|作出|依法|实施|采取|拒|滥|泄|无|假|伪|隐|骗|欺|垄断|收集|开展|罚|处|被|立案|以|案|"
      "组织|从事|使用|出具|提供|进行|予|给|向|为|将|对|刷|流量|商业|编造|误导|仿冒|混淆|价格|低价|"
      "哄抬|串通|行政|转让|出租|出借|冒用|操纵|内幕|短线|信息|财务|强制|过度|办理|数据|网络)");
  return matches(rest, deed);
}

bool goes_on(std::string_view rest) {
  static const RE2 more("^(?:有限|股份|责任|集团|公司|分公司|分行|支行|分所|分店|营业部|控股)");
  // `某银行股份有限公司杭州分行`.
  static const RE2 branch("^\\p{Han}{2,10}?(?:分公司|分行|支行|分所|营业部|分院|分店)");
  return matches(rest, more) || goes_on_behind_bracket(rest) ||
         (matches(rest, branch) && !tells_what_was_done(rest));
}

bool is_mark(std::string_view character) {
  return character.size() == 1 ? std::string_view(",;:.\t\"").find(character) != std::string::npos
                               : ends_with_any(character, {"，", "。", "；", "：", "、", "《", "》",
                                                           "“", "”", "！", "？"});
}

// `河北籍黄某非法买卖外汇案`: a person whose name is half hidden, or who is said to come from
// somewhere.
std::string person_at_start(std::string_view text) {
  static const RE2 hidden(
      "^(?:\\p{Han}{2,9}籍|居民|公民|个人|自然人)*(\\p{Han}某{1,2}\\p{Han}?)(?:等人?|、|非法|违|未|"
      "涉嫌|利用|通过|私自|擅自|销售|生产|发布|侵|虚|操纵|内幕|泄|出售|买卖|传播|编造|无|不)");
  static const RE2 whole(
      "^\\p{Han}{2,9}籍(\\p{Han}{2,3})(?:非法|违规|违反|私自|分拆|利用|通过|逃汇)");
  std::string name;
  if (RE2::PartialMatch(text, hidden, &name)) {
    // `王某非法`: the third character is no part of the name.
    static const RE2 verb(
        "(某)(?:非|违|未|涉|利|通|私|擅|销|生|发|侵|虚|操|内|泄|出|买|传|编|无|不|等)$");
    RE2::Replace(&name, verb, "\\1");
    return name;
  }
  return RE2::PartialMatch(text, whole, &name) ? name : "";
}

constexpr std::string_view offices[] = {
    "首席执行官", "首席财务官", "首席技术官", "首席运营官", "首席风险官", "CEO",        "CFO",
    "COO",        "CTO",        "董事长",     "董事会秘书", "董事",       "监事会主席", "监事长",
    "监事",       "总经理",     "经理",       "总裁",       "行长",       "总监",       "会计师",
    "律师",       "评估师",     "代表人",     "协办人",     "负责人",     "控制人",     "股东",
    "授权代表",   "责任人员",   "责任人",     "主管人员",   "合伙人",     "投资顾问",   "分析师",
    "从业人员",   "员工",       "职工",       "主任",       "主席",       "部长",       "科长",
    "处长",       "主管",       "管理人员",   "秘书",       "校长",       "院长",       "店长",
    "站长",       "会长",       "理事长",     "代理人",     "运营者",     "经营者"};
// What stands before an office.
constexpr std::string_view ranks[] = {
    "时任", "原任",     "现任", "前任", "原",   "执行", "独立", "副", "总",   "高级",
    "签字", "直接",     "相关", "兼任", "兼",   "及",   "的",   "该", "注册", "资产",
    "保荐", "直接负责", "项目", "主要", "财务", "实际", "控股", "大", "法定", "其他"};

// Takes one such word off the end.
bool strip_office(std::string_view& words) {
  for (const auto& list : {std::span<const std::string_view>(offices), {ranks}}) {
    for (const std::string_view word : list) {
      if (!words.ends_with(word)) continue;
      words.remove_suffix(word.size());
      return true;
    }
  }
  return false;
}

bool is_person(std::string_view name) {
  static const RE2 form("^(?:\\p{Han}{2,4}|\\p{Han}{1,12}(?:·\\p{Han}{1,12})+|[A-Za-z .]{3,40})$");
  static const RE2 other(
      "(?:公司|银行|分行|支行|中心|事务所|协会|人员?|部门?|责任|控制|代表|行为|决定)$");
  return matches(name, form) && !matches(name, other);
}

}  // namespace

std::string_view organisation_at_start(std::string_view text) {
  for (std::size_t at = 0; at < std::min(text.size(), longest_name);) {
    const std::size_t begin = at;
    next_code_point(text, at);
    if (is_mark(text.substr(begin, at - begin))) return {};
    const std::string_view name = text.substr(0, at);
    const std::string_view rest = text.substr(at);
    const bool ends =
        ends_organisation(name) || (may_end_organisation(name) && tells_what_was_done(rest));
    if (ends && !goes_on(rest) && count_code_points(name) >= 3) return name;
  }
  return {};
}

std::string without_office(const std::string& name) {
  // The office stands right before the person.
  constexpr std::size_t longest = 240;
  constexpr std::size_t longest_end = 60;
  const std::size_t from = name.size() - std::min(name.size(), longest_end);
  const std::string_view tail = std::string_view(name).substr(from);
  std::size_t end = 0;
  for (const std::string_view office : offices) {
    const std::size_t at = tail.rfind(office);
    if (at != tail.npos) end = std::max(end, from + at + office.size());
  }
  const std::string_view person = std::string_view(name).substr(end);
  if (end == 0 || name.size() > longest || !is_person(person)) return name;
  std::string_view before = std::string_view(name).substr(0, end);
  while (strip_office(before)) continue;
  static const RE2 of_organisation(
      "(?:公司|集团|银行|行|所|股份|证券|期货|基金|保险|信托|中心|企业|医院|学校|大学|局|部|其|"
      "科技|"
      "）|\\)|(?:时任|现任|原任|前任)\\p{Han}{0,10})$");
  return before.empty() || matches(before, of_organisation) ? std::string(person) : name;
}

std::string without_staff(std::string name) {
  static const RE2 staff(
      "(?:以及|及|和|与|、)(?:其|相关|有关|直接|主要|责任|负责|管理|工作|从业|时任|等|的|"
      "[0-9一二两三四五六七八九十]+名)*(?:人员?|责任人员?|负责人|员工|高管|主管人员)$");
  static const RE2 duty("[（(](?:时任|现任|原任|系|任)[^（）()]{1,120}[）)]$");
  RE2::Replace(&name, staff, "");
  RE2::Replace(&name, duty, "");
  return name;
}

std::optional<std::string> party_of_case(std::string_view line) {
  static const RE2 heading(
      "^(?:(?:典型)?(?:案例|案件)之?[（(]?[一二三四五六七八九十0-9]{1,3}[）)]?[：:、.．]?([^。]{4,"
      "120}?"
      "(?:案|案件|事故|事件|行为))|"
      "[（(]?[一二三四五六七八九十0-9]{0,3}[）)]?[、.．]?([^。：:]{6,120}?案)(?:件)?)"
      "(?:[。：:（(]|$)");
  constexpr std::size_t longest_line = 6000;
  if (line.size() > longest_line || !has_any(line, {"案"})) return std::nullopt;
  const std::string plain = remove_spaces(line.substr(0, 600));
  std::string after_label;
  std::string words;
  if (!RE2::PartialMatch(plain, heading, &after_label, &words)) return std::nullopt;
  if (words.empty()) words = after_label;
  static const RE2 by_whom(
      "^[^，]{2,40}?(?:局|队|委|办|部门|机关|厅|院)(?:依法)?(?:查处|查办|处罚|处理|侦破|办理)了?");
  RE2::Replace(&words, by_whom, "");
  const std::string_view organisation = organisation_at_start(words);
  return organisation.empty() ? person_at_start(words) : std::string(organisation);
}

}  // namespace regwatch
