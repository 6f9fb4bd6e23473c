#include <set>
#include <string>

#include "base/text.h"
#include "render/clean.h"
#include "render/digest.h"
#include "render/labels.h"
#include "render/outline.h"

namespace regwatch {
namespace {

std::string subject_without_deadline(const Told& told, const Outline& outline) {
  const bool is_new = told.appeared && outline.sections.front().id != Section::Id::changed;
  const std::string_view what = is_new ? kind_label(told.notice().classification.kind)
                                       : change_label(told.changes.back()->kind);
  return "regwatch: " + std::string(what) + ": " + clean_line(told.notice().title, 80);
}

std::string subject_of_one(const Told& told, const Outline& outline) {
  std::string out = subject_without_deadline(told, outline);
  if (told.deadline && *told.deadline >= outline.today) {
    out += " (comments until " + format_date(*told.deadline) + ")";
  }
  return out;
}

// Null where more than one notice is told of, or none.
const Told* told_alone(const Outline& outline) {
  const auto& sections = outline.sections;
  if (sections.size() != 1 || sections.front().items.size() != 1) return nullptr;
  return &sections.front().items.front();
}

std::string health_counts(const Digest& digest, const Outline& outline) {
  std::size_t blind = 0;
  std::size_t seeing = 0;
  std::set<std::string> untold;
  for (const HealthEvent& event : digest.health) {
    if (!event.subscription) {
      ++(event.blind ? blind : seeing);
    } else if (event.blind) {
      untold.insert(*event.subscription);
    } else {
      untold.erase(*event.subscription);
    }
  }
  // A digest counts all that is blind now, not only what went blind in its window.
  if (digest.since) blind = std::max(blind, outline.standings.unread.size());
  std::string out;
  if (blind > 0) out += "; " + counted(blind, "source") + " blind";
  if (seeing > 0) {
    out += "; " + counted(seeing, "source") + (seeing == 1 ? " sees again" : " see again");
  }
  if (!untold.empty()) out += "; " + counted(untold.size(), "subscription") + " not told";
  return out;
}

std::string subject_of_event(const HealthEvent& event) {
  if (event.subscription) {
    return "regwatch: '" + clean_line(*event.subscription, 80) + "' " +
           (event.blind ? "is not told as it should be" : "goes out again");
  }
  return "regwatch: " + clean_line(event.source, 80) +
         (event.blind ? " went blind: " + clean_line(event.verdict, 40) : " sees again");
}

}  // namespace

std::string thread_subject(const Digest& alert) {
  const Outline outline = outline_of(alert);
  const Told* told = told_alone(outline);
  return told ? subject_without_deadline(*told, outline) : digest_subject(alert);
}

std::string digest_subject(const Digest& digest) {
  const Outline outline = outline_of(digest);
  const Told* told = told_alone(outline);
  if (!digest.since && digest.health.empty() && told) return subject_of_one(*told, outline);
  if (!digest.since && digest.items.empty() && digest.health.size() == 1) {
    return subject_of_event(digest.health.front());
  }
  const std::string when = digest.month ? format_month(*digest.month) : format_date(outline.today);
  std::string out = "regwatch " + when + ": ";
  const std::string health = health_counts(digest, outline);
  if (!outline.counts.empty()) return out + join(outline.counts, ", ") + health;
  return out + (digest.since || health.empty() ? "nothing new" + health : health.substr(2));
}

}  // namespace regwatch
