#pragma once

#include <string>
#include <string_view>

#include "alerts/channel.h"

namespace regwatch {

/// What is wrong with a server's address, `smtp://host:port` or `smtps://host:port`; empty when
/// nothing.
std::string check_smtp_url(const std::string& url);

/// Hands a message over for one recipient (RFC 5321 §3.3): one connection, one transaction. `from`
/// and `to` are addresses alone. Every failure is an outcome.
SendOutcome send_by_smtp(const MailServer& server, const std::string& from, const std::string& to,
                         std::string_view bytes);

}  // namespace regwatch
