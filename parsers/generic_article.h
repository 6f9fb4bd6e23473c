#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/time.h"
#include "parsers/article.h"
#include "parsers/html.h"
#include "parsers/parser.h"

namespace regwatch {

/// Raised whenever the generic reader, text_of or facts would read the same bytes otherwise.
inline constexpr int generic_reader_version = 6;

/// What is known of where a site's pages hold what. Each is a list of CSS selectors, tried in their
/// order; the first that gives something is taken, else the generic reader looks for itself.
struct ArticleHints {
  std::string_view body{};
  std::string_view title{};
  std::string_view published{};  ///< Holds a date, with a label or not.
  std::string_view publisher{};  ///< Holds the name, with a label (来源：) or not.
  std::string_view files{};      ///< Blocks beside the body that link to files; all of them count.
  std::string_view without{};    ///< Parts of the body that are no text of the article.
};

/// Reads an article of a site that nobody wrote a parser for: the State Council's meta tags
/// (国办发〔2017〕47号), then known containers, then the densest block. `page.body` is UTF-8. A
/// page without text that sends its reader on (page_redirect.h) gives `text_at` alone.
/// Fault::broken when there is no text to speak of.
Result<Article> read_generic_article(const Page& page, const ArticleHints& hints = {});
/// The same for a page that its parser has looked into already.
Result<Article> read_generic_article(const Html& html, const Page& page,
                                     const ArticleHints& hints = {});

// What site parsers share with it.

/// `ArticleTitle`, else `og:title`, else the `<title>` without the site's name behind it.
std::string title_of(const Html& html);
/// Takes the site's name off: `标题_中国政府网`, `标题-某某网`.
std::string without_site_name(std::string_view title, std::string_view site_name = {});
/// The day in the meta `PubDate` (`publishdate`, `firstpublishedtime`, …), if it is one.
std::optional<CivilDate> published_in_meta(const Html& html);
/// The day that the address itself tells (`/2026-09/18/`, `t20260918_1.html`, `/2026/9/18/`).
std::optional<CivilDate> date_of_address(std::string_view url);
/// The value behind a label in the text of `scope`: `发布时间：2026-07-28`, or the next table cell
/// or sibling element. Spaces within the label do not count (`索 引 号`). Nothing when it is empty.
std::optional<std::string> labelled_value(Node scope, const std::vector<std::string_view>& labels);
/// What follows 来源: without the label, cut where the next label begins.
std::optional<std::string> publisher_in(std::string_view text);

/// Fills what follows from the text, where it is not known yet: document number and facts. Site
/// parsers call it last. The attachments of `body` and its paragraphs are the caller's.
void complete_article(Article& article);

}  // namespace regwatch
