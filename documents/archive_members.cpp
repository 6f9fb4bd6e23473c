#include "documents/archive_members.h"

#include <archive.h>
#include <archive_entry.h>
#include <locale.h>

#include <cerrno>
#include <vector>

#include "base/text.h"
#include "documents/encoded_name.h"

namespace regwatch {
namespace {

struct FreeArchive {
  void operator()(archive* handle) const { archive_read_free(handle); }
};

// libarchive converts names to the charset of the locale; in C it would make `?` of ours.
class Utf8Locale {
 public:
  Utf8Locale() : locale_(::newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr)) {
    if (locale_ != nullptr) before_ = ::uselocale(locale_);
  }
  ~Utf8Locale() {
    if (locale_ == nullptr) return;
    ::uselocale(before_);
    ::freelocale(locale_);
  }
  Utf8Locale(const Utf8Locale&) = delete;
  Utf8Locale& operator=(const Utf8Locale&) = delete;

 private:
  locale_t locale_;
  locale_t before_ = nullptr;
};

std::string words_of(archive* handle) {
  const char* words = archive_error_string(handle);
  return words == nullptr ? "it cannot be read" : ellipsize(to_valid_utf8(words), 200);
}

// A name without the mark of UTF-8 is in the charset of the machine that packed it; here GBK.
std::string decoded_name(const char* raw) { return raw == nullptr ? "" : decoded_octets(raw); }

std::string name_of_entry(archive_entry* entry) {
  const char* name = archive_entry_pathname(entry);
  return decoded_name(name != nullptr ? name : archive_entry_pathname_utf8(entry));
}

}  // namespace

struct ArchiveMembers::State {
  std::unique_ptr<archive, FreeArchive> handle;
  archive_entry* entry = nullptr;
  std::string name;
  ArchiveLimits limits;
  std::size_t packed = 0;
  std::size_t members = 0;
  std::size_t unpacked = 0;

  bool is_bomb() const {
    return unpacked > limits.total_bytes ||
           (unpacked > limits.ratio_from && unpacked / limits.ratio > packed);
  }
};

ArchiveMembers::ArchiveMembers(std::unique_ptr<State> state) : state_(std::move(state)) {}
ArchiveMembers::ArchiveMembers(ArchiveMembers&&) noexcept = default;
ArchiveMembers& ArchiveMembers::operator=(ArchiveMembers&&) noexcept = default;
ArchiveMembers::~ArchiveMembers() = default;

Result<ArchiveMembers> ArchiveMembers::open(std::string_view bytes, ArchiveLimits limits) {
  const Utf8Locale locale;
  auto state = std::make_unique<State>();
  state->handle.reset(archive_read_new());
  if (!state->handle) throw std::bad_alloc();
  archive* handle = state->handle.get();
  archive_read_support_format_zip(handle);
  archive_read_support_format_7zip(handle);
  archive_read_support_format_rar(handle);
  archive_read_support_format_rar5(handle);
  if (archive_read_open_memory(handle, bytes.data(), bytes.size()) != ARCHIVE_OK)
    return Error{Fault::broken, words_of(handle)};
  state->limits = limits;
  state->packed = bytes.size();
  return ArchiveMembers(std::move(state));
}

Result<bool> ArchiveMembers::next() {
  const Utf8Locale locale;
  State& state = *state_;
  while (true) {
    const int status = archive_read_next_header(state.handle.get(), &state.entry);
    if (status == ARCHIVE_EOF) return false;
    if (status == ARCHIVE_RETRY) continue;
    if (status < ARCHIVE_WARN) return Error{Fault::broken, words_of(state.handle.get())};
    if (++state.members > state.limits.members)
      return Error{Fault::too_large,
                   "more than " + std::to_string(state.limits.members) + " members"};
    state.name = name_of_entry(state.entry);
    const bool is_folder = archive_entry_filetype(state.entry) == AE_IFDIR ||
                           (!state.name.empty() && state.name.back() == '/');
    const bool is_link = archive_entry_filetype(state.entry) == AE_IFLNK ||
                         archive_entry_hardlink(state.entry) != nullptr;
    if (!is_folder && !is_link) return true;
  }
}

const std::string& ArchiveMembers::name() const { return state_->name; }

bool ArchiveMembers::encrypted() const {
  return archive_entry_is_data_encrypted(state_->entry) != 0;
}

Result<std::string> ArchiveMembers::read(std::string* partial) {
  State& state = *state_;
  std::string out;
  std::vector<char> buffer(1 << 16);
  while (true) {
    const auto got = archive_read_data(state.handle.get(), buffer.data(), buffer.size());
    if (got == ARCHIVE_RETRY) continue;
    if (got == 0) return out;
    if (got < 0) {
      if (partial != nullptr) *partial = std::move(out);
      return Error{Fault::broken, words_of(state.handle.get())};
    }
    state.unpacked += static_cast<std::size_t>(got);
    if (out.size() + static_cast<std::size_t>(got) > state.limits.member_bytes || state.is_bomb())
      return Error{Fault::too_large, "it unpacks to far more than a document would"};
    out.append(buffer.data(), static_cast<std::size_t>(got));
  }
}

}  // namespace regwatch
