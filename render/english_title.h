#pragma once

#include <string>
#include <vector>

#include "diff/document_name.h"
#include "diff/notice.h"
#include "render/english_names.h"

namespace regwatch {

/// What a notice's title says, in English where english.toml covers all of it.
struct EnglishTitle {
  /// The document it is about, or what was done: `measures for …`; empty: not covered.
  std::string words;
  std::string deed;     ///< `launched {}`, whose place the words take; empty: it names a document.
  std::string type;     ///< `measures`, `notice`: known where the whole is not; empty: neither.
  std::string chinese;  ///< The document's name, where it stands in the title as it is.
  std::string tail;     ///< `(No. 6 of 2022)`, `(Trial)`, `(No. 银罚决字〔2026〕72号)`
  int documents = 1;    ///< How many it is about.
  int others = 0;       ///< How many documents it is about beside the one it names.
  std::string several;  ///< What these are: `national standards`; empty: one document.
  Stage stage = Stage::unknown;
  std::vector<std::string> makers;  ///< Codes of the bodies that stand in front.
  int all_makers = 0;  ///< How many it says there are: 等十六部门; 0: it does not say.
};

/// What the title calls the document where that is not said in English: 《…（征求意见稿）》,
/// 《…》等, or the whole title where nothing stands in 《》. As printed; not cleaned.
std::string chinese_name_in(std::string_view title, const EnglishTitle& english);

EnglishTitle english_title_of(std::string_view chinese, const EnglishNames& names);

}  // namespace regwatch
