#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "diff/clauses.h"
#include "diff/passage_alignment.h"

namespace regwatch {

/// Numbers for words in reading form. Most paragraphs of two versions are the same to the byte, so
/// that what was normalised once is known.
class ReadingForms {
 public:
  std::uint32_t item_of(std::string_view printed);
  std::string_view form(std::uint32_t item) const { return *forms_[item]; }

 private:
  std::unordered_map<std::string, std::uint32_t> printed_;
  std::unordered_map<std::string, std::uint32_t> items_;
  std::vector<const std::string*> forms_;  // Keys of items_, which stay where they are.
};

/// One of two texts that are compared.
struct ComparedSide {
  static constexpr std::size_t no_heading = static_cast<std::size_t>(-1);
  const std::vector<Clause>* clauses = nullptr;
  std::vector<std::string> texts;        ///< Of each clause, paragraphs parted by `\n`.
  std::vector<std::size_t> words_begin;  ///< Bytes of each text that are its label.
  std::vector<Passage> passages;         ///< Their words live as long as the forms.
  std::vector<std::size_t> chapters;     ///< Of each clause: the chapter above it, or no_heading.
  std::vector<std::size_t> sections;
};

/// What the 【立法目的】 is that some texts print behind an article's number.
enum class Captions { are_words, are_labels };
/// Whether most articles have one.
bool has_captions(const std::vector<Clause>& clauses);

/// `clauses` and `forms` must outlive it.
ComparedSide side_of(const std::vector<Clause>& clauses, ReadingForms& forms, Captions captions);

}  // namespace regwatch
