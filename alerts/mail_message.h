#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "alerts/channel.h"

namespace regwatch {

/// A digest or an alert as an RFC 5322 message of a text and an HTML part. Where recipients can
/// unsubscribe (`[mail] unsubscribe`) its copies are still to be personalised; else `to` are named,
/// who may be none.
std::string compose_mail(const Digest& digest, const Subscription& subscription,
                         const Message& envelope, const ChannelContext& context,
                         const std::vector<std::string>& to);

/// What the copy of one recipient of such a message holds besides: `To`, `List-Unsubscribe` and
/// `List-Unsubscribe-Post` (RFC 2369 §3.2, RFC 8058 §3.1), and the link at the end of both parts.
/// None where there is no `[mail] unsubscribe`.
std::vector<Insertion> personalise_mail(const Message& message, std::string_view recipient,
                                        const std::string& token, const ChannelContext& context);

}  // namespace regwatch
