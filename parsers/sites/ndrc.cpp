// 国家发展和改革委员会 (NDRC): its consultations, yyglxxbsgw.ndrc.gov.cn. UTF-8, JSON. The pages of
// www.ndrc.gov.cn are TRS's (families/trs.cpp), the list of consultations among them.
//
// Pages: a consultation's public address is a script's, `/sa.html#/<short key>`, or
// `/htmls/article/article.html?articleId=<id>`. The first is exchanged by `access-url` for the
// second, whose text `getArticleDetail` has.
//
// Quirks: `articleTitle` holds `<BR>`; the deadline stands in the text alone; files are absolute
// and lie on another host.
//
// Written after sites/wider-publishers.md §1.1; not verified live.

#include "base/text.h"
#include "base/url.h"
#include "parsers/generic_article.h"
#include "parsers/html.h"
#include "parsers/json.h"
#include "parsers/list_row.h"
#include "parsers/parser.h"
#include "parsers/text_of.h"
#include "parsers/written_date.h"

namespace regwatch {
namespace {

constexpr std::string_view host = "yyglxxbsgw.ndrc.gov.cn";
constexpr std::string_view service = "https://yyglxxbsgw.ndrc.gov.cn/public/submission-service/";

bool is_ndrc_consultation(const Url& url) { return url.host == host; }

Request detail_of(std::string_view article_id) {
  return get_from(
      std::string(service) + "column/getArticleDetail?articleId=" + percent_encode(article_id),
      "https://" + std::string(host) + "/");
}

Request request_of_consultation(const Url& url) {
  if (const auto id = query_parameter(url.str(), "articleId")) return detail_of(*id);
  if (!url.fragment.starts_with('/')) return Request::get(url.str());
  return get_from(std::string(service) +
                      "article/access-url?shortKey=" + percent_encode(url.fragment.substr(1)),
                  "https://" + std::string(host) + "/");
}

Error broken_answer(const Json& json, std::string_view expected) {
  return {Fault::broken, "expected '" + std::string(expected) + "', found status " +
                             json["status"].text().value_or("none") + " (" +
                             ellipsize(json["message"].word().value_or("no message"), 120) + ")"};
}

// The answer to a short key: the address of the article's page.
Result<Article> read_access(const Json& json) {
  const auto address = json["data"].word();
  const auto id = address ? query_parameter(*address, "articleId") : std::nullopt;
  if (!id) return broken_answer(json, "data: …articleId=");
  Article article;
  article.text_at = detail_of(*id);
  return article;
}

std::optional<CivilDate> day_of(JsonValue stamp) { return written_date(stamp.text().value_or("")); }

Result<Article> read_detail(const Page& page, const Json& json) {
  const JsonValue data = json["data"];
  const auto content = data["articleContent"].text();
  if (!content) return broken_answer(json, "data.articleContent");
  const auto html = Html::parse_fragment(*content);
  if (!html) return html.error();
  Article article;
  article.url = page.url;
  article.title = title_of_markup(data["articleTitle"].text().value_or(""));
  article.published = day_of(data["publishDate"]);
  article.publisher = data["articleSource"].word();
  article.paragraphs = paragraphs_of(html->root());
  article.attachments = collect_attachments(html->root(), page.url);
  complete_article(article);
  return article;
}

Result<Article> read_consultation(const Page& page) {
  const auto json = Json::parse(page.body);
  if (!json) return json.error();
  return (*json)["data"].is_object() ? read_detail(page, *json) : read_access(*json);
}

}  // namespace

const Parser& parser_ndrc() {
  static const Parser parser{.name = "ndrc",
                             .version = 1,
                             .article = read_consultation,
                             .owns = is_ndrc_consultation,
                             .article_request = request_of_consultation};
  return parser;
}

}  // namespace regwatch
