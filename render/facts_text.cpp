#include "render/facts_text.h"

#include <algorithm>
#include <set>

#include "base/text.h"
#include "render/clean.h"
#include "render/fact_phrases.h"
#include "render/labels.h"
#include "render/paint.h"
#include "render/wrap.h"

namespace regwatch {
namespace {

constexpr std::size_t shown_values = 60;

using Lines = std::vector<std::string>;

Lines lines_of(const std::optional<CivilDate>& date) { return {format_date(*date)}; }
Lines lines_of(const std::optional<std::string>& text) { return {clean_line(*text)}; }
Lines lines_of(const std::optional<int>& number) { return {std::to_string(*number)}; }

Lines lines_of(const std::vector<std::string>& values) {
  Lines lines;
  for (const std::string& value : values) lines.push_back(clean_line(value));
  return lines;
}

// `200,000 CNY  某公司`.
Lines lines_of(const std::vector<Money>& amounts) {
  Lines lines;
  for (const Money& money : amounts) {
    std::string line = money_phrase(money);
    if (money.party) line += "  " + clean_line(*money.party);
    lines.push_back(std::move(line));
  }
  return lines;
}

// `某某 5.3.0 · 某公司 · 应用宝: 违规收集个人信息; 超范围收集个人信息`.
Lines lines_of(const std::vector<App>& apps) {
  Lines lines;
  for (const App& app : apps) {
    std::string line = clean_line(app.name, 120);
    if (app.version) line += " " + clean_line(*app.version, 60);
    for (const auto* detail : {&app.developer, &app.store}) {
      if (*detail) line += " · " + clean_line(**detail, 120);
    }
    if (!app.problems.empty()) line += ": " + clean_line(join(app.problems, "; "));
    lines.push_back(std::move(line));
  }
  return lines;
}

std::string days_left(std::optional<CivilDate> today, CivilDate last) {
  if (!today || days_between(*today, last) < 0) return "";
  return " · " + counted(static_cast<std::size_t>(days_between(*today, last)), "day") + " left";
}

void add_words(Lines& lines, std::string_view fact, const Facts& facts,
               std::optional<CivilDate> today) {
  if (fact == "comment_deadline") lines[0] += days_left(today, *facts.comment_deadline);
  if (fact == "rectify_by") lines[0] += days_left(today, *facts.rectify_by);
  if (fact == "valid_months") lines[0] = months_phrase(*facts.valid_months);
}

// A sentence that tells several facts is printed in full once.
class Evidence {
 public:
  Evidence(const Facts& facts, std::size_t columns, const Paint& paint)
      : facts_(facts), columns_(columns), paint_(paint) {}

  std::string lines(const std::string& fact) {
    const auto found = facts_.evidence.find(fact);
    if (found == facts_.evidence.end()) return "";
    std::string out;
    const std::string margin(label_width, ' ');
    for (const std::string& sentence : found->second) {
      const std::size_t longest = shown_.insert(sentence).second ? longest_evidence : repeated;
      const std::string cells = replace_all(std::string(trim(sentence)), "\t", " | ");
      out += wrap_indented("\"" + clean_line(cells, longest) + "\"", columns_, margin, margin);
    }
    if (const auto file = facts_.files.find(fact); file != facts_.files.end())
      out += wrap_indented("in " + clean_line(file->second, 200), columns_, margin, margin);
    return paint_(Ink::faint, out);
  }

 private:
  static constexpr std::size_t longest_evidence = 200;
  static constexpr std::size_t repeated = 30;
  const Facts& facts_;
  std::size_t columns_;
  const Paint& paint_;
  std::set<std::string_view> shown_;
};

}  // namespace

std::string labelled_lines(std::string_view label, std::string_view value, std::size_t columns) {
  if (value.empty()) return "";
  const std::string first = pad_to_width(std::string(label) + ":", label_width);
  return wrap_indented(value, columns, first, std::string(label_width, ' '));
}

std::string facts_text(const Facts& facts, const TerminalStyle& style,
                       std::optional<CivilDate> today) {
  const Paint paint(style.colour);
  const std::size_t columns = columns_of(style);
  const std::string margin(label_width, ' ');
  Evidence evidence(facts, columns, paint);
  std::string out;
  each_fact([&](const char* name, auto member) {
    if (!is_known(facts.*member)) return;
    Lines lines = lines_of(facts.*member);
    add_words(lines, name, facts, today);
    const std::size_t shown = std::min(lines.size(), shown_values);
    for (std::size_t i = 0; i < shown; ++i) {
      out += i == 0 ? labelled_lines(fact_label(name), lines[i], columns)
                    : wrap_indented(lines[i], columns, margin, margin);
    }
    if (lines.size() > shown) {
      out += margin + "and " + std::to_string(lines.size() - shown) + " more\n";
    }
    out += evidence.lines(name);
  });
  return out;
}

}  // namespace regwatch
