#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "app/installation.h"
#include "render/digest.h"
#include "storage/notices.h"

namespace regwatch {

/// Each command returns its exit status; data goes to standard output, diagnostics to standard
/// error.

struct RunCommand {
  std::vector<std::string> sources;
  bool all = false;
  bool dry_run = false;
  bool send = false;  ///< In replay: serve mail and the other channels too.
  bool json = false;
  std::optional<int> baseline_days;
  std::string publish;  ///< A directory instead of the configuration's; in replay the only one.
};
int command_run(Installation& installation, const RunCommand& command);

struct SourcesCommand {
  bool json = false;
};
int command_sources(Installation& installation, const SourcesCommand& command);
struct SourcesCheckCommand {
  std::vector<std::string> sources;
  bool offline = false;
  bool json = false;
};
int command_sources_check(Installation& installation, const SourcesCheckCommand& command);
struct SourcesTryCommand {
  std::string url;
  std::string file;  ///< A saved page instead of what the address answers.
  bool browser = false;
  bool json = false;
};
int command_sources_try(Installation& installation, const SourcesTryCommand& command);
int command_sources_disable(Installation& installation, const std::string& id,
                            const std::string& why);
int command_sources_enable(Installation& installation, const std::string& id);

struct ParseCommand {
  std::vector<std::string> arguments;  ///< [SOURCE] FILE
  std::string url;
  bool json = false;
};
int command_parse(Installation& installation, const ParseCommand& command);
int command_read(Installation& installation, const ParseCommand& command);

struct ItemsCommand {
  std::string since, until, status, words;
  std::string deadline_from, deadline_before, effective_from, effective_before, fine_over, number;
  std::vector<std::string> kinds, sections, topics, authorities, sources;
  std::vector<std::string> facts;  ///< `NAME`, `NAME=TEXT`, `NAME<VALUE`, …
  bool relevant = false;
  bool json = false;
  std::optional<int> limit;
};
int command_items(Installation& installation, const ItemsCommand& command);
int command_show(Installation& installation, const std::string& id, bool json);
struct MarkCommand {
  std::string id, kind;
  std::string section;  ///< regulatory, enforcement, industry, or none
  std::vector<std::string> topics;
  bool no_topics = false;
  std::string draft;   ///< Id of the notice that is its draft.
  std::string unlink;  ///< Id of a notice that it has nothing to do with.
  bool no_lineage = false;
  std::optional<std::string> title_en, summary_en;  ///< Empty: taken back.
  bool accept_english = false;                      ///< What a machine proposed is a person's word.
  bool no_english = false;                          ///< What a person wrote is taken back.
};
int command_mark(Installation& installation, const MarkCommand& command);

/// How a comparison is given.
struct ComparisonOutput {
  std::string format = "text";  ///< text, html, docx, json
  bool json = false;            ///< As format json.
  std::string file;             ///< Empty: standard output.
  bool all = false;             ///< Unchanged articles too.
  bool side_by_side = false;
  bool unified = false;
};
struct CompareCommand {
  std::string before, after;          ///< As app/named_text.h takes them.
  std::string before_url, after_url;  ///< Of saved pages.
  ComparisonOutput output;
};
int command_compare(Installation& installation, const CompareCommand& command);
struct DiffCommand {
  std::string id;             ///< May name a file: `k7m3q9x:2`.
  std::vector<int> versions;  ///< At most two; the newest two where none is named.
  bool with_draft = false;    ///< The draft that it came from against its newest version.
  ComparisonOutput output;
};
int command_diff(Installation& installation, const DiffCommand& command);

struct ExportItemsCommand {
  ItemsCommand items;          ///< Which.
  std::string format = "csv";  ///< csv, jsonl
  std::string file;            ///< Empty: standard output.
  bool no_bom = false;         ///< CSV without the mark by which a spreadsheet knows UTF-8.
};
int command_export_items(Installation& installation, const ExportItemsCommand& command);
struct ExportIcsCommand {
  ItemsCommand items;  ///< Whose days.
  std::string file;    ///< Empty: standard output.
};
int command_export_ics(Installation& installation, const ExportIcsCommand& command);
struct ExportChangesCommand {
  std::string after;  ///< A cursor of an earlier answer; empty: from the beginning.
  std::optional<int> limit;
  bool health = false;  ///< Health events too.
  std::string file;     ///< Empty: standard output.
};
int command_export_changes(Installation& installation, const ExportChangesCommand& command);

struct ClassifyCommand {
  std::string authority;
  std::vector<std::string> titles;
  bool json = false;
};
int command_classify(Installation& installation, const ClassifyCommand& command);

struct DigestCommand {
  std::string since, until;
  std::string month;            ///< `2022-04`
  std::string by;               ///< urgency, section; empty: section for a month, else urgency
  bool relevant = false;        ///< Only notices with a topic.
  std::string format = "text";  ///< text, html, json
  bool send = false;
};
int command_digest(Installation& installation, const DigestCommand& command);

struct AlertsCommand {
  std::string name;       ///< Of a subscription; empty: all.
  std::string recipient;  ///< Empty: all of it that are paused.
  std::string why;
  std::string since = "7d";
  bool json = false;
};
int command_alerts_list(Installation& installation, const AlertsCommand& command);
int command_alerts_pause(Installation& installation, const AlertsCommand& command);
int command_alerts_resume(Installation& installation, const AlertsCommand& command);
/// What was given up since then is due again.
int command_alerts_retry(Installation& installation, const AlertsCommand& command);
int command_alerts_test(Installation& installation, const AlertsCommand& command);
/// Answers the one request that a web server hands to it as a CGI program (RFC 3875).
int command_unsubscribe_cgi(Installation& installation);

struct ProposeCommand {
  std::vector<std::string> ids;
  std::string month;         ///< `2022-04`; where nothing is named, the current one.
  std::optional<int> limit;  ///< Questions asked at most.
  bool json = false;
};
int command_propose(Installation& installation, const ProposeCommand& command);

struct ExportFeedCommand {
  std::string source, subscription;  ///< Neither: everything.
  int limit = 100;
  bool json = false;  ///< A JSON Feed, not Atom.
  std::string output;
};
int command_export_feed(Installation& installation, const ExportFeedCommand& command);
int command_export_opml(Installation& installation, const std::string& output);

struct NewsletterCommand {
  std::string month;                ///< `2022-04`
  std::string format = "markdown";  ///< markdown, html, docx
  std::string output;               ///< A file; empty: standard output.
  std::string template_file;  ///< In place of the format's own; .docx: whose styles are taken.
  std::string title;
  std::vector<std::string> sections;  ///< regulatory, enforcement, industry; empty: all.
  bool relevant = false;              ///< Only notices with a topic.
};
int command_export_newsletter(Installation& installation, const NewsletterCommand& command);

struct ArchiveCommand {
  std::vector<std::string> files;
  std::string url, output;
  bool json = false;
  bool as_sent = false;
};
int command_archive_list(Installation& installation, const ArchiveCommand& command);
int command_archive_verify(Installation& installation, const ArchiveCommand& command);
/// A manifest of saved pages (file, address, content type, when, fidelity, status; parted by tabs)
/// as one WARC file, for --replay.
int command_archive_pack(const std::string& manifest, const std::string& output);
int command_archive_extract(Installation& installation, const ArchiveCommand& command);

/// What came from then to the second `until`, as a digest of everything (no subscription's filter).
Digest digest_between(Database& database, Installation& installation, Instant since, Instant until);
/// A month as a newsletter tells it: what was published in it, whenever it was found; what changed
/// in it; and what was found in it though published before. What several institutions published
/// belongs to the month of the first of them.
Digest digest_of_month(Database& database, Installation& installation,
                       std::chrono::year_month month);

/// Which notices the options of `items` mean. Throws CommandError (64).
NoticeFilter notice_filter(const ItemsCommand& command, Instant now);
/// `2022-04`. Throws CommandError (64).
std::chrono::year_month month_or_usage(const std::string& text);
/// Only the notices with a topic stay.
void keep_relevant(Digest& digest);
/// What an institution is called in English; empty where no source says so.
std::string institution_of(const std::string& authority, const std::vector<Source>& sources);

/// The notice of that id. Throws CommandError (64).
Notice notice_or_usage(Notices& notices, const std::string& id);
/// `2026-09-18`, an instant, `yesterday`, `today`, `7d`: as an instant. Throws CommandError.
Instant parse_since(const std::string& text, Instant now);
/// `2022-04`. Throws CommandError (64).
std::chrono::year_month month_or_usage(const std::string& text);
/// Throws CommandError (65) when it cannot be read.
std::string read_file(const std::string& path);
/// Whether a document's reader is needed for these bytes. Pages and feeds are text too; those are
/// read by their site's parser.
bool is_document(const std::string& bytes, const std::string& name);
/// Before anything is read: a document on a terminal is noise. Throws CommandError (64).
void refuse_document_on_terminal(const std::string& format, const std::string& file);
/// To that file, complete or not at all, or to standard output where none is named. Throws
/// CommandError (73).
void write_output(const std::string& bytes, const std::string& file);

}  // namespace regwatch
