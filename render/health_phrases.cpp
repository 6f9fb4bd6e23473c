#include "render/health_phrases.h"

#include <algorithm>
#include <map>

#include "base/text.h"
#include "base/url.h"
#include "render/clean.h"

namespace regwatch {
namespace {

constexpr std::size_t fewest_together = 4;

// A reason without the names of the source's own host and page.
std::string cause_of(std::string reason, std::string_view url) {
  reason = replace_all(std::move(reason), url, "*");
  const auto parsed = parse_url(url);
  return parsed ? replace_all(std::move(reason), parsed->host, "*") : reason;
}

std::string url_of(const std::string& source, const Digest& digest) {
  for (const SourceLine& line : digest.sources) {
    if (line.id == source) return line.url;
  }
  return "";
}

// By cause, in the order in which each cause comes first.
template <class Item, class Cause>
std::vector<std::vector<const Item*>> by_cause(const std::vector<const Item*>& items, Cause cause) {
  std::map<std::string, std::size_t> places;
  std::vector<std::vector<const Item*>> groups;
  for (const Item* item : items) {
    const auto [place, is_new] = places.emplace(cause(*item), groups.size());
    if (is_new) groups.emplace_back();
    groups[place->second].push_back(item);
  }
  return groups;
}

template <class Item>
std::string names_of(const std::vector<const Item*>& items, std::string Item::*name) {
  std::vector<std::string> names;
  for (const Item* item : items) names.push_back(clean_line(item->*name, 80));
  return join(names, ", ");
}

std::string words_of(const std::string& verdict, const std::string& reason) {
  std::string out = clean_line(verdict, 40);
  if (!reason.empty()) out += ", " + clean_line(reason, 300);
  return out;
}

std::string together(const std::vector<const HealthEvent*>& events) {
  const HealthEvent& first = *events.front();
  const std::string names = names_of(events, &HealthEvent::source);
  const std::string count = std::to_string(events.size()) + " sources ";
  const std::string when = format_china_time(first.at);
  if (!first.blind) return count + "see again, since " + when + ": " + names + ".";
  return count + "went blind at " + when +
         " for one cause: " + words_of(first.verdict, first.reason) + ". They are: " + names + ".";
}

}  // namespace

std::string health_heading(const Outline& outline) {
  const auto of_subscription = [](const HealthEvent* event) {
    return event->subscription.has_value();
  };
  const auto count = std::count_if(outline.health.begin(), outline.health.end(), of_subscription);
  if (count == 0) return "Sources that went blind or see again";
  const bool all = static_cast<std::size_t>(count) == outline.health.size();
  return all ? "Subscriptions that are not told as they should be, or are again"
             : "Sources that went blind or see again, and subscriptions not told";
}

std::vector<HealthPhrase> health_phrases(const Outline& outline, const Digest& digest) {
  const auto cause = [&](const HealthEvent& event) {
    // Each is told by itself: somebody waits for what did not come.
    if (event.subscription) return *event.subscription + " " + std::to_string(event.id);
    const std::string when = format_china_time(event.at);
    if (!event.blind) return "sees again " + when;
    return event.verdict + " " + when + " " + cause_of(event.reason, url_of(event.source, digest));
  };
  std::vector<HealthPhrase> phrases;
  for (const auto& group : by_cause(outline.health, cause)) {
    if (group.size() >= fewest_together) {
      phrases.push_back({group.front()->blind, together(group)});
      continue;
    }
    for (const HealthEvent* event : group)
      phrases.push_back({event->blind, health_phrase(*event, digest)});
  }
  return phrases;
}

std::vector<std::string> standing_phrases(const std::vector<const SourceLine*>& sources) {
  const auto cause = [](const SourceLine& source) {
    return source.verdict + " " + cause_of(source.reason, source.url);
  };
  std::vector<std::string> phrases;
  for (const auto& group : by_cause(sources, cause)) {
    if (group.size() >= fewest_together) {
      const SourceLine& first = *group.front();
      phrases.push_back(std::to_string(group.size()) +
                        " sources: " + words_of(first.verdict, first.reason) +
                        ". They are: " + names_of(group, &SourceLine::id) + ".");
      continue;
    }
    for (const SourceLine* source : group) phrases.push_back(standing_phrase(*source));
  }
  return phrases;
}

}  // namespace regwatch
