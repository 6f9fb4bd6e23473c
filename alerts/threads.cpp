#include "alerts/threads.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "diff/lineage.h"
#include "storage/lineage.h"

namespace regwatch {
namespace {

constexpr std::size_t most_messages = 5;

// Empty for the health of a source.
std::string notice_of(const Owed& owed) {
  const auto* change = std::get_if<Change>(&owed.what);
  return change ? change->notice_id : "";
}

bool is_of_one_matter(Relation relation) {
  return relation == Relation::final_of || relation == Relation::next_draft_of ||
         relation == Relation::extends || relation == Relation::corrects;
}

std::vector<std::string> kin_of(Database& database, const std::string& notice) {
  Lineages lineages(database);
  std::vector<std::string> kin = lineages.others_of_cluster(notice);
  for (const Link& link : lineages.links_of(notice)) {
    if (is_of_one_matter(link.relation) && link.confidence >= least_confidence)
      kin.push_back(link.other_id);
  }
  return kin;
}

bool is_of_one_notice(const Digest& alert) {
  return !alert.items.empty() && alert.health.empty() &&
         std::all_of(alert.items.begin(), alert.items.end(), [&](const DigestItem& item) {
           return item.notice.id == alert.items.front().notice.id;
         });
}

bool only_reminds(const Digest& alert) {
  return std::all_of(alert.items.begin(), alert.items.end(), [](const DigestItem& item) {
    return item.change.kind == ChangeKind::deadline_near;
  });
}

}  // namespace

std::vector<std::vector<Owed>> part_by_notice(std::vector<Owed> owed) {
  std::vector<std::vector<Owed>> parts;
  for (const Owed& each : owed) {
    const auto part = std::find_if(parts.begin(), parts.end(), [&](const auto& known) {
      return notice_of(known.front()) == notice_of(each);
    });
    if (part != parts.end()) {
      part->push_back(each);
      continue;
    }
    if (parts.size() == most_messages) return {std::move(owed)};
    parts.push_back({each});
  }
  return parts;
}

void join_thread(Database& database, const Digest& alert, Message& message) {
  if (!is_of_one_notice(alert)) return;
  const std::string& notice = alert.items.front().notice.id;
  Thread thread = Outbox(database).thread_of(message, notice, kin_of(database, notice));
  message.references = std::move(thread.message_ids);
  if (only_reminds(alert)) return;
  message.subject = thread.subject ? "Re: " + *thread.subject : thread_subject(alert);
}

}  // namespace regwatch
