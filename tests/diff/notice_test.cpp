#include "diff/notice.h"

#include <catch2/catch.hpp>

using namespace regwatch;

TEST_CASE("addresses of one notice are one") {
  const std::vector<std::vector<std::string>> same = {
      {"https://www.cac.gov.cn/2026-09/18/c_1791482017777471.htm",
       "http://www.cac.gov.cn/2026-09/18/c_1791482017777471.htm",
       "https://wap.cac.gov.cn/2026-09/18/c_1791482017777471.htm",
       "https://cac.gov.cn/2026-09/18/c_1791482017777471.htm",
       "https://WWW.CAC.GOV.CN:443/2026-09/18/c_1791482017777471.htm#top",
       "http://www.cac.gov.cn:80/2026-09/18/../18/c_1791482017777471.htm?",
       "https://www.cac.gov.cn/2026-09/18/"
       "c_1791482017777471.htm?from=singlemessage&isappinstalled=0",
       "https://www.cac.gov.cn/2026-09/18/c_1791482017777471.htm?utm_source=x&utm_medium=y",
       "https://www.cac.gov.cn/2026-09/18/c_1791482017777471.htm;jsessionid=0A1B2C",
       " https://www.cac.gov.cn/2026-09/18/c_1791482017777471.htm\n"},
      {"https://example.gov.cn/a?id=7&p=2", "https://example.gov.cn/a?spm=1.2&id=7&p=2",
       "https://example.gov.cn/a?id=7&timestamp=1791482017777&p=2"},
      {"https://example.gov.cn/%e9%99%84%e4%bb%b6.pdf",
       "https://example.gov.cn/%E9%99%84%E4%BB%B6.pdf", "https://example.gov.cn/附件.pdf"},
      {"https://example.gov.cn/%61%2D%7e", "https://example.gov.cn/a-~"},
      {"https://example.gov.cn", "https://example.gov.cn/"},
  };
  for (const auto& group : same) {
    for (const auto& url : group) {
      INFO(url);
      CHECK(canonical_address(url) == canonical_address(group.front()));
    }
  }
}

TEST_CASE("addresses that differ in anything else are two") {
  const std::vector<std::pair<std::string, std::string>> different = {
      {"https://a.gov.cn/x?id=1", "https://a.gov.cn/x?id=2"},
      {"https://a.gov.cn/x?a=1&b=2", "https://a.gov.cn/x?b=2&a=1"},
      {"https://a.gov.cn/X", "https://a.gov.cn/x"},
      {"https://a.gov.cn/x", "https://a.gov.cn/x/"},
      {"https://a.gov.cn/x/", "https://a.gov.cn/x/index.html"},
      {"https://a.gov.cn/x", "https://b.gov.cn/x"},
      {"https://a.gov.cn/x", "https://a.gov.cn:8443/x"},
      {"https://www.gov.cn/x", "https://gov.cn/x"},
      {"https://std.miit.gov.cn/x", "https://www.miit.gov.cn/x"},
      {"https://a.gov.cn/x?from=2026", "https://a.gov.cn/x"},
      {"https://a.gov.cn/x?timestamp=7", "https://a.gov.cn/x"},
      {"https://a.gov.cn/x%2Fy", "https://a.gov.cn/x/y"},
      {"https://a.gov.cn/x?q=a%26b", "https://a.gov.cn/x?q=a&b"},
      {"https://a.gov.cn/app#/detail/7", "https://a.gov.cn/app#/detail/8"},
      {"https://www.tc260.org.cn/front/postDetail.html?id=20240301164054",
       "https://www.tc260.org.cn/front/postDetail.html?id=20221108180519"},
  };
  for (const auto& [a, b] : different) {
    INFO(a << " and " << b);
    CHECK(canonical_address(a) != canonical_address(b));
  }
}

TEST_CASE("what is no address is itself") {
  for (const std::string text : {"", "not an address", "ftp://example.com/x", "https://", "//x",
                                 "javascript:void(0)", "https://u:p@example.com/"})
    CHECK(canonical_address(text) == text);
  CHECK(canonical_address("https://192.0.2.7/a") == "192.0.2.7/a");
  CHECK(canonical_address("https://a.gov.cn/100%") == "a.gov.cn/100%");
  CHECK(canonical_address("https://a.gov.cn/100%2") == "a.gov.cn/100%2");
  CHECK(canonical_address("https://a.gov.cn/%zz") == "a.gov.cn/%zz");
}

TEST_CASE("a notice's id is short, stable and of letters that nobody confuses") {
  const std::string canonical = "cac.gov.cn/2026-09/18/c_1791482017777471.htm";
  const std::string id = notice_id(canonical);
  CHECK(id.size() == 7);
  CHECK(id == notice_id(canonical));
  CHECK(notice_id(canonical, 12).substr(0, 7) == id);
  CHECK(notice_id(canonical, 51).size() == 51);
  CHECK(id.find_first_not_of("0123456789abcdefghjkmnpqrstvwxyz") == std::string::npos);
  CHECK(notice_id("a") != notice_id("b"));
  // SHA-256 of nothing begins e3b0c44298: 11100 01110 11000 01100 01000 10000 10100.
  CHECK(notice_id("") == "werc8gm");
}

TEST_CASE("every status is found by its name") {
  for (const auto status : {NoticeStatus::listed, NoticeStatus::delisted, NoticeStatus::withdrawn})
    CHECK(status_named(name_of(status)) == status);
  CHECK_FALSE(status_named("gone"));
}
