#include "parsers/list_pager.h"

#include <re2/re2.h>

#include <algorithm>
#include <vector>

#include "base/text.h"
#include "parsers/list_row.h"
#include "parsers/selector.h"
#include "parsers/text_of.h"

namespace regwatch {
namespace {

constexpr int most_pages = 100'000;

// The page's own scripts. A call that is commented out is one that the page does not make.
std::string scripts_of(const Html& html) {
  std::string out;
  for (const Node script : html.select("script")) {
    std::string text = script.raw_text();
    static const RE2 block("(?s)/\\*.*?\\*/");
    RE2::GlobalReplace(&text, block, "");
    for (const auto line : split(text, '\n')) {
      if (!trim(line).starts_with("//")) out.append(line).push_back('\n');
    }
  }
  return out;
}

// ---- createPageHTML

std::string unquoted(std::string_view word) {
  word = trim(word);
  while (!word.empty() && (word.front() == '\'' || word.front() == '"')) word.remove_prefix(1);
  while (!word.empty() && (word.back() == '\'' || word.back() == '"')) word.remove_suffix(1);
  return std::string(trim(word));
}

// The arguments: an element's id on some systems, then (pages, current) or (rows, pages, current),
// then prefix and suffix, and behind an id the rows in all.
std::optional<StaticPager> pager_of_call(std::string_view arguments, std::string_view page_url) {
  std::vector<std::string> words;
  for (const auto word : split(arguments, ',')) words.push_back(unquoted(word));
  const bool has_box = !whole_number(words.front());
  std::size_t at = has_box ? 1 : 0;
  std::vector<int> numbers;
  for (; at < words.size(); ++at) {
    const auto number = whole_number(words[at]);
    if (!number) break;
    numbers.push_back(*number);
  }
  if (numbers.empty()) return std::nullopt;
  const NumberedFile name = numbered_file(page_url);
  StaticPager pager{.prefix = name.prefix, .suffix = name.suffix};
  if (at + 1 < words.size()) pager.prefix = words[at], pager.suffix = words[at + 1];
  if (has_box && at + 2 < words.size()) pager.total = whole_number(words[at + 2]);
  // (rows, pages, current): what is taken for pages cannot be none nor be passed by what follows.
  const bool has_rows =
      numbers.size() >= 3 && numbers[1] > 0 && numbers[0] >= numbers[1] && numbers[1] >= numbers[2];
  if (has_rows) pager.total = numbers[0], numbers.erase(numbers.begin());
  pager.pages = numbers[0];
  pager.current = numbers.size() > 1 ? numbers[1] : name.number.value_or(0);
  // With a box the first page is 1 on most systems, and 0 on some.
  const bool counts_from_zero = pager.current == 0 || (pager.current == 1 && name.number == 1);
  pager.from_one = has_box ? !counts_from_zero : pager.current == 1 && !name.number;
  return pager;
}

std::optional<StaticPager> pager_by_call(const std::string& scripts, std::string_view page_url) {
  static const RE2 call("(?i)\\bcreatePage(?:HTML)?\\s*\\(([^()]{1,300})\\)");
  re2::StringPiece rest(scripts);
  std::string arguments;
  while (RE2::FindAndConsume(&rest, call, &arguments)) {
    if (auto pager = pager_of_call(arguments, page_url)) return pager;
  }
  return std::nullopt;
}

// ---- what other scripts state

std::optional<int> stated(std::string_view script, const RE2& form) {
  int number = 0;
  if (!RE2::PartialMatch(script, form, &number)) return std::nullopt;
  return number;
}

// `$('.pages').pagination({ totalData: 34, showData: 15 })`: files are counted from one.
std::optional<StaticPager> pager_by_plugin(const std::string& scripts, std::string_view page_url) {
  static const RE2 call("(?s)\\.pagination\\s*\\(\\s*\\{(.{1,800})");
  static const RE2 rows("\\btotalData\\s*:\\s*['\"]?(\\d{1,7})");
  static const RE2 rows_a_page("\\bshowData\\s*:\\s*['\"]?(\\d{1,4})");
  static const RE2 pages("\\b(?:totalPages?|pageCount)\\s*:\\s*['\"]?(\\d{1,5})");
  std::string options;
  if (!RE2::PartialMatch(scripts, call, &options)) return std::nullopt;
  const NumberedFile name = numbered_file(page_url);
  StaticPager pager{.current = name.number.value_or(1),
                    .from_one = true,
                    .prefix = name.prefix,
                    .suffix = name.suffix};
  pager.total = stated(options, rows);
  const auto size = stated(options, rows_a_page);
  if (pager.total && size && *size > 0) {
    pager.pages = (*pager.total + *size - 1) / *size;
  } else {
    pager.pages = stated(options, pages).value_or(0);
  }
  return pager.pages > 0 ? std::optional(pager) : std::nullopt;
}

// `var countPage = 17; var currentPage = 0;` as the system's own templates write it.
std::optional<StaticPager> pager_by_variables(const std::string& scripts,
                                              std::string_view page_url) {
  static const RE2 pages(
      "\\b(?:countPage|totalPages?)\\s*=\\s*(?:parseInt\\()?['\"]?(\\d{1,5})\\b");
  static const RE2 current(
      "\\b(?:currentPage|curPage)\\s*=\\s*(?:parseInt\\()?['\"]?(\\d{1,5})\\b");
  const auto count = stated(scripts, pages);
  if (!count) return std::nullopt;
  const NumberedFile name = numbered_file(page_url);
  StaticPager pager{.pages = *count, .prefix = name.prefix, .suffix = name.suffix};
  pager.current = stated(scripts, current).value_or(name.number.value_or(0));
  pager.from_one = pager.current == 1 && !name.number;
  return pager;
}

// ---- links

bool is_next_word(std::string_view text) {
  constexpr std::string_view words[] = {"下一页", "下一頁", "下页", "后一页", "后页"};
  const std::string plain = remove_spaces(text);
  if (plain.size() > 30) return false;
  if (iequals(plain, "next") || iequals(plain, "nextpage")) return true;
  return std::any_of(std::begin(words), std::end(words),
                     [&](std::string_view word) { return plain.find(word) != plain.npos; });
}

std::optional<std::string> other_page(Node link, std::string_view page_url) {
  const std::string_view href = trim(link.attribute("href").value_or(""));
  if (href.starts_with('#')) return std::nullopt;
  auto url = absolute(base_of(link, page_url), href);
  return url && *url != page_url ? url : std::nullopt;
}

// In `1 <b>2</b> 3` the link 3: the element before it is no link and says the number before.
bool follows_current(Node link) {
  const auto number = whole_number(link.text());
  if (!number || *number < 2) return false;
  const Node item = link.parent().tag() == "li" ? link.parent() : link;
  Node before = item.previous_sibling();
  while (before && before.is_text() && trim(before.own_text()).empty())
    before = before.previous_sibling();
  const Node inner = before.tag() == "a" ? before : before.select_one(known_selector("a[href]"));
  const Node marked = before.select_one(known_selector(".on, .cur, .curr, .current, .active"));
  const bool is_current = !inner || marked || inner.has_class("on") || inner.has_class("cur") ||
                          inner.has_class("curr") || inner.has_class("current") ||
                          inner.has_class("active") || before.has_class("on") ||
                          before.has_class("active") || before.has_class("current");
  const auto text = before.is_text() ? before.own_text() : std::string_view();
  const auto current = whole_number(before.is_text() ? std::string(text) : before.text());
  return is_current && current && *current + 1 == *number;
}

}  // namespace

NumberedFile numbered_file(std::string_view url) {
  NumberedFile name;
  static const RE2 form("([^/]+?)(?:_(\\d{1,5}))?\\.([A-Za-z]+)");
  const std::string file = last_segment_of(url);
  std::string number;
  if (RE2::FullMatch(file, form, &name.prefix, &number, &name.suffix))
    name.number = whole_number(number);
  return name;
}

std::string StaticPager::file(int number) const {
  return prefix + (number <= first() ? "" : "_" + std::to_string(number)) + "." + suffix;
}

std::optional<StaticPager> static_pager_in(const Html& html, std::string_view page_url) {
  const std::string scripts = scripts_of(html);
  auto pager = pager_by_call(scripts, page_url);
  if (!pager) pager = pager_by_plugin(scripts, page_url);
  if (!pager) pager = pager_by_variables(scripts, page_url);
  if (pager && (pager->pages < 1 || pager->pages > most_pages || pager->current > pager->pages))
    return std::nullopt;
  return pager;
}

std::optional<std::string> next_page_link(const Html& html, std::string_view page_url) {
  for (const Node link : html.select("a[href]")) {
    const bool says_next = is_next_word(link.text()) ||
                           is_next_word(link.attribute("title").value_or("")) ||
                           link.attribute("rel").value_or("") == "next";
    if (!says_next) continue;
    if (auto url = other_page(link, page_url)) return url;
  }
  for (const Node link : html.select("a[href]")) {
    if (!follows_current(link)) continue;
    if (auto url = other_page(link, page_url)) return url;
  }
  return std::nullopt;
}

void add_older_page(const Html& html, std::string_view page_url, Listing& listing) {
  std::optional<std::string> next;
  const auto pager = static_pager_in(html, page_url);
  if (pager) listing.total = pager->total;
  if (pager && !pager->is_last()) next = absolute(page_url, pager->file(pager->current + 1));
  // One page may be what a script begins with before it asks for the number.
  if (!pager || pager->pages == 1) next = next_page_link(html, page_url);
  if (next) listing.next.push_back({FollowUp::Why::older, get_from(*next, std::string(page_url))});
}

}  // namespace regwatch
