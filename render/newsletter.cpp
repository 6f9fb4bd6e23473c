#include "render/newsletter.h"

#include <algorithm>

#include "base/text.h"
#include "render/english_words.h"
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

NewsletterSection section_of(const Section& section, NewsSection id, Sentences& sentences) {
  NewsletterSection out{id, section.title, {}};
  for (const Told& told : section.items) {
    out.items.push_back(sentences.item_of(told));
    out.items.back().number = static_cast<int>(out.items.size());
  }
  return out;
}

}  // namespace

std::string NewsletterItem::paragraph() const { return join(sentences, " "); }

Newsletter newsletter_of(const Digest& digest, const EnglishNames& names) {
  Newsletter out;
  out.month = digest.month.value_or(std::chrono::year_month{});
  out.title = "China cybersecurity and data law: " + english_month(out.month);
  Sentences sentences(digest, names);
  const Outline outline = outline_of(digest);
  for (const Section& section : outline.sections) {
    if (section.id == Section::Id::others) out.left_out += section.items.size();
    if (const auto id = news_section_of(section.id))
      out.sections.push_back(section_of(section, *id, sentences));
  }
  return out;
}

}  // namespace regwatch
