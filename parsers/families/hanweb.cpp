// 大汉版通 (Hanweb) jpage: CNIPA, MIIT's equipment centre (EIDC), NRTA, NHSA, NCHA, the governments
// of Jiangsu, Shandong and Zhejiang. UTF-8, older sites GBK.
//
// Pages: columns `/col/colN/index.html` that carry about 45 rows, three pages of 15, as XML in a
// script (`<datastore>`, one `<record>` of HTML each); answers of dataproxy.jsp, the same XML;
// before that, arrays in a script (`urls[i]='…';headers[i]="…";year[i]='…';`); plain rows. Articles
// `/art/YYYY/M/D/art_col_id.html`, later `/art/YYYY/art_col_<32 hex>.html`.
//
// Quirks: a page may hold several stores, of which the column's own is told by its `columnid`; the
// next rows are behind the link in `<nextgroup>`, whose parameters some sites encrypt, else behind
// the parameters that the page hands to `jpage({…})`; those of an encrypted link may be answered by
// an empty store, which is no different from the end; a date may be broken over lines; an index
// number (2026-02-00018) looks like one; the day of signing stands before the day of publication.
//
// Written after sites/wider-publishers.md §2; not verified live.

#include "parsers/families/hanweb.h"

#include <re2/re2.h>

#include "base/text.h"
#include "parsers/datastore.h"
#include "parsers/datastore_pager.h"
#include "parsers/families/jpaas.h"
#include "parsers/generic_article.h"
#include "parsers/list_pager.h"
#include "parsers/list_row.h"
#include "parsers/list_rows.h"
#include "parsers/option_check.h"
#include "parsers/page_problem.h"
#include "parsers/selector.h"

namespace regwatch {
namespace {

constexpr std::size_t max_records = 1000;

std::string column_of(std::string_view url) {
  static const RE2 form("/col/col(\\d+)(?:/|$)");
  std::string column;
  RE2::PartialMatch(url, form, &column);
  return column.empty() ? query_parameter(url, "columnid").value_or("") : column;
}

// Whether a link to older rows is of that column.
bool asks_for(std::string_view markup, std::string_view column) {
  const std::string asked = "columnid=" + std::string(column);
  const auto at = markup.find(asked);
  return at != markup.npos && !is_digits(markup.substr(at + asked.size(), 1));
}

// The column's own store: the one that says so, else the one with the most rows.
std::optional<Datastore> main_store(const Page& page, const Source& source) {
  std::string column = column_of(page.url);
  if (column.empty()) column = column_of(source.url);
  std::optional<Datastore> best;
  bool best_is_own = false;
  for (Datastore& store : datastores_in(page.body)) {
    const bool is_own = !column.empty() && asks_for(store.next_group, column);
    const bool is_better = best && best_is_own == is_own
                               ? store.records.size() > best->records.size()
                               : !best || is_own;
    if (is_better) best = std::move(store), best_is_own = is_own;
  }
  return best;
}

// ---- rows

// The store of sites of before 2015, as records.
std::vector<std::string> records_in_arrays(std::string_view body) {
  static const RE2 assignment(
      "\\b(urls|headers|year|month|day)\\[\\w{1,6}\\]\\s*=\\s*(?:'([^']*)'|\"([^\"]*)\")");
  re2::StringPiece rest = body;
  std::vector<std::string> records;
  std::string name, single, quoted, link, title, date;
  const auto finish = [&] {
    // Some headers are the whole link.
    const bool is_link = title.find("<a ") != title.npos;
    if (!link.empty())
      records.push_back((is_link ? title : "<a href=\"" + link + "\">" + title + "</a>") +
                        "<span>" + date + "</span>");
    title = date = "";
  };
  while (records.size() < max_records &&
         RE2::FindAndConsume(&rest, assignment, &name, &single, &quoted)) {
    const std::string& value = single.empty() ? quoted : single;
    if (name == "urls") {
      finish();
      link = replace_all(value, "\"", "%22");
    } else if (name == "headers") {
      title = value;
    } else {
      date += (date.empty() ? "" : "-") + value;
    }
  }
  finish();
  return records;
}

// Cells and table rows are nothing outside of a table.
std::string in_its_frame(const std::string& record) {
  const std::string start = ascii_lower(trim(record).substr(0, 3));
  if (start == "<td") return "<table><tr>" + record + "</tr></table>";
  return start == "<tr" ? "<table>" + record + "</table>" : record;
}

// The day of publication is the last that stands alone: those before it are of signing.
void settle_dates(Node row, Entry& entry, Listing&) {
  for (const Node node : row.select(known_selector("span, i, em, b, p, td, div, font, time"))) {
    const RowDates dates = is_date_text(node.text()) ? dates_in(node.text()) : RowDates{};
    if (dates.first && !dates.second) entry.published = dates.first;
  }
  if (!entry.published) entry.published = date_of_address(entry.url);
}

const RowShape record_shape{
    .rows = ".record",
    .is_article = [](std::string_view url) { return !is_index_address(url); },
    .may_be_undated = is_hanweb_article,
    .also = settle_dates};
const RowShape page_shape{.is_article = [](std::string_view url) { return !is_index_address(url); },
                          .may_be_undated = is_hanweb_article,
                          .main_list_only = true,
                          .also = settle_dates};

std::optional<Error> read_records(const std::vector<std::string>& records, std::string_view base,
                                  Listing& listing) {
  std::string markup;
  for (const auto& record : records)
    markup += "<div class=\"record\">" + in_its_frame(record) + "</div>\n";
  const auto html = Html::parse_fragment(replace_all(std::move(markup), "<\\/", "</"));
  if (!html) return html.error();
  read_rows(html->root(), base, record_shape, listing);
  return std::nullopt;
}

// ---- lists

Result<Listing> read_records_of(const Datastore& store, const Page& page, const Source& source) {
  Listing listing;
  const bool is_behind = is_datastore_answer(page.url) && page.url != source.url;
  if (store.records.empty() && is_behind) return listing;
  // The site puts an answer's rows into the column's page, where their links are meant.
  const std::string& base = is_behind && !source.url.empty() ? source.url : page.url;
  if (auto problem = read_records(store.records, base, listing)) return *problem;
  if (listing.entries.empty())
    return no_rows(source, "datastore record", title_in_bytes(page.body));
  const DatastoreNext next = behind_datastore(store, page, column_of(page.url));
  listing.total = next.total;
  if (next.url) listing.next.push_back({FollowUp::Why::older, get_from(*next.url, source.url)});
  return listing;
}

Result<Listing> read_plain(const Page& page, const Source& source) {
  const auto html = Html::parse(std::string(page.body));
  if (!html) return html.error();
  // The maker's newer system kept the addresses of columns.
  if (html->select_one("script[querydata]")) return read_jpaas_list(page, source);
  Listing listing;
  read_rows(html->root(), page.url, page_shape, listing);
  if (listing.entries.empty()) return no_rows(source, "datastore record, li a", html->title());
  add_older_page(*html, page.url, listing);
  return listing;
}

Result<Listing> read_hanweb_list(const Page& page, const Source& source) {
  if (looks_like_json(page.body)) return read_jpaas_list(page, source);
  if (const auto store = main_store(page, source)) return read_records_of(*store, page, source);
  if (const auto records = records_in_arrays(page.body); !records.empty()) {
    Listing listing;
    if (auto problem = read_records(records, page.url, listing)) return *problem;
    if (!listing.entries.empty()) return listing;
  }
  return read_plain(page, source);
}

std::optional<Proposal> recognise_hanweb(const Page& page) {
  const auto has = [&](std::string_view mark) { return page.body.find(mark) != page.body.npos; };
  const bool is_store = has("<datastore") && has("<recordset");
  const bool is_arrays = has("urls[i]=") && has("headers[i]=");
  const bool is_column =
      !column_of(page.url).empty() && has("/art/") && !has("jpaas-publish-server");
  if (!is_store && !is_arrays && !is_column) return std::nullopt;
  Proposal proposal{
      "hanweb", is_store ? "Hanweb jpage, rows in a datastore" : "Hanweb jpage", {}, {}};
  if (!is_store) proposal.doubts.push_back("rows stand in the page; older pages are not known");
  return proposal;
}

}  // namespace

bool is_hanweb_article(std::string_view url) {
  static const RE2 form(
      "/art/(?:19|20)\\d\\d/(?:\\d{1,2}/\\d{1,2}/art_\\w+|art_(?:\\w+_)?[0-9a-fA-F]{32})\\.html?");
  url = url.substr(0, url.find_first_of("?#"));
  const auto at = url.rfind("/art/");
  return at != url.npos && RE2::FullMatch(url.substr(at), form);
}

const Parser& parser_hanweb() {
  static const Parser parser{.name = "hanweb",
                             .list = read_hanweb_list,
                             .check = check_no_options,
                             .recognise = recognise_hanweb};
  return parser;
}

}  // namespace regwatch
