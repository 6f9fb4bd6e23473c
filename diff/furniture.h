#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace regwatch {

/// What a page prints around a notice: visit counters, print and share widgets, links to other
/// pages, the moment at which the page was generated. All functions take one paragraph in reading
/// form (diff/normalise.h) and look at its words alone; where it stands is the caller's to weigh.

/// Whether it belongs to the page wherever it stands: a row of widgets, links to the neighbouring
/// pages, the editor's name, the time of generation.
bool is_furniture(std::string_view line);

/// Whether it belongs to the page at the head or the foot of one: the way to it through the site's
/// menus, the menus themselves, who runs the site.
bool is_edge_furniture(std::string_view line);

/// A counter of visits with its label or unit: `浏览次数：1,234`, `1234次浏览`. A notice may state
/// such a number itself.
bool is_counter(std::string_view line);
/// A counter's label that waits for its number in the next paragraph: `浏览次数：`.
bool is_counter_label(std::string_view line);
/// A number by itself, as a counter's label is followed by: `1,234`, `1.2万次`.
bool is_counter_value(std::string_view line);

/// The heading of links to other pages: `相关链接`, `延伸阅读：`. `sure`: that such a heading never
/// stands above something of the notice's own, as 相关文件 may.
struct LinksHeading {
  bool is = false;
  bool sure = false;
};
LinksHeading links_heading(std::string_view line);

/// Whether it can be another page's title in a list of such: short, no sentence, no number or label
/// before it.
bool may_be_title(std::string_view line);

/// Whether a day stands before or behind it as lists print it: `某某办法解读 2026-09-18`, `[09-18]
/// …`.
bool has_list_date(std::string_view line);

/// A row's title without what a list prints on it for a while: `[置顶]`, `[已结束]`, `NEW`, its
/// day.
std::string without_row_marks(std::string_view title);

/// Whether it can be a link below a heading of such, whose title may be anything: short, no
/// sentence, not whom to ask.
bool may_be_link(std::string_view line);

/// A line of labelled particulars above or below the text (`发布时间：… 来源：… 浏览：…`): its
/// labels and values in order, those left out that mean nothing (counters, widgets, who edited it).
/// Dates without their time of day. Empty: no such line.
using Particulars = std::vector<std::pair<std::string, std::string>>;
Particulars particulars_of(std::string_view line);

/// Whether another value behind this label is a change of the notice: its dates and numbers,
/// whether it is in force; not where it was taken from or under which subject it is filed.
bool label_matters(std::string_view label);

/// A line that is a date and nothing else, as a signature ends with.
bool is_date_line(std::string_view line);

}  // namespace regwatch
