// What the generic reader shares with the parsers of sites.

#include <re2/re2.h>

#include <algorithm>

#include "base/text.h"
#include "parsers/facts.h"
#include "parsers/generic_article.h"
#include "parsers/list_row.h"
#include "parsers/selector.h"

namespace regwatch {
namespace {

bool is_label_end(std::string_view text) { return text.empty() || text == ":"; }

// The value behind `label` in a text of its own, if it has one there. `is_label` says that the text
// is the label alone.
std::optional<std::string> behind_label(std::string_view text, std::string_view label,
                                        bool& is_label) {
  const std::string plain = remove_spaces(to_half_width(text));
  std::string_view rest = plain;
  for (const std::string_view bracket : {"【", "["}) {
    if (rest.starts_with(bracket)) rest.remove_prefix(bracket.size());
  }
  if (!rest.starts_with(label)) return std::nullopt;
  rest.remove_prefix(label.size());
  for (const std::string_view bracket : {"】", "]"}) {
    if (rest.starts_with(bracket)) rest.remove_prefix(bracket.size());
  }
  is_label = is_label_end(rest);
  if (is_label || !rest.starts_with(':')) return std::nullopt;
  // As printed, spaces kept.
  const std::size_t wide = text.find("：");
  const std::size_t narrow = text.find(':');
  const std::size_t colon = std::min(wide, narrow);
  if (colon == text.npos) return std::nullopt;
  return collapse_spaces(text.substr(colon + (colon == wide ? 3 : 1)));
}

Node next_element(Node node) {
  do {
    node = node.next_sibling();
  } while (node && !node.is_element());
  return node;
}

// The text that follows an element that is a label: the next cell, sibling, or its parent's.
std::optional<std::string> value_beside(Node label) {
  for (Node node = label; node; node = node.parent()) {
    for (Node next = node.next_sibling(); next; next = next.next_sibling()) {
      std::string text = next.is_text() ? collapse_spaces(next.own_text()) : next.text();
      if (text.starts_with("：")) text.erase(0, 3);
      if (text.starts_with(":")) text.erase(0, 1);
      text = std::string(trim(text));
      // Behind empty elements may stand the value, and as well the next label.
      if (text.ends_with("：") || text.ends_with(":")) return std::nullopt;
      if (!text.empty()) return text;
      const bool is_passed =
          !next.is_element() || next.tag() == "span" || node.tag() == "b" || node.tag() == "strong";
      if (!is_passed) return std::nullopt;
    }
    const std::string_view tag = node.tag();
    if (tag == "td" || tag == "th" || tag == "li" || tag == "dt" || tag == "p" || tag == "div")
      break;
    if (next_element(node)) break;
  }
  return std::nullopt;
}

constexpr std::size_t longest_label_text = 400;

}  // namespace

std::string without_site_name(std::string_view title, std::string_view site_name) {
  std::string whole = collapse_spaces(title);
  if (!site_name.empty()) {
    const std::size_t at = whole.rfind(site_name);
    if (at != std::string::npos && at > 0) {
      std::string_view head = trim(std::string_view(whole).substr(0, at));
      for (const std::string_view mark : {"_", "-", "|", "—", "－", "–"}) {
        if (head.ends_with(mark) && head.size() > mark.size()) {
          return std::string(trim(head.substr(0, head.size() - mark.size())));
        }
      }
    }
  }
  // `标题_栏目_站名`: nothing that a title holds is written with these marks.
  for (const std::string_view mark : {"_", " | ", "|"}) {
    const std::size_t at = whole.find(mark);
    if (at != std::string::npos && count_code_points(whole.substr(0, at)) >= 5) {
      return std::string(trim(std::string_view(whole).substr(0, at)));
    }
  }
  static const RE2 name(
      "^(.{2,}?)\\s*(?:-|—|–|－)+\\s*[^-—–－]{0,20}(?:网|网站|政府|委员会|部|局|厅|办公室|"
      "人民银行|法院|检察院|门户|平台)$");
  std::string head;
  if (RE2::FullMatch(whole, name, &head)) return head;
  return whole;
}

std::string title_of(const Html& html) {
  if (std::string title = title_in_meta(html, "ArticleTitle"); !title.empty()) return title;
  for (const Node meta : html.select("meta[property=\"og:title\"]")) {
    const std::string title = collapse_spaces(meta.attribute("content").value_or(""));
    if (!title.empty()) return without_site_name(title, html.meta("SiteName"));
  }
  return without_site_name(html.title(), html.meta("SiteName"));
}

std::optional<CivilDate> published_in_meta(const Html& html) {
  for (const std::string_view name : {"PubDate", "publishdate", "firstpublishedtime", "createDate",
                                      "publishtime", "pubtime", "article:published_time"}) {
    std::string text = to_half_width(html.meta(name));
    text = replace_all(std::move(text), "——", "-");
    text = replace_all(std::move(text), "—", "-");
    if (const auto date = find_date(text)) return date;
  }
  return std::nullopt;
}

std::optional<CivilDate> date_of_address(std::string_view url) {
  url = url.substr(0, url.find_first_of("?#"));
  const re2::StringPiece text = url;
  static const RE2 forms[] = {
      RE2("/t((?:19|20)\\d\\d)(\\d\\d)(\\d\\d)_\\d"),
      RE2("/[PW]0((?:19|20)\\d\\d)(\\d\\d)(\\d\\d)\\d*\\."),
      RE2("/((?:19|20)\\d\\d)-(\\d{1,2})[/-](\\d{1,2})(?:/|_|$)"),
      RE2("/((?:19|20)\\d\\d)/(\\d{1,2})/(\\d{1,2})/"),
      RE2("/((?:19|20)\\d\\d)/(\\d\\d)(\\d\\d)/"),
      RE2("/((?:19|20)\\d\\d)(\\d\\d)(\\d\\d)/"),
      RE2("/news((?:19|20)\\d\\d)(\\d\\d)(\\d\\d)"),
      RE2("/((?:20)\\d\\d)(\\d\\d)(\\d\\d)\\d{6,}(?:/|_|\\.|$)"),
  };
  for (const RE2& form : forms) {
    int year = 0;
    int month = 0;
    int day = 0;
    if (!RE2::PartialMatch(text, form, &year, &month, &day)) continue;
    if (const auto date = make_date(year, month, day)) return date;
  }
  return std::nullopt;
}

std::optional<std::string> labelled_value(Node scope, const std::vector<std::string_view>& labels) {
  for (const std::string_view label : labels) {
    const std::string_view first = label.substr(0, 3);  // One Chinese character.
    for (Node node = scope; node; node = node.next_in(scope)) {
      const std::string_view own = node.own_text();
      if (own.size() > longest_label_text || own.find(first) == own.npos) continue;
      std::string text(own);
      Node holder = node;
      // 索 引 号 may be spread over elements: then their parent holds the label.
      bool is_label = false;
      auto value = behind_label(text, label, is_label);
      if (!value && !is_label) {
        holder = node.parent();
        text = holder && holder != scope ? holder.text() : "";
        if (text.size() > longest_label_text) continue;
        value = behind_label(text, label, is_label);
      }
      if (!value && is_label) value = value_beside(holder);
      if (value && !value->empty() && *value != "null") return value;
    }
  }
  return std::nullopt;
}

std::optional<std::string> publisher_in(std::string_view text) {
  static const RE2 form(
      "(?:信息来源|文章来源|稿件来源|来\\s*源|发布机构|发布单位)\\s*[:：]\\s*([^\\s:：|｜\\[【\\]"
      "】]{2,"
      "60})([:：]?)");
  std::string found;
  std::string colon;
  if (!RE2::PartialMatch(text, form, &found, &colon)) {
    return std::nullopt;
  }
  const std::size_t whole = found.size();
  for (const std::string_view stop :
       {"发布时间", "发布日期", "时间", "日期", "作者", "字号", "字体", "浏览", "责任编辑", "编辑",
        "点击", "打印", "（作者", "分享"}) {
    const std::size_t at = found.find(stop);
    if (at != std::string::npos && at > 0) found.resize(at);
    if (at == 0) return std::nullopt;
  }
  // Behind an empty 来源 the next label stands, whatever it is.
  if (!colon.empty() && found.size() == whole) return std::nullopt;
  found = collapse_spaces(found);
  if (found.empty()) return std::nullopt;
  return found;
}

void complete_article(Article& article) {
  Facts& known = article.facts;
  auto printed = find_document_number(article.paragraphs, article.title);
  if (!article.document_number && printed) article.document_number = printed->number;
  if (article.document_number && !known.evidence.contains("document_number")) {
    const bool same = printed && printed->number == *article.document_number;
    known.evidence["document_number"] = {same ? std::move(printed->evidence)
                                              : "文号：" + *article.document_number};
  }
  complete_facts(known, read_facts(article.paragraphs, article.published, article.title));
  if (known.index_number && !known.evidence.contains("index_number")) {
    known.evidence["index_number"] = {"索引号：" + *known.index_number};
  }
}

}  // namespace regwatch
