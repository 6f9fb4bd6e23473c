#include "tests/alerts/smtp_server.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "tests/free_port.h"

namespace regwatch::sample {
namespace {

const std::string scripts = std::string(REGWATCH_SOURCE_DIR) + "/tests/alerts/";

int read_number(int file) {
  std::string digits;
  for (char c = 0; ::read(file, &c, 1) == 1 && c != '\n';) digits += c;
  return digits.empty() ? 0 : std::stoi(digits);
}

}  // namespace

SmtpServer::SmtpServer(const std::filesystem::path& directory, std::vector<std::string> options) {
  std::filesystem::create_directories(directory);
  int to_child[2];
  int from_child[2];
  REQUIRE((::pipe(to_child) == 0 && ::pipe(from_child) == 0));
  options.insert(options.begin(),
                 {"/usr/bin/python3", scripts + "smtp_server.py", directory.string()});
  std::vector<char*> arguments;
  for (auto& option : options) arguments.push_back(option.data());
  arguments.push_back(nullptr);
  process_ = ::fork();
  REQUIRE(process_ >= 0);
  if (process_ == 0) {
    ::dup2(to_child[0], 0);
    ::dup2(from_child[1], 1);
    // What the server complains of is looked for beside its mails, not among the tests' lines.
    const int log = ::open((directory / "server.log").c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    if (log >= 0) ::dup2(log, 2);
    for (const int file : {to_child[0], to_child[1], from_child[0], from_child[1]}) ::close(file);
    ::execv(arguments[0], arguments.data());
    ::_exit(127);
  }
  ::close(to_child[0]);
  ::close(from_child[1]);
  input_ = to_child[1];
  port_ = read_number(from_child[0]);
  ::close(from_child[0]);
  REQUIRE(port_ > 0);
}

SmtpServer::~SmtpServer() {
  ::close(input_);
  ::kill(process_, SIGTERM);
  ::waitpid(process_, nullptr, 0);
}

int closed_port() { return free_port(); }

MailServer plain_server(int port) {
  MailServer server;
  server.url = "smtp://127.0.0.1:" + std::to_string(port);
  server.from = "监管观察 regwatch <regwatch@example.com>";
  server.require_tls = false;
  server.timeout = std::chrono::seconds{10};
  return server;
}

std::vector<std::filesystem::path> received(const std::filesystem::path& directory) {
  std::vector<std::filesystem::path> out;
  if (!std::filesystem::exists(directory)) return out;
  for (const auto& entry : std::filesystem::directory_iterator(directory)) {
    if (entry.path().extension() == ".eml") out.push_back(entry.path());
  }
  std::sort(out.begin(), out.end());
  return out;
}

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::string envelope_of(const std::filesystem::path& mail) {
  auto path = mail;
  return read_file(path.replace_extension(".json"));
}

std::string output_of(const std::string& command) {
  std::FILE* pipe = ::popen(command.c_str(), "r");
  REQUIRE(pipe != nullptr);
  std::string out;
  char buffer[4096];
  for (std::size_t got; (got = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;) {
    out.append(buffer, got);
  }
  INFO(command);
  CHECK(::pclose(pipe) == 0);
  return out;
}

std::string decoded(const std::filesystem::path& mail) {
  return output_of("PYTHONIOENCODING=utf-8 /usr/bin/python3 " + scripts + "decode_mail.py " +
                   mail.string());
}

}  // namespace regwatch::sample
