#include "parsers/text_of.h"

#include <catch2/catch.hpp>
#include <string>
#include <vector>

namespace regwatch {
namespace {

std::vector<std::string> read(std::string body) {
  auto html = Html::parse("<body>" + std::move(body) + "</body>");
  REQUIRE(html.ok());
  return paragraphs_of(html->select_one("body"));
}

using Lines = std::vector<std::string>;

TEST_CASE("blocks and line breaks end a paragraph, and nothing else does", "[text]") {
  CHECK(read("<p>一<b>二</b></p>\n<p> 三 </p><p>&nbsp;</p>四<br>五<div>六<p>七</p>八</div>") ==
        Lines{"一二", "三", "四", "五", "六", "七", "八"});
  CHECK(read("<ul><li>甲</li><li>乙<ul><li>丙</li></ul></li></ul>") == Lines{"甲", "乙", "丙"});
  CHECK(read("<p>关于\n  公开　 征求</p>") == Lines{"关于 公开 征求"});
  CHECK(read("<pre>\n　　通知\n各单位：\n\n完</pre>") == Lines{"通知", "各单位：", "完"});
}

TEST_CASE("a list of links to other pages is not the text's, a list of its annexes is", "[text]") {
  const std::string links =
      "<ul><li><a href='/1.html'>某局召开会议</a></li><li><a href='/2.html'>某局开展行动</a>"
      "<span>2026-09-18</span></li><li>[09-17] <a href='/3.html'>某办法解读</a></li></ul>";
  CHECK(read("<p>正文</p>" + links + "<p>完</p>") == Lines{"正文", "完"});
  CHECK(read("<ul><li><a href='/1.html'>甲</a></li><li><a href='/2.html'>乙</a></li></ul>") ==
        Lines{"甲", "乙"});
  CHECK(read("<ul><li><a href='/1.html'>附件一</a></li><li><a href='/2.html'>附件二</a></li><li><a "
             "href='/3.html'>附件三</a></li></ul>") == Lines{"附件一", "附件二", "附件三"});
  CHECK(read("<ol><li><a href='/1.pdf'>甲</a></li><li><a href='/2.pdf'>乙</a></li><li><a "
             "href='/3.pdf'>丙</a></li></ol>") == Lines{"甲", "乙", "丙"});
  CHECK(read("<ul><li>见<a href='/1.html'>甲</a></li><li>见<a href='/2.html'>乙</a></li><li>见<a "
             "href='/3.html'>丙</a></li></ul>") == Lines{"见甲", "见乙", "见丙"});
}

TEST_CASE("a table row is one paragraph, its cells parted by tabs", "[text]") {
  CHECK(read("<table><tr><th>序号</th><th>名称</th></tr>"
             "<tr><td>1</td><td><p>某公司</p><p>北京</p></td></tr><tr><td>2</td><td></td></tr></"
             "table>") == Lines{"序号\t名称", "1\t某公司 北京", "2\t"});
}

TEST_CASE("cells that stand for rows below keep columns aligned", "[text]") {
  const std::string head =
      "<tr><th>序号</th><th>名称</th><th>事由</th><th>处罚</th><th>机关</th></tr>";
  // Cells are missing in two places: 事由 and 机关.
  CHECK(read("<table>" + head +
             "<tr><td>1<td>甲<td rowspan=2>账户<td>警告<td rowspan=3>某局"
             "<tr><td>2<td>乙<td>罚款<tr><td>3<td>丙<td>清算<td>罚款</table>") ==
        Lines{"序号\t名称\t事由\t处罚\t机关", "1\t甲\t账户\t警告\t某局", "2\t乙\t\t罚款\t",
              "3\t丙\t清算\t罚款"});
  // A cell over two columns counts twice.
  CHECK(read("<table>" + head +
             "<tr><td rowspan=2>1<td colspan=2 rowspan=2>甲<td>警告<td>某局"
             "<tr><td>罚款<td>某局<tr><td rowspan=2>2<td>乙<td rowspan=2>账户<td>警告<td>某局"
             "<tr><td>丙<td>罚款<td>某局</table>") ==
        Lines{"序号\t名称\t事由\t处罚\t机关", "1\t甲\t警告\t某局", "罚款\t某局",
              "2\t乙\t账户\t警告\t某局", "\t丙\t\t罚款\t某局"});
  // The second line of a split header names parts of one cell.
  CHECK(read("<table><tr><th rowspan=2>序号<th colspan=2>应用信息<th rowspan=2>问题"
             "<tr><th>名称<th>版本<tr><td>1<td>甲<td>1.0<td>超范围</table>") ==
        Lines{"序号\t应用信息\t问题", "名称\t版本", "1\t甲\t1.0\t超范围"});
  // What is no number is one, and what is too large ends the counting.
  CHECK(read("<table><tr><td rowspan=x>1<td colspan=99999999999>甲</tr><tr><td>2<td>乙</table>") ==
        Lines{"1\t甲", "2\t乙"});
}

TEST_CASE("a table that lays out the page is read as blocks", "[text]") {
  const std::string prose =
      "这一段文字很长，足以说明它是正文里的一个完整段落而不是表格里的一个单元，因为没有哪个单元会写"
      "得这样长，长得超过六十个字还不止，读的人一看就明白。";
  const std::string cell = "<p>" + prose + "</p><p>" + prose + "</p><p>" + prose + "</p>";
  CHECK(read("<table><tr><td>" + cell + "</td></tr></table>") == Lines{prose, prose, prose});
  CHECK(read("<table><tr><td>左</td><td>" + cell + "</td></tr></table>") ==
        Lines{"左", prose, prose, prose});
  CHECK(read("<table><tr><td>左</td><td><table><tr><td>1</td><td>2</td></tr></table></td></tr></"
             "table>") == Lines{"左", "1\t2"});
}

TEST_CASE("what a reader does not see is left out", "[text]") {
  CHECK(read("<p>一</p><script>x</script><style>y</style><div style='display: none'>二</div>"
             "<select><option>三</select><p style='color:red'>四</p>") == Lines{"一", "四"});
}

TEST_CASE("files are found by extension and by download path", "[text]") {
  struct Case {
    const char* url;
    bool is_file;
  };
  const Case cases[] = {
      {"P020260409348498606128.pdf", true},
      {"files/%E5%90%8D.pdf.pdf", true},
      {"a.DOCX?download=1", true},
      {"a.wps#x", true},
      {"/sysFile/downloadFile/0123456789abcdef", true},
      {"/cms/pub/interact/downloadfile.jsp?filepath=x&fText=y", true},
      {"/cms_files/filemanager/1/attach/20269/9835", true},
      {"down?fileName=a.xls", true},
      {"/getFile.do?fileId=12", true},
      {"/getFile.do?fileId=", false},
      {"a.html", false},
      {"content.shtml?x=a.b", false},
      {"https://www.example.gov.cn/", false},
      {"javascript:void(0)", false},
      {"", false},
  };
  for (const Case& c : cases) {
    INFO(c.url);
    CHECK(is_file_address(c.url) == c.is_file);
  }
}

TEST_CASE("a link that is named like a file leads to one, whatever its address", "[text]") {
  auto html = Html::parse(
      "<body><a href='/get.do?id=1'>附件1：某办法.docx</a><a href='/get.do?id=2'>附件2.JPG</a>"
      "<a href='/pic/3.jpg'><img src='/pic/3.jpg'></a><a href='/view/4.html'>预览.pdf</a>"
      "<a href='#'>5.doc</a><a href='javascript:down(6)'>6.doc</a><a href='/get.do?id=7'>详情</a>"
      "<a href='mailto:a@example.com'>a.doc</a></body>");
  REQUIRE(html.ok());
  const auto found =
      collect_attachments(html->select_one("body"), "https://www.example.gov.cn/a/1.html");
  REQUIRE(found.size() == 2);
  CHECK(found[0] == Attachment{"附件1：某办法.docx", "https://www.example.gov.cn/get.do?id=1"});
  CHECK(found[1] == Attachment{"附件2.JPG", "https://www.example.gov.cn/get.do?id=2"});
}

TEST_CASE("attachments have names, absolute addresses, and each stands once", "[text]") {
  auto html = Html::parse(
      "<body><a href=' files/附件1：\n规定.pdf '>附件1</a><a href='files/附件1：规定.pdf'>附件1</a>"
      "<a href='/x/2.doc' title='二'><img src=i.png></a><a href='3.xls'></a><a "
      "href='4.zip'>下载</a>"
      "<a href='p.html'>页</a>"
      "<a "
      "href='/cms/pub/interact/downloadfile.jsp?filepath=k&fText=%E8%AF%B4%E6%98%8E'></a></body>");
  REQUIRE(html.ok());
  const auto found = collect_attachments(html->select_one("body"),
                                         "https://www.example.gov.cn/a/c1/content.shtml");
  REQUIRE(found.size() == 5);
  CHECK(found[0].name == "附件1");
  CHECK(found[0].url ==
        "https://www.example.gov.cn/a/c1/files/%E9%99%84%E4%BB%B61%EF%BC%9A%E8%A7%84%E5%AE%9A.pdf");
  CHECK(found[1] == Attachment{"二", "https://www.example.gov.cn/x/2.doc"});
  CHECK(found[2] == Attachment{"3.xls", "https://www.example.gov.cn/a/c1/3.xls"});
  CHECK(found[3].name == "4.zip");
  CHECK(found[4].name == "说明");
}

}  // namespace
}  // namespace regwatch
