#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "parsers/html_bounds.h"

namespace regwatch {

/// A page with its text taken out, so that gumbo, which handles text one character at a time, reads
/// tags only. Each run of text and each longer value of an attribute is one private-use character
/// in `html` that stands for an element of `runs`; white space is one space or line feed. Script
/// and title bodies are runs as well. Comments, style sheets, and drawings are left out altogether.
///
/// Leaving raw text out also means that gumbo and the look at the bounds cannot disagree on where
/// it ends.
struct HtmlSkeleton {
  struct Run {
    std::string_view text;  ///< In the source.
    bool is_raw = false;    ///< A script's: no character references in it.
  };
  std::string html;
  std::vector<Run> runs;
};

/// Fault::broken names the bound that the page breaks. `html` must outlive the answer.
Result<HtmlSkeleton> skeleton_of(std::string_view html, const HtmlBounds& bounds = {});

/// How many runs can be told apart.
inline constexpr std::size_t max_runs = 2 * 0xFFFE;
/// The private-use character of a run, and back. `run_of` is max_runs for any other character.
char32_t placeholder_of(std::size_t run);
std::size_t run_of(char32_t c);

}  // namespace regwatch
