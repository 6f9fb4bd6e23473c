#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/url.h"
#include "crawler/message.h"
#include "crawler/source.h"
#include "parsers/article.h"
#include "parsers/listing.h"

namespace regwatch {

// Where a site is added, and what with:
//
//   sources.toml alone     where a family or a format reads its lists, which is nearly everywhere
//   sites/NAME.cpp         for what its family cannot say: where its articles stand (sites/samr.cpp),
//                          rows of its own (sites/court.cpp), text behind JSON (sites/npc.cpp)
//   families/NAME.cpp      for a system that several institutions run (families/nc_content.cpp)
//
//   rows                   list_rows.h; of JSON, json.h and add_read_row of list_row.h
//   older pages            list_pager.h by what the page says, numbered_pages.h by its address
//   articles               generic_article.h with hints; text_of.h for text and files
//   options                option_check.h
//
// The file's name is its registration: it defines `parser_NAME`.

/// A page to be read. Views are valid during the call.
struct Page {
  std::string url;  ///< Final address; links resolve against it.
  int status = 200;
  Headers headers;        ///< `Content-Type` names the charset, at best.
  std::string_view body;  ///< Bytes as sent, content coding removed.
  bool truncated = false;
  bool rendered = false;  ///< A browser's document, and not the bytes as sent.
  std::string sent{};     ///< The body of the request that it answers; empty for a GET.
};
Page page_of(const Response& response);

/// What is wrong with an option, and where it was written.
struct OptionProblem {
  Location where;
  std::string message;
};

/// A `[[source]]` that would read a page: the parser, its options, and what is not sure about it.
struct Proposal {
  std::string parser;
  std::string family;  ///< In words: `TRS WCM, static pages`.
  std::vector<std::pair<std::string, std::string>> options;
  std::vector<std::string> doubts;
};

/// How one institution, family or format is read. Pure functions; a null one means "not mine".
struct Parser {
  std::string_view name;  ///< The file's stem: `cac`. What `parser =` says.
  int version = 1;        ///< Raised whenever the same bytes would be read otherwise.
  /// A list page, or an answer to a request that an earlier call returned.
  Result<Listing> (*list)(const Page& page, const Source& source) = nullptr;
  /// An article page.
  Result<Article> (*article)(const Page& page) = nullptr;
  /// Whether the address is this institution's.
  bool (*owns)(const Url& url) = nullptr;
  /// Checks a source's options: unknown keys, wrong types, bad selectors.
  std::vector<OptionProblem> (*check)(const Source& source) = nullptr;
  /// Requests that a source needs instead of a GET of its url (null: that GET).
  Request (*first_request)(const Source& source) = nullptr;
  /// Where the text of an article is, when that is not the address a person is given (null: there).
  Request (*article_request)(const Url& url) = nullptr;
  /// How a page that nobody configured would be read as this family's list, if it is one. Told by
  /// markup and address alone; `page.body` is UTF-8.
  std::optional<Proposal> (*recognise)(const Page& page) = nullptr;
};

/// All parsers: sites, families, formats, in this order, so that an institution's own reader goes
/// before its family's. Filled at build time from the files of those folders.
std::span<const Parser* const> all_parsers();
const Parser* find_parser(std::string_view name);
/// The parser of the institution whose address it is, or null.
const Parser* parser_of_address(const Url& url);

/// The front doors: recognise what is no page of ours (challenge, error page with status 200, soft
/// 404, empty, binary, truncated, hostile), then let the parser read. The page is any bytes; the
/// charset is read here, once, and a parser's `list` and `article` are given a body of UTF-8.
///
/// Faults: blocked (challenge, named), gone (404, 410), unreachable (5xx), broken (all else, naming
/// what was expected, what was found and the page's title).
Result<Listing> read_list(const Page& page, const Source& source);
/// By the reader of the institution whose address the page has, else by the generic reader.
Result<Article> read_article(const Page& page);
/// The challenge or refusal that an answer is in place of a page or a file, with what a user can
/// do; or nothing.
std::optional<Error> find_block(const Page& page);
/// What to ask for in order to read the article of that address.
Request article_request(const std::string& url);
/// parser version for an article's address (0 for the generic reader is its own version).
std::string article_reader_version(std::string_view url);

}  // namespace regwatch
