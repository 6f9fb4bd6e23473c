#include "crawler/message.h"

#include "base/text.h"

namespace regwatch {

std::optional<std::string> find_header(const Headers& headers, std::string_view name) {
  for (const auto& [key, value] : headers) {
    if (iequals(key, name)) return value;
  }
  return std::nullopt;
}

Request Request::get(std::string url) {
  Request request;
  request.url = std::move(url);
  return request;
}

Request Request::post_form(std::string url, std::string form) {
  Request request;
  request.method = "POST";
  request.url = std::move(url);
  request.headers = {{"Content-Type", "application/x-www-form-urlencoded; charset=UTF-8"}};
  request.body = std::move(form);
  return request;
}

std::string Request::key() const {
  return body.empty() ? method + " " + url : method + " " + url + "\n" + body;
}

}  // namespace regwatch
