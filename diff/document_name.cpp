#include "diff/document_name.h"

#include <re2/re2.h>

#include <utility>

#include "base/names.h"
#include "base/text.h"
#include "diff/classify.h"

// The name alone; what the title around it says is in title_reading.cpp.

namespace regwatch {
namespace {

constexpr Names<Stage, 11> stage_names = {{
    {Stage::unknown, "unknown"},
    {Stage::draft, "draft"},
    {Stage::later_draft, "later_draft"},
    {Stage::revision_draft, "revision_draft"},
    {Stage::adopted, "adopted"},
    {Stage::announced, "announced"},
    {Stage::amendment, "amendment"},
    {Stage::interpretation, "interpretation"},
    {Stage::correction, "correction"},
    {Stage::extension, "extension"},
    {Stage::feedback, "feedback"},
}};

// Names nest notes in brackets two or three deep; a longer row is nothing that a person wrote.
constexpr int max_notes = 12;

/// Cuts the name down to the first group of a pattern that matches all of it. False where it does
/// not match, or nothing would be left.
bool keep_group(std::string& name, const RE2& pattern) {
  std::string rest;
  if (!RE2::FullMatch(name, pattern, &rest) || rest.empty()) return false;
  name = std::move(rest);
  return true;
}

const RE2& stage_note() {
  static const RE2 pattern(
      R"(.*(意见稿|草案|送审稿|报批稿|讨论稿|审议稿|审查稿|修订稿|修改稿|征求意见|草稿|初稿|第[一二三四五]稿|[一二三]稿).*)");
  return pattern;
}

const RE2& variant_note() {
  static const RE2 pattern("(?:试行|暂行|试用)(?:版|稿|本)?");
  return pattern;
}

const RE2& edition_note() {
  static const RE2 pattern(
      R"([Vv]?\d{4}(?:年?[-~至]\d{4})?年?(?:度)?(?:版|本|修订|修正|修改|修订版|修正版|修正本|修订本|新版|修改版)?|[Vv]?\d{1,2}\.\d{1,2}(?:\.\d)?版?(?:-\d{4,8})?)");
  return pattern;
}

/// Numbers of documents, ways of printing, moments of adoption: they say nothing about identity.
const RE2& passing_note() {
  static const RE2 pattern(
      R"(.*(?:\[\d{4}\]|\d)\D{0,4}号.*|.*第\p{Han}{1,8}号.*|节录|节选|摘录|全文|全文版|转发|转载|附.*|.*通过|.*发布|.*公布|.*修订|.*修正|修正文本|修订版|文字实录|图文|中英文版?|英文版?)");
  return pattern;
}

const RE2& bracket_at_end() {
  static const RE2 pattern(R"((.*?)(?:\(([^()]*(?:\([^()]*\)[^()]*)*)\)|\[[^()\[\]]*\]))");
  return pattern;
}

std::string digits_of(std::string_view note) {
  std::string out;
  for (const char c : note) {
    if ((c >= '0' && c <= '9') || c == '.' || c == '-' || c == '~') out += c == '~' ? '-' : c;
  }
  // 2024年至2028年 has no dash of its own.
  if (out.size() == 8 && out.find_first_of(".-") == out.npos) out.insert(4, "-");
  return out;
}

/// Whether a note in brackets is no part of the name; then it is told what it says.
bool take_note(const std::string& note, DocumentName& name) {
  if (RE2::FullMatch(note, variant_note())) {
    name.variant = note.substr(0, std::string_view("试行").size());
    return true;
  }
  if (RE2::FullMatch(note, edition_note())) {
    name.edition = digits_of(note);
    return true;
  }
  return RE2::FullMatch(note, stage_note()) || RE2::FullMatch(note, passing_note());
}

void take_end(DocumentName& name) {
  static const RE2 stage(
      R"((.*?)(?:的)?(?:公开|二次|再次|第[二三]次)*(?:修订|修正|修改)?(?:草案)?(?:公开)?(?:二次|第[二三]次)?(?:征求意见稿|送审稿|报批稿|征求意见|修订稿|(?:修订|修正)草案|草案))");
  static const RE2 edition(R"((.*[^\d.\-])([Vv]?\d{1,2}\.\d{1,2}版?|\d{4}年?(?:版|本)))");
  static const RE2 punctuation(R"((.*?)(?:[,.;:!?、\-|]|…)+)");
  static const RE2 order(R"((.*?)(?:\d{4}年)?第\d+号(?:令|公告)?)");
  // The list broke the title off within a note.
  static const RE2 open_bracket(R"((.*)[(\[][^()\[\]]*)");
  for (int notes = 0; notes < max_notes; ++notes) {
    std::string rest;
    std::string note;
    if (RE2::FullMatch(name.name, bracket_at_end(), &rest, &note) && !rest.empty() &&
        take_note(note, name)) {
      name.name = rest;
      continue;
    }
    if (RE2::FullMatch(name.name, edition, &rest, &note)) {
      name.edition = digits_of(note);
      name.name = rest;
      continue;
    }
    if (keep_group(name.name, stage) || keep_group(name.name, punctuation)) continue;
    if (keep_group(name.name, open_bracket) || keep_group(name.name, order)) continue;
    return;
  }
}

void take_front(DocumentName& name) {
  static const RE2 number(
      R"((?i)((?:[a-z]{1,6}\d{0,3}(?:/[a-z]{1,3})?\s*[\d.]+\s*-\s*\d{4,5}|tc260-[a-z]+-\d+)[a-z]?)\s*(.+))");
  static const RE2 in_front(
      R"((?:\[[^\[\]]{1,60}\]|附件\d*[:.]?|中华人民共和国|关于|(?:强制性|推荐性)?(?:国家|行业|地方|团体)标准)(.+))");
  static const RE2 issuers(
      R"(\p{Han}[\p{Han}\d()、,\s]{0,150}?(?:部|委|局|办|厅|院|会|行|署|中心|司|府|门|公司|协会|所|团|组|处|室)(?:联合)?关于(.+))");
  static const RE2 order(
      R"(\p{Han}[\p{Han}、,\s]{0,150}令(?:[(\[]\d{4}[\])])?[(\[]?(?:\d{4}年)?第[\d\p{Han}]{1,8}号[)\]]?[:,]?(.+))");
  static const RE2 series(
      R"((网络安全标准实践指南|信息安全技术|网络安全技术|数据安全技术|信息技术)[-:]?(.+))");
  for (int notes = 0; notes < max_notes; ++notes) {
    std::string first;
    std::string rest;
    if (RE2::FullMatch(name.name, number, &first, &rest)) {
      name.number = ascii_lower(remove_spaces(first));
      name.name = rest;
      continue;
    }
    if (keep_group(name.name, in_front) || keep_group(name.name, issuers)) continue;
    if (keep_group(name.name, order)) continue;
    if (name.series.empty() && RE2::FullMatch(name.name, series, &first, &rest)) {
      name.series = first;
      name.name = rest;
      continue;
    }
    return;
  }
}

/// 暂行办法 and 办法, and what is put in brackets within.
void take_variant_within(DocumentName& name, std::string& normal) {
  static const RE2 within(
      "(.*)(暂行|试行)((?:管理|实施|监督)*(?:办法|规定|条例|细则|措施|标准|规则|目录|准则|规范|"
      "指引|"
      "指南|方案|要求).*)");
  std::string before;
  std::string variant;
  std::string after;
  if (!RE2::FullMatch(normal, within, &before, &variant, &after)) return;
  normal = before + after;
  if (name.variant.empty()) name.variant = variant;
}

std::string letters_of(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    const bool letter = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    if (letter || is_han(c) || (c >= 0xC0 && c < 0x2000)) append_utf8(out, c);
  }
  return ascii_lower(out);
}

}  // namespace

std::string_view name_of(Stage stage) { return name_in(stage_names, stage); }

std::optional<Stage> stage_named(std::string_view name) { return value_in(stage_names, name); }

bool is_draft(Stage stage) {
  return stage == Stage::draft || stage == Stage::later_draft || stage == Stage::revision_draft;
}

DocumentName document_name_of(std::string_view words) {
  DocumentName name;
  name.name = views_of(words).title;
  for (const std::string_view mark : {"《", "》", "〈", "〉", "<", ">"}) {
    name.name = replace_all(std::move(name.name), mark, "");
  }
  take_end(name);
  take_front(name);
  name.normal = replace_all(letters_of(name.name), "中华人民共和国", "");
  name.normal = replace_all(std::move(name.normal), "应用程序app", "应用程序");
  take_variant_within(name, name.normal);
  return name;
}

bool same_edition(const DocumentName& a, const DocumentName& b) {
  return a.edition.empty() || b.edition.empty() || a.edition == b.edition;
}

std::string region_at_front(std::string_view words) {
  static const RE2 province(
      "^(?:关于)?(北京|天津|上海|重庆|河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|"
      "河南|"
      "湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|内蒙古|广西|西藏|宁夏|新疆|香港|澳门|台湾)"
      "(?:[^证期]|$)");
  static const RE2 city(R"(^(?:关于)?(\p{Han}{2,4}?(?:市|州|县|区|旗))(?:[^场面民容政]|$))");
  static const RE2 no_city(
      ".*(城市|上市|都市|股市|全市|省市|地区|社区|园区|专区|景区|灾区|湾区|示范区|试验区|自治区|"
      "各州|跨区|神州)");
  std::string found;
  if (RE2::PartialMatch(words, province, &found)) return found;
  if (RE2::PartialMatch(words, city, &found) && !RE2::FullMatch(found, no_city)) return found;
  return "";
}

}  // namespace regwatch
