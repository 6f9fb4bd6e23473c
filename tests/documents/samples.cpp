#include "tests/documents/samples.h"

#include <fstream>
#include <iterator>

#include "documents/document_reader.h"
#include "documents/reader.h"
#include "documents/tool.h"

namespace regwatch::testing {
namespace {

std::string number_bytes(std::uint32_t value, int size) {
  std::string out;
  for (int i = 0; i < size; ++i) out += static_cast<char>(value >> (8 * i));
  return out;
}

std::uint32_t crc32_of(std::string_view bytes) {
  std::uint32_t crc = 0xFFFFFFFF;
  for (const unsigned char byte : bytes) {
    crc ^= byte;
    for (int i = 0; i < 8; ++i) crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0xEDB88320 : 0);
  }
  return ~crc;
}

std::chrono::steady_clock::time_point soon() {
  return std::chrono::steady_clock::now() + std::chrono::seconds(60);
}

// Width and height that a JPEG states (ITU T.81 §B.2.2).
std::pair<int, int> jpeg_size(const std::string& jpeg) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(jpeg[at]); };
  for (std::size_t at = 2; at + 9 < jpeg.size(); at += 2 + (byte(at + 2) << 8 | byte(at + 3))) {
    const bool is_frame = byte(at + 1) >= 0xC0 && byte(at + 1) <= 0xC2;
    if (is_frame) return {byte(at + 7) << 8 | byte(at + 8), byte(at + 5) << 8 | byte(at + 6)};
  }
  return {1, 1};
}

std::string pdf_of_objects(const std::vector<std::string>& objects) {
  std::string out = "%PDF-1.4\n";
  for (std::size_t i = 0; i < objects.size(); ++i)
    out += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
  return out + "trailer<</Size " + std::to_string(objects.size() + 1) + "/Root 1 0 R>>\n%%EOF\n";
}

std::string stream_object(const std::string& dictionary, const std::string& bytes) {
  return "<<" + dictionary + "/Length " + std::to_string(bytes.size()) + ">>stream\n" + bytes +
         "\nendstream";
}

}  // namespace

// Stored members (APPNOTE.TXT §4.3), for names that no library would write.
std::string zip_of(const Members& members) {
  std::string out, directory;
  for (const auto& [name, bytes] : members) {
    const std::string sizes = number_bytes(crc32_of(bytes), 4) +
                              number_bytes(static_cast<std::uint32_t>(bytes.size()), 4) +
                              number_bytes(static_cast<std::uint32_t>(bytes.size()), 4) +
                              number_bytes(static_cast<std::uint32_t>(name.size()), 2);
    const std::string common = number_bytes(20, 2) + std::string(8, '\0') + sizes;
    directory += "PK\x01\x02" + number_bytes(20, 2) + common + std::string(12, '\0') +
                 number_bytes(static_cast<std::uint32_t>(out.size()), 4) + name;
    out += "PK\x03\x04" + common + number_bytes(0, 2) + name + bytes;
  }
  const auto count = static_cast<std::uint32_t>(members.size());
  const auto start = static_cast<std::uint32_t>(out.size());
  return out + directory + "PK\x05\x06" + std::string(4, '\0') + number_bytes(count, 2) +
         number_bytes(count, 2) + number_bytes(static_cast<std::uint32_t>(directory.size()), 4) +
         number_bytes(start, 4) + number_bytes(0, 2);
}

std::string word_paragraph(std::string_view text, std::string_view properties) {
  return "<w:p><w:pPr>" + std::string(properties) + "</w:pPr><w:r><w:t xml:space=\"preserve\">" +
         std::string(text) + "</w:t></w:r></w:p>";
}

std::string docx_of(const std::string& body, const std::string& numbering,
                    const std::string& styles, const Members& more) {
  const auto part = [](const std::string& root, const std::string& inside) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><w:" + root +
           " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
           " xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\">" +
           inside + "</w:" + root + ">";
  };
  Members members = {{"[Content_Types].xml", "<Types/>"},
                     {"word/document.xml", part("document", "<w:body>" + body + "</w:body>")}};
  if (!numbering.empty()) members.emplace_back("word/numbering.xml", part("numbering", numbering));
  if (!styles.empty()) members.emplace_back("word/styles.xml", part("styles", styles));
  for (const auto& [name, inside] : more)
    members.emplace_back("word/" + name + ".xml", part(name, inside));
  return zip_of(members);
}

std::string xlsx_of(const std::string& rows) {
  return zip_of(
      {{"xl/workbook.xml",
        "<workbook xmlns:r=\"r\"><sheets><sheet name=\"表1\" sheetId=\"1\" r:id=\"r1\"/>"
        "</sheets></workbook>"},
       {"xl/worksheets/sheet1.xml", "<worksheet><sheetData>" + rows + "</sheetData></worksheet>"}});
}

std::string ofd_of(const std::string& objects) {
  return zip_of(
      {{"OFD.xml",
        "<ofd:OFD xmlns:ofd=\"http://www.ofdspec.org/2016\"><ofd:DocBody>"
        "<ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>"},
       {"Doc_0/Document.xml",
        "<ofd:Document xmlns:ofd=\"http://www.ofdspec.org/2016\"><ofd:CommonData><ofd:PageArea>"
        "<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData><ofd:Pages>"
        "<ofd:Page ID=\"1\" BaseLoc=\"Pages/Page_0/Content.xml\"/></ofd:Pages></ofd:Document>"},
       {"Doc_0/Pages/Page_0/Content.xml",
        "<ofd:Page xmlns:ofd=\"http://www.ofdspec.org/2016\"><ofd:Content><ofd:Layer>" + objects +
            "</ofd:Layer></ofd:Content></ofd:Page>"}});
}

std::string pdf_of(const std::string& content) {
  return pdf_of_objects({"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
                         "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
                         "/Resources<</Font<</F 5 0 R>>>>>>",
                         stream_object("", content),
                         "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"});
}

std::string scanned_pdf_of(const std::string& pdf) {
  const std::string jpeg =
      run_tool({"pdftoppm", "-r", "150", "-jpeg", "-f", "1", "-l", "1", "-"}, pdf, soon()).out;
  const auto [width, height] = jpeg_size(jpeg);
  return pdf_of_objects(
      {"<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[3 0 R]/Count 1>>",
       "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
       "/Resources<</XObject<</I 5 0 R>>>>>>",
       stream_object("", "q 595 0 0 842 0 0 cm /I Do Q"),
       stream_object("/Type/XObject/Subtype/Image/Width " + std::to_string(width) + "/Height " +
                         std::to_string(height) +
                         "/ColorSpace/DeviceRGB/BitsPerComponent 8/Filter/DCTDecode",
                     jpeg)});
}

std::string fixture(const std::string& name) {
  std::ifstream in(std::string(REGWATCH_SOURCE_DIR) + "/tests/documents/fixtures/" + name,
                   std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

DocumentText read_here(const std::string& bytes, const std::string& name) {
  DocumentText text;
  TextSink sink([&](std::string paragraph) { text.paragraphs.push_back(std::move(paragraph)); },
                std::size_t(8) << 20);
  DocumentInput input;
  input.bytes = bytes;
  input.name = name;
  input.deadline = soon();
  const ReadResult result = read_input(input, sink);
  text.outcome = result.outcome;
  text.problem = result.problem;
  text.reader = result.reader;
  return text;
}

DocumentText read_apart(const std::string& bytes, const std::string& name) {
  DocumentOptions options;
  options.program = REGWATCH_PROGRAM;
  return read_document({name, "", bytes}, options);
}

}  // namespace regwatch::testing
