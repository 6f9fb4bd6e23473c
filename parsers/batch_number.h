#pragma once

#include <optional>
#include <string>

#include "parsers/fact.h"

namespace regwatch {

struct BatchNumber {
  int number = 0;
  std::string evidence;
};

/// 第3批 of the notice itself, in its title, in a heading beside 总第…批, or in 现公布第三批…;
/// nothing when several batches are spoken of.
std::optional<BatchNumber> own_batch(const NoticeText& text);
/// 总第23批, likewise.
std::optional<BatchNumber> own_total_batch(const NoticeText& text);

}  // namespace regwatch
