#include "render/newsletter_sentences.h"

#include <algorithm>
#include <map>

#include "base/text.h"
#include "render/clean.h"
#include "render/english_phrase.h"
#include "render/english_words.h"
#include "render/fact_phrases.h"
#include "render/labels.h"
#include "render/newsletter_facts.h"

namespace regwatch {
namespace {

constexpr std::string_view the = "the ";

std::string without_the(std::string_view words) {
  if (words.starts_with(the) || words.starts_with("The ")) words.remove_prefix(the.size());
  return std::string(words);
}

// What a title is where nobody wrote one and the words are not all known.
std::string_view noun_of(Kind kind) {
  switch (kind) {
    case Kind::draft:
    case Kind::rule:
    case Kind::other:
      return "document";
    case Kind::plan:
      return "plan";
    case Kind::standard:
      return "standard";
    case Kind::enforcement:
      return "enforcement notice";
    case Kind::interpretation:
      return "interpretation";
    case Kind::licensing:
      return "licensing notice";
    case Kind::report:
      return "report";
    case Kind::event:
      break;
  }
  return "news item";
}

std::string_view verb_of(Kind kind) {
  switch (kind) {
    case Kind::draft:
      return "released";
    case Kind::rule:
    case Kind::plan:
    case Kind::standard:
      return "issued";
    case Kind::enforcement:
    case Kind::interpretation:
    case Kind::licensing:
    case Kind::report:
    case Kind::event:
    case Kind::other:
      break;
  }
  return "published";
}

bool is_out_for_comment(const Notice& notice, const EnglishTitle& title) {
  return notice.classification.kind == Kind::draft || is_draft(title.stage);
}

// What stands in a sentence around the name of the document, by what the notice is to it.
std::string_view pattern_of(Stage stage, std::string_view chinese) {
  switch (stage) {
    case Stage::interpretation:
      return has_any(chinese, {"答记者问", "问答", "答问"}) ? "published a Q&A on {}"
                                                            : "published an interpretation of {}";
    case Stage::amendment:
      return "issued a decision amending {}";
    case Stage::correction:
      return "published a correction to {}";
    case Stage::extension:
      return "extended the period for comments on {}";
    case Stage::feedback:
      return "published the outcome of the consultation on {}";
    default:
      return "";
  }
}

// two other national standards
std::string others_phrase(const EnglishTitle& title) {
  if (title.others <= 0) return "";
  std::string noun = title.several;
  if (title.others == 1 && noun.ends_with('s')) noun.pop_back();
  return english_number(title.others) + " other " + noun;
}

std::string batch_phrase(const Notice& notice) {
  const Facts& facts = notice.facts;
  const auto whole = [&] { return "the " + english_ordinal(*facts.total_batch); };
  if (!facts.batch) return facts.total_batch ? ", " + whole() + " batch overall" : "";
  std::string out = ", the " + english_ordinal(*facts.batch) + " batch";
  if (notice.published) out += " of " + std::to_string(static_cast<int>(notice.published->year()));
  return facts.total_batch ? out + " and " + whole() + " overall" : out;
}

/// What was done and to what, behind who did it; and what the item is called.
class Predicate {
 public:
  Predicate(const Notice& notice, const EnglishTitle& title)
      : notice_(notice), title_(title), draft_(is_out_for_comment(notice, title)) {
    if (notice.english) written_ = clean_line(notice.english->title);
  }

  std::string headline() const {
    if (!written_.empty()) return written_;
    if (!title_.words.empty()) return headline_of_words();
    if (title_.documents > 1) return lead() + in_title_case(several());
    std::string noun = type().empty() ? std::string(noun_of(kind())) : type();
    if (draft_) noun = "draft " + (noun == "document" ? std::string("for comment") : noun);
    return (type().empty() ? "" : lead()) + in_title_case(without_the(noun));
  }

  std::string predicate() const {
    if (!written_.empty()) return of_written();
    if (!title_.words.empty()) return of_words();
    return of_type();
  }

  // What the document is called in Chinese, where the headline says its type alone.
  std::string name() const {
    if (!written_.empty() || !title_.words.empty()) return "";
    // News is no document: its title is quoted.
    return clean_line(
        chinese_name_in(notice_.title, kind() == Kind::event ? EnglishTitle{} : title_));
  }

 private:
  Kind kind() const { return notice_.classification.kind; }

  // News that ends in …提出要求 sets none.
  std::string type() const { return kind() == Kind::event ? "" : title_.type; }

  std::string titled() const {
    std::string out = in_title_case(without_the(title_.words));
    return title_.tail.empty() ? out : out + " " + title_.tail;
  }

  std::string headline_of_words() const {
    if (!title_.deed.empty()) return in_title_case(without_article(title_.words));
    if (title_.stage == Stage::revision_draft) return "Draft Revision of the " + titled();
    if (const std::string before = lead(); !before.empty()) return before + "the " + titled();
    const std::string others = others_phrase(title_);
    const std::string name = (draft_ ? "Draft " : "") + titled();
    return others.empty() ? name : name + " and " + in_title_case(others);
  }

  // `Decision Amending `, before what it amends.
  std::string lead() const {
    if (title_.stage != Stage::interpretation && title_.stage != Stage::amendment) return "";
    std::string_view pattern = pattern_of(title_.stage, notice_.title);
    pattern = pattern.substr(0, pattern.find("{}"));
    return in_title_case(without_article(pattern.substr(pattern.find(' ') + 1)));
  }

  static std::string without_article(std::string_view words) {
    for (const std::string_view article : {"the ", "a ", "an "}) {
      if (words.starts_with(article)) return std::string(words.substr(article.size()));
    }
    return std::string(words);
  }

  std::string for_comment(std::string object) const {
    const bool is_last_call = has_any(notice_.title, {"报批"});
    return "released " + std::move(object) + " for public comment" +
           (is_last_call ? " before approval" : "");
  }

  std::string of_written() const {
    if (draft_) {
      const bool says_so = ascii_lower(written_).starts_with("draft ");
      return for_comment(
          the_name(says_so ? "draft " + written_.substr(6) : "draft " + without_the(written_)));
    }
    if (kind() == Kind::event || kind() == Kind::enforcement || kind() == Kind::report ||
        kind() == Kind::other || kind() == Kind::licensing)
      return std::string(verb_of(kind())) + " “" + written_ + "”" + batch_phrase(notice_);
    return std::string(verb_of(kind())) + " " + the_name(without_the(written_));
  }

  static std::string the_name(const std::string& name) { return std::string(the) + name; }

  std::string of_words() const {
    if (!title_.deed.empty()) return fill_english(title_.deed, title_.words);
    const std::string name = std::string(the) + titled();
    if (const auto pattern = pattern_of(title_.stage, notice_.title); !pattern.empty()) {
      return fill_english(pattern,
                          title_.stage == Stage::extension ? "the draft " + titled() : name);
    }
    if (title_.stage == Stage::revision_draft)
      return for_comment("the draft revision of the " + titled());
    if (draft_) return for_comment(std::string(the) + "draft " + titled() + and_others());
    if (kind() == Kind::event) return "reported on " + title_.words;
    if (kind() == Kind::enforcement && !is_addressed())
      return "published " + numbered(indefinite(title_.words)) + batch_phrase(notice_);
    if (kind() == Kind::enforcement) return "issued " + name + batch_phrase(notice_);
    return std::string(verb_of(kind())) + " " + name + and_others() + batch_phrase(notice_);
  }

  std::string and_others() const {
    const std::string others = others_phrase(title_);
    return others.empty() ? "" : " and " + others;
  }

  static std::string indefinite(const std::string& words) {
    return is_plural(head_noun(words)) ? words : with_article(words);
  }

  std::string numbered(std::string words) const {
    return title_.tail.empty() ? words : std::move(words) + " " + title_.tail;
  }

  // A notice and a circular go to somebody; cases and tables are shown.
  bool is_addressed() const {
    for (const std::string_view noun :
         {"notice", "circular", "opinions", "announcement", "letter"}) {
      if (title_.words.starts_with(noun)) return true;
    }
    return false;
  }

  // 25 national standards
  std::string several() const {
    const bool says_draft = draft_ && !title_.several.starts_with("projects");
    return english_number(title_.documents) + (says_draft ? " draft " : " ") + title_.several;
  }

  std::string of_type() const {
    if (title_.documents > 1 && !lead().empty())
      return fill_english(pattern_of(title_.stage, notice_.title), several());
    if (title_.documents > 1)
      return draft_ ? for_comment(several()) : std::string(verb_of(kind())) + " " + several();
    const auto pattern = pattern_of(title_.stage, notice_.title);
    if (!pattern.empty() && !type().empty()) return fill_english(pattern, with_article(type()));
    if (!draft_) {
      const std::string noun = type().empty() ? std::string(noun_of(kind())) : type();
      return std::string(verb_of(kind())) + " " + with_article(noun) + batch_phrase(notice_);
    }
    if (type().empty()) return for_comment("a draft");
    return for_comment((is_plural(type()) ? "draft " : "a draft ") + type());
  }

  const Notice& notice_;
  const EnglishTitle& title_;
  bool draft_ = false;
  std::string written_;
};

}  // namespace

std::string Sentences::day_phrase(const Notice& notice) const {
  if (!notice.published) return digest_.month ? "In " + english_month(*digest_.month) : "Recently";
  const bool this_year = digest_.month && digest_.month->year() == notice.published->year();
  return "On " + (this_year ? english_day(*notice.published) : english_date(*notice.published));
}

EnglishNames::Publisher Sentences::publisher_of(const std::string& code, CivilDate when) const {
  const auto former = names_.formers.find(code);
  if (former != names_.formers.end() && when <= former->second.until) return former->second.called;
  const auto known = names_.publishers.find(code);
  const bool named = known != names_.publishers.end() && !known->second.name.empty();
  return named ? known->second : EnglishNames::Publisher{clean_line(code, 40), ""};
}

std::string Sentences::in_full(const std::string& code, CivilDate when) const {
  return publisher_of(code, when).name;
}

std::string Sentences::called(const std::string& code, CivilDate when) {
  const auto publisher = publisher_of(code, when);
  if (publisher.brief.empty()) return publisher.name;
  if (!named_.insert(publisher.name).second) return publisher.brief;
  const std::string brief = without_the(publisher.brief);
  return publisher.name == publisher.brief ? publisher.name : publisher.name + " ('" + brief + "')";
}

std::string Sentences::short_name(const Told& told, const EnglishTitle& title,
                                  CivilDate when) const {
  const Makers makers = makers_of_notice(*told.item, title, names_);
  if (makers.codes.empty()) return "";
  const auto publisher = publisher_of(makers.codes.front(), when);
  return without_the(publisher.brief.empty() ? publisher.name : publisher.brief);
}

std::string Sentences::makers_of(const Told& told, const EnglishTitle& title) {
  const Notice& notice = told.notice();
  const Makers makers = makers_of_notice(*told.item, title, names_);
  const CivilDate when = notice.published.value_or(china_date(notice.first_seen));
  std::vector<std::string> all;
  for (const std::string& code : makers.codes) all.push_back(called(code, when));
  if (makers.unnamed > 0) {
    all.push_back(english_number(makers.unnamed) + (all.empty() ? " " : " other ") +
                  (makers.unnamed == 1 ? "authority" : "authorities"));
  }
  if (makers.and_others) all.push_back("other authorities");
  // Who acted jointly by the words of the title is said to have done so by its verb.
  if (all.size() < 2 || !title.deed.empty() || title.makers.size() > 1) return english_list(all);
  return all.front() + ", jointly with " + english_list({all.begin() + 1, all.end()}) + ",";
}

NewsletterItem Sentences::item_of(const Told& told) {
  const Notice& notice = told.notice();
  const EnglishTitle title = english_title_of(notice.title, names_);
  const Predicate english(notice, title);
  const CivilDate when = notice.published.value_or(china_date(notice.first_seen));
  NewsletterItem item;
  item.notice_id = clean_line(notice.id, 40);
  item.title = english.headline();
  item.title_chinese = clean_line(notice.title);
  item.name_chinese = english.name();
  item.url = clean_link(notice.url).value_or("");
  item.publisher = short_name(told, title, when);
  item.comment_deadline = told.deadline ? told.deadline : notice.facts.comment_deadline;
  item.by_person = notice.english && notice.english->by_person;
  item.machine_made = notice.english && !notice.english->by_person;
  item.composed = (!notice.english || notice.english->title.empty()) && !title.words.empty();

  std::string first =
      day_phrase(notice) + ", " + makers_of(told, title) + " " + english.predicate();
  item.sentences.push_back(closed_sentence(first));
  const std::string summary = notice.english ? clean_line(notice.english->summary, 4000) : "";
  if (!summary.empty()) item.sentences.push_back(closed_sentence(summary));
  for (std::string& sentence : fact_sentences(told, title, summary, names_))
    item.sentences.push_back(std::move(sentence));
  item.since_draft = since_draft_sentence(told);
  for (const auto& other : told.item->elsewhere) {
    std::string publisher = without_the(in_full(other.authority, when));
    item.elsewhere.push_back({std::move(publisher), clean_link(other.url).value_or("")});
  }
  return item;
}

}  // namespace regwatch
