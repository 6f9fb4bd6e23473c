#include "parsers/generic_article.h"

#include <re2/re2.h>

#include <algorithm>

#include "base/text.h"
#include "parsers/article_body.h"
#include "parsers/framed_file.h"
#include "parsers/list_row.h"
#include "parsers/page_box.h"
#include "parsers/page_redirect.h"
#include "parsers/selector.h"
#include "parsers/text_of.h"

namespace regwatch {
namespace {

// Where a page writes its day. A bracketed day at a heading's end may be the title's own, such a
// box in a heading is not.
const Selector& stamps() {
  static const Selector& found = known_selector(
      ".time, .date, .pubtime, #pubtime, .PBtime, .pages-date, .info, .source, time");
  return found;
}

// A heading's own words: some hold the line with the date as well.
std::string heading_text(Node node) {
  std::string text = node.text();
  for (const Node stamp : node.select(stamps())) {
    const std::string day = stamp.text();
    if (find_date(day) && text.size() > day.size() && text.ends_with(day))
      text = std::string(trim(std::string_view(text).substr(0, text.size() - day.size())));
  }
  static const RE2 stamp(
      "\\s*(?:发布时间[:：]?|日期[:：]?)?\\s*(?:19|20)\\d\\d[-年/.]\\d{1,2}[-月/"
      ".]\\d{1,2}日?\\s*\\d{1,2}:\\d\\d.*$");
  static const RE2 line(
      "\\s*(?:文章来源|信息来源|稿件来源|来源|发布时间|发布日期|发布于|作者)\\s*[:：].*$");
  static const RE2 day("\\s*[\\[(（]?(?:19|20)\\d\\d[-/.]\\d{1,2}[-/.]\\d{1,2}[\\])）]?$");
  for (const RE2* form : {&stamp, &line, &day}) RE2::Replace(&text, *form, "");
  return text;
}

// The heading that stands nearest before the text, or at its beginning; one that the page's own
// title repeats is taken before any other.
std::string heading_near(const Html& html, Node body) {
  static const Selector& headings = known_selector(
      "h1, h2, h3, .title, .main-title, .article_title, .con_title, .arti_title, .tit, "
      ".zsy_cotitle, #title, #ti, #con_title, .detail-title, .share-title, .bt, .news_title, "
      ".article-title, #artTitMob");
  const std::string page_title = html.title();
  std::string nearest;
  bool before_body = true;
  int inside = 0;
  for (Node node = html.root(); node; node = node.next_in(html.root())) {
    if (node == body) before_body = false;
    if (!node.is_element() || !node.matches(headings) || is_ancestor(node, body)) continue;
    if (is_furniture(node)) continue;
    if (!before_body && (!is_ancestor(body, node) || ++inside > 3)) break;
    const std::string text = heading_text(node);
    const std::size_t length = count_code_points(text);
    if (length < 5 || length > 150) continue;
    const std::string start = text.substr(0, std::min<std::size_t>(text.size(), 24));
    if (page_title.find(start) != std::string::npos) return text;
    if (before_body || nearest.empty()) nearest = text;
  }
  return nearest;
}

bool is_site_name(std::string_view title, const Html& html) {
  const std::string site = html.meta("SiteName");
  const std::string column = html.meta("ColumnName");
  return title.empty() || title == site || title == column || count_code_points(title) < 5;
}

// An old page whose `<title>` is the office's name has its heading in bold or in the middle, above
// the text.
std::string printed_heading(const Html& html, Node body) {
  static const Selector& marked =
      known_selector("b, strong, font, center, td[align=center], p[align=center], .STYLE1");
  constexpr int looked_at = 40;
  int seen = 0;
  for (Node node = html.root(); node && seen < looked_at; node = node.next_in(html.root())) {
    if (!node.is_element() || !node.matches(marked) || is_ancestor(node, body)) continue;
    ++seen;
    if (is_furniture(node) || node.closest(known_selector("a"))) continue;
    std::string text = heading_text(node);
    const std::size_t length = count_code_points(text);
    static const RE2 act(
        "(?:通知|公告|通告|公示|决定|办法|规定|条例|意见|通报|批复|决定书|名单|函|细则|令|"
        "信息公示表|信息公开表)(?:[(（].{1,40}[)）])?$");
    if (length >= 8 && length <= 120 && RE2::PartialMatch(text, act)) return text;
  }
  return {};
}

// A page's title that tells no more than whose page it is.
bool is_office_name(std::string_view title) {
  static const RE2 office(
      "\\p{Han}{2,24}(?:局|委员会|办公室|部|厅|政府|网|网站|银行|中心|门户网站|分行|支行|院|署)");
  return RE2::FullMatch(title, office) && title.find("关于") == title.npos;
}

// `某某委员会 通知公告 关于…的通知`: which end of the page's title is the article's, an element
// above the text tells, whatever it is called.
std::string end_of_title(const Html& html, Node body, std::string_view title) {
  constexpr std::size_t least = 8;  // Code points.
  std::string nearest;
  for (Node node = html.root(); node && !(node == body); node = node.next_in(html.root())) {
    if (!node.is_element() || is_skipped(node.tag()) || is_ancestor(node, body)) continue;
    const bool is_block = static_cast<bool>(node.first_child().next_sibling().next_sibling());
    if (is_block || is_furniture(node)) continue;
    std::string text = heading_text(node);
    if (text.size() >= title.size() || count_code_points(text) < least) continue;
    const bool is_end = title.ends_with(text) || title.starts_with(text);
    if (is_end && !is_office_name(text)) nearest = std::move(text);
  }
  return nearest;
}

std::string best_title(const Html& html, Node body) {
  std::string title = title_in_meta(html, "ArticleTitle");
  if (!is_site_name(title, html)) return title;
  const std::string heading = heading_near(html, body);
  title = title_of(html);
  const bool is_cut = title.ends_with("…") || title.ends_with("...");
  if (!heading.empty() &&
      (is_cut || is_site_name(title, html) || heading.find(title) != heading.npos ||
       title.find(heading) != title.npos)) {
    return heading;
  }
  if (!heading.empty() && count_code_points(heading) > count_code_points(title)) return heading;
  if (title.empty()) return heading;
  if (std::string end = end_of_title(html, body, title); !end.empty()) return end;
  if (is_office_name(title)) {
    if (std::string printed = printed_heading(html, body); !printed.empty()) return printed;
  }
  return title;
}

// What stands in the page outside of the body: the line with date and source.
std::string surroundings(const Html& html, Node body) {
  std::string text;
  const Node root = html.root();
  for (Node node = root; node && text.size() < 60'000;) {
    if (node == body || is_skipped(node.tag())) {
      text += '\n';
      node = node.next_after_subtree_in(root);
      continue;
    }
    text += node.is_text() ? std::string(node.own_text()) : "\n";
    node = node.next_in(root);
  }
  return text;
}

std::optional<CivilDate> labelled_date(std::string_view text) {
  constexpr const char* date_form =
      "\\s*[:：]?\\s*((?:19|20)\\d\\d\\s*[-/.年]\\s*\\d{1,2}\\s*[-/.月]\\s*\\d{1,2})";
  static const RE2 labels[] = {
      RE2(std::string("(?:发布时间|发布日期|公开日期|发文日期|生成日期|发表时间|发布于)") +
          date_form),
      // A bare label only: 截止日期 is another day.
      RE2(std::string("(?:^|[^\\p{Han}])(?:日\\s*期|时\\s*间|更新时间)") + date_form),
      RE2(std::string("成文日期") + date_form)};
  for (const RE2& label : labels) {
    std::string date;
    if (!RE2::PartialMatch(text, label, &date)) continue;
    if (date.find("年") != std::string::npos) date += "日";
    if (const auto found = find_date(date)) return found;
  }
  return std::nullopt;
}

// A day without a label, on one line with the source: `2022-04-12 来源：办公厅`.
std::optional<CivilDate> date_beside_source(std::string_view text) {
  constexpr const char* day = "((?:19|20)\\d\\d[-/.年]\\d{1,2}[-/.月]\\d{1,2}日?)";
  constexpr const char* source = "(?:信息|文章|稿件)?来\\s*源[ \\t　]*[:：]";
  static const RE2 forms[] = {
      RE2(std::string(day) + "[ \\t　\\])）]*(?:\\d{1,2}:\\d\\d(?::\\d\\d)?)?\\s*[【\\[(（]?" +
          source),
      RE2(std::string(source) + "[ \\t　]*[^\\s:：]{2,30}[ \\t　]+" + day)};
  for (const RE2& form : forms) {
    std::string date;
    if (RE2::PartialMatch(text, form, &date)) return find_date(date);
  }
  return std::nullopt;
}

// A clock's time stands beside the day on which a page was put up; the clock of the visit has the
// day of the week behind it.
std::optional<CivilDate> timed_date(std::string_view text) {
  static const RE2 form(
      "((?:19|20)\\d\\d[-/.年]\\d{1,2}[-/.月]\\d{1,2}日?)\\s+\\d{1,2}[:：]\\d{2}(?:[:：]\\d{2})?"
      "(\\s*星期)?");
  re2::StringPiece rest = text;
  std::string date;
  std::string weekday;
  while (RE2::FindAndConsume(&rest, form, &date, &weekday)) {
    if (weekday.empty()) return find_date(date);
  }
  return std::nullopt;
}

std::string head_of(const std::vector<std::string>& paragraphs) {
  std::string head;
  for (std::size_t i = 0; i < std::min<std::size_t>(paragraphs.size(), 8); ++i) {
    head += paragraphs[i] + "\n";
  }
  return head;
}

std::optional<CivilDate> best_date(const Html& html, Node body, const std::string& around,
                                   const std::string& head, std::string_view url) {
  if (const auto date = published_in_meta(html)) return date;
  if (const auto date = labelled_date(around)) return date;
  if (const auto date = date_beside_source(around)) return date;
  if (const auto date = timed_date(around)) return date;
  if (const auto date = labelled_date(head)) return date;
  if (const auto date = date_beside_source(head)) return date;
  if (const auto date = date_of_address(url)) return date;
  for (const Node node : html.root().select(stamps())) {
    if (is_ancestor(body, node) || is_furniture(node)) continue;
    if (const auto date = find_date(node.text())) return date;
  }
  // A line of the text's head that is a date and nothing else.
  for (const std::string_view line : split(head, '\n')) {
    const std::string_view day = trim(line);
    static const RE2 alone("[\\[(（]?(?:19|20)\\d\\d[-年/.]\\d{1,2}[-月/.]\\d{1,2}日?[\\])）]?");
    if (RE2::FullMatch(day, alone)) return find_date(day);
  }
  return std::nullopt;
}

bool repeats(std::string_view paragraph, std::string_view title) {
  return remove_spaces(paragraph) == remove_spaces(title);
}

// A line above the text: with date and source, crumbs, a field of the box of 信息公开 (which
// read_boxes knows).
bool is_heading_line(const std::string& paragraph) {
  static const RE2 furniture_line(
      "^(?:(?:发布时间|发布日期|日期|时间|来源|信息来源|文章来源|作者|字号|字体|浏览次数|浏览量|"
      "点击数|"
      "分享到|分享|打印|【?字体)[:：\\s].{0,80}|"
      "(?:19|20)\\d\\d[-年/.]\\d{1,2}[-月/.]\\d{1,2}日?(?:\\s*\\d{1,2}:\\d\\d(?::\\d\\d)?)?\\s*"
      "(?:来源|信息来源|文章来源|作者|字号|浏览次数)[:：\\s].{0,80}|[【\\[]?\\s*(?:打印|关闭|"
      "打印本页|关闭窗口).{0,20})"
      "$");
  static const RE2 box_line(
      "(?:信息)?(?:索\\s*引\\s*号|发布机构|发文机关|发文单位|发布单位|公开责任部门|名\\s*称|标\\s*"
      "题|"
      "文\\s*号|发文字号|主题分类|主题词|体裁分类|成文日期|发文日期|生成日期|公开日期|公开方式|"
      "公开范围|"
      "有\\s*效\\s*性|有效期)\\s*[:：]?\\t.*|"
      "(?:信息)?(?:索\\s*引\\s*号|发布机构|发文机关|公开责任部门|主题分类|体裁分类|发文字号|文\\s*"
      "号|"
      "成文日期|生成日期|公开日期|公开方式|公开范围)\\s*[:：].{0,120}");
  static const RE2 crumbs(
      "(?:(?:您)?(?:现在|当前|所在)?的?(?:所在)?位置\\s*[:：].{0,120}|(?:网站)?首页\\s*[>›»/"
      "].{0,120})");
  return RE2::FullMatch(paragraph, furniture_line) || RE2::FullMatch(paragraph, box_line) ||
         RE2::FullMatch(paragraph, crumbs);
}

// The lines above the text that only repeat what the article's other fields hold.
void drop_heading_lines(Article& article) {
  constexpr std::size_t most_dropped = 16;
  std::size_t drop = 0;
  for (const std::string& paragraph : article.paragraphs) {
    if (drop >= most_dropped) break;
    if (!is_heading_line(paragraph) && !repeats(paragraph, article.title)) break;
    ++drop;
  }
  if (drop < article.paragraphs.size()) {
    article.paragraphs.erase(article.paragraphs.begin(),
                             article.paragraphs.begin() + static_cast<std::ptrdiff_t>(drop));
  }
}

// The lines below the text that lead elsewhere.
void drop_closing_lines(Article& article) {
  static const RE2 turn(
      "^[【\\[]?\\s*(?:相关文章|相关链接|相关稿件|相关阅读|相关新闻|排行榜|扫一扫在手机打开当前页|"
      "扫一扫.{0,14}|分享到.{0,20}|上一篇.{0,120}|下一篇.{0,120}|打印.{0,12}|关闭|关闭窗口|"
      "返回顶部|责任编辑[:：].{0,30}|版权声明[:：].{0,60}|\\(?（?责任编辑.{0,30}|"
      "(?:首页|上一页|[\\d\\s.…|<>«»])*(?:下一页|上一页|尾页|末页)[\\s尾末页|>»]*)\\s*[】\\]]?$");
  constexpr std::size_t looked_at = 20;
  auto& paragraphs = article.paragraphs;
  const std::size_t begin = paragraphs.size() > looked_at ? paragraphs.size() - looked_at : 1;
  for (std::size_t i = begin; i < paragraphs.size(); ++i) {
    if (!RE2::FullMatch(paragraphs[i], turn)) continue;
    // What follows must be short lines too: links, not a text.
    const bool is_tail = std::all_of(
        paragraphs.begin() + static_cast<std::ptrdiff_t>(i), paragraphs.end(),
        [](const std::string& paragraph) { return count_code_points(paragraph) <= 80; });
    if (!is_tail) continue;
    paragraphs.resize(i);
    return;
  }
}

std::vector<Attachment> files_of(const Html& html, Node body, std::string_view url) {
  std::vector<Attachment> files = collect_attachments(body, url, frame_within(body));
  static const Selector& boxes = known_selector(
      ".fujian, .fj, #files, .attachment, .attach, .xgfj, .appendix, #appendix, .fjlist");
  for (const Node box : html.root().select(boxes)) {
    if (!is_furniture(box)) add_attachments(files, collect_attachments(box, url));
  }
  if (!files.empty() || body.tag() == "body") return files;
  // Files beside the text: in the nearest blocks around it that are no navigation.
  Node around = body.parent();
  for (int i = 0; i < 2 && around && around.tag() != "body"; ++i, around = around.parent()) {
    files = collect_attachments(around, url);
    if (files.size() > 20) files.clear();
    if (!files.empty()) break;
  }
  return files;
}

Error no_text(const Html& html) {
  return {Fault::broken, "no article text was found (page title: \"" + html.title() + "\")"};
}

// ---- hints: in the order of the selectors, not of the page

template <class Value, class Read>
std::optional<Value> first_hinted(const Html& html, std::string_view selectors, Read read) {
  for (const std::string_view css : split(selectors, ',')) {
    if (trim(css).empty()) continue;
    for (const Node node : html.root().select(known_selector(trim(css)))) {
      if (std::optional<Value> value = read(node)) return value;
    }
  }
  return std::nullopt;
}

Node hinted_body(const Html& html, std::string_view selectors, std::string_view url) {
  return first_hinted<Node>(html, selectors,
                            [&](Node node) -> std::optional<Node> {
                              if (node.text().empty() && collect_attachments(node, url).empty())
                                return std::nullopt;
                              return node;
                            })
      .value_or(Node());
}

std::optional<std::string> hinted_title(const Html& html, std::string_view selectors) {
  return first_hinted<std::string>(html, selectors, [](Node node) -> std::optional<std::string> {
    std::string title = title_line(node.tag() == "meta" ? node.attribute("content").value_or("")
                                                        : heading_text(node));
    return title.empty() ? std::nullopt : std::optional(std::move(title));
  });
}

std::optional<CivilDate> hinted_date(const Html& html, std::string_view selectors) {
  return first_hinted<CivilDate>(html, selectors, [](Node node) { return find_date(node.text()); });
}

std::optional<std::string> hinted_publisher(const Html& html, std::string_view selectors) {
  return first_hinted<std::string>(html, selectors, [](Node node) -> std::optional<std::string> {
    const std::string text = node.text();
    if (auto labelled = publisher_in(text)) return labelled;
    const bool is_label = text.empty() || text.ends_with("：") || text.ends_with(":");
    return is_label ? std::nullopt : std::optional(text);
  });
}

std::vector<Node> left_out_of(Node body, std::string_view selectors) {
  std::vector<Node> out = frame_within(body);
  if (selectors.empty()) return out;
  const auto more = body.select(known_selector(selectors));
  out.insert(out.end(), more.begin(), more.end());
  return out;
}

std::optional<std::string> best_publisher(const Html& html, const Article& article,
                                          const std::string& around) {
  const std::string source = html.meta("ContentSource");
  if (!source.empty() && source != article.title) return source;
  if (auto publisher = publisher_in(around)) return publisher;
  return publisher_in(head_of(article.paragraphs));
}

}  // namespace

Result<Article> read_generic_article(const Page& page, const ArticleHints& hints) {
  const auto html = Html::parse(std::string(page.body));
  if (!html) return html.error();
  return read_generic_article(*html, page, hints);
}

Result<Article> read_generic_article(const Html& html, const Page& page,
                                     const ArticleHints& hints) {
  if (const auto target = page_redirect(html, page.url)) {
    Article shell;
    shell.url = page.url;
    shell.text_at = get_from(*target, page.url);
    return shell;
  }
  Node body = hinted_body(html, hints.body, page.url);
  if (!body) body = article_body(html);
  if (!body) return no_text(html);

  Article article;
  article.url = page.url;
  const auto title = hinted_title(html, hints.title);
  article.title = title ? *title : best_title(html, body);
  const std::string around = surroundings(html, body);
  article.paragraphs = paragraphs_of(body, left_out_of(body, hints.without));
  article.published = hinted_date(html, hints.published);
  if (!article.published)
    article.published = best_date(html, body, around, head_of(article.paragraphs), page.url);
  article.attachments = files_of(html, body, page.url);
  add_attachments(article.attachments, framed_files(html.root(), page.url));
  if (!hints.files.empty()) {
    for (const Node block : html.root().select(known_selector(hints.files)))
      add_attachments(article.attachments, collect_attachments(block, page.url));
  }
  if (article.paragraphs.empty() && article.attachments.empty()) return no_text(html);
  article.publisher = hinted_publisher(html, hints.publisher);
  if (!article.publisher) article.publisher = best_publisher(html, article, around);
  read_boxes(html, around, article);
  drop_heading_lines(article);
  drop_closing_lines(article);
  complete_article(article);
  read_box_deadline(around, article);
  return article;
}

}  // namespace regwatch
