#pragma once

#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "base/time.h"
#include "parsers/article.h"
#include "parsers/commencement.h"
#include "parsers/penalty.h"

namespace regwatch {

/// A sentence as printed, and without spaces and in half-width forms, as rules look at it. One that
/// the page breaks within a date, or behind a label (公示时间：), is one sentence.
struct Sentence {
  std::string printed;
  std::string plain;
};

/// One notice as every fact's reader sees it: cut into sentences once. `paragraphs` outlive it.
struct NoticeText {
  const std::vector<std::string>& paragraphs;
  std::string printed_title;
  std::string title;  ///< Without spaces, half-width.
  std::optional<CivilDate> published;
  std::vector<Sentence> sentences;  ///< Of the whole text, in order.
  /// How many of them are the announcement's own words: what follows is the document that it
  /// prints, from 第一条 or 第一章 on; of one that asks for comments, also from 附件1 or from the
  /// draft's own title on.
  std::size_t own_words = 0;
  bool is_consultation = false;  ///< Somebody is asked for comments or objections.
  bool is_draft = false;         ///< The title speaks of a draft.
  bool is_commentary = false;    ///< An interview, a reading, a report about something else.

  std::vector<Commencement> commencements{};  ///< Where it says from when it is in force.
  /// What penalties_of() found; unset: nobody asked yet. Views into the text, which is not copied.
  mutable std::optional<std::vector<Penalty>> penalties{};

  std::span<const Sentence> own() const { return {sentences.data(), own_words}; }
};
NoticeText notice_text_of(const std::vector<std::string>& paragraphs,
                          std::optional<CivilDate> published, std::string_view title);

/// One fact: how it is read. One file each in facts/, whose stem is its registration. A reader adds
/// to `facts` what the words say beyond doubt, with the sentence as evidence; what is in doubt
/// stays absent, for a wrong fact is worse than none.
struct Fact {
  std::string_view name;  ///< The file's stem, and its key in JSON.
  void (*read)(const NoticeText& text, Facts& facts) = nullptr;
};
/// All of them, by name. Filled at build time from the files of facts/.
std::span<const Fact* const> all_facts();

// What readers share.

/// Without spaces, half-width.
std::string plain_form(std::string_view printed);
/// The date that a table's rows share in the column whose heading is one of `labels` (spaces
/// aside), with the first such row. Nothing when they differ.
struct ColumnDate {
  CivilDate date;
  std::string row;
};
std::optional<ColumnDate> date_of_column(const NoticeText& text,
                                         std::initializer_list<std::string_view> labels);
/// At most three sentences for a fact, each once.
void add_evidence(Facts& facts, const char* fact, std::string_view sentence);

}  // namespace regwatch
