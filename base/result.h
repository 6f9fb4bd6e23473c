#pragma once

#include <cassert>
#include <optional>
#include <string>
#include <utility>
#include <variant>

namespace regwatch {

/// What went wrong, as far as a caller acts on it. The words are in `Error::message`.
enum class Fault {
  invalid,      ///< The input is not what was asked for: bad syntax, wrong type, unknown name.
  missing,      ///< A thing that was named is not there.
  unreachable,  ///< No answer: DNS, connection, TLS, timeout, a tripped breaker, HTTP 5xx.
  refused,      ///< We will not: the outbound guard, robots.txt.
  blocked,      ///< The other side will not: a challenge page, 403, 412, 429, 521.
  broken,       ///< An answer came and is not the page: error page, soft 404, layout gone, hostile.
  gone,         ///< The page says that it is no more: 404, 410, a soft 404.
  too_large,    ///< A limit on size, depth or count was met.
  not_captured,  ///< Replay holds no capture that answers.
  unwritable,    ///< A file or a directory cannot be written.
};

/// A failure of the outside world, as a value. The message says where, what was expected and what
/// was found, and is fit to be shown to a person as it stands.
struct Error {
  Fault fault = Fault::invalid;
  std::string message;
};

/// A value or an Error. Reading the absent one is a bug and asserts.
template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}

  bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  T& value() & { return assert(ok()), *std::get_if<0>(&state_); }
  const T& value() const& { return assert(ok()), *std::get_if<0>(&state_); }
  T&& value() && { return assert(ok()), std::move(*std::get_if<0>(&state_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  const Error& error() const { return assert(!ok()), *std::get_if<1>(&state_); }

 private:
  std::variant<T, Error> state_;
};

/// Success, or an Error.
template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Error error) : error_(std::move(error)) {}

  bool ok() const { return !error_; }
  explicit operator bool() const { return ok(); }
  const Error& error() const { return assert(error_), *error_; }

 private:
  std::optional<Error> error_;
};

}  // namespace regwatch
