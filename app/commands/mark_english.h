#pragma once

#include "app/commands.h"
#include "storage/notices.h"

namespace regwatch {

/// Whether the command says something of the notice's English, and says it without contradiction;
/// throws CommandError where title or summary is too long or is no text.
bool asks_for_english(const MarkCommand& command);

/// A person's title and summary, of which each keeps the other; what a machine proposed, accepted;
/// or taken back. Inside the caller's transaction. Throws CommandError where nothing is to accept.
void mark_english(Notices& notices, const Notice& notice, const MarkCommand& command, Instant now);

}  // namespace regwatch
