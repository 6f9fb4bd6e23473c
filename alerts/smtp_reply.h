#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace regwatch {

/// RFC 3463 §2: `5.1.1`, what the digits of the reply are too few for.
struct EnhancedStatus {
  int reply_class = 0;
  int subject = 0;
  int detail = 0;
};

/// One line of a server's reply (RFC 5321 §4.2).
struct SmtpReply {
  int code = 0;  ///< 0: there was none.
  std::optional<EnhancedStatus> status;
  std::string text;  ///< The whole line on one line, clean, at most 200 characters.

  bool is_positive() const { return code >= 200 && code < 400; }
  bool is_temporary() const { return code >= 400 && code < 500; }
  bool is_permanent() const { return code >= 500 && code < 600; }
};
SmtpReply parse_smtp_reply(std::string_view line);

/// Whether a refusal says that there is no such mailbox, or that it takes no mail any more. What is
/// refused for its size, its content or the server's rules was refused for this message only.
bool says_recipient_gone(const SmtpReply& reply);
/// Whether a refusal is of the sender, whichever command it answered: servers put it off until a
/// recipient was named.
bool says_sender_refused(const SmtpReply& reply);

}  // namespace regwatch
