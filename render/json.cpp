#include "render/json.h"

#include <nlohmann/json.hpp>

#include "base/text.h"
#include "render/json_text.h"

namespace regwatch {
namespace {

using Json = nlohmann::ordered_json;

// Absent where it is unknown or empty.
void put(Json& json, const char* key, std::string_view value) {
  if (!value.empty()) json[key] = value;
}
void put(Json& json, const char* key, const std::string& value) {
  put(json, key, std::string_view(value));
}
void put(Json& json, const char* key, const std::optional<std::string>& value) {
  if (value) put(json, key, *value);
}
void put(Json& json, const char* key, const std::optional<CivilDate>& value) {
  if (value) json[key] = format_date(*value);
}
void put(Json& json, const char* key, const std::optional<Instant>& value) {
  if (value) json[key] = format_instant(*value);
}
void put(Json& json, const char* key, const std::optional<int>& value) {
  if (value) json[key] = *value;
}
void put(Json& json, const char* key, const std::vector<std::string>& values) {
  if (!values.empty()) json[key] = values;
}
void put(Json& json, const char* key, const std::vector<Money>& amounts) {
  for (const Money& money : amounts) {
    Json item = Json::object();
    if (money.cents % 100 == 0) {
      item["amount"] = money.cents / 100;
    } else {
      item["amount"] = static_cast<double>(money.cents) / 100;
    }
    item["currency"] = money.currency;
    put(item, "party", money.party);
    json[key].push_back(std::move(item));
  }
}
void put(Json& json, const char* key, const std::vector<App>& apps) {
  for (const App& app : apps) {
    Json item = Json::object();
    put(item, "name", app.name);
    put(item, "version", app.version);
    put(item, "developer", app.developer);
    put(item, "store", app.store);
    put(item, "problems", app.problems);
    json[key].push_back(std::move(item));
  }
}

Json facts_of(const Facts& facts) {
  Json json = Json::object();
  each_fact([&](const char* name, auto member) { put(json, name, facts.*member); });
  return json;
}

Json evidence_of(const Facts& facts) {
  Json json = Json::object();
  for (const auto& [fact, sentences] : facts.evidence) json[fact] = sentences;
  return json;
}

// Which file says a fact that the page does not.
void put_files(Json& json, const Facts& facts) {
  for (const auto& [fact, file] : facts.files) json["fact_files"][fact] = file;
}

Json file_of(const Attachment& attachment) {
  Json json = Json::object();
  put(json, "name", attachment.name);
  put(json, "url", attachment.url);
  return json;
}

Json file_state_of(const AttachmentState& state) {
  Json json = file_of(state.attachment);
  put(json, "sha256", state.sha256);
  if (state.sha256) json["bytes"] = state.bytes;
  put(json, "problem", state.problem);
  put(json, "missing_since", state.missing_since);
  if (!state.text) return json;
  json["reading"] = name_of(state.text->outcome);
  put(json, "reader", state.text->reader);
  put(json, "reading_problem", state.text->problem);
  put(json, "text", join(state.text->paragraphs, "\n"));
  return json;
}

Json article_of(const Article& article) {
  Json json = Json::object();
  put(json, "title", article.title);
  put(json, "url", article.url);
  put(json, "published", article.published);
  put(json, "publisher", article.publisher);
  put(json, "document_number", article.document_number);
  json["text"] = join(article.paragraphs, "\n");
  json["attachments"] = Json::array();
  for (const auto& attachment : article.attachments) {
    json["attachments"].push_back(file_of(attachment));
  }
  json["facts"] = facts_of(article.facts);
  json["evidence"] = evidence_of(article.facts);
  put_files(json, article.facts);
  return json;
}

Json version_of(const Version& version) {
  Json json = Json::object();
  json["number"] = version.number;
  json["fetched_at"] = format_instant(version.fetched_at);
  put(json, "reader", version.reader);
  put(json, "body_sha256", version.body_sha256);
  if (version.capture) {
    json["capture"] = {{"file", version.capture->file},
                       {"offset", version.capture->offset},
                       {"payload_sha256", version.capture->payload_sha256}};
  }
  json.update(article_of(version.article));
  return json;
}

Json related_of(const RelatedNotice& related) {
  Json json = Json::object();
  json["id"] = related.notice_id;
  json["relation"] = name_of(related.relation);
  put(json, "title", related.title);
  put(json, "url", related.url);
  put(json, "published", related.published);
  json["confidence"] = related.confidence;
  put(json, "reason", related.reason);
  put(json, "comparison", related.comparison);
  return json;
}

Json cluster_member_of(const Notice& notice) {
  Json json = Json::object();
  json["id"] = notice.id;
  put(json, "authority", notice.authority);
  put(json, "title", notice.title);
  put(json, "url", notice.url);
  put(json, "published", notice.published);
  return json;
}

Json change_of(const Change& change) {
  Json json = Json::object();
  json["change"] = name_of(change.kind);
  json["at"] = format_instant(change.at);
  put(json, "source", change.source);
  if (change.found_late) json["found_late"] = true;
  if (change.suspect) json["suspect"] = true;
  put(json, "summary", change.summary);
  put(json, "deadline_before", change.deadline_before);
  put(json, "deadline_after", change.deadline_after);
  put(json, "version_before", change.version_before);
  put(json, "version_after", change.version_after);
  for (const auto& hunk : change.hunks) {
    Json pair = Json::object();
    put(pair, "before", hunk.before);
    put(pair, "after", hunk.after);
    json["hunks"].push_back(std::move(pair));
  }
  put(json, "attachments_added", change.attachments_added);
  put(json, "attachments_removed", change.attachments_removed);
  put(json, "attachments_replaced", change.attachments_replaced);
  for (const auto& related : change.related) json["related"].push_back(related_of(related));
  return json;
}

// Absent where it stands in none.
void put_section(Json& json, const Classification& classification) {
  if (classification.section) put(json, "section", name_of(*classification.section));
}

void put_english(Json& json, const Notice& notice) {
  if (!notice.english) return;
  put(json, "title_en", notice.english->title);
  put(json, "summary_en", notice.english->summary);
  json["english_by"] = notice.english->by_person ? "person" : "machine";
}

Json notice_of(const Notice& notice) {
  Json json = Json::object();
  json["id"] = notice.id;
  put(json, "title", notice.title);
  put(json, "url", notice.url);
  put(json, "published", notice.published);
  put(json, "publisher", notice.publisher);
  put(json, "document_number", notice.document_number);
  put(json, "authority", notice.authority);
  json["sources"] = notice.sources;
  json["kind"] = name_of(notice.classification.kind);
  put_section(json, notice.classification);
  json["topics"] = notice.classification.topic_names();
  json["relevant"] = notice.classification.relevant();
  json["status"] = name_of(notice.status);
  json["first_seen"] = format_instant(notice.first_seen);
  json["last_seen"] = format_instant(notice.last_seen);
  put_english(json, notice);
  json["facts"] = facts_of(notice.facts);
  return json;
}

Json health_of(const HealthEvent& event) {
  Json json = Json::object();
  if (event.subscription) {
    // `subscription` is the one that is told.
    json["about"] = *event.subscription;
    json["event"] = event.blind ? "not_told" : "told_again";
  } else {
    json["source"] = event.source;
    json["event"] = event.blind ? "went_blind" : "sees_again";
  }
  json["at"] = format_instant(event.at);
  put(json, "verdict", event.verdict);
  put(json, "reason", event.reason);
  put(json, event.subscription ? "since" : "last_success", event.since);
  return json;
}

Json entry_of(const Entry& entry) {
  Json json = Json::object();
  put(json, "title", entry.title);
  put(json, "url", entry.url);
  put(json, "published", entry.published);
  put(json, "comment_deadline", entry.comment_deadline);
  put(json, "document_number", entry.document_number);
  put(json, "publisher", entry.publisher);
  return json;
}

Json source_of(const SourceLine& source) {
  Json json = Json::object();
  json["id"] = source.id;
  put(json, "authority", source.authority);
  put(json, "institution", source.institution);
  put(json, "institution_english", source.english);
  put(json, "name", source.name);
  put(json, "url", source.url);
  put(json, "parser", source.parser);
  put(json, "verdict", source.verdict);
  put(json, "reason", source.reason);
  put(json, "last_success", source.last_success);
  put(json, "next_due", source.next_due);
  return json;
}

Json run_of(const Run& run) {
  Json json = Json::object();
  json["source"] = run.source;
  json["verdict"] = name_of(run.verdict);
  put(json, "reason", run.reason);
  json["entries"] = run.entries;
  json["appeared"] = run.appeared;
  json["amended"] = run.amended;
  json["withdrawn"] = run.withdrawn;
  json["unread"] = run.unread;
  json["requests"] = run.requests;
  json["bytes"] = run.bytes;
  return json;
}

Json line_of(std::string_view type, const char* key, std::string_view value) {
  Json json = Json::object();
  json["type"] = type;
  put(json, key, value);
  return json;
}

Json window_of(const Digest& digest, std::string_view message_id) {
  Json json = line_of("digest", "message_id", message_id);
  put(json, "subscription", digest.title);
  put(json, "since", digest.since);
  json["until"] = format_instant(digest.until.value_or(digest.now));
  json["changes"] = digest.items.size();
  json["health_events"] = digest.health.size();
  if (digest.too_many.count > 0) json["changes_not_told"] = digest.too_many.count;
  json["sources"] = Json::array();
  for (const auto& source : digest.sources) {
    Json line = Json::object();
    line["id"] = source.id;
    put(line, "verdict", source.verdict);
    put(line, "reason", source.reason);
    put(line, "last_success", source.last_success);
    json["sources"].push_back(std::move(line));
  }
  return json;
}

}  // namespace

std::string entry_json(const Entry& entry) { return json_line(entry_of(entry)); }

std::string proposal_json(const Source& entry, const Proposal& proposal, const Listing& listing) {
  Json json = Json::object();
  json["id"] = entry.id;
  put(json, "authority", entry.authority);
  put(json, "name", entry.name);
  put(json, "url", entry.url);
  put(json, "parser", entry.parser);
  put(json, "family", proposal.family);
  json["options"] = Json::object();
  for (const auto& [key, option] : entry.options) {
    std::visit([&](const auto& value) { json["options"][key] = value; }, option.value);
  }
  put(json, "total", listing.total);
  json["entries"] = Json::array();
  for (const Entry& row : listing.entries) json["entries"].push_back(entry_of(row));
  json["older"] = Json::array();
  for (const FollowUp& next : listing.next) json["older"].push_back(next.request.url);
  put(json, "doubts", proposal.doubts);
  return json_line(json);
}

std::string article_json(const Article& article) { return json_line(article_of(article)); }

std::string notice_json(const Notice& notice) { return json_line(notice_of(notice)); }

std::string notice_page_json(const NoticePage& page) {
  Json json = notice_of(page.notice);
  json["evidence"] = evidence_of(page.notice.facts);
  put_files(json, page.notice.facts);
  json["versions"] = Json::array();
  for (const auto& version : page.versions) json["versions"].push_back(version_of(version));
  json["changes"] = Json::array();
  for (const auto& change : page.changes) json["changes"].push_back(change_of(change));
  json["attachments"] = Json::array();
  if (!page.versions.empty()) {
    for (const auto& file : page.versions.back().files)
      json["attachments"].push_back(file_state_of(file));
  }
  json["lineage"] = Json::array();
  for (const auto& related : page.lineage) json["lineage"].push_back(related_of(related));
  json["cluster"] = Json::array();
  for (const auto& other : page.cluster) json["cluster"].push_back(cluster_member_of(other));
  return json_line(json);
}

std::string source_json(const SourceLine& source) { return json_line(source_of(source)); }

std::string run_json(const Run& run) { return json_line(run_of(run)); }

std::string source_check_json(const Source& source, const SourceCheck* check) {
  Json json = check ? run_of(check->run) : Json::object({{"source", source.id}});
  put(json, "authority", source.authority);
  put(json, "confidence", source.confidence);
  put(json, "note", source.note);
  put(json, "disabled", source.disabled);
  put(json, "url", source.url);
  if (!check) return json_line(json);
  put(json, "rows_from", check->rows_from);
  put(json, "newest", check->newest);
  put(json, "older", check->older);
  if (check->total) json["total"] = *check->total;
  return json_line(json);
}

std::string record_json(const RecordLine& record) {
  Json json = Json::object();
  put(json, "date", record.date);
  put(json, "type", record.type);
  put(json, "status", record.status);
  put(json, "url", record.url);
  json["length"] = record.length;
  put(json, "digest", record.digest);
  put(json, "file", record.file);
  json["offset"] = record.offset;
  return json_line(json);
}

std::string class_json(std::string_view title, const Classification& classification) {
  Json json = Json::object();
  json["title"] = title;
  json["kind"] = name_of(classification.kind);
  put_section(json, classification);
  json["topics"] = classification.topic_names();
  json["relevant"] = classification.relevant();
  return json_line(json);
}

std::string proposal_line_json(const std::string& notice_id, const English& english,
                               const std::vector<std::string>& doubtful_numbers) {
  Json json = Json::object();
  put(json, "id", notice_id);
  put(json, "title_en", english.title);
  put(json, "summary_en", english.summary);
  put(json, "model", english.model);
  put(json, "doubtful_numbers", doubtful_numbers);
  return json_line(json);
}

Result<TitleLine> read_title_line(std::string_view line) {
  const auto text = trim(line);
  if (!text.starts_with('{')) return TitleLine{std::string(text), ""};
  const Json json = Json::parse(text, nullptr, false);
  const auto text_of = [&json](const char* key) {
    const auto found = json.find(key);
    return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
  };
  if (!json.is_object()) {
    return Error{Fault::invalid, "a title or a JSON object {title, authority, date} is expected: " +
                                     ellipsize(text, 60)};
  }
  TitleLine out{text_of("title"), text_of("authority")};
  if (out.title.empty()) {
    return Error{Fault::invalid, "the JSON object has no \"title\": " + ellipsize(text, 60)};
  }
  return out;
}

std::string change_line_json(const ChangeLine& line, std::string_view cursor) {
  Json json = line_of("change", "cursor", cursor);
  json["change_id"] = line.change.id;
  if (line.taken_back_by) json["taken_back_by"] = *line.taken_back_by;
  if (!line.takes_back.empty()) json["takes_back"] = line.takes_back;
  json.update(change_of(line.change));
  json["notice"] = notice_of(line.notice);
  return json_line(json);
}

std::string health_line_json(const HealthEvent& event, std::string_view cursor) {
  Json json = line_of("health", "cursor", cursor);
  json.update(health_of(event));
  return json_line(json);
}

std::string end_line_json(std::string_view cursor, bool more) {
  Json json = line_of("end", "cursor", cursor);
  json["more"] = more;
  return json_line(json);
}

std::string digest_json_lines(const Digest& digest, std::string_view message_id) {
  std::string out;
  if (digest.since) out += json_line(window_of(digest, message_id)) + "\n";
  for (const auto& item : digest.items) {
    Json json = line_of("change", "message_id", message_id);
    put(json, "subscription", digest.title);
    json.update(change_of(item.change));
    Json notice = notice_of(item.notice);
    for (const auto& attachment : item.attachments) {
      notice["attachments"].push_back(file_of(attachment));
    }
    for (const auto& other : item.elsewhere) {
      Json place = Json::object();
      put(place, "authority", other.authority);
      put(place, "url", other.url);
      notice["cluster"].push_back(std::move(place));
    }
    json["notice"] = std::move(notice);
    out += json_line(json) + "\n";
  }
  for (const auto& event : digest.health) {
    Json json = line_of("health", "message_id", message_id);
    put(json, "subscription", digest.title);
    json.update(health_of(event));
    out += json_line(json) + "\n";
  }
  return out;
}

}  // namespace regwatch
