#pragma once

#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>

#include "tests/temporary_directory.h"

namespace regwatch::testing {

// 1,024 bits, as servers of 2010 have it (openssl dhparam 1024).
inline constexpr const char* small_dh =
    "-----BEGIN DH PARAMETERS-----\n"
    "MIGHAoGBAIQgFzceQNxuMd/ZCGeC9Mi/jmMxjxR2pxkjVVEauyI9sTemE3zKKXI7\n"
    "UTcyEiAEV5n8KCVBk87DPT5TA86F9ChZKpBJMtuRUSdkNg1jVCljAB4SAIsiUACF\n"
    "zJumYIYtxIt91SNx0PJU0HbLEFuD5OeVEsMdAGwjok+thP3HKdQHAgEC\n"
    "-----END DH PARAMETERS-----\n";

// An authority of nobody's, and a certificate of localhost by it.
struct Certificates {
  Certificates() {
    std::ofstream(directory / "dh.pem") << small_dh;
    const std::string commands =
        "cd " + directory.text() +
        " && openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -subj /CN=ca"
        " && openssl req -newkey rsa:2048 -nodes -keyout key.pem -out csr.pem -subj /CN=localhost"
        " -addext subjectAltName=DNS:localhost"
        " && openssl x509 -req -in csr.pem -CA ca.pem -CAkey ca.key -CAcreateserial -out cert.pem"
        " -copy_extensions copy";
    REQUIRE(std::system(("(" + commands + ") >/dev/null 2>&1").c_str()) == 0);
  }
  std::string file(const std::string& name) const { return (directory / name).string(); }
  TemporaryDirectory directory;
};

// A server that a shell command starts; what it prints ends with its port.
class ShellServer {
 public:
  ShellServer(const Certificates& with, const std::string& command, int port)
      : port_(port), said_(with.file("said-" + std::to_string(++number_))) {
    const std::string line =
        "cd " + with.directory.text() + "; exec " + command + " >" + said_ + " 2>&1 </dev/null";
    process_ = ::fork();
    if (process_ == 0) {
      ::execl("/bin/sh", "sh", "-c", line.c_str(), nullptr);
      ::_exit(127);
    }
    for (int i = 0; i < 250 && !is_ready(); ++i)
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  ~ShellServer() {
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
  }
  ShellServer(const ShellServer&) = delete;
  ShellServer& operator=(const ShellServer&) = delete;

  std::string host() const { return "localhost:" + std::to_string(port_); }

 private:
  bool is_ready() {
    std::ifstream in(said_);
    const std::string said{std::istreambuf_iterator<char>(in), {}};
    const auto accept = said.find("ACCEPT 127.0.0.1:");
    if (accept != said.npos && said.find('\n', accept) != said.npos)
      port_ = std::stoi(said.substr(accept + 17));
    return port_ != 0 && (accept != said.npos || said.find("done") != said.npos);
  }

  static inline int number_ = 0;
  int port_;
  std::string said_;
  pid_t process_ = 0;
};

}  // namespace regwatch::testing
