#include <limits>

#include "base/text.h"
#include "storage/notices.h"
#include "storage/rows.h"
#include "storage/search.h"
#include "storage/serialise.h"
#include "storage/statement.h"

// Which notices: the part of Notices that makes one SQL query of a NoticeFilter.

namespace regwatch {
namespace {

/// A query as it grows: its conditions, and the values of their parameters in order.
struct Conditions {
  std::string text;
  std::vector<std::string> texts;  ///< Values, in the order of the question marks.

  void add(std::string_view condition) {
    text += text.empty() ? " WHERE " : " AND ";
    text += condition;
  }
  void add(std::string_view condition, std::string value) {
    add(condition);
    texts.push_back(std::move(value));
  }
  void add_list(std::string_view condition, const std::vector<std::string>& values) {
    if (!values.empty()) add(condition, to_json(values));
  }
};

std::string seconds_of(Instant instant) {
  return std::to_string(instant.time_since_epoch().count());
}

void add_window(Conditions& conditions, const NoticeFilter& filter) {
  if (!filter.since && !filter.until) return;
  const std::string from = seconds_of(filter.since.value_or(Instant::min()));
  const std::string to = seconds_of(filter.until.value_or(Instant::max()));
  conditions.add(
      "(n.first_seen BETWEEN CAST(? AS INTEGER) AND CAST(? AS INTEGER) OR n.id IN (SELECT "
      "notice_id FROM change WHERE at BETWEEN CAST(? AS INTEGER) AND CAST(? AS INTEGER) AND "
      "superseded_by IS NULL))");
  conditions.texts.insert(conditions.texts.end(), {from, to, from, to});
}

void add_topics(Conditions& conditions, const NoticeFilter& filter) {
  constexpr std::string_view any = "EXISTS (SELECT 1 FROM notice_topic t WHERE t.notice_id = n.id)";
  for (const std::string& topic : filter.topics) {
    if (topic == "*") return conditions.add(any);
  }
  conditions.add_list(
      "n.id IN (SELECT t.notice_id FROM notice_topic t "
      "WHERE t.topic IN (SELECT value FROM json_each(?)))",
      filter.topics);
}

void add_relevant(Conditions& conditions, const NoticeFilter& filter) {
  if (!filter.relevant) return;
  conditions.add(*filter.relevant
                     ? "EXISTS (SELECT 1 FROM notice_topic t WHERE t.notice_id = n.id)"
                     : "NOT EXISTS (SELECT 1 FROM notice_topic t WHERE t.notice_id = n.id)");
}

void add_published(Conditions& conditions, const NoticeFilter& filter) {
  if (!filter.published) return;
  const auto& [first, last] = *filter.published;
  conditions.add(
      "(n.published BETWEEN ? AND ? OR (n.published IS NULL AND "
      "n.first_seen >= CAST(? AS INTEGER) AND n.first_seen < CAST(? AS INTEGER)))");
  conditions.texts.insert(
      conditions.texts.end(),
      {format_date(first), format_date(last), seconds_of(start_of_day_in_china(first)),
       seconds_of(start_of_day_in_china(add_days(last, 1)))});
}

void add_dated(Conditions& conditions, const NoticeFilter& filter) {
  if (!filter.dated_from) return;
  const std::string from = format_date(*filter.dated_from);
  conditions.add(
      "(n.comment_deadline >= ? OR json_extract(n.facts, '$.effective_date') >= ? OR "
      "n.id IN (SELECT v.notice_id FROM version v WHERE v.number > 1))");
  conditions.texts.insert(conditions.texts.end(), {from, from});
}

Conditions conditions_of(const NoticeFilter& filter) {
  Conditions conditions;
  add_window(conditions, filter);
  std::vector<std::string> kinds;
  for (const Kind kind : filter.kinds) kinds.emplace_back(name_of(kind));
  conditions.add_list("n.kind IN (SELECT value FROM json_each(?))", kinds);
  std::vector<std::string> sections;
  for (const NewsSection section : filter.sections) sections.emplace_back(name_of(section));
  conditions.add_list("n.section IN (SELECT value FROM json_each(?))", sections);
  add_published(conditions, filter);
  add_topics(conditions, filter);
  conditions.add_list("n.authority IN (SELECT value FROM json_each(?))", filter.authorities);
  conditions.add_list(
      "n.id IN (SELECT s.notice_id FROM sighting s "
      "WHERE s.source IN (SELECT value FROM json_each(?)))",
      filter.sources);
  if (filter.status) conditions.add("n.status = ?", std::string(name_of(*filter.status)));
  add_relevant(conditions, filter);
  for (const FactCondition& fact : filter.facts) {
    FactSql sql = sql_of(fact);
    conditions.add(sql.condition);
    if (sql.bound) conditions.texts.push_back(std::move(*sql.bound));
  }
  add_dated(conditions, filter);
  if (filter.number) {
    conditions.add("n.document_number LIKE ? ESCAPE '\\'",
                   part_pattern(remove_spaces(*filter.number), true));
  }
  return conditions;
}

}  // namespace

void Notices::each(const NoticeFilter& filter, const std::function<void(Notice)>& look) {
  const Snapshot snapshot(db_);
  Conditions conditions = conditions_of(filter);
  if (filter.words && !trim(*filter.words).empty()) {
    const auto found = SearchIndex(db_).find(*filter.words, std::numeric_limits<int>::max());
    conditions.add("n.id IN (SELECT value FROM json_each(?))", to_json(found));
  }
  Statement query(db_, sql("SELECT ", notice_columns, " FROM notice n", conditions.text,
                           " ORDER BY n.published DESC, n.first_seen DESC, n.id LIMIT ?"));
  for (const std::string& value : conditions.texts) query.bind(value);
  query.bind(filter.limit.value_or(-1));
  while (query.step()) look(notice_of(db_, query));
}

std::vector<Notice> Notices::list(const NoticeFilter& filter) {
  std::vector<Notice> notices;
  each(filter, [&notices](Notice notice) { notices.push_back(std::move(notice)); });
  return notices;
}

}  // namespace regwatch
