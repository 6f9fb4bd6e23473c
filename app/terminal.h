#pragma once

#include <chrono>

#include "app/world.h"
#include "render/terminal.h"

namespace regwatch {

/// Whether standard output is a person's terminal.
bool output_is_terminal();
/// Columns of standard output (80 where it is no terminal), and colour as NO_COLOR allows.
TerminalStyle style_of_output();

/// A progress bar on standard error, where that is a terminal; nothing elsewhere. Wiped at the end.
class ProgressBar {
 public:
  ProgressBar();
  ~ProgressBar();
  void show(const Progress& progress);

 private:
  bool shown_ = false;
  bool terminal_;
  std::chrono::steady_clock::time_point last_{};
};

}  // namespace regwatch
