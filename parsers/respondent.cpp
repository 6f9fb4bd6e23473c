#include "parsers/respondent.h"

#include <re2/re2.h>

#include <algorithm>
#include <set>

#include "base/text.h"

namespace regwatch {
namespace {

constexpr std::size_t longest_name = 80;  // Code points.
constexpr std::size_t most_respondents = 2000;

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

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
      "(?:公司|单位|局|行|所|机构|企业|人员|当事人|们|人)?[一二三四五六七八九十0-9]*$|责任人员?$|"
      "相关人员$|等人$"
      "|管理人员$|^名称$|^姓名$");
  return RE2::PartialMatch(piece(name), generic);
}

// Where a name ends: at a mark, or at a bracket that explains it. `某某（北京）有限公司` goes on.
std::string_view name_before_details(std::string_view value) {
  static const RE2 end(
      "[，,；;。\\t]|[（(](?:以下|下称|简称|统一|身份|曾用|原名|原：|股票|证券|代码|注册|住|男|女|["
      "0-9A-Z]{6})"
      "|(?:住所|住址|地址|注册地|统一社会信用代码|社会信用代码|身份证|法定代表人|负责人|公民身份|"
      "性别|营业执照)[地]?[：:号]");
  re2::StringPiece found;
  if (!RE2::PartialMatch(piece(value), end) ||
      !end.Match(piece(value), 0, value.size(), RE2::UNANCHORED, &found, 1)) {
    return trim(value);
  }
  return trim(value.substr(0, static_cast<std::size_t>(found.data() - value.data())));
}

std::string short_name_in(std::string_view value) {
  static const RE2 form(
      "(?:以下|下)?(?:简称|称)[：:为]?[“\"]?([^，,。；;）)”\"《》]{2,30})[”\"]?[）)、,，；;]?");
  std::string name;
  if (!RE2::PartialMatch(piece(value), form, &name)) return "";
  return name;
}

const RE2& label() {
  static const RE2 form(
      "^(?:[一二三四五六七八九十\\d]{1,3}[、.．])?(?:行政处罚)?(?:被处罚)?"
      "(?:当\\s*事\\s*人|被处罚人|被处罚单位|被处罚企业|被处罚对象|处罚对象|行政相对人|违法单位|"
      "违法当事人|受处罚人"
      "|被处罚(?:\\(单位\\)|（单位）))"
      "(?:的?(?:名称|姓名)(?:[（(](?:姓名|名称)[）)])?|姓名或者?名称|名称或者?姓名|[（(](?:单位|"
      "个人|自然人)[）)])?"
      "[一二三四五六七八九十\\d]*\\s*[：:]\\s*(.*)$");
  return form;
}

class WordReader {
 public:
  explicit WordReader(const NoticeText& text) : text_(text) {}

  std::vector<Respondent> read() {
    read_title();
    for (const std::string& paragraph : text_.paragraphs) {
      if (found_.size() >= most_respondents) break;
      read_paragraph(paragraph);
    }
    return std::move(found_);
  }

 private:
  void read_title() {
    static const RE2 letter(
        "^(?:.{0,40}?)关于(?:对|给予)(.{2,200}?)(?:采取|实施|给予|予以|出具|作出|进行|责令|违反|"
        "公开谴责|通报批评)"
        ".*(?:措施|决定|警示函|谈话|处罚|通报批评|谴责|处分)");
    // `市场监管总局依法对某集团有限公司实施垄断行为作出行政处罚`.
    static const RE2 headline(
        "对([^,《》]{2,60}?(?:公司|集团|银行|分行|事务所|中心))(?:依法|作出|实施|在|涉嫌|立案|开展|"
        "的|罚|处以|进行).*"
        "(?:处罚|罚款|处以|约谈)");
    std::string list;
    if (!RE2::PartialMatch(text_.title, letter, &list) &&
        !RE2::PartialMatch(text_.title, headline, &list)) {
      return;
    }
    list = replace_all(replace_all(std::move(list), "(", "（"), ")", "）");
    const std::string_view printed =
        text_.sentences.empty() ? std::string_view() : sentence_with(list);
    for (const std::string& name : names_in_list(list)) add(name, short_name_of(name), printed);
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

  void read_paragraph(const std::string& paragraph) {
    if (paragraph.find('\t') != std::string::npos) return;
    const bool may_be_labelled =
        paragraph.size() < 3000 &&
        has_any(std::string_view(paragraph).substr(0, 60), {"人", "处罚", "违法单位"});
    std::string value;
    if (may_be_labelled && RE2::FullMatch(piece(trim(paragraph)), label(), &value)) {
      in_block_ = true;
      const std::string_view name = name_before_details(value);
      for (const std::string& one : names_in_list(name)) add(one, short_name_in(value), paragraph);
      return;
    }
    if (in_block_) read_below(paragraph);
  }

  static std::string without_latin(std::string name) {
    static const RE2 latin("[（(][A-Za-z ,.]+[）)]$");
    RE2::Replace(&name, latin, "");
    return name;
  }

  // `张三，男，1970年1月出生，时任…` below 当事人.
  void read_below(const std::string& paragraph) {
    static const RE2 person(
        "^\\s*([^，,。；：:\\s]{1,40}(?: [^，,。；：:\\s]{1,20}){0,3}) "
        "?[（(，,]\\s*(?:男|女)\\s*[，,]");
    static const RE2 company(
        "^\\s*([^，,。；：:\\s（(]{2,60}(?:（[^）]{1,20}）[^，,。；：:\\s（(]{0,40})?)[（(，,].{0,"
        "80}(?:住所|住址|地址|注册地|主要经营场所)");
    static const RE2 officer(
        "^\\s*(\\p{Han}[\\p{Han}· "
        "]{1,8})[，,](?:时任|现任|系|任)?[^。；]{0,80}(?:董事|监事|经理|总监|负责人|会计师|代表人|"
        "控制人|股东|秘书|代表)");
    std::string name;
    if (RE2::PartialMatch(piece(paragraph), person, &name) ||
        RE2::PartialMatch(piece(paragraph), officer, &name) ||
        RE2::PartialMatch(piece(paragraph), company, &name)) {
      return add(without_latin(printed_name(name)), short_name_in(paragraph.substr(0, 400)),
                 paragraph);
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
    const std::string_view name = trim(part);
    if (is_name(name) && !is_nobody(name)) names.emplace_back(name);
  }
  return names;
}

std::vector<Respondent> respondents_in_words(const NoticeText& text) {
  return WordReader(text).read();
}

bool is_complaint(const NoticeText& text) {
  return has_any(text.title, {"处罚",       "罚决",     "罚字",   "通报", "警示", "违法",
                              "违规",       "侵害",     "下架",   "曝光", "失信", "不合格",
                              "典型案例",   "监管措施", "责令",   "约谈", "查处", "整治",
                              "未完成整改", "未整改",   "黑名单", "谴责", "立案", "存在问题"});
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
  const std::string name = printed_name(cell);
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
