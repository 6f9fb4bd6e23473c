#include <algorithm>

#include "base/text.h"
#include "parsers/fact.h"

namespace regwatch {
namespace {

void read(const NoticeText& text, Facts& facts) {
  for (std::size_t i = 0; i < std::min<std::size_t>(text.paragraphs.size(), 12); ++i) {
    const auto cells = split(text.paragraphs[i], '\t');
    for (std::size_t k = 0; k < cells.size(); ++k) {
      const std::string plain = plain_form(cells[k]);
      if (!plain.starts_with("索引号")) continue;
      std::string value = plain.substr(std::string_view("索引号").size());
      if (value.starts_with(':')) value.erase(0, 1);
      if (value.empty() && k + 1 < cells.size()) value = remove_spaces(cells[k + 1]);
      value = value.substr(
          0, value.find_first_not_of("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmn"
                                     "opqrstuvwxyz/-_."));
      if (value.size() < 5) continue;
      facts.index_number = value;
      return add_evidence(facts, "index_number", text.paragraphs[i]);
    }
  }
}

}  // namespace

const Fact& fact_index_number() {
  static const Fact fact{"index_number", read};
  return fact;
}

}  // namespace regwatch
