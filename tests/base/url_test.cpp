#include "base/url.h"

#include <catch2/catch.hpp>

using namespace regwatch;

namespace {

std::string resolved(const std::string& base, const std::string& reference) {
  const auto url = resolve_url(base, reference);
  return url ? *url : "invalid";
}

std::string parsed(const std::string& text) {
  const auto url = parse_url(text);
  return url ? url->str() : "invalid";
}

}  // namespace

TEST_CASE("references resolve as RFC 3986 §5.4 says") {
  const std::vector<std::pair<std::string, std::string>> cases = {
      // §5.4.1 normal
      {"g", "http://a/b/c/g"},
      {"./g", "http://a/b/c/g"},
      {"g/", "http://a/b/c/g/"},
      {"/g", "http://a/g"},
      {"//g", "http://g/"},
      {"?y", "http://a/b/c/d;p?y"},
      {"g?y", "http://a/b/c/g?y"},
      {"#s", "http://a/b/c/d;p?q#s"},
      {"g#s", "http://a/b/c/g#s"},
      {"g?y#s", "http://a/b/c/g?y#s"},
      {";x", "http://a/b/c/;x"},
      {"g;x", "http://a/b/c/g;x"},
      {"g;x?y#s", "http://a/b/c/g;x?y#s"},
      {"", "http://a/b/c/d;p?q"},
      {".", "http://a/b/c/"},
      {"./", "http://a/b/c/"},
      {"..", "http://a/b/"},
      {"../", "http://a/b/"},
      {"../g", "http://a/b/g"},
      {"../..", "http://a/"},
      {"../../", "http://a/"},
      {"../../g", "http://a/g"},
      // §5.4.2 abnormal
      {"../../../g", "http://a/g"},
      {"../../../../g", "http://a/g"},
      {"/./g", "http://a/g"},
      {"/../g", "http://a/g"},
      {"g.", "http://a/b/c/g."},
      {".g", "http://a/b/c/.g"},
      {"g..", "http://a/b/c/g.."},
      {"..g", "http://a/b/c/..g"},
      {"./../g", "http://a/b/g"},
      {"./g/.", "http://a/b/c/g/"},
      {"g/./h", "http://a/b/c/g/h"},
      {"g/../h", "http://a/b/c/h"},
      {"g;x=1/./y", "http://a/b/c/g;x=1/y"},
      {"g;x=1/../y", "http://a/b/c/y"},
      {"g?y/./x", "http://a/b/c/g?y/./x"},
      {"g?y/../x", "http://a/b/c/g?y/../x"},
      {"g#s/./x", "http://a/b/c/g#s/./x"},
      {"g#s/../x", "http://a/b/c/g#s/../x"},
  };
  for (const auto& [reference, expected] : cases) {
    INFO(reference);
    CHECK(resolved("http://a/b/c/d;p?q", reference) == expected);
  }
}

TEST_CASE("references resolve as browsers read what these sites print") {
  const std::string base = "https://www.cac.gov.cn/wxzw/index_1.htm?x=1#y";
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"//www.cac.gov.cn/2026-07/24/c_1.htm", "https://www.cac.gov.cn/2026-07/24/c_1.htm"},
      {"HTTP://WWW.CAC.GOV.CN/A", "http://www.cac.gov.cn/A"},
      {" \n ./a.htm\t", "https://www.cac.gov.cn/wxzw/a.htm"},
      {"a\n\tb.htm", "https://www.cac.gov.cn/wxzw/ab.htm"},
      {"files/附件1：办法.pdf",
       "https://www.cac.gov.cn/wxzw/files/%E9%99%84%E4%BB%B61%EF%BC%9A%E5%8A%9E%E6%B3%95.pdf"},
      {"files/%e9%99%84.pdf", "https://www.cac.gov.cn/wxzw/files/%e9%99%84.pdf"},
      {"a b.pdf", "https://www.cac.gov.cn/wxzw/a%20b.pdf"},
      {"..\\a\\b.htm", "https://www.cac.gov.cn/a/b.htm"},
      {"\\\\b.gov.cn\\x", "https://b.gov.cn/x"},
      {"x?p=a\\b", "https://www.cac.gov.cn/wxzw/x?p=a\\b"},
      {"?page=2", "https://www.cac.gov.cn/wxzw/index_1.htm?page=2"},
      {"?", "https://www.cac.gov.cn/wxzw/index_1.htm?"},
      {"#top", "https://www.cac.gov.cn/wxzw/index_1.htm?x=1#top"},
      {"a:b.htm", "invalid"},
      {"./a:b.htm", "https://www.cac.gov.cn/wxzw/a:b.htm"},
      {"javascript:void(0)", "invalid"},
      {"JavaScript:;", "invalid"},
      {"mailto:a@example.gov.cn", "invalid"},
      {"data:text/html,x", "invalid"},
      {"ftp://a/b", "invalid"},
      {"file:///etc/passwd", "invalid"},
      {"https:///x", "invalid"},
      {"//", "invalid"},
      {"http://user:secret@a/b", "invalid"},
      {"1.htm?next=http://b/", "https://www.cac.gov.cn/wxzw/1.htm?next=http://b/"},
      {"\u3000/x", "https://www.cac.gov.cn/x"},
      {"http:\\\\b.gov.cn\\x", "http://b.gov.cn/x"},
      {"/a//b", "https://www.cac.gov.cn/a//b"},
      {"/a/%2e%2e/b", "https://www.cac.gov.cn/b"},
  };
  for (const auto& [reference, expected] : cases) {
    INFO(reference);
    CHECK(resolved(base, reference) == expected);
  }
}

TEST_CASE("an absolute address is read and written in one form") {
  const std::vector<std::pair<std::string, std::string>> cases = {
      {"https://example.gov.cn", "https://example.gov.cn/"},
      {"https://example.gov.cn?x=1", "https://example.gov.cn/?x=1"},
      {"https://example.gov.cn#x", "https://example.gov.cn/#x"},
      {"https://example.gov.cn:443/", "https://example.gov.cn/"},
      {"http://example.gov.cn:80/", "http://example.gov.cn/"},
      {"http://example.gov.cn:443/", "http://example.gov.cn:443/"},
      {"http://example.gov.cn:/", "http://example.gov.cn/"},
      {"http://example.gov.cn:08080/", "http://example.gov.cn:8080/"},
      {"http://example.gov.cn./a", "http://example.gov.cn/a"},
      {"http://[2001:DB8::1]/a", "http://[2001:db8::1]/a"},
      {"http://[2001:db8::1]:8080/a", "http://[2001:db8::1]:8080/a"},
      {"http://192.0.2.7:8080/", "http://192.0.2.7:8080/"},
      {"http://a/b/../../c", "http://a/c"},
      {"http://a/?", "http://a/?"},
      {"http://a/%zz", "http://a/%zz"},
      {"http://a:65535/", "http://a:65535/"},
      {"http://a:65536/", "invalid"},
      {"http://a:99999999999999999999/", "invalid"},
      {"http://a:8x/", "invalid"},
      {"http://a:-1/", "invalid"},
      {"http://[::1/", "invalid"},
      {"http://[::1]x/", "invalid"},
      {"http:///a", "invalid"},
      {"http://:80/", "invalid"},
      {"http:a/b", "invalid"},
      {"http://a b/", "invalid"},
      {"http://a%00b/", "invalid"},
      {"http://u@a/", "invalid"},
      {"example.gov.cn/a", "invalid"},
      {"/a", "invalid"},
      {"", "invalid"},
      {"://a", "invalid"},
  };
  for (const auto& [text, expected] : cases) {
    INFO(text);
    CHECK(parsed(text) == expected);
  }
}

TEST_CASE("writing what was read changes nothing more") {
  for (const std::string text :
       {"https://example.gov.cn/附件 1.pdf?q=数据#节", "http://a/%e9%99%84?x=%zz",
        "http://a/?a=b&c", "http://[2001:db8::1]:8080/x"}) {
    CHECK(parsed(parsed(text)) == parsed(text));
  }
}

TEST_CASE("the parts are at hand") {
  const auto url = parse_url("HTTPS://WWW.Example.gov.cn:8443/a/b?x=1&y=2#z");
  REQUIRE(url);
  CHECK(url->scheme == "https");
  CHECK(url->host == "www.example.gov.cn");
  CHECK(url->port == 8443);
  CHECK(url->effective_port() == 8443);
  CHECK(url->path == "/a/b");
  CHECK(url->query == "x=1&y=2");
  CHECK(url->has_query);
  CHECK(url->fragment == "z");
  CHECK(url->origin() == "https://www.example.gov.cn:8443");
  CHECK(parse_url("http://a/")->effective_port() == 80);
  CHECK(parse_url("https://a/")->effective_port() == 443);
  CHECK_FALSE(parse_url("http://a/")->has_query);
}

TEST_CASE("percent-encoding goes both ways") {
  CHECK(percent_encode("右侧内容 a-z_.~/") == "%E5%8F%B3%E4%BE%A7%E5%86%85%E5%AE%B9%20a-z_.~%2F");
  CHECK(percent_decode("%E5%8f%b3") == "右");
  CHECK(percent_decode("100%") == "100%");
  CHECK(percent_decode("%4") == "%4");
  CHECK(percent_decode("%zz%41") == "%zzA");
  CHECK(percent_decode("%%41") == "%A");
  std::string all;
  for (int i = 0; i < 256; ++i) all += static_cast<char>(i);
  CHECK(percent_decode(percent_encode(all)) == all);
}

TEST_CASE("a query is a list of pairs in order") {
  using Pairs = std::vector<std::pair<std::string, std::string>>;
  CHECK(parse_query("a=1&b=&c&=d&&a=2+3%2B") ==
        Pairs{{"a", "1"}, {"b", ""}, {"c", ""}, {"", "d"}, {"a", "2 3+"}});
  CHECK(parse_query("").empty());
  CHECK(parse_query("value==") == Pairs{{"value", "="}});
  const Pairs pairs = {{"fuhao", "="}, {"q", "数据 安全&x"}, {"e", ""}};
  CHECK(parse_query(build_query(pairs)) == pairs);
}

TEST_CASE("hosts of one site are told from others") {
  CHECK(is_same_site("www.mps.gov.cn", "app.mps.gov.cn"));
  CHECK(is_same_site("mps.gov.cn", "www.mps.gov.cn"));
  CHECK(is_same_site("std.samr.gov.cn", "openstd.samr.gov.cn"));
  CHECK(is_same_site("www.gov.cn", "sousuo.www.gov.cn"));
  CHECK(is_same_site("example.com", "static.example.com"));
  CHECK_FALSE(is_same_site("www.mps.gov.cn", "www.mof.gov.cn"));
  CHECK_FALSE(is_same_site("www.mps.gov.cn", "mps.gov.cn.example.com"));
  CHECK_FALSE(is_same_site("a.com.cn", "b.com.cn"));
  CHECK_FALSE(is_same_site("10.0.0.1", "10.0.0.1"));
}

TEST_CASE("a host is of its own domain and of those above it") {
  const auto is_of = [](std::string_view address, std::string_view domain) {
    return is_of_domain(*parse_url(address), domain);
  };
  CHECK(is_of("http://cac.gov.cn/", "cac.gov.cn"));
  CHECK(is_of("http://WAP.cac.gov.cn/a", "cac.gov.cn"));
  CHECK_FALSE(is_of("http://notcac.gov.cn/", "cac.gov.cn"));
  CHECK_FALSE(is_of("http://cac.gov.cn.example.com/", "cac.gov.cn"));
  CHECK_FALSE(is_of("http://gov.cn/", "cac.gov.cn"));
}
