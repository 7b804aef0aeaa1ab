#ifndef SNIPPET_DATA_H
#define SNIPPET_DATA_H

#include <stddef.h>

/* One snippet of the built-in collection, as it was when this was compiled. */
struct snippet_file {
    const char *name;           /* without the ending: "list-triggers" */
    const unsigned char *bytes; /* not terminated by a zero */
    size_t length;
};

/* All of them, by name; they last as long as the program. */
const struct snippet_file *snippet_file_table(void);
size_t snippet_file_count(void);

#endif
