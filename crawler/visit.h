#pragma once

#include <optional>
#include <string>

#include "crawler/browser.h"
#include "crawler/capture_sink.h"
#include "crawler/cookies.h"
#include "crawler/fetcher.h"
#include "crawler/inflate.h"
#include "crawler/network_options.h"
#include "crawler/transfer.h"

namespace regwatch {

/// One job on its way from address to address until it has its answer.
struct Visit {
  FetchJob job;
  Fetcher::Done done;
  Url url;             ///< Of this hop, without fragment.
  std::string method;  ///< Of this hop.
  std::string body;    ///< Of this hop.
  int redirects = 0;
  int returns = 0;    ///< Redirects among them that led to the very address they came from.
  CookieJar cookies;  ///< Set by redirects on the way: sent back within this visit only.
  int attempts = 0;   ///< At this hop.
  bool all_permanent = true;
  bool by_browser = false;
  std::string met;          ///< What the plain fetch met, for which a browser is asked; else empty.
  bool for_robots = false;  ///< It fetches a robots.txt: asks for none, and is cut at its limit.
  std::optional<CaptureRef> capture;  ///< Of this hop's answer.
  Request sent;  ///< As sent, without secrets; filled where there is an archive.
  std::string sent_head;
};

/// Fault::invalid for an address, method or TLS habit that cannot be served.
Result<Visit> make_visit(FetchJob job, Fetcher::Done done);

/// The request of this hop with everything that the source, the client and the job ask for. Cookies
/// and authorisation go to the host that they are meant for only. `jar` may be null.
HopRequest make_hop(const Visit& visit, const NetworkOptions& options, const CookieJar* jar,
                    Instant now);

/// Remembers what is sent at this hop, for the archive: without secrets.
void record_sent(Visit& visit, const HopRequest& hop);

/// This hop as the archive keeps it. Consumes what was remembered as sent; refers to the answer.
Exchange make_exchange(Visit& visit, const HopAnswer& answer, Instant now);
/// A page that such a browser made. Refers to the page.
Exchange make_exchange(const Response& page, const std::string& browser);

/// Where the answer is a redirect, turns the visit to its target and says true. Fault::broken for
/// one that leads nowhere, is one too many, or leads to itself time and again although its cookies
/// were sent back.
Result<bool> follow_redirect(Visit& visit, const HopAnswer& answer, int max_redirects);

/// What a browser is asked for in place of a hop.
BrowserJob make_browser_job(const Visit& visit, const NetworkOptions& options);

/// An answer that was no page, in words: its status, or that it was a challenge.
std::string words_for_block(const Response& response);

/// What a browser's answer, or its failure, means to the job's owner.
Result<Response> judge_rendered(const Visit& visit, Result<Response> answer);

/// Whether a status announces another address.
bool is_redirect(int status);

/// The answer as the job's owner sees it: decoded, limited, hashed. Consumes `answer`.
Result<Response> make_response(const Visit& visit, HopAnswer answer, Inflater& inflater,
                               Instant now);

}  // namespace regwatch
