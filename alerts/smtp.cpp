#include "alerts/smtp.h"

#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <cstring>

#include "alerts/smtp_reply.h"
#include "base/text.h"
#include "base/url.h"
#include "crawler/curl_handles.h"
#include "crawler/guard.h"

namespace regwatch {
namespace {

using Kind = SendOutcome::Kind;

struct Place {
  std::string host;
  int port = 0;
};

Result<Place> place_of(const std::string& url) {
  const bool tls = url.starts_with("smtps://");
  if (!tls && !url.starts_with("smtp://")) {
    return Error{Fault::invalid, "smtp://host:port or smtps://host:port is expected, not '" +
                                     ellipsize(url, 80) + "'"};
  }
  const auto parsed = parse_url("http" + url.substr(url.find("://")));
  if (!parsed)
    return Error{Fault::invalid, "mail server '" + ellipsize(url, 80) + "' is no address"};
  return Place{parsed->host, parsed->port != 0 ? parsed->port : tls ? 465 : 25};
}

/// How far a transaction came (RFC 5321 §3.3), for what a failure means depends on it alone.
struct Progress {
  enum class Phase { greeting, sender, recipient, data };
  Phase phase = Phase::greeting;
  std::string_view left;   // Of the message, not yet handed to libcurl.
  bool all_given = false;  // The final dot may have been sent.
  bool over = false;       // Farewell: replies to it say nothing of the message.
  SmtpReply last_reply;
};

std::size_t give_bytes(char* buffer, std::size_t size, std::size_t count, void* data) {
  auto& progress = *static_cast<Progress*>(data);
  const std::size_t taken = std::min(size * count, progress.left.size());
  std::memcpy(buffer, progress.left.data(), taken);
  progress.left.remove_prefix(taken);
  progress.all_given = progress.left.empty();
  return taken;
}

// Commands pass by here with their secrets; only their verbs are looked at.
int watch_commands(CURL*, curl_infotype type, char* bytes, std::size_t size, void* data) {
  auto& progress = *static_cast<Progress*>(data);
  const std::string_view text(bytes, size);
  if (type == CURLINFO_HEADER_OUT) {
    if (text.starts_with("MAIL FROM:")) progress.phase = Progress::Phase::sender;
    if (text.starts_with("RCPT TO:")) progress.phase = Progress::Phase::recipient;
    if (text.starts_with("DATA")) progress.phase = Progress::Phase::data;
    if (text.starts_with("QUIT")) progress.over = true;
  } else if (type == CURLINFO_HEADER_IN && size >= 3 && !progress.over) {
    progress.last_reply = parse_smtp_reply(text);
  }
  return 0;
}

SendOutcome outcome_of(CURLcode code, const Progress& progress, std::string why) {
  if (code == CURLE_OK) return {};
  const SmtpReply& reply = progress.last_reply;
  using Phase = Progress::Phase;
  const bool replied = reply.is_temporary() || reply.is_permanent();
  if (replied) why = reply.text;
  if (progress.phase == Phase::data && progress.all_given) {
    // 2xx: accepted, and the farewell failed. Without an answer to the final dot nobody knows.
    if (reply.code >= 200 && reply.code < 300) return {};
    if (!replied) return {Kind::unknown, "no answer after the message was handed over: " + why};
  }
  const bool greeting = progress.phase == Phase::greeting;
  const bool sender_refused =
      says_sender_refused(reply) || (progress.phase == Phase::sender && reply.code != 552);
  if (reply.is_permanent() && !greeting && !sender_refused) {
    return {.kind = Kind::refused, .why = why, .recipient_gone = says_recipient_gone(reply)};
  }
  // Without a refusal the connection broke; before a recipient was named, it concerns them all.
  return {Kind::try_later, why, greeting || sender_refused || !replied};
}

void set_server(CURL* easy, const MailServer& server) {
  curl_easy_setopt(easy, CURLOPT_URL, server.url.c_str());
  curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
  // The environment's proxy variables are not obeyed.
  curl_easy_setopt(easy, CURLOPT_PROXY, "");
  curl_easy_setopt(easy, CURLOPT_NOPROXY, "*");
  curl_easy_setopt(easy, CURLOPT_USE_SSL, server.require_tls ? CURLUSESSL_ALL : CURLUSESSL_NONE);
  if (server.ca_file) curl_easy_setopt(easy, CURLOPT_CAINFO, server.ca_file->c_str());
  if (!server.username.empty()) {
    curl_easy_setopt(easy, CURLOPT_USERNAME, server.username.c_str());
    curl_easy_setopt(easy, CURLOPT_PASSWORD, server.password.c_str());
  }
  const auto total = std::chrono::milliseconds(server.timeout);
  const auto connect = std::min(total, std::chrono::milliseconds(20'000));
  curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, static_cast<long>(total.count()));
  curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(connect.count()));
  curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
}

void watch(CURL* easy, Progress& progress) {
  curl_easy_setopt(easy, CURLOPT_UPLOAD, 1L);
  curl_easy_setopt(easy, CURLOPT_READFUNCTION, give_bytes);
  curl_easy_setopt(easy, CURLOPT_READDATA, &progress);
  curl_easy_setopt(easy, CURLOPT_INFILESIZE_LARGE, static_cast<curl_off_t>(progress.left.size()));
  curl_easy_setopt(easy, CURLOPT_VERBOSE, 1L);
  curl_easy_setopt(easy, CURLOPT_DEBUGFUNCTION, watch_commands);
  curl_easy_setopt(easy, CURLOPT_DEBUGDATA, &progress);
}

}  // namespace

std::string check_smtp_url(const std::string& url) {
  const auto place = place_of(url);
  return place ? "" : place.error().message;
}

SendOutcome send_by_smtp(const MailServer& server, const std::string& from, const std::string& to,
                         std::string_view bytes) {
  const auto place = place_of(server.url);
  if (!place) return {SendOutcome::Kind::try_later, place.error().message, true};
  const auto guard = Guard::make({place->host + ":" + std::to_string(place->port)}, {});
  if (!guard) return {SendOutcome::Kind::try_later, guard.error().message, true};
  GuardedHandle guarded(*guard);
  const EasyHandle easy(curl_easy_init());
  if (!easy) return {SendOutcome::Kind::try_later, "libcurl cannot start", true};
  LineList to_list;
  append_line(to_list, "<" + to + ">");
  Progress progress;
  progress.left = bytes;
  std::array<char, CURL_ERROR_SIZE> words{};
  set_server(easy.get(), server);
  watch(easy.get(), progress);
  curl_easy_setopt(easy.get(), CURLOPT_MAIL_FROM, ("<" + from + ">").c_str());
  curl_easy_setopt(easy.get(), CURLOPT_MAIL_RCPT, to_list.get());
  curl_easy_setopt(easy.get(), CURLOPT_ERRORBUFFER, words.data());
  guarded.install(easy.get());
  guarded.expect(place->host, Guard::Use::mail);
  const CURLcode code = curl_easy_perform(easy.get());
  std::string why = words[0] != '\0' ? words.data() : curl_easy_strerror(code);
  if (!guarded.refusal().empty()) why = guarded.refusal();
  return outcome_of(code, progress, place->host + ": " + why);
}

}  // namespace regwatch
