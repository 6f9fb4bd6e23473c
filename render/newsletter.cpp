#include "render/newsletter.h"

#include "base/text.h"
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

// A single approval and news of no topic stand in a section, and no newsletter prints them; unless
// a person put them there.
bool is_printed(const Notice& notice) {
  const Classification& is = notice.classification;
  const bool is_passing = is.kind == Kind::licensing || is.kind == Kind::event;
  const bool is_industry = is.section == NewsSection::industry;
  return notice.section_by_person || is.relevant() || !(is_passing && is_industry);
}

NewsletterSection section_of(const Section& section, NewsSection id, Sentences& sentences) {
  NewsletterSection out{id, section.title, {}};
  for (const Told& told : section.items) {
    if (!is_printed(told.notice())) continue;
    NewsletterItem item = sentences.item_of(told);
    item.number = static_cast<int>(out.items.size()) + 1;
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
    const auto id = news_section_of(section.id);
    if (!id) continue;
    NewsletterSection told = section_of(section, *id, sentences);
    out.left_out += section.items.size() - told.items.size();
    if (!told.items.empty()) out.sections.push_back(std::move(told));
  }
  return out;
}

}  // namespace regwatch
