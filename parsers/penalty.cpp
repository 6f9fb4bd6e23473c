#include "parsers/penalty.h"

#include <re2/re2.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "parsers/fact.h"
#include "parsers/money.h"
#include "parsers/party_name.h"
#include "parsers/penalty_words.h"
#include "parsers/respondent.h"
#include "parsers/table.h"

namespace regwatch {
namespace {

constexpr std::size_t most_penalties = 3000;

// `我会决定：`, `决定对当事人处罚如下`, `作出如下行政处罚：`; not 行政处罚决定书, not 拟决定.
bool decides(std::string_view plain) {
  static const RE2 form(
      "决定:?$|决定:|决定(?:依法|给予|对|责令|处以?|没收|作出)[^。;]*(?:罚|没收|处以?|如下)|"
      "(?:作出|予以|给予)(?:如下|以下)(?:行政)?处罚|处罚如下|处罚决定如下|决定如下");
  static const RE2 proposed("拟(?:决定|作出|对|给予|处)|事先告知");
  const re2::StringPiece text = plain;
  return plain.find("决定") != plain.npos || plain.find("处罚") != plain.npos
             ? RE2::PartialMatch(text, form) && !RE2::PartialMatch(text, proposed)
             : false;
}

bool is_decision(const NoticeText& text) {
  return has_any(text.title, {"处罚决定", "罚决字", "罚字", "罚决", "禁入决定"});
}

// A proposal (事先告知书) and a rule impose nothing.
bool may_impose(const NoticeText& text) {
  return !text.is_draft &&
         !has_any(text.title, {"事先告知", "听证告知", "拟处罚", "催告", "裁量", "不予", "答记者问",
                               "解读", "问答", "发布会", "访谈", "专访", "实录", "综述", "白皮书",
                               "工作报告", "年度报告", "工作总结"});
}

bool begins_articles(std::string_view plain) {
  return plain.starts_with("第一条") || plain.starts_with("第一章");
}

class TableSums {
 public:
  TableSums(const NoticeText& text, const std::vector<Table>& tables)
      : text_(text), tables_(tables) {}

  std::vector<Penalty> read() {
    for (const Table& table : tables_) {
      for (const TableRow& row : table.rows) {
        if (found_.size() < most_penalties) read_row(table, row);
      }
    }
    return std::move(found_);
  }

 private:
  void read_row(const Table& table, const TableRow& row) {
    const std::string party = respondent_of_row(text_, table, row);
    // A list of what a rule punishes names nobody.
    if (party.empty() && !is_complaint(text_)) return;
    const std::size_t before = found_.size();
    add_cell(table, row, Column::fine, Penalty::Kind::fine, party);
    add_cell(table, row, Column::confiscation, Penalty::Kind::confiscation, party);
    const std::size_t end = found_.size();
    const auto is_told = [&](Penalty::Kind kind) {
      return std::any_of(found_.begin() + static_cast<std::ptrdiff_t>(before),
                         found_.begin() + static_cast<std::ptrdiff_t>(end),
                         [&](const Penalty& penalty) { return penalty.kind == kind; });
    };
    const bool fine_is_told = is_told(Penalty::Kind::fine);
    const bool confiscation_is_told = is_told(Penalty::Kind::confiscation);
    if (fine_is_told && confiscation_is_told) return;
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      if (table.columns[i] != Column::penalty || row.inherited[i]) continue;
      for (Penalty& penalty : penalties_in_words(plain_form(row.cells[i]), {}, party)) {
        const bool has_column =
            penalty.kind == Penalty::Kind::fine ? fine_is_told : confiscation_is_told;
        if (has_column) continue;
        penalty.printed = row.printed;
        found_.push_back(std::move(penalty));
      }
    }
  }

  void add_cell(const Table& table, const TableRow& row, Column column, Penalty::Kind kind,
                const std::string& party) {
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
      if (table.columns[i] != column || row.inherited[i]) continue;
      const auto amount = money_of_cell(row.cells[i], table.headers[i]);
      if (!amount || !amount->is_exact || amount->cents <= 0) continue;
      Penalty penalty{kind, {amount->cents, amount->currency, std::nullopt}, false, row.printed};
      if (!party.empty()) penalty.money.party = party;
      found_.push_back(std::move(penalty));
    }
  }

  const NoticeText& text_;
  const std::vector<Table>& tables_;
  std::vector<Penalty> found_;
};

// The words that may impose: of a decision from the deciding sentence on.
class WordSums {
 public:
  WordSums(const NoticeText& text, std::vector<Respondent> respondents)
      : text_(text), respondents_(std::move(respondents)) {}

  std::vector<Penalty> read() {
    for (std::size_t i = first_sentence(); i < text_.sentences.size(); ++i) {
      const Sentence& sentence = text_.sentences[i];
      if (begins_articles(sentence.plain) || found_.size() >= most_penalties) break;
      if (is_of_annex(sentence)) continue;
      if (has_cases_) look_for_case(sentence);
      if (i + 1 < text_.sentences.size() && breaks_before_sum(sentence, text_.sentences[i + 1])) {
        const Sentence& next = text_.sentences[++i];
        read_sentence({next.printed, sentence.plain + next.plain}, next.printed);
      } else {
        read_sentence(sentence, sentence.printed);
      }
    }
    return std::move(found_);
  }

 private:
  // `没收违法所得` over `12.3万元`.
  static bool breaks_before_sum(const Sentence& sentence, const Sentence& next) {
    static const RE2 opens(
        "(?:罚款|没收(?:违法|非法)所得|没收业务收入)(?:金额|数额)?(?:人民币|共计|合计|:|为|计)*$");
    static const RE2 sum("^(?:人民币)?[0-9一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾]");
    return RE2::PartialMatch(sentence.plain, opens) && RE2::PartialMatch(next.plain, sum);
  }

  // Whom a case's heading names, those pay that it tells of below.
  void look_for_case(const Sentence& sentence) {
    if (auto name = party_of_case(sentence.printed)) case_party_ = std::move(*name);
  }

  std::size_t first_sentence() const {
    if (!is_decision(text_)) return 0;
    for (std::size_t i = 0; i < text_.sentences.size(); ++i) {
      if (decides(text_.sentences[i].plain)) return i;
    }
    return 0;
  }

  // A row of a table that no reader knows tells of anything.
  bool is_of_annex(const Sentence& sentence) const {
    return sentence.printed.find('\t') != std::string::npos && !is_complaint(text_);
  }

  void read_sentence(const Sentence& sentence, std::string_view printed) {
    static const RE2 goes_on(
        "^(?:并|没收|处|罚款|合计|其中|以及|同时|[(（]?[一二三四五六七八九十0-9]+[)）、.])");
    const bool follows = RE2::PartialMatch(sentence.plain, goes_on);
    const std::string party = party_in_words(sentence.plain, respondents_);
    if (party.empty() && !follows) party_.clear();
    const std::string& payer = party_.empty() ? case_party_ : party_;
    for (Penalty& penalty : penalties_in_words(sentence.plain, respondents_, payer)) {
      penalty.printed = printed;
      found_.push_back(std::move(penalty));
    }
    if (!party.empty()) party_ = party;
    if (sentence.printed.ends_with("。")) party_.clear();
  }

  const NoticeText& text_;
  std::vector<Respondent> respondents_;
  bool has_cases_ = reports_cases(text_);
  std::string party_;
  /// The only one whom the notice is about, or whom the last case is about.
  std::string case_party_ = respondents_.size() == 1 ? respondents_[0].name : "";
  std::vector<Penalty> found_;
};

bool pay_alike(const Penalty& a, const Penalty& b) {
  return a.kind == b.kind && (!a.money.party || !b.money.party || a.money.party == b.money.party);
}

// A total stands only where nothing else is told of whom it is about; a sum that is told twice of
// the same party counts once.
std::vector<Penalty> without_repeats(std::vector<Penalty> all) {
  std::vector<Penalty> kept;
  std::set<std::tuple<int, std::int64_t, std::string>> known;
  for (const Penalty& penalty : all) {
    const bool is_told =
        penalty.is_total && std::any_of(all.begin(), all.end(), [&](const auto& o) {
          return !o.is_total && pay_alike(penalty, o);
        });
    const bool is_new =
        !penalty.money.party ||
        known.insert({static_cast<int>(penalty.kind), penalty.money.cents, *penalty.money.party})
            .second;
    if (!is_told && is_new) kept.push_back(penalty);
  }
  return kept;
}

std::vector<Penalty> find_penalties(const NoticeText& text) {
  const bool speaks_of_it =
      std::any_of(text.paragraphs.begin(), text.paragraphs.end(), [](const std::string& line) {
        return has_any(line, {"罚款", "没收", "罚 款", "没 收"});
      });
  if (!speaks_of_it || !may_impose(text)) return {};
  const auto tables = tables_of(text.paragraphs);
  auto from_tables = TableSums(text, tables).read();
  if (!from_tables.empty()) return from_tables;
  return without_repeats(WordSums(text, respondents_in_words(text)).read());
}

}  // namespace

const std::vector<Penalty>& penalties_of(const NoticeText& text) {
  if (!text.penalties) text.penalties = find_penalties(text);
  return *text.penalties;
}

void read_penalties(const NoticeText& text, Facts& facts) {
  if (!facts.fines.empty() || !facts.confiscations.empty()) return;
  for (const Penalty& penalty : penalties_of(text)) {
    const bool is_fine = penalty.kind == Penalty::Kind::fine;
    (is_fine ? facts.fines : facts.confiscations).push_back(penalty.money);
    add_evidence(facts, is_fine ? "fines" : "confiscations", penalty.printed);
  }
}

}  // namespace regwatch
