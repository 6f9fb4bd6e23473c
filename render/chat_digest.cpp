#include "render/chat_digest.h"

#include <algorithm>

#include "base/text.h"
#include "render/clean.h"
#include "render/fact_phrases.h"
#include "render/health_phrases.h"
#include "render/labels.h"
#include "render/outline.h"

namespace regwatch {
namespace {

constexpr std::size_t shown_attachments = 3;
constexpr std::size_t shown_facts_of_concise = 3;
// A longer one would fill a message by itself; the notice is found by its id.
constexpr std::size_t longest_link = 1000;

ChatLine plain(std::string text) { return {{std::move(text)}}; }
ChatLine strong(std::string text) { return {{std::move(text), "", true}}; }

ChatRun linked(std::string text, const std::string& url, bool is_strong) {
  std::string link = clean_link(url).value_or("");
  if (link.size() > longest_link) link.clear();
  return {std::move(text), std::move(link), is_strong};
}

std::string_view chinese_heading(Section::Id id) {
  switch (id) {
    case Section::Id::near:
      return "即将截止";
    case Section::Id::drafts:
      return "征求意见";
    case Section::Id::enforcement:
      return "执法处罚";
    case Section::Id::rules:
      return "新规";
    case Section::Id::regulatory:
      return "监管动态";
    case Section::Id::industry:
      return "行业动态";
    case Section::Id::earlier:
      return "补登";
    case Section::Id::changed:
      return "变更";
    case Section::Id::others:
      break;
  }
  return "其他";
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
  ChatLayout(const Digest& digest, ChatDetail detail, ChatWords words)
      : digest_(digest), outline_(outline_of(digest)), detail_(detail), words_(words) {}

  ChatDigest lay_out() {
    out_.title = digest_subject(digest_);
    if (digest_.since) lay_head();
    const bool sources_first = detail_ == ChatDetail::brief;
    if (sources_first) lay_sources();
    for (const Section& section : outline_.sections) lay_section(section);
    if (!sources_first) lay_sources();
    return std::move(out_);
  }

 private:
  void lay_head() {
    for (const std::string& text :
         {clean_line(digest_.title, 80) + " · " + window_phrase(digest_), outline_.statement,
          join(outline_.counts, " · "), outline_.source_count}) {
      if (!text.empty()) out_.head.lines.push_back(plain(text));
    }
  }

  std::string in_words(std::string_view chinese, std::string_view english) const {
    std::string out;
    if (words_ == ChatWords::bilingual) out.append(chinese).append(" · ");
    return out.append(english);
  }

  void lay_section(const Section& section) {
    std::size_t number = 0;
    for (const Told& told : section.items) {
      ChatBlock block;
      if (digest_.since) block.section = in_words(chinese_heading(section.id), section.title);
      const std::string digits = digest_.since ? std::to_string(++number) + ". " : "";
      if (detail_ == ChatDetail::brief) {
        block.lines.push_back(brief_line(told, digits));
      } else {
        lay_item(block.lines, told, digits);
      }
      out_.blocks.push_back(std::move(block));
    }
  }

  // What one line has room for: whose it is, until when, and what became of it.
  ChatLine brief_line(const Told& told, const std::string& number) const {
    const Notice& notice = told.notice();
    ChatLine line = {linked(number + clean_line(notice.title, 60), notice.url, true),
                     {" · " + clean_line(notice.authority, 40)}};
    if (told.is_open(outline_.today)) {
      line.push_back({" · "});
      line.push_back({in_words("截止", "until ") + format_date(*told.deadline), "", true,
                      deadline_is_near(told, outline_.today)});
    }
    std::string end = " · ";
    if (told.is_only_changed()) end.append(change_label(told.changes.back()->kind)).append(" · ");
    line.push_back({end + clean_line(notice.id, 40)});
    return line;
  }

  void lay_item(std::vector<ChatLine>& lines, const Told& told, const std::string& number) const {
    const Notice& notice = told.notice();
    const auto add = [&lines](const std::string& text, bool urgent = false) {
      if (!text.empty()) lines.push_back({{text, "", false, urgent}});
    };
    const bool full = detail_ == ChatDetail::full;
    lines.push_back({linked(number + clean_line(notice.title, 200), notice.url, true)});
    const std::string deadline = deadline_phrase(told, outline_.today);
    if (!deadline.empty())
      add(in_words("意见截止", deadline), deadline_is_near(told, outline_.today));
    for (const auto& mark : mark_phrases(told)) add("[" + mark + "]", true);
    add(origin_phrase(told));
    if (notice.document_number) add(clean_line(*notice.document_number, 80));
    if (full) add(topics_phrase(notice));
    std::vector<std::string> facts = fact_phrases(notice);
    if (!full) facts.resize(std::min(facts.size(), shown_facts_of_concise));
    for (const auto& phrase : facts) add(phrase);
    for (const RelatedNotice* related : related_of(told)) add(related_phrase(*related));
    if (full) lay_hunks(lines, told);
    for (const auto& other : told.item->elsewhere)
      lines.push_back({{"Also: "}, linked(clean_line(other.authority, 40), other.url, false)});
    if (full) lay_attachments(lines, told);
  }

  static void lay_hunks(std::vector<ChatLine>& lines, const Told& told) {
    for (const MarkedHunk& hunk : shown_hunks(told)) {
      for (std::string& side : std::vector{side_line("− ", hunk.before, Side::before),
                                           side_line("+ ", hunk.after, Side::after)}) {
        if (!side.empty()) lines.push_back(plain(std::move(side)));
      }
    }
  }

  static void lay_attachments(std::vector<ChatLine>& lines, const Told& told) {
    if (!told.attachments) return;
    std::size_t shown = 0;
    for (const Attachment& file : *told.attachments) {
      if (shown++ == shown_attachments) {
        lines.push_back(
            plain("and " + counted(told.attachments->size() - shown_attachments, "more file")));
        return;
      }
      lines.push_back({{"File: "}, linked(clean_line(file.name, 120), file.url, false)});
    }
  }

  void lay_sources() {
    const std::string changed = in_words("来源状态", "Sources that went blind or see again");
    for (const HealthPhrase& phrase : health_phrases(outline_, digest_))
      out_.blocks.push_back({changed, {{{phrase.text, "", false, phrase.blind}}}});
    lay_phrases(in_words("未能读取", "Could not be read"),
                standing_phrases(outline_.standings.unread));
    lay_phrases(in_words("内容存疑", "Read, but the page looked wrong"),
                standing_phrases(outline_.standings.doubted));
  }

  void lay_phrases(const std::string& section, const std::vector<std::string>& phrases) {
    for (const auto& phrase : phrases) out_.blocks.push_back({section, {plain(phrase)}});
  }

  const Digest& digest_;
  const Outline outline_;
  const ChatDetail detail_;
  const ChatWords words_;
  ChatDigest out_;
};

}  // namespace

ChatDigest chat_digest_of(const Digest& digest, ChatDetail detail, ChatWords words) {
  return ChatLayout(digest, detail, words).lay_out();
}

ChatBlock with_heading(ChatBlock block, std::string_view section_before) {
  if (!block.section.empty() && block.section != section_before)
    block.lines.insert(block.lines.begin(), strong("— " + block.section + " —"));
  return block;
}

ChatBlock shorten_block(const ChatBlock& block, std::size_t limit) {
  ChatBlock out{block.section, {}};
  for (const ChatLine& line : block.lines) {
    ChatLine kept;
    for (const ChatRun& run : line) {
      if (limit == 0) break;
      kept.push_back(run);
      kept.back().text = ellipsize(run.text, limit);
      limit -= std::min(limit, count_code_points(run.text));
    }
    if (!kept.empty()) out.lines.push_back(std::move(kept));
    if (limit > 0 || out.lines.empty()) continue;
    // That something is left out is said, even where the cut falls between two lines.
    std::string& last = out.lines.back().back().text;
    if (&line != &block.lines.back() && !last.ends_with("…")) last += "…";
    return out;
  }
  return out;
}

std::string write_block(const ChatBlock& block, std::string (*write_line)(const ChatLine& line),
                        std::size_t most) {
  std::string out;
  std::size_t used = 2;  // For the mark that something is left out.
  for (const ChatLine& line : block.lines) {
    const std::string written = write_line(line);
    used += count_code_points(written) + 1;
    if (used > most) return out + "\n…";
    out += (out.empty() ? "" : "\n") + written;
  }
  return out;
}

}  // namespace regwatch
