#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.h"
#include "crawler/message.h"
#include "parsers/listing.h"

namespace regwatch {

/// An amount of money that a notice states.
struct Money {
  std::int64_t cents = 0;            ///< Hundredths of the currency's unit: 20万元 is 20,000,000.
  std::string currency = "CNY";      ///< ISO 4217.
  std::optional<std::string> party;  ///< Who pays, where the notice names several.
  bool operator==(const Money&) const = default;
};

/// An app that a notice names, as its table says.
struct App {
  std::string name;
  std::optional<std::string> version;
  std::optional<std::string> developer;
  std::optional<std::string> store;   ///< Where it was got: 应用来源.
  std::vector<std::string> problems;  ///< 所涉问题, one each.
  bool operator==(const App&) const = default;
};

/// What is known of a notice beyond its text. Each fact that is present has its sentences in
/// `evidence` under its JSON name (`comment_deadline`), so has the article's `document_number`. A
/// fact that is not there is absent. A new fact is a member here, its line in each_fact, and a file
/// of its name in parsers/facts/ that reads it.
struct Facts {
  std::optional<CivilDate> comment_deadline;   ///< Ends at 24:00 in China.
  std::vector<std::string> comment_to;         ///< E-mail addresses for comments.
  std::optional<std::string> comment_address;  ///< Postal address for comments, with postcode.
  std::optional<std::string> comment_page;     ///< Address of the page that takes comments.
  std::optional<CivilDate> effective_date;
  std::optional<int> valid_months;          ///< 有效期5年 → 60
  std::optional<CivilDate> expiry_date;     ///< 有效期至2030年2月28日
  std::vector<std::string> issuers;         ///< Issuing bodies, each by its name as printed.
  std::optional<std::string> index_number;  ///< 索引号
  std::vector<std::string> legal_bases;     ///< `《网络安全法》第二十一条`, as printed.
  std::vector<std::string> amends;          ///< Titles of documents that it amends, without 《》.
  std::vector<std::string> repeals;  ///< Titles of documents that it repeals, without 《》.
  std::optional<int> batch;          ///< 2022年第3批 → 3
  std::optional<int> total_batch;    ///< 总第23批 → 23
  std::optional<int> app_count;      ///< Apps that are complained of.
  std::optional<int> party_count;    ///< Companies or persons, likewise.
  std::vector<std::string> parties;  ///< Those that are punished or complained of.
  std::vector<App> apps;
  std::vector<Money> fines;          ///< 罚款; one for each that is imposed.
  std::vector<Money> confiscations;  ///< 没收违法所得
  std::optional<CivilDate> rectify_by;
  std::map<std::string, std::vector<std::string>> evidence;
  std::map<std::string, std::string> files;  ///< Of facts that a file says: the file's name.
};

/// Calls `visit(name, member)` for every fact, in the order in which they are shown: name is its
/// key in JSON, member a pointer to a member of Facts. What stores, prints or merges facts goes by
/// this.
template <class Visit>
void each_fact(Visit visit) {
  visit("comment_deadline", &Facts::comment_deadline);
  visit("comment_to", &Facts::comment_to);
  visit("comment_address", &Facts::comment_address);
  visit("comment_page", &Facts::comment_page);
  visit("effective_date", &Facts::effective_date);
  visit("valid_months", &Facts::valid_months);
  visit("expiry_date", &Facts::expiry_date);
  visit("issuers", &Facts::issuers);
  visit("index_number", &Facts::index_number);
  visit("legal_bases", &Facts::legal_bases);
  visit("amends", &Facts::amends);
  visit("repeals", &Facts::repeals);
  visit("batch", &Facts::batch);
  visit("total_batch", &Facts::total_batch);
  visit("app_count", &Facts::app_count);
  visit("party_count", &Facts::party_count);
  visit("parties", &Facts::parties);
  visit("apps", &Facts::apps);
  visit("fines", &Facts::fines);
  visit("confiscations", &Facts::confiscations);
  visit("rectify_by", &Facts::rectify_by);
}

/// Whether a fact is known at all.
template <class Value>
bool is_known(const std::optional<Value>& value) {
  return value.has_value();
}
template <class Value>
bool is_known(const std::vector<Value>& value) {
  return !value.empty();
}

/// Takes from `more`, with their evidence, the facts that `known` is without. A sentence that says
/// otherwise than what is known is not taken as its evidence. `file` is the name of the file that
/// says `more`; empty: the page does.
void complete_facts(Facts& known, Facts more, std::string_view file = {});
/// Forgets what files said.
void forget_file_facts(Facts& facts);

/// An article page as read.
struct Article {
  std::string title;
  std::string url;
  std::optional<CivilDate> published;
  std::optional<std::string> publisher;        ///< What the page calls 来源, or its issuing body.
  std::optional<std::string> document_number;  ///< 文号
  std::vector<std::string> paragraphs;  ///< Table rows are one paragraph, cells parted by tab.
  std::vector<Attachment> attachments;
  Facts facts;
  std::vector<Request> next_pages;  ///< The other parts of a split article, in order.
  /// Set by a page that holds no text and says where it is: nothing else of it counts then.
  std::optional<Request> text_at;
};

/// Joins the next part of a split article: text and attachments; facts are read anew.
void append_part(Article& first, const Article& part);

}  // namespace regwatch
