#include "documents/kind.h"

#include <array>
#include <cstdint>
#include <vector>

#include "base/text.h"
#include "documents/byte_order.h"
#include "documents/compound_file.h"

namespace regwatch {
namespace {

constexpr std::size_t most_members = 4096;
constexpr std::size_t looked_at = 4096;

// The names in a ZIP's central directory (APPNOTE.TXT §4.3.12).
std::vector<std::string_view> zip_member_names(std::string_view bytes) {
  constexpr std::size_t end_record = 22;
  std::vector<std::string_view> names;
  const std::size_t end = bytes.rfind("PK\x05\x06");
  if (end == std::string_view::npos || end + end_record > bytes.size()) return names;
  std::size_t at = little_endian(bytes, end + 16, 4);
  while (names.size() < most_members && at + 46 <= bytes.size() &&
         bytes.substr(at).starts_with("PK\x01\x02")) {
    const std::size_t name = little_endian(bytes, at + 28, 2);
    if (at + 46 + name > bytes.size()) break;
    names.push_back(bytes.substr(at + 46, name));
    at += 46 + name + little_endian(bytes, at + 30, 2) + little_endian(bytes, at + 32, 2);
  }
  return names;
}

// Without its end a ZIP has no table of contents; the local headers (§4.3.7) hold the names too.
std::vector<std::string_view> local_member_names(std::string_view bytes) {
  std::vector<std::string_view> names;
  std::size_t at = 0;
  while (names.size() < most_members) {
    at = bytes.find("PK\x03\x04", at);
    if (at == std::string_view::npos || at + 30 > bytes.size()) break;
    names.push_back(bytes.substr(at + 30, little_endian(bytes, at + 26, 2)));
    at += 30;
  }
  return names;
}

// A package of Office that was cut before its main part: `docProps/`, `_rels/` and the list of
// types stand first.
DocumentKind kind_of_cut_package(std::string_view first_member, std::string_view name) {
  const bool is_package = first_member.starts_with("docProps/") ||
                          first_member.starts_with("_rels/") ||
                          first_member == "[Content_Types].xml";
  if (!is_package) return DocumentKind::zip;
  const std::string extension = extension_of_name(name);
  if (extension == "xlsx" || extension == "xlsm") return DocumentKind::xlsx;
  if (extension == "docx" || extension == "docm") return DocumentKind::docx;
  return extension == "pptx" ? DocumentKind::presentation : DocumentKind::zip;
}

DocumentKind kind_of_zip(std::string_view bytes, std::string_view file_name) {
  auto names = zip_member_names(bytes);
  if (names.empty()) names = local_member_names(bytes);
  for (const std::string_view name : names) {
    if (iequals(name, "word/document.xml") || iequals(name, "word/document2.xml"))
      return DocumentKind::docx;
    if (iequals(name, "xl/workbook.xml")) return DocumentKind::xlsx;
    if (iequals(name, "OFD.xml")) return DocumentKind::ofd;
    if (iequals(name, "ppt/presentation.xml")) return DocumentKind::presentation;
  }
  return names.empty() ? DocumentKind::zip : kind_of_cut_package(names.front(), file_name);
}

// WPS writes its own formats into the streams that Word and Excel use; those are read as such.
DocumentKind kind_of_compound_file(std::string_view bytes, std::string_view name) {
  const auto file = CompoundFile::open(bytes);
  const auto has = [&](std::string_view stream) { return file && file->find(stream); };
  if (has("EncryptedPackage")) return DocumentKind::encrypted;
  if (has("WordDocument")) return DocumentKind::doc;
  if (has("Workbook") || has("Book")) return DocumentKind::xls;
  if (has("PowerPoint Document")) return DocumentKind::presentation;
  const std::string extension = extension_of_name(name);
  if (extension == "et" || extension == "ett") return DocumentKind::et;
  if (extension == "wps" || extension == "wpt" || has("WPSDocument")) return DocumentKind::wps;
  if (extension == "doc") return DocumentKind::doc;
  if (extension == "xls") return DocumentKind::xls;
  return DocumentKind::unknown;
}

bool is_image(std::string_view bytes) {
  using namespace std::string_view_literals;
  static constexpr std::array beginnings = {"\xFF\xD8\xFF"sv, "\x89PNG\r\n"sv, "GIF8"sv, "II*\0"sv,
                                            "MM\0*"sv};
  for (const std::string_view beginning : beginnings) {
    if (bytes.starts_with(beginning)) return true;
  }
  if (bytes.starts_with("RIFF") && bytes.size() >= 12 && bytes.substr(8, 4) == "WEBP") return true;
  // A bitmap states its own size, and a reserved field of zeros.
  return bytes.starts_with("BM") && bytes.size() > 26 && little_endian(bytes, 6, 4) == 0 &&
         little_endian(bytes, 14, 4) < 256;
}

bool is_html(std::string_view bytes) {
  std::string_view start = trim(bytes.substr(0, looked_at));
  if (start.starts_with("<?xml"))
    start = trim(start.substr(std::min(start.find('>'), start.size() - 1) + 1));
  const std::string lower = ascii_lower(start);
  for (const char* tag : {"<!doctype html", "<html", "<head", "<body", "<meta", "<table", "<div"}) {
    if (lower.starts_with(tag)) return true;
  }
  return lower.starts_with("<!--") && lower.find("<html") != std::string::npos;
}

// Text in UTF-16 has NULs, but begins with its mark; other text has neither NULs nor many controls.
bool is_text(std::string_view bytes) {
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) return true;
  const std::string_view start = bytes.substr(0, looked_at);
  std::size_t controls = 0;
  for (const unsigned char c : start) {
    if (c == 0) return false;
    controls += c < 0x20 && c != '\t' && c != '\n' && c != '\r' && c != '\f';
  }
  return controls <= 2 + start.size() / 100;
}

// Without the part of a character at the end, where the text was cut.
std::string_view whole_characters(std::string_view text) {
  std::size_t at = text.size();
  while (at > 0 && text.size() - at < 3 &&
         (static_cast<unsigned char>(text[at - 1]) & 0xC0) == 0x80)
    --at;
  const bool ends_with_lead = at > 0 && static_cast<unsigned char>(text[at - 1]) >= 0xC0;
  const std::string_view last = ends_with_lead ? text.substr(at - 1) : std::string_view();
  return is_valid_utf8(last) ? text : text.substr(0, at - 1);
}

// Random bytes are no GBK: most of what is beyond ASCII must pair up to a code of its range.
bool is_known_charset(std::string_view bytes) {
  const std::string_view start = bytes.substr(0, looked_at);
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) return true;
  std::size_t pairs = 0, strays = 0;
  for (std::size_t i = 0; i < start.size(); ++i) {
    const auto lead = static_cast<unsigned char>(start[i]);
    if (lead < 0x80) continue;
    const auto trail = i + 1 < start.size() ? static_cast<unsigned char>(start[i + 1]) : 0x40;
    const bool pair =
        lead >= 0x81 && lead <= 0xFE && trail >= 0x30 && trail != 0x7F && trail != 0xFF;
    (pair ? pairs : strays) += 1;
    i += pair ? 1 : 0;
  }
  return strays * 20 <= pairs || is_valid_utf8(whole_characters(start));
}

}  // namespace

DocumentKind kind_of_document(std::string_view bytes, std::string_view name) {
  if (bytes.starts_with("PK\x03\x04")) return kind_of_zip(bytes, name);
  if (bytes.starts_with("PK\x05\x06")) return DocumentKind::zip;
  if (bytes.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"))
    return kind_of_compound_file(bytes, name);
  if (bytes.starts_with("Rar!\x1A\x07")) return DocumentKind::rar;
  if (bytes.starts_with("7z\xBC\xAF\x27\x1C")) return DocumentKind::seven_zip;
  // Readers take a PDF whose header stands within the first kilobyte (ISO 32000-1 annex H.3.4.1).
  if (bytes.substr(0, 1024).find("%PDF-") != std::string_view::npos) return DocumentKind::pdf;
  if (bytes.starts_with("{\\rtf")) return DocumentKind::rtf;
  if (is_image(bytes)) return DocumentKind::image;
  if (trim(bytes.substr(0, looked_at)).empty()) return DocumentKind::unknown;
  if (is_html(bytes)) return DocumentKind::html;
  return is_text(bytes) && is_known_charset(bytes) ? DocumentKind::text : DocumentKind::unknown;
}

std::string_view name_of(DocumentKind kind) {
  switch (kind) {
    case DocumentKind::unknown:
      return "file of an unknown kind";
    case DocumentKind::pdf:
      return "PDF";
    case DocumentKind::docx:
      return "Word document (DOCX)";
    case DocumentKind::xlsx:
      return "Excel workbook (XLSX)";
    case DocumentKind::ofd:
      return "OFD document";
    case DocumentKind::doc:
      return "Word document (DOC)";
    case DocumentKind::xls:
      return "Excel workbook (XLS)";
    case DocumentKind::rtf:
      return "RTF document";
    case DocumentKind::html:
      return "HTML page";
    case DocumentKind::text:
      return "plain text";
    case DocumentKind::zip:
      return "ZIP archive";
    case DocumentKind::rar:
      return "RAR archive";
    case DocumentKind::seven_zip:
      return "7z archive";
    case DocumentKind::presentation:
      return "presentation";
    case DocumentKind::wps:
      return "WPS document";
    case DocumentKind::et:
      return "WPS spreadsheet (ET)";
    case DocumentKind::encrypted:
      return "encrypted Office document";
    case DocumentKind::image:
      return "image";
  }
  return "file";
}

std::string_view extension_of(DocumentKind kind) {
  switch (kind) {
    case DocumentKind::pdf:
      return "pdf";
    case DocumentKind::docx:
      return "docx";
    case DocumentKind::xlsx:
      return "xlsx";
    case DocumentKind::ofd:
      return "ofd";
    case DocumentKind::doc:
      return "doc";
    case DocumentKind::xls:
      return "xls";
    case DocumentKind::rtf:
      return "rtf";
    case DocumentKind::html:
      return "html";
    case DocumentKind::text:
      return "txt";
    case DocumentKind::zip:
      return "zip";
    case DocumentKind::rar:
      return "rar";
    case DocumentKind::seven_zip:
      return "7z";
    case DocumentKind::wps:
      return "wps";
    case DocumentKind::et:
      return "et";
    default:
      return "";
  }
}

std::string extension_of_name(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos) return "";
  const std::string extension = ascii_lower(name.substr(dot + 1));
  if (extension.empty() || extension.size() > 5) return "";
  for (const char c : extension) {
    if (!(c >= 'a' && c <= 'z') && !(c >= '0' && c <= '9')) return "";
  }
  return extension;
}

}  // namespace regwatch
