#include <iostream>

#include "app/commands.h"
#include "app/exit_status.h"
#include "app/feed_items.h"
#include "app/sources_file.h"
#include "render/atom.h"
#include "render/json_feed.h"
#include "render/opml.h"

namespace regwatch {
namespace {

const Subscription& subscription_or_usage(const Config& config, const std::string& name) {
  for (const Subscription& subscription : config.subscriptions) {
    if (subscription.name == name || subscription.feed == name) return subscription;
  }
  throw CommandError(exit_usage, "no subscription is called '" + name + "'");
}

FeedDefinition definition_asked_for(Installation& installation, const ExportFeedCommand& command) {
  FeedDefinition out;
  if (!command.source.empty()) {
    out.source = find_source(installation.sources(), command.source);
    if (!out.source) {
      throw CommandError(exit_usage,
                         "no source is called '" + command.source + "'; see 'regwatch sources'");
    }
    out.name = "sources/" + out.source->id;
    out.title = out.source->name.empty() ? out.source->id : out.source->name;
  } else if (!command.subscription.empty()) {
    out.subscription = &subscription_or_usage(installation.config(), command.subscription);
    out.name = "feeds/" + out.subscription->feed.value_or("unnamed");
    out.title = out.subscription->name;
  } else {
    out.name = "everything";
    out.title = "everything";
  }
  return out;
}

std::vector<Notice> newest_notices(Notices& notices, const FeedDefinition& feed, int limit) {
  NoticeFilter filter;
  if (feed.source) filter.sources = {feed.source->id};
  if (!feed.subscription) {
    filter.limit = limit;
    return notices.list(filter);
  }
  std::vector<Notice> out;
  filter.kinds = feed.subscription->kinds;
  filter.topics = feed.subscription->topics;
  for (Notice& notice : notices.list(filter)) {
    if (static_cast<int>(out.size()) == limit) break;
    if (feed_takes(notices, *feed.subscription, notice)) out.push_back(std::move(notice));
  }
  return out;
}

}  // namespace

int command_export_feed(Installation& installation, const ExportFeedCommand& command) {
  const PublishSettings settings = installation.config().publish.value_or(PublishSettings());
  const FeedDefinition feed = definition_asked_for(installation, command);
  Database& database = installation.database(Database::Mode::read_only);
  Notices notices(database);
  FeedItems items(database, settings, installation.sources());
  FeedPage page = feed_page(feed, settings);
  for (const Notice& notice : newest_notices(notices, feed, command.limit)) {
    page.items.push_back(items.of(notice));
    page.updated = std::max(page.updated, page.items.back().updated);
  }
  write_output(command.json ? feed_as_json(page) : feed_as_atom(page), command.output);
  return exit_ok;
}

int command_export_opml(Installation& installation, const std::string& output) {
  const PublishSettings settings = installation.config().publish.value_or(PublishSettings());
  write_output(feeds_as_opml(settings.title, settings.address,
                             feed_listings(feed_definitions(settings, installation.sources(),
                                                            installation.config().subscriptions))),
               output);
  return exit_ok;
}

}  // namespace regwatch
