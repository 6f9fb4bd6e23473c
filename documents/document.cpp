#include "documents/document.h"

#include "base/text.h"

namespace regwatch {

bool may_say_more(const DocumentText& text) {
  const bool lacked_tool = text.problem.find("is not installed") != std::string::npos;
  const bool died = has_any(text.problem, {" died of signal ", " ended before its time"});
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
