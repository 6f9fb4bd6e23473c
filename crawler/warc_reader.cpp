#include "crawler/warc_reader.h"

#include <algorithm>

#include "base/text.h"

namespace regwatch {
namespace {

constexpr std::size_t max_head_bytes = 64 * 1024;
constexpr std::size_t max_warnings = 100;

}  // namespace

Result<WarcReader> WarcReader::open(const std::string& path) {
  auto stream = WarcStream::open(path);
  if (!stream) return stream.error();
  return WarcReader(std::move(*stream));
}

Error WarcReader::fault(std::string_view what) const {
  return {Fault::invalid,
          path() + ": record at byte " + std::to_string(record_.offset) + ": " + std::string(what)};
}

void WarcReader::warn(std::string_view what) {
  if (warnings_.size() < max_warnings) warnings_.push_back(fault(what).message);
}

// Two line ends close a record; writers are found that put one, or none, or more. False at the end.
Result<bool> WarcReader::skip_separators() {
  while (true) {
    const auto bytes = stream_.view();
    if (!bytes) return bytes.error();
    if (bytes->empty()) return false;
    const auto other = bytes->find_first_not_of("\r\n");
    stream_.consume(std::min(other, bytes->size()));
    if (other != bytes->npos) return true;
  }
}

// What stands behind a record in its member and is no record: goes to the next member.
Result<bool> WarcReader::leave_member(WarcPosition from) {
  while (true) {
    const auto bytes = stream_.view();
    if (!bytes) return bytes.error();
    if (bytes->empty()) return false;
    if (stream_.position().offset != from.offset) return true;
    stream_.consume(bytes->size());
  }
}

// Up to and with the empty line; nothing where the file ends before it.
Result<std::optional<std::string>> WarcReader::read_head() {
  std::string head;
  while (true) {
    const auto bytes = stream_.view();
    if (!bytes) return bytes.error();
    if (bytes->empty()) return std::optional<std::string>{};
    const auto end = bytes->find('\n');
    const auto line = bytes->substr(0, end == bytes->npos ? bytes->size() : end + 1);
    head.append(line);
    stream_.consume(line.size());
    if (head.size() > max_head_bytes) {
      return fault("a head of at most 64 KiB expected, found no empty line in it");
    }
    const bool whole_line = end != bytes->npos;
    if (whole_line && (head.ends_with("\n\r\n") || head.ends_with("\n\n"))) return {head};
    if (whole_line && head.substr(0, 5) != "WARC/") return {head};
  }
}

Result<std::optional<WarcRecord>> WarcReader::next() {
  const auto skipped = read_block([](std::string_view) {});
  if (!skipped) return skipped.error();
  const WarcPosition before = stream_.position();
  while (true) {
    const auto more = skip_separators();
    if (!more) return more.error();
    const WarcPosition position = stream_.position();
    if (*more) record_ = position;
    const auto head = *more ? read_head() : Result<std::optional<std::string>>(std::nullopt);
    if (!head) return head.error();
    if (!*head) {
      if (*more || stream_.torn()) {
        if (!torn_) warn("the file ends within it");
        torn_ = true;
      }
      return std::optional<WarcRecord>{};
    }
    const bool behind_a_record = stream_.compressed() && position.inner > 0 &&
                                 position.offset == before.offset && before.inner > 0;
    if (behind_a_record && (*head)->substr(0, 5) != "WARC/") {
      warn("its gzip member goes on behind the length that its Content-Length gives");
      const auto left = leave_member(position);
      if (!left) return left.error();
      continue;
    }
    auto record = parse_warc_head(**head);
    if (!record) return fault(record.error().message);
    record->position = position;
    left_ = record->content_length;
    return std::optional<WarcRecord>(std::move(*record));
  }
}

Result<bool> WarcReader::read_block(const Piece& piece) {
  while (left_ > 0) {
    const auto bytes = stream_.view();
    if (!bytes) return left_ = 0, bytes.error();
    // A record may go on in the next member (bgzip), but not with the beginning of another record.
    const bool lied = stream_.at_member_start() && bytes->substr(0, 7) == "WARC/1.";
    if (bytes->empty() || lied) {
      warn("it is cut off, " + std::to_string(left_) + " bytes of its Content-Length are missing");
      torn_ = torn_ || bytes->empty();
      left_ = 0;
      return false;
    }
    const auto part =
        bytes->substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(left_, bytes->size())));
    piece(part);
    left_ -= part.size();
    stream_.consume(part.size());
  }
  return true;
}

Result<std::string> WarcReader::block(std::uint64_t max_bytes) {
  if (left_ > max_bytes) {
    const std::string size = std::to_string(left_);
    return Error{Fault::too_large, fault("its block has " + size + " bytes").message};
  }
  std::string out;
  // The announced length is the file's word; room is taken as bytes come.
  out.reserve(static_cast<std::size_t>(std::min<std::uint64_t>(left_, 1u << 20)));
  const auto whole = read_block([&out](std::string_view piece) { out.append(piece); });
  if (!whole) return whole.error();
  if (!*whole) return fault("a whole record expected, found that it is cut off");
  return out;
}

Result<WarcRecord> WarcReader::at(WarcPosition position) {
  left_ = 0;
  torn_ = false;
  record_ = position;
  const auto moved = stream_.seek(position);
  if (!moved) return moved.error();
  auto record = next();
  if (!record) return record.error();
  if (!*record || (*record)->position != position) {
    record_ = position;
    return fault("a record expected, found none");
  }
  return std::move(**record);
}

}  // namespace regwatch
