#include "app/alert_settings.h"

#include "base/url.h"

namespace regwatch {
namespace {

using std::chrono::ceil;
using std::chrono::seconds;

seconds at_least_a_minute(TableReader& reader, std::string_view key, seconds fallback) {
  const auto span = reader.duration(key);
  if (!span) return fallback;
  if (*span < std::chrono::minutes{1}) reader.problem(key, "a minute or more is expected");
  return ceil<seconds>(*span);
}

void read_quiet(TableReader& reader, Subscription& out) {
  out.quiet.zone = out.when.zone;
  if (const auto hours = reader.text("quiet")) {
    const auto quiet = QuietHours::parse(*hours, out.when.zone);
    if (!quiet) return reader.problem("quiet", quiet.error().message);
    out.quiet = *quiet;
  }
  if (const auto days = reader.texts("quiet_days")) {
    if (const auto added = out.quiet.add_days(*days); !added)
      reader.problem("quiet_days", added.error().message);
  }
}

}  // namespace

AlertSettings read_alert_settings(const ConfigValue& table, ConfigProblems& problems) {
  TableReader reader(table, "[alerts]", problems);
  AlertSettings out;
  out.overdue = at_least_a_minute(reader, "overdue", out.overdue);
  out.send_for = at_least_a_minute(reader, "send_for", out.send_for);
  out.ping = reader.text("ping");
  out.ping_file = reader.text("ping_file");
  out.ping_env = reader.text("ping_env");
  if (out.ping && !parse_url(*out.ping))
    reader.problem("ping", "an http or https address is expected");
  if (out.ping.has_value() + out.ping_file.has_value() + out.ping_env.has_value() > 1)
    problems.add(table.where, "[alerts]: only one of ping, ping_file or ping_env is expected");
  reader.finish();
  return out;
}

void read_times(TableReader& reader, Subscription& out) {
  const std::string when = reader.text("when").value_or("at once");
  if (const auto schedule = Schedule::parse(when)) {
    out.when = *schedule;
  } else {
    reader.problem("when", schedule.error().message);
  }
  read_quiet(reader, out);
  out.urgent = reader.flag("urgent").value_or(false);
  const bool at_once = out.when.rhythm == Schedule::Rhythm::at_once;
  if (out.urgent && (out.quiet.empty() || !at_once))
    reader.problem("urgent", "it is for what is told at once and has quiet hours");
  if (!at_once && out.quiet.until(last_loud_occurrence(out, system_now())))
    reader.problem("when", "all its times lie in the quiet hours: it would never be told");
}

}  // namespace regwatch
