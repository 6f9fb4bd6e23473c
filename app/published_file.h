#pragma once

#include <string>

namespace regwatch {

/// A file that a web server hands out: a feed, a calendar. Written complete or not at all.
struct PublishedFile {
  std::string name;  ///< Relative to `[publish] directory`: `feeds/morning-digest.atom`.
  std::string bytes;
};

}  // namespace regwatch
