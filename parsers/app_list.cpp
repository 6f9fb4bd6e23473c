#include "parsers/app_list.h"

#include <re2/re2.h>

#include <algorithm>
#include <map>

#include "base/text.h"
#include "parsers/respondent.h"
#include "parsers/table.h"
#include "parsers/table_fit.h"

namespace regwatch {
namespace {

constexpr std::size_t most_apps = 5000;

std::optional<std::string> said(std::string_view cell) {
  if (is_blank_cell(cell)) return std::nullopt;
  return collapse_spaces(cell);
}

// `版本号：5.3.0`, `5.3.0版`.
std::string version_in(std::string_view part) {
  static const RE2 form("^(?:应用)?版本(?:号)?[：:]?\\s*|^[Vv]er(?:sion)?[：:.]\\s*");
  std::string version = collapse_spaces(part);
  RE2::Replace(&version, form, "");
  return version;
}

// `《某某》` → `某某`.
std::string name_in(std::string_view printed) {
  std::string name = collapse_spaces(printed);
  if (name.starts_with("《") && name.ends_with("》") && name.find("《", 3) == std::string::npos)
    name = name.substr(3, name.size() - 6);
  return name;
}

bool speaks_of_apps(const Table& table) {
  return table.has(Column::app) &&
         (table.has(Column::version) || table.has(Column::store) || table.has(Column::developer) ||
          table.has(Column::problems) || table.has(Column::violation) ||
          table.has(Column::organisation));
}

// `某某（5.3.0）`, `某某 V5.3.0` under 应用名称及版本.
void part_version(App& app) {
  static const RE2 form(
      "^(.+?)\\s*(?:[（(/ "
      "]|版本[：:]?)\\s*((?:版本[：:]?\\s*)?[Vv]?\\d+(?:\\.[0-9A-Za-z]+)+)[）)]?$");
  std::string name;
  std::string version;
  if (!RE2::FullMatch(app.name, form, &name, &version)) return;
  app.version = version_in(version);
  app.name = name_in(name);
}

ListedApp app_of_row(const Table& table, const TableRow& row) {
  ListedApp listed{{}, row.printed};
  App& app = listed.app;
  app.name = name_in(table.cell(row, Column::app));
  if (const auto version = said(table.cell(row, Column::version)))
    app.version = version_in(*version);
  if (!app.version && table.header(Column::app).find("版本") != std::string_view::npos) {
    part_version(app);
  }
  app.developer = said(table.cell(row, Column::developer));
  if (!app.developer) app.developer = said(table.cell(row, Column::organisation));
  if (!app.developer) app.developer = said(table.cell(row, Column::party));
  app.store = said(table.cell(row, Column::store));
  std::string_view problems = table.cell(row, Column::problems);
  if (problems.empty()) problems = table.cell(row, Column::violation);
  app.problems = problems_of(problems);
  return listed;
}

bool goes_on(const Table& table, const TableRow& row) {
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    if (table.columns[i] == Column::app) return row.inherited[i] || row.cells[i].empty();
  }
  return false;
}

void add_problems(App& app, std::vector<std::string> more) {
  for (std::string& problem : more) {
    if (std::find(app.problems.begin(), app.problems.end(), problem) == app.problems.end()) {
      app.problems.push_back(std::move(problem));
    }
  }
}

// What stands in the brackets behind an app's name: version, store, developer, in any order.
bool read_details(std::string_view details, App& app) {
  std::string parted = replace_all(std::string(details), "，", ",");
  for (const std::string_view mark : {"、", "；", ";", "／", "|"})
    parted = replace_all(std::move(parted), mark, ",");
  bool any = false;
  for (const std::string_view raw : split(parted, ',')) {
    const std::string part = collapse_spaces(raw);
    static const RE2 label(
        "^(?:应用)?(来源|开发者|运营者|运营单位|开发运营者|下载平台|应用商店)[：:]\\s*(.+)$");
    std::string kind;
    std::string value;
    if (RE2::FullMatch(part, label, &kind, &value)) {
      (kind.find("来源") != std::string::npos || kind.find("平台") != std::string::npos ||
               kind.find("商店") != std::string::npos
           ? app.store
           : app.developer) = value;
      any = true;
    } else if (const std::string version = version_in(part);
               version != part || is_version(version)) {
      app.version = version;
      any = true;
    } else if (is_store(part)) {
      app.store = part;
      any = true;
    } else if (part.ends_with("公司") || part.ends_with("中心")) {
      app.developer = part;
    }
  }
  return any;
}

class WordList {
 public:
  explicit WordList(const NoticeText& text) : text_(text) {}

  std::vector<ListedApp> read() {
    for (const std::string& paragraph : text_.paragraphs) {
      if (found_.size() >= most_apps) break;
      if (paragraph.find('\t') == std::string::npos && has_any(paragraph, {"（", "("}) &&
          read_item(paragraph)) {
        below_item_ = true;
        continue;
      }
      if (!read_problem_below(paragraph)) read_titles(paragraph);
      below_item_ = false;
    }
    return std::move(found_);
  }

 private:
  // `1.某某（版本5.3.0，华为应用市场）`, and perhaps what it did.
  bool read_item(const std::string& paragraph) {
    static const RE2 item(
        "^\\s*(?:[（(]?\\d{1,4}[)）]?\\s*[、.．]?|[（(]\\d{1,4}[）)])\\s*(?:App|APP)?[“\"]?《?([^"
        "《》（）()，,。；;：:]{1,60}?)》?[”\"]?"
        "\\s*(?:App|APP)?\\s*[（(]([^（）()]{2,160})[）)]\\s*[：:，,]?(.{0,600})$");
    std::string name;
    std::string details;
    std::string rest;
    if (!RE2::FullMatch(paragraph, item, &name, &details, &rest)) return false;
    App app;
    app.name = name_in(name);
    if (!read_details(details, app) || has_any(rest, {"（版本", "(版本"})) return false;
    app.problems = problems_of(rest);
    if (app.problems.empty() && !problem_.empty()) app.problems = problems_of(problem_);
    add(std::move(app), paragraph);
    return true;
  }

  // What the app of the line above is complained of for.
  bool read_problem_below(const std::string& paragraph) {
    if (!below_item_ || paragraph.size() > 900 || paragraph.find("《") != std::string::npos)
      return false;
    App& app = found_.back().app;
    if (!app.problems.empty() || !is_problem(paragraph)) return false;
    app.problems = problems_of(paragraph);
    return true;
  }

  // `…未明示目的。涉及2款App如下：《甲》（版本1.0，应用宝）、《乙》（1.2，豌豆荚）。`
  void read_titles(const std::string& paragraph) {
    static const RE2 titled(
        "[《“]([^《》“”]{1,60})[》”]\\s*(?:App|APP)?\\s*[（(]([^（）()]{2,160})[）)]");
    const std::size_t first = paragraph.find("《");
    if (paragraph.find('\t') != std::string::npos || first == std::string::npos) {
      return note_problem(paragraph);
    }
    re2::StringPiece rest = paragraph;
    if (first > 0) note_problem(paragraph.substr(0, first));
    std::string name;
    std::string details;
    while (found_.size() < most_apps && RE2::FindAndConsume(&rest, titled, &name, &details)) {
      App app;
      app.name = name_in(name);
      if (!read_details(details, app)) continue;
      if (!problem_.empty()) app.problems = problems_of(problem_);
      add(std::move(app), paragraph);
    }
  }

  // The sentence that heads a list.
  void note_problem(std::string_view words) {
    static const RE2 number(
        "^\\s*(?:[（(]?(?:\\d{1,3}|[一二三四五六七八九十]{1,3})[)）]?[、.．)）]\\s*)");
    static const RE2 list(
        "[。；;，,：:]?\\s*(?:具体)?(?:涉及|涉嫌)?(?:以下|如下|共)?\\s*(?:涉及)?\\s*\\d*\\s*款?(?:"
        "移动)?(?:应用|App|APP)?(?:程序)?(?:包括|名单)?(?:如下|包括|为)?[：:。]?\\s*$");
    std::string problem = collapse_spaces(words);
    const bool is_item = RE2::Replace(&problem, number, "");
    RE2::Replace(&problem, list, "");
    if (problem.size() < 6) return;
    problem_ = is_item && is_problem(problem) && problem.size() <= 900 ? problem : "";
  }

  void add(App app, std::string_view printed) {
    if (app.name.empty()) return;
    const std::string key =
        app.name + "\n" + app.version.value_or("") + "\n" + app.store.value_or("");
    const auto [known, is_new] = known_.emplace(key, found_.size());
    if (is_new) {
      found_.push_back({std::move(app), printed});
    } else {
      add_problems(found_[known->second].app, std::move(app.problems));
    }
  }

  const NoticeText& text_;
  std::vector<ListedApp> found_;
  std::map<std::string, std::size_t> known_;
  std::string problem_;      ///< What the list's own sentence complains of.
  bool below_item_ = false;  ///< The line above names an app.
};

}  // namespace

std::vector<std::string> problems_of(std::string_view cell) {
  std::string text = collapse_spaces(cell);
  // Numbers part first; a number within a word (3年, 2.0) is none.
  static const RE2 number(
      "(^|[。；;，,、\\s]|[\\p{Han}”》])\\s*(?:[（(]?\\d{1,2}[、.．)）]|[①②③④⑤⑥⑦⑧⑨⑩]|[（(]["
      "一二三四五六七八九十]{1,2}[）)])\\s*([\\p{Han}A-Za-z“《])");
  RE2::GlobalReplace(&text, number, "\\1\n\\2");
  static const RE2 mark("[；;。]+");
  RE2::GlobalReplace(&text, mark, "\n");
  // `违规收集个人信息、超范围收集个人信息`: parted where the words behind are a whole problem,
  // unlike those of `强制、频繁、过度索取权限`.
  static const RE2 next(
      "(?:、|，|,| "
      ")((?:APP|App)?(?:违规|违法|违反|超范围|强制用户|欺骗|误导用户|账号注销|不给权限|私自|"
      "未(?:经|明示|公开|同步|提供|说明|合理|按|向|告知|声明|取得|建立|逐一)|"
      "应用分发|定向推送|开屏|弹窗|信息窗口))");
  RE2::GlobalReplace(&text, next, "\n\\1");
  std::vector<std::string> problems;
  for (const std::string_view part : split(text, '\n')) {
    std::string problem = std::string(trim(part));
    for (const std::string_view end : {"、", "，", ",", "："}) {
      if (problem.ends_with(end)) problem.resize(problem.size() - end.size());
    }
    if (count_code_points(problem) < 2 || is_blank_cell(problem)) continue;
    if (std::find(problems.begin(), problems.end(), problem) == problems.end()) {
      problems.push_back(std::move(problem));
    }
  }
  return problems;
}

std::vector<ListedApp> apps_in_tables(const NoticeText& text) {
  std::vector<ListedApp> found;
  for (const Table& table : tables_of(text.paragraphs)) {
    if (!speaks_of_apps(table)) continue;
    bool has_first = false;
    for (const TableRow& row : table.rows) {
      ListedApp listed = app_of_row(table, row);
      if (goes_on(table, row)) {
        if (has_first) add_problems(found.back().app, std::move(listed.app.problems));
        continue;
      }
      has_first = true;
      if (found.size() < most_apps) found.push_back(std::move(listed));
    }
  }
  return found;
}

std::vector<ListedApp> apps_in_words(const NoticeText& text) { return WordList(text).read(); }

}  // namespace regwatch
