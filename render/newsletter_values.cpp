#include "render/newsletter_values.h"

#include <algorithm>
#include <limits>
#include <utility>
#include <vector>

#include "render/clean.h"
#include "render/english_words.h"
#include "render/labels.h"

namespace regwatch {
namespace {

using kainjow::mustache::data;
using kainjow::mustache::list;
using kainjow::mustache::object;

constexpr std::string_view names[] = {
    "title",         "month",     "month_number", "count",         "empty",         "left_out",
    "sections",      "name",      "anchor",       "mark_id",       "items",         "number",
    "marker",        "indent",    "id",           "title_chinese", "name_chinese",  "untitled",
    "paragraph",     "publisher", "since_draft",  "machine_made",  "by_person",     "elsewhere",
    "link",          "link_id",   "address",      "deadlines",     "has_deadlines", "deadline",
    "deadline_date", "links"};

bool is_ascii_letter_or_digit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

// Every key is set in every object, for a missing one is looked up in the object around it.
class Values {
 public:
  explicit Values(const Escapes& escapes) : escapes_(escapes) {}

  object of(const Newsletter& newsletter) {
    object out;
    list sections;
    std::size_t count = 0;
    for (const NewsletterSection& section : newsletter.sections) {
      sections.push_back(of(section));
      count += section.items.size();
    }
    out["title"] = text(newsletter.title);
    out["month"] = english_month(newsletter.month);
    out["month_number"] = format_date(CivilDate{newsletter.month / 1}).substr(0, 7);
    out["count"] = counted(count, "item");
    out["empty"] = count == 0;
    out["left_out"] =
        newsletter.left_out == 0 ? data(false) : data(counted(newsletter.left_out, "notice"));
    out["sections"] = sections;
    out["deadlines"] = deadlines_of(newsletter);
    out["has_deadlines"] = out["deadlines"].is_non_empty_list();
    out["links"] = links_;
    return out;
  }

 private:
  data text(const std::string& foreign) const {
    const std::string line =
        clean_text(clean_line(foreign, std::numeric_limits<std::size_t>::max()));
    return text_or_false(escapes_.text(line));
  }

  // `link` is what may be followed; `address` is what a reader of paper needs.
  void put_address(object& out, const std::string& url) {
    const auto link = clean_link(url);
    out["link"] = link ? data(escapes_.address(*link)) : data(false);
    out["address"] = link ? data(escapes_.address(*link)) : text(url);
    out["link_id"] = "link" + std::to_string(links_.size() + 1);
    if (link) links_.push_back(object{{"link_id", out["link_id"]}, {"link", out["link"]}});
  }

  // What belongs to an item of a list is indented as far as its text (CommonMark 0.30 §5.2); older
  // parsers want four columns at least.
  static void put_number(object& out, int number) {
    std::string marker = std::to_string(number) + ". ";
    marker.resize(std::max<std::size_t>(marker.size(), 4), ' ');
    out["number"] = std::to_string(number);
    out["indent"] = std::string(marker.size(), ' ');
    out["marker"] = marker;
  }

  object of(const NewsletterItem& item) {
    object out;
    put_number(out, item.number);
    out["id"] = text(item.notice_id);
    out["anchor"] = anchor_of(item);
    out["mark_id"] = next_mark();
    out["title"] = text(item.title);
    out["untitled"] = item.title.empty();
    out["title_chinese"] = text(item.title_chinese);
    out["name_chinese"] = text(item.name_chinese);
    out["publisher"] = text(item.publisher);
    out["paragraph"] = text(item.paragraph());
    out["since_draft"] = text(item.since_draft);
    out["machine_made"] = item.machine_made;
    out["by_person"] = item.by_person;
    put_address(out, item.url);
    list elsewhere;
    for (const NewsletterItem::Elsewhere& other : item.elsewhere) {
      object place{{"publisher", text(other.publisher)}};
      put_address(place, other.url);
      elsewhere.push_back(place);
    }
    out["elsewhere"] = elsewhere;
    return out;
  }

  object of(const NewsletterSection& section) {
    list items;
    for (const NewsletterItem& item : section.items) items.push_back(of(item));
    object out;
    out["name"] = text(section.name);
    out["anchor"] = std::string(name_of(section.section));
    out["mark_id"] = next_mark();
    out["count"] = counted(section.items.size(), "item");
    out["items"] = items;
    return out;
  }

  // Stays when an editor moves the item, and names the notice for `regwatch mark`. A bookmark of
  // Word holds letters, digits and low lines.
  static std::string anchor_of(const NewsletterItem& item) {
    std::string anchor = "notice_";
    for (const char c : item.notice_id) {
      if (is_ascii_letter_or_digit(c)) anchor += c;
    }
    return anchor;
  }

  // The drafts of this newsletter on which a reader can still comment, the soonest first.
  list deadlines_of(const Newsletter& newsletter) const {
    using Row = std::pair<CivilDate, const NewsletterItem*>;
    std::vector<Row> open;
    const CivilDate last{newsletter.month / std::chrono::last};
    for (const NewsletterSection& section : newsletter.sections) {
      for (const NewsletterItem& item : section.items) {
        if (item.comment_deadline && *item.comment_deadline > last)
          open.emplace_back(*item.comment_deadline, &item);
      }
    }
    std::stable_sort(open.begin(), open.end(),
                     [](const Row& a, const Row& b) { return a.first < b.first; });
    list rows;
    for (const auto& [date, item] : open) {
      rows.push_back(
          object{{"deadline", english_date(date)},
                 {"deadline_date", format_date(date)},
                 {"publisher", text(item->publisher)},
                 {"title", text(item->title.empty() ? item->title_chinese : item->title)},
                 {"name_chinese", text(item->title.empty() ? "" : item->name_chinese)},
                 {"untitled", item->title.empty()},
                 {"anchor", anchor_of(*item)}});
    }
    return rows;
  }

  // The first is that of the deadlines.
  std::string next_mark() { return std::to_string(++marks_); }

  Escapes escapes_;
  list links_;
  int marks_ = 1;
};

}  // namespace

object newsletter_values(const Newsletter& newsletter, const Escapes& escapes) {
  return Values(escapes).of(newsletter);
}

std::span<const std::string_view> newsletter_value_names() { return names; }

}  // namespace regwatch
