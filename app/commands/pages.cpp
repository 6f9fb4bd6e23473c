#include <filesystem>
#include <iostream>

#include "app/commands.h"
#include "app/exit_status.h"
#include "app/source_entry.h"
#include "app/sources_file.h"
#include "app/terminal.h"
#include "diff/notice.h"
#include "diff/run.h"
#include "documents/document_reader.h"
#include "documents/file_name.h"
#include "documents/kind.h"
#include "parsers/generic_article.h"
#include "parsers/json_proposal.h"
#include "parsers/list_proposal.h"
#include "parsers/page_problem.h"
#include "parsers/parser.h"
#include "render/json.h"

namespace regwatch {
namespace {

// A saved file has no headers; its charset is read from its bytes.
Page page_of_file(const std::string& url, const std::string& body) {
  Page page;
  page.url = url;
  page.body = body;
  return page;
}

// A source that is configured nowhere.
Source unwatched(const Proposal& proposal, const std::string& url) {
  Source source = source_of_proposal(proposal, url);
  source.id = proposal.parser;
  source.authority = source.id;
  return source;
}

// How a page may be read that no source was named for, the likeliest first: as the source with that
// very address, by its institution's reader or its family's, as the nearest column of the same
// host, by whatever repeats on it.
std::vector<Source> sources_for_page(const std::vector<Source>& sources, const Page& page) {
  std::vector<Source> out;
  for (const Source& source : sources) {
    if (canonical_address(source.url) == canonical_address(page.url)) out.push_back(source);
  }
  for (const Proposal& proposal : readers_of_page(page))
    out.push_back(unwatched(proposal, page.url));
  if (const Source* near = nearest_source(sources, page.url)) {
    out.push_back(*near);
    out.back().url = page.url;
  }
  for (const auto& found : looks_like_json(page.body) ? propose_json(page) : propose_lists(page))
    out.push_back(unwatched(found.proposal, page.url));
  return out;
}

bool says_something(const Listing& listing) {
  return !listing.entries.empty() || listing.is_shell();
}

// By the first reader that finds rows, or where they are; else what the first one said.
Result<Listing> read_unnamed(const std::vector<Source>& sources, const Page& page) {
  if (const auto url = parse_url(page.url); !url)
    throw CommandError(exit_usage, url.error().message);
  const std::string body = utf8_body(page);
  Page decoded = page;
  decoded.body = body;
  std::optional<Result<Listing>> first;
  for (const Source& source : sources_for_page(sources, decoded)) {
    auto listing = read_list(page, source);
    if (listing && says_something(*listing)) return listing;
    if (!first) first = std::move(listing);
  }
  if (first) return std::move(*first);
  if (const auto problem = page_problem(decoded)) return *problem;
  return Error{Fault::broken, page.url + ": no rows repeat in the page, and no reader knows it"};
}

Result<Listing> read_saved_list(Installation& installation, const ParseCommand& command,
                                const std::string& body) {
  const auto& sources = installation.sources();
  if (command.arguments.size() == 1) {
    if (command.url.empty())
      throw CommandError(exit_usage, "parse FILE needs --url, or a source: parse SOURCE FILE");
    return read_unnamed(sources, page_of_file(command.url, body));
  }
  const Source* source = find_source(sources, command.arguments.front());
  if (!source)
    throw CommandError(exit_usage, "no source is called '" + command.arguments.front() + "'");
  return read_list(page_of_file(command.url.empty() ? source->url : command.url, body), *source);
}

int judged_not_good(const Error& error) {
  std::cerr << "regwatch: " << name_of(verdict_of(error)) << ": " << error.message << '\n';
  return exit_not_well;
}

void print_request(const FollowUp& next) {
  std::cerr << (next.why == FollowUp::Why::rows ? "rows are at: " : "older rows: ")
            << next.request.method << ' ' << next.request.url;
  if (!next.request.body.empty()) std::cerr << "  " << next.request.body;
  std::cerr << '\n';
}

void print_article(const ParseCommand& command, const Article& article) {
  const bool json = command.json || !output_is_terminal();
  std::cout << (json ? article_json(article) + "\n" : article_page(article, style_of_output()));
}

// An attachment is called what its file is called, and says of itself what a notice would.
Article article_of_document(const std::string& url, const std::string& name, DocumentText text) {
  Article article;
  article.title = without_extension(name);
  article.url = url;
  article.paragraphs = std::move(text.paragraphs);
  complete_article(article);
  return article;
}

int read_attachment(const ParseCommand& command, const std::string& name, std::string body) {
  const DocumentKind kind = kind_of_document(body, name);
  if (kind == DocumentKind::html)
    throw CommandError(exit_usage, name + " is a page: name its address by --url");
  if (kind == DocumentKind::unknown)
    throw CommandError(exit_data, command.arguments.back() + ": a file of no kind that is known");
  const DocumentText text = read_document({name, "", std::move(body)});
  if (!text.problem.empty())
    std::cerr << "regwatch: " << name_of(text.outcome) << ": " << text.problem << '\n';
  if (!text.paragraphs.empty())
    print_article(command, article_of_document(command.url, name, text));
  return text.outcome == DocumentText::Outcome::read ? exit_ok : exit_not_well;
}

}  // namespace

int command_parse(Installation& installation, const ParseCommand& command) {
  const std::string body = read_file(command.arguments.back());
  const auto listing = read_saved_list(installation, command, body);
  if (!listing) return judged_not_good(listing.error());
  const bool json = command.json || !output_is_terminal();
  for (const Entry& entry : listing->entries) {
    std::cout << (json ? entry_json(entry) + "\n" : entry_line(entry, style_of_output()));
  }
  for (const auto& doubt : listing->doubts) std::cerr << "regwatch: doubtful: " << doubt << '\n';
  if (listing->total) std::cerr << "the site says " << *listing->total << " in all\n";
  for (const FollowUp& next : listing->next) print_request(next);
  return exit_ok;
}

int command_read(Installation&, const ParseCommand& command) {
  std::string body = read_file(command.arguments.back());
  const std::string name = std::filesystem::path(command.arguments.back()).filename();
  if (is_document(body, name) || command.url.empty())
    return read_attachment(command, name, std::move(body));
  if (const auto url = parse_url(command.url); !url)
    throw CommandError(exit_usage, url.error().message);
  const auto article = read_article(page_of_file(command.url, body));
  if (!article) return judged_not_good(article.error());
  print_article(command, *article);
  for (const Request& part : article->next_pages)
    std::cerr << "it goes on at: " << part.url << '\n';
  return exit_ok;
}

}  // namespace regwatch
