// OFD (GB/T 33190-2016): the text objects of every page with their places, joined to lines and
// paragraphs as those of a PDF. Templates (letterheads, frames) and annotations (seals) are left
// out.

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include "base/text.h"
#include "documents/package.h"
#include "documents/page_text.h"
#include "documents/reader.h"

namespace regwatch {
namespace {

constexpr double points_per_mm = 72 / 25.4;
constexpr std::size_t most_pages = 5000;
constexpr double gap_of_a_space = 1.6;  // In parts of the size of a character, from start to start.

using Numbers = std::vector<double>;

Numbers numbers_in(const std::string& text) {
  Numbers out;
  for (const std::string_view part : split(text, ' ')) {
    double value = 0;
    const auto [end, fault] = std::from_chars(part.data(), part.data() + part.size(), value);
    if (fault == std::errc() && std::isfinite(value)) out.push_back(std::clamp(value, -1e5, 1e5));
  }
  return out;
}

Numbers numbers_of(XmlNode node, std::string_view attribute) {
  return numbers_in(node.attribute(attribute).value_or(""));
}

// §11.3: the distances of characters, where `g 3 5` stands for 5 5 5.
Numbers distances_of(XmlNode code, std::string_view attribute, std::size_t most) {
  Numbers out;
  const std::string text = code.attribute(attribute).value_or("");
  const auto parts = split(text, ' ');
  for (std::size_t i = 0; i < parts.size() && out.size() < most; ++i) {
    const bool repeats = parts[i] == "g" && i + 2 < parts.size();
    const auto value = numbers_in(std::string(repeats ? parts[i + 2] : parts[i]));
    const auto times = repeats ? numbers_in(std::string(parts[i + 1])) : Numbers{1};
    if (repeats) i += 2;
    if (value.empty() || times.empty()) continue;
    const auto count = std::clamp(times[0], 0.0, static_cast<double>(most - out.size()));
    out.insert(out.end(), static_cast<std::size_t>(count), value[0]);
  }
  return out;
}

// A place relative to the file that names it; an absolute one begins with `/`.
std::string resolved(const std::string& from, std::string place) {
  place = std::string(trim(place));
  const std::size_t slash = from.rfind('/');
  std::string path = place.rfind('/', 0) == 0     ? place
                     : slash == std::string::npos ? place
                                                  : from.substr(0, slash + 1) + place;
  std::vector<std::string> parts;
  for (const std::string_view part : split(path, '/')) {
    if (part.empty() || part == ".") continue;
    if (part != "..")
      parts.emplace_back(part);
    else if (!parts.empty())
      parts.pop_back();
  }
  return join(parts, "/");
}

struct Code {
  double x = 0, y = 0, em = 0, scale = 1;
};

PageWord word_at(const Code& code, double from, double to, std::string text) {
  PageWord word;
  word.left = (code.x + from * code.scale) * points_per_mm;
  word.right = (code.x + to * code.scale) * points_per_mm;
  word.em = code.em * code.scale * points_per_mm;
  // A code's place is its base line; characters stand on it for the most part.
  word.middle = code.y * points_per_mm - word.em * 0.38;
  word.text = std::move(text);
  return word;
}

// The characters of one code, cut where there is room for a space or a column.
void add_words(XmlNode node, const Code& code, std::vector<PageWord>& words) {
  const std::string text = node.text();
  const Numbers distances = distances_of(node, "DeltaX", count_code_points(text));
  double at = 0, start = 0;
  std::string run;
  std::size_t index = 0;
  for (std::size_t i = 0; i < text.size();) {
    const char32_t c = next_code_point(text, i);
    const double own = (c >= 0x2E80 ? 1.0 : 0.5) * code.em;
    const double step = index < distances.size() ? distances[index] : own;
    append_utf8(run, c);
    ++index;
    const bool ends = i >= text.size() || std::fabs(step) > gap_of_a_space * code.em;
    if (ends) {
      if (!trim(run).empty())
        words.push_back(word_at(code, start, at + own, std::string(trim(run))));
      run.clear();
      start = at + step;
    }
    at += step;
  }
}

void add_text(XmlNode object, std::vector<PageWord>& words) {
  const Numbers box = numbers_of(object, "Boundary");
  if (box.size() < 4) return;
  const Numbers m = numbers_of(object, "CTM");
  const auto size = numbers_of(object, "Size");
  Code code;
  code.em = size.empty() || size[0] <= 0 ? 3.7 : size[0];
  if (m.size() == 6) code.scale = std::max(0.01, std::hypot(m[0], m[1]));
  double x = 0, y = 0;
  for (XmlNode node = object.child("TextCode"); node; node = node.sibling("TextCode")) {
    // §11.3: where a code names no place, that of the one before counts.
    if (const auto own = numbers_of(node, "X"); !own.empty()) x = own[0];
    if (const auto own = numbers_of(node, "Y"); !own.empty()) y = own[0];
    code.x = box[0] + (m.size() == 6 ? m[0] * x + m[2] * y + m[4] : x);
    code.y = box[1] + (m.size() == 6 ? m[1] * x + m[3] * y + m[5] : y);
    add_words(node, code, words);
  }
}

void add_rules(XmlNode path, std::vector<PageRule>& rules) {
  const Numbers box = numbers_of(path, "Boundary");
  if (box.size() < 4) return;
  PageRule rule{box[0] * points_per_mm, box[1] * points_per_mm, (box[0] + box[2]) * points_per_mm,
                (box[1] + box[3]) * points_per_mm};
  const double width = rule.right - rule.left, height = rule.bottom - rule.top;
  if (std::min(width, height) <= 3 && std::max(width, height) >= 4) rules.push_back(rule);
}

// The box of a page: its own, else the document's.
void set_size(XmlNode area, PrintedPage& page) {
  const Numbers box = numbers_in(area.child("PhysicalBox").text());
  if (box.size() < 4) return;
  page.width = box[2] * points_per_mm;
  page.height = box[3] * points_per_mm;
}

PrintedPage read_page(XmlNode root, XmlNode document_area) {
  PrintedPage page{595, 842, {}, {}};
  set_size(document_area, page);
  set_size(root.child("Area"), page);
  const XmlNode content = root.child("Content");
  for (XmlNode node = content.next_in(content); node; node = node.next_in(content)) {
    if (node.name() == "TextObject") add_text(node, page.words);
    if (node.name() == "PathObject") add_rules(node, page.rules);
  }
  return page;
}

class Package {
 public:
  explicit Package(PackageParts parts) : parts_(std::move(parts)) {}

  std::optional<XmlDocument> open(const std::string& place) {
    const std::string* part = parts_.find(place);
    if (part == nullptr) {
      note(place + " is missing");
      return std::nullopt;
    }
    auto document = XmlDocument::parse(*part);
    if (!document) {
      note(place + ": " + document.error().message);
      return std::nullopt;
    }
    if (!document->error().empty()) note(place + " breaks off: " + document->error());
    return std::move(*document);
  }

  void note(const std::string& problem) {
    if (problem_.empty()) problem_ = problem;
  }
  const std::string& problem() const { return parts_.problem.empty() ? problem_ : parts_.problem; }

 private:
  PackageParts parts_;
  std::string problem_;
};

// Text that begins nowhere is no text of a page: pictures of pages have none.
bool read_document(Package& package, const std::string& place, TextSink& sink) {
  const auto document = package.open(place);
  if (!document) return false;
  const XmlNode area = document->root().child("CommonData").child("PageArea");
  std::vector<PrintedPage> pages;
  const XmlNode list = document->root().child("Pages");
  for (XmlNode each = list.child("Page"); each && pages.size() < most_pages;
       each = each.sibling("Page")) {
    const auto content = package.open(resolved(place, each.attribute("BaseLoc").value_or("")));
    if (content) pages.push_back(read_page(content->root(), area));
  }
  const bool has_text = std::any_of(pages.begin(), pages.end(),
                                    [](const PrintedPage& page) { return !page.words.empty(); });
  for (const std::string& paragraph : paragraphs_of_pages(std::move(pages))) sink.add(paragraph);
  return has_text;
}

ReadResult read_ofd(const DocumentInput& input, TextSink& sink) {
  auto parts = read_package(input.bytes, [](const std::string& name) {
    return name.size() > 4 && iequals(std::string_view(name).substr(name.size() - 4), ".xml");
  });
  if (!parts) return ReadResult::failed(parts.error().message);
  Package package(std::move(*parts));
  const auto root = package.open("OFD.xml");
  if (!root) return ReadResult::failed(package.problem());
  bool any_text = false;
  for (XmlNode body = root->root().child("DocBody"); body; body = body.sibling("DocBody"))
    any_text |= read_document(package, resolved("", body.child("DocRoot").text()), sink);
  if (!package.problem().empty()) return ReadResult::failed(package.problem());
  if (!any_text)
    return {DocumentText::Outcome::scanned, "an OFD document of pictures: its text is not read",
            ""};
  return {};
}

}  // namespace

const Reader& reader_ofd() {
  static const Reader reader{"ofd", 1, {DocumentKind::ofd}, &read_ofd};
  return reader;
}

}  // namespace regwatch
