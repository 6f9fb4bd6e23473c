#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace regwatch {

/// A program of the operator's and what it is given.
struct ProgramCall {
  std::vector<std::string> command;    ///< A path or a name in PATH, and its arguments; no shell.
  std::string_view input;              ///< Its standard input, which it may leave unread.
  std::vector<std::string> variables;  ///< `NAME=value`, above our own environment.
  std::chrono::milliseconds timeout{60'000};
};

/// How it ended.
struct ProgramEnd {
  enum class How {
    exited,
    died,         ///< Of a signal.
    out_of_time,  ///< And was killed, with all that it had started in its process group.
    not_started,
  };
  How how = How::exited;
  int number = 0;          ///< Exit status or signal.
  std::string last_words;  ///< The last line of its standard error, clean; or why it did not start.
};

/// Runs it, blocking. Its standard output is dropped and of its standard error the end is kept,
/// however much there is; nothing else of ours is open in it. It has ended when the process that
/// was started has: what that left behind, pipes in hand, is not waited for.
ProgramEnd run_program(const ProgramCall& call);

}  // namespace regwatch
