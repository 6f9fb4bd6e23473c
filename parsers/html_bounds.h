#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace regwatch {

/// What a page may be at most before a tree is built of it. A page of a government site with
/// hundreds of unclosed `<font>` stays far below each.
struct HtmlBounds {
  std::size_t bytes = 32u << 20;           ///< Of the page as it came.
  std::size_t skeleton_bytes = 10u << 20;  ///< Of tags and attributes, which is what gumbo reads.
  std::size_t net_depth = 2000;            ///< Open elements at once.
  std::size_t attributes_of_tag = 256;
  std::size_t attribute_bytes = 4u << 20;  ///< Of one attribute.
  std::size_t excess_formatting = 20'000;  ///< Formatting tags left out because too many were open.
  std::size_t tags = 150'000;              ///< Start and end tags.
  std::uint64_t work = 20'000'000;  ///< Steps along the stack of open elements, over the page.
};

/// What is to become of a tag.
enum class TagFate { keep, leave_out };

/// Follows the stack of open elements as the HTML standard's tree construction would build it,
/// closely enough to know its depth and what searching it costs, and watches the bounds.
///
/// Formatting elements (`<b>`, `<font>`, …) that nobody closes are opened anew in every later
/// block: beyond a few dozen they are to be left out of what gumbo is given.
class DepthWatch {
 public:
  explicit DepthWatch(const HtmlBounds& bounds) : bounds_(bounds) {}

  /// `whole_tag` tells equal formatting tags from different ones; `name` is lower case.
  TagFate start_tag(std::string_view name, std::string_view whole_tag, std::size_t attributes);
  TagFate end_tag(std::string_view name);
  /// The first bound that broke, in words.
  const std::optional<std::string>& broken() const { return broken_; }

 private:
  struct Open {
    std::uint64_t name = 0;
    unsigned traits = 0;
  };
  struct Formatting {
    std::uint64_t name = 0;  ///< 0 for a marker, which a table cell sets.
    std::uint64_t tag = 0;   ///< Hash of the whole tag.
  };

  void fail(std::string_view bound, std::uint64_t limit);
  void count_tag();
  void push(std::uint64_t name, unsigned traits);
  void pop_through(std::size_t index);
  std::size_t find_down(std::uint64_t name, unsigned stop_traits);
  void close_implied(std::uint64_t name, unsigned traits);
  void close_list_item(std::uint64_t first, std::uint64_t second);
  bool enter_table_part(std::uint64_t name);
  TagFate open_formatting(std::uint64_t name, unsigned traits, std::string_view whole_tag);
  TagFate close_formatting(std::uint64_t name);
  bool forget_formatting(std::uint64_t name);

  HtmlBounds bounds_;
  std::vector<Open> open_;
  std::vector<Formatting> formatting_;
  std::size_t open_formatting_ = 0;
  std::size_t tags_ = 0;
  std::size_t left_out_ = 0;
  std::uint64_t attribute_pairs_ = 0;
  std::uint64_t work_ = 0;
  std::map<std::uint64_t, std::size_t> left_out_by_name_;  ///< Whose end tags are to go as well.
  std::optional<std::string> broken_;
};

}  // namespace regwatch
