#include "diff/lineage.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "base/names.h"
#include "diff/name_match.h"

namespace regwatch {
namespace {

constexpr Names<Relation, 12> relation_names = {{
    {Relation::final_of, "final_of"},
    {Relation::draft_of, "draft_of"},
    {Relation::next_draft_of, "next_draft_of"},
    {Relation::previous_draft_of, "previous_draft_of"},
    {Relation::interprets, "interprets"},
    {Relation::interpreted_by, "interpreted_by"},
    {Relation::amends, "amends"},
    {Relation::amended_by, "amended_by"},
    {Relation::corrects, "corrects"},
    {Relation::corrected_by, "corrected_by"},
    {Relation::extends, "extends"},
    {Relation::extended_by, "extended_by"},
}};

constexpr int year = 366;
constexpr int draft_to_final = 6 * year;
constexpr int draft_to_draft = 4 * year;
constexpr int rule_to_reading = 3 * year;
/// Readings are sometimes put online before the rule is.
constexpr int reading_to_rule = 20;
constexpr int text_to_correction = year;
constexpr int text_to_amendment = 40 * year;
/// Other sites take a publication over within that time.
constexpr int reprint_days = 45;
constexpr int same_draft_days = 8;

// Texts shorter than this are letters that go with a text.
constexpr std::size_t telling_characters = 800;

/// One publication may be what another speaks of.
struct Target {
  const Publication* publication = nullptr;
  NameMatch match;
  int days = 0;  ///< From it to the one that speaks of it.
  bool same_site = false;
};

using Pool = std::vector<const Publication*>;

int days_from(const Publication& from, const Publication& to) {
  return days_between(*from.published, *to.published);
}

bool adopts(const Publication& publication) {
  const Stage stage = publication.stage();
  return (stage == Stage::adopted || stage == Stage::amendment) && !publication.title.forwarded;
}

std::optional<NameMatch> better(std::optional<NameMatch> a, std::optional<NameMatch> b) {
  if (!a || (b && b->confidence > a->confidence)) return b;
  return a;
}

/// The best pair of their names, by name alone.
std::optional<NameMatch> exact_names(const std::vector<DocumentName>& a,
                                     const std::vector<DocumentName>& b) {
  std::optional<NameMatch> best;
  for (const DocumentName& one : a) {
    for (const DocumentName& other : b) best = better(std::move(best), same_name(one, other));
  }
  return best;
}

std::optional<NameMatch> renamed(const Publication& a, const Publication& b) {
  // A notice of several documents has several texts, which say nothing of one.
  if (a.title.documents.size() != 1 || b.title.documents.size() != 1) return std::nullopt;
  const DocumentName& one = a.title.documents.front();
  const DocumentName& other = b.title.documents.front();
  if (!may_be_renamed(one, other)) return std::nullopt;
  const auto text = text_likeness(a, b, telling_characters);
  return text ? like_name(one, other, *text) : std::nullopt;
}

/// Whether a draft and another stage of the same document, as far as names and texts tell.
std::optional<NameMatch> same_document(const Publication& a, const Publication& b) {
  const auto exact = exact_names(a.title.documents, b.title.documents);
  const auto match = exact ? exact : renamed(a, b);
  const SameReach reach = same_reach(a, b);
  if (!match || reach == SameReach::no) return std::nullopt;
  // Comparing texts is dear, and comes last.
  const auto text = text_likeness(a, b, telling_characters);
  if (exact && a.holds_articles && b.holds_articles && text && *text < 0.05) return std::nullopt;
  if (reach == SameReach::unknown && text.value_or(0) < 0.5) return std::nullopt;
  return match;
}

/// Interpretations and amendments: by name, and of a rule that holds where they are published.
std::optional<NameMatch> speaks_of(const std::vector<DocumentName>& names, const Publication& from,
                                   const Publication& target) {
  const auto match = exact_names(names, target.title.documents);
  if (!match) return std::nullopt;
  const bool other_region = same_reach(from, target) == SameReach::no;
  return other_region && !target.title.region.empty() ? std::nullopt : match;
}

double confidence_of(const Target& target) {
  double confidence = target.match.confidence;
  if (target.days > 3 * year) confidence -= 0.04;
  if (target.days > 5 * year) confidence -= 0.06;
  return confidence;
}

Link link_to(const Target& target, Relation relation, std::string_view target_word) {
  Link link;
  link.other_id = target.publication->id;
  link.relation = relation;
  link.confidence = confidence_of(target);
  const int days = std::abs(target.days);
  link.reason = target.match.reason + ", " + std::to_string(days) +
                (days == 1 ? " day " : " days ") +
                (target.days >= 0 ? "after the " : "before the ") + std::string(target_word);
  return link;
}

/// Whether two candidates are one publication on two sites, as far as dates and stages tell.
bool are_copies(const Target& a, const Target& b) {
  return std::abs(a.days - b.days) <= reprint_days &&
         a.publication->stage() == b.publication->stage();
}

/// Of copies on several sites the one on the same site, one whose text was read, the original.
bool is_better_copy(const Target& a, const Target& b) {
  if (a.same_site != b.same_site) return a.same_site;
  const auto has_text = [](const Target& target) {
    return target.publication->text().characters >= telling_characters;
  };
  if (has_text(a) != has_text(b)) return has_text(a);
  if (a.days != b.days) return a.days > b.days;
  return a.publication->id < b.publication->id;
}

/// The nearest in time, a surer name before that.
bool is_nearer(const Target& a, const Target& b) {
  if (a.match.exact != b.match.exact) return a.match.exact;
  if (are_copies(a, b)) return is_better_copy(a, b);
  return std::abs(a.days) < std::abs(b.days);
}

/// The nearest of the pool that `wanted` takes for a target.
template <class Wanted>
std::optional<Target> nearest(const Publication& from, const Pool& pool, Wanted wanted) {
  std::optional<Target> best;
  for (const Publication* candidate : pool) {
    if (candidate->id == from.id || !candidate->published) continue;
    Target target{
        candidate, {}, days_from(*candidate, from), candidate->authority == from.authority};
    const std::optional<NameMatch> match = wanted(*candidate, target.days);
    if (!match) continue;
    target.match = *match;
    if (!best || is_nearer(target, *best)) best = std::move(target);
  }
  return best;
}

/// Whether something adopted under that draft's name lies between the draft and a later day.
bool is_taken(const Publication& draft, const Publication& until, int margin, const Pool& pool) {
  return std::any_of(pool.begin(), pool.end(), [&](const Publication* other) {
    if (other->id == until.id || !other->published || !adopts(*other)) return false;
    const bool between = days_from(draft, *other) > 0 && days_from(*other, until) > margin;
    return between && same_document(draft, *other).has_value();
  });
}

void link_final(const Publication& final_text, const Pool& pool, std::vector<Link>& links) {
  const auto draft = nearest(
      final_text, pool, [&](const Publication& candidate, int days) -> std::optional<NameMatch> {
        if (!is_draft(candidate.stage()) || days < 1 || days > draft_to_final) return std::nullopt;
        auto match = same_document(final_text, candidate);
        if (match && is_taken(candidate, final_text, reprint_days, pool)) return std::nullopt;
        return match;
      });
  if (draft) links.push_back(link_to(*draft, Relation::final_of, "draft"));
}

/// The same draft once more is a reprint. Other sites reprint late, so that there only the text, or
/// the title's own word, makes another draft of it.
bool is_another_draft(const Publication& later, const Publication& earlier, int days) {
  if (later.title.reprinted) return false;
  const auto text = text_likeness(later, earlier, telling_characters);
  if (text && *text > 0.97) return false;
  if (later.stage() == Stage::later_draft) {
    return days >= 1 && (earlier.stage() != Stage::later_draft || days >= reprint_days);
  }
  if (earlier.stage() == Stage::later_draft) return days >= year;
  return days >= same_draft_days && (later.authority == earlier.authority || text.has_value());
}

void link_draft(const Publication& draft, const Pool& pool, std::vector<Link>& links) {
  const auto earlier =
      nearest(draft, pool, [&](const Publication& candidate, int days) -> std::optional<NameMatch> {
        if (!is_draft(candidate.stage()) || days < 1 || days > draft_to_draft) return std::nullopt;
        if (!is_another_draft(draft, candidate, days)) return std::nullopt;
        auto match = same_document(draft, candidate);
        if (match && is_taken(candidate, draft, 0, pool)) return std::nullopt;
        return match;
      });
  if (earlier) links.push_back(link_to(*earlier, Relation::next_draft_of, "draft before it"));
}

void link_reading(const Publication& reading, const Pool& pool, std::vector<Link>& links) {
  const auto& names =
      reading.title.documents.empty() ? reading.text_subject : reading.title.documents;
  const double certainty = reading.title.documents.empty() ? 0.9 : 1.0;
  for (const DocumentName& name : names) {
    const auto rule = nearest(
        reading, pool, [&](const Publication& candidate, int days) -> std::optional<NameMatch> {
          const bool of_stage =
              reading.title.of_draft ? is_draft(candidate.stage()) : adopts(candidate);
          if (!of_stage || days < -reading_to_rule || days > rule_to_reading) return std::nullopt;
          return speaks_of({name}, reading, candidate);
        });
    if (!rule) continue;
    Link link = link_to(*rule, Relation::interprets, reading.title.of_draft ? "draft" : "text");
    link.confidence *= certainty;
    links.push_back(std::move(link));
  }
}

void link_amendment(const Publication& amendment, const Pool& pool, std::vector<Link>& links) {
  std::vector<DocumentName> names = amendment.title.amends;
  names.insert(names.end(), amendment.text_amends.begin(), amendment.text_amends.end());
  for (const DocumentName& name : names) {
    const auto original = nearest(
        amendment, pool, [&](const Publication& candidate, int days) -> std::optional<NameMatch> {
          if (candidate.stage() != Stage::adopted || candidate.title.forwarded) return std::nullopt;
          if (days < 1 || days > text_to_amendment) return std::nullopt;
          auto match = speaks_of({name}, amendment, candidate);
          // Decades are nothing to a law.
          if (match && days > 3 * year) match->confidence += 0.04;
          return match;
        });
    if (!original) continue;
    const bool known = std::any_of(links.begin(), links.end(), [&](const Link& link) {
      return link.other_id == original->publication->id;
    });
    if (!known) links.push_back(link_to(*original, Relation::amends, "text"));
  }
}

bool is_commentary(Stage stage) {
  return stage == Stage::interpretation || stage == Stage::correction ||
         stage == Stage::extension || stage == Stage::feedback;
}

void link_correction(const Publication& correction, const Pool& pool, std::vector<Link>& links) {
  const auto text = nearest(
      correction, pool, [&](const Publication& candidate, int days) -> std::optional<NameMatch> {
        if (is_commentary(candidate.stage()) || candidate.authority != correction.authority)
          return std::nullopt;
        if (days < 0 || days > text_to_correction) return std::nullopt;
        if (correction.title.of_draft != is_draft(candidate.stage())) return std::nullopt;
        return exact_names(correction.title.documents, candidate.title.documents);
      });
  if (text) links.push_back(link_to(*text, Relation::corrects, "text"));
}

void link_extension(const Publication& extension, const Pool& pool, std::vector<Link>& links) {
  const auto draft = nearest(
      extension, pool, [&](const Publication& candidate, int days) -> std::optional<NameMatch> {
        if (!is_draft(candidate.stage()) || days < 0 || days > text_to_correction)
          return std::nullopt;
        if (same_reach(extension, candidate) == SameReach::no) return std::nullopt;
        return exact_names(extension.title.documents, candidate.title.documents);
      });
  if (draft) links.push_back(link_to(*draft, Relation::extends, "draft"));
}

/// What a publication says of earlier ones; of a reading, of a rule put online a few days later.
std::vector<Link> links_of(const Publication& from, const Pool& pool) {
  std::vector<Link> links;
  if (!from.published) return links;
  const Stage stage = from.stage();
  if (adopts(from)) link_final(from, pool, links);
  if (is_draft(stage)) link_draft(from, pool, links);
  if (stage == Stage::interpretation) link_reading(from, pool, links);
  if (adopts(from) && (stage == Stage::amendment || !from.text_amends.empty())) {
    link_amendment(from, pool, links);
  }
  if (stage == Stage::correction) link_correction(from, pool, links);
  if (stage == Stage::extension) link_extension(from, pool, links);
  std::erase_if(links, [](const Link& link) { return link.confidence < least_confidence; });
  return links;
}

}  // namespace

std::string_view name_of(Relation relation) { return name_in(relation_names, relation); }

std::optional<Relation> relation_named(std::string_view name) {
  return value_in(relation_names, name);
}

// The enumerators stand in pairs, the forward one first.
bool is_forward(Relation relation) { return static_cast<int>(relation) % 2 == 0; }

Relation inverse(Relation relation) {
  return static_cast<Relation>(static_cast<int>(relation) ^ 1);
}

std::vector<Link> find_lineage(const Publication& notice, std::span<const Publication> candidates) {
  if (!notice.published) return {};
  Pool pool{&notice};
  for (const Publication& candidate : candidates) {
    if (candidate.id != notice.id) pool.push_back(&candidate);
  }
  std::vector<Link> links = links_of(notice, pool);
  for (const Publication* candidate : pool) {
    if (candidate == &notice || links_of(*candidate, {&notice}).empty()) continue;
    for (Link& link : links_of(*candidate, pool)) {
      if (link.other_id != notice.id) continue;
      link.other_id = candidate->id;
      link.relation = inverse(link.relation);
      links.push_back(std::move(link));
    }
  }
  return links;
}

}  // namespace regwatch
