#include "app/output_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <iostream>

#include "app/exit_status.h"
#include "base/descriptor.h"

namespace regwatch {
namespace {

// The file behind a link, so that the link stays one.
std::filesystem::path place_of(const std::string& file) {
  std::error_code failed;
  const auto place = std::filesystem::weakly_canonical(file, failed);
  return failed ? std::filesystem::path(file) : place;
}

}  // namespace

OutputFile::OutputFile(const std::string& file)
    : out_(file.empty() ? std::cout : static_cast<std::ostream&>(file_)) {
  if (file.empty()) return;
  target_ = place_of(file);
  std::error_code ignored;
  const auto status = std::filesystem::status(target_, ignored);
  if (!std::filesystem::exists(status) || std::filesystem::is_regular_file(status)) {
    unfinished_ = target_;
    unfinished_ += "." + std::to_string(::getpid()) + ".part";
  }
  file_.open(unfinished_.empty() ? target_ : unfinished_, std::ios::binary);
  if (!file_) fail();
}

OutputFile::~OutputFile() {
  std::error_code ignored;
  if (!unfinished_.empty()) std::filesystem::remove(unfinished_, ignored);
}

void OutputFile::fail() const {
  const int error = errno;
  throw CommandError(exit_cannot_write,
                     (target_.empty() ? "standard output" : target_.string()) +
                         ": cannot be written" +
                         (error != 0 ? std::string(": ") + std::strerror(error) : ""));
}

void OutputFile::write(std::string_view bytes) {
  errno = 0;
  if (!out_.write(bytes.data(), static_cast<std::streamsize>(bytes.size()))) fail();
}

void OutputFile::commit() {
  errno = 0;
  if (!out_.flush()) fail();
  if (target_.empty()) return;
  file_.close();
  if (!file_) fail();
  if (unfinished_.empty()) return;
  // What is there already keeps who may read it.
  std::error_code failed;
  const auto before = std::filesystem::status(target_, failed);
  if (std::filesystem::exists(before))
    std::filesystem::permissions(unfinished_, before.permissions(), failed);
  // Its bytes are on the disk before it has its name, or a power cut leaves an empty file.
  const Descriptor written(::open(unfinished_.c_str(), O_RDONLY | O_CLOEXEC));
  if (!written || ::fsync(written.get()) != 0) fail();
  if (::rename(unfinished_.c_str(), target_.c_str()) != 0) fail();
  unfinished_.clear();
}

}  // namespace regwatch
