#ifndef CATALOG_DATA_H
#define CATALOG_DATA_H

#include <stddef.h>

/* One catalog file, as it was when this was compiled. */
struct catalog_file {
    const char *name;           /* without the ending: "functions" */
    const unsigned char *bytes; /* not terminated by a zero */
    size_t length;
};

/* All of them; they last as long as the program. */
const struct catalog_file *catalog_file_table(void);
size_t catalog_file_count(void);

/* The groups that aliases begin with, sorted: known without reading any file. */
const char *const *catalog_alias_groups(void);
size_t catalog_alias_group_count(void);

/* The day of the vendor's description that all files were last compared with: "2026-08-07". */
const char *catalog_date(void);

#endif
