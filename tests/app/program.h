#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "tests/temporary_directory.h"

namespace regwatch::testing {

/// What a run of the real program left.
struct Ran {
  int status = 0;  ///< Exit status; 128 + signal when it was killed.
  std::string out;
  std::string err;
};

/// Runs the program that was built with these arguments, in `directory`, with `environment` added.
Ran run_program(const std::vector<std::string>& arguments, const std::filesystem::path& directory,
                const std::map<std::string, std::string>& environment = {});

/// A directory with files that a test writes and reads whole.
class Scratch : public TemporaryDirectory {
 public:
  void write(const std::string& name, const std::string& content) const;
  std::string read(const std::string& name) const;
};

std::vector<std::string> lines_of(const std::string& text);
int count_of(const std::string& text, const std::string& part);

}  // namespace regwatch::testing
