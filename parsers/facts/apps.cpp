#include <algorithm>

#include "parsers/app_list.h"
#include "parsers/respondent.h"

namespace regwatch {
namespace {

bool names_apps(const NoticeText& text) {
  return std::any_of(text.paragraphs.begin(), text.paragraphs.end(), [](const std::string& line) {
    return has_any(line, {"应用", "App", "APP", "app", "小程序", "SDK", "软件"});
  });
}

// Of those that a notice names: registers of filed apps (备案) are told by their tables too.
void read(const NoticeText& text, Facts& facts) {
  if (!names_apps(text)) return;
  auto found = apps_in_tables(text);
  if (found.empty() && !text.is_consultation) found = apps_in_words(text);
  for (ListedApp& listed : found) {
    facts.apps.push_back(std::move(listed.app));
    add_evidence(facts, "apps", listed.printed);
  }
}

}  // namespace

const Fact& fact_apps() {
  static const Fact fact{"apps", read};
  return fact;
}

}  // namespace regwatch
