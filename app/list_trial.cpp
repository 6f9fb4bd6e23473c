#include "app/list_trial.h"

#include <algorithm>
#include <utility>

#include "app/list_reader.h"
#include "base/text.h"
#include "parsers/html.h"
#include "parsers/json_proposal.h"
#include "parsers/list_row.h"

namespace regwatch {
namespace {

constexpr int max_shells = 4;  // As a pass follows them.
constexpr std::size_t max_feeds = 3;
constexpr std::size_t least_calls = 3;  // Of a script, where rows have no addresses.

std::size_t dated_rows(const Listing& listing) {
  return static_cast<std::size_t>(
      std::count_if(listing.entries.begin(), listing.entries.end(),
                    [](const Entry& entry) { return entry.published.has_value(); }));
}

// One page with everything that was learnt about it.
class Trial {
 public:
  Trial(Fetcher& fetcher, const Source& source) : fetcher_(fetcher), source_(source) {}

  ListTrial run(const Page& page) {
    const std::string body = utf8_body(page);
    Page decoded = page;
    decoded.body = body;
    for (const Proposal& proposal : readers_of_page(decoded)) try_reader(proposal, page);
    if (std::string words = explain_json(decoded); !words.empty()) {
      for (TriedProposal& found : propose_json(decoded)) add(std::move(found));
      if (trial_.lists.empty()) trial_.problems.push_back(std::move(words));
      return std::move(trial_);
    }
    try_markup(decoded);
    return std::move(trial_);
  }

 private:
  // A list that another reader found already is not told twice.
  void add(TriedProposal found) {
    const auto is_same = [&](const TriedProposal& known) {
      return std::any_of(
          known.listing.entries.begin(), known.listing.entries.end(),
          [&](const Entry& e) { return e.url == found.listing.entries.front().url; });
    };
    // One row behind a family's name proves less than a list that anyone sees.
    const bool is_more = !trial_.lists.empty() && trial_.lists.front().listing.entries.size() < 3 &&
                         dated_rows(found.listing) > 4;
    if (!is_more && std::any_of(trial_.lists.begin(), trial_.lists.end(), is_same)) return;
    trial_.lists.insert(is_more ? trial_.lists.begin() : trial_.lists.end(), std::move(found));
  }

  void try_markup(const Page& page) {
    const auto html = Html::parse(std::string(page.body));
    if (!html) {
      trial_.problems.push_back(html.error().message);
      return;
    }
    trial_.name = name_of_list(*html);
    for (TriedProposal& found : propose_lists(page)) add(std::move(found));
    if (const std::string title = html->meta("ArticleTitle");
        !title.empty() && title != trial_.name.column && !trial_.lists.empty()) {
      trial_.lists.front().proposal.doubts.push_back("the page says that it is an article: " +
                                                     ellipsize(title, 40));
    }
    if (trial_.lists.empty()) try_feeds(*html, page);
    if (trial_.lists.empty() && !trial_.unseen) explain(*html);
  }

  void try_reader(Proposal proposal, const Page& page) {
    Source source = source_of_proposal(proposal, source_.url);
    source.fetching = source_.fetching;
    auto listing = rows_of(source, page);
    if (!listing) {
      const std::string who = proposal.family.empty() ? proposal.parser : proposal.family;
      std::string why = listing.error().message;
      const std::string prefix = source.id + ": ";
      if (why.starts_with(prefix)) why.erase(0, prefix.size());
      if (!is_unseen(proposal, page, why)) trial_.problems.push_back(who + ": " + why);
    } else if (!listing->entries.empty()) {
      for (const auto& doubt : listing->doubts) proposal.doubts.push_back(doubt);
      trial_.lists.push_back({std::move(proposal), std::move(*listing), {}});
    }
  }

  // A page names its family also where its rows are elsewhere and do not come.
  bool is_unseen(const Proposal& proposal, const Page& page, const std::string& why) {
    const auto shell = try_proposal(page, proposal);
    if (trial_.unseen || !shell || !shell->is_shell()) return false;
    trial_.unseen = TriedProposal{proposal, *shell, {}};
    trial_.unseen->proposal.doubts.push_back("no row was seen: " + why);
    return true;
  }

  // The rows of a source, from the page that is at hand or from where that says they are.
  Result<Listing> rows_of(const Source& source, const Page& page) {
    Request request = first_request(source);
    const bool at_hand = request.method == "GET" && request.url == source.url;
    Result<Listing> listing = at_hand ? read_list(page, source) : asked(source, request);
    for (int shells = 0; listing && listing->is_shell() && shells < max_shells; ++shells) {
      request = listing->next.front().request;
      listing = asked(source, request);
    }
    return listing;
  }

  Result<Listing> asked(const Source& source, const Request& request) {
    const auto response = fetch_for_trial(fetcher_, source, request);
    if (!response)
      return Error{response.error().fault,
                   "its rows are at " + request.url + ": " + response.error().message};
    Page page = page_of(*response);
    page.sent = request.body;
    return read_list(page, source);
  }

  void try_feeds(const Html& html, const Page& page) {
    std::size_t asked_for = 0;
    for (const Node link : html.select("link[rel=alternate][href]")) {
      const auto type = link.attribute("type").value_or("");
      const auto url = absolute(page.url, *link.attribute("href"));
      const bool is_feed =
          icontains(type, "rss") || icontains(type, "atom") || icontains(type, "feed+json");
      if (!is_feed || !url || ++asked_for > max_feeds) continue;
      const auto response = fetch_for_trial(fetcher_, source_, Request::get(*url));
      if (!response) {
        trial_.problems.push_back("its feed " + *url + ": " + response.error().message);
        continue;
      }
      const Page feed = page_of(*response);
      const std::string body = utf8_body(feed);
      Page decoded = feed;
      decoded.body = body;
      for (Proposal& proposal : readers_of_page(decoded)) {
        auto listing = read_list(feed, source_of_proposal(proposal, *url));
        if (!listing || listing->entries.empty()) continue;
        trial_.lists.push_back({std::move(proposal), std::move(*listing), *url});
      }
    }
  }

  void explain(const Html& html) {
    constexpr int most_frames = 3;
    int frames = 0;
    const std::size_t links = html.select("a[href]").size();
    const std::size_t scripts = html.select("script").size();
    std::string words = "no rows repeat in the page (" + std::to_string(links) + " links, " +
                        std::to_string(scripts) + " scripts)";
    const auto calls = html.select("a[onclick]");
    if (calls.size() >= least_calls) {
      words += "; " + std::to_string(calls.size()) + " links are calls of a script, such as " +
               ellipsize(collapse_spaces(*calls.back().attribute("onclick")), 60) +
               ": write parser = \"html_list\" with link = \"a@onclick\", link_regex and " +
               "link_template";
    } else if (links < 20 && scripts > 0) {
      words = "needs a browser: the page has no rows and no known endpoint (" +
              std::to_string(scripts) + " scripts make it); try --browser, or save the page as a " +
              "browser shows it and name it with --file";
    }
    for (const Node frame : html.select("frame[src], iframe[src]")) {
      if (++frames > most_frames) break;
      words += "; the page shows another in a frame: " +
               absolute(source_.url, *frame.attribute("src")).value_or("");
    }
    trial_.problems.push_back(words);
  }

  Fetcher& fetcher_;
  const Source& source_;
  ListTrial trial_;
};

}  // namespace

Result<Response> fetch_for_trial(Fetcher& fetcher, const Source& source, const Request& request) {
  Result<Response> answer = Error{Fault::unreachable, request.url + ": nothing answered"};
  FetchJob job;
  job.request = request;
  job.source = &source;
  fetcher.submit(std::move(job), [&](Result<Response> response) { answer = std::move(response); });
  fetcher.run();
  return answer;
}

ListTrial try_list(Fetcher& fetcher, const Source& source, const Page& page) {
  return Trial(fetcher, source).run(page);
}

}  // namespace regwatch
