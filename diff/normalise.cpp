#include "diff/normalise.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>

#include "base/text.h"

namespace regwatch {
namespace {

// Longer paragraphs are text, whatever they begin with.
constexpr std::size_t longest_furniture_bytes = 360;

struct Variant {
  char32_t from;
  char to;
};

// Typesetters and systems choose among these without meaning anything by it.
constexpr std::array<Variant, 40> variants = {{
    {U'“', '"'},  {U'”', '"'},  {U'„', '"'},  {U'‟', '"'},  {U'「', '"'}, {U'」', '"'},
    {U'『', '"'}, {U'』', '"'}, {U'‘', '\''}, {U'’', '\''}, {U'‐', '-'},  {U'‑', '-'},
    {U'‒', '-'},  {U'–', '-'},  {U'—', '-'},  {U'―', '-'},  {U'─', '-'},  {U'━', '-'},
    {U'−', '-'},  {U'〔', '['}, {U'〕', ']'}, {U'【', '['}, {U'】', ']'}, {U'〖', '['},
    {U'〗', ']'}, {U'﹝', '['}, {U'﹞', ']'}, {U'。', '.'}, {U'｡', '.'},  {U'〜', '~'},
    {U'∼', '~'},  {U'︰', ':'}, {U'∶', ':'},  {U'﹕', ':'}, {U'﹔', ';'}, {U'﹐', ','},
    {U'﹙', '('}, {U'﹚', ')'}, {U'〈', '<'}, {U'〉', '>'},
}};

char32_t unified(char32_t c) {
  if (c >= 0xFF01 && c <= 0xFF5E) c = c - 0xFF01 + 0x21;
  if (c < 0x80 || (c >= 0x3100 && c < 0xFE00)) return c;  // Most of a text is Han.
  for (const Variant& variant : variants) {
    if (variant.from == c) return static_cast<char32_t>(variant.to);
  }
  switch (c) {
    case U'○':
    case U'◯':
      return U'〇';  // 二○二六 is 二〇二六.
    case U'•':
    case U'･':
    case U'∙':
    case U'・':
    case U'‧':
      return U'·';
    case U'､':
      return U'、';
    default:
      return c;
  }
}

bool is_invisible(char32_t c) {
  return c == 0xAD || (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x2064) || (c >= 0xFE00 && c <= 0xFE0F) || c == 0xFEFF ||
         (c < 0x20 && !is_space(c)) || c == 0x7F;
}

bool is_word(char32_t c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// Compiled once; RE2 matches in linear time whatever the page says.
const RE2& counter() {
  static const RE2 pattern(
      R"([\[(]?(本文|本页|文章)?(已被)?(浏览|阅读|访问|点击|查看)(次数|人数|量|数|率)?[:]?([\d,.万]+|-+|加载中\.*)?(次|人)?[\])]?)");
  return pattern;
}

const RE2& counter_within() {
  static const RE2 pattern(
      R"([\[(]?(浏览|阅读|访问|点击|查看)(次数|人数|量|数|率)[:]?([\d,.万]+|-+)?(次|人)?[\])]?)");
  return pattern;
}

const RE2& widgets() {
  static const RE2 pattern(
      R"([\[\](){}|:/,.\-]*(我要|我来)?(打印|关闭|分享|字号|字体|收藏|返回|纠错|朗读|扫一扫|微信|微博|QQ空间|QQ好友|保存|页面|顶部|本页|本文|窗口|全文|下载|到|至|大|中|小|默认|特大|较大|[\[\](){}|:/,.\-])*)");
  return pattern;
}

const RE2& widget_word() {
  static const RE2 pattern("打印|关闭|分享|字号|字体|收藏|纠错|朗读|扫一扫|返回");
  return pattern;
}

const RE2& other_furniture() {
  static const RE2 pattern(
      R"([\[(]?(上一篇|下一篇)([^的].*)?|[\[(]?(上一条|下一条|上一页|下一页)([:\])].*)?)"
      R"(|(页面|网页|本页)?(生成|静态化)(时间|日期)[:].*|publishdate[:].*|ProducedBy.*|Produced By.*)"
      R"(|[\[(]?(责任编辑|责编|网站编辑|编辑|审核|审校|校对|录入)[:][^,.;]{0,60}[\])]?)"
      R"(|[\[(]?(扫一扫|扫描二维码|扫码).{0,40}(打开|查看|浏览|阅读|分享|关注).{0,20}[\])]?)"
      R"(|(您)?(当前|现在)(的)?(所在)?位置[:].*)");
  return pattern;
}

const RE2& metadata_line() {
  static const RE2 pattern("(发布时间|发布日期|发稿时间|日期|时间|来源|信息来源|文章来源)[:].*");
  return pattern;
}

// A line of date and source often carries the counter too.
bool is_metadata_with_counter(std::string_view line) {
  return RE2::FullMatch(re2::StringPiece(line.data(), line.size()), metadata_line()) &&
         RE2::PartialMatch(re2::StringPiece(line.data(), line.size()), counter_within());
}

}  // namespace

std::string reading_form(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  char32_t last = 0;
  bool space = false;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t raw = next_code_point(text, at);
    if (is_invisible(raw)) continue;
    if (is_space(raw)) {
      space = true;
      continue;
    }
    const char32_t c = unified(raw);
    if ((c == '-' || c == U'…') && last == c) continue;
    if (space && is_word(last) && is_word(c)) out += ' ';
    append_utf8(out, c);
    last = c;
    space = false;
  }
  return out;
}

bool is_furniture(std::string_view line) {
  if (line.size() > longest_furniture_bytes) return false;
  const re2::StringPiece piece(line.data(), line.size());
  if (RE2::FullMatch(piece, counter()) || RE2::FullMatch(piece, other_furniture())) return true;
  if (is_metadata_with_counter(line)) return true;
  return RE2::PartialMatch(piece, widget_word()) && RE2::FullMatch(piece, widgets());
}

}  // namespace regwatch
