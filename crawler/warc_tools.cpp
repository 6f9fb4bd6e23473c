#include "crawler/warc_tools.h"

#include <algorithm>
#include <filesystem>
#include <unordered_set>

#include "base/sha256.h"
#include "crawler/replay.h"
#include "crawler/warc_http.h"

namespace regwatch {
namespace {

constexpr std::size_t max_head_bytes = 256 * 1024;
constexpr std::uint64_t max_body_bytes = 512u << 20;

Result<std::vector<std::string>> all_files(const std::vector<std::string>& paths) {
  std::vector<std::string> files;
  for (const auto& path : paths) {
    const auto found = warc_files(path);
    if (!found) return found.error();
    files.insert(files.end(), found->begin(), found->end());
  }
  return files;
}

RecordLine line_of(const WarcRecord& record, const std::string& file, std::string_view beginning) {
  RecordLine line;
  line.date = record.date();
  line.type = record.type();
  line.url = record.target();
  line.length = record.content_length;
  line.digest = record.field("WARC-Payload-Digest");
  if (line.digest.empty()) line.digest = record.field("WARC-Block-Digest");
  line.file = file;
  line.offset = record.position.offset;
  if (holds_http(record) && line.type != "request") {
    const auto head = parse_http_head(beginning);
    if (head && head->status != 0) line.status = head->status;
  }
  return line;
}

// Digests of a block and of the payload behind its HTTP head, as the bytes pass.
class BlockDigests {
 public:
  explicit BlockDigests(bool has_payload) : in_head_(has_payload) {}

  void add(std::string_view piece) {
    block_.update(piece);
    if (!in_head_) return payload_.update(piece);
    head_.append(piece);
    const auto head = parse_http_head(head_);
    if ((head && head->complete) || head_.size() > max_head_bytes) leave_head(head);
  }
  void finish() {
    if (in_head_) leave_head(parse_http_head(head_));
    block = block_.finish();
    payload = payload_.finish();
  }
  std::optional<HttpHead> head;
  Sha256Digest block{};
  Sha256Digest payload{};

 private:
  void leave_head(std::optional<HttpHead> parsed) {
    in_head_ = false;
    payload_.update(std::string_view(head_).substr(parsed ? parsed->size : 0));
    head = std::move(parsed);
    head_.clear();
  }
  Sha256 block_;
  Sha256 payload_;
  std::string head_;
  bool in_head_;
};

class Verifier {
 public:
  explicit Verifier(Verification& out) : out_(out) {}

  void check_file(const std::string& file) {
    file_ = file;
    ++out_.files;
    auto reader = WarcReader::open(file);
    if (!reader) return problem(0, reader.error().message);
    while (true) {
      const auto record = reader->next();
      if (!record) return problem(last_, record.error().message);
      if (!*record) break;
      last_ = (*record)->position.offset;
      if (!check_record(*reader, **record)) break;
    }
    for (const auto& text : reader->warnings()) problem(last_, text);
  }

  void check_references() {
    for (const auto& [problem, id, digest] : references_) {
      const bool found = ids_.contains(id) || (!digest.empty() && digests_.contains(digest));
      if (!found) out_.problems.push_back(problem);
    }
  }

 private:
  void problem(std::uint64_t offset, std::string what) {
    out_.problems.push_back({file_, offset, std::move(what)});
  }

  // False where the file cannot be read on.
  bool check_record(WarcReader& reader, const WarcRecord& record) {
    ++out_.records;
    const bool response = record.type() == "response";
    BlockDigests digests(response && holds_http(record));
    const auto whole = reader.read_block([&](std::string_view piece) { digests.add(piece); });
    if (!whole) return problem(last_, whole.error().message), false;
    if (!*whole) return true;  // The reader's warning tells it.
    digests.finish();
    compare("WARC-Block-Digest", record, digests.block);
    if (response) check_payload(reader, record, digests);
    if (response) ids_.insert(record.id());
    if (record.type() == "revisit") remember_reference(record);
    return true;
  }

  // Tools that record chunking as it came differ in what they digest: with it or without.
  void check_payload(WarcReader& reader, const WarcRecord& record, const BlockDigests& digests) {
    const std::string label = record.field("WARC-Payload-Digest");
    digests_.insert(label);
    const bool chunked =
        digests.head && find_header(digests.head->headers, "Transfer-Encoding").has_value();
    const auto expected = parse_sha256_label(label);
    if (chunked && expected && *expected != digests.payload) {
      auto again = WarcReader::open(reader.path());
      const auto found = again ? again->at(record.position) : Result<WarcRecord>(again.error());
      const auto message = found ? read_message(*again, *found, max_body_bytes)
                                 : Result<StoredMessage>(found.error());
      if (message) return compare("WARC-Payload-Digest", record, sha256(message->payload));
    }
    compare("WARC-Payload-Digest", record, digests.payload);
  }

  void compare(const std::string& field, const WarcRecord& record, const Sha256Digest& found) {
    const auto expected = parse_sha256_label(record.field(field));
    if (!expected) return void(++out_.unchecked);
    ++out_.digests;
    if (*expected == found) return;
    problem(last_,
            field + " " + sha256_label(*expected) + " expected, found " + sha256_label(found));
  }

  void remember_reference(const WarcRecord& record) {
    const bool bytes_elsewhere =
        record.field("WARC-Profile").find("server-not-modified") == std::string::npos;
    if (!bytes_elsewhere) return;
    const std::string id = strip_angles(record.field("WARC-Refers-To"));
    references_.push_back({{file_, last_,
                            "what it revisits expected in these files, found neither record " + id +
                                " nor its payload"},
                           id,
                           record.field("WARC-Payload-Digest")});
  }

  struct Reference {
    ArchiveProblem problem;
    std::string id;
    std::string digest;
  };
  Verification& out_;
  std::string file_;
  std::uint64_t last_ = 0;
  std::unordered_set<std::string> ids_;
  std::unordered_set<std::string> digests_;
  std::vector<Reference> references_;
};

}  // namespace

Result<std::vector<std::string>> warc_files(const std::string& path) {
  std::error_code failed;
  if (!std::filesystem::exists(path, failed)) {
    return Error{Fault::missing, path + ": a WARC file expected, found nothing"};
  }
  if (!std::filesystem::is_directory(path, failed)) return std::vector<std::string>{path};
  std::vector<std::string> files;
  for (const auto& entry : std::filesystem::directory_iterator(path, failed)) {
    const std::string name = entry.path().filename().string();
    bool is_warc = false;
    for (const auto* suffix : {".warc", ".warc.gz", ".warc.gz.open"}) {
      is_warc = is_warc || name.ends_with(suffix);
    }
    std::error_code gone;
    // One that is being created has no bytes yet.
    if (is_warc && entry.file_size(gone) > 0 && !gone) files.push_back(entry.path().string());
  }
  if (failed) return Error{Fault::missing, path + ": " + failed.message()};
  std::sort(files.begin(), files.end());
  return files;
}

Result<std::vector<std::string>> list_records(const std::vector<std::string>& paths,
                                              const std::function<bool(const RecordLine&)>& each) {
  const auto files = all_files(paths);
  if (!files) return files.error();
  std::vector<std::string> warnings;
  for (const auto& file : *files) {
    auto reader = WarcReader::open(file);
    if (!reader) return reader.error();
    while (true) {
      const auto record = reader->next();
      if (!record) return record.error();
      if (!*record) break;
      std::string beginning;
      const auto whole = reader->read_block([&beginning](std::string_view piece) {
        beginning.append(piece.substr(0, max_head_bytes - beginning.size()));
      });
      if (!whole) return whole.error();
      if (*whole && !each(line_of(**record, file, beginning))) return warnings;
    }
    warnings.insert(warnings.end(), reader->warnings().begin(), reader->warnings().end());
  }
  return warnings;
}

Result<Verification> verify_archive(const std::vector<std::string>& paths) {
  const auto files = all_files(paths);
  if (!files) return files.error();
  Verification out;
  Verifier verifier(out);
  for (const auto& file : *files) verifier.check_file(file);
  verifier.check_references();
  return out;
}

Result<StoredCapture> extract_capture(const std::vector<std::string>& paths, const std::string& url,
                                      std::optional<Instant> at) {
  auto replay = Replay::open(paths, at);
  if (!replay) return replay.error();
  return replay->stored(Request::get(url), max_body_bytes);
}

}  // namespace regwatch
