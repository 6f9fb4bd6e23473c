#include "parsers/page_redirect.h"

#include <re2/re2.h>

#include "base/text.h"
#include "parsers/article_body.h"
#include "parsers/list_row.h"

namespace regwatch {
namespace {

constexpr std::size_t most_text = 60;  // Code points: 正在跳转，请稍候.

// An address that is written out, and not the beginning of one that a script puts together.
std::optional<std::string> address_in_script(std::string_view script) {
  static const RE2 forms[] = {
      RE2("\\blocation(?:\\.href)?\\s*=\\s*(?:'([^']+)'|\"([^\"]+)\")\\s*(?:[;})<\\n\\r]|$)"),
      RE2("\\blocation\\.(?:replace|assign)\\(\\s*(?:'([^']+)'|\"([^\"]+)\")\\s*\\)")};
  for (const RE2& form : forms) {
    std::string single;
    std::string quoted;
    if (RE2::PartialMatch(script, form, &single, &quoted)) return single + quoted;
  }
  return std::nullopt;
}

std::optional<std::string> address_in_refresh(const Html& html) {
  for (const Node meta : html.select("meta[http-equiv][content]")) {
    if (!iequals(trim(*meta.attribute("http-equiv")), "refresh")) continue;
    static const RE2 form("(?i)url\\s*=\\s*['\"]?([^'\"]+)");
    const auto content = *meta.attribute("content");
    std::string address;
    if (RE2::PartialMatch(content, form, &address)) return address;
  }
  return std::nullopt;
}

std::optional<std::string> printed_address(const Html& html) {
  if (auto address = address_in_refresh(html)) return address;
  for (const Node script : html.select("script")) {
    if (auto address = address_in_script(script.raw_text())) return address;
  }
  return std::nullopt;
}

// Most pages say enough in their first lines; the rest of them is not looked at.
bool says_something(Node body) {
  std::size_t length = 0;
  for (Node node = body; node;) {
    if (is_skipped(node.tag())) {
      node = node.next_after_subtree_in(body);
      continue;
    }
    if (node.is_text()) length += count_code_points(trim(node.own_text()));
    if (length > most_text) return true;
    node = node.next_in(body);
  }
  return false;
}

}  // namespace

std::optional<std::string> page_redirect(const Html& html, std::string_view url) {
  if (says_something(html.select_one("body"))) return std::nullopt;
  const auto address = printed_address(html);
  const auto target = address ? absolute(url, *address) : std::nullopt;
  if (!target || *target == url || is_index_address(*target)) return std::nullopt;
  return target;
}

}  // namespace regwatch
