#include "parsers/selector_finder.h"

#include <re2/re2.h>

#include <algorithm>
#include <unordered_set>

#include "base/text.h"
#include "parsers/selector.h"

namespace regwatch {
namespace {

using Nodes = std::vector<Node>;
using Texts = std::vector<std::string>;

constexpr std::size_t most_tried = 400;

// A name that CSS takes unescaped, and that a redesign of one row does not change.
bool is_lasting(std::string_view name) {
  static const RE2 plain("[A-Za-z_][A-Za-z0-9_-]{0,40}");
  static const RE2 state(
      "(?i)(?:on|off|active|act|cur|curr|current|sel|selected|hover|first|last|odd|even|hide|"
      "hidden|"
      "show|open|close|new|hot|top|ng-.*|v-.*|.*\\d{4,}.*|(?:item|li|row|line|bg|num|n|i)[_-]?\\d+"
      ")");
  const re2::StringPiece text = name;
  return RE2::FullMatch(text, plain) && !RE2::FullMatch(text, state);
}

// Names that only lay out tell less than those that say what they hold.
bool lays_out(std::string_view name) {
  static const RE2 layout(
      "(?i)(?:clearfix|clear|cf|fl|fr|left|right|center|row|col.*|container.*|wrap.*|box|main|w\\d+"
      ".*|"
      "[mp][trblxy]?-?\\d+|text-.*|d-.*|flex.*)");
  return RE2::FullMatch(name, layout);
}

Texts classes_of(Node node) {
  Texts names;
  const std::string list = collapse_spaces(node.attribute("class").value_or(""));
  for (const auto name : split(list, ' ')) {
    if (is_lasting(name)) names.emplace_back(name);
  }
  std::stable_partition(names.begin(), names.end(), [](const auto& n) { return !lays_out(n); });
  return names;
}

Texts common_classes(const Nodes& nodes) {
  Texts common = classes_of(nodes.front());
  std::erase_if(common, [&](const std::string& name) {
    return !std::all_of(nodes.begin(), nodes.end(), [&](Node n) { return n.has_class(name); });
  });
  return common;
}

bool same_tag(const Nodes& nodes) {
  return std::all_of(nodes.begin(), nodes.end(),
                     [&](Node n) { return n.tag() == nodes.front().tag(); });
}

// How all of these may be called: `#id` of a single one, `tag.class`, `tag`.
Texts names_of(const Nodes& nodes) {
  Texts names;
  if (!same_tag(nodes)) return names;
  const std::string tag(nodes.front().tag());
  const bool single =
      std::all_of(nodes.begin(), nodes.end(), [&](Node n) { return n == nodes.front(); });
  const std::string_view id = nodes.front().attribute("id").value_or("");
  if (single && is_lasting(id)) names.push_back("#" + std::string(id));
  for (const std::string& name : common_classes(nodes)) names.push_back(tag + "." + name);
  names.push_back(tag);
  return names;
}

bool is_named(const std::string& selector) { return selector.find_first_of("#.") != selector.npos; }

Nodes parents_of(const Nodes& nodes) {
  Nodes parents;
  for (const Node node : nodes) parents.push_back(node.parent());
  return parents;
}

// The ancestors that all share, the nearest first, without the page itself.
Nodes shared_ancestors(const Nodes& nodes) {
  Nodes shared;
  for (Node up = nodes.front().parent(); up && up.tag() != "html"; up = up.parent()) {
    shared.push_back(up);
  }
  for (const Node node : nodes) {
    std::unordered_set<const void*> own;
    for (Node up = node.parent(); up; up = up.parent()) own.insert(up.identity());
    std::erase_if(shared, [&](Node up) { return !own.count(up.identity()); });
  }
  return shared;
}

int place_among_siblings(Node node) {
  int place = 1;
  while ((node = node.previous_sibling())) place += node.is_element();
  return place;
}

// `tag:nth-child(3)` steps below a named ancestor or the body, down to the rows' parent.
Texts counted_paths(const Nodes& rows, const Nodes& shared) {
  Texts paths;
  if (shared.empty() || !same_tag(rows)) return paths;
  std::string below;
  for (const Node up : shared) {
    for (const std::string& name : names_of({up})) {
      if (is_named(name) || name == "body")
        paths.push_back(name + " > " + below + std::string(rows.front().tag()));
    }
    below = std::string(up.tag()) + ":nth-child(" + std::to_string(place_among_siblings(up)) +
            ") > " + below;
  }
  return paths;
}

Texts candidates(const Nodes& rows) {
  Texts out;
  const Texts own = names_of(rows);
  const Nodes parents = parents_of(rows);
  const Texts parent_names = names_of(parents);
  const Nodes shared = shared_ancestors(rows);
  for (const auto& parent : parent_names) {
    if (is_named(parent) && !own.empty()) out.push_back(parent + " > " + own.back());
  }
  for (const auto& name : own) {
    if (is_named(name)) out.push_back(name);
  }
  for (const auto& parent : parent_names) {
    for (const auto& name : own) {
      if (is_named(parent)) out.push_back(parent + " > " + name);
    }
  }
  for (const Node up : shared) {
    for (const auto& around : names_of({up})) {
      if (!is_named(around)) continue;
      for (const auto& name : own) out.push_back(around + " " + name);
      for (const auto& name : own) out.push_back(around + " > " + name);
      for (const auto& parent : parent_names) {
        for (const auto& name : own) {
          out.push_back(around + " " + parent + " > " + name);
          out.push_back(around + " > " + parent + " > " + name);
        }
      }
    }
  }
  for (const auto& parent : parent_names) {
    for (const auto& name : own) out.push_back(parent + " > " + name);
  }
  if (out.size() > most_tried) out.resize(most_tried);
  return out;
}

bool holds_link(Node node) {
  static const Selector& links = known_selector("a[href]");
  return node.matches(links) || node.select_one(links);
}

// How many elements that hold a link a selector gives beside those wanted; none where it does not
// give all of those.
std::optional<std::size_t> extras_of(Node root, const Nodes& wanted, const std::string& css) {
  const auto selector = Selector::compile(css);
  if (!selector) return std::nullopt;
  std::unordered_set<const void*> missing;
  for (const Node node : wanted) missing.insert(node.identity());
  std::size_t extras = 0;
  // A page of thousands of rows is found in part; what lies behind that part is more of the same.
  constexpr std::size_t cut_list = 1000;
  for (const Node node : root.select(*selector)) {
    if (missing.empty() && wanted.size() >= cut_list) break;
    if (missing.erase(node.identity()) == 0 && holds_link(node)) ++extras;
  }
  return missing.empty() ? std::optional(extras) : std::nullopt;
}

// How the addresses of all begin, as they are written: `./20` of `./202609/t20260918_1.html`.
std::string common_start(const Nodes& links) {
  std::string start(links.front().attribute("href").value_or(""));
  for (const Node link : links) {
    const std::string_view href = link.attribute("href").value_or("");
    const auto differs = std::mismatch(start.begin(), start.end(), href.begin(), href.end());
    start.resize(static_cast<std::size_t>(differs.first - start.begin()));
  }
  static const RE2 year("^([^\\d]*(?:\\d{1,3}[^\\d]+)*20)(?:\\d.*)?$");
  std::string century;
  if (RE2::FullMatch(start, year, &century)) return century;
  const auto slash = start.rfind('/');
  start.resize(slash == std::string::npos ? 0 : slash + 1);
  return start.find_first_of("\"'") == std::string::npos ? start : std::string();
}

bool is_first_in_each(const Nodes& rows, const Nodes& wanted, const std::string& css) {
  const auto selector = Selector::compile(css);
  if (!selector) return false;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (wanted[i] && !(rows[i].select_one(*selector) == wanted[i])) return false;
  }
  return true;
}

}  // namespace

std::optional<std::string> selector_of_all(Node root, const std::vector<Node>& wanted) {
  if (wanted.empty()) return std::nullopt;
  for (const std::string& css : candidates(wanted)) {
    if (extras_of(root, wanted, css) == 0u) return css;
  }
  return std::nullopt;
}

std::optional<std::string> loose_selector_of_all(Node root, const std::vector<Node>& wanted) {
  std::optional<std::string> best;
  std::size_t least = wanted.size() / 4 + 2;
  for (const std::string& css : candidates(wanted)) {
    const auto extras = extras_of(root, wanted, css);
    if (extras && *extras < least) best = css, least = *extras;
  }
  return best;
}

std::optional<std::string> counted_selector_of_all(Node root, const std::vector<Node>& wanted) {
  if (wanted.empty()) return std::nullopt;
  for (const std::string& css : counted_paths(wanted, shared_ancestors(wanted))) {
    if (extras_of(root, wanted, css) == 0u) return css;
  }
  return std::nullopt;
}

std::vector<std::string> xpaths_of_all(const std::vector<Node>& rows,
                                       const std::vector<Node>& links) {
  Texts paths;
  if (rows.empty() || rows == links || !same_tag(rows)) return paths;
  const std::string tag(rows.front().tag());
  // The innermost: a table that only lays out has rows as well.
  const std::string row = "//" + tag + "[not(.//" + tag + ")]";
  if (const std::string start = common_start(links); start.size() >= 2)
    paths.push_back(row + "[.//a[starts-with(@href,\"" + start + "\")]]");
  for (const std::string& name : common_classes(links))
    paths.push_back(row + "[.//a[contains(@class,\"" + name + "\")]]");
  return paths;
}

std::vector<std::string> selectors_within(const std::vector<Node>& rows,
                                          const std::vector<Node>& wanted) {
  Nodes known;
  for (const Node node : wanted) {
    if (node) known.push_back(node);
  }
  if (known.empty()) return {};
  Texts tried = names_of(known);
  const Texts own = tried;
  for (const auto& parent : names_of(parents_of(known))) {
    for (const auto& name : own) tried.push_back(parent + " > " + name);
  }
  for (const auto& name : own) {
    if (name.starts_with('#')) continue;
    tried.push_back(name + ":last-child");
    tried.push_back(name + ":nth-child(" + std::to_string(place_among_siblings(known.front())) +
                    ")");
    if (name == "a") tried.push_back("a[title]");
  }
  std::erase_if(tried, [&](const auto& css) { return !is_first_in_each(rows, wanted, css); });
  return tried;
}

}  // namespace regwatch
