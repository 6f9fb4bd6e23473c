#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace regwatch {

/// An address or a text with places to fill in: `/view?id={docId}`. `{name}` is percent-encoded,
/// `{+name}` stands as it is (RFC 6570 §3.2.3), `{{` and `}}` are braces.
class TextTemplate {
 public:
  using Lookup = std::function<std::optional<std::string>(std::string_view name)>;

  /// Fault::invalid names the position of a brace that has no partner, or a place without a name.
  static Result<TextTemplate> compile(std::string_view text);

  /// The names of its places, in their order.
  std::vector<std::string> names() const;
  /// The whole, or nothing where a place stays empty.
  std::optional<std::string> fill_address(const Lookup& lookup) const;
  /// As fill_address, but nothing is encoded: for texts that are no addresses.
  std::optional<std::string> fill_text(const Lookup& lookup) const;

 private:
  struct Piece {
    std::string text;  ///< Literal, or the name of a place.
    bool is_place = false;
    bool is_encoded = false;
  };
  std::optional<std::string> fill(const Lookup& lookup, bool encode) const;
  std::vector<Piece> pieces_;
};

}  // namespace regwatch
