#include "diff/notice_lines.h"

#include <algorithm>

#include "base/text.h"
#include "diff/furniture.h"
#include "diff/normalise.h"

namespace regwatch {
namespace {

// How far from an edge a frame's lines stand. A frame prints few lines above a text and more below.
constexpr std::size_t head_lines = 12;
constexpr std::size_t foot_lines = 24;
constexpr std::size_t longest_links = 60;
constexpr std::size_t longest_inside_bytes = 120;
// Fewer titles without a heading may be the notice's own.
constexpr std::size_t least_titles = 3;

using Lines = std::vector<NoticeLine>;
using Forms = std::unordered_set<std::string>;

// ── what both articles are known by ─────────────────────────────────────────────────────────────

struct Known {
  Forms above;  // May be repeated above the text.
  Forms below;  // May be repeated below it.
};

void add(Forms& forms, std::string_view text) {
  if (std::string form = reading_form(text); !form.empty()) forms.insert(std::move(form));
}

std::string without_extension(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  const bool has_one = dot != name.npos && dot > 0 && name.size() - dot <= 6;
  return std::string(has_one ? name.substr(0, dot) : name);
}

// Which marks a template puts before a file's name is its own affair.
std::string bare_file_name(std::string_view form) {
  std::string name = without_extension(form);
  for (const std::string_view word :
       {"附件下载", "相关附件", "附件", "点击下载", "下载", "[", "]", "(", ")", ":", "·", "."}) {
    name = replace_all(std::move(name), word, "");
  }
  while (!name.empty() && name.front() >= '0' && name.front() <= '9') name.erase(0, 1);
  return name;
}

void add_files(Known& known, const Article& before, const Article& after) {
  Forms of_before;
  for (const auto& file : before.attachments)
    of_before.insert(bare_file_name(reading_form(file.name)));
  for (const auto& file : after.attachments) {
    std::string name = bare_file_name(reading_form(file.name));
    if (!name.empty() && of_before.contains(name)) known.below.insert(std::move(name));
  }
}

// A number or a day that only one is known by has come or gone with its line.
Known known_of(const Article& before, const Article& after) {
  Known known;
  for (const Article* article : {&before, &after}) {
    add(known.above, article->title);
    if (article->publisher) add(known.above, *article->publisher);
  }
  if (before.document_number && before.document_number == after.document_number)
    add(known.above, *before.document_number);
  if (before.published && before.published == after.published)
    add(known.above, format_date(*before.published));
  add_files(known, before, after);
  return known;
}

bool repeats_above(const Known& known, const std::string& form) {
  if (known.above.contains(form)) return true;
  if (!is_date_line(form)) return false;
  const auto date = find_date(form);
  return date && known.above.contains(reading_form(format_date(*date)));
}

// ── one article ─────────────────────────────────────────────────────────────────────────────────

// Nothing that a frame prints is as long and ends as a sentence does.
bool is_surely_prose(std::string_view form) {
  constexpr std::size_t least_bytes = 150;  // Fifty characters.
  return form.size() >= least_bytes && (form.ends_with('.') || form.ends_with(';'));
}

// A sentence of the text proper, between which no frame is printed.
bool is_prose(std::string_view form) {
  if (is_surely_prose(form)) return true;
  constexpr std::size_t least_sentence = 5;
  constexpr std::size_t least_with_comma = 28;
  const std::size_t length = count_code_points(form);
  const bool ends = length >= least_sentence && (form.ends_with('.') || form.ends_with(';'));
  const bool parted = length >= least_with_comma && form.find_first_of(",;") != form.npos;
  return (ends || parted) && !is_furniture(form) && !is_edge_furniture(form) &&
         particulars_of(form).empty();
}

struct Prose {
  std::size_t first = 0;  // Equal to the count where there is none.
  std::size_t last = 0;
};

Prose prose_of(const Lines& lines) {
  const auto prose = [](const NoticeLine& line) { return is_prose(line.form); };
  const auto first = std::find_if(lines.begin(), lines.end(), prose);
  if (first == lines.end()) return {lines.size(), 0};
  const auto last = std::find_if(lines.rbegin(), lines.rend(), prose);
  return {static_cast<std::size_t>(first - lines.begin()),
          static_cast<std::size_t>(lines.rend() - last) - 1};
}

bool is_at_edge(std::size_t at, std::size_t count, const Prose& prose) {
  const bool near = at < head_lines || at + foot_lines >= count;
  return near && (at < prose.first || at > prose.last);
}

Lines lines_of(const Article& article) {
  Lines lines;
  for (const std::string& text : article.paragraphs) {
    NoticeLine line{&text, reading_form(text)};
    if (!line.form.empty()) lines.push_back(std::move(line));
  }
  return lines;
}

// A counter between sentences, or in a table below them, is one that the notice speaks of.
bool is_pages_counter(const Lines& lines, std::size_t at, const Prose& prose) {
  if (at < prose.first) return true;
  const auto beside = [&](std::size_t i) {
    return i < lines.size() && (is_furniture(lines[i].form) || is_edge_furniture(lines[i].form) ||
                                !particulars_of(lines[i].form).empty());
  };
  if (beside(at + 1) || beside(at - 1)) return true;
  return at > prose.last && lines[at].text->find('\t') == std::string::npos;
}

// Removes what is furniture wherever it stands, and a counter's number or a widget's piece that
// stands alone behind it.
Lines without_furniture(Lines lines) {
  static const Forms pieces{"大", "中",   "小",   "特大", "默认", "|",  "微信", "微博",   "QQ",
                            "到", "打印", "关闭", "[",    "]",    "次", "人",   "朋友圈", "QQ空间"};
  const Prose prose = prose_of(lines);
  std::vector<bool> drop(lines.size());
  bool after_counter = false;
  bool after_widget = true;  // A reader may have taken the label away from above.
  bool only_furniture = true;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const std::string& form = lines[i].form;
    // Inside a text a frame leaves short lines only, where the parts of a split one meet.
    const bool inside = i >= 2 * head_lines && i + longest_links < lines.size();
    if (is_surely_prose(form) || (inside && form.size() > longest_inside_bytes)) {
      after_counter = after_widget = only_furniture = false;
      continue;
    }
    const bool counter = is_counter(form) && is_pages_counter(lines, i, prose);
    const bool value = after_counter && is_counter_value(form);
    const bool piece = after_widget && pieces.contains(form);
    const bool bare = only_furniture && i < prose.first && is_counter_value(form);
    drop[i] = counter || value || piece || bare || is_furniture(form);
    only_furniture = only_furniture && drop[i];
    after_counter = (counter && is_counter_label(form)) || (after_counter && value);
    after_widget = drop[i];
  }
  Lines out;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    if (!drop[i]) out.push_back(std::move(lines[i]));
  }
  return out;
}

// Behind the last of the lines from `at` on that pass for links.
std::size_t end_of_links(const Lines& lines, std::size_t at, bool (*may_be)(std::string_view)) {
  const std::size_t most = std::min(lines.size(), at + longest_links);
  while (at < most && (may_be(lines[at].form) || is_edge_furniture(lines[at].form))) ++at;
  return at;
}

// Links to other pages below their heading, up to the first line that can be none.
void drop_headed_links(Lines& lines) {
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const LinksHeading heading = links_heading(lines[i].form);
    if (!heading.is) continue;
    const std::size_t end = end_of_links(lines, i + 1, heading.sure ? may_be_link : may_be_title);
    const bool at_end = end == lines.size();
    // A heading inside a text is the text's own.
    const bool in_tail = at_end || i + foot_lines >= lines.size();
    if (!in_tail || (!heading.sure && !(at_end && end > i + 1))) continue;
    const auto begin = lines.begin() + static_cast<std::ptrdiff_t>(i);
    lines.erase(begin, lines.begin() + static_cast<std::ptrdiff_t>(end));
    --i;
  }
}

bool is_annex_heading(std::string_view form) {
  for (const std::string_view word : {"附件", "附录", "附表"}) {
    if (form.starts_with(word)) return true;
  }
  constexpr std::size_t longest_heading_bytes = 48;
  if (form.size() > longest_heading_bytes) return false;
  for (const std::string_view word : {"目录", "清单", "名单", "一览表", "汇总表"}) {
    if (form.ends_with(word)) return true;
  }
  return false;
}

// The last line that is a date alone, near the end; the count where there is none.
std::size_t signature_of(const Lines& lines) {
  for (std::size_t i = lines.size(); i-- > 1 && lines.size() - i <= longest_links;) {
    if (is_date_line(lines[i].form)) return i;
  }
  return lines.size();
}

// Below a signature's date nothing follows but annexes; a run of titles there is a list of links.
void drop_titles_below_signature(Lines& lines) {
  const std::size_t signature = signature_of(lines);
  if (signature == lines.size() || lines.size() - signature - 1 < least_titles) return;
  const auto begin = lines.begin() + static_cast<std::ptrdiff_t>(signature) + 1;
  const bool annex = std::any_of(
      begin, lines.end(), [](const NoticeLine& line) { return is_annex_heading(line.form); });
  if (annex || end_of_links(lines, signature + 1, may_be_title) != lines.size()) return;
  lines.erase(begin, lines.end());
}

// At the end of a page, titles with a list's dates are links to other pages, signature or not.
void drop_dated_titles(Lines& lines) {
  std::size_t begin = lines.size();
  std::size_t dated = 0;
  while (begin > 1 && lines.size() - begin < longest_links) {
    const NoticeLine& line = lines[begin - 1];
    const bool row = line.text->find('\t') != std::string::npos;
    if (row || !may_be_title(line.form)) break;
    dated += has_list_date(line.form);
    --begin;
  }
  const std::size_t run = lines.size() - begin;
  constexpr std::size_t least_dated = 2;
  if (dated < least_dated || dated * 2 < run) return;
  lines.resize(begin);
}

void take_particulars(NoticeLines& out, const NoticeLine& line, const Particulars& found) {
  for (const auto& [name, value] : found) {
    if (label_matters(name)) out.particulars.emplace(name, NoticeLine{line.text, value});
  }
}

NoticeLines read(const Article& article, const Known& known) {
  Lines lines = without_furniture(lines_of(article));
  drop_headed_links(lines);
  drop_titles_below_signature(lines);
  drop_dated_titles(lines);
  const Prose prose = prose_of(lines);
  constexpr std::size_t heading_lines = 3;
  const std::size_t head =
      prose.first < lines.size() ? std::min(head_lines, prose.first) : heading_lines;
  const std::size_t signature = signature_of(lines);
  const std::size_t foot = signature < lines.size() ? signature : prose.last + 1;
  NoticeLines out;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    NoticeLine& line = lines[i];
    const bool edge = is_at_edge(i, lines.size(), prose);
    if (edge && is_edge_furniture(line.form)) continue;
    if (i < head && repeats_above(known, line.form)) continue;
    if (i >= foot && known.below.contains(bare_file_name(line.form))) continue;
    const Particulars found = edge ? particulars_of(line.form) : Particulars();
    if (found.empty()) {
      out.text.push_back(std::move(line));
    } else {
      take_particulars(out, line, found);
    }
  }
  return out;
}

}  // namespace

ArticlePair notice_lines(const Article& before, const Article& after) {
  const Known known = known_of(before, after);
  return {read(before, known), read(after, known)};
}

}  // namespace regwatch
