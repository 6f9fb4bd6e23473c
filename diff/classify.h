#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "diff/kind.h"

namespace regwatch {

/// A title as the patterns see it. Titles of announcements quote other documents, and a word means
/// one thing in the announcement and another in what it quotes: a notice that prints measures on
/// penalties is a rule, not a penalty. So there are three readings of each title.
struct TitleViews {
  /// Everything: half-width ASCII; no quotation marks; one `-` per run of dashes; 〔〕【】 as [];
  /// no spaces but between two ASCII letters or digits. Only the first 1024 bytes are read.
  std::string title;
  /// The same with each outermost 《…》 emptied to 《》: what the announcement says itself.
  std::string frame;
  /// The document it speaks of, without notes in brackets at its end: the first 《…》; without one,
  /// what stands between 印发 (发布, 公布, …) and 的通知 (公告, …); otherwise the whole title.
  std::string object;
};
TitleViews views_of(std::string_view title);

/// One rule of the data file, in order; the first that matches decides. Patterns are RE2, letters
/// in any case. Of `match`, `frame` and `object` each that is not empty must match with one of its
/// patterns.
struct KindRule {
  std::string name;  ///< `procurement`; for `why`.
  Kind kind = Kind::other;
  std::vector<std::string> match;        ///< Any of these, in `TitleViews::title`.
  std::vector<std::string> frame;        ///< Any of these, in `TitleViews::frame`.
  std::vector<std::string> object;       ///< Any of these, in `TitleViews::object`.
  std::vector<std::string> unless;       ///< And none of these, in `TitleViews::title`.
  std::vector<std::string> authorities;  ///< Only titles of these sites; empty: all. `FJ-*` stands
                                         ///< for every code that begins so, `!CAC` for all others.
};

/// Where a notice stands whose kind alone would put it elsewhere (section_of); the first that
/// matches decides. Its conditions are those of a kind's rule, and two more.
struct SectionRule {
  std::string name;                    ///< `plan-in-draft`
  std::optional<NewsSection> section;  ///< Absent: in none.
  std::vector<Kind> kinds;             ///< Only these kinds; empty: all.
  std::vector<std::string> because;    ///< Only what these rules of a kind decided; empty: all.
  std::vector<std::string> match;
  std::vector<std::string> frame;
  std::vector<std::string> object;
  std::vector<std::string> unless;
  std::vector<std::string> authorities;
};

/// A topic and its words. Several rules may speak of one topic.
struct TopicRule {
  std::string topic;               ///< `cybersecurity`
  std::vector<std::string> match;  ///< In `TitleViews::title`; what matched is the word reported.
  std::vector<std::string> unless;
  std::vector<Kind> kinds;  ///< Only these kinds; empty: all.
  std::vector<std::string> authorities;
};

/// Titles that are irrelevant whatever their words; the conditions are those of a topic.
struct NeverRule {
  std::string name;
  std::vector<std::string> match;
  std::vector<std::string> unless;
  std::vector<Kind> kinds;
  std::vector<std::string> authorities;
};

/// The content of `classification.toml`, which app/ reads.
struct ClassificationRules {
  std::vector<KindRule> kinds;
  Kind otherwise = Kind::other;
  std::vector<SectionRule> sections;
  std::vector<TopicRule> topics;
  std::vector<NeverRule> never_relevant;
};

/// Kind, section and topics of a title. Immutable; safe for any thread.
class Classifier {
 public:
  /// Compiles every pattern; Fault::invalid names the rule and the pattern.
  static Result<Classifier> compile(const ClassificationRules& rules);
  Classifier(Classifier&&) noexcept;
  Classifier& operator=(Classifier&&) noexcept;
  ~Classifier();

  /// `authority` is the code of the site that published it (`CAC`, `FJ-DIIT`), or empty.
  Classification classify(std::string_view title, std::string_view authority) const;
  /// Section and topics alone, for a kind that a person has set.
  Classification classify_as(Kind kind, std::string_view title, std::string_view authority) const;

 private:
  struct Compiled;
  explicit Classifier(std::unique_ptr<Compiled> compiled);
  std::unique_ptr<Compiled> compiled_;
};

}  // namespace regwatch
