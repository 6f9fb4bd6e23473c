#include <filesystem>
#include <fstream>
#include <iterator>

#include "app/commands.h"
#include "app/exit_status.h"
#include "app/output_file.h"
#include "app/terminal.h"
#include "base/text.h"
#include "documents/kind.h"
#include "storage/notices.h"

namespace regwatch {

std::string read_file(const std::string& path) {
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored))
    throw CommandError(exit_data, path + ": is a directory");
  std::ifstream in(path, std::ios::binary);
  if (!in) throw CommandError(exit_data, path + ": cannot be opened");
  std::string content((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
  if (in.bad()) throw CommandError(exit_data, path + ": cannot be read");
  return content;
}

bool is_document(const std::string& bytes, const std::string& name) {
  switch (kind_of_document(bytes, name)) {
    case DocumentKind::unknown:
    case DocumentKind::html:
    case DocumentKind::text:
      return false;
    default:
      return true;
  }
}

void refuse_document_on_terminal(const std::string& format, const std::string& file) {
  if (format != "docx" || !file.empty() || !output_is_terminal()) return;
  throw CommandError(exit_usage,
                     "a DOCX is no text for a terminal: name a file with -o, or redirect");
}

void write_output(const std::string& bytes, const std::string& file) {
  OutputFile out(file);
  out.write(bytes);
  out.commit();
}

Notice notice_or_usage(Notices& notices, const std::string& id) {
  if (auto notice = notices.find(id)) return *notice;
  throw CommandError(exit_usage, "no notice has the id '" + id + "'; 'regwatch items' lists them");
}

Instant parse_since(const std::string& text, Instant now) {
  const CivilDate today = china_date(now);
  if (text == "today") return start_of_day_in_china(today);
  if (text == "yesterday") return start_of_day_in_china(add_days(today, -1));
  if (const auto date = parse_date(text)) return start_of_day_in_china(*date);
  if (const auto instant = parse_instant(text)) return *instant;
  if (const auto ago = parse_duration(text))
    return now - std::chrono::floor<std::chrono::seconds>(*ago);
  throw CommandError(
      exit_usage,
      "'" + text +
          "' is no time: today, yesterday, 7d, 2026-09-18 or 2026-09-18T08:00:00Z is expected");
}

}  // namespace regwatch
