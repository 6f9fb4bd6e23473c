#pragma once

#include <catch2/catch.hpp>

#include <filesystem>

#include "app/english_file.h"
#include "app/sources_file.h"
#include "tests/render/golden.h"

namespace regwatch::testing {

/// What the files that ship say.
inline EnglishNames shipped_names() {
  const std::filesystem::path root = REGWATCH_SOURCE_DIR;
  auto names = read_english(read_whole(root / "english.toml"), "english.toml");
  if (!names) FAIL(names.error().message);
  add_institutions(*names, load_sources({{(root / "sources.toml").string()}}));
  return *names;
}

}  // namespace regwatch::testing
