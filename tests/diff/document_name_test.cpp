#include "diff/document_name.h"

#include <catch2/catch.hpp>
#include <fstream>

#include "base/text.h"

using namespace regwatch;

namespace {

std::string joined(const std::vector<DocumentName>& names) {
  std::vector<std::string> normals;
  for (const DocumentName& name : names) normals.push_back(name.normal);
  return normals.empty() ? "-" : join(normals, "|");
}

}  // namespace

TEST_CASE("titles say which documents they speak of, and in which stage") {
  std::ifstream file(REGWATCH_SOURCE_DIR "/tests/diff/document_names.tsv");
  int titles = 0;
  for (std::string line; std::getline(file, line); ++titles) {
    const auto columns = split(line, '\t');
    REQUIRE(columns.size() == 4);
    const TitleReading reading = read_title(columns[3]);
    INFO(columns[3]);
    CHECK(name_of(reading.stage) == columns[0]);
    CHECK(joined(reading.documents) == columns[1]);
    CHECK(joined(reading.amends) == columns[2]);
  }
  CHECK(titles >= 120);
}

TEST_CASE("a name is taken apart into what identifies it and what does not") {
  struct Case {
    std::string words, normal, variant, edition, number, series;
  };
  const std::vector<Case> cases = {
      {"工业和信息化领域数据安全管理办法（试行）", "工业和信息化领域数据安全管理办法", "试行", "",
       "", ""},
      {"生成式人工智能服务管理暂行办法", "生成式人工智能服务管理办法", "暂行", "", "", ""},
      {"市场准入负面清单(2025年版)", "市场准入负面清单", "", "2025", "", ""},
      {"可信数据空间发展行动计划（2024—2028年）", "可信数据空间发展行动计划", "", "2024-2028", "",
       ""},
      {"可信数据空间发展行动计划（2024年至2028年）", "可信数据空间发展行动计划", "", "2024-2028",
       "", ""},
      {"人工智能安全治理框架3.0", "人工智能安全治理框架", "", "3.0", "", ""},
      {"人工智能安全治理框架2.0版", "人工智能安全治理框架", "", "2.0", "", ""},
      {"GB/T 35273—2020 信息安全技术 个人信息安全规范", "个人信息安全规范", "", "",
       "gb/t35273-2020", "信息安全技术"},
      {"TC260-PG-20212A 网络安全标准实践指南——网络数据分类分级指引", "网络数据分类分级指引", "", "",
       "tc260-pg-20212a", "网络安全标准实践指南"},
      {"中华人民共和国网络安全法", "网络安全法", "", "", "", ""},
      {"征信业管理条例(国务院令 第631号)", "征信业管理条例", "", "", "", ""},
      {"企业会计准则第30号——财务报表列报", "企业会计准则第30号财务报表列报", "", "", "", ""},
      {"2025年稳外资行动方案", "2025年稳外资行动方案", "", "", "", ""},
      {"", "", "", "", "", ""},
      {"（试行）", "试行", "", "", "", ""},
  };
  for (const Case& one : cases) {
    const DocumentName name = document_name_of(one.words);
    INFO(one.words);
    CHECK(name.normal == one.normal);
    CHECK(name.variant == one.variant);
    CHECK(name.edition == one.edition);
    CHECK(name.number == one.number);
    CHECK(name.series == one.series);
  }
}

TEST_CASE("titles tell who speaks, for where, and whether others' words are passed on") {
  const TitleReading forward = read_title(
      "福建省通信管理局转发工业和信息化部关于印发《工业和信息化领域数据安全管理办法》的通知");
  CHECK(forward.forwarded);
  CHECK(forward.region == "福建");
  CHECK(read_title("转载：关于《数据出境安全评估办法（征求意见稿）》公开征求意见的通知").reprinted);
  CHECK(read_title("福建省人民政府关于修改《福建省科学技术奖励办法》的决定（转发）").reprinted);
  CHECK(read_title("关于公开征求《互联网信息服务深度合成管理规定（征求意见…").cut);
  CHECK(read_title("中国证券监督管理委员会行政处罚决定书").shared);
  CHECK_FALSE(read_title("网络数据安全管理条例").shared);
  CHECK(read_title("解读《数据接口安全风险监测方法》（征求意见稿）").of_draft);
}

TEST_CASE("a name that the list broke off is no name, a note behind it may be") {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"关于公开征求《互联网信息服务深度合成管理规定（征求意见…", "互联网信息服务深度合成管理规定"},
      {"关于《政府采购法（修订草案征求意见稿）》向社会公开征求意…", "政府采购法"},
      {"关于公开征求《数据安全法...", "-"},
      {"关于公开征求《民航数据管理办法》《民航数据共…", "民航数据管理办法"},
      {"互联网应用程序个人信息收集使用规定（征求意见...", "互联网应用程序个人信息收集使用规定"},
      {"网络数据安全管理条例…", "-"},
  };
  for (const auto& [title, names] : cases) {
    INFO(title);
    CHECK(joined(read_title(title).documents) == names);
  }
}

TEST_CASE("a region is a province or a city, and not every word that looks like one") {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"福建省数据管理局", "福建"},
      {"厦门市司法局", "厦门市"},
      {"江苏省数据条例", "江苏"},
      {"关于内蒙古自治区数据条例", "内蒙古"},
      {"国家市场监督管理总局", ""},
      {"市场准入负面清单", ""},
      {"城市建设档案管理规定", ""},
      {"上海证券交易所股票上市规则", ""},
      {"上市公司信息披露管理办法", ""},
      {"粤港澳大湾区跨境个人信息保护要求", ""},
      {"", ""},
  };
  for (const auto& [words, region] : cases) {
    INFO(words);
    CHECK(region_at_front(words) == region);
  }
}

TEST_CASE("titles from hostile pages cost no more than others") {
  std::string deep;
  for (int i = 0; i < 20000; ++i) deep += "《关于修改";
  CHECK(read_title(deep).documents.size() <= 16);
  CHECK(read_title(std::string(100000, '(')).documents.empty());
  CHECK(read_title("\xff\xfe《\xff》").documents.empty());
}
