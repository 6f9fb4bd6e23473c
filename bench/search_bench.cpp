// Measures what full text costs: single characters with their positions, as storage/search.cpp
// keeps them, against pairs of characters, each once per notice and without positions, on the same
// made-up texts; then lists of 20,000 notices. Figures are CPU milliseconds of this process.
//
//   search_bench [DIRECTORY] [NOTICES] [CHARACTERS]

#include <ctime>

#include <cstdio>
#include <filesystem>
#include <random>
#include <string>
#include <unordered_set>
#include <vector>

#include "base/text.h"
#include "storage/notices.h"
#include "storage/search.h"
#include "storage/search_words.h"
#include "storage/statement.h"

using namespace regwatch;

namespace {

double cpu_ms() { return static_cast<double>(std::clock()) * 1000.0 / CLOCKS_PER_SEC; }

template <class Work>
void measure(const std::string& what, Work work) {
  const double before = cpu_ms();
  const std::size_t result = work();
  std::printf("%-44s %9.1f ms  %zu\n", what.c_str(), cpu_ms() - before, result);
}

/// Half phrases of announcements, half characters at random, as the benchmark's corpus has them:
/// harder on an index than real language, which repeats itself.
class Writer {
 public:
  std::vector<std::string> article(int characters) {
    static const std::vector<std::string> phrases{
        "个人信息保护",           "网络安全审查",       "数据出境安全评估",
        "关于公开征求意见的通知", "互联网信息服务",     "应当自收到通知之日起",
        "依照有关法律、行政法规", "App违法违规收集使用"};
    std::vector<std::string> paragraphs(1);
    for (int written = 0; written < characters;) {
      if (random_() % 2 == 0) {
        const std::string& phrase = phrases[random_() % phrases.size()];
        paragraphs.back() += phrase;
        written += static_cast<int>(count_code_points(phrase));
      } else {
        for (int i = 0; i < 8; ++i) append_utf8(paragraphs.back(), common());
        written += 8;
      }
      if (random_() % 10 == 0) paragraphs.emplace_back();
    }
    return paragraphs;
  }

 private:
  /// Of 2,500 characters, the low ones more often.
  char32_t common() {
    const double u = static_cast<double>(random_() % 10000) / 10000.0;
    return 0x4E00 + static_cast<char32_t>(u * u * 2500) * 3;
  }
  std::mt19937 random_{20260918};
};

/// Each pair of neighbours once, parted by spaces.
std::string pairs_of(std::string_view form) {
  std::string pairs;
  std::unordered_set<std::string_view> seen;
  std::size_t previous = 0;
  for (std::size_t at = 0, begin = 0; at < form.size(); previous = begin) {
    begin = at;
    next_code_point(form, at);
    const std::string_view pair = form.substr(previous, at - previous);
    if (!seen.insert(pair).second) continue;
    pairs += pair;
    pairs += ' ';
  }
  return pairs;
}

void fill(Database& database, int notices_wanted, int characters) {
  Notices notices(database);
  Writer writer;
  Transaction transaction(database);
  for (int i = 0; i < notices_wanted; ++i) {
    Notice notice;
    notice.id = "n" + std::to_string(i);
    notice.canonical = "//example.gov.cn/" + std::to_string(i);
    notice.title = "关于第" + std::to_string(i) + "号的公告";
    notice.authority = i % 7 == 0 ? "CAC" : "MIIT";
    notice.published = add_days(*make_date(2000, 1, 1), i % 9000);
    if (i % 30 == 0) notice.classification.topics["ai"] = {"人工智能"};
    notices.put(notice);
    Version version;
    version.article.paragraphs = writer.article(characters);
    notices.put_version(notice.id, version);
  }
  transaction.commit();
}

void bench_pairs(Database& database) {
  execute(database,
          "CREATE VIRTUAL TABLE pairs USING fts5(words, content = '', columnsize = 0, "
          "detail = none, tokenize = 'ascii')");
  measure("index: pairs of characters, no positions", [&] {
    Transaction transaction(database);
    std::size_t bytes = 0;
    Statement texts(database,
                    "SELECT n.number, n.title || char(10) || v.text FROM notice n "
                    "JOIN version v ON v.notice_id = n.id");
    while (texts.step()) {
      const std::string words = pairs_of(search_form(texts.text(1)));
      bytes += words.size();
      execute(database, "INSERT INTO pairs (rowid, words) VALUES (?, ?)", texts.integer(0), words);
    }
    transaction.commit();
    return bytes;
  });
}

void print_size(Database& database, const std::string& table) {
  Statement query(database, "SELECT coalesce(sum(pgsize), 0) FROM dbstat WHERE name GLOB ?",
                  table + "*");
  if (query.step()) {
    std::printf("%-44s %9.1f MB\n", ("size: " + table).c_str(),
                static_cast<double>(query.integer(0)) / 1e6);
  }
}

void bench_lists(Database& database) {
  Notices notices(database);
  NoticeFilter newest;
  newest.limit = 50;
  measure("list: newest 50", [&] { return notices.list(newest).size(); });
  NoticeFilter topic;
  topic.topics = {"ai"};
  topic.authorities = {"CAC"};
  measure("list: a topic of an authority", [&] { return notices.list(topic).size(); });
  NoticeFilter words;
  words.words = "号的公告 123";
  measure("list: words in titles", [&] { return notices.list(words).size(); });
  measure("list: all", [&] { return notices.list({}).size(); });
  const Instant now = start_of_day_in_china(*make_date(2026, 9, 18));
  measure("due for another look",
          [&] { return notices.due_for_another_look(now, now, 1000).size(); });
}

}  // namespace

int main(int argc, char** argv) {
  const std::filesystem::path directory = argc > 1 ? argv[1] : "search_bench.out";
  const int articles = argc > 2 ? std::stoi(argv[2]) : 700;
  const int characters = argc > 3 ? std::stoi(argv[3]) : 5000;
  std::filesystem::remove_all(directory);
  {
    Database database(directory / "articles.db");
    measure("store " + std::to_string(articles) + " articles", [&] {
      fill(database, articles, characters);
      return static_cast<std::size_t>(articles);
    });
    SearchIndex index(database);
    measure("find before indexing: 数据出境安全评估",
            [&] { return index.find("数据出境安全评估", 1'000'000).size(); });
    measure("tokens alone", [&] {
      std::size_t bytes = 0;
      Statement texts(database, "SELECT text FROM version");
      while (texts.step()) bytes += index_tokens(search_form(texts.text(0))).size();
      return bytes;
    });
    measure("index: single characters, with positions",
            [&] { return static_cast<std::size_t>(index.update()); });
    for (const char* word : {"数", "数据", "数据出境安全评估", "App", "处罚"}) {
      measure("find: " + std::string(word), [&] { return index.find(word, 1'000'000).size(); });
    }
    bench_pairs(database);
    for (const char* table : {"version", "text_index_", "pairs_"}) print_size(database, table);
  }
  Database many(directory / "many.db");
  fill(many, 20000, 60);
  measure("index 20,000 short notices",
          [&] { return static_cast<std::size_t>(SearchIndex(many).update()); });
  bench_lists(many);
  return 0;
}
