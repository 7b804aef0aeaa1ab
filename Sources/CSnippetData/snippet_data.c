/* The built-in snippets, embedded: nothing to find and nothing to open when the program starts.
   A new file is one line more in each of the two lists below; keep them in the order of the names. */
#include "snippet_data.h"

#define FILE_BYTES(name) static const unsigned char name##_bytes[]
#define FILE_ENTRY(name, file) {file, name##_bytes, sizeof name##_bytes}

FILE_BYTES(apply_triggers) = {
#embed "snippets/apply-triggers.lua"
};

FILE_BYTES(check_triggers) = {
#embed "snippets/check-triggers.lua"
};

FILE_BYTES(clean_tags) = {
#embed "snippets/clean-tags.lua"
};

FILE_BYTES(clone_triggers) = {
#embed "snippets/clone-triggers.lua"
};

FILE_BYTES(delete_triggers) = {
#embed "snippets/delete-triggers.lua"
};

FILE_BYTES(dns_from_csv) = {
#embed "snippets/dns-from-csv.lua"
};

FILE_BYTES(export_triggers) = {
#embed "snippets/export-triggers.lua"
};

FILE_BYTES(find_orphans) = {
#embed "snippets/find-orphans.lua"
};

FILE_BYTES(list_triggers) = {
#embed "snippets/list-triggers.lua"
};

FILE_BYTES(merge_trigger_body) = {
#embed "snippets/merge-trigger-body.lua"
};

FILE_BYTES(pause_triggers) = {
#embed "snippets/pause-triggers.lua"
};

FILE_BYTES(power_droplets) = {
#embed "snippets/power-droplets.lua"
};

FILE_BYTES(rename_triggers) = {
#embed "snippets/rename-triggers.lua"
};

FILE_BYTES(resume_triggers) = {
#embed "snippets/resume-triggers.lua"
};

FILE_BYTES(retime_triggers) = {
#embed "snippets/retime-triggers.lua"
};

FILE_BYTES(rotate_access_keys) = {
#embed "snippets/rotate-access-keys.lua"
};

FILE_BYTES(rotate_snapshots) = {
#embed "snippets/rotate-snapshots.lua"
};

FILE_BYTES(shift_triggers) = {
#embed "snippets/shift-triggers.lua"
};

FILE_BYTES(spread_triggers) = {
#embed "snippets/spread-triggers.lua"
};

static const struct snippet_file files[] = {
    FILE_ENTRY(apply_triggers, "apply-triggers"),
    FILE_ENTRY(check_triggers, "check-triggers"),
    FILE_ENTRY(clean_tags, "clean-tags"),
    FILE_ENTRY(clone_triggers, "clone-triggers"),
    FILE_ENTRY(delete_triggers, "delete-triggers"),
    FILE_ENTRY(dns_from_csv, "dns-from-csv"),
    FILE_ENTRY(export_triggers, "export-triggers"),
    FILE_ENTRY(find_orphans, "find-orphans"),
    FILE_ENTRY(list_triggers, "list-triggers"),
    FILE_ENTRY(merge_trigger_body, "merge-trigger-body"),
    FILE_ENTRY(pause_triggers, "pause-triggers"),
    FILE_ENTRY(power_droplets, "power-droplets"),
    FILE_ENTRY(rename_triggers, "rename-triggers"),
    FILE_ENTRY(resume_triggers, "resume-triggers"),
    FILE_ENTRY(retime_triggers, "retime-triggers"),
    FILE_ENTRY(rotate_access_keys, "rotate-access-keys"),
    FILE_ENTRY(rotate_snapshots, "rotate-snapshots"),
    FILE_ENTRY(shift_triggers, "shift-triggers"),
    FILE_ENTRY(spread_triggers, "spread-triggers"),
};

const struct snippet_file *snippet_file_table(void) { return files; }
size_t snippet_file_count(void) { return sizeof files / sizeof *files; }
