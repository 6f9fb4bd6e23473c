#include "documents/child.h"

#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <exception>
#include <new>

#include "documents/confine.h"
#include "documents/frames.h"
#include "documents/reader.h"

namespace regwatch {
namespace {

// read-document PARENT MEMORY SECONDS TEXT NAME TYPE
constexpr int argument_count = 8;

unsigned long long number(const char* text) { return std::strtoull(text, nullptr, 10); }

std::string_view map_input() {
  struct stat about {};
  if (::fstat(STDIN_FILENO, &about) != 0 || about.st_size <= 0) return {};
  const auto size = static_cast<std::size_t>(about.st_size);
  void* at = ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, STDIN_FILENO, 0);
  if (at == MAP_FAILED) return {};
  return {static_cast<const char*>(at), size};
}

ReadResult read_guarded(const DocumentInput& input, TextSink& sink) {
  try {
    return read_input(input, sink);
  } catch (const std::bad_alloc&) {
    return ReadResult::failed("reading it takes more memory than is allowed");
  } catch (const std::exception& error) {
    return ReadResult::failed(std::string("the reader gave up: ") + error.what());
  }
}

}  // namespace

bool is_document_child(int count, const char* const* arguments) {
  return count == argument_count && arguments[1] == document_child_word;
}

void run_document_child(int, const char* const* arguments) {
  Confinement confinement;
  confinement.max_memory_bytes = number(arguments[3]);
  const std::chrono::seconds time(number(arguments[4]));
  confinement.max_cpu = time;
  const auto filter = confine_this_process(confinement, static_cast<pid_t>(number(arguments[2])));
  if (filter == Filter::not_to_be_had) write_frame(STDOUT_FILENO, Frame::filter_missing, "");

  DocumentInput input;
  input.bytes = map_input();
  input.name = arguments[6];
  input.content_type = arguments[7];
  // The rest is for telling what was read until then.
  input.deadline = std::chrono::steady_clock::now() + time * 8 / 10;
  const auto tell = [](std::string paragraph) {
    if (!write_frame(STDOUT_FILENO, Frame::paragraph, paragraph)) ::_exit(1);
  };
  TextSink sink(tell, number(arguments[5]));
  const ReadResult result = read_guarded(input, sink);
  write_frame(STDOUT_FILENO, Frame::reader, result.reader);
  write_frame(STDOUT_FILENO, Frame::problem, result.problem);
  const char outcome = static_cast<char>(result.outcome);
  write_frame(STDOUT_FILENO, Frame::outcome, {&outcome, 1});
  ::_exit(0);
}

}  // namespace regwatch
