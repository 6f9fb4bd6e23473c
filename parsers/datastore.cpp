#include "parsers/datastore.h"

#include "base/text.h"
#include "parsers/html_references.h"
#include "parsers/list_row.h"

namespace regwatch {
namespace {

constexpr std::size_t max_records = 1000;
constexpr std::size_t max_stores = 20;

// What the first element of that name behind `at` holds; moves `at` behind it.
std::optional<std::string_view> next_element(std::string_view xml, std::string_view name,
                                             std::size_t& at) {
  const std::string open = "<" + std::string(name);
  const std::string close = "</" + std::string(name) + ">";
  while ((at = xml.find(open, at)) != xml.npos) {
    at += open.size();
    if (at >= xml.size() || (xml[at] != '>' && !is_space(static_cast<unsigned char>(xml[at]))))
      continue;  // `<recordset>` is no `<record>`.
    const auto begin = xml.find('>', at);
    const auto end = xml.find(close, at);
    if (begin == xml.npos || end == xml.npos || end < begin) break;
    at = end + close.size();
    return xml.substr(begin + 1, end - begin - 1);
  }
  at = xml.size();
  return std::nullopt;
}

std::string_view element(std::string_view xml, std::string_view name) {
  std::size_t at = 0;
  return next_element(xml, name, at).value_or("");
}

// The HTML that an element holds, in CDATA or written with references.
std::string markup_of(std::string_view content) {
  content = trim(content);
  if (content.find("<![CDATA[") != content.npos) {
    std::string markup = replace_all(std::string(content), "<![CDATA[", "");
    return replace_all(std::move(markup), "]]>", "");
  }
  if (content.find('<') != content.npos) return std::string(content);
  std::string markup(content.size(), '\0');
  markup.resize(decode_references(content, markup.data()));
  return markup;
}

Datastore read_store(std::string_view xml) {
  Datastore store;
  std::size_t at = 0;
  while (const auto record = next_element(xml, "record", at)) {
    if (store.records.size() >= max_records) break;
    store.records.push_back(markup_of(*record));
  }
  store.next_group = markup_of(element(xml, "nextgroup"));
  store.total = whole_number(markup_of(element(xml, "totalrecord")));
  store.pages = whole_number(markup_of(element(xml, "totalpage")));
  return store;
}

}  // namespace

std::vector<Datastore> datastores_in(std::string_view body) {
  std::vector<Datastore> stores;
  std::size_t at = 0;
  while (stores.size() < max_stores) {
    const auto xml = next_element(body, "datastore", at);
    if (!xml) break;
    stores.push_back(read_store(*xml));
  }
  return stores;
}

}  // namespace regwatch
