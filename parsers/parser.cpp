#include "parsers/parser.h"

#include <exception>

#include "base/text.h"
#include "crawler/inflate.h"
#include "parsers/charset.h"
#include "parsers/front_page.h"
#include "parsers/generic_article.h"
#include "parsers/json.h"
#include "parsers/page_problem.h"

namespace regwatch {
namespace {

// A page whose body is UTF-8, as parsers take it: charset is read once, here.
struct DecodedPage {
  explicit DecodedPage(const Page& original) : page(original) {
    decoded =
        decode_text(original.body, find_header(original.headers, "Content-Type").value_or(""));
    page.body = decoded.text;
  }
  DecodedPage(const DecodedPage&) = delete;
  DecodedPage& operator=(const DecodedPage&) = delete;

  Decoded decoded;
  Page page;
};

Error prefixed(std::string_view prefix, Error error) {
  const std::string start = std::string(prefix) + ": ";
  if (!error.message.starts_with(start)) error.message = start + error.message;
  return error;
}

// What a file that is gzip by itself (`sitemap.xml.gz`) holds; a coding that HTTP tells is gone
// already.
std::optional<Error> unpack(const Page& page, std::string& into) {
  constexpr std::size_t most = 52'428'800;
  if (page.status != 200 || !page.body.starts_with("\x1f\x8b")) return std::nullopt;
  auto inflated = Inflater().inflate(page.body, Coding::gzip, most);
  if (!inflated) return inflated.error();
  if (!inflated->complete) return Error{Fault::broken, "a gzip file that breaks off"};
  into = std::move(inflated->bytes);
  return std::nullopt;
}

// What is no text is told before its bytes are taken for characters.
std::optional<Error> binary_problem(const Page& page) {
  if (page.status != 200 || !is_binary(page.body)) return std::nullopt;
  return Error{Fault::broken, "expected a page, found " + std::to_string(page.body.size()) +
                                  " bytes that are no text"};
}

// Some sites send whoever asks for a column that is gone to their front page, whose rows look good.
std::optional<Error> front_page_problem(const Page& page, const Source& source) {
  const bool is_sent_there = is_front_address(page.url) && !is_front_address(source.url);
  if (!is_sent_there || source.url.empty() || page.status != 200) return std::nullopt;
  return Error{Fault::broken, "the site's front page came in place of the list (" + page.url +
                                  ", page title: \"" + title_in_bytes(page.body) + "\")"};
}

// A throw out of one parser fails one page, not the run.
template <class T, class Read>
Result<T> guarded(std::string_view who, Read read) {
  try {
    return read();
  } catch (const std::exception& thrown) {
    return Error{Fault::broken, "parser '" + std::string(who) + "' failed: " + thrown.what()};
  }
}

Result<Listing> checked(Result<Listing> listing, const Page& page) {
  // A page behind the last one has no rows, and its parser knows that; rows that nobody could read
  // are another thing.
  if (!listing || !listing->entries.empty() || listing->rows_seen == 0) return listing;
  const std::string message = "0 of " + std::to_string(listing->rows_seen) + " rows were read";
  return Error{Fault::broken, message + " (page title: \"" + title_in_bytes(page.body) + "\")"};
}

// An interface's answer where a page was to be: what it says of itself tells why.
Error no_page(const Json& json) {
  const JsonValue answer = json.root();
  std::string message = "expected a page, found JSON";
  if (const auto names = names_of_members(answer); !names.empty()) message += " (" + names + ")";
  if (const auto said = answer.word_of({"msg", "message", "errmsg", "error", "rptMsg"})) {
    constexpr std::size_t most = 120;  // Code points.
    message += ": \"" + ellipsize(*said, most) + "\"";
  }
  return {Fault::broken, message};
}

Result<Article> checked(Result<Article> article, const Page& page) {
  if (!article) return article;
  if (article->url.empty()) article->url = page.url;
  if (article->text_at) return article;  // Its title and text are there.
  if (article->title.empty()) {
    if (looks_like_json(page.body)) {
      if (const auto json = Json::parse(page.body)) return no_page(*json);
    }
    return Error{Fault::broken,
                 "no title was found (page title: \"" + title_in_bytes(page.body) + "\")"};
  }
  if (article->paragraphs.empty() && article->attachments.empty()) {
    return Error{Fault::broken, "neither text nor attachments were found (page title: \"" +
                                    title_in_bytes(page.body) + "\")"};
  }
  return article;
}

const Parser* owner_of(std::string_view url) {
  const auto parsed = parse_url(url);
  return parsed ? parser_of_address(*parsed) : nullptr;
}

const Parser* article_reader(std::string_view url) {
  const Parser* parser = owner_of(url);
  return parser && parser->article ? parser : nullptr;
}

}  // namespace

Page page_of(const Response& response) {
  Page page;
  page.url = response.url;
  page.status = response.status;
  page.headers = response.headers;
  page.body = response.body;
  page.truncated = response.truncated;
  page.rendered = response.rendered;
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
  const Parser* parser = find_parser(source.parser);
  if (!parser || !parser->list) {
    return Error{Fault::invalid, source.id + ": no parser '" + source.parser + "' reads lists"};
  }
  std::string unpacked;
  if (auto problem = unpack(page, unpacked)) return prefixed(source.id, std::move(*problem));
  Page plain = page;
  if (!unpacked.empty()) plain.body = unpacked;
  if (auto problem = binary_problem(plain)) return prefixed(source.id, std::move(*problem));
  const DecodedPage decoded(plain);
  if (auto problem = page_problem(decoded.page)) return prefixed(source.id, std::move(*problem));
  if (auto problem = front_page_problem(decoded.page, source))
    return prefixed(source.id, std::move(*problem));
  auto listing =
      checked(guarded<Listing>(parser->name, [&] { return parser->list(decoded.page, source); }),
              decoded.page);
  if (!listing) return prefixed(source.id, listing.error());
  return listing;
}

Result<Article> read_article(const Page& page) {
  if (auto problem = binary_problem(page)) return prefixed(page.url, std::move(*problem));
  const DecodedPage decoded(page);
  if (auto problem = page_problem(decoded.page)) return prefixed(page.url, std::move(*problem));
  const Parser* parser = article_reader(page.url);
  const std::string_view who = parser ? parser->name : "generic";
  auto article = checked(guarded<Article>(who,
                                          [&] {
                                            return parser ? parser->article(decoded.page)
                                                          : read_generic_article(decoded.page);
                                          }),
                         decoded.page);
  if (!article) return prefixed(page.url, article.error());
  return article;
}

std::optional<Error> find_block(const Page& page) {
  if (page.status == 200 && is_binary(page.body)) return std::nullopt;
  const DecodedPage decoded(page);
  auto problem = page_problem(decoded.page);
  if (!problem || problem->fault != Fault::blocked) return std::nullopt;
  return problem;
}

Request article_request(const std::string& url) {
  const Parser* parser = owner_of(url);
  if (!parser || !parser->article_request) return Request::get(url);
  return parser->article_request(*parse_url(url));  // It has an owner, so it can be parsed.
}

std::string article_reader_version(std::string_view url) {
  // The generic reader's text and facts are in every article.
  const std::string generic = "generic/" + std::to_string(generic_reader_version);
  const Parser* parser = article_reader(url);
  if (!parser) return generic;
  return std::string(parser->name) + "/" + std::to_string(parser->version) + "+" + generic;
}

}  // namespace regwatch
