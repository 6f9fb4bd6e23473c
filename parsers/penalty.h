#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "parsers/article.h"

namespace regwatch {

struct NoticeText;

/// A sum that a notice imposes.
struct Penalty {
  enum class Kind { fine, confiscation };  ///< 罚款, 没收违法所得.
  Kind kind = Kind::fine;
  Money money;
  /// `合计罚款30万元`: no further penalty where its parts are told.
  bool is_total = false;
  std::string_view printed;  ///< Its sentence or row.
};

/// All sums that the notice imposes, in its order: from the tables if they tell any, else from the
/// words, of a decision those behind `决定…：`. None of those that a rule threatens with, that are
/// only proposed, that belong to an earlier case, or that sum up others. Amounts that are bounds or
/// estimates are left out. Found out once for a text, for several facts ask; views into it.
const std::vector<Penalty>& penalties_of(const NoticeText& text);

/// Adds to `facts` the fines and what is confiscated, with their evidence, unless they are there.
void read_penalties(const NoticeText& text, Facts& facts);

}  // namespace regwatch
