#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace regwatch {

/// What an external program gave.
struct ToolRun {
  enum class End { exited, not_installed, out_of_time, too_much };
  End end = End::exited;
  int status = 0;   ///< As waitpid() gives it, where it exited.
  std::string out;  ///< Up to the limit.
  std::string err;  ///< The first 4 KB.

  bool good() const { return end == End::exited && status == 0; }
  /// For a person, where it was not good: `pdftotext: Incorrect password`.
  std::string problem(std::string_view tool) const;
};

/// Runs a program from PATH with `input` on its standard input (as a file that can be sought in),
/// under the limits of this process, until `deadline`. For the process that reads documents: what
/// has not ended then is killed with that.
ToolRun run_tool(const std::vector<std::string>& command, std::string_view input,
                 std::chrono::steady_clock::time_point deadline,
                 std::size_t max_output = std::size_t(96) << 20);

/// Whether a program of that name is in PATH.
bool has_tool(const std::string& name);

}  // namespace regwatch
