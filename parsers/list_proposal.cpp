// From a list that was found to the options that give it again. Each way to say where title, link
// and date stand is tried by html_list itself, the plainest first; the first that gives every row
// as it was found is taken, else the one that gives most.

#include "parsers/list_proposal.h"

#include <re2/re2.h>

#include <algorithm>
#include <unordered_map>

#include "base/text.h"
#include "base/url.h"
#include "parsers/charset.h"
#include "parsers/html.h"
#include "parsers/list_row.h"
#include "parsers/pager_finder.h"
#include "parsers/row_finder.h"
#include "parsers/selector.h"
#include "parsers/selector_finder.h"

namespace regwatch {
namespace {

using Texts = std::vector<std::string>;
using ProposedOptions = std::vector<std::pair<std::string, std::string>>;

constexpr std::size_t most_ways = 4;           // Of each field.
constexpr int most_tries = 100;                // Of each list: each reads the page anew,
constexpr std::size_t most_read = 20'000'000;  // and so many bytes at most.
constexpr double least_share = 0.02;  // Of the best list's score; less is the page's frame.

std::vector<Node> nodes_of(const FoundList& list) {
  std::vector<Node> nodes;
  for (const FoundRow& row : list.rows) nodes.push_back(row.node);
  return nodes;
}

template <class T>
void shorten(std::vector<T>& ways) {
  if (ways.size() > most_ways) ways.resize(most_ways);
}

// ---- where the date of a row stands

bool tells_date(Node node, const FoundRow& row) {
  return node.is_element() && dates_in(text_outside(node, {})).first == row.published;
}

Node innermost_with_date(Node node, const FoundRow& row) {
  Node inner = node;
  for (Node below = node.first_child(); below; below = below.next_in(node)) {
    if (tells_date(below, row)) inner = below;
  }
  return inner;
}

// The element of a row that is its date; else the last that has it among other words.
Node date_element(const FoundRow& row) {
  constexpr std::size_t longest = 200;  // Bytes; more is a summary.
  Node holds;
  for (Node node = row.node.first_child(); node; node = node.next_in(row.node)) {
    if (node == row.link || !tells_date(node, row)) continue;
    const std::string text = text_outside(node, {});
    if (is_date_text(text)) return innermost_with_date(node, row);
    if (text.size() < longest) holds = node;
  }
  return holds;
}

const char* const piece_formats[] = {
    "%d %Y-%m",    "%d %Y/%m",   "%d %Y.%m", "%d %Y年%m月", "%Y-%m %d", "%Y/%m %d", "%Y.%m %d",
    "%Y年%m月 %d", "%m-%d %Y",   "%m/%d %Y", "%m.%d %Y",    "%Y %m-%d", "%Y %m/%d", "%Y %m.%d",
    "%m月%d日 %Y", "%d %m月 %Y", "%y-%m-%d", "%y/%m/%d",    "%y.%m.%d"};

std::vector<ProposedOptions> dates_in_row(const FoundList& list) {
  std::vector<Node> elements;
  bool in_pieces = false;
  for (const FoundRow& row : list.rows) {
    elements.push_back(row.published ? date_element(row) : Node());
    in_pieces = in_pieces || (elements.back() && !find_date(text_outside(elements.back(), {})));
  }
  Texts selectors = selectors_within(nodes_of(list), elements);
  shorten(selectors);
  std::vector<ProposedOptions> ways;
  for (const auto& css : selectors) {
    ways.push_back({{"date", css}});
    for (const char* format : piece_formats) {
      if (in_pieces) ways.push_back({{"date", css}, {"date_format", format}});
    }
  }
  // Where some rows write it otherwise, an element that tells it in most rows is still one.
  for (const char* css :
       {"time@datetime", "span", "td:last-child", "em", "i", "p", "div", "dd", "time"})
    ways.push_back({{"date", css}});
  return ways;
}

std::vector<ProposedOptions> dates_beside(const FoundList& list) {
  std::vector<ProposedOptions> ways;
  for (Node next = list.rows.front().node.next_sibling(); next; next = next.next_sibling()) {
    if (next.is_text() && is_date_text(next.own_text()))
      ways.push_back({{"date", "(following-sibling::text())[1]"}});
    if (!next.is_element()) continue;
    ways.push_back({{"date", "(following-sibling::" + std::string(next.tag()) + ")[1]"}});
    break;
  }
  return ways;
}

std::vector<ProposedOptions> dates_in_address(const std::string& link) {
  const std::string field = link + "@href";
  return {{{"date", field}},
          {{"date", field}, {"date_regex", "\\d{8}"}},
          {{"date", field}, {"date_regex", "/(\\d{4}[-/]?\\d{1,2}[-/]\\d{1,2})/"}},
          {{"date", field}, {"date_format", "/%Y-%m/%d/"}},
          {{"date", field}, {"date_format", "/%Y%m/%d/"}},
          {{"date", field}, {"date_format", "/%Y/%m%d/"}}};
}

std::vector<ProposedOptions> date_ways(const FoundList& list, const std::string& link) {
  std::vector<ProposedOptions> ways;
  if (list.dates == DatePlace::row) ways = dates_in_row(list);
  if (list.dates == DatePlace::address) ways = dates_in_address(link);
  if (list.dates == DatePlace::beside) ways = dates_beside(list);
  if (list.dates == DatePlace::before) ways = {{{"date", "(preceding-sibling::text()[1])"}}};
  ways.push_back({});
  return ways;
}

// ---- where its title and its address stand

bool opens_by_script(const FoundList& list) {
  return std::none_of(list.rows.begin(), list.rows.end(), [](const FoundRow& row) {
    const std::string_view href = row.link.attribute("href").value_or("");
    return !trim(href).empty() && !href.starts_with('#') && !icontains(href, "javascript:");
  });
}

// The selectors of a row's link; empty for a row that is its link.
Texts link_selectors(const FoundList& list) {
  std::vector<Node> links;
  for (const FoundRow& row : list.rows) links.push_back(row.node == row.link ? Node() : row.link);
  Texts selectors = selectors_within(nodes_of(list), links);
  shorten(selectors);
  if (selectors.empty()) selectors.push_back("");
  return selectors;
}

// The selectors of the headings that hold the titles of links that are whole blocks.
Texts title_selectors(const FoundList& list) {
  std::vector<Node> titled;
  for (const FoundRow& row : list.rows)
    titled.push_back(row.titled == row.link ? Node() : row.titled);
  Texts selectors = selectors_within(nodes_of(list), titled);
  shorten(selectors);
  return selectors;
}

std::vector<ProposedOptions> title_ways(const FoundList& list, const std::string& link) {
  if (opens_by_script(list)) {
    const Node first = list.rows.front().link;
    for (const char* name : {"data-href", "data-url", "data-link"}) {
      if (first.attribute(name))
        return {{{"title", link.empty() ? "a" : link}, {"link", link + "@" + name}}};
    }
    const bool in_click = first.attribute("onclick").has_value();
    const std::string field = link + (in_click ? "@onclick" : "@href");
    Texts titles = title_selectors(list);
    if (first.tag() == "a") titles.insert(titles.begin(), link.empty() ? "a" : link);
    std::vector<ProposedOptions> ways;
    for (const auto& title : titles)
      ways.push_back(
          {{"title", title}, {"link", field}, {"link_regex", "['\"]([^'\"]*[/.][^'\"]*)['\"]"}});
    return ways;
  }
  std::vector<ProposedOptions> ways{{}};
  for (const auto& title : title_selectors(list)) ways.push_back({{"title", title}});
  if (link.empty()) return ways;
  for (const auto& title : title_selectors(list))
    ways.push_back({{"title", title}, {"link", link + "@href"}});
  ways.push_back({{"link", link + "@href"}});
  ways.push_back({{"title", link}, {"link", link + "@href"}});
  ways.push_back({{"title", link + "@title"}, {"link", link + "@href"}});
  return ways;
}

// ---- trying them

bool same_row(const Entry& entry, const FoundRow& row) {
  return entry.url == row.url && entry.title == row.title && entry.published == row.published;
}

// How many rows an entry gives as they were found; a row too many takes one off.
int agreement(const Listing& listing, const FoundList& list) {
  int same = 0;
  std::unordered_map<std::string_view, const Entry*> read;
  for (const Entry& entry : listing.entries) read.emplace(entry.url, &entry);
  for (const FoundRow& row : list.rows) {
    const auto it = read.find(row.url);
    same += it != read.end() && same_row(*it->second, row);
  }
  const int more = static_cast<int>(listing.entries.size()) - static_cast<int>(list.rows.size());
  return same - std::max(0, more);
}

std::optional<Listing> try_options(const Page& page, const ProposedOptions& options) {
  return try_proposal(page, {"html_list", "", options, {}});
}

struct Best {
  ProposedOptions options;
  Listing listing;
  int agreement = 0;
};

ProposedOptions joined(ProposedOptions options, const ProposedOptions& more) {
  options.insert(options.end(), more.begin(), more.end());
  return options;
}

Best best_options(const Page& page, const FoundList& list, const std::string& item) {
  Best best;
  int tries = 0;
  const int tries_of_size = static_cast<int>(most_read / (page.body.size() + 1)) + 2;
  const int all = static_cast<int>(list.rows.size());
  for (const std::string& link : link_selectors(list)) {
    for (const auto& date : date_ways(list, link.empty() ? "" : link)) {
      for (const auto& title : title_ways(list, link)) {
        const auto options = joined(joined({{"item", item}}, title), date);
        if (++tries > std::min(most_tries, tries_of_size)) return best;
        auto listing = try_options(page, options);
        if (!listing) continue;
        const int agrees = agreement(*listing, list);
        if (agrees > best.agreement) best = {options, std::move(*listing), agrees};
        if (best.agreement == all) return best;
      }
    }
  }
  return best;
}

// ---- which rows

struct Selected {
  std::vector<std::string> items;  ///< Ways to name the rows, the best first.
  FoundList list;
  std::size_t parts = 1;  ///< Lists of the page that are read as one.
};

bool counts_elements(const std::string& selector) {
  return selector.find(":nth-child") != selector.npos;
}

// All lists of the page that have this one's shape.
Selected with_its_like(const FoundList& list, const std::vector<FoundList>& lists) {
  Selected whole{{}, list, 0};
  whole.list.rows.clear();
  for (const FoundList& part : lists) {
    const bool same = part.shape == list.shape && part.dates == list.dates &&
                      part.rows.front().node.tag() == list.rows.front().node.tag();
    if (!same) continue;
    ++whole.parts;
    whole.list.rows.insert(whole.list.rows.end(), part.rows.begin(), part.rows.end());
  }
  return whole;
}

void add_item(Selected& selected, const std::optional<std::string>& item) {
  if (item) selected.items.push_back(*item);
}

// A list that only its place tells from others of its shape is one section of several: what names
// all of them is the better selector, for the page's next section moves no count.
Selected select_rows(const Html& html, const FoundList& list, const std::vector<FoundList>& lists) {
  const Node root = html.root();
  Selected selected{{}, list, 1};
  add_item(selected, selector_of_all(root, nodes_of(list)));
  if (!selected.items.empty()) return selected;
  Selected whole = with_its_like(list, lists);
  if (whole.parts > 1) add_item(whole, selector_of_all(root, nodes_of(whole.list)));
  if (!whole.items.empty()) return whole;
  std::vector<Node> links;
  for (const FoundRow& row : list.rows) links.push_back(row.link);
  selected.items = xpaths_of_all(nodes_of(list), links);
  add_item(selected, loose_selector_of_all(root, nodes_of(list)));
  add_item(selected, counted_selector_of_all(root, nodes_of(list)));
  return selected;
}

std::string of_rows(std::size_t count, std::size_t all, const char* what) {
  return std::to_string(count) + " of " + std::to_string(all) + " rows " + what;
}

std::string title_of_more(const FoundList& list, const Listing& listing) {
  for (const Entry& entry : listing.entries) {
    const bool is_found = std::any_of(list.rows.begin(), list.rows.end(),
                                      [&](const FoundRow& row) { return row.url == entry.url; });
    if (!is_found) return entry.title;
  }
  return "";
}

void add_doubts(const FoundList& list, const Best& best, Proposal& proposal) {
  std::size_t undated = 0, cut = 0;
  for (const Entry& entry : best.listing.entries) {
    undated += !entry.published;
    cut += is_cut(entry.title);
  }
  const std::size_t read = best.listing.entries.size();
  if (undated > 0) proposal.doubts.push_back(of_rows(undated, read, "have no date"));
  if (cut > 0) proposal.doubts.push_back(of_rows(cut, read, "have a title that the page cut"));
  if (list.dates == DatePlace::address && undated == 0)
    proposal.doubts.push_back("dates are those in the addresses; the rows print none");
  const auto all = list.rows.size();
  if (read > all) {
    proposal.doubts.push_back(std::to_string(read - all) +
                              " rows more than were found: one of them is \"" +
                              title_of_more(list, best.listing) + "\"");
  }
  if (static_cast<std::size_t>(best.agreement) < all) {
    proposal.doubts.push_back(of_rows(static_cast<std::size_t>(std::max(best.agreement, 0)), all,
                                      "are given as they were found"));
  }
  if (counts_elements(best.options.front().second))
    proposal.doubts.push_back("'item' counts elements, for no class or id tells the list");
  if (read < 3) proposal.doubts.push_back("the list is too short to be sure of");
}

Best best_of_items(const Page& page, const Selected& selected) {
  Best best;
  for (const std::string& item : selected.items) {
    Best here = best_options(page, selected.list, item);
    if (here.agreement > best.agreement) best = std::move(here);
    if (best.agreement == static_cast<int>(selected.list.rows.size())) break;
  }
  return best;
}

std::optional<TriedProposal> propose_list(const Page& page, Selected selected,
                                          const FoundPager& pager) {
  Best best = best_of_items(page, selected);
  if (best.agreement <= 0) {
    // Dates that no option tells; the rows are there without them.
    selected.list.dates = DatePlace::none;
    for (FoundRow& row : selected.list.rows) row.published.reset();
    best = best_of_items(page, selected);
  }
  if (best.agreement <= 0) return std::nullopt;
  Proposal proposal{"html_list", "", best.options, {}};
  add_doubts(selected.list, best, proposal);
  if (selected.parts > 1) {
    proposal.doubts.push_back(std::to_string(selected.parts) +
                              " lists of the page are read as one, for nothing tells them apart");
  }
  auto paged = try_options(page, joined(proposal.options, pager.options));
  if (paged && !pager.options.empty()) {
    proposal.options = joined(proposal.options, pager.options);
    best.listing = std::move(*paged);
  } else if (!pager.words.empty()) {
    proposal.doubts.push_back("older rows are not read: " + pager.words);
  }
  return TriedProposal{std::move(proposal), std::move(best.listing), {}};
}

}  // namespace

namespace {

// Formats that say at their beginning what they are.
std::optional<Proposal> recognise_format(std::string_view body) {
  const re2::StringPiece start(body.data(), std::min<std::size_t>(body.size(), 2000));
  static const RE2 feed("<(?:\\w+:)?(?:rss|feed|RDF)[\\s>]|https://jsonfeed\\.org/version");
  static const RE2 sitemap("<(?:\\w+:)?(?:urlset|sitemapindex)[\\s>]");
  if (RE2::PartialMatch(start, feed)) return Proposal{"feed", "a feed", {}, {}};
  if (RE2::PartialMatch(start, sitemap))
    return Proposal{"sitemap", "a sitemap", {}, {"a sitemap tells addresses, often no titles"}};
  return std::nullopt;
}

}  // namespace

std::string utf8_body(const Page& page) {
  return decode_text(page.body, find_header(page.headers, "Content-Type").value_or("")).text;
}

std::optional<Listing> try_proposal(const Page& page, const Proposal& proposal) {
  const Source source = source_of_proposal(proposal, page.url);
  const Parser* parser = find_parser(source.parser);
  if (!parser || !parser->check || !parser->check(source).empty()) return std::nullopt;
  auto listing = parser->list(page, source);
  return listing ? std::optional(std::move(*listing)) : std::nullopt;
}

std::vector<Proposal> readers_of_page(const Page& page) {
  std::vector<Proposal> proposals;
  if (auto format = recognise_format(page.body)) return {std::move(*format)};
  const auto url = parse_url(page.url);
  const Parser* owner = url ? parser_of_address(*url) : nullptr;
  for (const Parser* parser : all_parsers()) {
    if (!parser->recognise) continue;
    if (auto proposal = parser->recognise(page)) proposals.push_back(std::move(*proposal));
  }
  const bool is_known = std::any_of(proposals.begin(), proposals.end(), [&](const Proposal& known) {
    return owner && known.parser == owner->name;
  });
  if (owner && owner->list && !is_known) {
    proposals.insert(proposals.begin(),
                     {std::string(owner->name), "the reader of its institution", {}, {}});
  }
  return proposals;
}

Source source_of_proposal(const Proposal& proposal, std::string_view url) {
  Source source;
  source.id = "proposed";
  source.authority = source.id;
  source.url = std::string(url);
  source.parser = proposal.parser;
  for (const auto& [key, value] : proposal.options) source.options[key].value = value;
  const Parser* parser = find_parser(proposal.parser);
  if (!parser || !parser->check) return source;
  // A proposal is written in words; its parser knows which of them are numbers and flags.
  for (const auto& [key, value] : proposal.options) {
    const std::size_t before = parser->check(source).size();
    if (before == 0) break;
    Option& option = source.options[key];
    if (value == "true" || value == "false") option.value = value == "true";
    if (const auto number = whole_number(value)) option.value = std::int64_t{*number};
    if (parser->check(source).size() >= before) option.value = value;
  }
  return source;
}

std::vector<TriedProposal> propose_lists(const Page& page) {
  const auto html = Html::parse(std::string(page.body));
  if (!html) return {};
  const std::vector<FoundList> lists = find_lists(*html, page.url);
  const FoundPager pager = find_pager(*html, page.url);
  std::vector<TriedProposal> proposals;
  for (const FoundList& list : lists) {
    if (list.score < least_share * lists.front().score) break;
    const Selected selected = select_rows(*html, list, lists);
    const bool is_there = std::any_of(proposals.begin(), proposals.end(), [&](const auto& other) {
      return !selected.items.empty() &&
             other.proposal.options.front().second == selected.items.front();
    });
    if (is_there) continue;
    if (auto proposal = propose_list(page, selected, pager))
      proposals.push_back(std::move(*proposal));
  }
  return proposals;
}

}  // namespace regwatch
