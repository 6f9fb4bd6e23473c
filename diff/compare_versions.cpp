#include "diff/compare_versions.h"

#include <algorithm>
#include <cstdint>
#include <unordered_map>

#include "base/text.h"
#include "diff/compare_attachments.h"
#include "diff/normalise.h"
#include "diff/notice_lines.h"
#include "diff/sequence.h"
#include "diff/similarity.h"
#include "parsers/generic_article.h"

namespace regwatch {
namespace {

constexpr int most_hunks = 40;
// Above this share of common character pairs two paragraphs are one that was edited.
constexpr double edited_share = 0.45;
// What is looked at of a paragraph, and how many pairs of paragraphs, when pairing.
constexpr std::size_t similarity_bytes = 3000;
constexpr std::size_t most_pairs = 2500;
constexpr std::size_t most_at_same_place = 1000;

// ── text ────────────────────────────────────────────────────────────────────────────────────────

struct Paragraph {
  const std::string* text = nullptr;
  std::string form;
  std::uint32_t item = 0;
};

using Interned = std::unordered_map<std::string, std::uint32_t>;

std::vector<Paragraph> paragraphs_of(std::vector<NoticeLine> lines, Interned& interned) {
  std::vector<Paragraph> out;
  for (NoticeLine& line : lines) {
    Paragraph paragraph{line.text, std::move(line.form), 0};
    const auto next = static_cast<std::uint32_t>(interned.size());
    paragraph.item = interned.try_emplace(paragraph.form, next).first->second;
    out.push_back(std::move(paragraph));
  }
  return out;
}

std::vector<std::uint32_t> items_of(const std::vector<Paragraph>& paragraphs) {
  std::vector<std::uint32_t> out;
  out.reserve(paragraphs.size());
  for (const auto& paragraph : paragraphs) out.push_back(paragraph.item);
  return out;
}

// A break between paragraphs is white space too.
std::string joined(const std::vector<Paragraph>& paragraphs, std::size_t begin, std::size_t end) {
  std::string text;
  for (std::size_t i = begin; i < end; ++i) text.append(paragraphs[i].form).append(" ");
  return reading_form(text);
}

struct Pair {
  std::size_t before = 0;
  std::size_t after = 0;
};

// The pairs of paragraphs of a block, in rising order on both sides, that are alike the most in
// sum.
std::vector<Pair> alike(const std::vector<Paragraph>& before, const std::vector<Paragraph>& after,
                        const ChangedBlock& block) {
  const std::size_t n = block.before_end - block.before_begin;
  const std::size_t m = block.after_end - block.after_begin;
  std::vector<CharacterPairs> left, right;
  for (std::size_t i = 0; i < n; ++i)
    left.push_back(character_pairs(before[block.before_begin + i].form, similarity_bytes));
  for (std::size_t j = 0; j < m; ++j)
    right.push_back(character_pairs(after[block.after_begin + j].form, similarity_bytes));

  std::vector<double> share(n * m);
  std::vector<double> best((n + 1) * (m + 1), 0);
  const auto at = [m](std::size_t i, std::size_t j) { return i * (m + 1) + j; };
  for (std::size_t i = n; i-- > 0;) {
    for (std::size_t j = m; j-- > 0;) {
      const double s = similarity(left[i], right[j]);
      share[i * m + j] = s >= edited_share ? s : 0;
      best[at(i, j)] = std::max(
          {best[at(i + 1, j)], best[at(i, j + 1)], best[at(i + 1, j + 1)] + share[i * m + j]});
    }
  }
  std::vector<Pair> out;
  for (std::size_t i = 0, j = 0; i < n && j < m;) {
    const double s = share[i * m + j];
    if (s > 0 && best[at(i, j)] == best[at(i + 1, j + 1)] + s) {
      out.push_back({block.before_begin + i++, block.after_begin + j++});
    } else if (best[at(i, j)] == best[at(i + 1, j)]) {
      ++i;
    } else {
      ++j;
    }
  }
  return out;
}

// In a block too large to compare each with each, paragraphs at the same place are compared.
std::vector<Pair> alike_at_same_place(const std::vector<Paragraph>& before,
                                      const std::vector<Paragraph>& after,
                                      const ChangedBlock& block) {
  std::vector<Pair> out;
  const std::size_t count = std::min({block.before_end - block.before_begin,
                                      block.after_end - block.after_begin, most_at_same_place});
  for (std::size_t i = 0; i < count; ++i) {
    const Pair pair{block.before_begin + i, block.after_begin + i};
    if (similarity(character_pairs(before[pair.before].form, similarity_bytes),
                   character_pairs(after[pair.after].form, similarity_bytes)) >= edited_share)
      out.push_back(pair);
  }
  return out;
}

struct TextDifference {
  std::vector<TextHunk> hunks;
  int changed = 0;
  int added = 0;
  int removed = 0;
  int total() const { return changed + added + removed; }
};

void add_hunk(TextDifference& out, const Paragraph* before, const Paragraph* after) {
  if (before && after && before->item == after->item) return;
  (before && after ? out.changed : before ? out.removed : out.added) += 1;
  if (out.hunks.size() < most_hunks)
    out.hunks.push_back({before ? *before->text : "", after ? *after->text : ""});
}

void add_block(TextDifference& out, const std::vector<Paragraph>& before,
               const std::vector<Paragraph>& after, const ChangedBlock& block,
               std::size_t& pairs_left) {
  const std::size_t pairs =
      (block.before_end - block.before_begin) * (block.after_end - block.after_begin);
  const bool affordable = pairs <= pairs_left;
  if (affordable) pairs_left -= pairs;
  auto paired =
      affordable ? alike(before, after, block) : alike_at_same_place(before, after, block);
  paired.push_back({block.before_end, block.after_end});
  std::size_t i = block.before_begin;
  std::size_t j = block.after_begin;
  for (const Pair& pair : paired) {
    for (; i < pair.before; ++i) add_hunk(out, &before[i], nullptr);
    for (; j < pair.after; ++j) add_hunk(out, nullptr, &after[j]);
    if (i < block.before_end && j < block.after_end) add_hunk(out, &before[i++], &after[j++]);
  }
}

bool say_the_same(const std::string& before, const std::string& after) {
  return before == after || is_same_but_damaged(before, after) ||
         is_same_but_damaged(after, before);
}

// Both frames print a particular, and no two of what they say of it are the same.
void compare_particulars(const NoticeLines& before, const NoticeLines& after, TextDifference& out) {
  const auto& all = before.particulars;
  for (auto at = all.begin(); at != all.end(); at = all.upper_bound(at->first)) {
    const auto was = all.equal_range(at->first);
    const auto now = after.particulars.equal_range(at->first);
    if (now.first == now.second) continue;
    const bool same = std::any_of(was.first, was.second, [&](const auto& old_line) {
      return std::any_of(now.first, now.second, [&](const auto& new_line) {
        return say_the_same(old_line.second.form, new_line.second.form);
      });
    });
    if (same) continue;
    ++out.changed;
    if (out.hunks.size() < most_hunks)
      out.hunks.push_back({*at->second.text, *now.first->second.text});
  }
}

TextDifference compare_texts(const Article& before_article, const Article& after_article) {
  TextDifference out;
  ArticlePair pair = notice_lines(before_article, after_article);
  Interned interned;
  const auto before = paragraphs_of(std::move(pair.before.text), interned);
  const auto after = paragraphs_of(std::move(pair.after.text), interned);
  // The first text that could be read completes a version.
  if (before.empty()) return out;
  compare_particulars(pair.before, pair.after, out);
  if (say_the_same(joined(before, 0, before.size()), joined(after, 0, after.size()))) return out;
  std::size_t pairs_left = most_pairs;
  for (const auto& block : diff_sequences(items_of(before), items_of(after))) {
    if (say_the_same(joined(before, block.before_begin, block.before_end),
                     joined(after, block.after_begin, block.after_end)))
      continue;
    add_block(out, before, after, block, pairs_left);
  }
  return out;
}

// ── words ───────────────────────────────────────────────────────────────────────────────────────

void count_words(std::vector<std::string>& parts, std::size_t count, std::string_view noun,
                 std::string_view what) {
  if (count == 0) return;
  parts.push_back(std::to_string(count) + " " + std::string(noun) + (count == 1 ? " " : "s ") +
                  std::string(what));
}

std::string deadline_words(const VersionDifference& difference) {
  const auto& before = difference.deadline_before;
  const auto& after = difference.deadline_after;
  if (!before) return "comment deadline " + format_date(*after) + " given";
  if (!after) return "comment deadline " + format_date(*before) + " taken away";
  return "comment deadline moved from " + format_date(*before) + " to " + format_date(*after);
}

bool differ(const std::optional<std::string>& before, const std::optional<std::string>& after) {
  return before && after && reading_form(*before) != reading_form(*after);
}

// A page's title with the name of its site or column before or behind it says no more than without.
std::string bare_title(std::string_view title) {
  std::string form = reading_form(without_site_name(title));
  for (const std::string_view mark : {"...", "…"}) {
    if (form.ends_with(mark)) form.resize(form.size() - mark.size());
  }
  return form;
}

bool is_cut(std::string_view title) { return title.ends_with("...") || title.ends_with("…"); }

bool titles_differ(const Article& before, const Article& after) {
  if (before.title.empty() || after.title.empty()) return false;
  const std::string was = reading_form(before.title);
  const std::string now = reading_form(after.title);
  if (say_the_same(was, now)) return false;
  const std::string bare_was = bare_title(before.title);
  const std::string bare_now = bare_title(after.title);
  if (is_cut(before.title) && bare_now.starts_with(bare_was)) return false;
  if (is_cut(after.title) && bare_was.starts_with(bare_now)) return false;
  return bare_was != bare_now;
}

// Whether a text holds all sentences that a deadline was read from. A file's are there as long as
// the files are the same.
bool holds_evidence(const Article& text, const Facts& facts, bool files_differ) {
  if (!facts.comment_deadline) return true;
  if (facts.files.contains("comment_deadline")) return !files_differ;
  const auto evidence = facts.evidence.find("comment_deadline");
  if (evidence == facts.evidence.end() || evidence->second.empty()) return false;
  const std::string form = reading_form(join(text.paragraphs, " "));
  return std::all_of(
      evidence->second.begin(), evidence->second.end(),
      [&](const std::string& sentence) { return form.find(reading_form(sentence)) != form.npos; });
}

// A period of days ends where the page's own day says, and a file is read when its turn has come:
// where the words are there on both sides, and were only read otherwise, no deadline moved.
bool deadline_moved(const Article& before, const Article& after, bool files_differ) {
  if (before.facts.comment_deadline == after.facts.comment_deadline) return false;
  return !holds_evidence(before, after.facts, files_differ) ||
         !holds_evidence(after, before.facts, files_differ);
}

// Nothing was read of it but what a list knew.
bool is_unread(const Version& version) {
  return version.article.paragraphs.empty() && version.article.attachments.empty();
}

}  // namespace

VersionDifference compare_versions(const Version& before, const Version& after) {
  VersionDifference out;
  std::vector<std::string> parts;
  out.title_differs = titles_differ(before.article, after.article);
  if (out.title_differs) parts.push_back("title changed");

  const auto& old_deadline = before.article.facts.comment_deadline;
  const auto& new_deadline = after.article.facts.comment_deadline;
  const bool completes = is_unread(before);
  AttachmentDifference files =
      completes ? AttachmentDifference() : compare_attachments(before, after);
  const bool files_differ =
      !files.added.empty() || !files.removed.empty() || !files.replaced.empty();
  if (deadline_moved(before.article, after.article, files_differ) &&
      !(completes && !old_deadline)) {
    out.deadline_moved = true;
    out.deadline_before = old_deadline;
    out.deadline_after = new_deadline;
    parts.push_back(deadline_words(out));
  }
  const bool number_differs = differ(before.article.document_number, after.article.document_number);
  if (number_differs) {
    parts.push_back("document number changed from " + *before.article.document_number + " to " +
                    *after.article.document_number);
  }

  TextDifference text = compare_texts(before.article, after.article);
  out.hunks = std::move(text.hunks);
  out.hunks_total = text.total();
  count_words(parts, static_cast<std::size_t>(text.changed), "paragraph", "changed");
  count_words(parts, static_cast<std::size_t>(text.added), "paragraph", "added");
  count_words(parts, static_cast<std::size_t>(text.removed), "paragraph", "removed");

  out.attachments_added = std::move(files.added);
  out.attachments_removed = std::move(files.removed);
  out.attachments_replaced = std::move(files.replaced);
  count_words(parts, out.attachments_added.size(), "attachment", "added");
  count_words(parts, out.attachments_removed.size(), "attachment", "removed");
  count_words(parts, out.attachments_replaced.size(), "attachment", "replaced");

  out.summary = join(parts, ", ");
  out.differs = !parts.empty();
  return out;
}

}  // namespace regwatch
