#include "app/commands.h"
#include "app/exit_status.h"
#include "app/output_file.h"
#include "render/csv.h"
#include "render/json.h"
#include "storage/notices.h"

namespace regwatch {

int command_export_items(Installation& installation, const ExportItemsCommand& command) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  const NoticeFilter filter = notice_filter(command.items, installation.now());
  Database& database = installation.database(Database::Mode::read_only);
  const bool csv = command.format == "csv";
  OutputFile out(command.file);
  // Without the mark a spreadsheet takes the bytes for the encoding of its country, and Chinese for
  // noise. A program is better served by JSON Lines.
  if (csv && !command.no_bom) out.write(byte_order_mark);
  if (csv) out.write(csv_head());
  Notices(database).each(filter, [&](const Notice& notice) {
    out.write(csv ? csv_row(notice) : notice_json(notice) + "\n");
  });
  out.commit();
  return exit_ok;
}

}  // namespace regwatch
