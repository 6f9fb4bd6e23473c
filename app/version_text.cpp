#include "app/version_text.h"

#include "base/text.h"

namespace regwatch {

std::vector<std::string> all_paragraphs(const Version& version) {
  std::vector<std::string> paragraphs = version.article.paragraphs;
  for (const AttachmentState& file : version.files) {
    if (!file.text) continue;
    paragraphs.insert(paragraphs.end(), file.text->paragraphs.begin(), file.text->paragraphs.end());
  }
  return paragraphs;
}

std::optional<Version> newest_with_files(Notices& notices, const std::string& notice_id) {
  std::optional<Version> version = notices.newest_version(notice_id);
  if (version) notices.load_file_texts(*version);
  return version;
}

std::string newest_text(Notices& notices, const std::string& notice_id) {
  const auto version = newest_with_files(notices, notice_id);
  return version ? join(all_paragraphs(*version), "\n") : "";
}

}  // namespace regwatch
