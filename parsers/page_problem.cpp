#include "parsers/page_problem.h"

#include <array>

#include "base/text.h"
#include "parsers/challenge.h"
#include "parsers/html_references.h"
#include "parsers/json.h"

namespace regwatch {
namespace {

constexpr std::size_t looked_at = 256 * 1024;
// A page with more text than this says something, whatever words it says it with.
constexpr std::size_t small_text = 400;
constexpr std::size_t tiny_text = 160;

// The words of a page without tags, scripts and styles: at most `limit` bytes.
std::string visible_text(std::string_view html, std::size_t limit) {
  std::string text;
  for (std::size_t at = 0; at < html.size() && text.size() < limit;) {
    const std::size_t tag = std::min(html.find('<', at), html.size());
    text.append(html.substr(at, tag - at));
    if (tag == html.size()) break;
    std::size_t end = html.find('>', tag);
    for (const std::string_view raw : {"script", "style", "title", "noscript"}) {
      if (!iequals(html.substr(tag + 1, raw.size()), raw)) continue;
      std::size_t close = tag;
      while ((close = html.find("</", close + 1)) != html.npos &&
             !iequals(html.substr(close + 2, raw.size()), raw)) {
      }
      end = close == html.npos ? html.npos : html.find('>', close);
    }
    if (html.substr(tag).starts_with("<!--")) {
      const std::size_t close = html.find("-->", tag);
      end = close == html.npos ? html.npos : close + 2;
    }
    if (end == html.npos) break;
    at = end + 1;
  }
  std::string decoded(text.size(), '\0');
  decoded.resize(decode_references(text, decoded.data()));
  return collapse_spaces(decoded);
}

std::string described(std::string_view what, std::string_view title) {
  std::string message(what);
  if (!title.empty()) message += " (page title: \"" + ellipsize(title, 60) + "\")";
  return message;
}

std::optional<Error> status_problem(const Page& page, std::string_view title) {
  const int status = page.status;
  if (status >= 200 && status < 300 && status != 202 && status != 204) return std::nullopt;
  std::string words = "HTTP status " + std::to_string(status);
  if (is_refusal(page)) {
    if (const auto remedy = remedy_for_status(status); !remedy.empty())
      words += ": " + std::string(remedy);
    return Error{Fault::blocked, described(words, title)};
  }
  Fault fault = Fault::broken;
  if (status == 404 || status == 410) fault = Fault::gone;
  if (status >= 500) fault = Fault::unreachable;
  return Error{fault, described(words, title)};
}

constexpr std::array<std::string_view, 17> refusal_words{"拒绝访问",
                                                         "访问被拒绝",
                                                         "访问被拦截",
                                                         "Access Denied",
                                                         "403 Forbidden",
                                                         "请求被拦截",
                                                         "您的请求存在异常",
                                                         "IP被封禁",
                                                         "访问过于频繁",
                                                         "请求过于频繁",
                                                         "操作过于频繁",
                                                         "访问频率过高",
                                                         "访问频次过高",
                                                         "您的访问过于频繁",
                                                         "网站防火墙",
                                                         "Request Rejected",
                                                         "您所提交的请求含有不合法的参数"};

constexpr std::array<std::string_view, 17> gone_words{
    "您所找的网页不存在", "您访问的页面不存在", "您要访问的页面不存在", "您访问的网页不存在",
    "页面不存在",         "页面未找到",         "页面没有找到",         "该页面无法访问",
    "找不到该页",         "找不到页面",         "网页不存在",           "文章不存在",
    "内容不存在",         "页面已被删除",       "该信息已被删除",       "Page Not Found",
    "无法找到该页"};

constexpr std::array<std::string_view, 12> outage_words{"系统维护",
                                                        "系统升级",
                                                        "网站维护",
                                                        "正在维护",
                                                        "服务器错误",
                                                        "服务器内部错误",
                                                        "Service Unavailable",
                                                        "Bad Gateway",
                                                        "Gateway Time-out",
                                                        "Internal Server Error",
                                                        "网站暂停服务",
                                                        "系统繁忙"};

template <std::size_t N>
std::string_view word_in(std::string_view text, const std::array<std::string_view, N>& words) {
  for (const std::string_view word : words) {
    if (icontains(text, word)) return word;
  }
  return {};
}

// A title that is such words, with the site's name beside them at most.
template <std::size_t N>
std::string_view word_as_title(std::string_view title,
                               const std::array<std::string_view, N>& words) {
  const std::string_view word = word_in(title, words);
  if (word.empty()) return {};
  const std::size_t rest = count_code_points(title) - count_code_points(word);
  return rest <= 14 && !is_title_of_notice(title) ? word : std::string_view();
}

bool is_title_of_missing_page(std::string_view title) {
  const std::string plain = ascii_lower(trim(title));
  return plain == "404" || plain.starts_with("404 ") || plain.starts_with("404-") ||
         plain.starts_with("404_") || plain.ends_with(" 404") || plain == "not found" ||
         plain == "404错误" || plain.starts_with("404页面") || plain.starts_with("404 not found");
}

struct Looks {
  std::string title;
  std::string text;  ///< Visible, its beginning.
};

std::optional<Error> challenge_problem(const Page& page, const Looks& looks) {
  const auto challenge = find_challenge(page, looks.text, looks.title);
  if (!challenge) return std::nullopt;
  std::string words = describe_challenge(*challenge, page.rendered);
  if (page.status != 200) words = "HTTP status " + std::to_string(page.status) + ", " + words;
  return Error{Fault::blocked, described(words, looks.title)};
}

std::optional<Error> error_page_problem(const Looks& looks) {
  const std::size_t size = looks.text.size();
  const auto found = [&](const auto& words) {
    std::string_view word;
    if (size <= 2 * small_text) word = word_as_title(looks.title, words);
    if (word.empty() && size <= tiny_text && !is_title_of_notice(looks.title)) {
      word = word_in(looks.text, words);
    }
    return word;
  };
  const auto problem = [&](Fault fault, std::string_view word) {
    const std::string what = "an error page with status 200 (\"" + std::string(word) + "\")";
    return Error{fault, described(what, looks.title)};
  };
  if (const auto word = found(refusal_words); !word.empty()) return problem(Fault::blocked, word);
  if (const auto word = found(gone_words); !word.empty()) return problem(Fault::gone, word);
  if (const auto word = found(outage_words); !word.empty()) return problem(Fault::broken, word);
  if (is_title_of_missing_page(looks.title) && size <= 2 * small_text) {
    return problem(Fault::gone, looks.title);
  }
  return std::nullopt;
}

// An error page that says so at length: navigation around one sentence.
std::optional<Error> gone_sentence_problem(std::string_view body, const Looks& looks) {
  constexpr std::array<std::string_view, 4> sentences{"您所找的网页不存在", "您访问的页面不存在",
                                                      "您要访问的页面不存在", "您访问的网页不存在"};
  const std::string_view word = word_in(looks.text, sentences);
  if (word.empty()) return std::nullopt;
  // An article that quotes it has it inside of a sentence, and has a title and a date of its own.
  const bool is_article = icontains(body, "PubDate") || icontains(body, "ArticleTitle") ||
                          looks.text.find("发布时间") != std::string::npos;
  if (is_article || looks.text.size() > 4 * small_text) return std::nullopt;
  return Error{
      Fault::gone,
      described("an error page with status 200 (\"" + std::string(word) + "\")", looks.title)};
}

std::optional<Error> json_problem(const Page& page) {
  // A gateway's answer in place of the endpoint's.
  for (const std::string_view mark : {"FAIL_SYS_USER_VALIDATE", "x5secdata", "RGV587_ERROR"}) {
    if (page.body.substr(0, 2048).find(mark) == page.body.npos) continue;
    return Error{Fault::blocked,
                 describe_challenge({"a slider, 阿里云 Aliyun", Hurdle::person}, page.rendered)};
  }
  if (page.truncated) return Error{Fault::broken, "the answer broke off"};
  return std::nullopt;
}

bool announces_html(const Page& page) {
  const std::string_view start = trim(page.body.substr(0, 1024));
  return start.starts_with('<');
}

}  // namespace

std::string title_in_bytes(std::string_view html) {
  html = html.substr(0, looked_at);
  for (std::size_t at = 0; (at = html.find('<', at)) != html.npos; ++at) {
    if (!iequals(html.substr(at + 1, 5), "title")) continue;
    const std::size_t begin = html.find('>', at);
    const std::size_t end = html.find('<', begin);
    if (begin == html.npos) return "";
    const std::string_view raw =
        html.substr(begin + 1, std::min(end - begin - 1, std::size_t{600}));
    std::string text(raw.size(), '\0');
    text.resize(decode_references(raw, text.data()));
    return collapse_spaces(to_valid_utf8(text));
  }
  return "";
}

bool is_binary(std::string_view bytes) {
  for (const std::string_view magic :
       {std::string_view("%PDF-"), std::string_view("PK\x03\x04"), std::string_view("\x89PNG"),
        std::string_view("GIF8"), std::string_view("\xFF\xD8\xFF"), std::string_view("Rar!"),
        std::string_view("7z\xBC\xAF"), std::string_view("\x1F\x8B"),
        std::string_view("\xD0\xCF\x11\xE0")}) {
    if (bytes.starts_with(magic)) return true;
  }
  if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) return false;
  std::size_t controls = 0;
  const std::string_view head = bytes.substr(0, 4096);
  for (const char c : head) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x09 || (byte > 0x0D && byte < 0x20 && byte != 0x1B)) ++controls;
  }
  return controls * 20 > head.size();
}

bool looks_like_json(std::string_view body) {
  const std::string_view inside = strip_jsonp(body.substr(0, 512));
  return inside.starts_with('{') || inside.starts_with('[');
}

std::optional<Error> page_problem(const Page& page) {
  const bool is_json = looks_like_json(page.body);
  Looks looks;
  if (!is_json) {
    looks.title = title_in_bytes(page.body);
    looks.text = visible_text(page.body.substr(0, looked_at), 8 * small_text);
  }
  if (page.status != 200) {
    if (auto problem = challenge_problem(page, looks)) return problem;
    if (auto problem = status_problem(page, looks.title)) return problem;
  }
  if (trim(page.body).empty()) return Error{Fault::broken, "the body is empty"};
  if (is_binary(page.body)) {
    return Error{Fault::broken, "expected a page, found " + std::to_string(page.body.size()) +
                                    " bytes that are no text"};
  }
  if (is_json) return json_problem(page);
  if (auto problem = challenge_problem(page, looks)) return problem;
  if (auto problem = error_page_problem(looks)) return problem;
  if (auto problem = gone_sentence_problem(page.body, looks)) return problem;
  if (page.truncated) {
    return Error{Fault::broken,
                 described(announces_html(page) ? "the page broke off" : "the answer broke off",
                           looks.title)};
  }
  return std::nullopt;
}

}  // namespace regwatch
