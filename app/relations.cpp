#include "app/relations.h"

#include "app/version_text.h"
#include "diff/announced_document.h"
#include "diff/comparison.h"
#include "storage/lineage.h"
#include "storage/notices.h"

namespace regwatch {
namespace {

std::vector<Publication> publications(Database& database, const std::vector<std::string>& ids) {
  Notices notices(database);
  std::vector<Publication> found;
  for (const std::string& id : ids) {
    const auto notice = notices.find(id);
    if (!notice) continue;
    const auto version = newest_with_files(notices, id);
    found.push_back(
        publication_of(*notice, version ? all_paragraphs(*version) : std::vector<std::string>{}));
  }
  return found;
}

bool has_earlier_text(Relation relation) {
  return relation == Relation::final_of || relation == Relation::next_draft_of;
}

std::string compared_with(Notices& notices, const std::string& earlier, const Version& version) {
  const auto before = newest_with_files(notices, earlier);
  if (!before) return "";
  const auto& was = document_text(*before);
  const auto& is = document_text(version);
  return was.empty() || is.empty() ? "" : compare_texts(was, is).summary;
}

}  // namespace

Relations relate(Database& database, const Notice& notice, const Version* version) {
  Lineages lineages(database);
  const Publication publication = publication_of(
      notice, version != nullptr ? all_paragraphs(*version) : std::vector<std::string>{});
  lineages.put_publication(publication, version != nullptr ? version->number : 0);
  const auto candidates = publications(database, lineages.candidates(publication));

  lineages.replace_links(notice.id, find_lineage(publication, candidates));
  Relations relations;
  relations.lineage = lineages.links_of(notice.id);
  relations.cluster = same_publications(publication, candidates);
  for (const ClusterMatch& match : relations.cluster) lineages.join_cluster(notice.id, match);
  return relations;
}

std::vector<RelatedNotice> related_notices(Database& database, const std::vector<Link>& lineage,
                                           const Version* version) {
  Notices notices(database);
  std::vector<RelatedNotice> out;
  for (const Link& link : lineage) {
    const auto other = notices.find(link.other_id);
    if (!other) continue;
    RelatedNotice& related = out.emplace_back();
    related.notice_id = other->id;
    related.relation = link.relation;
    related.title = other->title;
    related.url = other->url;
    related.published = other->published;
    related.confidence = link.confidence;
    related.reason = link.reason;
    if (version != nullptr && has_earlier_text(link.relation))
      related.comparison = compared_with(notices, other->id, *version);
  }
  return out;
}

int relate_backlog(Database& database, int limit) {
  int done = 0;
  for (const std::string& id : Lineages(database).to_compare(limit)) {
    Transaction transaction(database);
    Notices notices(database);
    const auto notice = notices.find(id);
    if (!notice) continue;
    const auto version = newest_with_files(notices, id);
    relate(database, *notice, version ? &*version : nullptr);
    transaction.commit();
    ++done;
  }
  return done;
}

}  // namespace regwatch
