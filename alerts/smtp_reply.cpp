#include "alerts/smtp_reply.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.h"
#include "render/clean.h"

namespace regwatch {
namespace {

// RFC 3463 §3.2 and RFC 7505 §3: of `5.1.x` those that are about the recipient's address. 5.1.7 and
// 5.1.8 are about the sender's, 5.1.0 about either; 5.1.5 and 5.1.9 refuse nothing.
constexpr std::array gone_addresses{1, 2, 3, 4, 6, 10};
constexpr std::array wrong_senders{7, 8};

// What servers without enhanced codes (QQ's and NetEase's among them) say of a name that they do
// not have, in answer to a bare 550.
constexpr std::array<std::string_view, 10> words_of_unknown{
    "no such user",    "no such mailbox",   "user unknown",      "unknown user",
    "user not found",  "unknown mailbox",   "mailbox not found", "recipient unknown",
    "invalid mailbox", "user doesn't exist"};

std::optional<EnhancedStatus> parse_status(std::string_view text) {
  EnhancedStatus status;
  const char* at = text.data();
  const char* end = at + text.size();
  for (int* part : {&status.reply_class, &status.subject, &status.detail}) {
    const auto [stop, failed] = std::from_chars(at, end, *part);
    if (failed != std::errc{} || *part < 0 || *part > 999) return std::nullopt;
    at = stop;
    if (part == &status.detail) break;
    if (at == end || *at != '.') return std::nullopt;
    ++at;
  }
  const bool ends = at == end || *at == ' ' || *at == '\r' || *at == '\n';
  return ends ? std::optional(status) : std::nullopt;
}

bool is_one_of(const auto& all, int detail) {
  return std::find(all.begin(), all.end(), detail) != all.end();
}

}  // namespace

SmtpReply parse_smtp_reply(std::string_view line) {
  SmtpReply reply;
  reply.text = clean_line(line, 200);
  if (line.size() < 3 || !is_digits(line.substr(0, 3))) return reply;
  std::from_chars(line.data(), line.data() + 3, reply.code);
  // Its class repeats the code's; other digits are a version or an address.
  if (line.size() > 4) reply.status = parse_status(line.substr(4));
  if (reply.status && reply.status->reply_class != reply.code / 100) reply.status.reset();
  return reply;
}

bool says_recipient_gone(const SmtpReply& reply) {
  if (!reply.is_permanent()) return false;
  if (reply.status) {
    const auto& [reply_class, subject, detail] = *reply.status;
    return (subject == 1 && is_one_of(gone_addresses, detail)) || (subject == 2 && detail == 1);
  }
  return reply.code == 550 &&
         std::any_of(words_of_unknown.begin(), words_of_unknown.end(),
                     [&](std::string_view words) { return icontains(reply.text, words); });
}

bool says_sender_refused(const SmtpReply& reply) {
  return reply.is_permanent() && reply.status && reply.status->subject == 1 &&
         is_one_of(wrong_senders, reply.status->detail);
}

}  // namespace regwatch
