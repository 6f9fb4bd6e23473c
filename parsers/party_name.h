#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace regwatch {

/// The organisation that a text without spaces begins with, as far as its name goes:
/// `某集团（北京）有限公司虚假宣传案` → `某集团（北京）有限公司`. Empty where it begins with none.
std::string_view organisation_at_start(std::string_view text);

/// `总裁柳某`, `甲公司董事长兼CEO程某` → the person; any other name as it is.
std::string without_office(const std::string& name);

/// `甲银行及相关责任人员` → `甲银行`, `张某（时任甲银行行长）` → `张某`.
std::string without_staff(std::string name);

/// Whom a heading of a report on cases is about: `案例一：某公司虚假宣传案`,
/// `2.河北籍黄某非法买卖外汇案`; empty where it names nobody. Absent where the line is no such
/// heading.
std::optional<std::string> party_of_case(std::string_view line);

}  // namespace regwatch
