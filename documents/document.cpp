#include "documents/document.h"

namespace regwatch {

bool may_say_more(const DocumentText& text) {
  const bool lacked_tool = text.problem.find("is not installed") != std::string::npos;
  const bool died = text.problem.find(" died of signal ") != std::string::npos;
  return text.outcome == DocumentText::Outcome::unread || lacked_tool || died;
}

std::string_view name_of(DocumentText::Outcome outcome) {
  switch (outcome) {
    case DocumentText::Outcome::read:
      return "read";
    case DocumentText::Outcome::scanned:
      return "scanned";
    case DocumentText::Outcome::unread:
      return "unread";
    case DocumentText::Outcome::failed:
      break;
  }
  return "failed";
}

}  // namespace regwatch
