// Measures what the comparison of two texts costs: real pairs where ../shared/captures is there,
// then made-up ones of 100 KB that are nearly the same or unrelated, and hostile ones. Figures are
// CPU milliseconds of this process, the best and the worst of several runs, and the memory it took
// at most so far.
//
//   compare_bench [DIRECTORY OF TEXTS]

#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include "base/text.h"
#include "diff/comparison.h"

using namespace regwatch;

namespace {

using Lines = std::vector<std::string>;

double cpu_ms() { return static_cast<double>(std::clock()) * 1000.0 / CLOCKS_PER_SEC; }

double peak_mb() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024.0;
}

std::size_t size_of(const Lines& text) {
  std::size_t bytes = 0;
  for (const std::string& line : text) bytes += line.size();
  return bytes;
}

void measure(const std::string& what, const Lines& before, const Lines& after) {
  double best = 1e9;
  double worst = 0;
  std::string summary;
  for (int run = 0; run < 7; ++run) {
    const double begin = cpu_ms();
    summary = compare_texts(before, after).summary;
    const double took = cpu_ms() - begin;
    best = std::min(best, took);
    worst = std::max(worst, took);
  }
  std::printf("%-42s %5zu / %5zu KB %8.2f … %7.2f ms %6.0f MB  %s\n", what.c_str(),
              size_of(before) / 1024, size_of(after) / 1024, best, worst, peak_mb(),
              summary.c_str());
}

Lines read_lines(const std::filesystem::path& file) {
  std::ifstream in(file);
  Lines out;
  for (std::string line; std::getline(in, line);) out.push_back(line);
  return out;
}

void measure_real(const std::filesystem::path& directory) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(directory))
    files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  for (std::size_t i = 0; i + 1 < files.size(); ++i) {
    measure(
        files[i].stem().string().substr(0, 20) + " | " + files[i + 1].stem().string().substr(0, 19),
        read_lines(files[i]), read_lines(files[i + 1]));
  }
}

/// Articles of phrases that laws are made of, so that unrelated ones have words in common.
class Lawmaker {
 public:
  explicit Lawmaker(unsigned seed) : random_(seed) {
    for (int i = 0; i < 400; ++i) phrases_.push_back(characters(2 + random_() % 5));
  }

  Lines law(std::size_t bytes) {
    Lines out;
    std::size_t written = 0;
    for (int number = 1; written < bytes; ++number) {
      out.push_back("第" + std::to_string(number) + "条　" + sentence());
      while (random_() % 3 == 0) out.push_back(sentence());
      for (std::size_t i = out.size(); i-- > 0 && out[i].size() > 0;) {
        written += out[i].size();
        if (out[i].starts_with("第")) break;
      }
    }
    return out;
  }

  /// The same with a few words replaced, an article deleted and one inserted.
  Lines amended(Lines law) {
    for (int i = 0; i < 5; ++i) {
      std::string& line = law[random_() % law.size()];
      line = replace_all(line, "应当", "可以");
      line += sentence();
    }
    law.erase(law.begin() + static_cast<std::ptrdiff_t>(law.size() / 3));
    law.insert(law.begin() + static_cast<std::ptrdiff_t>(law.size() / 2), "第999条　" + sentence());
    return law;
  }

  std::string characters(std::size_t count) {
    std::string out;
    for (std::size_t i = 0; i < count; ++i)
      append_utf8(out, static_cast<char32_t>(0x4E00 + random_() % 2500));
    return out;
  }

 private:
  std::string sentence() {
    static const Lines common{"应当", "按照规定", "有关部门", "依法", "不得", "个人信息", "处理者"};
    std::string out;
    for (std::size_t i = 0, n = 8 + random_() % 20; i < n; ++i) {
      out += random_() % 3 == 0 ? common[random_() % common.size()]
                                : phrases_[random_() % phrases_.size()];
      if (random_() % 4 == 0) out += "，";
    }
    return out + "。";
  }

  std::mt19937 random_;
  Lines phrases_;
};

void measure_made_up() {
  constexpr std::size_t bytes = 100 * 1024;
  Lawmaker lawmaker(1);
  const Lines law = lawmaker.law(bytes);
  measure("the same", law, law);
  measure("nearly the same", law, lawmaker.amended(law));
  measure("unrelated, of the same phrases", law, lawmaker.law(bytes));
  measure("unrelated", law, Lawmaker(2).law(bytes));
}

void measure_hostile() {
  Lawmaker lawmaker(3);
  const Lines repeated(5000, "第一条 本办法自公布之日起施行。");
  measure("an article 5,000 times | 2,500 times", repeated,
          Lines(repeated.begin(), repeated.begin() + 2500));
  Lines nearly;
  for (int i = 0; i < 5000; ++i)
    nearly.push_back("第" + std::to_string(i) + "条 第" + std::to_string(i * 7) +
                     "号令自公布之日起施行。");
  measure("an article 5,000 times | each a little else", repeated, nearly);
  measure("each a little else | reversed", nearly, Lines(nearly.rbegin(), nearly.rend()));
  const std::string paragraph = lawmaker.characters(350'000);
  measure("a paragraph of 1 MB | one unrelated", {paragraph}, {lawmaker.characters(350'000)});
  measure("a paragraph of 1 MB | turned round", {paragraph},
          {paragraph.substr(300'000) + paragraph.substr(0, 300'000)});
  Lines characters;
  for (int i = 0; i < 20'000; ++i) characters.push_back(lawmaker.characters(1));
  measure("20,000 paragraphs of a character | reversed", characters,
          Lines(characters.rbegin(), characters.rend()));
}

}  // namespace

int main(int argc, char** argv) {
  const std::filesystem::path texts =
      argc > 1 ? argv[1] : REGWATCH_SOURCE_DIR "/../shared/captures/texts";
  if (std::filesystem::exists(texts)) measure_real(texts);
  measure_made_up();
  measure_hostile();
  return 0;
}
