#include "documents/document.h"

namespace regwatch {

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
