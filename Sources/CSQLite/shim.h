#if !__has_include(<sqlite3.h>)
#error "missing <sqlite3.h>: run scripts/run, or install the Debian package libsqlite3-dev and pkg-config"
#endif
#include <sqlite3.h>
