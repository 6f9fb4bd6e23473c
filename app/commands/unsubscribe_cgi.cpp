#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <string>
#include <system_error>

#include "alerts/unsubscribe.h"
#include "app/commands.h"
#include "app/exit_status.h"

namespace regwatch {
namespace {

std::string variable(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

// One byte more than is taken says that there was more.
std::string read_body() {
  const std::string given = variable("CONTENT_LENGTH");
  std::size_t length = 0;
  std::from_chars(given.data(), given.data() + given.size(), length);
  std::string body(std::min(length, most_unsubscribe_body + 1), '\0');
  std::cin.read(body.data(), static_cast<std::streamsize>(body.size()));
  body.resize(static_cast<std::size_t>(std::cin.gcount()));
  return body;
}

UnsubscribeRequest read_request() {
  UnsubscribeRequest request{variable("REQUEST_METHOD"), variable("QUERY_STRING"),
                             variable("CONTENT_TYPE"), ""};
  if (request.method.empty())
    throw CommandError(exit_usage,
                       "unsubscribe-cgi is started by a web server (docs/telling.md: Mail)");
  if (request.method == "POST") request.body = read_body();
  return request;
}

UnsubscribeAnswer answer(Installation& installation, const UnsubscribeRequest& request) {
  UnsubscribeAnswer answer = answer_unsubscribe(request);
  if (!answer.token) return answer;
  try {
    unsubscribe(installation.database(Database::Mode::existing), *answer.token, installation.now());
  } catch (const StorageError& error) {
    std::cerr << "regwatch: unsubscribe-cgi: " << error.what() << '\n';
    return unsubscribe_unavailable();
  }
  return answer;
}

}  // namespace

int command_unsubscribe_cgi(Installation& installation) {
  const UnsubscribeAnswer said = answer(installation, read_request());
  std::cout << "Status: " << said.status << "\r\n";
  for (const auto& [name, value] : said.fields) std::cout << name << ": " << value << "\r\n";
  std::cout << "\r\n" << said.body << std::flush;
  return exit_ok;
}

}  // namespace regwatch
