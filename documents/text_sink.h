#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace regwatch {

/// Takes paragraphs from a reader, cleans them and passes them on, up to a limit.
class TextSink {
 public:
  using Take = std::function<void(std::string paragraph)>;

  TextSink(Take take, std::size_t max_bytes) : take_(std::move(take)), left_(max_bytes) {}

  /// Line feeds part paragraphs, tabs part cells. Spaces are collapsed, control characters and
  /// ill-formed bytes dropped or replaced; what is empty then is left out.
  void add(std::string_view text);
  /// One row of a table. Line feeds and tabs within a cell are spaces. Empty cells at the end are
  /// left out.
  void add_row(const std::vector<std::string>& cells);
  /// Nothing more is taken: a reader may stop.
  bool full() const { return full_; }
  std::size_t taken_bytes() const { return taken_; }

 private:
  void pass_on(std::string paragraph);

  Take take_;
  std::size_t left_;
  std::size_t taken_ = 0;
  bool full_ = false;
};

/// A paragraph as it may be kept: well-formed, on one line, cells trimmed, without control
/// characters and marks that turn the direction of writing. Empty when nothing is in it.
std::string clean_paragraph(std::string_view text);

}  // namespace regwatch
