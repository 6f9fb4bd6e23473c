#pragma once

#include <curl/curl.h>

#include <memory>
#include <new>
#include <string>

namespace regwatch {

// What libcurl gives out and takes back. For the files that speak libcurl, and no header of theirs.

struct FreeEasy {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
using EasyHandle = std::unique_ptr<CURL, FreeEasy>;

struct FreeList {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};
using LineList = std::unique_ptr<curl_slist, FreeList>;

/// A copy of the line at the list's end. Throws std::bad_alloc, and the list is as it was.
inline void append_line(LineList& list, const std::string& line) {
  curl_slist* longer = curl_slist_append(list.get(), line.c_str());
  if (longer == nullptr) throw std::bad_alloc();
  (void)list.release();
  list.reset(longer);
}

}  // namespace regwatch
