#include "crawler/warc_writer.h"

#include <fcntl.h>
#include <libdeflate.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cassert>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <new>
#include <system_error>
#include <utility>
#include <vector>

#include "base/durable_file.h"
#include "crawler/warc_stream.h"

namespace regwatch {
namespace {

constexpr std::string_view open_suffix = ".open";

struct FreeCompressor {
  void operator()(libdeflate_compressor* compressor) const {
    libdeflate_free_compressor(compressor);
  }
};
using Compressor = std::unique_ptr<libdeflate_compressor, FreeCompressor>;

Compressor make_compressor(int level) {
  Compressor compressor(libdeflate_alloc_compressor(level));
  if (!compressor) throw std::bad_alloc();
  return compressor;
}

Error unwritable(const std::string& path, int code) {
  return {Fault::unwritable, path + ": cannot be written: " + std::strerror(code)};
}

std::system_error broken_ground(const std::string& path) {
  return std::system_error(errno, std::generic_category(), path);
}

// Where the whole members of a file end. Each is inflated to its checksum, for a crash may leave a
// length without the bytes. A read error counts as an end.
std::uint64_t end_of_whole_members(const std::string& path) {
  auto stream = WarcStream::open(path);
  if (!stream || !stream->compressed()) return 0;
  for (auto bytes = stream->view(); bytes.ok() && !bytes->empty(); bytes = stream->view()) {
    stream->consume(bytes->size());
  }
  return stream->whole_end();
}

// One `.open` file whose lock we hold.
Result<void> finish_file(const std::string& path, int fd) {
  const std::uint64_t end = end_of_whole_members(path);
  if (end == 0) {
    return ::unlink(path.c_str()) == 0 ? Result<void>() : unwritable(path, errno);
  }
  const std::string final_path = path.substr(0, path.size() - open_suffix.size());
  if (::ftruncate(fd, static_cast<off_t>(end)) != 0 || ::fdatasync(fd) != 0 ||
      ::rename(path.c_str(), final_path.c_str()) != 0) {
    return unwritable(path, errno);
  }
  return {};
}

// True when the name still means the file that the descriptor has.
bool is_same_file(int fd, const std::string& path) {
  struct stat by_fd {};
  struct stat by_name {};
  return ::fstat(fd, &by_fd) == 0 && ::stat(path.c_str(), &by_name) == 0 &&
         by_fd.st_ino == by_name.st_ino && by_fd.st_dev == by_name.st_dev;
}

}  // namespace

struct RecordPacker::State {
  Compressor stored = make_compressor(0);
  Compressor fast = make_compressor(1);
  Compressor small = make_compressor(6);
  std::string plain;

  libdeflate_compressor* of(Packing packing) const {
    return packing == Packing::stored ? stored.get()
           : packing == Packing::fast ? fast.get()
                                      : small.get();
  }
};

RecordPacker::RecordPacker() : state_(std::make_unique<State>()) {}
RecordPacker::~RecordPacker() = default;

void RecordPacker::pack(std::string& out, const Headers& fields,
                        std::initializer_list<std::string_view> block, Packing packing) {
  std::size_t length = 0;
  for (const auto piece : block) length += piece.size();
  std::string& plain = state_->plain;
  plain.assign("WARC/1.1\r\n");
  for (const auto& [name, value] : fields) plain.append(name).append(": ").append(value) += "\r\n";
  plain.append("Content-Length: ").append(std::to_string(length)).append("\r\n\r\n");
  for (const auto piece : block) plain.append(piece);
  plain.append("\r\n\r\n");

  auto* compressor = state_->of(packing);
  const std::size_t begin = out.size();
  out.resize(begin + libdeflate_gzip_compress_bound(compressor, plain.size()));
  const std::size_t size = libdeflate_gzip_compress(compressor, plain.data(), plain.size(),
                                                    out.data() + begin, out.size() - begin);
  assert(size > 0);
  out.resize(begin + size);
  // One large attachment is no reason to hold its room for the rest of the run.
  constexpr std::size_t kept_bytes = 1u << 20;
  if (plain.capacity() > kept_bytes) std::string().swap(plain);
}

bool WarcWriter::exists(const std::string& directory, const std::string& name) {
  const std::string path = directory + "/" + name;
  return ::access(path.c_str(), F_OK) == 0 ||
         ::access((path + std::string(open_suffix)).c_str(), F_OK) == 0;
}

Result<WarcWriter> WarcWriter::create(const std::string& directory, const std::string& name) {
  WarcWriter writer;
  writer.directory_ = directory;
  writer.name_ = name;
  const std::string path = directory + "/" + name + std::string(open_suffix);
  if (exists(directory, name)) return unwritable(path, EEXIST);
  writer.fd_ = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC, 0644);
  if (writer.fd_ < 0) return unwritable(path, errno);
  // Between creation and lock another process may have taken the empty file for an abandoned one.
  if (::flock(writer.fd_, LOCK_EX) != 0) return unwritable(path, errno);
  if (!is_same_file(writer.fd_, path)) return unwritable(path, EEXIST);
  return writer;
}

WarcWriter::WarcWriter(WarcWriter&& other) noexcept
    : directory_(std::move(other.directory_)),
      name_(std::move(other.name_)),
      fd_(std::exchange(other.fd_, -1)),
      size_(other.size_),
      dirty_(other.dirty_),
      name_dirty_(other.name_dirty_) {}

WarcWriter::~WarcWriter() {
  if (fd_ >= 0) ::close(fd_);
}

Result<std::uint64_t> WarcWriter::append(std::string_view members) {
  assert(usable());
  const std::uint64_t begin = size_;
  const int failed = write_all(fd_, members);
  if (failed == 0) {
    size_ += members.size();
    dirty_ = true;
    return begin;
  }
  if (::ftruncate(fd_, static_cast<off_t>(size_)) != 0) {
    // The torn tail is cut off at the next start, as after a crash.
    ::close(std::exchange(fd_, -1));
  }
  return unwritable(directory_ + "/" + name_, failed);
}

void WarcWriter::sync() {
  if (fd_ < 0) return;
  if (dirty_ && ::fdatasync(fd_) != 0) throw broken_ground(directory_ + "/" + name_);
  dirty_ = false;
  if (name_dirty_) sync_directory(directory_);
  name_dirty_ = false;
}

void WarcWriter::close() {
  if (fd_ < 0) return;
  sync();
  const std::string path = directory_ + "/" + name_;
  if (::rename((path + std::string(open_suffix)).c_str(), path.c_str()) != 0) {
    throw broken_ground(path);
  }
  ::close(std::exchange(fd_, -1));
  sync_directory(directory_);
}

void sync_directory(const std::string& directory) {
  const int fd = ::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (fd < 0) throw broken_ground(directory);
  const int failed = ::fsync(fd) == 0 ? 0 : errno;
  ::close(fd);
  // Some network file systems cannot sync a directory and need not.
  if (failed != 0 && failed != EINVAL) {
    throw std::system_error(failed, std::generic_category(), directory);
  }
}

Result<void> finish_abandoned_files(const std::string& directory) {
  std::error_code failed;
  std::filesystem::directory_iterator entries(directory, failed);
  if (failed) return unwritable(directory, failed.value());
  std::vector<std::string> paths;
  for (const auto& entry : entries) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with("regwatch-") && name.ends_with(".warc.gz.open")) {
      paths.push_back(entry.path().string());
    }
  }
  bool changed = false;
  for (const auto& path : paths) {
    const int fd = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
    if (fd < 0 && errno == ENOENT) continue;
    if (fd < 0) return unwritable(path, errno);
    Result<void> finished;
    if (::flock(fd, LOCK_EX | LOCK_NB) == 0 && is_same_file(fd, path)) {
      finished = finish_file(path, fd);
      changed = true;
    }
    ::close(fd);
    if (!finished) return finished;
  }
  if (changed) sync_directory(directory);
  return {};
}

}  // namespace regwatch
