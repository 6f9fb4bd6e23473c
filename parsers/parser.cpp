#include "parsers/parser.h"

#include <exception>

#include "parsers/charset.h"
#include "parsers/generic_article.h"
#include "parsers/page_problem.h"

namespace regwatch {
namespace {

// The page as parsers get it: UTF-8. `text` keeps the bytes.
Page decoded_page(const Page& page, std::string& text) {
  Page out = page;
  if (!is_binary(page.body)) {
    text = decode_text(page.body, find_header(page.headers, "Content-Type").value_or("")).text;
    out.body = text;
  }
  return out;
}

// A throw out of a parser fails that page, not the run.
template <class T, class Read>
Result<T> guarded(Read read) {
  try {
    return read();
  } catch (const std::exception& error) {
    return Error{Fault::broken, std::string("the parser gave up: ") + error.what()};
  }
}

}  // namespace

Page page_of(const Response& response) {
  Page page;
  page.url = response.url;
  page.status = response.status;
  page.headers = response.headers;
  page.body = response.body;
  page.truncated = response.truncated;
  return page;
}

const Parser* find_parser(std::string_view name) {
  for (const Parser* parser : all_parsers()) {
    if (parser->name == name) return parser;
  }
  return nullptr;
}

const Parser* parser_of_address(const Url& url) {
  for (const Parser* parser : all_parsers()) {
    if (parser->owns && parser->owns(url)) return parser;
  }
  return nullptr;
}

Result<Listing> read_list(const Page& page, const Source& source) {
  const auto with_id = [&](const Error& error) {
    return Error{error.fault, source.id + ": " + error.message};
  };
  const Parser* parser = find_parser(source.parser);
  if (!parser || !parser->list)
    return with_id({Fault::invalid, "no parser is called '" + source.parser + "'"});
  std::string text;
  const Page decoded = decoded_page(page, text);
  if (const auto problem = page_problem(decoded)) return with_id(*problem);
  auto listing = guarded<Listing>([&] { return parser->list(decoded, source); });
  if (!listing) return with_id(listing.error());
  return listing;
}

Result<Article> read_article(const Page& page) {
  const auto url = parse_url(page.url);
  if (!url) return url.error();
  std::string text;
  const Page decoded = decoded_page(page, text);
  const auto with_url = [&](const Error& error) {
    return Error{error.fault, page.url + ": " + error.message};
  };
  if (const auto problem = page_problem(decoded)) return with_url(*problem);
  const Parser* parser = parser_of_address(*url);
  auto article = guarded<Article>([&] {
    return parser && parser->article ? parser->article(decoded) : read_generic_article(decoded);
  });
  if (!article) return with_url(article.error());
  return article;
}

std::string article_reader_version(std::string_view url) {
  const auto parsed = parse_url(url);
  const Parser* parser = parsed ? parser_of_address(*parsed) : nullptr;
  const std::string generic = "generic-" + std::to_string(generic_reader_version);
  if (!parser || !parser->article) return generic;
  // Site readers lean on the generic one, so that its changes are theirs.
  return std::string(parser->name) + "-" + std::to_string(parser->version) + "/" + generic;
}

}  // namespace regwatch
