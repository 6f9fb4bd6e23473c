// Accuracy and speed of classification.toml over labelled titles:
//   classify_bench [--errors] [--rules classification.toml] [FILE.jsonl…]
// A line of FILE is {"title", "authority", "kind", "relevant"}. Without a file it reads
// ../shared/labels/dev.jsonl beside the project.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <iostream>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>
#include <vector>

#include "app/classification_file.h"
#include "diff/classify.h"

namespace regwatch {
namespace {

using Clock = std::chrono::steady_clock;

struct Labelled {
  std::string title;
  std::string authority;
  Kind kind = Kind::other;
  bool relevant = false;
};

struct Arguments {
  bool errors = false;
  std::string rules = REGWATCH_SOURCE_DIR "/classification.toml";
  std::vector<std::string> files;
};

Arguments arguments_of(int argc, char** argv) {
  Arguments out;
  for (int i = 1; i < argc; ++i) {
    const std::string word = argv[i];
    if (word == "--errors") {
      out.errors = true;
    } else if (word == "--rules" && i + 1 < argc) {
      out.rules = argv[++i];
    } else {
      out.files.push_back(word);
    }
  }
  if (out.files.empty()) out.files = {REGWATCH_SOURCE_DIR "/../shared/labels/dev.jsonl"};
  return out;
}

std::string read_file(const std::string& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw std::runtime_error(file + ": cannot be read");
  std::ostringstream content;
  content << in.rdbuf();
  return content.str();
}

std::vector<Labelled> read_labelled(const std::string& file) {
  std::istringstream in(read_file(file));
  std::vector<Labelled> out;
  for (std::string line; std::getline(in, line);) {
    if (line.empty()) continue;
    const auto json = nlohmann::json::parse(line);
    const auto kind = kind_named(json.at("kind").get<std::string>());
    if (!kind) throw std::runtime_error(file + ": unknown kind in: " + line);
    out.push_back({json.at("title"), json.value("authority", ""), *kind, json.at("relevant")});
  }
  return out;
}

struct Tally {
  int right = 0;   ///< Said and so.
  int said = 0;    ///< The classifier said it.
  int labels = 0;  ///< The label says it.
};

double share(int part, int whole) { return whole == 0 ? 1.0 : static_cast<double>(part) / whole; }

void print_tally(std::string_view name, const Tally& tally) {
  const double precision = share(tally.right, tally.said);
  const double recall = share(tally.right, tally.labels);
  const double sum = precision + recall;
  std::printf("%-15.*s %6d %10.3f %8.3f %6.3f\n", static_cast<int>(name.size()), name.data(),
              tally.labels, precision, recall, sum > 0 ? 2 * precision * recall / sum : 0.0);
}

std::string topics_in_words(const Classification& found) {
  std::string out;
  for (const auto& [topic, words] : found.topics) {
    out += (out.empty() ? "" : "; ") + topic + ": ";
    for (const auto& word : words) out += word + " ";
  }
  return out.empty() ? "no topic" : out;
}

class Score {
 public:
  void add(const Labelled& label, const Classification& found) {
    ++total_;
    ++kinds_[label.kind].labels;
    ++kinds_[found.kind].said;
    if (label.kind == found.kind) {
      ++kinds_[label.kind].right;
      ++right_kind_;
    } else {
      ++confusion_[{label.kind, found.kind}];
    }
    relevance_.labels += label.relevant;
    relevance_.said += found.relevant();
    relevance_.right += label.relevant && found.relevant();
    right_relevance_ += label.relevant == found.relevant();
  }

  void print() const {
    std::printf("%-15s %6s %10s %8s %6s\n", "kind", "labels", "precision", "recall", "F1");
    for (const auto& [kind, tally] : kinds_) print_tally(name_of(kind), tally);
    print_tally("relevant", relevance_);
    std::printf("kind accuracy      %.3f (%d of %d)\n", share(right_kind_, total_), right_kind_,
                total_);
    std::printf("relevance accuracy %.3f (%d of %d)\n", share(right_relevance_, total_),
                right_relevance_, total_);
    for (const auto& [pair, count] : confusion_) {
      std::printf("  %d × %s read as %s\n", count, std::string(name_of(pair.first)).c_str(),
                  std::string(name_of(pair.second)).c_str());
    }
  }

 private:
  std::map<Kind, Tally> kinds_;
  std::map<std::pair<Kind, Kind>, int> confusion_;
  Tally relevance_;
  int total_ = 0;
  int right_kind_ = 0;
  int right_relevance_ = 0;
};

void print_error(const Labelled& label, const Classification& found) {
  if (label.kind != found.kind) {
    std::cout << "KIND " << name_of(label.kind) << " read as " << name_of(found.kind) << " by `"
              << found.why << "`: [" << label.authority << "] " << label.title << '\n';
  }
  if (label.relevant != found.relevant()) {
    std::cout << (label.relevant ? "MISSED" : "NOISE") << " (" << name_of(found.kind) << "; "
              << topics_in_words(found) << "): [" << label.authority << "] " << label.title << '\n';
  }
}

void measure(const Classifier& classifier, const std::vector<Labelled>& labels) {
  constexpr int rounds = 20;
  std::size_t relevant = 0;
  // Processor time, so that what else the machine does is not measured.
  const std::clock_t begin = std::clock();
  for (int i = 0; i < rounds; ++i) {
    for (const auto& label : labels) {
      relevant += classifier.classify(label.title, label.authority).relevant();
    }
  }
  const double spent = 1e6 * static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
  std::printf("%.1f µs per title, warm (%zu relevant in %d rounds)\n",
              spent / (rounds * static_cast<double>(std::max<std::size_t>(labels.size(), 1))),
              relevant, rounds);
}

int run(const Arguments& arguments) {
  const std::string rules = read_file(arguments.rules);
  const auto begin = Clock::now();
  const auto classifier = classifier_from(rules, arguments.rules);
  if (!classifier) {
    std::cerr << classifier.error().message << '\n';
    return 1;
  }
  const std::chrono::duration<double, std::milli> compiled = Clock::now() - begin;
  std::printf("rules read and compiled in %.1f ms\n", compiled.count());
  for (const auto& file : arguments.files) {
    const auto labels = read_labelled(file);
    Score score;
    for (const auto& label : labels) {
      const auto found = classifier->classify(label.title, label.authority);
      score.add(label, found);
      if (arguments.errors) print_error(label, found);
    }
    std::printf("\n%s\n", file.c_str());
    score.print();
    measure(*classifier, labels);
  }
  return 0;
}

}  // namespace
}  // namespace regwatch

int main(int argc, char** argv) try {
  return regwatch::run(regwatch::arguments_of(argc, argv));
} catch (const std::exception& error) {
  std::cerr << error.what() << '\n';
  return 1;
}
