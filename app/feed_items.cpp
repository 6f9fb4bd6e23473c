#include "app/feed_items.h"

#include <algorithm>

#include "alerts/telling.h"
#include "app/version_text.h"
#include "base/text.h"
#include "render/atom.h"
#include "render/clean.h"
#include "render/json_feed.h"

namespace regwatch {
namespace {

FeedDefinition definition_of(const Subscription& subscription) {
  FeedDefinition out;
  out.name = "feeds/" + *subscription.feed;
  out.title = clean_line(subscription.name, 120);
  out.group = "Subscriptions 订阅";
  out.subscription = &subscription;
  return out;
}

FeedDefinition definition_of(const Source& source) {
  const std::string institution =
      clean_line(source.institution.empty() ? source.authority : source.institution, 80);
  FeedDefinition out;
  out.name = "sources/" + source.id;
  out.title = institution + " · " + clean_line(source.name.empty() ? source.id : source.name, 80);
  out.description = clean_line(source.url, 400);
  out.group = institution;
  if (!source.english.empty()) out.group += " " + clean_line(source.english, 100);
  out.source = &source;
  return out;
}

}  // namespace

std::vector<FeedDefinition> feed_definitions(const PublishSettings& settings,
                                             const std::vector<Source>& sources,
                                             const std::vector<Subscription>& subscriptions) {
  std::vector<FeedDefinition> out;
  for (const Subscription& subscription : subscriptions) {
    if (subscription.feed) out.push_back(definition_of(subscription));
  }
  if (!settings.sources) return out;
  std::vector<std::string> groups;
  std::vector<FeedDefinition> of_sources;
  for (const Source& source : sources) {
    of_sources.push_back(definition_of(source));
    const auto& group = of_sources.back().group;
    if (std::find(groups.begin(), groups.end(), group) == groups.end()) groups.push_back(group);
  }
  for (const auto& group : groups) {
    for (FeedDefinition& definition : of_sources) {
      if (definition.group == group) out.push_back(definition);
    }
  }
  return out;
}

std::vector<PublishedListing> feed_listings(const std::vector<FeedDefinition>& definitions) {
  std::vector<PublishedListing> out;
  for (const FeedDefinition& feed : definitions) {
    out.push_back({feed.group,
                   feed.title,
                   {{feed.name + std::string(atom_ending), "application/atom+xml", "Atom"},
                    {feed.name + std::string(json_feed_ending), "application/feed+json", "JSON"}}});
  }
  return out;
}

FeedPage feed_page(const FeedDefinition& definition, const PublishSettings& settings) {
  FeedPage page;
  // Neither title nor address: what a reader knows the feed by outlives both.
  page.id = settings.tag_of(definition.name);
  page.title = definition.title;
  page.description = definition.description;
  page.home = settings.address;
  page.generator = "regwatch";
  page.address = settings.link_to(definition.name);
  return page;
}

FeedItems::FeedItems(Database& database, const PublishSettings& settings,
                     const std::vector<Source>& sources)
    : database_(database), notices_(database), feeds_(database), settings_(settings) {
  for (const Source& source : sources) {
    Institution& institution = institutions_[source.authority];
    if (institution.chinese.empty()) institution.chinese = source.institution;
    if (institution.english.empty()) institution.english = source.english;
  }
}

FeedItem FeedItems::of(const Notice& notice) {
  const auto changes = notices_.changes_of(notice.id);
  const auto institution = institutions_.find(notice.authority);
  return feed_item_of(
      {notice, changes, feeds_.attachments_of(notice.id), elsewhere_of(database_, notice.id),
       institution == institutions_.end() ? Institution() : institution->second},
      [this](std::string_view what) { return settings_.tag_of(what); });
}

bool feed_takes(Notices& notices, const Subscription& subscription, const Notice& notice) {
  const bool words = !subscription.words.empty();
  return matches(subscription, notice, words ? newest_text(notices, notice.id) : "");
}

std::string filter_words(const Subscription& subscription) {
  std::vector<std::string> kinds;
  for (const Kind kind : subscription.kinds) kinds.emplace_back(name_of(kind));
  std::string out = subscription.notices ? "notices" : "none";
  for (const auto& words : {kinds, subscription.topics, subscription.authorities,
                            subscription.words, subscription.not_words})
    out += "\n" + join(words, "\t");
  return out;
}

}  // namespace regwatch
