#pragma once

#include <string_view>
#include <vector>

#include "parsers/article.h"
#include "parsers/fact.h"

namespace regwatch {

/// An app as a table's row or a list in words names it.
struct ListedApp {
  App app;
  std::string_view printed;
};

/// The apps of tables with a column of their names and one more that speaks of apps.
std::vector<ListedApp> apps_in_tables(const NoticeText& text);

/// Those of lists: `1.某某（版本5.3.0，华为应用市场）`,
/// `涉及2款App如下：《甲》（版本1.0，应用宝）、《乙》…` whose problem is what the list's sentence
/// says.
std::vector<ListedApp> apps_in_words(const NoticeText& text);

/// `1.违规收集个人信息 2.超范围收集个人信息`, `甲；乙`, `甲、乙` → one each, without numbers.
std::vector<std::string> problems_of(std::string_view cell);

}  // namespace regwatch
