#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "crawler/source.h"
#include "parsers/article.h"
#include "parsers/listing.h"

namespace regwatch {

/// One fixture: a line of `fixtures/<parser>/addresses.tsv` and the bytes beside it.
struct Fixture {
  std::string parser;  ///< The folder's name.
  std::string name;
  std::string path;
  bool is_article = false;
  std::string url;
  std::string source_url;
  std::string options;  ///< `key=value` parted by `|`; a number as `key:=1`.
  std::string bytes;
};

/// All fixtures of a parser. A file without a line, or a line without a file, fails the test.
std::vector<Fixture> fixtures_of(const std::string& parser);
std::vector<std::string> folders_of_fixtures();
Fixture fixture(const std::string& parser, const std::string& name);
/// A source as a fixture of that parser would have one.
Source source_of(const Fixture& fixture);

Result<Listing> list_of(const Fixture& fixture);
Result<Article> article_of(const Fixture& fixture);
Result<Listing> list_of(const std::string& parser, const std::string& name);
Result<Article> article_of(const std::string& parser, const std::string& name);

/// What was read, in the keys of the command line's JSON, for a person to look over.
std::string golden_text(const Fixture& fixture);

std::string read_file(const std::string& path);

}  // namespace regwatch
