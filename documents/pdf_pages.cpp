#include "documents/pdf_pages.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "base/text.h"
#include "documents/xml.h"

namespace regwatch {
namespace {

constexpr double thin = 3.0;      // Points: a filled box that is a line.
constexpr double shortest = 4.0;  // Points: below it is a part of a character or a drawing.
constexpr std::size_t most_rules = 4000;

double number_in(std::string_view text) {
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return std::isfinite(value) ? std::clamp(value, -1e6, 1e6) : 0;
}

// Fonts state heights as they like; the width of Chinese characters is their size.
double size_of(std::string_view text, double width, double height) {
  double wide = 0, narrow = 0;
  for (std::size_t at = 0; at < text.size();)
    (next_code_point(text, at) >= 0x2E80 ? wide : narrow) += 1;
  if (wide >= 1) return width / (wide + narrow / 2);
  return height / 1.25;
}

// x to a·x + c·y + e, y to b·x + d·y + f.
struct Matrix {
  double a = 1, b = 0, c = 0, d = 1, e = 0, f = 0;
};

std::vector<double> numbers_in(std::string_view text, std::size_t most) {
  std::vector<double> out;
  for (std::size_t at = 0; at < text.size() && out.size() < most;) {
    double value = 0;
    const auto [end, fault] = std::from_chars(text.data() + at, text.data() + text.size(), value);
    const auto next = static_cast<std::size_t>(end - text.data());
    if (fault == std::errc()) out.push_back(value);
    at = std::max(next, at + 1);
  }
  return out;
}

Matrix matrix_of(XmlNode node) {
  const std::string transform = node.attribute("transform").value_or("");
  if (transform.rfind("matrix(", 0) != 0) return {};
  const auto n = numbers_in(std::string_view(transform).substr(7), 6);
  return n.size() == 6 ? Matrix{n[0], n[1], n[2], n[3], n[4], n[5]} : Matrix{};
}

using Point = std::pair<double, double>;

// The corners of a path of straight lines, each part of it by itself. Curves end the reading.
std::vector<std::vector<Point>> straight_parts(std::string_view d, const Matrix& m) {
  std::vector<std::vector<Point>> parts;
  for (std::size_t at = 0; at < d.size();) {
    const char command = d[at++];
    if (command == 'C' || command == 'c') return parts;
    if (command == 'Z' && !parts.empty() && !parts.back().empty())
      parts.back().push_back(parts.back().front());
    if (command != 'M' && command != 'L') continue;
    const std::size_t end = std::min(d.find_first_of("MLCZ", at), d.size());
    const auto n = numbers_in(d.substr(at, end - at), 2);
    at = end;
    if (n.size() < 2) continue;
    if (command == 'M' || parts.empty()) parts.emplace_back();
    parts.back().emplace_back(m.a * n[0] + m.c * n[1] + m.e, m.b * n[0] + m.d * n[1] + m.f);
  }
  return parts;
}

void add_rule(const PageRule& rule, std::vector<PageRule>& rules) {
  const double width = rule.right - rule.left, height = rule.bottom - rule.top;
  if (std::min(width, height) <= thin && std::max(width, height) >= shortest &&
      rules.size() < most_rules)
    rules.push_back(rule);
}

PageRule box_of(const Point& a, const Point& b) {
  return {std::min(a.first, b.first), std::min(a.second, b.second), std::max(a.first, b.first),
          std::max(a.second, b.second)};
}

void add_rules(XmlNode path, std::vector<PageRule>& rules) {
  const std::string style = path.attribute("style").value_or("");
  const bool stroked = style.find("fill:none") != std::string::npos;
  for (const auto& part : straight_parts(path.attribute("d").value_or(""), matrix_of(path))) {
    if (part.size() < 2) continue;
    if (stroked) {
      for (std::size_t i = 0; i + 1 < part.size(); ++i)
        add_rule(box_of(part[i], part[i + 1]), rules);
      continue;
    }
    PageRule box = box_of(part.front(), part.front());
    for (const auto& corner : part) {
      const PageRule more = box_of(corner, corner);
      box = {std::min(box.left, more.left), std::min(box.top, more.top),
             std::max(box.right, more.right), std::max(box.bottom, more.bottom)};
    }
    add_rule(box, rules);
  }
}

}  // namespace

std::vector<PrintedPage> pages_in_tsv(std::string_view tsv) {
  std::vector<PrintedPage> pages;
  for (const std::string_view line : split(tsv, '\n')) {
    const auto fields = split(line, '\t');
    if (fields.size() < 12) continue;
    const double left = number_in(fields[6]), top = number_in(fields[7]);
    const double width = number_in(fields[8]), height = number_in(fields[9]);
    if (fields[11] == "###PAGE###") {
      pages.push_back({width, height, {}, {}});
    } else if (fields[0] == "5" && !pages.empty() && !trim(fields[11]).empty()) {
      std::string text(trim(fields[11]));
      const double em = std::max(1.0, size_of(text, width, height));
      pages.back().words.push_back({left, left + width, top + height / 2, em, std::move(text)});
    }
  }
  return pages;
}

std::vector<PageRule> rules_in_svg(std::string_view svg) {
  std::vector<PageRule> rules;
  const auto document = XmlDocument::parse(svg);
  if (!document) return rules;
  const XmlNode root = document->root();
  for (XmlNode node = root.next_in(root); node;) {
    const std::string_view name = node.name();
    if (name == "defs" || name == "clipPath" || name == "mask" || name == "use") {
      node = node.next_after_subtree_in(root);
      continue;
    }
    if (name == "path") add_rules(node, rules);
    node = node.next_in(root);
  }
  return rules;
}

bool may_hold_table(const PrintedPage& page) {
  std::size_t in_columns = 0;
  for (const PrintedLine& line : lines_of(page.words)) {
    std::size_t gaps = 0;
    double end = line.left;
    for (const PageWord& word : line.words) {
      gaps += word.left - end > line.em * 0.7;
      end = std::max(end, word.right);
    }
    // One gap follows 第一条 as well.
    in_columns += gaps >= 2 || (gaps == 1 && line.words.size() == 2 &&
                                line.words[1].left - line.words[0].right > line.em * 1.3);
  }
  return in_columns > 0;
}

}  // namespace regwatch
