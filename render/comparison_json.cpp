#include "render/comparison_json.h"

#include <nlohmann/json.hpp>

#include "render/json_text.h"

namespace regwatch {
namespace {

using Json = nlohmann::ordered_json;

Json heading_of(const SideHeading& text) {
  Json json = {{"name", text.name}};
  if (!text.detail.empty()) json["detail"] = text.detail;
  return json;
}

Json counts_of(const Comparison::Counts& counts) {
  return {{"before", counts.before},   {"after", counts.after},   {"unchanged", counts.unchanged},
          {"changed", counts.changed}, {"added", counts.added},   {"deleted", counts.deleted},
          {"split", counts.split},     {"merged", counts.merged}, {"renumbered", counts.renumbered},
          {"moved", counts.moved}};
}

Json labels_of(const std::vector<Clause>& clauses, const std::vector<std::size_t>& indices) {
  Json labels = Json::array();
  for (const std::size_t index : indices) {
    if (!clauses[index].label.empty()) labels.push_back(clauses[index].label);
  }
  return labels;
}

Json spans_of(const std::vector<TextSpan>& spans) {
  Json json = Json::array();
  for (const TextSpan& span : spans)
    json.push_back({{"text", span.text}, {"differs", span.differs}});
  return json;
}

Json row_of(const Comparison& comparison, const ComparedClauses& row) {
  const Clause& clause = row.after.empty() ? comparison.before[row.before.front()]
                                           : comparison.after[row.after.front()];
  Json json = {{"what", name_of(row.what)},
               {"renumbered", row.renumbered},
               {"moved", row.moved},
               {"level", name_of(clause.level)},
               {"before", labels_of(comparison.before, row.before)},
               {"after", labels_of(comparison.after, row.after)}};
  if (!clause.within.empty()) json["within"] = clause.within;
  json["before_text"] = spans_of(row.before_text);
  json["after_text"] = spans_of(row.after_text);
  return json;
}

}  // namespace

std::string comparison_json(const ComparisonSheet& sheet) {
  const Comparison& comparison = sheet.comparison;
  Json json = Json::object();
  if (!sheet.title.empty()) json["title"] = sheet.title;
  json["summary"] = comparison.summary;
  json["unit"] = comparison.counts.unit;
  json["counts"] = counts_of(comparison.counts);
  json["before"] = heading_of(sheet.before);
  json["after"] = heading_of(sheet.after);
  for (const SheetNote& note : sheet.notes)
    json["notes"].push_back({{"what", note.what.english}, {"text", note.text}});
  json["rows"] = Json::array();
  for (const ComparedClauses& row : comparison.rows) {
    json["rows"].push_back(row_of(comparison, row));
  }
  return json_line(json);
}

}  // namespace regwatch
