#include "base/durable_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cerrno>
#include <fstream>
#include <iterator>

#include "tests/temporary_directory.h"

namespace regwatch {
namespace {

std::string content_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

TEST_CASE("a file is put whole in the place of another") {
  const TemporaryDirectory place;
  const auto path = place.path() / "file";
  const auto unfinished = place.path() / ".file";
  std::ofstream(unfinished) << "what a killed process left there, which is longer";
  REQUIRE(put_file(unfinished, path, "one"));
  CHECK(content_of(path) == "one");
  REQUIRE(put_file(unfinished, path, std::string("t\0wo", 4)));
  CHECK(content_of(path) == std::string("t\0wo", 4));
  CHECK_FALSE(std::filesystem::exists(unfinished));
}

TEST_CASE("what cannot be put is said, and leaves nothing behind") {
  const TemporaryDirectory place;
  const auto nowhere = place.path() / "none" / "file";
  const auto failed = put_file(nowhere, place.path() / "file", "x");
  REQUIRE_FALSE(failed);
  CHECK(failed.error().fault == Fault::unwritable);
  CHECK(failed.error().message.find(nowhere.string()) != std::string::npos);
  const auto unfinished = place.path() / ".file";
  CHECK_FALSE(put_file(unfinished, nowhere, "x"));
  CHECK_FALSE(std::filesystem::exists(unfinished));
  std::filesystem::create_symlink(place.path() / "other", unfinished);
  CHECK_FALSE(put_file(unfinished, place.path() / "file", "x"));
  CHECK_FALSE(std::filesystem::exists(place.path() / "other"));
}

TEST_CASE("a full disk is an answer") {
  const int full = ::open("/dev/full", O_WRONLY | O_CLOEXEC);
  REQUIRE(full >= 0);
  CHECK(write_all(full, "x") == ENOSPC);
  CHECK(write_all(full, "") == 0);
  ::close(full);
  CHECK(write_all(full, "x") == EBADF);
}

}  // namespace
}  // namespace regwatch
