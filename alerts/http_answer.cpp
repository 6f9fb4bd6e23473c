#include "alerts/http_answer.h"

#include "base/url.h"
#include "render/clean.h"

namespace regwatch {

SendOutcome outcome_without_answer(const PostOutcome& posted) {
  if (!posted.may_have_arrived) return {SendOutcome::Kind::try_later, posted.why};
  return {SendOutcome::Kind::unknown, "no answer after the message was handed over: " + posted.why};
}

SendOutcome outcome_of_failure(const PostRequest& request, const PostAnswer& answer) {
  const auto url = parse_url(request.url);
  std::string why = (url ? url->host : "") + ": HTTP " + std::to_string(answer.status);
  if (answer.status >= 300 && answer.status < 400) {
    why += ", a redirect, which is not followed: the address itself is to be changed";
  } else if (const std::string words = clean_line(answer.body, 120); !words.empty()) {
    why += ": " + words;
  }
  SendOutcome outcome{SendOutcome::Kind::try_later, why};
  outcome.retry_after = answer.retry_after;
  return outcome;
}

}  // namespace regwatch
