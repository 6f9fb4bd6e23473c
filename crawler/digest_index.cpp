#include "crawler/digest_index.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <utility>

#include "base/text.h"
#include "crawler/warc_reader.h"

namespace regwatch {
namespace {

constexpr std::string_view title = "regwatch-digests 1\n";
constexpr std::size_t max_line_bytes = 64 * 1024;

std::uint64_t word_at(const Sha256Digest& digest, std::size_t at) {
  std::uint64_t word = 0;
  for (std::size_t i = 0; i < 8; ++i) word = word << 8 | digest[at + i];
  return word;
}

// Sixteen hexadecimal digits, lower case.
std::optional<std::uint64_t> word_of(std::string_view hex) {
  std::uint64_t word = 0;
  const auto [end, fault] = std::from_chars(hex.data(), hex.data() + hex.size(), word, 16);
  if (fault != std::errc{} || end != hex.data() + hex.size()) return std::nullopt;
  return word;
}

std::optional<std::uint64_t> number_of(std::string_view text) {
  std::uint64_t number = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || fault != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

// The fields of a line, or nothing where it is torn.
std::vector<std::string_view> fields_of(std::string_view line) {
  auto fields = split(line, '\t');
  if (fields.size() < 2 || fields.back() != ".") return {};
  fields.pop_back();
  return fields;
}

Error unwritable(const std::string& path, int code) {
  return {Fault::unwritable, path + ": cannot be written: " + std::strerror(code)};
}

struct Payload {
  Sha256Digest digest{};
  FirstCapture capture;
};

// The payload of a response record of ours; nothing for other records and empty payloads.
std::optional<Payload> payload_of(const WarcRecord& record, const std::string& file) {
  if (record.type() != "response") return std::nullopt;
  const auto digest = parse_sha256_label(record.field("WARC-Payload-Digest"));
  const auto date = record.date();
  static const Sha256Digest nothing = sha256("");
  if (!digest || !date || *digest == nothing) return std::nullopt;
  return Payload{*digest, {file, record.position.offset, record.id(), *date, record.target()}};
}

}  // namespace

// What the opening learns: the sizes of the WARC files, and how much of each the index covers.
struct DigestIndex::Loaded {
  std::map<std::string, std::uint64_t, std::less<>> sizes;
  std::map<std::string, std::uint64_t, std::less<>> covered;
  std::size_t useless_lines = 0;

  explicit Loaded(const std::string& directory) {
    std::error_code failed;
    for (const auto& entry : std::filesystem::directory_iterator(directory, failed)) {
      std::string name = entry.path().filename().string();
      if (name.ends_with(".open")) name.resize(name.size() - 5);
      if (!name.starts_with("regwatch-") || !name.ends_with(".warc.gz")) continue;
      std::error_code gone;
      const auto size = entry.file_size(gone);
      if (!gone) sizes[name] = size;
    }
  }
};

Result<DigestIndex> DigestIndex::open(const std::string& directory, Access access) {
  DigestIndex index;
  index.directory_ = directory;
  index.path_ = directory + "/digests.idx";
  index.slots_.resize(1024);
  const bool writing = access == Access::read_write;
  const int flags = writing ? O_RDWR | O_CREAT | O_APPEND : O_RDONLY;
  index.fd_ = ::open(index.path_.c_str(), flags | O_CLOEXEC, 0644);
  if (index.fd_ < 0) {
    if (!writing) return index;
    return unwritable(index.path_, errno);
  }
  Loaded loaded(directory);
  const auto read = index.load(loaded);
  if (!read) return read.error();
  if (!writing) return index;
  if (loaded.useless_lines > 0) {
    const auto anew = index.start_anew();
    if (!anew) return anew.error();
    loaded.covered.clear();
  }
  const auto completed = index.read_uncovered(loaded);
  if (!completed) return completed.error();
  return index;
}

DigestIndex::~DigestIndex() {
  if (fd_ >= 0) ::close(fd_);
}

DigestIndex::DigestIndex(DigestIndex&& other) noexcept
    : directory_(std::move(other.directory_)),
      path_(std::move(other.path_)),
      fd_(std::exchange(other.fd_, -1)),
      ends_in_line_(other.ends_in_line_),
      slots_(std::move(other.slots_)),
      count_(other.count_) {}

Result<void> DigestIndex::load(Loaded& loaded) {
  constexpr std::size_t piece_bytes = 256 * 1024;
  std::string buffer;
  std::uint64_t line_at = 0;
  while (true) {
    const std::size_t kept = buffer.size();
    buffer.resize(kept + piece_bytes);
    const ssize_t got =
        ::pread(fd_, buffer.data() + kept, piece_bytes, static_cast<off_t>(line_at + kept));
    if (got < 0) return unwritable(path_, errno);
    buffer.resize(kept + static_cast<std::size_t>(got));
    if (got == 0) break;
    std::string_view rest = buffer;
    for (auto end = rest.find('\n'); end != rest.npos; end = rest.find('\n')) {
      load_line(rest.substr(0, end), line_at, loaded);
      line_at += end + 1;
      rest.remove_prefix(end + 1);
    }
    buffer.erase(0, buffer.size() - rest.size());
    if (buffer.size() > max_line_bytes) buffer.clear(), line_at += rest.size();
  }
  // A torn last line is ended by the next append, and then means nothing.
  ends_in_line_ = buffer.empty();
  if (line_at == 0 && fd_ >= 0) ++loaded.useless_lines;
  return {};
}

void DigestIndex::load_line(std::string_view line, std::uint64_t at, Loaded& loaded) {
  if (at == 0) {
    if (line != title.substr(0, title.size() - 1)) ++loaded.useless_lines;
    return;
  }
  const auto fields = fields_of(line);
  if (fields.size() == 7 && fields[0] == "S" && fields[1].size() == 64) {
    const auto high = word_of(fields[1].substr(0, 16));
    const auto low = word_of(fields[1].substr(16, 16));
    const auto offset = number_of(fields[3]);
    const auto file = loaded.sizes.find(fields[2]);
    if (high && low && offset && file != loaded.sizes.end() && *offset < file->second) {
      if (lookup(*high, *low) == nullptr) insert({*high, *low, at});
      return;
    }
  } else if (fields.size() == 3 && fields[0] == "F") {
    const auto bytes = number_of(fields[2]);
    const auto file = loaded.sizes.find(fields[1]);
    if (bytes && file != loaded.sizes.end()) {
      loaded.covered[std::string(fields[1])] = *bytes;
      return;
    }
  }
  ++loaded.useless_lines;
}

// Reads the files that the index does not state to be listed whole. One that a living process still
// writes is read as far as it goes and not covered.
Result<void> DigestIndex::read_uncovered(const Loaded& loaded) {
  for (const auto& [file, size] : loaded.sizes) {
    const auto covered = loaded.covered.find(file);
    if (covered != loaded.covered.end() && covered->second == size) continue;
    const bool closed = ::access((directory_ + "/" + file).c_str(), F_OK) == 0;
    if (!closed || size == 0) continue;
    auto reader = WarcReader::open(directory_ + "/" + file);
    if (!reader) return reader.error();
    bool listed = true;
    while (true) {
      const auto record = reader->next();
      if (!record) return record.error();
      if (!*record) break;
      const auto payload = payload_of(**record, file);
      if (payload) listed = add(payload->digest, payload->capture) && listed;
    }
    if (listed) cover(file, size);
  }
  return {};
}

// Begins a new file in place of the old one, which another process may still append to: its lines
// are lost, its WARC file is then not covered and will be read.
Result<void> DigestIndex::start_anew() {
  const std::string fresh = path_ + "." + std::to_string(::getpid()) + ".new";
  const int fd = ::open(fresh.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0644);
  if (fd < 0) return unwritable(fresh, errno);
  ::close(std::exchange(fd_, fd));
  ends_in_line_ = true;
  slots_.assign(1024, Slot{});
  count_ = 0;
  if (!append(std::string(title)) || ::rename(fresh.c_str(), path_.c_str()) != 0) {
    const int failed = errno;
    ::unlink(fresh.c_str());
    return unwritable(fresh, failed);
  }
  return {};
}

const DigestIndex::Slot* DigestIndex::lookup(std::uint64_t high, std::uint64_t low) const {
  const std::size_t mask = slots_.size() - 1;
  for (std::size_t i = high & mask; slots_[i].line != 0; i = (i + 1) & mask) {
    if (slots_[i].high == high && slots_[i].low == low) return &slots_[i];
  }
  return nullptr;
}

void DigestIndex::insert(const Slot& slot) {
  if ((count_ + 1) * 4 > slots_.size() * 3) {
    std::vector<Slot> old(slots_.size() * 2);
    old.swap(slots_);
    count_ = 0;
    for (const auto& kept : old) {
      if (kept.line != 0) insert(kept);
    }
  }
  const std::size_t mask = slots_.size() - 1;
  std::size_t i = slot.high & mask;
  while (slots_[i].line != 0) i = (i + 1) & mask;
  slots_[i] = slot;
  ++count_;
}

// Where the line begins, or nothing where it could not be written whole.
std::optional<std::uint64_t> DigestIndex::append(const std::string& line) {
  const std::string text = ends_in_line_ ? line : "\n" + line;
  const ssize_t written = ::write(fd_, text.data(), text.size());
  const bool whole = written == static_cast<ssize_t>(text.size());
  if (written > 0) ends_in_line_ = whole;
  if (!whole) return std::nullopt;
  // With O_APPEND the position after a write is the end of what was written.
  const off_t end = ::lseek(fd_, 0, SEEK_CUR);
  if (end < 0) return std::nullopt;
  return static_cast<std::uint64_t>(end) - line.size();
}

bool DigestIndex::add(const Sha256Digest& digest, const FirstCapture& capture) {
  const Slot slot{word_at(digest, 0), word_at(digest, 8), 0};
  if (lookup(slot.high, slot.low) != nullptr) return true;
  std::string line = "S\t" + to_hex(digest);
  for (const auto& field : {capture.file, std::to_string(capture.offset), capture.record_id,
                            format_instant(capture.date), capture.uri}) {
    line.append("\t").append(field);
  }
  line += "\t.\n";
  // Such an address is kept in its record; its bytes are kept once more when they come again.
  if (line.size() > max_line_bytes) return true;
  const auto at = append(line);
  if (!at) return false;
  insert({slot.high, slot.low, *at});
  return true;
}

bool DigestIndex::cover(std::string_view file, std::uint64_t bytes) {
  return append("F\t" + std::string(file) + "\t" + std::to_string(bytes) + "\t.\n").has_value();
}

std::optional<FirstCapture> DigestIndex::find(const Sha256Digest& digest) const {
  const Slot* slot = lookup(word_at(digest, 0), word_at(digest, 8));
  if (slot == nullptr) return std::nullopt;
  std::string line;
  for (std::size_t end = line.npos; end == line.npos; end = line.find('\n')) {
    char piece[1024];
    const ssize_t got =
        ::pread(fd_, piece, sizeof piece, static_cast<off_t>(slot->line + line.size()));
    if (got <= 0 || line.size() > max_line_bytes) return std::nullopt;
    line.append(piece, static_cast<std::size_t>(got));
  }
  line.resize(line.find('\n'));
  const auto fields = fields_of(line);
  if (fields.size() != 7 || fields[1] != to_hex(digest)) return std::nullopt;
  const auto offset = number_of(fields[3]);
  const auto date = parse_instant(fields[5]);
  if (!offset || !date) return std::nullopt;
  return FirstCapture{std::string(fields[2]), *offset, std::string(fields[4]), *date,
                      std::string(fields[6])};
}

}  // namespace regwatch
