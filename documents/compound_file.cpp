#include "documents/compound_file.h"

#include <algorithm>

#include "base/text.h"
#include "documents/byte_order.h"

namespace regwatch {
namespace {

constexpr std::size_t header_size = 512;
constexpr std::size_t mini_sector_size = 64;
constexpr std::size_t entry_size = 128;
constexpr std::size_t most_entries = 10'000;
constexpr std::uint32_t last_regular_sector = 0xFFFFFFFA;
constexpr int type_stream = 2;
constexpr int type_root = 5;

std::string ascii_name(std::string_view utf16) {
  std::string name;
  for (std::size_t i = 0; i + 1 < utf16.size(); i += 2) {
    const std::uint32_t c = little_endian(utf16, i, 2);
    if (c == 0) break;
    name += c < 0x80 ? static_cast<char>(c) : '?';
  }
  return name;
}

}  // namespace

std::optional<CompoundFile> CompoundFile::open(std::string_view bytes) {
  if (bytes.size() < header_size + 512) return std::nullopt;
  CompoundFile file;
  file.bytes_ = bytes;
  const std::uint32_t shift = little_endian(bytes, 30, 2);
  if (shift != 9 && shift != 12) return std::nullopt;
  file.sector_size_ = std::size_t(1) << shift;
  file.mini_cutoff_ = little_endian(bytes, 56, 4);
  file.load_fat();
  file.load_directory();
  if (file.streams_.empty()) return std::nullopt;
  return file;
}

std::string_view CompoundFile::sector(std::uint32_t number) const {
  const std::size_t at = (std::size_t(number) + 1) * sector_size_;
  return at >= bytes_.size() ? std::string_view() : bytes_.substr(at, sector_size_);
}

// The header names 109 sectors of the allocation table; a chain of sectors names the rest.
void CompoundFile::load_fat() {
  const std::size_t most_sectors = bytes_.size() / sector_size_ + 1;
  std::vector<std::uint32_t> tables;
  for (std::size_t i = 0; i < 109; ++i) tables.push_back(little_endian(bytes_, 76 + 4 * i, 4));
  std::uint32_t next = little_endian(bytes_, 68, 4);
  for (std::size_t hops = 0; next < last_regular_sector && hops < most_sectors; ++hops) {
    const std::string_view more = sector(next);
    if (more.size() < sector_size_) break;
    for (std::size_t at = 0; at + 4 < sector_size_; at += 4)
      tables.push_back(little_endian(more, at, 4));
    next = little_endian(more, sector_size_ - 4, 4);
  }
  for (const std::uint32_t table : tables) {
    if (table >= last_regular_sector || fat_.size() > most_sectors) continue;
    const std::string_view entries = sector(table);
    for (std::size_t at = 0; at + 4 <= entries.size(); at += 4)
      fat_.push_back(little_endian(entries, at, 4));
  }
}

void CompoundFile::load_directory() {
  const std::string directory = chain(little_endian(bytes_, 48, 4), most_entries * entry_size);
  for (std::size_t at = 0; at + entry_size <= directory.size(); at += entry_size) {
    const std::string_view entry = std::string_view(directory).substr(at, entry_size);
    Stream stream;
    stream.type = static_cast<unsigned char>(entry[66]);
    stream.name = ascii_name(entry.substr(0, 64));
    stream.start = little_endian(entry, 116, 4);
    stream.size = little_endian(entry, 120, 4);
    if (stream.type != 0) streams_.push_back(std::move(stream));
  }
  mini_fat_ = chain(little_endian(bytes_, 60, 4), bytes_.size());
  const auto root = std::find_if(streams_.begin(), streams_.end(),
                                 [](const Stream& each) { return each.type == type_root; });
  if (root != streams_.end())
    mini_stream_ = chain(root->start, std::min<std::size_t>(root->size, bytes_.size()));
}

std::string CompoundFile::chain(std::uint32_t start, std::size_t limit) const {
  std::string out;
  std::uint32_t at = start;
  for (std::size_t hops = 0; hops <= fat_.size() && out.size() < limit; ++hops) {
    const std::string_view part = at < last_regular_sector ? sector(at) : std::string_view();
    if (part.empty()) break;
    out += part;
    if (at >= fat_.size()) break;
    at = fat_[at];
  }
  out.resize(std::min(out.size(), limit));
  return out;
}

std::string CompoundFile::mini_chain(std::uint32_t start, std::size_t limit) const {
  std::string out;
  std::uint32_t at = start;
  for (std::size_t hops = 0; hops <= mini_fat_.size() / 4 && out.size() < limit; ++hops) {
    const std::size_t offset = std::size_t(at) * mini_sector_size;
    if (at >= last_regular_sector || offset >= mini_stream_.size()) break;
    out += std::string_view(mini_stream_).substr(offset, mini_sector_size);
    if (std::size_t(at) * 4 + 4 > mini_fat_.size()) break;
    at = little_endian(mini_fat_, std::size_t(at) * 4, 4);
  }
  out.resize(std::min(out.size(), limit));
  return out;
}

const CompoundFile::Stream* CompoundFile::find(std::string_view name) const {
  for (const Stream& stream : streams_) {
    if (stream.type == type_stream && iequals(stream.name, name)) return &stream;
  }
  return nullptr;
}

std::string CompoundFile::read(const Stream& stream, std::size_t limit) const {
  const std::size_t size = std::min<std::uint64_t>(stream.size, limit);
  return stream.size < mini_cutoff_ ? mini_chain(stream.start, size) : chain(stream.start, size);
}

}  // namespace regwatch
