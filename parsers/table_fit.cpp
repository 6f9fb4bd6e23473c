// Which cell stands under which header.

#include "parsers/table_fit.h"

#include <re2/re2.h>
#include <re2/set.h>

#include <algorithm>

#include "base/text.h"
#include "parsers/fact.h"

namespace regwatch {
namespace {

struct Label {
  Column column;
  const char* pattern;
};

// In the order in which they are tried: the narrower before the wider.
constexpr Label labels[] = {
    {Column::number, "^(序号|编号|序|No\\.?|NO\\.?|#)$"},
    {Column::fine,
     "^(?:其中)?:?(?:行政)?罚款(?:金额|数额|额|情况)?(?:[(/].*)?$|罚款.{0,6}[(].*元[)]$"},
    {Column::confiscation,
     "^没收(?:金额|所得)?(?:[(].*)?$|没收.{0,4}违法所得(?:金额|数额)?(?:[(].*)?$|^违法所得没收"},
    {Column::document_number, "文号|发文字号|决定书(?:编号|号)|处罚书号|^令号"},
    {Column::violation,
     "违法(?:违规)?(?:行为|事实|类型|情形|情况)|违规(?:行为|事实|类型)|(?:处罚|列入)?事由|案由"
     "|主要事实|处罚原因|列入原因|违法违规"},
    {Column::authority,
     "(?:^|[^被受])(?:处罚|决定|列入).{0,8}(?:机关|机构|部门|单位)(?:名称)?$|^(?:执法|处罚)机关"},
    {Column::other,
     "法定代表|负责人|身份证|证件|信用代码|许可证|日期|时间|依据|期限|备注|地址|住所|电话|联系|"
     "类别|类型$"
     "|行业|属地|所在地|职务|性别|是否"},
    {Column::party,
     "^(?:被)?(?:处罚|监管|列入).{0,4}(?:当事人|单位|企业|机构|对象|人|公司|主体)(?:名称|姓名|个人)"
     "?"
     "|当事人|行政相对人|相对人|违法(?:单位|企业|主体|当事人)|被处罚|^受处罚|被执行人|失信(?:主体|"
     "企业)"},
    {Column::penalty,
     "(?:处罚|处理)(?:内容|决定(?:$|[^书])|结果|措施|意见)|处罚种类及|罚款及没收|(?:处罚|罚没)(?:"
     "情况|信息)|^处罚$"},
    {Column::app, "名称?[及和与、/(]{0,3}版本|(?:App|APP|应用)[及和与、/(]{1,3}版本"},
    {Column::version, "版本"},
    {Column::store, "来源|下载平台|应用商店|分发平台|应用市场|下载渠道|获取渠道|所在平台|上架平台"},
    {Column::developer,
     "开发者|运营者|运营单位|开发单位|开发商|开发企业|开发运营|运营主体|主办者|运营企业|运营公司"
     "|开发公司|主办单位|责任主体|所属(?:企业|公司|单位)"},
    {Column::problems, "问题|违规情形|不合规|检测结果"},
    {Column::app,
     "(?:应用|App|APP|app|SDK|小程序|软件|程序)(?:[(].{0,16}[)])?的?(?:/"
     "(?:SDK|小程序|应用))?(?:名称|名|软件名称)?$"
     "|(?:APP|App|app|应用|软件)名|^产品名称$"},
    {Column::document,
     "(?:文件|规章|规范性文件|法规|制度|政策|标准).{0,6}(?:名称|题目|标题)|^(?:文件)?标题$"},
    {Column::organisation,
     "(?:企业|单位|公司|机构|商户|经营者|主体|平台)(?:\\(.{0,16}\\))?(?:名称|姓名|全称)$"
     "|^(?:企业|公司|单位|机构|名单|姓名)(?:名单)?$|^(?:姓名|名称)[/(或、]?(?:姓名|名称)"},
};

bool is_row_number(std::string_view cell) {
  return !cell.empty() && cell.size() <= 5 && std::all_of(cell.begin(), cell.end(), [](char c) {
    return (c >= '0' && c <= '9') || c == '.';
  });
}

// How well a cell stands under a column: positive for what it is seen to be, negative for what it
// is seen not to be.
int fit_of(Column column, std::string_view cell) {
  const bool numbered = is_row_number(cell);
  switch (column) {
    case Column::number:
      return numbered ? 4 : -6;
    case Column::version:
      return is_version(cell) ? 3 : -3;
    case Column::store:
      return is_store(cell) ? 3 : (is_problem(cell) || is_version(cell) ? -3 : 0);
    case Column::problems:
    case Column::violation:
      return is_problem(cell) ? 3 : (is_version(cell) || is_store(cell) ? -3 : 0);
    case Column::developer:
    case Column::organisation:
    case Column::party:
      if (is_version(cell) || is_store(cell) || is_problem(cell)) return -3;
      return has_any(cell, {"公司", "中心", "银行", "事务所", "工作室", "集团"}) ? 2 : 0;
    case Column::app:
      if (is_problem(cell) || (is_version(cell) && cell.find('.') != cell.npos)) return -3;
      return cell.ends_with("公司") ? -2 : 0;
    case Column::document_number:
      return cell.find("号") != cell.npos ? 2 : -1;
    case Column::penalty:
      return has_any(cell, {"罚款", "警告", "没收", "责令"}) ? 3 : 0;
    case Column::authority:
      return has_any(cell, {"局", "银行", "分行", "委", "部"}) ? 1 : -1;
    default:
      return numbered ? -1 : 0;
  }
}

// The row as it stands when the absent columns are `gap` and those behind it.
TableRow row_with_gap(std::size_t columns, const std::vector<std::string_view>& cells,
                      std::size_t gap) {
  TableRow row;
  const std::size_t absent = columns - cells.size();
  row.cells.resize(columns);
  row.inherited.assign(columns, false);
  for (std::size_t i = 0; i < columns; ++i) {
    if (i >= gap && i < gap + absent) {
      row.inherited[i] = true;
    } else {
      const std::string_view cell = cells[i < gap ? i : i - absent];
      row.cells[i] = is_blank_cell(cell) ? "" : std::string(cell);
    }
  }
  return row;
}

bool is_identity(Column column) {
  return column == Column::app || column == Column::party || column == Column::organisation;
}

int score_of(const std::vector<Column>& columns, const TableRow& row) {
  int score = 0;
  // A row with a number of its own is about somebody of its own.
  const bool has_number = columns[0] == Column::number && !row.inherited[0];
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (!row.inherited[i] && !row.cells[i].empty()) {
      score += fit_of(columns[i], plain_form(row.cells[i]));
    }
    if (has_number && row.inherited[i] && is_identity(columns[i])) score -= 2;
  }
  return score;
}

// Only columns that no reader asks for lie between the two gaps: it makes no difference.
bool same_for_readers(const std::vector<Column>& columns, const TableRow& a, const TableRow& b) {
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i] == Column::other || columns[i] == Column::number) continue;
    if (a.cells[i] != b.cells[i]) return false;
  }
  return true;
}

void inherit(TableRow& row, const TableRow* above) {
  for (std::size_t i = 0; i < row.cells.size(); ++i) {
    if (row.inherited[i] && above) row.cells[i] = above->cells[i];
  }
}

std::optional<TableRow> fit_shorter_row(const std::vector<Column>& columns,
                                        const std::vector<std::string_view>& cells,
                                        const TableRow* above) {
  std::optional<TableRow> best;
  int best_score = 0;
  bool doubtful = false;
  // From the end: remarks that hold for several rows stand there, and what is left out is too.
  for (std::size_t gap = cells.size() + 1; gap-- > 0;) {
    TableRow row = row_with_gap(columns.size(), cells, gap);
    const int score = score_of(columns, row);
    if (best && score < best_score) continue;
    if (best && score == best_score) {
      doubtful = doubtful || !same_for_readers(columns, *best, row);
      continue;
    }
    doubtful = false;
    best_score = score;
    best = std::move(row);
  }
  // A row's own number and what follows it stand where they are: only its end is missing.
  const bool plainly_first = columns[0] == Column::number && !cells.empty() &&
                             is_row_number(cells[0]) && best && best->inherited.back();
  const int least = cells.size() == 1 ? 1 : 0;
  if (!best || best_score < least || (doubtful && !plainly_first)) return std::nullopt;
  inherit(*best, above);
  return best;
}

}  // namespace

std::optional<TableRow> fit_row(const std::vector<Column>& columns,
                                const std::vector<std::string_view>& cells, const TableRow* above) {
  std::vector<std::string_view> fitted = cells;
  while (fitted.size() > columns.size() && is_blank_cell(fitted.back())) fitted.pop_back();
  if (fitted.size() > columns.size() || fitted.empty()) return std::nullopt;
  if (fitted.size() < columns.size()) return fit_shorter_row(columns, fitted, above);
  return row_with_gap(columns.size(), fitted, columns.size());
}

Column column_of(std::string_view header) {
  std::string plain = plain_form(header);
  if (plain.ends_with(':')) plain.pop_back();
  if (plain.empty() || plain.size() > 120) return Column::other;
  // Most cells are no labels at all.
  static const RE2 any(
      "号|序|No|NO|#|罚|没收|违|事由|案由|主要事实|原因|机关|机构|当事人|相对人|对象|处理|版本|"
      "来源|平台|商店|市场"
      "|渠道|开发|运营|主办|所属|主体|问题|不合规|结果|应用|App|APP|app|SDK|程序|软件|产品|文件|"
      "规章|法规|制度"
      "|政策|标准|标题|企业|单位|公司|商户|经营者|名单|姓名");
  if (!RE2::PartialMatch(plain, any)) return Column::other;
  // All in one pass: cells are asked by the ten thousand. The first label that fits names the
  // column.
  static const auto* const rules = [] {
    auto* compiled = new RE2::Set(RE2::DefaultOptions, RE2::UNANCHORED);
    for (const Label& label : labels) compiled->Add(label.pattern, nullptr);
    compiled->Compile();
    return compiled;
  }();
  std::vector<int> fitting;
  if (!rules->Match(plain, &fitting)) return Column::other;
  const int first = *std::min_element(fitting.begin(), fitting.end());
  return labels[static_cast<std::size_t>(first)].column;
}

bool is_blank_cell(std::string_view cell) {
  static constexpr std::string_view blanks[] = {"",   "-",  "—",  "——", "/",
                                                "\\", "无", "－", "–",  "--"};
  const std::string_view bare = trim(cell);
  return std::find(std::begin(blanks), std::end(blanks), bare) != std::end(blanks);
}

bool is_version(std::string_view cell) {
  static const RE2 form(
      "^(?:[Vv](?:er(?:sion)?)?\\.?)?\\d{1,10}(?:\\.[0-9A-Za-z_-]+)+(?:[(（][^)）]{0,20}[)）])?$|^["
      "Vv]\\d+$"
      "|^(?:最新|公众)?版(?:本)?$|^最新版本?$|^小程序$");
  return RE2::FullMatch(cell, form);
}

bool is_store(std::string_view cell) {
  return cell.size() <= 90 &&
         has_any(cell,
                 {"应用宝",   "应用市场", "应用商店",   "软件商店",   "AppStore",     "App Store",
                  "APPStore", "豌豆荚",   "官网",       "官方网站",   "手机助手",     "应用汇",
                  "下载站",   "应用中心", "GooglePlay", "微信小程序", "支付宝小程序", "小米商店",
                  "PP助手",   "安智",     "多特",       "太平洋",     "华军",         "当贝",
                  "乐商店",   "游戏中心", "软件园",     "下载园"});
}

bool is_problem(std::string_view cell) {
  return has_any(
      cell, {"违规",     "违反",   "超范围", "强制",     "频繁",     "过度",         "欺骗",
             "误导",     "未明示", "未公开", "未经",     "未提供",   "未按",         "未声明",
             "未告知",   "未取得", "未同步", "注销",     "不给权限", "收集个人信息", "收集使用",
             "个人信息", "自启动", "弹窗",   "隐私政策", "违法",     "漏洞",         "不合理"});
}

}  // namespace regwatch
