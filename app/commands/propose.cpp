#include <iostream>

#include "app/assistant.h"
#include "app/commands.h"
#include "app/exit_status.h"
#include "base/text.h"
#include "render/json.h"
#include "storage/notices.h"

namespace regwatch {
namespace {

constexpr int most_failures_in_a_row = 3;

// Those of the newsletter: what stands in no section is not printed, and costs nothing.
std::vector<Notice> notices_of_month(Installation& installation, Database& database,
                                     const std::string& text) {
  const CivilDate today = china_date(installation.now());
  const auto month = text.empty() ? today.year() / today.month() : month_or_usage(text);
  std::vector<Notice> all;
  for (DigestItem& item : digest_of_month(database, installation, month).items) {
    const bool printed =
        item.notice.classification.section.has_value() && item.change.kind == ChangeKind::appeared;
    if (printed) all.push_back(std::move(item.notice));
  }
  return all;
}

std::vector<Notice> notices_asked_for(Installation& installation, Database& database,
                                      const ProposeCommand& command) {
  if (command.ids.empty()) return notices_of_month(installation, database, command.month);
  if (!command.month.empty())
    throw CommandError(exit_usage, "ids or --month are expected, not both");
  Notices notices(database);
  std::vector<Notice> all;
  for (const auto& id : command.ids) all.push_back(notice_or_usage(notices, id));
  return all;
}

/// Asks for one notice after the other, and says what came.
class Asking {
 public:
  Asking(Assistant& assistant, const ProposeCommand& command)
      : assistant_(assistant), command_(command) {}

  /// False where going on is of no use.
  bool ask(const Notice& notice, const std::string& publisher, Instant now) {
    if (command_.limit && questions_ >= *command_.limit) return false;
    const Asked asked = assistant_.ask(notice, publisher, now);
    switch (asked.outcome) {
      case Asked::Outcome::known:
        ++known_;
        return true;
      case Asked::Outcome::no_budget:
        std::cerr << "regwatch: today's budget of [assistant] is used up; the rest another day\n";
        return false;
      case Asked::Outcome::failed:
        ++questions_;
        ++failed_;
        std::cerr << "regwatch: " << notice.id << ": " << asked.why << '\n';
        return !asked.hopeless && ++in_a_row_ < most_failures_in_a_row;
      case Asked::Outcome::proposed:
        break;
    }
    ++questions_;
    in_a_row_ = 0;
    show(notice, asked);
    return true;
  }

  int finish() const {
    if (!command_.json) {
      std::cout << questions_ - failed_ << " proposed, " << known_ << " known before, " << failed_
                << " failed\n";
    }
    return failed_ == 0 ? exit_ok : exit_not_well;
  }

 private:
  void show(const Notice& notice, const Asked& asked) const {
    if (command_.json) {
      std::cout << proposal_line_json(notice.id, asked.english, asked.doubtful_numbers) << '\n';
      return;
    }
    std::cout << notice.id << "  " << asked.english.title << '\n';
    if (!asked.english.summary.empty()) std::cout << "    " << asked.english.summary << '\n';
    if (!asked.doubtful_numbers.empty())
      std::cout << "    not in the notice: " << join(asked.doubtful_numbers, ", ") << '\n';
  }

  Assistant& assistant_;
  const ProposeCommand& command_;
  int questions_ = 0;
  int known_ = 0;
  int failed_ = 0;
  int in_a_row_ = 0;
};

}  // namespace

int command_propose(Installation& installation, const ProposeCommand& command) {
  assistant_settings(installation.config());  // Before a database is asked for.
  Database& database = installation.database(Database::Mode::existing);
  Assistant assistant(installation.config(), installation.channels().post, database);
  Asking asking(assistant, command);
  for (const Notice& notice : notices_asked_for(installation, database, command)) {
    const std::string name = institution_of(notice.authority, installation.sources());
    if (!asking.ask(notice, name.empty() ? notice.authority : name, installation.now())) break;
  }
  return asking.finish();
}

}  // namespace regwatch
