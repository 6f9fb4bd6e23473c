#include "diff/name_match.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.h"

namespace regwatch {
namespace {

constexpr std::size_t shortest_name = 6;  ///< Characters; shorter names differ in all that counts.
constexpr std::size_t longest_name = 120;

// Measured on pairs of rules: unrelated ones share less than a tenth of their runs of five, a draft
// and its final three quarters, a rewritten one a sixth to a half.
constexpr double enough_text = 0.35;
constexpr double nearly_all_text = 0.9;

/// Words that drafters put in and take out without speaking of something else.
constexpr std::array<std::string_view, 36> loose_words = {
    "网络", "信息", "管理", "安全", "服务", "内容", "保护", "监督",   "工作",
    "活动", "业务", "技术", "应用", "国家", "暂行", "试行", "办法",   "规定",
    "条例", "意见", "有关", "相关", "若干", "移动", "关于", "进一步", "指导",
    "事项", "和",   "与",   "及",   "的",   "等",   "以及", "领域",   "单位"};

bool is_technology_series(std::string_view series) {
  return series == "信息安全技术" || series == "网络安全技术" || series == "数据安全技术";
}

/// The committee's series were renamed one into another; a practice guide is no standard.
bool series_agree(const DocumentName& a, const DocumentName& b) {
  if (a.series == b.series) return true;
  if (a.series.empty() || b.series.empty()) {
    return is_technology_series(a.series) || is_technology_series(b.series);
  }
  return is_technology_series(a.series) && is_technology_series(b.series);
}

std::u32string code_points(std::string_view text) {
  std::u32string out;
  for (std::size_t at = 0; at < text.size();) out += next_code_point(text, at);
  return out;
}

/// 互联网 and 网络 are one word in names of rules.
std::u32string comparable(std::string_view normal) {
  return code_points(replace_all(std::string(normal), "互联网", "网络"));
}

/// Whether the piece is made of loose words alone.
bool is_loose(std::u32string_view piece) {
  std::vector<bool> reached(piece.size() + 1, false);
  reached[0] = true;
  for (std::size_t at = 0; at < piece.size(); ++at) {
    if (!reached[at]) continue;
    for (const std::string_view word : loose_words) {
      const std::u32string letters = code_points(word);
      if (piece.substr(at).starts_with(letters)) reached[at + letters.size()] = true;
    }
  }
  return reached[piece.size()];
}

/// Lengths of longest common subsequences of the ends of two names.
std::vector<std::vector<int>> common_lengths(const std::u32string& a, const std::u32string& b) {
  std::vector<std::vector<int>> length(a.size() + 1, std::vector<int>(b.size() + 1, 0));
  for (std::size_t i = a.size(); i-- > 0;) {
    for (std::size_t j = b.size(); j-- > 0;) {
      length[i][j] =
          a[i] == b[j] ? length[i + 1][j + 1] + 1 : std::max(length[i + 1][j], length[i][j + 1]);
    }
  }
  return length;
}

/// Whether everything that one name has and the other has not is loose words.
bool differ_loosely(const std::u32string& a, const std::u32string& b) {
  const auto length = common_lengths(a, b);
  std::u32string only_a;
  std::u32string only_b;
  const auto flush = [&] {
    const bool loose = is_loose(only_a) && is_loose(only_b);
    only_a.clear();
    only_b.clear();
    return loose;
  };
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < a.size() || j < b.size()) {
    if (i < a.size() && j < b.size() && a[i] == b[j]) {
      if (!flush()) return false;
      ++i, ++j;
    } else if (j == b.size() || (i < a.size() && length[i + 1][j] >= length[i][j + 1])) {
      only_a += a[i++];
    } else {
      only_b += b[j++];
    }
  }
  return flush();
}

bool same_letters(std::u32string a, std::u32string b) {
  std::sort(a.begin(), a.end());
  std::sort(b.begin(), b.end());
  return a == b;
}

bool same_numbers(std::string_view a, std::string_view b) {
  const auto digits = [](std::string_view text) {
    std::string out;
    for (const char c : text) {
      if (c >= '0' && c <= '9') out += c;
    }
    return out;
  };
  return digits(a) == digits(b);
}

}  // namespace

std::optional<NameMatch> same_name(const DocumentName& a, const DocumentName& b) {
  if (a.normal.empty() || a.normal != b.normal) return std::nullopt;
  if (!same_edition(a, b) || !series_agree(a, b)) return std::nullopt;
  if (!a.number.empty() && !b.number.empty() && a.number != b.number) return std::nullopt;
  NameMatch match{0.97, true, "the same name"};
  if (a.variant != b.variant) {
    match.confidence = 0.96;
    match.reason += " but for " + (a.variant.empty() ? b.variant : a.variant);
  }
  if (a.edition != b.edition) match.confidence -= 0.03;
  if (a.series != b.series) match.confidence -= 0.03;
  return match;
}

bool may_be_renamed(const DocumentName& a, const DocumentName& b) {
  if (!a.series.empty() || !b.series.empty() || !a.number.empty() || !b.number.empty())
    return false;
  if (a.normal == b.normal || !same_edition(a, b) || !same_numbers(a.normal, b.normal))
    return false;
  if (region_at_front(a.name) != region_at_front(b.name)) return false;
  const std::size_t shorter = std::min(count_code_points(a.normal), count_code_points(b.normal));
  const std::size_t longer = std::max(count_code_points(a.normal), count_code_points(b.normal));
  return shorter >= shortest_name && longer <= longest_name &&
         name_likeness(a.normal, b.normal) >= 0.35;
}

std::optional<NameMatch> like_name(const DocumentName& a, const DocumentName& b, double text) {
  if (!may_be_renamed(a, b) || text < enough_text) return std::nullopt;
  const std::u32string of_a = comparable(a.normal);
  const std::u32string of_b = comparable(b.normal);
  if (same_letters(of_a, of_b)) {
    return NameMatch{std::min(0.95, 0.75 + 0.3 * text), false,
                     "the same words in another order, " + percent_of_text(text)};
  }
  if (differ_loosely(of_a, of_b)) {
    return NameMatch{std::min(0.95, 0.7 + 0.35 * text), false,
                     "nearly the same name, " + percent_of_text(text)};
  }
  if (text < nearly_all_text || name_likeness(a.normal, b.normal) < 0.5) return std::nullopt;
  return NameMatch{0.85, false, "another name, " + percent_of_text(text)};
}

}  // namespace regwatch
