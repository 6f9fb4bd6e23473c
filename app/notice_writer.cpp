#include "app/notice_writer.h"

#include <algorithm>

#include "alerts/telling.h"
#include "app/relations.h"
#include "app/version_text.h"
#include "base/crash_point.h"
#include "base/text.h"
#include "storage/lineage.h"

namespace regwatch {
namespace {

// A notice is withdrawn when its page is gone in this many runs.
constexpr int gone_runs = 2;
// Shorter texts say nothing about identity: "详见附件" is on many pages.
constexpr std::size_t identity_text_bytes = 300;

bool is_cut(std::string_view title) { return title.ends_with("...") || title.ends_with("…"); }

std::string text_of(const Version& version) { return join(version.article.paragraphs, "\n"); }

void set_deadline(Facts& facts, std::optional<CivilDate> deadline, std::string evidence) {
  facts.comment_deadline = deadline;
  facts.evidence["comment_deadline"] = {std::move(evidence)};
}

std::string listed_deadline(const Source& source, CivilDate deadline) {
  return "the list of " + source.id + " says " + format_date(deadline);
}

// A page that could not be read while the list carried the text (CSRC): the list's text is the
// version.
std::optional<Version> version_from_list(const Entry& entry, Instant now) {
  if (entry.paragraphs.empty()) return std::nullopt;
  Version version;
  version.fetched_at = now;
  version.reader = "list";
  version.article.title = entry.title;
  version.article.url = entry.url;
  version.article.published = entry.published;
  version.article.publisher = entry.publisher;
  version.article.document_number = entry.document_number;
  version.article.paragraphs = entry.paragraphs;
  version.article.attachments = entry.attachments;
  for (const auto& attachment : entry.attachments) {
    AttachmentState file;
    file.attachment = attachment;
    file.problem = "not fetched: the notice's page could not be read";
    version.files.push_back(std::move(file));
  }
  return version;
}

}  // namespace

// What the page knows completes what the list knows; where both know a deadline the list's stays,
// for it is the site's own field and the page's is read from a sentence.
void NoticeWriter::complete(Notice& notice, const Article& article) {
  const Facts listed = notice.facts;
  notice.facts = article.facts;
  if (listed.comment_deadline) {
    notice.facts.comment_deadline = listed.comment_deadline;
    auto& evidence = notice.facts.evidence["comment_deadline"];
    for (const auto& [name, sentences] : listed.evidence) {
      if (name != "comment_deadline") continue;
      for (const auto& sentence : sentences) {
        if (std::find(evidence.begin(), evidence.end(), sentence) == evidence.end())
          evidence.push_back(sentence);
      }
    }
  }
  if (is_cut(notice.title) && !article.title.empty() && !is_cut(article.title))
    notice.title = article.title;
  if (!notice.published) notice.published = article.published;
  if (!notice.publisher) notice.publisher = article.publisher;
  if (!notice.document_number) notice.document_number = article.document_number;
}

Change NoticeWriter::change_of(ChangeKind kind, const Notice& notice) const {
  Change change;
  change.kind = kind;
  change.notice_id = notice.id;
  change.source = notice.sources.empty() ? "" : notice.sources.front();
  change.at = world_.now;
  return change;
}

long long NoticeWriter::tell(const Notice& notice, const Change& change, std::string_view text) {
  const long long id = notices_.put_change(change);
  crash_point("notice:between-change-and-deliveries");
  owe_change(
      world_.database, world_.subscriptions,
      {notice, text, id, world_.now, Lineages(world_.database).others_of_cluster(notice.id)});
  return id;
}

Notice NoticeWriter::notice_of(const NewRow& row) {
  const Entry& entry = row.entry();
  const Source& source = *row.listed.front().source;
  Notice notice;
  notice.id = notices_.free_id(row.canonical);
  notice.canonical = row.canonical;
  notice.url = entry.url;
  notice.title = entry.title;
  notice.published = entry.published;
  notice.authority = source.authority;
  notice.first_seen = notice.last_seen = world_.now;
  for (const auto& listed : row.listed) {
    notice.sources.push_back(listed.source->id);
    const Entry& other = listed.entry;
    if (is_cut(notice.title) && !is_cut(other.title)) notice.title = other.title;
    if (!notice.published) notice.published = other.published;
    if (!notice.publisher) notice.publisher = other.publisher;
    if (!notice.document_number) notice.document_number = other.document_number;
    if (other.comment_deadline && !notice.facts.comment_deadline) {
      set_deadline(notice.facts, other.comment_deadline,
                   listed_deadline(*listed.source, *other.comment_deadline));
    }
  }
  notice.classification = world_.classifier().classify(notice.title, notice.authority);
  return notice;
}

void NoticeWriter::put_sightings(const std::string& id, const NewRow& row) {
  for (const auto& listed : row.listed) {
    notices_.put_sighting(id, listed.source->id, listed.entry, listed.position, world_.now);
  }
}

void NoticeWriter::remember(const std::vector<NewRow>& rows) {
  if (rows.empty()) return;
  Transaction transaction(world_.database);
  for (const NewRow& row : rows) {
    const auto known = notices_.find_canonical(row.canonical);
    const Notice notice = known ? *known : notice_of(row);
    if (!known) notices_.put(notice);
    put_sightings(notice.id, row);
  }
  crash_point("baseline:before-commit");
  transaction.commit();
}

std::optional<Notice> NoticeWriter::same_at_other_address(const NewRow& row,
                                                          const PageReading& reading) {
  if (!reading.version) return std::nullopt;
  const std::string text = text_of(*reading.version);
  for (const Notice& candidate :
       notices_.with_title(row.listed.front().source->authority, row.entry().title)) {
    if (candidate.canonical == row.canonical || candidate.last_seen == world_.now) continue;
    const auto version = notices_.newest_version(candidate.id);
    if (!version || text_of(*version) != text) continue;
    if (text.size() >= identity_text_bytes || candidate.status == NoticeStatus::withdrawn)
      return candidate;
  }
  return std::nullopt;
}

Written NoticeWriter::moved_here(Notice notice, const NewRow& row) {
  Transaction transaction(world_.database);
  notice.url = row.entry().url;
  notice.canonical = row.canonical;
  notice.last_seen = world_.now;
  notice.status = NoticeStatus::listed;
  notices_.put(notice);
  put_sightings(notice.id, row);
  notices_.reset_gone(notice.id);
  transaction.commit();
  return Written::nothing;
}

Written NoticeWriter::appeared(const NewRow& row, const PageReading& reading) {
  if (const auto same = same_at_other_address(row, reading)) return moved_here(*same, row);

  Notice notice = notice_of(row);
  std::optional<Version> version = reading.version;
  if (!version) version = version_from_list(row.entry(), world_.now);
  if (version) complete(notice, version->article);
  if (notice.title != row.entry().title) {
    notice.classification = world_.classifier().classify(notice.title, notice.authority);
  }
  const std::string text = version ? join(all_paragraphs(*version), "\n") : "";

  crash_point("notice:before-transaction");
  Transaction transaction(world_.database);
  notices_.put(notice);
  put_sightings(notice.id, row);
  if (version) version->number = notices_.put_version(notice.id, *version);
  notices_.looked_at(notice.id, world_.now, reading.validators, reading.problem);
  crash_point("notice:between-version-and-change");
  if (row.novelty != Novelty::remembered) {
    Change change = change_of(ChangeKind::appeared, notice);
    change.found_late = row.novelty == Novelty::found_late;
    change.suspect = row.suspect;
    if (version) change.version_after = version->number;
    const Version* known = version ? &*version : nullptr;
    const auto lineage = relate(world_.database, notice, known).lineage;
    change.related = related_notices(world_.database, lineage, known);
    tell(notice, change, text);
  }
  crash_point("notice:before-commit");
  transaction.commit();
  crash_point("notice:after-commit");
  return row.novelty == Novelty::remembered ? Written::completed : Written::appeared;
}

Written NoticeWriter::looked(const std::string& notice_id, const PageReading& reading) {
  auto notice = notices_.find(notice_id);
  if (!notice) return Written::nothing;
  switch (reading.outcome) {
    case PageReading::Outcome::gone:
      return gone(std::move(*notice), reading.problem);
    case PageReading::Outcome::failed: {
      Transaction transaction(world_.database);
      notices_.looked_at(notice_id, world_.now, notices_.page_validators(notice_id),
                         reading.problem);
      transaction.commit();
      return Written::nothing;
    }
    case PageReading::Outcome::unchanged: {
      Transaction transaction(world_.database);
      notices_.looked_at(notice_id, world_.now, reading.validators, "");
      notices_.reset_gone(notice_id);
      amendments_.says_what_is_known(notice_id);
      const Written written = restored(*notice, "its page answers again");
      transaction.commit();
      return written;
    }
    case PageReading::Outcome::read:
      break;
  }
  return reading.known ? compared(std::move(*notice), *reading.known, reading)
                       : first_version(std::move(*notice), reading);
}

void NoticeWriter::same_again(const std::vector<SameAgain>& pages) {
  if (pages.empty()) return;
  Transaction transaction(world_.database);
  for (const auto& page : pages) {
    notices_.looked_at(page.notice_id, world_.now, page.validators, "");
    notices_.reset_gone(page.notice_id);
    amendments_.says_what_is_known(page.notice_id);
  }
  transaction.commit();
}

Written NoticeWriter::first_version(Notice notice, const PageReading& reading) {
  complete(notice, reading.version->article);
  if (!notice.kind_by_person && !notice.topics_by_person) {
    notice.classification = world_.classifier().classify(notice.title, notice.authority);
  }
  Transaction transaction(world_.database);
  notices_.put(notice);
  notices_.put_version(notice.id, *reading.version);
  notices_.looked_at(notice.id, world_.now, reading.validators, "");
  notices_.reset_gone(notice.id);
  crash_point("first-reading:before-commit");
  transaction.commit();
  return Written::completed;
}

void NoticeWriter::turn(Notice& notice, NoticeStatus status, ChangeKind kind, std::string summary,
                        const Source* seen_by) {
  notice.status = status;
  notices_.put(notice);
  Change change = change_of(kind, notice);
  if (seen_by) change.source = seen_by->id;
  change.summary = std::move(summary);
  tell(notice, change, newest_text(notices_, notice.id));
}

Written NoticeWriter::gone(Notice notice, const std::string& why) {
  Transaction transaction(world_.database);
  notices_.looked_at(notice.id, world_.now, {}, why);
  const int runs = notices_.count_gone(notice.id, world_.now);
  const bool tell_it = runs >= gone_runs && notice.status != NoticeStatus::withdrawn;
  if (tell_it) {
    turn(notice, NoticeStatus::withdrawn, ChangeKind::withdrawn, "its page is gone (" + why + ")");
  }
  crash_point("withdrawn:before-commit");
  transaction.commit();
  return tell_it ? Written::withdrawn : Written::nothing;
}

Written NoticeWriter::restored(Notice& notice, std::string_view how) {
  if (notice.status != NoticeStatus::withdrawn) return Written::nothing;
  if (const auto taken_back = amendments_.taken_back_withdrawal(notice)) {
    notice.status = NoticeStatus::listed;
    notices_.put(notice);
    amendments_.tell_flap(notice, *taken_back, std::nullopt);
    return Written::flapped;
  }
  turn(notice, NoticeStatus::listed, ChangeKind::restored, std::string(how));
  return Written::restored;
}

Written NoticeWriter::list_differs(const Source& source, const DifferingRow& row, bool suspect) {
  auto notice = notices_.find(row.notice_id);
  if (!notice || (!row.title_before && !row.deadline_moved)) return Written::nothing;
  const bool already_known =
      row.deadline_moved && notice->facts.comment_deadline == row.deadline_after;
  Transaction transaction(world_.database);
  notices_.put_sighting(row.notice_id, source.id, row.entry, row.position, world_.now);
  Change change =
      change_of(row.deadline_moved ? ChangeKind::deadline_moved : ChangeKind::amended, *notice);
  change.source = source.id;
  change.suspect = suspect;
  if (row.title_before) {
    change.summary = "the list gives another title";
    change.hunks.push_back({*row.title_before, row.entry.title});
    notice->title = row.entry.title;
  }
  if (row.deadline_moved) {
    change.deadline_before = row.deadline_before;
    change.deadline_after = row.deadline_after;
    if (change.summary.empty()) change.summary = "the list gives another deadline";
    if (row.deadline_after)
      set_deadline(notice->facts, row.deadline_after, listed_deadline(source, *row.deadline_after));
  }
  notice->last_seen = world_.now;
  notices_.put(*notice);
  const bool tell_it = row.title_before || !already_known;
  if (tell_it) tell(*notice, change, newest_text(notices_, notice->id));
  crash_point("list-differs:before-commit");
  transaction.commit();
  return tell_it ? Written::amended : Written::nothing;
}

Written NoticeWriter::missing(const Source& source, const std::string& notice_id,
                              const PageReading& reading) {
  auto notice = notices_.find(notice_id);
  if (!notice) return Written::nothing;
  if (reading.outcome == PageReading::Outcome::gone)
    return gone(std::move(*notice), reading.problem);
  if (reading.outcome == PageReading::Outcome::failed) return Written::nothing;
  Transaction transaction(world_.database);
  notices_.set_sighting_listed(notice_id, source.id, false);
  const bool last_list = notices_.listed_count(notice_id) == 0;
  if (last_list && notice->status == NoticeStatus::listed) {
    turn(*notice, NoticeStatus::delisted, ChangeKind::delisted,
         "gone from the list while older rows remain; its page still answers", &source);
  }
  crash_point("delisted:before-commit");
  transaction.commit();
  return Written::nothing;
}

Written NoticeWriter::missing_from_complete(const Source& source, const std::string& notice_id) {
  auto notice = notices_.find(notice_id);
  if (!notice) return Written::nothing;
  Transaction transaction(world_.database);
  notices_.set_sighting_listed(notice_id, source.id, false);
  const bool tell_it =
      notices_.listed_count(notice_id) == 0 && notice->status != NoticeStatus::withdrawn;
  if (tell_it) {
    turn(*notice, NoticeStatus::withdrawn, ChangeKind::withdrawn,
         "missing from the complete list of " + source.id, &source);
  }
  transaction.commit();
  return tell_it ? Written::withdrawn : Written::nothing;
}

Written NoticeWriter::back(const Source& source, const std::string& notice_id) {
  auto notice = notices_.find(notice_id);
  if (!notice) return Written::nothing;
  Transaction transaction(world_.database);
  notices_.set_sighting_listed(notice_id, source.id, true);
  Written written = Written::nothing;
  if (notice->status == NoticeStatus::delisted) {
    turn(*notice, NoticeStatus::listed, ChangeKind::restored, "listed again", &source);
    written = Written::restored;
  }
  transaction.commit();
  return written;
}

}  // namespace regwatch
