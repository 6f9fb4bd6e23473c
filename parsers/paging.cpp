#include "parsers/paging.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "parsers/list_row.h"

namespace regwatch {
namespace {

constexpr std::string_view place = "{page}";
constexpr std::array<std::string_view, 3> ways{"page", "page_url", "form"};
constexpr int max_page = 1'000'000;

int number_or(const Source& source, std::string_view key, int otherwise) {
  const auto number = number_option(source, key);
  return number ? static_cast<int>(std::clamp<std::int64_t>(*number, -max_page, max_page))
                : otherwise;
}

int first_page(const Source& source) { return number_or(source, "first_page", 1); }
int page_step(const Source& source) {
  const int step = number_or(source, "page_step", 1);
  return step == 0 ? 1 : step;
}

// Pages are told by what follows the scheme, for http and https are one page.
std::string without_scheme(std::string_view url) {
  const auto at = url.find("://");
  return std::string(at == url.npos ? url : url.substr(at));
}

// The number that stands in `text` where `form` has its place.
std::optional<int> number_in_place(std::string_view text, std::string_view form) {
  const auto at = form.find(place);
  if (at == form.npos) return std::nullopt;
  const std::string_view before = form.substr(0, at);
  const std::string_view behind = form.substr(at + place.size());
  if (text.size() <= before.size() + behind.size()) return std::nullopt;
  if (!text.starts_with(before) || !text.ends_with(behind.substr(0, behind.find(place))))
    return std::nullopt;
  return whole_number(text.substr(before.size(), text.size() - before.size() - behind.size()));
}

std::optional<int> number_in_address(const Page& page, const Source& source,
                                     const std::string& written) {
  // A number that no site has, so that its place is found again in the resolved address.
  constexpr std::string_view mark = "987654321";
  const auto address = absolute(source.url, replace_all(written, place, mark));
  if (!address) return std::nullopt;
  const std::string form = replace_all(without_scheme(*address), mark, place);
  return number_in_place(without_scheme(page.url), form);
}

std::optional<int> page_number(const Page& page, const Source& source) {
  if (const auto form = text_option(source, "form")) return number_in_place(page.sent, *form);
  if (const auto written = text_option(source, "page_url"))
    return number_in_address(page, source, *written);
  const auto name = text_option(source, "page");
  const auto value = name ? query_parameter(page.url, *name) : std::nullopt;
  return value ? whole_number(*value) : std::nullopt;
}

Request posted(const Source& source, const std::string& form, long long number) {
  Request request =
      Request::post_form(source.url, replace_all(form, place, std::to_string(number)));
  if (trim(form).starts_with('{') || trim(form).starts_with('['))
    request.headers = {{"Content-Type", "application/json; charset=UTF-8"}};
  return request;
}

std::optional<Request> page_request(const Page& page, const Source& source, long long number) {
  if (const auto form = text_option(source, "form")) {
    if (form->find(place) == form->npos) return std::nullopt;
    return posted(source, *form, number);
  }
  if (const auto written = text_option(source, "page_url")) {
    const auto url = absolute(source.url, replace_all(*written, place, std::to_string(number)));
    return url ? std::optional(get_from(*url, source.referer.value_or(page.url))) : std::nullopt;
  }
  const auto name = text_option(source, "page");
  if (!name) return std::nullopt;
  return get_from(with_parameter(page.url, *name, std::to_string(number)),
                  source.referer.value_or(source.url));
}

bool is_last(const Source& source, const PageExtent& extent, int before) {
  if (extent.rows == 0) return true;
  if (extent.pages) return before + 1 >= *extent.pages;
  const int size = number_or(source, "page_size", 0);
  if (extent.total) {
    const long long of_a_page = size > 0 ? size : extent.rows;
    return (before + 1LL) * of_a_page >= *extent.total;
  }
  return extent.rows < size;
}

OptionProblem problem(const Source& source, std::string_view key, std::string_view words) {
  return {source.options.at(std::string(key)).where,
          "'" + std::string(key) + "': " + std::string(words)};
}

}  // namespace

std::vector<OptionRule> paging_options() {
  return {{"page"},
          {"page_url"},
          {"form"},
          {"method"},
          {"first_page", OptionType::number},
          {"page_step", OptionType::number},
          {"page_size", OptionType::number}};
}

std::vector<OptionProblem> check_paging(const Source& source) {
  std::vector<OptionProblem> problems;
  std::vector<std::string_view> used;
  for (const std::string_view way : ways) {
    if (text_option(source, way)) used.push_back(way);
  }
  if (used.size() > 1)
    problems.push_back(problem(source, used[1], "one of page, page_url and form is expected"));
  const auto address = text_option(source, "page_url");
  if (address && address->find(place) == address->npos)
    problems.push_back(problem(source, "page_url", "expected {page} where its number stands"));
  const auto method = text_option(source, "method");
  if (method && *method != "GET" && *method != "POST")
    problems.push_back(problem(source, "method", "\"GET\" or \"POST\" is expected"));
  const bool is_post = method == std::optional<std::string>("POST");
  if (is_post != text_option(source, "form").has_value()) {
    problems.push_back(
        problem(source, is_post ? "method" : "form",
                is_post ? "a form is expected with it" : "method = \"POST\" is expected with it"));
  }
  const auto size = number_option(source, "page_size");
  if (size && *size < 1) problems.push_back(problem(source, "page_size", "1 or more is expected"));
  if (number_option(source, "page_step") == std::optional<std::int64_t>(0))
    problems.push_back(problem(source, "page_step", "another number than 0 is expected"));
  return problems;
}

Request first_page_request(const Source& source) {
  const auto form = text_option(source, "form");
  return form ? posted(source, *form, first_page(source)) : Request::get(source.url);
}

int pages_before(const Page& page, const Source& source) {
  const auto number = page_number(page, source);
  if (!number) return 0;
  const long long ahead = static_cast<long long>(*number) - first_page(source);
  return static_cast<int>(std::clamp<long long>(ahead / page_step(source), 0, max_page));
}

std::optional<Request> older_page(const Page& page, const Source& source,
                                  const PageExtent& extent) {
  const int before = pages_before(page, source);
  if (is_last(source, extent, before)) return std::nullopt;
  const long long number = first_page(source) + (before + 1LL) * page_step(source);
  return page_request(page, source, number);
}

}  // namespace regwatch
