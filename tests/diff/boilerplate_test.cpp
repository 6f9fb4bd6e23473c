#include <catch2/catch.hpp>

#include "base/text.h"
#include "diff/compare_versions.h"
#include "parsers/parser.h"

using namespace regwatch;

// What is boilerplate and what is a change: each case is one edit of the same notice, made to its
// paragraphs and to its whole page.

namespace {

using Texts = std::vector<std::string>;

const std::string title = "关于《某某数据出境安全管理办法（征求意见稿）》公开征求意见的通知";

const Texts notice = {
    "为了规范数据出境活动，保护个人信息权益，我办起草了《某某数据出境安全管理办法（征求意见稿）》，"
    "现"
    "向社会公开征求意见。公众可以通过以下途径和方式提出反馈意见：",
    "1.通过电子邮件方式发送至：yijian@example.gov.cn。",
    "2.通过信函方式寄至：北京市西城区某某大街11号某某局，邮编100044，并在信封上注明“数据出境征求意"
    "见”字样。",
    "处理个人信息达到100万人以上的，应当向主管部门申报，罚款不得低于5万元，不得高于50万元。",
    "页面日均浏览次数达到5000次的，应当在3个工作日内报告。",
    "企业名称\t违规次数\t整改期限",
    "某甲科技有限公司\t3\t2026年10月8日",
    "某乙网络有限公司\t12\t2026年10月9日",
    "意见反馈截止日期为2026年10月17日。",
    "特此通知。",
    "附件：某某数据出境安全管理办法（征求意见稿）",
    "国家某某办公室",
    "2026年9月18日",
};

Version version_of(const Texts& paragraphs) {
  Version version;
  version.article.title = title;
  version.article.publisher = "中国某某网";
  version.article.published = make_date(2026, 9, 18);
  version.article.paragraphs = paragraphs;
  version.article.attachments = {
      {"某某数据出境安全管理办法（征求意见稿）.docx", "https://www.example.gov.cn/files/1.docx"}};
  AttachmentState file;
  file.attachment = version.article.attachments[0];
  file.sha256 = "aa";
  version.files = {file};
  return version;
}

struct Edit {
  std::string name;
  std::function<void(Texts&)> make;
};

void edit(Texts& texts, const std::string& from, const std::string& to) {
  bool found = false;
  for (auto& text : texts) {
    const std::string edited = replace_all(text, from, to);
    found = found || edited != text;
    text = edited;
  }
  if (!found) throw std::runtime_error("nothing to edit: " + from);
}
std::function<void(Texts&)> swap(std::string from, std::string to) {
  return [=](Texts& texts) { edit(texts, from, to); };
}
std::function<void(Texts&)> above(Texts lines) {
  return [=](Texts& texts) { texts.insert(texts.begin(), lines.begin(), lines.end()); };
}
std::function<void(Texts&)> below(Texts lines) {
  return [=](Texts& texts) { texts.insert(texts.end(), lines.begin(), lines.end()); };
}
std::function<void(Texts&)> at(std::size_t place, Texts lines) {
  return [=](Texts& texts) {
    texts.insert(texts.begin() + static_cast<std::ptrdiff_t>(place), lines.begin(), lines.end());
  };
}
std::function<void(Texts&)> without(std::size_t place) {
  return [=](Texts& texts) { texts.erase(texts.begin() + static_cast<std::ptrdiff_t>(place)); };
}
std::function<void(Texts&)> both(std::function<void(Texts&)> a, std::function<void(Texts&)> b) {
  return [=](Texts& texts) { a(texts), b(texts); };
}

const std::vector<Edit> no_changes = {
    {"a counter above", above({"浏览次数：1234"})},
    {"a counter with its unit", above({"【阅读 1,234 次】"})},
    {"a counter that loads", above({"浏览量：加载中..."})},
    {"a counter below", below({"点击数：88"})},
    {"a counter whose number is a paragraph", above({"浏览次数：", "1234"})},
    {"a counter in three paragraphs", above({"浏览次数：", "1234", "次"})},
    {"a counter in the line of date and source",
     above({"发布时间：2026-09-18 17:00 来源：中国某某网 浏览次数：1234"})},
    {"a counter behind a bare date", above({"2026-09-18 17:00  阅读：1234  【字体：大 中 小】"})},
    {"a counter of readers", below({"已有1234人阅读"})},
    {"a sentence about this page's visits", below({"本文已被浏览1234次"})},
    {"a counter in English", below({"Views: 1234"})},
    {"a visitor's number", below({"您是第123456位访客"})},
    {"the line of date and source", above({"发布时间：2026-09-18 17:00    来源：中国某某网"})},
    {"the hour in the line of date", above({"2026-09-18 09:12 来源：中国某某网"})},
    {"the title repeated", above({title})},
    {"the title and its publisher repeated", above({title, "中国某某网", "2026-09-18"})},
    {"time of generation", below({"页面生成时间：2026-09-30 11:44:06"})},
    {"the day of today", above({"今天是2026年9月30日 星期三"})},
    {"the page's last update", below({"最后更新时间：2026-09-30"})},
    {"time of printing", below({"打印时间：2026-09-30 11:44"})},
    {"related links", below({"相关链接：", "某某办法答记者问", "一图读懂某某办法"})},
    {"related reading in brackets", below({"【相关阅读】", "· 某某局召开数据安全座谈会"})},
    {"further reading", below({"延伸阅读", "专家解读：某某办法的三个要点"})},
    {"related interpretations",
     below({"相关解读", "《某某办法》解读之一", "《某某办法》解读之二"})},
    {"related documents at the end", below({"相关文件", "关于印发某某规划的通知"})},
    {"a heading and link in one line", below({"相关报道：某某局就某某办法答记者问"})},
    {"recommended news", below({"热点推荐", "国务院常务会议部署重点工作", "全国会议召开"})},
    {"a list of news below the signature",
     below({"某某局召开年度工作会议 2026-09-20", "某某局开展专项行动 2026-09-21",
            "关于某某事项的公告 2026-09-22"})},
    {"two dated news",
     below({"某某局召开年度工作会议 2026-09-20", "某某专项行动取得成效 2026-09-21"})},
    {"share widgets", below({"分享到：微信 微博 QQ空间"})},
    {"share widgets in pieces", below({"分享到：", "微信", "微博"})},
    {"print and close", below({"【打印】【关闭】"})},
    {"print and close in pieces", below({"打印", "关闭"})},
    {"font size", above({"【字体：大 中 小】"})},
    {"font size in pieces", above({"字号：", "大", "中", "小"})},
    {"the way to the page", above({"您现在的位置：首页 > 政务公开 > 通知公告"})},
    {"the way without a label", above({"首页 > 政务公开 > 通知公告"})},
    {"the site's menu", above({"首页", "机构概况", "新闻中心", "政务公开", "互动交流"})},
    {"neighbours", below({"上一篇：关于别的事的通知", "下一篇：没有了"})},
    {"the neighbour only", below({"下一条：关于另一事的公告"})},
    {"a code to scan", below({"扫一扫在手机打开当前页"})},
    {"another code to scan", below({"微信扫一扫关注我们"})},
    {"the editor", below({"责任编辑：张三"})},
    {"the editor in brackets", below({"（责任编辑：李四）"})},
    {"editor and reviewers", below({"编辑：张三 审核：李四 终审：王五"})},
    {"a footer", below({"主办：某某局 承办：某某中心", "版权所有：国家某某办公室",
                        "京ICP备05070218号", "京公网安备11040102700116号"})},
    {"a copyright", below({"Copyright © 2026 某某局 All Rights Reserved"})},
    {"the site's code", below({"网站标识码：bm01000001"})},
    {"links of a footer", below({"网站地图 | 联系我们 | 关于我们 | 隐私声明"})},
    {"reading aloud", above({"无障碍阅读 语音播报 分享"})},
    {"reporting mistakes", below({"【我要纠错】【打印】【关闭】"})},
    {"a list of the files", below({"附件下载：", "某某数据出境安全管理办法（征求意见稿）.docx"})},
    {"metadata of an open-government page",
     above({"索引号：000014349/2026-00012", "主题分类：网络安全", "发文机关：国家某某办公室",
            "成文日期：2026年9月18日", "有效性：有效"})},
    {"another template",
     both(above({"首页", "政务公开", "当前位置：首页 > 通知公告", title,
                 "2026-09-18 来源：中国某某网 浏览：5"}),
          below({"相关稿件", "某某局召开会议", "上一篇：无", "下一篇：无", "京ICP备05070218号"}))},
    {"full-width digits", swap("2026年10月17日", "２０２６年１０月１７日")},
    {"half-width punctuation", swap("，", ",")},
    {"spaces", swap("特此通知", "特 此 通 知")},
    {"no-break spaces", swap("特此通知", "\u00a0\u00a0特此通知\u00a0")},
    {"an entity shown", swap("特此通知", "&nbsp;&nbsp;特此通知")},
    {"quotation marks as entities", swap("“数据出境征求意见”", "&ldquo;数据出境征求意见&rdquo;")},
    {"zero width", swap("截止", "截\u200b止")},
    {"quotation marks", swap("“数据出境征求意见”", "「数据出境征求意见」")},
    {"a space in a bold number", swap("5万元", "5 万元")},
    {"characters repaired", swap("主管部门", "主\uFFFD\uFFFD部门")},
    {"a character of a private font", swap("特此通知", "\uE004特此通知")},
    {"radicals out of a PDF", swap("工作日", "⼯作⽇")},
    {"paragraphs split",
     [](Texts& texts) {
       texts[0] =
           "为了规范数据出境活动，保护个人信息权益，我办起草了《某某数据出境安全管理办法（征求"
           "意见稿）》，现向社会公开征求意见。";
       texts.insert(texts.begin() + 1, "公众可以通过以下途径和方式提出反馈意见：");
     }},
    {"paragraphs joined",
     [](Texts& texts) {
       texts[1] += texts[2];
       texts.erase(texts.begin() + 2);
     }},
    {"a table laid out cell by cell",
     [](Texts& texts) {
       Texts out;
       for (const auto& text : texts) {
         for (const auto cell : split(text, '\t')) out.emplace_back(cell);
       }
       texts = out;
     }},
    {"a table's row split in two",
     [](Texts& texts) {
       texts[6] = "某甲科技有限公司\t3";
       texts.insert(texts.begin() + 7, "2026年10月8日");
     }},
};

const std::vector<Edit> changes = {
    {"a single 不", swap("应当向主管部门申报", "不应当向主管部门申报")},
    {"应当 to 可以", swap("应当向主管部门申报", "可以向主管部门申报")},
    {"以上 to 以下", swap("100万人以上", "100万人以下")},
    {"或者", swap("途径和方式", "途径或者方式")},
    {"one digit", swap("50万元", "60万元")},
    {"a digit more", swap("50万元", "500万元")},
    {"a decimal point", swap("50万元", "5.0万元")},
    {"a unit", swap("50万元", "50亿元")},
    {"a threshold that looks like a counter", swap("浏览次数达到5000次", "浏览次数达到8000次")},
    {"days", swap("3个工作日", "5个工作日")},
    {"工作日 to 日", swap("3个工作日", "3日")},
    {"the deadline's day", swap("10月17日", "10月18日")},
    {"the deadline's month", swap("10月17日", "11月17日")},
    {"the deadline's year", swap("2026年10月17日", "2027年10月17日")},
    {"the signature's date", swap("2026年9月18日", "2026年9月19日")},
    {"an address to write to", swap("yijian@", "yijian2@")},
    {"a postcode", swap("100044", "100045")},
    {"a house number", swap("大街11号", "大街12号")},
    {"a cell's number", swap("\t12\t", "\t13\t")},
    {"a cell's date", swap("2026年10月9日", "2026年10月10日")},
    {"a company's name", swap("某乙网络", "某丙网络")},
    {"a row more", at(8, {"某丁科技有限公司\t1\t2026年10月9日"})},
    {"a row less", without(7)},
    {"rows in another order", [](Texts& texts) { std::swap(texts[6], texts[7]); }},
    {"a paragraph more", at(4, {"处理重要数据的，应当开展风险评估。"})},
    {"a short paragraph more", at(9, {"此前规定同时废止。"})},
    {"a paragraph less", without(3)},
    {"the last sentence less", without(9)},
    {"the annex's line less", without(10)},
    {"the signature less", without(11)},
    {"the date less", without(12)},
    {"another signature", swap("国家某某办公室", "国家某某委员会")},
    {"a joint signature", at(12, {"工业和信息化部"})},
    {"a sentence more", swap("特此通知。", "特此通知。本通知自印发之日起施行。")},
    {"the addressees", above({"各省、自治区、直辖市网信办："})},
    {"a correction above", above({"本通知于2026年9月20日更正如下。"})},
    {"a sentence above that forbids", above({"未经许可，不得转载本办法征求意见稿的内容。"})},
    {"a person to ask", below({"联系人：张三"})},
    {"a telephone below", below({"联系电话：010-12345678"})},
    {"a line on publicity", below({"（此件公开发布）"})},
    {"an annex more in the text",
     swap("附件：某某数据出境安全管理办法（征求意见稿）",
          "附件：1.某某数据出境安全管理办法（征求意见稿） 2.起草说明")},
    {"an annex more in a paragraph", at(11, {"2.起草说明"})},
    {"a title in the text",
     swap("起草了《某某数据出境安全管理办法", "起草了《某某数据出境安全评估办法")},
    {"draft becomes second draft", swap("（征求意见稿）》，现", "（二次征求意见稿）》，现")},
    {"an article with a number", at(4, {"第五条 违反本办法的，由主管部门责令改正。"})},
    {"a list of titles below an annex's heading",
     below({"附件", "废止的规范性文件目录", "关于某甲事项的通知", "关于某乙事项的通知",
            "关于某丙事项的公告"})},
    {"a numbered list below", below({"1.关于某甲事项的通知", "2.关于某乙事项的通知"})},
    {"a phrase in brackets", swap("50万元", "50万元（含）")},
    {"a percentage", swap("罚款不得低于5万元", "罚款不得低于5%")},
    {"case of an address", swap("yijian@example", "YiJian@example")},
    {"a name in the text", swap("某某局，邮编", "某某司，邮编")},
    {"a comma that parts numbers", swap("5万元，不得", "5万元不得")},
    {"and beside a counter", both(above({"浏览次数：99"}), swap("50万元", "60万元"))},
    {"and beside another template",
     both(both(above({"首页 > 通知公告", title}), below({"相关链接", "某某局召开会议"})),
          swap("10月17日", "10月27日"))},
    {"and beside repaired characters",
     both(swap("主管部门", "主\uFFFD\uFFFD部门"), swap("50万元", "55万元"))},
    {"and beside full-width digits", both(swap("，", ","), swap("3个工作日", "４个工作日"))},
    {"and a paragraph split",
     [](Texts& texts) {
       texts[0] =
           "为了规范数据出境活动，保护个人信息权益，我办起草了《某某数据出境安全管理办法（征求"
           "意见稿）》，现向社会公开征求意见。";
       texts.insert(texts.begin() + 1, "公众不可以通过以下途径和方式提出反馈意见：");
     }},
    {"a counter's threshold as a line of its own", at(5, {"浏览次数8000次"})},
    {"a suspension", above({"【本文件已失效】"})},
    {"a clause crossed out", swap("，并在信封上注明“数据出境征求意见”字样", "")},
    {"two paragraphs change places", [](Texts& texts) { std::swap(texts[3], texts[4]); }},
    {"a contact that follows the links' heading's like", below({"相关咨询：010-12345678"})},
    {"in force or not", [](Texts&) {}},
};

// ── the same as pages ───────────────────────────────────────────────────────────────────────────

std::string page_of(const Texts& paragraphs) {
  std::string html =
      "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>" + title +
      "_中国某某网</title><meta name=\"ArticleTitle\" content=\"" + title +
      "\"><meta name=\"PubDate\" content=\"2026-09-18 17:00\"></head><body><div class=\"header\">"
      "<a href=\"/\">首页</a></div><div class=\"main\"><h1>" +
      title + "</h1><div class=\"TRS_Editor\">";
  bool in_table = false;
  for (const auto& paragraph : paragraphs) {
    const bool row = paragraph.find('\t') != std::string::npos;
    if (row != in_table) html += row ? "<table>" : "</table>";
    in_table = row;
    if (row) {
      html += "<tr>";
      for (const auto cell : split(paragraph, '\t')) html += "<td>" + std::string(cell) + "</td>";
      html += "</tr>";
    } else {
      html += "<p>" + replace_all(paragraph, "&", "&amp;") + "</p>\n";
    }
  }
  html += in_table ? "</table>" : "";
  html += "<p><a href=\"/files/1.docx\">某某数据出境安全管理办法（征求意见稿）.docx</a></p>";
  return html + "</div></div><div class=\"footer\">版权所有</div></body></html>";
}

Version version_read(const std::string& html) {
  const auto article = read_article({"https://www.example.gov.cn/2026/9/18/1.html", 200, {}, html});
  REQUIRE(article);
  Version version;
  version.article = *article;
  for (const auto& attachment : article->attachments) {
    AttachmentState file;
    file.attachment = attachment;
    file.sha256 = "aa";
    version.files.push_back(file);
  }
  return version;
}

Texts edited(const Edit& edit) {
  Texts out = notice;
  edit.make(out);
  return out;
}

std::string describe(const VersionDifference& difference) {
  std::string out = difference.summary;
  for (const auto& hunk : difference.hunks) out += "\n- " + hunk.before + "\n+ " + hunk.after;
  return out;
}

}  // namespace

TEST_CASE("boilerplate is no change of a notice's paragraphs, either way") {
  for (const Edit& edit : no_changes) {
    const Version before = version_of(notice);
    const Version after = version_of(edited(edit));
    const auto there = compare_versions(before, after);
    const auto back = compare_versions(after, before);
    INFO(edit.name << "\n" << describe(there) << describe(back));
    CHECK_FALSE(there.differs);
    CHECK_FALSE(back.differs);
  }
}

TEST_CASE("boilerplate is no change of a page") {
  const Version before = version_read(page_of(notice));
  for (const Edit& edit : no_changes) {
    const Version after = version_read(page_of(edited(edit)));
    const auto there = compare_versions(before, after);
    const auto back = compare_versions(after, before);
    INFO(edit.name << "\n" << describe(there) << describe(back));
    CHECK_FALSE(there.differs);
    CHECK_FALSE(back.differs);
  }
}

TEST_CASE("every real change is one, of paragraphs and of the page") {
  const Version before = version_of(notice);
  const Version page_before = version_read(page_of(notice));
  for (const Edit& edit : changes) {
    const Texts after = edited(edit);
    if (after == notice) continue;
    INFO(edit.name);
    CHECK(compare_versions(before, version_of(after)).differs);
    CHECK(compare_versions(version_of(after), before).differs);
    CHECK(compare_versions(page_before, version_read(page_of(after))).differs);
  }
}
