#include <algorithm>
#include <iterator>

#include "parsers/commencement.h"
#include "parsers/fact.h"

namespace regwatch {
namespace {

using Commencements = std::vector<Commencement>;

bool agree(const Commencements& entries) {
  return std::all_of(entries.begin(), entries.end(),
                     [&](const Commencement& entry) { return entry.date == entries.front().date; });
}

template <class Keep>
Commencements only(const Commencements& entries, Keep keep) {
  Commencements kept;
  std::copy_if(entries.begin(), entries.end(), std::back_inserter(kept), keep);
  return kept;
}

// Whether the title is that of a 决定 where the subject is 本决定.
bool is_subject_of_title(const Commencement& entry, std::string_view title) {
  const std::size_t bracket = title.ends_with(")") ? title.rfind('(') : title.npos;
  title = title.substr(0, bracket);
  if (title.ends_with("》")) title.remove_suffix(3);
  return !entry.subject.empty() && title.ends_with(entry.subject);
}

Commencements about_title(const Commencements& entries, const NoticeText& text) {
  auto kept = only(
      entries, [&](const Commencement& entry) { return is_subject_of_title(entry, text.title); });
  return !kept.empty() && agree(kept) ? kept : Commencements();
}

// Several documents on one page each tell their day: a decision and the law as amended, a notice
// and what it passes on. What the notice itself says is meant, else what its title names.
Commencements of_main_document(const Commencements& entries, const NoticeText& text) {
  if (agree(entries)) return entries;
  auto kept =
      only(entries, [&](const Commencement& entry) { return entry.sentence < text.own_words; });
  if (!kept.empty()) return agree(kept) ? kept : about_title(kept, text);
  return about_title(entries, text);
}

void read(const NoticeText& text, Facts& facts) {
  const Commencements all = own_commencements(text);
  if (all.empty()) {
    if (text.is_consultation || text.is_commentary) return;
    const auto found =
        date_of_column(text, {"实施日期", "施行日期", "生效日期", "实施时间", "施行时间"});
    if (!found) return;
    facts.effective_date = found->date;
    return add_evidence(facts, "effective_date", found->row);
  }
  const Commencements main = of_main_document(all, text);
  if (main.empty() || !main.front().date) return;
  facts.effective_date = main.front().date;
  add_evidence(facts, "effective_date", text.sentences[main.front().sentence].printed);
}

}  // namespace

const Fact& fact_effective_date() {
  static const Fact fact{"effective_date", read};
  return fact;
}

}  // namespace regwatch
