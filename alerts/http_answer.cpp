#include "alerts/http_answer.h"

#include <algorithm>
#include <vector>

#include "base/text.h"
#include "base/url.h"
#include "render/clean.h"

namespace regwatch {
namespace {

constexpr std::size_t shortest_secret = 6;

// The path, each of its parts, each value of the query as written and decoded, and what proves who
// asks. The longest first, so that none is left of which a shorter one is a part.
std::vector<std::string> secrets_of(const PostRequest& request) {
  std::vector<std::string> out;
  const auto add = [&](std::string_view secret) {
    if (secret.size() >= shortest_secret) out.emplace_back(secret);
  };
  if (const auto url = parse_url(request.url)) {
    for (const auto part : split(url->path, '/')) add(part);
    for (const auto pair : split(url->query, '&')) add(pair.substr(pair.find('=') + 1));
    for (const auto& [name, value] : parse_query(url->query)) add(value);
  }
  for (const auto& [name, value] : request.headers) {
    if (iequals(name, "Authorization")) add(value.substr(value.find(' ') + 1));
  }
  std::sort(out.begin(), out.end(),
            [](const auto& a, const auto& b) { return a.size() > b.size(); });
  return out;
}

}  // namespace

SendOutcome outcome_without_answer(const PostOutcome& posted) {
  const std::string why = clean_line(posted.why);
  if (!posted.may_have_arrived) return {SendOutcome::Kind::try_later, why};
  return {SendOutcome::Kind::unknown, "no answer after the message was handed over: " + why};
}

std::string server_words(std::string_view words, const PostRequest& request, std::size_t limit) {
  // Cleaned before, so that a control character within a secret does not hide it.
  std::string out = clean_line(words, limit * 8);
  for (const std::string& secret : secrets_of(request))
    out = replace_all(std::move(out), secret, "…");
  return ellipsize(out, limit);
}

SendOutcome outcome_of_failure(const PostRequest& request, const PostAnswer& answer) {
  const auto url = parse_url(request.url);
  std::string why = (url ? url->host : "") + ": HTTP " + std::to_string(answer.status);
  if (answer.status >= 300 && answer.status < 400) {
    why += ", a redirect, which is not followed: the address itself is to be changed";
  } else if (const auto words = server_words(answer.body, request, 120); !words.empty()) {
    why += ": " + words;
  }
  SendOutcome outcome{SendOutcome::Kind::try_later, why};
  outcome.retry_after = answer.retry_after;
  return outcome;
}

}  // namespace regwatch
