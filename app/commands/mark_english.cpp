#include "app/commands/mark_english.h"

#include "app/exit_status.h"
#include "base/text.h"

namespace regwatch {
namespace {

void check_words(const std::optional<std::string>& words, const char* option, std::size_t most) {
  if (!words) return;
  if (!is_valid_utf8(*words))
    throw CommandError(exit_usage, std::string(option) + ": UTF-8 is expected");
  if (count_code_points(*words) > most)
    throw CommandError(exit_usage, std::string(option) + ": at most " + std::to_string(most) +
                                       " characters are expected");
}

English of_person(const Notice& notice) {
  if (notice.english && notice.english->by_person) return *notice.english;
  return English{};
}

English accepted(const Notice& notice) {
  if (!notice.english)
    throw CommandError(exit_usage, notice.id + ": there is no English to accept");
  if (notice.english->by_person) {
    throw CommandError(exit_usage, notice.id +
                                       ": its English is a person's already; --no-english takes "
                                       "that back, and shows what a machine proposed");
  }
  English english = *notice.english;
  english.by_person = true;
  return english;
}

}  // namespace

bool asks_for_english(const MarkCommand& command) {
  constexpr std::size_t longest_title = 400;
  constexpr std::size_t longest_summary = 4000;
  check_words(command.title_en, "--title-en", longest_title);
  check_words(command.summary_en, "--summary-en", longest_summary);
  const bool writes = command.title_en || command.summary_en || command.accept_english;
  if (writes && command.no_english)
    throw CommandError(exit_usage, "--no-english takes back what the other options write");
  return writes || command.no_english;
}

void mark_english(Notices& notices, const Notice& notice, const MarkCommand& command, Instant now) {
  English english = command.accept_english ? accepted(notice) : of_person(notice);
  if (command.title_en) english.title = collapse_spaces(*command.title_en);
  if (command.summary_en) english.summary = collapse_spaces(*command.summary_en);
  if (command.no_english) english = English{};
  notices.put_english(notice.id, english, now);
}

}  // namespace regwatch
