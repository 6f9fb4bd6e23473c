#include "crawler/archive_reader.h"

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string_view>
#include <vector>

#include "crawler/digest_index.h"
#include "crawler/warc_http.h"

namespace regwatch {
namespace {

// Room for a response's head beside its payload.
constexpr std::uint64_t head_room = 1u << 20;

Error at_record(const CaptureRef& ref, Fault fault, const std::string& what) {
  return {fault, ref.file + ": record at byte " + std::to_string(ref.offset) + ": " + what};
}

}  // namespace

struct ArchiveReader::State {
  std::string directory;
  std::optional<DigestIndex> index;

  // The first capture of a payload, by the index, which a rebuilt one may need to be read for anew.
  std::optional<FirstCapture> first_of(const Sha256Digest& digest) {
    for (const bool again : {false, true}) {
      if (!index || again) {
        auto opened = DigestIndex::open(directory, DigestIndex::Access::read_only);
        if (!opened) return std::nullopt;
        index.emplace(std::move(*opened));
      }
      if (auto first = index->find(digest)) return first;
    }
    return search(digest);
  }

  // Without an index every file is read; that is slow and right.
  std::optional<FirstCapture> search(const Sha256Digest& digest) {
    std::error_code failed;
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(directory, failed)) {
      const std::string name = entry.path().filename().string();
      if (name.find(".warc") != name.npos) names.push_back(name);
    }
    std::sort(names.begin(), names.end());
    for (const auto& name : names) {
      auto reader = WarcReader::open(directory + "/" + name);
      if (!reader) continue;
      for (auto record = reader->next(); record.ok() && *record; record = reader->next()) {
        if ((*record)->type() != "response") continue;
        if (parse_sha256_label((*record)->field("WARC-Payload-Digest")) != digest) continue;
        return FirstCapture{name, (*record)->position.offset, (*record)->id(), {}, {}};
      }
    }
    return std::nullopt;
  }

  Result<std::string> payload_of(const Sha256Digest& digest, const CaptureRef& ref,
                                 std::uint64_t max_bytes) {
    const auto first = first_of(digest);
    if (!first) {
      return at_record(ref, Fault::missing, "the bytes that it refers to are not in the archive");
    }
    auto reader = WarcReader::open(archive_file_path(directory, first->file));
    if (!reader) return reader.error();
    const auto record = reader->at({first->offset, 0});
    if (!record) return record.error();
    auto message = read_message(*reader, *record, max_bytes + head_room);
    if (!message) return message.error();
    return std::move(message->payload);
  }
};

ArchiveReader::ArchiveReader(std::string directory) : state_(std::make_unique<State>()) {
  state_->directory = std::move(directory);
}
ArchiveReader::~ArchiveReader() = default;

std::string archive_file_path(const std::string& directory, const std::string& name) {
  const std::string path = directory + "/" + name;
  std::error_code failed;
  if (std::filesystem::exists(path, failed)) return path;
  // Between the two looks the file may have been closed; then its final name is right after all.
  const std::string growing = path + ".open";
  return std::filesystem::exists(growing, failed) ? growing : path;
}

Result<StoredCapture> ArchiveReader::read(const CaptureRef& ref, std::uint64_t max_bytes) {
  if (ref.file.empty() || ref.file.find('/') != ref.file.npos) {
    return at_record(ref, Fault::invalid, "a file name without a directory expected");
  }
  auto reader = WarcReader::open(archive_file_path(state_->directory, ref.file));
  if (!reader) return reader.error();
  const auto record = reader->at({ref.offset, 0});
  if (!record) return record.error();
  const bool revisit = record->type() == "revisit";
  const bool response_kept = holds_http(*record) && (revisit || record->type() == "response");
  if (!response_kept && !holds_resource(*record)) {
    return at_record(ref, Fault::invalid, "a response expected, found " + record->type());
  }
  auto message = read_message(*reader, *record, max_bytes + head_room);
  if (!message) return message.error();
  const auto digest = parse_sha256_label(record->field("WARC-Payload-Digest"));
  if (revisit && digest) {
    auto payload = state_->payload_of(*digest, ref, max_bytes);
    if (!payload) return payload.error();
    message->payload = std::move(*payload);
  }
  const std::string found = sha256_hex(message->payload);
  const std::string& wanted = ref.payload_sha256;
  if ((digest && to_hex(*digest) != found) || (!wanted.empty() && wanted != found)) {
    return at_record(ref, Fault::invalid, "its payload does not have the digest that was recorded");
  }
  auto decoded = decode_payload(message->head.headers, message->payload, max_bytes);
  if (!decoded) return at_record(ref, decoded.error().fault, decoded.error().message);

  StoredCapture stored;
  stored.head = std::move(message->head_text);
  stored.record_id = record->id();
  stored.remote_ip = record->field("WARC-IP-Address");
  Response& response = stored.response;
  response.status = message->head.status;
  response.url = response.requested_url = record->target();
  response.headers = std::move(message->head.headers);
  response.fetched_at = record->date().value_or(Instant{});
  response.rendered = !record->field(made_by_field).empty();
  response.truncated = message->truncated || !decoded->complete;
  response.bytes_received = message->payload.size();
  if (response.status != 304) response.body_sha256 = sha256_hex(decoded->bytes);
  response.body = std::move(decoded->bytes);
  response.capture = CaptureRef{ref.file, ref.offset, found};
  stored.payload = std::move(message->payload);
  return stored;
}

}  // namespace regwatch
