#include "render/zip.h"

#include <archive.h>
#include <archive_entry.h>

#include <memory>
#include <stdexcept>

namespace regwatch {
namespace {

struct Free {
  void operator()(::archive* archive) const { archive_write_free(archive); }
  void operator()(::archive_entry* entry) const { archive_entry_free(entry); }
};

la_ssize_t append(::archive*, void* out, const void* bytes, std::size_t length) {
  static_cast<std::string*>(out)->append(static_cast<const char*>(bytes), length);
  return static_cast<la_ssize_t>(length);
}

// Nothing but memory can fail here.
void require(int status, ::archive* archive) {
  if (status == ARCHIVE_OK) return;
  const char* why = archive_error_string(archive);
  throw std::runtime_error(std::string("zip: ") + (why ? why : "unknown"));
}

void add(::archive* archive, const ZipMember& member) {
  const std::unique_ptr<::archive_entry, Free> entry(archive_entry_new());
  archive_entry_set_pathname(entry.get(), member.name.c_str());
  archive_entry_set_size(entry.get(), static_cast<la_int64_t>(member.content.size()));
  archive_entry_set_filetype(entry.get(), AE_IFREG);
  archive_entry_set_perm(entry.get(), 0644);
  require(archive_write_header(archive, entry.get()), archive);
  const auto written = archive_write_data(archive, member.content.data(), member.content.size());
  if (written != static_cast<la_ssize_t>(member.content.size())) require(ARCHIVE_FATAL, archive);
}

}  // namespace

std::string zip_of(const std::vector<ZipMember>& members) {
  std::string out;
  const std::unique_ptr<::archive, Free> archive(archive_write_new());
  require(archive_write_set_format_zip(archive.get()), archive.get());
  // Else the last block is filled up with zeros, which readers of ZIP take for damage.
  require(archive_write_set_bytes_in_last_block(archive.get(), 1), archive.get());
  require(archive_write_open(archive.get(), &out, nullptr, append, nullptr), archive.get());
  for (const ZipMember& member : members) add(archive.get(), member);
  require(archive_write_close(archive.get()), archive.get());
  return out;
}

}  // namespace regwatch
