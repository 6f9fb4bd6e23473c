#include "render/atom.h"

#include "render/clean.h"

namespace regwatch {
namespace {

constexpr std::string_view atom_type = "application/atom+xml";
constexpr std::string_view archive_mark = "  <fh:archive/>\n";

std::string attribute(std::string_view name, std::string_view value) {
  return " " + std::string(name) + "=\"" + escape_markup(value) + "\"";
}

std::string element(std::string_view name, std::string_view text) {
  const std::string tag(name);
  return "<" + tag + ">" + escape_markup(text) + "</" + tag + ">\n";
}

/// To another document of the feed, whose address lacks its ending.
std::string document_link(std::string_view relation, std::string_view address) {
  if (address.empty()) return "";
  return "  <link" + attribute("rel", relation) + attribute("type", atom_type) +
         attribute("href", std::string(address) + std::string(atom_ending)) + "/>\n";
}

std::string head_of(const FeedPage& page) {
  std::string out = "  " + element("id", page.id) + "  " + element("title", page.title);
  if (!page.description.empty()) out += "  " + element("subtitle", page.description);
  out += "  " + element("updated", feed_time(page.updated));
  if (page.archive) out += archive_mark;
  out += document_link("self", page.address);
  if (!page.home.empty()) {
    out += "  <link" + attribute("rel", "alternate") + attribute("type", "text/html") +
           attribute("href", page.home) + "/>\n";
  }
  out += document_link("current", page.current) + document_link("prev-archive", page.older) +
         document_link("next-archive", page.newer);
  // A feed without entries has to say itself who its author is (RFC 4287 §4.1.1).
  out += "  <author>" + std::string("<name>") + escape_markup(page.title) + "</name></author>\n";
  return out + "  " + element("generator", page.generator);
}

std::string entry_of(const FeedItem& item) {
  std::string out = "  <entry>\n    " + element("id", item.id) + "    " +
                    element("title", item.title) + "    " +
                    element("published", feed_time(item.published)) + "    " +
                    element("updated", feed_time(item.updated)) + "    <author><name>" +
                    escape_markup(item.author) + "</name></author>\n";
  if (!item.url.empty()) {
    out += "    <link" + attribute("rel", "alternate") + attribute("type", "text/html") +
           attribute("href", item.url) + "/>\n";
  }
  for (const auto& file : item.files) {
    out += "    <link" + attribute("rel", "related") + attribute("type", file.media_type) +
           attribute("title", file.name) + attribute("href", file.url) + "/>\n";
  }
  for (const auto& category : item.categories) {
    out += "    <category" + attribute("term", category.term) +
           attribute("scheme", category.scheme) + attribute("label", category.label) + "/>\n";
  }
  return out + "    <content type=\"html\">" + escape_markup(item.html) +
         "</content>\n  </entry>\n";
}

}  // namespace

std::string feed_as_atom(const FeedPage& page) {
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<feed xmlns=\"http://www.w3.org/2005/Atom\""
      " xmlns:fh=\"http://purl.org/syndication/history/1.0\" xml:lang=\"zh-CN\">\n" +
      head_of(page);
  for (const FeedItem& item : page.items) out += entry_of(item);
  return out + "</feed>\n";
}

std::optional<std::string> atom_with_newer(std::string_view archived, std::string_view newer) {
  const std::string link = document_link("next-archive", newer);
  const auto mark = archived.find(archive_mark);
  if (mark == archived.npos) return std::nullopt;
  std::string out(archived);
  // All of the head stands before the first entry, and foreign text holds no `<`.
  if (archived.substr(0, archived.find("  <entry>")).find("\"next-archive\"") == archived.npos)
    out.insert(archived.find("  <author>", mark), link);
  return out;
}

}  // namespace regwatch
