#include <algorithm>
#include <iostream>
#include <optional>
#include <set>

#include "app/commands.h"
#include "app/commands/mark_english.h"
#include "app/exit_status.h"
#include "app/relations.h"
#include "app/terminal.h"
#include "render/json.h"
#include "render/notice_page.h"
#include "storage/lineage.h"
#include "storage/notices.h"

namespace regwatch {
namespace {

Kind kind_or_usage(const std::string& name) {
  if (const auto kind = kind_named(name)) return *kind;
  throw CommandError(exit_usage,
                     "'" + name +
                         "' is no kind: draft, rule, plan, standard, enforcement, interpretation, "
                         "licensing, report, event or other is expected");
}

NewsSection section_or_usage(const std::string& name) {
  if (const auto section = news_section_named(name)) return *section;
  throw CommandError(exit_usage,
                     "'" + name + "' is no section: regulatory, enforcement, industry is expected");
}

// The options that ask for a fact are short for conditions of `--fact`.
void add_fact_conditions(NoticeFilter& filter, const ItemsCommand& command, Instant now) {
  std::vector<std::string> conditions = command.facts;
  const auto add = [&](std::string_view left, const std::string& value) {
    if (value.empty()) return;
    conditions.push_back(std::string(left) +
                         (value == "today" ? format_date(china_date(now)) : value));
  };
  add("comment_deadline>=", command.deadline_from);
  add("comment_deadline<", command.deadline_before);
  add("effective_date>=", command.effective_from);
  add("effective_date<", command.effective_before);
  add("fines>", command.fine_over);
  for (const auto& text : conditions) {
    auto condition = parse_fact_condition(text);
    if (!condition) throw CommandError(exit_usage, condition.error().message);
    filter.facts.push_back(std::move(*condition));
  }
}

// What `mark --section` says; `none` takes a notice out of all of them.
std::optional<NewsSection> marked_section(const std::string& name) {
  if (name == "none") return std::nullopt;
  return section_or_usage(name);
}

void mark_lineage(Database& database, const MarkCommand& command) {
  Notices notices(database);
  Lineages lineages(database);
  for (const std::string& other : {command.draft, command.unlink}) {
    if (other == command.id) throw CommandError(exit_usage, "a notice is no relative of itself");
    if (!other.empty()) notice_or_usage(notices, other);
  }
  if (command.no_lineage) lineages.refuse(command.id);
  if (!command.unlink.empty()) lineages.unlink(command.id, command.unlink);
  if (!command.draft.empty()) lineages.link(command.id, command.draft, Relation::final_of);
}

}  // namespace

std::string institution_of(const std::string& authority, const std::vector<Source>& sources) {
  const auto source = std::find_if(sources.begin(), sources.end(),
                                   [&](const Source& each) { return each.authority == authority; });
  return source == sources.end() ? "" : source->english;
}

NoticeFilter notice_filter(const ItemsCommand& command, Instant now) {
  NoticeFilter filter;
  if (!command.since.empty()) filter.since = parse_since(command.since, now);
  if (!command.until.empty()) filter.until = parse_since(command.until, now);
  for (const auto& name : command.kinds) filter.kinds.push_back(kind_or_usage(name));
  for (const auto& name : command.sections) {
    filter.sections.push_back(section_or_usage(name));
  }
  filter.topics = command.topics;
  filter.authorities = command.authorities;
  filter.sources = command.sources;
  if (!command.status.empty()) {
    filter.status = status_named(command.status);
    if (!filter.status)
      throw CommandError(
          exit_usage,
          "'" + command.status + "' is no status: listed, delisted or withdrawn is expected");
  }
  if (command.relevant) filter.relevant = true;
  add_fact_conditions(filter, command, now);
  if (!command.number.empty()) filter.number = command.number;
  if (!command.words.empty()) filter.words = command.words;
  filter.limit = command.limit;
  return filter;
}

int command_items(Installation& installation, const ItemsCommand& command) {
  Database& database = installation.database(Database::Mode::read_only);
  const auto notices = Notices(database).list(notice_filter(command, installation.now()));
  const TerminalStyle style = style_of_output();
  for (const Notice& notice : notices) {
    std::cout << (command.json ? notice_json(notice) + "\n" : notice_line(notice, style));
  }
  if (notices.empty() && !command.json) std::cerr << "nothing matches\n";
  return exit_ok;
}

int command_show(Installation& installation, const std::string& id, bool json) {
  Database& database = installation.database(Database::Mode::read_only);
  Notices notices(database);
  const Notice notice = notice_or_usage(notices, id);
  NoticePage page{notice, notices.versions(id), notices.changes_of(id), {}, {}};
  if (!page.versions.empty()) notices.load_file_texts(page.versions.back());
  page.institution = institution_of(notice.authority, installation.sources());
  Lineages lineages(database);
  page.lineage = related_notices(database, lineages.links_of(id),
                                 page.versions.empty() ? nullptr : &page.versions.back());
  for (const auto& other : lineages.others_of_cluster(id)) {
    if (auto found = notices.find(other)) page.cluster.push_back(std::move(*found));
  }
  std::cout << (json ? notice_page_json(page) + "\n"
                     : notice_page(page, installation.now(), style_of_output()));
  return exit_ok;
}

int command_mark(Installation& installation, const MarkCommand& command) {
  const bool lineage = !command.draft.empty() || !command.unlink.empty() || command.no_lineage;
  const bool english = asks_for_english(command);
  if (command.kind.empty() && command.section.empty() && command.topics.empty() &&
      !command.no_topics && !lineage && !english) {
    throw CommandError(exit_usage,
                       "mark needs --kind, --section, --topic, --no-topics, --draft, --unlink, "
                       "--no-lineage, --title-en, --summary-en, --accept-english or --no-english");
  }
  if (!command.topics.empty() && command.no_topics)
    throw CommandError(exit_usage, "--topic and --no-topics exclude each other");
  std::optional<Kind> kind;
  if (!command.kind.empty()) kind = kind_or_usage(command.kind);
  Database& database = installation.database(Database::Mode::existing);
  Notices notices(database);
  const Notice notice = notice_or_usage(notices, command.id);
  Transaction transaction(database);
  if (kind) {
    const auto as_kind =
        installation.classifier().classify_as(*kind, notice.title, notice.authority);
    notices.mark_kind(command.id, *kind, as_kind.section);
  }
  if (!command.section.empty()) notices.mark_section(command.id, marked_section(command.section));
  if (!command.topics.empty() || command.no_topics) notices.mark_topics(command.id, command.topics);
  if (lineage) mark_lineage(database, command);
  if (english) mark_english(notices, notice, command, installation.now());
  transaction.commit();
  std::cout << notice_line(notice_or_usage(notices, command.id), style_of_output());
  return exit_ok;
}

int command_classify(Installation& installation, const ClassifyCommand& command) {
  const Classifier& classifier = installation.classifier();
  const bool json = command.json || !output_is_terminal();
  const auto print = [&](const std::string& title, const std::string& authority) {
    const Classification found = classifier.classify(title, authority);
    std::cout << (json ? class_json(title, found) + "\n"
                       : class_line(title, found, style_of_output()));
  };
  for (const auto& title : command.titles) print(title, command.authority);
  if (!command.titles.empty()) return exit_ok;
  int number = 0;
  for (std::string line; std::getline(std::cin, line);) {
    ++number;
    if (line.empty()) continue;
    const auto read = read_title_line(line);
    if (!read)
      throw CommandError(exit_data, "standard input, line " + std::to_string(number) + ": " +
                                        read.error().message);
    print(read->title, read->authority.empty() ? command.authority : read->authority);
  }
  return exit_ok;
}

}  // namespace regwatch
