#include "app/ping.h"

#include "base/text.h"

namespace regwatch {

std::string ping(const Config& config, const PostManners& manners) {
  const AlertSettings& alerts = config.alerts;
  if (!alerts.pings()) return "";
  PostRequest request;
  request.method = "GET";
  request.timeout = std::chrono::seconds{10};
  try {
    request.url = alerts.ping ? *alerts.ping
                              : std::string(trim(read_secret(config, "[alerts] ping",
                                                             alerts.ping_file, alerts.ping_env)));
  } catch (const ConfigError& error) {
    return error.what();
  }
  const PostOutcome outcome = post(request, manners);
  if (!outcome.answer) return "[alerts] ping: " + outcome.why;
  const int status = outcome.answer->status;
  if (status >= 200 && status < 300) return "";
  return "[alerts] ping: " + without_secrets(request.url) + " answered with status " +
         std::to_string(status);
}

}  // namespace regwatch
