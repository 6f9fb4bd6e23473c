#include "diff/run_in_articles.h"

#include <string_view>

#include "base/text.h"
#include "diff/clause_beginnings.h"
#include "diff/numbering.h"

namespace regwatch {
namespace {

constexpr std::string_view ordinal = "第";
constexpr std::size_t longest_heading_bytes = 90;

bool is_heading(const NumberLabel& label) {
  return label.style == Numbering::chapter || label.style == Numbering::section ||
         label.style == Numbering::part;
}

// Walks through the paragraphs of one text, for articles are counted across them.
class Parter {
 public:
  void part(std::string_view paragraph, std::vector<std::string>& out) {
    std::size_t begin = 0;
    bool below_heading = false;
    for (std::size_t at = paragraph.find(ordinal); at != std::string_view::npos;
         at = paragraph.find(ordinal, at + ordinal.size())) {
      const auto label = number_label(paragraph.substr(at));
      if (!label) continue;
      const std::string_view above = trim(paragraph.substr(begin, at - begin));
      const bool is_short = below_heading && above.size() <= longest_heading_bytes;
      if (!above.empty() && !is_short && !may_end_before(above, *label)) continue;
      const std::string_view rest = trim(paragraph.substr(at + label->bytes));
      if (is_reference(rest, label->parted) || !is_next(*label)) continue;
      if (!above.empty()) out.emplace_back(above);
      begin = at;
      below_heading = is_heading(*label);
    }
    if (begin == 0) {
      out.emplace_back(paragraph);
    } else {
      out.emplace_back(trim(paragraph.substr(begin)));
    }
  }

 private:
  bool may_end_before(std::string_view above, const NumberLabel& label) const {
    for (const std::string_view end : {"。", "；", "。”", "！"}) {
      if (above.ends_with(end)) return true;
    }
    // Above the first stands the title.
    return last_ == 0 && label.parted && above.size() <= 2 * longest_heading_bytes;
  }

  bool is_next(const NumberLabel& label) {
    if (is_heading(label)) return label.parted;
    if (label.style != Numbering::article || !label.number) return false;
    const bool follows = *label.number == last_ + 1 || (*label.number == 1 && label.parted);
    if (follows) last_ = *label.number;
    return follows || (*label.number == last_ && label.inserted > 0);
  }

  int last_ = 0;
};

}  // namespace

std::vector<std::string> part_run_in_articles(std::span<const std::string> paragraphs) {
  std::vector<std::string> out;
  out.reserve(paragraphs.size());
  Parter parter;
  for (const std::string& paragraph : paragraphs) parter.part(paragraph, out);
  return out;
}

}  // namespace regwatch
