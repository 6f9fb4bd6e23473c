#include "diff/cluster.h"

#include <re2/re2.h>

#include <algorithm>
#include <cstdlib>
#include <optional>

#include "base/text.h"
#include "diff/name_match.h"

namespace regwatch {
namespace {

// "详见附件" and a signature: a letter that goes with a file.
constexpr std::size_t letter_characters = 400;
constexpr std::size_t least_characters = 120;
constexpr double same_text = 0.9;
constexpr double same_document_text = 0.6;

/// 国办发〔2026〕6号 is one body's; 2026年第8号公告 and 第3号令 are everybody's.
bool is_own_number(const std::string& number) {
  static const RE2 own(R"(\p{Han}{2,12}[〔\[(（]\d{4}[〕\])）]\d+号)");
  return RE2::FullMatch(number, own);
}

/// News is never the document, and each kind of commentary only its like.
bool same_stage(const Publication& a, const Publication& b) {
  const Stage of_a = a.stage();
  const Stage of_b = b.stage();
  if (is_draft(of_a) && is_draft(of_b)) {
    return (of_a == Stage::later_draft) == (of_b == Stage::later_draft);
  }
  return of_a == of_b;
}

bool same_documents(const Publication& a, const Publication& b) {
  if (a.title.documents.empty() || a.title.documents.size() != b.title.documents.size()) {
    return false;
  }
  return std::all_of(
      a.title.documents.begin(), a.title.documents.end(), [&](const DocumentName& name) {
        return std::any_of(
            b.title.documents.begin(), b.title.documents.end(), [&](const DocumentName& other) {
              return same_name(name, other).has_value() && name.edition == other.edition;
            });
      });
}

std::optional<ClusterMatch> by_number(const Publication& a, const Publication& b) {
  if (!a.document_number || a.document_number != b.document_number) return std::nullopt;
  if (!is_own_number(*a.document_number)) return std::nullopt;
  const bool other_documents = !a.title.documents.empty() && !b.title.documents.empty() &&
                               !same_documents(a, b) &&
                               name_likeness(a.title.whole, b.title.whole) < 0.5;
  if (other_documents) return std::nullopt;
  return ClusterMatch{b.id, 0.97, "the same document number " + *a.document_number};
}

/// A text of its own on both sides has to agree; a letter, or none, does not speak against it.
std::optional<ClusterMatch> by_name(const Publication& a, const Publication& b) {
  const bool same_title = a.title.whole == b.title.whole && !a.title.cut && !b.title.cut;
  if (a.title.shared || b.title.shared || a.title.documents.empty()) return std::nullopt;
  if (!same_documents(a, b) && !same_title) return std::nullopt;
  if (a.stage() == Stage::interpretation || a.stage() == Stage::announced) return std::nullopt;
  const std::string reason = same_title ? "the same title" : "the same document";
  const auto text = text_likeness(a, b, letter_characters);
  if (!text) {
    if (same_reach(a, b) == SameReach::unknown && !same_title) return std::nullopt;
    return ClusterMatch{b.id, 0.85, reason + ", one of them without its text"};
  }
  if (*text < same_document_text) return std::nullopt;
  return ClusterMatch{b.id, 0.95, reason + ", " + percent_of_text(*text)};
}

std::optional<ClusterMatch> by_text(const Publication& a, const Publication& b) {
  const bool shared = a.title.shared || b.title.shared;
  if (!same_numbers(a.title.whole, b.title.whole)) return std::nullopt;
  if (!shared && name_likeness(a.title.whole, b.title.whole) < 0.3) return std::nullopt;
  const auto [shorter, longer] = std::minmax(a.text().characters, b.text().characters);
  if (2 * shorter < longer) return std::nullopt;
  const auto text = text_likeness(a, b, least_characters);
  if (!text || *text < (shared ? 0.98 : same_text)) return std::nullopt;
  return ClusterMatch{b.id, 0.9, percent_of_text(*text)};
}

std::optional<ClusterMatch> same_publication(const Publication& a, const Publication& b) {
  if (a.id == b.id || a.authority == b.authority) return std::nullopt;
  if (!a.published || !b.published) return std::nullopt;
  if (std::abs(days_between(*a.published, *b.published)) > cluster_days) return std::nullopt;
  if (!same_stage(a, b) || a.title.forwarded != b.title.forwarded) return std::nullopt;
  if (same_reach(a, b) == SameReach::no) return std::nullopt;
  if (auto match = by_number(a, b)) return match;
  const bool other_number = a.document_number && b.document_number &&
                            a.document_number != b.document_number &&
                            is_own_number(*a.document_number) && is_own_number(*b.document_number);
  if (other_number) return std::nullopt;
  if (auto match = by_name(a, b)) return match;
  return by_text(a, b);
}

}  // namespace

std::vector<ClusterMatch> same_publications(const Publication& notice,
                                            std::span<const Publication> candidates) {
  std::vector<ClusterMatch> matches;
  for (const Publication& candidate : candidates) {
    if (auto match = same_publication(notice, candidate)) matches.push_back(std::move(*match));
  }
  return matches;
}

}  // namespace regwatch
