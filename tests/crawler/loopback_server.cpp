#include "tests/crawler/loopback_server.h"

#include <arpa/inet.h>
#include <libdeflate.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "base/text.h"

namespace regwatch::testing {
namespace {

int listen_on_loopback(int& port) {
  const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t size = sizeof address;
  auto* generic = reinterpret_cast<sockaddr*>(&address);
  const bool ready = listener >= 0 && ::bind(listener, generic, size) == 0 &&
                     ::listen(listener, 128) == 0 && ::getsockname(listener, generic, &size) == 0;
  if (!ready) throw std::runtime_error("no listening socket on loopback");
  port = ntohs(address.sin_port);
  return listener;
}

std::size_t announced_length(std::string_view head) {
  for (const auto line : split(head, '\n')) {
    const auto colon = line.find(':');
    if (colon != line.npos && iequals(line.substr(0, colon), "Content-Length"))
      return std::stoul(std::string(trim(line.substr(colon + 1))));
  }
  return 0;
}

// Reads one request; an empty method where the other side went away.
SeenRequest read_request(int connection) {
  SeenRequest seen;
  std::string bytes;
  char buffer[4096];
  while (true) {
    const auto end = bytes.find("\r\n\r\n");
    if (end != bytes.npos &&
        bytes.size() >= end + 4 + announced_length(std::string_view(bytes).substr(0, end))) {
      seen.head = bytes.substr(0, end + 2);
      seen.body = bytes.substr(end + 4);
      break;
    }
    const auto got = ::recv(connection, buffer, sizeof buffer, 0);
    if (got <= 0) return seen;
    bytes.append(buffer, static_cast<std::size_t>(got));
  }
  const std::string_view head = seen.head;
  const auto parts = split(head.substr(0, head.find('\r')), ' ');
  if (parts.size() >= 2) seen.target = parts[1];
  seen.method = parts[0];
  seen.at = std::chrono::steady_clock::now();
  return seen;
}

void send_all(int connection, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto sent = ::send(connection, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
}

using Compress = std::size_t (*)(libdeflate_compressor*, const void*, std::size_t, void*,
                                 std::size_t);

std::string compress(std::string_view bytes, Compress with) {
  const std::unique_ptr<libdeflate_compressor, void (*)(libdeflate_compressor*)> compressor(
      libdeflate_alloc_compressor(6), libdeflate_free_compressor);
  std::string out(bytes.size() + bytes.size() / 8 + 256, '\0');
  out.resize(with(compressor.get(), bytes.data(), bytes.size(), out.data(), out.size()));
  return out;
}

}  // namespace

bool SeenRequest::has_line(std::string_view line) const {
  return head.find(std::string(line) + "\r\n") != std::string::npos;
}

bool SeenRequest::has_field(std::string_view name) const {
  return icontains(head, "\n" + std::string(name) + ":");
}

struct LoopbackServer::State {
  Handler handler;
  int port = 0;
  int listener = -1;
  std::atomic<bool> stopping{false};
  mutable std::mutex mutex;
  std::vector<SeenRequest> requests;
  std::vector<std::thread> connections;
  std::thread acceptor;

  void wait(std::chrono::milliseconds span) const {
    const auto end = std::chrono::steady_clock::now() + span;
    while (!stopping && std::chrono::steady_clock::now() < end)
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }

  void serve(int connection) {
    const SeenRequest seen = read_request(connection);
    if (!seen.method.empty()) {
      RawReply reply;
      {
        const std::lock_guard lock(mutex);
        requests.push_back(seen);
        reply = handler(seen);
      }
      wait(reply.delay);
      send_all(connection, reply.bytes);
      ::shutdown(connection, SHUT_WR);
      wait(reply.hold);
    }
    ::close(connection);
  }

  void accept_all() {
    while (!stopping) {
      pollfd ready{listener, POLLIN, 0};
      if (::poll(&ready, 1, 20) <= 0) continue;
      const int connection = ::accept4(listener, nullptr, nullptr, SOCK_CLOEXEC);
      if (connection >= 0) connections.emplace_back([this, connection] { serve(connection); });
    }
  }
};

LoopbackServer::LoopbackServer(Handler handler) : state_(std::make_unique<State>()) {
  state_->handler = std::move(handler);
  state_->listener = listen_on_loopback(state_->port);
  state_->acceptor = std::thread([state = state_.get()] { state->accept_all(); });
}

LoopbackServer::~LoopbackServer() {
  state_->stopping = true;
  state_->acceptor.join();
  ::close(state_->listener);
  for (auto& connection : state_->connections) connection.join();
}

int LoopbackServer::port() const { return state_->port; }

std::string LoopbackServer::host() const { return "127.0.0.1:" + std::to_string(port()); }

std::string LoopbackServer::url(std::string_view path) const {
  return "http://" + host() + std::string(path);
}

std::vector<SeenRequest> LoopbackServer::requests() const {
  const std::lock_guard lock(state_->mutex);
  return state_->requests;
}

std::size_t LoopbackServer::count(std::string_view target) const {
  const auto all = requests();
  return static_cast<std::size_t>(std::count_if(
      all.begin(), all.end(), [&](const SeenRequest& each) { return each.target == target; }));
}

RawReply page(std::string_view body, std::string_view fields) {
  return status("200 OK", fields, body);
}

RawReply status(std::string_view code_and_reason, std::string_view fields, std::string_view body) {
  RawReply reply;
  reply.bytes = "HTTP/1.1 " + std::string(code_and_reason) +
                "\r\nConnection: close\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" +
                std::string(fields) + "\r\n" + std::string(body);
  return reply;
}

std::string gzip_of(std::string_view bytes) { return compress(bytes, libdeflate_gzip_compress); }
std::string zlib_of(std::string_view bytes) { return compress(bytes, libdeflate_zlib_compress); }
std::string deflate_of(std::string_view bytes) {
  return compress(bytes, libdeflate_deflate_compress);
}

std::string closed_port_url() {
  int port = 0;
  ::close(listen_on_loopback(port));
  return "http://127.0.0.1:" + std::to_string(port) + "/";
}

}  // namespace regwatch::testing
