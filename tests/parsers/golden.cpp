#include "tests/parsers/golden.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/text.h"
#include "parsers/parser.h"
#include "tests/parsers/facts/fact_check.h"

namespace regwatch {
namespace {

const std::string fixtures_folder = std::string(REGWATCH_SOURCE_DIR) + "/tests/parsers/fixtures/";

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (c == '\n') {
      out += "\\n";
    } else if (c == '\t') {
      out += "\\t";
    } else {
      out += c;
    }
  }
  return out + "\"";
}

/// Objects and arrays, one member a line.
class Writer {
 public:
  void open(std::string_view key, char bracket) {
    start(key);
    out_ += bracket;
    first_ = true;
    depth_ += 2;
  }
  void close(char bracket) {
    depth_ -= 2;
    if (!first_) out_ += "\n" + std::string(depth_, ' ');
    out_ += bracket;
    first_ = false;
  }
  void text(std::string_view key, std::string_view value) {
    start(key);
    out_ += quoted(value);
  }
  void word(std::string_view key, const std::optional<std::string>& value) {
    if (value) text(key, std::string_view(*value));
  }
  void date(std::string_view key, const std::optional<CivilDate>& value) {
    if (value) text(key, format_date(*value));
  }
  void number(std::string_view key, std::optional<int> value) {
    if (!value) return;
    start(key);
    out_ += std::to_string(*value);
  }
  void texts(std::string_view key, const std::vector<std::string>& values) {
    if (values.empty()) return;
    open(key, '[');
    for (const auto& value : values) text("", std::string_view(value));
    close(']');
  }
  std::string take() { return std::move(out_) + "\n"; }

 private:
  void start(std::string_view key) {
    if (depth_ > 0) out_ += (first_ ? "\n" : ",\n") + std::string(depth_, ' ');
    if (!key.empty()) out_ += quoted(key) + ": ";
    first_ = false;
  }
  std::string out_;
  std::size_t depth_ = 0;
  bool first_ = true;
};

std::string_view name_of(Fault fault) {
  switch (fault) {
    case Fault::broken:
      return "broken";
    case Fault::gone:
      return "gone";
    case Fault::blocked:
      return "blocked";
    case Fault::unreachable:
      return "unreachable";
    default:
      return "other";
  }
}

void write_error(Writer& writer, const Error& error) {
  writer.text("fault", name_of(error.fault));
  writer.text("message", std::string_view(error.message));
}

void write_attachments(Writer& writer, const std::vector<Attachment>& attachments) {
  if (attachments.empty()) return;
  writer.open("attachments", '[');
  for (const auto& file : attachments) {
    writer.open("", '{');
    writer.text("name", std::string_view(file.name));
    writer.text("url", std::string_view(file.url));
    writer.close('}');
  }
  writer.close(']');
}

void write_request(Writer& writer, std::string_view why, const Request& request) {
  writer.open("", '{');
  if (!why.empty()) writer.text("why", why);
  writer.text("request", request.method + " " + request.url);
  if (!request.body.empty()) writer.text("body", std::string_view(request.body));
  writer.word("referer", find_header(request.headers, "Referer"));
  writer.close('}');
}

void write_listing(Writer& writer, const Listing& listing) {
  writer.open("entries", '[');
  for (const auto& entry : listing.entries) {
    writer.open("", '{');
    writer.text("title", std::string_view(entry.title));
    writer.text("url", std::string_view(entry.url));
    writer.date("published", entry.published);
    writer.date("comment_deadline", entry.comment_deadline);
    writer.word("document_number", entry.document_number);
    writer.word("publisher", entry.publisher);
    if (!entry.paragraphs.empty()) writer.text("text", join(entry.paragraphs, "\n"));
    write_attachments(writer, entry.attachments);
    writer.close('}');
  }
  writer.close(']');
  writer.number("total", listing.total);
  if (listing.coverage)
    writer.text("coverage", *listing.coverage == Coverage::complete ? "complete" : "latest");
  writer.texts("doubts", listing.doubts);
  if (listing.next.empty()) return;
  writer.open("next", '[');
  for (const auto& next : listing.next) {
    write_request(writer, next.why == FollowUp::Why::rows ? "rows" : "older", next.request);
  }
  writer.close(']');
}

void write_facts(Writer& writer, const Facts& facts) {
  writer.open("facts", '{');
  writer.date("comment_deadline", facts.comment_deadline);
  writer.texts("comment_to", facts.comment_to);
  writer.word("comment_address", facts.comment_address);
  writer.word("comment_page", facts.comment_page);
  writer.date("effective_date", facts.effective_date);
  writer.date("expiry_date", facts.expiry_date);
  writer.number("valid_months", facts.valid_months);
  writer.number("batch", facts.batch);
  writer.number("total_batch", facts.total_batch);
  writer.word("index_number", facts.index_number);
  if (!facts.apps.empty()) writer.text("apps", shown(facts.apps));
  writer.close('}');
}

void write_article(Writer& writer, const Article& article) {
  writer.text("title", std::string_view(article.title));
  writer.text("url", std::string_view(article.url));
  writer.date("published", article.published);
  writer.word("publisher", article.publisher);
  writer.word("document_number", article.document_number);
  writer.text("text", join(article.paragraphs, "\n"));
  write_attachments(writer, article.attachments);
  write_facts(writer, article.facts);
  if (article.next_pages.empty()) return;
  writer.open("next_pages", '[');
  for (const auto& request : article.next_pages) write_request(writer, "", request);
  writer.close(']');
}

Page page_of_fixture(const Fixture& fixture) {
  Page page;
  page.url = fixture.url;
  page.body = fixture.bytes;
  return page;
}

}  // namespace

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream bytes;
  bytes << file.rdbuf();
  return bytes.str();
}

std::vector<Fixture> fixtures_of(const std::string& parser) {
  std::vector<Fixture> out;
  const std::string folder = fixtures_folder + parser + "/";
  const std::string table = read_file(folder + "addresses.tsv");
  for (const auto line : split(table, '\n')) {
    const auto words = split(line, '\t');
    if (line.empty() || line.front() == '#' || words.size() < 4) continue;
    Fixture fixture;
    fixture.parser = parser;
    fixture.name = std::string(words[0]);
    fixture.path = folder + fixture.name;
    fixture.is_article = words[1] == "article";
    fixture.url = std::string(words[2]);
    fixture.source_url = std::string(words[3]);
    if (words.size() > 4) fixture.options = std::string(words[4]);
    fixture.bytes = read_file(fixture.path);
    out.push_back(std::move(fixture));
  }
  return out;
}

std::vector<std::string> folders_of_fixtures() {
  std::vector<std::string> out;
  for (const auto& entry : std::filesystem::directory_iterator(fixtures_folder)) {
    if (std::filesystem::exists(entry.path() / "addresses.tsv"))
      out.push_back(entry.path().filename().string());
  }
  std::sort(out.begin(), out.end());
  return out;
}

Fixture fixture(const std::string& parser, const std::string& name) {
  for (auto& each : fixtures_of(parser)) {
    if (each.name == name) return each;
  }
  FAIL("no fixture " << parser << "/" << name);
  return {};
}

Source source_of(const Fixture& fixture) {
  Source source;
  source.id = fixture.parser + "-fixture";
  source.url = fixture.source_url;
  source.parser = fixture.parser;
  for (const auto pair : split(fixture.options, '|')) {
    const auto equals = pair.find('=');
    if (equals == pair.npos || equals == 0) continue;
    const std::string value(pair.substr(equals + 1));
    const bool is_number = pair[equals - 1] == ':';
    Option& option = source.options[std::string(pair.substr(0, equals - (is_number ? 1 : 0)))];
    option.where = {"fixture", 1};
    if (is_number) {
      option.value = std::int64_t{std::stoll(value)};
    } else {
      option.value = value;
    }
  }
  return source;
}

Result<Listing> list_of(const Fixture& fixture) {
  return read_list(page_of_fixture(fixture), source_of(fixture));
}

Result<Article> article_of(const Fixture& fixture) {
  return read_article(page_of_fixture(fixture));
}

Result<Listing> list_of(const std::string& parser, const std::string& name) {
  return list_of(fixture(parser, name));
}

Result<Article> article_of(const std::string& parser, const std::string& name) {
  return article_of(fixture(parser, name));
}

std::string golden_text(const Fixture& fixture) {
  Writer writer;
  writer.open("", '{');
  writer.text("address", std::string_view(fixture.url));
  if (fixture.is_article) {
    const auto article = article_of(fixture);
    article ? write_article(writer, *article) : write_error(writer, article.error());
  } else {
    const auto listing = list_of(fixture);
    listing ? write_listing(writer, *listing) : write_error(writer, listing.error());
  }
  writer.close('}');
  return writer.take();
}

}  // namespace regwatch
