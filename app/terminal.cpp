#include "app/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace regwatch {
namespace {

TerminalStyle style_of(int file) {
  TerminalStyle style;
  if (!::isatty(file)) return style;
  const char* no_colour = std::getenv("NO_COLOR");
  style.colour = !no_colour || !*no_colour;
  struct winsize size {};
  if (::ioctl(file, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
    style.columns = std::clamp<int>(size.ws_col, 40, 200);
  return style;
}

}  // namespace

bool output_is_terminal() { return ::isatty(STDOUT_FILENO) != 0; }

TerminalStyle style_of_output() { return style_of(STDOUT_FILENO); }

ProgressBar::ProgressBar() : terminal_(::isatty(STDERR_FILENO) != 0) {}

ProgressBar::~ProgressBar() {
  if (shown_) std::fputs("\r\x1b[K", stderr);
}

void ProgressBar::show(const Progress& progress) {
  using namespace std::chrono_literals;
  const auto now = std::chrono::steady_clock::now();
  if (!terminal_ || (shown_ && progress.done < progress.total && now - last_ < 100ms)) return;
  last_ = now;
  shown_ = true;
  std::fprintf(
      stderr, "\r\x1b[K%s",
      progress_bar(progress.done, progress.total, progress.doing, style_of(STDERR_FILENO)).c_str());
  std::fflush(stderr);
}

}  // namespace regwatch
