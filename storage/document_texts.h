#pragma once

#include <optional>
#include <string_view>

#include "documents/document.h"
#include "storage/database.h"

namespace regwatch {

/// What was read of files, by the SHA-256 of their bytes: the same bytes are read once, whichever
/// notices carry them. Writes belong inside the caller's Transaction.
class DocumentTexts {
 public:
  explicit DocumentTexts(Database& database) : db_(database) {}

  std::optional<DocumentText> find(std::string_view sha256);
  /// Replaces what an earlier reader made of the same bytes.
  void put(std::string_view sha256, const DocumentText& text);

 private:
  Database& db_;
};

}  // namespace regwatch
