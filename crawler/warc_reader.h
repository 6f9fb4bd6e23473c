#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "crawler/warc_record.h"
#include "crawler/warc_stream.h"

namespace regwatch {

/// Streams the records of a .warc or .warc.gz file, ours or another tool's: one gzip member per
/// record, one for the whole file, blocks of any size, or none; WARC 1.0 and 1.1. Memory is
/// constant but for block(). A file that ends within a record gives the records before it and a
/// warning.
class WarcReader {
 public:
  using Piece = std::function<void(std::string_view)>;

  /// Fault::missing, or Fault::invalid for what is no WARC.
  static Result<WarcReader> open(const std::string& path);

  /// The head of the next record, past what was not read of the one before; nothing at the end.
  /// Whether the record is whole is known after read_block. Fault::invalid names file and byte.
  Result<std::optional<WarcRecord>> next();
  /// Hands out what is left of the current record's block. False: fewer bytes than announced.
  Result<bool> read_block(const Piece& piece);
  /// The whole block. Fault::too_large above `max_bytes`, invalid where it is cut off.
  Result<std::string> block(std::uint64_t max_bytes);
  /// Moves to the record that begins there and reads its head.
  Result<WarcRecord> at(WarcPosition position);

  bool torn() const { return torn_; }  ///< The file ended within a record. Known at the end.
  const std::vector<std::string>& warnings() const { return warnings_; }
  const std::string& path() const { return stream_.path(); }

 private:
  explicit WarcReader(WarcStream stream) : stream_(std::move(stream)) {}
  Result<bool> skip_separators();
  Result<std::optional<std::string>> read_head();
  Result<bool> leave_member(WarcPosition from);
  Error fault(std::string_view what) const;
  void warn(std::string_view what);

  WarcStream stream_;
  WarcPosition record_;     // Where the current record begins.
  std::uint64_t left_ = 0;  // Bytes of its block not handed out.
  bool torn_ = false;
  std::vector<std::string> warnings_;
};

}  // namespace regwatch
