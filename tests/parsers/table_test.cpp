#include "parsers/table.h"

#include <catch2/catch.hpp>

#include "base/text.h"
#include "parsers/table_fit.h"

namespace regwatch {
namespace {

TEST_CASE("a header says what its column holds") {
  struct Case {
    const char* header;
    Column column;
  };
  const Case cases[] = {
      {"序号", Column::number},
      {"应用名称", Column::app},
      {"APP名称", Column::app},
      {"应用（SDK）名称", Column::app},
      {"小程序名称", Column::app},
      {"应用版本", Column::version},
      {"版本号", Column::version},
      {"应用来源", Column::store},
      {"下载平台", Column::store},
      {"应用开发者", Column::developer},
      {"运营者", Column::developer},
      {"所涉问题", Column::problems},
      {"存在问题", Column::problems},
      {"当事人名称", Column::party},
      {"被处罚单位", Column::party},
      {"被处罚当事人姓名或名称", Column::party},
      {"行政相对人名称：", Column::party},
      {"企业名称", Column::organisation},
      {"法定代表人（主要负责人）姓名", Column::other},
      {"行政处罚 决定书文号", Column::document_number},
      {"违法行为类型", Column::violation},
      {"主要违法违规事实（案由）", Column::violation},
      {"行政处罚内容", Column::penalty},
      {"行政处罚决定", Column::penalty},
      {"罚款金额（万元）", Column::fine},
      {"罚款（元）", Column::fine},
      {"没收违法所得（万元）", Column::confiscation},
      {"作出行政处罚 决定机关名称", Column::authority},
      {"作出行政处罚决定日期", Column::other},
      {"文件名称", Column::document},
      {"公示期限", Column::other},
      {"罚没款合计（万元）", Column::other},
      {"", Column::other},
  };
  for (const Case& c : cases) {
    INFO(c.header);
    CHECK(column_of(c.header) == c.column);
  }
}

struct TableCase {
  const char* what;
  std::vector<std::string> lines;
  std::vector<std::string> rows;  ///< Cells joined by |.
};

TEST_CASE("rows are put under their columns") {
  const TableCase cases[] = {
      {"columns parted by spaces", {"序号  应用名称  版本", "1  甲  1.0"}, {"1|甲|1.0"}},
      {"a remark that holds for several rows",
       {"序号\t当事人名称\t行政处罚内容\t备注", "1\t甲公司\t罚款1万元\t略", "2\t乙公司\t罚款2万元"},
       {"1|甲公司|罚款1万元|略", "2|乙公司|罚款2万元|略"}},
      {"a number and a name that span two rows",
       {"序号\t应用名称\t版本\t来源\t问题", "1\t甲\t1.0\t应用宝\t违规收集",
        "2.0\t豌豆荚\t强制索权"},
       {"1|甲|1.0|应用宝|违规收集", "1|甲|2.0|豌豆荚|强制索权"}},
      {"a page's header again, and a total",
       {"序号\t当事人名称\t行政处罚内容", "1\t甲公司\t警告", "序号\t当事人名称\t行政处罚内容",
        "2\t乙公司\t警告", "合计\t2家\t"},
       {"1|甲公司|警告", "2|乙公司|警告"}},
      {"labels broken into two lines",
       {"序号\t当事人\t行政处罚\t行政处罚", "\t名称\t内容\t文号", "1\t甲公司\t警告\t1号"},
       {"1|甲公司|警告|1号"}},
      {"two sums under one heading",
       {"序号\t当事人\t罚没情况", "罚款（万元）\t没收违法所得（万元）", "1\t甲公司\t20\t1.5"},
       {"1|甲公司|20|1.5"}},
      {"written downwards",
       {"当事人名称\t甲公司", "单位\t名称\t—", "行政处罚决定\t罚款1万元"},
       {"甲公司||罚款1万元"}},
      {"written downwards in pairs",
       {"行政相对人名称：\t甲公司\t处罚决定书文号：\t1号",
        "罚款金额（万元）：\t2\t处罚日期：\t2026年1月1日"},
       {"甲公司|1号|2|2026年1月1日"}},
      {"more cells than columns", {"序号\t应用名称\t版本", "1\t甲\t1.0\t乙\t2.0"}, {}},
      {"no table", {"今天\t晴", "明天\t雨"}, {}},
  };
  for (const TableCase& c : cases) {
    INFO(c.what);
    std::vector<std::string> rows;
    for (const Table& table : tables_of(c.lines)) {
      for (const TableRow& row : table.rows) rows.push_back(join(row.cells, "|"));
    }
    CHECK(rows == c.rows);
  }
}

TEST_CASE("a row views into the text, and says what it took from above") {
  const std::vector<std::string> lines = {"序号\t应用名称\t版本\t问题", "1\t甲\t1.0\t违规收集",
                                          "2.0\t强制索权"};
  const auto tables = tables_of(lines);
  REQUIRE(tables.size() == 1);
  REQUIRE(tables[0].rows.size() == 2);
  CHECK(tables[0].rows[1].printed.data() == lines[2].data());
  CHECK(tables[0].rows[1].inherited == std::vector<bool>{true, true, false, false});
  CHECK(tables[0].cell(tables[0].rows[1], Column::version) == "2.0");
  CHECK(tables[0].header(Column::problems) == "问题");
}

}  // namespace
}  // namespace regwatch
