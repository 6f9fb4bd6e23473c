#include "render/chat_digest.h"

#include "base/text.h"
#include "render/clean.h"
#include "render/fact_phrases.h"
#include "render/health_phrases.h"
#include "render/labels.h"
#include "render/outline.h"

namespace regwatch {
namespace {

constexpr std::size_t shown_attachments = 3;

ChatLine plain(std::string text) { return {{std::move(text)}}; }
ChatLine strong(std::string text) { return {{std::move(text), "", true}}; }

ChatRun linked(std::string text, const std::string& url, bool is_strong) {
  return {std::move(text), clean_link(url).value_or(""), is_strong};
}

// Marks around all of a paragraph would say no more than its sign.
std::string side_line(std::string_view sign, std::vector<TextSpan> spans, Side side) {
  if (spans.empty()) return "";
  if (differs_throughout(spans)) {
    for (TextSpan& span : spans) span.differs = false;
  }
  return std::string(sign) + clean_line(marked_plain(spans, side));
}

/// Lays a digest out in blocks.
class ChatLayout {
 public:
  explicit ChatLayout(const Digest& digest) : digest_(digest), outline_(outline_of(digest)) {}

  ChatDigest lay_out() {
    out_.title = digest_subject(digest_);
    if (digest_.since) lay_head();
    for (const Section& section : outline_.sections) lay_section(section);
    std::vector<std::string> health;
    for (const HealthPhrase& phrase : health_phrases(outline_, digest_))
      health.push_back(phrase.text);
    lay_phrases("Sources that went blind or see again", health);
    lay_phrases("Could not be read", standing_phrases(outline_.standings.unread));
    lay_phrases("Read, but the page looked wrong", standing_phrases(outline_.standings.doubted));
    return std::move(out_);
  }

 private:
  void lay_head() {
    for (const std::string& text :
         {clean_line(digest_.title, 80) + " · " + window_phrase(digest_), outline_.statement,
          join(outline_.counts, " · "), outline_.source_count}) {
      if (!text.empty()) out_.head.push_back(plain(text));
    }
  }

  // The heading stays with the first of its items.
  void lay_section(const Section& section) {
    std::size_t number = 0;
    for (const Told& told : section.items) {
      ChatBlock block;
      if (digest_.since && number == 0) block.push_back(strong("— " + section.title + " —"));
      lay_item(block, told, digest_.since ? std::to_string(++number) + ". " : "");
      out_.blocks.push_back(std::move(block));
    }
  }

  void lay_item(ChatBlock& block, const Told& told, const std::string& number) const {
    const Notice& notice = told.notice();
    const auto add = [&block](const std::string& text) {
      if (!text.empty()) block.push_back(plain(text));
    };
    block.push_back({linked(number + clean_line(notice.title, 200), notice.url, true)});
    add(deadline_phrase(told, outline_.today));
    for (const auto& mark : mark_phrases(told)) add("[" + mark + "]");
    add(origin_phrase(told));
    if (notice.document_number) add(clean_line(*notice.document_number, 80));
    add(topics_phrase(notice));
    for (const auto& phrase : fact_phrases(notice)) add(phrase);
    for (const RelatedNotice* related : related_of(told)) add(related_phrase(*related));
    for (const MarkedHunk& hunk : shown_hunks(told)) {
      add(side_line("− ", hunk.before, Side::before));
      add(side_line("+ ", hunk.after, Side::after));
    }
    for (const auto& other : told.item->elsewhere)
      block.push_back({{"Also: "}, linked(clean_line(other.authority, 40), other.url, false)});
    lay_attachments(block, told);
  }

  static void lay_attachments(ChatBlock& block, const Told& told) {
    if (!told.attachments) return;
    std::size_t shown = 0;
    for (const Attachment& file : *told.attachments) {
      if (shown++ == shown_attachments) {
        block.push_back(
            plain("and " + counted(told.attachments->size() - shown_attachments, "more file")));
        return;
      }
      block.push_back({{"File: "}, linked(clean_line(file.name, 120), file.url, false)});
    }
  }

  void lay_phrases(const std::string& title, const std::vector<std::string>& phrases) {
    for (std::size_t i = 0; i < phrases.size(); ++i) {
      ChatBlock block;
      if (i == 0) block.push_back(strong("— " + title + " —"));
      block.push_back(plain(phrases[i]));
      out_.blocks.push_back(std::move(block));
    }
  }

  const Digest& digest_;
  const Outline outline_;
  ChatDigest out_;
};

}  // namespace

ChatDigest chat_digest_of(const Digest& digest) { return ChatLayout(digest).lay_out(); }

std::string write_block(const ChatBlock& block, std::string (*write_line)(const ChatLine& line),
                        std::size_t most) {
  std::string out;
  std::size_t used = 2;  // For the mark that something is left out.
  for (const ChatLine& line : block) {
    const std::string written = write_line(line);
    used += count_code_points(written) + 1;
    if (used > most) return out + "\n…";
    out += (out.empty() ? "" : "\n") + written;
  }
  return out;
}

std::vector<std::pair<std::size_t, std::size_t>> split_by_size(
    const std::vector<std::size_t>& sizes, std::size_t most_size, std::size_t most_blocks) {
  std::vector<std::pair<std::size_t, std::size_t>> parts;
  std::size_t used = 0;
  for (std::size_t i = 0; i < sizes.size(); ++i) {
    const bool fits =
        !parts.empty() && used + sizes[i] <= most_size && i - parts.back().first < most_blocks;
    if (!fits) {
      parts.emplace_back(i, i);
      used = 0;
    }
    used += sizes[i];
    parts.back().second = i + 1;
  }
  return parts;
}

}  // namespace regwatch
