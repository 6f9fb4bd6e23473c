#include "diff/publication.h"

#include <re2/re2.h>

#include <algorithm>
#include <cmath>
#include <unordered_map>

#include "diff/normalise.h"

namespace regwatch {
namespace {

// Where a commentary says what it is about.
constexpr std::size_t opening_paragraphs = 4;
constexpr std::size_t max_opening_bytes = 3000;

bool begins_articles(std::string_view paragraph) {
  // Every paragraph of every candidate is asked, and next to none begins so: the expression is
  // dearer than a look at the first character behind the spaces (U+3000 is E3 80 80).
  const auto begin = paragraph.find_first_not_of(" \t\n\v\f\r\xE3\x80");
  if (begin == paragraph.npos || !paragraph.substr(begin).starts_with("第一")) return false;
  static const RE2 first("^[\\s\u3000]*第一[条章](?:[\\s\u3000:：]|\\p{Han})");
  return RE2::PartialMatch(paragraph, first);
}

/// One pass looks at the same candidates again and again. Bounded, and of this thread.
TitleReading reading_of(const std::string& title) {
  constexpr std::size_t most = 512;
  constexpr std::size_t longest = 1000;
  if (title.size() > longest) return read_title(title);
  thread_local std::unordered_map<std::string, TitleReading> known;
  if (const auto it = known.find(title); it != known.end()) return it->second;
  if (known.size() >= most) known.clear();
  return known.emplace(title, read_title(title)).first->second;
}

/// "近日，…公布《X》（以下简称《办法》）": the document that a commentary is about is the one for
/// which it makes a short name first.
std::vector<DocumentName> subject_of(std::span<const std::string> paragraphs) {
  static const RE2 named("《([^《》]{4,240})》\\(以下(?:简称|称)");
  std::vector<DocumentName> names;
  for (std::size_t i = 0; i < std::min(paragraphs.size(), opening_paragraphs); ++i) {
    if (paragraphs[i].size() > max_opening_bytes) continue;
    std::string name;
    if (!RE2::PartialMatch(reading_form(paragraphs[i]), named, &name)) continue;
    names.push_back(document_name_of(name));
    break;
  }
  return names;
}

/// `FJ-DIIT` is a body of Fujian; SAC-TC28 and STATE-COUNCIL are national.
std::string_view local_head(std::string_view authority) {
  const auto dash = authority.find('-');
  if (dash == authority.npos) return "";
  const std::string_view head = authority.substr(0, dash);
  return head == "SAC" || head == "STATE" ? "" : head;
}

enum class Reach { national, regional, unnamed_on_local_site };

Reach reach_of(const Publication& publication) {
  if (!publication.title.region.empty()) return Reach::regional;
  const bool local = !local_head(publication.authority).empty();
  return local && publication.title.issuers.empty() ? Reach::unnamed_on_local_site
                                                    : Reach::national;
}

/// 厦门经济特区…条例 is a rule of 厦门市.
bool names_region(const Publication& publication, std::string_view region) {
  for (const std::string_view kind : {"市", "州", "县", "区"}) {
    if (region.ends_with(kind)) region.remove_suffix(kind.size());
  }
  return std::any_of(
      publication.title.documents.begin(), publication.title.documents.end(),
      [&](const DocumentName& name) { return !region.empty() && name.name.starts_with(region); });
}

}  // namespace

Stage Publication::stage() const {
  return title.stage == Stage::announced && holds_articles ? Stage::adopted : title.stage;
}

const Shingles& Publication::text() const {
  if (!text_) text_ = shingles_of(paragraphs);
  return *text_;
}

const Shingles& Publication::sorted_text() const {
  text();
  sort(*text_);
  return *text_;
}

Publication publication_of(const Notice& notice, std::vector<std::string> paragraphs) {
  Publication out;
  out.id = notice.id;
  out.authority = notice.authority;
  out.published = notice.published;
  out.document_number = notice.document_number;
  out.title = reading_of(notice.title);
  for (const std::string& amended : notice.facts.amends) {
    out.text_amends.push_back(document_name_of(amended));
  }
  out.holds_articles = std::any_of(paragraphs.begin(), paragraphs.end(), begins_articles);
  if (out.title.stage == Stage::interpretation && out.title.documents.empty()) {
    out.text_subject = subject_of(paragraphs);
  }
  out.paragraphs = std::move(paragraphs);
  return out;
}

SameReach same_reach(const Publication& a, const Publication& b) {
  if (names_region(a, b.title.region) || names_region(b, a.title.region)) return SameReach::yes;
  const Reach of_a = reach_of(a);
  const Reach of_b = reach_of(b);
  if (of_a == Reach::unnamed_on_local_site || of_b == Reach::unnamed_on_local_site) {
    const bool one_place = local_head(a.authority) == local_head(b.authority);
    return one_place ? SameReach::yes : SameReach::unknown;
  }
  if (of_a != of_b) return SameReach::no;
  return a.title.region == b.title.region ? SameReach::yes : SameReach::no;
}

std::optional<double> text_likeness(const Publication& a, const Publication& b,
                                    std::size_t at_least) {
  if (a.text().characters < at_least || b.text().characters < at_least) return std::nullopt;
  return containment(a.sorted_text(), b.sorted_text());
}

std::string percent_of_text(double likeness) {
  return std::to_string(static_cast<int>(std::floor(likeness * 100))) +
         " % of the text is the same";
}

}  // namespace regwatch
