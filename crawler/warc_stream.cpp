#include "crawler/warc_stream.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <cassert>
#include <cerrno>
#include <cstring>
#include <new>
#include <utility>
#include <vector>

#include "base/text.h"

namespace regwatch {
namespace {

constexpr std::size_t buffer_bytes = 64 * 1024;

// Deflate reaches 1032:1, pages stay below 20:1. Beyond this a file was made to do harm.
constexpr std::uint64_t free_inflation = 256ull << 20;
constexpr std::uint64_t max_ratio = 200;

// A file that is one member is entered anywhere by going on from a saved state of the inflater
// (about 45 KB each), so that reading it out of order does not inflate it from its beginning each
// time.
constexpr std::size_t max_entries = 64;
constexpr std::uint64_t first_entry_interval = 4ull << 20;

struct Entry {
  std::uint64_t member_offset = 0;
  std::uint64_t inner = 0;
  std::uint64_t input_offset = 0;
  z_stream inflater{};

  Entry() = default;
  Entry(const Entry&) = delete;
  Entry& operator=(const Entry&) = delete;
  ~Entry() { ::inflateEnd(&inflater); }
};

}  // namespace

struct WarcStream::State {
  std::string path;
  int fd = -1;
  std::uint64_t file_size = 0;
  bool gzip = false;

  std::array<unsigned char, buffer_bytes> input;
  std::size_t input_begin = 0;
  std::size_t input_end = 0;
  std::uint64_t next_read = 0;  // Where in the file `input` goes on.

  std::array<unsigned char, buffer_bytes> output;
  std::size_t output_begin = 0;
  std::size_t output_end = 0;

  z_stream inflater{};
  bool in_member = false;
  std::uint64_t member_offset = 0;
  std::uint64_t inner = 0;  // Consumed bytes of the member.
  bool torn = false;
  std::uint64_t whole_end = 0;
  std::uint64_t total_in = 0;
  std::uint64_t total_out = 0;
  std::vector<std::unique_ptr<Entry>> entries;  // In the order of the file.
  std::uint64_t entry_interval = first_entry_interval;

  State() = default;
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State() {
    if (gzip) ::inflateEnd(&inflater);
    if (fd >= 0) ::close(fd);
  }

  std::uint64_t input_offset() const { return next_read - (input_end - input_begin); }

  Error fault(Fault kind, std::uint64_t offset, std::string_view what) const {
    return {kind, path + ": at byte " + std::to_string(offset) + ": " + std::string(what)};
  }

  // Appends to `input` behind what is unread. False at the end of the file.
  Result<bool> read_more() {
    std::memmove(input.data(), input.data() + input_begin, input_end - input_begin);
    input_end -= input_begin;
    input_begin = 0;
    while (true) {
      const ssize_t got = ::pread(fd, input.data() + input_end, input.size() - input_end,
                                  static_cast<off_t>(next_read));
      if (got < 0 && errno == EINTR) continue;
      if (got < 0) return fault(Fault::missing, next_read, std::strerror(errno));
      next_read += static_cast<std::uint64_t>(got);
      total_in += static_cast<std::uint64_t>(got);
      input_end += static_cast<std::size_t>(got);
      return got > 0;
    }
  }

  // A file system that lost power may leave zeros where the last bytes were to be.
  Result<bool> only_zeros_are_left() {
    while (true) {
      for (; input_begin < input_end; ++input_begin) {
        if (input[input_begin] != 0) return false;
      }
      const auto more = read_more();
      if (!more) return more.error();
      if (!*more) return true;
    }
  }

  // False at the end of the file.
  Result<bool> begin_member() {
    if (input_end - input_begin < 2) {
      const auto more = read_more();
      if (!more) return more.error();
    }
    if (input_begin == input_end) return false;
    const std::uint64_t offset = input_offset();
    if (input[input_begin] == 0) {
      const auto zeros = only_zeros_are_left();
      if (!zeros) return zeros.error();
      if (*zeros) return torn = true, false;
      return fault(Fault::invalid, offset,
                   "a gzip member expected, found zeros before other bytes");
    }
    const bool alone = input_end - input_begin == 1;
    if (input[input_begin] != 0x1F || (!alone && input[input_begin + 1] != 0x8B)) {
      return fault(Fault::invalid, offset, "a gzip member expected, found other bytes");
    }
    ::inflateReset(&inflater);
    member_offset = offset;
    inner = 0;
    in_member = true;
    return true;
  }

  // Between two fills everything inflated is consumed: `inner` is the inflater's own place.
  void remember_entry() {
    const bool wanted = in_member && inner >= entry_interval &&
                        (entries.empty() || entries.back()->member_offset < member_offset ||
                         (entries.back()->member_offset == member_offset &&
                          inner >= entries.back()->inner + entry_interval));
    if (!wanted) return;
    auto entry = std::make_unique<Entry>();
    entry->member_offset = member_offset;
    entry->inner = inner;
    entry->input_offset = input_offset();
    if (::inflateCopy(&entry->inflater, &inflater) != Z_OK) return;
    entries.push_back(std::move(entry));
    if (entries.size() < max_entries) return;
    entry_interval *= 2;
    for (std::size_t i = 0; i < max_entries / 2; ++i) entries[i] = std::move(entries[2 * i + 1]);
    entries.resize(max_entries / 2);
  }

  // The last entry at or before a place of a member, or null.
  Entry* entry_before(WarcPosition position) const {
    for (auto entry = entries.rbegin(); entry != entries.rend(); ++entry) {
      if ((*entry)->member_offset == position.offset && (*entry)->inner <= position.inner) {
        return entry->get();
      }
    }
    return nullptr;
  }

  void go_on_from(Entry& entry) {
    ::inflateEnd(&inflater);
    if (::inflateCopy(&inflater, &entry.inflater) != Z_OK) throw std::bad_alloc();
    rewind_to(entry.input_offset);
    member_offset = entry.member_offset;
    inner = entry.inner;
    in_member = true;
  }

  // Fills `output` until it is full, the member ends, or the file does.
  Result<void> inflate_some() {
    output_begin = output_end = 0;
    remember_entry();
    while (in_member && output_end < output.size()) {
      if (input_begin == input_end) {
        const auto more = read_more();
        if (!more) return more.error();
        if (!*more) {
          torn = true;
          in_member = false;
          return {};
        }
      }
      inflater.next_in = input.data() + input_begin;
      inflater.avail_in = static_cast<uInt>(input_end - input_begin);
      inflater.next_out = output.data() + output_end;
      inflater.avail_out = static_cast<uInt>(output.size() - output_end);
      const int code = ::inflate(&inflater, Z_NO_FLUSH);
      input_begin = input_end - inflater.avail_in;
      const std::size_t end = output.size() - inflater.avail_out;
      total_out += end - output_end;
      output_end = end;
      if (code == Z_STREAM_END) {
        in_member = false;
        whole_end = input_offset();
      }
      if (code != Z_STREAM_END && code != Z_OK && code != Z_BUF_ERROR) {
        in_member = false;
        return fault(Fault::invalid, member_offset,
                     std::string("a whole gzip member expected, found damage: ") +
                         (inflater.msg != nullptr ? inflater.msg : "unknown"));
      }
    }
    if (total_out > free_inflation + max_ratio * total_in) {
      return fault(Fault::too_large, member_offset, "it inflates to more than 200 times its size");
    }
    return {};
  }

  Result<std::string_view> plain_view() {
    if (input_begin == input_end) {
      const auto more = read_more();
      if (!more) return more.error();
    }
    return std::string_view(reinterpret_cast<const char*>(input.data()) + input_begin,
                            input_end - input_begin);
  }

  void rewind_to(std::uint64_t offset) {
    input_begin = input_end = output_begin = output_end = 0;
    next_read = member_offset = offset;
    inner = 0;
    in_member = torn = false;
  }
};

WarcStream::WarcStream(std::unique_ptr<State> state) : state_(std::move(state)) {}
WarcStream::~WarcStream() = default;
WarcStream::WarcStream(WarcStream&&) noexcept = default;
WarcStream& WarcStream::operator=(WarcStream&&) noexcept = default;

Result<WarcStream> WarcStream::open(const std::string& path) {
  auto state = std::make_unique<State>();
  state->path = path;
  state->fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (state->fd < 0) return Error{Fault::missing, path + ": " + std::strerror(errno)};
  struct stat status {};
  if (::fstat(state->fd, &status) != 0 || !S_ISREG(status.st_mode)) {
    return Error{Fault::invalid, path + ": a WARC file expected, found no regular file"};
  }
  state->file_size = static_cast<std::uint64_t>(status.st_size);
  const auto first = state->plain_view();
  if (!first) return first.error();
  if (first->empty()) return Error{Fault::invalid, path + ": a WARC file expected, found no bytes"};
  if (first->substr(0, 4) == "\x28\xB5\x2F\xFD") {
    return Error{Fault::invalid, path + ": gzip or plain WARC expected, found Zstandard"};
  }
  state->gzip = first->substr(0, 2) == "\x1F\x8B";
  const auto text = first->substr(std::min(first->size(), first->find_first_not_of("\r\n")));
  const std::string_view magic = "WARC/";
  if (!state->gzip && text.substr(0, magic.size()) != magic.substr(0, text.size())) {
    return state->fault(Fault::invalid, 0,
                        "'WARC/' or gzip expected, found '" +
                            ellipsize(to_valid_utf8(text.substr(0, 160)), 40) + "'");
  }
  if (state->gzip) {
    constexpr int gzip_window = 15 + 16;
    if (::inflateInit2(&state->inflater, gzip_window) != Z_OK) throw std::bad_alloc();
    state->rewind_to(0);
  }
  return WarcStream(std::move(state));
}

Result<std::string_view> WarcStream::view() {
  if (!state_->gzip) return state_->plain_view();
  while (state_->output_begin == state_->output_end) {
    if (!state_->in_member) {
      if (state_->torn) return std::string_view{};
      const auto begun = state_->begin_member();
      if (!begun) return begun.error();
      if (!*begun) return std::string_view{};
    }
    const auto filled = state_->inflate_some();
    if (!filled) return filled.error();
  }
  return std::string_view(
      reinterpret_cast<const char*>(state_->output.data()) + state_->output_begin,
      state_->output_end - state_->output_begin);
}

void WarcStream::consume(std::size_t count) {
  if (state_->gzip) {
    assert(count <= state_->output_end - state_->output_begin);
    state_->output_begin += count;
    state_->inner += count;
  } else {
    assert(count <= state_->input_end - state_->input_begin);
    state_->input_begin += count;
  }
}

WarcPosition WarcStream::position() const {
  if (!state_->gzip) return {state_->input_offset(), 0};
  return {state_->member_offset, state_->inner};
}

Result<void> WarcStream::seek(WarcPosition position) {
  State& state = *state_;
  if (!state.gzip) {
    state.rewind_to(position.offset);
    return {};
  }
  const bool ahead = state.member_offset == position.offset && state.inner <= position.inner &&
                     (state.in_member || state.output_begin < state.output_end);
  Entry* entry = state.entry_before(position);
  if (entry != nullptr && (!ahead || entry->inner > state.inner)) {
    state.go_on_from(*entry);
  } else if (!ahead) {
    state.rewind_to(position.offset);
  }
  while (state.inner < position.inner) {
    const auto bytes = view();
    if (!bytes) return bytes.error();
    if (bytes->empty() || state.member_offset != position.offset) {
      return state.fault(Fault::invalid, position.offset, "a record expected, found the end");
    }
    consume(static_cast<std::size_t>(
        std::min<std::uint64_t>(bytes->size(), position.inner - state.inner)));
  }
  return {};
}

bool WarcStream::compressed() const { return state_->gzip; }
bool WarcStream::at_member_start() const { return state_->gzip && state_->inner == 0; }
bool WarcStream::torn() const { return state_->torn; }
std::uint64_t WarcStream::whole_end() const { return state_->whole_end; }
std::uint64_t WarcStream::file_size() const { return state_->file_size; }
const std::string& WarcStream::path() const { return state_->path; }

}  // namespace regwatch
