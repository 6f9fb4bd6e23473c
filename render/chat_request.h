#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "diff/notice.h"

namespace regwatch {

/// What a chat endpoint is asked about one notice: for its title and a short summary in English.
struct ChatQuestion {
  std::string system;  ///< What is wanted, and in which form.
  std::string user;    ///< The notice: publisher, title, facts, the beginning of its text.
};

/// Pure, and the same for the same notice: it is by the question that an answer is remembered.
/// `text` is the newest version's, of which the first 6,000 characters are sent.
ChatQuestion chat_question(const Notice& notice, std::string_view publisher, std::string_view text);

/// The body of a request to `…/chat/completions`, as OpenAI-compatible servers take it.
std::string chat_request_json(const std::string& model, const ChatQuestion& question);

struct ChatProposal {
  std::string title;     ///< Clean, one line, at most 300 characters.
  std::string summary;   ///< Likewise, at most 1,200.
  long long tokens = 0;  ///< That the answer says it cost; 0 where it does not.
};

/// Reads the server's answer. Its words are as hostile as any page: they are cleaned and cut.
/// Fault::invalid says what was expected; an answer without a title is none.
Result<ChatProposal> read_chat_answer(std::string_view body);

/// The numbers in what was proposed that stand nowhere in the question: dates, amounts and counts
/// that a machine may have made up. As they are written in the proposal.
std::vector<std::string> numbers_without_source(const ChatProposal& proposal,
                                                const ChatQuestion& question);

}  // namespace regwatch
