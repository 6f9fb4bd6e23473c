#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "crawler/message.h"
#include "parsers/listing.h"

namespace regwatch {

/// What is known of a notice beyond its text. Each fact that is present has its sentences in
/// `evidence` under its JSON name (`comment_deadline`). A fact that is not there is absent.
struct Facts {
  std::optional<CivilDate> comment_deadline;  ///< Ends at 24:00 in China.
  std::vector<std::string> comment_to;        ///< E-mail addresses for comments.
  std::optional<CivilDate> effective_date;
  std::optional<int> batch;                 ///< 2022年第3批 → 3
  std::optional<int> total_batch;           ///< 总第23批 → 23
  std::optional<std::string> index_number;  ///< 索引号
  std::map<std::string, std::vector<std::string>> evidence;
};

/// An article page as read.
struct Article {
  std::string title;
  std::string url;
  std::optional<CivilDate> published;
  std::optional<std::string> publisher;        ///< What the page calls 来源, or its issuing body.
  std::optional<std::string> document_number;  ///< 文号
  std::vector<std::string> paragraphs;  ///< Table rows are one paragraph, cells parted by tab.
  std::vector<Attachment> attachments;
  Facts facts;
  std::vector<Request> next_pages;  ///< The other parts of a split article, in order.
};

/// Joins the next part of a split article: text and attachments; facts are read anew.
void append_part(Article& first, const Article& part);

}  // namespace regwatch
