#include "parsers/json.h"

#include <catch2/catch.hpp>
#include <string>

namespace regwatch {
namespace {

TEST_CASE("values are found by path, whatever type a site wrote them in", "[json]") {
  const auto json = Json::parse(
      R"({"data":{"total":"38","rows":[{"id":7,"t":" 标题 ","wh":"null","x":null,"b":true}]},"f":1.5})");
  REQUIRE(json.ok());
  CHECK(json->at("data.total").integer() == 38);
  CHECK(json->at("data.rows.0.id").integer() == 7);
  CHECK(json->at("data.rows.0.id").text() == "7");
  CHECK(json->at("data.rows.0.t").text() == " 标题 ");
  CHECK(json->at("data.rows.0.t").word() == "标题");
  CHECK_FALSE(json->at("data.rows.0.wh").word());
  CHECK(json->at("data.rows.0.x").is_null());
  CHECK_FALSE(json->at("data.rows.0.x").text());
  CHECK(json->at("data.rows.0.b").boolean() == true);
  CHECK(json->at("f").integer() == 1);
  CHECK(json->at("data.rows").size() == 1);
  CHECK(json->at("data.rows").items().size() == 1);
  CHECK_FALSE(json->at("data.rows.9.id"));
  CHECK_FALSE(json->at("data.rows.-1"));
  CHECK_FALSE(json->at("no.such.path"));
  CHECK((*json)["data"].members().size() == 2);
  CHECK_FALSE((*json)["f"]["g"].integer());
}

TEST_CASE("a JSONP wrapper and a byte order mark are taken off", "[json]") {
  for (const char* text : {"cb({\"a\":1});", "\xEF\xBB\xBF{\"a\":1}",
                           " jQuery_1.x ( {\"a\":1} ) ;\n", "/**/cb({\"a\":1})"}) {
    INFO(text);
    const auto json = Json::parse(text);
    REQUIRE(json.ok());
    CHECK((*json)["a"].integer() == 1);
  }
}

TEST_CASE("what is no JSON is an error that says where", "[json]") {
  for (const char* text : {"", "<html></html>", "{\"a\":", "{\"a\":1}x", "[1,2", "nul"}) {
    INFO(text);
    const auto json = Json::parse(text);
    REQUIRE_FALSE(json.ok());
    CHECK(json.error().fault == Fault::broken);
    CHECK(json.error().message.find("JSON") != std::string::npos);
  }
}

TEST_CASE("nesting made to exhaust the stack is refused", "[json]") {
  const std::string open(200'000, '[');
  const auto json = Json::parse(open + std::string(200'000, ']'));
  REQUIRE_FALSE(json.ok());
  CHECK(json.error().message.find("nested") != std::string::npos);
  CHECK(Json::parse(std::string(60, '[') + std::string(60, ']')).ok());
  CHECK(Json::parse("\"[[[[" + std::string(200, '[') + "\"").ok());
}

TEST_CASE("bytes that are no UTF-8 do not stop a reading", "[json]") {
  const auto json = Json::parse("{\"a\":\"x\xFF\"}");
  REQUIRE(json.ok());
  CHECK((*json)["a"].text() == "x\xEF\xBF\xBD");
}

TEST_CASE("a count is a number of rows that a site can have", "[json]") {
  const std::pair<const char*, std::optional<int>> cases[] = {{"2610", 2610},
                                                              {"\"38\"", 38},
                                                              {"0", 0},
                                                              {"-1", std::nullopt},
                                                              {"2147483647", std::nullopt},
                                                              {"4294967301", std::nullopt},
                                                              {"null", std::nullopt},
                                                              {"\"many\"", std::nullopt}};
  for (const auto& [written, count] : cases) {
    INFO(written);
    const auto json = Json::parse("{\"total\":" + std::string(written) + "}");
    REQUIRE(json.ok());
    CHECK((*json)["total"].count() == count);
  }
}

}  // namespace
}  // namespace regwatch
