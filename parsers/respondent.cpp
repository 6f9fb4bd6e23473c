#include "parsers/respondent.h"

#include <re2/re2.h>

#include <algorithm>
#include <set>

#include "base/text.h"
#include "parsers/party_name.h"

namespace regwatch {
namespace {

constexpr std::size_t longest_name = 80;  // Code points.
constexpr std::size_t most_respondents = 2000;

bool is_name(std::string_view name) {
  const std::size_t length = count_code_points(name);
  return length >= 2 && length <= longest_name &&
         !has_any(name,
                  {"《", "》", "。", "；", "：", "http", "见附件", "名单", "以下", "上述", "如下"});
}

bool is_nobody(std::string_view name) {
  static const RE2 generic(
      "^(?:你|其|该|本|上述|以上|前述|有关|相关|当事人|该当事人|责任人|自然人|法人|单位|个人|企业|"
      "公司|被处罚人|无)"
      "(?:公司|单位|局|行|所|机构|企业|人员|当事人|们|人|医院|学校|平台|店|院|校|厂|集团|中心|网站)"
      "?[一二三四五六七八九十0-9]*$|责任人员?$|^该.{1,8}$|^(?:直接|主要|其他直接|法定)(?:负责|责任|"
      "主管)|"
      "相关人员$|等人$"
      "|管理人员$|^名称$|^姓名$|^(?:[0-9]+|[一二三四五六七八九十两]+)(?:家|名|个)");
  return RE2::PartialMatch(name, generic);
}

// Where a name ends: at a mark, or at a bracket that explains it. `某某（北京）有限公司` goes on.
std::string_view name_before_details(std::string_view value) {
  static const RE2 end(
      "[，,；;。\\t]|[（(](?:以下|下称|简称|统一|身份|曾用|原名|原：|股票|证券|代码|注册|住|男|女|["
      "0-9A-Z]{6})"
      "|(?:住所|住址|地址|注册地|统一社会信用代码|社会信用代码|身份证|法定代表人|负责人|公民身份|"
      "性别|营业执照)[地]?[：:号]");
  re2::StringPiece found;
  if (!RE2::PartialMatch(value, end) ||
      !end.Match(value, 0, value.size(), RE2::UNANCHORED, &found, 1)) {
    return trim(value);
  }
  return trim(value.substr(0, static_cast<std::size_t>(found.data() - value.data())));
}

std::string short_name_in(std::string_view value) {
  static const RE2 form(
      "(?:以下|下)?(?:简称|称)[：:为]?[“\"]?([^，,。；;）)”\"《》]{2,30})[”\"]?[）)、,，；;]?");
  std::string name;
  if (!RE2::PartialMatch(value, form, &name)) return "";
  return name;
}

std::string without_latin(std::string name) {
  static const RE2 latin("[（(][A-Za-z0-9 ,.&'’-]+[）)]$");
  RE2::Replace(&name, latin, "");
  return name;
}

const RE2& label() {
  static const RE2 form(
      "^(?:[一二三四五六七八九十\\d]{1,3}[、.．])?(?:行政处罚|纪律处分)?(?:被处罚|涉案|涉事)?"
      "(?:当\\s*事\\s*人|被处罚人|被处罚单位|被处罚企业|被处罚对象|处罚对象|行政相对人|处罚相对人|"
      "相对人|违法单位|违法主体|违规主体|违法当事人|受处罚人|受处罚单位|受处分人|被处分人|"
      "被处理人|被监管对象|监管对象"
      "|被处罚(?:\\(单位\\)|（单位）))"
      "(?:的?(?:名称|姓名)(?:(?:或者?|/|、)(?:名称|姓名))?)?(?:[（(][^（）()]{1,12}[）)])?"
      "[一二三四五六七八九十\\d]*\\s*[：:]\\s*(.*)$");
  return form;
}

class WordReader {
 public:
  explicit WordReader(const NoticeText& text) : text_(text) {}

  std::vector<Respondent> read() {
    read_title();
    const bool has_cases = reports_cases(text_);
    for (const std::string& paragraph : text_.paragraphs) {
      if (found_.size() >= most_respondents) break;
      read_paragraph(paragraph);
      if (!has_cases) continue;
      if (auto name = party_of_case(paragraph)) add(std::move(*name), "", paragraph);
    }
    if (found_.empty()) add_all(party_of_headline());
    return std::move(found_);
  }

 private:
  void read_title() {
    static const RE2 letter(
        "^(?:.{0,40}?)关于(?:对|给予)(.{2,200}?)(?:采取|实施|给予|予以|出具|作出|进行|责令|违反|"
        "公开谴责|通报批评)"
        ".*(?:措施|决定|警示函|谈话|处罚|通报批评|谴责|处分)");
    std::string list;
    if (RE2::PartialMatch(text_.title, letter, &list)) add_all(std::move(list));
  }

  void add_all(std::string list) {
    if (list.empty()) return;
    list = replace_all(replace_all(std::move(list), "(", "（"), ")", "）");
    const std::string_view printed =
        text_.sentences.empty() ? std::string_view() : sentence_with(list);
    for (const std::string& name : names_in_list(list)) add(name, short_name_of(name), printed);
  }

  // `市场监管总局依法对某集团有限公司实施垄断行为作出行政处罚`.
  std::string party_of_headline() const {
    static const RE2 headline("对([^,《》]{2,120}(?:处罚|罚款|处以|约谈).*)");
    std::string words;
    if (!RE2::PartialMatch(text_.title, headline, &words)) return "";
    return std::string(organisation_at_start(words));
  }

  // `某集团有限公司（以下简称某集团）`.
  std::string short_name_of(const std::string& name) const {
    for (const std::string& paragraph : text_.paragraphs) {
      const std::size_t at = paragraph.find(name + "（");
      if (at == std::string::npos) continue;
      const std::string_view behind = std::string_view(paragraph).substr(at + name.size());
      return short_name_in(behind.substr(0, behind.find("）")));
    }
    return "";
  }

  // The title is evidence too, and is found again in the text where the text names them.
  std::string_view sentence_with(const std::string& list) const {
    const std::string plain = plain_form(list);
    for (const Sentence& sentence : text_.own()) {
      if (sentence.plain.find(plain) != std::string::npos) return sentence.printed;
    }
    return text_.printed_title;
  }

  // `行政相对人名称：` beside its name, in a table of one row; without the colon only an
  // organisation, for what stands there may be another heading. Or `被处罚单位：某公司` in a cell
  // of its own.
  static std::string line_of_cells(const std::string& row) {
    const auto cells = cells_of(row);
    if (cells[0].size() > 400 || !has_any(cells[0], {"人", "处罚", "违法", "违规", "对象"}))
      return "";
    const bool has_colon = has_any(cells[0], {"：", ":"});
    const bool is_open = cells[0].ends_with("：") || cells[0].ends_with(":");
    if (has_colon && !is_open) return std::string(cells[0]);
    if (cells.size() != 2 || cells[1].empty()) return "";
    const bool is_name = column_of(cells[1]) == Column::other &&
                         (is_open || organisation_at_start(cells[1]) == cells[1]);
    return is_name ? std::string(cells[0]) + (is_open ? "" : "：") + std::string(cells[1]) : "";
  }

  void read_row(const std::string& row) {
    const std::string line = line_of_cells(row);
    std::string value;
    if (line.empty() || !RE2::FullMatch(line, label(), &value)) return;
    for (const std::string& one : names_in_list(name_before_details(value)))
      add(one, short_name_in(value), row);
  }

  void read_paragraph(const std::string& paragraph) {
    if (paragraph.find('\t') != std::string::npos) return read_row(paragraph);
    const bool may_be_labelled =
        paragraph.size() < 3000 && has_any(std::string_view(paragraph).substr(0, 60),
                                           {"人", "处罚", "违法", "违规", "对象", "处分", "当 事"});
    std::string value;
    if (may_be_labelled && RE2::FullMatch(trim(paragraph), label(), &value)) {
      in_block_ = true;
      const std::string_view name = name_before_details(value);
      for (const std::string& one : names_in_list(name)) add(one, short_name_in(value), paragraph);
      return;
    }
    if (in_block_) read_below(paragraph);
  }

  // `张三，男，1970年1月出生，时任…` below 当事人.
  void read_below(const std::string& paragraph) {
    static const RE2 person(
        "^\\s*([^，,。；：:\\s]{1,40}(?: [^，,。；：:\\s]{1,20}){0,3}) "
        "?[（(，,]\\s*(?:男|女)\\s*[，,]");
    static const RE2 company(
        "^\\s*([^，,。；：:\\s（(]{2,60}(?:（[^）]{1,20}）[^，,。；：:\\s（(]{0,40})?)[（(，,].{0,"
        "80}(?:住所|住址|地址|注册地|主要经营场所|证券简称|证券代码|股票简称|股票代码|公司简称|"
        "统一社会信用|法定代表人|股东|控制人|收购人|交易对方)");
    static const RE2 officer(
        "^\\s*(\\p{Han}[\\p{Han}· "
        "]{1,8})[，,](?:时任|现任|系|任)?[^。；]{0,80}(?:董事|监事|经理|总监|负责人|会计师|代表人|"
        "控制人|股东|秘书|代表)");
    std::string name;
    if (RE2::PartialMatch(paragraph, person, &name) ||
        RE2::PartialMatch(paragraph, officer, &name) ||
        RE2::PartialMatch(paragraph, company, &name)) {
      return add(without_latin(printed_name(name_before_details(name))),
                 short_name_in(paragraph.substr(0, 400)), paragraph);
    }
    in_block_ = trim(paragraph).empty();
  }

  void add(std::string name, std::string short_name, std::string_view printed) {
    if (!is_name(name) || is_nobody(name)) return;
    const bool is_known = std::any_of(found_.begin(), found_.end(), [&](const Respondent& other) {
      return other.name == name || other.short_name == name;
    });
    if (!is_known) found_.push_back({std::move(name), std::move(short_name), printed});
  }

  const NoticeText& text_;
  std::vector<Respondent> found_;
  bool in_block_ = false;
};

bool complains(const Table& table) {
  return table.has(Column::penalty) || table.has(Column::violation) || table.has(Column::fine) ||
         table.has(Column::confiscation) || table.has(Column::problems);
}

// Lists of those who break rules (名录, 名单); a rule about such a list complains of nobody, nor
// does a notice that takes somebody off it.
bool lists_offenders(const NoticeText& text) {
  static const RE2 rule("(?:办法|规定|规则|细则|条例|指引|制度)(?:\\([^()]*\\))?$");
  return has_any(text.title, {"异常名录", "不可靠实体清单", "管控名单", "不良名单", "关注名单",
                              "反制清单", "惩戒名单"}) &&
         !has_any(text.title, {"移出", "移除", "暂停", "停止", "取消", "修复", "恢复", "撤销"}) &&
         !RE2::PartialMatch(text.title, rule);
}

}  // namespace

std::string printed_name(std::string_view printed) {
  const std::string collapsed = collapse_spaces(printed);
  const bool has_latin = std::any_of(collapsed.begin(), collapsed.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  });
  return has_latin ? collapsed : remove_spaces(collapsed);
}

std::vector<std::string> names_in_list(std::string_view list) {
  std::string parted = printed_name(list);
  static const RE2 joined("(公司|事务所|企业|银行|合伙）|中心|分行|支行|集团)(?:以及|及|和|与)");
  RE2::GlobalReplace(&parted, joined, "\\1、");
  static const RE2 persons("(^|、)(\\p{Han}{2,4})(?:以及|及|和|与)(\\p{Han}{2,4})$");
  RE2::Replace(&parted, persons, "\\1\\2、\\3");
  parted = replace_all(std::move(parted), "、", "\n");
  std::vector<std::string> names;
  for (const std::string_view part : split(parted, '\n')) {
    std::string name = without_office(without_staff(std::string(trim(part))));
    if (is_name(name) && !is_nobody(name)) names.push_back(std::move(name));
  }
  return names;
}

std::vector<Respondent> respondents_in_words(const NoticeText& text) {
  return WordReader(text).read();
}

std::vector<Respondent> respondents_in_items(const NoticeText& text) {
  static const RE2 item(
      "^(?:[（(]\\d{1,3}[）)]|\\d{1,3}[.．、)）])\\s*([^。；;]{4,200}?)[；;。，,]?$");
  if (!is_complaint(text)) return {};
  std::vector<Respondent> found;
  for (const std::string& paragraph : text.paragraphs) {
    std::string words;
    if (paragraph.size() > 300 || found.size() >= most_respondents) continue;
    if (has_any(paragraph, {"，", "\t"})) continue;
    if (!RE2::FullMatch(trim(paragraph), item, &words)) continue;
    std::string name = without_latin(printed_name(words));
    if (is_name(name) && organisation_at_start(name) == name)
      found.push_back({std::move(name), "", paragraph});
  }
  return found;
}

bool reports_cases(const NoticeText& text) {
  static const RE2 cases("案例|[0-9一二三四五六七八九十百]+(?:起|件|宗|例)[^,]{0,40}案|案件");
  return RE2::PartialMatch(text.title, cases);
}

bool is_complaint(const NoticeText& text) {
  return has_any(text.title,
                 {"处罚", "罚决", "罚字",     "通报",     "警示",       "违法",     "违规",
                  "侵害", "下架", "曝光",     "失信",     "不合格",     "典型案例", "监管措施",
                  "责令", "约谈", "查处",     "整治",     "未完成整改", "未整改",   "黑名单",
                  "谴责", "立案", "存在问题", "纪律处分", "监管函"}) ||
         lists_offenders(text);
}

std::string respondent_of_row(const NoticeText& text, const Table& table, const TableRow& row) {
  std::string_view cell = table.cell(row, Column::party);
  const bool by_word = !cell.empty();
  if (!by_word) cell = table.cell(row, Column::organisation);
  if (!by_word && !complains(table) && !is_complaint(text)) return "";
  // `行政相对人` is also whoever is given a licence.
  if (by_word && !complains(table) && !is_complaint(text) &&
      has_any(plain_form(table.header(Column::party)), {"相对人", "当事人"}) &&
      has_any(text.title, {"许可", "备案", "批准"})) {
    return "";
  }
  const std::string name = without_staff(printed_name(cell));
  return is_name(name) && !is_nobody(name) ? name : "";
}

std::vector<Respondent> respondents_in_tables(const NoticeText& text,
                                              const std::vector<Table>& tables) {
  std::vector<Respondent> found;
  std::set<std::string> known;
  for (const Table& table : tables) {
    if (table.has(Column::app)) continue;  // Whose app it is, the app says.
    for (const TableRow& row : table.rows) {
      std::string name = respondent_of_row(text, table, row);
      if (name.empty() || found.size() >= most_respondents || !known.insert(name).second) continue;
      found.push_back({std::move(name), "", row.printed});
    }
  }
  return found;
}

std::string full_name(std::string_view name, const std::vector<Respondent>& respondents) {
  for (const Respondent& respondent : respondents) {
    if (respondent.short_name == name) return respondent.name;
  }
  for (const Respondent& respondent : respondents) {
    // `直接负责的主管人员张三`.
    if (name.ends_with(respondent.name)) return respondent.name;
    if (!respondent.short_name.empty() && name.ends_with(respondent.short_name))
      return respondent.name;
  }
  return std::string(name);
}

}  // namespace regwatch
