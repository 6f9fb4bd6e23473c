#include "render/csv.h"

#include <string_view>
#include <type_traits>
#include <vector>

#include "base/text.h"
#include "render/clean.h"
#include "render/fact_phrases.h"

namespace regwatch {
namespace {

constexpr std::size_t longest_cell = 4000;  // A spreadsheet ends a cell at 32,767 characters.

// OWASP names the full-width forms too: a spreadsheet in Chinese or Japanese takes them for their
// narrow ones. Tabs and line breaks are no beginning of a clean line.
bool may_be_formula(std::string_view text) {
  return starts_with_any(text, {"=", "+", "-", "@", "＝", "＋", "－", "＠"});
}

std::string cell(std::string_view foreign) {
  const std::string text = clean_line(foreign, longest_cell);
  if (text.empty()) return "";
  return (may_be_formula(text) ? "\"'" : "\"") + replace_all(text, "\"", "\"\"") + "\"";
}
std::string cell(const std::string& text) { return cell(std::string_view(text)); }
std::string cell(const char* text) { return cell(std::string_view(text)); }
std::string cell(bool yes) { return yes ? "true" : "false"; }
std::string cell(int number) { return std::to_string(number); }
std::string cell(CivilDate date) { return format_date(date); }
std::string cell(Instant instant) { return format_instant(instant); }
std::string cell(const std::vector<std::string>& texts) { return cell(join(texts, " | ")); }
std::string cell(const std::vector<Money>& amounts) {
  std::vector<std::string> phrases;
  for (const Money& money : amounts) phrases.push_back(money_phrase(money));
  return cell(phrases);
}
template <class Value>
std::string cell(const std::optional<Value>& value) {
  return value ? cell(*value) : "";
}

// A cell of its own for an amount that can be summed; of several currencies there is no sum.
std::string sum_in_yuan(const std::vector<Money>& amounts) {
  std::int64_t cents = 0;
  for (const Money& money : amounts) {
    if (money.currency != "CNY" || __builtin_add_overflow(cents, money.cents, &cents)) return "";
  }
  if (amounts.empty()) return "";
  const std::string fraction = std::to_string(100 + cents % 100).substr(1);
  return std::to_string(cents / 100) + (cents % 100 == 0 ? "" : "." + fraction);
}

struct Column {
  std::string_view name;
  std::string (*of)(const Notice&);
};

constexpr Column columns[] = {
    {"id", [](const Notice& n) { return cell(n.id); }},
    {"title", [](const Notice& n) { return cell(n.title); }},
    {"title_en", [](const Notice& n) { return n.english ? cell(n.english->title) : ""; }},
    {"title_en_by",
     [](const Notice& n) -> std::string {
       if (!n.english || n.english->title.empty()) return "";
       return cell(n.english->by_person ? "person" : "machine");
     }},
    {"authority", [](const Notice& n) { return cell(n.authority); }},
    {"publisher", [](const Notice& n) { return cell(n.publisher); }},
    {"published", [](const Notice& n) { return cell(n.published); }},
    {"kind", [](const Notice& n) { return cell(name_of(n.classification.kind)); }},
    {"section",
     [](const Notice& n) {
       return n.classification.section ? cell(name_of(*n.classification.section)) : "";
     }},
    {"topics", [](const Notice& n) { return cell(n.classification.topic_names()); }},
    {"relevant", [](const Notice& n) { return cell(n.classification.relevant()); }},
    {"status", [](const Notice& n) { return cell(name_of(n.status)); }},
    {"document_number", [](const Notice& n) { return cell(n.document_number); }},
    {"comment_deadline", [](const Notice& n) { return cell(n.facts.comment_deadline); }},
    {"comment_to", [](const Notice& n) { return cell(n.facts.comment_to); }},
    {"effective_date", [](const Notice& n) { return cell(n.facts.effective_date); }},
    {"issuers", [](const Notice& n) { return cell(n.facts.issuers); }},
    {"app_count", [](const Notice& n) { return cell(n.facts.app_count); }},
    {"party_count", [](const Notice& n) { return cell(n.facts.party_count); }},
    {"parties", [](const Notice& n) { return cell(n.facts.parties); }},
    {"fines", [](const Notice& n) { return cell(n.facts.fines); }},
    {"fines_cny", [](const Notice& n) { return sum_in_yuan(n.facts.fines); }},
    {"rectify_by", [](const Notice& n) { return cell(n.facts.rectify_by); }},
    {"url", [](const Notice& n) { return cell(n.url); }},
    {"sources", [](const Notice& n) { return cell(n.sources); }},
    {"first_seen", [](const Notice& n) { return cell(n.first_seen); }},
    {"last_seen", [](const Notice& n) { return cell(n.last_seen); }},
};

template <class Value>
std::string line_of(Value value) {
  std::vector<std::string> cells;
  for (const Column& column : columns) cells.push_back(value(column));
  return join(cells, ",") + "\r\n";
}

}  // namespace

std::string csv_head() {
  return line_of([](const Column& column) { return std::string(column.name); });
}

std::string csv_row(const Notice& notice) {
  return line_of([&notice](const Column& column) { return column.of(notice); });
}

}  // namespace regwatch
