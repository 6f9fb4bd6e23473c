#include "parsers/list_row.h"

#include <re2/re2.h>

#include <algorithm>

#include "base/text.h"
#include "base/url.h"
#include "parsers/selector.h"
#include "parsers/written_date.h"

namespace regwatch {
namespace {

// What may stand in a date element beside digits and punctuation.
constexpr std::u32string_view date_words = U"年月日号时分秒至到起截止期发布时间于征求意见更新自";
constexpr std::string_view ellipsis_sign = "…";

bool is_left_out(Node node, const std::vector<Node>& without) {
  if (node.tag() == "script" || node.tag() == "style") return true;
  return std::find(without.begin(), without.end(), node) != without.end();
}

// A day that stands apart from its month: `<b>23</b><span>2026-09</span>`, `09-23 2026`. Nothing
// else may stand there, for two numbers that meet are no date.
std::optional<CivilDate> date_in_pieces(std::string_view text) {
  constexpr std::size_t longest = 40;
  if (text.size() > longest) return std::nullopt;
  static const RE2 day_first(
      "\\D?(\\d{1,2})日?\\s*[/|]?\\s+(\\d{4})\\s*[-/.年]\\s*(\\d{1,2})月?\\D?");
  static const RE2 day_last(
      "\\D?(\\d{4})\\s*[-/.年]\\s*(\\d{1,2})月?\\s*[/|]?\\s+(\\d{1,2})日?\\D?");
  static const RE2 year_last("\\D?(\\d{1,2})\\s*[-/.月]\\s*(\\d{1,2})日?\\s+(\\d{4})年?\\D?");
  static const RE2 year_first("\\D?(\\d{4})年?\\s+(\\d{1,2})\\s*[-/.月]\\s*(\\d{1,2})日?\\D?");
  static const RE2 three("(\\d{1,2})日?\\s+(\\d{1,2})月\\s+(\\d{4})年?");
  static const RE2 short_year("\\D?([1-4]\\d)[-/.](\\d{1,2})[-/.](\\d{1,2})\\D?");
  const std::string plain = collapse_spaces(to_half_width(text));
  int year = 0, month = 0, day = 0;
  if (RE2::FullMatch(plain, day_first, &day, &year, &month) ||
      RE2::FullMatch(plain, day_last, &year, &month, &day) ||
      RE2::FullMatch(plain, year_last, &month, &day, &year) ||
      RE2::FullMatch(plain, year_first, &year, &month, &day) ||
      RE2::FullMatch(plain, three, &day, &month, &year))
    return make_date(year, month, day);
  static const RE2 month_named(
      "(?:[A-Z][a-z]{2,8}\\.? \\d{1,2}|\\d{1,2} [A-Z][a-z]{2,8}),? \\d{4}");
  if (RE2::FullMatch(plain, month_named)) return written_date(plain);
  if (RE2::FullMatch(plain, short_year, &year, &month, &day))
    return make_date(2000 + year, month, day);
  return std::nullopt;
}

// Elements within a link that carry nothing but a date.
std::vector<Node> date_elements(Node link) {
  std::vector<Node> out;
  for (Node node = link.first_child(); node;) {
    if (node.is_element() && is_date_text(text_outside(node, {}))) {
      out.push_back(node);
      node = node.next_after_subtree_in(link);
    } else {
      node = node.next_in(link);
    }
  }
  return out;
}

std::string without_bullet(std::string text) {
  constexpr std::u32string_view bullets = U"-–•·・▪■□◆◇●○>»";
  std::size_t begin = 0;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    if (!is_space(c) && bullets.find(c) == bullets.npos) break;
    begin = at;
  }
  return text.substr(begin);
}

std::string text_without(Node scope, const std::vector<Node>& without, std::string_view between) {
  std::string out;
  for (Node node = scope.first_child(); node;) {
    if (is_left_out(node, without)) {
      node = node.next_after_subtree_in(scope);
      continue;
    }
    if (const auto day = node.attribute("datetime"); day && node.tag() == "time") {
      // What it shows may be `3天前`.
      const std::string shown = node.text();
      out.append(find_date(shown) ? shown : day->substr(0, 10)).append(between);
      node = node.next_after_subtree_in(scope);
      continue;
    }
    if (node.is_text()) out.append(node.own_text()).append(between);
    node = node.next_in(scope);
  }
  return collapse_spaces(out);
}

std::vector<Node> cells_of(Node row) {
  std::vector<Node> cells;
  for (Node cell = row.first_child(); cell; cell = cell.next_sibling()) {
    if (cell.tag() == "td" || cell.tag() == "th") cells.push_back(cell);
  }
  return cells;
}

// The date behind the word that makes a period of two.
std::optional<CivilDate> second_date(std::string_view text) {
  for (const std::string_view between : {"至", "到", "—", "~", "～", "--"}) {
    const auto at = text.find(between);
    if (at == text.npos) continue;
    if (const auto date = find_date(text.substr(at + between.size()))) return date;
  }
  return std::nullopt;
}

}  // namespace

std::string title_line(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t from = at;
    char32_t c = next_code_point(text, at);
    if (!is_space(c)) {
      out.append(text.substr(from, at - from));
      continue;
    }
    bool broke_line = false;
    std::size_t end = at;
    while (true) {
      broke_line = broke_line || c == U'\n' || c == U'\r';
      end = at;
      if (at >= text.size()) break;
      c = next_code_point(text, at);
      if (!is_space(c)) break;
    }
    at = end;
    const bool ascii_left = !out.empty() && static_cast<unsigned char>(out.back()) < 0x80;
    const bool ascii_right = at < text.size() && static_cast<unsigned char>(text[at]) < 0x80;
    if (!broke_line || (ascii_left && ascii_right)) out += ' ';
  }
  return collapse_spaces(out);
}

std::string title_of_markup(std::string_view markup) {
  std::string text = title_line(markup);
  if (text.find_first_of("<&") == text.npos) return text;
  for (const std::string_view tag : {"<br>", "<br/>", "<br />", "<BR>", "<BR/>", "<BR />"}) {
    text = replace_all(std::move(text), tag, "");
  }
  const auto html = Html::parse_fragment(text);
  return html ? title_line(html->root().text()) : text;
}

std::string title_in_meta(const Html& html, std::string_view name) {
  for (const Node meta : html.select("meta[name][content]")) {
    if (!iequals(trim(*meta.attribute("name")), name)) continue;
    if (auto title = title_line(*meta.attribute("content")); !title.empty()) return title;
  }
  return "";
}

bool is_cut(std::string_view title) {
  return title.ends_with("...") || title.ends_with(ellipsis_sign);
}

std::string link_title(Node link) {
  // A link around a whole row holds a heading, and a summary behind it.
  const std::string heading =
      title_line(link.select_one(known_selector("h1, h2, h3, h4, h5, h6")).text());
  const std::string text =
      without_bullet(heading.empty() ? text_without(link, date_elements(link), "") : heading);
  const std::string whole = without_bullet(title_line(link.attribute("title").value_or("")));
  if (whole.empty()) return text;
  if (text.empty() || is_cut(text) || text.starts_with(whole)) return whole;
  // A `title` that is much shorter than the text is a hint ("查看"), not the title.
  if (is_cut(whole) || whole.size() * 2 < text.size()) return text;
  return whole;
}

std::string text_outside(Node scope, const std::vector<Node>& without) {
  return text_without(scope, without, " ");
}

bool is_date_text(std::string_view text) {
  const RowDates dates = dates_in(text.substr(0, 121));
  if (text.size() > 120 || (!dates.first && !dates.second)) return false;
  std::string plain = to_half_width(text);
  static const RE2 months(
      "(?i)\\b(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\\b");
  RE2::Replace(&plain, months, "");
  for (std::size_t at = 0; at < plain.size();) {
    const char32_t c = next_code_point(plain, at);
    if ((c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z')) return false;
    if (is_han(c) && date_words.find(c) == date_words.npos) return false;
  }
  return true;
}

RowDates dates_in(std::string_view text) {
  static const RE2 due(
      "(?:截止|截至)\\p{Han}{0,4}[\\s:：]*((?:19|20)\\d\\d\\s*[-/.年]\\s*\\d{1,2}\\s*[-/.月]\\s*"
      "\\d{1,2}日?)");
  std::string rest(text);
  std::string last_day;
  if (RE2::PartialMatch(rest, due, &last_day)) {
    RE2::Replace(&rest, due, " ");
    return {find_date(rest), find_date(last_day)};
  }
  // What a document is dated (成文日期) stands beside the day it was published.
  static const RE2 published("(?:发布|公布|公开)(?:日期|时间)\\s*[:：]?\\s*(.{8,30})");
  std::string behind;
  if (RE2::PartialMatch(rest, published, &behind) && find_date(behind)) rest = behind;
  if (const auto date = find_date(rest)) return {date, second_date(rest)};
  return {date_in_pieces(text), std::nullopt};
}

RowDates dates_of_row(Node row, Node link, const std::vector<Node>& without) {
  std::vector<Node> left_out = without;
  left_out.push_back(link);
  const std::string text = row == link ? std::string() : text_outside(row, left_out);
  const RowDates outside = dates_in(text);
  if (outside.any() && is_date_text(text)) return outside;
  // A date that is the link's own goes before one of a summary behind it.
  for (const Node element : date_elements(link)) {
    if (const RowDates inside = dates_in(text_outside(element, {})); inside.any()) return inside;
  }
  return outside;
}

RowDates dates_under_heading(Node row) {
  if (row.tag() != "tr") return {};
  const Node table = row.closest(known_selector("table"));
  const auto headings = cells_of(table.select_one(known_selector("tr")));
  const auto cells = cells_of(row);
  if (headings.size() != cells.size()) return {};
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::string heading = remove_spaces(headings[i].text());
    if (heading == "发布日期" || heading == "发布时间" || heading == "公开日期")
      return dates_in(cells[i].text());
  }
  return {};
}

bool turns_page(std::string_view title) {
  static const RE2 words(
      "[\\[<>»›«\\s]*(?:首页|上一?页|下一?页|前一页|后一页|尾页|末页|第?\\d+页?)[\\]<>»›«\\s]*");
  return RE2::FullMatch(re2::StringPiece(title.data(), title.size()), words);
}

bool is_better_title(std::string_view further, std::string_view first) {
  return further.size() > first.size() && further.find(first) == further.npos;
}

namespace {

// Without its spaces, and no more of it than tells that it is longer than `most`.
std::string text_up_to(Node scope, std::size_t most) {
  constexpr int most_nodes = 60;
  std::string text;
  int nodes = 0;
  for (Node node = scope.first_child(); node; node = node.next_in(scope)) {
    if (node.is_text()) text += remove_spaces(node.own_text());
    if (text.size() > most) return text;
    if (++nodes > most_nodes) return text.append(most, ' ');
  }
  return text;
}

}  // namespace

bool is_below_side_heading(Node row) {
  constexpr int most_steps = 4;
  constexpr std::size_t longest = 36;  // Bytes; more is no heading.
  static const RE2 side(
      "(?:(?:热点|热门|相关|推荐|友情|点击|阅读|浏览|延伸)(?:.{0,4}(?:推荐|排行|链接|阅读|信息|"
      "新闻|"
      "文章|文件|解读|内容|资讯)榜?)|.{0,4}排行榜?|.{0,4}推荐|更多推荐)");
  Node up = row;
  for (int step = 0; step < most_steps && up && up.tag() != "body"; ++step, up = up.parent()) {
    Node before = up.previous_sibling();
    while (before && !before.is_element()) before = before.previous_sibling();
    if (!before || before.tag() == up.tag()) continue;
    const std::string heading = text_up_to(before, longest);
    if (heading.size() <= longest && RE2::FullMatch(heading, side)) return true;
  }
  return false;
}

std::string base_of(Node within, std::string_view page_url) {
  Node root = within;
  while (root.parent()) root = root.parent();
  const Node base = root.select_one(known_selector("base[href]"));
  const auto url = absolute(page_url, base.attribute("href").value_or(""));
  return url.value_or(std::string(page_url));
}

std::optional<std::string> absolute(std::string_view base, std::string_view reference) {
  if (trim(reference).empty()) return std::nullopt;
  auto url = resolve_url(base, reference);
  return url ? std::optional(std::move(*url)) : std::nullopt;
}

bool is_index_address(std::string_view url) {
  static const RE2 front(
      "https?://[^/]*(?:/.*)?/(?:(?:index|default)\\.[a-z]{3,5})?|https?://[^/]*");
  static const RE2 number("/\\d{8,}/");
  url = url.substr(0, url.find_first_of("?#"));
  const re2::StringPiece text = url;
  return RE2::FullMatch(text, front) && !RE2::PartialMatch(text, number);
}

std::optional<std::string> query_parameter(std::string_view url, std::string_view name) {
  const auto parsed = parse_url(url);
  if (!parsed) return std::nullopt;
  for (const auto& [key, value] : parse_query(parsed->query)) {
    if (key == name) return value;
  }
  return std::nullopt;
}

std::string with_query(std::string_view url,
                       const std::vector<std::pair<std::string, std::string>>& parameters) {
  auto parsed = parse_url(url);
  if (!parsed) return std::string(url);
  parsed->query = build_query(parameters);
  parsed->has_query = !parameters.empty();
  parsed->fragment.clear();
  return parsed->str();
}

std::optional<int> whole_number(std::string_view text) {
  text = trim(text);
  if (text.empty() || text.size() > 9) return std::nullopt;
  int number = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + (c - '0');
  }
  return number;
}

std::string with_parameter(std::string_view url, std::string_view name, std::string_view value) {
  const auto parsed = parse_url(url);
  if (!parsed) return std::string(url);
  auto parameters = parse_query(parsed->query);
  const auto known = std::find_if(parameters.begin(), parameters.end(),
                                  [name](const auto& pair) { return pair.first == name; });
  if (known == parameters.end()) {
    parameters.emplace_back(name, value);
  } else {
    known->second = value;
  }
  return with_query(url, parameters);
}

std::optional<int> number_behind(std::string_view text, std::string_view word) {
  const std::string plain = remove_spaces(text);
  const auto at = plain.find(word);
  if (at == plain.npos) return std::nullopt;
  const auto rest = std::string_view(plain).substr(at + word.size());
  return whole_number(rest.substr(0, rest.find_first_not_of("0123456789")));
}

void add_read_row(Listing& listing, Entry entry, RowNeeds needs) {
  ++listing.rows_seen;
  const std::string name = "row " + std::to_string(listing.rows_seen);
  const std::string title = ellipsize(entry.title, 40);
  if (entry.url.empty())
    return doubt(listing,
                 title.empty() ? name + " has no link" : name + " has no readable link: " + title);
  if (entry.title.empty()) return doubt(listing, name + " has no title: " + entry.url);
  const bool is_dated = entry.published || entry.comment_deadline;
  if (needs.date && !is_dated) doubt(listing, "no date: " + title);
  if (needs.whole_title && is_cut(entry.title)) doubt(listing, "cut title: " + title);
  listing.entries.push_back(std::move(entry));
}

void doubt(Listing& listing, std::string words) {
  constexpr std::size_t most = 20;
  if (listing.doubts.size() < most) listing.doubts.push_back(std::move(words));
}

Error no_rows(const Source& source, std::string_view selector, std::string_view page_title) {
  return broken_list(source, "'" + std::string(selector) + "' matched 0 rows (page title: \"" +
                                 ellipsize(page_title, 80) + "\")");
}

Error broken_list(const Source& source, std::string words) {
  return {Fault::broken, source.id.empty() ? words : source.id + ": " + words};
}

Request get_from(std::string url, std::string referer) {
  Request request = Request::get(std::move(url));
  if (!referer.empty()) request.headers.emplace_back("Referer", std::move(referer));
  return request;
}

void add_next_page(Node link, const Page& page, Listing& listing) {
  const auto url = absolute(page.url, link.attribute("href").value_or(""));
  if (!url || *url == page.url) return;
  listing.next.push_back({FollowUp::Why::older, get_from(*url, page.url)});
}

}  // namespace regwatch
