// Archives: ZIP, 7z, and RAR as far as libarchive reads it. Every member that is a document is read
// as one, archives in it too, two deep. Nothing touches the disk.

#include "base/text.h"
#include "documents/archive_members.h"
#include "documents/reader.h"

namespace regwatch {
namespace {

using Outcome = DocumentText::Outcome;

constexpr int deepest = 2;
constexpr std::size_t most_problems = 10;

// What systems leave behind in archives.
bool is_litter(std::string_view name) {
  const std::string_view last = name.substr(name.rfind('/') + 1);
  return name.rfind("__MACOSX/", 0) == 0 || last.rfind("._", 0) == 0 || last == ".DS_Store" ||
         iequals(last, "Thumbs.db") || iequals(last, "desktop.ini");
}

// How the members went, and what became of the whole by that.
struct Tally {
  std::size_t members = 0, read = 0, scanned = 0, unread = 0, encrypted = 0;
  std::vector<std::string> problems;

  void add(const std::string& name, const ReadResult& result) {
    ++members;
    read += result.outcome == Outcome::read;
    scanned += result.outcome == Outcome::scanned;
    unread += result.outcome == Outcome::unread;
    if (!result.problem.empty()) note(name + ": " + result.problem);
  }

  void note(std::string problem) {
    if (problems.size() < most_problems)
      problems.push_back(std::move(problem));
    else if (problems.size() == most_problems)
      problems.push_back("and more");
  }

  Outcome outcome() const {
    if (read > 0) return Outcome::read;
    if (scanned > 0) return Outcome::scanned;
    return unread > 0 ? Outcome::unread : Outcome::failed;
  }
};

ReadResult read_member(const DocumentInput& archive, const std::string& name,
                       const std::string& bytes, std::size_t& left, TextSink& sink) {
  DocumentInput member;
  member.bytes = bytes;
  member.name = name;
  member.depth = archive.depth + 1;
  member.deadline = archive.deadline;
  member.unpack_left = &left;
  sink.add(name);
  return read_input(member, sink);
}

// What stops the reading of an archive, in words; empty at its end.
std::string read_members(const DocumentInput& input, ArchiveMembers& members, std::size_t& left,
                         Tally& tally, TextSink& sink) {
  while (!sink.full()) {
    if (std::chrono::steady_clock::now() > input.deadline) return "it takes too long to read whole";
    const auto more = members.next();
    if (!more) return more.error().message;
    if (!*more) return "";
    const std::string name = members.name();
    if (is_litter(name)) continue;
    if (members.encrypted()) {
      ++tally.encrypted;
      tally.add(name, ReadResult::unread("it is encrypted"));
      continue;
    }
    const auto bytes = members.read();
    if (!bytes && bytes.error().fault == Fault::too_large) return bytes.error().message;
    if (!bytes) {
      tally.add(name, ReadResult::failed("damaged (" + bytes.error().message + ")"));
      continue;
    }
    if (bytes->size() > left) return "it unpacks to far more than a document would";
    left -= bytes->size();
    tally.add(name, read_member(input, name, *bytes, left, sink));
  }
  return "";
}

ReadResult read_archive(const DocumentInput& input, TextSink& sink) {
  const DocumentKind kind = kind_of_document(input.bytes, input.name);
  const std::string what(name_of(kind));
  if (input.depth >= deepest)
    return ReadResult::unread(what + ": archives are read two deep, not deeper");
  std::size_t left =
      input.unpack_left != nullptr ? *input.unpack_left : ArchiveLimits().total_bytes;
  Tally tally;
  std::string stop;
  auto members = ArchiveMembers::open(input.bytes);
  stop = members ? read_members(input, *members, left, tally, sink) : members.error().message;
  if (input.unpack_left != nullptr) *input.unpack_left = left;

  if (tally.members > 0 && tally.encrypted == tally.members)
    return ReadResult::unread("encrypted " + what + ": it opens with a password only");
  if (kind == DocumentKind::rar && tally.read == 0 && !stop.empty())
    return ReadResult::unread(what + ": no reader installed for this one (" + stop + ")");
  if (!stop.empty()) tally.note(stop);
  ReadResult result;
  result.problem = join(tally.problems, "; ");
  result.outcome = stop.empty() ? tally.outcome() : Outcome::failed;
  if (tally.members == 0 && stop.empty()) result.problem = "the " + what + " is empty";
  return result;
}

}  // namespace

const Reader& reader_zip() {
  static const Reader reader{
      "zip", 1, {DocumentKind::zip, DocumentKind::rar, DocumentKind::seven_zip}, &read_archive};
  return reader;
}

}  // namespace regwatch
