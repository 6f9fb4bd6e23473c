#include "parsers/article.h"

#include "parsers/facts.h"
#include "parsers/text_of.h"

namespace regwatch {

void complete_facts(Facts& known, Facts more) {
  each_fact([&](const char* name, auto member) {
    auto sentences = more.evidence.find(name);
    if (!is_known(known.*member)) {
      known.*member = std::move(more.*member);
      if (is_known(known.*member) && sentences != more.evidence.end())
        known.evidence[name] = std::move(sentences->second);
    } else if (sentences != more.evidence.end() && known.*member == more.*member) {
      known.evidence.emplace(name, std::move(sentences->second));
    }
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
