#include "alerts/unsubscribe.h"

#include <algorithm>

#include "alerts/mime.h"
#include "base/sha256.h"
#include "base/text.h"
#include "base/url.h"
#include "storage/recipients.h"

namespace regwatch {
namespace {

constexpr std::string_view field_name = "List-Unsubscribe";
constexpr std::string_view field_value = "One-Click";
constexpr std::size_t most_token = 200;

// ── the request ─────────────────────────────────────────────────────────────────────────────────

std::optional<std::string> token_in(std::string_view query) {
  for (const auto& [name, value] : parse_query(query)) {
    if (name == "t" && is_hex(value) && value.size() <= most_token) return ascii_lower(value);
  }
  return std::nullopt;
}

// The value of `name=VALUE` or `name="VALUE"` among the parameters of a header field.
std::string parameter_of(std::string_view field, std::string_view name) {
  for (const auto part : split(field, ';')) {
    const auto equals = part.find('=');
    if (equals == part.npos || !iequals(trim(part.substr(0, equals)), name)) continue;
    auto value = trim(part.substr(equals + 1));
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"')
      value = value.substr(1, value.size() - 2);
    return std::string(value);
  }
  return "";
}

bool is_one_click_part(std::string_view part) {
  const auto blank = part.find("\r\n\r\n");
  if (blank == part.npos || trim(part.substr(blank)) != field_value) return false;
  for (const auto line : split(part.substr(0, blank), '\n')) {
    if (ascii_lower(trim(line)).starts_with("content-disposition:") &&
        parameter_of(line, "name") == field_name)
      return true;
  }
  return false;
}

// RFC 7578 §4: parts that the boundary divides.
bool has_one_click_part(std::string_view body, const std::string& boundary) {
  if (boundary.empty()) return false;
  const std::string delimiter = "--" + boundary;
  for (auto at = body.find(delimiter); at != body.npos;) {
    const auto begin = at + delimiter.size();
    at = body.find(delimiter, begin);
    if (is_one_click_part(body.substr(begin, at == body.npos ? at : at - begin))) return true;
  }
  return false;
}

bool says_one_click(const UnsubscribeRequest& request) {
  if (ascii_lower(request.content_type).starts_with("multipart/form-data"))
    return has_one_click_part(request.body, parameter_of(request.content_type, "boundary"));
  const auto fields = parse_query(trim(request.body));
  return std::any_of(fields.begin(), fields.end(), [](const auto& field) {
    return field.first == field_name && field.second == field_value;
  });
}

// ── the answer ──────────────────────────────────────────────────────────────────────────────────

constexpr std::string_view style =
    "body{font:1.1em/1.6 sans-serif;max-width:34em;margin:3em auto;padding:0 1em}"
    "button{font:inherit;padding:.5em 1.5em}";

constexpr std::string_view ask = R"(<h1>取消订阅 <span lang="en">Unsubscribe</span></h1>
<p>按下按钮后，此地址不再收到这份订阅的邮件。</p>
<p lang="en">Press the button, and this address is sent no more mail of this subscription.</p>
<form method="post"><input type="hidden" name="List-Unsubscribe" value="One-Click">
<button type="submit">取消订阅 <span lang="en">Unsubscribe</span></button></form>
)";

constexpr std::string_view done = R"(<h1>已取消订阅 <span lang="en">Unsubscribed</span></h1>
<p>此链接所属的地址不再收到这份订阅的邮件。已在途中的邮件仍可能送达。</p>
<p lang="en">The address that this link belongs to is sent no more mail of this subscription. What is
on its way may still arrive.</p>
)";

constexpr std::string_view not_understood =
    R"(<h1>请求有误 <span lang="en">Not understood</span></h1>
<p>没有作任何更改。请重新打开邮件中的链接。</p>
<p lang="en">Nothing was changed. Please open the link in the mail once more.</p>
)";

constexpr std::string_view try_again =
    R"(<h1>请稍后再试 <span lang="en">Please try again</span></h1>
<p>没有作任何更改。请过几分钟再打开此页。</p>
<p lang="en">Nothing was changed. Please open this page again in a few minutes.</p>
)";

std::string page_of(std::string_view content) {
  std::string page =
      "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<title>取消订阅 Unsubscribe</title>\n<style>";
  page.append(style).append("</style>\n</head>\n<body>\n<main>\n");
  return page.append(content).append("</main>\n</body>\n</html>\n");
}

UnsubscribeAnswer answer_of(int status, std::string_view content) {
  const Sha256Digest hash = sha256(style);
  const std::string style_hash =
      base64(std::string_view(reinterpret_cast<const char*>(hash.data()), hash.size()));
  UnsubscribeAnswer answer;
  answer.status = status;
  answer.body = page_of(content);
  answer.fields = {
      {"Content-Type", "text/html; charset=utf-8"},
      {"Cache-Control", "no-store"},
      {"Referrer-Policy", "no-referrer"},
      {"Content-Security-Policy", "default-src 'none'; style-src 'sha256-" + style_hash +
                                      "'; form-action 'self'; base-uri 'none'; "
                                      "frame-ancestors 'none'"},
      {"X-Content-Type-Options", "nosniff"},
      {"X-Robots-Tag", "noindex"},
  };
  return answer;
}

}  // namespace

std::string check_unsubscribe_url(const std::string& url) {
  const auto parsed = parse_url(url);
  const bool plain = std::all_of(url.begin(), url.end(), [](char c) {
    return c > 0x20 && c < 0x7F && c != '<' && c != '>' && c != '"';
  });
  if (parsed && parsed->scheme == "https" && parsed->fragment.empty() && plain && url.size() <= 500)
    return "";
  return "an https address is expected, such as https://news.example.com/regwatch/unsubscribe";
}

std::string unsubscribe_link(const std::string& url, const std::string& token) {
  return url + (url.find('?') == url.npos ? "?t=" : "&t=") + token;
}

UnsubscribeAnswer answer_unsubscribe(const UnsubscribeRequest& request) {
  const bool looks = request.method == "GET" || request.method == "HEAD";
  if (looks) {
    UnsubscribeAnswer answer = answer_of(200, ask);
    if (request.method == "HEAD") answer.body.clear();
    return answer;
  }
  if (request.method != "POST") {
    UnsubscribeAnswer answer = answer_of(405, not_understood);
    answer.fields.emplace_back("Allow", "GET, HEAD, POST");
    return answer;
  }
  if (request.body.size() > most_unsubscribe_body) return answer_of(413, not_understood);
  if (!says_one_click(request)) return answer_of(400, not_understood);
  UnsubscribeAnswer answer = answer_of(200, done);
  answer.token = token_in(request.query);
  return answer;
}

UnsubscribeAnswer unsubscribe_unavailable() {
  UnsubscribeAnswer answer = answer_of(503, try_again);
  answer.fields.emplace_back("Retry-After", "300");
  return answer;
}

void unsubscribe(Database& database, std::string_view token, Instant now) {
  // Begun for a token of nobody too: where nothing can be written both fail.
  Transaction transaction(database);
  if (const auto owner = UnsubscribeTokens(database).find(token)) {
    PausedRecipients(database).pause({owner->subscription, owner->recipient,
                                      PauseCause::unsubscribed, now, "by the link in a mail"});
  }
  transaction.commit();
}

}  // namespace regwatch
