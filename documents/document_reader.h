#pragma once

#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "crawler/beside.h"
#include "documents/document.h"

namespace regwatch {

/// What reading a document may take.
struct DocumentOptions {
  /// What is started with the arguments of documents/child.h: this very program.
  std::string program = "/proc/self/exe";
  std::chrono::milliseconds timeout{60'000};            ///< Of one document, on the wall.
  std::size_t max_memory_bytes = std::size_t(1) << 30;  ///< Of each process.
  std::size_t max_input_bytes = std::size_t(256) << 20;
  std::size_t max_text_bytes = std::size_t(8) << 20;  ///< Paragraphs beyond are left out.
  std::size_t max_parallel = 2;
};

/// Reads documents, each in a process of its own that can reach neither network nor files and is
/// killed when it takes too long. Whatever the bytes do costs that one document.
///
/// One thread, as Fetcher: hand it to Fetcher::work_beside(), or use read_document(). Each Done is
/// called exactly once, in step(), and may submit more; the destructor kills what still runs and
/// calls none.
class DocumentReader : public Beside {
 public:
  using Done = std::function<void(DocumentText)>;

  explicit DocumentReader(DocumentOptions options = {});
  ~DocumentReader() override;
  DocumentReader(const DocumentReader&) = delete;
  DocumentReader& operator=(const DocumentReader&) = delete;

  void submit(DocumentJob job, Done done);
  std::size_t active() const;  ///< Queued and under way.

  void add_descriptors(std::vector<pollfd>& to) const override;
  std::optional<std::chrono::milliseconds> next_timeout() const override;
  void step() override;
  bool idle() const override { return active() == 0; }

 private:
  struct State;
  std::unique_ptr<State> state_;
};

/// Reads one document and waits for it.
DocumentText read_document(DocumentJob job, const DocumentOptions& options = {});

}  // namespace regwatch
