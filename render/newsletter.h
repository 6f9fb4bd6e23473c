#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "base/time.h"
#include "diff/kind.h"
#include "render/digest.h"
#include "render/english_names.h"

namespace regwatch {

/// One item as a newsletter tells it, in clean words: every output lays out the same.
struct NewsletterItem {
  int number = 0;  ///< From 1 on, within its section.
  std::string notice_id;
  std::string publisher;  ///< In English, for short; empty where it is not known.
  std::optional<CivilDate> comment_deadline;
  /// In English: a person's, a machine's, else put together from data, else the type of document.
  std::string title;
  std::string title_chinese;
  /// Where `title` is but the type of document: what the document is called, 《…》; else empty.
  std::string name_chinese;
  /// The paragraph: `On 29 April, TC260 released …`, the deadline, the facts; without the Chinese
  /// title and the address, which each output sets in its own way.
  std::vector<std::string> sentences;
  /// Of a final: what changed since its draft; empty where no draft is known.
  std::string since_draft;
  std::string url;
  struct Elsewhere {
    std::string publisher;  ///< In English.
    std::string url;
  };
  std::vector<Elsewhere> elsewhere;
  bool composed = false;          ///< The title is put together from words of english.toml.
  bool machine_made = false;      ///< Title or summary is a machine's that no person accepted yet.
  bool by_person = false;         ///< A person wrote the title or the summary.
  std::string paragraph() const;  ///< The sentences, joined.
};

struct NewsletterSection {
  NewsSection section = NewsSection::regulatory;
  std::string name;  ///< `Regulatory Developments`
  std::vector<NewsletterItem> items;
};

/// A month as an editor's newsletter tells it.
struct Newsletter {
  std::string title;  ///< Without the month.
  std::chrono::year_month month{};
  std::vector<NewsletterSection> sections;  ///< Those that have items, in their order.
  /// Notices of the month that stand in no section, and approvals and news of no topic.
  std::size_t left_out = 0;
};

/// The month's digest (`digest.month` is set) as a newsletter: what was published in the month, by
/// section and date; of what was published by several, one item. Pure.
Newsletter newsletter_of(const Digest& digest, const EnglishNames& names);

}  // namespace regwatch
