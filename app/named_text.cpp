#include "app/named_text.h"

#include <re2/re2.h>

#include <filesystem>
#include <iostream>

#include "app/commands.h"
#include "app/exit_status.h"
#include "base/text.h"
#include "diff/announced_document.h"
#include "diff/run.h"
#include "documents/document_reader.h"
#include "documents/kind.h"
#include "parsers/charset.h"
#include "parsers/page_problem.h"
#include "parsers/parser.h"
#include "parsers/plain_text.h"
#include "parsers/text_of.h"
#include "render/outline.h"
#include "storage/notices.h"

namespace regwatch {
namespace {

// An address that a saved page without one is read with; links resolve against it and are not
// followed.
constexpr std::string_view no_address = "http://saved.invalid/";

// ── files ───────────────────────────────────────────────────────────────────────────────────────

bool is_page(const std::string& bytes, const std::string& name) {
  const std::string extension = extension_of_name(name);
  return kind_of_document(bytes, name) == DocumentKind::html || extension == "html" ||
         extension == "htm" || extension == "shtml";
}

// `<!-- saved from url=(0042)https://www.cac.gov.cn/… -->`, as browsers write it.
std::string saved_from(std::string_view page) {
  static const RE2 mark(R"(<!-- saved from url=\(\d{4}\)(https?://[^\s>]+))");
  const std::string_view head = page.substr(0, 4096);
  std::string url;
  RE2::PartialMatch(head, mark, &url);
  return url;
}

[[noreturn]] void judged_not_good(const std::string& file, const Error& error) {
  const std::string why = replace_all(error.message, std::string(no_address) + ": ", "");
  throw CommandError(exit_not_well,
                     file + ": " + std::string(name_of(verdict_of(error))) + ": " + why);
}

// Of a page in which no reader finds an article: all of its text.
std::vector<std::string> whole_text(const std::string& utf8) {
  const auto html = Html::parse(utf8);
  return html ? paragraphs_of(html->select_one("body")) : std::vector<std::string>();
}

NamedText text_of_page(const std::string& file, const std::string& bytes, std::string url) {
  const std::string utf8 = decode_text(bytes).text;
  if (url.empty()) url = saved_from(utf8);
  Page page;
  page.url = url.empty() ? std::string(no_address) : url;
  page.body = bytes;
  auto article = read_article(page);
  if (article) {
    for (const Request& part : article->next_pages)
      std::cerr << "regwatch: " << file << " goes on at " << part.url << '\n';
    std::string detail = file;
    if (article->published) detail += ", published " + format_date(*article->published);
    return {{article->title.empty() ? file : article->title, detail}, article->paragraphs};
  }
  page.body = utf8;
  if (page_problem(page)) judged_not_good(file, article.error());
  auto paragraphs = whole_text(utf8);
  if (paragraphs.empty()) judged_not_good(file, article.error());
  return {{file, ""}, std::move(paragraphs)};
}

// A page saved with all that it shows (RFC 2557, MHTML).
bool is_mail_of_page(std::string_view text) {
  const std::string_view head = text.substr(0, 4096);
  return icontains(head, "MIME-Version:") && icontains(head, "multipart/related");
}

// A text that broke off would show as articles that were deleted.
std::vector<std::string> whole_or_throw(const std::string& called, const DocumentText& text) {
  const bool is_whole = text.outcome == DocumentText::Outcome::read && !text.paragraphs.empty();
  if (is_whole && text.problem.empty()) return text.paragraphs;
  const std::string why = text.problem.empty() ? "it holds no text" : text.problem;
  if (!is_whole)
    throw CommandError(exit_data, called + ": " + std::string(name_of(text.outcome)) + ": " + why);
  std::cerr << "regwatch: " << called << ": " << why << '\n';
  return text.paragraphs;
}

NamedText text_of_plain(const std::string& path, const std::string& name, const std::string& utf8) {
  if (is_mail_of_page(utf8))
    throw CommandError(exit_data, path + ": is an MHTML archive; save the page as HTML");
  if (looks_like_json(utf8))
    throw CommandError(exit_data, path +
                                      ": is JSON; name the address it came from (--url-a, "
                                      "--url-b), so that its reader is known");
  auto paragraphs = paragraphs_of_plain_text(utf8);
  if (paragraphs.empty()) throw CommandError(exit_data, path + ": holds no text");
  return {{name, ""}, std::move(paragraphs)};
}

NamedText text_of_file(const std::string& path, const std::string& url) {
  std::string bytes = read_file(path);
  const std::string name = std::filesystem::path(path).filename().string();
  if (is_document(bytes, name))
    return {{name, ""}, whole_or_throw(path, read_document({name, "", std::move(bytes)}))};
  if (!url.empty() || is_page(bytes, name)) return text_of_page(name, bytes, url);
  if (is_binary(bytes)) throw CommandError(exit_data, path + ": a file of no kind that is known");
  return text_of_plain(path, name, decode_text(bytes).text);
}

// ── notices ─────────────────────────────────────────────────────────────────────────────────────

// Which file is the text, where the page does no more than announce it.
std::optional<int> announced_file(const std::string& called, const Version& version) {
  const DocumentPlace place = place_of_document(version);
  if (place.file) return static_cast<int>(*place.file) + 1;
  if (place.is_in_doubt) {
    std::cerr << "regwatch: the page of " << called << " is compared; "
              << (place.any_file_read ? "several of its files may be the document"
                                      : "none of its files was read as a document")
              << " (" << called << ":1 names the first)\n";
  }
  return std::nullopt;
}

std::string reference_to(const Notice& notice, const Version& version) {
  return notice.id + "@" + std::to_string(version.number);
}

const AttachmentState& file_or_throw(const std::string& called, const Version& version, int file) {
  const auto count = static_cast<int>(version.files.size());
  if (file >= 1 && file <= count) return version.files[static_cast<std::size_t>(file) - 1];
  throw CommandError(exit_usage, called + " has " +
                                     (count == 0 ? "no files" : std::to_string(count) + " files") +
                                     "; there is no file " + std::to_string(file));
}

std::vector<std::string> text_of_attachment(const std::string& called,
                                            const AttachmentState& file) {
  const std::string described = called + " (" + to_valid_utf8(file.attachment.name) + ")";
  if (file.text) return whole_or_throw(described, *file.text);
  throw CommandError(exit_data,
                     described + ": " + (file.problem.empty() ? "it was not read" : file.problem));
}

Version version_or_throw(Notices& notices, const Notice& notice, std::optional<int> number) {
  auto version = number ? notices.version(notice.id, *number) : notices.newest_version(notice.id);
  if (version) return std::move(*version);
  throw CommandError(exit_usage, number ? notice.id + " has no version " + std::to_string(*number)
                                        : notice.id + ": its page was not read yet");
}

}  // namespace

std::optional<NoticeReference> notice_reference(const std::string& text) {
  static const RE2 pattern(R"(([0-9a-hjkmnp-tv-z]{7,52})(?:@(\d{1,6}))?(?::(\d{1,4}))?)");
  NoticeReference reference;
  std::string version;
  std::string file;
  if (!RE2::FullMatch(text, pattern, &reference.id, &version, &file)) return std::nullopt;
  if (!version.empty()) reference.version = std::stoi(version);
  if (!file.empty()) reference.file = std::stoi(file);
  return reference;
}

NamedText text_of_version(Installation& installation, const Notice& notice,
                          const Version& plain_version, std::optional<int> file) {
  Version version = plain_version;
  Notices(installation.database(Database::Mode::read_only)).load_file_texts(version);
  const std::string called = reference_to(notice, version);
  NamedText out;
  out.heading.name = version.article.title.empty() ? notice.title : version.article.title;
  out.heading.detail = called + ", read " + format_china_time(version.fetched_at) + " China time";
  if (!file) file = announced_file(called, version);
  if (!file) {
    out.paragraphs = version.article.paragraphs;
    return out;
  }
  const AttachmentState& attachment = file_or_throw(called, version, *file);
  const std::string called_file = called + ":" + std::to_string(*file);
  out.paragraphs = text_of_attachment(called_file, attachment);
  out.heading.detail = called_file + out.heading.detail.substr(called.size()) + ", file " +
                       attachment.attachment.name;
  return out;
}

NamedText named_text(Installation& installation, const std::string& name, const std::string& url) {
  std::error_code ignored;
  const auto reference = notice_reference(name);
  // A file is what it is called, though an id might be called so; `./` is always a file.
  if (!reference || std::filesystem::exists(name, ignored)) return text_of_file(name, url);
  Notices notices(installation.database(Database::Mode::read_only));
  const Notice notice = notice_or_usage(notices, reference->id);
  return text_of_version(installation, notice,
                         version_or_throw(notices, notice, reference->version), reference->file);
}

}  // namespace regwatch
