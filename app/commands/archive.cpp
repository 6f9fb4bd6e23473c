#include <iostream>

#include "app/commands.h"
#include "app/exit_status.h"
#include "app/terminal.h"
#include "base/text.h"
#include "crawler/warc_tools.h"
#include "render/json.h"

namespace regwatch {
namespace {

std::vector<std::string> files_of(Installation& installation, const ArchiveCommand& command) {
  if (!command.files.empty()) return command.files;
  return {installation.archive_path().string()};
}

[[noreturn]] void raise(const Error& error) { throw CommandError(exit_data, error.message); }

std::string plain_line(const RecordLine& record) {
  return (record.date ? format_instant(*record.date) : std::string("-")) + "  " + record.type +
         "  " + (record.status ? std::to_string(*record.status) : std::string("-")) + "  " +
         std::to_string(record.length) + "  " +
         (record.url.empty() ? "-" : to_valid_utf8(record.url)) + "  " + record.file + ":" +
         std::to_string(record.offset) + "\n";
}

}  // namespace

int command_archive_list(Installation& installation, const ArchiveCommand& command) {
  const auto warnings =
      list_records(files_of(installation, command), [&](const RecordLine& record) {
        std::cout << (command.json ? record_json(record) + "\n" : plain_line(record));
        return std::cout.good();
      });
  if (!warnings) raise(warnings.error());
  for (const auto& warning : *warnings) std::cerr << "regwatch: " << warning << '\n';
  return exit_ok;
}

int command_archive_verify(Installation& installation, const ArchiveCommand& command) {
  const auto verified = verify_archive(files_of(installation, command));
  if (!verified) raise(verified.error());
  for (const auto& problem : verified->problems) {
    std::cout << problem.file << ':' << problem.offset << ": " << problem.what << '\n';
  }
  std::cout << verified->files << " files, " << verified->records << " records, "
            << verified->digests << " digests compared, " << verified->unchecked << " unchecked, "
            << verified->problems.size() << " problems\n";
  return verified->problems.empty() ? exit_ok : exit_not_well;
}

int command_archive_extract(Installation& installation, const ArchiveCommand& command) {
  const auto& now = installation.options().now;
  const auto at = now.empty() ? std::nullopt : std::optional(installation.now());
  const auto capture = extract_capture(files_of(installation, command), command.url, at);
  if (!capture) raise(capture.error());
  write_output(command.as_sent ? capture->payload : capture->response.body, command.output);
  std::cerr << command.url << ": HTTP status " << capture->response.status << ", "
            << format_instant(capture->response.fetched_at) << ", sha256 "
            << capture->response.body_sha256 << '\n';
  return exit_ok;
}

}  // namespace regwatch
