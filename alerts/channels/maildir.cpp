#include <filesystem>
#include <system_error>

#include "alerts/channel.h"
#include "alerts/mail_message.h"
#include "alerts/mime.h"
#include "base/durable_file.h"
#include "base/sha256.h"
#include "base/text.h"

namespace regwatch {
namespace {

namespace fs = std::filesystem;
using Kind = SendOutcome::Kind;

// The time and a part that is the message's and the recipient's alone, as a name in a Maildir has
// them, but no host: the same message is the same file, whoever delivers it once more.
std::string name_of(const Message& message, const std::string& recipient) {
  return std::to_string(message.created_at.time_since_epoch().count()) + ".R" +
         sha256_hex(message.message_id + "\n" + recipient).substr(0, 32) + ".regwatch";
}

// Whether it lies there, whatever flags a reader added behind the colon.
bool holds(const fs::path& directory, const std::string& name) {
  std::error_code problem;
  for (fs::directory_iterator entry(directory, problem), end; !problem && entry != end;
       entry.increment(problem)) {
    const std::string found = entry->path().filename().string();
    if (found.starts_with(name) && (found.size() == name.size() || found[name.size()] == ':'))
      return true;
  }
  return false;
}

std::vector<std::string> compose(const Digest& digest, const Subscription& subscription,
                                 const Message& envelope, const ChannelContext& context) {
  // One mail names all its readers; the links to leave by are of copies that name one each.
  ChannelContext of_all = context;
  if (of_all.mail) of_all.mail->unsubscribe.reset();
  return {compose_mail(digest, subscription, envelope, of_all, subscription.to)};
}

SendOutcome send(const Message& message, std::string_view recipient, const Subscription&,
                 const ChannelContext&) {
  const fs::path maildir(recipient);
  for (const char* part : {"tmp", "new", "cur"}) {
    std::error_code problem;
    fs::create_directories(maildir / part, problem);
    if (problem) {
      return {Kind::try_later,
              (maildir / part).string() + ": cannot be made: " + problem.message()};
    }
  }
  const std::string name = name_of(message, std::string(recipient));
  // In this order: a reader moves it from `new` to `cur`.
  if (holds(maildir / "new", name) || holds(maildir / "cur", name)) return {};
  // Lines end as other files' do on this system.
  const auto put = put_file(maildir / "tmp" / name, maildir / "new" / name,
                            replace_all(message.bytes, "\r\n", "\n"));
  return put ? SendOutcome{} : SendOutcome{Kind::try_later, put.error().message};
}

std::vector<std::string> recipients(const Subscription& subscription) {
  if (!subscription.path) return {};
  return {*subscription.path};
}

std::string check(const Subscription& subscription, const ChannelContext&) {
  if (!subscription.path || subscription.path->empty())
    return "maildir needs a 'path', the directory that holds cur, new and tmp";
  for (const auto& to : subscription.to) {
    if (const auto address = parse_mail_address(to); !address) return address.error().message;
  }
  return "";
}

}  // namespace

const Channel& channel_maildir() {
  static const Channel channel{.name = "maildir",
                               .keys = {},
                               .compose = compose,
                               .send = send,
                               .recipients = recipients,
                               .check = check,
                               .threads = true};
  return channel;
}

}  // namespace regwatch
