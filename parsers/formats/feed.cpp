// A feed: RSS 0.9x and 2.0, RSS 1.0 (RDF), Atom 0.3 and 1.0 (RFC 4287), JSON Feed 1.x. Of the
// options a feed needs none; `<field>_regex`, `date_format` and `link_template` are those of every
// format.
//
// Quirks that are read without being told: broken XML (lenient_xml.h), an encoding that is not the
// declared one, dates of any form, links in `guid`, `rdf:about` or `id`, relative to xml:base or to
// the feed, markup in titles, text in content:encoded or in a long description, an HTML page that
// only names the feed. Of the pages of an archived feed (RFC 5005 §3, §4) the next older is asked
// for.

#include <algorithm>

#include "base/text.h"
#include "parsers/bodies.h"
#include "parsers/html.h"
#include "parsers/json.h"
#include "parsers/lenient_xml.h"
#include "parsers/list_row.h"
#include "parsers/page_problem.h"
#include "parsers/row_reader.h"

namespace regwatch {
namespace {

// A description of fewer characters is a summary, not the notice's text.
constexpr std::size_t least_text = 200;

std::vector<OptionProblem> check(const Source& source) {
  std::vector<OptionRule> rules = row_options();
  // Where a field stands is the feed's own to say.
  std::erase_if(rules, [](const OptionRule& rule) {
    return std::any_of(row_fields().begin(), row_fields().end(),
                       [&](const RowField& field) { return field.name == rule.key; });
  });
  auto problems = check_options(source, rules);
  for (auto& each : check_row_options(source)) problems.push_back(std::move(each));
  return problems;
}

bool is_web_address(std::string_view text) {
  return text.starts_with("http://") || text.starts_with("https://") || text.starts_with("//");
}

// ---- RSS, RDF and Atom

// A feed's own elements have no prefix, or that of Atom or RSS where another is the default.
bool is_own(XmlElement element, std::string_view local) {
  if (element.local() != local) return false;
  static constexpr std::string_view own[] = {"", "atom", "atom10", "a10", "rss"};
  return std::find(std::begin(own), std::end(own), element.prefix()) != std::end(own);
}

std::vector<XmlElement> own_children(XmlElement element, std::string_view local) {
  std::vector<XmlElement> out;
  for (const XmlElement each : element.children()) {
    if (is_own(each, local)) out.push_back(each);
  }
  return out;
}

// The text of the first child of those names that has one; a name with a colon is taken whole.
std::optional<std::string> first_text(XmlElement item,
                                      std::initializer_list<std::string_view> names) {
  for (const std::string_view name : names) {
    for (const XmlElement each : item.children()) {
      const bool fits = name.find(':') == name.npos ? is_own(each, name) : each.name() == name;
      if (!fits) continue;
      if (auto text = each.text(); !text.empty()) return text;
    }
  }
  return std::nullopt;
}

// The base that xml:base of the elements around makes, from the outermost in.
std::string base_of(XmlElement element, std::string_view page_url) {
  std::vector<std::string> written;
  for (XmlElement up = element; up; up = up.parent()) {
    if (auto base = up.attribute("xml:base")) written.push_back(std::move(*base));
  }
  std::string base(page_url);
  for (auto each = written.rbegin(); each != written.rend(); ++each)
    base = absolute(base, *each).value_or(base);
  return base;
}

// The address of the link of that relation; without a relation it is `alternate` (RFC 4287
// §4.2.7.2).
std::optional<std::string> link_of(XmlElement element, std::string_view relation) {
  for (const XmlElement link : own_children(element, "link")) {
    const auto href = link.attribute("href");
    if (href && !href->empty() && link.attribute("rel").value_or("alternate") == relation)
      return href;
  }
  return std::nullopt;
}

std::optional<std::string> link_of_item(XmlElement item) {
  if (auto link = first_text(item, {"link"})) return link;
  if (auto link = link_of(item, "alternate")) return link;
  for (const XmlElement guid : own_children(item, "guid")) {
    if (guid.attribute("isPermaLink") == std::optional<std::string>("false")) continue;
    if (is_web_address(guid.text())) return guid.text();
  }
  for (const auto& id : {item.attribute("rdf:about"), first_text(item, {"id"})}) {
    if (id && is_web_address(*id)) return id;
  }
  return std::nullopt;
}

// Atom's `type` says what a text is (RFC 4287 §3.1.1); RSS leaves markup to be guessed at.
std::string title_of_item(XmlElement item) {
  for (const XmlElement title : own_children(item, "title")) {
    const std::string type = title.attribute("type").value_or("");
    if (type == "xhtml") return title_of_markup(title.inner());
    const bool is_plain = type == "text" && title.attribute("mode").value_or("") != "escaped";
    return is_plain ? title_line(title.text()) : title_of_markup(title.text());
  }
  return title_of_markup(first_text(item, {"dc:title"}).value_or(""));
}

bool is_whole_text(std::string_view markup) {
  const auto html = Html::parse_fragment(std::string(markup));
  const std::string text = html ? html->root().text() : std::string(markup);
  return count_code_points(text) >= least_text && !is_cut(text) && !text.ends_with("]");
}

std::optional<std::string> body_of_item(XmlElement item) {
  if (auto text = first_text(item, {"content:encoded"})) return text;
  for (const XmlElement content : own_children(item, "content")) {
    const bool is_xhtml = content.attribute("type") == std::optional<std::string>("xhtml");
    std::string text = is_xhtml ? std::string(content.inner()) : content.text();
    if (!text.empty()) return text;
  }
  auto summary = first_text(item, {"description", "summary"});
  return summary && is_whole_text(*summary) ? summary : std::nullopt;
}

std::optional<std::string> publisher_of_item(XmlElement item) {
  for (const XmlElement source : own_children(item, "source")) {
    if (source.children().empty() && !source.text().empty()) return source.text();
  }
  if (auto name = first_text(item, {"dc:publisher", "dc:source"})) return name;
  // An author is a person, or the body that the feed's maker had no other place for.
  const auto author = first_text(item, {"author", "dc:creator"});
  return author && is_body(*author) ? author : std::nullopt;
}

std::vector<Attachment> files_of_item(XmlElement item) {
  std::vector<Attachment> files;
  for (const XmlElement enclosure : own_children(item, "enclosure"))
    files.push_back({"", enclosure.attribute("url").value_or("")});
  for (const XmlElement link : own_children(item, "link")) {
    if (link.attribute("rel") == std::optional<std::string>("enclosure"))
      files.push_back({link.attribute("title").value_or(""), link.attribute("href").value_or("")});
  }
  return files;
}

void make_absolute(const std::string& base, RowValues& values) {
  if (values.link) values.link = absolute(base, *values.link);
  for (Attachment& file : values.files) file.url = absolute(base, file.url).value_or("");
}

RowValues values_of(XmlElement item, std::string_view page_url) {
  RowValues values;
  values.title = title_of_item(item);
  values.link = link_of_item(item);
  values.date = first_text(item, {"pubDate", "published", "issued", "dc:date", "dcterms:issued",
                                  "dcterms:created", "created", "updated", "modified", "date"});
  values.publisher = publisher_of_item(item);
  values.body = body_of_item(item);
  values.files = files_of_item(item);
  make_absolute(base_of(item, page_url), values);
  return values;
}

struct FeedItems {
  XmlElement frame;  ///< What carries the feed's own links.
  std::vector<XmlElement> items;
};

FeedItems items_of(XmlElement root) {
  if (is_own(root, "feed")) return {root, own_children(root, "entry")};
  FeedItems found{root, own_children(root, "item")};  // RSS 1.0: beside the channel.
  for (const XmlElement channel : own_children(root, "channel")) {
    found.frame = channel;
    for (const XmlElement item : own_children(channel, "item")) found.items.push_back(item);
  }
  return found;
}

void add_older_page(XmlElement frame, const Page& page, Listing& listing) {
  for (const std::string_view relation : {"next", "prev-archive"}) {
    const auto href = link_of(frame, relation);
    const auto url = absolute(base_of(frame, page.url), href.value_or(""));
    if (!url || *url == page.url) continue;
    listing.next.push_back({FollowUp::Why::older, get_from(*url, page.url)});
    return;
  }
}

Result<Listing> read_xml(const Page& page, const Source& source) {
  const auto xml = LenientXml::parse(std::string(page.body));
  if (!xml) return Error{xml.error().fault, source.id + ": " + xml.error().message};
  const XmlElement root = xml->root();
  if (!is_own(root, "feed") && !is_own(root, "rss") && root.local() != "RDF" &&
      !is_own(root, "channel")) {
    const bool is_sitemap = root.local() == "urlset" || root.local() == "sitemapindex";
    return broken_list(source, "expected RSS, Atom or JSON Feed, found <" +
                                   ellipsize(root.name(), 40) + ">" +
                                   (is_sitemap ? ", which parser 'sitemap' reads" : ""));
  }
  const FeedItems feed = items_of(root);
  if (feed.items.empty() && source.expect.min_rows > 0)
    return broken_list(source, "the feed has no items");
  Listing listing;
  RowReader reader(source, page.url);
  for (const XmlElement item : feed.items) {
    // The last item of a feed that broke off is not read in halves.
    if (item.is_closed()) reader.add(values_of(item, page.url), listing);
  }
  if (!xml->problems().empty())
    doubt(listing, "the XML is ill-formed: " + join(xml->problems(), "; "));
  add_older_page(feed.frame, page, listing);
  return listing;
}

// ---- JSON Feed (jsonfeed.org, version 1.1)

RowValues values_of(JsonValue item) {
  RowValues values;
  values.title = title_line(item["title"].word().value_or(""));
  values.link = item["url"].word();
  if (!values.link) values.link = item["external_url"].word();
  const auto id = item["id"].word();
  if (!values.link && id && is_web_address(*id)) values.link = id;
  values.date = item["date_published"].word();
  if (!values.date) values.date = item["date_modified"].word();
  values.body = item["content_html"].word();
  if (!values.body) values.body = item["content_text"].word();
  for (const JsonValue author : item["authors"].items()) {
    const auto name = author["name"].word();
    if (name && is_body(*name)) values.publisher = name;
  }
  for (const JsonValue file : item["attachments"].items())
    values.files.push_back({file["title"].word().value_or(""), file["url"].word().value_or("")});
  return values;
}

Result<Listing> read_json_feed(const Page& page, const Source& source) {
  const auto json = Json::parse(page.body);
  if (!json) return broken_list(source, json.error().message);
  if (!(*json)["items"].is_array())
    return broken_list(
        source, "expected a JSON Feed, found JSON without 'items'; parser 'json' reads others");
  Listing listing;
  RowReader reader(source, page.url);
  for (const JsonValue item : (*json)["items"].items()) reader.add(values_of(item), listing);
  if (listing.rows_seen == 0 && source.expect.min_rows > 0)
    return broken_list(source, "the feed has no items");
  const auto next = absolute(page.url, (*json)["next_url"].word().value_or(""));
  if (next && *next != page.url)
    listing.next.push_back({FollowUp::Why::older, get_from(*next, page.url)});
  return listing;
}

// ---- a page

bool looks_like_page(std::string_view body) {
  const std::string_view start = trim(body.substr(0, 1000));
  return icontains(start, "<!doctype html") || icontains(start, "<html");
}

Error found_a_page(const Page& page, const Source& source) {
  std::string words =
      "expected a feed, found a page (title: \"" + ellipsize(title_in_bytes(page.body), 80) + "\")";
  const auto html = Html::parse(std::string(page.body));
  if (!html) return broken_list(source, words);
  const Node link = html->select_one(
      "link[type='application/rss+xml'][href], link[type='application/atom+xml'][href], "
      "link[type='application/feed+json'][href]");
  const auto url = absolute(page.url, link.attribute("href").value_or(""));
  return broken_list(source, url ? words + "; it names the feed " + *url : words);
}

Result<Listing> list(const Page& page, const Source& source) {
  if (looks_like_page(page.body)) return found_a_page(page, source);
  return looks_like_json(page.body) ? read_json_feed(page, source) : read_xml(page, source);
}

}  // namespace

const Parser& parser_feed() {
  static const Parser parser{.name = "feed", .version = 1, .list = list, .check = check};
  return parser;
}

}  // namespace regwatch
