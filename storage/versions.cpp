#include "base/text.h"
#include "storage/document_texts.h"
#include "storage/notices.h"
#include "storage/rows.h"
#include "storage/serialise.h"
#include "storage/statement.h"

// The versions of a notice: the part of Notices that deals with the table `version`.

namespace regwatch {
namespace {

constexpr std::string_view version_columns =
    "number, fetched_at, reader, body_sha256, capture_file, capture_offset, capture_sha256, title, "
    "url, published, publisher, document_number, attachments, facts, text, "
    "parts";

std::vector<std::string> paragraphs_of(std::string_view text) {
  std::vector<std::string> paragraphs;
  if (text.empty()) return paragraphs;
  for (const std::string_view paragraph : split(text, '\n')) paragraphs.emplace_back(paragraph);
  return paragraphs;
}

void read_article(const Statement& row, Article& article) {
  article.title = row.text(7);
  article.url = row.text(8);
  article.published = row.date(9);
  article.publisher = row.optional_text(10);
  article.document_number = row.optional_text(11);
  article.facts = facts_from_json(row.view(13));
  article.paragraphs = paragraphs_of(row.view(14));
  for (std::string& url : texts_from_json(row.view(15)))
    article.next_pages.push_back(Request::get(std::move(url)));
}

Version version_of(const Statement& row) {
  Version version;
  version.number = row.number(0);
  version.fetched_at = row.instant(1);
  version.reader = row.text(2);
  version.body_sha256 = row.text(3);
  if (!row.is_null(4)) {
    version.capture =
        CaptureRef{row.text(4), static_cast<std::uint64_t>(row.integer(5)), row.text(6)};
  }
  read_article(row, version.article);
  version.files = files_from_json(row.view(12));
  for (const AttachmentState& file : version.files) {
    version.article.attachments.push_back(file.attachment);
  }
  return version;
}

// Parts are pages; one that is asked for otherwise is found by reading the first again.
std::vector<std::string> addresses_of(const std::vector<Request>& parts) {
  std::vector<std::string> addresses;
  for (const Request& part : parts) {
    if (part.method != "GET" || !part.headers.empty()) return {};
    addresses.push_back(part.url);
  }
  return addresses;
}

int next_number(Database& database, std::string_view notice_id) {
  Statement query(database, "SELECT max(number) FROM version WHERE notice_id = ?", notice_id);
  return query.step() ? query.number(0) + 1 : 1;
}

void insert_version(Database& database, std::string_view notice_id, int number,
                    const Version& version) {
  const Article& article = version.article;
  const std::string files = files_to_json(article.attachments, version.files);
  const std::string facts = facts_to_json(article.facts);
  const std::string text = join(article.paragraphs, "\n");
  const std::string parts = to_json(addresses_of(article.next_pages));
  std::optional<std::string_view> file;
  std::optional<std::string_view> payload;
  std::optional<std::uint64_t> offset;
  if (version.capture) {
    file = version.capture->file;
    offset = version.capture->offset;
    payload = version.capture->payload_sha256;
  }
  execute(database,
          sql("INSERT INTO version (notice_id, ", version_columns,
              ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"),
          notice_id, number, version.fetched_at, version.reader, version.body_sha256, file, offset,
          payload, article.title, article.url, article.published, article.publisher,
          article.document_number, files, facts, text, parts);
}

void put_texts(Database& database, const std::vector<AttachmentState>& files) {
  DocumentTexts texts(database);
  for (const AttachmentState& file : files) {
    if (file.sha256 && file.text) texts.put(*file.sha256, *file.text);
  }
}

// Of a reading that waits to be confirmed.
constexpr int held_number = 0;

}  // namespace

int Notices::put_version(std::string_view notice_id, const Version& version) {
  const int number = next_number(db_, notice_id);
  insert_version(db_, notice_id, number, version);
  put_texts(db_, version.files);
  // Its page was read, and what the search index and lineage hold of it is out of date.
  execute(db_,
          "UPDATE notice SET read_at = coalesce(read_at, ?), "
          "last_look = max(coalesce(last_look, 0), ?), attempts = 0, next_attempt = 0, "
          "problem = '', indexed_as = NULL, related_version = NULL WHERE id = ?",
          version.fetched_at, version.fetched_at, notice_id);
  return number;
}

void Notices::read_anew(std::string_view notice_id, int number, const Version& version) {
  const Article& article = version.article;
  must_change(
      execute(db_, R"sql(
UPDATE version SET reader = ?, title = ?, url = ?, published = ?, publisher = ?,
                   document_number = ?, facts = ?, text = ?, parts = ?
WHERE notice_id = ? AND number = ?)sql",
              version.reader, article.title, article.url, article.published, article.publisher,
              article.document_number, facts_to_json(article.facts), join(article.paragraphs, "\n"),
              to_json(addresses_of(article.next_pages)), notice_id, number),
      "version " + std::to_string(number) + " of", notice_id);
  complete_files(notice_id, number, version.files);
}

void Notices::complete_files(std::string_view notice_id, int number,
                             const std::vector<AttachmentState>& files) {
  const std::string json = files_to_json({}, files);
  must_change(execute(db_, "UPDATE version SET attachments = ? WHERE notice_id = ? AND number = ?",
                      json, notice_id, number),
              "version " + std::to_string(number) + " of", notice_id);
  put_texts(db_, files);
  execute(db_, "UPDATE notice SET indexed_as = NULL, related_version = NULL WHERE id = ?",
          notice_id);
}

void Notices::load_file_texts(Version& version) {
  DocumentTexts texts(db_);
  for (AttachmentState& file : version.files) {
    if (file.sha256 && !file.text) file.text = texts.find(*file.sha256);
  }
}

std::optional<Version> Notices::newest_version(std::string_view notice_id) {
  Statement query(db_,
                  sql("SELECT ", version_columns,
                      " FROM version WHERE notice_id = ? AND number > 0 "
                      "ORDER BY number DESC LIMIT 1"),
                  notice_id);
  if (!query.step()) return std::nullopt;
  return version_of(query);
}

std::optional<Version> Notices::version(std::string_view notice_id, int number) {
  Statement query(
      db_, sql("SELECT ", version_columns, " FROM version WHERE notice_id = ? AND number = ?"),
      notice_id, number);
  if (!query.step()) return std::nullopt;
  return version_of(query);
}

std::vector<Version> Notices::versions(std::string_view notice_id) {
  Statement query(db_,
                  sql("SELECT ", version_columns,
                      " FROM version WHERE notice_id = ? AND number > 0 ORDER BY number"),
                  notice_id);
  std::vector<Version> versions;
  while (query.step()) versions.push_back(version_of(query));
  return versions;
}

void Notices::hold(std::string_view notice_id, const Version& version) {
  execute(db_, "DELETE FROM version WHERE notice_id = ? AND number = ?", notice_id, held_number);
  insert_version(db_, notice_id, held_number, version);
  plan_look(notice_id);
}

std::optional<Version> Notices::held(std::string_view notice_id) {
  return version(notice_id, held_number);
}

bool Notices::is_held(std::string_view notice_id) {
  Statement query(db_, "SELECT 1 FROM version WHERE notice_id = ? AND number = ?", notice_id,
                  held_number);
  return query.step();
}

void Notices::let_go(std::string_view notice_id) {
  const int gone = execute(db_, "DELETE FROM version WHERE notice_id = ? AND number = ?", notice_id,
                           held_number);
  if (gone > 0) plan_look(notice_id);
}

}  // namespace regwatch
