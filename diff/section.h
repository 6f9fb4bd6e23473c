#pragma once

#include <optional>
#include <string_view>

namespace regwatch {

enum class Kind;

/// The three parts of a legal newsletter: what binds or is to bind, what is done to those who are
/// bound, and what is planned, built and reported.
enum class NewsSection { regulatory, enforcement, industry };
std::string_view name_of(NewsSection section);
std::optional<NewsSection> news_section_named(std::string_view name);

/// The section of a notice of which only the kind is known: drafts, rules, standards and
/// interpretations are regulatory; enforcement is itself; plans, licences, reports and events are
/// industry; the rest stands in none. The `[[section]]` rules of classification.toml say where
/// authority and title know better (Classifier).
std::optional<NewsSection> section_of(Kind kind);

}  // namespace regwatch
