#pragma once

#include <string_view>

namespace regwatch {

/// The first argument of a program that is started to read one document, and nothing else.
inline constexpr std::string_view document_child_word = "read-document";

/// Whether these are the arguments that DocumentReader starts its own program with.
bool is_document_child(int count, const char* const* arguments);

/// Reads the document on standard input (a memory file) and tells what it read on standard output,
/// as records (frames.h). `main` hands over to it before it does anything else. Never returns.
[[noreturn]] void run_document_child(int count, const char* const* arguments);

}  // namespace regwatch
