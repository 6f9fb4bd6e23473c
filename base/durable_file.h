#pragma once

#include <filesystem>
#include <string_view>

#include "base/result.h"

namespace regwatch {

/// Writes all of the bytes. 0, or the errno of what failed; a disk that takes half counts as full.
int write_all(int descriptor, std::string_view bytes);

/// Puts on the disk which names a directory holds, so that a rename outlives a power cut. 0, or the
/// errno of what failed.
int sync_directory(const std::filesystem::path& directory);

/// Writes a file under the name `unfinished`, and gives it its name when it is on the disk: whoever
/// looks finds all of it, or what was there before. Both lie on one file system, in directories
/// that exist; what lay there under either name is replaced. Fault::unwritable says what failed,
/// and leaves nothing unfinished. The umask decides who may read it.
Result<void> put_file(const std::filesystem::path& unfinished, const std::filesystem::path& path,
                      std::string_view bytes);

}  // namespace regwatch
