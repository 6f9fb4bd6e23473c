#include "parsers/complaint_count.h"

#include <re2/re2.h>

#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "parsers/chinese_dates.h"
#include "parsers/money.h"

namespace regwatch {
namespace {

// From the strongest: the title's own, those that are named here, what is left of an earlier
// notice's, those that are found out, those that one fault concerns.
enum class Rank { title, named, left_over, found, concerned, none };

struct Mention {
  Rank rank = Rank::none;
  int count = 0;
  std::string_view printed;
};

bool speaks_of_others(std::string_view clause) {
  return has_any(clause,
                 {"累计", "截止目前共", "已完成整改", "上期", "上一期", "上批",     "上一批",
                  "前期", "往期",       "此前",       "历次", "曾",     "分别",     "总计检测",
                  "抽取", "抽检了",     "计划",       "目标", "覆盖",   "今年以来", "去年",
                  "全年", "上年",       "本年度共",   "先后", "多次",   "自2"});
}

// `累计通报2,049款APP,下架540款`: what is told of a span of time, until the words turn to this
// notice.
bool sums_over_time(std::string_view before) {
  static const RE2 turn("(?:近期|近日|本次|此次|现将|现对|尚有|仍有|本批)[^;。]*$");
  if (has_any(before, {"上期", "上一期", "上批", "上一批"})) return true;
  // `第三季度,我局检测发现12款` tells of this notice.
  static const RE2 in_quarter("(?:季度|上半年|下半年)[^;。]*$");
  static const RE2 looked(
      "(?:季度|上半年|下半年)[^;。]*(?:发现|检测|抽测|监测|抽检|检查|组织)[^;。]*$");
  const re2::StringPiece words = before;
  // `全国网信系统共约谈网站120家,下架应用26款`.
  static const RE2 whole_service("系统[^,;。]{0,8}(?:共|累计|总计|依法)[^;。]*$");
  if (RE2::PartialMatch(words, whole_service)) return true;
  if (RE2::PartialMatch(words, in_quarter) && !RE2::PartialMatch(words, looked)) return true;
  return has_any(before, {"累计", "今年以来", "全年", "去年", "年度", "以来"}) &&
         !RE2::PartialMatch(before, turn);
}

bool looks_only(std::string_view clause) {
  return has_any(clause,
                 {"检测", "抽测", "检查", "抽查", "测试", "评估", "核查", "复测", "监测", "巡查"});
}

bool complains(std::string_view clause) {
  static const RE2 undone(
      "未(?:明示|公开|经|按|依|逐一|取得|征得|告知|提供|建立|采取|完成|落实|整改|履行|及时|同步|"
      "说明|有效|如实|备案|区分|设置|对|向)");
  return has_any(clause, {"存在", "违规", "违法",   "违反", "侵害",    "问题",   "通报", "下架",
                          "强制", "频繁", "超范围", "曝光", "不合格",  "不符合", "处罚", "警示",
                          "罚款", "约谈", "责令",   "查处", "点名",    "警告",   "谴责", "列入",
                          "禁入", "吊销", "注销",   "立案", "监管措施"}) ||
         RE2::PartialMatch(clause, undone);
}

bool is_named_here(std::string_view clause) {
  return has_any(clause, {"尚有",         "仍有",     "现对",     "现将",     "现予",   "予以通报",
                          "予以公开通报", "进行通报", "以下",     "下列",     "如下",   "附件",
                          "名单",         "予以下架", "进行下架", "组织下架", "共通报", "公开通报",
                          "本次通报",     "本批",     "此次",     "本期",     "列入",   "附表"});
}

std::string_view clause_around(std::string_view sentence, std::size_t begin, std::size_t end) {
  const std::size_t comma = sentence.rfind(',', begin);
  const std::size_t from = comma == sentence.npos ? 0 : comma + 1;
  const std::size_t to = sentence.find(',', end);
  return sentence.substr(from, to == sentence.npos ? to : to - from);
}

// `对发现存在问题的109款APP提出整改要求,尚有53款未完成`: the first were told before;
// `未按照我部要求完成整改` says nothing of the kind.
bool was_told_before(std::string_view clause) {
  static const RE2 told("提出整改|督促|要求[^未]{0,10}整改");
  static const RE2 undone("(?:未|没有|拒不|逾期)[^,]{0,24}要求[^,]{0,16}整改|按[^,]{0,12}要求");
  const re2::StringPiece text = clause;
  return RE2::PartialMatch(text, told) && !RE2::PartialMatch(text, undone);
}

// `2026年2月11日,我部向社会通报了24款,…`, in a notice of March: how many bytes of the sentence
// speak of that notice.
std::size_t length_of_earlier_notice(const Sentence& sentence, const NoticeText& text) {
  static const RE2 told(
      "^((?:另外?,|其中,)?(?:19|20)?[0-9年]{0,5}[0-9]{1,2}月[^;。]{0,60}(?:通报|公布|公示|曝光|"
      "下架|"
      "发布|点名)了[^,;。]*)");
  std::string words;
  if (!text.published || sentence.plain.find("了") == std::string::npos ||
      !RE2::PartialMatch(sentence.plain, told, &words))
    return 0;
  const auto dates = printed_dates(sentence.plain.substr(0, 90), text.published);
  constexpr int same_notice_days = 3;
  const bool is_earlier =
      !dates.empty() && days_between(dates.front().date, *text.published) > same_notice_days;
  return is_earlier ? words.size() : 0;
}

Rank rank_of(std::string_view sentence, std::size_t begin, std::size_t end) {
  const std::string_view clause = clause_around(sentence, begin, end);
  const std::string_view behind = sentence.substr(end, 90);
  if (speaks_of_others(clause) || sums_over_time(sentence.substr(0, begin))) return Rank::none;
  // `检测68款APP,其中21款存在问题`; of those that are complained of it is a part.
  const std::string_view before = sentence.substr(0, begin);
  const bool is_part = clause.find("其中") != clause.npos;
  if (is_part && (!looks_only(before) || complains(before))) return Rank::none;
  const bool is_named = is_named_here(clause) || is_named_here(behind);
  // `涉及12款App如下` stands below each fault.
  if (clause.find("涉及") != clause.npos) return is_named ? Rank::concerned : Rank::none;
  const bool bad = complains(clause) || (!looks_only(clause) && complains(behind));
  if (!bad) return Rank::none;
  if (was_told_before(clause)) return Rank::none;
  return is_named ? Rank::named : Rank::found;
}

void add_mentions(std::string_view plain, std::string_view printed, bool is_title,
                  const RE2& counted, std::vector<Mention>& mentions) {
  const re2::StringPiece text = plain;
  re2::StringPiece part[5];
  std::size_t from = 0;
  while (mentions.size() < 200 && counted.Match(text, from, text.size(), RE2::UNANCHORED, part,
                                                1 + counted.NumberOfCapturingGroups())) {
    const auto begin = static_cast<std::size_t>(part[0].data() - plain.data());
    from = begin + part[0].size();
    const re2::StringPiece digits =
        *std::find_if(part + 1, part + 5, [](const auto& group) { return !group.empty(); });
    const auto number = printed_number({digits.data(), digits.size()});
    if (!number || *number < 1 || *number > 1e6 || std::floor(*number) != *number) continue;
    const std::string_view before = plain.substr(0, begin);
    static const RE2 in_doubt(
        "(?:第|近|约|超|超过|逾|逾百|[0-9.]|[0-9一二三四五六七八九十]批次?)$");
    if (RE2::PartialMatch(before, in_doubt)) continue;
    const Rank rank = is_title ? Rank::title : rank_of(plain, begin, from);
    if (rank != Rank::none) mentions.push_back({rank, static_cast<int>(*number), printed});
  }
}

}  // namespace

std::optional<ComplaintCount> complaint_count(const NoticeText& text, const RE2& counted) {
  std::vector<Mention> mentions;
  add_mentions(text.title, text.printed_title, true, counted, mentions);
  bool is_behind_earlier = false;
  for (const Sentence& sentence : text.own()) {
    const std::size_t earlier = length_of_earlier_notice(sentence, text);
    is_behind_earlier = is_behind_earlier || earlier > 0;
    const std::size_t before = mentions.size();
    add_mentions(std::string_view(sentence.plain).substr(earlier), sentence.printed, false, counted,
                 mentions);
    for (std::size_t i = before; is_behind_earlier && i < mentions.size(); ++i) {
      if (mentions[i].rank == Rank::named) mentions[i].rank = Rank::left_over;
    }
    is_behind_earlier = is_behind_earlier && (earlier > 0 || mentions.size() == before);
  }
  for (const Rank rank :
       {Rank::title, Rank::named, Rank::left_over, Rank::found, Rank::concerned}) {
    const Mention* first = nullptr;
    for (const Mention& mention : mentions) {
      if (mention.rank != rank) continue;
      if (first && (rank == Rank::concerned || first->count != mention.count)) return std::nullopt;
      if (!first) first = &mention;
    }
    if (first) return ComplaintCount{first->count, first->printed};
  }
  return std::nullopt;
}

}  // namespace regwatch
