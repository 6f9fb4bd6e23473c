#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <memory>

#include "alerts/channel.h"
#include "alerts/mime.h"
#include "base/sha256.h"
#include "base/text.h"
#include "base/url.h"
#include "crawler/guard.h"

namespace regwatch {
namespace {

using Kind = SendOutcome::Kind;

// ── the message ─────────────────────────────────────────────────────────────────────────────────

// RFC 2919: a name of ASCII letters that stays the same for a subscription.
std::string list_id(const Subscription& subscription, const std::string& host) {
  std::string slug;
  for (const char c : ascii_lower(subscription.name)) {
    const bool keep = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (keep) {
      slug += c;
    } else if (!slug.empty() && slug.back() != '-') {
      slug += '-';
    }
  }
  while (slug.ends_with('-')) slug.pop_back();
  if (slug.empty() || slug.size() > 60) slug = sha256_hex(subscription.name).substr(0, 12);
  return "<" + slug + ".regwatch." + host + ">";
}

std::string recipients_line(const Subscription& subscription) {
  std::string out;
  std::size_t used = std::string_view("To: ").size();
  for (const auto& to : subscription.to) {
    const auto address = parse_mail_address(to);
    if (!address) continue;
    const std::string shown = format_mail_address(*address);
    if (!out.empty()) {
      const bool folds = used + shown.size() + 2 > 76;
      out += folds ? ",\r\n " : ", ";
      used = folds ? 1 : used + 2;
    }
    out += shown;
    used += shown.size();
  }
  return out;
}

std::vector<std::string> compose(const Digest& digest, const Subscription& subscription,
                                 const Message& envelope, const ChannelContext& context) {
  const auto from = context.mail ? parse_mail_address(context.mail->from)
                                 : parse_mail_address("regwatch@localhost");
  const MailAddress sender = from ? *from : MailAddress{"regwatch", "regwatch@localhost"};
  const auto header = [](std::string_view name, std::string_view value) {
    return std::pair(std::string(name), encode_header(value, name.size() + 2));
  };
  // Each value is whole header syntax already; only subjects hold words of a page.
  const std::vector<std::pair<std::string, std::string>> fields = {
      {"From", format_mail_address(sender)}, {"To", recipients_line(subscription)},
      header("Subject", envelope.subject),   {"Date", format_mail_date(envelope.created_at)},
      {"Message-ID", envelope.message_id},   {"List-Id", list_id(subscription, sender.host())},
      {"Auto-Submitted", "auto-generated"},  {"X-Auto-Response-Suppress", "All"},
  };
  const std::string boundary = "=_regwatch_" + sha256_hex(envelope.message_id).substr(0, 32);
  return {compose_alternative(fields, boundary, digest_as_text(digest), digest_as_html(digest))};
}

// ── the conversation ────────────────────────────────────────────────────────────────────────────

struct Server {
  std::string host;
  int port = 0;
};

// `file:DIRECTORY` instead of a server: each message is written there as one .eml file.
constexpr std::string_view drop_scheme = "file:";

Result<Server> server_of(const std::string& url) {
  const bool tls = url.starts_with("smtps://");
  if (!tls && !url.starts_with("smtp://")) {
    return Error{Fault::invalid, "smtp://host:port or smtps://host:port is expected, not '" +
                                     ellipsize(url, 80) + "'"};
  }
  const auto parsed = parse_url("http" + url.substr(url.find("://")));
  if (!parsed)
    return Error{Fault::invalid, "mail server '" + ellipsize(url, 80) + "' is no address"};
  return Server{parsed->host, parsed->port != 0 ? parsed->port : tls ? 465 : 25};
}

/// How far a transaction came (RFC 5321 §3.3), for what a failure means depends on it alone.
struct Progress {
  enum class Phase { greeting, sender, recipient, data };
  Phase phase = Phase::greeting;
  std::string_view left;   // Of the message, not yet handed to libcurl.
  bool all_given = false;  // The final dot may have been sent.
  bool over = false;       // Farewell: replies to it say nothing of the message.
  std::string last_reply;

  int code() const {
    int value = 0;
    std::from_chars(last_reply.data(), last_reply.data() + last_reply.size(), value);
    return value;
  }
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
    progress.last_reply = ellipsize(collapse_spaces(to_valid_utf8(text)), 200);
  }
  return 0;
}

SendOutcome outcome_of(CURLcode code, const Progress& progress, std::string why) {
  if (code == CURLE_OK) return {};
  const int reply = progress.code();
  using Phase = Progress::Phase;
  const bool replied = reply >= 400 && reply < 600;
  if (replied) why = progress.last_reply;
  if (progress.phase == Phase::data && progress.all_given) {
    // 2xx: accepted, and the farewell failed. Without an answer to the final dot nobody knows.
    if (reply >= 200 && reply < 300) return {};
    if (!replied) return {Kind::unknown, "no answer after the message was handed over: " + why};
  }
  const bool greeting = progress.phase == Phase::greeting;
  const bool sender_refused = progress.phase == Phase::sender && reply != 552;
  if (reply >= 500 && reply < 600 && !greeting && !sender_refused) return {Kind::refused, why};
  // Without a refusal the connection broke; before a recipient was named, it concerns them all.
  return {Kind::try_later, why, greeting || sender_refused || !replied};
}

struct EasyDeleter {
  void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
struct ListDeleter {
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

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

SendOutcome transact(const MailServer& server, const Server& place, const std::string& from,
                     const std::string& to, std::string_view bytes) {
  const auto guard = Guard::make({place.host + ":" + std::to_string(place.port)}, {});
  if (!guard) return {Kind::try_later, guard.error().message, true};
  GuardedHandle guarded(*guard);
  const std::unique_ptr<CURL, EasyDeleter> easy(curl_easy_init());
  if (!easy) return {Kind::try_later, "libcurl cannot start", true};
  const std::unique_ptr<curl_slist, ListDeleter> to_list(
      curl_slist_append(nullptr, ("<" + to + ">").c_str()));
  Progress progress;
  progress.left = bytes;
  std::array<char, CURL_ERROR_SIZE> words{};
  set_server(easy.get(), server);
  watch(easy.get(), progress);
  curl_easy_setopt(easy.get(), CURLOPT_MAIL_FROM, ("<" + from + ">").c_str());
  curl_easy_setopt(easy.get(), CURLOPT_MAIL_RCPT, to_list.get());
  curl_easy_setopt(easy.get(), CURLOPT_ERRORBUFFER, words.data());
  guarded.install(easy.get());
  guarded.expect(place.host, Guard::Use::mail);
  const CURLcode code = curl_easy_perform(easy.get());
  std::string why = words[0] != '\0' ? words.data() : curl_easy_strerror(code);
  if (!guarded.refusal().empty()) why = guarded.refusal();
  return outcome_of(code, progress, place.host + ": " + why);
}

// Named by message and recipient, so that a message written twice is one file. Complete or not
// there.
SendOutcome drop(const Message& message, const std::string& recipient,
                 const std::filesystem::path& directory) {
  std::error_code failed;
  std::filesystem::create_directories(directory, failed);
  const std::string name = format_date(china_date(message.created_at)) + "-" +
                           sha256_hex(message.message_id + "\n" + recipient).substr(0, 12) + ".eml";
  const auto unfinished = directory / ("." + name);
  std::ofstream out(unfinished, std::ios::binary);
  out.write(message.bytes.data(), static_cast<std::streamsize>(message.bytes.size()));
  out.close();
  if (!out) return {Kind::try_later, unfinished.string() + ": cannot be written", true};
  std::filesystem::rename(unfinished, directory / name, failed);
  if (failed) return {Kind::try_later, (directory / name).string() + ": " + failed.message(), true};
  return {};
}

SendOutcome send(const Message& message, std::string_view recipient, const Subscription&,
                 const ChannelContext& context) {
  if (!context.mail) return {Kind::try_later, "no [mail] server is configured", true};
  if (context.mail->url.starts_with(drop_scheme)) {
    return drop(message, std::string(recipient), context.mail->url.substr(drop_scheme.size()));
  }
  const auto place = server_of(context.mail->url);
  if (!place) return {Kind::try_later, place.error().message, true};
  const auto from = parse_mail_address(context.mail->from);
  if (!from) return {Kind::try_later, "[mail] from: " + from.error().message, true};
  const auto to = parse_mail_address(recipient);
  if (!to) return {Kind::refused, to.error().message};
  return transact(*context.mail, *place, from->address, to->address, message.bytes);
}

std::vector<std::string> recipients(const Subscription& subscription) {
  std::vector<std::string> out;
  for (const auto& to : subscription.to) {
    const auto address = parse_mail_address(to);
    // A malformed one is kept: sending says what is wrong with it.
    const std::string name = address ? address->address : to;
    if (std::find(out.begin(), out.end(), name) == out.end()) out.push_back(name);
  }
  return out;
}

std::string check(const Subscription& subscription, const ChannelContext& context) {
  if (subscription.to.empty()) return "mail needs 'to', a list of addresses";
  if (subscription.path) return "mail takes 'to', not a 'path'";
  for (const auto& to : subscription.to) {
    if (const auto address = parse_mail_address(to); !address) return address.error().message;
  }
  if (!context.mail) return "mail needs a [mail] section that names the server";
  if (context.mail->url.starts_with(drop_scheme)) return "";
  if (const auto place = server_of(context.mail->url); !place) return place.error().message;
  const auto from = parse_mail_address(context.mail->from);
  return from ? "" : "[mail] from: " + from.error().message;
}

}  // namespace

const Channel& channel_mail() {
  static const Channel channel{"mail", {}, compose, send, recipients, check};
  return channel;
}

}  // namespace regwatch
