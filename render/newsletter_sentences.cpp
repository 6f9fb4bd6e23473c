#include "render/newsletter_sentences.h"

#include <array>

#include "base/text.h"
#include "render/clean.h"
#include "render/labels.h"

namespace regwatch {
namespace {

std::string month_name(std::chrono::month month) {
  constexpr std::array<std::string_view, 12> names = {
      "January", "February", "March",     "April",   "May",      "June",
      "July",    "August",   "September", "October", "November", "December"};
  return month.ok() ? std::string(names[static_cast<unsigned>(month) - 1]) : "";
}

std::string english_day(CivilDate date) {
  return std::to_string(static_cast<unsigned>(date.day())) + " " + month_name(date.month());
}

}  // namespace

std::string english_month(std::chrono::year_month month) {
  return month_name(month.month()) + " " + std::to_string(static_cast<int>(month.year()));
}

NewsletterItem Sentences::item_of(const Told& told) {
  const Notice& notice = told.notice();
  NewsletterItem item;
  item.notice_id = clean_line(notice.id, 40);
  item.title_chinese = clean_line(notice.title);
  item.url = clean_link(notice.url).value_or("");
  item.title = std::string(kind_label(notice.classification.kind));
  if (notice.english && !notice.english->title.empty())
    item.title = clean_line(notice.english->title);
  const auto publisher = names_.publishers.find(notice.authority);
  std::string who = publisher == names_.publishers.end() ? clean_line(notice.authority, 40)
                                                         : publisher->second.name;
  item.sentences.push_back("On " + english_day(notice.published.value_or(CivilDate{})) + ", " +
                           who + " published " + item.title + ".");
  if (notice.facts.comment_deadline)
    item.sentences.push_back("Comments are due by " + english_day(*notice.facts.comment_deadline) +
                             ".");
  for (const auto& other : told.item->elsewhere) {
    const auto known = names_.publishers.find(other.authority);
    item.elsewhere.push_back(
        {known == names_.publishers.end() ? clean_line(other.authority, 40) : known->second.name,
         clean_link(other.url).value_or("")});
  }
  item.by_person = notice.english && notice.english->by_person;
  item.machine_made = notice.english && !notice.english->by_person;
  return item;
}

}  // namespace regwatch
