#if !__has_include(<yaml.h>)
#error "missing <yaml.h>: run scripts/run, or install the Debian package libyaml-dev and pkg-config"
#endif
#include <yaml.h>
