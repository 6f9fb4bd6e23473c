#pragma once

#include <string>

#include "storage/database.h"
#include "storage/notices.h"
#include "tests/temporary_directory.h"

namespace regwatch {

using Workshop = TemporaryDirectory;

inline Instant at(std::string_view text) { return parse_instant(text).value(); }
inline CivilDate day(std::string_view text) { return parse_date(text).value(); }

/// A notice whose address ends in `name`, first seen at the given instant.
inline Notice notice_named(const std::string& name, std::string title = "关于公开征求意见的通知",
                           std::string_view seen = "2026-09-18T01:00:00Z") {
  Notice notice;
  notice.id = name;
  notice.canonical = "//example.gov.cn/" + name;
  notice.url = "https://www.example.gov.cn/" + name;
  notice.title = std::move(title);
  notice.authority = "EXAMPLE";
  notice.first_seen = notice.last_seen = at(seen);
  return notice;
}

inline Version version_saying(const std::vector<std::string>& paragraphs,
                              std::string_view fetched = "2026-09-18T01:00:00Z") {
  Version version;
  version.fetched_at = at(fetched);
  version.reader = "generic 1";
  version.body_sha256 = std::string(64, 'a');
  version.article.title = "题";
  version.article.paragraphs = paragraphs;
  return version;
}

inline std::vector<std::string> ids_of(const std::vector<Notice>& notices) {
  std::vector<std::string> ids;
  for (const Notice& notice : notices) ids.push_back(notice.id);
  return ids;
}

}  // namespace regwatch
