#pragma once

#include <string>
#include <string_view>

#include "diff/change.h"
#include "diff/kind.h"

namespace regwatch {

std::string_view kind_label(Kind kind);               ///< `Draft for comment`
std::string_view section_label(NewsSection section);  ///< `Regulatory Developments`
std::string_view change_label(ChangeKind kind);       ///< `Deadline moved`
std::string_view relation_label(Relation relation);   ///< `Final of`, `Interprets`
std::string topic_label(std::string_view topic);      ///< `data_protection` → `data protection`
/// `data protection, AI`, clean; empty where there are none.
std::string topics_label(const Classification& classification);
/// `comment_deadline` → `Comments until`; short enough to stand before a value. A fact that has no
/// label of its own is called by its name.
std::string fact_label(std::string_view fact);

/// `1 draft`, `3 drafts`; `plural` where it is not the noun with an s.
std::string counted(std::size_t count, std::string_view noun, std::string_view plural = "");

}  // namespace regwatch
