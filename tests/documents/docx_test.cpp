#include <catch2/catch.hpp>

#include "base/text.h"
#include "tests/documents/samples.h"

namespace regwatch {

using testing::docx_of;
using testing::read_here;
using testing::word_paragraph;
using Paragraphs = std::vector<std::string>;
using Outcome = DocumentText::Outcome;

namespace {

Paragraphs text_of(const std::string& docx) {
  const DocumentText text = read_here(docx);
  INFO(text.problem);
  CHECK(text.outcome == Outcome::read);
  CHECK(text.reader == "docx 1");
  return text.paragraphs;
}

std::string level(int number, const std::string& format, const std::string& text,
                  const std::string& more = "") {
  return "<w:lvl w:ilvl=\"" + std::to_string(number) +
         "\"><w:start w:val=\"1\"/><w:numFmt w:val=\"" + format + "\"/>" + more +
         "<w:lvlText w:val=\"" + text + "\"/></w:lvl>";
}

std::string list(int id, int definition, const std::string& more = "") {
  return "<w:num w:numId=\"" + std::to_string(id) + "\"><w:abstractNumId w:val=\"" +
         std::to_string(definition) + "\"/>" + more + "</w:num>";
}

std::string definition(int id, const std::string& levels) {
  return "<w:abstractNum w:abstractNumId=\"" + std::to_string(id) + "\">" + levels +
         "</w:abstractNum>";
}

std::string in_list(int id, int at) {
  return "<w:numPr><w:ilvl w:val=\"" + std::to_string(at) + "\"/><w:numId w:val=\"" +
         std::to_string(id) + "\"/></w:numPr>";
}

std::string run(const std::string& text) { return "<w:r><w:t>" + text + "</w:t></w:r>"; }

std::string cell(const std::string& text, const std::string& properties = "") {
  return "<w:tc><w:tcPr>" + properties + "</w:tcPr>" + word_paragraph(text) + "</w:tc>";
}

}  // namespace

TEST_CASE("automatic numbers stand before their paragraphs") {
  const std::string numbering =
      definition(0,
                 level(0, "chineseCountingThousand", "第%1章") +
                     level(1, "chineseCountingThousand", "第%2条", "<w:lvlRestart w:val=\"0\"/>") +
                     level(2, "chineseCounting", "（%3）")) +
      definition(1, level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2")) +
      definition(2, level(0, "bullet", "\xEF\x82\xB7")) + list(1, 0) + list(2, 1) +
      list(3, 1, "<w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"5\"/></w:lvlOverride>") +
      list(4, 2);
  const std::string body =
      word_paragraph("总则", in_list(1, 0)) + word_paragraph("为了规范", in_list(1, 1)) +
      word_paragraph("个人信息；", in_list(1, 2)) + word_paragraph("重要数据。", in_list(1, 2)) +
      word_paragraph("本办法适用", in_list(1, 1)) + word_paragraph("附则", in_list(1, 0)) +
      word_paragraph("本办法自", in_list(1, 1)) + word_paragraph("甲", in_list(2, 0)) +
      word_paragraph("乙", in_list(2, 1)) + word_paragraph("丙", in_list(3, 0)) +
      word_paragraph("点", in_list(4, 0)) + word_paragraph("不编号", in_list(0, 0));
  CHECK(text_of(docx_of(body, numbering)) ==
        Paragraphs{"第一章 总则", "第一条 为了规范", "（一）个人信息；", "（二）重要数据。",
                   "第二条 本办法适用", "第二章 附则", "第三条 本办法自", "1. 甲", "1.1 乙",
                   "5. 丙", "点", "不编号"});
}

TEST_CASE("a style may number its paragraphs") {
  const std::string numbering =
      definition(0, level(0, "chineseCountingThousand", "第%1章", "<w:pStyle w:val=\"a\"/>") +
                        level(1, "chineseCountingThousand", "第%2条", "<w:pStyle w:val=\"b\"/>")) +
      list(1, 0);
  const std::string styles =
      "<w:style w:type=\"paragraph\" w:styleId=\"a\"><w:pPr><w:numPr><w:numId "
      "w:val=\"1\"/></w:numPr></w:pPr></w:style>"
      "<w:style w:type=\"paragraph\" w:styleId=\"b\"><w:pPr><w:numPr><w:numId "
      "w:val=\"1\"/></w:numPr></w:pPr></w:style>"
      "<w:style w:type=\"paragraph\" w:styleId=\"c\"><w:basedOn w:val=\"a\"/></w:style>"
      "<w:style w:type=\"paragraph\" w:styleId=\"loop\"><w:basedOn w:val=\"loop\"/></w:style>";
  const std::string body = word_paragraph("总则", "<w:pStyle w:val=\"a\"/>") +
                           word_paragraph("目的", "<w:pStyle w:val=\"b\"/>") +
                           word_paragraph("范围", "<w:pStyle w:val=\"c\"/>") +
                           word_paragraph("圈", "<w:pStyle w:val=\"loop\"/>");
  CHECK(text_of(docx_of(body, numbering, styles)) ==
        Paragraphs{"第一章 总则", "第一条 目的", "第二章 范围", "圈"});
}

TEST_CASE("tracked changes are read as accepted") {
  const std::string body =
      "<w:p>" + run("应当在") + "<w:del><w:r><w:delText>十</w:delText></w:r></w:del><w:ins>" +
      run("十五") + "</w:ins>" + run("日内报告。") + "</w:p>" +
      "<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>" + run("前半") + "</w:p><w:p>" + run("后半") +
      "</w:p>" + "<w:p><w:moveFrom>" + run("移走") + "</w:moveFrom><w:moveTo>" + run("移来") +
      "</w:moveTo></w:p>";
  CHECK(text_of(docx_of(body)) == Paragraphs{"应当在十五日内报告。", "前半后半", "移来"});
}

TEST_CASE("a deleted paragraph takes no number") {
  const std::string numbering =
      definition(0, level(0, "chineseCountingThousand", "第%1条")) + list(1, 0);
  const std::string body =
      word_paragraph("甲", in_list(1, 0)) + "<w:p><w:pPr>" + in_list(1, 0) +
      "<w:rPr><w:del/></w:rPr></w:pPr><w:del><w:r><w:delText>乙</w:delText></w:r></w:del></w:p>" +
      word_paragraph("丙", in_list(1, 0));
  CHECK(text_of(docx_of(body, numbering)) == Paragraphs{"第一条 甲", "第二条 丙"});
}

TEST_CASE("rows of a table are paragraphs of cells") {
  const std::string body =
      "<w:tbl><w:tr>" + cell("序号") + cell("应用", "<w:gridSpan w:val=\"2\"/>") + cell("问题") +
      "</w:tr><w:tr>" + cell("1", "<w:vMerge w:val=\"restart\"/>") + cell("甲") + cell("1.0") +
      cell("违规\t收集") + "</w:tr><w:tr>" + cell("不见", "<w:vMerge/>") + cell("乙") + cell("") +
      cell("同上") + "</w:tr><w:tr><w:trPr><w:del/></w:trPr>" + cell("删去的行") + cell("x") +
      "</w:tr></w:tbl>" + "<w:tbl><w:tr><w:tc>" + word_paragraph("框内一") +
      word_paragraph("框内二") + "</w:tc></w:tr></w:tbl>" + "<w:tbl><w:tr><w:tc><w:tbl><w:tr>" +
      cell("内") + cell("表") + "</w:tr></w:tbl></w:tc>" + cell("旁") + "</w:tr></w:tbl>";
  CHECK(text_of(docx_of(body)) == Paragraphs{"序号\t应用\t\t问题", "1\t甲\t1.0\t违规 收集",
                                             "\t乙\t\t同上", "框内一", "框内二", "内\t表", "旁"});
}

TEST_CASE("what a reader of Word sees is text, what he does not is none") {
  const std::string body =
      "<w:sdt><w:sdtPr><w:alias w:val=\"x\"/></w:sdtPr><w:sdtContent>" + word_paragraph("控件") +
      "</w:sdtContent></w:sdt>" + "<w:p>" + run("正文") +
      "<w:r><mc:AlternateContent><mc:Choice><w:txbxContent>" + word_paragraph("文本框") +
      "</w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent>" + word_paragraph("文本框") +
      "</w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>" +
      "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></"
      "w:r>" +
      "<w:r><w:footnoteReference w:id=\"2\"/></w:r></w:p>" + "<w:p>" + run("上行") +
      "<w:r><w:br/></w:r>" + run("下行") + "</w:p>" + "<w:p><w:ruby><w:rt>" + run("zi") +
      "</w:rt><w:rubyBase>" + run("字") + "</w:rubyBase></w:ruby></w:p>";
  const std::string notes = "<w:footnote w:type=\"separator\" w:id=\"0\">" +
                            word_paragraph("----") + "</w:footnote><w:footnote w:id=\"2\">" +
                            word_paragraph("注释。") + "</w:footnote>";
  CHECK(
      text_of(docx_of(body, "", "", {{"footnotes", notes}, {"header1", word_paragraph("页眉")}})) ==
      Paragraphs{"控件", "正文", "文本框", "上行", "下行", "字", "注释。"});
}

TEST_CASE("nesting of tables and controls is walked, not recursed into") {
  std::string open, close;
  for (int i = 0; i < 60; ++i) {
    open += "<w:tbl><w:tr><w:tc>";
    close += "</w:tc></w:tr></w:tbl>";
  }
  CHECK(text_of(docx_of(open + word_paragraph("深") + close)) == Paragraphs{"深"});
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<w:sdt>";
  CHECK(read_here(docx_of(word_paragraph("前") + deep)).outcome == Outcome::failed);
}

TEST_CASE("broken XML gives what came before, and says so") {
  const DocumentText text =
      read_here(docx_of(word_paragraph("第一条 甲") + "<w:p><w:r><w:t>第二条</w:r>"));
  CHECK(text.outcome == Outcome::failed);
  REQUIRE_FALSE(text.paragraphs.empty());
  CHECK(text.paragraphs.front() == "第一条 甲");
  CHECK(text.problem.find("word/document.xml") != std::string::npos);
}

TEST_CASE("a document type is refused, entities with it") {
  std::string laughs = "<!DOCTYPE x [<!ENTITY a \"ha\">";
  for (char c = 'b'; c < 'l'; ++c) {
    laughs += std::string("<!ENTITY ") + c + " \"";
    for (int i = 0; i < 10; ++i) laughs += std::string("&") + static_cast<char>(c - 1) + ";";
    laughs += "\">";
  }
  const std::string external = "<!DOCTYPE x [<!ENTITY k SYSTEM \"file:///etc/passwd\">";
  for (const std::string& type : {laughs + "]><x>&k;</x>", external + "]><x>&k;</x>"}) {
    const DocumentText text = read_here(testing::zip_of({{"word/document.xml", type}}));
    CHECK(text.outcome == Outcome::failed);
    CHECK(join(text.paragraphs, "").find("root:") == std::string::npos);
    CHECK(text.problem.find("document type") != std::string::npos);
  }
}

}  // namespace regwatch
