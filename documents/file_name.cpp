#include "documents/file_name.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/text.h"
#include "base/url.h"
#include "documents/encoded_name.h"
#include "documents/text_sink.h"

namespace regwatch {
namespace {

constexpr std::size_t longest_name = 200;  // Code points.

constexpr std::array document_extensions = {
    "pdf", "doc", "docx", "xls", "xlsx", "ofd",  "wps",  "et",  "ppt", "pptx", "rtf", "txt",
    "zip", "rar", "7z",   "htm", "html", "jpg",  "jpeg", "png", "gif", "bmp",  "tif", "tiff",
    "ceb", "csv", "xml",  "dps", "mp4",  "docm", "xlsm", "gd",  "tar", "gz"};

bool is_document_extension(std::string_view extension) {
  return std::find(document_extensions.begin(), document_extensions.end(), extension) !=
         document_extensions.end();
}

std::string document_extension_of(std::string_view name) {
  std::string extension = extension_of_name(name);
  return is_document_extension(extension) ? extension : "";
}

// The last part of a path, whoever's path it is; what a file system or a terminal would misread is
// left out.
std::string harmless(std::string_view name) {
  std::string out = clean_paragraph(replace_all(std::string(name), "\t", " "));
  if (const std::size_t slash = out.find_last_of("/\\"); slash != std::string::npos)
    out.erase(0, slash + 1);
  for (char& c : out) {
    if (std::string_view("<>:\"|?*").find(c) != std::string_view::npos) c = '_';
  }
  std::string_view kept = trim(out);
  while (!kept.empty() && (kept.back() == '.' || kept.back() == ' ')) kept.remove_suffix(1);
  while (!kept.empty() && kept.front() == '.') kept.remove_prefix(1);
  return std::string(trim(kept));
}

// `办法.pdf.pdf` is one file that was named twice; `办法.docx.pdf` is a PDF made of another.
std::string once_extended(std::string name) {
  while (true) {
    const std::string extension = document_extension_of(name);
    if (extension.empty()) return name;
    std::string stem = name.substr(0, name.size() - extension.size() - 1);
    if (document_extension_of(stem) != extension) return name;
    name = std::move(stem);
  }
}

// A long name is cut before its extension.
std::string fitting(const std::string& name) {
  if (count_code_points(name) <= longest_name) return name;
  const std::string extension = document_extension_of(name);
  return ellipsize(name, longest_name) + (extension.empty() ? "" : "." + extension);
}

// Digits and letters that a machine gave: W020260918, P020260918612345678901, 3f2a9c…, t20260918_1.
bool says_nothing(std::string_view name) {
  const std::string stem = ascii_lower(without_extension(name));
  std::size_t letters = 0, digits = 0, hex = 0;
  for (const char c : stem) {
    if (static_cast<unsigned char>(c) >= 0x80) return false;
    digits += c >= '0' && c <= '9';
    letters += c >= 'a' && c <= 'z';
    hex += (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || c == '-';
  }
  for (const char* word : {"download", "downfile", "file", "attach", "attachment", "down", "index",
                           "document", "show", "view", "get", "viewfile", "fileupload"}) {
    if (stem == word) return true;
  }
  return letters == 0 || digits >= letters * 2 || (hex == stem.size() && stem.size() >= 16);
}

bool is_program(std::string_view name) {
  const std::string extension = extension_of_name(name);
  for (const char* each : {"jsp", "do", "action", "php", "asp", "aspx", "ashx", "jhtml", "cgi"}) {
    if (extension == each) return true;
  }
  return false;
}

std::string name_in_query(std::string_view url) {
  const std::size_t mark = url.find('?');
  if (mark == std::string_view::npos) return "";
  std::string_view query = url.substr(mark + 1);
  query = query.substr(0, query.find('#'));
  for (const auto& [key, value] : parse_query(query)) {
    const std::string lower = ascii_lower(key);
    const bool named = lower == "filename" || lower == "file_name" || lower == "name" ||
                       lower == "fname" || lower == "attname" || lower == "file" ||
                       lower == "filepath" || lower == "path" || lower == "title";
    if (!named) continue;
    std::string name = harmless(decoded_octets(value));
    if (!document_extension_of(name).empty() ||
        (lower.find("name") != std::string::npos && !name.empty()))
      return name;
  }
  return "";
}

std::string name_in_path(std::string_view url) {
  url = url.substr(0, url.find_first_of("?#"));
  const std::size_t scheme = url.find("://");
  if (scheme != std::string_view::npos && url.find('/', scheme + 3) == std::string_view::npos)
    return "";
  return harmless(decoded_octets(percent_decode(url.substr(url.rfind('/') + 1))));
}

// 附件：《办法》.docx（点击下载）: the words of the link without what speaks of the link.
std::string name_in_link(std::string_view text) {
  std::string name = collapse_spaces(clean_paragraph(replace_all(std::string(text), "\n", " ")));
  for (const std::string_view label : {"附件下载：", "附件下载:", "附件：", "附件:", "下载："}) {
    if (name.rfind(label, 0) == 0 && name.size() > label.size()) name.erase(0, label.size());
  }
  for (const std::string_view tail :
       {"（点击下载）", "(点击下载)", "【下载】", "[下载]", "点击下载", "（下载）"}) {
    if (name.size() > tail.size() && name.substr(name.size() - tail.size()) == tail)
      name.resize(name.size() - tail.size());
  }
  return harmless(replace_all(replace_all(std::move(name), "/", "／"), "\\", "＼"));
}

bool is_word_for_download(std::string_view name) {
  for (const char* word :
       {"下载", "点击下载", "附件", "附件下载", "点击查看", "查看", "download", "PDF", "pdf"}) {
    if (name == word) return true;
  }
  return false;
}

bool is_ascii(std::string_view text) { return count_code_points(text) == text.size(); }

std::string extension_for(const FileNameClues& clues, const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    if (const auto extension = document_extension_of(name); !extension.empty()) return extension;
  }
  return std::string(extension_of(clues.kind));
}

// What answers with a document but is called otherwise (`办法.pdf` that is a DOCX) keeps its name:
// it is what the site says.
std::string choose(const std::vector<std::string>& names, const std::string& link) {
  const std::string& in_path = names.back();
  // `fj1.doc` says less than the Chinese words of its link.
  const bool link_says_more =
      !link.empty() && !is_ascii(link) && is_ascii(in_path) && !is_word_for_download(link);
  for (const std::string& name : names) {
    if (name.empty() || document_extension_of(name).empty() || says_nothing(name)) continue;
    if (&name != &in_path || !link_says_more) return name;
  }
  if (!link.empty() && !is_word_for_download(link)) return link;
  for (const std::string& name : names) {
    if (!name.empty() && !says_nothing(name) && !is_program(name)) return name;
  }
  for (const std::string& name : names) {
    if (!name.empty() && !is_program(name)) return name;
  }
  return link;
}

}  // namespace

std::string without_extension(std::string_view name) {
  const std::string extension = document_extension_of(name);
  if (extension.empty() || name.size() <= extension.size() + 1) return std::string(name);
  return std::string(name.substr(0, name.size() - extension.size() - 1));
}

std::string file_name_of(const FileNameClues& clues) {
  std::string sent;
  if (clues.headers != nullptr) {
    if (const auto value = find_header(*clues.headers, "Content-Disposition"))
      sent = harmless(file_name_in_disposition(*value));
  }
  const std::string link = name_in_link(clues.link_text);
  const std::vector<std::string> names = {sent, name_in_query(clues.url), link,
                                          name_in_path(clues.url)};
  std::string name = once_extended(choose(names, link));
  if (name.empty()) name = "附件";
  if (document_extension_of(name).empty()) {
    if (const auto extension = extension_for(clues, names); !extension.empty())
      name += "." + extension;
  }
  return fitting(name);
}

}  // namespace regwatch
