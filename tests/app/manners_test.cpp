#include "app/manners.h"

#include <catch2/catch.hpp>

namespace regwatch {
namespace {

Source source_at(const std::string& id, const std::string& url) {
  Source source;
  source.id = id;
  source.url = url;
  return source;
}

TEST_CASE("a link is asked for with the manners of the institution that it leads to") {
  Source lister = source_at("cac-news", "https://www.cac.gov.cn/yw/");
  lister.user_agent = "Mozilla/5.0 A";
  lister.cookie = "secret=1";
  lister.tls = {"weak-dh"};
  lister.fetching = Fetching::browser;
  lister.keep_cookies = true;
  Source off = source_at("mps-old", "https://www.mps.gov.cn/old/");
  off.disabled = "moved";
  Source other = source_at("mps-rules", "https://www.mps.gov.cn/n2254314/index.html");
  other.fetching = Fetching::browser_if_blocked;
  other.user_agent = "Mozilla/5.0 B";
  const std::vector<Source> sources = {lister, off, other};

  CHECK(manners_for("https://www.cac.gov.cn/a.htm", lister, sources).id == "cac-news");
  CHECK(manners_for("https://static.cac.gov.cn/a.pdf", lister, sources).cookie == "secret=1");
  const Source mps = manners_for("http://www.mps.gov.cn/n1/c1/content.html", lister, sources);
  CHECK(mps.id == "mps-rules");
  CHECK(mps.fetching == Fetching::browser_if_blocked);
  CHECK(mps.user_agent == "Mozilla/5.0 B");
  CHECK_FALSE(mps.cookie);

  const Source guest = manners_for("https://mp.weixin.qq.com/s/abc", lister, sources);
  CHECK(guest.user_agent == "Mozilla/5.0 A");
  CHECK(guest.url == lister.url);
  CHECK_FALSE(guest.cookie);
  CHECK(guest.tls.empty());
  CHECK(guest.fetching == Fetching::plain);
  CHECK_FALSE(guest.keep_cookies);
}

}  // namespace
}  // namespace regwatch
