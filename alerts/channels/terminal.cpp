#include <cstdio>

#include "alerts/channel.h"

namespace regwatch {
namespace {

constexpr int columns = 78;

std::vector<std::string> compose(const Digest& digest, const Subscription&, const Message&,
                                 const ChannelContext& context) {
  return {digest_for_terminal(digest, columns, context.colour) + "\n"};
}

// A message that was composed for a terminal may be sent later, where there is none. The escape
// sequences are our own: foreign text holds none.
std::string without_colours(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const auto end = text.substr(at, 2) == "\x1b[" ? text.find('m', at) : text.npos;
    if (end != text.npos) {
      at = end + 1;
    } else {
      out += text[at++];
    }
  }
  return out;
}

SendOutcome send(const Message& message, std::string_view, const Subscription&,
                 const ChannelContext& context) {
  const std::string text = context.colour ? message.bytes : without_colours(message.bytes);
  const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  if (written && std::fflush(stdout) == 0) return {};
  std::clearerr(stdout);
  return {SendOutcome::Kind::try_later, "standard output cannot be written", true};
}

std::vector<std::string> recipients(const Subscription&) { return {"terminal"}; }

std::string check(const Subscription& subscription, const ChannelContext&) {
  if (!subscription.to.empty()) return "the terminal takes no 'to'";
  return subscription.path ? "the terminal takes no 'path'" : "";
}

}  // namespace

const Channel& channel_terminal() {
  static const Channel channel{"terminal", {}, compose, send, recipients, check};
  return channel;
}

}  // namespace regwatch
