#pragma once

#include <libdeflate.h>

#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "base/time.h"
#include "crawler/capture_sink.h"
#include "tests/temporary_directory.h"

namespace regwatch {

inline void write_file(const std::string& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary) << bytes;
}

inline std::string read_file(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

/// One gzip member.
inline std::string gzip(const std::string& bytes) {
  libdeflate_compressor* compressor = libdeflate_alloc_compressor(6);
  std::string out(libdeflate_gzip_compress_bound(compressor, bytes.size()), '\0');
  out.resize(
      libdeflate_gzip_compress(compressor, bytes.data(), bytes.size(), out.data(), out.size()));
  libdeflate_free_compressor(compressor);
  return out;
}

/// A GET answered with 200, at 2026-11-24T01:00:00Z.
struct PlainExchange {
  std::string body;
  Exchange exchange;
  PlainExchange(const std::string& url, std::string bytes, const std::string& more_fields = "")
      : body(std::move(bytes)) {
    exchange.request = Request::get(url);
    exchange.url = url;
    exchange.request_head = "GET / HTTP/1.1\r\nHost: a.gov.cn\r\n\r\n";
    exchange.response_head = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + more_fields +
                             "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n";
    exchange.payload = body;
    exchange.remote_ip = "192.0.2.7";
    exchange.at = *parse_instant("2026-11-24T01:00:00Z");
  }
  PlainExchange(const PlainExchange&) = delete;
  PlainExchange& operator=(const PlainExchange&) = delete;
};

/// A record as another tool may write it: fields without Content-Length, which is added unless
/// they have one.
inline std::string foreign_record(const std::string& type, const std::string& fields,
                                  const std::string& block, const std::string& line_end = "\r\n",
                                  const std::string& version = "1.0") {
  std::string head = "WARC/" + version + line_end + "WARC-Type: " + type + line_end;
  std::string rest = fields;
  while (!rest.empty()) {
    const auto end = rest.find('\n');
    head += rest.substr(0, end) + line_end;
    rest.erase(0, end == rest.npos ? rest.size() : end + 1);
  }
  if (head.find("Content-Length:") == head.npos) {
    head += "Content-Length: " + std::to_string(block.size()) + line_end;
  }
  return head + line_end + block + line_end + line_end;
}

}  // namespace regwatch
