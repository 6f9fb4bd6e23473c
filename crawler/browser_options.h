#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

namespace regwatch {

/// How this installation's browser behaves: Debian's packages chromium and chromium-driver.
struct BrowserOptions {
  std::string chromium = "/usr/bin/chromium";
  std::string chromedriver = "/usr/bin/chromedriver";
  std::chrono::milliseconds page_limit{60'000};       ///< For one page; then the browser is killed.
  std::chrono::milliseconds challenge_limit{20'000};  ///< How long a challenge may take to pass.
  std::chrono::milliseconds settled_after{700};       ///< Nothing stirs in a page for so long.
  std::chrono::milliseconds settle_limit{15'000};     ///< A page that always stirs is taken then.
  std::uint64_t max_memory = 1536u << 20;             ///< Of all its processes; then it is killed.
  std::size_t max_page_characters = 16u << 20;        ///< Of a document.
};

}  // namespace regwatch
