// 公安部 (MPS), the library of its rules, app.mps.gov.cn/gdnps. UTF-8.
//
// Pages: a search that answers in JSONP (`searchIndex.jsp?callback=cb&goPage=1&…`), whose rows have
// no text; the same with `&id=` for one rule, with its text in `htmlContent`; the page a person is
// given, `content.jsp?id=…`, which is empty until its script has asked that.
//
// Quirks: `publishTime` is 14 digits; `wh` (文号) is absent on decisions; `fbjg` is the bureau, or
// 其他; the files in `wzb` and `tpb` are names without a folder; HTML in place of JSONP is the
// site's firewall (创宇盾), which shuts out an address for a while.
//
// Written after sites/wider-publishers.md §7.1 and a saved answer of 2026-10; not verified live.
// The list is `parser = "json"` (sources.toml); www.mps.gov.cn is of another family.

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

constexpr std::string_view library = "https://app.mps.gov.cn/gdnps/zc/";

Request rule_request(const std::string& id) {
  const auto url = with_query(std::string(library) + "searchIndex.jsp",
                              {{"callback", "cb"},
                               {"goPage", "1"},
                               {"pageSize", "1"},
                               {"zhengce", "1"},
                               {"ownSubjectDn", "/1/2257048/7387898/8244390/8244395"},
                               {"id", id}});
  return get_from(url, std::string(library) + "content.jsp?id=" + percent_encode(id));
}

Request request_of_article(const Url& url) {
  const auto id = query_parameter(url.str(), "id");
  return id ? rule_request(*id) : Request::get(url.str());
}

// The rule of that id: an answer may hold its neighbours.
JsonValue rule_in(const Json& json, const std::optional<std::string>& id) {
  const auto rules = json["resultMap"].items();
  for (const JsonValue& rule : rules) {
    if (!id || rule["id"].word() == id) return rule;
  }
  return {};
}

Article article_of(const JsonValue& rule) {
  Article article;
  article.title = title_of_markup(rule.word_of({"title", "mc"}).value_or(""));
  const auto id = rule["id"].word().value_or("");
  article.url = std::string(library) + "content.jsp?id=" + percent_encode(id);
  article.published = find_date(rule["publishTime"].word().value_or("").substr(0, 8));
  if (!article.published) article.published = find_date(rule["zlrq"].word().value_or(""));
  article.document_number = rule["wh"].word();
  article.publisher = rule["fbjg"].word();
  if (article.publisher == "其他") article.publisher.reset();
  if (const auto number = rule["syh"].word()) {
    article.facts.index_number = number;
    article.facts.evidence["index_number"] = {"索引号：" + *number};
  }
  return article;
}

Result<Article> read_mps_article(const Page& page) {
  const auto id = query_parameter(page.url, "id");
  if (!looks_like_json(page.body)) {
    if (id && page.url.find("content.jsp") != page.url.npos) {
      Article elsewhere;
      elsewhere.text_at = rule_request(*id);
      return elsewhere;
    }
    return Error{Fault::blocked, "HTML in place of JSONP: the site's firewall (创宇盾)"};
  }
  const auto json = Json::parse(page.body);
  if (!json) return json.error();
  const JsonValue rule = rule_in(*json, id);
  if (!rule) return Error{Fault::gone, "the library has no rule of id " + id.value_or("?")};
  Article article = article_of(rule);
  const auto html = Html::parse_fragment(rule["htmlContent"].word().value_or(""));
  if (!html) return html.error();
  article.paragraphs = paragraphs_of(html->root());
  article.attachments = collect_attachments(html->root(), article.url);
  if (article.paragraphs.empty() && article.attachments.empty())
    return Error{Fault::broken, "'htmlContent' of the rule is empty"};
  complete_article(article);
  return article;
}

bool is_library(const Url& url) {
  return url.host == "app.mps.gov.cn" && url.path.starts_with("/gdnps/");
}

}  // namespace

const Parser& parser_mps() {
  static const Parser parser{.name = "mps",
                             .article = read_mps_article,
                             .owns = is_library,
                             .article_request = request_of_article};
  return parser;
}

}  // namespace regwatch
