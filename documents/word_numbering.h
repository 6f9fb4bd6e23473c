#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "documents/xml.h"

namespace regwatch {

/// The automatic numbers of a DOCX (ECMA-376 Part 1 §17.9): 第一条 that nobody typed. Reads the
/// parts numbering.xml and styles.xml and counts along with the paragraphs.
class WordNumbering {
 public:
  static constexpr int levels = 9;

  void read_numbering(XmlNode numbering);
  void read_styles(XmlNode styles);

  /// The number that is shown before a paragraph with these properties (`w:pPr`, may be null), with
  /// the space that parts it from the text; empty where there is none. To be asked once for every
  /// paragraph, in order.
  std::string next(XmlNode properties);

 private:
  struct Level {
    int start = 1;
    std::string format = "decimal";
    std::string text;
    std::string suffix = "tab";
    std::string style;  ///< The paragraph style that stands for this level.
    bool as_digits = false;
    std::optional<int> restart_after;  ///< Restarts after a number of this level (from 1) or above.
  };
  using Levels = std::array<Level, levels>;
  struct List {
    std::string definition;
    std::map<int, Level> changed;
    std::map<int, int> start;
    bool counted = false;
  };
  struct Style {
    std::string based_on;
    std::optional<std::string> list;
    std::optional<int> level;
  };
  struct Place {
    std::string list;
    int level = 0;
  };

  static void read_level(XmlNode node, Level& level);
  std::optional<Place> place_of(XmlNode properties) const;
  std::optional<Place> place_of_style(std::string id) const;
  int level_of_style(const std::string& list, const std::string& style) const;
  const std::string& definition_of(const List& list) const;
  const Level* level_of(const List& list, int level) const;
  int start_of(const List& list, int level) const;
  void count(List& list, int level);
  std::string label(const List& list, int level) const;

  std::map<std::string, Levels> definitions_;
  std::map<std::string, std::string> linked_styles_;  ///< Definitions that another stands for.
  std::map<std::string, List> lists_;
  std::map<std::string, Style> styles_;
  std::string default_style_;
  std::map<std::string, std::array<std::optional<int>, levels>> counters_;
};

}  // namespace regwatch
