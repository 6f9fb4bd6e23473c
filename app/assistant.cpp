#include "app/assistant.h"

#include "alerts/http_answer.h"
#include "base/sha256.h"
#include "base/text.h"
#include "render/chat_request.h"
#include "render/clean.h"
#include "storage/notices.h"
#include "storage/proposals.h"

namespace regwatch {
namespace {

using Outcome = Asked::Outcome;

constexpr std::size_t most_answer_bytes = 1 << 20;

Asked failed(std::string why, bool hopeless) {
  Asked asked;
  asked.outcome = Outcome::failed;
  asked.why = std::move(why);
  asked.hopeless = hopeless;
  return asked;
}

// A key that is refused, an address that is wrong, a purse that is empty: no other question helps.
bool is_hopeless(int status) {
  return status == 401 || status == 402 || status == 403 || status == 404 || status == 429 ||
         (status >= 300 && status < 400);
}

std::string newest_text_of(Database& database, const std::string& id) {
  const auto version = Notices(database).newest_version(id);
  return version ? join(version->article.paragraphs, "\n") : std::string();
}

}  // namespace

const Config::Assistant& assistant_settings(const Config& config) {
  if (config.assistant) return *config.assistant;
  throw ConfigError((config.file.empty() ? std::string("regwatch.toml") : config.file) +
                    ": an [assistant] with endpoint and model is expected");
}

Assistant::Assistant(const Config& config, PostManners manners, Database& database)
    : manners_(std::move(manners)), database_(database) {
  settings_ = assistant_settings(config);
  key_ = read_secret(config, "[assistant] key", settings_.key_file, settings_.key_env);
}

bool Assistant::has_budget(Instant now) {
  const Proposals::Use used = Proposals(database_).used(china_date(now));
  const bool tokens = !settings_.tokens_per_day || used.tokens < *settings_.tokens_per_day;
  return tokens && used.requests < settings_.requests_per_day;
}

Asked Assistant::ask(const Notice& notice, std::string_view publisher, Instant now) {
  Asked asked;
  if (notice.english && notice.english->by_person) {
    asked.outcome = Outcome::known;
    asked.english = *notice.english;
    return asked;
  }
  const ChatQuestion question =
      chat_question(notice, publisher, newest_text_of(database_, notice.id));
  const std::string body = chat_request_json(settings_.model, question);
  const std::string digest = sha256_hex(body);
  if (notice.english && Proposals(database_).asked(notice.id) == digest) {
    asked.outcome = Outcome::known;
    asked.english = *notice.english;
    return asked;
  }
  if (!has_budget(now)) {
    asked.outcome = Outcome::no_budget;
    return asked;
  }
  PostRequest request;
  request.url = settings_.endpoint;
  request.headers = {{"Content-Type", "application/json"}, {"Accept", "application/json"}};
  if (!key_.empty()) request.headers.emplace_back("Authorization", "Bearer " + key_);
  request.body = body;
  request.timeout = settings_.timeout;
  request.max_answer = most_answer_bytes;
  request.ca_file = settings_.ca_file;
  // Counted before it is asked: what a process that died had asked was spent all the same.
  spend({1, 0}, now);
  const PostOutcome outcome = post(request, manners_);
  return keep(notice, question, request, outcome, now);
}

void Assistant::spend(const Proposals::Use& more, Instant now) {
  Transaction transaction(database_);
  Proposals(database_).use(china_date(now), more);
  transaction.commit();
}

Asked Assistant::keep(const Notice& notice, const ChatQuestion& question,
                      const PostRequest& request, const PostOutcome& outcome, Instant now) {
  if (!outcome.answer) return failed(outcome.why, true);
  const PostAnswer& answer = *outcome.answer;
  if (answer.status != 200) {
    return failed(
        "HTTP " + std::to_string(answer.status) + ": " + server_words(answer.body, request, 120),
        is_hopeless(answer.status));
  }
  const auto proposal = read_chat_answer(answer.body);
  if (!proposal) return failed(server_words(proposal.error().message, request, 200), false);
  Asked asked;
  asked.english = {proposal->title, proposal->summary, false, settings_.model};
  asked.doubtful_numbers = numbers_without_source(*proposal, question);
  Transaction transaction(database_);
  Proposals proposals(database_);
  proposals.use(china_date(now), {0, proposal->tokens});
  proposals.put(notice.id, asked.english, sha256_hex(request.body), now);
  transaction.commit();
  return asked;
}

}  // namespace regwatch
