#include "render/subscription_standing.h"

#include <nlohmann/json.hpp>

#include "base/text.h"
#include "render/clean.h"
#include "render/json_text.h"
#include "render/outline.h"
#include "render/paint.h"
#include "render/wrap.h"

namespace regwatch {
namespace {

using Json = nlohmann::ordered_json;

Ink ink_of(const std::string& state) {
  if (state == "ok") return Ink::good;
  if (state == "waiting") return Ink::warning;
  return state == "new" ? Ink::faint : Ink::bad;
}

std::string words_of(const RecipientStanding& recipient) {
  const std::string since = recipient.since ? " " + format_china_time(*recipient.since) : "";
  std::string out;
  if (recipient.state == "ok") {
    out = "last sent" + since;
  } else if (recipient.state == "paused") {
    out = "since" + since + ", " + recipient.cause;
  } else if (recipient.state == "waiting") {
    out = std::to_string(recipient.waiting) + " since" + since + ", tried again " +
          (recipient.next_attempt ? format_china_time(*recipient.next_attempt)
                                  : "with the next pass");
  } else if (recipient.state == "failed") {
    out = "the message of" + since + " was given up";
  } else {
    out = "nothing sent in the last 31 days";
  }
  const std::string why = clean_line(recipient.why, 300);
  return why.empty() ? out : out + ": " + why;
}

void put(Json& json, const char* key, const std::string& value) {
  if (!value.empty()) json[key] = value;
}

void put(Json& json, const char* key, const std::optional<Instant>& value) {
  if (value) json[key] = format_instant(*value);
}

Json recipient_of(const RecipientStanding& recipient) {
  Json json = Json::object();
  json["recipient"] = recipient.recipient;
  json["state"] = recipient.state;
  put(json, "since", recipient.since);
  if (recipient.waiting > 0) json["waiting"] = recipient.waiting;
  put(json, "next_attempt", recipient.next_attempt);
  put(json, "cause", recipient.cause);
  put(json, "why", recipient.why);
  return json;
}

}  // namespace

std::string subscription_lines(const SubscriptionStanding& standing, const TerminalStyle& style) {
  const Paint paint(style.colour);
  const std::size_t columns = columns_of(style);
  const std::string head = clean_line(standing.name, 80) + ": " + standing.channel + ", " +
                           clean_line(standing.when, 80);
  std::string out = paint(Ink::strong, wrap_indented(head, columns, "", ""));
  std::vector<std::string> notes;
  if (standing.next_digest)
    notes.push_back("next digest " + format_china_time(*standing.next_digest));
  if (standing.quiet_until)
    notes.push_back("quiet until " + format_china_time(*standing.quiet_until));
  if (standing.owed > 0) notes.push_back(std::to_string(standing.owed) + " owed, not composed yet");
  if (!notes.empty()) out += wrap_indented(join(notes, "; "), columns, "  ", "  ");
  if (!standing.problem.empty()) {
    out += paint(Ink::bad, wrap_indented("cannot be told: " + clean_line(standing.problem, 300),
                                         columns, "  ", "  "));
  }
  for (const RecipientStanding& recipient : standing.recipients) {
    const std::string mark = "  " + pad_to_width(recipient.state, 9);
    const std::string lines =
        wrap_indented(clean_line(recipient.recipient, 80) + ": " + words_of(recipient), columns,
                      mark, std::string(mark.size(), ' '));
    out += paint(ink_of(recipient.state), lines);
  }
  return out;
}

std::string subscription_json(const SubscriptionStanding& standing) {
  Json json = Json::object();
  json["subscription"] = standing.name;
  json["channel"] = standing.channel;
  json["when"] = standing.when;
  put(json, "next_digest", standing.next_digest);
  put(json, "quiet_until", standing.quiet_until);
  json["owed"] = standing.owed;
  put(json, "problem", standing.problem);
  json["recipients"] = Json::array();
  for (const RecipientStanding& recipient : standing.recipients)
    json["recipients"].push_back(recipient_of(recipient));
  return json_line(json);
}

}  // namespace regwatch
