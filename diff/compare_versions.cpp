#include "diff/compare_versions.h"

#include <algorithm>
#include <cstdint>
#include <unordered_map>
#include <unordered_set>

#include "base/text.h"
#include "diff/normalise.h"
#include "diff/sequence.h"
#include "diff/similarity.h"

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

std::vector<Paragraph> read_paragraphs(const Article& article, Interned& interned) {
  std::vector<Paragraph> out;
  for (const std::string& text : article.paragraphs) {
    Paragraph paragraph{&text, reading_form(text), 0};
    if (paragraph.form.empty() || is_furniture(paragraph.form)) continue;
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

TextDifference compare_texts(const Article& before_article, const Article& after_article) {
  TextDifference out;
  Interned interned;
  const auto before = read_paragraphs(before_article, interned);
  const auto after = read_paragraphs(after_article, interned);
  // The first text that could be read completes a version.
  if (before.empty()) return out;
  if (joined(before, 0, before.size()) == joined(after, 0, after.size())) return out;
  std::size_t pairs_left = most_pairs;
  for (const auto& block : diff_sequences(items_of(before), items_of(after))) {
    if (joined(before, block.before_begin, block.before_end) ==
        joined(after, block.after_begin, block.after_end))
      continue;
    add_block(out, before, after, block, pairs_left);
  }
  return out;
}

// ── attachments ─────────────────────────────────────────────────────────────────────────────────

struct File {
  const Attachment* attachment = nullptr;
  std::string canonical;
  std::string name;
  const std::string* sha256 = nullptr;
  bool matched = false;
};

std::vector<File> files_of(const Version& version) {
  std::vector<File> out;
  std::unordered_set<std::string> seen;
  const auto& attachments = version.article.attachments;
  for (std::size_t i = 0; i < attachments.size(); ++i) {
    File file{&attachments[i], canonical_address(attachments[i].url),
              reading_form(attachments[i].name), nullptr, false};
    // A page may link one file twice.
    if (!seen.insert(file.canonical).second) continue;
    if (i < version.files.size() && version.files[i].sha256)
      file.sha256 = &*version.files[i].sha256;
    out.push_back(std::move(file));
  }
  return out;
}

std::string shown_name(const File& file) {
  return file.attachment->name.empty() ? file.attachment->url : file.attachment->name;
}

using SameFile = bool (*)(const File&, const File&);

// Finds for each unmatched file of `before` the first unmatched one of `after` that is the same.
void match_files(std::vector<File>& before, std::vector<File>& after, SameFile same,
                 VersionDifference& out) {
  for (File& old_file : before) {
    if (old_file.matched) continue;
    for (File& new_file : after) {
      if (new_file.matched || !same(old_file, new_file)) continue;
      old_file.matched = new_file.matched = true;
      // Bytes that were not known before are completed, not replaced.
      if (old_file.sha256 && new_file.sha256 && *old_file.sha256 != *new_file.sha256)
        out.attachments_replaced.push_back(shown_name(new_file));
      break;
    }
  }
}

void compare_attachments(const Version& before_version, const Version& after_version,
                         VersionDifference& out) {
  auto before = files_of(before_version);
  auto after = files_of(after_version);
  constexpr std::size_t most_files = 500;  // Matching is quadratic.
  if (before.size() > most_files) before.resize(most_files);
  if (after.size() > most_files) after.resize(most_files);
  constexpr SameFile by_address = [](const File& a, const File& b) {
    return a.canonical == b.canonical;
  };
  constexpr SameFile by_bytes = [](const File& a, const File& b) {
    return a.sha256 && b.sha256 && *a.sha256 == *b.sha256;
  };
  constexpr SameFile by_name = [](const File& a, const File& b) {
    return !a.name.empty() && a.name == b.name;
  };
  for (const SameFile same : {by_address, by_bytes, by_name}) match_files(before, after, same, out);
  for (const File& file : before) {
    if (!file.matched) out.attachments_removed.push_back(shown_name(file));
  }
  for (const File& file : after) {
    if (!file.matched) out.attachments_added.push_back(shown_name(file));
  }
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

// Nothing was read of it but what a list knew.
bool is_unread(const Version& version) {
  return version.article.paragraphs.empty() && version.article.attachments.empty();
}

}  // namespace

VersionDifference compare_versions(const Version& before, const Version& after) {
  VersionDifference out;
  std::vector<std::string> parts;
  const auto& old_title = before.article.title;
  const auto& new_title = after.article.title;
  out.title_differs = !old_title.empty() && !new_title.empty() &&
                      reading_form(old_title) != reading_form(new_title);
  if (out.title_differs) parts.push_back("title changed");

  const auto& old_deadline = before.article.facts.comment_deadline;
  const auto& new_deadline = after.article.facts.comment_deadline;
  const bool completes = is_unread(before);
  if (old_deadline != new_deadline && !(completes && !old_deadline)) {
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

  if (!completes) compare_attachments(before, after, out);
  count_words(parts, out.attachments_added.size(), "attachment", "added");
  count_words(parts, out.attachments_removed.size(), "attachment", "removed");
  count_words(parts, out.attachments_replaced.size(), "attachment", "replaced");

  out.summary = join(parts, ", ");
  out.differs = !parts.empty();
  return out;
}

}  // namespace regwatch
