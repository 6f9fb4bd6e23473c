// 国家金融监督管理总局 (NFRA, before 2023 CBIRC), www.nfra.gov.cn. Pages are frames of a script;
// all that they show is JSON, UTF-8.
//
// Pages: a column's page ItemList.html?itemId=N; its rows, first pages as files
// (`…/SelectDocByItemIdAndChild/data_itemId=N,pageIndex=1,pageSize=18.json`), all pages from
// `/cbircweb/DocInfo/SelectDocByItemIdAndChild?itemId=N`; the directory of 政府信息公开
// (`/cbircweb/solr/openGovSerch`); a document's page ItemDetail.html?docId=N and its JSON,
// `/cbircweb/DocInfo/SelectByDocId?docId=N`.
//
// Quirks: `docTitle` holds line feeds, `docSubtitle` does not; `docClob` is a document of Word that
// says gb2312 and is UTF-8; a row with `isTitleLink` leads elsewhere (`titleLink`); a document of
// two columns has one docId and two itemIds. pageIndex counts from 1; 20 rows at most are asked
// for.
//
// Which column an itemId is: 915 is 监管动态 and 928 规章及规范性文件 in two records each; one
// record calls 915 规章与规范性文件.
//
// Written after sites/wider-publishers.md §5 and saved answers of 2026-04; not verified live.

#include <re2/re2.h>

#include <algorithm>

#include "base/text.h"
#include "base/url.h"
#include "parsers/generic_article.h"
#include "parsers/json.h"
#include "parsers/list_row.h"
#include "parsers/option_check.h"
#include "parsers/page_problem.h"
#include "parsers/parser.h"
#include "parsers/text_of.h"

namespace regwatch {
namespace {

constexpr int rows_per_page = 18;
constexpr std::string_view list_page = "/cn/view/pages/ItemList.html";
constexpr std::string_view rows_path = "/cbircweb/DocInfo/SelectDocByItemIdAndChild";
constexpr std::string_view document_path = "/cbircweb/DocInfo/SelectByDocId";

using Parameters = std::vector<std::pair<std::string, std::string>>;

std::string at_path(std::string_view base, std::string_view path, const Parameters& parameters) {
  return with_query(absolute(base, path).value_or(std::string(base)), parameters);
}

// The address that a person opens.
std::string public_page(std::string_view base, const std::string& document, const std::string& item,
                        const std::string& general_type) {
  return at_path(base, "/cn/view/pages/ItemDetail.html",
                 {{"docId", document}, {"itemId", item}, {"generaltype", general_type}});
}

std::optional<std::string> first_word(const JsonValue& of,
                                      std::initializer_list<std::string_view> keys) {
  for (const std::string_view key : keys) {
    if (auto word = of[key].word()) return word;
  }
  return std::nullopt;
}

std::string title_in(const JsonValue& document) {
  return title_of_markup(first_word(document, {"docSubtitle", "docTitle"}).value_or(""));
}

Result<Json> answer_of(const Page& page, std::string_view what) {
  auto json = Json::parse(page.body);
  if (!json) return Error{Fault::broken, std::string(what) + ": " + json.error().message};
  if (const auto code = (*json)["rptCode"].integer(); code == 200) return json;
  return Error{Fault::broken, std::string(what) + " says rptCode " +
                                  (*json)["rptCode"].text().value_or("nothing") + " (" +
                                  ellipsize((*json)["msg"].word().value_or("no message"), 120) +
                                  ")"};
}

// ---- rows

// Which rows an answer's address asked for: those of a column, or of the directory.
struct Place {
  std::string item;  ///< Empty: the directory.
  int number = 1;
  int size = rows_per_page;
};

Place place_of(std::string_view url) {
  Place place;
  static const RE2 file("data_itemId=(\\d+),pageIndex=(\\d{1,6}),pageSize=([1-9]\\d{0,3})\\.json");
  if (RE2::PartialMatch(re2::StringPiece(url.data(), url.size()), file, &place.item, &place.number,
                        &place.size))
    return place;
  place.item = query_parameter(url, "itemId").value_or("");
  const auto number = query_parameter(url, place.item.empty() ? "pageNo" : "pageIndex");
  place.number = std::max(1, whole_number(number.value_or("")).value_or(1));
  const auto size = whole_number(query_parameter(url, "pageSize").value_or(""));
  place.size = std::max(1, size.value_or(rows_per_page));
  return place;
}

std::optional<std::string> address_of(const JsonValue& row, const Place& place,
                                      std::string_view base) {
  const bool leads_elsewhere =
      row["isTitleLink"].text() == "1" || row["isTitleLink"].boolean().value_or(false);
  const auto link = row["titleLink"].word();
  if (leads_elsewhere && link) return absolute(base, *link);
  const auto document = row["docId"].word();
  if (!document) return std::nullopt;
  return public_page(base, *document, row["itemId"].word().value_or(place.item),
                     row["generaltype"].word().value_or("0"));
}

void read_row(const JsonValue& row, const Place& place, const Page& page, Listing& listing) {
  const std::string name = "row " + std::to_string(++listing.rows_seen);
  const auto url = address_of(row, place, page.url);
  Entry entry;
  entry.title = title_in(row);
  if (!url || entry.title.empty()) return doubt(listing, name + " has no 'docId' or title");
  entry.url = *url;
  entry.published = find_date(row["publishDate"].word().value_or(""));
  entry.document_number = row["documentNo"].word();
  if (!entry.published) doubt(listing, "no 'publishDate': " + ellipsize(entry.title, 40));
  listing.entries.push_back(std::move(entry));
}

std::string address_of_page(const Page& page, const Place& place, int number) {
  if (!place.item.empty())
    return at_path(page.url, rows_path,
                   {{"itemId", place.item},
                    {"pageSize", std::to_string(place.size)},
                    {"pageIndex", std::to_string(number)}});
  return with_parameter(page.url, "pageNo", std::to_string(number));
}

Result<Listing> read_answer(const Page& page, const Source& source) {
  const auto json = answer_of(page, "list");
  if (!json) return broken_list(source, json.error().message);
  const JsonValue data = (*json)["data"];
  const JsonValue rows = data["rows"].is_array() ? data["rows"] : data["lists"];
  const Place place = place_of(page.url);
  Listing listing;
  for (const auto& row : rows.items()) read_row(row, place, page, listing);
  listing.total = data["total"].count();
  if (listing.entries.empty()) {
    if (place.number > 1 && rows.is_array() && listing.rows_seen == 0) return listing;
    return broken_list(source,
                       "'data.rows' gave 0 readable rows of " + std::to_string(listing.rows_seen));
  }
  const bool more = listing.total
                        ? static_cast<long long>(place.number) * place.size < *listing.total
                        : static_cast<int>(listing.entries.size()) >= place.size;
  if (more)
    listing.next.push_back({FollowUp::Why::older,
                            get_from(address_of_page(page, place, place.number + 1), source.url)});
  return listing;
}

// ---- a column's page

std::optional<Request> rows_of_column(const std::string& url) {
  const auto item = query_parameter(url, "itemId");
  const auto parsed = parse_url(url);
  if (!item || !whole_number(*item) || !parsed || parsed->path != list_page) return std::nullopt;
  const auto file =
      absolute(url, "/cn/static/data/DocInfo/SelectDocByItemIdAndChild/data_itemId=" + *item +
                        ",pageIndex=1,pageSize=" + std::to_string(rows_per_page) + ".json");
  return get_from(file.value_or(url), url);
}

Result<Listing> read_nfra_list(const Page& page, const Source& source) {
  if (looks_like_json(page.body)) return read_answer(page, source);
  Listing listing;
  const auto request = rows_of_column(page.url);
  if (!request)
    return broken_list(source, "expected JSON or ItemList.html?itemId=…, found a page \"" +
                                   title_in_bytes(page.body) + "\"");
  listing.next.push_back({FollowUp::Why::rows, *request});
  return listing;
}

Request first_nfra_request(const Source& source) {
  return rows_of_column(source.url).value_or(Request::get(source.url));
}

// ---- articles

std::optional<std::string> document_of(std::string_view url) {
  static const RE2 file("data_docId=(\\d+)\\.json");
  std::string document;
  if (RE2::PartialMatch(re2::StringPiece(url.data(), url.size()), file, &document)) return document;
  const auto parameter = query_parameter(url, "docId");
  return parameter && whole_number(*parameter) ? parameter : std::nullopt;
}

Request nfra_article_request(const Url& url) {
  const auto document = document_of(url.str());
  if (!document) return Request::get(url.str());
  return get_from(at_path(url.str(), document_path, {{"docId", *document}}), url.str());
}

// The innermost column that the document itself names.
JsonValue column_of(const JsonValue& document) {
  const auto columns = document["listTwoItem"].items();
  return columns.empty() ? JsonValue() : columns.front();
}

std::vector<Attachment> files_of(const JsonValue& document, std::string_view base) {
  std::vector<Attachment> files;
  const auto add = [&](std::optional<std::string> name, std::optional<std::string> reference) {
    const auto url = absolute(base, reference.value_or(""));
    if (url) add_attachments(files, {{name ? title_line(*name) : last_segment_of(*url), *url}});
  };
  for (const auto& file : document["attachmentInfoVOList"].items()) {
    add(first_word(file, {"attachmentName", "title", "fileName"}),
        first_word(file, {"urlOtherName", "fileUrl"}));
  }
  for (const std::string_view key : {"docFileUrl", "pdfFileUrl"})
    add(std::nullopt, document[key].word());
  return files;
}

void read_text(const JsonValue& document, Article& article) {
  const auto markup = document["docClob"].word();
  const auto html = Html::parse_fragment(markup.value_or(""));
  if (!html) return;
  article.paragraphs = paragraphs_of(html->root());
  article.attachments = collect_attachments(html->root(), article.url);
}

Result<Article> read_document(const Page& page) {
  const auto json = answer_of(page, "document");
  if (!json) return json.error();
  const JsonValue document = (*json)["data"];
  const auto id = document["docId"].word();
  if (!id) return Error{Fault::gone, "the site knows no such document ('data.docId' is absent)"};
  Article article;
  article.url = public_page(page.url, *id, column_of(document)["ItemID"].word().value_or(""),
                            document["generaltype"].word().value_or("0"));
  article.title = title_in(document);
  article.published = find_date(document["publishDate"].word().value_or(""));
  article.publisher = document["docSource"].word();
  article.document_number = document["documentNo"].word();
  if (const auto number = document["indexNo"].word()) {
    article.facts.index_number = *number;
    article.facts.evidence["index_number"] = {"索引号：" + *number};
  }
  read_text(document, article);
  add_attachments(article.attachments, files_of(document, page.url));
  complete_article(article);
  return article;
}

Result<Article> read_nfra_article(const Page& page) {
  if (looks_like_json(page.body)) return read_document(page);
  const auto url = parse_url(page.url);
  if (!url || !document_of(page.url)) return read_generic_article(page);
  Article frame;
  frame.url = page.url;
  frame.text_at = nfra_article_request(*url);
  return frame;
}

bool is_nfra(const Url& url) {
  for (const std::string_view host : {"nfra.gov.cn", "cbirc.gov.cn"}) {
    if (url.host == host || url.host.ends_with("." + std::string(host))) return true;
  }
  return false;
}

// ---- what a page is

std::vector<OptionProblem> check_nfra(const Source& source) { return check_options(source, {}); }

std::optional<Proposal> recognise_nfra(const Page& page) {
  Source source;
  source.url = page.url;
  const bool is_of_it = looks_like_json(page.body) ? page.body.find("\"docId\"") != page.body.npos
                                                   : rows_of_column(page.url).has_value();
  if (!is_of_it || !read_nfra_list(page, source)) return std::nullopt;
  return Proposal{"nfra", "NFRA, JSON behind frames of a script", {}, {}};
}

}  // namespace

const Parser& parser_nfra() {
  static const Parser parser{.name = "nfra",
                             .list = read_nfra_list,
                             .article = read_nfra_article,
                             .owns = is_nfra,
                             .check = check_nfra,
                             .first_request = first_nfra_request,
                             .article_request = nfra_article_request,
                             .recognise = recognise_nfra};
  return parser;
}

}  // namespace regwatch
