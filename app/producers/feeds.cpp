// Atom and JSON feeds of sources and of subscriptions that ask for one.
//
// A source's feed holds all that the source lists; a subscription's what would have been told to
// it. A notice stands in a feed once, at the place of the newest thing that was told of it, and
// what was in a feed stays in it. Of what stands longest, blocks go into archive documents (RFC
// 5005 §4), which are written once: what is told later of a notice of theirs is told in newer
// documents, under the same id and with a later `updated`. Only the link to the next newer document
// is added.

#include <algorithm>
#include <charconv>
#include <limits>
#include <set>
#include <tuple>
#include <unordered_map>

#include "app/feed_items.h"
#include "app/publishing.h"
#include "base/sha256.h"
#include "base/text.h"
#include "render/atom.h"
#include "render/json_feed.h"
#include "storage/lineage.h"

namespace regwatch {
namespace {

constexpr int archive_block = 100;                // Items of an archive document.
constexpr int least_items = 100;                  // Of the document that is subscribed to.
constexpr std::string_view layout_version = "1";  // Another one writes every document again.

std::string filter_of(const FeedDefinition& feed) {
  if (!feed.subscription) return "source";
  return filter_words(*feed.subscription);
}

/// What was told goes to its places in the feeds: the part that the database keeps.
class FeedFilling {
 public:
  FeedFilling(const PublishingScene& scene, const std::vector<FeedDefinition>& definitions)
      : scene_(scene),
        definitions_(definitions),
        feeds_(scene.database),
        notices_(scene.database) {}

  /// Returns up to which touch all feeds have seen.
  long long run() {
    const long long newest = feeds_.newest_touch();
    const auto states = feeds_.states();
    std::vector<const FeedDefinition*> known;
    std::vector<const FeedDefinition*> unfilled;
    long long seen = newest;
    for (const FeedDefinition& feed : definitions_) {
      const auto state = states.find(feed.name);
      const bool is_known = state != states.end() && state->second.definition == filter_of(feed);
      (is_known ? known : unfilled).push_back(&feed);
      if (is_known) seen = std::min(seen, state->second.seen);
    }
    if (unfilled.empty() && seen == newest) return newest;
    Transaction transaction(scene_.database);
    feeds_.retire(names_of(definitions_));
    for (const auto& id : feeds_.touched_after(seen)) take(id, known);
    for (const FeedDefinition* feed : unfilled) fill(*feed);
    for (const auto& name : changed_) feeds_.archive(name, archive_block, least_items);
    feeds_.set_seen(newest);
    transaction.commit();
    return newest;
  }

 private:
  static std::vector<std::string> names_of(const std::vector<FeedDefinition>& definitions) {
    std::vector<std::string> names;
    for (const FeedDefinition& feed : definitions) names.push_back(feed.name);
    return names;
  }

  void take(const std::string& id, const std::vector<const FeedDefinition*>& known) {
    const auto notice = notices_.find(id);
    if (!notice) return;
    for (const FeedDefinition* feed : known) {
      if (feed->source && !lists(*notice, *feed->source)) continue;
      const auto standing = feeds_.standing_change(feed->name, id);
      const auto news = news_in(*feed, *notice);
      const bool comes = standing ? news && news->change_id > *standing
                                  : news && wants(*feed, *notice) && !has_another(*feed, id);
      if (!comes) continue;
      feeds_.put_newest(feed->name, id, *news);
      changed_.insert(feed->name);
    }
  }

  static bool lists(const Notice& notice, const Source& source) {
    return std::find(notice.sources.begin(), notice.sources.end(), source.id) !=
           notice.sources.end();
  }

  /// What stands for the notice in that feed; nothing: it is not (yet) for the feed.
  std::optional<FeedNews> news_in(const FeedDefinition& feed, const Notice& notice) {
    FeedNews news = feeds_.news_of(notice.id);
    if (feed.source) {
      news.at = std::max(news.at, feeds_.sighted(feed.source->id, notice.id).value_or(news.at));
      return news;
    }
    return news.change_id > 0 ? std::optional(news) : std::nullopt;
  }

  bool wants(const FeedDefinition& feed, const Notice& notice) {
    return feed.source || feed_takes(notices_, *feed.subscription, notice);
  }

  /// One publication is told once, with all its addresses.
  bool has_another(const FeedDefinition& feed, const std::string& id) {
    if (feed.source) return false;
    const auto others = Lineages(scene_.database).others_of_cluster(id);
    return std::any_of(others.begin(), others.end(), [&](const std::string& other) {
      return feeds_.standing_change(feed.name, other).has_value();
    });
  }

  struct Arrival {
    FeedNews news;
    std::chrono::sys_days published;
    std::string id;
    auto key() const { return std::tie(news.at, published, id); }
  };

  void fill(const FeedDefinition& feed) {
    feeds_.begin(feed.name, filter_of(feed), scene_.now);
    changed_.insert(feed.name);
    std::vector<Arrival> arrivals;
    for (const auto& id :
         feed.source ? feeds_.notices_of_source(feed.source->id) : feeds_.told_notices()) {
      const auto notice = notices_.find(id);
      const auto news = notice ? news_in(feed, *notice) : std::nullopt;
      if (news && wants(feed, *notice))
        arrivals.push_back({*news, notice->published.value_or(CivilDate{}), id});
    }
    std::sort(arrivals.begin(), arrivals.end(),
              [](const Arrival& a, const Arrival& b) { return a.key() < b.key(); });
    for (const Arrival& arrival : arrivals) {
      if (!has_another(feed, arrival.id)) feeds_.put_newest(feed.name, arrival.id, arrival.news);
    }
  }

  const PublishingScene& scene_;
  const std::vector<FeedDefinition>& definitions_;
  Feeds feeds_;
  Notices notices_;
  std::set<std::string> changed_;
};

/// The feeds as files.
class FeedWriting {
 public:
  FeedWriting(const PublishingScene& scene, PublishedDirectory& directory)
      : settings_(scene.settings),
        directory_(directory),
        feeds_(scene.database),
        notices_(scene.database),
        items_(scene.database, scene.settings, scene.sources),
        states_(feeds_.states()),
        archived_(feeds_.archive_numbers()) {}

  /// `seen`: what was touched up to then is in the files afterwards.
  void run(const std::vector<FeedDefinition>& definitions, long long seen) {
    // Files that know more than the database: it was restored from a backup.
    const bool complete = directory_.is_complete() && last_seen() <= seen;
    std::set<std::string, std::less<>> touched;
    if (complete) {
      for (auto& name : feeds_.feeds_touched_after(last_seen())) touched.insert(std::move(name));
    }
    for (const FeedDefinition& feed : definitions) {
      const std::string stamp = stamp_of(feed);
      const bool anew = !complete || directory_.note(feed.name) != stamp;
      if (anew || touched.contains(feed.name)) {
        write(feed, anew);
      } else {
        keep(feed);
      }
      directory_.set_note(feed.name, stamp);
    }
    directory_.set_note("feeds", std::to_string(seen));
  }

 private:
  long long last_seen() const {
    const std::string note = directory_.note("feeds");
    long long seen = 0;
    std::from_chars(note.data(), note.data() + note.size(), seen);
    return seen;
  }

  /// Of all that its documents are made of besides notices.
  std::string stamp_of(const FeedDefinition& feed) const {
    const FeedPage page = feed_page(feed, settings_);
    const auto state = states_.find(feed.name);
    const FeedState kept = state == states_.end() ? FeedState() : state->second;
    return sha256_hex(join({std::string(layout_version), std::to_string(kept.generation),
                            format_instant(kept.created), page.id, page.title, page.description,
                            page.home},
                           "\n"))
        .substr(0, 16);
  }

  static std::string archive_name(const FeedDefinition& feed, long long number) {
    return feed.name + "/archive-" + std::to_string(number);
  }
  static std::string atom_name(const std::string& document) {
    return document + std::string(atom_ending);
  }
  static std::string json_name(const std::string& document) {
    return document + std::string(json_feed_ending);
  }

  void keep_document(const std::string& document) {
    directory_.keep(atom_name(document));
    directory_.keep(json_name(document));
  }
  bool holds_document(const std::string& document) const {
    return directory_.holds(atom_name(document)) && directory_.holds(json_name(document));
  }

  void keep(const FeedDefinition& feed) {
    keep_document(feed.name);
    const auto numbers = archived_.find(feed.name);
    if (numbers == archived_.end()) return;
    for (const long long number : numbers->second) keep_document(archive_name(feed, number));
  }

  void write(const FeedDefinition& feed, bool anew) {
    const auto archives = feeds_.archives(feed.name);
    for (std::size_t i = 0; i < archives.size(); ++i) {
      FeedPage page = feed_page(feed, settings_);
      const std::string document = archive_name(feed, archives[i].number);
      page.archive = true;
      page.current = page.address;
      page.address = settings_.link_to(document);
      if (i > 0) page.older = settings_.link_to(archive_name(feed, archives[i - 1].number));
      const bool has_newer = i + 1 < archives.size();
      const auto newer = has_newer ? archive_name(feed, archives[i + 1].number) : "";
      if (has_newer) page.newer = settings_.link_to(newer);
      if (anew || !holds_document(document)) {
        put(document, std::move(page), feed, archives[i].first, archives[i].last);
      } else if (has_newer && !holds_document(newer)) {
        link_newer(document, page.newer);
      } else {
        keep_document(document);
      }
    }
    FeedPage page = feed_page(feed, settings_);
    const long long last = archives.empty() ? 0 : archives.back().last;
    if (!archives.empty())
      page.older = settings_.link_to(archive_name(feed, archives.back().number));
    put(feed.name, std::move(page), feed, last + 1, std::numeric_limits<long long>::max());
  }

  void put(const std::string& document, FeedPage page, const FeedDefinition& feed, long long first,
           long long last) {
    const auto state = states_.find(feed.name);
    if (state != states_.end()) page.updated = state->second.created;
    const auto places = feeds_.places(feed.name, first, last);
    if (!places.empty()) page.updated = places.front().at;
    for (const FeedPlace& place : places) {
      page.updated = std::max(page.updated, place.at);
      if (const auto notice = notices_.find(place.notice_id)) {
        page.items.push_back(items_.of(*notice));
      }
    }
    directory_.put({atom_name(document), feed_as_atom(page)});
    directory_.put({json_name(document), feed_as_json(page)});
  }

  void link_newer(const std::string& document, const std::string& newer) {
    keep_document(document);
    const auto archived = directory_.read(atom_name(document));
    const auto linked = archived ? atom_with_newer(*archived, newer) : std::nullopt;
    if (linked) directory_.put({atom_name(document), *linked});
  }

  const PublishSettings& settings_;
  PublishedDirectory& directory_;
  Feeds feeds_;
  Notices notices_;
  FeedItems items_;
  std::map<std::string, FeedState, std::less<>> states_;
  std::map<std::string, std::vector<long long>, std::less<>> archived_;
};

std::vector<FeedDefinition> definitions_of(const PublishingScene& scene) {
  return feed_definitions(scene.settings, scene.sources, scene.subscriptions);
}

std::vector<PublishedListing> listed(const PublishingScene& scene) {
  return feed_listings(definitions_of(scene));
}

void publish_feeds(const PublishingScene& scene, PublishedDirectory& directory) {
  const auto definitions = definitions_of(scene);
  const long long seen = FeedFilling(scene, definitions).run();
  FeedWriting(scene, directory).run(definitions, seen);
}

}  // namespace

const FileProducer& producer_feeds() {
  static const FileProducer producer{listed, publish_feeds};
  return producer;
}

}  // namespace regwatch
