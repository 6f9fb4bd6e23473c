// Precision and recall of every fact over the labelled notices of tests/facts:
//   facts_bench [--errors] [--held FILE] [FILE.jsonl…]
// Without a file it reads sentences.jsonl and documents.jsonl; --held measures a set that nobody
// tuned for, alone. Exit status 1 where a fact that is expected ten times or more is below 0.98
// precision or 0.95 recall, or where a fact's evidence is not in the text.

#include <cstdio>
#include <exception>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "tests/facts/evaluation.h"

namespace regwatch {
namespace {

struct Arguments {
  bool errors = false;
  std::vector<std::string> files;
};

Arguments arguments_of(std::vector<std::string> words) {
  Arguments out;
  out.errors = std::erase(words, "--errors") > 0;
  std::erase(words, "--held");  // The file behind it is measured alone, as any file that is named.
  out.files = std::move(words);
  const std::string folder = REGWATCH_SOURCE_DIR "/tests/facts/";
  if (out.files.empty()) out.files = {folder + "sentences.jsonl", folder + "documents.jsonl"};
  return out;
}

void print_tally(const std::string& name, const FactTally& tally) {
  std::printf("%-20s %8d %6d %6d %10.3f %8.3f %6.3f\n", name.c_str(), tally.expected, tally.found,
              tally.right, tally.precision(), tally.recall(), tally.f());
}

void print_list(const char* label, const std::vector<std::string>& list) {
  for (const auto& item : list) std::printf("    %-9s %s\n", label, item.c_str());
}

void print_errors(const Evaluation& evaluation) {
  for (const auto& error : evaluation.disagreements) {
    std::printf("%s %s\n", error.place.c_str(), error.fact.c_str());
    print_list("missed", error.missed);
    print_list("wrong", error.wrong);
    print_list("evidence", error.evidence);
  }
  std::printf("\n");
}

int run(const Arguments& arguments) {
  std::vector<LabelledNotice> notices;
  for (const auto& file : arguments.files) {
    for (auto& notice : read_labelled_notices(file)) notices.push_back(std::move(notice));
  }
  const Evaluation evaluation = evaluate(notices);
  if (arguments.errors) print_errors(evaluation);
  std::printf("%-20s %8s %6s %6s %10s %8s %6s\n", "fact", "expected", "found", "right", "precision",
              "recall", "F1");
  for (const auto& [fact, tally] : evaluation.facts) print_tally(fact, tally);
  print_tally("total", evaluation.total);
  std::printf("%zu notices, %zu facts without sound evidence\n", notices.size(),
              evaluation.unfounded.size());
  for (const auto& line : evaluation.unfounded) std::printf("  %s\n", line.c_str());
  return evaluation.holds() ? 0 : 1;
}

}  // namespace
}  // namespace regwatch

int main(int argc, char** argv) try {
  return regwatch::run(regwatch::arguments_of({argv + 1, argv + argc}));
} catch (const std::exception& error) {
  std::fprintf(stderr, "%s\n", error.what());
  return 1;
}
