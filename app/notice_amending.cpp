#include <algorithm>

#include "app/notice_writer.h"
#include "app/version_text.h"
#include "base/crash_point.h"
#include "base/text.h"
#include "diff/compare_attachments.h"
#include "diff/compare_versions.h"
#include "parsers/parser.h"
#include "storage/document_texts.h"

// A known page, read again: the part of NoticeWriter that sets a version against the one before.

namespace regwatch {
namespace {

// Whether more is known of the files than the version says: bytes that could not be had, a text
// that was not read, another address.
bool files_completed(const Version& before, const Version& after, DocumentTexts& texts) {
  return std::any_of(after.files.begin(), after.files.end(), [&](const AttachmentState& file) {
    if (!file.sha256) return false;
    if (file.text && texts.find(*file.sha256) != file.text) return true;
    const auto identity = file_identity(file.attachment.url);
    const auto same =
        std::find_if(before.files.begin(), before.files.end(), [&](const AttachmentState& known) {
          return file_identity(known.attachment.url) == identity;
        });
    return same == before.files.end() || !same->sha256;
  });
}

// A reader of today may see other files on the page; what is known of a file goes with its address.
std::vector<AttachmentState> files_of(const std::vector<Attachment>& attachments,
                                      const std::vector<AttachmentState>& known) {
  std::vector<AttachmentState> files;
  for (const Attachment& attachment : attachments) {
    const auto same = std::find_if(known.begin(), known.end(), [&](const AttachmentState& file) {
      return file.attachment.url == attachment.url;
    });
    files.push_back(same == known.end() ? AttachmentState() : *same);
    files.back().attachment = attachment;
  }
  return files;
}

bool has_same_bytes(const Version& a, const Version& b) {
  return !a.body_sha256.empty() && a.body_sha256 == b.body_sha256;
}

// Whether the list says of the deadline what the page says.
bool is_same_move(const std::optional<Change>& of_list, const VersionDifference& difference) {
  return of_list && of_list->deadline_after == difference.deadline_after;
}

}  // namespace

std::optional<Article> NoticeWriter::read_today(const Version& known) {
  if (known.reader == "list" || !known.capture || !world_.reopen) return std::nullopt;
  const auto response = world_.reopen(*known.capture);
  if (!response) return std::nullopt;
  auto article = read_article(page_of(*response));
  if (!article || !article->next_pages.empty()) return std::nullopt;
  return std::move(*article);
}

Version NoticeWriter::as_read_today(const Version& known, const Version& now) {
  if (known.reader == now.reader) return known;
  // Equal bytes are never an amendment, whatever is read from them.
  auto article = has_same_bytes(known, now) ? std::optional(now.article) : read_today(known);
  if (!article) return known;
  Version again = known;
  again.article = std::move(*article);
  again.files = files_of(again.article.attachments, known.files);
  again.reader = now.reader;
  return again;
}

Written NoticeWriter::compared(Notice notice, const Version& known, const PageReading& reading) {
  const Version& now = *reading.version;
  // An older capture says nothing of a page that was read since.
  if (world_.replaying() && now.fetched_at < known.fetched_at) return Written::nothing;
  Version before = as_read_today(known, now);
  notices_.load_file_texts(before);
  const VersionDifference difference = compare_versions(before, now);
  // The first successful reading of a body completes a version, it amends nothing.
  const bool had_no_text = known.article.paragraphs.empty() && !now.article.paragraphs.empty();
  const bool completes = (known.reader == "list" && now.reader != "list") || had_no_text;
  if (!difference.differs && !completes) return says_the_same(std::move(notice), known, reading);

  Transaction transaction(world_.database);
  notices_.reset_gone(notice.id);
  const auto taken_back = completes ? std::nullopt : amendments_.taken_back(notice, known, now);
  if (!completes && !taken_back && amendments_.must_wait(notice, now)) {
    // Asked for without conditions: that the bytes are still those proves nothing.
    notices_.looked_at(notice.id, world_.now, {}, "");
    restored(notice, "its page answers again");
    crash_point("unconfirmed:before-commit");
    transaction.commit();
    return Written::nothing;
  }
  notices_.looked_at(notice.id, world_.now, reading.validators, "");
  notices_.let_go(notice.id);
  const Written written = completes ? put_completed(std::move(notice), now)
                          : taken_back
                              ? put_returned(std::move(notice), now, difference, *taken_back)
                              : put_amended(std::move(notice), known, now, difference);
  crash_point("amended:before-commit");
  transaction.commit();
  return written;
}

Written NoticeWriter::says_the_same(Notice notice, const Version& known,
                                    const PageReading& reading) {
  Transaction transaction(world_.database);
  notices_.looked_at(notice.id, world_.now, reading.validators, "");
  notices_.reset_gone(notice.id);
  amendments_.says_what_is_known(notice.id);
  const Version& now = *reading.version;
  DocumentTexts texts(world_.database);
  const bool read_anew = known.reader != now.reader && has_same_bytes(known, now);
  const bool completed = files_completed(known, now, texts);
  if (read_anew)
    notices_.read_anew(notice.id, known.number, now);
  else if (completed)
    notices_.complete_files(notice.id, known.number, now.files);
  // A file says more once it is read, a page to a reader of today, and a period of days ends with a
  // date once the page prints its own day.
  if (read_anew || completed ||
      (!notice.facts.comment_deadline && now.article.facts.comment_deadline)) {
    complete(notice, now.article);
    notices_.put(notice);
  }
  const Written written = restored(notice, "its page answers again");
  crash_point("same-again:before-commit");
  transaction.commit();
  return written;
}

void NoticeWriter::put_facts(Notice& notice, const Version& now,
                             const VersionDifference& difference) {
  if (difference.deadline_moved || !notice.facts.comment_deadline) {
    notice.facts = now.article.facts;
  } else {
    complete(notice, now.article);
  }
  if (difference.title_differs && !now.article.title.empty()) notice.title = now.article.title;
  notice.last_seen = world_.now;
  restored(notice, "its page answers again");
  notices_.put(notice);
}

Written NoticeWriter::put_completed(Notice notice, const Version& now) {
  notices_.put_version(notice.id, now);
  put_facts(notice, now, {});
  return Written::completed;
}

Written NoticeWriter::put_returned(Notice notice, const Version& now,
                                   const VersionDifference& difference, const Change& taken_back) {
  const int number = notices_.put_version(notice.id, now);
  put_facts(notice, now, difference);
  amendments_.tell_flap(notice, taken_back, number);
  crash_point("flap:before-commit");
  return Written::flapped;
}

Written NoticeWriter::put_amended(Notice notice, const Version& known, const Version& now,
                                  const VersionDifference& difference) {
  const int number = notices_.put_version(notice.id, now);
  const auto deadline_known = notice.facts.comment_deadline;
  put_facts(notice, now, difference);
  const auto of_list = difference.deadline_moved || difference.title_differs
                           ? amendments_.untold_of_list(notice)
                           : std::nullopt;
  // A move that the list told already is not told again as a move.
  const bool moved = difference.deadline_moved && (deadline_known != difference.deadline_after ||
                                                   is_same_move(of_list, difference));
  Change change = change_of(moved ? ChangeKind::deadline_moved : ChangeKind::amended, notice);
  change.summary = difference.summary;
  change.hunks = difference.hunks;
  change.deadline_before = moved ? difference.deadline_before : std::nullopt;
  change.deadline_after = moved ? difference.deadline_after : std::nullopt;
  change.version_before = known.number;
  change.version_after = number;
  change.attachments_added = difference.attachments_added;
  change.attachments_removed = difference.attachments_removed;
  change.attachments_replaced = difference.attachments_replaced;
  const long long id = tell(notice, change, join(all_paragraphs(now), "\n"));
  if (!of_list) return Written::amended;
  // The list's change was counted already.
  amendments_.put_in_place_of(*of_list, id);
  return Written::nothing;
}

}  // namespace regwatch
