// Workbooks, OFD, PDF, DOC, RTF, HTML and text, each on a document made for it; and one document in
// three formats, which must read alike.

#include <catch2/catch.hpp>

#include "base/text.h"
#include "tests/documents/samples.h"

namespace regwatch {

using namespace std::string_literals;
using testing::fixture;
using testing::ofd_of;
using testing::read_apart;
using testing::read_here;
using Paragraphs = std::vector<std::string>;
using Outcome = DocumentText::Outcome;

namespace {

void check_read(const DocumentText& text, const Paragraphs& expected) {
  INFO(text.problem);
  CHECK(text.outcome == Outcome::read);
  CHECK(text.paragraphs == expected);
}

std::string ofd_text(double x, double y, double size, const std::string& text,
                     const std::string& distances = "") {
  const auto number = [](double value) { return std::to_string(value); };
  return "<ofd:TextObject Boundary=\"" + number(x) + " " + number(y) + " 100 10\" Size=\"" +
         number(size) + "\"><ofd:TextCode X=\"0\" Y=\"" + number(size) + "\"" +
         (distances.empty() ? "" : " DeltaX=\"" + distances + "\"") + ">" + text +
         "</ofd:TextCode></ofd:TextObject>";
}

std::string line_of_length(int length) {
  std::string out;
  for (int i = 0; i < length; ++i) out += "字";
  return out;
}

}  // namespace

TEST_CASE("every visible sheet is read, its cells as a person sees them") {
  const Paragraphs expected = {
      "处罚名单",
      "序号\t单位名称\t处罚日期\t金额\t比例\t批次",
      "1\t某某银行股份有限公司\t2026-09-18\t1234567.50\t12.5%\t2026年第3批",
      "2\t另一银行\t2026-09-19 08:30\t200000\t1\tx y",
      "合计（万元）",
      "附表",
      "a\tb"};
  check_read(read_here(fixture("list.xlsx")), expected);
  check_read(read_here(fixture("list.xls")), expected);
}

TEST_CASE("cells of a workbook stand in their columns") {
  const std::string rows =
      "<row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>甲</t><rPh><t>jia</t></rPh></is></c>"
      "<c r=\"D1\"><v>3</v></c></row>"
      "<row r=\"2\"><c r=\"B2\" t=\"b\"><v>1</v></c><c r=\"C2\" t=\"s\"><v>99</v></c>"
      "<c r=\"D2\" t=\"str\"><f>A1</f><v>式</v></c></row>"
      "<row r=\"3\"><c r=\"ZZZ3\" t=\"str\"><v>远</v></c></row>";
  check_read(read_here(testing::xlsx_of(rows)), {"甲\t\t\t3", "\tTRUE\t\t式", "远"});
}

TEST_CASE("text of an OFD is ordered by place and joined to paragraphs") {
  const std::string full = line_of_length(26);
  std::string objects;
  // The second line comes first in the file; the page's number is the last line.
  objects += ofd_text(20, 60, 6, full) + ofd_text(32, 50, 6, "第一条");
  objects += ofd_text(56, 50, 6, line_of_length(20));
  objects += ofd_text(20, 70, 6, "止。") + ofd_text(32, 80, 6, line_of_length(24));
  objects += ofd_text(20, 90, 6, "又止。") + ofd_text(100, 280, 4, "- 3 -");
  check_read(read_here(ofd_of(objects)),
             {"第一条 " + line_of_length(20) + full + "止。", line_of_length(24) + "又止。"});
}

TEST_CASE("distances within a code part words, and may be repeated") {
  const std::string objects = ofd_text(20, 50, 5, "甲乙丙丁", "5 25 5") +
                              ofd_text(20, 70, 5, "一二三四五", "g 4 5") +
                              ofd_text(20, 90, 5, "一二", "g 99999999 5 g x");
  const DocumentText text = read_here(ofd_of(objects));
  check_read(text, {"甲乙 丙丁", "一二三四五", "一二"});
}

TEST_CASE("an OFD without text is said to be pictures") {
  const DocumentText text = read_here(ofd_of("<ofd:ImageObject/>"));
  CHECK(text.outcome == Outcome::scanned);
  CHECK_FALSE(text.problem.empty());
}

TEST_CASE("one document reads alike in three formats") {
  const DocumentText docx = read_here(fixture("notice.docx"));
  CHECK(docx.outcome == Outcome::read);
  REQUIRE(docx.paragraphs.size() == 24);
  CHECK(docx.paragraphs[2] ==
        "第二条 在中华人民共和国境内开展数据处理活动及其安全监管，适用本办法。");
  CHECK(docx.paragraphs[16] == "4\t快看小说阅读器4\t\t违规收集个人信息；强制、频繁、过度索取权限");
  check_read(read_apart(fixture("notice.pdf")), docx.paragraphs);
  DocumentText doc = read_here(fixture("notice.doc"));
  // The binary format does not say how many columns a cell spans.
  for (auto& paragraph : doc.paragraphs) {
    if (paragraph == "合计\t\t八款") paragraph = "合计\t\t\t八款";
  }
  check_read(doc, docx.paragraphs);
}

TEST_CASE("a PDF of pictures is read by OCR, or said to be scanned") {
  const DocumentText text = read_apart(testing::scanned_pdf_of(fixture("notice.pdf")));
  if (text.outcome == Outcome::scanned) {
    CHECK(text.problem.find("no OCR is installed") != std::string::npos);
    return;
  }
  CHECK(text.outcome == Outcome::read);
  CHECK(text.reader == "ocr 1");
  CHECK(text.problem.find("OCR") != std::string::npos);
  CHECK(join(text.paragraphs, "").find("中华人民共和国数据安全法") != std::string::npos);
}

TEST_CASE("words of a PDF that stand in columns are cells") {
  std::string content = "BT /F 12 Tf 12 TL 60 700 Td ";
  for (int row = 0; row < 4; ++row) {
    const std::string y = std::to_string(600 - 20 * row);
    content += "1 0 0 1 60 " + y + " Tm (" + std::to_string(row + 1) + ") Tj 1 0 0 1 120 " + y +
               " Tm (name) Tj 1 0 0 1 300 " + y + " Tm (version) Tj ";
  }
  check_read(read_apart(testing::pdf_of(content + "ET")),
             {"1\tname\tversion", "2\tname\tversion", "3\tname\tversion", "4\tname\tversion"});
}

TEST_CASE("rich text is read by code page and by number") {
  const std::string rtf =
      "{\\rtf1\\ansi\\ansicpg936{\\fonttbl{\\f0\\fcharset134 \\'cb\\'ce;}}{\\*\\generator x;}"
      "{\\info{\\title t}}\\uc1 \\'b5\\'da\\'d2\\'bb\\'cc\\'f5 \\u20026?\\u20102?\\par "
      "{\\header H}\\trowd\\intbl A\\cell B\\cell\\row\\pard \\u-10179?\\u-8704?\\{\\}\\par}";
  check_read(read_here(rtf), {"第一条 为了", "A\tB", "😀{}"});
  CHECK(read_here(rtf.substr(0, rtf.size() - 1)).outcome == Outcome::failed);
}

TEST_CASE("text is read in its charset, pages by their blocks") {
  check_read(read_here("\xB5\xDA\xD2\xBB\xCC\xF5 \xCE\xAA\xC1\xCB\r\n\r\n\xB9\xE6\xB7\xB6\n"),
             {"第一条 为了", "规范"});
  check_read(read_here("\xFF\xFE\x2C\x7B\x00\x4E\x61\x67"s), {"第一条"});
  check_read(read_here("<html><body><p>甲</p><table><tr><td>1<td>2</table>"), {"甲", "1\t2"});
  check_read(read_here("净\x01\x1B[31m文\xE2\x80\xAE本\n"), {"净[31m文本"});
}

TEST_CASE("what nobody reads is said to be unread, with the reason") {
  const struct {
    std::string bytes, name;
    Outcome outcome;
    const char* reason;
  } cases[] = {
      {"Rar!\x1A\x07\x00 no archive"s, "a.rar", Outcome::unread,
       "RAR archive: no reader installed"},
      {"\x89PNG\r\n\x1A\n", "a.png", Outcome::scanned, "a picture"},
      {"\x01\x02\x03\x00\x04"s, "a.ceb", Outcome::unread, "no reader installed"},
      {"", "a.pdf", Outcome::failed, "empty"},
      {"%PDF-1.4 nothing", "a.pdf", Outcome::failed, "pdftotext"},
      {testing::docx_of(""), "a.docx", Outcome::failed, "no text"},
  };
  for (const auto& each : cases) {
    const DocumentText text = read_apart(each.bytes, each.name);
    INFO(each.name << ": " << text.problem);
    CHECK(name_of(text.outcome) == name_of(each.outcome));
    CHECK(text.problem.find(each.reason) != std::string::npos);
    CHECK(text.paragraphs.empty());
  }
}

}  // namespace regwatch
