#include "documents/package.h"

#include <algorithm>

#include "documents/archive_members.h"

namespace regwatch {

const std::string* PackageParts::find(std::string_view name) const {
  const auto found = parts.find(std::string(name));
  return found == parts.end() ? nullptr : &found->second;
}

std::optional<XmlDocument> PackageParts::parse(std::string_view name) const {
  const std::string* part = find(name);
  if (part == nullptr) return std::nullopt;
  auto document = XmlDocument::parse(*part);
  if (!document) return std::nullopt;
  return std::move(*document);
}

Result<PackageParts> read_package(std::string_view bytes,
                                  const std::function<bool(const std::string&)>& wanted) {
  auto members = ArchiveMembers::open(bytes);
  if (!members) return members.error();
  PackageParts out;
  while (true) {
    const auto more = members->next();
    if (!more && more.error().fault == Fault::too_large) return more.error();
    if (!more) out.problem = "the archive is damaged (" + more.error().message + ")";
    if (!more || !*more) return out;
    std::string name = members->name();
    std::replace(name.begin(), name.end(), '\\', '/');
    name.erase(0, name.find_first_not_of('/'));
    if (!wanted(name) || out.parts.count(name) > 0) continue;
    std::string partial;
    auto read = members->read(&partial);
    if (!read && read.error().fault == Fault::too_large) return read.error();
    if (!read) out.problem = name + " is damaged (" + read.error().message + ")";
    out.parts.emplace(std::move(name), read ? std::move(*read) : std::move(partial));
  }
}

}  // namespace regwatch
