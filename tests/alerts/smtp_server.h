#pragma once

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <vector>

#include "alerts/channel.h"

namespace regwatch::sample {

/// A real mail server on loopback: smtp_server.py with these options.
class SmtpServer {
 public:
  explicit SmtpServer(const std::filesystem::path& directory,
                      std::vector<std::string> options = {});
  ~SmtpServer();
  SmtpServer(const SmtpServer&) = delete;
  SmtpServer& operator=(const SmtpServer&) = delete;
  int port() const { return port_; }

 private:
  pid_t process_ = -1;
  int input_ = -1;
  int port_ = 0;
};

/// A port on loopback where nobody listens.
int closed_port();
MailServer plain_server(int port);
/// Accepted messages in order, as files.
std::vector<std::filesystem::path> received(const std::filesystem::path& directory);
/// Envelope of one, as the JSON text that the server wrote.
std::string envelope_of(const std::filesystem::path& mail);
/// What a mail program makes of it; empty where it found a defect.
std::string decoded(const std::filesystem::path& mail);
std::string read_file(const std::filesystem::path& path);
/// Runs a command line; its standard output. Fails the test where it does not end with 0.
std::string output_of(const std::string& command);

}  // namespace regwatch::sample
