#include "app/command_line.h"
#include "documents/child.h"

int main(int count, char** arguments) {
  // A process that reads one document starts nothing of ours before it is confined.
  if (regwatch::is_document_child(count, arguments)) regwatch::run_document_child(count, arguments);
  return regwatch::run_command_line(count, arguments);
}
