#include "storage/serialise.h"

#include <nlohmann/json.hpp>

#include "storage/database.h"

namespace regwatch {
namespace {

using nlohmann::json;
using Texts = std::vector<std::string>;

// A byte that is no UTF-8 becomes U+FFFD: a stored notice is worth more than an exact bad byte.
std::string dump(const json& value) {
  return value.dump(-1, ' ', false, json::error_handler_t::replace);
}

/// Reads with `read`; whatever the library finds wrong is a damaged database.
template <class Read>
auto reading(std::string_view text, Read read) {
  try {
    return read(json::parse(text));
  } catch (const json::exception& error) {
    throw StorageError(std::string("the database holds JSON that cannot be read: ") + error.what());
  }
}

template <class Value>
void put(json& object, const char* name, const std::optional<Value>& value) {
  if (value) object[name] = *value;
}
void put(json& object, const char* name, const std::optional<CivilDate>& value) {
  if (value) object[name] = format_date(*value);
}
void put(json& object, const char* name, const Texts& value) {
  if (!value.empty()) object[name] = value;
}
void put(json& object, const char* name, const std::string& value) {
  if (!value.empty()) object[name] = value;
}

void put(json& object, const char* name, const std::vector<Money>& amounts) {
  for (const Money& money : amounts) {
    json item{{"cents", money.cents}, {"currency", money.currency}};
    put(item, "party", money.party);
    object[name].push_back(std::move(item));
  }
}
void put(json& object, const char* name, const std::vector<App>& apps) {
  for (const App& app : apps) {
    json item{{"name", app.name}};
    put(item, "version", app.version);
    put(item, "developer", app.developer);
    put(item, "store", app.store);
    put(item, "problems", app.problems);
    object[name].push_back(std::move(item));
  }
}

template <class Value>
void get(const json& object, const char* name, std::optional<Value>& value) {
  if (const auto found = object.find(name); found != object.end()) value = found->get<Value>();
}
void get(const json& object, const char* name, std::optional<CivilDate>& value) {
  const auto found = object.find(name);
  if (found != object.end()) value = parse_date(found->get_ref<const std::string&>());
}
template <class Value>
void get(const json& object, const char* name, Value& value) {
  if (const auto found = object.find(name); found != object.end()) found->get_to(value);
}

void get(const json& object, const char* name, std::vector<Money>& amounts) {
  const auto found = object.find(name);
  if (found == object.end()) return;
  for (const json& item : *found) {
    Money& money = amounts.emplace_back();
    get(item, "cents", money.cents);
    get(item, "currency", money.currency);
    get(item, "party", money.party);
  }
}
void get(const json& object, const char* name, std::vector<App>& apps) {
  const auto found = object.find(name);
  if (found == object.end()) return;
  for (const json& item : *found) {
    App& app = apps.emplace_back();
    get(item, "name", app.name);
    get(item, "version", app.version);
    get(item, "developer", app.developer);
    get(item, "store", app.store);
    get(item, "problems", app.problems);
  }
}

json file_to_json(const AttachmentState& file) {
  json object{{"name", file.attachment.name}, {"url", file.attachment.url}};
  put(object, "sha256", file.sha256);
  if (file.bytes != 0) object["bytes"] = file.bytes;
  if (file.capture) {
    object["capture"] = {{"file", file.capture->file},
                         {"offset", file.capture->offset},
                         {"sha256", file.capture->payload_sha256}};
  }
  put(object, "etag", file.validators.etag);
  put(object, "last_modified", file.validators.last_modified);
  put(object, "problem", file.problem);
  if (file.missing_since) object["missing_since"] = format_instant(*file.missing_since);
  return object;
}

AttachmentState file_from_json(const json& object) {
  AttachmentState file;
  get(object, "name", file.attachment.name);
  get(object, "url", file.attachment.url);
  get(object, "sha256", file.sha256);
  get(object, "bytes", file.bytes);
  if (const auto found = object.find("capture"); found != object.end()) {
    CaptureRef& capture = file.capture.emplace();
    get(*found, "file", capture.file);
    get(*found, "offset", capture.offset);
    get(*found, "sha256", capture.payload_sha256);
  }
  get(object, "etag", file.validators.etag);
  get(object, "last_modified", file.validators.last_modified);
  get(object, "problem", file.problem);
  if (const auto found = object.find("missing_since"); found != object.end())
    file.missing_since = parse_instant(found->get_ref<const std::string&>());
  return file;
}

json related_to_json(const RelatedNotice& related) {
  json object{{"id", related.notice_id},
              {"relation", name_of(related.relation)},
              {"title", related.title},
              {"url", related.url},
              {"confidence", related.confidence}};
  put(object, "published", related.published);
  put(object, "reason", related.reason);
  put(object, "comparison", related.comparison);
  return object;
}

RelatedNotice related_from_json(const json& object) {
  RelatedNotice related;
  std::string relation;
  get(object, "id", related.notice_id);
  get(object, "relation", relation);
  related.relation = relation_named(relation).value_or(Relation::final_of);
  get(object, "title", related.title);
  get(object, "url", related.url);
  get(object, "confidence", related.confidence);
  get(object, "published", related.published);
  get(object, "reason", related.reason);
  get(object, "comparison", related.comparison);
  return related;
}

}  // namespace

std::string to_json(const Texts& texts) { return dump(json(texts)); }

Texts texts_from_json(std::string_view text) {
  if (text == "[]") return {};
  return reading(text, [](const json& array) { return array.get<Texts>(); });
}

std::string facts_to_json(const Facts& facts) {
  json object = json::object();
  each_fact([&](const char* name, auto member) { put(object, name, facts.*member); });
  if (!facts.evidence.empty()) object["evidence"] = facts.evidence;
  if (!facts.files.empty()) object["files"] = facts.files;
  return dump(object);
}

Facts facts_from_json(std::string_view text) {
  if (text == "{}") return {};
  return reading(text, [](const json& object) {
    Facts facts;
    each_fact([&](const char* name, auto member) { get(object, name, facts.*member); });
    get(object, "evidence", facts.evidence);
    get(object, "files", facts.files);
    return facts;
  });
}

std::string files_to_json(const std::vector<Attachment>& attachments,
                          const std::vector<AttachmentState>& files) {
  json array = json::array();
  for (const AttachmentState& file : files) array.push_back(file_to_json(file));
  for (std::size_t i = files.size(); i < attachments.size(); ++i) {
    AttachmentState unknown;
    unknown.attachment = attachments[i];
    array.push_back(file_to_json(unknown));
  }
  return dump(array);
}

std::vector<AttachmentState> files_from_json(std::string_view text) {
  if (text == "[]") return {};
  return reading(text, [](const json& array) {
    std::vector<AttachmentState> files;
    for (const json& object : array) files.push_back(file_from_json(object));
    return files;
  });
}

std::string details_to_json(const Change& change) {
  json object = json::object();
  json hunks = json::array();
  for (const TextHunk& hunk : change.hunks) {
    json pair = json::object();
    put(pair, "before", hunk.before);
    put(pair, "after", hunk.after);
    hunks.push_back(std::move(pair));
  }
  if (!hunks.empty()) object["hunks"] = std::move(hunks);
  put(object, "attachments_added", change.attachments_added);
  put(object, "attachments_removed", change.attachments_removed);
  put(object, "attachments_replaced", change.attachments_replaced);
  for (const RelatedNotice& related : change.related)
    object["related"].push_back(related_to_json(related));
  return dump(object);
}

void details_from_json(std::string_view text, Change& change) {
  if (text == "{}") return;
  reading(text, [&change](const json& object) {
    if (const auto hunks = object.find("hunks"); hunks != object.end()) {
      for (const json& pair : *hunks) {
        TextHunk& hunk = change.hunks.emplace_back();
        get(pair, "before", hunk.before);
        get(pair, "after", hunk.after);
      }
    }
    get(object, "attachments_added", change.attachments_added);
    get(object, "attachments_removed", change.attachments_removed);
    get(object, "attachments_replaced", change.attachments_replaced);
    if (const auto related = object.find("related"); related != object.end()) {
      for (const json& item : *related) change.related.push_back(related_from_json(item));
    }
  });
}

}  // namespace regwatch
