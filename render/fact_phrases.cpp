#include "render/fact_phrases.h"

#include <map>

#include "base/text.h"
#include "render/clean.h"
#include "render/labels.h"

namespace regwatch {
namespace {

constexpr std::size_t shown_names = 3;
constexpr std::size_t longest_name = 60;

std::string grouped(std::int64_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3;) {
    at -= 3;
    digits.insert(at, ",");
  }
  return digits;
}

// `A, B, C and 4 more`
std::string some_of(const std::vector<std::string>& names, const char* open, const char* close) {
  std::string out;
  for (std::size_t i = 0; i < names.size() && i < shown_names; ++i) {
    out += (i > 0 ? ", " : "") + std::string(open) + clean_line(names[i], longest_name) + close;
  }
  if (names.size() > shown_names)
    out += " and " + std::to_string(names.size() - shown_names) + " more";
  return out;
}

std::string force_phrase(const Notice& notice) {
  const Facts& facts = notice.facts;
  if (!facts.effective_date && !facts.expiry_date && !facts.valid_months) return "";
  const bool is_draft = notice.classification.kind == Kind::draft;
  std::string out;
  if (facts.effective_date) {
    out = (is_draft ? "Would be in force from " : "In force from ") +
          format_date(*facts.effective_date);
  }
  const auto add = [&out](const std::string& words) {
    out += (out.empty() ? "Valid " : ", ") + words;
  };
  if (facts.expiry_date) {
    add("until " + format_date(*facts.expiry_date));
  } else if (facts.valid_months) {
    add("for " + months_phrase(*facts.valid_months));
  }
  return out;
}

std::string amounts_phrase(const char* what, const std::vector<Money>& amounts) {
  if (amounts.empty()) return "";
  if (amounts.size() == 1) return std::string(what) + ": " + money_phrase(amounts.front());
  std::map<std::string, Money> sums;
  for (const Money& money : amounts) {
    Money& sum = sums[money.currency];
    sum.currency = money.currency;
    sum.cents += money.cents;
  }
  std::string out = std::string(what) + ": " + std::to_string(amounts.size()) + ", ";
  bool first = true;
  for (const auto& [currency, sum] : sums) {
    out += (first ? "" : " and ") + money_phrase(sum);
    first = false;
  }
  return out + " in all";
}

std::string apps_phrase(const Facts& facts) {
  if (!facts.app_count && facts.apps.empty()) return "";
  std::vector<std::string> names;
  for (const App& app : facts.apps) names.push_back(app.name);
  const auto count = facts.app_count ? static_cast<std::size_t>(*facts.app_count) : names.size();
  std::string out = counted(count, "app");
  return names.empty() ? out : out + ": " + some_of(names, "", "");
}

std::string parties_phrase(const Facts& facts) {
  if (!facts.party_count && facts.parties.empty()) return "";
  const auto count =
      facts.party_count ? static_cast<std::size_t>(*facts.party_count) : facts.parties.size();
  std::string out = counted(count, "party", "parties");
  return facts.parties.empty() ? out : out + ": " + some_of(facts.parties, "", "");
}

std::string batch_phrase(const Facts& facts) {
  std::string out;
  if (facts.batch) out = "Batch " + std::to_string(*facts.batch);
  if (facts.total_batch)
    out += (out.empty() ? "Batch " : ", ") + std::to_string(*facts.total_batch) + " in all";
  return out;
}

std::string documents_phrase(const char* what, const std::vector<std::string>& titles) {
  return titles.empty() ? "" : std::string(what) + " " + some_of(titles, "《", "》");
}

}  // namespace

std::string months_phrase(int months) {
  const bool whole_years = months % 12 == 0 && months > 0;
  return whole_years ? counted(static_cast<std::size_t>(months / 12), "year")
                     : counted(static_cast<std::size_t>(months), "month");
}

std::string money_phrase(const Money& money) {
  std::string out = grouped(money.cents / 100);
  if (const auto rest = money.cents % 100; rest != 0)
    out += "." + std::to_string(rest / 10) + std::to_string(rest % 10);
  return out + " " + clean_line(money.currency, 8);
}

std::vector<std::string> fact_phrases(const Notice& notice) {
  const Facts& facts = notice.facts;
  std::vector<std::string> out;
  const auto add = [&out](std::string phrase) {
    if (!phrase.empty()) out.push_back(std::move(phrase));
  };
  if (!facts.comment_to.empty()) add("Comments to " + some_of(facts.comment_to, "", ""));
  add(force_phrase(notice));
  add(amounts_phrase("Fines", facts.fines));
  add(amounts_phrase("Confiscated", facts.confiscations));
  add(apps_phrase(facts));
  add(parties_phrase(facts));
  if (facts.rectify_by) add("To be put right by " + format_date(*facts.rectify_by));
  add(batch_phrase(facts));
  add(documents_phrase("Amends", facts.amends));
  add(documents_phrase("Repeals", facts.repeals));
  if (facts.issuers.size() > 1) add("Issued by " + some_of(facts.issuers, "", ""));
  return out;
}

}  // namespace regwatch
