#include "render/newsletter_facts.h"

#include <algorithm>
#include <array>
#include <map>

#include "base/text.h"
#include "render/clean.h"
#include "render/english_phrase.h"
#include "render/english_words.h"
#include "render/fact_phrases.h"
#include "render/labels.h"

namespace regwatch {
namespace {

// A body with the name of a part of it behind: 中央网信办秘书局 is the CAC.
std::optional<std::string> code_of(const std::string& issuer, const EnglishNames& names) {
  const std::string key = english_key(issuer);
  const auto body = body_at(key, names);
  if (!body) return std::nullopt;
  const std::string_view rest = std::string_view(key).substr(body->chinese.size());
  static constexpr std::array<std::string_view, 7> parts = {"厅", "室", "局", "司",
                                                            "处", "部", "会"};
  const bool is_part = rest.empty() || std::any_of(parts.begin(), parts.end(),
                                                   [&](auto end) { return rest.ends_with(end); });
  return is_part ? std::optional(std::string(body->code)) : std::nullopt;
}

void add_new(std::vector<std::string>& codes, const std::string& code) {
  if (std::find(codes.begin(), codes.end(), code) == codes.end()) codes.push_back(code);
}

bool is_shown_in(std::string_view text, CivilDate date) {
  return text.find(english_day(date)) != text.npos || text.find(format_date(date)) != text.npos;
}

std::string deadline_sentence(const Told& told, std::string_view summary) {
  const auto deadline = told.deadline ? told.deadline : told.notice().facts.comment_deadline;
  if (!deadline || is_shown_in(summary, *deadline)) return "";
  const std::string due = "Comments are due by " + english_date(*deadline);
  if (!told.deadline_moved || !told.deadline_before) return due;
  return due + "; the deadline was " + english_date(*told.deadline_before) + " before";
}

std::string term_phrase(const Facts& facts) {
  if (facts.expiry_date) return "until " + english_date(*facts.expiry_date);
  if (facts.valid_months) return "for " + months_phrase(*facts.valid_months);
  return "";
}

// They concern, it concerns.
std::string subject_with(std::string_view verb, bool plural) {
  return plural ? "They " + std::string(verb) : "It " + std::string(verb) + "s";
}

std::string force_sentence(const Notice& notice, bool plural, bool is_proposed,
                           std::string_view summary) {
  const Facts& facts = notice.facts;
  const std::string term = term_phrase(facts);
  const std::string subject = plural ? "They " : "It ";
  if (!facts.effective_date) {
    if (term.empty() || is_proposed) return "";
    return subject + (plural ? "are" : "is") + " valid " + term;
  }
  if (is_shown_in(summary, *facts.effective_date)) return "";
  const std::string day = english_date(*facts.effective_date);
  std::string out = subject;
  if (is_proposed) {
    out += (plural ? "are" : "is") + std::string(" proposed to take effect on ") + day;
  } else if (facts.effective_date == notice.published) {
    out += "took effect on the same day";
  } else if (notice.published && *facts.effective_date < *notice.published) {
    out += std::string(plural ? "have" : "has") + " been in effect since " + day;
  } else {
    out += std::string(plural ? "take" : "takes") + " effect on " + day;
  }
  if (term.empty()) return out;
  return out + " and " + (plural ? "remain" : "remains") + " valid " + term;
}

std::string sums_of(const std::vector<Money>& amounts) {
  std::map<std::string, Money> sums;
  for (const Money& money : amounts) {
    Money& sum = sums[money.currency];
    sum.currency = money.currency;
    sum.cents += money.cents;
  }
  std::vector<std::string> all;
  for (const auto& [currency, sum] : sums) all.push_back(english_money(sum));
  return english_list(all);
}

std::string fines_sentence(const std::vector<Money>& fines) {
  if (fines.empty()) return "";
  if (fines.size() == 1) return "A fine of " + sums_of(fines) + " was imposed";
  std::string out = in_title_case(english_number(static_cast<int>(fines.size()))) +
                    " fines totaling " + sums_of(fines) + " were imposed";
  const bool one_currency = std::all_of(fines.begin(), fines.end(), [&](const Money& money) {
    return money.currency == fines.front().currency;
  });
  if (!one_currency) return out;
  const auto largest = std::max_element(
      fines.begin(), fines.end(), [](const auto& a, const auto& b) { return a.cents < b.cents; });
  return out + ", the largest of " + english_money(*largest);
}

std::string confiscations_sentence(const std::vector<Money>& amounts) {
  if (amounts.empty()) return "";
  return "Unlawful gains of " + sums_of(amounts) + (amounts.size() > 1 ? " in total" : "") +
         " were confiscated";
}

std::string apps_sentence(const Facts& facts, const EnglishTitle& title, bool plural) {
  if (!facts.app_count && facts.apps.empty()) return "";
  const int count = facts.app_count.value_or(static_cast<int>(facts.apps.size()));
  // `found 17 unlawful mobile apps` says it.
  if ((title.words + " ").find(std::to_string(count) + " ") == 0) return "";
  return subject_with("name", plural) + " " + english_number(count) +
         (count == 1 ? " app" : " apps");
}

std::string parties_sentence(const Facts& facts, bool plural) {
  if (!facts.party_count && facts.parties.empty()) return "";
  const int count = facts.party_count.value_or(static_cast<int>(facts.parties.size()));
  // Of one the fine says it, and news of one is about somebody who is not punished.
  return count > 1 ? subject_with("concern", plural) + " " + english_number(count) + " parties"
                   : "";
}

// Those whose names are known by name, the rest by their number.
std::string documents_sentence(const std::string& subject, const std::vector<std::string>& titles,
                               const EnglishNames& names) {
  if (titles.empty()) return "";
  std::vector<std::string> known;
  for (const std::string& title : titles) {
    const EnglishTitle english = english_title_of(title, names);
    if (known.size() < 3 && !english.words.empty() && english.deed.empty() &&
        english.tail.empty()) {
      const bool article = english.words.starts_with("the ");
      known.push_back("the " +
                      in_title_case(std::string_view(english.words).substr(article ? 4 : 0)));
    }
  }
  const int rest = static_cast<int>(titles.size() - known.size());
  if (rest > 0) {
    known.push_back(english_number(rest) + (known.empty() ? " earlier " : " other ") +
                    (rest == 1 ? "document" : "documents"));
  }
  return subject + " " + english_list(known);
}

std::string topics_sentence(const Notice& notice, const EnglishTitle& title, bool plural) {
  const bool is_told = !title.words.empty() || notice.english;
  const std::string topics = topics_label(notice.classification);
  if (is_told || topics.empty()) return "";
  std::vector<std::string> all;
  for (const auto topic : split(topics, ',')) all.emplace_back(trim(topic));
  return subject_with("concern", plural) + " " + english_list(all);
}

// What happened to it in the month after it appeared, and what it is now.
std::vector<std::string> since_sentences(const Told& told, bool plural) {
  std::vector<std::string> out;
  if (told.notice().status == NoticeStatus::withdrawn)
    return {std::string(plural ? "They have" : "It has") + " since been withdrawn"};
  for (const Change* change : told.changes) {
    if (change->kind == ChangeKind::amended && told.appeared)
      out.push_back("The text has been amended since: " + clean_line(change->summary));
  }
  if (told.notice().status == NoticeStatus::delisted)
    out.push_back(std::string(plural ? "They are" : "It is") + " no longer listed");
  return out;
}

// Where the title holds the number, it is said.
std::string number_sentence(const Notice& notice, const EnglishTitle& title) {
  if (title.tail.starts_with("(No")) return "";
  const std::string number = clean_line(notice.document_number.value_or(""), 60);
  return number.empty() ? "" : "Document number: " + number;
}

std::string files_sentence(const Told& told) {
  if (!told.attachments || told.attachments->empty()) return "";
  const int count = static_cast<int>(told.attachments->size());
  return in_title_case(english_number(count)) + (count == 1 ? " file is" : " files are") +
         " attached";
}

// `measures for …`, `the interim provisions on …`: by the noun in front of its preposition.
bool speaks_of_several(const Notice& notice, const EnglishTitle& title) {
  if (title.stage == Stage::amendment) return false;  // The decision.
  if (title.documents > 1) return true;
  const bool is_news = notice.classification.kind == Kind::event && title.words.empty();
  if (is_news || !title.deed.empty()) return false;
  std::string_view head = title.words.empty() ? std::string_view(title.type) : title.words;
  if (const auto series = head.rfind(" — "); series != head.npos)
    head = head.substr(series + std::string_view(" — ").size());
  return is_plural(head_noun(head));
}

// The site speaks for itself first, unless it prints what others issued.
void put_site_first(Makers& makers, const Notice& notice, const EnglishNames& names) {
  auto& codes = makers.codes;
  const auto own = std::find(codes.begin(), codes.end(), notice.authority);
  if (own != codes.end()) {
    std::rotate(codes.begin(), own, own + 1);
    return;
  }
  const bool is_known = !codes.empty() || makers.unnamed > 0;
  if (is_known && names.portals.contains(notice.authority)) return;
  codes.insert(codes.begin(), notice.authority);
  // Its own name among the issuers is one that nobody wrote down in English.
  if (makers.unnamed > 0) --makers.unnamed;
}

}  // namespace

Makers makers_of_notice(const DigestItem& item, const EnglishTitle& title,
                        const EnglishNames& names) {
  const Notice& notice = item.notice;
  Makers out;
  out.codes = title.makers;
  if (!out.codes.empty() && title.all_makers == 0) return out;
  for (const std::string& issuer : notice.facts.issuers) {
    const auto code = code_of(issuer, names);
    code ? add_new(out.codes, *code) : void(++out.unnamed);
  }
  if (title.makers.empty()) put_site_first(out, notice, names);
  if (title.all_makers != 0) {
    const int known = static_cast<int>(out.codes.size());
    out.and_others = title.all_makers < 0 && out.codes.size() < 2 && out.unnamed == 0;
    if (title.all_makers > 0) out.unnamed = std::max(0, title.all_makers - known);
    return out;
  }
  if (notice.facts.issuers.size() > 1) return out;
  for (const auto& other : item.elsewhere) {
    if (!names.portals.contains(other.authority)) add_new(out.codes, other.authority);
  }
  return out;
}

std::vector<std::string> fact_sentences(const Told& told, const EnglishTitle& title,
                                        std::string_view summary, const EnglishNames& names) {
  const Notice& notice = told.notice();
  const bool proposed = notice.classification.kind == Kind::draft || is_draft(title.stage);
  const bool plural = speaks_of_several(notice, title);
  // A draft would do it: they would repeal.
  const auto does = [&](const char* verb) {
    return proposed ? std::string(plural ? "They" : "It") + " would " + verb
                    : subject_with(verb, plural);
  };
  std::vector<std::string> out;
  const auto add = [&out](const std::string& sentence) {
    if (!sentence.empty()) out.push_back(closed_sentence(sentence));
  };
  add(deadline_sentence(told, summary));
  add(force_sentence(notice, plural, proposed, summary));
  if (summary.empty()) {
    add(topics_sentence(notice, title, plural));
    add(apps_sentence(notice.facts, title, plural));
    add(parties_sentence(notice.facts, plural));
    add(fines_sentence(notice.facts.fines));
    add(confiscations_sentence(notice.facts.confiscations));
    if (notice.facts.rectify_by)
      add("Rectification is due by " + english_date(*notice.facts.rectify_by));
    add(documents_sentence(does("amend"), notice.facts.amends, names));
    add(documents_sentence(does("repeal"), notice.facts.repeals, names));
  }
  add(number_sentence(notice, title));
  add(files_sentence(told));
  for (const std::string& sentence : since_sentences(told, plural)) add(sentence);
  return out;
}

std::string since_draft_sentence(const Told& told) {
  for (const RelatedNotice* related : related_of(told)) {
    if (related->relation != Relation::final_of) continue;
    std::string out = "A draft was released for public comment";
    if (related->published) out += " on " + english_date(*related->published);
    out += ".";
    const std::string comparison = clean_line(related->comparison);
    if (comparison.empty()) return out;
    return out + " " + closed_sentence("Changes since the draft: " + comparison);
  }
  return "";
}

}  // namespace regwatch
