// Rich Text Format 1.9.1, its text alone: characters by code page and by \u, paragraphs, rows.

#include <array>
#include <charconv>
#include <optional>
#include <utility>
#include <vector>

#include "base/text.h"
#include "documents/byte_order.h"
#include "documents/reader.h"
#include "parsers/charset.h"

namespace regwatch {
namespace {

constexpr std::size_t most_groups = 10'000;

constexpr std::array destinations_without_text = {
    "fonttbl", "colortbl", "stylesheet", "info",      "pict",      "header",
    "headerl", "headerr",  "headerf",    "footer",    "footerl",   "footerr",
    "footerf", "object",   "themedata",  "datastore", "listtable", "listoverridetable",
    "revtbl",  "rsidtbl",  "generator",  "xmlnstbl",  "fldinst",   "annotation",
    "filetbl", "listtext", "shpinst",    "bkmkstart", "bkmkend",   "latentstyles",
    "pntext"};

struct Group {
  bool hidden = false;
  int skip_after_unicode = 1;
};

class RtfText {
 public:
  explicit RtfText(std::string_view rtf) : rtf_(rtf) { groups_.emplace_back(); }

  /// Empty when the groups do not end as they began.
  bool read(TextSink& sink) {
    while (at_ < rtf_.size() && !sink.full()) {
      const char c = rtf_[at_++];
      if (c == '{') {
        if (groups_.size() > most_groups) return false;
        groups_.push_back(groups_.back());
        after_brace_ = true;
        continue;
      }
      if (c == '}') {
        if (groups_.size() > 1) groups_.pop_back();
        if (groups_.size() == 1) closed_ = true;
      } else if (c == '\\') {
        read_control(sink);
        continue;
      } else if (c != '\r' && c != '\n') {
        put_byte(c);
      }
      after_brace_ = false;
    }
    end_paragraph(sink);
    return closed_;
  }

 private:
  void read_control(TextSink& sink) {
    if (at_ >= rtf_.size()) return;
    const char c = rtf_[at_];
    if (is_letter(c)) return read_word(sink);
    ++at_;
    if (c == '\'') {
      const std::string_view digits = rtf_.substr(at_, 2);
      int value = 0;
      std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
      at_ += digits.size();
      put_byte(static_cast<char>(value));
    } else if (c == '*') {
      if (after_brace_) groups_.back().hidden = true;
    } else if (c == '~') {
      put_byte(' ');
    } else if (c == '_') {
      put_byte('-');
    } else if (c == '\n' || c == '\r') {
      end_paragraph(sink);
    } else if (c == '\\' || c == '{' || c == '}') {
      put_byte(c);
    }
    if (c != '*') after_brace_ = false;
  }

  void read_word(TextSink& sink) {
    const std::size_t start = at_;
    while (at_ < rtf_.size() && is_letter(rtf_[at_])) ++at_;
    const std::string_view word = rtf_.substr(start, at_ - start);
    int number = 0;
    const auto [end, fault] = std::from_chars(rtf_.data() + at_, rtf_.data() + rtf_.size(), number);
    const bool has_number = fault == std::errc();
    at_ = static_cast<std::size_t>(end - rtf_.data());
    if (at_ < rtf_.size() && rtf_[at_] == ' ') ++at_;
    take_word(word, has_number ? std::optional<int>(number) : std::nullopt, sink);
    after_brace_ = false;
  }

  void take_word(std::string_view word, std::optional<int> number, TextSink& sink) {
    if (word == "ansicpg") code_page_ = number.value_or(1252);
    if (word == "fcharset" && number == 134) chinese_font_ = true;
    if (word == "uc") groups_.back().skip_after_unicode = number.value_or(1);
    if (word == "bin")
      at_ = std::min(rtf_.size(), at_ + static_cast<std::size_t>(std::max(0, number.value_or(0))));
    if (word == "u" && number) put_unicode(*number);
    if (word == "v") groups_.back().hidden = number.value_or(1) != 0;
    if (after_brace_ || word == "pict") hide_destination(word);
    if (groups_.back().hidden) return;
    if (word == "par" || word == "line" || word == "sect" || word == "page") {
      if (!in_cell_) return end_paragraph(sink);
      put_byte(' ');
    }
    if (word == "intbl") in_cell_ = true;
    if (word == "pard") in_cell_ = false;
    if (word == "cell") flush_bytes(), paragraph_ += '\t';
    if (word == "row") end_paragraph(sink), in_cell_ = false;
    if (word == "tab") put_byte(' ');
    put_symbol(word);
  }

  void hide_destination(std::string_view word) {
    for (const char* name : destinations_without_text) {
      if (word == name) groups_.back().hidden = true;
    }
  }

  void put_symbol(std::string_view word) {
    static constexpr std::pair<std::string_view, char32_t> symbols[] = {
        {"emdash", U'—'}, {"endash", U'–'},    {"bullet", U'•'},    {"lquote", U'‘'},
        {"rquote", U'’'}, {"ldblquote", U'“'}, {"rdblquote", U'”'}, {"emspace", U' '}};
    for (const auto& [name, c] : symbols) {
      if (word != name) continue;
      flush_bytes();
      append_utf8(paragraph_, c);
    }
  }

  void put_byte(char c) {
    if (skip_ > 0) {
      --skip_;
    } else if (!groups_.back().hidden) {
      bytes_ += c;
    }
  }

  // Signed 16 bits; pairs of surrogates come one by one. What follows is for older readers.
  void put_unicode(int number) {
    skip_ = groups_.back().skip_after_unicode;
    if (groups_.back().hidden) return;
    flush_bytes();
    append_utf16(paragraph_, static_cast<std::uint32_t>(number) & 0xFFFF, high_);
  }

  // Bytes are pending until their run ends: a character may be two of them.
  void flush_bytes() {
    if (bytes_.empty()) return;
    const bool chinese = code_page_ == 936 || code_page_ == 54936 || chinese_font_;
    paragraph_ += decode_text(bytes_, chinese ? "text/rtf; charset=gb18030"
                                              : "text/rtf; charset=windows-1252")
                      .text;
    bytes_.clear();
  }

  void end_paragraph(TextSink& sink) {
    flush_bytes();
    sink.add(paragraph_);
    paragraph_.clear();
  }

  static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

  std::string_view rtf_;
  std::size_t at_ = 0;
  std::vector<Group> groups_;
  std::string bytes_;
  std::string paragraph_;
  std::uint32_t high_ = 0;
  int code_page_ = 1252;
  int skip_ = 0;
  bool chinese_font_ = false;
  bool after_brace_ = false;
  bool in_cell_ = false;
  bool closed_ = false;
};

ReadResult read_rtf(const DocumentInput& input, TextSink& sink) {
  if (RtfText(input.bytes).read(sink) || sink.full()) return {};
  return ReadResult::failed("the RTF document breaks off");
}

}  // namespace

const Reader& reader_rtf() {
  static const Reader reader{"rtf", 1, {DocumentKind::rtf}, &read_rtf};
  return reader;
}

}  // namespace regwatch
