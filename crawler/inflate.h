#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"
#include "crawler/message.h"

struct libdeflate_decompressor;

namespace regwatch {

enum class Coding {
  gzip,     ///< RFC 1952, of one or several members.
  deflate,  ///< RFC 1950 as HTTP means it, or bare RFC 1951 as some servers send it.
};

struct Inflated {
  std::string bytes;
  bool complete = true;  ///< False: the coding broke off or is damaged; bytes is what came before.
};

/// Inflates under a limit. Keeps its tables between calls; one thread at a time.
class Inflater {
 public:
  Inflater();

  /// Fault::too_large when more than `limit` bytes would come out, without writing more than those;
  /// Fault::broken when the bytes are not of that coding at all.
  Result<Inflated> inflate(std::string_view coded, Coding coding, std::size_t limit);

 private:
  struct Free {
    void operator()(libdeflate_decompressor* decompressor) const;
  };
  std::unique_ptr<libdeflate_decompressor, Free> decompressor_;
};

/// Inflates as much as can be read and as fits in the limit. Slower than `Inflater`, which needs a
/// whole stream. Empty when the bytes are not of that coding.
std::string inflate_beginning(std::string_view coded, Coding coding, std::size_t limit);

/// Text that was gzipped without a word in its header fields, as some servers send it to whoever
/// asks. A file that is a gzip archive is none.
bool is_gzipped_unsaid(const Headers& headers, std::string_view bytes);

}  // namespace regwatch
