#include "crawler/replay_index.h"

#include <algorithm>
#include <set>

#include "base/text.h"

namespace regwatch {
namespace {

constexpr std::size_t max_head_bytes = 256 * 1024;
constexpr std::uint64_t max_request_bytes = 4u << 20;
constexpr std::size_t max_warnings = 200;

std::string parameter_set(std::string_view query) {
  const auto pairs = parse_query(query);
  std::string out;
  for (const auto& [name, value] : std::set(pairs.begin(), pairs.end())) {
    // Lengths keep `a=b&c` and `a=b%26c` apart.
    out += std::to_string(name.size()) + ":" + name + "=" + std::to_string(value.size()) + ":" +
           value + "&";
  }
  return out;
}

std::string moment_key(const std::string& url, Instant date) {
  return format_instant(date) + " " + url;
}

bool is_redirect(int status) {
  return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

std::vector<std::string> concurrent_ids(const WarcRecord& record) {
  std::vector<std::string> ids;
  for (const auto& [name, value] : record.fields) {
    if (iequals(name, "WARC-Concurrent-To")) ids.push_back(strip_angles(value));
  }
  return ids;
}

}  // namespace

std::string place_key(const Url& url) {
  const bool usual = url.port == 0 || url.port == 80 || url.port == 443;
  return url.host + (usual ? "" : ":" + std::to_string(url.port)) + percent_decode(url.path);
}

std::string address_key(const Url& url) { return place_key(url) + "?" + parameter_set(url.query); }

Sha256Digest body_key(std::string_view body) {
  const auto start = body.substr(0, 1);
  const bool form = start != "{" && start != "[" && start != "<";
  return sha256(form ? parameter_set(body) : std::string(body));
}

// What ties records together; needed while the files are read.
struct ReplayIndex::Links {
  struct Asked {
    std::string method;
    Sha256Digest body{};
    std::pair<std::size_t, WarcPosition> place;
  };
  struct Reference {
    std::size_t capture = 0;
    std::string id, url, digest;
    std::optional<Instant> date;
  };
  std::vector<Asked> requests;
  std::unordered_map<std::string, std::size_t> request_by_id;
  std::unordered_map<std::string, std::size_t> request_by_answer_id;
  std::unordered_map<std::string, std::size_t> request_by_moment;
  std::vector<std::pair<std::size_t, std::vector<std::string>>> concurrent;  // Of captures.
  std::vector<std::string> ids;                                              // Of captures.
  std::unordered_map<std::string, std::size_t> response_by_id;
  std::unordered_map<std::string, std::size_t> response_by_moment;
  std::unordered_map<std::string, std::size_t> response_by_digest;
  std::vector<Reference> references;
};

Result<ReplayIndex> ReplayIndex::read(std::vector<std::string> files) {
  ReplayIndex index;
  index.files_ = std::move(files);
  Links links;
  for (std::size_t file = 0; file < index.files_.size(); ++file) {
    const auto read = index.read_file(file, links);
    if (!read) return read.error();
  }
  index.join_requests(links);
  index.resolve_revisits(links);
  index.sort_addresses();
  return index;
}

void ReplayIndex::warn(std::string text) {
  if (warnings_.size() < max_warnings) warnings_.push_back(std::move(text));
}

Result<void> ReplayIndex::read_file(std::size_t file, Links& links) {
  auto reader = WarcReader::open(files_[file]);
  if (!reader) return reader.error();
  while (true) {
    const auto record = reader->next();
    if (!record) return record.error();
    if (!*record) break;
    if (!holds_http(**record) && !holds_resource(**record)) continue;
    if ((*record)->type() == "request") {
      const auto added = add_request(*reader, file, **record, links);
      if (!added) return added;
      continue;
    }
    std::string beginning;
    const auto whole = reader->read_block([&beginning](std::string_view piece) {
      beginning.append(piece.substr(0, max_head_bytes - beginning.size()));
    });
    if (!whole) return whole.error();
    if (*whole) add_capture(file, **record, beginning, links);
  }
  for (const auto& text : reader->warnings()) warn(text);
  return {};
}

Result<void> ReplayIndex::add_request(WarcReader& reader, std::size_t file,
                                      const WarcRecord& record, Links& links) {
  std::string block;
  const auto whole = reader.read_block([&block](std::string_view piece) {
    block.append(piece.substr(0, max_request_bytes - block.size()));
  });
  if (!whole) return whole.error();
  const auto head = parse_http_head(block);
  if (!*whole || !head || head->method.empty()) return {};
  const std::size_t number = links.requests.size();
  links.requests.push_back({head->method,
                            body_key(std::string_view(block).substr(head->size)),
                            {file, record.position}});
  links.request_by_id.emplace(record.id(), number);
  for (const auto& id : concurrent_ids(record)) links.request_by_answer_id.emplace(id, number);
  // The last resort for tools that tie nothing together.
  if (const auto date = record.date()) {
    links.request_by_moment.emplace(moment_key(record.target(), *date), number);
  }
  return {};
}

void ReplayIndex::add_capture(std::size_t file, const WarcRecord& record,
                              std::string_view beginning, Links& links) {
  const std::string where =
      files_[file] + ": record at byte " + std::to_string(record.position.offset);
  const auto url = parse_url(record.target());
  const auto date = record.date();
  Capture capture;
  capture.revisit = record.type() == "revisit";
  capture.is_resource = holds_resource(record);
  auto head = parse_http_head(beginning);
  if (capture.is_resource) head.emplace().status = 200;
  if (!url || !date) return warn(where + ": an address and a WARC-Date expected");
  if (!head && !capture.revisit) return warn(where + ": an HTTP response expected");
  capture.file = file;
  capture.position = record.position;
  capture.date = *date;
  capture.url = record.target();
  capture.status = head ? head->status : 0;
  if (record.field("WARC-Profile").find("server-not-modified") != std::string::npos) {
    capture.status = 304;
  }
  if (head && is_redirect(head->status)) {
    const auto target = resolve_url(*url, find_header(head->headers, "Location").value_or(""));
    capture.leads_to_itself = target.ok() && address_key(*target) == address_key(*url);
  }
  const std::size_t number = captures_.size();
  links.ids.push_back(record.id());
  if (auto ids = concurrent_ids(record); !ids.empty()) {
    links.concurrent.emplace_back(number, std::move(ids));
  }
  const std::string digest = record.field("WARC-Payload-Digest");
  if (capture.revisit) {
    links.references.push_back({number, strip_angles(record.field("WARC-Refers-To")),
                                strip_angles(record.field("WARC-Refers-To-Target-URI")), digest,
                                parse_instant(record.field("WARC-Refers-To-Date"))});
  } else {
    links.response_by_id.emplace(record.id(), number);
    links.response_by_moment.emplace(moment_key(capture.url, *date), number);
    if (!digest.empty()) links.response_by_digest.emplace(digest, number);
  }
  newest_ = std::max(newest_.value_or(*date), *date);
  const auto place = first_at_place_.emplace(place_key(*url), *date).first;
  place->second = std::min(place->second, *date);
  by_address_[address_key(*url)].push_back(number);
  // What was asked for and led there: the record of a browser's page knows of no redirect.
  const auto asked = parse_url(record.field(asked_address_field));
  if (asked && address_key(*asked) != address_key(*url)) {
    by_address_[address_key(*asked)].push_back(number);
    first_at_place_.emplace(place_key(*asked), *date);
  }
  captures_.push_back(std::move(capture));
}

void ReplayIndex::join_requests(const Links& links) {
  std::vector<std::optional<std::size_t>> asked(captures_.size());
  for (const auto& [capture, ids] : links.concurrent) {
    for (const auto& id : ids) {
      const auto found = links.request_by_id.find(id);
      if (found != links.request_by_id.end()) asked[capture] = found->second;
    }
  }
  for (std::size_t i = 0; i < captures_.size(); ++i) {
    const auto look = [&](const auto& map, const std::string& key) {
      const auto found = map.find(key);
      if (!asked[i] && found != map.end()) asked[i] = found->second;
    };
    look(links.request_by_answer_id, links.ids[i]);
    look(links.request_by_moment, moment_key(captures_[i].url, captures_[i].date));
    if (!asked[i]) continue;
    const auto& request = links.requests[*asked[i]];
    captures_[i].method = request.method;
    captures_[i].posted = request.body;
    captures_[i].request = request.place;
  }
}

// ISO 28500 §6.7.2: by record id, else by address and date; else the bytes are named by their
// digest.
void ReplayIndex::resolve_revisits(const Links& links) {
  for (const auto& reference : links.references) {
    Capture& capture = captures_[reference.capture];
    const auto look = [&](const auto& map, const std::string& key) {
      const auto found = map.find(key);
      if (!capture.original && found != map.end()) capture.original = found->second;
    };
    look(links.response_by_id, reference.id);
    if (reference.date) {
      look(links.response_by_moment, moment_key(reference.url, *reference.date));
    }
    look(links.response_by_digest, reference.digest);
    if (!capture.original && capture.status != 304) {
      warn(files_[capture.file] + ": record at byte " + std::to_string(capture.position.offset) +
           ": what it revisits is not in these files");
    }
    if (capture.original && capture.status == 0) {
      capture.status = captures_[*capture.original].status;
    }
  }
}

void ReplayIndex::sort_addresses() {
  for (auto& [address, numbers] : by_address_) {
    std::stable_sort(numbers.begin(), numbers.end(), [this](std::size_t a, std::size_t b) {
      return captures_[a].date < captures_[b].date;
    });
    resolve_unchanged(numbers);
  }
}

void ReplayIndex::resolve_unchanged(const std::vector<std::size_t>& oldest_first) {
  for (std::size_t i = 0; i < oldest_first.size(); ++i) {
    Capture& capture = captures_[oldest_first[i]];
    if (capture.status != 304) continue;
    if (capture.original && captures_[*capture.original].status != 304) {
      capture.unchanged_since = capture.original;
      continue;
    }
    for (std::size_t earlier = i; earlier-- > 0 && !capture.unchanged_since;) {
      const Capture& before = captures_[oldest_first[earlier]];
      const bool same_question = before.method == capture.method && before.posted == capture.posted;
      if (!same_question) continue;
      capture.unchanged_since =
          before.status == 304 ? before.unchanged_since : oldest_first[earlier];
      if (before.status == 304) break;
    }
  }
}

const Capture* ReplayIndex::find(const Request& request, Instant now) const {
  const auto url = parse_url(request.url);
  if (!url) return nullptr;
  const auto found = by_address_.find(address_key(*url));
  if (found == by_address_.end()) return nullptr;
  const bool posts = request.method == "POST";
  const auto posted = posts ? std::optional(body_key(request.body)) : std::nullopt;
  const Capture* by_address_alone = nullptr;
  const Capture* circular = nullptr;
  for (auto number = found->second.rbegin(); number != found->second.rend(); ++number) {
    const Capture& capture = captures_[*number];
    const bool unknown = capture.method.empty();
    if (capture.date > now || (capture.status == 304 && !capture.unchanged_since)) continue;
    if (!unknown && capture.method != request.method) continue;
    if (!unknown && posts && capture.posted != posted) continue;
    if (capture.leads_to_itself) {
      if (circular == nullptr) circular = &capture;
    } else if (!unknown || !posts) {
      return &capture;
    } else if (by_address_alone == nullptr) {
      by_address_alone = &capture;
    }
  }
  return by_address_alone != nullptr ? by_address_alone : circular;
}

bool ReplayIndex::has_place(const Url& url, Instant now) const {
  const auto found = first_at_place_.find(place_key(url));
  return found != first_at_place_.end() && found->second <= now;
}

std::optional<Instant> ReplayIndex::first_capture(const Url& url) const {
  const auto found = by_address_.find(address_key(url));
  if (found == by_address_.end() || found->second.empty()) return std::nullopt;
  return captures_[found->second.front()].date;
}

}  // namespace regwatch
