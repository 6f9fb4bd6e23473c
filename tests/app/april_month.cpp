#include "tests/app/april_month.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>
#include <stdexcept>

#include "base/text.h"

namespace regwatch::testing {
namespace {

const std::string folder = REGWATCH_SOURCE_DIR "/tests/app/april/";

std::string fixture(const std::string& name) {
  std::ifstream in(folder + name, std::ios::binary);
  if (!in) throw std::runtime_error("there is no fixture " + name);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

std::vector<std::vector<std::string>> table(const std::string& name, std::size_t columns) {
  std::vector<std::vector<std::string>> out;
  for (const auto& line : lines_of(fixture(name))) {
    if (line.empty() || line.front() == '#') continue;
    std::vector<std::string> cells;
    for (const auto cell : split(line, '\t')) cells.emplace_back(cell);
    if (cells.size() != columns) throw std::runtime_error(name + ": columns are missing: " + line);
    out.push_back(std::move(cells));
  }
  return out;
}

std::string paragraphs_of(const std::string& text) {
  std::string out;
  for (const auto paragraph : split(text, '|')) out += "<p>" + std::string(paragraph) + "</p>";
  return out;
}

std::string for_json(const std::string& text) {
  return replace_all(replace_all(text, "\\", "\\\\"), "\"", "\\\"");
}

std::string path_of(const std::string& url) {
  return url.substr(url.find('/', url.find("//") + 2));
}

std::string stem_of(const std::string& url) {
  const std::string name = url.substr(url.rfind('/') + 1);
  return name.substr(0, name.find('.'));
}

std::string parameter_of(const std::string& url, const std::string& name) {
  const auto at = url.find(name + "=");
  if (at == std::string::npos) throw std::runtime_error(url + " has no parameter " + name);
  const auto begin = at + name.size() + 1;
  return url.substr(begin, url.find('&', begin) - begin);
}

std::string value_of(const std::string& name, const MonthRow& row) {
  if (name.starts_with("json:")) return for_json(value_of(name.substr(5), row));
  if (name.starts_with("?")) return parameter_of(row.url, name.substr(1));
  if (name == "title") return row.title;
  if (name == "url") return row.url;
  if (name == "path") return path_of(row.url);
  if (name == "stem") return stem_of(row.url);
  if (name == "date") return row.date;
  if (name == "dotted") return replace_all(row.date, "-", ".");
  if (name == "year") return row.date.substr(0, 4);
  if (name == "month") return row.date.substr(5, 2);
  if (name == "day") return row.date.substr(8, 2);
  if (name == "text") return paragraphs_of(row.text);
  throw std::runtime_error("a template asks for " + name);
}

std::string filled(const std::string& text, const MonthRow& row) {
  std::string out;
  std::size_t at = 0;
  for (std::size_t mark; (mark = text.find("{{", at)) != std::string::npos;) {
    const auto end = text.find("}}", mark);
    out += text.substr(at, mark - at) + value_of(text.substr(mark + 2, end - mark - 2), row);
    at = end + 2;
  }
  return out + text.substr(at);
}

// Newest first, as lists are.
std::string filled_list(const std::string& text, const std::vector<MonthRow>& rows) {
  const auto begin = text.find("@row");
  if (begin == std::string::npos) return text;
  const auto line_end = text.find('\n', begin);
  const auto end = text.find("@end\n", line_end);
  const std::string between = text.substr(begin + 4, line_end - begin - 4);
  const std::string one = text.substr(line_end + 1, end - line_end - 1);
  std::string all;
  for (const MonthRow& row : rows) all += (all.empty() ? "" : between) + filled(one, row);
  return replace_all(text.substr(0, begin) + all + text.substr(end + 5), "{{total}}",
                     std::to_string(rows.size()));
}

// JSON needs no line ends, and has none within a string.
std::string as_type(std::string text, const std::string& name) {
  return name.ends_with(".html") || name.ends_with(".shtml") ? text : replace_all(text, "\n", "");
}

std::string day_of(const MonthRow& row) { return std::max(row.date, std::string("2022-04-01")); }

// Puts pages into a folder and a line for each into a manifest.
class Packing {
 public:
  explicit Packing(const Scratch& scratch) : scratch_(scratch) {}
  void add(const std::string& url, const std::string& type, const std::string& day,
           const std::string& body) {
    const std::string name = "pages/" + std::to_string(++count_);
    scratch_.write(name, body);
    manifest_ += name + "\t" + url + "\t" + type + "\t" + day + "T00:05:00Z\twritten\n";
  }
  void finish() const { scratch_.write("april.tsv", manifest_); }

 private:
  const Scratch& scratch_;
  std::string manifest_;
  int count_ = 0;
};

std::string type_of(const std::string& name) {
  if (name.ends_with(".json")) return "application/json;charset=UTF-8";
  return name.ends_with(".js") ? "application/javascript" : "text/html; charset=UTF-8";
}

}  // namespace

April::April() {
  for (auto& cells : table("month.tsv", 8)) {
    rows_.push_back(
        {cells[0], cells[1], cells[2], cells[3], cells[4], cells[5], cells[6], cells[7]});
  }
  for (auto& cells : table("lists.tsv", 3)) {
    lists_.push_back({cells[0], cells[1], cells[2], type_of(cells[1])});
  }
}

void April::write_captures(const Scratch& scratch) const {
  Packing packing(scratch);
  for (const List& list : lists_) {
    std::vector<MonthRow> rows;
    std::set<std::string> days = {"2022-04-01"};
    for (const MonthRow& row : rows_) {
      if (row.source != list.source) continue;
      rows.push_back(row);
      days.insert(day_of(row));
    }
    std::stable_sort(rows.begin(), rows.end(),
                     [](const MonthRow& a, const MonthRow& b) { return a.date > b.date; });
    const std::string text = fixture("lists/" + list.file);
    for (const auto& day : days) {
      std::vector<MonthRow> shown;
      std::copy_if(rows.begin(), rows.end(), std::back_inserter(shown),
                   [&](const MonthRow& row) { return day_of(row) <= day; });
      packing.add(list.url, list.type, day, as_type(filled_list(text, shown), list.file));
    }
  }
  for (const MonthRow& row : rows_) {
    if (row.page == "-") continue;
    const auto equals = row.page.rfind('=');
    const std::string name = equals == std::string::npos ? row.page : row.page.substr(equals + 1);
    const std::string url = equals == std::string::npos ? row.url : row.page.substr(0, equals);
    packing.add(url, type_of(name), day_of(row),
                as_type(filled(fixture("articles/" + name), row), name));
  }
  packing.finish();
}

}  // namespace regwatch::testing
