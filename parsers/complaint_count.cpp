#include "parsers/complaint_count.h"

#include <re2/re2.h>

#include <cmath>
#include <string>
#include <vector>

#include "parsers/money.h"

namespace regwatch {
namespace {

// From the strongest: the title's own, those that are named here, those that are found out.
enum class Rank { title, named, found, none };

struct Mention {
  Rank rank = Rank::none;
  int count = 0;
  std::string_view printed;
};

bool speaks_of_others(std::string_view clause) {
  return has_any(clause, {"累计",   "截止目前共", "已完成整改", "完成整改的", "上期",     "上一期",
                          "上批",   "上一批",     "前期",       "往期",       "此前",     "历次",
                          "曾",     "其中",       "涉及",       "分别",       "总计检测", "抽取",
                          "抽检了", "计划",       "目标",       "覆盖",       "今年以来", "去年",
                          "全年",   "上年",       "本年度共",   "先后",       "多次",     "自2"});
}

// `累计通报2,049款APP,下架540款`: what is told of a span of time, until the words turn to this
// notice.
bool sums_over_time(std::string_view before) {
  static const RE2 turn("(?:近期|近日|本次|此次|现将|现对|尚有|仍有|本批)[^;。]*$");
  return has_any(before, {"累计", "今年以来", "全年", "去年", "年度", "以来"}) &&
         !RE2::PartialMatch(re2::StringPiece(before.data(), before.size()), turn);
}

bool looks_only(std::string_view clause) {
  return has_any(clause,
                 {"检测", "抽测", "检查", "抽查", "测试", "评估", "核查", "复测", "监测", "巡查"});
}

bool complains(std::string_view clause) {
  return has_any(clause, {"存在",   "违规", "违法", "违反", "侵害",   "未完成", "未按",   "未落实",
                          "未整改", "问题", "通报", "下架", "超范围", "曝光",   "不合格", "不符合",
                          "处罚",   "警示", "罚款", "约谈", "责令",   "查处",   "点名"});
}

bool is_named_here(std::string_view clause) {
  return has_any(clause, {"尚有",         "仍有",     "现对",     "现将",     "现予",   "予以通报",
                          "予以公开通报", "进行通报", "以下",     "下列",     "如下",   "附件",
                          "名单",         "予以下架", "进行下架", "组织下架", "共通报", "公开通报",
                          "本次通报",     "本批",     "此次",     "本期"});
}

std::string_view clause_around(std::string_view sentence, std::size_t begin, std::size_t end) {
  const std::size_t comma = sentence.rfind(',', begin);
  const std::size_t from = comma == sentence.npos ? 0 : comma + 1;
  const std::size_t to = sentence.find(',', end);
  return sentence.substr(from, to == sentence.npos ? to : to - from);
}

Rank rank_of(std::string_view sentence, std::size_t begin, std::size_t end) {
  const std::string_view clause = clause_around(sentence, begin, end);
  const std::string_view behind = sentence.substr(end, 90);
  if (speaks_of_others(clause) || sums_over_time(sentence.substr(0, begin))) return Rank::none;
  const bool bad = complains(clause) || (!looks_only(clause) && complains(behind));
  if (!bad) return Rank::none;
  // `对发现存在问题的109款APP提出整改要求,尚有53款未完成`: the first were told before.
  static const RE2 told_before("提出整改|督促|(?:^|[^按])要求[^未]{0,10}整改");
  if (RE2::PartialMatch(re2::StringPiece(clause.data(), clause.size()), told_before)) {
    return Rank::none;
  }
  return is_named_here(clause) || is_named_here(behind) ? Rank::named : Rank::found;
}

void add_mentions(std::string_view plain, std::string_view printed, bool is_title,
                  const RE2& counted, std::vector<Mention>& mentions) {
  const re2::StringPiece text(plain.data(), plain.size());
  re2::StringPiece part[2];
  std::size_t from = 0;
  while (mentions.size() < 200 &&
         counted.Match(text, from, text.size(), RE2::UNANCHORED, part, 2)) {
    const auto begin = static_cast<std::size_t>(part[0].data() - plain.data());
    from = begin + part[0].size();
    const auto number = printed_number({part[1].data(), part[1].size()});
    if (!number || *number < 1 || *number > 1e6 || std::floor(*number) != *number) continue;
    const std::string_view before = plain.substr(0, begin);
    static const RE2 in_doubt("(?:第|近|约|超|超过|逾|逾百|[0-9.])$");
    if (RE2::PartialMatch(re2::StringPiece(before.data(), before.size()), in_doubt)) continue;
    const Rank rank = is_title ? Rank::title : rank_of(plain, begin, from);
    if (rank != Rank::none) mentions.push_back({rank, static_cast<int>(*number), printed});
  }
}

}  // namespace

std::optional<ComplaintCount> complaint_count(const NoticeText& text, const RE2& counted) {
  std::vector<Mention> mentions;
  add_mentions(text.title, text.printed_title, true, counted, mentions);
  for (const Sentence& sentence : text.own()) {
    add_mentions(sentence.plain, sentence.printed, false, counted, mentions);
  }
  for (const Rank rank : {Rank::title, Rank::named, Rank::found}) {
    const Mention* first = nullptr;
    for (const Mention& mention : mentions) {
      if (mention.rank != rank) continue;
      if (first && first->count != mention.count) return std::nullopt;
      if (!first) first = &mention;
    }
    if (first) return ComplaintCount{first->count, first->printed};
  }
  return std::nullopt;
}

}  // namespace regwatch
