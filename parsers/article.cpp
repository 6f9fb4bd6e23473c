#include "parsers/article.h"

#include "parsers/facts.h"
#include "parsers/text_of.h"

namespace regwatch {

void complete_facts(Facts& known, Facts more, std::string_view file) {
  each_fact([&](const char* name, auto member) {
    auto sentences = more.evidence.find(name);
    const bool has_evidence = sentences != more.evidence.end();
    if (!is_known(more.*member)) return;
    if (is_known(known.*member)) {
      if (has_evidence && known.*member == more.*member)
        known.evidence.emplace(name, std::move(sentences->second));
      return;
    }
    known.*member = std::move(more.*member);
    if (has_evidence) known.evidence[name] = std::move(sentences->second);
    if (!file.empty()) known.files[name] = std::string(file);
  });
}

void forget_file_facts(Facts& facts) {
  const Facts nothing;
  each_fact([&](const char* name, auto member) {
    if (facts.files.erase(name) == 0) return;
    facts.*member = nothing.*member;
    facts.evidence.erase(name);
  });
}

void append_part(Article& first, const Article& part) {
  first.paragraphs.insert(first.paragraphs.end(), part.paragraphs.begin(), part.paragraphs.end());
  add_attachments(first.attachments, part.attachments);
  Facts of_first_part = std::move(first.facts);
  first.facts = read_facts(first.paragraphs, first.published, first.title);
  const auto number = of_first_part.evidence.find("document_number");
  if (number != of_first_part.evidence.end()) first.facts.evidence.insert(*number);
  complete_facts(first.facts, std::move(of_first_part));
}

}  // namespace regwatch
