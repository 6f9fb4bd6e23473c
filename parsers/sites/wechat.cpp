// Articles of WeChat's public accounts, mp.weixin.qq.com, to which institutions' lists link. UTF-8.
//
// Pages: `/s/<id>` and `/s?__biz=…&mid=…`. No lists: an account's own list cannot be read.
//
// Quirks: `#js_content` is hidden by its own style until a script shows it; the text stands in
// nested sections; pictures have their address in `data-src`; the day is in a script (`var ct`,
// `create_time`, `createTime`), `#publish_time` is empty or says "18小时前"; an article of pictures
// to swipe has its title, tools and place within `#js_content`, and before its script ran nothing
// but a meta; a verification page and a deleted article come with status 200.
//
// Written after sites/wider-publishers.md §11 and articles found in public repositories; not
// verified live.

#include <re2/re2.h>

#include <array>

#include "base/text.h"
#include "base/time.h"
#include "parsers/generic_article.h"
#include "parsers/html.h"
#include "parsers/list_row.h"
#include "parsers/parser.h"
#include "parsers/selector.h"
#include "parsers/text_of.h"

namespace regwatch {
namespace {

struct Verdict {
  std::string_view words;
  Fault fault;
};

// What stands in an article's place. Articles quote such words, so only a page without one counts.
constexpr std::array<Verdict, 12> verdicts{{
    {"环境异常", Fault::blocked},
    {"完成验证后即可继续访问", Fault::blocked},
    {"访问过于频繁", Fault::blocked},
    {"操作频繁", Fault::blocked},
    {"请完成安全验证", Fault::blocked},
    {"该内容已被发布者删除", Fault::gone},
    {"此内容因违规无法查看", Fault::gone},
    {"此内容被投诉", Fault::gone},
    {"此内容发送失败无法查看", Fault::gone},
    {"该公众号已迁移", Fault::gone},
    {"此帐号已", Fault::gone},
    {"链接已过期", Fault::gone},
}};

Error nothing_to_read(const Html& html) {
  const std::string text = html.root().text();
  for (const auto& [words, fault] : verdicts) {
    if (text.find(words) != text.npos)
      return {fault, "WeChat says \"" + std::string(words) + "\" in place of the article"};
  }
  return {Fault::broken, "'#js_content' holds no text (page title: \"" + html.title() + "\")"};
}

// The variable of that name in one of the page's scripts: `var ct = "1650000000"`.
std::string script_value(std::string_view page, std::string_view names) {
  const RE2 form("(?:\\b|[.'\"])(?:" + std::string(names) +
                 ")['\"]?\\s*[:=]\\s*(?:htmlDecode\\(|JsDecode\\()?['\"]([^'\"\\n]{1,300})['\"]");
  std::string value;
  RE2::PartialMatch(page, form, &value);
  return value;
}

std::optional<CivilDate> published(const Html& html) {
  if (const auto date = find_date(html.select_one("#publish_time, #post-date").text())) return date;
  const std::string stamp = script_value(html.source(), "ct|create_time|ori_create_time");
  long long seconds = 0;
  if (RE2::FullMatch(stamp, "(\\d{9,10})", &seconds))
    return china_date(from_epoch_ms(seconds * 1000));
  return find_date(script_value(html.source(), "createTime|publish_time|create_time"));
}

std::optional<std::string> account(const Html& html) {
  std::string name = html.select_one("#js_name, #post-user, .profile_nickname").text();
  if (name.empty()) name = collapse_spaces(script_value(html.source(), "nickname|nick_name"));
  if (name.empty()) return std::nullopt;
  return name;
}

std::string title_of_article(const Html& html) {
  std::string title = title_line(html.select_one("#activity-name, .rich_media_title").text());
  return title.empty() ? title_line(title_of(html)) : title;
}

// A text that the head alone holds: escaped twice, with `\x0a` for a line's end.
std::vector<std::string> note_of(const Html& html) {
  std::vector<std::string> lines;
  const Node meta = html.select_one("meta[property=\"og:description\"], meta[name=description]");
  const std::string text = replace_all(
      replace_all(std::string(meta.attribute("content").value_or("")), "\\x0a", "\n"), "\\n", "\n");
  for (const auto line : split(text, '\n')) {
    if (auto words = collapse_spaces(line); !words.empty()) lines.push_back(std::move(words));
  }
  return lines;
}

// Of an article that is drawn: its pictures are what there is to keep.
void add_pictures(const Html& html, Article& article) {
  int number = 0;
  for (const Node image : html.select("#js_content img[data-src], .swiper_item[data-src]")) {
    const auto url = absolute(article.url, *image.attribute("data-src"));
    if (url) add_attachments(article.attachments, {{"图" + std::to_string(++number), *url}});
  }
}

constexpr std::string_view not_the_text =
    ".rich_media_title, .rich_media_meta_list, .rich_media_tool, .reward_area";

Result<Article> read_wechat_article(const Page& page) {
  const auto html = Html::parse(std::string(page.body));
  if (!html) return html.error();
  Article article;
  article.url = page.url;
  article.title = title_of_article(*html);
  if (const Node body = html->select_one("#js_content")) {
    article.paragraphs = paragraphs_of(body, body.select(known_selector(not_the_text)));
    article.attachments = collect_attachments(body, page.url);
  }
  if (article.paragraphs.empty()) {
    article.paragraphs = note_of(*html);
    add_pictures(*html, article);
  }
  if (article.paragraphs.empty() && article.attachments.empty()) return nothing_to_read(*html);
  if (article.title.empty() && !article.paragraphs.empty())
    article.title = ellipsize(article.paragraphs.front(), 40);
  article.published = published(*html);
  article.publisher = account(*html);
  complete_article(article);
  return article;
}

bool is_wechat(const Url& url) { return url.host == "mp.weixin.qq.com"; }

}  // namespace

const Parser& parser_wechat() {
  static const Parser parser{.name = "wechat", .article = read_wechat_article, .owns = is_wechat};
  return parser;
}

}  // namespace regwatch
