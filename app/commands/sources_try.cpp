#include <algorithm>
#include <iostream>

#include "app/commands.h"
#include "app/exit_status.h"
#include "app/list_trial.h"
#include "app/source_entry.h"
#include "diff/run.h"
#include "parsers/page_problem.h"
#include "render/json.h"

namespace regwatch {
namespace {

constexpr std::size_t shown_rows = 10;
constexpr std::size_t shown_others = 3;

// The manners of a source that is not there yet.
Source stranger(const SourcesTryCommand& command) {
  Source source;
  source.id = id_of_address(command.url);
  source.authority = source.id;
  source.url = command.url;
  source.parser = "html_list";
  if (command.browser) source.fetching = Fetching::browser;
  return source;
}

const char* what_to_do(Fault fault) {
  switch (fault) {
    case Fault::blocked:
      return "the site wants a browser: try --browser, or save the page as a browser shows it and "
             "name it with --file; the entry then needs fetch = \"browser\"";
    case Fault::gone:
      return "look for the column's address on the site's home page";
    case Fault::unreachable:
      return "see whether a browser opens the address; an old site may need a tls habit";
    default:
      return "see whether the address is that of a list";
  }
}

int found_nothing(const Error& error) {
  std::cerr << "regwatch: " << name_of(verdict_of(error)) << ": " << error.message << '\n'
            << "regwatch: " << what_to_do(error.fault) << '\n';
  return exit_not_well;
}

// One line of a comment: what a page says must not end it.
std::string comment(std::string text) {
  std::replace_if(
      text.begin(), text.end(),
      [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
  return "# " + text + "\n";
}

std::string pager_words(const Listing& listing) {
  std::string words;
  if (listing.total) words = "the site says " + std::to_string(*listing.total) + " in all";
  for (const FollowUp& next : listing.next) {
    if (next.why != FollowUp::Why::older) continue;
    words += (words.empty() ? "" : "; ") + std::string("older rows: ") + next.request.method + " " +
             next.request.url;
    if (!next.request.body.empty()) words += "  " + next.request.body;
  }
  return words.empty() ? "no pager was found: only the first page is read" : words;
}

void print_entry(const TriedProposal& tried, const Source& entry) {
  std::cout << source_toml(entry);
  if (!tried.proposal.family.empty()) std::cout << comment("family: " + tried.proposal.family);
  const auto& rows = tried.listing.entries;
  if (!rows.empty()) {
    std::cout << comment(pager_words(tried.listing));
    std::cout << comment(std::to_string(rows.size()) + " rows; the first:");
  }
  for (std::size_t i = 0; i < std::min(rows.size(), shown_rows); ++i) {
    const std::string date = rows[i].published ? format_date(*rows[i].published) : "no date   ";
    std::cout << comment("  " + date + "  " + rows[i].title + "  " + rows[i].url);
  }
  for (const auto& doubt : tried.proposal.doubts) std::cout << comment("doubt: " + doubt);
}

// A new institution goes by its code until a line of `[institution]` names it.
void print_institution(const Source& entry, const ListName& name,
                       const std::vector<Source>& known) {
  const bool has_name = std::any_of(known.begin(), known.end(), [&](const Source& source) {
    return source.authority == entry.authority && !source.institution.empty();
  });
  if (has_name) return;
  std::cout << comment(
                   "authority: a code of your own, a local body's with the place first (HZ-SJJ);")
            << comment("its names, once in a file:") << comment("[institution]")
            << comment(entry.authority + " = [\"" + (name.site.empty() ? "中文名称" : name.site) +
                       "\", \"English name\"]");
}

// What else repeats on the page, in case the first is not what was meant.
void print_others(const ListTrial& trial) {
  for (std::size_t i = 1; i < std::min(trial.lists.size(), shown_others + 1); ++i) {
    const TriedProposal& other = trial.lists[i];
    std::string words = "another list: " + std::to_string(other.listing.entries.size()) + " rows";
    for (const auto& [key, value] : other.proposal.options) {
      if (key == "item") words += ", item = " + value;
    }
    if (other.proposal.parser != "html_list") words += ", parser = " + other.proposal.parser;
    std::cout << comment(words + ": " + other.listing.entries.front().title);
  }
}

int tell(Installation& installation, const SourcesTryCommand& command, const ListTrial& trial) {
  if (trial.lists.empty() && !trial.unseen) {
    for (const auto& problem : trial.problems) std::cerr << "regwatch: " << problem << '\n';
    std::cerr << "regwatch: no list was found at " << command.url << '\n';
    return exit_not_well;
  }
  const TriedProposal& best = trial.lists.empty() ? *trial.unseen : trial.lists.front();
  Source entry = source_entry(best, trial.name, command.url, installation.sources(),
                              china_date(installation.now()));
  if (command.browser) entry.fetching = Fetching::browser;
  // Of a saved page nobody expects rows that are elsewhere.
  const bool is_well = !trial.lists.empty() || !command.file.empty();
  if (command.json) {
    std::cout << proposal_json(entry, best.proposal, best.listing) << '\n';
    return is_well ? exit_ok : exit_not_well;
  }
  print_entry(best, entry);
  print_institution(entry, trial.name, installation.sources());
  print_others(trial);
  for (const auto& problem : trial.problems) std::cout << comment("tried: " + problem);
  return is_well ? exit_ok : exit_not_well;
}

}  // namespace

int command_sources_try(Installation& installation, const SourcesTryCommand& command) {
  const auto url = parse_url(command.url);
  if (!url) throw CommandError(exit_usage, url.error().message);
  installation.keep_no_captures();
  installation.excuse(*url);
  const Source source = stranger(command);
  Response response;
  if (command.file.empty()) {
    auto fetched = fetch_for_trial(installation.fetcher(), source, Request::get(command.url));
    if (!fetched) return found_nothing(fetched.error());
    response = std::move(*fetched);
  } else {
    response.body = read_file(command.file);
    response.status = 200;
    response.url = command.url;
  }
  const Page page = page_of(response);
  Page decoded = page;
  const std::string body = utf8_body(page);
  decoded.body = body;
  if (const auto problem = page_problem(decoded)) return found_nothing(*problem);
  return tell(installation, command, try_list(installation.fetcher(), source, page));
}

}  // namespace regwatch
