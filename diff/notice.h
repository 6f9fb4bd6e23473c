#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "crawler/fetcher.h"
#include "crawler/message.h"
#include "diff/kind.h"
#include "documents/document.h"
#include "parsers/article.h"

namespace regwatch {

enum class NoticeStatus { listed, delisted, withdrawn };
std::string_view name_of(NoticeStatus status);
std::optional<NoticeStatus> status_named(std::string_view name);

/// What a notice is called in English, and what it says in a few sentences.
struct English {
  std::string title;    ///< Empty: nobody wrote one.
  std::string summary;  ///< Likewise.
  bool by_person = true;
  std::string model;  ///< Of a machine's: which.
};

/// One published thing, in our memory.
struct Notice {
  std::string id;         ///< Short, stable, typed by people: `k7m3q9x`.
  std::string canonical;  ///< Its identity: canonical_address(url).
  std::string url;        ///< As the site printed it.
  std::string title;
  std::optional<CivilDate> published;
  std::string authority;
  std::vector<std::string> sources;  ///< Ids of the columns that list it.
  Classification classification;
  bool kind_by_person = false;  ///< A person's word stays.
  bool topics_by_person = false;
  bool section_by_person = false;
  NoticeStatus status = NoticeStatus::listed;
  Instant first_seen{};
  Instant last_seen{};
  std::optional<std::string> publisher;
  std::optional<std::string> document_number;
  Facts facts;  ///< Of the newest version, completed by what lists know.
  /// A person's, else what a machine proposed and no person has accepted yet.
  std::optional<English> english;
};

/// A file as fetched. `sha256` absent: not fetched yet, `problem` says why.
struct AttachmentState {
  Attachment attachment;
  std::optional<std::string> sha256;  ///< Hex, of the file's bytes.
  std::uint64_t bytes = 0;
  std::optional<CaptureRef> capture;
  Validators validators;
  std::string problem;
  /// What was read of it, kept by its bytes; absent where nobody asked for it.
  std::optional<DocumentText> text;
  std::optional<Instant> missing_since;  ///< When its address answered 404 or 410 last.
};

/// What a notice's page said at an instant.
struct Version {
  int number = 0;  ///< 1, 2, … within the notice.
  Instant fetched_at{};
  std::string reader;  ///< article_reader_version() that read it.
  std::string
      body_sha256;  ///< Hex, of the decoded page; of a split article the digests joined by `+`.
  std::optional<CaptureRef> capture;
  Article article;
  std::vector<AttachmentState> files;  ///< One for each of article.attachments, in order.
};

/// The address by which notices are told apart (DESIGN §9): scheme, default port, fragment, the
/// www/wap twins of one institution and tracking parameters removed; all else kept.
std::string canonical_address(std::string_view url);

/// The id of the notice of that identity, `length` characters of Crockford's base 32 in lower case.
/// Longer only where the shorter is taken.
std::string notice_id(std::string_view canonical, std::size_t length = 7);

}  // namespace regwatch
