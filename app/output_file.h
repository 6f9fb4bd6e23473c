#pragma once

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

namespace regwatch {

/// What a command writes, piece by piece: to standard output where no file is named, else to a file
/// that is there complete after commit(), or as it was before. What is no file of its own (a pipe,
/// /dev/stdout) is written straight. Throws CommandError (73).
class OutputFile {
 public:
  explicit OutputFile(const std::string& file);
  ~OutputFile();  ///< Without commit() nothing is left of a file that was begun.
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;

  void write(std::string_view bytes);
  void commit();

 private:
  [[noreturn]] void fail() const;

  std::filesystem::path target_;      ///< Empty: standard output.
  std::filesystem::path unfinished_;  ///< Empty: the target is written straight.
  std::ofstream file_;
  std::ostream& out_;
};

}  // namespace regwatch
