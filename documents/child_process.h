#pragma once

#include <sys/types.h>

#include <string>
#include <string_view>
#include <vector>

#include "base/descriptor.h"
#include "base/result.h"

namespace regwatch {

/// Bytes as a file in memory that can be read from its start and no longer be changed.
/// Fault::too_large where there is no room, Fault::unwritable otherwise.
Result<Descriptor> memory_file(std::string_view bytes);

/// A pipe whose ends are not handed on to other programs. Fault::unwritable.
struct Pipe {
  Descriptor read_end;
  Descriptor write_end;
};
Result<Pipe> make_pipe();

/// What a program gets of ours. A descriptor below 0 stands for /dev/null.
struct ChildSurroundings {
  int input = -1;
  int output = -1;
  int errors = -1;
  std::vector<std::string> environment;  ///< `NAME=value`, and nothing else.
};

/// The processes of one program that was started, as a group.
class ChildProcess {
 public:
  ChildProcess() = default;
  /// Starts `program` (a path) as the leader of a group of its own, without our environment.
  /// `input` and `output` become its standard input and output; it gets nothing else of ours.
  /// Fault::missing.
  static Result<ChildProcess> start(const std::string& program,
                                    const std::vector<std::string>& arguments, int input,
                                    int output);
  /// The same for a program looked up in PATH unless it is a path, in these surroundings.
  static Result<ChildProcess> start(const std::vector<std::string>& command,
                                    const ChildSurroundings& surroundings);
  ~ChildProcess();
  ChildProcess(ChildProcess&& other) noexcept;
  ChildProcess& operator=(ChildProcess&& other) noexcept;

  /// Kills all of the group that still runs, waits for it, and gives the leader's status as
  /// waitpid() does. The leader may have ended by itself before.
  int end();

  /// Whether the leader has not ended yet.
  bool is_running() const;
  /// Waits for the leader and gives its status; what it left running goes on.
  int wait();

 private:
  pid_t leader_ = 0;
};

}  // namespace regwatch
