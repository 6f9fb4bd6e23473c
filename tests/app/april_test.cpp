// A month that a newsletter drew its items from, replayed day by day with the sources that ship.

#include <catch2/catch.hpp>

#include "base/text.h"
#include "tests/app/april_month.h"

using namespace regwatch;
using namespace regwatch::testing;

namespace {

const std::string sources = REGWATCH_SOURCE_DIR "/sources.toml";
constexpr int days = 30;

std::string day_in_april(int day) {
  return (day < 10 ? "2022-04-0" : "2022-04-") + std::to_string(day);
}

// What a line of JSON says of the notice itself, and not of one beside it.
std::string key_of(const MonthRow& row) {
  return "\"title\":\"" + row.title + "\",\"url\":\"" + row.url + "\"";
}

class Watch {
 public:
  Watch() {
    april_.write_captures(scratch_);
    scratch_.write("regwatch.toml",
                   "[[subscription]]\nname = \"log\"\nchannel = \"log\"\npath = \"alerts.jsonl\"\n"
                   "health = true\nnotices = true\n");
    REQUIRE(ask({"archive", "pack", "april.tsv", "-o", "april.warc.gz"}).status == 0);
  }

  const std::vector<MonthRow>& rows() const { return april_.rows(); }

  /// The morning's run, at 08:30 in China; what it told.
  std::vector<std::string> morning(int day) {
    const std::size_t before = lines_of(alerts()).size();
    const Ran ran = ask({"run", "--all", "--json", "--config", "regwatch.toml", "--replay",
                         "april.warc.gz", "--now", day_in_april(day) + "T00:30:00Z"});
    INFO(day << ": " << ran.out << ran.err);
    CHECK(ran.status == 0);
    auto told = lines_of(alerts());
    told.erase(told.begin(), told.begin() + static_cast<std::ptrdiff_t>(before));
    return told;
  }

  Ran ask(std::vector<std::string> arguments) {
    for (const std::string& word :
         {std::string("--db"), std::string("a.db"), std::string("--sources"), sources})
      arguments.push_back(word);
    return run_program(arguments, scratch_.path());
  }

 private:
  std::string alerts() const { return scratch_.read("alerts.jsonl"); }

  April april_;
  Scratch scratch_;
};

int count_told(const std::vector<std::string>& lines, const MonthRow& row) {
  int count = 0;
  for (const auto& line : lines) {
    count += count_of(line, "\"change\":\"appeared\"") * count_of(line, key_of(row));
  }
  return count;
}

// The first of the lines that speaks of that notice.
std::string line_of(const std::vector<std::string>& lines, const MonthRow& row) {
  for (const auto& line : lines) {
    if (count_of(line, key_of(row)) > 0) return line;
  }
  return "";
}

std::string heading_of(const std::string& section) {
  if (section == "regulatory") return "REGULATORY DEVELOPMENTS";
  return section == "enforcement" ? "ENFORCEMENT DEVELOPMENTS" : "INDUSTRY DEVELOPMENTS";
}

// The heading that stands above the address.
std::string heading_above(const std::string& digest, const std::string& url) {
  const auto at = digest.find("    " + url + "\n");
  std::string last;
  std::size_t where = 0;
  for (const std::string heading :
       {"REGULATORY DEVELOPMENTS", "ENFORCEMENT DEVELOPMENTS", "INDUSTRY DEVELOPMENTS",
        "ALSO PUBLISHED", "CHANGED, MOVED, WITHDRAWN", "WHAT WAS CHECKED"}) {
    const auto place = digest.find("\n" + heading + "\n");
    if (at == std::string::npos || place == std::string::npos || place > at) continue;
    if (last.empty() || place > where) last = heading;
    where = std::max(where, place);
  }
  return last;
}

}  // namespace

TEST_CASE("every item of April 2022 is found on its day, told once, and stands in its section") {
  Watch watch;
  std::vector<std::string> all;
  for (int day = 1; day <= days; ++day) {
    const auto told = watch.morning(day);
    if (day == 1) CHECK(told.empty());
    for (const MonthRow& row : watch.rows()) {
      if (row.date != day_in_april(day) || row.is_joint()) continue;
      INFO(row.source << " " << row.title);
      CHECK(count_told(told, row) == 1);
    }
    all.insert(all.end(), told.begin(), told.end());
  }

  const auto digest = watch.ask(
      {"digest", "--month", "2022-04", "--format", "json", "--now", "2022-05-01T00:30:00Z"});
  const auto text = watch.ask({"digest", "--month", "2022-04", "--now", "2022-05-01T00:30:00Z"});
  CHECK(digest.status == 0);
  const auto lines = lines_of(digest.out);
  std::string publication;
  for (const MonthRow& row : watch.rows()) {
    if (row.is_noise()) continue;
    INFO(row.source << " " << row.title);
    if (row.is_joint()) {
      CHECK(count_told(all, row) == 0);
      CHECK(count_of(publication, "\"url\":\"" + row.url + "\"") == 1);
      continue;
    }
    CHECK(count_told(all, row) == 1);
    publication = line_of(lines, row);
    CHECK(count_of(publication, "\"kind\":\"" + row.kind + "\"") == 1);
    CHECK(count_of(publication, "\"section\":\"" + row.section + "\"") == 1);
    CHECK(heading_above(text.out, row.url) == heading_of(row.section));
  }
  CHECK(count_of(text.out, "published in 2022-04") == 1);

  struct Fact {
    std::string title;
    std::vector<std::string> said;
  };
  const Fact facts[] = {
      {"关于侵害用户权益行为的APP通报（2022年第3批，总第23批）",
       {"\"batch\":3,\"total_batch\":23", "\"app_count\":37", "\"rectify_by\":\"2022-04-27\""}},
      {"关于进一步加强新能源汽车企业安全体系建设的指导意见",
       {"\"document_number\":\"工信厅联通装〔2022〕10号\""}},
      {"关于国家标准《信息安全技术 信息安全控制评估指南》等3项征求意见稿征求意见的通知",
       {"\"comment_deadline\":\"2022-06-06\""}},
      {"关于对《网络安全标准实践指南——信息系统灾难备份实践指引（征求意见稿）》公开征求意见的通知",
       {"\"comment_deadline\":\"2022-05-10\""}},
      {"中国人民银行成都分行行政处罚信息公示表（成银罚字〔2022〕3-4号）",
       {"\"amount\":200000,\"currency\":\"CNY\""}},
      {"国家计算机病毒应急处理中心监测发现十七款违法移动应用", {"\"app_count\":17"}},
      {"北京市经济和信息化局关于对《北京市数字经济全产业链开放发展行动方案（征求意见稿）》"
       "公开征求意见的公告",
       {"\"comment_deadline\":\"2022-04-21\""}},
      {"上海市人民政府办公厅关于印发《上海城市数字化转型标准化建设实施方案》的通知",
       {"\"document_number\":\"沪府办发〔2022〕5号\""}},
      {"关于就《证券期货业网络安全管理办法（征求意见稿）》公开征求意见的通知",
       {"\"comment_deadline\":\"2022-05-29\"", "wangluoanquan@csrc.gov.cn"}},
  };
  for (const auto& [title, said] : facts) {
    INFO(title);
    CHECK(count_of(digest.out, "\"title\":\"" + title + "\"") >= 1);
    for (const auto& line : lines) {
      if (count_of(line, "\"title\":\"" + title + "\"") == 0) continue;
      for (const auto& part : said) {
        INFO(line);
        CHECK(count_of(line, part) >= 1);
      }
    }
  }
}
