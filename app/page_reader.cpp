#include "app/page_reader.h"

#include <algorithm>
#include <memory>

#include "app/manners.h"
#include "base/text.h"
#include "diff/compare_attachments.h"
#include "documents/file_name.h"
#include "documents/kind.h"
#include "parsers/facts.h"
#include "parsers/file_facts.h"
#include "parsers/front_page.h"
#include "parsers/generic_article.h"
#include "parsers/parser.h"
#include "parsers/text_of.h"
#include "storage/document_texts.h"
#include "storage/notices.h"

namespace regwatch {
namespace {

constexpr std::size_t max_parts = 30;
constexpr int max_shells = 3;
constexpr std::size_t max_files = 60;
constexpr std::chrono::days ask_missing_again_after{3};
constexpr std::size_t max_file_bytes = 64u << 20;

Validators validators_of(const Response& response) {
  return {find_header(response.headers, "ETag").value_or(""),
          find_header(response.headers, "Last-Modified").value_or("")};
}

// A file's address that answers with a page: the soft 404 of files.
bool is_page_instead_of_file(const Response& response) {
  const auto type = find_header(response.headers, "Content-Type").value_or("");
  const std::string_view start = trim(std::string_view(response.body).substr(0, 256));
  return icontains(type, "text/html") || start.starts_with("<!DOCTYPE html") ||
         start.starts_with("<html");
}

// Who reads a problem sees the address beside it.
std::string without_address(const std::string& message, const std::string& url) {
  const std::string prefix = url + ": ";
  return message.starts_with(prefix) ? message.substr(prefix.size()) : message;
}

std::string why_no_file(const Result<Response>& answer, const std::string& url) {
  if (!answer) return without_address(answer.error().message, url);
  if (const auto block = find_block(page_of(*answer))) return block->message;
  if (answer->status != 200) return "HTTP status " + std::to_string(answer->status);
  if (answer->truncated) return "the file broke off";
  if (answer->body.empty()) return "the file is empty";
  if (is_page_instead_of_file(*answer)) return "a page came in place of the file";
  return "";
}

std::string name_of_file(const std::string& link_text, const Response& answer) {
  return file_name_of(FileNameClues{link_text, answer.url, &answer.headers,
                                    kind_of_document(answer.body, link_text)});
}

// What the files say that the page does not.
void complete_from_files(Database& database, Version& version) {
  Notices(database).load_file_texts(version);
  Article& article = version.article;
  const bool page_says_little = says_little(article.paragraphs);
  forget_file_facts(article.facts);
  for (const AttachmentState& file : version.files) {
    if (!file.text || file.text->paragraphs.empty()) continue;
    const auto& paragraphs = file.text->paragraphs;
    const FileText said{file.attachment.name, paragraphs, article.title, article.published};
    complete_facts(article.facts, read_file_facts(said, page_says_little), file.attachment.name);
    if (!page_says_little || article.document_number) continue;
    if (auto printed = find_document_number(paragraphs, article.title)) {
      article.document_number = std::move(printed->number);
      article.facts.evidence["document_number"] = {std::move(printed->evidence)};
    }
  }
}

class PageReader : public std::enable_shared_from_this<PageReader> {
 public:
  PageReader(World& world, PageOrder order, std::function<void(PageReading)> done)
      : world_(world), order_(std::move(order)), done_(std::move(done)) {}

  void start() {
    if (is_file_address(order_.url)) return read_file_alone();
    FetchJob job;
    job.request = article_request(order_.url);
    job.known = order_.validators;
    fetch(std::move(job), &PageReader::page_answered);
  }

 private:
  using Step = void (PageReader::*)(Result<Response>);

  static bool is_split(const Version& version) {
    return version.body_sha256.find('+') != std::string::npos;
  }

  // A link may lead to another institution.
  void fetch(FetchJob job, Step step) {
    manners_ = manners_for(job.request.url, *order_.source, world_.sources);
    job.source = &manners_;
    ++reading_.requests;
    world_.fetcher.submit(std::move(job),
                          [self = shared_from_this(), step](Result<Response> answer) {
                            if (answer) self->reading_.bytes += answer->bytes_received;
                            ((*self).*step)(std::move(answer));
                          });
  }

  // The notice is a file without a page around it; its title is the list's.
  void read_file_alone() {
    is_file_ = true;
    if (order_.load_known) reading_.known = order_.load_known();
    same_page_ = reading_.known.has_value();
    if (same_page_) version_ = *reading_.known;
    version_.reader = "file";
    version_.fetched_at = world_.now;
    version_.article.url = order_.url;
    version_.article.published = date_of_address(order_.url);
    version_.article.attachments = {{last_segment_of(order_.url), order_.url}};
    read_files();
  }

  void page_answered(Result<Response> answer) {
    if (!answer) return fail(answer.error());
    // Nothing says that the notice is gone: the site may send everybody there today.
    if (is_front_address(answer->url) && !is_front_address(order_.url))
      return fail({Fault::broken, "the site's front page came in place of the notice"});
    if (order_.load_known) reading_.known = order_.load_known();
    const auto& known = reading_.known;
    reading_.validators = answer->not_modified() ? order_.validators : validators_of(*answer);
    if (known && (answer->not_modified() || answer->body_sha256 == known->body_sha256)) {
      if (shells_ > 0) reading_.validators = {};
      version_ = *known;
      version_.fetched_at = answer->fetched_at;
      same_page_ = !read_anew(std::move(*answer));
      return read_files();
    }
    version_.fetched_at = answer->fetched_at;
    version_.reader = article_reader_version(answer->url);
    version_.body_sha256 = answer->body_sha256;
    version_.capture = answer->capture;
    if (begins_known(*answer)) {
      parts_ = known->article.next_pages;
      unread_.push_back(std::move(*answer));
    } else {
      auto article = read_article(page_of(*answer));
      if (!article) return fail(article.error());
      if (article->text_at) return follow(std::move(*article->text_at));
      version_.article = std::move(*article);
      parts_ = version_.article.next_pages;
    }
    // The answer to a condition would speak of one address of several.
    if (!parts_.empty() || shells_ > 0) reading_.validators = {};
    next_part();
  }

  // The page only says where the text is.
  void follow(Request request) {
    if (++shells_ > max_shells)
      return fail({Fault::broken, "its pages only name each other, none has text"});
    FetchJob job;
    job.request = std::move(request);
    fetch(std::move(job), &PageReader::page_answered);
  }

  // The bytes are as they were, but a reader of today may find more in them. False where it was he
  // who read them, and where he cannot.
  bool read_anew(Response page) {
    const std::string reader = article_reader_version(page.url);
    if (version_.reader == reader || is_split(version_)) return false;
    if (page.not_modified()) {
      if (!version_.capture || !world_.reopen) return false;
      auto kept = world_.reopen(*version_.capture);
      if (!kept) return false;
      page = std::move(*kept);
    }
    auto article = read_article(page_of(page));
    if (!article || !article->next_pages.empty() || article->text_at) return false;
    version_.article = std::move(*article);
    version_.reader = reader;
    return true;
  }

  // The first part is as it was: where the others are too, nothing is read.
  bool begins_known(const Response& answer) const {
    const auto& known = reading_.known;
    return known && is_split(*known) && !known->article.next_pages.empty() &&
           known->body_sha256.starts_with(answer.body_sha256 + "+");
  }

  void next_part() {
    if (part_ >= std::min(parts_.size(), max_parts)) return all_parts_read();
    FetchJob job;
    job.request = parts_[part_++];
    fetch(std::move(job), &PageReader::part_answered);
  }

  void part_answered(Result<Response> answer) {
    if (!answer)
      return fail({answer.error().fault,
                   "part " + std::to_string(part_ + 1) + ": " + answer.error().message});
    version_.body_sha256 += "+" + answer->body_sha256;
    unread_.push_back(std::move(*answer));
    next_part();
  }

  void all_parts_read() {
    const auto& known = reading_.known;
    if (known && !parts_.empty() && version_.body_sha256 == known->body_sha256) {
      same_page_ = true;
      version_ = *known;
    } else if (const auto error = read_parts()) {
      return fail(*error);
    }
    unread_.clear();
    read_files();
  }

  std::optional<Error> read_parts() {
    const std::size_t read = version_.article.url.empty() ? 0 : 1;
    for (std::size_t i = 0; i < unread_.size(); ++i) {
      auto article = read_article(page_of(unread_[i]));
      if (!article)
        return Error{Fault::broken,
                     "part " + std::to_string(i + read + 1) + ": " + article.error().message};
      if (i + read == 0) {
        version_.article = std::move(*article);
      } else {
        append_part(version_.article, *article);
      }
    }
    return std::nullopt;
  }

  // By its address, or by what of it does not change with each visit.
  const AttachmentState* known_file(const std::string& url) const {
    if (!reading_.known) return nullptr;
    const auto& files = reading_.known->files;
    const auto same = std::find_if(files.begin(), files.end(), [&](const AttachmentState& file) {
      return file.attachment.url == url;
    });
    if (same != files.end()) return &*same;
    const std::string identity = file_identity(url);
    const auto alike = std::find_if(files.begin(), files.end(), [&](const AttachmentState& file) {
      return file_identity(file.attachment.url) == identity;
    });
    return alike == files.end() ? nullptr : &*alike;
  }

  void read_files() {
    auto& attachments = version_.article.attachments;
    std::vector<AttachmentState> files(attachments.size());
    for (std::size_t i = 0; i < attachments.size(); ++i) {
      if (const auto* known = known_file(attachments[i].url)) {
        files[i] = *known;
      }
      files[i].attachment = attachments[i];
    }
    version_.files = std::move(files);
    next_file();
  }

  // Whether the file is to be asked for; says why where it is not.
  bool wants_file(AttachmentState& file) const {
    if (file_ >= max_files) {
      file.problem = "not fetched: more than " + std::to_string(max_files) + " files on one page";
      return false;
    }
    return !file.missing_since || world_.now - *file.missing_since >= ask_missing_again_after;
  }

  void next_file() {
    while (file_ < version_.files.size() && !wants_file(version_.files[file_])) ++file_;
    if (file_ == version_.files.size()) return finish();
    const auto& file = version_.files[file_];
    FetchJob job;
    job.request = Request::get(file.attachment.url);
    job.request.headers = {{"Referer", order_.url}};
    job.known = file.sha256 ? file.validators : Validators{};
    job.max_body_bytes = max_file_bytes;
    fetch(std::move(job), &PageReader::file_answered);
  }

  void file_answered(Result<Response> answer) {
    auto& file = version_.files[file_];
    if (answer && answer->not_modified()) return read_kept_file();
    file.problem = why_no_file(answer, file.attachment.url);
    const bool missing = answer && (answer->status == 404 || answer->status == 410);
    file.missing_since = missing ? std::optional(world_.now) : std::nullopt;
    if (!file.problem.empty()) return file_done();
    files_differ_ = files_differ_ || file.sha256 != answer->body_sha256;
    file.sha256 = answer->body_sha256;
    file.bytes = answer->body.size();
    file.capture = answer->capture;
    file.validators = validators_of(*answer);
    file.attachment.name = name_of_file(file.attachment.name, *answer);
    read_text(std::move(*answer));
  }

  // The file is as it was. Where it is not read to its end yet, its capture is read.
  void read_kept_file() {
    auto& file = version_.files[file_];
    if (!file.sha256 || is_read(file) || !file.capture || !world_.reopen) return file_done();
    auto kept = world_.reopen(*file.capture);
    if (!kept) return file_done();
    read_text(std::move(*kept));
  }

  // Loads what is known of its text.
  bool is_read(AttachmentState& file) {
    file.text = DocumentTexts(world_.database).find(*file.sha256);
    return file.text && !may_say_more(*file.text);
  }

  void read_text(Response answer) {
    auto& file = version_.files[file_];
    if (is_read(file) || !world_.read_document) return file_done();
    DocumentJob job;
    job.name = file.attachment.name;
    job.content_type = find_header(answer.headers, "Content-Type").value_or("");
    job.bytes = std::move(answer.body);
    world_.read_document(std::move(job), [self = shared_from_this()](DocumentText text) {
      auto& known = self->version_.files[self->file_].text;
      self->files_differ_ = self->files_differ_ || known != text;
      known = std::move(text);
      self->file_done();
    });
  }

  void file_done() {
    ++file_;
    next_file();
  }

  void finish() {
    if (is_file_) {
      const AttachmentState& file = version_.files.front();
      const Fault fault = file.missing_since ? Fault::gone : Fault::broken;
      if (!file.problem.empty()) return fail({fault, file.problem});
      version_.body_sha256 = file.sha256.value_or("");
      version_.capture = file.capture;
    }
    const bool unchanged = same_page_ && !files_differ_;
    if (!unchanged) complete_from_files(world_.database, version_);
    reading_.outcome = unchanged ? PageReading::Outcome::unchanged : PageReading::Outcome::read;
    reading_.version = std::move(version_);
    done_(std::move(reading_));
  }

  void fail(const Error& error) {
    reading_.outcome =
        error.fault == Fault::gone ? PageReading::Outcome::gone : PageReading::Outcome::failed;
    reading_.problem = without_address(error.message, order_.url);
    done_(std::move(reading_));
  }

  World& world_;
  PageOrder order_;
  Source manners_;  // Of the request under way.
  std::function<void(PageReading)> done_;
  PageReading reading_;
  Version version_;
  std::vector<Request> parts_;
  std::size_t part_ = 0;
  int shells_ = 0;                // Pages so far that held no text but said where it is.
  std::vector<Response> unread_;  // Parts, held until one is seen to differ.
  std::size_t file_ = 0;
  bool is_file_ = false;
  bool same_page_ = false;
  bool files_differ_ = false;
};

}  // namespace

void read_page(World& world, PageOrder order, std::function<void(PageReading)> done) {
  std::make_shared<PageReader>(world, std::move(order), std::move(done))->start();
}

}  // namespace regwatch
