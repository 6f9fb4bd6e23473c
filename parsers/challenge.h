#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "parsers/parser.h"

namespace regwatch {

/// What it takes to get past the product that answered in a site's place.
enum class Hurdle {
  script,    ///< A script that must run: any browser passes.
  person,    ///< A slider, a puzzle, a code: a person must pass.
  firewall,  ///< It took us for an attack, or for too much: only time or the site helps.
};

/// A product that stands before sites and answered in place of one.
struct Challenge {
  std::string name;  ///< `Ruishu 瑞数`, or the words that gave it away.
  Hurdle hurdle = Hurdle::script;
};

/// The challenge or refusal that a page is, told by its status, header fields, marks and words; or
/// nothing. Good pages behind such a product carry its marks as well: a page that has rows, metas
/// of a site or much text is never one while its status is good. `text` is what a person sees of
/// the page (its beginning suffices), `title` its title.
std::optional<Challenge> find_challenge(const Page& page, std::string_view text,
                                        std::string_view title);

/// `a challenge page (Ruishu 瑞数): only a browser passes; …`: what it is and what a user can do.
/// `rendered`: a browser met it.
std::string describe_challenge(const Challenge& challenge, bool rendered);

/// A title as notices have it, whatever else it speaks of.
bool is_title_of_notice(std::string_view title);

/// A status by which a site, or what stands before it, will not answer us.
bool is_refusal(const Page& page);
/// What a user can do about a bare status by which a site refuses (401, 403, 429, …); empty: none.
std::string_view remedy_for_status(int status);

}  // namespace regwatch
