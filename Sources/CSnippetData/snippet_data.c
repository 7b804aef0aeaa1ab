/* The built-in snippets, embedded: nothing to find and nothing to open when the program starts.
   A new file is one line more in each of the two lists below; keep them in the order of the names. */
#include "snippet_data.h"

#define FILE_BYTES(name) static const unsigned char name##_bytes[]
#define FILE_ENTRY(name, file) {file, name##_bytes, sizeof name##_bytes}

FILE_BYTES(list_triggers) = {
#embed "snippets/list-triggers.lua"
};

FILE_BYTES(retime_triggers) = {
#embed "snippets/retime-triggers.lua"
};

static const struct snippet_file files[] = {
    FILE_ENTRY(list_triggers, "list-triggers"),
    FILE_ENTRY(retime_triggers, "retime-triggers"),
};

const struct snippet_file *snippet_file_table(void) { return files; }
size_t snippet_file_count(void) { return sizeof files / sizeof *files; }
