#include "parsers/article.h"

#include "parsers/facts.h"
#include "parsers/text_of.h"

namespace regwatch {

void append_part(Article& first, const Article& part) {
  first.paragraphs.insert(first.paragraphs.end(), part.paragraphs.begin(), part.paragraphs.end());
  add_attachments(first.attachments, part.attachments);
  std::optional<std::string> index_number = first.facts.index_number;
  std::vector<std::string> index_evidence = first.facts.evidence["index_number"];
  first.facts = read_facts(first.paragraphs, first.published, first.title);
  if (!first.facts.index_number && index_number) {
    first.facts.index_number = std::move(index_number);
    if (!index_evidence.empty()) first.facts.evidence["index_number"] = std::move(index_evidence);
  }
}

}  // namespace regwatch
