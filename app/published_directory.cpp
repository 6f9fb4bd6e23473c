#include "app/published_directory.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <system_error>
#include <utility>

#include "base/crash_point.h"
#include "base/descriptor.h"
#include "base/durable_file.h"
#include "base/text.h"

namespace regwatch {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view list_name = ".regwatch-files";
constexpr std::string_view list_head = "regwatch published files 1";
constexpr std::string_view temporary_prefix = ".regwatch-tmp.";

Error unwritable(const fs::path& path, const std::string& what) {
  return {Fault::unwritable, path.string() + ": " + what};
}
Error system_failure(const fs::path& path, const char* what) {
  return unwritable(path, std::string(what) + ": " + std::strerror(errno));
}

// A descriptor and the file's name until it is renamed: what fails leaves nothing behind.
class TemporaryFile {
 public:
  explicit TemporaryFile(const fs::path& directory)
      : name_((directory / (std::string(temporary_prefix) + "XXXXXX")).string()),
        descriptor_(::mkostemp(name_.data(), O_CLOEXEC)) {}
  ~TemporaryFile() {
    if (descriptor_ && !renamed_) ::unlink(name_.c_str());
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  bool is_open() const { return bool(descriptor_); }
  bool write(std::string_view bytes) const {
    errno = write_all(descriptor_.get(), bytes);
    if (errno != 0) return false;
    // A web server runs as somebody else.
    return ::fchmod(descriptor_.get(), 0644) == 0 && ::fsync(descriptor_.get()) == 0;
  }
  bool rename_to(const fs::path& target) {
    renamed_ = ::rename(name_.c_str(), target.c_str()) == 0;
    return renamed_;
  }

 private:
  std::string name_;
  Descriptor descriptor_;
  bool renamed_ = false;
};

std::optional<std::string> bytes_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::nullopt;
  std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  if (in.bad()) return std::nullopt;
  return bytes;
}

// What is made on the way is for a web server as well, whatever the umask says.
std::error_code make_directories(const fs::path& directory) {
  std::error_code problem;
  if (fs::is_directory(directory, problem)) return {};
  if (directory.has_parent_path()) problem = make_directories(directory.parent_path());
  if (problem) return problem;
  fs::create_directory(directory, problem);
  if (!problem) fs::permissions(directory, fs::perms{0755}, problem);
  return problem;
}

// The list may have been written to by others: no name leads out of the directory.
bool is_safe(std::string_view name) {
  if (name.empty() || name.front() == '/') return false;
  const auto parts = split(name, '/');
  return std::none_of(parts.begin(), parts.end(),
                      [](std::string_view part) { return part.empty() || part.front() == '.'; });
}

}  // namespace

Result<PublishedDirectory> PublishedDirectory::open(const fs::path& path) {
  std::error_code problem;
  const fs::path directory = fs::absolute(path, problem).lexically_normal();
  if (!problem) problem = make_directories(directory);
  if (problem) return unwritable(directory, "cannot be made: " + problem.message());
  PublishedDirectory out(directory);
  if (const auto looked = out.look_around(); !looked) return looked.error();
  if (const auto list = bytes_of(directory / list_name)) {
    out.read_list(*list);
    return out;
  }
  if (!out.present_.empty()) {
    return Error{Fault::invalid, directory.string() + ": holds " + *out.present_.begin() +
                                     ", and nothing says that it is regwatch's; name an empty or a "
                                     "new directory, for files in it are replaced"};
  }
  // From here on it is known as ours, even if this pass dies.
  if (const auto written = out.replace(directory / list_name, out.list()); !written)
    return written.error();
  return out;
}

Result<void> PublishedDirectory::look_around() {
  std::error_code problem;
  for (fs::recursive_directory_iterator at(directory_, problem), end; !problem && at != end;
       at.increment(problem)) {
    const std::string name = at->path().filename().string();
    if (name.starts_with(temporary_prefix)) {  // A process died within a file.
      std::error_code ignored;
      fs::remove(at->path(), ignored);
    } else if (name != list_name && !at->is_directory(problem)) {
      present_.insert(at->path().lexically_relative(directory_).generic_string());
    }
  }
  if (problem) return unwritable(directory_, "cannot be read: " + problem.message());
  return {};
}

void PublishedDirectory::read_list(std::string_view text) {
  const auto lines = split(text, '\n');
  if (lines.front() != list_head) return;  // Another version's: everything is written again.
  complete_ = true;
  for (const std::string_view line : lines) {
    if (line.starts_with("file ") && is_safe(line.substr(5))) {
      listed_.emplace(line.substr(5));
      complete_ = complete_ && present_.contains(line.substr(5));
    } else if (line.starts_with("note ")) {
      const auto note = line.substr(5);
      const auto space = note.find(' ');
      if (space != note.npos) notes_.emplace(note.substr(0, space), note.substr(space + 1));
    }
  }
}

std::string PublishedDirectory::list() const {
  std::string out = std::string(list_head) + "\n";
  for (const auto& [key, value] : notes_) out.append("note " + key + " " + value + "\n");
  for (const auto& name : wanted_) out.append("file " + name + "\n");
  return out;
}

std::optional<std::string> PublishedDirectory::read(std::string_view name) const {
  return holds(name) ? bytes_of(directory_ / name) : std::nullopt;
}

std::string PublishedDirectory::note(std::string_view key) const {
  const auto found = notes_.find(key);
  return found == notes_.end() ? "" : found->second;
}

void PublishedDirectory::set_note(std::string_view key, std::string value) {
  notes_.insert_or_assign(std::string(key), std::move(value));
}

void PublishedDirectory::put(const PublishedFile& file) {
  if (failure_) return;
  if (const auto written = write(file); !written) failure_ = written.error();
}

Result<void> PublishedDirectory::write(const PublishedFile& file) {
  wanted_.insert(file.name);
  if (read(file.name) == file.bytes) return {};
  if (const auto written = replace(directory_ / file.name, file.bytes); !written) return written;
  present_.insert(file.name);
  ++written_;
  return {};
}

Result<void> PublishedDirectory::replace(const fs::path& target, std::string_view bytes) {
  const fs::path directory = target.parent_path();
  if (const auto problem = make_directories(directory))
    return unwritable(directory, "cannot be made: " + problem.message());
  TemporaryFile file(directory);
  if (!file.is_open()) return system_failure(directory, "no file can be made here");
  if (!file.write(bytes)) return system_failure(target, "cannot be written");
  crash_point("publishing:before-rename");
  if (!file.rename_to(target)) return system_failure(target, "cannot be replaced");
  changed_directories_.insert(directory);
  return {};
}

void PublishedDirectory::remove_stale() {
  for (const std::string& name : listed_) {
    if (wanted_.contains(name) || !present_.contains(name)) continue;
    const fs::path path = directory_ / name;
    std::error_code problem;
    if (fs::remove(path, problem)) ++removed_;
    if (problem) failure_ = unwritable(path, "cannot be removed: " + problem.message());
    // Its directory goes with the last of them; one that is not empty stays.
    if (path.parent_path() != directory_) ::rmdir(path.parent_path().c_str());
  }
}

Result<void> PublishedDirectory::finish() {
  if (!failure_) remove_stale();
  if (failure_) return *failure_;
  for (const fs::path& directory : changed_directories_) {
    if (!fs::exists(directory)) continue;
    errno = sync_directory(directory);
    if (errno != 0) return system_failure(directory, "cannot be written to the disk");
  }
  const std::string text = list();
  if (bytes_of(directory_ / list_name) == text) return {};
  return replace(directory_ / list_name, text);
}

}  // namespace regwatch
