// The products that stand before Chinese government sites and answer in their place, and how each
// is known. Written after sites/wider-publishers.md §11 and public descriptions of the products;
// not verified live. A product's marks are on the good pages behind it too, so that marks alone
// count only where a page shows next to nothing.
#include "parsers/challenge.h"

#include <algorithm>

#include "base/text.h"

namespace regwatch {
namespace {

constexpr std::size_t looked_at = 256 * 1024;
// A challenge says a sentence or two; a firewall's page explains itself.
constexpr std::size_t challenge_text = 400;
constexpr std::size_t firewall_text = 1600;

struct Product {
  std::string_view name;
  Hurdle hurdle;
};

constexpr Product ruishu{"Ruishu 瑞数", Hurdle::script};
constexpr Product jiasule{"加速乐 jsl", Hurdle::script};
constexpr Product wzws{"网站卫士 wzws", Hurdle::script};
constexpr Product yunsuo{"云锁", Hurdle::script};
constexpr Product acw{"阿里云 acw_sc", Hurdle::script};
constexpr Product cloudflare{"Cloudflare", Hurdle::script};
constexpr Product safeline{"雷池 SafeLine", Hurdle::script};
constexpr Product bt_waf{"宝塔 btwaf", Hurdle::script};
constexpr Product slider{"a slider", Hurdle::person};
constexpr Product cwap{"a slider, CWAP", Hurdle::person};
constexpr Product aliyun_slider{"a slider, 阿里云 Aliyun", Hurdle::person};
constexpr Product geetest{"a slider, 极验 Geetest", Hurdle::person};
constexpr Product tencent_slider{"a slider, 腾讯云", Hurdle::person};
constexpr Product chuangyu{"创宇盾", Hurdle::firewall};
constexpr Product safedog{"安全狗", Hurdle::firewall};
constexpr Product guard360{"360网站卫士", Hurdle::firewall};
constexpr Product qianxin{"奇安信网站卫士", Hurdle::firewall};
constexpr Product yunjiasu{"百度云加速", Hurdle::firewall};
constexpr Product aliyun{"阿里云 WAF", Hurdle::firewall};
constexpr Product tencent{"腾讯云 WAF", Hurdle::firewall};
constexpr Product anyu{"安域", Hurdle::firewall};
constexpr Product d_shield{"D盾", Hurdle::firewall};

struct Mark {
  std::string_view mark;
  const Product* product;
};

// In the bytes of a page. What a person must pass goes before the script of the same product.
constexpr Mark marks[] = {
    {"waf_slider", &cwap},
    {"CWAP-waf", &cwap},
    {"x5secdata", &aliyun_slider},
    {"/_____tmd_____/", &aliyun_slider},
    {"AliyunCaptcha", &aliyun_slider},
    {"aliyun_waf_aa", &aliyun_slider},
    {"aliyun_waf", &aliyun_slider},
    {"initGeetest", &geetest},
    {"static.geetest.com", &geetest},
    {"TCaptcha", &tencent_slider},
    {"turing.captcha.", &tencent_slider},
    {"slidercaptcha", &slider},
    {"slide-verify", &slider},
    {"$_ts=window['$_ts']", &ruishu},
    {"$_ts = window['$_ts']", &ruishu},
    {"window[\"$_ts\"]", &ruishu},
    {"$_ts.cd=", &ruishu},
    {"$_ts.nsd=", &ruishu},
    {"__jsl_clearance", &jiasule},
    {"document.cookie=('_')+('_')", &jiasule},
    {"wzwschallenge", &wzws},
    {"wzwsquestion", &wzws},
    {"wzwsconfirm", &wzws},
    {"wzwstemplate", &wzws},
    {"wzws-waf-cgi", &wzws},
    {"WZWS-RAY", &wzws},
    {"yunsuo_session", &yunsuo},
    {"security_verify_data", &yunsuo},
    {"security_session_verify", &yunsuo},
    {"security_session_mid_verify", &yunsuo},
    {"acw_sc__v", &acw},
    {"_cf_chl_opt", &cloudflare},
    {"cf-browser-verification", &cloudflare},
    {"/cdn-cgi/challenge-platform/", &cloudflare},
    {"safeline_bot_challenge", &safeline},
    {"SafeLineChallenge", &safeline},
    {"/.safeline/", &safeline},
    {"getwafjs", &bt_waf},
    {"bt-waf", &bt_waf},
};

// By which a firewall names itself, in its page's words or bytes. They count beside a word of
// refusal or under a status that refuses.
constexpr Mark firewall_marks[] = {
    {"创宇盾", &chuangyu},
    {"365cyd.com", &chuangyu},
    {"yunaq.com", &chuangyu},
    {"访问疑似黑客攻击", &chuangyu},
    {"safedog", &safedog},
    {"安全狗", &safedog},
    {"wangzhan.360.cn", &guard360},
    {"wangshan.360.cn", &guard360},
    {"360网站卫士", &guard360},
    {"被网站卫士拦截", &guard360},
    {"webscan.360.cn", &guard360},
    {"zhuji.360.cn", &guard360},
    {"qianxin-waf", &qianxin},
    {"qianxin.com", &qianxin},
    {"奇安信", &qianxin},
    {"已被云防护拦截", &qianxin},
    {"/wzws-waf-cgi/", &qianxin},
    {"yunjiasu", &yunjiasu},
    {"百度云加速", &yunjiasu},
    {"su.baidu.com", &yunjiasu},
    {"errors.aliyun.com", &aliyun},
    {"您的访问被阻断", &aliyun},
    {"waf.tencent-cloud.com", &tencent},
    {"501page.html", &tencent},
    {"AnYu- the green channel", &anyu},
    {"安域", &anyu},
    {"D盾_", &d_shield},
    {"yunsuologo", &yunsuo},
    {"网防G01", &yunsuo},
    {"云锁", &yunsuo},
    {"cf-error-details", &cloudflare},
};

struct FieldMark {
  std::string_view name;
  std::string_view part;  ///< Of its value.
  const Product* product;
};

// Of a server that answers by itself.
constexpr FieldMark server_marks[] = {
    {"cf-mitigated", "challenge", &cloudflare},
    {"X-Powered-By-360WZB", "", &guard360},
    {"Server", "qianxin", &qianxin},
    {"Server", "jiasule", &jiasule},
    {"Server", "CWAP-waf", &cwap},
    {"Server", "yunjiasu", &yunjiasu},
    {"Server", "Safedog", &safedog},
    {"X-Powered-By", "WAF/2.0", &safedog},
};

// Of one that adds a field to whatever it passes on.
constexpr FieldMark passing_marks[] = {
    {"WZWS-RAY", "", &wzws},
    {"Set-Cookie", "wzws_", &wzws},
    {"Set-Cookie", "__jsluid", &jiasule},
    {"Set-Cookie", "yunsuo_session", &yunsuo},
    {"Set-Cookie", "security_session", &yunsuo},
    {"Set-Cookie", "safedog", &safedog},
};

struct Word {
  std::string_view word;
  Hurdle hurdle;
};

// Words of a challenge, which an article may hold as well.
constexpr Word challenge_words[] = {
    {"请开启JavaScript", Hurdle::script},
    {"请启用JavaScript", Hurdle::script},
    {"请打开JavaScript", Hurdle::script},
    {"请开启 JavaScript", Hurdle::script},
    {"请打开浏览器的javascript", Hurdle::script},
    {"正在进行浏览器检查", Hurdle::script},
    {"浏览器安全检查", Hurdle::script},
    {"Just a moment", Hurdle::script},
    {"enable JavaScript", Hurdle::script},
    {"拖动滑块", Hurdle::person},
    {"按住滑块", Hurdle::person},
    {"滑动验证", Hurdle::person},
    {"人机验证", Hurdle::person},
    {"访问验证", Hurdle::person},
    {"安全验证", Hurdle::person},
};

// In the address of a page that a redirect led to.
constexpr Mark address_marks[] = {{"waf_slider", &cwap}, {"/_____tmd_____/", &aliyun_slider}};

constexpr std::string_view refusal_words[] = {"拦截", "阻断", "拒绝", "不合法", "blocked"};

constexpr std::string_view metas_of_a_site[] = {"SiteName",     "SiteIDCode", "ColumnName",
                                                "ArticleTitle", "querydata",  "<recordset"};

bool contains(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }

bool has_link(std::string_view html, std::size_t least) {
  std::size_t found = 0;
  for (std::size_t at = 0; found < least && (at = html.find("<a", at)) != html.npos; at += 2)
    found += at + 2 < html.size() && static_cast<unsigned char>(html[at + 2]) <= ' ';
  return found >= least;
}

// Rows, or what a CMS writes into every page of a site: no product writes that.
bool is_page_of_a_site(std::string_view html, std::size_t links) {
  if (has_link(html, links)) return true;
  return std::any_of(std::begin(metas_of_a_site), std::end(metas_of_a_site),
                     [&](std::string_view meta) { return contains(html, meta); });
}

std::optional<Challenge> challenge_of(const Product* product) {
  if (product == nullptr) return std::nullopt;
  return Challenge{std::string(product->name), product->hurdle};
}

template <std::size_t N>
const Product* product_by(const Mark (&known)[N], std::string_view bytes) {
  for (const auto& [mark, product] : known) {
    if (contains(bytes, mark)) return product;
  }
  return nullptr;
}

template <std::size_t N>
const Product* product_by(const FieldMark (&known)[N], const Headers& headers) {
  for (const FieldMark& mark : known) {
    for (const auto& [name, value] : headers) {
      if (iequals(name, mark.name) && icontains(value, mark.part)) return mark.product;
    }
  }
  return nullptr;
}

// A status that a site itself answers with; what stands before it has others.
bool is_status_of_a_site(int status) {
  return status == 200 || status == 404 || status == 410 || status == 500;
}

// `520` to `527` are Cloudflare's words about the site behind it.
bool is_down_behind_cloudflare(const Page& page) {
  return page.status == 521 &&
         icontains(find_header(page.headers, "Server").value_or(""), "cloudflare");
}

// By which a product is known without a mark.
const Product* product_by_status(int status) {
  if (status == 412) return &ruishu;
  if (status == 521) return &jiasule;
  if (status == 493) return &qianxin;
  return nullptr;
}

const Product* firewall_of(std::string_view head, std::string_view text) {
  const Product* said = product_by(firewall_marks, text);
  return said != nullptr ? said : product_by(firewall_marks, head);
}

bool says_refused(std::string_view text) {
  return std::any_of(std::begin(refusal_words), std::end(refusal_words),
                     [&](std::string_view word) { return icontains(text, word); });
}

const Word* word_in(std::string_view text) {
  for (const Word& word : challenge_words) {
    if (icontains(text, word.word)) return &word;
  }
  return nullptr;
}

// For a page of few words.
std::optional<Challenge> challenge_by_words(std::string_view body, std::string_view text,
                                            std::string_view title) {
  if (is_title_of_notice(title)) return std::nullopt;
  const Word* word = word_in(text);
  if (word == nullptr) word = word_in(title);
  // A shell whose rows come by script says such a thing in its <noscript> too, beside other text.
  if (word == nullptr && text.size() <= 20) word = word_in(body);
  if (word == nullptr) return std::nullopt;
  return Challenge{"\"" + std::string(word->word) + "\"", word->hurdle};
}

// For a status that no site answers with. What is out of order behind a product is not blocked.
const Product* product_under(const Page& page, std::string_view head, std::string_view text) {
  if (const Product* product = product_by(marks, head)) return product;
  const bool refuses = (page.status >= 400 && page.status < 500) || page.status == 521;
  if (refuses || says_refused(text)) {
    if (const Product* product = firewall_of(head, text)) return product;
  }
  const Product* product = refuses ? product_by(server_marks, page.headers) : nullptr;
  return product != nullptr ? product : product_by_status(page.status);
}

}  // namespace

bool is_title_of_notice(std::string_view title) {
  for (const std::string_view word : {"关于", "公告", "通知", "通报", "办法", "意见"}) {
    if (contains(title, word)) return true;
  }
  return false;
}

std::optional<Challenge> find_challenge(const Page& page, std::string_view text,
                                        std::string_view title) {
  const std::string_view head = page.body.substr(0, looked_at);
  if (is_down_behind_cloudflare(page)) return std::nullopt;
  if (const Product* product = product_by(address_marks, page.url)) return challenge_of(product);
  if (!is_status_of_a_site(page.status)) return challenge_of(product_under(page, head, text));
  const bool may_refuse = text.size() <= firewall_text && !is_title_of_notice(title);
  if (may_refuse && says_refused(text) && !is_page_of_a_site(head, 8)) {
    if (const Product* product = firewall_of(head, text)) return challenge_of(product);
  }
  if (text.size() > challenge_text || is_page_of_a_site(head, 3)) return std::nullopt;
  if (const Product* product = product_by(marks, head)) return challenge_of(product);
  if (auto challenge = challenge_by_words(head, text, title)) return challenge;
  // Fields are on every answer behind a product: here they name who sent a blank page.
  const bool blank = text.empty() && contains(head, "<") && !contains(head, "<script") &&
                     !contains(head, "<frame") && !contains(head, "<iframe");
  if (!blank) return std::nullopt;
  const Product* product = product_by(server_marks, page.headers);
  return challenge_of(product != nullptr ? product : product_by(passing_marks, page.headers));
}

std::string describe_challenge(const Challenge& challenge, bool rendered) {
  const bool firewall = challenge.hurdle == Hurdle::firewall;
  const std::string what =
      (firewall ? "refused by a firewall (" : "a challenge page (") + challenge.name + "): ";
  if (firewall)
    return what + "wait an hour, then ask less often (every, pause), or ask the site for access";
  if (challenge.hurdle == Hurdle::person)
    return what +
           "only a person passes it; ask the site for access, or watch another column of the "
           "institution, if the note of this one names it";
  if (rendered)
    return what +
           "the browser did not pass it either; wait an hour, ask the site for access, or watch "
           "another column of the institution, if the note of this one names it";
  return what + "only a browser passes it; fetch = \"browser-if-blocked\" lets one try";
}

bool is_refusal(const Page& page) {
  switch (page.status) {
    case 401:
    case 403:
    case 405:
    case 406:
    case 412:
    case 418:
    case 429:
      return true;
    case 521:
      return !is_down_behind_cloudflare(page);
    default:
      return false;
  }
}

std::string_view remedy_for_status(int status) {
  switch (status) {
    case 401:
      return "it wants a login; ask the site for access";
    case 403:
    case 405:
    case 406:
    case 418:
      return "the site refuses us; a user_agent or referer of its liking, fetch = "
             "\"browser-if-blocked\" or an hour's wait may help";
    case 412:
    case 521:
      return "only a browser passes; fetch = \"browser-if-blocked\" lets one try";
    case 429:
      return "it wants fewer requests; raise every and pause";
    default:
      return "";
  }
}

}  // namespace regwatch
