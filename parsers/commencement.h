#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
namespace regwatch {

struct NoticeText;

/// A sentence that says from when this very document is in force (本办法自…起施行), not another
/// that it quotes, names or amends.
struct Commencement {
  std::size_t sentence = 0;       ///< Index into NoticeText::sentences.
  std::optional<CivilDate> date;  ///< Absent where it hangs on a day that is not known.
  std::string subject;            ///< 办法 of 本办法; empty where the sentence leaves it out.
};

/// All of them, in order: what NoticeText::commencements holds. Of a draft's, none with a date that
/// is past: its explanation tells such ones of what it replaces.
std::vector<Commencement> own_commencements(const NoticeText& text);

/// Whether `clause`, what stands between the last comma and the word looked at, speaks of this
/// document: 本办法, 第九条 本办法将, 上述规定. Not of one article of it (本办法第三条).
bool is_own_subject(std::string_view clause);

/// What stands behind the last comma.
std::string_view last_clause(std::string_view text);

}  // namespace regwatch
