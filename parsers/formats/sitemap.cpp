// A sitemap (sitemaps.org 0.9): addresses with the day on which each last changed, for sites that
// have no list worth reading. A news sitemap has titles and days of publication, an index names
// other sitemaps, a text sitemap is one address a line; any of them may be gzip.
//
// `match` is a regular expression of the addresses that are notices; of an index it does not count,
// `match_sitemap` is for the sitemaps it names. They are read newest first, as many as `depth`
// says.
//
// A sitemap has no titles. An entry is then called by the end of its address and a `…`, which is
// the sign of a title that is not whole: once its page is read the page's own title takes its
// place.

#include <algorithm>

#include "base/text.h"
#include "parsers/lenient_xml.h"
#include "parsers/list_row.h"
#include "parsers/option_regex.h"
#include "parsers/page_problem.h"
#include "parsers/row_reader.h"
#include "parsers/written_date.h"

namespace regwatch {
namespace {

constexpr std::size_t max_sitemaps = 50;

const std::vector<OptionRule>& rules() {
  static const std::vector<OptionRule> all{{"match"}, {"match_sitemap"}, {"title_regex"}};
  return all;
}

std::vector<OptionProblem> check(const Source& source) {
  auto problems = check_options(source, rules());
  for (const OptionRule& rule : rules()) {
    const auto written = text_option(source, rule.key);
    const auto problem = written ? OptionRegex::problem_of(*written) : std::nullopt;
    if (problem) {
      const std::string key(rule.key);
      problems.push_back({source.options.at(key).where, key + ": " + *problem});
    }
  }
  return problems;
}

std::optional<std::string> text_of(XmlElement element, std::string_view local) {
  for (const XmlElement each : element.children()) {
    if (each.local() != local) continue;
    if (auto text = each.text(); !text.empty()) return text;
  }
  return std::nullopt;
}

// The end of an address that says most: `content.html` and the like say nothing of their own.
std::string end_of_address(std::string_view url) {
  const auto parsed = parse_url(url);
  if (!parsed) return std::string(url);
  std::vector<std::string_view> segments;
  for (const auto segment : split(parsed->path, '/')) {
    if (!segment.empty()) segments.push_back(segment);
  }
  if (segments.empty()) return parsed->host;
  std::string last(segments.back());
  const bool is_common = starts_with_any(last, {"index.", "content.", "default.", "detail."});
  if (is_common && segments.size() > 1)
    last = std::string(segments[segments.size() - 2]) + "/" + last;
  if (parsed->has_query) last += "?" + parsed->query;
  return to_valid_utf8(percent_decode(last));
}

RowValues values_of(XmlElement url) {
  RowValues values;
  values.link = text_of(url, "loc");
  values.date = text_of(url, "lastmod");
  for (const XmlElement news : url.children()) {
    if (news.local() != "news") continue;
    values.title = text_of(news, "title");
    if (auto day = text_of(news, "publication_date")) values.date = std::move(day);
    for (const XmlElement publication : news.children()) {
      if (publication.local() == "publication") values.publisher = text_of(publication, "name");
    }
  }
  return values;
}

// Counts what `match` lets through, so that an expression that fits nothing is told.
class Addresses {
 public:
  Addresses(const Source& source, const Page& page)
      : match_(source, "match"), reader_(source, page.url) {}

  void add(RowValues values, Listing& listing) {
    ++seen_;
    if (!values.link || !match_.first(*values.link)) return;
    values.stand_in = end_of_address(*values.link);
    reader_.add(std::move(values), listing);
  }
  int seen() const { return seen_; }

 private:
  OptionRegex match_;
  RowReader reader_;
  int seen_ = 0;
};

Result<Listing> with_addresses(const Source& source, const Addresses& addresses, Listing listing) {
  if (!listing.entries.empty() || source.expect.min_rows == 0) return listing;
  if (addresses.seen() == 0) return broken_list(source, "the sitemap has no addresses");
  return broken_list(source, "'match' fits none of the sitemap's " +
                                 std::to_string(addresses.seen()) + " addresses");
}

struct NamedSitemap {
  std::string url;
  std::optional<CivilDate> changed;
};

// Newest first; those without a day stay in their order behind them.
std::vector<NamedSitemap> sitemaps_in(XmlElement index, const Page& page, const Source& source) {
  const OptionRegex match(source, "match_sitemap");
  std::vector<NamedSitemap> found;
  for (const XmlElement each : index.children()) {
    const auto url = absolute(page.url, text_of(each, "loc").value_or(""));
    if (!url || *url == page.url || !match.first(*url)) continue;
    found.push_back({*url, written_date(text_of(each, "lastmod").value_or(""))});
  }
  std::stable_sort(found.begin(), found.end(), [](const NamedSitemap& a, const NamedSitemap& b) {
    if (!a.changed || !b.changed) return a.changed.has_value() && !b.changed;
    return *a.changed > *b.changed;
  });
  return found;
}

Result<Listing> read_index(XmlElement index, const Page& page, const Source& source) {
  const auto sitemaps = sitemaps_in(index, page, source);
  if (sitemaps.empty()) return broken_list(source, "the index names no sitemap that is to be read");
  Listing listing;
  for (const NamedSitemap& each : sitemaps) {
    if (listing.next.size() == max_sitemaps) break;
    const auto why = listing.next.empty() ? FollowUp::Why::rows : FollowUp::Why::older;
    listing.next.push_back({why, get_from(each.url, page.url)});
  }
  return listing;
}

Result<Listing> read_xml(const Page& page, const Source& source) {
  const auto xml = LenientXml::parse(std::string(page.body));
  if (!xml) return Error{xml.error().fault, source.id + ": " + xml.error().message};
  const XmlElement root = xml->root();
  if (root.local() == "sitemapindex") return read_index(root, page, source);
  if (root.local() != "urlset") {
    return broken_list(source, "expected a sitemap, found <" + ellipsize(root.name(), 40) +
                                   "> (page title: \"" + ellipsize(title_in_bytes(page.body), 80) +
                                   "\")");
  }
  Listing listing;
  Addresses addresses(source, page);
  for (const XmlElement url : root.children()) {
    if (url.local() == "url" && url.is_closed()) addresses.add(values_of(url), listing);
  }
  if (!xml->problems().empty())
    doubt(listing, "the XML is ill-formed: " + join(xml->problems(), "; "));
  return with_addresses(source, addresses, std::move(listing));
}

Result<Listing> read_text(const Page& page, const Source& source) {
  Listing listing;
  Addresses addresses(source, page);
  for (const auto line : split(page.body, '\n')) {
    const std::string_view address = trim(line);
    if (address.empty()) continue;
    if (!parse_url(address))
      return broken_list(source, "expected a sitemap, found \"" + ellipsize(address, 60) + "\"");
    RowValues values;
    values.link = std::string(address);
    addresses.add(std::move(values), listing);
  }
  return with_addresses(source, addresses, std::move(listing));
}

Result<Listing> list(const Page& page, const Source& source) {
  return trim(page.body).starts_with('<') ? read_xml(page, source) : read_text(page, source);
}

}  // namespace

const Parser& parser_sitemap() {
  static const Parser parser{.name = "sitemap", .version = 1, .list = list, .check = check};
  return parser;
}

}  // namespace regwatch
