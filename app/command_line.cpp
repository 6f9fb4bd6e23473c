#include "app/command_line.h"

#include <csignal>
#include <cstdio>
#include <functional>
#include <memory>
#include <utility>

#include <CLI/CLI.hpp>

#include "app/commands.h"
#include "app/exit_status.h"
#include "app/logging.h"
#include "base/text.h"
#include "render/wrap.h"

namespace regwatch {
namespace {

using Action = std::function<int(Installation&)>;

// Help as CLI11 writes it, in lines that a terminal shows whole.
class NarrowHelp : public CLI::Formatter {
 public:
  std::string make_help(const CLI::App* app, std::string name,
                        CLI::AppFormatMode mode) const override {
    constexpr std::size_t columns = 80;
    const std::size_t names = get_column_width();
    std::string help;
    const std::string wide = CLI::Formatter::make_help(app, std::move(name), mode);
    for (const auto line : split(trim(wide), '\n')) {
      if (display_width(line) <= columns || !line.starts_with(' ')) {
        help.append(line).append("\n");
      } else {
        help += wrap_indented(line.substr(names), columns, line.substr(0, names),
                              std::string(names, ' '));
      }
    }
    return help;
  }
};

// The declarations of all commands. Each remembers what to do in `action`.
class CommandLine {
 public:
  CommandLine() {
    app_.formatter(std::make_shared<NarrowHelp>());
    app_.require_subcommand(1);
    app_.set_version_flag("--version", std::string("regwatch ") + REGWATCH_VERSION);
    app_.fallthrough();
    app_.failure_message(CLI::FailureMessage::simple);
    add_globals();
    add_run();
    add_sources();
    add_pages();
    add_notices();
    add_comparisons();
    add_classify();
    add_telling();
    add_export();
    add_propose();
    add_archive();
  }

  int run(int count, char** arguments) {
    try {
      app_.parse(count, arguments);
    } catch (const CLI::ParseError& error) {
      const int status = explain(error);
      return status == 0 ? exit_ok : exit_usage;
    }
    start_logging(globals_.verbosity, globals_.log_format);
    Installation installation(globals_);
    return action_(installation);
  }

 private:
  // A word that was not understood says more than what is missing for it.
  int explain(const CLI::ParseError& error) {
    const auto unknown = app_.remaining(true);
    const bool is_incomplete =
        error.get_exit_code() == static_cast<int>(CLI::ExitCodes::RequiredError);
    if (!is_incomplete || unknown.empty()) return app_.exit(error);
    return app_.exit(CLI::ExtrasError({unknown.front()}));
  }

  CLI::App* add(CLI::App& parent, const std::string& name, const std::string& what, Action action) {
    CLI::App* command = parent.add_subcommand(name, what);
    command->fallthrough();
    // `sources check` is no `sources`: a command that was given another below it does nothing
    // itself.
    command->final_callback([this, command, action] {
      if (command->get_subcommands().empty()) action_ = action;
    });
    return command;
  }

  void add_globals() {
    app_.add_option("--config", globals_.config, "regwatch.toml");
    app_.add_option("--sources", globals_.sources,
                    "list of sources, instead of ./sources.toml (repeatable)")
        ->allow_extra_args(false);
    app_.add_option("--db", globals_.db, "database file");
    app_.add_option("--archive", globals_.archive, "directory of captures (WARC)");
    app_.add_option("--now", globals_.now, "the clock of decisions, RFC 3339");
    app_.add_option("--replay", globals_.replay,
                    "answer from WARC files instead of the network (repeatable)");
    app_.add_flag("-v", globals_.verbosity, "say more on standard error; twice: every request");
    app_.add_option("--log-format", globals_.log_format, "text or json")
        ->check(CLI::IsMember({"text", "json"}));
  }

  void add_run() {
    auto* command =
        add(app_, "run", "one pass over what is due, or over the sources named; then sends",
            [this](Installation& i) { return command_run(i, run_); });
    command->add_option("SOURCE", run_.sources, "ids");
    command->add_flag("--all", run_.all, "due or not");
    command->add_flag("--dry-run", run_.dry_run, "decide, change nothing, tell nobody");
    command->add_flag("--send", run_.send, "in replay: serve every channel, mail too");
    command->add_flag("--json", run_.json, "one object per source");
    command->add_option("--publish", run_.publish,
                        "write feeds and calendars there (in replay: only then)");
    command
        ->add_option("--baseline-days", run_.baseline_days,
                     "a first run tells what was published within N days")
        ->check(CLI::Range(0, 36500));
  }

  void add_sources() {
    auto* sources = add(app_, "sources", "what is watched, with health",
                        [this](Installation& i) { return command_sources(i, sources_); });
    sources->add_flag("--json", sources_.json, "one object per source");
    auto* check = add(*sources, "check", "validate the configuration and read each source once",
                      [this](Installation& i) { return command_sources_check(i, check_); });
    check->add_option("SOURCE", check_.sources, "ids");
    check->add_flag("--offline", check_.offline, "the configuration only");
    check->add_flag("--json", check_.json, "one object per source");
    auto* attempt = add(*sources, "try", "propose a [[source]] entry for a page never seen",
                        [this](Installation& i) { return command_sources_try(i, try_); });
    attempt->add_option("URL", try_.url)->required();
    attempt->add_option("--file", try_.file, "the page as it was saved, instead of fetching it");
    attempt->add_flag("--browser", try_.browser, "fetch it with a browser");
    attempt->add_flag("--json", try_.json, "one JSON object");
    auto* disable = add(*sources, "disable", "stop watching, on record",
                        [this](Installation& i) { return command_sources_disable(i, id_, why_); });
    disable->add_option("ID", id_)->required();
    disable->add_option("--why", why_, "the reason")->required();
    auto* enable = add(*sources, "enable", "watch again",
                       [this](Installation& i) { return command_sources_enable(i, id_); });
    enable->add_option("ID", id_)->required();
  }

  void add_pages() {
    auto* parse = add(app_, "parse", "a saved list page: its entries",
                      [this](Installation& i) { return command_parse(i, parse_); });
    parse->add_option("FILE", parse_.arguments, "[SOURCE] FILE")->required()->expected(1, 2);
    parse->add_option("--url", parse_.url, "its address");
    parse->add_flag("--json", parse_.json,
                    "JSON Lines (also where standard output is no terminal)");
    auto* read = add(app_, "read", "a saved article page or attachment: its text with its facts",
                     [this](Installation& i) { return command_read(i, parse_); });
    read->add_option("FILE", parse_.arguments)->required()->expected(1);
    read->add_option("--url", parse_.url, "its address; a page needs one");
    read->add_flag("--json", parse_.json,
                   "one JSON object (also where standard output is no terminal)");
  }

  void add_filters(CLI::App* command) {
    add_selection(command);
    command->add_flag("--json", items_.json, "JSON Lines");
  }

  // Which notices.
  void add_selection(CLI::App* command) {
    command->add_option("--since", items_.since,
                        "first seen or changed since: yesterday, 7d, 2026-09-18");
    command->add_option("--until", items_.until, "… and before");
    command->add_option("--kind", items_.kinds, "draft, rule, plan, standard, enforcement, …")
        ->delimiter(',');
    command->add_option("--section", items_.sections, "regulatory, enforcement, industry")
        ->delimiter(',');
    command->add_option("--topic", items_.topics, "a topic; * means any")->delimiter(',');
    command->add_option("--authority", items_.authorities, "CAC, MIIT, …")->delimiter(',');
    command->add_option("--source", items_.sources, "ids of sources")->delimiter(',');
    command->add_option("--status", items_.status, "listed, delisted, withdrawn");
    command->add_option("--deadline-from", items_.deadline_from,
                        "comment deadline on or after this date, or today");
    command->add_option("--deadline-before", items_.deadline_before, "comment deadline before it");
    command->add_option("--effective-from", items_.effective_from, "in force from it on, or later");
    command->add_option("--effective-before", items_.effective_before, "in force before it");
    command->add_option("--fine-over", items_.fine_over, "a fine of more than 200000, 20万, …");
    command->add_option("--number", items_.number, "document number (文号), or a part of it");
    command->add_option("--fact", items_.facts,
                        "NAME (it is known), NAME=TEXT, NAME<VALUE, NAME>=VALUE, … (repeatable)");
    command->add_flag("--relevant", items_.relevant, "only those with a topic");
    command->add_option("--limit", items_.limit, "at most so many")->check(CLI::PositiveNumber);
  }

  void add_notices() {
    auto* items = add(app_, "items", "what is known, newest first",
                      [this](Installation& i) { return command_items(i, items_); });
    add_filters(items);
    auto* search = add(app_, "search", "notices that hold all these words",
                       [this](Installation& i) { return find_words(i); });
    search->add_option("WORDS", words_)->required();
    add_filters(search);
    auto* show = add(app_, "show", "one notice with its versions and changes",
                     [this](Installation& i) { return command_show(i, id_, items_.json); });
    show->add_option("ID", id_)->required();
    show->add_flag("--json", items_.json, "one JSON object");
    auto* mark =
        add(app_, "mark", "correct kind, section, topics or lineage, or write English; it stays",
            [this](Installation& i) { return command_mark(i, mark_); });
    mark->add_option("ID", mark_.id)->required();
    mark->add_option("--kind", mark_.kind);
    mark->add_option("--section", mark_.section, "regulatory, enforcement, industry or none");
    mark->add_option("--topic", mark_.topics, "repeatable; replaces the topics")->delimiter(',');
    mark->add_flag("--no-topics", mark_.no_topics, "it is not relevant");
    mark->add_option("--draft", mark_.draft, "id of the notice that is its draft");
    mark->add_option("--unlink", mark_.unlink, "id of a notice that it is not related to");
    mark->add_flag("--no-lineage", mark_.no_lineage,
                   "it descends from nothing, nor anything from it");
    mark->add_option("--title-en", mark_.title_en, "its title in English; empty takes it back");
    mark->add_option("--summary-en", mark_.summary_en, "what it says, in a few English sentences");
    mark->add_flag("--accept-english", mark_.accept_english,
                   "take what a machine proposed for yours");
    mark->add_flag("--no-english", mark_.no_english, "take back what a person wrote");
  }

  int find_words(Installation& installation) {
    for (const auto& word : words_) items_.words += (items_.words.empty() ? "" : " ") + word;
    return command_items(installation, items_);
  }

  void add_output(CLI::App* command, ComparisonOutput& output) {
    auto* format = command->add_option("--format", output.format, "text, html, docx or json")
                       ->check(CLI::IsMember({"text", "html", "docx", "json"}));
    command->add_flag("--json", output.json, "one JSON object")->excludes(format);
    command->add_option("-o,--output", output.file, "a file instead of standard output");
    command->add_flag("--all", output.all, "unchanged articles too");
    auto* side_by_side = command->add_flag("--side-by-side", output.side_by_side,
                                           "two columns, as from 120 columns on");
    command->add_flag("--unified", output.unified, "one text below the other")
        ->excludes(side_by_side);
  }

  void add_comparisons() {
    auto* diff = add(app_, "diff", "a notice's versions, article by article",
                     [this](Installation& i) { return command_diff(i, diff_); });
    diff->add_option("ID", diff_.id, "ID, or ID:2 for its second file")->required();
    diff->add_option("VERSION", diff_.versions, "A B; else the newest two")->expected(0, 2);
    diff->add_flag("--draft", diff_.with_draft,
                   "the draft that it came from against it (also where it has one version only)");
    add_output(diff, diff_.output);
    auto* compare = add(app_, "compare", "any two texts, article by article",
                        [this](Installation& i) { return command_compare(i, compare_); });
    compare->add_option("A", compare_.before, "a file, ID, ID@VERSION or ID:FILE")->required();
    compare->add_option("B", compare_.after, "likewise")->required();
    compare->add_option("--url-a", compare_.before_url, "the address of A, a saved page");
    compare->add_option("--url-b", compare_.after_url, "the address of B, a saved page");
    add_output(compare, compare_.output);
  }

  void add_classify() {
    auto* classify = add(app_, "classify", "kind and topics of titles",
                         [this](Installation& i) { return command_classify(i, classify_); });
    classify->add_option("TITLE", classify_.titles, "titles; else lines of standard input");
    classify->add_option("--authority", classify_.authority, "CAC, MIIT, …");
    classify->add_flag("--json", classify_.json,
                       "JSON Lines (also where standard output is no terminal)");
  }

  void add_telling() {
    auto* digest = add(app_, "digest", "compose the digest; print it or send it",
                       [this](Installation& i) { return command_digest(i, digest_); });
    digest->add_option("--since", digest_.since, "yesterday, 7d, 2026-09-18, an instant");
    digest->add_option("--until", digest_.until, "… and before");
    digest->add_option("--month", digest_.month, "what was published in it: 2022-04");
    digest
        ->add_option("--by", digest_.by,
                     "urgency, or section: Regulatory, Enforcement, Industry (a month's order)")
        ->check(CLI::IsMember({"urgency", "section"}));
    digest->add_flag("--relevant", digest_.relevant, "only notices with a topic");
    digest->add_option("--format", digest_.format)->check(CLI::IsMember({"text", "html", "json"}));
    digest->add_flag("--send", digest_.send,
                     "send every subscription the digest it is owed, due or not");
    add_alerts();
  }

  void add_alerts() {
    auto* alerts =
        app_.add_subcommand("alerts", "the channels")->require_subcommand(1)->fallthrough();
    auto* list = add(*alerts, "list", "who is told, and how each recipient stands",
                     [this](Installation& i) { return command_alerts_list(i, alerts_); });
    list->add_option("NAME", alerts_.name, "a subscription; else all");
    list->add_flag("--json", alerts_.json, "one object per subscription");
    auto* test = add(*alerts, "test", "a sample to every channel",
                     [this](Installation& i) { return command_alerts_test(i, alerts_); });
    test->add_option("NAME", alerts_.name, "a subscription; else all");
    auto* pause = add(*alerts, "pause", "send a recipient nothing more",
                      [this](Installation& i) { return command_alerts_pause(i, alerts_); });
    pause->add_option("NAME", alerts_.name, "a subscription")->required();
    pause->add_option("RECIPIENT", alerts_.recipient)->required();
    pause->add_option("--why", alerts_.why, "the reason")->required();
    auto* resume = add(*alerts, "resume", "send a recipient that is paused what comes from now on",
                       [this](Installation& i) { return command_alerts_resume(i, alerts_); });
    resume->add_option("NAME", alerts_.name, "a subscription")->required();
    resume->add_option("RECIPIENT", alerts_.recipient, "else all that are paused");
    auto* retry = add(*alerts, "retry", "try again what was given up",
                      [this](Installation& i) { return command_alerts_retry(i, alerts_); });
    retry->add_option("NAME", alerts_.name, "a subscription")->required();
    retry->add_option("--since", alerts_.since, "messages since: 7d unless said");
    add(*alerts, "unsubscribe-cgi", "answers a web server's request to unsubscribe (CGI)",
        [](Installation& i) { return command_unsubscribe_cgi(i); });
  }

  void add_propose() {
    auto* propose = add(app_, "propose", "ask the [assistant] for titles and summaries in English",
                        [this](Installation& i) { return command_propose(i, propose_); });
    propose->add_option("ID", propose_.ids, "notices; else a month's that have no English yet");
    propose->add_option("--month", propose_.month, "2022-04; the current one unless said");
    propose->add_option("--limit", propose_.limit, "questions at most")->check(CLI::PositiveNumber);
    propose->add_flag("--json", propose_.json, "JSON Lines");
  }

  void add_export() {
    auto* exports = app_.add_subcommand("export", "for other systems and for print")
                        ->require_subcommand(1)
                        ->fallthrough();
    add_export_feeds(*exports);
    add_export_items(*exports);
    add_export_changes(*exports);
    add_export_ics(*exports);
    add_export_newsletter(*exports);
  }

  void add_export_feeds(CLI::App& exports) {
    const auto add_feed = [&](const char* name, const char* what, bool json) {
      auto* feed = add(exports, name, what, [this, json](Installation& i) {
        export_feed_.json = json;
        return command_export_feed(i, export_feed_);
      });
      auto* source = feed->add_option("--source", export_feed_.source, "id; else everything");
      feed->add_option("--subscription", export_feed_.subscription, "its name, or its feed's")
          ->excludes(source);
      feed->add_option("--limit", export_feed_.limit, "the newest so many (100)")
          ->check(CLI::PositiveNumber);
      feed->add_option("-o,--output", export_feed_.output, "a file instead of standard output");
    };
    add_feed("atom", "the newest notices as an Atom feed", false);
    add_feed("json-feed", "the newest notices as a JSON Feed", true);
    auto* opml = add(exports, "opml", "the list of all published feeds", [this](Installation& i) {
      return command_export_opml(i, export_feed_.output);
    });
    opml->add_option("-o,--output", export_feed_.output, "a file instead of standard output");
  }

  void add_export_items(CLI::App& parent) {
    auto* items =
        add(parent, "items", "notices as a table or as JSON Lines", [this](Installation& i) {
          export_items_.items = items_;
          return command_export_items(i, export_items_);
        });
    add_selection(items);
    items->add_option("--format", export_items_.format, "csv or jsonl")
        ->check(CLI::IsMember({"csv", "jsonl"}));
    items->add_flag("--no-bom", export_items_.no_bom, "CSV without a byte order mark");
    items->add_option("-o,--output", export_items_.file, "a file instead of standard output");
  }

  void add_export_changes(CLI::App& parent) {
    auto* changes = add(parent, "changes", "what happened since the last time, for a queue",
                        [this](Installation& i) { return command_export_changes(i, changes_); });
    changes->add_option("--after", changes_.after, "the cursor of an earlier answer's last line");
    changes->add_option("--limit", changes_.limit, "at most so many")->check(CLI::PositiveNumber);
    changes->add_flag("--health", changes_.health, "sources that went blind or see again, too");
    changes->add_option("-o,--output", changes_.file, "a file instead of standard output");
  }

  void add_export_ics(CLI::App& parent) {
    auto* ics = add(parent, "ics", "comment deadlines and effective dates as a calendar",
                    [this](Installation& i) {
                      ics_.items = items_;
                      return command_export_ics(i, ics_);
                    });
    add_selection(ics);
    ics->add_option("-o,--output", ics_.file, "a file instead of standard output");
  }

  void add_export_newsletter(CLI::App& exports) {
    auto* newsletter =
        add(exports, "newsletter", "a month as a newsletter that an editor starts from",
            [this](Installation& i) { return command_export_newsletter(i, newsletter_); });
    newsletter->add_option("--month", newsletter_.month, "by date of publication: 2022-04")
        ->required();
    newsletter->add_option("--format", newsletter_.format, "markdown, html or docx")
        ->check(CLI::IsMember({"markdown", "html", "docx"}));
    newsletter->add_option("-o,--output", newsletter_.output, "a file instead of standard output");
    newsletter->add_option("--template", newsletter_.template_file,
                           "a file in place of the format's own; a .docx: its styles are taken");
    newsletter->add_option("--title", newsletter_.title, "of the newsletter, without the month");
    newsletter
        ->add_option("--section", newsletter_.sections, "only regulatory, enforcement or industry")
        ->delimiter(',')
        ->check(CLI::IsMember({"regulatory", "enforcement", "industry"}));
    newsletter->add_flag("--relevant", newsletter_.relevant, "only notices with a topic");
  }

  void add_archive() {
    auto* archive =
        app_.add_subcommand("archive", "the captures")->require_subcommand(1)->fallthrough();
    auto* list = add(*archive, "list", "every record",
                     [this](Installation& i) { return command_archive_list(i, archive_); });
    list->add_option("FILE", archive_.files, "WARC files; else the archive");
    list->add_flag("--json", archive_.json, "JSON Lines");
    auto* verify = add(*archive, "verify", "digests, members, references",
                       [this](Installation& i) { return command_archive_verify(i, archive_); });
    verify->add_option("FILE", archive_.files, "WARC files; else the archive");
    auto* pack =
        add(*archive, "pack", "saved pages as one WARC file, for --replay", [this](Installation&) {
          return command_archive_pack(archive_.files.front(), archive_.output);
        });
    pack->add_option("MANIFEST", archive_.files,
                     "file, address, content type, when, fidelity, status; by tabs")
        ->required()
        ->expected(1);
    pack->add_option("-o,--output", archive_.output, "the WARC file")->required();
    auto* extract = add(*archive, "extract", "the bytes of a capture",
                        [this](Installation& i) { return command_archive_extract(i, archive_); });
    extract->add_option("URL", archive_.url)->required();
    extract->add_option("FILE", archive_.files, "WARC files; else the archive");
    extract->add_option("-o,--output", archive_.output, "a file instead of standard output");
    extract->add_flag("--as-sent", archive_.as_sent, "with its content coding");
  }

  CLI::App app_{"regwatch watches the announcement pages of Chinese regulators.", "regwatch"};
  Action action_;
  GlobalOptions globals_;
  RunCommand run_;
  SourcesCommand sources_;
  SourcesCheckCommand check_;
  SourcesTryCommand try_;
  ParseCommand parse_;
  ItemsCommand items_;
  MarkCommand mark_;
  DiffCommand diff_;
  CompareCommand compare_;
  ClassifyCommand classify_;
  DigestCommand digest_;
  AlertsCommand alerts_;
  ProposeCommand propose_;
  ExportItemsCommand export_items_;
  ExportChangesCommand changes_;
  ExportIcsCommand ics_;
  NewsletterCommand newsletter_;
  ArchiveCommand archive_;
  ExportFeedCommand export_feed_;
  std::vector<std::string> words_;
  std::string id_;
  std::string why_;
};

int fail(ExitStatus status, const char* message) {
  std::fprintf(stderr, "regwatch: %s\n", message);
  return status;
}

}  // namespace

int run_command_line(int count, char** arguments) {
  std::signal(SIGPIPE, SIG_IGN);  // `regwatch items | head` ends with a write error, not a death.
  try {
    return CommandLine().run(count, arguments);
  } catch (const CommandError& error) {
    return fail(error.status, error.what());
  } catch (const ConfigError& error) {
    return fail(exit_configuration, error.what());
  } catch (const StorageError& error) {
    return fail(exit_storage, error.what());
  } catch (const std::filesystem::filesystem_error& error) {
    return fail(exit_cannot_write, error.what());
  }
}

}  // namespace regwatch
