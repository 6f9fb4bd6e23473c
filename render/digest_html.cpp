#include "render/clean.h"
#include "render/digest.h"
#include "render/fact_phrases.h"
#include "render/health_phrases.h"
#include "render/labels.h"
#include "render/outline.h"
#include "render/template.h"

namespace regwatch {
namespace embedded {
std::string_view digest_html_mustache();
}  // namespace embedded

namespace {

using kainjow::mustache::data;
using kainjow::mustache::list;
using kainjow::mustache::object;

constexpr std::size_t shown_attachments = 10;

std::string accent_of(Section::Id id) {
  switch (id) {
    case Section::Id::near:
      return "#8a3ffc";
    case Section::Id::drafts:
    case Section::Id::regulatory:
      return "#1257a6";
    case Section::Id::enforcement:
      return "#c0281d";
    case Section::Id::rules:
    case Section::Id::industry:
      return "#1d7a46";
    case Section::Id::others:
      return "#8a96a3";
    case Section::Id::earlier:
    case Section::Id::changed:
      break;
  }
  return "#b9770e";
}

// Every key is set in every object, for a missing one is looked up in the object around it.
data link_or_false(const std::string& url) {
  const auto link = clean_link(url);
  return link ? data(*link) : data(false);
}

list texts(const std::vector<std::string>& lines) {
  list out;
  for (const auto& line : lines) out.push_back(object{{"text", line}});
  return out;
}

list files_of(const std::vector<Attachment>& attachments) {
  list out;
  for (const Attachment& attachment : attachments) {
    if (out.size() == shown_attachments) {
      const std::size_t more = attachments.size() - shown_attachments;
      out.push_back(object{{"name", "and " + counted(more, "more file")}, {"link", false}});
      break;
    }
    const std::string name = clean_line(attachment.name, 120);
    out.push_back(object{{"name", name.empty() ? "attachment" : name},
                         {"link", link_or_false(attachment.url)}});
  }
  return out;
}

// Escaped here, for the marks are elements.
list hunks_of(const Told& told) {
  list out;
  for (const MarkedHunk& hunk : shown_hunks(told)) {
    out.push_back(object{{"before", text_or_false(marked_html(hunk.before, Side::before))},
                         {"after", text_or_false(marked_html(hunk.after, Side::after))}});
  }
  return out;
}

list elsewhere_of(const Told& told) {
  list out;
  for (const auto& other : told.item->elsewhere) {
    out.push_back(
        object{{"name", clean_line(other.authority, 40)}, {"link", link_or_false(other.url)}});
  }
  return out;
}

list related_lines(const Told& told) {
  list out;
  for (const RelatedNotice* related : related_of(told))
    out.push_back(
        object{{"text", related_phrase(*related)}, {"link", link_or_false(related->url)}});
  return out;
}

std::string particulars_of(const Notice& notice) {
  std::string words = notice.document_number ? clean_line(*notice.document_number, 80) : "";
  const std::string topics = topics_phrase(notice);
  if (!topics.empty()) words += (words.empty() ? "" : " · ") + topics;
  return words;
}

data item_of(const Told& told, const std::string& accent, CivilDate today) {
  const Notice& notice = told.notice();
  object item;
  item["accent"] = accent;
  item["title"] = clean_line(notice.title);
  item["link"] = link_or_false(notice.url);
  item["deadline"] = text_or_false(deadline_phrase(told, today));
  item["near"] = deadline_is_near(told, today);
  item["marks"] = texts(mark_phrases(told));
  item["origin"] = origin_phrase(told);
  item["particulars"] = text_or_false(particulars_of(notice));
  item["facts"] = texts(fact_phrases(notice));
  item["elsewhere"] = elsewhere_of(told);
  item["related"] = related_lines(told);
  item["evidence"] = text_or_false(evidence_phrase(told));
  item["hunks"] = hunks_of(told);
  item["files"] = told.attachments ? files_of(*told.attachments) : list();
  item["id"] = clean_line(notice.id, 40);
  return item;
}

list sections_of(const Outline& outline) {
  list sections;
  for (const Section& section : outline.sections) {
    const std::string accent = accent_of(section.id);
    list items;
    for (const Told& told : section.items) items.push_back(item_of(told, accent, outline.today));
    sections.push_back(object{{"title", section.title},
                              {"count", std::to_string(section.items.size())},
                              {"accent", accent},
                              {"items", items}});
  }
  return sections;
}

list standings_of(const Standings& standings) {
  list out;
  const auto add = [&out](const char* title, const std::vector<std::string>& lines) {
    if (!lines.empty()) out.push_back(object{{"title", title}, {"lines", texts(lines)}});
  };
  add("Could not be read", standing_phrases(standings.unread));
  add("Read, but the page looked wrong", standing_phrases(standings.doubted));
  add("Not looked at", left_out_phrases(standings.left_out));
  add("Read and in order", read_phrases(standings.read));
  return out;
}

data page_of(const Digest& digest, const Outline& outline) {
  object page;
  page["subject"] = digest_subject(digest);
  page["title"] = clean_line(digest.title, 80);
  page["now"] = format_china_time(digest.now);
  page["window"] = text_or_false(window_phrase(digest));
  page["statement"] = text_or_false(outline.statement);
  list counts;
  for (std::size_t i = 0; i < outline.counts.size(); ++i) {
    counts.push_back(
        object{{"text", outline.counts[i]}, {"last", data(i + 1 == outline.counts.size())}});
  }
  page["has_counts"] = !outline.counts.empty();
  page["counts"] = counts;
  page["source_count"] = text_or_false(outline.source_count);
  page["sections"] = sections_of(outline);
  list health;
  for (const HealthPhrase& phrase : health_phrases(outline, digest)) {
    health.push_back(object{{"blind", phrase.blind}, {"text", phrase.text}});
  }
  page["health_heading"] = health_heading(outline);
  page["has_health"] = !health.empty();
  page["health"] = health;
  page["has_sources"] = !outline.source_count.empty();
  page["standings"] = standings_of(outline.standings);
  return page;
}

}  // namespace

std::string digest_as_html(const Digest& digest) {
  return fill_template("digest.html.mustache", embedded::digest_html_mustache(),
                       page_of(digest, outline_of(digest)));
}

}  // namespace regwatch
