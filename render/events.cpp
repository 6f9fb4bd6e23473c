#include "render/events.h"

#include <nlohmann/json.hpp>

#include "base/text.h"
#include "render/json.h"
#include "render/json_text.h"

namespace regwatch {
namespace {

using Json = nlohmann::ordered_json;

/// What an event loses where it is too large, in this order: what is longest and stands in memory
/// (`regwatch show`) first, until little more than the notice's id is left.
constexpr const char* dispensable[] = {
    "/hunks",         "/notice/facts",      "/notice/attachments",   "/related",
    "/sources",       "/attachments_added", "/attachments_replaced", "/attachments_removed",
    "/notice/title",  "/notice/url",        "/notice/cluster",       "/reason",
    "/notice/topics", "/summary",           "/notice/publisher",     "/notice/document_number",
};

void erase(Json& from, const Json::json_pointer& what) {
  from[what.parent_pointer()].erase(what.back());
}

std::string dump_within(std::size_t most_bytes, Json event) {
  std::string text = json_line(event);
  for (const std::string path : dispensable) {
    if (text.size() <= most_bytes) return text;
    const Json::json_pointer pointer("/data" + path);
    if (!event.contains(pointer)) continue;
    erase(event, pointer);
    event["data"]["incomplete"].push_back(replace_all(path.substr(1), "/", "."));
    text = json_line(event);
  }
  return text;
}

std::string type_of(const Json& line) {
  const std::string type = line["type"];
  if (type == "change") return "notice." + line["change"].get<std::string>();
  if (type == "health") return "source." + line["event"].get<std::string>();
  return type;
}

Json event_of(Json line) {
  const bool is_window = line["type"] == "digest";
  Json event = {{"type", type_of(line)}, {"timestamp", line[is_window ? "until" : "at"]}};
  line.erase("type");
  event["data"] = std::move(line);
  return event;
}

}  // namespace

std::vector<std::string> digest_events(const Digest& digest, std::size_t most_bytes) {
  std::vector<std::string> out;
  const std::string lines = digest_json_lines(digest, "");
  for (const std::string_view line : split(lines, '\n')) {
    if (!line.empty()) out.push_back(dump_within(most_bytes, event_of(Json::parse(line))));
  }
  return out;
}

}  // namespace regwatch
