#include "render/newsletter.h"

#include <utility>

#include "base/text.h"
#include "render/clean.h"
#include "render/newsletter_sentences.h"
#include "render/outline.h"

namespace regwatch {
namespace {

std::optional<NewsSection> news_section_of(Section::Id id) {
  switch (id) {
    case Section::Id::regulatory:
      return NewsSection::regulatory;
    case Section::Id::enforcement:
      return NewsSection::enforcement;
    case Section::Id::industry:
      return NewsSection::industry;
    default:
      return std::nullopt;
  }
}

// As a table calls it: for short, without the article.
std::string short_name(const std::string& authority, const EnglishNames& names) {
  const auto known = names.publishers.find(authority);
  if (known == names.publishers.end()) return clean_line(authority, 40);
  const auto& [name, brief] = known->second;
  const std::string& called = brief.empty() ? name : brief;
  return called.starts_with("the ") ? called.substr(4) : called;
}

NewsletterSection section_of(const Section& section, NewsSection id, Sentences& sentences,
                             const EnglishNames& names) {
  NewsletterSection out{id, section.title, {}};
  for (const Told& told : section.items) {
    NewsletterItem item = sentences.item_of(told);
    item.number = static_cast<int>(out.items.size()) + 1;
    item.publisher = short_name(told.notice().authority, names);
    item.comment_deadline = told.notice().facts.comment_deadline;
    out.items.push_back(std::move(item));
  }
  return out;
}

}  // namespace

std::string NewsletterItem::paragraph() const { return join(sentences, " "); }

Newsletter newsletter_of(const Digest& digest, const EnglishNames& names) {
  Newsletter out;
  out.month = digest.month.value_or(std::chrono::year_month{});
  out.title = "China cybersecurity and data law";
  Sentences sentences(digest, names);
  const Outline outline = outline_of(digest);
  for (const Section& section : outline.sections) {
    if (section.id == Section::Id::others) out.left_out += section.items.size();
    if (const auto id = news_section_of(section.id))
      out.sections.push_back(section_of(section, *id, sentences, names));
  }
  return out;
}

}  // namespace regwatch
