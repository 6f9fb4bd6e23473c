#pragma once

#include <map>
#include <string>

#include "parsers/parser.h"

namespace regwatch {

/// A source of a format with the options that all cases share, and those of one case before them.
inline Source format_source(const std::string& parser, const std::string& url,
                            std::map<std::string, Option> shared,
                            std::map<std::string, Option> more) {
  Source source;
  source.id = "example";
  source.parser = parser;
  source.url = url;
  source.where = {"sources.toml", 1};
  source.options = std::move(shared);
  for (auto& [key, option] : more) source.options[key] = std::move(option);
  return source;
}

/// A page views its body: the bytes live as long as the caller's string.
inline Page format_page(const std::string& url, const std::string& body) {
  Page page;
  page.url = url;
  page.body = body;
  return page;
}

}  // namespace regwatch
