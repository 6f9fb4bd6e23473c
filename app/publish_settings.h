#pragma once

#include <filesystem>
#include <string>

#include "app/config_tree.h"

namespace regwatch {

/// `[publish]` of regwatch.toml: files that a web server hands out.
struct PublishSettings {
  std::filesystem::path directory;  ///< Ours alone: it is made, or was made, by this program.
  /// Where a web server shows the directory; ends in `/`. Links are made of it, identities are not.
  std::string address = "https://regwatch.invalid/";
  std::string title = "regwatch";
  /// RFC 4151's tagging entity: a name that the operator owned on a day,
  /// `regwatch.example.com,2026`. Every identity begins with it, so that it never changes.
  std::string tag = "regwatch.invalid,2026";
  bool sources =
      true;  ///< A feed for each source too, not only for subscriptions that ask for one.

  std::string link_to(std::string_view name) const { return address + std::string(name); }
  /// `tag:regwatch.example.com,2026:notice/k7m3q9x`
  std::string tag_of(std::string_view what) const { return "tag:" + tag + ":" + std::string(what); }
  /// The host name in `tag`: `regwatch.example.com`, also of `news@regwatch.example.com,2026`.
  std::string host() const;
};

PublishSettings read_publish(const ConfigValue& table, ConfigProblems& problems);

}  // namespace regwatch
