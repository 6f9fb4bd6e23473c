#pragma once

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace regwatch {

/// What an archive may unpack to, against bombs.
struct ArchiveLimits {
  std::size_t members = 5000;
  std::size_t member_bytes = std::size_t(128) << 20;
  std::size_t total_bytes = std::size_t(384) << 20;
  /// Unpacked to packed, from `ratio_from` bytes on. Office documents stay below 100.
  std::size_t ratio = 250;
  std::size_t ratio_from = std::size_t(32) << 20;
};

/// The members of an archive in memory (ZIP, 7z, RAR, as far as libarchive reads them), in order.
/// Nothing is ever written to disk; names are only names.
class ArchiveMembers {
 public:
  /// Fault::broken. `bytes` outlive it.
  static Result<ArchiveMembers> open(std::string_view bytes, ArchiveLimits limits = {});
  ArchiveMembers(ArchiveMembers&&) noexcept;
  ArchiveMembers& operator=(ArchiveMembers&&) noexcept;
  ~ArchiveMembers();

  /// Goes to the next member that is a file. False at the end. Fault::broken where the archive
  /// breaks off, Fault::too_large past the limit of members.
  Result<bool> next();
  /// Of the current member, UTF-8 (from GBK where it is none).
  const std::string& name() const;
  bool encrypted() const;
  /// Its bytes, once. Fault::broken, too_large; what came before is in `partial` if given.
  Result<std::string> read(std::string* partial = nullptr);

 private:
  struct State;
  explicit ArchiveMembers(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace regwatch
