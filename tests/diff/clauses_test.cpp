#include "diff/clauses.h"

#include <catch2/catch.hpp>

#include "base/text.h"

using namespace regwatch;

namespace {

using Lines = std::vector<std::string>;

std::string name_of(Clause::Level level) {
  constexpr const char* names[] = {"title",   "preamble", "part",     "chapter",   "section",
                                   "article", "point",    "subpoint", "paragraph", "annex"};
  return names[static_cast<std::size_t>(level)];
}

// `article 第一条 2`: its paragraphs are two; `in 第一章 总则` where headings stand above it.
std::string outline_of(const Clause& clause) {
  std::string out = name_of(clause.level);
  if (!clause.label.empty()) out += " " + clause.label;
  if (clause.paragraphs.size() > 1) out += " " + std::to_string(clause.paragraphs.size());
  if (!clause.within.empty()) out += " in " + clause.within;
  return out;
}

struct Case {
  const char* sentence;
  Lines text;
  Lines outline;
};

const std::vector<Case>& cases() {
  static const std::vector<Case> table{
      {"articles with their paragraphs and items, below chapters and sections",
       {"数据条例", "第一章　总　则", "第一条 为了规范，制定本条例。", "第二条 下列活动适用：",
        "（一）收集；", "（二）存储。", "第二章 安全", "第一节 一般规定", "第三条 应当备案。"},
       {"title", "chapter 第一章", "article 第一条 in 第一章 总则",
        "article 第二条 3 in 第一章 总则", "chapter 第二章", "section 第一节 in 第二章 安全",
        "article 第三条 in 第二章 安全 第一节 一般规定"}},
      {"parts above chapters, numbers beyond a thousand, articles inserted later",
       {"第一编　总则", "第一章 基本规定", "第一千二百五十九条 民法所称的以上，包括本数。",
        "第一千二百六十条　本法自2021年1月1日起施行。", "第一千二百六十条之二 另有规定的除外。"},
       {"part 第一编", "chapter 第一章 in 第一编 总则",
        "article 第一千二百五十九条 in 第一编 总则 第一章 基本规定",
        "article 第一千二百六十条 in 第一编 总则 第一章 基本规定",
        "article 第一千二百六十条之二 in 第一编 总则 第一章 基本规定"}},
      {"a paragraph that begins with a reference begins no article",
       {"第一条 为了规范，制定本办法。", "第二条规定的期限自受理之日起计算。", "第二条 应当备案。",
        "第三条、第四条的规定不适用于前款。", "第三条第二款所称单位，是指法人。",
        "第三条 第三方机构应当独立。", "第四条规定的，从其规定。", "第四条　第二条所称期限不变。"},
       {"article 第一条 2", "article 第二条 3", "article 第三条 2", "article 第四条"}},
      {"numbers that follow each other need no space behind them",
       {"第一条为了规范，制定本办法。", "第二条中华人民共和国境内适用本办法。",
        "第三条【定义】本办法所称数据，是指记录。", "第4条：应当备案。"},
       {"article 第一条", "article 第二条", "article 第三条", "article 第4条"}},
      {"a number alone on its line, and a chapter's title below its number",
       {"第一章", "总则", "第一条", "为了规范，制定本办法。", "第二条", "适用本办法。",
        "应当备案。"},
       {"chapter 第一章 2", "article 第一条 2 in 第一章 总则", "article 第二条 3 in 第一章 总则"}},
      {"an amendment quotes articles and has none",
       {"关于修改《网络安全法》的决定", "一、第十二条修改为：“第十二条　国家保护公民权利。",
        "第十三条　国家支持研究开发。”", "二、增加一条，作为第十四条：“第十四条 应当备案。”",
        "三、第二十条改为第二十一条。", "本决定自公布之日起施行。"},
       {"title", "point 一、 2", "point 二、", "point 三、", "paragraph"}},
      {"what an amendment prints below itself has articles",
       {"关于修改《X办法》的决定", "一、将第一条修改为：", "“第一条 为了规范，制定本办法。”",
        "二、删去第三条。", "X办法",
        "（2020年1月1日公布　根据2024年1月1日《关于修改〈X办法〉的决定》修正）",
        "第一条 为了规范，制定本办法。", "第二条 本办法自公布之日起施行。"},
       {"title", "point 一、 2", "point 二、", "title", "preamble", "article 第一条",
        "article 第二条"}},
      {"an opening mark that is never closed swallows nothing",
       {"第一条 实现“一证一码。", "第二条 应当备案。", "第三条 下列用语的含义：“", "第四条 施行。"},
       {"article 第一条", "article 第二条", "article 第三条", "article 第四条"}},
      {"a table of contents is one clause of the preamble",
       {"数据条例", "目　录", "第一章 总则", "第二章 附则", "第一章 总则", "第一条 制定本条例。",
        "第二章 附则", "第二条 施行。"},
       {"title", "preamble 3", "chapter 第一章", "article 第一条 in 第一章 总则", "chapter 第二章",
        "article 第二条 in 第二章 附则"}},
      {"a table of contents without its title",
       {"数据条例", "第一章 总则", "第二章 附则", "第一章 总则", "第一条 制定本条例。",
        "第二章 附则", "第二条 施行。"},
       {"title", "preamble 2", "chapter 第一章", "article 第一条 in 第一章 总则", "chapter 第二章",
        "article 第二条 in 第二章 附则"}},
      {"the history of a law is one clause, its draft mark part of the title",
       {"数据法", "（修订草案征求意见稿）", "（2016年11月7日第十二届全国人民代表大会常务委员会通过",
        "2025年10月28日修正）", "第一条 制定本法。"},
       {"title 2", "preamble 2", "article 第一条"}},
      {"an order that prints a rule has two titles",
       {"中华人民共和国国务院令", "第785号", "现公布《数据条例》，自2025年1月1日起施行。",
        "总理　某某", "2024年9月24日", "数据条例", "第一条 制定本条例。", "第二条 施行。"},
       {"title", "preamble", "preamble", "preamble", "preamble", "title", "article 第一条",
        "article 第二条"}},
      {"what follows the last article is not part of it",
       {"第一条 制定本办法。", "第二条 本办法自公布之日起施行。", "国家数据局", "2025年1月8日",
        "附件2", "登记申请表", "单位名称\t联系人", "甲公司\t张三"},
       {"article 第一条", "article 第二条", "paragraph", "paragraph", "annex 附件2 2",
        "paragraph in 附件2 登记申请表", "paragraph in 附件2 登记申请表"}},
      {"a second rule, and how it was drafted, glued to the end",
       {"附件1", "甲办法", "（征求意见稿）", "第一条 制定本办法。", "第二条 施行。",
        "关于《甲办法（征求意见稿）》的起草说明", "一、起草背景", "近年来发展迅速。",
        "二、主要内容", "共二条。", "附件2", "乙办法", "第一条 制定本办法。"},
       {"annex 附件1", "title 2", "article 第一条", "article 第二条", "paragraph", "point 一、 2",
        "point 二、 2", "annex 附件2", "title", "article 第一条"}},
      {"a notice is counted by its points; items of a sentence are part of it",
       {"关于开展专项行动的通知", "各单位：", "现将有关事项通知如下：", "一、工作目标",
        "（一）全面排查问题，压实责任。", "1.摸清底数。", "（二）健全长效机制。",
        "二、报送下列材料：", "（一）总结；", "（二）台账。", "特此通知。", "网信办",
        "2025年3月1日", "附件：1.台账模板", "2.联系表"},
       {"title", "preamble", "preamble", "section 一、", "subpoint （一） 2 in 一、工作目标",
        "subpoint （二） in 一、工作目标", "point 二、 3", "paragraph", "paragraph", "paragraph",
        "paragraph", "paragraph"}},
      {"a standard is counted by its numbered clauses",
       {"个人信息安全规范", "目次", "1 范围 ........ 1", "4 要求 ........ 2", "1 范围",
        "本标准规定了要求。", "4 要求", "4.1 一般要求", "4.1.1 应当告知。", "注：见附录。",
        "4.1.2 应当同意。", "4.2 例外", "附录A（资料性）示例", "A.1 示例一", "A.2 示例二"},
       {"title", "preamble 3", "point 1 2", "section 4", "section 4.1 in 4 要求",
        "subpoint 4.1.1 2 in 4 要求 4.1 一般要求", "subpoint 4.1.2 in 4 要求 4.1 一般要求",
        "subpoint 4.2 in 4 要求", "annex 附录A", "subpoint A.1 in 附录A （资料性）示例",
        "subpoint A.2 in 附录A （资料性）示例"}},
      {"points numbered 1. alone, amounts and years are none",
       {"申报指南", "1. 申报主体应当是法人。", "2．申报材料应当齐全。", "2024年以来未受处罚。",
        "3.5%以下的除外。", "10个工作日内办结。"},
       {"title", "point 1.", "point 2． 4"}},
      {"rows of a table begin no point",
       {"名单", "1\t甲公司\t北京", "2\t乙公司\t上海"},
       {"title", "paragraph", "paragraph"}},
      {"a text that numbers nothing is its paragraphs, empty ones left out",
       {"", "会议召开", "会议强调，要加强监管。", "　", "\u200B", "会议指出，要抓好落实。"},
       {"title", "paragraph", "paragraph"}},
      {"supplementary provisions without a number are a heading",
       {"第一条 制定本办法。", "附　则", "第二条 施行。"},
       {"article 第一条", "annex", "article 第二条 in 附则"}},
      {"rules that number their chapters 一、",
       {"交易规则", "一、总则", "第一条 为了规范，制定本规则。", "第二条 下列用语：", "一、会员；",
        "二、客户。", "二、附则", "第三条 施行。"},
       {"title", "section 一、", "article 第一条 in 一、总则", "article 第二条 3 in 一、总则",
        "section 二、", "article 第三条 in 二、附则"}},
      {"lines of a sentence broken into lines begin neither article nor chapter",
       {"第一条 为了规范数据处理活动，按照", "第三章关于安全的要求，结合实际，根据本办法",
        "第二条对数据的定义，制定本办法。", "第二条 数据，是指记录。", "第三条 施行。"},
       {"article 第一条 3", "article 第二条", "article 第三条"}},
      {"nothing of nothing", {}, {}},
      {"empty paragraphs are nothing", {"", " "}, {}},
  };
  return table;
}

}  // namespace

TEST_CASE("texts are cut where a reader would cut them") {
  for (const Case& c : cases()) {
    INFO(c.sentence);
    Lines outline;
    for (const Clause& clause : clauses_of(c.text)) outline.push_back(outline_of(clause));
    CHECK(join(outline, "\n") == join(c.outline, "\n"));
  }
}

TEST_CASE("every paragraph that is not empty is in one clause, in order, behind its label") {
  for (const Case& c : cases()) {
    Lines expected, found;
    for (const std::string& paragraph : c.text) {
      if (!trim(paragraph).empty()) expected.push_back(paragraph);
    }
    for (const Clause& clause : clauses_of(c.text)) {
      REQUIRE_FALSE(clause.paragraphs.empty());
      found.insert(found.end(), clause.paragraphs.begin(), clause.paragraphs.end());
      const std::string printed = clause.paragraphs[0].substr(0, clause.label_bytes);
      CHECK(remove_spaces(printed) == clause.label);
    }
    CHECK(found == expected);
  }
}

TEST_CASE("a text that was cut off is known by its last sentence") {
  struct Case {
    const char* sentence;
    std::vector<std::string> text;
    std::optional<std::string> label;
  };
  const std::vector<Case> cases{
      {"a whole sentence", {"第一条 甲。", "第二条 本办法自2025年1月1日起施行。"}, std::nullopt},
      {"half a sentence", {"第一条 甲。", "第二条 审查一般应当在三十个"}, "第二条"},
      {"half an item", {"第一条 有下列情形之一的：", "（一）向他人提供个人信息，"}, "第一条"},
      {"a signature follows", {"第一条 甲。", "某某部"}, std::nullopt},
      {"a title says nothing", {"一、总体要求", "二、保障措施"}, std::nullopt},
      {"nothing is numbered", {"现将有关事项通知如下，请各单位遵照"}, std::nullopt},
      {"nothing", {}, std::nullopt},
  };
  for (const Case& c : cases) {
    INFO(c.sentence);
    CHECK(breaks_off_in(clauses_of(c.text)) == c.label);
  }
}
