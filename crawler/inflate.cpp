#include "crawler/inflate.h"

#include <libdeflate.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <new>
#include <optional>
#include <vector>

#include "base/text.h"

namespace regwatch {
namespace {

unsigned char byte_at(std::string_view bytes, std::size_t at) {
  return static_cast<unsigned char>(bytes[at]);
}

bool is_gzip(std::string_view coded) {
  return coded.size() >= 3 && coded.substr(0, 3) == "\x1F\x8B\x08";
}

// RFC 1950 §2.2: method 8, and the first two bytes a multiple of 31.
bool is_zlib(std::string_view coded) {
  if (coded.size() < 2) return false;
  const int header = byte_at(coded, 0) * 256 + byte_at(coded, 1);
  return (byte_at(coded, 0) & 0x0F) == 8 && header % 31 == 0 && (byte_at(coded, 1) & 0x20) == 0;
}

// Where the deflate stream of a gzip member begins (RFC 1952 §2.3), or nothing when its header
// breaks off.
std::optional<std::size_t> gzip_header_size(std::string_view coded) {
  if (coded.size() < 10) return std::nullopt;
  const int flags = byte_at(coded, 3);
  std::size_t at = 10;
  if (flags & 4) {
    if (coded.size() < at + 2) return std::nullopt;
    at += 2u + byte_at(coded, at) + 256u * byte_at(coded, at + 1);
  }
  for (const int text : {8, 16}) {
    if ((flags & text) == 0) continue;
    const auto end = coded.find('\0', at);
    if (end == coded.npos) return std::nullopt;
    at = end + 1;
  }
  if (flags & 2) at += 2;
  return at <= coded.size() ? std::optional(at) : std::nullopt;
}

// RFC 1951, bit by bit. It is only for streams that break off, where a fast decoder cannot say how
// far it came.
class SlowInflater {
 public:
  SlowInflater(std::string_view in, std::size_t limit) : in_(in), limit_(limit) {}

  std::string run() && {
    while (good_) {
      const bool last = bits(1) == 1;
      const int type = bits(2);
      if (type == 0) stored();
      if (type == 1) fixed();
      if (type == 2) dynamic();
      if (type == 3 || last) break;
    }
    return std::move(out_);
  }

 private:
  struct Code {
    std::array<std::uint16_t, 16> count{};
    std::vector<std::uint16_t> symbols;
  };

  int bits(int need) {
    while (have_ < need) {
      if (at_ == in_.size()) return good_ = false, 0;
      hold_ |= static_cast<std::uint32_t>(byte_at(in_, at_++)) << have_;
      have_ += 8;
    }
    const auto value = static_cast<int>(hold_ & ((1u << need) - 1));
    hold_ >>= need;
    have_ -= need;
    return value;
  }

  void put(char byte) {
    if (out_.size() == limit_) {
      good_ = false;
    } else {
      out_ += byte;
    }
  }

  void stored() {
    hold_ = 0;
    have_ = 0;
    const int length = bits(16);
    const int complement = bits(16);
    if (length != (~complement & 0xFFFF)) good_ = false;
    for (int i = 0; good_ && i < length; ++i) {
      const int byte = bits(8);
      if (good_) put(static_cast<char>(byte));
    }
  }

  static Code make_code(const std::uint8_t* lengths, std::size_t size) {
    Code code;
    for (std::size_t i = 0; i < size; ++i) ++code.count[lengths[i]];
    code.count[0] = 0;
    std::array<std::uint16_t, 16> offset{};
    for (std::size_t i = 1; i < 15; ++i)
      offset[i + 1] = static_cast<std::uint16_t>(offset[i] + code.count[i]);
    code.symbols.resize(size);
    for (std::size_t i = 0; i < size; ++i) {
      if (lengths[i] != 0) code.symbols[offset[lengths[i]]++] = static_cast<std::uint16_t>(i);
    }
    return code;
  }

  int decode(const Code& code) {
    int word = 0;
    int first = 0;
    int index = 0;
    for (std::size_t length = 1; length <= 15; ++length) {
      word |= bits(1);
      if (!good_) return 0;
      const int count = code.count[length];
      // A hostile table may assign more codes than there are; then `word` falls below `first`.
      if (word < first) break;
      if (word - count < first) return code.symbols[static_cast<std::size_t>(index + word - first)];
      index += count;
      first = (first + count) << 1;
      word <<= 1;
    }
    good_ = false;
    return 0;
  }

  void copy_back(int symbol, const Code& distances) {
    static constexpr std::uint16_t length_base[] = {3,  4,  5,  6,   7,   8,   9,   10,  11, 13,
                                                    15, 17, 19, 23,  27,  31,  35,  43,  51, 59,
                                                    67, 83, 99, 115, 131, 163, 195, 227, 258};
    static constexpr std::uint8_t length_extra[] = {0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2,
                                                    2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0};
    if (symbol > 285) return void(good_ = false);
    const auto row = static_cast<std::size_t>(symbol - 257);
    const int length = length_base[row] + bits(length_extra[row]);
    const int code = decode(distances);
    if (!good_ || code > 29) return void(good_ = false);
    // RFC 1951 §3.2.5: from code 4 on, each pair of codes doubles the reach of the one before.
    const int extra = code < 4 ? 0 : code / 2 - 1;
    const int base = code < 4 ? code + 1 : ((2 + code % 2) << extra) + 1;
    const auto distance = static_cast<std::size_t>(base + bits(extra));
    if (!good_ || distance > out_.size()) return void(good_ = false);
    for (int i = 0; good_ && i < length; ++i) put(out_[out_.size() - distance]);
  }

  void compressed(const Code& literals, const Code& distances) {
    while (good_) {
      const int symbol = decode(literals);
      if (!good_ || symbol == 256) return;
      if (symbol < 256) {
        put(static_cast<char>(symbol));
      } else {
        copy_back(symbol, distances);
      }
    }
  }

  void fixed() {
    std::array<std::uint8_t, 288> lengths{};
    for (std::size_t i = 0; i < lengths.size(); ++i)
      lengths[i] = i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8;
    const std::array<std::uint8_t, 30> fives = [] {
      std::array<std::uint8_t, 30> all{};
      all.fill(5);
      return all;
    }();
    compressed(make_code(lengths.data(), lengths.size()), make_code(fives.data(), fives.size()));
  }

  void dynamic() {
    static constexpr std::uint8_t order[] = {16, 17, 18, 0, 8,  7, 9,  6, 10, 5,
                                             11, 4,  12, 3, 13, 2, 14, 1, 15};
    const auto literal_count = static_cast<std::size_t>(bits(5)) + 257;
    const auto distance_count = static_cast<std::size_t>(bits(5)) + 1;
    const auto code_count = static_cast<std::size_t>(bits(4)) + 4;
    std::array<std::uint8_t, 19> code_lengths{};
    for (std::size_t i = 0; i < code_count; ++i)
      code_lengths[order[i]] = static_cast<std::uint8_t>(bits(3));
    const Code code = make_code(code_lengths.data(), code_lengths.size());
    std::array<std::uint8_t, 320> lengths{};
    std::size_t at = 0;
    while (good_ && at < literal_count + distance_count) {
      const int symbol = decode(code);
      if (symbol < 16) {
        lengths[at++] = static_cast<std::uint8_t>(symbol);
        continue;
      }
      if (symbol == 16 && at == 0) good_ = false;
      const std::uint8_t repeated = symbol == 16 && good_ ? lengths[at - 1] : std::uint8_t{0};
      const int times = symbol == 16 ? 3 + bits(2) : symbol == 17 ? 3 + bits(3) : 11 + bits(7);
      if (at + static_cast<std::size_t>(times) > literal_count + distance_count) good_ = false;
      for (int i = 0; good_ && i < times; ++i) lengths[at++] = repeated;
    }
    if (!good_) return;
    compressed(make_code(lengths.data(), literal_count),
               make_code(lengths.data() + literal_count, distance_count));
  }

  std::string_view in_;
  std::size_t limit_;
  std::string out_;
  std::size_t at_ = 0;
  std::uint32_t hold_ = 0;
  int have_ = 0;
  bool good_ = true;
};

enum class Framing { gzip, zlib, bare };

Framing framing_of(std::string_view coded, Coding coding) {
  if (coding == Coding::gzip) return Framing::gzip;
  return is_zlib(coded) ? Framing::zlib : Framing::bare;
}

// One call of libdeflate on one member: how much went in and out.
struct Step {
  libdeflate_result result;
  std::size_t in = 0;
  std::size_t out = 0;
};

Step decompress(libdeflate_decompressor* with, std::string_view coded, Framing framing, char* to,
                std::size_t room) {
  Step step{};
  const auto call = framing == Framing::gzip   ? libdeflate_gzip_decompress_ex
                    : framing == Framing::zlib ? libdeflate_zlib_decompress_ex
                                               : libdeflate_deflate_decompress_ex;
  step.result = call(with, coded.data(), coded.size(), to, room, &step.in, &step.out);
  return step;
}

// A gzip stream ends with its size modulo 2^32, which may lie; deflate cannot shrink below 1:1032.
std::size_t guess_size(std::string_view coded, Framing framing, std::size_t limit) {
  std::size_t guess = coded.size() * 4 + 256;
  if (framing == Framing::gzip && coded.size() >= 18) {
    guess = 0;
    for (std::size_t i = 0; i < 4; ++i)
      guess |= static_cast<std::size_t>(byte_at(coded, coded.size() - 4 + i)) << (8 * i);
    guess = std::min(guess, coded.size() * 1032);
  }
  return std::min(guess, limit);
}

}  // namespace

void Inflater::Free::operator()(libdeflate_decompressor* decompressor) const {
  libdeflate_free_decompressor(decompressor);
}

Inflater::Inflater() : decompressor_(libdeflate_alloc_decompressor()) {
  if (!decompressor_) throw std::bad_alloc();
}

Result<Inflated> Inflater::inflate(std::string_view coded, Coding coding, std::size_t limit) {
  if (coding == Coding::gzip && !is_gzip(coded))
    return Error{Fault::broken, "the answer says that it is gzip and is not"};
  const Framing framing = framing_of(coded, coding);
  Inflated inflated;
  std::string& out = inflated.bytes;
  out.resize(guess_size(coded, framing, limit));
  std::size_t done = 0;
  for (std::string_view rest = coded;;) {
    const Step step =
        decompress(decompressor_.get(), rest, framing, out.data() + done, out.size() - done);
    if (step.result == LIBDEFLATE_INSUFFICIENT_SPACE) {
      if (out.size() == limit) {
        return Error{Fault::too_large,
                     "inflates to more than the limit of " + std::to_string(limit) + " bytes"};
      }
      out.resize(std::min(limit, std::max<std::size_t>(out.size() * 2, 4096)));
      continue;
    }
    if (step.result != LIBDEFLATE_SUCCESS) break;
    done += step.out;
    rest.remove_prefix(step.in);
    // What is no member behind the last one is padding, which browsers ignore too.
    if (framing != Framing::gzip || !is_gzip(rest)) {
      out.resize(done);
      return inflated;
    }
  }
  out = inflate_beginning(coded, coding, limit);
  inflated.complete = false;
  if (out.empty() && framing == Framing::bare)
    return Error{Fault::broken, "the answer says that it is deflate and is not"};
  return inflated;
}

std::string inflate_beginning(std::string_view coded, Coding coding, std::size_t limit) {
  const Framing framing = framing_of(coded, coding);
  if (framing == Framing::gzip) {
    const auto header = is_gzip(coded) ? gzip_header_size(coded) : std::nullopt;
    coded.remove_prefix(header.value_or(coded.size()));
  } else if (framing == Framing::zlib) {
    coded.remove_prefix(2);
  }
  return SlowInflater(coded, limit).run();
}

bool is_gzipped_unsaid(const Headers& headers, std::string_view bytes) {
  if (!bytes.starts_with("\x1F\x8B\x08") || find_header(headers, "Content-Encoding")) return false;
  const std::string type = ascii_lower(find_header(headers, "Content-Type").value_or(""));
  for (const std::string_view text : {"text/", "json", "xml", "javascript"}) {
    if (type.find(text) != type.npos) return true;
  }
  return false;
}

}  // namespace regwatch
