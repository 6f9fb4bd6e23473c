#include "render/comparison_table.h"

#include <algorithm>

#include "base/text.h"
#include "render/clean.h"
#include "render/labels.h"

namespace regwatch {
namespace {

using What = ComparedClauses::What;
using Level = Clause::Level;

constexpr std::size_t longest_name = 300;
constexpr std::size_t longest_label = 40;

// ── names of clauses ────────────────────────────────────────────────────────────────────────────

// `三、` named alone is 三.
std::string without_mark(std::string label) {
  for (const std::string_view mark : {"、", "．", "."}) {
    if (label.ends_with(mark)) label.resize(label.size() - mark.size());
  }
  return label;
}

// `（二）` says nothing without the point that it stands below: `三、（二）`.
std::vector<std::string> labels_of(const std::vector<Clause>& clauses) {
  std::vector<std::string> labels;
  std::string point;
  for (const Clause& clause : clauses) {
    const std::string label = clean_line(clause.label, longest_label);
    if (clause.level == Level::subpoint) {
      labels.push_back(label.empty() ? "" : point + without_mark(label));
      continue;
    }
    // `三、重点任务` is a heading where it is only the title above （一）.
    const bool is_point = clause.level == Level::point ||
                          (clause.level == Level::section && !label.starts_with("第"));
    point = is_point ? label : "";
    labels.push_back(without_mark(label));
  }
  return labels;
}

// Both sides of a comparison by their labels, one for each clause.
struct Labels {
  std::vector<std::string> before;
  std::vector<std::string> after;
};

std::string listed(const std::vector<std::string>& labels,
                   const std::vector<std::size_t>& indices) {
  std::vector<std::string> named;
  for (const std::size_t index : indices) {
    if (!labels[index].empty()) named.push_back(labels[index]);
  }
  return join(named, "、");
}

std::string range_of(const std::string& first, const std::string& last) {
  return first == last ? first : first + "–" + last;
}

// `第十二条 → 第十一条`, or the one where both are the same.
std::string arrow(const std::string& before, const std::string& after) {
  if (before == after || after.empty()) return before;
  return before.empty() ? after : before + " → " + after;
}

// ── rows ────────────────────────────────────────────────────────────────────────────────────────

const Clause& clause_of(const Comparison& comparison, const ComparedClauses& row) {
  return row.after.empty() ? comparison.before[row.before.front()]
                           : comparison.after[row.after.front()];
}

bool is_heading(const Clause& clause) {
  switch (clause.level) {
    case Level::title:
    case Level::part:
    case Level::chapter:
    case Level::section:
      return true;
    case Level::annex:
      return clause.paragraphs.size() <= 1;
    default:
      return false;
  }
}

Bilingual note_of(What what) {
  switch (what) {
    case What::changed:
      return {"修改", "changed"};
    case What::split:
      return {"拆分", "split"};
    case What::merged:
      return {"合并", "merged"};
    case What::added:
      return {"新增", "added"};
    case What::deleted:
      return {"删除", "deleted"};
    case What::unchanged:
      break;
  }
  return {"未修改", "unchanged"};
}

std::vector<Bilingual> notes_of(const ComparedClauses& row) {
  std::vector<Bilingual> notes;
  if (row.moved) notes.push_back({"移动", "moved"});
  if (row.renumbered) notes.push_back({"序号调整", "renumbered"});
  if (row.what == What::unchanged && !notes.empty()) {
    notes.push_back({"内容未修改", "words unchanged"});
  } else if (row.is_replaced) {
    notes.insert(notes.begin(), {"替换", "replaced"});
  } else {
    notes.insert(notes.begin(), note_of(row.what));
  }
  return notes;
}

std::string moved_between(const Comparison& comparison, const ComparedClauses& row) {
  if (!row.moved || row.before.empty() || row.after.empty()) return "";
  const std::string& before = comparison.before[row.before.front()].within;
  const std::string& after = comparison.after[row.after.front()].within;
  return before == after ? ""
                         : arrow(clean_line(before, longest_name), clean_line(after, longest_name));
}

bool is_contents(const Clause& clause) {
  const std::string first = remove_spaces(clause.paragraphs.front());
  return first == "目录" || first == "目次";
}

Bilingual noun_of(const Clause& clause) {
  if (clause.level == Level::preamble && is_contents(clause)) return {"目录", "contents"};
  if (clause.level == Level::preamble && clause.paragraphs.front().starts_with("（"))
    return {"题注", "note below the title"};
  switch (clause.level) {
    case Level::title:
      return {"标题", "title"};
    case Level::preamble:
      return {"序言", "preamble"};
    case Level::annex:
      return {"附件", "annex"};
    case Level::announcement:
      return {"公告正文", "announcement"};
    default:
      return {"段落", "paragraph"};
  }
}

std::vector<std::string> printed_labels(const std::vector<Clause>& clauses,
                                        const std::vector<std::size_t>& indices) {
  std::vector<std::string> labels;
  for (const std::size_t index : indices) {
    if (!clauses[index].label.empty()) labels.push_back(clauses[index].label);
  }
  return labels;
}

ComparisonRow row_of(const Comparison& comparison, const ComparedClauses& row,
                     const Labels& labels) {
  ComparisonRow out;
  out.kind = is_heading(clause_of(comparison, row)) ? ComparisonRow::Kind::heading
                                                    : ComparisonRow::Kind::clauses;
  out.what = row.what;
  out.labels = arrow(listed(labels.before, row.before), listed(labels.after, row.after));
  if (out.labels.empty()) out.noun = noun_of(clause_of(comparison, row));
  out.notes = notes_of(row);
  out.moved_between = moved_between(comparison, row);
  out.before = marked_paragraphs(row.before_text, printed_labels(comparison.before, row.before));
  out.after = marked_paragraphs(row.after_text, printed_labels(comparison.after, row.after));
  return out;
}

// ── folding ─────────────────────────────────────────────────────────────────────────────────────

// Paragraphs that no number tells apart, broken elsewhere and the same in words: a PDF read beside
// a page is full of them.
bool is_only_broken_elsewhere(const Comparison& comparison, const ComparedClauses& row) {
  const auto differs = [](const TextSpan& span) { return span.differs; };
  return (row.what == What::split || row.what == What::merged) &&
         clause_of(comparison, row).label.empty() &&
         std::none_of(row.before_text.begin(), row.before_text.end(), differs) &&
         std::none_of(row.after_text.begin(), row.after_text.end(), differs);
}

bool may_fold(const Comparison& comparison, const ComparedClauses& row) {
  if (row.moved || row.before.empty() || row.after.empty() ||
      is_heading(clause_of(comparison, row)))
    return false;
  return row.what == What::unchanged || is_only_broken_elsewhere(comparison, row);
}

// A fold is either of numbered clauses or of others, either renumbered or not: else `第三条–第七条`
// would say more than is so.
bool fold_together(const Comparison& comparison, const ComparedClauses& a,
                   const ComparedClauses& b) {
  return a.renumbered == b.renumbered &&
         clause_of(comparison, a).label.empty() == clause_of(comparison, b).label.empty();
}

ComparisonRow fold(const Comparison& comparison, std::span<const ComparedClauses> rows,
                   const Labels& labels) {
  ComparisonRow out;
  out.kind = ComparisonRow::Kind::folded;
  const ComparedClauses& first = rows.front();
  const ComparedClauses& last = rows.back();
  out.labels =
      arrow(range_of(labels.before[first.before.front()], labels.before[last.before.back()]),
            range_of(labels.after[first.after.front()], labels.after[last.after.back()]));
  if (out.labels.empty()) {
    std::size_t paragraphs = 0;
    for (const ComparedClauses& row : rows) {
      for (const std::size_t index : row.after)
        paragraphs += comparison.after[index].paragraphs.size();
    }
    out.notes.push_back(
        {std::to_string(paragraphs) + "段未修改", counted(paragraphs, "paragraph") + " unchanged"});
  } else if (first.renumbered) {
    out.notes.push_back({"仅序号调整", "only renumbered"});
  } else {
    out.notes.push_back(note_of(What::unchanged));
  }
  return out;
}

// ── summary ─────────────────────────────────────────────────────────────────────────────────────

std::string unit_of(std::string_view unit) {
  if (unit == "article") return "条";
  if (unit == "point") return "项";
  return unit == "paragraph" ? "段" : "个条款";
}

std::string chinese_summary(const Comparison::Counts& counts) {
  const std::string unit = unit_of(counts.unit);
  const auto number = [&unit](int count) { return std::to_string(count) + unit; };
  std::vector<std::string> parts;
  const auto add = [&](const char* word, int count) {
    if (count > 0) parts.push_back(word + number(count));
  };
  add("删除", counts.deleted);
  add("新增", counts.added);
  add("合并", counts.merged);
  add("拆分", counts.split);
  add("修改", counts.changed);
  add("未修改", counts.unchanged);
  add("序号调整", counts.renumbered);
  add("移动", counts.moved);
  std::string out = number(counts.before) + " → " + number(counts.after);
  return parts.empty() ? out : out + "：" + join(parts, "，");
}

SideHeading clean_heading(const SideHeading& text) {
  return {clean_line(text.name, longest_name), clean_line(text.detail, longest_name)};
}

}  // namespace

std::string_view name_of(What what) {
  switch (what) {
    case What::unchanged:
      return "unchanged";
    case What::changed:
      return "changed";
    case What::split:
      return "split";
    case What::merged:
      return "merged";
    case What::added:
      return "added";
    case What::deleted:
      break;
  }
  return "deleted";
}

std::string_view name_of(Level level) {
  switch (level) {
    case Level::title:
      return "title";
    case Level::preamble:
      return "preamble";
    case Level::part:
      return "part";
    case Level::chapter:
      return "chapter";
    case Level::section:
      return "section";
    case Level::article:
      return "article";
    case Level::point:
      return "point";
    case Level::subpoint:
      return "subpoint";
    case Level::paragraph:
      return "paragraph";
    case Level::annex:
      return "annex";
    case Level::announcement:
      break;
  }
  return "announcement";
}

bool ComparisonRow::is_unchanged_heading() const {
  return kind == Kind::heading && what == What::unchanged && labels.find("→") == labels.npos;
}

bool ComparisonRow::is_short() const {
  constexpr std::size_t short_bytes = 1500;
  std::size_t bytes = 0;
  for (const auto* side : {&before, &after}) {
    for (const MarkedParagraph& paragraph : *side) {
      for (const TextSpan& span : paragraph.spans) bytes += span.text.size();
    }
  }
  return bytes < short_bytes;
}

ComparisonTable table_of(const ComparisonSheet& sheet) {
  const Comparison& comparison = sheet.comparison;
  ComparisonTable table;
  table.title = clean_line(sheet.title, longest_name);
  table.before = clean_heading(sheet.before);
  table.after = clean_heading(sheet.after);
  table.summary = {chinese_summary(comparison.counts), comparison.summary};
  for (const SheetNote& note : sheet.notes)
    table.notes.push_back({note.what, clean_line(note.text, longest_name)});
  const Labels labels{labels_of(comparison.before), labels_of(comparison.after)};
  const std::span<const ComparedClauses> rows = comparison.rows;
  for (std::size_t at = 0; at < rows.size();) {
    std::size_t end = at + 1;
    if (sheet.show_unchanged || !may_fold(comparison, rows[at])) {
      table.rows.push_back(row_of(comparison, rows[at], labels));
    } else {
      while (end < rows.size() && may_fold(comparison, rows[end]) &&
             fold_together(comparison, rows[at], rows[end])) {
        ++end;
      }
      table.rows.push_back(fold(comparison, rows.subspan(at, end - at), labels));
    }
    at = end;
  }
  return table;
}

}  // namespace regwatch
