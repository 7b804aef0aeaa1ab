#if !__has_include(<histedit.h>)
#error "missing <histedit.h>: run scripts/run, or install the Debian package libedit-dev and pkg-config"
#endif
#include <histedit.h>
