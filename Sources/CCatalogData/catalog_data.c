/* The catalog files, embedded: nothing to find and nothing to open when the program starts.
   A new file is one line more in each of the two lists below. */
#include "catalog_data.h"

#define FILE_BYTES(group) static const unsigned char group##_bytes[]
#define FILE_ENTRY(group) {#group, group##_bytes, sizeof group##_bytes}

FILE_BYTES(functions) = {
#embed "catalog/functions.catalog"
};

static const struct catalog_file files[] = {
    FILE_ENTRY(functions),
};

const struct catalog_file *catalog_file_table(void) { return files; }

size_t catalog_file_count(void) { return sizeof files / sizeof files[0]; }

/* The groups that aliases begin with, sorted. A test of the catalog compares this list with the files. */
static const char *const alias_groups[] = {
    "functions_access_key",
};

const char *const *catalog_alias_groups(void) { return alias_groups; }

size_t catalog_alias_group_count(void) { return sizeof alias_groups / sizeof alias_groups[0]; }

const char *catalog_date(void) { return "2026-08-07"; }
