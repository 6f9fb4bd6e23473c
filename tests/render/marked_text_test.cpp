#include "render/marked_text.h"

#include <catch2/catch.hpp>

#include "tests/render/comparison_sample.h"

namespace regwatch {
namespace {

using sample::spans;

TEST_CASE("what differs is marked in plain text and in HTML") {
  const auto text = spans("应当{在五日内}报告");
  CHECK(marked_plain(text, Side::before) == "应当[-在五日内-]报告");
  CHECK(marked_plain(text, Side::after) == "应当{+在五日内+}报告");
  CHECK(marked_html(text, Side::before) == "应当<del>在五日内</del>报告");
  CHECK(marked_html(text, Side::after) == "应当<ins>在五日内</ins>报告");
}

TEST_CASE("what is marked is clean, and escaped in HTML") {
  const auto text = spans("<b>\x1b[1m{\u202E&\"'\t}\xFF");
  CHECK(marked_plain(text, Side::after) == "<b>[1m{+&\"' | +}\uFFFD");
  CHECK(marked_html(text, Side::after) == "&lt;b&gt;[1m<ins>&amp;&quot;&#39; | </ins>\uFFFD");
}

TEST_CASE("a difference that cannot be seen leaves no empty mark") {
  CHECK(marked_plain(spans("甲{\u200F}乙"), Side::before) == "甲乙");
  CHECK(marked_html(spans("甲{\x07}乙"), Side::after) == "甲乙");
}

TEST_CASE("a hunk's paragraphs are marked by character, or whole where one replaced the other") {
  const auto marked = [](const char* before, const char* after) {
    const MarkedHunk hunk = mark_hunk({before, after});
    return marked_plain(hunk.before, Side::before) + " | " + marked_plain(hunk.after, Side::after);
  };
  CHECK(marked("第五条 登记机构应当在十日内完成审核。", "第五条 登记机构应当在五日内完成审核。") ==
        "第五条 登记机构应当在[-十日-]内完成审核。 | 第五条 登记机构应当在{+五日+}内完成审核。");
  CHECK(marked("第十二条 报告。", "第十一条 报告。") ==
        "[-第十二条-] 报告。 | {+第十一条+} 报告。");
  CHECK(marked("附件一", "联系人：张某，电话见办公室网站。") ==
        "[-附件一-] | {+联系人：张某，电话见办公室网站。+}");
  CHECK(marked("", "登记证有效期三年。") == " | {+登记证有效期三年。+}");
  CHECK(marked("登记证有效期三年。", "") == "[-登记证有效期三年。-] | ");
  CHECK(marked("", "") == " | ");
}

TEST_CASE("an abridged text keeps what differs and a little around it") {
  struct Case {
    std::string text;
    std::string expected;
  };
  const Case cases[] = {
      {"网络数据处理者应当{立即}向有关主管部门报告", "…者应当{+立即+}向有关…"},
      {"{第一条}网络数据处理者应当报告{。}", "{+第一条+}网络数…当报告{+。+}"},
      {"数据{甲}处理者{乙}报告", "数据{+甲+}处理者{+乙+}报告"},
      {"{新增}", "{+新增+}"},
      {"网络数据处理者应当报告", "网络数据处理者应当报告"},
  };
  for (const auto& [text, expected] : cases) {
    CHECK(marked_plain(abridged(spans(text), 3), Side::after) == expected);
  }
  CHECK(marked_plain(abridged(spans("{甲乙丙丁戊}己{庚辛}"), 3, 7), Side::after) ==
        "{+甲乙丙丁戊+}己{+…+}");
  CHECK(marked_plain(abridged(spans("甲乙丙丁戊己"), 3, 4), Side::after) == "甲乙丙…");
}

}  // namespace
}  // namespace regwatch
