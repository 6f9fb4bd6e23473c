#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <optional>
#include <utility>

#include "base/text.h"
#include "documents/page_text.h"

namespace regwatch {
namespace {

constexpr double tolerance = 2.5;  // Points. Lines are drawn up to 2 points thick.
constexpr std::size_t most_rules = 3000;
constexpr std::size_t most_cuts = 400;

// A line along one axis at a place on the other.
struct Stroke {
  double at = 0, from = 0, to = 0;
};

// Which of many belong together (union-find).
class Groups {
 public:
  explicit Groups(std::size_t count) : parent_(count) {
    std::iota(parent_.begin(), parent_.end(), std::size_t(0));
  }
  std::size_t find(std::size_t item) {
    while (parent_[item] != item) item = parent_[item] = parent_[parent_[item]];
    return item;
  }
  // The smaller number stays the group's name: the upper left cell of those merged.
  void join(std::size_t a, std::size_t b) {
    a = find(a);
    b = find(b);
    parent_[std::max(a, b)] = std::min(a, b);
  }

 private:
  std::vector<std::size_t> parent_;
};

// Borders are drawn cell by cell, and twice where cells meet.
std::vector<Stroke> merged(std::vector<Stroke> strokes) {
  std::sort(strokes.begin(), strokes.end(), [](const Stroke& a, const Stroke& b) {
    return a.at != b.at ? a.at < b.at : a.from < b.from;
  });
  for (std::size_t i = 0; i < strokes.size();) {
    std::size_t end = i + 1;
    while (end < strokes.size() && strokes[end].at - strokes[i].at <= tolerance) ++end;
    for (std::size_t k = i + 1; k < end; ++k) strokes[k].at = strokes[i].at;
    i = end;
  }
  std::sort(strokes.begin(), strokes.end(), [](const Stroke& a, const Stroke& b) {
    return a.at != b.at ? a.at < b.at : a.from < b.from;
  });
  std::vector<Stroke> out;
  for (const Stroke& stroke : strokes) {
    const bool goes_on =
        !out.empty() && out.back().at == stroke.at && stroke.from <= out.back().to + tolerance;
    if (goes_on) {
      out.back().to = std::max(out.back().to, stroke.to);
    } else {
      out.push_back(stroke);
    }
  }
  return out;
}

bool meet(const Stroke& across, const Stroke& down) {
  return down.at >= across.from - tolerance && down.at <= across.to + tolerance &&
         across.at >= down.from - tolerance && across.at <= down.to + tolerance;
}

std::vector<double> cuts_of(const std::vector<Stroke>& strokes) {
  std::vector<double> cuts;
  for (const Stroke& stroke : strokes) {
    if (cuts.empty() || stroke.at > cuts.back()) cuts.push_back(stroke.at);
  }
  return cuts;
}

bool is_drawn(const std::vector<Stroke>& strokes, double at, double through) {
  return std::any_of(strokes.begin(), strokes.end(), [&](const Stroke& stroke) {
    return stroke.at == at && stroke.from <= through && stroke.to >= through;
  });
}

// Takes off what stands left of `x`, as far as the widths of characters are known.
PageWord first_part(PageWord& word, double x) {
  double units = 0;
  const auto width_of = [](char32_t c) { return c >= 0x2E80 ? 1.0 : 0.5; };
  for (std::size_t at = 0; at < word.text.size();)
    units += width_of(next_code_point(word.text, at));
  const double unit = (word.right - word.left) / std::max(units, 0.5);
  std::size_t at = 0;
  double end = word.left;
  while (at < word.text.size()) {
    std::size_t after = at;
    const double width = width_of(next_code_point(word.text, after)) * unit;
    if (end + width / 2 > x) break;
    end += width;
    at = after;
  }
  PageWord before{word.left, std::min(end, x), word.middle, word.em, word.text.substr(0, at)};
  word.text.erase(0, at);
  word.left = std::max(end, x);
  return before;
}

// The lines of one table, and the grid of places they make.
class Grid {
 public:
  Grid(std::vector<Stroke> across, std::vector<Stroke> down)
      : across_(std::move(across)),
        down_(std::move(down)),
        x_(cuts_of(down_)),
        y_(cuts_of(across_)) {}

  // One column is a frame around text; one of many hundreds is a drawing.
  bool is_table() const {
    return x_.size() >= 3 && y_.size() >= 2 && x_.size() < most_cuts && y_.size() < most_cuts;
  }

  PageTable take(std::vector<PageWord>& words) const {
    PageTable table;
    table.left = x_.front(), table.right = x_.back();
    table.top = y_.front(), table.bottom = y_.back();
    Groups cells = merged_cells();
    std::map<std::size_t, std::vector<PageWord>> held;
    std::vector<PageWord> others;
    for (PageWord& word : cut_at_lines(words)) {
      const auto column = place((word.left + word.right) / 2, x_);
      const auto row = place(word.middle, y_);
      if (column && row) {
        held[cells.find(*row * columns() + *column)].push_back(std::move(word));
      } else {
        others.push_back(std::move(word));
      }
    }
    words = std::move(others);
    table.rows.assign(rows(), std::vector<std::string>(columns()));
    for (auto& [cell, inside] : held) {
      std::string& text = table.rows[cell / columns()][cell % columns()];
      for (const PrintedLine& line : lines_of(std::move(inside))) append_line(text, line.text());
    }
    return table;
  }

 private:
  std::size_t columns() const { return x_.size() - 1; }
  std::size_t rows() const { return y_.size() - 1; }

  static std::optional<std::size_t> place(double at, const std::vector<double>& cuts) {
    if (at <= cuts.front() || at >= cuts.back()) return std::nullopt;
    return static_cast<std::size_t>(std::upper_bound(cuts.begin(), cuts.end(), at) - cuts.begin() -
                                    1);
  }

  // What stands close on both sides of a line was taken for one word.
  std::vector<PageWord> cut_at_lines(std::vector<PageWord>& words) const {
    std::vector<PageWord> out;
    for (PageWord& word : words) {
      for (const double x : x_) {
        const bool crosses = word.left < x - word.em / 4 && word.right > x + word.em / 4;
        if (!crosses || !is_drawn(down_, x, word.middle)) continue;
        PageWord before = first_part(word, x);
        if (!before.text.empty()) out.push_back(std::move(before));
      }
      if (!word.text.empty()) out.push_back(std::move(word));
    }
    return out;
  }

  Groups merged_cells() const {
    Groups cells(rows() * columns());
    for (std::size_t row = 0; row < rows(); ++row) {
      for (std::size_t column = 0; column < columns(); ++column) {
        const std::size_t cell = row * columns() + column;
        const double x = (x_[column] + x_[column + 1]) / 2, y = (y_[row] + y_[row + 1]) / 2;
        if (column + 1 < columns() && !is_drawn(down_, x_[column + 1], y))
          cells.join(cell, cell + 1);
        if (row + 1 < rows() && !is_drawn(across_, y_[row + 1], x))
          cells.join(cell, cell + columns());
      }
    }
    return cells;
  }

  std::vector<Stroke> across_, down_;
  std::vector<double> x_, y_;
};

std::vector<Grid> grids_of(const std::vector<PageRule>& rules) {
  std::vector<Stroke> across, down;
  for (const PageRule& rule : rules) {
    if (rule.right - rule.left >= rule.bottom - rule.top) {
      across.push_back({(rule.top + rule.bottom) / 2, rule.left, rule.right});
    } else {
      down.push_back({(rule.left + rule.right) / 2, rule.top, rule.bottom});
    }
  }
  across = merged(std::move(across));
  down = merged(std::move(down));
  Groups groups(across.size() + down.size());
  for (std::size_t i = 0; i < across.size(); ++i) {
    for (std::size_t k = 0; k < down.size(); ++k) {
      if (meet(across[i], down[k])) groups.join(i, across.size() + k);
    }
  }
  std::map<std::size_t, std::pair<std::vector<Stroke>, std::vector<Stroke>>> tables;
  for (std::size_t i = 0; i < across.size(); ++i) tables[groups.find(i)].first.push_back(across[i]);
  for (std::size_t k = 0; k < down.size(); ++k)
    tables[groups.find(across.size() + k)].second.push_back(down[k]);
  std::vector<Grid> grids;
  for (auto& [group, strokes] : tables)
    grids.emplace_back(std::move(strokes.first), std::move(strokes.second));
  return grids;
}

}  // namespace

std::vector<PageTable> take_tables(PrintedPage& page) {
  std::vector<PageTable> tables;
  if (page.rules.size() < 4 || page.rules.size() > most_rules) return tables;
  for (const Grid& grid : grids_of(page.rules)) {
    if (grid.is_table()) tables.push_back(grid.take(page.words));
  }
  std::sort(tables.begin(), tables.end(),
            [](const PageTable& a, const PageTable& b) { return a.top < b.top; });
  return tables;
}

}  // namespace regwatch
