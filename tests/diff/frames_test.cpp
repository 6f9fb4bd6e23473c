#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/text.h"
#include "diff/compare_versions.h"
#include "parsers/parser.h"

using namespace regwatch;

// The same article in other frames, as sites print it before and after they are built anew: read
// from each, it says the same; and one digit more or less is seen through any two of them.

namespace {

using Texts = std::vector<std::string>;

const std::string here = "https://www.example.gov.cn/xxgk/2026/9/18/art_1.html";

std::string escaped(std::string text) {
  text = replace_all(std::move(text), "&", "&amp;");
  text = replace_all(std::move(text), "<", "&lt;");
  return replace_all(std::move(text), ">", "&gt;");
}

struct Frame {
  std::string name;
  std::string head;  // Up to the text.
  std::string foot;
  std::string paragraph;  // `%`: the text.
  std::string cell = "<td>%</td>";
  std::string file = "<p><a href=\"%\">$</a></p>";
};

std::string fill(std::string pattern, const std::string& text) {
  return replace_all(std::move(pattern), "%", text);
}

// One character of the text in an element of its own, as editors leave them.
std::string split_by_span(const std::string& text) {
  std::size_t at = 0;
  next_code_point(text, at);
  if (at >= text.size()) return "<span>" + text + "</span>";
  return "<span>" + escaped(text.substr(0, at)) + "</span><b>" + escaped(text.substr(at)) + "</b>";
}

std::string body_of(const Article& article, const Frame& frame, bool spans) {
  std::string out;
  bool in_table = false;
  for (const auto& paragraph : article.paragraphs) {
    const bool row = paragraph.find('\t') != std::string::npos;
    if (row != in_table) out += row ? "<table>" : "</table>";
    in_table = row;
    if (!row) {
      out += fill(frame.paragraph, spans ? split_by_span(paragraph) : escaped(paragraph));
      continue;
    }
    out += "<tr>";
    for (const auto cell : split(paragraph, '\t'))
      out += fill(frame.cell, escaped(std::string(cell)));
    out += "</tr>";
  }
  if (in_table) out += "</table>";
  return out;
}

std::string files_of(const Article& article, const Frame& frame) {
  std::string out;
  for (const auto& file : article.attachments)
    out += replace_all(fill(frame.file, escaped(file.url)), "$", escaped(file.name));
  return out;
}

const std::vector<Frame> frames = {
    {"plain", "<div class=\"main\"><h1>#</h1><div class=\"TRS_Editor\">", "^</div></div>",
     "<p>%</p>"},
    {"with all that a page can hold",
     "<div class=\"header\"><ul><li><a href=\"/\">首页</a></li><li><a href=\"/x\">政务公开</a></li>"
     "</ul></div><div class=\"crumb\">当前位置：<a href=\"/\">首页</a> &gt; <a "
     "href=\"/x\">通知公告</a>"
     "</div><div class=\"article\"><h1>#</h1><div class=\"info\"><span>发布时间：@ "
     "17:30</span><span>来源：中国某某网</span><span>浏览次数：<em>1234</em></span>"
     "<span>【字体：<a>大</a> <a>中</a> <a>小</a>】</span></div><div class=\"article-content\">",
     "</div><div class=\"fj\">附件下载：<ul><li>^</li></ul></div><div "
     "class=\"share\">分享到：<a>微信</a><a>微博</a></div><div "
     "class=\"editor\">责任编辑：张三"
     "</div><div class=\"pn\"><p>上一篇：<a href=\"/1\">关于某甲事项的通知</a></p><p>下一篇：<a "
     "href=\"/2\">关于某乙事项的通知</a></p></div><div "
     "class=\"related\"><h3>相关链接</h3><ul><li><a "
     "href=\"/3\">某某办法解读</a></li><li><a "
     "href=\"/4\">某某局答记者问</a></li></ul></div></div><div "
     "class=\"footer\">主办：某某局 京ICP备05070218号</div>",
     "<p>%</p>\n"},
    {"a table of the nineties",
     "<table width=\"900\"><tr><td>&nbsp;&nbsp;您现在的位置：首页&gt;&gt;通知公告</td></tr><tr><td "
     "class=\"tit\"><b>#</b></td></tr><tr><td>@ 来源：中国某某网 点击：88</td></tr><tr><td>",
     "^</td></tr><tr><td>【打印】【关闭】</td></tr><tr><td>版权所有：某某局 "
     "网站标识码：bm01000001</td></tr></table>",
     "&nbsp;&nbsp;&nbsp;&nbsp;%<br>\n", "<td><font>%</font></td>",
     "<a href=\"%\"><font>$</font></a><br>"},
    {"inside the container",
     "<div id=\"zoom\"><p style=\"text-align:center\"><strong>#</strong></p><p>~ 17:30 "
     "来源：中国某某网 浏览：<span id=\"hits\">--</span></p>",
     "^<p>扫一扫在手机打开当前页</p><p>责任编辑：李四</p><p>相关阅读：</p><p><a "
     "href=\"/3\">某某办法的三个看点</a></p><p><a "
     "href=\"/4\">某某局召开新闻发布会</a></p><p>【打印】 "
     "【关闭】</p></div>",
     "<p>　　%</p>\n"},
    {"nobody's names",
     "<div class=\"q1\"><div class=\"q2\"><a href=\"/\">首页</a><a href=\"/a\">机构概况</a><a "
     "href=\"/b\">新闻中心</a><a href=\"/c\">政务公开</a><a href=\"/d\">互动交流</a></div><div "
     "class=\"q3\"><h2>#</h2><p class=\"q4\">时间：@ 来源：中国某某网 阅读：15</p><div "
     "class=\"q5\">",
     "</div><div class=\"q8\">^</div><div class=\"q6\"><h4>热点推荐</h4><ul><li><a "
     "href=\"/3\">国务院常务会议部署重点工作</a> "
     "2026-09-21</li><li><a href=\"/4\">全国数据工作会议召开</a> 2026-09-22</li><li><a "
     "href=\"/5\">某某专项行动取得成效</a> 2026-09-23</li></ul></div></div><div "
     "class=\"q7\"><p>主办：某某局 "
     "承办：某某中心</p><p>京公网安备11040102700116号</p></div></div>",
     "<section><p>%</p></section>\n"},
    {"open-government table",
     "<div class=\"wrap\"><table class=\"bd1\"><tr><td>索引号：</td><td>000014349/2026-00012</td>"
     "<td>主题分类：</td><td>网络安全</td></tr><tr><td>发文机关：</td><td>某某局</td><td>成文日期："
     "</td><td>~</td></tr><tr><td>标题：</td><td>#</td><td>发布日期：</td><td>@"
     "</td></tr></table><div class=\"pages_content\">",
     "^</div><div class=\"ewm\">扫一扫分享本页</div></div>", "<p><span>%</span></p>"},
};

std::string with_article(std::string pattern, const Article& article) {
  const std::string day = format_date(article.published.value_or(*make_date(2026, 9, 18)));
  pattern = replace_all(std::move(pattern), "#", escaped(article.title));
  pattern = replace_all(std::move(pattern), "@", day);
  const std::string printed =
      day.substr(0, 4) + "年" + day.substr(5, 2) + "月" + day.substr(8) + "日";
  return replace_all(std::move(pattern), "~", printed);
}

std::string page_in(const Frame& frame, const Article& article, bool spans = false) {
  return "<!DOCTYPE html><html><head><meta charset=\"utf-8\"><title>" + escaped(article.title) +
         "</title></head><body>" + with_article(frame.head, article) +
         body_of(article, frame, spans) +
         replace_all(with_article(frame.foot, article), "^", files_of(article, frame)) +
         "</body></html>";
}

Version read(const std::string& html, const std::string& url) {
  const auto article = read_article({url, 200, {}, html});
  INFO((article ? "" : article.error().message));
  REQUIRE(article);
  Version version;
  version.article = *article;
  for (const auto& attachment : article->attachments) {
    AttachmentState file;
    file.attachment = attachment;
    version.files.push_back(file);
  }
  return version;
}

std::string describe(const VersionDifference& difference) {
  std::string out = difference.summary;
  for (const auto& hunk : difference.hunks) out += "\n- " + hunk.before + "\n+ " + hunk.after;
  for (const auto& name : difference.attachments_added) out += "\n+ " + name;
  for (const auto& name : difference.attachments_removed) out += "\n- " + name;
  return out;
}

std::string slurp(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

Article article_of(std::string title, Texts paragraphs, std::vector<Attachment> files = {}) {
  Article article;
  article.title = std::move(title);
  article.published = make_date(2026, 9, 18);
  article.paragraphs = std::move(paragraphs);
  article.attachments = std::move(files);
  return article;
}

const std::vector<Article> written = {
    article_of(
        "关于《某某数据分类分级办法（征求意见稿）》公开征求意见的公告",
        {"为落实《中华人民共和国数据安全法》等法律法规要求，规范数据分类分级工作，我部起草了《某某"
         "数据"
         "分类分级办法（征求意见稿）》，现面向社会公开征求意见。如有意见或建议，请于2026年10月17日"
         "前"
         "反馈。",
         "联系电话：010-12345678", "传真：010-12345679", "电子邮件：data@example.gov.cn",
         "地址：北京市西城区某某街13号（邮编：100804），请在信封上注明“征求意见”。",
         "附件：1.某某数据分类分级办法（征求意见稿）", "2.起草说明", "某某部", "2026年9月18日"},
        {{"1.某某数据分类分级办法（征求意见稿）.wps", "https://www.example.gov.cn/f/1.wps"},
         {"2.起草说明.wps", "https://www.example.gov.cn/f/2.wps"}}),
    article_of("中国某某监督管理委员会行政处罚决定书（张某某）",
               {"〔2026〕12号", "当事人：张某某，男，1975年8月出生，住址：上海市浦东新区。",
                "依据《中华人民共和国证券法》的有关规定，我会对张某某内幕交易行为进行了立案调查、审"
                "理，并依法向"
                "当事人告知了作出行政处罚的事实、理由、依据及当事人依法享有的权利。",
                "根据当事人违法行为的事实、性质、情节与社会危害程度，我会决定：",
                "没收张某某违法所得123,456.78元，并处以370,370.34元罚款。",
                "上述当事人应自收到本处罚决定书之日起15日内，将罚没款汇交国库。", "某某委员会",
                "2026年9月10日"}),
    article_of(
        "关于侵害用户权益行为的APP通报（2026年第3批，总第23批）",
        {"依据《个人信息保护法》《网络安全法》等法律法规，近期组织第三方检测机构对群众关注的APP进行"
         "检查，发现14款APP存在侵害用户权益行为，现予以通报。",
         "上述APP应在9月30日前完成整改，逾期不整改的，将依法依规组织开展相关处置工作。",
         "序号	应用名称	应用开发者	应用来源	版本	所涉问题",
         "1	某甲	某甲科技有限公司	某某应用市场	3.2.1	违规收集个人信息",
         "2	某乙	某乙网络有限公司	某某应用商店	5.0.12	强制、频繁、过度索取权限",
         "3	某丙	某丙信息技术有限公司	某某应用宝	1.9	欺骗误导用户下载",
         "信息通信管理局", "2026年9月18日"}),
    article_of(
        "某某管理规定",
        {"（2026年8月28日国家某某局令第18号公布　自2026年11月1日起施行）", "第一章 总则",
         "第一条 为了加强某某管理，维护市场秩序，保护消费者合法权益，根据有关法律，制定本规定。",
         "第二条 在中华人民共和国境内从事某某活动，适用本规定。", "第二章 管理要求",
         "第三条 经营者应当建立健全管理制度，明确责任人员，每年至少开展1次自查。",
         "第四条 "
         "违反本规定第三条的，由县级以上主管部门责令改正，处5万元以上10万元以下罚款；情节严重"
         "的，处10万元以上50万元以下罚款。",
         "第三章 附则", "第五条 本规定自2026年11月1日起施行。2015年3月1日公布的规定同时废止。"}),
    article_of(
        "某某局负责人就《某某办法》答记者问",
        {"近日，某某局公布了《某某办法》。某某局有关负责人就《办法》相关问题回答了记者提问。",
         "问：请介绍一下《办法》的出台背景？",
         "答：近年来，相关行业快速发展，在便利生活的同时也出现了一些新情况新问题，亟需加以规范。",
         "问：《办法》对平台提出了哪些要求？",
         "答：一是落实主体责任，二是每月至少开展2次巡查，三是在24小时内处置用户投诉。",
         "问：《办法》何时施行？", "答：自2026年12月1日起施行。"}),
};

// Articles of the parsers' fixtures, as their readers read them.
std::vector<Article> sample_articles() {
  std::vector<Article> articles = written;
  const std::filesystem::path fixtures = REGWATCH_SOURCE_DIR "/tests/parsers/fixtures";
  for (const auto& folder : std::filesystem::directory_iterator(fixtures)) {
    const std::string table = slurp(folder.path() / "addresses.tsv");
    for (const auto line : split(table, '\n')) {
      const auto columns = split(line, '\t');
      if (columns.size() < 2 || columns[0].find("article") == columns[0].npos) continue;
      const std::string html = slurp(folder.path() / columns[0]);
      const auto article = read_article({std::string(columns[1]), 200, {}, html});
      // In a frame of many words a text of few is not found for sure.
      constexpr std::size_t least_text = 160;
      if (!article || article->title.empty()) continue;
      if (count_code_points(join(article->paragraphs, "")) < least_text) continue;
      articles.push_back(*article);
    }
  }
  return articles;
}

}  // namespace

TEST_CASE("an article in another frame is the same article") {
  const auto articles = sample_articles();
  REQUIRE(articles.size() >= written.size() + 3);
  for (const Article& article : articles) {
    const Version first = read(page_in(frames[0], article), here);
    for (const Frame& frame : frames) {
      for (const bool spans : {false, true}) {
        const Version other = read(page_in(frame, article, spans), here);
        INFO(article.title << "\n" << frame.name);
        const auto there = compare_versions(first, other);
        CAPTURE(describe(there));
        CHECK_FALSE(there.differs);
        CHECK_FALSE(compare_versions(other, first).differs);
      }
    }
  }
}

TEST_CASE("a digit is seen through any two frames") {
  int seen = 0;
  for (const Article& article : written) {
    for (std::size_t i = 0; i < article.paragraphs.size(); ++i) {
      Article edited = article;
      std::string& text = edited.paragraphs[i];
      const std::size_t digit = text.find_last_of("0123456789");
      if (digit == std::string::npos) {
        text.insert(0, "不");
      } else {
        text[digit] = text[digit] == '9' ? '1' : '9';
      }
      const Frame& from = frames[i % frames.size()];
      const Frame& to = frames[(i * 5 + 1) % frames.size()];
      INFO(text << "\n" << from.name << " → " << to.name);
      CHECK(compare_versions(read(page_in(from, article), here), read(page_in(to, edited), here))
                .differs);
      Article shorter = article;
      shorter.paragraphs.erase(shorter.paragraphs.begin() + static_cast<std::ptrdiff_t>(i));
      CHECK(compare_versions(read(page_in(from, article), here), read(page_in(to, shorter), here))
                .differs);
      ++seen;
    }
  }
  CHECK(seen > 30);
}
