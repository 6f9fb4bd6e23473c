#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "diff/publication.h"

namespace regwatch {

/// That two names are of one document, and why.
struct NameMatch {
  double confidence = 0;
  bool exact = false;
  std::string reason;
};

/// Whether two names have the same digits in the same order: another year or batch is another
/// document.
bool same_numbers(std::string_view a, std::string_view b);

/// By name alone: the same normal form, and no edition, region or series that speaks against it.
std::optional<NameMatch> same_name(const DocumentName& a, const DocumentName& b);

/// A document that changed its name on the way: by likeness of both names and both texts. Standards
/// keep their names, and are never matched so.
std::optional<NameMatch> like_name(const DocumentName& a, const DocumentName& b,
                                   double text_likeness);

/// Whether two names differ in loose words alone (管理, 网络, 规定 or 办法), or in the order of
/// their words, so that a look at the texts is worth it. 食糖 and 糖果 are two subjects.
bool may_be_renamed(const DocumentName& a, const DocumentName& b);

}  // namespace regwatch
