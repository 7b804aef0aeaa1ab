#if !__has_include(<gnutls/gnutls.h>)
#error "missing <gnutls/gnutls.h>: run scripts/run, or install the Debian package libgnutls28-dev and pkg-config"
#endif
#include <gnutls/gnutls.h>
#include <gnutls/x509.h>
