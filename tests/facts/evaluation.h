#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/time.h"

namespace regwatch {

/// Items of each fact, by its JSON name. A list has one item per element, any other fact one. What
/// an element consists of stands apart: `apps.version`, `fines.party`. A legal basis that names
/// several articles is one item per article.
using FactItems = std::map<std::string, std::vector<std::string>>;

/// A notice, or a few words of one, with what a careful reader writes down of it.
struct LabelledNotice {
  std::string place;  ///< `sentences.jsonl:12`
  std::string title;
  std::optional<CivilDate> published;
  std::vector<std::string> paragraphs;
  FactItems expected;  ///< `a | b`: either is right.
  FactItems allowed;   ///< Not called for, and not wrong: it counts neither way.
};

/// Reads a set in the shape that tests/facts/README.md describes. Throws std::runtime_error naming
/// the line that has another shape, or a fact that nobody knows.
std::vector<LabelledNotice> read_labelled_notices(const std::string& file);

struct FactTally {
  int expected = 0;
  int found = 0;
  int right = 0;

  double precision() const { return found == 0 ? 1.0 : static_cast<double>(right) / found; }
  double recall() const { return expected == 0 ? 1.0 : static_cast<double>(right) / expected; }
  double f() const;
};

/// Where the readers and the label differ.
struct Disagreement {
  std::string place;
  std::string fact;
  std::vector<std::string> missed;
  std::vector<std::string> wrong;
  std::vector<std::string> evidence;
};

struct Evaluation {
  std::map<std::string, FactTally> facts;  ///< Those that a label or a reader knows.
  FactTally total;
  std::vector<Disagreement> disagreements;
  std::vector<std::string> unfounded;  ///< Facts without evidence, or with words not in the text.

  /// Whether evidence is sound and precision and recall are met in every fact that is expected ten
  /// times or more: with fewer, one error says more about the sample than about the reader.
  bool holds(double precision = 0.98, double recall = 0.95) const;
};
Evaluation evaluate(std::span<const LabelledNotice> notices);

}  // namespace regwatch
