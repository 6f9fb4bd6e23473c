#include "alerts/mail_message.h"

#include <algorithm>
#include <utility>

#include "alerts/mime.h"
#include "alerts/unsubscribe.h"
#include "base/sha256.h"
#include "base/text.h"
#include "base/url.h"
#include "render/clean.h"

namespace regwatch {
namespace {

using Fields = std::vector<std::pair<std::string, std::string>>;

// Of a thread's ids the first and the newest are named; programs find their way by them.
constexpr std::size_t most_references = 20;
// What stands behind the place for a copy's own line, in lines of base64 of its own.
constexpr std::string_view html_end = "</body>\n</html>\n";
constexpr std::size_t bytes_of_base64_line = 57;
constexpr std::string_view leave = "取消订阅 · Unsubscribe";

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

std::string recipients_line(const std::vector<std::string>& recipients) {
  std::string out;
  std::size_t used = std::string_view("To: ").size();
  for (const auto& to : recipients) {
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

std::string references_line(const std::vector<std::string>& ids) {
  std::string out = ids.front();
  const std::size_t most = most_references - 1;
  for (std::size_t i = ids.size() > most ? ids.size() - most : 1; i < ids.size(); ++i)
    out += "\r\n " + ids[i];
  return out;
}

std::string mailto_of(const MailServer& server, const std::string& subscription) {
  return "<mailto:" + *server.unsubscribe_mailto +
         "?subject=" + percent_encode("unsubscribe " + clean_line(subscription, 60)) + ">";
}

bool is_personal(const ChannelContext& context) {
  return context.mail && context.mail->unsubscribe.has_value();
}

Fields fields_of(const Subscription& subscription, const Message& envelope,
                 const ChannelContext& context, const std::vector<std::string>& to) {
  const auto from = context.mail ? parse_mail_address(context.mail->from)
                                 : parse_mail_address("regwatch@localhost");
  const MailAddress sender = from ? *from : MailAddress{"regwatch", "regwatch@localhost"};
  // Each value is whole header syntax already; only subjects hold words of a page.
  Fields fields = {{"From", format_mail_address(sender)}};
  const std::string recipients = recipients_line(to);
  if (!recipients.empty() && !is_personal(context)) fields.emplace_back("To", recipients);
  const std::size_t used = std::string_view("Subject: ").size();
  fields.emplace_back("Subject", encode_header(envelope.subject, used));
  fields.emplace_back("Date", format_mail_date(envelope.created_at));
  fields.emplace_back("Message-ID", envelope.message_id);
  if (!envelope.references.empty()) {
    fields.emplace_back("In-Reply-To", envelope.references.back());
    fields.emplace_back("References", references_line(envelope.references));
  }
  fields.emplace_back("List-Id", list_id(subscription, sender.host()));
  if (context.mail && context.mail->unsubscribe_mailto && !is_personal(context))
    fields.emplace_back("List-Unsubscribe", mailto_of(*context.mail, subscription.name));
  fields.emplace_back("Auto-Submitted", "auto-generated");
  fields.emplace_back("Precedence", "bulk");
  fields.emplace_back("X-Auto-Response-Suppress", "All");
  return fields;
}

std::string boundary_of(const Message& message) {
  return "=_regwatch_" + sha256_hex(message.message_id).substr(0, 32);
}

std::string padded(std::string text, std::size_t block) {
  return text.append((block - text.size() % block) % block, ' ');
}

std::string html_with_place(std::string html) {
  const auto end = ascii_lower(html).rfind("</body");
  html = padded(html.substr(0, end), bytes_of_base64_line);
  return html.append(html_end);
}

std::string list_fields(const Message& message, std::string_view recipient, const std::string& link,
                        const MailServer& server) {
  std::string out = "To: " + std::string(recipient) + "\r\nList-Unsubscribe: <" + link + ">";
  if (server.unsubscribe_mailto) out += ",\r\n " + mailto_of(server, message.subscription);
  return out + "\r\nList-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n";
}

}  // namespace

std::string compose_mail(const Digest& digest, const Subscription& subscription,
                         const Message& envelope, const ChannelContext& context,
                         const std::vector<std::string>& to) {
  std::string text = digest_as_text(digest);
  std::string html = digest_as_html(digest);
  if (is_personal(context)) {
    text = padded(std::move(text), 3);  // So that its base64 can be gone on with.
    html = html_with_place(std::move(html));
  }
  return compose_alternative(fields_of(subscription, envelope, context, to), boundary_of(envelope),
                             text, html);
}

std::vector<Insertion> personalise_mail(const Message& message, std::string_view recipient,
                                        const std::string& token, const ChannelContext& context) {
  if (!is_personal(context)) return {};
  const std::string link = unsubscribe_link(*context.mail->unsubscribe, token);
  const std::string text = "\n" + std::string(leave) + ":\n" + link + "\n";
  const std::string html =
      "<p style=\"margin:12px;text-align:center;font-size:13px;font-family:sans-serif;\"><a "
      "href=\"" +
      escape_markup(link) + "\">" + std::string(leave) + "</a></p>\n";
  const auto first_part = message.bytes.find("\r\n--" + boundary_of(message) + "\r\n");
  const auto second_part = message.bytes.find("--" + boundary_of(message) + "\r\n", first_part + 4);
  const auto page_end = message.bytes.rfind(base64_lines(html_end));
  return {{0, list_fields(message, recipient, link, *context.mail)},
          {second_part, base64_lines(text)},
          {page_end, base64_lines(padded(html, 3))}};
}

}  // namespace regwatch
