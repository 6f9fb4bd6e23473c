#include "tests/facts/evaluation.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <fstream>
#include <nlohmann/json.hpp>
#include <set>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "base/text.h"
#include "parsers/facts.h"

namespace regwatch {
namespace {

using Json = nlohmann::json;

constexpr const char* number_fact = "document_number";
constexpr std::string_view either = " | ";
constexpr int enough = 10;

const std::set<std::string>& fact_names() {
  static const std::set<std::string> names = [] {
    std::set<std::string> out{number_fact};
    each_fact([&](const char* name, auto) { out.insert(name); });
    return out;
  }();
  return names;
}

// What is the same in a lawyer's eye: spaces, widths, quotation of titles.

std::string without(std::string text, std::initializer_list<std::string_view> parts) {
  for (const auto part : parts) text = replace_all(std::move(text), part, "");
  return text;
}

std::string plain(std::string_view text) { return remove_spaces(to_half_width(text)); }

std::string plain_item(const std::string& fact, std::string_view text) {
  std::string out = without(plain(text), {"《", "》", "〈", "〉"});
  if (fact == "comment_address") {
    return without(std::move(out), {"邮政编码", "邮编", ",", "。", "、", ";", ":", "(", ")"});
  }
  // A law's short name says the same as its whole one.
  if (fact == "legal_bases") return without(std::move(out), {"中华人民共和国"});
  if (fact == "comment_page") {
    out = without(ascii_lower(out), {"https://", "http://"});
    while (out.ends_with('/')) out.pop_back();
  }
  return fact == "comment_to" ? ascii_lower(out) : out;
}

/// `《A》第二条、第五条` as `《A》第二条` and `《A》第五条`.
std::vector<std::string> articles_of(std::string_view printed) {
  const std::string text = remove_spaces(printed);
  const auto title_end = text.rfind("》");
  if (title_end == std::string::npos) return {text};
  const auto articles = title_end + std::string_view("》").size();
  const std::string law = text.substr(0, articles);
  std::string rest = text.substr(articles);
  for (const auto joint : {"以及第", "、第", "和第", "及第", "与第", "，第"}) {
    rest = replace_all(std::move(rest), joint, "\n第");
  }
  std::vector<std::string> out;
  for (const auto article : split(rest, '\n')) out.push_back(law + std::string(article));
  return out;
}

// Both sides as items.

std::string amount_item(std::int64_t cents, const std::string& currency) {
  char digits[32];
  std::snprintf(digits, sizeof digits, "%lld.%02lld", static_cast<long long>(cents / 100),
                static_cast<long long>(cents % 100));
  return digits + (" " + currency);
}

/// `a | b` of 5元 as `5元: a | 5元: b`.
std::string part_of(const std::string& whole, std::string_view part) {
  const std::string prefix = whole + ": ";
  return prefix + replace_all(std::string(part), either, std::string(either) + prefix);
}

void put(FactItems& items, const std::string& fact, std::string item) {
  items[fact].push_back(std::move(item));
}

void put(FactItems& items, const std::string& fact, const std::optional<CivilDate>& date) {
  if (date) put(items, fact, format_date(*date));
}
void put(FactItems& items, const std::string& fact, const std::optional<int>& number) {
  if (number) put(items, fact, std::to_string(*number));
}
void put(FactItems& items, const std::string& fact, const std::optional<std::string>& text) {
  if (text) put(items, fact, *text);
}
void put(FactItems& items, const std::string& fact, const std::vector<std::string>& list) {
  for (const auto& text : list) {
    if (fact != "legal_bases") {
      put(items, fact, text);
      continue;
    }
    for (auto& article : articles_of(text)) put(items, fact, std::move(article));
  }
}
void put(FactItems& items, const std::string& fact, const std::vector<Money>& list) {
  for (const auto& money : list) {
    const std::string amount = amount_item(money.cents, money.currency);
    put(items, fact, amount);
    if (money.party) put(items, fact + ".party", part_of(amount, *money.party));
  }
}
void put(FactItems& items, const std::string& fact, const std::vector<App>& list) {
  const auto field = [&](const App& app, const char* name, const std::string& value) {
    put(items, fact + "." + name, part_of(app.name, value));
  };
  for (const auto& app : list) {
    put(items, fact, app.name);
    if (app.version) field(app, "version", *app.version);
    if (app.developer) field(app, "developer", *app.developer);
    if (app.store) field(app, "store", *app.store);
    for (const auto& problem : app.problems) field(app, "problem", problem);
  }
}

std::optional<std::string> text_at(const Json& json, const char* key) {
  if (!json.contains(key)) return std::nullopt;
  return json.at(key).get<std::string>();
}

Money money_of(const Json& json) {
  return {std::llround(json.at("amount").get<double>() * 100), json.at("currency"),
          text_at(json, "party")};
}

App app_of(const Json& json) {
  return {json.at("name"), text_at(json, "version"), text_at(json, "developer"),
          text_at(json, "store"), json.value("problems", std::vector<std::string>{})};
}

template <class Element>
std::vector<Element> list_of(const Json& json, Element (*read)(const Json&)) {
  std::vector<Element> out;
  for (const auto& element : json) out.push_back(read(element));
  return out;
}

FactItems items_of_label(const Json& json) {
  FactItems out;
  for (const auto& [fact, value] : json.items()) {
    if (!fact_names().contains(fact)) throw std::runtime_error("unknown fact " + fact);
    if (value.is_number_integer()) {
      put(out, fact, std::to_string(value.get<int>()));
    } else if (value.is_string()) {
      put(out, fact, value.get<std::string>());
    } else if (fact == "apps") {
      put(out, fact, list_of(value, app_of));
    } else if (fact == "fines" || fact == "confiscations") {
      put(out, fact, list_of(value, money_of));
    } else {
      put(out, fact, value.get<std::vector<std::string>>());
    }
  }
  return out;
}

FactItems items_of_facts(const Facts& facts) {
  FactItems out;
  each_fact([&](const char* fact, auto member) { put(out, fact, facts.*member); });
  return out;
}

LabelledNotice notice_of(const Json& json) {
  LabelledNotice out;
  out.title = json.at("title");
  if (const auto published = text_at(json, "published")) out.published = parse_date(*published);
  if (json.contains("paragraphs")) {
    out.paragraphs = json.at("paragraphs").get<std::vector<std::string>>();
  } else {
    const auto text = json.at("text").get<std::string>();
    for (const auto line : split(text, '\n')) out.paragraphs.emplace_back(line);
  }
  out.expected = items_of_label(json.at("facts"));
  if (json.contains("allowed")) out.allowed = items_of_label(json.at("allowed"));
  return out;
}

// Comparing.

bool is_either(const std::string& fact, std::string_view label, const std::string& found) {
  for (std::size_t at = 0; at <= label.size();) {
    const auto end = std::min(label.find(either, at), label.size());
    if (plain_item(fact, label.substr(at, end - at)) == found) return true;
    at = end + either.size();
  }
  return false;
}

/// Takes from `labels` the one that says the same.
bool take(const std::string& fact, std::vector<std::string>& labels, const std::string& found) {
  const auto same = std::ranges::find_if(
      labels, [&](const std::string& label) { return is_either(fact, label, found); });
  if (same == labels.end()) return false;
  labels.erase(same);
  return true;
}

/// Who pays is a fact where the notice names several; where the label does not say, it counts
/// neither way.
bool is_unasked_party(const std::string& fact, const std::vector<std::string>& labels,
                      const std::string& found) {
  const std::string amount = found.substr(0, found.find(':') + 1);
  return fact.ends_with(".party") && std::ranges::none_of(labels, [&](const std::string& label) {
           return plain_item(fact, label).starts_with(amount);
         });
}

std::vector<std::string> items_at(const FactItems& items, const std::string& fact) {
  const auto at = items.find(fact);
  return at == items.end() ? std::vector<std::string>{} : at->second;
}

std::set<std::string> facts_in(const FactItems& a, const FactItems& b) {
  std::set<std::string> out;
  for (const auto& [fact, items] : a) out.insert(fact);
  for (const auto& [fact, items] : b) out.insert(fact);
  return out;
}

void compare(Evaluation& out, const LabelledNotice& notice, const Facts& facts,
             const FactItems& found_items, const std::string& fact) {
  FactTally& tally = out.facts[fact];
  const auto labels = items_at(notice.expected, fact);
  auto missed = labels;
  auto allowed = items_at(notice.allowed, fact);
  tally.expected += static_cast<int>(missed.size());
  std::vector<std::string> wrong;
  for (const auto& item : items_at(found_items, fact)) {
    const std::string found = plain_item(fact, item);
    if (take(fact, missed, found)) {
      ++tally.right;
    } else if (take(fact, allowed, found) || is_unasked_party(fact, labels, found)) {
      continue;
    } else {
      wrong.push_back(item);
    }
    ++tally.found;
  }
  if (missed.empty() && wrong.empty()) return;
  const auto evidence = facts.evidence.find(fact.substr(0, fact.find('.')));
  out.disagreements.push_back(
      {notice.place, fact, std::move(missed), std::move(wrong),
       evidence == facts.evidence.end() ? std::vector<std::string>{} : evidence->second});
}

void check_evidence(Evaluation& out, const LabelledNotice& notice, const Facts& facts) {
  const std::string text = plain(notice.title + "\n" + join(notice.paragraphs, "\n"));
  for (const auto& [fact, sentences] : facts.evidence) {
    for (const auto& sentence : sentences) {
      if (text.find(plain(sentence)) != std::string::npos) continue;
      out.unfounded.push_back(notice.place + " " + fact + ": not in the text: " + sentence);
    }
  }
  each_fact([&](const char* fact, auto member) {
    if (!is_known(facts.*member)) return;
    const auto evidence = facts.evidence.find(fact);
    if (evidence != facts.evidence.end() && !evidence->second.empty()) return;
    out.unfounded.push_back(notice.place + " " + fact + ": no evidence");
  });
}

void add_notice(Evaluation& out, const LabelledNotice& notice) {
  Facts facts = read_facts(notice.paragraphs, notice.published, notice.title);
  FactItems found = items_of_facts(facts);
  if (const auto number = find_document_number(notice.paragraphs, notice.title)) {
    put(found, number_fact, number->number);
    facts.evidence[number_fact] = {number->evidence};
  }
  for (const auto& fact : facts_in(notice.expected, found)) {
    compare(out, notice, facts, found, fact);
  }
  check_evidence(out, notice, facts);
}

}  // namespace

std::vector<LabelledNotice> read_labelled_notices(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw std::runtime_error(file + ": cannot be read");
  const std::string name = file.substr(file.rfind('/') + 1);
  std::vector<LabelledNotice> out;
  int number = 0;
  for (std::string line; std::getline(in, line);) {
    const std::string place = name + ":" + std::to_string(++number);
    try {
      out.push_back(notice_of(Json::parse(line)));
    } catch (const std::exception& error) {
      throw std::runtime_error(place + ": " + error.what());
    }
    out.back().place = place;
  }
  return out;
}

double FactTally::f() const {
  const double sum = precision() + recall();
  return sum > 0 ? 2 * precision() * recall() / sum : 0.0;
}

bool Evaluation::holds(double precision, double recall) const {
  return unfounded.empty() && std::ranges::all_of(facts, [&](const auto& entry) {
           const FactTally& tally = entry.second;
           return tally.expected < enough ||
                  (tally.precision() >= precision && tally.recall() >= recall);
         });
}

Evaluation evaluate(std::span<const LabelledNotice> notices) {
  Evaluation out;
  for (const auto& notice : notices) add_notice(out, notice);
  for (const auto& [fact, tally] : out.facts) {
    out.total.expected += tally.expected;
    out.total.found += tally.found;
    out.total.right += tally.right;
  }
  return out;
}

}  // namespace regwatch
