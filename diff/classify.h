#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "diff/kind.h"

namespace regwatch {

/// One rule of the data file, in order; the first that matches decides. Patterns are RE2 over the
/// title with half-width letters and spaces removed between Chinese characters.
struct KindRule {
  std::string name;  ///< `procurement`; for `why`.
  Kind kind = Kind::other;
  std::vector<std::string> match;        ///< Any of these.
  std::vector<std::string> unless;       ///< And none of these.
  std::vector<std::string> authorities;  ///< Only titles of these sites; empty: all.
};

/// A topic and its words.
struct TopicRule {
  std::string topic;  ///< `cybersecurity`
  std::vector<std::string> match;
  std::vector<std::string> unless;
  std::vector<Kind> kinds;  ///< Only these kinds; empty: all.
  std::vector<std::string> authorities;
};

/// The content of `classification.toml`, which app/ reads.
struct ClassificationRules {
  std::vector<KindRule> kinds;
  Kind otherwise = Kind::other;
  std::vector<TopicRule> topics;
  std::vector<std::string>
      never_relevant;  ///< Patterns that make a title irrelevant whatever its words.
};

/// Kind and topics of a title. Immutable; safe for any thread.
class Classifier {
 public:
  /// Compiles every pattern; Fault::invalid names the rule and the pattern.
  static Result<Classifier> compile(const ClassificationRules& rules);
  Classifier(Classifier&&) noexcept;
  ~Classifier();

  Classification classify(std::string_view title, std::string_view authority) const;

 private:
  struct Compiled;
  explicit Classifier(std::unique_ptr<Compiled> compiled);
  std::unique_ptr<Compiled> compiled_;
};

}  // namespace regwatch
