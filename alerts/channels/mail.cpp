#include <algorithm>
#include <filesystem>
#include <system_error>

#include "alerts/channel.h"
#include "alerts/mail_message.h"
#include "alerts/mime.h"
#include "alerts/smtp.h"
#include "base/durable_file.h"
#include "base/sha256.h"

namespace regwatch {
namespace {

using Kind = SendOutcome::Kind;

// `file:DIRECTORY` instead of a server: each message is written there as one .eml file.
constexpr std::string_view drop_scheme = "file:";

std::vector<std::string> compose(const Digest& digest, const Subscription& subscription,
                                 const Message& envelope, const ChannelContext& context) {
  return {compose_mail(digest, subscription, envelope, context, subscription.to)};
}

// Named by message and recipient, so that a message written twice is one file. Complete or not
// there.
SendOutcome drop(const Message& message, const std::string& recipient,
                 const std::filesystem::path& directory) {
  std::error_code failed;
  std::filesystem::create_directories(directory, failed);
  const std::string name = format_date(china_date(message.created_at)) + "-" +
                           sha256_hex(message.message_id + "\n" + recipient).substr(0, 12) + ".eml";
  const auto put = put_file(directory / ("." + name), directory / name, message.bytes);
  return put ? SendOutcome{} : SendOutcome{Kind::try_later, put.error().message, true};
}

SendOutcome send(const Message& message, std::string_view recipient, const Subscription&,
                 const ChannelContext& context) {
  if (!context.mail) return {Kind::try_later, "no [mail] server is configured", true};
  if (!context.mail->problem.empty()) return {Kind::try_later, context.mail->problem, true};
  if (context.mail->url.starts_with(drop_scheme)) {
    return drop(message, std::string(recipient), context.mail->url.substr(drop_scheme.size()));
  }
  const auto from = parse_mail_address(context.mail->from);
  if (!from) return {Kind::try_later, "[mail] from: " + from.error().message, true};
  const auto to = parse_mail_address(recipient);
  if (!to) return {Kind::refused, to.error().message};
  return send_by_smtp(*context.mail, from->address, to->address, message.bytes);
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
  if (!context.mail->problem.empty()) return context.mail->problem;
  if (context.mail->url.starts_with(drop_scheme)) return "";
  if (const auto wrong = check_smtp_url(context.mail->url); !wrong.empty()) return wrong;
  const auto from = parse_mail_address(context.mail->from);
  return from ? "" : "[mail] from: " + from.error().message;
}

}  // namespace

const Channel& channel_mail() {
  static const Channel channel{.name = "mail",
                               .keys = {},
                               .compose = compose,
                               .send = send,
                               .recipients = recipients,
                               .check = check,
                               .threads = true,
                               .personalise = personalise_mail,
                               .one_server = true};
  return channel;
}

}  // namespace regwatch
