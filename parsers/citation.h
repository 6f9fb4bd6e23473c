#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace regwatch {

/// A document that a text names in its marks, with the articles that follow.
struct Citation {
  std::string title;  ///< Without the outer 《》: `关于修改〈网络安全法〉的决定`.
  std::string articles;  ///< `第二十一条、第六十四条第一款`; empty where none are named.
  std::size_t begin = 0;  ///< Bytes of the text, from 《.
  std::size_t end = 0;    ///< Behind 》.
  std::size_t tail = 0;   ///< Behind the explanation in brackets and the articles.
};

/// Without spaces, but for those that belong to a title: between the parts of a standard's name
/// (《信息安全技术 个人信息安全规范》) and behind the bodies that one begins with (《教育部
/// 财政部关于…的通知》). A page that parts the letters of any title is mended.
std::string words_with_titles(std::string_view printed);

/// All citations of a text without spaces (full-width forms may be left as they are), in order;
/// one within another (《关于修改〈…〉的决定》) belongs to it.
std::vector<Citation> citations_in(std::string_view text);

/// Whether the title is that of a law, a rule or a document of an authority: not a report, a form
/// or a contract.
bool is_legal_title(std::string_view title);

/// Whether a title is that of an interview or a reading (答记者问, 解读): what such a text cites
/// belongs to the document that it explains.
bool explains_another(std::string_view title);

/// Whether a title is that of a plan: nothing that it names is amended or repealed yet.
bool is_plan(std::string_view title);

/// `〈甲办法〉、《乙办法》` → both names.
std::vector<std::string> names_in_marks(std::string_view list);

/// Titles of half-width forms as they are printed: `某某办法(试行)` → `某某办法（试行）`.
std::string with_wide_brackets(std::string_view title);

}  // namespace regwatch
