#include "documents/word_numbering.h"

#include <algorithm>

#include "base/text.h"
#include "documents/word_numbers.h"

namespace regwatch {
namespace {

constexpr int most_styles_deep = 20;

std::string value_of(XmlNode node) { return node.attribute("val").value_or(""); }

bool is_on(XmlNode node) {
  if (!node) return false;
  const std::string value = value_of(node);
  return value != "0" && value != "false" && value != "off";
}

bool ends_with_mark(const std::string& label) {
  for (const std::string_view mark : {"、", "）", "．", "。", "：", "】", "〕", "》"}) {
    if (label.size() >= mark.size() &&
        std::string_view(label).substr(label.size() - mark.size()) == mark)
      return true;
  }
  return false;
}

}  // namespace

void WordNumbering::read_level(XmlNode node, Level& level) {
  for (XmlNode part = node.first_child(); part; part = part.next_sibling()) {
    const std::string_view name = part.name();
    if (name == "start") level.start = part.number("val").value_or(1);
    if (name == "numFmt") level.format = value_of(part);
    if (name == "lvlText") level.text = value_of(part);
    if (name == "suff") level.suffix = value_of(part);
    if (name == "pStyle") level.style = value_of(part);
    if (name == "isLgl") level.as_digits = is_on(part);
    if (name == "lvlRestart") level.restart_after = part.number("val");
    // Word writes newer formats as an alternative; the fallback repeats decimal.
    if (name == "AlternateContent") {
      if (const XmlNode choice = part.child("Choice").child("numFmt"))
        level.format = value_of(choice);
    }
  }
}

void WordNumbering::read_numbering(XmlNode numbering) {
  for (XmlNode node = numbering.first_child(); node; node = node.next_sibling()) {
    if (node.name() == "abstractNum") {
      const std::string id = node.attribute("abstractNumId").value_or("");
      Levels& definition = definitions_[id];
      if (const XmlNode link = node.child("numStyleLink")) linked_styles_[id] = value_of(link);
      for (XmlNode level = node.child("lvl"); level; level = level.sibling("lvl")) {
        const int index = level.number("ilvl").value_or(-1);
        if (index >= 0 && index < levels) read_level(level, definition[index]);
      }
    } else if (node.name() == "num") {
      List& list = lists_[node.attribute("numId").value_or("")];
      list.definition = value_of(node.child("abstractNumId"));
      for (XmlNode change = node.child("lvlOverride"); change;
           change = change.sibling("lvlOverride")) {
        const int index = change.number("ilvl").value_or(-1);
        if (index < 0 || index >= levels) continue;
        if (const XmlNode level = change.child("lvl")) read_level(level, list.changed[index]);
        if (const auto start = change.child("startOverride").number("val"))
          list.start[index] = *start;
      }
    }
  }
}

void WordNumbering::read_styles(XmlNode styles) {
  for (XmlNode node = styles.child("style"); node; node = node.sibling("style")) {
    const std::string id = node.attribute("styleId").value_or("");
    Style& style = styles_[id];
    style.based_on = value_of(node.child("basedOn"));
    const XmlNode number = node.child("pPr").child("numPr");
    if (const XmlNode list = number.child("numId")) style.list = value_of(list);
    style.level = number.child("ilvl").number("val");
    if (node.attribute("type") == "paragraph" && node.attribute("default") == "1")
      default_style_ = id;
  }
}

// A style's level is the one that names it, whatever else it says.
int WordNumbering::level_of_style(const std::string& list, const std::string& style) const {
  const auto found = lists_.find(list);
  if (found == lists_.end()) return 0;
  for (int level = 0; level < levels; ++level) {
    const Level* each = level_of(found->second, level);
    if (each != nullptr && each->style == style) return level;
  }
  return -1;
}

std::optional<WordNumbering::Place> WordNumbering::place_of_style(std::string id) const {
  std::optional<int> level;
  const std::string first = id;
  for (int depth = 0; depth < most_styles_deep; ++depth) {
    const auto found = styles_.find(id);
    if (found == styles_.end()) return std::nullopt;
    const Style& style = found->second;
    if (!level) level = style.level;
    if (style.list) {
      const int named = level_of_style(*style.list, first);
      return Place{*style.list, named > 0 ? named : level.value_or(std::max(named, 0))};
    }
    id = style.based_on;
  }
  return std::nullopt;
}

std::optional<WordNumbering::Place> WordNumbering::place_of(XmlNode properties) const {
  const XmlNode style = properties.child("pStyle");
  auto place = place_of_style(style ? value_of(style) : default_style_);
  const XmlNode own = properties.child("numPr");
  if (!own) return place;
  if (const XmlNode list = own.child("numId")) {
    if (!place) place.emplace();
    place->list = value_of(list);
  }
  if (const auto level = own.child("ilvl").number("val"); level && place) place->level = *level;
  return place;
}

// A definition may be another one's, by way of a numbering style.
const std::string& WordNumbering::definition_of(const List& list) const {
  const auto link = linked_styles_.find(list.definition);
  if (link == linked_styles_.end()) return list.definition;
  const auto style = styles_.find(link->second);
  if (style == styles_.end() || !style->second.list) return list.definition;
  const auto other = lists_.find(*style->second.list);
  return other == lists_.end() ? list.definition : other->second.definition;
}

const WordNumbering::Level* WordNumbering::level_of(const List& list, int level) const {
  const auto changed = list.changed.find(level);
  if (changed != list.changed.end()) return &changed->second;
  const auto definition = definitions_.find(definition_of(list));
  if (definition == definitions_.end()) return nullptr;
  return &definition->second[static_cast<std::size_t>(level)];
}

int WordNumbering::start_of(const List& list, int level) const {
  const auto start = list.start.find(level);
  if (start != list.start.end()) return start->second;
  const Level* each = level_of(list, level);
  return each == nullptr ? 1 : each->start;
}

// Lists of one definition count on together, unless one says where it starts.
void WordNumbering::count(List& list, int level) {
  auto& counters = counters_[definition_of(list)];
  if (!list.counted) {
    for (const auto& [index, start] : list.start) counters[static_cast<std::size_t>(index)].reset();
    list.counted = true;
  }
  auto& own = counters[static_cast<std::size_t>(level)];
  own = own ? std::min(*own, 1'000'000) + 1 : start_of(list, level);
  for (int above = 0; above < level; ++above) {
    auto& counter = counters[static_cast<std::size_t>(above)];
    if (!counter) counter = start_of(list, above);
  }
  for (int below = level + 1; below < levels; ++below) {
    const Level* each = level_of(list, below);
    const auto restart = each == nullptr ? std::nullopt : each->restart_after;
    if (restart && (*restart == 0 || level + 1 > *restart)) continue;
    counters[static_cast<std::size_t>(below)].reset();
  }
}

std::string WordNumbering::label(const List& list, int level) const {
  const Level* own = level_of(list, level);
  if (own == nullptr || own->format == "bullet" || own->format == "none") return "";
  const auto& counters = counters_.at(definition_of(list));
  std::string out;
  for (std::size_t i = 0; i < own->text.size(); ++i) {
    const int index = own->text[i] == '%' && i + 1 < own->text.size() ? own->text[i + 1] - '1' : -1;
    if (index < 0 || index >= levels) {
      out += own->text[i];
      continue;
    }
    ++i;
    const Level* part = level_of(list, index);
    const int number = counters[static_cast<std::size_t>(index)].value_or(part->start);
    out += format_list_number(number, own->as_digits ? "decimal" : part->format);
  }
  out = trim(out);
  if (out.empty() || own->suffix == "nothing" || ends_with_mark(out)) return out;
  return out + " ";
}

std::string WordNumbering::next(XmlNode properties) {
  const auto place = place_of(properties);
  if (!place || place->level < 0 || place->level >= levels) return "";
  const auto list = lists_.find(place->list);
  if (list == lists_.end()) return "";
  count(list->second, place->level);
  return label(list->second, place->level);
}

}  // namespace regwatch
