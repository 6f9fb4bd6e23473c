#pragma once

#include <vector>

#include "render/digest.h"
#include "storage/database.h"
#include "storage/outbox.h"

namespace regwatch {

/// Parts what is owed at once into the messages that tell it: one on each notice, so that what
/// comes later can answer it, and one on sources. All of it together where those were more than a
/// person reads one by one.
std::vector<std::vector<Owed>> part_by_notice(std::vector<Owed> owed);

/// Where all of an alert is of one notice, makes its message answer the earlier ones that this
/// subscription was sent on it, on its copies and on the draft, the consultation or the text that
/// it continues. The subject is that of the first with `Re: `, for there are mail programs that
/// take another subject for another thread; a notice that is a new document has a subject of its
/// own, and so has the reminder of a deadline, which nobody is to overlook.
void join_thread(Database& database, const Digest& alert, Message& message);

}  // namespace regwatch
