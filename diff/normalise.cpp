#include "diff/normalise.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.h"

namespace regwatch {
namespace {

// Stands for whatever could not be read.
constexpr char32_t damaged = 0xFFFD;

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

// The radicals of Kangxi from U+2F00 on: what is copied out of a PDF has them for the characters.
constexpr std::u32string_view radicals =
    U"一丨丶丿乙亅二亠人儿入八冂冖冫几凵刀力勹匕匚匸十卜卩厂厶又口囗土士夂夊夕大女子宀寸小尢尸屮山"
    U"巛工己巾干"
    U"幺广廴廾弋弓彐彡彳心戈户手支攴文斗斤方无日曰月木欠止歹殳毋比毛氏气水火爪父爻爿片牙牛犬玄玉瓜"
    U"瓦甘生用田疋疒"
    U"癶白皮皿目矛矢石示禸禾穴立竹米糸缶网羊羽老而耒耳聿肉臣自至臼舌舛舟艮色艸虍虫血行衣襾見角言谷"
    U"豆豕豸貝赤走足"
    U"身車辛辰辵邑酉釆里金長門阜隶隹雨青非面革韋韭音頁風飛食首香馬骨高髟鬥鬯鬲鬼魚鳥鹵鹿麥麻黄黍黑"
    U"黹黽鼎鼓鼠鼻齊"
    U"齒龍龜龠";
static_assert(radicals.size() == 214);

struct Radical {
  char32_t from;
  char32_t to;
};
// Their simplified forms, from the supplement.
constexpr std::array<Radical, 20> simplified_radicals = {
    {{0x2EA0, U'民'}, {0x2EC4, U'西'}, {0x2EC5, U'见'}, {0x2EC6, U'角'}, {0x2EC9, U'贝'},
     {0x2ECB, U'车'}, {0x2ED3, U'长'}, {0x2ED4, U'门'}, {0x2ED8, U'青'}, {0x2EDA, U'页'},
     {0x2EDB, U'风'}, {0x2EDC, U'飞'}, {0x2EE2, U'马'}, {0x2EE5, U'鱼'}, {0x2EE6, U'鸟'},
     {0x2EE8, U'麦'}, {0x2EE9, U'黄'}, {0x2EEC, U'齐'}, {0x2EEE, U'齿'}, {0x2EF0, U'龙'}}};

char32_t without_radical(char32_t c) {
  if (c >= 0x2F00 && c < 0x2F00 + radicals.size()) return radicals[c - 0x2F00];
  for (const Radical& radical : simplified_radicals) {
    if (radical.from == c) return radical.to;
  }
  return c;
}

char32_t unified(char32_t c) {
  c = to_half_width(c);
  if (c < 0x80 || (c >= 0x3100 && c < 0xE000)) return c;  // Most of a text is Han.
  if (c >= 0x2EA0 && c <= 0x2FD5) return without_radical(c);
  // A character of a font that only its author had.
  if (c >= 0xE000 && c <= 0xF8FF) return damaged;
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

bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }
bool is_letter(char32_t c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// Whether a space between the two parts words or numbers: not `APP 2.0`, which is `APP2.0`.
bool is_parted_by_space(char32_t a, char32_t b) {
  return (is_digit(a) && is_digit(b)) || (is_letter(a) && is_letter(b));
}

struct Entity {
  std::string_view name;
  std::string_view text;
};
// As pages show them that escape what was escaped already.
constexpr std::array<Entity, 16> entities = {{{"&nbsp;", " "},
                                              {"&ensp;", " "},
                                              {"&emsp;", " "},
                                              {"&#160;", " "},
                                              {"&#12288;", " "},
                                              {"&ldquo;", "\""},
                                              {"&rdquo;", "\""},
                                              {"&lsquo;", "'"},
                                              {"&rsquo;", "'"},
                                              {"&quot;", "\""},
                                              {"&mdash;", "-"},
                                              {"&middot;", "·"},
                                              {"&hellip;", "…"},
                                              {"&lt;", "<"},
                                              {"&gt;", ">"},
                                              {"&amp;", "&"}}};

std::string without_entities(std::string_view text) {
  std::string out(text);
  for (const Entity& entity : entities) out = replace_all(std::move(out), entity.name, entity.text);
  return out;
}

// GBK read as UTF-8, or UTF-8 as Latin-1, leaves letters that no Chinese page has; one alone may be
// meant (§, ±, α).
bool is_foreign(char32_t c) { return c >= 0x80 && c < 0x800 && c != U'·' && c != U'×'; }

bool is_misread(std::u32string_view text) {
  int run = 0;
  for (const char32_t c : text) {
    run = is_foreign(c) ? run + 1 : 0;
    if (c == damaged || run >= 3) return true;
  }
  return false;
}

// A text in readable stretches, with the length of the damage before each.
struct Stretch {
  std::size_t damage = 0;  // Code points.
  std::u32string readable;
};

std::vector<Stretch> stretches_of(std::u32string_view text) {
  std::vector<Stretch> out(1);
  for (const char32_t c : text) {
    if (c != damaged && !is_foreign(c)) {
      out.back().readable += c;
    } else if (out.back().readable.empty()) {
      ++out.back().damage;
    } else {
      out.push_back({1, {}});
    }
  }
  return out;
}

}  // namespace

std::string reading_form(std::string_view text) {
  std::string decoded;
  if (text.find('&') != text.npos) {
    decoded = without_entities(text);
    text = decoded;
  }
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
    if (space && is_parted_by_space(last, c)) out += ' ';
    append_utf8(out, c);
    last = c;
    space = false;
  }
  return out;
}

bool is_same_but_damaged(std::string_view damaged_form, std::string_view whole_form) {
  const std::u32string text = to_utf32(damaged_form);
  if (!is_misread(text)) return false;
  const auto stretches = stretches_of(text);
  const std::u32string whole = to_utf32(whole_form);
  std::size_t at = 0;
  for (const Stretch& stretch : stretches) {
    // Each unreadable byte is one mark at most of a character that is there.
    const std::size_t last = std::min(whole.size(), at + stretch.damage);
    if (stretch.readable.empty()) return whole.size() <= last;
    const bool is_last = &stretch == &stretches.back();
    if (is_last && whole.size() < stretch.readable.size()) return false;
    const std::size_t from = is_last ? whole.size() - stretch.readable.size() : at;
    const std::size_t found = whole.find(stretch.readable, std::max(from, at));
    if (found == whole.npos || found > last) return false;
    at = found + stretch.readable.size();
  }
  return at == whole.size();
}

}  // namespace regwatch
