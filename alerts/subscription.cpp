#include "alerts/subscription.h"

#include <algorithm>

#include "base/text.h"

namespace regwatch {
namespace {

bool wants_topics(const Subscription& subscription, const Notice& notice) {
  if (subscription.topics.empty()) return true;
  const auto& topics = notice.classification.topics;
  return std::any_of(subscription.topics.begin(), subscription.topics.end(),
                     [&](const std::string& wanted) {
                       return wanted == "*" ? !topics.empty() : topics.contains(wanted);
                     });
}

bool wants_authority(const Subscription& subscription, const Notice& notice) {
  const auto& wanted = subscription.authorities;
  return wanted.empty() || std::any_of(wanted.begin(), wanted.end(), [&](const auto& code) {
           return iequals(code, notice.authority);
         });
}

bool wants_words(const Subscription& subscription, const Notice& notice, std::string_view text) {
  const auto in_title = [&](const auto& word) { return icontains(notice.title, word); };
  const auto anywhere = [&](const auto& word) { return in_title(word) || icontains(text, word); };
  const auto& unwanted = subscription.not_words;
  if (std::any_of(unwanted.begin(), unwanted.end(), in_title)) return false;
  const auto& words = subscription.words;
  return words.empty() || std::any_of(words.begin(), words.end(), anywhere);
}

}  // namespace

bool is_feed_name(std::string_view name) {
  return !name.empty() && name.size() <= 60 && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

Instant next_loud_occurrence(const Subscription& subscription, Instant now) {
  Instant moment = subscription.when.next_occurrence(now);
  for (int i = 0; i < 14 && subscription.quiet.until(moment); ++i)
    moment = subscription.when.next_occurrence(moment);
  return moment;
}

Instant last_loud_occurrence(const Subscription& subscription, Instant now) {
  Instant moment = subscription.when.last_occurrence(now);
  for (int i = 0; i < 14 && subscription.quiet.until(moment); ++i)
    moment = subscription.when.last_occurrence(moment - std::chrono::seconds{1});
  return moment;
}

bool matches(const Subscription& subscription, const Notice& notice, std::string_view text) {
  if (!subscription.notices) return false;
  const auto& kinds = subscription.kinds;
  const bool kind = kinds.empty() || std::find(kinds.begin(), kinds.end(),
                                               notice.classification.kind) != kinds.end();
  return kind && wants_topics(subscription, notice) && wants_authority(subscription, notice) &&
         wants_words(subscription, notice, text);
}

}  // namespace regwatch
