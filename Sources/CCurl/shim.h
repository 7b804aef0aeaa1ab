#if !__has_include(<curl/curl.h>)
#error "missing <curl/curl.h>: run scripts/run, or install the Debian package libcurl4-openssl-dev and pkg-config"
#endif
#include <curl/curl.h>
