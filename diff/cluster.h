#pragma once

#include <span>
#include <string>
#include <vector>

#include "diff/publication.h"

namespace regwatch {

/// Another institution's site carries the same publication.
struct ClusterMatch {
  std::string other_id;
  double confidence = 0;
  std::string reason;  ///< `the same document number`, `97 % of the text is the same`
};

/// Days between two sites' dates of one publication.
inline constexpr int cluster_days = 15;

/// Which candidates are the same publication: the same document number, the same documents named in
/// the same stage, or nearly the same text within another frame, within days of each other. News
/// about a document is not the document, nor is an interview, nor a local 转发…的通知; a 转载 is.
/// A title that many share joins nothing by itself.
std::vector<ClusterMatch> same_publications(const Publication& notice,
                                            std::span<const Publication> candidates);

}  // namespace regwatch
