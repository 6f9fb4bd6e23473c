#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "alerts/channel.h"
#include "crawler/post.h"

namespace regwatch {

/// What a post without an answer means for the message: unknown where all of it was handed over,
/// else to be tried later.
SendOutcome outcome_without_answer(const PostOutcome& posted);

/// What a server said, on one line of at most `limit` characters, without what it was told in
/// secret: a gateway or an endpoint may repeat the address, its parts or the credentials.
std::string server_words(std::string_view words, const PostRequest& request, std::size_t limit);

/// Tried later, and not before the answer said: `hooks.example.com: HTTP 503: upstream is down`.
/// What the address holds besides its host is not shown.
SendOutcome outcome_of_failure(const PostRequest& request, const PostAnswer& answer);

}  // namespace regwatch
