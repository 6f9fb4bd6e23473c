#include "documents/document_reader.h"

#include <fcntl.h>
#include <signal.h>
#include <spdlog/spdlog.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <deque>
#include <list>

#include "base/text.h"
#include "documents/byte_order.h"
#include "documents/child.h"
#include "documents/child_process.h"
#include "documents/frames.h"
#include "documents/kind.h"
#include "documents/text_sink.h"

namespace regwatch {
namespace {

using Clock = std::chrono::steady_clock;
using Millis = std::chrono::milliseconds;
using Outcome = DocumentText::Outcome;

constexpr std::size_t most_words = 2000;  // Of a problem or a reader's name, in bytes.
constexpr std::size_t most_argument_bytes = 1000;
// Room for the heads of records beside the text.
constexpr std::size_t head_room = 8u << 20;

std::string seconds_text(Millis time) {
  const auto tenths = time.count() / 100;
  std::string text = std::to_string(tenths / 10);
  if (tenths % 10 != 0) text += "." + std::to_string(tenths % 10);
  return text + " s";
}

// An argument ends at the first NUL.
std::string as_argument(std::string_view text) {
  return std::string(text.substr(0, std::min(text.find('\0'), most_argument_bytes)));
}

void warn_once_of_missing_filter() {
  static const bool warned = [] {
    spdlog::warn(
        "this system does not let a process give up system calls (seccomp); documents are read "
        "under limits of time, memory and files alone");
    return true;
  }();
  (void)warned;
}

}  // namespace

/// One process, and what it has told so far.
class DocumentReading {
 public:
  static Result<DocumentReading> start(const DocumentJob& job, DocumentReader::Done done,
                                       const DocumentOptions& options) {
    auto input = memory_file(job.bytes);
    if (!input) return input.error();
    auto pipe = make_pipe();
    if (!pipe) return pipe.error();
    const auto seconds = std::chrono::ceil<std::chrono::seconds>(options.timeout);
    auto process = ChildProcess::start(
        options.program,
        {std::string(document_child_word), std::to_string(::getpid()),
         std::to_string(options.max_memory_bytes), std::to_string(seconds.count()),
         std::to_string(options.max_text_bytes), as_argument(job.name),
         as_argument(job.content_type)},
        input->get(), pipe->write_end.get());
    if (!process) return process.error();
    ::fcntl(pipe->read_end.get(), F_SETFL, O_NONBLOCK);
    DocumentReading reading;
    reading.process_ = std::move(*process);
    reading.pipe_ = std::move(pipe->read_end);
    reading.done_ = std::move(done);
    reading.kind_ = kind_of_document(job.bytes, job.name);
    reading.options_ = &options;
    reading.deadline_ = Clock::now() + options.timeout;
    return reading;
  }

  int descriptor() const { return pipe_.get(); }
  Clock::time_point deadline() const { return deadline_; }

  /// Takes what is there. True when nothing more is to be expected.
  bool advance(Clock::time_point now) {
    char buffer[1 << 16];
    while (true) {
      const ssize_t got = ::read(pipe_.get(), buffer, sizeof buffer);
      if (got < 0 && errno == EINTR) continue;
      if (got < 0 && errno == EAGAIN) break;
      if (got <= 0) return finish();
      received_ += static_cast<std::size_t>(got);
      pending_.append(buffer, static_cast<std::size_t>(got));
      if (received_ > options_->max_text_bytes + head_room || !take_frames())
        return fail("told something that is no text of a document");
      if (ended_) return finish();
    }
    if (now < deadline_) return false;
    return fail("was stopped after " + seconds_text(options_->timeout));
  }

  void deliver() {
    const auto done = std::move(done_);
    done(std::move(text_));
  }

 private:
  DocumentReading() = default;

  bool take_frames() {
    std::size_t at = 0;
    while (at + frame_head_bytes <= pending_.size()) {
      const std::size_t size = little_endian(pending_, at + 1, 4);
      if (size > options_->max_text_bytes) return false;
      if (at + frame_head_bytes + size > pending_.size()) break;
      const auto frame = static_cast<Frame>(pending_[at]);
      if (!take(frame, std::string_view(pending_).substr(at + frame_head_bytes, size)))
        return false;
      at += frame_head_bytes + size;
    }
    pending_.erase(0, at);
    return true;
  }

  bool take(Frame frame, std::string_view body) {
    switch (frame) {
      case Frame::filter_missing:
        warn_once_of_missing_filter();
        return true;
      case Frame::paragraph:
        return take_paragraph(body);
      case Frame::reader:
        text_.reader = clean_paragraph(body.substr(0, most_words));
        return true;
      case Frame::problem:
        text_.problem = clean_paragraph(body.substr(0, most_words));
        return true;
      case Frame::outcome:
        ended_ = body.size() == 1 && body[0] >= 0 && body[0] <= static_cast<char>(Outcome::failed);
        if (ended_) text_.outcome = static_cast<Outcome>(body[0]);
        return ended_;
    }
    return false;
  }

  // Cleaned again: a reader that was taken over writes what it likes.
  bool take_paragraph(std::string_view body) {
    std::string paragraph = clean_paragraph(body);
    text_bytes_ += paragraph.size();
    if (paragraph.find('\n') != std::string::npos || text_bytes_ > options_->max_text_bytes)
      return false;
    if (!paragraph.empty()) text_.paragraphs.push_back(std::move(paragraph));
    return true;
  }

  bool fail(const std::string& how) {
    process_.end();
    text_.outcome = Outcome::failed;
    text_.problem = "the reader of the " + std::string(name_of(kind_)) + " " + how;
    return true;
  }

  bool finish() {
    const int status = process_.end();
    if (ended_) return true;
    if (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU)
      return fail("was stopped: it took more than " + seconds_text(options_->timeout) +
                  " of processor time");
    if (WIFSIGNALED(status)) return fail("died of signal " + std::to_string(WTERMSIG(status)));
    return fail("ended before its time, with status " + std::to_string(WEXITSTATUS(status)));
  }

  ChildProcess process_;
  Descriptor pipe_;
  DocumentReader::Done done_;
  DocumentKind kind_ = DocumentKind::unknown;
  const DocumentOptions* options_ = nullptr;
  Clock::time_point deadline_;
  std::string pending_;
  std::size_t received_ = 0;
  std::size_t text_bytes_ = 0;
  bool ended_ = false;
  DocumentText text_;
};

struct DocumentReader::State {
  DocumentOptions options;
  std::deque<std::pair<DocumentJob, Done>> queue;
  std::list<DocumentReading> running;

  bool may_start() const { return !queue.empty() && running.size() < options.max_parallel; }

  void start_next() {
    auto [job, done] = std::move(queue.front());
    queue.pop_front();
    if (job.bytes.size() > options.max_input_bytes)
      return refuse(done, "the file is larger than is read (" +
                              std::to_string(job.bytes.size() >> 20) + " MiB)");
    auto reading = DocumentReading::start(job, done, options);
    if (!reading) return refuse(done, reading.error().message);
    running.push_back(std::move(*reading));
  }

  static void refuse(const Done& done, std::string problem) {
    DocumentText text;
    text.outcome = Outcome::failed;
    text.problem = std::move(problem);
    done(std::move(text));
  }
};

DocumentReader::DocumentReader(DocumentOptions options) : state_(std::make_unique<State>()) {
  state_->options = std::move(options);
  state_->options.max_parallel = std::max<std::size_t>(1, state_->options.max_parallel);
}

DocumentReader::~DocumentReader() = default;

void DocumentReader::submit(DocumentJob job, Done done) {
  state_->queue.emplace_back(std::move(job), std::move(done));
}

std::size_t DocumentReader::active() const { return state_->queue.size() + state_->running.size(); }

void DocumentReader::add_descriptors(std::vector<pollfd>& to) const {
  for (const auto& reading : state_->running) to.push_back({reading.descriptor(), POLLIN, 0});
}

std::optional<Millis> DocumentReader::next_timeout() const {
  if (state_->may_start()) return Millis(0);
  std::optional<Millis> next;
  for (const auto& reading : state_->running) {
    const auto left = std::chrono::ceil<Millis>(reading.deadline() - Clock::now());
    next = std::max(Millis(0), next ? std::min(*next, left) : left);
  }
  return next;
}

void DocumentReader::step() {
  while (state_->may_start()) state_->start_next();
  const auto now = Clock::now();
  std::list<DocumentReading> ended;
  for (auto at = state_->running.begin(); at != state_->running.end();) {
    const auto each = at++;
    if (each->advance(now)) ended.splice(ended.end(), state_->running, each);
  }
  while (state_->may_start()) state_->start_next();
  for (auto& reading : ended) reading.deliver();
}

DocumentText read_document(DocumentJob job, const DocumentOptions& options) {
  DocumentText text;
  DocumentReader reader(options);
  reader.submit(std::move(job), [&](DocumentText read) { text = std::move(read); });
  while (!reader.idle()) {
    reader.step();
    if (!reader.idle()) wait_for(reader, std::chrono::hours(1));
  }
  return text;
}

}  // namespace regwatch
