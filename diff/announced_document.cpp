#include "diff/announced_document.h"

#include <algorithm>

#include "base/text.h"
#include "diff/clauses.h"
#include "parsers/file_facts.h"

namespace regwatch {
namespace {

// A text with so many articles is a document, not an announcement of one.
constexpr std::ptrdiff_t least_articles = 3;
// In characters: an announcement says who drafted what and where comments go, and no more.
constexpr std::size_t longest_announcement = 2000;
constexpr std::size_t shortest_document = 500;

std::ptrdiff_t count_articles(const std::vector<std::string>& paragraphs) {
  const auto clauses = clauses_of(paragraphs);
  return std::count_if(clauses.begin(), clauses.end(),
                       [](const Clause& clause) { return clause.level == Clause::Level::article; });
}

std::size_t characters_of(const std::vector<std::string>& paragraphs) {
  std::size_t count = 0;
  for (const auto& paragraph : paragraphs) count += count_code_points(paragraph);
  return count;
}

// The files that may be the document which a page of so many characters announces: those with
// articles, else those that say much more than the page.
std::vector<std::size_t> documents_among(const std::vector<AttachmentState>& files,
                                         std::size_t page) {
  std::vector<std::size_t> with_articles;
  std::vector<std::size_t> longer;
  for (std::size_t i = 0; i < files.size(); ++i) {
    const auto& text = files[i].text;
    if (!text || accompanies_document(files[i].attachment.name)) continue;
    if (count_articles(text->paragraphs) >= least_articles) with_articles.push_back(i);
    if (characters_of(text->paragraphs) > std::max(2 * page, shortest_document))
      longer.push_back(i);
  }
  return with_articles.empty() ? longer : with_articles;
}

}  // namespace

DocumentPlace place_of_document(const Version& version) {
  DocumentPlace place;
  const auto& paragraphs = version.article.paragraphs;
  const std::size_t characters = characters_of(paragraphs);
  if (version.files.empty() || characters > longest_announcement ||
      count_articles(paragraphs) >= least_articles)
    return place;
  const auto documents = documents_among(version.files, characters);
  place.any_file_read = !documents.empty();
  if (documents.size() == 1) place.file = documents.front();
  place.is_in_doubt = documents.size() > 1 || (documents.empty() && says_little(paragraphs));
  return place;
}

const std::vector<std::string>& document_text(const Version& version) {
  const DocumentPlace place = place_of_document(version);
  return place.file ? version.files[*place.file].text->paragraphs : version.article.paragraphs;
}

}  // namespace regwatch
