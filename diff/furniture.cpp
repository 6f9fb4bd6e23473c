#include "diff/furniture.h"

#include <re2/re2.h>

#include <algorithm>

#include "base/text.h"
#include "base/time.h"

namespace regwatch {
namespace {

// Longer paragraphs are text, whatever they begin with.
constexpr std::size_t longest_furniture_bytes = 360;
constexpr std::size_t longest_heading_bytes = 60;
constexpr std::size_t longest_title_bytes = 270;

using re2::StringPiece;

// Compiled once; RE2 matches in linear time whatever the page says.

#define VISIT "(?:浏览|阅读|访问|点击|查看|围观|点赞|转发|收藏|评论|人气|热度)"
#define MEASURE "(?:次数|人数|人次|数量|总量|总数|总次数|量|数|率|度)"
#define COUNT "(?:\\d[\\d,.]*(?:万|亿|[kKwW])?\\+?|-+|加载中\\.*|[Ll]oading\\.*)"

const RE2& counter() {
  static const RE2 pattern(
      "[\\[(|]*(?:"
      "(?:本文|本页|本信息|文章|信息|页面|网页|该文|此文)?(?:共|总|累计|已|被|已被|共被|已有|共有)?"
      "(?:" VISIT "|下载(?:次数|量|数))" MEASURE "?[:]?\\[?(?:" COUNT
      ")?(?:次|人|人次)?\\]?"
      "|(?:已有|共有|共|已被|有)?" COUNT "(?:次|人|人次)" VISIT
      "(?:过)?(?:本文|本页)?"
      "|您?是?(?:本页|本文|本站)?的?第" COUNT
      "(?:位|个)(?:访客|访问者|浏览者|读者)"
      "|(?:[Vv]iews?|[Hh]its?|[Rr]eads?|PV|[Cc]licks?)[:]" COUNT
      "?"
      ")[\\])|]*");
  return pattern;
}

const RE2& counter_within() {
  static const RE2 pattern("[\\[(]?(?:本文|本页|文章)?(?:已被|共被)?(?:" VISIT MEASURE
                           "[:]?(?:" COUNT ")?|" VISIT "[:]?" COUNT "|" VISIT
                           "[:])(?:次|人次|人)?[\\])]?");
  return pattern;
}

const RE2& widgets() {
  static const RE2 pattern(
      R"([\[\](){}|:/,.\-+>·*]*(?:我要|我来|点击)?(?:打印|关闭|分享|字号|字体|收藏|返回|纠错|朗读|扫一扫|微信|微博|新浪微博|腾讯微博|朋友圈|QQ空间|QQ好友|QQ|复制链接|二维码|保存|列表|上一页|首页|页面|顶部|本页|本文|窗口|全文|文章|下载|正文|语音|播报|播放|无障碍|阅读|听|转发|点赞|评论|放大|缩小|调整|增大|减小|恢复|标准|到|至|大|中|小|默认|特大|较大|超大|A\+|A-|A|[\[\](){}|:/,.\-+>·*])*)");
  return pattern;
}

const RE2& widget_word() {
  static const RE2 pattern(
      "打印|关闭|分享|字号|字体|收藏|纠错|朗读|扫一扫|返回|播报|复制链接|点赞");
  return pattern;
}

#define STAFF                                                                                                                    \
  "(?:责任编辑|责编|编辑|审核|审校|校对|录入|初审|复审|终审|一审|二审|三审|监制|美编|信息员|" \
  "录入人|审核人|"                                                                                                         \
  "签发|摄影|供稿|撰稿)"

// An editor says so; who checks or signs may be what the notice is about, save at a page's edge.
const RE2& staff() {
  static const RE2 pattern("[\\[(]?(?:" STAFF "[:][^,.;:]{0,24}[/|]?)+[\\])]?");
  return pattern;
}

const RE2& other_furniture() {
  static const RE2 pattern(
      "[\\[(]?(?:上一篇|下一篇|前一篇|后一篇|上篇|下篇)(?:[^的].*)?"
      "|[\\[(]?(?:上一条|下一条|上一页|下一页)(?:[:\\])].*)?"
      "|(?:本)?(?:页面|网页|本页|数据|系统|文件|缓存)?(?:最后|最近)?(?:生成|静态化|刷新|缓存|打印|"
      "抓取)"
      "(?:于|时间|日期)[:]?[\\d\\-/.年月日: 时分秒T+Z]*"
      "|(?:本)?(?:页面|网页|本页|本站)(?:内容|数据)?(?:最后|最近)?(?:更新|修改|访问|浏览)(?:于|"
      "时间|日期)?[:]?"
      "[\\d\\-/.年月日: 时分秒]*"
      "|(?:最后更新|最近更新|更新时间|更新日期|最后修改|修改时间|访问时间|当前时间|现在时间|"
      "系统时间|服务器时间|打印时间)"
      "(?:时间|日期|于)?[:]?[\\d\\-/.年月日: 时分秒]*"
      "|(?:今天是|现在是|当前时间是?|北京时间)[:]?[\\d\\-/.年月日: 时分秒星期周一二三四五六日天,]*"
      "|(?:publishdate|Generated|Last ?[Mm]odified|Last ?[Uu]pdated)[: ].*|Produced ?[Bb]y.*"
      "|(?:页面)?(?:执行|加载|处理)(?:时间|耗时|用时)[:]?[\\d.]*(?:秒|毫秒|ms|s)?"
      "|[\\[(]?(?:责任编辑|责编|网站编辑|网络编辑|值班编辑|编辑)[:][^,.;:]{0,24}(?:" STAFF
      "[:][^,.;:]{0,24})*[\\])]?"
      "|[\\[(]?(?:用?手机|请|微信)?(?:扫一扫|扫描|扫码|扫).{0,40}(?:打开|查看|浏览|阅读|分享|关注|"
      "二维码).{0,24}[\\])]?"
      "|[\\[(]?(?:二维码|微信公众号|官方微信|官方微博|手机版|移动版|客户端|微信扫一扫.{0,20}|长按.{"
      "0,10}二维码.{0,12})[\\])]?"
      "|(?:您|你)?(?:的)?(?:当前|现在|目前)(?:的)?(?:所在)?(?:的)?位置[:是].*|您的?位置[:].*"
      "|(?:分享|转发)(?:到|至)[:]?(?:.{0,40})?");
  return pattern;
}

// ── edges ───────────────────────────────────────────────────────────────────────────────────────

#define MENU                                                                                                                            \
  "(?:网站|返回)?首页|主页|机构|机构概况|机构设置|机构职能|组织机构|本?(?:局|部|委|会)概况|新闻|"    \
  "新闻中心|新闻动态|"                                                                                                          \
  "新闻发布|要闻|要闻动态|工作动态|时政要闻|动态|公开|政务|政务公开|信息公开|政府信息公开|"       \
  "信息公开指南|信息公开目录|服务|政务服务|"                                                                          \
  "办事服务|办事|在线服务|在线办事|网上办事|互动|互动交流|政民互动|公众参与|公众互动|交流互动|" \
  "专题|专栏|专题专栏|数据|数据开放|"                                                                                     \
  "统计数据|政策|政策法规|法律法规|解读|政策解读|解读回应|通知公告|公告公示|网站地图|站点地图|" \
  "联系我们|关于我们|关于本站|联系方式|"                                                                                \
  "无障碍|无障碍浏览|长者模式|长者版|适老化|适老版|关怀版|繁体|繁體|简体|简|繁|English|EN|登录|"      \
  "注册|个人中心|邮箱|微信|微博|"                                                                                           \
  "客户端|手机版|移动版|搜索|高级搜索|检索|请输入关键字|法律声明|隐私声明|隐私保护|版权声明|"    \
  "版权保护|网站声明|网站纠错|我要纠错|"                                                                                \
  "使用帮助|网站帮助|帮助|RSS|RSS订阅|返回顶部|设为首页|加入收藏|友情链接|智能问答|走进.{2,12}"

const RE2& menu() {
  static const RE2 pattern("[|>·/,、 \\-]*(?:(?:" MENU ")[|>·/,、 \\-]*)+");
  return pattern;
}

const RE2& trail() {
  static const RE2 pattern(
      "(?:(?:网站|返回)?(?:首页|主页)|.{2,20}(?:网|网站))(?:[>»›→/|\\-]+[^>»›→/|]{1,40})+[>»›→]*"
      "|[^>»›→]{1,24}(?:[>»›→]+[^>»›→]{1,60}){2,}[>»›→]*");
  return pattern;
}

const RE2& imprint() {
  static const RE2 pattern(
      ".*(?:ICP备|公网安备|网安备|网站标识码|网站备案|版权所有|[Cc]opyright|©|All "
      "?[Rr]ights|违法和不良信息举报).*"
      "|(?:网站)?(?:主办|承办|协办|技术支持|运行维护|运维|维护|建设及维护)(?:单位|机构|方)?[:].*"
      "|(?:相关)?(?:附件|文件)(?:下载|列表)[:]?|.{2,14}(?:网|网站)"
      "|(?:建议|推荐)使用.{0,40}(?:浏览器|分辨率).*|(?:支持|本网站已支持)IPv6.*|无障碍.{0,10}|"
      "政府网站找错");
  return pattern;
}

// ── links to other pages ────────────────────────────────────────────────────────────────────────

// How it stands with a consultation changes with the day, and says nothing of its title.
#define ROW_MARK                                                                                            \
  "(?:置顶|新|最新|推荐|热|(?:正在)?(?:进行中|征集中|征求中|征求意见中|公示中)|" \
  "已结束|已截止|已完成|已反馈|未开始|结束|[Nn][Ee][Ww]|[Hh][Oo][Tt])!?"
#define BULLETS "[\\[(|>·*●■◆▶►☆★\\-]*"

const RE2& sure_heading() {
  static const RE2 pattern(
      BULLETS
      "(?:(?:相关|延伸|扩展|拓展|推荐|关联|更多|往期|热门|热点|精彩|深度)(?:链接|阅读|新闻|稿件|"
      "报道|文章|推荐|资讯|视频|专题|图集"
      "|回顾|解读|政策解读|解读材料|热点|导读|话题)|(?:新闻|图文|热点|热门|点击|阅读|文章|信息)(?:"
      "排行|排行榜|推荐|榜)|猜你喜欢|"
      "为您推荐|您可能感兴趣的.{0,6}|大家都在看|相关(?:的)?(?:解读|图解|专题)|友情链接|排行榜|"
      "延伸阅读|"
      "媒体视角|一图读懂|图解政策|[Rr]elated ?.{0,12})[:>]*(?:更多|MORE|more)?[\\])>|+]*");
  return pattern;
}

const RE2& likely_heading() {
  static const RE2 pattern(
      BULLETS
      "(?:(?:相关|最新|近期|同类|关联|热门|其他|其它)(?:文件|文档|信息|政策|内容|公告|通知|动态|"
      "发布|资料|"
      "法规|公开信息|政策文件|公示|消息|栏目))[:>]*(?:更多|MORE|more)?[\\])>|]*");
  return pattern;
}

// The heading and the first link in one line.
const RE2& heading_with_link() {
  static const RE2 pattern(
      BULLETS
      "(?:相关|延伸|推荐|扩展|拓展)(?:链接|阅读|新闻|稿件|报道|文章|解读|政策解读)[\\])]*[:].{4,}");
  return pattern;
}

const RE2& not_a_title() {
  static const RE2 pattern(
      "^第[〇一二三四五六七八九十百千零\\d]+[条章节编款项部分]|^[(]?[一二三四五六七八九十]+[)、.]"
      "|^[(]?\\d{1,3}[)、.]|^[(]?\\d{1,3}[^\\d年\\-/.月]|附件|附表|附录|[,;!?]|[.]$|[:]"
      "|(?:局|委|部|厅|院|委员会|办公室|政府|总行|总署|银行|中心|公司|协会)$");
  return pattern;
}

// What stands below a heading of links and yet is none: whom to ask, an annex, a text's own parts.
const RE2& not_a_link() {
  static const RE2 pattern(
      "^第[〇一二三四五六七八九十百千零\\d]+[条章节编款项部分]|^[(]?[一二三四五六七八九十]+[)、.]"
      "|^(?:联系|咨询|电话|传真|邮箱|电子邮|地址|通信|通讯|邮编|邮政|附件|附表|附录|备注|注:|抄送|"
      "主送)"
      "|@|\\d{3,4}-\\d{7,8}|[,;].*[.]$|[.;]$");
  return pattern;
}

// ── particulars ─────────────────────────────────────────────────────────────────────────────────

#define LABELS_THAT_MATTER                                                                                                       \
  "发文字号|发文文号|文件编号|文号|成文日期|发文日期|印发日期|签发日期|发布日期|发布时间|" \
  "公开日期|公布日期|"                                                                                                   \
  "生效日期|施行日期|实施日期|失效日期|废止日期|有效性|效力状态|是否有效|时效性|发文机关|" \
  "发文机构|发文单位|制定机关|索引号"
#define LABELS_THAT_DO_NOT                                                                                                           \
  "发稿时间|发表时间|发布于|上传时间|录入时间|更新时间|更新日期|生成日期|生成时间|信息来源|"  \
  "文章来源|稿件来源|新闻来源|来源|稿源|作者|"                                                                     \
  "供稿|撰稿|发布机构|发布单位|发布者|发布人|公开机构|责任部门|信息提供|信息名称|主题分类|"    \
  "公开类别|公开方式|公开形式|公开范围|"                                                                             \
  "公开程序|公开属性|组配分类|信息分类|信息类别|服务对象|体裁分类|体裁|主题词|关键词|关键字|" \
  "所属栏目|栏目|责任编辑|责编|编辑|审核|校对|"                                                                    \
  "字号|字体|分享到|分享|打印|浏览次数|浏览量|阅读量|阅读次数|点击数|点击量|点击次数|访问量|"  \
  "访问次数|浏览|阅读|点击|人气"
// Of a page's line of particulars, or of a meeting's: 时间：9月20日 地点：….
#define LABELS_IN_DOUBT "日期|时间|标题|名称"

const RE2& label() {
  static const RE2 pattern("[\\[(|\\s]*(" LABELS_THAT_MATTER "|" LABELS_THAT_DO_NOT
                           "|" LABELS_IN_DOUBT ")[\\])]?[:]");
  return pattern;
}

const RE2& date_stamp() {
  static const RE2 pattern(
      "^[\\[(]?((?:19|20)\\d\\d[-/.年]\\d{1,2}[-/.月]\\d{1,2}日?)(?: "
      "?\\d{1,2}:\\d{2}(?::\\d{2})?)?[\\])]?");
  return pattern;
}

std::string without_time_and_widgets(std::string value) {
  static const RE2 time("(\\d)[ T]?\\d{2}:\\d{2}(?::\\d{2})?(?:\\.\\d+)?");
  static const RE2 trailing(
      "[\\[(|]*(?:字号|字体|打印|分享|收藏|关闭|我要纠错|纠错|扫一扫|大|中|小|默认|[\\[\\](){}|:/"
      "·+\\-])*$");
  RE2::GlobalReplace(&value, counter_within(), "");
  RE2::Replace(&value, trailing, "");
  if (const auto date = find_date(value); date && value.size() < 40) return format_date(*date);
  RE2::Replace(&value, time, "\\1");
  return value;
}

// What a bare 时间： or 名称： says belongs to the page only beside labels that leave no doubt.
bool leaves_doubt(const std::vector<std::string>& labels) {
  static const RE2 doubtful(LABELS_IN_DOUBT);
  return std::all_of(labels.begin(), labels.end(),
                     [](const std::string& name) { return RE2::FullMatch(name, doubtful); });
}

}  // namespace

bool is_furniture(std::string_view line) {
  if (line.empty() || line.size() > longest_furniture_bytes) return false;
  if (RE2::FullMatch(line, other_furniture())) return true;
  return RE2::PartialMatch(line, widget_word()) && RE2::FullMatch(line, widgets());
}

bool is_edge_furniture(std::string_view line) {
  if (line.empty() || line.size() > longest_furniture_bytes) return false;
  return RE2::FullMatch(line, menu()) || RE2::FullMatch(line, trail()) ||
         RE2::FullMatch(line, imprint()) || RE2::FullMatch(line, staff());
}

bool is_counter(std::string_view line) {
  return !line.empty() && line.size() <= longest_furniture_bytes && RE2::FullMatch(line, counter());
}

bool is_counter_label(std::string_view line) {
  static const RE2 pattern("[\\[(]?(?:本文|本页|文章)?(?:已被|共被)?(?:" VISIT "|下载)" MEASURE
                           "?[:]?[\\])]?");
  return line.size() <= longest_heading_bytes && RE2::FullMatch(line, pattern);
}

bool is_counter_value(std::string_view line) {
  static const RE2 pattern("[\\[(]?" COUNT "?(?:次|人|人次)?[\\])]?");
  return line.size() <= longest_heading_bytes && RE2::FullMatch(line, pattern);
}

LinksHeading links_heading(std::string_view line) {
  if (line.size() > longest_title_bytes) return {};
  if (line.size() <= longest_heading_bytes) {
    if (RE2::FullMatch(line, sure_heading())) return {true, true};
    if (RE2::FullMatch(line, likely_heading())) return {true, false};
  }
  return {RE2::FullMatch(line, heading_with_link()), true};
}

bool may_be_title(std::string_view line) {
  if (line.size() > longest_title_bytes || count_code_points(line) < 4) return false;
  if (is_date_line(line)) return false;
  // A list's own date stands before or behind a title.
  std::string bare(line);
  static const RE2 list_date(
      "^[\\[(]?(?:(?:19|20)?\\d\\d[-/.年])?\\d{1,2}[-/.月]\\d{1,2}日?[\\])]?|"
      "[\\[(]?(?:(?:19|20)?\\d\\d[-/.年])?\\d{1,2}[-/.月]\\d{1,2}日?(?: "
      "?\\d\\d:\\d\\d(?::\\d\\d)?)?[\\])]?$");
  RE2::GlobalReplace(&bare, list_date, "");
  static const RE2 bullets("^" BULLETS);
  RE2::Replace(&bare, bullets, "");
  return !bare.empty() && !RE2::PartialMatch(bare, not_a_title());
}

bool has_list_date(std::string_view line) {
  static const RE2 pattern(
      "^[\\[(](?:(?:19|20)\\d\\d[-/.])?\\d{1,2}[-/.]\\d{1,2}[\\])]"
      "|^(?:19|20)\\d\\d[-/.]\\d{1,2}[-/.]\\d{1,2}"
      "|[\\[(](?:(?:19|20)\\d\\d[-/.])?\\d{1,2}[-/.]\\d{1,2}[\\])]$"
      "|(?:19|20)\\d\\d[-/.]\\d{1,2}[-/.]\\d{1,2}$");
  return RE2::PartialMatch(line, pattern);
}

std::string without_row_marks(std::string_view title) {
  static const RE2 before("^(?:" BULLETS "(?:顶!?|" ROW_MARK
                          ")[\\])]+|[·●■◆▶►★*>]+|"
                          "[\\[(](?:(?:19|20)\\d\\d[-/.])?\\d{1,2}[-/.]\\d{1,2}[\\])])+");
  static const RE2 behind("(?:[\\[(]" ROW_MARK
                          "[\\])]|(?:NEW|New|new|HOT)!?|"
                          "[\\[(]?(?:19|20)\\d\\d[-/.]\\d{1,2}[-/.]\\d{1,2}[\\])]?)$");
  std::string out(title);
  RE2::Replace(&out, before, "");
  RE2::Replace(&out, behind, "");
  return out.empty() ? std::string(title) : out;
}

bool may_be_link(std::string_view line) {
  return line.size() <= longest_title_bytes && !RE2::PartialMatch(line, not_a_link());
}

Particulars particulars_of(std::string_view line) {
  if (line.empty() || line.size() > longest_furniture_bytes) return {};
  std::vector<std::string> labels;
  Particulars out;
  StringPiece rest(line);
  if (std::string stamp; RE2::PartialMatch(rest, date_stamp(), &stamp)) {
    RE2::Consume(&rest, date_stamp());
    labels.emplace_back("发布时间");
    out.emplace_back("发布时间", without_time_and_widgets(stamp));
  }
  std::string name;
  while (RE2::Consume(&rest, label(), &name)) {
    StringPiece here = rest;
    StringPiece next = rest;
    std::string ignored;
    const bool more = RE2::FindAndConsume(&next, label(), &ignored);
    std::size_t end = here.size();
    if (more) {
      // The next label begins where what was consumed begins.
      StringPiece found;
      RE2::PartialMatch(here, label(), &found);
      end = static_cast<std::size_t>(found.data() - here.data());
    }
    constexpr std::size_t longest_value = 150;
    if (end > longest_value) return {};
    labels.push_back(name);
    if (label_matters(name) || name == "日期" || name == "时间")
      out.emplace_back(name, without_time_and_widgets(std::string(here.substr(0, end))));
    rest.remove_prefix(end);
  }
  // Behind a date without labels nothing but counters and widgets may follow.
  const std::string_view left(rest.data(), rest.size());
  if (labels.empty() || leaves_doubt(labels)) return {};
  if (!left.empty() && !is_furniture(left)) return {};
  if (labels.size() == 1 && out.size() == 1 && left.empty() && is_date_line(line)) return {};
  // A line of particulars may say nothing that matters: it is known by its labels.
  if (out.empty()) out.emplace_back("", "");
  return out;
}

bool label_matters(std::string_view name) {
  static const RE2 pattern(LABELS_THAT_MATTER);
  return RE2::FullMatch(name, pattern);
}

bool is_date_line(std::string_view line) {
  static const RE2 pattern(
      "[\\[(]?(?:(?:19|20)\\d\\d[-/.年]\\d{1,2}[-/.月]\\d{1,2}日?|"
      "[〇一二三四五六七八九零]{4}年[一二三四五六七八九十]{1,2}月[一二三四五六七八九十]{1,3}日)[\\]"
      ")]?");
  return line.size() <= longest_heading_bytes && RE2::FullMatch(line, pattern);
}

#undef VISIT
#undef STAFF
#undef MEASURE
#undef COUNT
#undef MENU
#undef BULLETS
#undef ROW_MARK
#undef LABELS_THAT_MATTER
#undef LABELS_THAT_DO_NOT
#undef LABELS_IN_DOUBT

}  // namespace regwatch
