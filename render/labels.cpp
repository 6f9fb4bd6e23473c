#include "render/labels.h"

#include "base/text.h"
#include "render/clean.h"

namespace regwatch {
namespace {

struct FactName {
  std::string_view fact;
  std::string_view label;
};

constexpr FactName fact_names[] = {
    {"comment_deadline", "Comments until"},
    {"comment_to", "Comments to"},
    {"comment_address", "By post to"},
    {"comment_page", "Comments on page"},
    {"effective_date", "In force from"},
    {"valid_months", "Valid for"},
    {"expiry_date", "Valid until"},
    {"issuers", "Issued by"},
    {"index_number", "Index number"},
    {"legal_bases", "Based on"},
    {"amends", "Amends"},
    {"repeals", "Repeals"},
    {"batch", "Batch"},
    {"total_batch", "Batch in all"},
    {"app_count", "Number of apps"},
    {"party_count", "Named parties"},
    {"parties", "Parties"},
    {"apps", "Apps"},
    {"fines", "Fines"},
    {"confiscations", "Confiscated"},
    {"rectify_by", "To be mended by"},
};

}  // namespace

std::string_view kind_label(Kind kind) {
  switch (kind) {
    case Kind::draft:
      return "Draft for comment";
    case Kind::rule:
      return "Rule";
    case Kind::plan:
      return "Plan";
    case Kind::standard:
      return "Standard";
    case Kind::enforcement:
      return "Enforcement";
    case Kind::interpretation:
      return "Interpretation";
    case Kind::licensing:
      return "Licensing";
    case Kind::report:
      return "Report";
    case Kind::event:
      return "Event";
    case Kind::other:
      break;
  }
  return "Other";
}

std::string_view section_label(NewsSection section) {
  switch (section) {
    case NewsSection::regulatory:
      return "Regulatory Developments";
    case NewsSection::enforcement:
      return "Enforcement Developments";
    case NewsSection::industry:
      break;
  }
  return "Industry Developments";
}

std::string_view change_label(ChangeKind kind) {
  switch (kind) {
    case ChangeKind::appeared:
      return "New";
    case ChangeKind::amended:
      return "Amended";
    case ChangeKind::deadline_moved:
      return "Deadline moved";
    case ChangeKind::withdrawn:
      return "Withdrawn";
    case ChangeKind::delisted:
      return "Delisted";
    case ChangeKind::deadline_near:
      return "Deadline near";
    case ChangeKind::restored:
      return "Restored";
    case ChangeKind::flapped:
      break;
  }
  return "As before again";
}

std::string_view relation_label(Relation relation) {
  switch (relation) {
    case Relation::final_of:
      return "Final of";
    case Relation::draft_of:
      return "Draft of";
    case Relation::next_draft_of:
      return "New draft after";
    case Relation::previous_draft_of:
      return "Earlier draft of";
    case Relation::interprets:
      return "Interprets";
    case Relation::interpreted_by:
      return "Interpreted by";
    case Relation::amends:
      return "Amends";
    case Relation::amended_by:
      return "Amended by";
    case Relation::corrects:
      return "Corrects";
    case Relation::corrected_by:
      return "Corrected by";
    case Relation::extends:
      return "Gives more time for";
    case Relation::extended_by:
      break;
  }
  return "Given more time by";
}

std::string topic_label(std::string_view topic) {
  if (topic == "ai") return "AI";
  std::string label(topic);
  for (char& c : label) {
    if (c == '_' || c == '-') c = ' ';
  }
  return label;
}

std::string topics_label(const Classification& classification) {
  std::vector<std::string> labels;
  for (const std::string& topic : classification.topic_names())
    labels.push_back(topic_label(clean_line(topic, 60)));
  return join(labels, ", ");
}

std::string fact_label(std::string_view fact) {
  for (const auto& [known, label] : fact_names) {
    if (known == fact) return std::string(label);
  }
  return topic_label(fact);
}

std::string counted(std::size_t count, std::string_view noun, std::string_view plural) {
  std::string out = std::to_string(count) + " ";
  if (count == 1) return out.append(noun);
  return plural.empty() ? out.append(noun).append("s") : out.append(plural);
}

}  // namespace regwatch
