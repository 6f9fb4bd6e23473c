#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <memory>

#include "base/text.h"
#include "diff/classify.h"
#include "diff/document_name.h"

// What a title says around the names in it: the words of Chinese administration for the steps that
// a document goes through.

namespace regwatch {
namespace {

constexpr std::size_t max_documents = 16;
constexpr std::string_view opening = "《";
constexpr std::string_view closing = "》";

/// A name in 《》 with the notes that follow it, and what stands before and behind them.
struct Quote {
  std::string words;
  std::string_view before;
  std::string_view behind;
};

struct Dissected {
  std::string title;          ///< As views_of has it, without marks of the list.
  std::string frame;          ///< The names emptied to 《》.
  std::vector<Quote> quotes;  ///< Views into `title`.
};

std::string without_marks(std::string title, TitleReading& reading) {
  static const RE2 front(
      R"(^((?:[\[(](?:进行中|已结束|正在征集|征集中|已截止|新|热|置顶|转载|要闻|公告|通知)[\])]|转载[:|]|转载(?:《|关于))+))");
  static const RE2 end(R"((?:[\[(](?:进行中|已结束|正在征集|征集中|已截止|转发|转载)[\])]|NEW)+$)");
  static const RE2 number(
      R"((通知|公告|通告|决定|意见|办法|规定|方案|的函)\p{Han}{1,12}\[\d{4}\]\d{1,5}号$)");
  static const RE2 reprint(R"(^[\[(]?转载|[\[(](?:转发|转载)[\])]$)");
  reading.reprinted = RE2::PartialMatch(title, reprint);
  reading.cut = title.ends_with("...") || title.ends_with("…");
  re2::StringPiece mark;
  if (RE2::PartialMatch(title, front, &mark)) {
    std::size_t length = mark.size();
    if (mark.ends_with("《")) length -= opening.size();
    if (mark.ends_with("关于")) length -= std::string_view("关于").size();
    title.erase(0, length);
  }
  RE2::Replace(&title, end, "");
  RE2::Replace(&title, number, R"(\1)");
  return title;
}

/// The end of the 《 that opens at `at`; the end of the text where it is never closed.
std::size_t end_of_quote(std::string_view text, std::size_t at) {
  std::size_t depth = 0;
  while (at < text.size()) {
    if (text.substr(at).starts_with(opening)) {
      ++depth;
      at += opening.size();
    } else if (text.substr(at).starts_with(closing)) {
      at += closing.size();
      if (--depth == 0) return at;
    } else {
      ++at;
    }
  }
  return text.size();
}

/// Notes in brackets and stage words that follow the closing mark belong to the name.
std::size_t length_of_notes(std::string_view behind) {
  static const RE2 notes(
      R"(^((?:\([^()]*\)|(?:公开|二次|修订)?征求意见稿|送审稿|报批稿|(?:修订|修正)?草案)*))");
  re2::StringPiece taken;
  RE2::PartialMatch(behind, notes, &taken);
  return taken.size();
}

void dissect(Dissected& out) {
  if (out.title.find(opening) == out.title.npos) {
    out.title = replace_all(replace_all(std::move(out.title), "〈", opening), "〉", closing);
  }
  const std::string_view title = out.title;
  std::size_t from = 0;
  while (true) {
    const std::size_t open = title.find(opening, from);
    if (open == title.npos) break;
    const std::size_t end = end_of_quote(title, open);
    const std::size_t notes = length_of_notes(title.substr(end));
    out.frame.append(title.substr(from, open - from)).append("《》");
    out.frame.append(title.substr(end, notes));
    if (out.quotes.size() < max_documents) {
      out.quotes.push_back({std::string(title.substr(open, end + notes - open)),
                            title.substr(0, open), title.substr(end + notes)});
    }
    from = end + notes;
  }
  out.frame.append(title.substr(from));
}

const RE2& amending() {
  static const RE2 pattern(
      R"((?:修改|修订|修正)(?:和废止|、废止)?[《〈].*[》〉].*(?:决定|公告|令|通知)|(?:第[\d一二三四五六七八九十]+号)?修改单|修正案)");
  return pattern;
}

const RE2& draft_words() {
  static const RE2 pattern(
      R"(征求意见|征集意见|意见征集|征询意见|听取意见|公开征求|(?:征求|征集|征询).*(?:意见|建议)|意见稿|草案|送审稿|报批稿|报批公示|报批意见|讨论稿|审议稿)");
  return pattern;
}

struct StageWords {
  Stage stage;
  RE2 frame;
};

/// In this order; the first that the frame holds decides.
const std::array<StageWords, 6>& stages_of_frames() {
  static const std::array<StageWords, 6> all = {{
      {Stage::unknown,
       RE2("招标(?:公告|结果|公示)|采购(?:公告|结果|意向|项目.{0,4}公告)|中标|成交公告|招聘|"
           "培训|宣贯|座谈会|研讨会|论坛|工作会|推进会|部署会|会议|大赛|竞赛|"
           "知识答题|宣传活动|宣传周|专家组成员|启动仪式")},
      {Stage::correction, RE2("更正|勘误|订正")},
      {Stage::extension, RE2("(?:延长|延期|顺延|延至).*(?:意见|征求|期限|时间|截止)|"
                             "(?:意见|征求).*(?:延长|延期|顺延)")},
      {Stage::feedback,
       RE2("意见.{0,12}(?:采纳|情况|汇总|结果)|(?:征求|征集)意见(?:工作)?的?(?:反馈|说明)|"
           "意见(?:的)?反馈(?:情况|说明|公告|公示)|公开征求意见的?反馈")},
      {Stage::interpretation,
       RE2("解读|答记者问|问答|答问|解答|图解|一图|漫画|读懂|看懂|起草说明|编制说明|修订说明|释义|"
           "立法说明|政策说明|的说明|(?:吹风会|发布会|记者会|专访|访谈|评论员|时评).*《》|"
           "《》.*(?:吹风会|发布会|记者会|专访|访谈)")},
      {Stage::amendment, RE2(amending().pattern())},
  }};
  return all;
}

Stage stage_of_draft(std::string_view title) {
  static const RE2 later(
      "再次|二次|第二次|第三次|三次征求|第二轮|二审稿|三审稿|二次审议稿|三次审议稿|二稿|三稿|"
      "重新公开征求");
  static const RE2 revision(
      "(?:修订|修正|修改)(?:版|本)?[(]?(?:草案|征求意见|送审|公开征求|报批)|修订稿|修正案|修改稿|"
      "修订.{0,6}(?:征求|征集).{0,6}意见|修订《[^》]*》.*(?:征求|征集)");
  if (RE2::PartialMatch(title, later)) return Stage::later_draft;
  return RE2::PartialMatch(title, revision) ? Stage::revision_draft : Stage::draft;
}

bool ends_as_document(std::string_view name) {
  static const RE2 document(
      "(?:法|条例|办法|规定|细则|规则|准则|指引|指南|意见|措施|方案|规划|计划|通知|公告|通告|决定|"
      "标准|"
      "规范|要求|目录|清单|框架|基准|解释|导则|规程|大纲|要点|制度|程序|流程|体系|目标|范本|"
      "工作安排|"
      "示范文本|"
      "格式|编码|代码|术语|公约|议定书|纲要|章程|名录|预案|政策|若干条|令)[)]?$");
  return RE2::PartialMatch(name, document);
}

/// 《…》 stands for the document itself: nothing around it but who issues it, its number, its date.
bool stands_alone(std::string_view frame) {
  static const RE2 nothing_else(
      R"((?:\[[^\[\]]*\])?(?:\p{Han}{2,60}?(?:令|公告|部|委|局|办|厅|院|会|署|行|门))*[\s,、]*(?:\d{4}年?)?(?:\[\d{4}\])?(?:第[\d\p{Han}]{1,8}号)?令?[:\s]*(?:[A-Za-z/\d.\- ]{0,30})(?:《》(?:[(\[][^()]*[)\]])*[、和及与]?)+(?:全文)?(?:\d{4}年第\d+号令?|第\d+号令?|令)?)");
  return RE2::FullMatch(frame, nothing_else);
}

bool is_notice(std::string_view frame) {
  static const RE2 notice(R"((?:的|号)?(?:通知|公告|通告|决定|令|函|批复)(?:[(\[].*)?$)");
  return RE2::PartialMatch(frame, notice);
}

/// Whether the announcement prints, or tells of, the documents in 《》.
bool publishes(std::string_view frame) {
  static const RE2 verb(
      "(?:印发|发布|公布|颁布|颁发|下发|下达|出台|批准|转发|实施|施行|通过|废止旧版|签署.{0,12})"
      "(?:了|新版|新修订的?|修订后的?|实施|施行|关于|国家标准|行业标准|推荐性|强制性|"
      "\\p{Han}{0,12}标准)*《》|《》.{0,20}(?:正式)?(?:发布|公布|印发|出台|施行|实施)$|^《》.{0,30}"
      "(?:发布|公布|印发|出台|施行)|关于《》(?:[(][^()]*[)])?的(?:公告|通告|通知)$");
  return RE2::PartialMatch(frame, verb);
}

/// Names that many documents of many bodies bear: they tell nothing apart.
bool is_shared(std::string_view normal) {
  static const RE2 shared(
      // Decisions about somebody.
      "(?:.{0,45}(?:处罚决定书?|处罚信息公示表?|禁入决定书|告知书|送达公告|监管措施决定书?|批复|"
      "警示函|决定书)"
      // Documents about some others.
      "|(?:修改|废止|修改和废止|宣布失效|废止和宣布失效)?的?(?:部分|一批|有关)(?:部门)?"
      "(?:规章|规范性文件|行政法规|文件|法规|标准).{0,12}"
      "|(?:一批|重要|有关|部分).{0,12}标准|(?:相关|有关).{0,12}"
      // A form without a subject.
      "|管理办法|实施细则|实施办法|实施方案|工作方案|通知公告|管理规定|暂行办法|决定|通知|公告|"
      "通告|公示|规定|办法|意见|年度报告|信息公开(?:指南|目录|年报)|政府信息公开.{0,8}"
      // A number, or a body, without a subject.
      "|国家标准公告|行业标准公告|.{0,40}(?:\\d{4}年?|令)第?[\\d\\p{Han}]{1,8}号(?:公告|令|通告)?"
      "|.{0,60}(?:部|局|委|委员会|办公室|会|院|行|署)(?:公告|通告|通知)|.{0,20}令)");
  constexpr std::size_t character = std::string_view("法").size();
  const std::size_t least = normal.ends_with("法") ? 3 * character : 4 * character;
  return normal.size() < least || RE2::FullMatch(normal, shared);
}

void add_name(std::vector<DocumentName>& names, std::string_view words) {
  DocumentName name = document_name_of(words);
  const bool known = std::any_of(names.begin(), names.end(), [&](const DocumentName& other) {
    return other.normal == name.normal;
  });
  if (!known && !is_shared(name.normal) && names.size() < max_documents) {
    names.push_back(std::move(name));
  }
}

/// Of a title without 《》: each pattern's only group is the name.
const std::vector<std::unique_ptr<RE2>>& bare_patterns() {
  static const std::vector<std::unique_ptr<RE2>> all = [] {
    std::vector<std::unique_ptr<RE2>> patterns;
    for (
        const char* pattern : {
            R"((?:.*?(?:关于|就))?延长对?(.+?)(?:公开|向社会)*(?:征求|征集|反馈)(?:社会|公众)?(?:意见|建议).*)",
            R"((?:.*?关于)?(.+?)的?(?:更正|勘误)(?:公告|说明|启事|通知)?)",
            R"((?:.*?(?:关于|就))?(?:向社会|面向社会|再次|二次|第[二三]次|重新|公开)*(?:征求|征集|征询)(?:社会各界|公众|社会公众)?(?:对|关于)?(.+?)(?:的)?(?:社会公众|公众)?(?:的)?(?:修改|修订|反馈|报批)?(?:意见建议|意见|建议|意见和建议)(?:和建议)?(?:的(?:通知|公告|通告|函|公示|启事))?)",
            R"((?:.*?(?:关于|就))(?:对)?(.+?)(?:向社会|面向社会|再次|二次|公开)*(?:征求|征集|征询)(?:社会各界|公众|社会公众)?(?:的)?(?:修改)?(?:意见|建议|意见建议)(?:的(?:通知|公告|通告|函|公示|启事))?)",
            R"((?:一图读懂|一图看懂|图解|政策解读[:|]?|解读)[|:\-]*(.+))",
            R"(.*(?:就|关于)(.+?)(?:有关问题|有关情况|实施有关事项)?(?:答记者问|问答|解读|的?解答|答问))",
            R"((.+?)的?(?:政策|专家|权威|官方)?(?:解读|问答|起草说明|编制说明|答记者问))",
            R"(.*(?:印发|发布|公布|颁布|颁发|下发|转发)(?:了|关于)?(.+?)的?(?:通知|公告|通告|决定|命令|函)(?:[(\[].*)?)",
            R"(\p{Han}{0,60}(?:令|公告)[\[(]\d{4}[\])]第\d+号[(](.+)[)])",
        }) {
      patterns.push_back(std::make_unique<RE2>(pattern));
    }
    return patterns;
  }();
  return all;
}

std::string bare_name(const std::string& title) {
  std::string name;
  for (const auto& pattern : bare_patterns()) {
    if (RE2::FullMatch(title, *pattern, &name) && !name.empty()) return name;
  }
  return title;
}

std::string issuers_in_front(const std::string& title) {
  static const RE2 issuers(
      R"((\p{Han}[\p{Han}、,\s\d]{1,200}?(?:部|部门|委|局|办|办公室|厅|院|会|行|署|中心|司|政府|公司|协会|所|令|公告))(?:联合)?(?:关于|《|印发|发布|公布|公开征求|就|\d{4}年|\[\d{4}\]|第\d+号).*)");
  std::string found_issuers;
  RE2::FullMatch(title, issuers, &found_issuers);
  return found_issuers.starts_with("关于") ? "" : found_issuers;
}

/// 《条例》3项配套制度 speaks of other texts than the one it names.
bool names_another_thing(std::string_view behind) {
  static const RE2 others(
      R"(^(?:的)?(?:\d{1,3}|[一二三四五六七八九十]{1,3})?(?:个|项|部)?(?:配套|实施情况|执行情况|落实|立法|宣传|修订工作|清理))");
  return RE2::PartialMatch(behind, others);
}

bool follows_a_basis(std::string_view before) {
  static const RE2 basis(
      "(?:根据|依据|按照|依照|贯彻|落实|贯彻落实|贯彻实施|违反|符合|适用|执行|学习|宣传|做好|"
      "实施好|"
      "开展|推进|深入实施)$");
  return RE2::PartialMatch(before, basis);
}

void take_quotes(const Dissected& title, TitleReading& reading) {
  for (const Quote& quote : title.quotes) {
    if (names_another_thing(quote.behind)) continue;
    add_name(reading.documents, quote.words);
    if (!RE2::PartialMatch(quote.words, amending())) continue;
    static const RE2 inner("[《〈]?(?:.*?)(?:修改|修订|修正)[^《〈]*[〈《]([^〈〉《》]+)[〉》]");
    std::string amended;
    if (RE2::PartialMatch(quote.words, inner, &amended)) add_name(reading.amends, amended);
  }
}

/// The decision's own name: 修改X的决定, X第1号修改单.
std::string name_of_amendment(const Dissected& title, const std::string& words) {
  static const RE2 decision(R"((修(?:改|订|正).*?(?:决定|公告|令|通知|修正案)))");
  static const RE2 sheet(R"(((?:第[\d\p{Han}]{1,3}号)?修改单))");
  std::string own;
  if (RE2::PartialMatch(words, sheet, &own) && !title.quotes.empty()) {
    return document_name_of(title.quotes.front().words).name + own;
  }
  return RE2::PartialMatch(words, decision, &own) ? own : words;
}

/// 关于修改《A》《B》的决定: one document that changes several.
void take_amendment(const Dissected& title, TitleReading& reading) {
  static const RE2 inner("[〈《]([^〈〉《》]+)[〉》]");
  const bool quoted_whole =
      title.quotes.size() == 1 && RE2::PartialMatch(title.quotes[0].words, amending());
  if (!quoted_whole) {
    add_name(reading.documents, name_of_amendment(title, title.title));
    for (const Quote& quote : title.quotes) add_name(reading.amends, quote.words);
    return;
  }
  const std::string& words = title.quotes[0].words;
  add_name(reading.documents, name_of_amendment(title, words));
  std::string amended;
  if (RE2::PartialMatch(words.substr(opening.size()), inner, &amended)) {
    add_name(reading.amends, amended);
  }
}

void take_names(const Dissected& title, TitleReading& reading) {
  if (RE2::PartialMatch(title.frame, amending()) ||
      (title.quotes.size() == 1 && reading.stage == Stage::amendment)) {
    return take_amendment(title, reading);
  }
  if (!title.quotes.empty()) return take_quotes(title, reading);
  const std::string name = bare_name(title.title);
  // A title that names no document by its form says nothing: "个人信息保护法治的中国方案".
  if (reading.stage == Stage::interpretation && name == title.title) return;
  if (ends_as_document(document_name_of(name).name) || is_draft(reading.stage)) {
    add_name(reading.documents, name);
  }
}

/// Whether what it names in 《》 is only mentioned, and the notice is a document of its own.
bool only_mentions(const Dissected& title) {
  if (title.quotes.empty()) return false;
  if (stands_alone(title.frame)) return false;
  return !publishes(title.frame) || follows_a_basis(title.quotes.front().before);
}

Stage stage_of(const Dissected& title, TitleReading& reading) {
  static const RE2 notes(R"(\([^()]*\))");
  // "(…会议通过)" is not about a meeting.
  std::string without_notes = title.frame;
  RE2::GlobalReplace(&without_notes, notes, "");
  const bool holds_draft = RE2::PartialMatch(title.title, draft_words());
  const auto& stages = stages_of_frames();
  for (std::size_t i = 0; i < stages.size(); ++i) {
    if (!RE2::PartialMatch(i == 0 ? without_notes : title.frame, stages[i].frame)) continue;
    const Stage stage = stages[i].stage;
    if (stage == Stage::amendment && holds_draft) return stage_of_draft(title.title);
    // "…若干问题的说明": who explains nothing by name publishes.
    reading.of_draft = holds_draft;
    return stage;
  }
  if (holds_draft) return stage_of_draft(title.title);
  if (title.quotes.size() == 1 && RE2::PartialMatch(title.quotes[0].words, amending())) {
    return Stage::amendment;
  }
  if (stands_alone(title.frame)) return Stage::adopted;
  if (publishes(title.frame) && !follows_a_basis(title.quotes.front().before)) {
    return is_notice(title.frame) ? Stage::adopted : Stage::announced;
  }
  const DocumentName own = document_name_of(bare_name(title.title));
  return ends_as_document(own.name) || !own.series.empty() || !own.number.empty() ? Stage::adopted
                                                                                  : Stage::unknown;
}

void take_own_name(const Dissected& title, TitleReading& reading) {
  if (title.quotes.empty()) return take_names(title, reading);
  add_name(reading.documents, title.title);
}

/// Whether the list broke the title off within a name, and not within a note behind it: what is
/// left of 《数据安全法实施条例》 may be the name of something else.
bool breaks_off_in_a_name(std::string_view title) {
  const auto last_open = title.rfind(opening);
  const auto last_close = title.rfind(closing);
  if (last_close != title.npos && (last_open == title.npos || last_close > last_open)) return false;
  const auto note = title.rfind('(');
  const auto note_end = title.rfind(')');
  const bool in_note = note != title.npos && (note_end == title.npos || note_end < note);
  return !in_note || (last_open != title.npos && note < last_open);
}

}  // namespace

TitleReading read_title(std::string_view printed) {
  TitleReading reading;
  Dissected title;
  title.title = without_marks(views_of(trim(printed)).title, reading);
  dissect(title);
  reading.whole = document_name_of(title.title).normal;
  reading.shared = is_shared(reading.whole);
  reading.issuers = issuers_in_front(title.title);
  reading.region = region_at_front(reading.issuers.empty() ? title.title : reading.issuers);
  static const RE2 forward("^.{0,60}转发.*(?:通知|函)");
  reading.forwarded = RE2::PartialMatch(title.frame, forward);
  reading.stage = stage_of(title, reading);
  if (reading.stage == Stage::unknown) return reading;
  if (reading.forwarded || (reading.stage == Stage::adopted && only_mentions(title))) {
    take_own_name(title, reading);
  } else {
    take_names(title, reading);
  }
  if (reading.cut && !reading.documents.empty() && breaks_off_in_a_name(title.title)) {
    reading.documents.pop_back();
  }
  if (reading.region.empty() && !reading.documents.empty()) {
    const auto& named = reading.amends.empty() ? reading.documents : reading.amends;
    reading.region = region_at_front(named.front().name);
  }
  return reading;
}

}  // namespace regwatch
