#include "diff/name_match.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <span>
#include <vector>

#include "base/text.h"

namespace regwatch {
namespace {

constexpr std::size_t shortest_name = 6;  ///< Characters; shorter names differ in all that counts.
constexpr std::size_t longest_name = 120;

// Measured on pairs of rules: unrelated ones share less than a tenth of their runs of five, a draft
// and its final three quarters, a rewritten one a sixth to a half.
constexpr double enough_text = 0.35;

/// Forms of documents, and what joins words: one may stand for another.
constexpr std::array<std::string_view, 12> form_words = {
    "办法", "规定", "条例", "意见", "指导", "暂行", "试行", "和", "与", "及", "以及", "的"};

/// Words that drafters put in and take out without speaking of something else. None of them stands
/// for another: 网络安全服务 is not 网络内容服务. 安全 is none: 《民航数据管理办法》 and
/// 《民航数据安全 管理办法》 are two.
constexpr std::array<std::string_view, 20> loose_words = {
    "网络", "信息", "管理", "服务", "内容", "监督", "工作",   "活动", "业务", "个人信息保护",
    "国家", "有关", "相关", "若干", "移动", "关于", "进一步", "事项", "领域", "单位"};

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

/// 互联网 and 网络 are one word in names of rules.
std::u32string comparable(const DocumentName& name) {
  return to_utf32(replace_all(name.normal, "互联网", "网络"));
}

/// Whether the piece is made of such words alone.
bool is_made_of(std::u32string_view piece,
                std::initializer_list<std::span<const std::string_view>> lists) {
  std::vector<bool> reached(piece.size() + 1, false);
  reached[0] = true;
  for (std::size_t at = 0; at < piece.size(); ++at) {
    if (!reached[at]) continue;
    for (const auto words : lists) {
      for (const std::string_view word : words) {
        const std::u32string letters = to_utf32(word);
        if (piece.substr(at).starts_with(letters)) reached[at + letters.size()] = true;
      }
    }
  }
  return reached[piece.size()];
}

/// Whether a piece of one name may stand where that of the other stands.
bool is_loose(const std::u32string& of_a, const std::u32string& of_b) {
  if (!of_a.empty() && !of_b.empty()) {
    return is_made_of(of_a, {form_words}) && is_made_of(of_b, {form_words});
  }
  return is_made_of(of_a + of_b, {form_words, loose_words});
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
    const bool loose = is_loose(only_a, only_b);
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

}  // namespace

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
  const std::u32string of_a = comparable(a);
  const std::u32string of_b = comparable(b);
  if (std::min(of_a.size(), of_b.size()) < shortest_name) return false;
  if (std::max(of_a.size(), of_b.size()) > longest_name) return false;
  return same_letters(of_a, of_b) || differ_loosely(of_a, of_b);
}

std::optional<NameMatch> like_name(const DocumentName& a, const DocumentName& b, double text) {
  if (text < enough_text || !may_be_renamed(a, b)) return std::nullopt;
  if (same_letters(comparable(a), comparable(b))) {
    return NameMatch{std::min(0.95, 0.75 + 0.3 * text), false,
                     "the same words in another order, " + percent_of_text(text)};
  }
  return NameMatch{std::min(0.95, 0.7 + 0.35 * text), false,
                   "nearly the same name, " + percent_of_text(text)};
}

}  // namespace regwatch
