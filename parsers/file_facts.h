#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "parsers/article.h"

namespace regwatch {

/// A notice's file as text, and the notice that carries it.
struct FileText {
  std::string_view name;  ///< The file's, `附件1：….docx`.
  const std::vector<std::string>& paragraphs;
  std::string_view notice_title;
  std::optional<CivilDate> published;  ///< Of the notice.
};

/// What a file adds to the facts of its notice: the rule that it holds, the table of apps.
/// Explanations of how a draft came about, forms to be filled in and collections of comments say
/// nothing of the notice and are passed over. `is_the_notice`: the page has no text to speak of, so
/// that the file stands for it and says where and until when comments go, too.
Facts read_file_facts(const FileText& file, bool is_the_notice);

/// Whether a file, by its name, comes with a document and is not it: 起草说明, 意见反馈表, 解读.
bool accompanies_document(std::string_view name);

/// Whether a page's own text says little: then its files are the notice.
bool says_little(const std::vector<std::string>& paragraphs);

}  // namespace regwatch
