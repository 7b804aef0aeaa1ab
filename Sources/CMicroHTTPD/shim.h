#if !__has_include(<microhttpd.h>)
#error "missing <microhttpd.h>: run scripts/run, or install the Debian package libmicrohttpd-dev and pkg-config"
#endif
#include <microhttpd.h>
