#include "diff/flap.h"

#include "diff/compare_versions.h"

namespace regwatch {

bool is_return(const Version& before, const Version& newest, const Version& now) {
  return now.fetched_at - newest.fetched_at <= flap_window &&
         !compare_versions(before, now).differs;
}

Doubt weigh(const Version* held, const Version& now) {
  if (!held || compare_versions(*held, now).differs) return Doubt::hold;
  return now.fetched_at - held->fetched_at >= confirmation_apart ? Doubt::confirmed : Doubt::keep;
}

}  // namespace regwatch
