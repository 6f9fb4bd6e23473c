#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/time.h"
#include "storage/database.h"

namespace regwatch {

/// What is wrong with the address that recipients unsubscribe at: RFC 8058 §3.1 wants https. Empty
/// when nothing.
std::string check_unsubscribe_url(const std::string& url);
/// The address of one recipient; the token is its parameter `t`.
std::string unsubscribe_link(const std::string& url, const std::string& token);

/// A request to that address, as a web server hands it on. All of it is foreign.
struct UnsubscribeRequest {
  std::string method;
  std::string query;
  std::string content_type;
  std::string body;
};

/// More of a body is not read; what a mail program or our button sends takes some hundred bytes.
inline constexpr std::size_t most_unsubscribe_body = 16 * 1024;

struct UnsubscribeAnswer {
  int status = 200;
  std::vector<std::pair<std::string, std::string>> fields;
  std::string body;                  ///< A page; empty for HEAD.
  std::optional<std::string> token;  ///< Whose owner is to be unsubscribed, if it has one.
};

/// GET and HEAD show a page with one button and ask for nothing. POST with
/// `List-Unsubscribe=One-Click`, as a mail program sends it (urlencoded or multipart/form-data, RFC
/// 8058 §3.2) and as the button does, gives the token. The answer is the same whether anybody has
/// that token. Pure.
UnsubscribeAnswer answer_unsubscribe(const UnsubscribeRequest& request);
/// Where the database could not be written: nothing was changed.
UnsubscribeAnswer unsubscribe_unavailable();

/// Pauses the recipient whose token it is, in one short transaction. Nothing is said of whether
/// there is one. Throws StorageError.
void unsubscribe(Database& database, std::string_view token, Instant now);

}  // namespace regwatch
