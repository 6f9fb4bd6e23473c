#pragma once

#include "app/world.h"

namespace regwatch {

/// Owes a reminder of each comment deadline that has come nearer than the next of
/// `world.reminder_days`. A notice that this very pass found is only noted: its deadline is told
/// with it. One transaction.
void remind(World& world);

}  // namespace regwatch
