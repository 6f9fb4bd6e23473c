#include "parsers/numbered_pages.h"

#include <catch2/catch.hpp>

namespace regwatch {
namespace {

TEST_CASE("a page's number is what its address states, and 1 at least") {
  CHECK(number_in_query("https://a.gov.cn/list?page=3&size=20", "page", 1) == 3);
  CHECK(number_in_query("https://a.gov.cn/list?page=0", "page", 1) == 1);
  CHECK(number_in_query("https://a.gov.cn/list?page=", "page", 2) == 2);
  CHECK(number_in_query("https://a.gov.cn/list?page=-4", "page", 1) == 1);
  CHECK(number_in_query("https://a.gov.cn/list", "size", 18) == 18);
}

TEST_CASE("older rows lie behind a page by the total, and without one behind a full page") {
  Listing listing;
  listing.rows_seen = 20;
  CHECK(has_older_rows(listing, {1, 20}));
  CHECK_FALSE(has_older_rows(listing, {1, 21}));
  listing.total = 40;
  CHECK(has_older_rows(listing, {1, 20}));
  CHECK_FALSE(has_older_rows(listing, {2, 20}));
  listing.total = 41;
  CHECK(has_older_rows(listing, {2, 20}));
}

TEST_CASE("the next page is asked for at the page's own address, all else as it was") {
  Listing listing;
  add_page_of_number(listing, "https://a.gov.cn/list?k=%E6%95%B0&page=2&s=5", "page", 3,
                     "https://a.gov.cn/");
  REQUIRE(listing.next.size() == 1);
  CHECK(listing.next[0].why == FollowUp::Why::older);
  CHECK(listing.next[0].request.url == "https://a.gov.cn/list?k=%E6%95%B0&page=3&s=5");
  REQUIRE(listing.next[0].request.headers.size() == 1);
  CHECK(listing.next[0].request.headers[0].second == "https://a.gov.cn/");
}

}  // namespace
}  // namespace regwatch
