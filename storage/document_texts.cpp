#include "storage/document_texts.h"

#include "base/text.h"
#include "storage/rows.h"
#include "storage/statement.h"

namespace regwatch {
namespace {

std::optional<DocumentText::Outcome> outcome_named(std::string_view name) {
  using enum DocumentText::Outcome;
  for (const auto outcome : {read, scanned, unread, failed}) {
    if (name_of(outcome) == name) return outcome;
  }
  return std::nullopt;
}

}  // namespace

std::optional<DocumentText> DocumentTexts::find(std::string_view sha256) {
  Statement query(db_, "SELECT reader, outcome, problem, text FROM document_text WHERE sha256 = ?",
                  sha256);
  if (!query.step()) return std::nullopt;
  DocumentText text;
  text.reader = query.text(0);
  text.outcome = stored(outcome_named(query.view(1)), query.view(1));
  text.problem = query.text(2);
  if (query.view(3).empty()) return text;
  for (const auto paragraph : split(query.view(3), '\n')) text.paragraphs.emplace_back(paragraph);
  return text;
}

void DocumentTexts::put(std::string_view sha256, const DocumentText& text) {
  const std::string paragraphs = join(text.paragraphs, "\n");
  execute(db_, R"sql(
INSERT INTO document_text (sha256, reader, outcome, problem, text) VALUES (?, ?, ?, ?, ?)
ON CONFLICT (sha256) DO UPDATE SET reader = excluded.reader, outcome = excluded.outcome,
  problem = excluded.problem, text = excluded.text)sql",
          sha256, text.reader, name_of(text.outcome), text.problem, paragraphs);
}

}  // namespace regwatch
