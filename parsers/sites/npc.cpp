// 全国人大 (NPC), drafts of laws for comment, www.npc.gov.cn/flcaw. UTF-8; http alone answers.
//
// Pages: rows in JSON (`/flcaw/flca-list?flag=0&…`: 0 those that are open), the page a person is
// given (`userIndex.html?lid=<id>`), which is empty until its script has asked for
// `/flcaw/flca/<id>/info/`: title `flxxmc`, text `tsy`, first and last day `ksrq` and `jsrq`; the
// draft itself is always `/flcaw/flca/<id>/attachment.pdf`.
//
// Quirks: https is refused in the handshake; between sessions no draft is open, and the list has no
// rows; drafts are files of up to 40 MB.
//
// Written after two crawlers' notes of 2026-09; not verified live. The list is `parser = "json"`
// (sources.toml).

#include <re2/re2.h>

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

constexpr std::string_view site = "http://www.npc.gov.cn/flcaw/";

Request draft_request(const std::string& id) {
  return get_from(std::string(site) + "flca/" + percent_encode(id) + "/info/",
                  std::string(site) + "userIndex.html?lid=" + percent_encode(id));
}

Request request_of_article(const Url& url) {
  const auto id = query_parameter(url.str(), "lid");
  return id ? draft_request(*id) : Request::get(url.str());
}

std::string id_of(std::string_view url) {
  static const RE2 form("/flca/([0-9A-Za-z_-]{1,64})/info");
  std::string id;
  RE2::PartialMatch(url, form, &id);
  return id;
}

Result<Article> read_draft(const Page& page) {
  const auto json = Json::parse(page.body);
  if (!json) return json.error();
  const std::string id = id_of(page.url);
  const std::string first_day = (*json)["ksrq"].word().value_or("");
  const std::string last_day = (*json)["jsrq"].word().value_or("");
  Article article;
  article.url = std::string(site) + "userIndex.html?lid=" + id;
  article.title = title_of_markup((*json)["flxxmc"].word().value_or(""));
  article.published = find_date(first_day);
  article.facts.comment_deadline = find_date(last_day);
  if (article.facts.comment_deadline)
    article.facts.evidence["comment_deadline"] = {"征求意见时间：" + first_day + " 至 " + last_day};
  const auto html = Html::parse_fragment((*json)["tsy"].word().value_or(""));
  if (!html) return html.error();
  article.paragraphs = paragraphs_of(html->root());
  article.attachments = collect_attachments(html->root(), article.url);
  if (!id.empty()) {
    add_attachments(article.attachments,
                    {{article.title, std::string(site) + "flca/" + id + "/attachment.pdf"}});
  }
  complete_article(article);
  return article;
}

Result<Article> read_npc_article(const Page& page) {
  if (looks_like_json(page.body)) return read_draft(page);
  const auto id = query_parameter(page.url, "lid");
  if (!id) return read_generic_article(page);
  Article elsewhere;
  elsewhere.text_at = draft_request(*id);
  return elsewhere;
}

bool is_drafts(const Url& url) {
  return (url.host == "npc.gov.cn" || url.host == "www.npc.gov.cn") &&
         url.path.starts_with("/flcaw/");
}

}  // namespace

const Parser& parser_npc() {
  static const Parser parser{.name = "npc",
                             .article = read_npc_article,
                             .owns = is_drafts,
                             .article_request = request_of_article};
  return parser;
}

}  // namespace regwatch
