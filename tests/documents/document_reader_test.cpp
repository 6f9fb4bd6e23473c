#include "documents/document_reader.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "documents/confine.h"
#include "tests/documents/samples.h"
#include "tests/temporary_directory.h"

namespace regwatch {

using namespace std::chrono_literals;
using Outcome = DocumentText::Outcome;

namespace {

namespace fs = std::filesystem;

// A program that stands for ours and behaves badly.
class Impostor {
 public:
  explicit Impostor(const std::string& script) {
    std::ofstream(program()) << "#!/bin/sh\n" << script << '\n';
    ::chmod(program().c_str(), 0700);
  }
  std::string program() const { return (folder_ / "program").string(); }
  std::string folder() const { return folder_.text(); }

 private:
  TemporaryDirectory folder_;
};

DocumentText read_by(const std::string& program, std::chrono::milliseconds timeout = 60s) {
  DocumentOptions options;
  options.program = program;
  options.timeout = timeout;
  return read_document({"a.pdf", "", "%PDF-1.4"}, options);
}

std::size_t open_descriptors() {
  std::size_t count = 0;
  for ([[maybe_unused]] const auto& each : fs::directory_iterator("/proc/self/fd")) ++count;
  return count;
}

bool has_children() { return ::waitpid(-1, nullptr, WNOHANG) >= 0 || errno != ECHILD; }

}  // namespace

TEST_CASE("a child that misbehaves costs its document, and says how") {
  const struct {
    const char* script;
    const char* problem;
  } cases[] = {
      {"exit 3", "the reader of the PDF ended before its time, with status 3"},
      {"kill -SEGV $$", "the reader of the PDF died of signal 11"},
      {"kill -XCPU $$", "the reader of the PDF was stopped: it took more than 60 s"},
      {"echo garbage that is no record at all", "told something that is no text"},
      {"printf 'o\\001\\000\\000\\000\\011'", "told something that is no text"},
      {"printf 'p\\377\\377\\377\\377'", "told something that is no text"},
      {"yes", "told something that is no text"},
  };
  const std::size_t before = open_descriptors();
  for (const auto& each : cases) {
    const Impostor impostor(each.script);
    const DocumentText text = read_by(impostor.program());
    INFO(each.script << ": " << text.problem);
    CHECK(text.outcome == Outcome::failed);
    CHECK(text.problem.find(each.problem) != std::string::npos);
  }
  CHECK(read_by("/nonexistent/program").problem.find("cannot be started") != std::string::npos);
  CHECK(open_descriptors() == before);
  CHECK_FALSE(has_children());
}

TEST_CASE("what takes too long is killed with all it started") {
  const Impostor impostor("sleep 1000 & echo $! > $(dirname $0)/grandchild; sleep 1000");
  const auto start = std::chrono::steady_clock::now();
  const DocumentText text = read_by(impostor.program(), 300ms);
  CHECK(std::chrono::steady_clock::now() - start < 10s);
  CHECK(text.outcome == Outcome::failed);
  CHECK(text.problem == "the reader of the PDF was stopped after 0.3 s");
  CHECK_FALSE(has_children());
  pid_t grandchild = 0;
  std::ifstream(impostor.folder() + "/grandchild") >> grandchild;
  REQUIRE(grandchild > 0);
  // A signal takes its time; what is dead may wait for process 1 to take its status.
  const auto is_gone = [&] {
    std::string state;
    std::ifstream status("/proc/" + std::to_string(grandchild) + "/stat");
    std::getline(status, state);
    return state.empty() || state.find(") Z") != std::string::npos;
  };
  const auto patience = std::chrono::steady_clock::now() + 5s;
  while (!is_gone() && std::chrono::steady_clock::now() < patience) ::usleep(10'000);
  CHECK(is_gone());
}

TEST_CASE("text that came before a failure is kept") {
  const Impostor impostor("printf 'p\\003\\000\\000\\000abc'; kill -KILL $$");
  const DocumentText text = read_by(impostor.program());
  CHECK(text.outcome == Outcome::failed);
  CHECK(text.paragraphs == std::vector<std::string>{"abc"});
}

TEST_CASE("what a child tells is cleaned again") {
  const Impostor impostor(
      "printf 'p\\006\\000\\000\\000a\\033\\377b\\nc'; printf 'o\\001\\000\\000\\000\\000'; sleep "
      "100");
  const DocumentText text = read_by(impostor.program(), 5s);
  CHECK(text.outcome == Outcome::read);
  REQUIRE(text.paragraphs.size() == 1);
  CHECK(text.paragraphs[0] ==
        "a\xEF\xBF\xBD"
        "b c");
}

TEST_CASE("documents are read side by side, each Done called once") {
  DocumentOptions options;
  options.program = REGWATCH_PROGRAM;
  DocumentReader reader(options);
  std::vector<int> calls(9, 0);
  const auto submit = [&](std::size_t number, auto then) {
    reader.submit(
        {"a.txt", "", "第" + std::to_string(number) + "条"}, [&, number, then](DocumentText text) {
          ++calls[number];
          CHECK(text.paragraphs == std::vector<std::string>{"第" + std::to_string(number) + "条"});
          then();
        });
  };
  for (std::size_t i = 0; i < 8; ++i) {
    submit(i, [&, i] {
      if (i == 0) submit(8, [] {});
    });
  }
  CHECK(reader.active() == 8);
  while (!reader.idle()) {
    wait_for(reader, 1s);
    reader.step();
  }
  CHECK(calls == std::vector<int>(9, 1));
  CHECK_FALSE(has_children());
}

TEST_CASE("a reader that goes away leaves no process and calls nobody") {
  const Impostor impostor("sleep 1000");
  const std::size_t before = open_descriptors();
  {
    DocumentOptions options;
    options.program = impostor.program();
    DocumentReader reader(options);
    for (int i = 0; i < 3; ++i)
      reader.submit({"a.pdf", "", "%PDF-"}, [](DocumentText) { FAIL("called"); });
    reader.step();
    CHECK(reader.active() == 3);
  }
  CHECK_FALSE(has_children());
  CHECK(open_descriptors() == before);
}

TEST_CASE("a confined process has no network, writes no file and signals nobody") {
  const pid_t parent = ::getpid();
  const pid_t child = ::fork();
  if (child == 0) {
    Confinement confinement;
    if (confine_this_process(confinement, parent) == Filter::not_to_be_had) ::_exit(100);
    int wrong = 0;
    wrong |= ::socket(AF_INET, SOCK_STREAM, 0) >= 0 ? 1 : 0;
    wrong |= ::open("/tmp/regwatch-written", O_WRONLY | O_CREAT, 0600) >= 0 ? 2 : 0;
    wrong |= ::unlink("/tmp/regwatch-impostor") == 0 || errno != EPERM ? 4 : 0;
    wrong |= ::kill(parent, 0) == 0 ? 8 : 0;
    wrong |= ::open("/dev/null", O_RDONLY) < 0 ? 16 : 0;
    wrong |= ::mkdir("/tmp/regwatch-made", 0700) == 0 ? 32 : 0;
    ::_exit(wrong);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  REQUIRE(WIFEXITED(status));
  if (WEXITSTATUS(status) == 100) {
    WARN("this system does not let system calls be filtered");
    return;
  }
  CHECK(WEXITSTATUS(status) == 0);
}

TEST_CASE("a document that is too large is refused before a process is started") {
  DocumentOptions options;
  options.max_input_bytes = 10;
  options.program = "/nonexistent";
  const DocumentText text = read_document({"a.txt", "", "12345678901"}, options);
  CHECK(text.outcome == Outcome::failed);
  CHECK(text.problem.find("larger than is read") != std::string::npos);
}

TEST_CASE("text beyond the limit is left out, and that is said") {
  DocumentOptions options;
  options.program = REGWATCH_PROGRAM;
  options.max_text_bytes = 1000;
  std::string lines;
  for (int i = 0; i < 1000; ++i) lines += "一行文字\n";
  const DocumentText text = read_document({"a.txt", "", lines}, options);
  CHECK(text.outcome == Outcome::read);
  CHECK(text.paragraphs.size() < 100);
  CHECK(text.problem.find("longer than is kept") != std::string::npos);
}

}  // namespace regwatch
