// 央视网 (CCTV), news.cctv.com and news.cctv.cn. UTF-8.
//
// Pages: rows in JSONP (`…/cmsdatainterface/page/law_1.jsonp?cb=law`); public pages
// `/2026/03/11/ARTI<22 characters><yymmdd>.shtml`, whose text the site's own reader asks of
// api.cntv.cn by that name; albums (`PHO…`), likewise; videos (`VIDE…`), which have no text.
//
// Quirks: a public page's own markup is not recorded beyond `#content_area`, so the answer of the
// API is read, and the page where the API is not asked; an answer names no address, but the name
// ends in the day, which gives it; a video's page has a line that describes it, which is all that
// can be kept.
//
// Written after sites/wider-publishers.md §9.6; not verified live. Lists are `parser = "json"`
// (sources.toml).

#include <re2/re2.h>

#include "base/text.h"
#include "base/time.h"
#include "parsers/generic_article.h"
#include "parsers/html.h"
#include "parsers/json.h"
#include "parsers/list_row.h"
#include "parsers/page_problem.h"
#include "parsers/parser.h"
#include "parsers/text_of.h"

namespace regwatch {
namespace {

constexpr std::string_view service = "https://api.cntv.cn/Article/";

// `ARTIabc…260311` of an article's address.
std::string name_in(std::string_view path) {
  static const RE2 form("/((?:ARTI|PHO|VIDE)[0-9A-Za-z]{6,60})\\.s?html?$");
  std::string name;
  RE2::PartialMatch(path, form, &name);
  return name;
}

Request request_of_article(const Url& url) {
  const std::string name = name_in(url.path);
  if (name.empty() || name.starts_with("VIDE")) return Request::get(url.str());
  const std::string method = name.starts_with("PHO") ? "contentinfo" : "getXinwenNextArticleInfo";
  return get_from(with_query(std::string(service) + method,
                             {{"serviceId", "sjnews"}, {"id", name}, {"t", "json"}}),
                  url.str());
}

// ---- answers of the API

std::optional<CivilDate> day_in_name(std::string_view name) {
  static const RE2 form(".*(\\d\\d)(\\d\\d)(\\d\\d)");
  int year = 0, month = 0, day = 0;
  if (!RE2::FullMatch(name, form, &year, &month, &day)) return std::nullopt;
  return make_date(2000 + year, month, day);
}

std::string public_page(std::string_view name) {
  const auto day = day_in_name(name);
  if (!day) return "";
  const std::string folders = replace_all(format_date(*day), "-", "/");
  return "https://news.cctv.com/" + folders + "/" + std::string(name) + ".shtml";
}

void add_markup(std::string_view markup, Article& article) {
  const auto html = Html::parse_fragment(std::string(markup));
  if (!html) return;
  const auto lines = paragraphs_of(html->root());
  article.paragraphs.insert(article.paragraphs.end(), lines.begin(), lines.end());
  add_attachments(article.attachments, collect_attachments(html->root(), article.url));
}

Result<Article> read_answer(const Page& page) {
  const auto json = Json::parse(page.body);
  if (!json) return json.error();
  const JsonValue answer = json->root();
  const std::string name = query_parameter(page.url, "id").value_or("");
  Article article;
  article.url = public_page(name);
  if (article.url.empty()) article.url = page.url;
  article.title =
      title_of_markup(answer.word_of({"article_title", "title", "photo_album_title"}).value_or(""));
  article.published =
      find_date(answer.word_of({"article_focus_date", "focus_date", "pub_date"}).value_or(""));
  if (!article.published) article.published = day_in_name(name);
  article.publisher = answer.word_of({"article_source", "source"});
  add_markup(answer.word_of({"article_content", "content"}).value_or(""), article);
  for (const JsonValue& photo : answer["photo_album_list"].items())
    add_markup(photo.word_of({"photo_brief", "photo_name"}).value_or(""), article);
  if (article.paragraphs.empty())
    return Error{Fault::broken, "neither 'article_content' nor 'photo_album_list' holds text"};
  if (article.title.empty()) article.title = ellipsize(article.paragraphs.front(), 40);
  complete_article(article);
  return article;
}

// ---- public pages

constexpr ArticleHints hints{.body = "#content_area, .content_area, #text_area, .cnt_bd",
                             .title = "#title_area h1, .title_area h1, .cnt_bd h1",
                             .published = ".info, .info1, #title_area .info",
                             .publisher = ".info, .info1"};

// What the page of a video says of it, its title at least; what is seen and heard cannot be read.
Result<Article> read_video(const Page& page) {
  const auto html = Html::parse(std::string(page.body));
  if (!html) return html.error();
  Article article;
  article.url = page.url;
  article.title = title_line(title_of(*html));
  article.published = date_of_address(page.url);
  const std::string words = collapse_spaces(html->meta("description"));
  article.paragraphs = {words.empty() ? article.title : words};
  complete_article(article);
  return article;
}

Result<Article> read_cctv_article(const Page& page) {
  if (looks_like_json(page.body)) return read_answer(page);
  const auto url = parse_url(page.url);
  const bool is_video = url && name_in(url->path).starts_with("VIDE");
  return is_video ? read_video(page) : read_generic_article(page, hints);
}

bool is_cctv(const Url& url) {
  if (url.host == "api.cntv.cn") return url.path.starts_with("/Article/");
  return is_of_domain(url, "cctv.com") || is_of_domain(url, "cctv.cn");
}

}  // namespace

const Parser& parser_cctv() {
  static const Parser parser{.name = "cctv",
                             .article = read_cctv_article,
                             .owns = is_cctv,
                             .article_request = request_of_article};
  return parser;
}

}  // namespace regwatch
