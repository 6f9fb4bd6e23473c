#pragma once

namespace regwatch {

/// Parses the command line, runs the command, and turns every exception into a message and an exit
/// status.
int run_command_line(int count, char** arguments);

}  // namespace regwatch
