#pragma once

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace regwatch::testing {

inline std::string read_whole(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// A new golden wants a human eye: what was received is written beside it, to be renamed.
inline void check_golden(const std::string& name, const std::string& text) {
  const auto path = std::filesystem::path(REGWATCH_SOURCE_DIR) / "tests/render/goldens" / name;
  const auto received = path.string() + ".received";
  if (std::filesystem::exists(path) && read_whole(path) == text) {
    std::filesystem::remove(received);
    SUCCEED();
    return;
  }
  std::ofstream(received, std::ios::binary) << text;
  FAIL_CHECK("differs from its golden; look at " << received << " and rename it when it is right");
}

}  // namespace regwatch::testing
