#include "diff/furniture.h"

#include <catch2/catch.hpp>

#include "diff/normalise.h"

using namespace regwatch;

TEST_CASE("counters are known, sentences about visits are not") {
  for (const std::string line : {"浏览次数：",
                                 "浏览次数：1234",
                                 "阅读 128",
                                 "[点击：12次]",
                                 "访问量：3.2万",
                                 "浏览：1,024次",
                                 "本文已被浏览 345 次",
                                 "阅读量：2万+",
                                 "共有1234人浏览",
                                 "已有 56 人阅读",
                                 "1234次浏览",
                                 "【点击数：--】",
                                 "浏览次数：加载中...",
                                 "您是第1234位访客",
                                 "点击率：88",
                                 "人气：7",
                                 "Views: 99",
                                 "点击次数: [ 123 ]",
                                 "（阅读 12）",
                                 "下载次数：5",
                                 "信息浏览量：12"}) {
    INFO(line);
    CHECK(is_counter(reading_form(line)));
  }
  for (const std::string line :
       {"", "1234", "访问量达到10万次以上的平台，应当备案", "浏览器", "阅读能力", "点击进入",
        "同一信息实际被点击、浏览次数达到五千次以上的", "浏览次数超过1000次的，应当报告",
        "查看原文", "年浏览量不低于100万次", "累计下载量超过5000万次的应用"}) {
    INFO(line);
    CHECK_FALSE(is_counter(reading_form(line)));
  }
}

TEST_CASE("furniture is known, text is not taken for it") {
  for (const std::string line : {"打印本页",
                                 "【打印】【关闭窗口】",
                                 "字号：大 中 小",
                                 "【字体：大 中 小】",
                                 "分享到：微信 微博 QQ空间",
                                 "上一篇：关于某事的通知",
                                 "下一篇：没有了",
                                 "责任编辑：李四",
                                 "（责任编辑：李四）",
                                 "扫一扫在手机打开当前页",
                                 "publishdate:2026/09/20 11:44:06",
                                 "当前位置：首页>通知公告",
                                 "您现在的位置：首页 > 政务公开 > 通知公告",
                                 "页面生成时间：2026-09-30 11:44:06",
                                 "页面更新时间：2026年9月30日",
                                 "最后更新：2026-09-30 11:44",
                                 "今天是2026年9月30日 星期三",
                                 "当前时间：2026-09-30 11:44:06",
                                 "打印 关闭 收藏 分享",
                                 "【我要纠错】【打印】【关闭】",
                                 "用手机扫一扫打开当前页",
                                 "字体：A+ A-",
                                 "编辑：张三 审核：李四",
                                 "返回顶部",
                                 "返回列表",
                                 "Generated: 2026-09-30T11:44:06Z",
                                 "打印时间：2026-09-30"}) {
    INFO(line);
    CHECK(is_furniture(reading_form(line)));
  }
  for (const std::string line : {"",
                                 "第一条 为了规范浏览器的使用",
                                 "打印机产品质量监督抽查结果",
                                 "关闭违法账号1200个",
                                 "分享经济发展报告",
                                 "上一条规定的期限为30日",
                                 "编辑部应当建立审核制度。",
                                 "发布时间：2026-09-18 17:00 来源：中国网信网",
                                 "来源：中国网信网",
                                 "1234",
                                 "大",
                                 "小",
                                 "附件下载：某某办法",
                                 "中小学",
                                 "全文如下：",
                                 "审核：由省级主管部门负责。",
                                 "微信支付",
                                 "更新改造项目",
                                 "本办法自2026年10月1日起施行。",
                                 "二〇二六年九月十八日",
                                 "截止时间：2026年10月17日",
                                 "扫码支付业务规范"}) {
    INFO(line);
    CHECK_FALSE(is_furniture(reading_form(line)));
  }
}

TEST_CASE("a page's edges are its menus, the way to it and who runs it") {
  for (const std::string line :
       {"首页 > 政务公开 > 通知公告", "首页", "首页 机构 新闻 政务公开 互动交流", "走进证监会",
        "网站地图 | 联系我们 | 关于我们", "京ICP备05070218号", "京公网安备11040102700116号",
        "版权所有：某某局", "主办：某某局 承办：某某中心", "网站标识码：bm01000001",
        "Copyright © 2026 某某局 All Rights Reserved", "某某网 > 法规 > 征求意见", "无障碍浏览",
        "审核：李四", "建议使用1280*1024分辨率浏览器", "技术支持：某某公司"}) {
    INFO(line);
    CHECK(is_edge_furniture(reading_form(line)));
  }
  for (const std::string line :
       {"", "各省、自治区、直辖市：", "主办券商应当报告。", "版权局", "联系人：张三",
        "联系电话：010-12345678", "地址：北京市西城区金融大街1号", "首页应当公示许可证。",
        "附件：某某办法", "特此公告。", "国家互联网信息办公室", "2026年9月18日", "a>b"}) {
    INFO(line);
    CHECK_FALSE(is_edge_furniture(reading_form(line)));
  }
}

TEST_CASE("headings of links are told from headings of the text") {
  const std::vector<std::tuple<std::string, bool, bool>> cases = {
      {"相关链接", true, true},
      {"相关链接：", true, true},
      {"【相关阅读】", true, true},
      {"延伸阅读", true, true},
      {"相关解读：", true, true},
      {"推荐阅读>>", true, true},
      {"热点新闻", true, true},
      {"相关链接：某某办法答记者问", true, true},
      {"相关文件", true, false},
      {"最新公告", true, false},
      {"相关附件", false, false},
      {"附件", false, false},
      {"相关链接应当有效。", false, false},
      {"第三章 相关责任", false, false},
      {"一、相关文件", false, false}};
  for (const auto& [line, is, sure] : cases) {
    INFO(line);
    const LinksHeading heading = links_heading(reading_form(line));
    CHECK(heading.is == is);
    CHECK((heading.is && heading.sure) == sure);
  }
}

TEST_CASE("a title in a list is told from a line of the text") {
  for (const std::string line :
       {"关于某事的通知", "某某局召开新闻发布会", "· 某某办法解读 2026-09-18",
        "[09-18] 关于公布某事的公告", "《某某办法》答记者问", "一图读懂某某办法"}) {
    INFO(line);
    CHECK(may_be_title(reading_form(line)));
  }
  for (const std::string line :
       {"1.某某办法", "一、总体要求", "（一）加强管理", "第三条 某某", "附件：某某办法",
        "联系人：张三", "特此公告。", "2026年9月18日", "国家互联网信息办公室",
        "各单位要认真贯彻，切实落实", "某某有限公司", ""}) {
    INFO(line);
    CHECK_FALSE(may_be_title(reading_form(line)));
  }
}

TEST_CASE("a line of particulars is read by its labels") {
  using Pairs = Particulars;
  const std::vector<std::pair<std::string, Pairs>> cases = {
      {"发布时间：2026-09-18 17:00 来源：中国网信网 浏览次数：77", {{"发布时间", "2026-09-18"}}},
      {"发布时间：2026-09-18", {{"发布时间", "2026-09-18"}}},
      {"来源：中国网信网", {{"", ""}}},
      {"2026-09-18 17:00 来源：中国网信网 【字号：大 中 小】", {{"发布时间", "2026-09-18"}}},
      {"2026年9月18日 17:00 浏览次数：1", {{"发布时间", "2026-09-18"}}},
      {"日期：2026-09-18 来源：某某局 点击：5", {{"日期", "2026-09-18"}}},
      {"发文字号：某发〔2026〕3号 成文日期：2026年9月1日",
       {{"发文字号", "某发[2026]3号"}, {"成文日期", "2026-09-01"}}},
      {"有效性：现行有效", {{"有效性", "现行有效"}}},
      {"时间：2026年9月20日9:00", {}},
      {"时间：9月20日 地点：北京", {}},
      {"名称：某某公司", {}},
      {"2026年9月18日", {}},
      {"2026年9月18日，某某局召开会议。", {}},
      {"截止日期：2026年10月17日", {}},
      {"应用来源：华为应用市场", {}},
  };
  for (const auto& [line, expected] : cases) {
    INFO(line);
    CHECK(particulars_of(reading_form(line)) == expected);
  }
}

TEST_CASE("a list's day is told from a number") {
  for (const std::string line :
       {"某某办法解读 2026-09-18", "[09-18] 某某公告", "某某公告（2026/9/18）"})
    CHECK(has_list_date(reading_form(line)));
  for (const std::string line : {"某某应用 3.2", "某某会议 2026年9月18日", "010-12345678", ""})
    CHECK_FALSE(has_list_date(reading_form(line)));
}

TEST_CASE("what a list prints on a title for a while is not the title") {
  for (const std::string line :
       {"关于某事的通知", "【置顶】关于某事的通知", "[已结束] 关于某事的通知", "关于某事的通知 NEW",
        "· 关于某事的通知", "关于某事的通知（征集中）", "关于某事的通知 2026-09-18",
        "[09-18] 关于某事的通知"}) {
    INFO(line);
    CHECK(without_row_marks(reading_form(line)) == "关于某事的通知");
  }
  for (const std::string line : {"关于某事的通知（征求意见稿）", "【第236号令】某某办法", "新办法",
                                 "（2026年第3批）某某通报", "NEW", "某某公告（2026年版）"}) {
    INFO(line);
    CHECK(without_row_marks(reading_form(line)) == reading_form(line));
  }
}
