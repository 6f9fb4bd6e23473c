// Measures what it costs to find what a notice belongs together with among 100,000: candidates by
// name, by likeness of name, by number and by text, and whole comparisons. Figures are CPU
// milliseconds of this process.
//
//   lineage_bench [DIRECTORY] [NOTICES]

#include <cstdio>
#include <ctime>
#include <filesystem>
#include <random>
#include <string>
#include <vector>

#include "app/relations.h"
#include "base/text.h"
#include "storage/lineage.h"
#include "storage/notices.h"

using namespace regwatch;

namespace {

double cpu_ms() { return static_cast<double>(std::clock()) * 1000.0 / CLOCKS_PER_SEC; }

/// Names as administrations make them: a field, a subject, a form.
class Writer {
 public:
  std::string name() {
    static const std::vector<std::string> fields{"网络",         "数据",       "工业和信息化领域",
                                                 "银行保险机构", "证券期货业", "交通运输",
                                                 "医疗卫生",     "移动互联网", "公共",
                                                 "电力",         "能源",       "民航",
                                                 "铁路",         "商用密码",   "个人信息",
                                                 "人工智能"};
    static const std::vector<std::string> subjects{
        "安全管理", "出境安全评估", "共享", "分类分级", "风险评估", "事件报告",
        "合规审计", "标识",         "审查", "认证",     "监督检查", "行政处罚裁量"};
    static const std::vector<std::string> forms{"办法",     "规定",     "条例",    "指南",
                                                "实施细则", "工作方案", "暂行办法"};
    std::string out = pick(fields);
    // Of each hundred names some are alike and most are of subjects of their own.
    for (int i = 0; i < 3; ++i) append_utf8(out, 0x4E00 + random_() % 600);
    return out + pick(subjects) + pick(forms);
  }
  std::string title(const std::string& name, int kind) {
    switch (kind % 10) {
      case 0:
        return "关于《" + name + "（征求意见稿）》公开征求意见的通知";
      case 1:
      case 2:
        return "关于印发《" + name + "》的通知";
      case 3:
        return "《" + name + "》答记者问";
      case 4:
        return name;
      default:
        return "关于开展" + name + "宣传培训的报道";
    }
  }
  std::vector<std::string> text(int characters) {
    std::vector<std::string> paragraphs(1);
    for (int i = 0; i < characters; ++i) {
      append_utf8(paragraphs.back(), 0x4E00 + random_() % 2500);
      if (i % 100 == 99) paragraphs.emplace_back();
    }
    return paragraphs;
  }

 private:
  const std::string& pick(const std::vector<std::string>& from) {
    return from[random_() % from.size()];
  }
  std::mt19937 random_{20260918};
};

Notice notice_of(int i, const std::string& title) {
  Notice notice;
  notice.id = "n" + std::to_string(i);
  notice.canonical = "//example.gov.cn/" + std::to_string(i);
  notice.title = title;
  notice.authority = i % 7 == 0 ? "CAC" : "MIIT";
  notice.published = add_days(*make_date(2014, 1, 1), i % 4600);
  return notice;
}

void fill(Database& database, Writer& writer, int wanted) {
  Notices notices(database);
  Lineages lineages(database);
  Transaction transaction(database);
  for (int i = 0; i < wanted; ++i) {
    const Notice notice = notice_of(i, writer.title(writer.name(), i));
    notices.put(notice);
    lineages.put_publication(publication_of(notice, writer.text(300)), 1);
  }
  transaction.commit();
}

/// The mean and the worst of a thousand looks.
template <class Work>
void measure(const char* what, Work work) {
  constexpr int looks = 1000;
  double worst = 0;
  std::size_t found = 0;
  const double begin = cpu_ms();
  for (int i = 0; i < looks; ++i) {
    const double before = cpu_ms();
    found += work(i);
    worst = std::max(worst, cpu_ms() - before);
  }
  std::printf("%-40s %7.3f ms mean %7.2f ms worst  %zu found\n", what, (cpu_ms() - begin) / looks,
              worst, found);
}

void bench(Database& database, Writer& writer, int known) {
  Lineages lineages(database);
  Notices notices(database);
  measure("candidates of a rule", [&](int i) {
    return lineages.candidates(publication_of(notice_of(known + i, writer.name()), {})).size();
  });
  measure("candidates of a draft", [&](int i) {
    const std::string title = writer.title(writer.name(), 0);
    return lineages.candidates(publication_of(notice_of(known + i, title), {})).size();
  });
  Transaction transaction(database);
  std::vector<std::string> drafted;
  for (int i = 0; i < 1000; ++i) {
    drafted.push_back(writer.name());
    const Notice draft = notice_of(known + i, writer.title(drafted.back(), 0));
    notices.put(draft);
    relate(database, draft, nullptr);
  }
  measure("relate, a rule whose draft is known", [&](int i) {
    Notice rule = notice_of(known + 1000 + i, drafted[static_cast<std::size_t>(i)]);
    rule.published = add_days(*notice_of(known + i, "").published, 100);
    notices.put(rule);
    return relate(database, rule, nullptr).lineage.size();
  });
  measure("relate, text of 2,000 characters", [&](int i) {
    const Notice notice = notice_of(known + 2000 + i, writer.title(writer.name(), i));
    notices.put(notice);
    Version version;
    version.article.paragraphs = writer.text(2000);
    version.number = 1;
    return relate(database, notice, &version).lineage.size();
  });
  measure("relate, a report that names nothing", [&](int i) {
    const Notice notice = notice_of(known + 3000 + i, writer.title(writer.name(), 5));
    notices.put(notice);
    Version version;
    version.article.paragraphs = writer.text(300);
    version.number = 1;
    return relate(database, notice, &version).lineage.size();
  });
}

}  // namespace

int main(int argc, char** argv) {
  const std::filesystem::path directory = argc > 1 ? argv[1] : "lineage_bench.out";
  const int known = argc > 2 ? std::stoi(argv[2]) : 100'000;
  std::filesystem::remove_all(directory);
  Database database(directory / "lineage.db");
  Writer writer;
  const double begin = cpu_ms();
  fill(database, writer, known);
  std::printf("%d notices named in %.0f ms, %.1f MB\n", known, cpu_ms() - begin,
              static_cast<double>(std::filesystem::file_size(directory / "lineage.db")) / 1e6);
  bench(database, writer, known);
  return 0;
}
