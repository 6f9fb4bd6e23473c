#include "parsers/framed_file.h"

#include <optional>
#include <string>

#include "parsers/list_row.h"
#include "parsers/selector.h"
#include "parsers/text_of.h"

namespace regwatch {
namespace {

std::optional<std::string> address_of(Node frame, std::string_view base) {
  if (const auto url = absolute(base, frame.attribute("fileurl").value_or(""))) return url;
  auto shown = absolute(base, frame.attribute("src").value_or(""));
  if (!shown) shown = absolute(base, frame.attribute("data").value_or(""));
  if (!shown) return std::nullopt;
  const auto carried = absolute(base, query_parameter(*shown, "file").value_or(""));
  if (carried && is_file_address(*carried)) return carried;
  return is_file_address(*shown) ? shown : std::nullopt;
}

std::string name_of(Node frame, std::string_view url) {
  for (const std::string_view attribute : {"filename", "title", "name"}) {
    if (auto name = title_line(frame.attribute(attribute).value_or("")); !name.empty()) return name;
  }
  // MIIT's list of files, one frame each.
  if (auto name = frame.closest(known_selector(".fileArry li")).text(); !name.empty()) return name;
  return last_segment_of(url);
}

}  // namespace

std::vector<Attachment> framed_files(Node block, std::string_view base) {
  std::vector<Attachment> files;
  for (const Node frame :
       block.select(known_selector("iframe[fileurl], iframe[src], embed[src], object[data]"))) {
    if (const auto url = address_of(frame, base))
      add_attachments(files, {{name_of(frame, *url), *url}});
  }
  return files;
}

}  // namespace regwatch
