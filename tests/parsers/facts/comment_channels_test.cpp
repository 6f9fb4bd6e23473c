#include "tests/parsers/facts/fact_case.h"

namespace regwatch {
namespace {

using Addresses = std::vector<std::string>;

TEST_CASE("addresses for comments are read, those for reports are not", "[facts]") {
  struct Case {
    std::vector<std::string> paragraphs;
    Addresses expected;
  };
  const Case cases[] = {
      {{"1.通过电子邮件将意见发送至：law@cac.gov.cn、b.c@miit.gov.cn。",
        "举报邮箱：jubao@12377.cn。", "邮箱：x(at)tc260.org.cn"},
       {"law@cac.gov.cn", "b.c@miit.gov.cn", "x@tc260.org.cn"}},
      {{"邮箱：a@b.gov.cn c@d.gov.cn"}, {"a@b.gov.cn", "c@d.gov.cn"}},
      {{"电子邮箱：yijian@miit.gov.cn010-68205261"}, {"yijian@miit.gov.cn"}},
      {{"邮箱：a＠b．gov．cn"}, {"a@b.gov.cn"}},
      {{"邮箱：law @ cac.gov.cn 电话：010-1"}, {"law@cac.gov.cn"}},
      {{"邮箱：x[at]tc260.org.cn"}, {"x@tc260.org.cn"}},
      {{"意见请发至a@b.gov.cn，举报邮箱：c@d.gov.cn"}, {"a@b.gov.cn"}},
      {{"意见请发至a@b.gov.cn，咨询邮箱：c@d.gov.cn"}, {"a@b.gov.cn"}},
      {{"联系人：张某\t邮箱\ta@b.gov.cn"}, {"a@b.gov.cn"}},
      {{"现公开征求意见。", "第一条 用户可发送至a@b.gov.cn。"}, {}},
  };
  for (const Case& c : cases) {
    INFO(c.paragraphs.front());
    const Facts facts = read_facts(c.paragraphs, parse_date("2026-09-01"), asking);
    CHECK(facts.comment_to == c.expected);
    CHECK(facts.evidence.contains("comment_to") == !c.expected.empty());
  }
  CHECK(read_facts({"联系邮箱：a@b.gov.cn"}, std::nullopt, "某某办法").comment_to.empty());
}

TEST_CASE("letters are sent to the address that the notice names for them", "[facts]") {
  check_cases(
      "comment_address", &Facts::comment_address,
      {
          {asking,
           {"3."
            "通过信函将意见寄至：北京市西城区车公庄大街11号国家互联网信息办公室网络法治局，邮编：10"
            "0044，"
            "并在信封上注明“某某办法征求意见”。"},
           none,
           "北京市西城区车公庄大街11号国家互联网信息办公室网络法治局，邮编：100044"},
          {asking,
           {"通讯地址：北京市西城区西长安街13号工业和信息化部科技司（邮编：100804），来信请注明。"},
           none,
           "北京市西城区西长安街13号工业和信息化部科技司（邮编：100804）"},
          {asking,
           {"2."
            "通过信函方式将意见寄至：北京市西城区成方街32号中国人民银行条法司（100800），并请注明"
            "。"},
           none,
           "北京市西城区成方街32号中国人民银行条法司（100800）"},
          {asking,
           {"3.通信地址：北京市西城区金融大街19号富凯大厦中国证监会法律司，邮政编码：100033。"},
           none,
           "北京市西城区金融大街19号富凯大厦中国证监会法律司，邮政编码：100033"},
          {asking,
           {"请将书面意见寄至北京市东城区安定门东大街1号信安标委秘书处（邮政编码 100007）。"},
           none,
           "北京市东城区安定门东大街1号信安标委秘书处（邮政编码 100007）"},
          {asking,
           {"地　址：北京市海淀区马甸东路9号", "邮　编：100088", "联系人：张某"},
           none,
           "北京市海淀区马甸东路9号，邮编：100088"},
          {asking,
           {"信函请寄：上海市浦东新区世纪大道100号某某局收"},
           none,
           "上海市浦东新区世纪大道100号某某局收"},
          {asking,
           {"地址\t北京市海淀区马甸东路9号\t邮编\t100088"},
           none,
           "北京市海淀区马甸东路9号，邮编：100088"},
          {asking,
           {"也可以将意见寄送全国人大常委会法制工作委员会（北京市西城区前门西大街1号，邮编：100805"
            "。"
            "信封上请注明某某草案征求意见）。"},
           none,
           "全国人大常委会法制工作委员会（北京市西城区前门西大街1号，邮编：100805）"},
          {asking, {"听证会地址：北京市海淀区马甸东路9号会议室。"}, none, none},
          {asking, {"网站地址：www.samr.gov.cn。"}, none, none},
          {asking, {"举报信函请寄：上海市浦东新区世纪大道100号。"}, none, none},
          {"某某办法", {"地址：北京市海淀区马甸东路9号"}, none, none},
      });
}

TEST_CASE("the page that takes comments is read, that which shows the draft is not", "[facts]") {
  check_cases("comment_page", &Facts::comment_page,
              {
                  {asking,
                   {"1.登录中国政府法制信息网（www.moj.gov.cn、www.chinalaw.gov."
                    "cn），进入首页主菜单的“立法意见征集”"
                    "栏目提出意见。"},
                   none,
                   "www.moj.gov.cn"},
                  {asking,
                   {"登录国家市场监督管理总局网站（网址：http://"
                    "www.samr.gov.cn），通过首页“互动”栏目中的“征集调查”提出意见。"},
                   none,
                   "http://www.samr.gov.cn"},
                  {asking,
                   {"公众可登录国家发展改革委门户网站（http://"
                    "www.ndrc.gov.cn）首页“互动交流”版块，进入“意见征求”专栏，"
                    "提出意见建议。"},
                   none,
                   "http://www.ndrc.gov.cn"},
                  {asking,
                   {"请登录国家标准信息公共服务平台（https://std.samr.gov.cn/gb/"
                    "search?id=1），在线填写反馈意见。"},
                   none,
                   "https://std.samr.gov.cn/gb/search?id=1"},
                  {asking,
                   {"请登录意见征集系统（网址：yjzj.miit.gov.cn/index），在线提交意见。"},
                   none,
                   "yjzj.miit.gov.cn/index"},
                  {asking, {"征求意见稿全文可登录www.miit.gov.cn查阅。"}, none, none},
                  {asking,
                   {"标准相关材料已发布在网站（网址：https://www.tc260.org.cn/"
                    "a.html），如有意见请反馈秘书处。"},
                   none,
                   none},
                  {asking, {"请将意见发送至a@www.gov.cn。"}, none, none},
                  {"某某办法", {"登录www.miit.gov.cn，在线填写。"}, none, none},
              });
}

TEST_CASE("a way's own label names the address, a page's imprint does not", "[facts]") {
  constexpr const char* address = "北京市西城区金融大街19号富凯大厦中国证监会上市司";
  check_cases(
      "comment_address", &Facts::comment_address,
      {
          {asking,
           {"2.信件：北京市西城区金融大街19号富凯大厦中国证监会上市司，邮政编码：100033"},
           none,
           "北京市西城区金融大街19号富凯大厦中国证监会上市司，邮政编码：100033"},
          {asking,
           {"（二）邮寄：北京市西城区金融大街19号富凯大厦中国证监会上市司。"},
           none,
           address},
          {asking,
           {"通讯地址：", "北京市西城区金融大街19号富凯大厦中国证监会上市司"},
           none,
           address},
          {asking,
           {"信函邮寄地址：北京市西城区金融大街19号富凯大厦中国证监会上市司"},
           none,
           address},
          {asking, {"意见请寄：北京市西城区金融大街19号富凯大厦中国证监会上市司"}, none, address},
          {asking, {"主办单位地址：北京市东城区安定门东大街1号 邮编：100007"}, none, none},
          {asking,
           {"版权所有：某某局 地址：北京市西城区月坛南街38号 京ICP备05052393号"},
           none,
           none},
      });
}

TEST_CASE("a sign that stands for another is read where the notice says so", "[facts]") {
  const auto mailboxes = [](const char* line) {
    return read_facts({line}, parse_date("2026-09-01"), asking).comment_to;
  };
  CHECK(mailboxes("邮箱：fgs#miit.gov.cn（请将#替换为@）") == Addresses{"fgs@miit.gov.cn"});
  CHECK(mailboxes("邮箱：fgs#miit.gov.cn").empty());
}

}  // namespace
}  // namespace regwatch
