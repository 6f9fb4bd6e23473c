#include "diff/comparison.h"

#include <algorithm>
#include <array>
#include <map>

#include "base/text.h"
#include "diff/announcement.h"
#include "diff/compared_side.h"
#include "diff/passage_alignment.h"
#include "diff/run_in_articles.h"
#include "diff/sequence.h"
#include "diff/similarity.h"

namespace regwatch {
namespace {

using Level = Clause::Level;
using What = ComparedClauses::What;

constexpr std::size_t none = ComparedSide::no_heading;
// Steps of the comparison by character, over all changed rows: some 30 ms.
constexpr std::size_t most_steps = 12'000'000;
// Two notices on the same rules have this much in common: their dates were moved.
constexpr double alike_announcements = 0.6;
constexpr std::size_t fewest_edits = 16;
constexpr std::size_t most_edits = 1000;

// ── what is compared with what ──────────────────────────────────────────────────────────────────

/// Clauses of one kind are aligned among themselves.
enum class Kin { title, part, chapter, section, annex, announcement, unit, other };
constexpr std::array all_kin = {Kin::unit,    Kin::title, Kin::part,         Kin::chapter,
                                Kin::section, Kin::annex, Kin::announcement, Kin::other};

/// What a text counts.
enum class Unit { nothing, article, point, paragraph };

Unit unit_of(const std::vector<Clause>& clauses) {
  const auto has = [&clauses](Level level) {
    return std::any_of(clauses.begin(), clauses.end(),
                       [level](const Clause& clause) { return clause.level == level; });
  };
  if (has(Level::article)) return Unit::article;
  if (has(Level::point) || has(Level::subpoint)) return Unit::point;
  return clauses.empty() ? Unit::nothing : Unit::paragraph;
}

bool counts_as(Level level, Unit unit) {
  switch (unit) {
    case Unit::article:
      return level == Level::article;
    case Unit::point:
      return level == Level::point || level == Level::subpoint;
    case Unit::paragraph:
      return level == Level::paragraph;
    case Unit::nothing:
      return false;
  }
  return false;
}

std::string name_of(Unit before, Unit after) {
  if (before == Unit::nothing) before = after;
  if (after == Unit::nothing) after = before;
  if (before != after) return "clause";
  return before == Unit::article ? "article" : before == Unit::point ? "point" : "paragraph";
}

Kin kin_of(Level level, Unit before, Unit after) {
  if (counts_as(level, before) || counts_as(level, after)) return Kin::unit;
  switch (level) {
    case Level::title:
      return Kin::title;
    case Level::part:
      return Kin::part;
    case Level::chapter:
      return Kin::chapter;
    case Level::section:
      return Kin::section;
    case Level::annex:
      return Kin::annex;
    case Level::announcement:
      return Kin::announcement;
    default:
      return Kin::other;
  }
}

/// Which headings are meant.
using Side = ComparedSide;
using Above = std::vector<std::size_t> Side::*;

// ── alignment ───────────────────────────────────────────────────────────────────────────────────

class Comparer {
 public:
  explicit Comparer(Comparison& out) : out_(out) {}

  void compare() {
    before_unit_ = unit_of(out_.before);
    after_unit_ = unit_of(out_.after);
    // 【立法目的】 is no text of an article where the other side heads none so.
    const Captions captions = has_captions(out_.before) == has_captions(out_.after)
                                  ? Captions::are_words
                                  : Captions::are_labels;
    before_ = side_of(out_.before, forms_, captions);
    after_ = side_of(out_.after, forms_, captions);
    for (const Kin kin : all_kin) align(kin);
    mark_moves_between(Level::chapter, &Side::chapters);
    mark_moves_between(Level::section, &Side::sections);
    mark_renumbered();
    show_differences();
    sort_rows();
  }

  Unit before_unit() const { return before_unit_; }
  Unit after_unit() const { return after_unit_; }

 private:
  std::vector<std::size_t> indices_of(const Side& side, Kin kin) const {
    std::vector<std::size_t> out;
    for (std::size_t i = 0; i < side.clauses->size(); ++i) {
      if (kin_of((*side.clauses)[i].level, before_unit_, after_unit_) == kin) out.push_back(i);
    }
    return out;
  }

  static std::vector<Passage> passages_at(const Side& side, const std::vector<std::size_t>& at) {
    std::vector<Passage> out;
    for (const std::size_t i : at) out.push_back(side.passages[i]);
    return out;
  }

  void align(Kin kin) {
    const auto befores = indices_of(before_, kin);
    const auto afters = indices_of(after_, kin);
    const std::size_t first = out_.rows.size();
    for (const AlignedPassages& group :
         align_passages(passages_at(before_, befores), passages_at(after_, afters),
                        kin == Kin::unit ? Pieces::join : Pieces::stay_apart)) {
      ComparedClauses row;
      for (const std::size_t i : group.before) row.before.push_back(befores[i]);
      for (const std::size_t j : group.after) row.after.push_back(afters[j]);
      row.what = what_of(group);
      out_.rows.push_back(std::move(row));
    }
    if (kin == Kin::chapter) pair_headings_by_content(first, &Side::chapters);
    if (kin == Kin::section) pair_headings_by_content(first, &Side::sections);
    if (kin == Kin::announcement) pair_announcements(first);
    mark_moved(first);
  }

  static What what_of(const AlignedPassages& group) {
    if (group.before.empty()) return What::added;
    if (group.after.empty()) return What::deleted;
    if (group.before.size() > 1) return What::merged;
    if (group.after.size() > 1) return What::split;
    return group.is_equal ? What::unchanged : What::changed;
  }

  // The order that promulgates rules stands where the notice stood that asked for comments on them.
  // What little both say the same is no news.
  void pair_announcements(std::size_t first) {
    if (out_.rows.size() == first + 2) {
      out_.rows[first].after = std::move(out_.rows[first + 1].after);
      out_.rows[first].what = What::changed;
      out_.rows.pop_back();
    }
    ComparedClauses* row = out_.rows.size() > first ? &out_.rows[first] : nullptr;
    if (row == nullptr || row->what != What::changed) return;
    const auto pairs_of = [](const Passage& passage) {
      constexpr std::size_t most_bytes = 12'000;
      return character_pairs(passage.words, most_bytes);
    };
    row->is_replaced = similarity(pairs_of(before_.passages[row->before[0]]),
                                  pairs_of(after_.passages[row->after[0]])) < alike_announcements;
  }

  // ── chapters ─────────────────────────────────────────────────────────────────────────────────

  // A chapter whose title was rewritten is known by its articles: most of either stand in the
  // other.
  void pair_headings_by_content(std::size_t first, Above above) {
    std::map<std::pair<std::size_t, std::size_t>, std::size_t> common;
    std::map<std::size_t, std::size_t> in_before, in_after;
    for (const ComparedClauses& row : out_.rows) {
      if (!is_unit(row)) continue;
      for (const std::size_t i : row.before) ++in_before[(before_.*above)[i]];
      for (const std::size_t j : row.after) ++in_after[(after_.*above)[j]];
      if (!row.before.empty() && !row.after.empty())
        ++common[{(before_.*above)[row.before[0]], (after_.*above)[row.after[0]]}];
    }
    std::map<std::size_t, ComparedClauses*> deleted, added;
    for (std::size_t r = first; r < out_.rows.size(); ++r) {
      ComparedClauses& row = out_.rows[r];
      if (row.what == What::deleted) deleted[row.before[0]] = &row;
      if (row.what == What::added) added[row.after[0]] = &row;
    }
    for (const auto& [headings, count] : common) {
      const auto& [i, j] = headings;
      const bool is_most = count * 2 > in_before[i] && count * 2 > in_after[j];
      if (!is_most || !deleted.contains(i) || !added.contains(j)) continue;
      deleted[i]->after = {j};
      deleted[i]->what = What::changed;
      added[j]->after.clear();  // Swept below.
    }
    std::erase_if(out_.rows, [](const ComparedClauses& row) {
      return row.before.empty() && row.after.empty();
    });
  }

  bool is_unit(const ComparedClauses& row) const {
    const Clause& clause =
        row.before.empty() ? out_.after[row.after[0]] : out_.before[row.before[0]];
    return kin_of(clause.level, before_unit_, after_unit_) == Kin::unit;
  }

  // An article that went from one chapter to another while both stand before and after.
  void mark_moves_between(Level level, Above above) {
    std::map<std::size_t, std::size_t> after_of;
    std::map<std::size_t, std::size_t> before_of;
    for (const ComparedClauses& row : out_.rows) {
      if (row.before.size() != 1 || row.after.size() != 1) continue;
      if (out_.before[row.before[0]].level != level) continue;
      after_of[row.before[0]] = row.after[0];
      before_of[row.after[0]] = row.before[0];
    }
    for (ComparedClauses& row : out_.rows) {
      if (row.before.empty() || row.after.empty() || !is_unit(row)) continue;
      const std::size_t was = (before_.*above)[row.before[0]];
      const std::size_t is = (after_.*above)[row.after[0]];
      const auto now = after_of.find(was);
      if (now != after_of.end() && now->second != is && before_of.contains(is)) row.moved = true;
    }
  }

  // ── order and numbers ────────────────────────────────────────────────────────────────────────

  void mark_moved(std::size_t first) {
    std::vector<ComparedClauses*> rows;
    for (std::size_t r = first; r < out_.rows.size(); ++r) {
      if (!out_.rows[r].before.empty() && !out_.rows[r].after.empty())
        rows.push_back(&out_.rows[r]);
    }
    std::sort(rows.begin(), rows.end(),
              [](const auto* a, const auto* b) { return a->after[0] < b->after[0]; });
    std::vector<std::size_t> befores;
    std::vector<std::uint64_t> weights;
    for (auto* row : rows) {
      row->moved = true;
      befores.push_back(row->before[0]);
      weights.push_back(
          weight_of_place(before_.passages[row->before[0]], after_.passages[row->after[0]]));
    }
    for (const std::size_t k : heaviest_rising(befores, weights)) rows[k]->moved = false;
    mark_exchanged(rows);
  }

  // Of two articles that took each other's number neither kept its place.
  void mark_exchanged(const std::vector<ComparedClauses*>& rows) {
    std::map<std::pair<int, int>, std::vector<ComparedClauses*>> by_numbers;
    const auto numbers_of = [this](const ComparedClauses& row) {
      return std::pair(out_.before[row.before[0]].number.value_or(0),
                       out_.after[row.after[0]].number.value_or(0));
    };
    for (ComparedClauses* row : rows) by_numbers[numbers_of(*row)].push_back(row);
    for (ComparedClauses* row : rows) {
      const auto [was, is] = numbers_of(*row);
      const auto other = by_numbers.find({is, was});
      const bool is_exchange = row->moved && was > 0 && is > 0 && was != is &&
                               other != by_numbers.end() && other->second.size() == 1 &&
                               by_numbers[{was, is}].size() == 1;
      if (is_exchange) other->second.front()->moved = true;
    }
  }

  void mark_renumbered() {
    for (ComparedClauses& row : out_.rows) {
      const bool is_pair = row.what == What::unchanged || row.what == What::changed;
      if (!is_pair || row.moved) continue;
      row.renumbered = differ_in_number(out_.before[row.before[0]], out_.after[row.after[0]]);
    }
  }

  // 4.1.1 and 5.1.1 differ, 第十二条 and 第12条 do not.
  static bool differ_in_number(const Clause& before, const Clause& after) {
    if (!before.number || !after.number) return false;
    if (before.number != after.number || before.inserted != after.inserted) return true;
    const auto has_levels = [](const Clause& clause) {
      const auto dot = clause.label.find('.');
      return dot != std::string::npos && dot + 1 < clause.label.size();
    };
    return has_levels(before) && has_levels(after) && before.label != after.label;
  }

  // ── characters ───────────────────────────────────────────────────────────────────────────────

  static std::string text_of(const Side& side, const std::vector<std::size_t>& clauses,
                             std::vector<ComparedText::Range>& labels) {
    std::string text;
    for (const std::size_t i : clauses) {
      if (!text.empty()) text += '\n';
      const std::size_t bytes = side.words_begin[i];
      if (bytes > 0) labels.push_back({text.size(), text.size() + bytes});
      text += side.texts[i];
    }
    return text;
  }

  static bool is_compared(const ComparedClauses& row) {
    return !row.is_replaced &&
           (row.what == What::changed || row.what == What::split || row.what == What::merged);
  }

  std::size_t affordable_edits() const {
    std::size_t bytes = 0;
    for (const ComparedClauses& row : out_.rows) {
      if (!is_compared(row)) continue;
      for (const std::size_t i : row.before) bytes += before_.texts[i].size();
      for (const std::size_t j : row.after) bytes += after_.texts[j].size();
    }
    return std::clamp(most_steps / (bytes / 3 + 1), fewest_edits, most_edits);
  }

  void show_differences() {
    const std::size_t edits = affordable_edits();
    for (ComparedClauses& row : out_.rows) {
      std::vector<ComparedText::Range> before_labels, after_labels;
      std::string before = text_of(before_, row.before, before_labels);
      std::string after = text_of(after_, row.after, after_labels);
      if (is_compared(row)) {
        auto spans = differing_spans({before, std::move(before_labels)},
                                     {after, std::move(after_labels)}, edits);
        row.before_text = std::move(spans.before);
        row.after_text = std::move(spans.after);
        continue;
      }
      const bool differs = row.what != What::unchanged;
      if (!row.before.empty()) row.before_text.push_back({std::move(before), differs});
      if (!row.after.empty()) row.after_text.push_back({std::move(after), differs});
    }
  }

  // ── order of the table ───────────────────────────────────────────────────────────────────────

  // A deleted clause stands behind the row of the last one before it that kept its place.
  void sort_rows() {
    std::vector<std::size_t> place(out_.before.size(), none);  // In `after`, of what kept it.
    for (const ComparedClauses& row : out_.rows) {
      if (row.after.empty() || row.moved) continue;
      for (const std::size_t i : row.before) place[i] = row.after[0];
    }
    struct Key {
      std::size_t after = 0;   // 0: before all; else one more than an index into `after`.
      std::size_t before = 0;  // 0: has its own place; else one more than an index into `before`.
      auto operator<=>(const Key&) const = default;
    };
    std::vector<std::size_t> last_place(out_.before.size(), 0);
    std::size_t last = 0;
    for (std::size_t i = 0; i < out_.before.size(); ++i) {
      if (place[i] != none) last = std::max(last, place[i] + 1);
      last_place[i] = last;
    }
    const auto key_of = [&](const ComparedClauses& row) {
      return row.after.empty() ? Key{last_place[row.before[0]], row.before[0] + 1}
                               : Key{row.after[0] + 1, 0};
    };
    std::stable_sort(out_.rows.begin(), out_.rows.end(),
                     [&](const auto& a, const auto& b) { return key_of(a) < key_of(b); });
  }

  Comparison& out_;
  ReadingForms forms_;
  Unit before_unit_ = Unit::nothing;
  Unit after_unit_ = Unit::nothing;
  Side before_;
  Side after_;
};

// ── counts ──────────────────────────────────────────────────────────────────────────────────────

void count_row(Comparison::Counts& counts, const ComparedClauses& row) {
  counts.before += static_cast<int>(row.before.size());
  counts.after += static_cast<int>(row.after.size());
  counts.renumbered += row.renumbered;
  counts.moved += row.moved;
  switch (row.what) {
    case What::unchanged:
      ++counts.unchanged;
      break;
    case What::changed:
      ++counts.changed;
      break;
    case What::split:
      ++counts.split;
      break;
    case What::merged:
      counts.merged += static_cast<int>(row.before.size());
      break;
    case What::added:
      ++counts.added;
      break;
    case What::deleted:
      ++counts.deleted;
      break;
  }
}

std::string summary_of(const Comparison::Counts& counts) {
  std::vector<std::string> parts;
  const auto add = [&parts](int count, std::string_view what) {
    if (count > 0) parts.push_back(std::to_string(count) + " " + std::string(what));
  };
  add(counts.deleted, "deleted");
  add(counts.added, "added");
  add(counts.merged, "merged");
  add(counts.split, "split");
  add(counts.changed, "changed");
  add(counts.unchanged, "unchanged");
  add(counts.renumbered, "renumbered");
  add(counts.moved, "moved");
  std::string out = std::to_string(counts.before) + " " + counts.unit +
                    (counts.before == 1 ? "" : "s") + " → " + std::to_string(counts.after);
  if (!parts.empty()) out += ": " + join(parts, ", ");
  return out;
}

}  // namespace

Comparison compare_texts(std::span<const std::string> before, std::span<const std::string> after) {
  Comparison out;
  out.before = clauses_of(part_run_in_articles(before));
  out.after = clauses_of(part_run_in_articles(after));
  if (unit_of(out.before) == Unit::article && unit_of(out.after) == Unit::article)
    fold_announcements(out.before, out.after);
  Comparer comparer(out);
  comparer.compare();
  const Unit before_unit = comparer.before_unit();
  const Unit after_unit = comparer.after_unit();
  out.counts.unit = name_of(before_unit, after_unit);
  for (const ComparedClauses& row : out.rows) {
    const Clause& clause = row.before.empty() ? out.after[row.after[0]] : out.before[row.before[0]];
    if (kin_of(clause.level, before_unit, after_unit) == Kin::unit) count_row(out.counts, row);
  }
  out.summary = summary_of(out.counts);
  return out;
}

}  // namespace regwatch
