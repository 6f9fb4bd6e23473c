#include "diff/compare_attachments.h"

#include <re2/re2.h>

#include <unordered_set>

#include "base/text.h"
#include "diff/normalise.h"

namespace regwatch {
namespace {

// Names of parameters that say who asks, or until when, and not for which file.
bool is_of_the_moment(std::string_view parameter) {
  static const RE2 name(
      "(?i)(?:_|t|ts|_t|_ts|time|timestamp|stamp|rnd|rand|random|r|nocache|cachebust|token|access_"
      "token|"
      "auth_key|auth|sid|session|sessionid|session_id|jsessionid|phpsessid|sign|signature|sig|"
      "nonce|"
      "expires?|expiry|deadline|wssecret|wstime|txsecret|txtime|ossaccesskeyid|security-token|"
      "x-oss-.*|x-amz-.*|x-cos-.*|q-sign-.*|q-ak|q-key-time|ticket)");
  // Seconds or milliseconds since the epoch behind any name.
  static const RE2 epoch("[^=]*=1[4-9]\\d{8}(?:\\d{3})?");
  const re2::StringPiece piece = parameter;
  const re2::StringPiece key(parameter.data(), std::min(parameter.find('='), parameter.size()));
  return RE2::FullMatch(key, name) || RE2::FullMatch(piece, epoch);
}

struct File {
  const Attachment* attachment = nullptr;
  std::string canonical;
  std::string identity;
  std::string name;
  const std::string* sha256 = nullptr;
  const DocumentText* text = nullptr;  ///< Whole, and not empty.
  bool matched = false;
};

const DocumentText* whole_text(const AttachmentState& file) {
  const bool is_whole = file.text && file.text->outcome == DocumentText::Outcome::read &&
                        file.text->problem.empty() && !file.text->paragraphs.empty();
  return is_whole ? &*file.text : nullptr;
}

std::vector<File> files_of(const Version& version) {
  std::vector<File> out;
  std::unordered_set<std::string> seen;
  const auto& attachments = version.article.attachments;
  for (std::size_t i = 0; i < attachments.size(); ++i) {
    File file{&attachments[i],
              canonical_address(attachments[i].url),
              file_identity(attachments[i].url),
              reading_form(attachments[i].name),
              nullptr,
              nullptr,
              false};
    // A page may link one file twice.
    if (!seen.insert(file.canonical).second) continue;
    if (i < version.files.size() && version.files[i].sha256) {
      file.sha256 = &*version.files[i].sha256;
      file.text = whole_text(version.files[i]);
    }
    out.push_back(std::move(file));
  }
  return out;
}

std::string shown_name(const File& file) {
  return file.attachment->name.empty() ? file.attachment->url : file.attachment->name;
}

// A file that was made anew from the same words is no change.
void add_replaced(const File& before, const File& after, AttachmentDifference& out) {
  ReplacedFile replaced{shown_name(after), {}};
  if (before.text && after.text) {
    Article was;
    Article is;
    was.paragraphs = before.text->paragraphs;
    is.paragraphs = after.text->paragraphs;
    replaced.text = compare_paragraphs(was, is);
    if (replaced.text.total() == 0) return;
  }
  out.replaced.push_back(std::move(replaced));
}

using SameFile = bool (*)(const File&, const File&);

// Finds for each unmatched file of `before` the first unmatched one of `after` that is the same.
void match_files(std::vector<File>& before, std::vector<File>& after, SameFile same,
                 AttachmentDifference& out) {
  for (File& old_file : before) {
    if (old_file.matched) continue;
    for (File& new_file : after) {
      if (new_file.matched || !same(old_file, new_file)) continue;
      old_file.matched = new_file.matched = true;
      // Bytes that were not known before are completed, not replaced.
      if (old_file.sha256 && new_file.sha256 && *old_file.sha256 != *new_file.sha256)
        add_replaced(old_file, new_file, out);
      break;
    }
  }
}

}  // namespace

AttachmentDifference compare_attachments(const Version& before_version,
                                         const Version& after_version) {
  AttachmentDifference out;
  auto before = files_of(before_version);
  auto after = files_of(after_version);
  constexpr std::size_t most_files = 500;  // Matching is quadratic.
  if (before.size() > most_files) before.resize(most_files);
  if (after.size() > most_files) after.resize(most_files);
  constexpr SameFile by_address = [](const File& a, const File& b) {
    return a.canonical == b.canonical;
  };
  constexpr SameFile by_identity = [](const File& a, const File& b) {
    return a.identity == b.identity;
  };
  constexpr SameFile by_bytes = [](const File& a, const File& b) {
    return a.sha256 && b.sha256 && *a.sha256 == *b.sha256;
  };
  constexpr SameFile by_name = [](const File& a, const File& b) {
    return !a.name.empty() && a.name == b.name;
  };
  // Of files whose identity is one, those with the same bytes belong together.
  constexpr SameFile by_both = [](const File& a, const File& b) {
    return a.identity == b.identity && a.sha256 && b.sha256 && *a.sha256 == *b.sha256;
  };
  constexpr SameFile by_words = [](const File& a, const File& b) {
    return a.text && b.text && a.text->paragraphs == b.text->paragraphs;
  };
  for (const SameFile same : {by_address, by_both, by_bytes, by_words, by_identity, by_name})
    match_files(before, after, same, out);
  for (const File& file : before) {
    if (!file.matched) out.removed.push_back(shown_name(file));
  }
  for (const File& file : after) {
    if (!file.matched) out.added.push_back(shown_name(file));
  }
  return out;
}

std::string file_identity(std::string_view url) {
  std::string identity = canonical_address(url);
  const std::size_t question = identity.find('?');
  if (question == identity.npos) return identity;
  std::string kept;
  for (const auto parameter : split(std::string_view(identity).substr(question + 1), '&')) {
    if (is_of_the_moment(parameter)) continue;
    kept += (kept.empty() ? "?" : "&") + std::string(parameter);
  }
  return identity.substr(0, question) + kept;
}

}  // namespace regwatch
