#include "diff/run.h"

#include "base/names.h"

namespace regwatch {
namespace {

constexpr Names<Verdict, 7> names = {{
    {Verdict::ok, "ok"},
    {Verdict::unchanged, "unchanged"},
    {Verdict::suspect, "suspect"},
    {Verdict::broken, "broken"},
    {Verdict::unreachable, "unreachable"},
    {Verdict::blocked, "blocked"},
    {Verdict::skipped, "skipped"},
}};

}  // namespace

std::string_view name_of(Verdict verdict) { return name_in(names, verdict); }

std::optional<Verdict> verdict_named(std::string_view name) { return value_in(names, name); }

bool sees(Verdict verdict) { return verdict == Verdict::ok || verdict == Verdict::unchanged; }

Verdict verdict_of(const Error& error) {
  switch (error.fault) {
    case Fault::unreachable:
      return Verdict::unreachable;
    case Fault::refused:  // Our own guard, or robots.txt: somebody has to decide.
    case Fault::blocked:
      return Verdict::blocked;
    case Fault::not_captured:
      return Verdict::skipped;
    case Fault::invalid:
    case Fault::missing:
    case Fault::broken:
    case Fault::gone:  // A column that is no more is a layout that changed.
    case Fault::too_large:
    case Fault::unwritable:
      return Verdict::broken;
  }
  return Verdict::broken;
}

}  // namespace regwatch
