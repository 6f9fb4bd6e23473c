#include "parsers/html_bounds.h"

#include <algorithm>

namespace regwatch {
namespace {

constexpr std::uint64_t packed(std::string_view name) {
  std::uint64_t key = 0;
  if (name.size() <= 8) {
    for (const char c : name) key = key << 8 | static_cast<unsigned char>(c);
    return key;
  }
  key = 0xcbf29ce484222325u;
  for (const char c : name) key = (key ^ static_cast<unsigned char>(c)) * 0x100000001b3u;
  return key | 1ull << 63;
}

std::uint64_t hash_of(std::string_view text) { return std::hash<std::string_view>{}(text); }

enum Trait : unsigned {
  is_void = 1,
  is_special = 2,     ///< Stops the search of an end tag that is not of its kind.
  is_barrier = 4,     ///< Bounds a scope (HTML standard §13.2.4.2).
  is_formatting = 8,  ///< Is opened anew when a block ended it.
  closes_p = 16,
  is_table_part = 32,
  sets_marker = 64,
  is_document = 128,  ///< html, head and body: there is one of each.
  is_heading = 256,
};

unsigned traits_of(std::uint64_t name) {
  switch (name) {
    case packed("area"):
    case packed("base"):
    case packed("br"):
    case packed("col"):
    case packed("embed"):
    case packed("frame"):
    case packed("hr"):
    case packed("img"):
    case packed("image"):
    case packed("input"):
    case packed("link"):
    case packed("meta"):
    case packed("param"):
    case packed("source"):
    case packed("track"):
    case packed("wbr"):
    case packed("keygen"):
    case packed("bgsound"):
    case packed("basefont"):
      return is_void;
    case packed("html"):
    case packed("head"):
    case packed("body"):
      return is_document;
    case packed("a"):
    case packed("b"):
    case packed("big"):
    case packed("code"):
    case packed("em"):
    case packed("font"):
    case packed("i"):
    case packed("nobr"):
    case packed("s"):
    case packed("small"):
    case packed("strike"):
    case packed("strong"):
    case packed("tt"):
    case packed("u"):
      return is_formatting;
    case packed("h1"):
    case packed("h2"):
    case packed("h3"):
    case packed("h4"):
    case packed("h5"):
    case packed("h6"):
      return is_special | closes_p | is_heading;
    case packed("table"):
      return is_special | is_barrier | closes_p;
    case packed("td"):
    case packed("th"):
    case packed("caption"):
      return is_special | is_barrier | is_table_part | sets_marker;
    case packed("tr"):
    case packed("tbody"):
    case packed("thead"):
    case packed("tfoot"):
    case packed("colgroup"):
      return is_special | is_table_part;
    case packed("applet"):
    case packed("marquee"):
    case packed("object"):
    case packed("template"):
      return is_special | is_barrier | sets_marker;
    case packed("address"):
    case packed("article"):
    case packed("aside"):
    case packed("blockquote"):
    case packed("center"):
    case packed("details"):
    case packed("dir"):
    case packed("div"):
    case packed("dd"):
    case packed("dl"):
    case packed("dt"):
    case packed("fieldset"):
    case packed("figcaption"):
    case packed("figure"):
    case packed("footer"):
    case packed("form"):
    case packed("header"):
    case packed("hgroup"):
    case packed("li"):
    case packed("listing"):
    case packed("main"):
    case packed("menu"):
    case packed("nav"):
    case packed("ol"):
    case packed("p"):
    case packed("pre"):
    case packed("section"):
    case packed("summary"):
    case packed("ul"):
      return is_special | closes_p;
    case packed("button"):
    case packed("select"):
    case packed("noscript"):
      return is_special;
    default:
      return 0;
  }
}

constexpr std::size_t nowhere = static_cast<std::size_t>(-1);
constexpr std::size_t max_active_formatting = 48;
constexpr std::size_t max_open_formatting = 200;
// HTML standard §13.2.4.3, the "Noah's Ark clause".
constexpr int max_equal_formatting = 3;
constexpr std::uint64_t max_attribute_pairs = 30'000'000;

}  // namespace

void DepthWatch::fail(std::string_view bound, std::uint64_t limit) {
  if (broken_) return;
  broken_ = "more than " + std::to_string(limit) + " " + std::string(bound);
}

void DepthWatch::count_tag() {
  if (++tags_ > bounds_.tags) fail("tags", bounds_.tags);
  // The tree's builder looks through all open elements at nearly every tag.
  work_ += 1 + open_.size();
  if (work_ > bounds_.work) fail("steps in searching open elements", bounds_.work);
}

void DepthWatch::push(std::uint64_t name, unsigned traits) {
  open_.push_back({name, traits});
  if (traits & is_formatting) ++open_formatting_;
  if (traits & sets_marker) formatting_.push_back({});
  if (open_.size() > bounds_.net_depth) fail("elements nested in each other", bounds_.net_depth);
}

void DepthWatch::pop_through(std::size_t index) {
  while (open_.size() > index) {
    const Open top = open_.back();
    open_.pop_back();
    if (top.traits & is_formatting) --open_formatting_;
    if (!(top.traits & sets_marker)) continue;
    while (!formatting_.empty() && formatting_.back().name != 0) formatting_.pop_back();
    if (!formatting_.empty()) formatting_.pop_back();
  }
}

// The index of the innermost open element of that name, the search stopping at such traits.
std::size_t DepthWatch::find_down(std::uint64_t name, unsigned stop_traits) {
  for (std::size_t i = open_.size(); i-- > 0;) {
    ++work_;
    if (open_[i].name == name) return i;
    if (open_[i].traits & stop_traits) return nowhere;
  }
  return nowhere;
}

void DepthWatch::close_list_item(std::uint64_t first, std::uint64_t second) {
  for (std::size_t i = open_.size(); i-- > 0;) {
    ++work_;
    const std::uint64_t name = open_[i].name;
    if (name == first || name == second) return pop_through(i);
    const bool passes = name == packed("address") || name == packed("div") || name == packed("p");
    if ((open_[i].traits & is_special) && !passes) return;
  }
}

void DepthWatch::close_implied(std::uint64_t name, unsigned traits) {
  if (name == packed("li")) close_list_item(name, name);
  if (name == packed("dd") || name == packed("dt")) close_list_item(packed("dd"), packed("dt"));
  if (traits & closes_p) {
    const std::size_t p = find_down(packed("p"), is_barrier);
    if (p != nowhere) pop_through(p);
  }
  if (open_.empty()) return;
  const Open top = open_.back();
  const bool ends_option =
      top.name == packed("option") && (name == packed("option") || name == packed("optgroup"));
  if (ends_option || ((top.traits & is_heading) && (traits & is_heading))) {
    pop_through(open_.size() - 1);
  }
}

// Whether a row or a cell has a table to be in; closes what it ends there.
bool DepthWatch::enter_table_part(std::uint64_t name) {
  const std::size_t table = find_down(packed("table"), 0);
  if (table == nowhere) return false;
  const auto is_cell = [](std::uint64_t n) {
    return n == packed("td") || n == packed("th") || n == packed("caption");
  };
  std::size_t keep = table + 1;
  const auto group = [](std::uint64_t n) {
    return n == packed("tbody") || n == packed("thead") || n == packed("tfoot");
  };
  if (is_cell(name) || name == packed("tr")) {
    if (keep < open_.size() && group(open_[keep].name)) ++keep;
  }
  if (is_cell(name) && keep < open_.size() && open_[keep].name == packed("tr")) ++keep;
  if (keep < open_.size()) pop_through(keep);
  return true;
}

TagFate DepthWatch::open_formatting(std::uint64_t name, unsigned traits,
                                    std::string_view whole_tag) {
  if (name == packed("a") || name == packed("nobr")) close_formatting(name);
  const std::uint64_t tag = hash_of(whole_tag);
  int equal = 0;
  std::size_t active = 0;
  std::size_t oldest = nowhere;
  for (std::size_t i = formatting_.size(); i-- > 0 && formatting_[i].name != 0;) {
    ++active;
    if (formatting_[i].tag == tag) ++equal, oldest = i;
  }
  work_ += active;
  const bool crowded = open_formatting_ >= max_open_formatting ||
                       (active >= max_active_formatting && equal < max_equal_formatting);
  if (crowded && name != packed("a")) {
    if (++left_out_ > bounds_.excess_formatting) {
      fail("formatting elements that nothing closes", bounds_.excess_formatting);
    }
    ++left_out_by_name_[name];
    return TagFate::leave_out;
  }
  if (equal >= max_equal_formatting) {
    formatting_.erase(formatting_.begin() + static_cast<std::ptrdiff_t>(oldest));
  }
  formatting_.push_back({name, tag});
  push(name, traits);
  return TagFate::keep;
}

bool DepthWatch::forget_formatting(std::uint64_t name) {
  for (std::size_t i = formatting_.size(); i-- > 0 && formatting_[i].name != 0;) {
    ++work_;
    if (formatting_[i].name != name) continue;
    formatting_.erase(formatting_.begin() + static_cast<std::ptrdiff_t>(i));
    return true;
  }
  return false;
}

// The adoption agency algorithm (§13.2.6.4.7) keeps the blocks inside a formatting element open.
TagFate DepthWatch::close_formatting(std::uint64_t name) {
  if (const auto it = left_out_by_name_.find(name); it != left_out_by_name_.end()) {
    if (--it->second == 0) left_out_by_name_.erase(it);
    return TagFate::leave_out;
  }
  if (!forget_formatting(name)) return TagFate::keep;
  bool has_block = false;
  for (std::size_t i = open_.size(); i-- > 0;) {
    ++work_;
    if (open_[i].name == name) {
      if (!has_block) {
        pop_through(i);
      } else {
        open_.erase(open_.begin() + static_cast<std::ptrdiff_t>(i));
        --open_formatting_;
      }
      break;
    }
    if (open_[i].traits & is_barrier) break;
    has_block = has_block || (open_[i].traits & is_special);
  }
  return TagFate::keep;
}

TagFate DepthWatch::start_tag(std::string_view tag_name, std::string_view whole_tag,
                              std::size_t attributes) {
  count_tag();
  attribute_pairs_ += static_cast<std::uint64_t>(attributes) * attributes;
  if (attribute_pairs_ > max_attribute_pairs) fail("pairs of attributes", max_attribute_pairs);
  work_ += 1 + formatting_.size();
  const std::uint64_t name = packed(tag_name);
  const unsigned traits = traits_of(name);
  if (traits & (is_void | is_document)) return TagFate::keep;
  if (traits & is_formatting) return open_formatting(name, traits, whole_tag);
  if (traits & is_table_part) {
    if (enter_table_part(name) && name != packed("colgroup")) push(name, traits);
  } else if (name == packed("table")) {
    const std::size_t outer = find_down(name, sets_marker);
    outer != nowhere ? pop_through(outer) : close_implied(name, traits);
    push(name, traits);
  } else {
    close_implied(name, traits);
    push(name, traits);
  }
  return TagFate::keep;
}

TagFate DepthWatch::end_tag(std::string_view tag_name) {
  count_tag();
  const std::uint64_t name = packed(tag_name);
  const unsigned traits = traits_of(name);
  if (traits & (is_void | is_document)) return TagFate::keep;
  if (traits & is_formatting) return close_formatting(name);
  std::size_t found = nowhere;
  if (name == packed("table")) {
    found = find_down(name, 0);
  } else if (traits & is_table_part) {
    found = find_down(name, 0);
    const std::size_t table = find_down(packed("table"), 0);
    if (found != nowhere && table != nowhere && found < table) found = nowhere;
  } else if (traits & is_heading) {
    for (std::size_t i = open_.size(); i-- > 0 && !(open_[i].traits & is_barrier);) {
      if (open_[i].traits & is_heading) {
        found = i;
        break;
      }
    }
  } else {
    found = find_down(name, traits & is_special ? is_barrier : is_special);
  }
  if (found != nowhere) pop_through(found);
  return TagFate::keep;
}

}  // namespace regwatch
