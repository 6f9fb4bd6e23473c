#include "render/json_feed.h"

#include <nlohmann/json.hpp>

namespace regwatch {
namespace {

using Json = nlohmann::ordered_json;

std::string document(const std::string& address) { return address + std::string(json_feed_ending); }

Json item_of(const FeedItem& item) {
  Json out{{"id", item.id}};
  if (!item.url.empty()) out["url"] = item.url;
  out["title"] = item.title;
  out["content_html"] = item.html;
  out["date_published"] = feed_time(item.published);
  out["date_modified"] = feed_time(item.updated);
  out["authors"] = Json::array({Json{{"name", item.author}}});
  out["tags"] = Json::array();
  for (const auto& category : item.categories) out["tags"].push_back(category.label);
  for (const auto& file : item.files) {
    out["attachments"].push_back(
        {{"url", file.url}, {"mime_type", file.media_type}, {"title", file.name}});
  }
  return out;
}

}  // namespace

std::string feed_as_json(const FeedPage& page) {
  Json out{{"version", "https://jsonfeed.org/version/1.1"}, {"title", page.title}};
  if (!page.home.empty()) out["home_page_url"] = page.home;
  if (!page.address.empty()) out["feed_url"] = document(page.address);
  if (!page.description.empty()) out["description"] = page.description;
  if (!page.older.empty()) out["next_url"] = document(page.older);
  out["language"] = "zh-CN";
  out["items"] = Json::array();
  for (const FeedItem& item : page.items) out["items"].push_back(item_of(item));
  return out.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace regwatch
