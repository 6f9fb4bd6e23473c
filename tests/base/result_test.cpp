#include "base/result.h"

#include <catch2/catch.hpp>

#include <memory>

using namespace regwatch;

namespace {

Result<int> half(int number) {
  if (number % 2 != 0) return Error{Fault::invalid, "odd"};
  return number / 2;
}

Result<void> even(int number) {
  if (number % 2 != 0) return Error{Fault::invalid, "odd"};
  return {};
}

}  // namespace

TEST_CASE("a result is its value or its error") {
  CHECK(half(4).ok());
  CHECK(*half(4) == 2);
  CHECK_FALSE(half(3));
  CHECK(half(3).error().fault == Fault::invalid);
  CHECK(half(3).error().message == "odd");
}

TEST_CASE("success without a value is a result too") {
  CHECK(even(2));
  CHECK_FALSE(even(1).ok());
  CHECK(even(1).error().message == "odd");
}

TEST_CASE("a value that cannot be copied is moved out") {
  Result<std::unique_ptr<int>> result(std::make_unique<int>(7));
  const std::unique_ptr<int> taken = std::move(result).value();
  CHECK(*taken == 7);
}
