#include "documents/file_name.h"

#include <catch2/catch.hpp>

#include "base/text.h"

namespace regwatch {

TEST_CASE("Content-Disposition names a file in many ways") {
  const std::pair<std::string, std::string> cases[] = {
      {"attachment; filename=\"a.pdf\"", "a.pdf"},
      {"attachment; filename=a.pdf", "a.pdf"},
      {"attachment;FileName = a.pdf ; size=3", "a.pdf"},
      {"attachment; filename*=UTF-8''%E5%8A%9E%E6%B3%95.docx", "办法.docx"},
      {"attachment; filename=\"x.docx\"; filename*=utf-8'zh-CN'%E5%8A%9E%E6%B3%95.docx",
       "办法.docx"},
      {"attachment; filename*=GBK''%B0%EC%B7%A8.docx", "办法.docx"},
      {"attachment; filename*=gb2312''%B0%EC%B7%A8.docx; filename=\"x\"", "办法.docx"},
      {"attachment; filename=\"办法.docx\"", "办法.docx"},
      {"attachment; filename=\"\xB0\xEC\xB7\xA8.docx\"", "办法.docx"},
      {"attachment; filename=\"\xC3\xA5\xC2\x8A\xC2\x9E\xC3\xA6\xC2\xB3\xC2\x95.docx\"",
       "办法.docx"},
      {"attachment; filename=\"%E5%8A%9E%E6%B3%95.docx\"", "办法.docx"},
      {"attachment; filename=%B0%EC%B7%A8.docx", "办法.docx"},
      {"attachment; filename=\"\xCE\xB4\xD6\xAA.docx\"", "未知.docx"},
      {"attachment; filename=\"=?UTF-8?B?5Yqe5rOVLmRvY3g=?=\"", "办法.docx"},
      {"attachment; filename=\"=?UTF-8?Q?=E5=8A=9E=E6=B3=95.docx?=\"", "办法.docx"},
      {"attachment; filename=\"=?gb2312?B?sOy3qA==?= =?gb2312?B?LmRvY3g=?=\"", "办法.docx"},
      {R"(attachment; filename="a\"b;c.pdf"; x=1)", "a\"b;c.pdf"},
      {"inline", ""},
      {"attachment; filename=", ""},
      {"attachment; filename=\"", "\""},
      {"attachment; filename=\"=?UTF-8?B?", "=?UTF-8?B?"},
      {"attachment; filename=\"100%.pdf\"", "100%.pdf"},
  };
  for (const auto& [value, name] : cases) {
    INFO(value);
    CHECK(file_name_in_disposition(value) == name);
  }
}

TEST_CASE("a file is called what its site calls it") {
  const struct {
    std::string link, url, disposition;
    DocumentKind kind;
    std::string name;
  } cases[] = {
      {"附件：1.数据安全管理办法.docx", "https://a.gov.cn/c1/files/P020260918.docx", "",
       DocumentKind::docx, "1.数据安全管理办法.docx"},
      {"附件1", "https://a.gov.cn/d?id=3", "attachment; filename*=UTF-8''%E5%8A%9E%E6%B3%95.pdf",
       DocumentKind::pdf, "办法.pdf"},
      {"数据安全管理办法", "https://a.gov.cn/files/3f2a9c1d3f2a9c1d3f2a9c1d3f2a9c1d.pdf", "",
       DocumentKind::pdf, "数据安全管理办法.pdf"},
      {"数据安全管理办法", "https://a.gov.cn/x/download.jsp?fileName=%E5%8A%9E%E6%B3%95.doc&id=1",
       "", DocumentKind::doc, "办法.doc"},
      {"下载", "https://a.gov.cn/x/%B0%EC%B7%A8.doc", "", DocumentKind::doc, "办法.doc"},
      {"办法.pdf.pdf", "https://a.gov.cn/1.pdf", "", DocumentKind::pdf, "办法.pdf"},
      {"办法.docx.pdf", "https://a.gov.cn/1.pdf", "", DocumentKind::pdf, "办法.docx.pdf"},
      {"", "https://a.gov.cn/x/W020260918.pdf", "", DocumentKind::pdf, "W020260918.pdf"},
      {"", "https://a.gov.cn/", "", DocumentKind::unknown, "附件"},
      {"", "https://a.gov.cn", "", DocumentKind::pdf, "附件.pdf"},
      {"..\\..\\etc\\passwd", "", "attachment; filename=\"../../etc/passwd.pdf\"",
       DocumentKind::pdf, "passwd.pdf"},
      {"", "", "attachment; filename=\"C:\\\\x\\\\办法.doc\"", DocumentKind::doc, "办法.doc"},
      {"办法\xE2\x80\xAE"
       "fdp.exe\x07\n说明.pdf",
       "", "", DocumentKind::pdf, "办法fdp.exe 说明.pdf"},
      {"附件2：名单（点击下载）", "https://a.gov.cn/1/2.xls", "", DocumentKind::xls,
       "附件2：名单.xls"},
      {"附件：存在问题的应用名单", "https://a.gov.cn/1/apps.xlsx", "", DocumentKind::xlsx,
       "存在问题的应用名单.xlsx"},
      {"附件1", "https://a.gov.cn/1/%E5%90%8D%E5%8D%95.xlsx", "", DocumentKind::xlsx, "名单.xlsx"},
      {"附件下载", "https://a.gov.cn/1/apps.xlsx", "", DocumentKind::xlsx, "apps.xlsx"},
      {"", "https://a.gov.cn/attach/0/%E5%90%8D%E5%8D%95.xls?x=/a/b", "", DocumentKind::xls,
       "名单.xls"},
      {"...", "https://a.gov.cn/...", "", DocumentKind::unknown, "附件"},
  };
  for (const auto& each : cases) {
    const Headers headers = {{"Content-Disposition", each.disposition}};
    INFO(each.link << " " << each.url << " " << each.disposition);
    CHECK(file_name_of({each.link, each.url, each.disposition.empty() ? nullptr : &headers,
                        each.kind}) == each.name);
  }
}

TEST_CASE("a name is bounded and keeps its extension") {
  std::string link;
  for (int i = 0; i < 5000; ++i) link += "长";
  const std::string name = file_name_of({link + ".pdf", "", nullptr, DocumentKind::pdf});
  CHECK(count_code_points(name) < 220);
  CHECK(name.substr(name.size() - 4) == ".pdf");
}

TEST_CASE("without_extension takes off a document's extension only") {
  CHECK(without_extension("办法.pdf") == "办法");
  CHECK(without_extension("办法3.0") == "办法3.0");
  CHECK(without_extension(".pdf") == ".pdf");
}

}  // namespace regwatch
