#pragma once

#include <string>
#include <vector>

#include "alerts/telling.h"
#include "storage/outbox.h"

namespace regwatch {

/// Makes messages of what is owed: composes what is due and freezes it, so that what is sent later
/// never changes.
class Composer {
 public:
  Composer(Database& database, const ChannelContext& context, const TellingOptions& options,
           TellingReport& report)
      : database_(database),
        context_(context),
        options_(options),
        report_(report),
        outbox_(database) {}

  void compose(const Subscription& subscription);

 private:
  bool is_due(const Subscription& subscription, std::optional<Instant>& since);
  void tell(const Subscription& subscription, const Channel& channel, Digest digest,
            std::vector<Owed>& all_owed);
  std::vector<Attachment> attachments_of(const std::string& notice);
  void freeze(const Subscription& subscription, const Channel& channel, const Digest& digest,
              const std::vector<long long>& deliveries);
  void freeze_parts(const Message& whole, const std::vector<std::string>& parts,
                    const Channel& channel, const std::vector<std::string>& recipients,
                    const std::vector<long long>& deliveries);
  void personalise(const Message& message, const Channel& channel,
                   const std::vector<std::string>& recipients);
  void problem(const Subscription& subscription, const std::string& what);

  Database& database_;
  const ChannelContext& context_;
  const TellingOptions& options_;
  TellingReport& report_;
  Outbox outbox_;
};

}  // namespace regwatch
