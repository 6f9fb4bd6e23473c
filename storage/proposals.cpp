#include "storage/proposals.h"

#include "storage/notices.h"
#include "storage/statement.h"

namespace regwatch {

std::optional<std::string> Proposals::asked(std::string_view notice_id) {
  Statement query(db_, "SELECT asked FROM english WHERE notice_id = ? AND by_person = 0",
                  notice_id);
  if (!query.step()) return std::nullopt;
  return query.text(0);
}

void Proposals::put(std::string_view notice_id, const English& english, std::string_view asked,
                    Instant at) {
  Notices(db_).put_english(notice_id, english, at);
  execute(db_, "UPDATE english SET asked = ? WHERE notice_id = ? AND by_person = 0", asked,
          notice_id);
}

Proposals::Use Proposals::used(CivilDate day) {
  Statement query(db_, "SELECT requests, tokens FROM english_use WHERE day = ?", day);
  if (!query.step()) return {};
  return {query.integer(0), query.integer(1)};
}

void Proposals::use(CivilDate day, const Use& more) {
  execute(db_,
          "INSERT INTO english_use (day, requests, tokens) VALUES (?, ?, ?) "
          "ON CONFLICT (day) DO UPDATE SET requests = requests + excluded.requests, "
          "tokens = tokens + excluded.tokens",
          day, more.requests, more.tokens);
}

}  // namespace regwatch
