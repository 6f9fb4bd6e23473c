#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "render/comparison_table.h"

namespace regwatch::sample {

/// `应当{建立}制度`: what stands in braces differs.
inline std::vector<TextSpan> spans(std::string_view text) {
  std::vector<TextSpan> out;
  while (!text.empty()) {
    const bool differs = text.front() == '{';
    if (differs) text.remove_prefix(1);
    const std::size_t end = std::min(text.find(differs ? '}' : '{'), text.size());
    if (end > 0) out.push_back({std::string(text.substr(0, end)), differs});
    text.remove_prefix(std::min(text.size(), differs ? end + 1 : end));
  }
  return out;
}

/// One side of a row: its clauses' labels, parted by spaces, and its text.
struct Cell {
  std::string labels;
  std::string text;  ///< Empty: this side has none.
};

/// Builds a comparison row by row, as the engine would.
class ComparisonBuilder {
 public:
  using What = ComparedClauses::What;
  using Level = Clause::Level;

  ComparedClauses& row(What what, Level level, const Cell& before, const Cell& after) {
    ComparedClauses row;
    row.what = what;
    add(comparison_.before, row.before, row.before_text, level, before);
    add(comparison_.after, row.after, row.after_text, level, after);
    comparison_.rows.push_back(std::move(row));
    return comparison_.rows.back();
  }
  ComparedClauses& same(Level level, const std::string& label, const std::string& text) {
    return row(What::unchanged, level, {label, text}, {label, text});
  }
  Comparison& comparison() { return comparison_; }

 private:
  static void add(std::vector<Clause>& clauses, std::vector<std::size_t>& indices,
                  std::vector<TextSpan>& text, Level level, const Cell& cell) {
    if (cell.text.empty()) return;
    for (const auto label : split(cell.labels, ' ')) {
      Clause clause;
      clause.level = level;
      clause.label = label;
      clause.paragraphs = {cell.text};
      indices.push_back(clauses.size());
      clauses.push_back(std::move(clause));
    }
    text = spans(cell.text);
  }

  Comparison comparison_;
};

/// Something of everything: a table of a draft and its final.
inline ComparisonSheet full_sheet() {
  using What = ComparisonBuilder::What;
  using Level = ComparisonBuilder::Level;
  ComparisonBuilder builder;
  builder.row(What::changed, Level::title, {"", "网络数据登记管理办法{（征求意见稿）}"},
              {"", "网络数据登记管理办法"});
  builder.same(Level::preamble, "", "2026年9月1日会议通过");
  builder.same(Level::chapter, "第一章", "第一章 总则");
  builder.row(
      What::changed, Level::article,
      {"第一条",
       "第一条 为了规范网络数据{的}登记{活动}，根据《中华人民共和国数据安全法》，制定本办法。"},
      {"第一条",
       "第一条 "
       "为了规范网络数据登记，根据《中华人民共和国数据安全法》{《中华人民共和国网络安全法》}，"
       "制定本办法。"});
  builder.same(Level::article, "第二条", "第二条 在中华人民共和国境内登记网络数据，适用本办法。");
  builder.same(Level::article, "第三条", "第三条 登记应当公开、公平、公正。");
  builder.row(What::deleted, Level::article,
              {"第四条", "{第四条 鼓励行业组织制定自律规范，引导会员登记。}"}, {});
  builder.row(What::unchanged, Level::chapter, {"第二章", "第二章 登记"},
              {"第二章", "第二章 登记"});
  builder
      .row(
          What::changed, Level::article,
          {"第五条",
           "第五条 登记主体应当提交下列材料：\n（一）申请表；\n（二）{数据}目录；\n（三）承诺书。"},
          {"第四条",
           "第四条 "
           "登记主体应当提交下列材料：\n（一）申请表；\n（二）{网络数据资源}目录；\n{（三）来源合"
           "法的说明；}\n（{四}）承诺书。"})
      .renumbered = true;
  builder.row(What::split, Level::article,
              {"第六条", "第六条 登记机构应当在{十}日内审核。审核通过的，发给登记证。"},
              {"第五条 第六条",
               "第五条 登记机构应当在{五个工作}日内审核。\n第六条 审核通过的，发给登记证。"});
  builder.row(What::merged, Level::article,
              {"第七条 第八条", "第七条 登记证有效期三年。\n第八条 期满{前三十日}可以续期。"},
              {"第七条", "第七条 登记证有效期三年{，}期满可以续期。"});
  auto& moved =
      builder.row(What::unchanged, Level::article, {"第九条", "第九条 登记机构应当保守秘密。"},
                  {"第八条", "第八条 登记机构应当保守秘密。"});
  moved.moved = moved.renumbered = true;
  builder.comparison().before[moved.before[0]].within = "第三章 监督";
  builder.comparison().after[moved.after[0]].within = "第二章 登记";
  builder.row(What::changed, Level::chapter, {"第三章", "第三章 监督"},
              {"第三章", "第三章 监督{管理}"});
  for (const auto& [before, after] : {std::pair{"第十条", "第九条"}, {"第十一条", "第十条"}}) {
    builder
        .row(What::unchanged, Level::article, {before, before + std::string(" 有关部门应当检查。")},
             {after, after + std::string(" 有关部门应当检查。")})
        .renumbered = true;
  }
  builder.row(What::added, Level::article, {},
              {"第十一条", "{第十一条 违反本办法的，责令改正，处一万元以上十万元以下罚款。}"});
  Comparison comparison = std::move(builder.comparison());
  comparison.counts = {"article", 11, 11, 5, 2, 1, 1, 1, 2, 4, 1};
  comparison.summary =
      "11 articles → 11: 1 deleted, 1 added, 2 merged, 1 split, 2 changed, 5 unchanged";
  return {"网络数据登记管理办法",
          {"网络数据登记管理办法（征求意见稿）", "version 1, read 2026-09-01 08:30"},
          {"网络数据登记管理办法", "version 2, read 2026-09-18 08:30"},
          std::move(comparison),
          {{{"附件更换", "file replaced"}, "附件1：登记申请表.docx"}}};
}

/// Everything in it tries to be more than text.
inline ComparisonSheet hostile_sheet() {
  using What = ComparisonBuilder::What;
  using Level = ComparisonBuilder::Level;
  ComparisonBuilder builder;
  builder.row(What::changed, Level::title, {"", "办法{<script>alert(1)</script>}"},
              {"", "办法{\"' onmouseover='x'}"});
  builder.row(
      What::changed, Level::article,
      {"第一条", "第一条 甲{\x1b[31m红\x07}乙\u202E丙\u200F\u2066丁\r\n&lt;<img src=x>"},
      {"第一条", "第一条 甲{\xEF\xBF\xBE\x01{{title}}]]>--\xFF}乙丙丁\u0085\r\n&amp;</td>"});
  std::string longest = "第二条 ";
  for (int i = 0; i < 400; ++i) longest += "应当依法登记网络数据";
  builder.row(What::changed, Level::article, {"第二条", longest + "{。}"},
              {"第二条", longest + "{；}" + std::string(300, 'a')});
  builder.row(What::deleted, Level::paragraph, {"", "{名称\t数量\t\x0c备注}"}, {});
  builder.row(What::added, Level::paragraph, {}, {"", "{ \n\n　}"});
  Comparison comparison = std::move(builder.comparison());
  comparison.counts = {"article", 2, 2, 0, 2};
  comparison.summary = "2 articles → 2: 2 changed";
  return {"<b>办法</b>\u202E\x1b]0;x\x07",
          {"a\"><script>x</script>\n.txt", ""},
          {"\xC3\x28坏{{summary_english}}", "&"},
          std::move(comparison),
          {{{"附件新增", "file added"}, "<img src=x>\x1b[1m\u202E.docx"}}};
}

/// One side says nothing.
inline ComparisonSheet empty_side_sheet() {
  ComparisonBuilder builder;
  builder.row(ComparisonBuilder::What::deleted, Clause::Level::article,
              {"第一条", "{第一条 为了规范登记，制定本办法。}"}, {});
  Comparison comparison = std::move(builder.comparison());
  comparison.counts = {"article", 1, 0, 0, 0, 0, 1};
  comparison.summary = "1 article → 0: 1 deleted";
  return {"", {"draft.txt", ""}, {"final.txt", ""}, std::move(comparison), {}};
}

}  // namespace regwatch::sample
