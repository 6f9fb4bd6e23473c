#include "parsers/article.h"

#include "parsers/facts.h"
#include "parsers/text_of.h"

namespace regwatch {

void append_part(Article& first, const Article& part) {
  first.paragraphs.insert(first.paragraphs.end(), part.paragraphs.begin(), part.paragraphs.end());
  add_attachments(first.attachments, part.attachments);
  const auto index_number = first.facts.index_number;
  first.facts = read_facts(first.paragraphs, first.published, first.title);
  first.facts.index_number = index_number;
}

}  // namespace regwatch
