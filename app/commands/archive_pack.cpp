#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include "app/commands.h"
#include "app/exit_status.h"
#include "base/sha256.h"
#include "base/text.h"
#include "crawler/warc_record.h"
#include "crawler/warc_writer.h"

namespace regwatch {
namespace {

struct SavedPage {
  std::string file, url, content_type, status = "200";
  Instant captured_at{};
};

SavedPage read_line(std::string_view line, const std::string& where) {
  const auto columns = split(line, '\t');
  if (columns.size() < 4)
    throw CommandError(
        exit_data, where + ": file, address, content type and date are expected, parted by tabs");
  const auto at = parse_instant(columns[3]);
  if (!at) throw CommandError(exit_data, where + ": '" + std::string(columns[3]) + "' is no date");
  SavedPage page{std::string(columns[0]), std::string(columns[1]), std::string(columns[2]), "200",
                 *at};
  if (columns.size() > 5 && !columns[5].empty()) page.status = columns[5];
  return page;
}

void pack_page(RecordPacker& packer, std::string& out, const SavedPage& page,
               const std::string& body) {
  const std::string head = "HTTP/1.1 " + page.status + (page.status == "200" ? " OK" : " Status") +
                           "\r\nContent-Type: " + page.content_type +
                           "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n";
  Sha256 block;
  block.update(head);
  block.update(body);
  packer.pack(out,
              {{"WARC-Type", "response"},
               {"WARC-Record-ID", "<" + make_record_id() + ">"},
               {"WARC-Date", format_instant(page.captured_at)},
               {"WARC-Target-URI", page.url},
               {"Content-Type", "application/http; msgtype=response"},
               {"WARC-Block-Digest", sha256_label(block.finish())},
               {"WARC-Payload-Digest", sha256_label(sha256(body))}},
              {head, body}, Packing::small);
}

}  // namespace

int command_archive_pack(const std::string& manifest, const std::string& output) {
  const std::string text = read_file(manifest);
  const auto folder = std::filesystem::path(manifest).parent_path();
  RecordPacker packer;
  std::string records;
  packer.pack(records,
              {{"WARC-Type", "warcinfo"},
               {"WARC-Record-ID", "<" + make_record_id() + ">"},
               {"WARC-Date", format_instant(system_now())},
               {"WARC-Filename", std::filesystem::path(output).filename().string()},
               {"Content-Type", "application/warc-fields"}},
              {"software: regwatch\r\nformat: WARC File Format 1.1\r\n"}, Packing::fast);
  int pages = 0;
  int number = 0;
  for (const auto line : split(text, '\n')) {
    ++number;
    if (trim(line).empty() || line.front() == '#') continue;
    const SavedPage page = read_line(line, manifest + ":" + std::to_string(number));
    pack_page(packer, records, page, read_file((folder / page.file).string()));
    ++pages;
  }
  std::ofstream out(output, std::ios::binary);
  if (!out.write(records.data(), static_cast<std::streamsize>(records.size())).flush()) {
    throw CommandError(exit_cannot_write, output + ": cannot be written");
  }
  std::cout << output << ": " << pages << " responses, " << records.size() << " bytes\n";
  return exit_ok;
}

}  // namespace regwatch
