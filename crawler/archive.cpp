#include "crawler/archive.h"

#include <unistd.h>

#include <exception>
#include <filesystem>
#include <string_view>
#include <utility>

#include "base/text.h"
#include "base/url.h"
#include "crawler/warc_http.h"

namespace regwatch {
namespace {

constexpr std::string_view same_bytes_profile =
    "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest";
constexpr std::string_view not_modified_profile =
    "http://netpreserve.org/warc/1.1/revisit/server-not-modified";

std::string day_of(Instant at) { return replace_all(format_instant(at).substr(0, 10), "-", ""); }

std::string in_angles(const std::string& id) { return "<" + id + ">"; }

// An address from the wire must not break a record's head.
std::string one_line(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) > 0x20 && c != 0x7F) {
      out += c;
    } else {
      out += percent_encode(std::string_view(&c, 1));
    }
  }
  return out;
}

// Compressing again what is compressed costs time and gains nothing.
Packing packing_for(const Headers& headers) {
  if (find_header(headers, "Content-Encoding")) return Packing::stored;
  const std::string type = ascii_lower(find_header(headers, "Content-Type").value_or(""));
  for (const std::string_view text : {"text/", "json", "xml", "javascript"}) {
    if (type.find(text) != type.npos) return Packing::small;
  }
  return type.empty() ? Packing::small : Packing::fast;
}

// HEAD and 304 announce what they do not send.
bool is_truncated(const Exchange& exchange, const HttpHead& head) {
  if (exchange.request.method == "HEAD" || head.status == 304) return false;
  return falls_short(head, exchange.payload.size());
}

Headers common_fields(const Exchange& exchange, std::string_view type, const std::string& id,
                      const std::string& concurrent_to) {
  Headers fields = {{"WARC-Type", std::string(type)},
                    {"WARC-Record-ID", in_angles(id)},
                    {"WARC-Date", format_instant(exchange.at)},
                    {"WARC-Target-URI", one_line(exchange.url)}};
  if (!exchange.remote_ip.empty()) fields.emplace_back("WARC-IP-Address", exchange.remote_ip);
  if (!concurrent_to.empty()) fields.emplace_back("WARC-Concurrent-To", in_angles(concurrent_to));
  return fields;
}

void add_revisit_fields(Headers& fields, const FirstCapture& first) {
  fields.emplace_back("WARC-Profile", same_bytes_profile);
  fields.emplace_back("WARC-Refers-To", in_angles(first.record_id));
  fields.emplace_back("WARC-Refers-To-Target-URI", first.uri);
  fields.emplace_back("WARC-Refers-To-Date", format_instant(first.date));
}

std::string block_label(std::string_view head, std::string_view payload) {
  Sha256 hash;
  hash.update(head);
  hash.update(payload);
  return sha256_label(hash.finish());
}

}  // namespace

Archive::Archive(ArchiveOptions options, DigestIndex index)
    : options_(std::move(options)), index_(std::move(index)) {}

Result<std::unique_ptr<Archive>> Archive::open(ArchiveOptions options) {
  std::error_code failed;
  std::filesystem::create_directories(options.directory, failed);
  if (failed) {
    return Error{Fault::unwritable,
                 options.directory + ": a directory expected: " + failed.message()};
  }
  const auto finished = finish_abandoned_files(options.directory);
  if (!finished) return finished.error();
  auto index = DigestIndex::open(options.directory, DigestIndex::Access::read_write);
  if (!index) return index.error();
  return std::unique_ptr<Archive>(new Archive(std::move(options), std::move(*index)));
}

Archive::~Archive() {
  try {
    close_file();
  } catch (const std::exception&) {
    // The file keeps its `.open` name and its whole records; the next start finishes it.
    writer_.reset();
  }
}

void Archive::close_file() {
  if (!writer_) return;
  if (writer_->usable()) {
    writer_->close();
    if (listed_) index_.cover(writer_->name(), writer_->size());
  }
  writer_.reset();
}

void Archive::sync() {
  if (writer_) writer_->sync();
}

Result<void> Archive::make_file_for(Instant at) {
  const std::string day = day_of(at);
  // An answer that was under way at midnight may be older than the file.
  const bool fits =
      writer_ && writer_->usable() && day <= day_ && writer_->size() < options_.max_file_bytes;
  if (fits) return {};
  try {
    close_file();
  } catch (const std::exception& error) {
    writer_.reset();
    return Error{Fault::unwritable, error.what()};
  }
  return begin_file(day);
}

Result<void> Archive::begin_file(const std::string& day) {
  std::string name;
  do {
    name = "regwatch-" + day + "-" + std::to_string(::getpid()) + "-" +
           std::to_string(next_number_++) + ".warc.gz";
  } while (WarcWriter::exists(options_.directory, name));
  auto writer = WarcWriter::create(options_.directory, name);
  if (!writer) return writer.error();

  const std::string info =
      "software: " + options_.software +
      "\r\nformat: WARC File Format 1.1\r\nconformsTo: "
      "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/\r\n";
  std::string member;
  packer_.pack(member,
               {{"WARC-Type", "warcinfo"},
                {"WARC-Record-ID", in_angles(make_record_id())},
                {"WARC-Date", format_instant(system_now())},
                {"WARC-Filename", name},
                {"Content-Type", "application/warc-fields"},
                {"WARC-Block-Digest", sha256_label(sha256(info))}},
               {info}, Packing::fast);
  const auto appended = writer->append(member);
  if (!appended) {
    // Without its first record the file is nothing.
    ::unlink((options_.directory + "/" + name + ".open").c_str());
    return appended.error();
  }
  writer_.emplace(std::move(*writer));
  day_ = day;
  listed_ = true;
  return {};
}

void Archive::pack_request(const Exchange& exchange, const std::string& id,
                           const std::string& answer_id) {
  const std::string head = without_fields(
      exchange.request_head, {"Cookie", "Cookie2", "Authorization", "Proxy-Authorization"});
  Headers fields = common_fields(exchange, "request", id, answer_id);
  fields.emplace_back("Content-Type", "application/http; msgtype=request");
  fields.emplace_back("WARC-Block-Digest", block_label(head, exchange.request.body));
  packer_.pack(members_, fields, {head, exchange.request.body}, Packing::fast);
}

void Archive::pack_answer(const Exchange& exchange, const Headers& fields, bool with_payload) {
  const std::string head = without_fields(exchange.response_head, {"Transfer-Encoding"});
  const auto parsed = parse_http_head(head);
  const std::string_view payload = with_payload ? exchange.payload : std::string_view{};
  Headers all = fields;
  if (parsed && is_truncated(exchange, *parsed)) {
    all.emplace_back("WARC-Truncated", "disconnect");
  }
  all.emplace_back("Content-Type", "application/http; msgtype=response");
  all.emplace_back("WARC-Block-Digest", block_label(head, payload));
  const bool small_head = payload.empty() || !parsed;
  packer_.pack(members_, all, {head, payload},
               small_head ? Packing::fast : packing_for(parsed->headers));
}

void Archive::pack_resource(const Exchange& exchange, const std::string& id,
                            const Sha256Digest& digest) {
  Headers fields = common_fields(exchange, "resource", id, "");
  if (exchange.request.url != exchange.url)
    fields.emplace_back(asked_address_field, one_line(exchange.request.url));
  fields.emplace_back(made_by_field, exchange.made_by);
  fields.emplace_back("WARC-Payload-Digest", sha256_label(digest));
  fields.emplace_back("Content-Type", collapse_spaces(exchange.media_type));
  fields.emplace_back("WARC-Block-Digest", sha256_label(digest));
  packer_.pack(members_, fields, {exchange.payload}, Packing::small);
}

Result<CaptureRef> Archive::capture(const Exchange& exchange) {
  const auto ready = make_file_for(exchange.at);
  if (!ready) return ready.error();
  const Sha256Digest digest = sha256(exchange.payload);
  if (!exchange.made_by.empty()) {
    members_.clear();
    pack_resource(exchange, make_record_id(), digest);
    const auto begin = writer_->append(members_);
    if (!begin) return begin.error();
    return CaptureRef{writer_->name(), *begin, to_hex(digest)};
  }
  const auto head = parse_http_head(exchange.response_head);
  const bool not_modified = head && head->status == 304;
  const auto first = exchange.payload.empty() ? std::nullopt : index_.find(digest);
  const std::string id = make_record_id();

  members_.clear();
  std::string request_id;
  if (!exchange.request_head.empty()) {
    request_id = make_record_id();
    pack_request(exchange, request_id, id);
  }
  const std::uint64_t before_answer = members_.size();
  const bool revisit = not_modified || first;
  Headers fields = common_fields(exchange, revisit ? "revisit" : "response", id, request_id);
  if (not_modified) {
    fields.emplace_back("WARC-Profile", not_modified_profile);
  } else {
    fields.emplace_back("WARC-Payload-Digest", sha256_label(digest));
  }
  if (first) add_revisit_fields(fields, *first);
  pack_answer(exchange, fields, !revisit);

  const auto begin = writer_->append(members_);
  if (!begin) return begin.error();
  const CaptureRef ref{writer_->name(), *begin + before_answer, to_hex(digest)};
  if (!revisit && !exchange.payload.empty()) {
    const FirstCapture known{ref.file, ref.offset, id, exchange.at, one_line(exchange.url)};
    listed_ = index_.add(digest, known) && listed_;
  }
  constexpr std::size_t kept_bytes = 1u << 20;
  if (members_.capacity() > kept_bytes) std::string().swap(members_);
  return ref;
}

}  // namespace regwatch
