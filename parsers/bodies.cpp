#include "parsers/bodies.h"

#include <re2/re2.h>

#include <algorithm>

#include "base/text.h"
#include "parsers/fact.h"

namespace regwatch {
namespace {

constexpr std::size_t longest_name = 40;  // Code points.

// Central bodies, whole and short, without 中华人民共和国; they tell where a name ends in a line
// without gaps.
constexpr std::string_view central[] = {
    "中共中央办公厅",
    "国务院办公厅",
    "国务院",
    "中共中央",
    "中央军委",
    "全国人民代表大会常务委员会",
    "全国人大常委会",
    "全国人民代表大会",
    "中央网络安全和信息化委员会办公室",
    "中央网信办",
    "国家互联网信息办公室",
    "国家网信办",
    "国家发展和改革委员会",
    "国家发展改革委办公厅",
    "国家发展改革委",
    "发展改革委",
    "国家发改委",
    "教育部办公厅",
    "教育部",
    "科学技术部",
    "科技部",
    "工业和信息化部办公厅",
    "工业和信息化部",
    "工信部",
    "国家民族事务委员会",
    "国家民委",
    "公安部办公厅",
    "公安部",
    "国家安全部",
    "安全部",
    "民政部",
    "司法部",
    "财政部办公厅",
    "财政部",
    "人力资源和社会保障部",
    "人力资源社会保障部",
    "自然资源部",
    "生态环境部",
    "住房和城乡建设部",
    "住房城乡建设部",
    "交通运输部",
    "水利部",
    "农业农村部",
    "商务部办公厅",
    "商务部",
    "文化和旅游部",
    "国家卫生健康委员会",
    "国家卫生健康委",
    "卫生健康委",
    "国家卫健委",
    "退役军人事务部",
    "退役军人部",
    "应急管理部",
    "应急部",
    "中国人民银行办公厅",
    "中国人民银行",
    "人民银行",
    "审计署",
    "国务院国有资产监督管理委员会",
    "国务院国资委",
    "国资委",
    "海关总署",
    "国家税务总局",
    "税务总局",
    "国家市场监督管理总局",
    "市场监管总局办公厅",
    "市场监管总局",
    "国家金融监督管理总局",
    "金融监管总局",
    "国家广播电视总局",
    "广电总局",
    "国家体育总局",
    "体育总局",
    "国家统计局",
    "国家知识产权局",
    "国家国际发展合作署",
    "国家医疗保障局",
    "国家医保局",
    "国家机关事务管理局",
    "国管局",
    "国家新闻出版署",
    "国家版权局",
    "国家宗教事务局",
    "国务院港澳事务办公室",
    "新华社",
    "中国科学院",
    "中国社会科学院",
    "中国工程院",
    "国务院发展研究中心",
    "中央广播电视总台",
    "中国气象局",
    "国家信访局",
    "国家粮食和物资储备局",
    "国家粮食和储备局",
    "国家能源局综合司",
    "国家能源局",
    "国家数据局",
    "国家国防科技工业局",
    "国防科工局",
    "国家烟草专卖局",
    "国家移民管理局",
    "国家林业和草原局",
    "国家林草局",
    "国家铁路局",
    "中国民用航空局",
    "中国民航局",
    "民航局",
    "国家邮政局",
    "国家文物局",
    "国家中医药管理局",
    "国家中医药局",
    "国家矿山安全监察局",
    "国家矿山安监局",
    "国家外汇管理局",
    "国家外汇局",
    "外汇局",
    "国家药品监督管理局",
    "国家药监局",
    "国家密码管理局",
    "国家保密局",
    "国家档案局",
    "国家疾病预防控制局",
    "国家疾控局",
    "国家消防救援局",
    "国家公务员局",
    "国家航天局",
    "国家原子能机构",
    "国家标准化管理委员会",
    "国家标准委",
    "国家认证认可监督管理委员会",
    "国家认监委",
    "中国银行保险监督管理委员会",
    "中国银保监会",
    "银保监会",
    "中国证券监督管理委员会",
    "中国证监会",
    "证监会",
    "最高人民法院",
    "最高人民检察院",
    "最高检",
    "最高法",
    "全国工商联",
    "共青团中央",
    "全国妇联",
    "全国总工会",
    "中国残联",
    "国家反恐怖主义工作领导小组办公室",
    "国家反恐办",
    "中央宣传部",
    "中央组织部",
    "中央政法委",
    "中央编办",
    "中央外办",
    "中央金融办",
    "中央社会工作部",
    "中央统战部",
    "国家乡村振兴局",
    "国务院扶贫办",
    "国家食品药品监督管理总局",
    "国家卫生计生委",
    "工商总局",
    "质检总局",
    "银监会",
    "保监会",
    "环境保护部",
    "文化部",
    "国土资源部",
    "农业部",
    "国家测绘局",
    "外交部",
    "国防部",
    "国家外国专家局",
};

constexpr std::string_view country = "中华人民共和国";

// The longest central body at the beginning; its length in bytes.
std::size_t central_at(std::string_view text) {
  std::size_t longest = 0;
  const std::size_t skipped = text.starts_with(country) ? country.size() : 0;
  const std::string_view rest = text.substr(skipped);
  for (const std::string_view body : central) {
    if (body.size() + skipped > longest && rest.starts_with(body)) longest = body.size() + skipped;
  }
  return longest;
}

// A line without gaps, of central bodies alone.
std::vector<std::string> central_bodies(std::string_view run) {
  std::vector<std::string> names;
  while (!run.empty()) {
    const std::size_t length = central_at(run);
    if (length == 0) return {};
    names.emplace_back(run.substr(0, length));
    run.remove_prefix(length);
  }
  return names;
}

std::string parted_by_line(std::string_view line) {
  std::string parted(line);
  for (const std::string_view mark : {"\t", "、", "，", ",", "　", "\xC2\xA0", "；"}) {
    parted = replace_all(std::move(parted), mark, " ");
  }
  return collapse_spaces(parted);
}

// `公　安　部`: a name of single characters.
bool is_spaced_out(const std::vector<std::string_view>& parts) {
  return parts.size() >= 2 && std::all_of(parts.begin(), parts.end(), [](std::string_view part) {
           return count_code_points(part) == 1;
         });
}

}  // namespace

bool is_body(std::string_view name) {
  const std::size_t length = count_code_points(name);
  if (length < 3 || length > longest_name) return false;
  if (central_at(name) == name.size()) return true;
  static const RE2 form(
      "^[\\p{Han}（）()·]{2,}(?:部|委员会|委|总局|分局|局|署|厅|办公室|办|法院|检察院|银行|分行|"
      "支行|营业管理部|总行|协会|学会|联合会"
      "|联盟|常委会|监管局|证监局|中心|交易所|秘书处|秘书局|研究院|研究所|政府|监事会|总队|支队|"
      "大队|领导小组|工作组|专班"
      "|人民代表大会|公司|集团|司|处|室|基金会|证监会|银保监会|监会|院|社|总台|总站|联席会议|"
      "管委会|指挥部|工作机制)$");
  static const RE2 no_body(
      "关于|各|附件|通知|公告|决定|办法|规定|意见|名单|签字|盖章|主任|部长|局长|行长|主席|总理|"
      "院长|会长|请|的|为|将|已|有限公司$|条$|负责人|联系");
  const re2::StringPiece text = name;
  if (!RE2::FullMatch(text, form) || RE2::PartialMatch(text, no_body)) return false;
  // `教育部与财政部` are two, `国家网络与信息安全信息通报中心` is one.
  const std::size_t joint = name.find("与");
  return joint == name.npos || !RE2::FullMatch(name.substr(0, joint), form);
}

std::vector<std::string> bodies_in_line(std::string_view line) {
  if (line.size() > 1500) return {};
  // `国家网信办秘书局（代章）`: the note on the seal is no part of the name.
  static const RE2 seal("[（(](?:代章|代印|印章|公章|盖章|章|印)[）)]");
  std::string unsealed(trim(line));
  RE2::GlobalReplace(&unsealed, seal, "");
  const std::string parted = parted_by_line(trim(unsealed));
  const auto parts = split(parted, ' ');
  const std::string whole = remove_spaces(parted);
  if (is_spaced_out(parts)) return is_body(whole) ? std::vector{whole} : central_bodies(whole);
  std::vector<std::string> names;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    // `公 安 部` beside others.
    std::string part(parts[i]);
    while (count_code_points(parts[i]) == 1 && i + 1 < parts.size() && !is_body(part) &&
           count_code_points(parts[i + 1]) == 1) {
      part += parts[++i];
    }
    if (auto run = central_bodies(part); run.size() > 1) {
      names.insert(names.end(), run.begin(), run.end());
    } else if (is_body(part)) {
      names.push_back(std::move(part));
    } else {
      // A gap within a name, as justified lines print it.
      return is_body(whole) && parts.size() <= 2 ? std::vector{whole} : std::vector<std::string>{};
    }
  }
  return names;
}

}  // namespace regwatch
