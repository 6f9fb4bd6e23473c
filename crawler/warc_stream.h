#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "crawler/warc_record.h"

namespace regwatch {

/// The bytes of a WARC file with gzip members taken off (RFC 1952), in pieces of at most 64 KiB,
/// with the place that each came from. Plain files are read as they are. Memory is constant.
class WarcStream {
 public:
  /// Fault::missing, or Fault::invalid for a file that begins neither as gzip nor as WARC.
  static Result<WarcStream> open(const std::string& path);
  ~WarcStream();
  WarcStream(WarcStream&&) noexcept;
  WarcStream& operator=(WarcStream&&) noexcept;

  /// Bytes not consumed yet, never of two members at once; empty only at the end. Valid until the
  /// next call. Fault::invalid for damage, too_large for a file that inflates beyond measure.
  Result<std::string_view> view();
  void consume(std::size_t count);

  /// Of the first byte that view() showed or would show.
  WarcPosition position() const;
  /// Moves there. Going forward within a member inflates on; going back begins it anew.
  Result<void> seek(WarcPosition position);

  bool compressed() const;
  bool at_member_start() const;  ///< view() shows the first bytes of a member. False when plain.
  bool torn() const;  ///< The file ends within a member, or in zeros. Known at the end only.
  std::uint64_t whole_end() const;  ///< Behind the last member that was read to its checksum.
  std::uint64_t file_size() const;
  const std::string& path() const;

 private:
  struct State;
  explicit WarcStream(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace regwatch
