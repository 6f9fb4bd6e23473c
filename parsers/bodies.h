#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace regwatch {

/// Whether the whole text is the name of an authority, a court, a committee or an association:
/// `国家互联网信息办公室`, `上海市通信管理局`, `全国网络安全标准化技术委员会秘书处`.
bool is_body(std::string_view name);

/// The names in a line of nothing but bodies, parted by spaces, tabs, 、, commas or by nothing at
/// all
/// (`国家发展改革委财政部`, where the names of central bodies tell where one ends). Empty where the
/// line is anything else.
std::vector<std::string> bodies_in_line(std::string_view line);

}  // namespace regwatch
